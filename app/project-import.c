/* project-import.c - files come into a project, in the calling thread or in one of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

#define TICK_MS 100

static gboolean
complete_options (PostilProject *self, const PostilImportOptions *options, PostilImportOptions *own, GError **error)
{
  *own = options != NULL ? *options : (PostilImportOptions){ 0 };
  /* Before a rehearsal as well: its spans need somebody who made them, until they are rolled back. */
  if (own->annotator == 0 && !postil_project_sign_in (self, error))
    return FALSE;
  if (own->annotator == 0)
    own->annotator = postil_project_get_annotator (self);
  return TRUE;
}

gboolean
postil_project_import (PostilProject *self, const char *const *paths, const PostilFormat *format,
                       const PostilImportOptions *options, PostilReport *report, GCancellable *cancellable,
                       GError **error)
{
  PostilImportOptions own;

  if (!complete_options (self, options, &own, error))
    return FALSE;
  /* It opens its own transaction: one undo step for all the files. */
  if (!postil_import (postil_project_get_store (self), paths, format, &own, report, cancellable, error))
    return FALSE;
  if (!own.dry_run)
    postil_project_changed (self);
  return TRUE;
}

/* ---- in a thread ---- */

/* Shared by the worker and, for the meter alone, the main thread; held by the task. */
typedef struct
{
  char *project;
  char **paths;
  const PostilFormat *format;
  PostilImportOptions options;
  char *encoding;
  char *base;
  PostilMeter meter;
  /* ---- main thread ---- */
  PostilImportProgress progress;
  gpointer progress_data;
  guint tick;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_strfreev (job->paths);
  g_free (job->project);
  g_free (job->encoding);
  g_free (job->base);
  g_free (job);
}

/* History is recorded by triggers of the connection that writes, so this one's is as good as any. */
static void
import_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (job->project, POSTIL_STORE_VERIFIED, &error);
  g_autoptr (PostilReport) report = postil_report_new ();

  if (store != NULL &&
      postil_import (store, (const char *const *) job->paths, job->format, &job->options, report, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) postil_report_free);
  else
    g_task_return_error (task, error);
}

static gboolean
tell_progress (gpointer data)
{
  Job *job = g_task_get_task_data (data);

  job->progress ((guint) g_atomic_int_get (&job->meter.done), (guint) g_atomic_int_get (&job->meter.total),
                 postil_meter_get_share (&job->meter), job->progress_data);
  return G_SOURCE_CONTINUE;
}

void
postil_project_import_async (PostilProject *self, const char *const *paths, const PostilFormat *format,
                             const PostilImportOptions *options, PostilImportProgress progress, gpointer progress_data,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, postil_project_import_async);
  g_task_set_task_data (task, job, job_free);
  /* What was committed is there, whoever changed their mind after that. */
  g_task_set_check_cancellable (task, FALSE);
  if (!complete_options (self, options, &job->options, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  job->project = g_strdup (postil_project_get_path (self));
  job->paths = g_strdupv ((char **) paths);
  job->format = format;
  job->options.encoding = job->encoding = g_strdup (job->options.encoding);
  job->options.base = job->base = g_strdup (job->options.base);
  job->options.meter = &job->meter;
  job->progress = progress;
  job->progress_data = progress_data;
  if (progress != NULL)
    job->tick = g_timeout_add (TICK_MS, tell_progress, task);
  postil_store_set_patience (postil_project_get_store (self), 0);
  g_task_run_in_thread (task, import_in_thread);
}

PostilReport *
postil_project_import_finish (PostilProject *self, GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  PostilReport *report;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_clear_handle_id (&job->tick, g_source_remove);
  postil_store_set_patience (postil_project_get_store (self), -1);
  report = g_task_propagate_pointer (G_TASK (result), error);
  if (report != NULL && !job->options.dry_run)
    postil_project_changed (self);
  return report;
}
