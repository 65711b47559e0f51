/* search-job.c - hits from a worker thread to the main thread, a batch at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "search-job.h"

#define CONTEXT 60           /* code points on each side */
#define WORDS_MAX 200        /* of a hit that are shown */
#define BATCH_MAX 500
#define BATCH_TIME (60 * 1000) /* microseconds between two batches */

struct _PostilHitRow
{
  GObject parent_instance;
  PostilHit hit;
  char *title;
  char *left;
  char *words;
  char *right;
  gboolean ticked;
};

G_DEFINE_FINAL_TYPE (PostilHitRow, postil_hit_row, G_TYPE_OBJECT)

static GParamSpec *ticked_property;

static void
postil_hit_row_finalize (GObject *object)
{
  PostilHitRow *self = POSTIL_HIT_ROW (object);

  g_free (self->title);
  g_free (self->left);
  g_free (self->words);
  g_free (self->right);
  G_OBJECT_CLASS (postil_hit_row_parent_class)->finalize (object);
}

static void
postil_hit_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, POSTIL_HIT_ROW (object)->ticked);
}

static void
postil_hit_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  postil_hit_row_set_ticked (POSTIL_HIT_ROW (object), g_value_get_boolean (value));
}

static void
postil_hit_row_class_init (PostilHitRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = postil_hit_row_finalize;
  object_class->get_property = postil_hit_row_get_property;
  object_class->set_property = postil_hit_row_set_property;
  ticked_property = g_param_spec_boolean ("ticked", NULL, NULL, FALSE,
                                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_property (object_class, 1, ticked_property);
}

static void
postil_hit_row_init (PostilHitRow *self)
{
}

const PostilHit *
postil_hit_row_get_hit (PostilHitRow *self)
{
  return &self->hit;
}

const char *
postil_hit_row_get_title (PostilHitRow *self)
{
  return self->title;
}

const char *
postil_hit_row_get_left (PostilHitRow *self)
{
  return self->left;
}

const char *
postil_hit_row_get_words (PostilHitRow *self)
{
  return self->words;
}

const char *
postil_hit_row_get_right (PostilHitRow *self)
{
  return self->right;
}

gboolean
postil_hit_row_get_ticked (PostilHitRow *self)
{
  return self->ticked;
}

void
postil_hit_row_set_ticked (PostilHitRow *self, gboolean ticked)
{
  if (self->ticked == ticked)
    return;
  self->ticked = ticked;
  g_object_notify_by_pspec (G_OBJECT (self), ticked_property);
}

static char *
flatten (char *text)
{
  for (char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      *p = ' ';
  return text;
}

static PostilHitRow *
new_row (const PostilDocument *document, PostilRange range)
{
  PostilHitRow *self = g_object_new (POSTIL_TYPE_HIT_ROW, NULL);
  PostilRange shown = { range.start, MIN (range.stop, range.start + WORDS_MAX) };

  self->hit.document = document->id;
  self->hit.range = range;
  self->title = g_strdup (document->title != NULL && document->title[0] != '\0' ? document->title : document->key);
  self->left = flatten (postil_text_prefix (document->text, range, CONTEXT));
  self->words = flatten (postil_text_slice (document->text, shown));
  self->right = flatten (postil_text_suffix (document->text, range, CONTEXT));
  return self;
}

/* --- The thread --------------------------------------------------------------------------------------------------- */

struct _PostilSearchJob
{
  gatomicrefcount count;
  char *path;
  PostilQuery *query;
  GCancellable *cancellable;
  PostilSearchRows on_rows; /* these three: main thread only; NULL once it was cancelled */
  PostilSearchEnd on_end;
  gpointer user_data;
};

/* On its way to the main thread. */
typedef struct
{
  PostilSearchJob *job;
  GPtrArray *rows;
  guint done;
  guint total;
  guint n_given_up;
  gboolean ends;
  gboolean more;
  GError *error;
} Message;

static void
unref_job (PostilSearchJob *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;
  g_free (self->path);
  postil_query_unref (self->query);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void
message_free (gpointer data)
{
  Message *self = data;

  g_ptr_array_unref (self->rows);
  g_clear_error (&self->error);
  unref_job (self->job);
  g_free (self);
}

static gboolean
deliver (gpointer data)
{
  Message *self = data;

  if (self->job->on_rows != NULL)
    self->job->on_rows (self->rows, self->done, self->total, self->job->user_data);
  if (self->ends && self->job->on_end != NULL)
    self->job->on_end (self->n_given_up, self->more, self->error, self->job->user_data);
  return G_SOURCE_REMOVE;
}

static Message *
new_message (PostilSearchJob *job)
{
  Message *self = g_new0 (Message, 1);

  g_atomic_ref_count_inc (&job->count);
  self->job = job;
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

static void
send (Message *message, PostilSearch *search)
{
  if (search != NULL)
    {
      message->done = postil_search_get_done (search);
      message->total = postil_search_get_total (search);
    }
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, deliver, message, message_free);
}

/* Fills and sends messages; the last one, which ends it, is handed back. */
static Message *
walk (PostilSearchJob *self, PostilSearch *search)
{
  Message *message = new_message (self);
  gint64 sent = g_get_monotonic_time ();
  guint n_rows = 0;
  guint n_given_up = 0;
  gboolean more = FALSE;

  while (!more)
    {
      g_autoptr (PostilFound) found = postil_search_next (search, &message->error);

      if (found == NULL)
        break;
      n_given_up += found->gave_up != NULL;
      for (guint i = 0; i < found->hits->len && !more; i++)
        {
          g_ptr_array_add (message->rows, new_row (found->document, g_array_index (found->hits, PostilRange, i)));
          more = ++n_rows >= POSTIL_SEARCH_JOB_ROWS_MAX;
        }
      if (message->rows->len < BATCH_MAX && g_get_monotonic_time () - sent < BATCH_TIME)
        continue;
      send (message, search);
      sent = g_get_monotonic_time ();
      message = new_message (self);
    }
  message->n_given_up = n_given_up;
  message->more = more;
  return message;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PostilSearchJob *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store =
      postil_store_open (self->path, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, &error);
  g_autoptr (PostilSearch) search =
      store != NULL ? postil_search_new (store, self->query, self->cancellable, &error) : NULL;
  Message *message = search != NULL ? walk (self, search) : new_message (self);

  if (error != NULL)
    message->error = g_steal_pointer (&error);
  message->ends = TRUE;
  send (message, search);
  g_task_return_boolean (task, TRUE);
}

PostilSearchJob *
postil_search_job_start (const char *path, PostilQuery *query, PostilSearchRows on_rows, PostilSearchEnd on_end,
                         gpointer user_data)
{
  PostilSearchJob *self = g_new0 (PostilSearchJob, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_atomic_ref_count_init (&self->count);
  g_atomic_ref_count_inc (&self->count); /* the thread's */
  self->path = g_strdup (path);
  self->query = postil_query_ref (query);
  self->cancellable = g_cancellable_new ();
  self->on_rows = on_rows;
  self->on_end = on_end;
  self->user_data = user_data;
  g_task_set_task_data (task, self, (GDestroyNotify) unref_job);
  g_task_run_in_thread (task, run);
  return self;
}

void
postil_search_job_cancel (PostilSearchJob *self)
{
  self->on_rows = NULL;
  self->on_end = NULL;
  g_cancellable_cancel (self->cancellable);
  unref_job (self);
}
