/* project-many.c - decisions about many suggestions, and steps of the history that are as large, here or in a thread of
 * their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-decide.h"
#include "project-private.h"

#define TICK_MS 100

static void
emit_decided (PostilProject *self, const PostilMany *many)
{
  if (many->kind == POSTIL_MANY_REST)
    postil_project_emit_document (self, many->filter.document);
  else
    postil_project_emit_list (self);
  postil_project_emit_history (self);
}

int
postil_project_decide_many (PostilProject *self, const PostilMany *many, GError **error)
{
  int n;

  if (!postil_project_sign_in (self, error))
    return -1;
  n = postil_decide_many (postil_project_get_store (self), many, postil_project_get_annotator (self), NULL, error);
  if (n > 0 || (n == 0 && many->kind == POSTIL_MANY_REST))
    emit_decided (self, many);
  return n;
}

int
postil_project_decide_identical (PostilProject *self, PostilSpanId id, PostilState state, GError **error)
{
  const PostilMany many = { .kind = POSTIL_MANY_IDENTICAL, .span = id, .state = state };

  return postil_project_decide_many (self, &many, error);
}

int
postil_project_decide_matching (PostilProject *self, const PostilSpanFilter *filter, PostilSpanId first,
                                PostilState state, GError **error)
{
  const PostilMany many = { .kind = POSTIL_MANY_MATCHING, .filter = *filter, .span = first, .state = state };

  return postil_project_decide_many (self, &many, error);
}

int
postil_project_finish (PostilProject *self, const PostilSpanFilter *filter, GError **error)
{
  const PostilMany many = { .kind = POSTIL_MANY_REST, .filter = *filter, .state = POSTIL_STATE_REJECTED };

  return postil_project_decide_many (self, &many, error);
}

/* ---- in a thread ---- */

/* Shared by the worker and, for the meter alone, the main thread; held by the task. */
typedef struct
{
  char *path;
  PostilMany many;
  PostilId annotator;
  gboolean undo; /* of a travel */
  PostilMeter meter;
  /* ---- main thread ---- */
  PostilProgress progress;
  gpointer progress_data;
  guint tick;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job);
}

static gboolean
tell_progress (gpointer data)
{
  Job *job = g_task_get_task_data (data);
  guint done = (guint) g_atomic_int_get (&job->meter.done), total = (guint) g_atomic_int_get (&job->meter.total);

  job->progress (MIN (done, total), total, job->progress_data);
  return G_SOURCE_CONTINUE;
}

/* History is recorded by triggers of the connection that writes, so this one's is as good as any. */
static void
decide_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (job->path, POSTIL_STORE_VERIFIED, &error);
  int n = store != NULL ? postil_decide_many (store, &job->many, job->annotator, &job->meter, &error) : -1;

  if (n >= 0)
    g_task_return_int (task, n);
  else
    g_task_return_error (task, error);
}

static void
travel_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  PostilEdit *edit = NULL;
  g_autoptr (PostilStore) store = postil_store_open (job->path, POSTIL_STORE_VERIFIED, &error);

  if (store != NULL)
    postil_history_travel (store, job->undo, &job->meter.done, cancellable, &edit, &error);
  if (error == NULL)
    g_task_return_pointer (task, edit, (GDestroyNotify) postil_edit_free);
  else
    g_task_return_error (task, error);
}

/* (transfer full) */
static GTask *
new_task (PostilProject *self, gpointer tag, PostilProgress progress, gpointer progress_data, GCancellable *cancellable,
          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  /* What was committed is there, whoever changed their mind after that. */
  g_task_set_check_cancellable (task, FALSE);
  job->path = g_strdup (postil_project_get_path (self));
  job->meter.cancellable = cancellable; /* which the task holds */
  job->progress = progress;
  job->progress_data = progress_data;
  return task;
}

static void
run (PostilProject *self, GTask *task, GTaskThreadFunc function)
{
  Job *job = g_task_get_task_data (task);

  if (job->progress != NULL)
    job->tick = g_timeout_add (TICK_MS, tell_progress, task);
  postil_store_set_patience (postil_project_get_store (self), 0);
  g_task_run_in_thread (task, function);
}

/* Returns what was asked for. */
static const Job *
end (PostilProject *self, GAsyncResult *result)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_clear_handle_id (&job->tick, g_source_remove);
  postil_store_set_patience (postil_project_get_store (self), -1);
  return job;
}

void
postil_project_decide_many_async (PostilProject *self, const PostilMany *many, PostilProgress progress,
                                  gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task =
      new_task (self, postil_project_decide_many_async, progress, progress_data, cancellable, callback, user_data);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!postil_project_sign_in (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  job->many = *many;
  job->annotator = postil_project_get_annotator (self);
  run (self, task, decide_in_thread);
}

int
postil_project_decide_many_finish (PostilProject *self, GAsyncResult *result, GError **error)
{
  const Job *job;
  int n;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  job = end (self, result);
  n = (int) g_task_propagate_int (G_TASK (result), error);
  if (n > 0 || (n == 0 && job->many.kind == POSTIL_MANY_REST))
    emit_decided (self, &job->many);
  return n;
}

void
postil_project_travel_async (PostilProject *self, gboolean undo, PostilProgress progress, gpointer progress_data,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task =
      new_task (self, postil_project_travel_async, progress, progress_data, cancellable, callback, user_data);
  Job *job = g_task_get_task_data (task);
  g_autoptr (PostilEdit) edit = undo ? postil_history_peek_undo (postil_project_get_store (self))
                                     : postil_history_peek_redo (postil_project_get_store (self));

  job->undo = undo;
  job->meter.total = edit != NULL ? (gint) edit->n_rows : 0;
  run (self, task, travel_in_thread);
}

gboolean
postil_project_travel_finish (PostilProject *self, GAsyncResult *result, PostilEdit **edit, GError **error)
{
  g_autoptr (PostilEdit) done = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  end (self, result);
  done = g_task_propagate_pointer (G_TASK (result), error);
  if (done == NULL)
    return FALSE;
  postil_project_emit_edit (self, done);
  if (edit != NULL)
    *edit = g_steal_pointer (&done);
  return TRUE;
}
