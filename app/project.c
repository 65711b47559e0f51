/* project.c - a project as a program uses it: opening, labels, signals, undo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

#include <postil/project-rules.h>

struct _PostilProject
{
  GObject parent_instance;
  PostilStore *store;
  char *annotator;
  GPtrArray *labels;      /* PostilLabel, not archived; NULL: to be read */
  gboolean run_rules;     /* see postil_project_set_run_rules() */
  GHashTable *all_labels; /* gint64 * -> PostilLabel, also archived; NULL: to be read */
  PostilTeacher *teacher; /* NULL: not yet */
  guint rules_serial;
  char **slow_rules;      /* of the last run; NULL: none */
};

#define MANY 100 /* spans in one step that are worth the room for a bulk */

G_DEFINE_FINAL_TYPE (PostilProject, postil_project, G_TYPE_OBJECT)

enum
{
  DOCUMENT_CHANGED,
  DOCUMENTS_CHANGED,
  LABELS_CHANGED,
  HISTORY_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
postil_project_forget_labels (PostilProject *self)
{
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->all_labels, g_hash_table_unref);
}

static void
postil_project_finalize (GObject *object)
{
  PostilProject *self = POSTIL_PROJECT (object);

  postil_project_forget_labels (self);
  g_clear_pointer (&self->teacher, postil_teacher_unref);
  g_clear_pointer (&self->store, postil_store_close);
  g_free (self->annotator);
  g_strfreev (self->slow_rules);
  G_OBJECT_CLASS (postil_project_parent_class)->finalize (object);
}

void
postil_project_take_slow_rules (PostilProject *self, char **names)
{
  g_strfreev (self->slow_rules);
  self->slow_rules = names;
}

const char *const *
postil_project_get_slow_rules (PostilProject *self)
{
  return (const char *const *) self->slow_rules;
}

static void
postil_project_class_init (PostilProjectClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = postil_project_finalize;
  signals[DOCUMENT_CHANGED] =
      g_signal_new ("document-changed", type, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[DOCUMENTS_CHANGED] =
      g_signal_new ("documents-changed", type, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LABELS_CHANGED] =
      g_signal_new ("labels-changed", type, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HISTORY_CHANGED] =
      g_signal_new ("history-changed", type, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_project_init (PostilProject *self)
{
}

static PostilProject *
open_store (const char *path, PostilStoreFlags flags, const char *annotator, GError **error)
{
  PostilStore *store = postil_store_open (path, flags, error);
  PostilProject *self;

  if (store == NULL)
    return NULL;
  self = g_object_new (POSTIL_TYPE_PROJECT, NULL);
  self->store = store;
  self->annotator = g_strdup (annotator != NULL && *annotator != '\0' ? annotator : g_get_user_name ());
  return self;
}

void
postil_project_set_run_rules (PostilProject *self, gboolean run)
{
  self->run_rules = run;
}

gboolean
postil_project_get_run_rules (PostilProject *self)
{
  return self->run_rules;
}

PostilProject *
postil_project_create (const char *path, const char *annotator, GError **error)
{
  return open_store (path, POSTIL_STORE_CREATE, annotator, error);
}

PostilProject *
postil_project_open (const char *path, const char *annotator, GError **error)
{
  return open_store (path, POSTIL_STORE_NONE, annotator, error);
}

PostilStore *
postil_project_get_store (PostilProject *self)
{
  return self->store;
}

const char *
postil_project_get_path (PostilProject *self)
{
  return postil_store_get_path (self->store);
}

char *
postil_project_dup_name (PostilProject *self)
{
  g_autofree char *base = g_path_get_basename (postil_project_get_path (self));
  g_autofree char *name = g_filename_display_name (base);

  if (g_str_has_suffix (name, ".postil") && strlen (name) > strlen (".postil"))
    name[strlen (name) - strlen (".postil")] = '\0';
  return g_steal_pointer (&name);
}

PostilId
postil_project_get_annotator (PostilProject *self)
{
  PostilId id = 0;

  /* Only looks, while no transaction is open. Who has not done anything yet has no row, but will have this id. */
  if (!postil_transaction_is_open (self->store))
    {
      g_autoptr (GHashTable) names = postil_annotator_list (self->store, NULL);
      GHashTableIter iter;
      gpointer key;
      gpointer value;

      if (names != NULL)
        {
          g_hash_table_iter_init (&iter, names);
          while (g_hash_table_iter_next (&iter, &key, &value))
            if (g_str_equal (value, self->annotator))
              id = *(gint64 *) key;
        }
    }
  else
    id = postil_annotator_ensure (self->store, self->annotator, NULL);
  return id != 0 ? id : postil_id_derive ("annotator", self->annotator, NULL);
}

/* ---- labels ---- */

static void
read_labels (PostilProject *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;

  if (self->labels != NULL)
    return;
  self->labels = g_ptr_array_new ();
  self->all_labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) postil_label_free);
  all = postil_labels_list (self->store, TRUE, &error);
  if (all == NULL)
    {
      g_warning ("The labels of %s cannot be read: %s", postil_project_get_path (self), error->message);
      return;
    }
  /* The table owns them all; the array points into it. */
  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      PostilLabel *label = g_ptr_array_index (all, i);

      g_hash_table_insert (self->all_labels, &label->id, label);
      if (!label->archived)
        g_ptr_array_add (self->labels, label);
    }
}

