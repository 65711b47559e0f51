/* search-job.c - hits from a worker thread to the main thread, a batch at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "search-job.h"

#include <postil/span-index.h>

#define BATCH_MAX 5000
#define BATCH_TIME (60 * 1000) /* microseconds between two batches */

struct _PostilSearchJob
{
  gatomicrefcount count;
  char *path;
  PostilQuery *query; /* NULL: @known are only labelled */
  GArray *known;      /* PostilHit, else NULL */
  GCancellable *cancellable;
  PostilSearchHits on_hits; /* these three: main thread only; NULL once it was cancelled */
  PostilSearchEnd on_end;
  gpointer user_data;
};

/* On its way to the main thread. */
typedef struct
{
  PostilSearchJob *job;
  PostilFoundHits found;
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
  g_clear_pointer (&self->query, postil_query_unref);
  g_clear_pointer (&self->known, g_array_unref);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void
message_free (gpointer data)
{
  Message *self = data;

  g_array_unref (self->found.hits);
  g_ptr_array_unref (self->found.sets);
  g_clear_error (&self->error);
  unref_job (self->job);
  g_free (self);
}

static gboolean
deliver (gpointer data)
{
  Message *self = data;

  if (self->job->on_hits != NULL)
    self->job->on_hits (&self->found, self->job->user_data);
  if (self->ends && self->job->on_end != NULL)
    self->job->on_end (self->n_given_up, self->more, self->error, self->job->user_data);
  return G_SOURCE_REMOVE;
}

/* --- The thread ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  PostilSearchJob *job;
  PostilStore *store;
  GHashTable *sets; /* GBytes -> index */
  Message *message; /* the next one */
  guint n_given_up;
  guint done;
  guint total;
  gint64 sent;
} Walk;

static Message *
new_message (PostilSearchJob *job)
{
  Message *self = g_new0 (Message, 1);

  g_atomic_ref_count_inc (&job->count);
  self->job = job;
  self->found.hits = g_array_new (FALSE, FALSE, sizeof (PostilLabelledHit));
  self->found.sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return self;
}

static void
send (Walk *walk)
{
  Message *message = walk->message;

  message->found.done = walk->done;
  message->found.total = walk->total;
  walk->message = new_message (walk->job);
  walk->sent = g_get_monotonic_time ();
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, deliver, message, message_free);
}

static void
send_when_due (Walk *walk)
{
  if (walk->message->found.hits->len >= BATCH_MAX || g_get_monotonic_time () - walk->sent >= BATCH_TIME)
    send (walk);
}

/* The labels at one hit. */
typedef struct
{
  GHashTable *spans; /* id -> PostilSpan of the document */
  PostilRange range;
  GArray *labels; /* PostilHitLabel */
} AtHit;

static gboolean
note_label (PostilSpanId id, PostilRange range, gpointer data)
{
  AtHit *at = data;
  const PostilSpan *span = g_hash_table_lookup (at->spans, &id);
  PostilHitLabel found = { .label = span->label };

  if (!postil_range_contains (range, at->range))
    return TRUE;
  found.exact = span->state == POSTIL_STATE_KEPT && span->parts == NULL && postil_range_equal (range, at->range);
  for (guint i = 0; i < at->labels->len; i++)
    {
      PostilHitLabel *known = &g_array_index (at->labels, PostilHitLabel, i);

      if (known->label != found.label)
        continue;
      known->exact = known->exact || found.exact;
      return TRUE;
    }
  g_array_append_val (at->labels, found);
  return TRUE;
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const PostilHitLabel *p = a;
  const PostilHitLabel *q = b;

  return (p->label > q->label) - (p->label < q->label);
}

/* The number of a set, which is sent along when it is new. */
static guint
intern (Walk *walk, GArray *labels)
{
  g_autoptr (GBytes) set = NULL;
  gpointer known;
  guint index;

  g_array_sort (labels, compare_labels);
  set = g_bytes_new (labels->data, labels->len * sizeof (PostilHitLabel));
  if (g_hash_table_lookup_extended (walk->sets, set, NULL, &known))
    return GPOINTER_TO_UINT (known);
  index = g_hash_table_size (walk->sets);
  g_hash_table_insert (walk->sets, g_bytes_ref (set), GUINT_TO_POINTER (index));
  g_ptr_array_add (walk->message->found.sets, g_bytes_ref (set));
  return index;
}

