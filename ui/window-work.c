/* window-work.c - what takes time: import, suggest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "import-report.h"

static void
set_enabled (PostilWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* --- Suggesting ------------------------------------------------------------------------------------------------- */

/* The window may be closed before the workers stop, so the callbacks hold it. */
static void
show_progress (guint done, guint total, gpointer data)
{
  PostilWindow *self = data;
  g_autofree char *text = g_strdup_printf ("%'u of %'u", done, total);

  if (self->working == NULL)
    return;
  gtk_label_set_text (self->work_label, text);
  gtk_progress_bar_set_fraction (self->work_progress, total > 0 ? (double) done / total : 0);
}

static void
end_work (PostilWindow *self)
{
  g_clear_object (&self->working);
  gtk_widget_set_visible (self->work, FALSE);
  set_enabled (self, "suggest", TRUE);
  set_enabled (self, "cancel", FALSE);
}

static void
suggested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PostilWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int n = postil_project_suggest_finish (POSTIL_PROJECT (source), result, &error);

  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || postil_window_get_project (self) != POSTIL_PROJECT (source))
    return;
  end_work (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    postil_window_toast (self, "Stopped; what was suggested so far stays", FALSE);
  else if (error != NULL)
    postil_window_fail (self, "The suggesters stopped", error);
  else if (n >= 0)
    {
      text = g_strdup_printf (n == 1 ? "%'d new suggestion" : "%'d new suggestions", n);
      postil_window_toast (self, n > 0 ? text : "Nothing new to suggest", FALSE);
    }
}

void
postil_window_suggest (PostilWindow *self, GArray *documents)
{
  if (self->session == NULL || self->working != NULL)
    return;
  self->working = g_cancellable_new ();
  gtk_label_set_text (self->work_label, "Suggesting…");
  gtk_progress_bar_set_fraction (self->work_progress, 0);
  gtk_widget_set_visible (self->work, TRUE);
  set_enabled (self, "suggest", FALSE);
  set_enabled (self, "cancel", TRUE);
  postil_project_suggest_async (postil_window_get_project (self), documents, NULL, show_progress, self, self->working,
                                suggested, g_object_ref (self));
}

static void
suggest_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  postil_window_suggest (data, NULL);
}

static void
cancel_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_cancellable_cancel (((PostilWindow *) data)->working);
}

/* --- Import ----------------------------------------------------------------------------------------------------- */

static GArray *
document_ids (PostilWindow *self)
{
  return postil_documents_ids (postil_project_get_store (postil_window_get_project (self)), &POSTIL_DOCUMENT_FILTER_ALL,
                               NULL);
}

/* The ids of @after that are not in @before. (transfer full) */
static GArray *
new_ids (GArray *before, GArray *after)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *fresh = g_array_new (FALSE, FALSE, sizeof (PostilId));

  for (guint i = 0; before != NULL && i < before->len; i++)
    g_hash_table_add (known, &g_array_index (before, PostilId, i));
  for (guint i = 0; after != NULL && i < after->len; i++)
    if (!g_hash_table_contains (known, &g_array_index (after, PostilId, i)))
      g_array_append_val (fresh, g_array_index (after, PostilId, i));
  return fresh;
}

static void
tell_import (PostilWindow *self, const PostilReport *report)
{
  g_autofree char *summary = postil_import_report_summary (report);

  if (report->refused > 0 || report->n_of_level[POSTIL_REPORT_WARNING] > 0 || report->n_of_level[POSTIL_REPORT_ERROR] > 0 ||
      report->n_of_level[POSTIL_REPORT_NOTE] > 0)
    postil_import_report_show (GTK_WINDOW (self), report);
  else
    postil_window_toast (self, summary, report->documents_added > 0);
}

void
postil_window_import (PostilWindow *self, const char *const *paths)
{
  g_autoptr (PostilReport) report = NULL;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) after = NULL;
  g_autoptr (GArray) fresh = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (POSTIL_IS_WINDOW (self));
  if (self->session == NULL)
    {
      /* They need a project to go to; the name is asked first. */
      gtk_widget_activate_action (GTK_WIDGET (self), "app.new-with", "^as", paths);
      return;
    }
  report = postil_report_new ();
  before = document_ids (self);
  if (!postil_project_import (postil_window_get_project (self), paths, NULL, NULL, report, NULL, &error))
    {
      postil_window_fail (self, "Nothing was imported", error);
      return;
    }
  tell_import (self, report);
  after = document_ids (self);
  fresh = new_ids (before, after);
  if (fresh->len > 0)
    postil_window_suggest (self, fresh);
}

static void
chosen_import (GtkNativeDialog *dialog, int response, PostilWindow *self)
{
  g_autoptr (GListModel) files = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      char *path = g_file_get_path (file);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  if (paths->len > 0)
    {
      g_ptr_array_add (paths, NULL);
      postil_window_import (self, (const char *const *) paths->pdata);
    }
  g_object_unref (dialog);
}

static void
ask_for_import (PostilWindow *self, GtkFileChooserAction action, const char *title)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, "Import", "Cancel");

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_import), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
import_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask_for_import (data, GTK_FILE_CHOOSER_ACTION_OPEN, "Import Files");
}

static void
import_folder_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask_for_import (data, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, "Import a Folder");
}

static const GActionEntry actions[] = {
  { .name = "import", .activate = import_activated },
  { .name = "import-folder", .activate = import_folder_activated },
  { .name = "suggest", .activate = suggest_activated },
  { .name = "cancel", .activate = cancel_activated },
};

void
postil_window_install_work (PostilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_enabled (self, "cancel", FALSE);
}
