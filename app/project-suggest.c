/* project-suggest.c - runs the suggesters beside the main loop and writes what they propose in slices
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

#include <postil/command.h>
#include <postil/project-rules.h>
#include <postil/repeats.h>
#include <postil/suggester.h>

#include <sys/resource.h>
#include <unistd.h>

/* A slice stops taking further documents after this long, which leaves a frame of 16 ms room for the commit. */
#define SLICE_MICROSECONDS 6000
/* Analyses that wait to be written; beyond, the workers wait. */
#define MAX_WAITING 32
#define MAX_WORKERS 4
#define REPORT "postil-report"
#define LEARNING_NICENESS 10
/* Lines that come back are counted over the documents of the run and this many others. */
#define N_NEIGHBOURS 1000

typedef struct
{
  PostilId document;
  PostilAnalysis *analysis; /* NULL: it was up to date */
  char *fingerprints;
} Result;

/**
 * Run:
 *
 * One suggest_async(). The workers share what stands above the line under the lock; the main thread alone has what
 * stands below. Held by a reference per worker and one for the main thread.
 */
typedef struct
{
  gatomicrefcount references;
  GMutex lock;
  GCond changed; /* a result was taken, the context is there, or the run stops */
  char *path;
  char **only;
  gboolean whole; /* all that are on, so that what several documents say is looked for, too */
  PostilTeacher *teacher; /* learn first, then suggest nothing but what was learned; NULL: all that is asked for */
  PostilId from;
  char **argv;          /* a program to ask instead; NULL: none */
  PostilProgramLimits limits;
  PostilReport *report; /* what it said that was of no use; the worker's until it has left */
  gboolean own_rules;
  GArray *documents; /* PostilId; NULL until the first worker has listed them all */
  GArray *first;     /* PostilId: these before the others, when all are listed; NULL: as they come */
  PostilSuggestContext *context;
  GCancellable *cancellable;
  guint next;      /* index of the next document to take */
  GQueue results;  /* Result */
  guint n_working; /* workers that have not left */
  gboolean stop;
  GError *error; /* the first one */
  GMainContext *main_context;
  gboolean is_scheduled; /* a slice is on its way to the main thread */
  /* ---- main thread ---- */
  GTask *task;
  PostilProgress progress;
  gpointer progress_data;
  guint n_done;
  int n_new;
  GArray *for_repeats; /* PostilId; of the task that seeks them, once it runs */
  gboolean sought_repeats;
} Run;

static void
result_free (Result *result)
{
  g_clear_pointer (&result->analysis, postil_analysis_free);
  g_free (result->fingerprints);
  g_free (result);
}

static void
run_unref (Run *run)
{
  if (!g_atomic_ref_count_dec (&run->references))
    return;
  g_queue_clear_full (&run->results, (GDestroyNotify) result_free);
  g_clear_pointer (&run->context, postil_suggest_context_unref);
  g_clear_pointer (&run->documents, g_array_unref);
  g_clear_pointer (&run->teacher, postil_teacher_unref);
  g_clear_pointer (&run->first, g_array_unref);
  g_clear_pointer (&run->for_repeats, g_array_unref);
  g_clear_pointer (&run->report, postil_report_free);
  g_strfreev (run->argv);
  g_clear_object (&run->cancellable);
  g_clear_error (&run->error);
  g_main_context_unref (run->main_context);
  g_strfreev (run->only);
  g_free (run->path);
  g_mutex_clear (&run->lock);
  g_cond_clear (&run->changed);
  g_free (run);
}

/* ---- workers ---- */

static gboolean write_slice (gpointer data);