GPtrArray *
postil_project_get_labels (PostilProject *self)
{
  read_labels (self);
  return self->labels;
}

const PostilLabel *
postil_project_get_label (PostilProject *self, PostilId id)
{
  read_labels (self);
  return g_hash_table_lookup (self->all_labels, &id);
}

const char *
postil_project_label_name (PostilProject *self, PostilId label)
{
  const PostilLabel *found = postil_project_get_label (self, label);

  return found != NULL ? found->name : "?";
}

/* ---- signals ---- */

void
postil_project_emit_document (PostilProject *self, PostilId document)
{
  g_signal_emit (self, signals[DOCUMENT_CHANGED], 0, document);
}

void
postil_project_emit_list (PostilProject *self)
{
  g_signal_emit (self, signals[DOCUMENTS_CHANGED], 0);
}

void
postil_project_emit_labels (PostilProject *self)
{
  postil_project_forget_labels (self);
  g_signal_emit (self, signals[LABELS_CHANGED], 0);
}

void
postil_project_emit_history (PostilProject *self)
{
  g_signal_emit (self, signals[HISTORY_CHANGED], 0);
}

void
postil_project_touch_rules (PostilProject *self)
{
  self->rules_serial++;
}

guint
postil_project_get_rules_serial (PostilProject *self)
{
  return self->rules_serial;
}

void
postil_project_changed (PostilProject *self)
{
  postil_project_touch_rules (self);
  postil_project_emit_labels (self);
  postil_project_emit_list (self);
  postil_project_emit_history (self);
}

/* ---- one action, one transaction ---- */

gboolean
postil_project_begin (PostilProject *self, GError **error, const char *format, ...)
{
  g_autofree char *title = NULL;
  va_list arguments;
  PostilId annotator;

  va_start (arguments, format);
  title = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  annotator = postil_project_get_annotator (self);
  if (!postil_transaction_begin (self->store, POSTIL_TRANSACTION_EDIT, title, annotator, error))
    return FALSE;
  if (postil_annotator_ensure (self->store, self->annotator, error) != 0)
    return TRUE;
  postil_transaction_rollback (self->store);
  return FALSE;
}

gboolean
postil_project_expect (PostilProject *self, guint n, GError **error)
{
  if (n < MANY || postil_transaction_expect_many (self->store, error))
    return TRUE;
  postil_transaction_rollback (self->store);
  return FALSE;
}

gboolean
postil_project_end (PostilProject *self, gboolean done, PostilId document, GError **error)
{
  if (!done)
    {
      postil_transaction_rollback (self->store);
      return FALSE;
    }
  if (!postil_transaction_commit (self->store, error))
    return FALSE;
  if (document != 0)
    postil_project_emit_document (self, document);
  else
    postil_project_emit_list (self);
  postil_project_emit_history (self);
  return TRUE;
}

gboolean
postil_project_sign_in (PostilProject *self, GError **error)
{
  g_autofree char *name = postil_annotator_name (self->store, postil_project_get_annotator (self));

  if (name != NULL)
    return TRUE;
  if (!postil_transaction_begin (self->store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (postil_annotator_ensure (self->store, self->annotator, error) != 0)
    return postil_transaction_commit (self->store, error);
  postil_transaction_rollback (self->store);
  return FALSE;
}

PostilId
postil_project_hand (PostilProject *self, GError **error)
{
  return postil_source_ensure (self->store, POSTIL_SOURCE_HAND, "hand", NULL, error);
}

/* ---- history ---- */

void
postil_project_emit_edit (PostilProject *self, const PostilEdit *edit)
{
  /* What is about rules touches no document. */
  if (edit->document == 0)
    postil_project_touch_rules (self);
  if (edit->labels)
    postil_project_emit_labels (self);
  if (edit->wide)
    postil_project_emit_list (self);
  else if (edit->document != 0)
    postil_project_emit_document (self, edit->document);
  postil_project_emit_history (self);
}

static gboolean
replay (PostilProject *self, gboolean undo, PostilEdit **edit, GError **error)
{
  g_autoptr (PostilEdit) done = NULL;

  if (!(undo ? postil_history_undo : postil_history_redo) (self->store, &done, error))
    return FALSE;
  postil_project_emit_edit (self, done);
  if (edit != NULL)
    *edit = g_steal_pointer (&done);
  return TRUE;
}

gboolean
postil_project_undo (PostilProject *self, PostilEdit **edit, GError **error)
{
  return replay (self, TRUE, edit, error);
}

gboolean
postil_project_redo (PostilProject *self, PostilEdit **edit, GError **error)
{
  return replay (self, FALSE, edit, error);
}

PostilTeacher *
postil_project_get_teacher (PostilProject *self)
{
  if (self->teacher == NULL)
    self->teacher = postil_teacher_new ();
  return self->teacher;
}
