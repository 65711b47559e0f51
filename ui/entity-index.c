/* entity-index.c - groups of mentions from a worker, and which group a span is of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "entity-index.h"

#define PAUSE_LEAST (1 * G_USEC_PER_SEC)
#define PAUSE_SHARE 20 /* of the time that reading took, and takes at most a twentieth of one core */

struct _PostilEntityIndex
{
  GObject        parent_instance;
  PostilProject *project;
  GPtrArray     *groups;  /* NULL: never read */
  GHashTable    *by_span; /* id -> PostilEntityGroup; the keys lie in its mentions */
  GCancellable  *reading; /* NULL: nobody reads */
  gboolean       stale;
  gint64         began;
  gint64         next; /* monotonic time before which nothing is read again */
  guint          later; /* source that will read, 0: none */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostilEntityIndex, postil_entity_index, G_TYPE_OBJECT)

static void
take (PostilEntityIndex *self, GPtrArray *groups)
{
  gint64 now = g_get_monotonic_time ();

  g_hash_table_remove_all (self->by_span);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->groups = groups;
  for (guint i = 0; i < groups->len; i++)
    {
      PostilEntityGroup *group = g_ptr_array_index (groups, i);

      for (guint j = 0; j < group->mentions->len; j++)
        g_hash_table_insert (self->by_span, &g_array_index (group->mentions, PostilMention, j).span, group);
    }
  self->next = now + MAX (PAUSE_LEAST, PAUSE_SHARE * (now - self->began));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (path, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, &error);
  GPtrArray *groups = store != NULL ? postil_entity_groups_list (store, cancellable, &error) : NULL;

  if (groups != NULL)
    g_task_return_pointer (task, groups, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
read_done (GObject *source, GAsyncResult *result, gpointer data)
{
  PostilEntityIndex *self = POSTIL_ENTITY_INDEX (source);
  g_autoptr (GError) error = NULL;
  GPtrArray *groups = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_object (&self->reading);
  if (groups != NULL)
    take (self, groups);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The names of the project were not read: %s", error->message);
}

static gboolean
read_now (gpointer data)
{
  PostilEntityIndex *self = data;
  g_autoptr (GTask) task = NULL;

  self->later = 0;
  self->stale = FALSE;
  self->began = g_get_monotonic_time ();
  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, read_done, NULL);
  g_task_set_task_data (task, g_strdup (postil_project_get_path (self->project)), g_free);
  g_task_run_in_thread (task, read_in_thread);
  return G_SOURCE_REMOVE;
}

/* Somebody wants to know. */
static void
keep_up (PostilEntityIndex *self)
{
  gint64 wait = self->next - g_get_monotonic_time ();

  if (!self->stale || self->reading != NULL || self->later != 0)
    return;
  self->later = g_timeout_add ((guint) (MAX (wait, 0) / 1000), read_now, self);
}

static void
something_changed (PostilEntityIndex *self)
{
  self->stale = TRUE;
}

GPtrArray *
postil_entity_index_get_groups (PostilEntityIndex *self)
{
  g_return_val_if_fail (POSTIL_IS_ENTITY_INDEX (self), NULL);
  keep_up (self);
  return self->groups;
}

const PostilEntityGroup *
postil_entity_index_find (PostilEntityIndex *self, PostilSpanId span)
{
  g_return_val_if_fail (POSTIL_IS_ENTITY_INDEX (self), NULL);
  keep_up (self);
  return g_hash_table_lookup (self->by_span, &span);
}

GArray *
postil_entity_group_documents (const PostilEntityGroup *group)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (PostilId));

  for (guint i = 0; i < group->mentions->len; i++)
    {
      const PostilMention *mention = &g_array_index (group->mentions, PostilMention, i);

      if (ids->len == 0 || g_array_index (ids, PostilId, ids->len - 1) != mention->document)
        g_array_append_val (ids, mention->document);
    }
  return ids;
}

const PostilMention *
postil_entity_group_step (const PostilEntityGroup *group, PostilSpanId span, int direction)
{
  guint n = group->mentions->len;

  g_return_val_if_fail (n > 0, NULL);
  for (guint i = 0; i < n; i++)
    if (g_array_index (group->mentions, PostilMention, i).span == span)
      return &g_array_index (group->mentions, PostilMention, (i + (direction > 0 ? 1 : n - 1)) % n);
  return &g_array_index (group->mentions, PostilMention, direction > 0 ? 0 : n - 1);
}

static void
postil_entity_index_dispose (GObject *object)
{
  PostilEntityIndex *self = POSTIL_ENTITY_INDEX (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_handle_id (&self->later, g_source_remove);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (postil_entity_index_parent_class)->dispose (object);
}

static void
postil_entity_index_finalize (GObject *object)
{
  PostilEntityIndex *self = POSTIL_ENTITY_INDEX (object);

  g_clear_object (&self->reading);
  g_hash_table_unref (self->by_span);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (postil_entity_index_parent_class)->finalize (object);
}

static void
postil_entity_index_class_init (PostilEntityIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postil_entity_index_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_entity_index_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_entity_index_init (PostilEntityIndex *self)
{
  self->by_span = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->stale = TRUE;
}

PostilEntityIndex *
postil_entity_index_new (PostilProject *project)
{
  PostilEntityIndex *self = g_object_new (POSTIL_TYPE_ENTITY_INDEX, NULL);

  self->project = g_object_ref (project);
  g_signal_connect_object (project, "document-changed", G_CALLBACK (something_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "documents-changed", G_CALLBACK (something_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "labels-changed", G_CALLBACK (something_changed), self, G_CONNECT_SWAPPED);
  return self;
}