/* With the lock held. */
static void
schedule (Run *run)
{
  g_autoptr (GSource) source = NULL;

  if (run->is_scheduled)
    return;
  run->is_scheduled = TRUE;
  g_atomic_ref_count_inc (&run->references);
  source = g_idle_source_new ();
  /* Below input and redrawing: a window stays quick while this goes on. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_callback (source, write_slice, run, NULL);
  g_source_attach (source, run->main_context);
}

/* With the lock held. Takes @error. */
static void
stop (Run *run, GError *error)
{
  run->stop = TRUE;
  if (run->error == NULL)
    run->error = error;
  else
    g_clear_error (&error);
  g_cond_broadcast (&run->changed);
}

static gboolean
add_lines (PostilStore *store, PostilSuggestContext *context, PostilId id, GError **error)
{
  g_autoptr (PostilDocument) document = postil_documents_get (store, id, error);

  if (document == NULL)
    return FALSE;
  postil_suggest_context_add_document_lines (context, document->text);
  return TRUE;
}

/* The documents of the run, and so many others that a line which comes back is known for one. */
static GArray *
choose_for_lines (const GArray *all, const GArray *documents)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (PostilId));
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint step = MAX (1, all->len / N_NEIGHBOURS);

  g_array_append_vals (chosen, documents->data, documents->len);
  if (documents == all)
    return chosen;
  for (guint i = 0; i < documents->len; i++)
    g_hash_table_add (known, &g_array_index (documents, PostilId, i));
  for (guint i = 0; i < all->len; i += step)
    if (!g_hash_table_contains (known, &g_array_index (all, PostilId, i)))
      g_array_append_val (chosen, g_array_index (all, PostilId, i));
  return chosen;
}

static gboolean
prepare_learning (Run *run, PostilStore *store, GError **error)
{
  PostilSuggestContext *context;
  GArray *documents;

  if (!postil_teacher_teach (run->teacher, store, run->from, &context, &documents, run->cancellable, error))
    return FALSE;
  g_mutex_lock (&run->lock);
  run->documents = documents;
  run->context = context;
  g_mutex_unlock (&run->lock);
  return TRUE;
}

/* @all with those of @first in front; ids that are none of them are left out. (transfer full) */
static GArray *
put_first (const GArray *all, const GArray *first)
{
  GArray *ordered = g_array_sized_new (FALSE, FALSE, sizeof (PostilId), all->len);
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < all->len; i++)
    g_hash_table_add (known, &g_array_index (all, PostilId, i));
  for (guint i = 0; i < first->len; i++)
    if (g_hash_table_contains (known, &g_array_index (first, PostilId, i)) &&
        g_hash_table_add (taken, &g_array_index (first, PostilId, i)))
      g_array_append_val (ordered, g_array_index (first, PostilId, i));
  for (guint i = 0; i < all->len; i++)
    if (!g_hash_table_contains (taken, &g_array_index (all, PostilId, i)))
      g_array_append_val (ordered, g_array_index (all, PostilId, i));
  return ordered;
}

/* What the first worker does before any of them starts. */
static gboolean
prepare (Run *run, PostilStore *store, GError **error)
{
  const PostilDocumentFilter filter = POSTIL_DOCUMENT_FILTER_ALL;
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (error);
  g_autoptr (GArray) all = context != NULL ? postil_documents_ids (store, &filter, error) : NULL;
  g_autoptr (GArray) chosen = NULL;

  if (all == NULL)
    return FALSE;
  if (run->own_rules && !postil_suggest_context_add_rules (context, store, error))
    return FALSE;
  if (!postil_suggest_context_learn (context, store, run->cancellable, error))
    return FALSE;
  chosen = choose_for_lines (all, run->documents != NULL ? run->documents : all);
  for (guint i = 0; i < chosen->len; i++)
    if (g_cancellable_set_error_if_cancelled (run->cancellable, error) ||
        !add_lines (store, context, g_array_index (chosen, PostilId, i), error))
      return FALSE;

  g_mutex_lock (&run->lock);
  if (run->documents == NULL)
    run->documents = run->first != NULL ? put_first (all, run->first) : g_steal_pointer (&all);
  run->context = g_steal_pointer (&context);
  g_cond_broadcast (&run->changed);
  g_mutex_unlock (&run->lock);
  return TRUE;
}

