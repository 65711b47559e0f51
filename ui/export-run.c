/* export-run.c - one export from "go" to the file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "export-run.h"

#include "work-dialog.h"

#include <glib/gi18n.h>

#define MAX_TRIES 3

typedef struct
{
  PostilProject *project;
  PostilProfile *profile;
  char *name;
  char *path;
  PostilWorkDialog *dialog;
  GCancellable *cancellable;
  PostilExportDone done;
  GObject *owner;
  gint64 counter; /* of the project's changes, when it began */
  guint n_tries;
} Run;

static void
run_free (Run *run)
{
  gtk_window_destroy (GTK_WINDOW (run->dialog));
  g_object_unref (run->cancellable);
  g_object_unref (run->project);
  g_object_unref (run->owner);
  postil_profile_free (run->profile);
  g_free (run->name);
  g_free (run->path);
  g_free (run);
}

/* A project that can only be read remembers nothing, and the file is there all the same. */
static void
remember (Run *run)
{
  PostilStore *store = postil_project_get_store (run->project);
  g_autoptr (PostilProfile) named = NULL;

  g_free (run->profile->output);
  run->profile->output = g_strdup (run->path);
  if (postil_store_is_read_only (store) ||
      !postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, NULL))
    return;
  named = run->name != NULL ? postil_profiles_get (store, run->name, NULL) : NULL;
  if (named != NULL)
    {
      g_free (named->output);
      named->output = g_strdup (run->path);
    }
  if (postil_profiles_set_last (store, run->name, run->profile, NULL) &&
      (named == NULL || postil_profiles_set (store, run->name, named, NULL)))
    postil_transaction_commit (store, NULL);
  else
    postil_transaction_rollback (store);
}

/* "job.jsonl: 1,234 spans written and read back; ..." (transfer full) */
static char *
summarise (const Run *run, const PostilReport *report)
{
  g_autofree char *base = g_path_get_basename (run->path);
  g_autofree char *shown = g_filename_display_name (base);
  g_autofree char *spans =
      g_strdup_printf (ngettext ("%'u span", "%'u spans", report->spans_added), report->spans_added);

  if (postil_profile_has_split (run->profile))
    return g_strdup_printf (_ ("%s, in parts: %s written and read back"), shown, spans);
  if (report->losses->len > 0)
    return g_strdup_printf (_ ("%s: %s written and read back; what did not fit is in %s.loss.json"), shown, spans,
                            shown);
  return g_strdup_printf (_ ("%s: %s written and read back"), shown, spans);
}

static void start (Run *run);

static void
exported (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilReport) report = postil_project_export_finish (run->project, result, &error);
  g_autofree char *sentence = report != NULL ? summarise (run, report) : NULL;
  gint64 counter = postil_store_get_change_counter (postil_project_get_store (run->project));

  /* Somebody wrote between the file and its proof: neither is wrong, they are of different moments. */
  if (report == NULL && counter != run->counter && run->n_tries < MAX_TRIES &&
      !g_cancellable_is_cancelled (run->cancellable))
    {
      start (run);
      return;
    }
  if (report != NULL)
    remember (run);
  run->done (sentence, error, run->owner);
  run_free (run);
}

static void
progressed (gboolean proving, guint done, guint total, gpointer data)
{
  Run *run = data;
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (run->cancellable))
    return;
  text = g_strdup_printf (proving ? _ ("Reading back: %'u of %'u documents") : _ ("Writing: %'u of %'u documents"),
                          done, total);
  postil_work_dialog_tell (run->dialog, text, total > 0 ? (double) done / total : -1);
}

static void
start (Run *run)
{
  run->n_tries++;
  run->counter = postil_store_get_change_counter (postil_project_get_store (run->project));
  postil_project_export_async (run->project, run->profile, run->path, progressed, run, run->cancellable, exported, run);
}

void
postil_export_run (GtkWindow *parent, PostilProject *project, const PostilProfile *profile, const char *name,
                   const char *path, PostilExportDone done, gpointer owner)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (base);
  g_autofree char *heading = g_strdup_printf (_ ("Exporting to %s"), shown);
  Run *run = g_new0 (Run, 1);

  run->project = g_object_ref (project);
  run->profile = postil_profile_copy (profile);
  run->name = g_strdup (name);
  run->path = g_strdup (path);
  run->done = done;
  run->owner = g_object_ref (owner);
  run->cancellable = g_cancellable_new ();
  run->dialog = postil_work_dialog_new (parent, heading, run->cancellable);
  start (run);
}
