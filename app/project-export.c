/* project-export.c - exports and their rehearsals beside the main loop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

#define TICK_MS 100

/* Shared by the worker and, for the meter alone, the main thread; held by the task. */
typedef struct
{
  char *project;
  PostilProfile *profile;
  char *path;
  guint n_lines;
  PostilMeter meter;
  /* ---- main thread ---- */
  PostilExportProgress progress;
  gpointer progress_data;
  guint tick;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->meter.cancellable);
  postil_profile_free (job->profile);
  g_free (job->project);
  g_free (job->path);
  g_free (job);
}

static GTask *
new_task (PostilProject *self, Job *job, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  job->project = g_strdup (postil_project_get_path (self));
  job->meter.cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_task_data (task, job, job_free);
  return task;
}

static PostilStore *
open_store (const Job *job, GError **error)
{
  return postil_store_open (job->project, POSTIL_STORE_READ_ONLY | POSTIL_STORE_VERIFIED, error);
}

/* ---- exporting ---- */

static PostilReport *
write_file (Job *job, PostilStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilReport) report = postil_report_new ();
  PostilExportOptions options;
  const PostilFormat *format;

  if (!postil_profile_get_options (job->profile, store, &format, &options, error))
    return NULL;
  options.meter = &job->meter;
  if (!postil_profile_export_with (job->profile, store, format, &options, job->path, report, cancellable, error))
    return NULL;
  return g_steal_pointer (&report);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (PostilStore) store = open_store (job, &error);
  PostilReport *report = store != NULL ? write_file (job, store, cancellable, &error) : NULL;

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) postil_report_free);
  else
    g_task_return_error (task, error);
}

static gboolean
tell_progress (gpointer data)
{
  Job *job = g_task_get_task_data (data);

  job->progress (g_atomic_int_get (&job->meter.proving), (guint) g_atomic_int_get (&job->meter.done),
                 (guint) g_atomic_int_get (&job->meter.total), job->progress_data);
  return G_SOURCE_CONTINUE;
}

void
postil_project_export_async (PostilProject *self, const PostilProfile *profile, const char *path,
                             PostilExportProgress progress, gpointer progress_data, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = new_task (self, job, cancellable, callback, user_data);

  g_task_set_source_tag (task, postil_project_export_async);
  /* A file that has its name already is not taken back. */
  g_task_set_check_cancellable (task, FALSE);
  job->profile = postil_profile_copy (profile);
  job->path = g_strdup (path);
  job->progress = progress;
  job->progress_data = progress_data;
  if (progress != NULL)
    job->tick = g_timeout_add (TICK_MS, tell_progress, task);
  g_task_run_in_thread (task, export_in_thread);
}

PostilReport *
postil_project_export_finish (PostilProject *self, GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_clear_handle_id (&job->tick, g_source_remove);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- rehearsing ---- */

void
postil_rehearsal_free (PostilRehearsal *self)
{
  if (self == NULL)
    return;
  postil_report_free (self->report);
  g_free (self->lines);
  g_free (self);
}

static gboolean
count_parts (Job *job, PostilStore *store, const PostilExportOptions *options, guint *sizes, GCancellable *cancellable,
             GError **error)
{
  GHashTable *parts[POSTIL_N_SPLITS] = { NULL };

  if (!postil_profile_has_split (job->profile))
    return TRUE;
  if (!postil_split_documents (store, options, &job->profile->split, parts, cancellable, error))
    return FALSE;
  for (guint part = 0; part < POSTIL_N_SPLITS; part++)
    {
      sizes[part] = g_hash_table_size (parts[part]);
      g_hash_table_unref (parts[part]);
    }
  return TRUE;
}

static PostilRehearsal *
rehearse (Job *job, PostilStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilRehearsal) self = g_new0 (PostilRehearsal, 1);
  PostilExportOptions options;
  const PostilFormat *format;

  if (!postil_profile_get_options (job->profile, store, &format, &options, error))
    return NULL;
  options.meter = &job->meter;
  if (job->n_lines > 0)
    {
      self->lines = postil_export_preview (store, format, &options, job->n_lines, error);
      return self->lines != NULL ? g_steal_pointer (&self) : NULL;
    }
  self->report = postil_report_new ();
  if (!postil_export_preflight (store, format, &options, self->report, cancellable, error) ||
      !count_parts (job, store, &options, self->parts, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
rehearse_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (PostilStore) store = open_store (job, &error);
  PostilRehearsal *rehearsal = store != NULL ? rehearse (job, store, cancellable, &error) : NULL;

  if (rehearsal != NULL)
    g_task_return_pointer (task, rehearsal, (GDestroyNotify) postil_rehearsal_free);
  else
    g_task_return_error (task, error);
}

void
postil_project_rehearse_async (PostilProject *self, const PostilProfile *profile, guint n_lines,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = new_task (self, job, cancellable, callback, user_data);

  g_task_set_source_tag (task, postil_project_rehearse_async);
  job->profile = postil_profile_copy (profile);
  job->n_lines = n_lines;
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, rehearse_in_thread);
}

PostilRehearsal *
postil_project_rehearse_finish (PostilProject *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