/* Waits for the context and for room; FALSE when there is nothing left to do. */
static gboolean
take_document (Run *run, PostilId *id)
{
  gboolean taken = FALSE;

  g_mutex_lock (&run->lock);
  while (!run->stop && (run->context == NULL || g_queue_get_length (&run->results) >= MAX_WAITING))
    g_cond_wait (&run->changed, &run->lock);
  if (!run->stop && run->next < run->documents->len)
    {
      *id = g_array_index (run->documents, PostilId, run->next++);
      taken = TRUE;
    }
  g_mutex_unlock (&run->lock);
  return taken;
}

/* Nothing but what the learner proposes, so that nothing else is written or replaced. */
static PostilAnalysis *
only_learned (PostilAnalysis *analysis)
{
  PostilAnalysis *learned = postil_analysis_new (postil_analysis_get_text (analysis), postil_analysis_get_kind (analysis));

  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);

      if (g_str_equal (proposal->source, "learner/project"))
        postil_analysis_propose (learned, proposal->range, proposal->label, proposal->score, proposal->kind, proposal->source,
                                 proposal->reason, proposal->attributes);
    }
  postil_analysis_mark_run (learned, "learner");
  return learned;
}

static gboolean
analyse (Run *run, PostilStore *store, PostilId id, GError **error)
{
  g_autoptr (PostilDocument) document = postil_documents_get (store, id, error);
  g_autoptr (PostilAnalysis) analysis = NULL;
  g_autofree char *fingerprints = NULL;
  const char *const *only = (const char *const *) run->only;
  Result *result;

  if (document == NULL)
    return FALSE;
  analysis = postil_analysis_new (document->text, document->kind);
  /* What was just learned is proposed by itself, which leaves the others' work as it is, and as old. */
  if (run->teacher == NULL &&
      !postil_suggest_fingerprint (run->context, store, id, analysis, only, FALSE, &fingerprints, error))
    return FALSE;
  if ((fingerprints != NULL || run->teacher != NULL) &&
      !postil_suggest_run (run->context, analysis, only, run->cancellable, error))
    return FALSE;

  result = g_new0 (Result, 1);
  result->document = id;
  if (fingerprints != NULL || run->teacher != NULL)
    result->analysis = run->teacher != NULL ? only_learned (analysis) : g_steal_pointer (&analysis);
  result->fingerprints = g_steal_pointer (&fingerprints);
  g_mutex_lock (&run->lock);
  g_queue_push_tail (&run->results, result);
  schedule (run);
  g_mutex_unlock (&run->lock);
  return TRUE;
}

static gboolean
work_through (Run *run, gboolean first, GError **error)
{
  g_autoptr (PostilStore) store = postil_store_open (run->path, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, error);
  PostilId id;

  if (store == NULL)
    return FALSE;
  if (first && !(run->teacher != NULL ? prepare_learning (run, store, error) : prepare (run, store, error)))
    return FALSE;
  while (take_document (run, &id))
    if (g_cancellable_set_error_if_cancelled (run->cancellable, error) || !analyse (run, store, id, error))
      return FALSE;
  return TRUE;
}

static gboolean
work (Run *run, gboolean first)
{
  GError *error = NULL;
  gboolean done = work_through (run, first, &error);

  g_mutex_lock (&run->lock);
  if (!done)
    stop (run, error);
  run->n_working--;
  schedule (run);
  g_mutex_unlock (&run->lock);
  run_unref (run);
  return done;
}

static gpointer
first_worker (gpointer data)
{
  work (data, TRUE);
  return NULL;
}

/* There is one, and it takes no time from the window. */
static gpointer
learning_worker (gpointer data)
{
  Run *run = data;
  g_autoptr (PostilTeacher) teacher = postil_teacher_ref (run->teacher);
  gboolean complete;

  setpriority (PRIO_PROCESS, (id_t) gettid (), LEARNING_NICENESS);
  postil_teacher_lock (teacher);
  complete = work (run, TRUE);
  postil_teacher_unlock (teacher, complete);
  return NULL;
}

/* ---- a program instead ---- */