/* Adds the hits of one document with what stands at each. */
static gboolean
add_hits (Walk *walk, PostilId document, const PostilRange *ranges, guint n, GError **error)
{
  PostilSpanFilter filter = { .document = document, .states = POSTIL_STATES_OPEN, .without_structure = TRUE };
  g_autoptr (GPtrArray) spans = postil_spans_list (walk->store, &filter, error);
  g_autoptr (PostilSpanIndex) index = postil_span_index_new ();
  g_autoptr (GArray) labels = g_array_new (FALSE, TRUE, sizeof (PostilHitLabel));
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (spans == NULL)
    return FALSE;
  for (guint i = 0; i < spans->len; i++)
    {
      PostilSpan *span = g_ptr_array_index (spans, i);

      postil_span_index_add (index, span->id, span->range);
      g_hash_table_insert (by_id, &span->id, span);
    }
  for (guint i = 0; i < n; i++)
    {
      PostilLabelledHit hit = { .hit = { .document = document, .range = ranges[i] } };
      AtHit at = { .spans = by_id, .range = ranges[i], .labels = labels };

      g_array_set_size (labels, 0);
      if (spans->len > 0)
        postil_span_index_visit (index, ranges[i], note_label, &at);
      hit.labels = intern (walk, labels);
      g_array_append_val (walk->message->found.hits, hit);
    }
  return TRUE;
}

/* FALSE when there is nothing further, or with @error. */
static gboolean
search_next (Walk *walk, PostilSearch *search, guint *n_hits, GError **error)
{
  g_autoptr (PostilFound) found = postil_search_next (search, error);
  guint room = POSTIL_SEARCH_JOB_HITS_MAX - *n_hits;

  walk->done = postil_search_get_done (search);
  walk->total = postil_search_get_total (search);
  if (found == NULL)
    return FALSE;
  walk->n_given_up += found->gave_up != NULL;
  walk->message->more = found->hits->len > room;
  *n_hits += MIN (room, found->hits->len);
  if (!add_hits (walk, found->document->id, (const PostilRange *) (gpointer) found->hits->data,
                 MIN (room, found->hits->len), error))
    return FALSE;
  return !walk->message->more;
}

static gboolean
walk_search (Walk *walk, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilSearch) search = postil_search_new (walk->store, walk->job->query, walk->job->cancellable, error);
  guint n_hits = 0;

  if (search == NULL)
    return FALSE;
  while (search_next (walk, search, &n_hits, &local_error))
    send_when_due (walk);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
walk_known (Walk *walk, GError **error)
{
  const GArray *known = walk->job->known;
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  for (guint i = 0; i < known->len; walk->done++)
    {
      PostilId document = g_array_index (known, PostilHit, i).document;

      if (g_cancellable_set_error_if_cancelled (walk->job->cancellable, error))
        return FALSE;
      g_array_set_size (ranges, 0);
      for (; i < known->len && g_array_index (known, PostilHit, i).document == document; i++)
        g_array_append_val (ranges, g_array_index (known, PostilHit, i).range);
      if (!add_hits (walk, document, (const PostilRange *) (gpointer) ranges->data, ranges->len, error))
        return FALSE;
      send_when_due (walk);
    }
  return TRUE;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PostilSearchJob *self = data;
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (PostilHitLabel));
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store =
      postil_store_open (self->path, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, &error);
  Walk walk = { .job = self, .store = store, .message = new_message (self), .sent = g_get_monotonic_time () };

  walk.sets = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  intern (&walk, none);
  if (store != NULL && self->query != NULL)
    walk_search (&walk, &error);
  else if (store != NULL)
    walk_known (&walk, &error);
  walk.message->ends = TRUE;
  walk.message->n_given_up = walk.n_given_up;
  walk.message->error = g_steal_pointer (&error);
  send (&walk);
  message_free (walk.message);
  g_hash_table_unref (walk.sets);
  g_task_return_boolean (task, TRUE);
}

static PostilSearchJob *
start (const char *path, PostilQuery *query, GArray *known, PostilSearchHits on_hits, PostilSearchEnd on_end,
       gpointer user_data)
{
  PostilSearchJob *self = g_new0 (PostilSearchJob, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_atomic_ref_count_init (&self->count);
  g_atomic_ref_count_inc (&self->count); /* the thread's */
  self->path = g_strdup (path);
  self->query = query != NULL ? postil_query_ref (query) : NULL;
  self->known = known;
  self->cancellable = g_cancellable_new ();
  self->on_hits = on_hits;
  self->on_end = on_end;
  self->user_data = user_data;
  g_task_set_task_data (task, self, (GDestroyNotify) unref_job);
  g_task_run_in_thread (task, run);
  return self;
}

PostilSearchJob *
postil_search_job_start (const char *path, PostilQuery *query, PostilSearchHits on_hits, PostilSearchEnd on_end,
                         gpointer user_data)
{
  return start (path, query, NULL, on_hits, on_end, user_data);
}

PostilSearchJob *
postil_search_job_relabel (const char *path, GArray *hits, PostilSearchHits on_hits, PostilSearchEnd on_end,
                           gpointer user_data)
{
  return start (path, NULL, hits, on_hits, on_end, user_data);
}

void
postil_search_job_cancel (PostilSearchJob *self)
{
  self->on_hits = NULL;
  self->on_end = NULL;
  g_cancellable_cancel (self->cancellable);
  unref_job (self);
}