typedef struct
{
  PostilProgramDocuments documents; /* first, for they are its data, too */
  Run *run;
} Asking;

/* Waits for room: what is not written yet is held in memory. */
static PostilDocument *
next_document (gpointer data, GError **error)
{
  Asking *asking = data;
  Run *run = asking->run;

  g_mutex_lock (&run->lock);
  while (!run->stop && g_queue_get_length (&run->results) >= MAX_WAITING)
    g_cond_wait (&run->changed, &run->lock);
  g_mutex_unlock (&run->lock);
  return postil_program_documents_next (data, error);
}

static gboolean
take_answer (const char *key, PostilAnalysis *analysis, gpointer data, GError **error)
{
  Asking *asking = data;
  Run *run = asking->run;
  Result *result = g_new0 (Result, 1);

  result->document = postil_documents_find (asking->documents.store, key);
  result->analysis = analysis;
  g_mutex_lock (&run->lock);
  g_queue_push_tail (&run->results, result);
  schedule (run);
  g_mutex_unlock (&run->lock);
  return TRUE;
}

static gboolean
ask_program (Run *run, GError **error)
{
  static const PostilProgramClient client = { next_document, postil_program_documents_find, take_answer };
  const PostilDocumentFilter all = POSTIL_DOCUMENT_FILTER_ALL;
  g_autoptr (PostilStore) store = postil_store_open (run->path, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, error);
  GArray *ids = store != NULL ? postil_documents_ids (store, &all, error) : NULL;
  Asking asking = { { store, ids, 0 }, run };

  if (ids == NULL)
    return FALSE;
  g_mutex_lock (&run->lock);
  run->documents = ids;
  g_mutex_unlock (&run->lock);
  return postil_program_run ((const char *const *) run->argv, &run->limits, &client, &asking, run->report,
                             run->cancellable, error);
}

static gpointer
asking_worker (gpointer data)
{
  Run *run = data;
  GError *error = NULL;
  gboolean done = ask_program (run, &error);

  g_mutex_lock (&run->lock);
  /* What it answered before it failed is written, too. */
  if (!done && run->error == NULL)
    run->error = g_steal_pointer (&error);
  g_clear_error (&error);
  run->n_working--;
  schedule (run);
  g_mutex_unlock (&run->lock);
  run_unref (run);
  return NULL;
}

static gpointer
further_worker (gpointer data)
{
  work (data, FALSE);
  return NULL;
}

/* ---- main thread ---- */

/* The next one that waits; NULL: none does. */
static Result *
take_result (Run *run)
{
  Result *result;

  g_mutex_lock (&run->lock);
  result = g_queue_pop_head (&run->results);
  g_cond_broadcast (&run->changed);
  g_mutex_unlock (&run->lock);
  return result;
}

/* TRUE also when it was removed while it was being read; @written then goes without it. */
static gboolean
write_result (Run *run, PostilStore *store, const Result *result, GArray *written, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  guint n_new = 0;

  if (result->analysis == NULL)
    return TRUE;
  if (postil_suggest_store (store, result->document, result->analysis, (const char *const *) run->only, &n_new, &local_error) &&
      (result->fingerprints == NULL || postil_fingerprints_set (store, result->document, result->fingerprints, &local_error)))
    {
      run->n_new += (int) n_new;
      g_array_append_val (written, result->document);
      return TRUE;
    }
  if (postil_documents_get (store, result->document, NULL) == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
write_results (Run *run, PostilStore *store, GArray *written, GError **error)
{
  gint64 until = g_get_monotonic_time () + SLICE_MICROSECONDS;

  do
    {
      Result *result = take_result (run);
      gboolean done;

      if (result == NULL)
        return TRUE;
      done = write_result (run, store, result, written, error);
      run->n_done++;
      result_free (result);
      if (!done)
        return FALSE;
    }
  while (g_get_monotonic_time () < until);
  return TRUE;
}

static void
tell (Run *run, PostilProject *project, const GArray *written)
{
  guint total;

  for (guint i = 0; i < written->len; i++)
    postil_project_emit_document (project, g_array_index (written, PostilId, i));
  g_mutex_lock (&run->lock);
  total = run->documents != NULL ? run->documents->len : 0;
  g_mutex_unlock (&run->lock);
  if (run->progress != NULL)
    run->progress (run->n_done, total, run->progress_data);
}

static gboolean
write_transaction (Run *run, PostilProject *project, GError **error)
{
  PostilStore *store = postil_project_get_store (project);
  g_autoptr (GArray) written = g_array_new (FALSE, FALSE, sizeof (PostilId));

  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (!write_results (run, store, written, error))
    {
      postil_transaction_rollback (store);
      return FALSE;
    }
  if (!postil_transaction_commit (store, error))
    return FALSE;
  tell (run, project, written);
  return TRUE;
}

/* ---- what several documents say: last, for it reads all that was proposed ---- */

static void
seek_repeats (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  GError *error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (run->path, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, &error);
  GArray *repeats = NULL;

  if (store != NULL)
    {
      run->for_repeats = postil_suggest_repeats_missing (store, run->documents);
      repeats = postil_repeats_find (store, run->for_repeats, run->cancellable, &error);
    }
  if (repeats != NULL)
    g_task_return_pointer (task, repeats, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
write_repeats (Run *run, const GArray *repeats, GError **error)
{
  PostilStore *store = postil_project_get_store (POSTIL_PROJECT (g_task_get_source_object (run->task)));
  guint n_new;

  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (!postil_repeats_store (store, run->for_repeats, repeats, &n_new, error) ||
      !postil_suggest_set_repeats_sought (store, run->for_repeats, error))
    {
      postil_transaction_rollback (store);
      return FALSE;
    }
  return postil_transaction_commit (store, error);
}

static void finish (Run *run);

static void
take_repeats (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GArray) repeats = g_task_propagate_pointer (G_TASK (result), &run->error);

  /* Also when there are none: those of before may have to go. */
  if (repeats != NULL && run->for_repeats->len > 0)
    write_repeats (run, repeats, &run->error);
  finish (run);
}

/* The run ends when they are written: the reference of the main thread is kept until then. */
static void
start_repeats (Run *run)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, take_repeats, run);

  run->sought_repeats = TRUE;
  g_task_set_task_data (task, run, NULL);
  g_task_run_in_thread (task, seek_repeats);
}

/* Nothing is left to write. */
static void
end (Run *run)
{
  if (run->error == NULL && run->whole && !run->sought_repeats)
    start_repeats (run);
  else if (!run->sought_repeats)
    finish (run);
}

static void
finish (Run *run)
{
  g_autoptr (GTask) task = g_steal_pointer (&run->task);
  PostilProject *project = g_task_get_source_object (task);

  /* Who learned has told of each document. */
  if (run->teacher == NULL)
    postil_project_changed (project);
  if (run->teacher == NULL && run->context != NULL)
    postil_project_take_slow_rules (project, postil_suggest_context_dup_slow_rules (run->context));
  if (run->report != NULL)
    g_object_set_data_full (G_OBJECT (task), REPORT, g_steal_pointer (&run->report), (GDestroyNotify) postil_report_free);
  if (run->error != NULL)
    g_task_return_error (task, g_steal_pointer (&run->error));
  else
    g_task_return_int (task, run->n_new);
  run_unref (run);
}

/* Called on the main thread; takes over the reference that schedule() took. */
static gboolean
write_slice (gpointer data)
{
  Run *run = data;
  GError *error = NULL;
  gboolean more;
  gboolean over;

  g_mutex_lock (&run->lock);
  more = !run->stop && !g_queue_is_empty (&run->results);
  g_mutex_unlock (&run->lock);
  if (more && run->task != NULL &&
      !write_transaction (run, POSTIL_PROJECT (g_task_get_source_object (run->task)), &error))
    {
      g_mutex_lock (&run->lock);
      stop (run, error);
      g_mutex_unlock (&run->lock);
    }

  g_mutex_lock (&run->lock);
  more = !run->stop && !g_queue_is_empty (&run->results);
  run->is_scheduled = more;
  over = !more && run->n_working == 0;
  g_mutex_unlock (&run->lock);
  if (more)
    return G_SOURCE_CONTINUE;
  if (over && run->task != NULL)
    end (run);
  run_unref (run);
  return G_SOURCE_REMOVE;
}

static Run *
run_new (PostilProject *self, const char *const *only, GCancellable *cancellable, GAsyncReadyCallback callback,
         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, run_new);
  /* What the run returns is already decided by its own check of the cancellable. */
  g_task_set_check_cancellable (task, FALSE);
  g_atomic_ref_count_init (&run->references);
  g_mutex_init (&run->lock);
  g_cond_init (&run->changed);
  g_queue_init (&run->results);
  run->path = g_strdup (postil_project_get_path (self));
  run->only = g_strdupv ((char **) only);
  run->own_rules = postil_project_get_run_rules (self);
  run->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  run->main_context = g_main_context_ref_thread_default ();
  run->task = task;
  return run;
}

static void
start_worker (Run *run, GThreadFunc function)
{
  g_atomic_ref_count_inc (&run->references);
  g_thread_unref (g_thread_new ("postil-suggest", function, run));
}

static void
run_start (Run *run, PostilProgress progress, gpointer progress_data)
{
  guint n_workers = CLAMP (g_get_num_processors (), 1, MAX_WORKERS);

  run->progress = progress;
  run->progress_data = progress_data;
  run->n_working = n_workers;
  for (guint i = 0; i < n_workers; i++)
    start_worker (run, i == 0 ? first_worker : further_worker);
}

void
postil_project_learn_async (PostilProject *self, PostilId from, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  static const char *const only[] = { "learner", NULL };
  Run *run = run_new (self, only, cancellable, callback, user_data);

  run->teacher = postil_teacher_ref (postil_project_get_teacher (self));
  run->from = from;
  run->n_working = 1;
  start_worker (run, learning_worker);
}

void
postil_project_ask_async (PostilProject *self, const char *const *argv, const PostilProgramLimits *limits,
                          PostilProgress progress, gpointer progress_data, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  static const char *const none[] = { NULL };
  Run *run = run_new (self, none, cancellable, callback, user_data);

  run->argv = g_strdupv ((char **) argv);
  run->limits = *limits;
  run->report = postil_report_new ();
  run->progress = progress;
  run->progress_data = progress_data;
  run->n_working = 1;
  start_worker (run, asking_worker);
}

int
postil_project_ask_finish (PostilProject *self, GAsyncResult *result, PostilReport **report, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  *report = g_object_steal_data (G_OBJECT (result), REPORT);
  return (int) g_task_propagate_int (G_TASK (result), error);
}

char **
postil_project_dup_learned (PostilProject *self)
{
  return postil_teacher_dup_labels (postil_project_get_teacher (self));
}

/* All that are on; NULL in their place when none is off. */
static Run *
run_new_whole (PostilProject *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_auto (GStrv) on = postil_project_get_suggesters (self);
  Run *run = run_new (self, (const char *const *) on, cancellable, callback, user_data);

  run->whole = TRUE;
  return run;
}

void
postil_project_suggest_async (PostilProject *self, GArray *documents, const char *const *only, PostilProgress progress,
                              gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Run *run = only != NULL ? run_new (self, only, cancellable, callback, user_data)
                          : run_new_whole (self, cancellable, callback, user_data);

  run->documents = documents != NULL ? g_array_copy (documents) : NULL;
  run_start (run, progress, progress_data);
}

void
postil_project_suggest_all_async (PostilProject *self, const GArray *first, PostilProgress progress, gpointer progress_data,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Run *run = run_new_whole (self, cancellable, callback, user_data);

  run->first = first != NULL ? g_array_copy ((GArray *) first) : NULL;
  run_start (run, progress, progress_data);
}

int
postil_project_suggest_finish (PostilProject *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return (int) g_task_propagate_int (G_TASK (result), error);
}
