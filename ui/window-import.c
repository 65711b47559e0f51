/* window-import.c - files come in: asked for, checked first, dropped or named on the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "import-report.h"
#include "unaligned-dialog.h"
#include "work-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

/* One import on its way. Holds the window, which may be closed meanwhile. */
typedef struct
{
  PostilWindow *window;
  PostilWorkDialog *dialog; /* NULL until it begins, as the next two */
  GCancellable *cancellable;
  GArray *before; /* ids of the documents that were there */
  char **paths;
  gboolean check; /* a rehearsal */
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  if (import->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (import->dialog));
  g_clear_object (&import->cancellable);
  g_clear_pointer (&import->before, g_array_unref);
  g_strfreev (import->paths);
  g_object_unref (import->window);
  g_free (import);
}

static GArray *
document_ids (PostilProject *project)
{
  return postil_documents_ids (postil_project_get_store (project), &POSTIL_DOCUMENT_FILTER_ALL, NULL);
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
tell (const Import *import, const PostilReport *report)
{
  PostilWindow *window = import->window;
  g_autofree char *summary = postil_import_report_summary (&report->counts);

  if (import->check)
    postil_import_report_show (GTK_WINDOW (window), report, (const char *const *) import->paths);
  else if (report->refused > 0 || report->items->len > 0)
    postil_import_report_show (GTK_WINDOW (window), report, NULL);
  else
    postil_window_toast (window, summary, report->documents_added + report->spans_added > 0);
}

static void
suggest_for_new (const Import *import)
{
  g_autoptr (GArray) after = document_ids (postil_window_get_project (import->window));
  g_autoptr (GArray) fresh = new_ids (import->before, after);

  if (fresh->len > 0)
    postil_window_suggest (import->window, fresh);
}

static void
imported (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *import = data;
  PostilWindow *window = import->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilReport) report = postil_project_import_finish (POSTIL_PROJECT (source), result, &error);

  if (postil_window_end_alone (window, POSTIL_PROJECT (source)))
    {
      if (report != NULL)
        tell (import, report);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        postil_window_toast (window, _ ("Stopped; nothing was imported"), FALSE);
      else
        postil_window_fail (window, _ ("Nothing was imported"), error);
      if (window->working == NULL && report != NULL && !import->check)
        suggest_for_new (import);
    }
  import_free (import);
}

static void
progressed (guint done, guint total, double share, gpointer data)
{
  Import *import = data;
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (import->cancellable))
    return;
  /* Every file has been read: the full-text index and the commit remain. */
  if (total > 0 && done >= total)
    {
      postil_work_dialog_tell (import->dialog, import->check ? _ ("Adding up") : _ ("Saving"), -1);
      return;
    }
  if (total <= 1)
    text = share > 0 ? g_strdup_printf (_ ("Reading one file: %.0f %%"), 100 * share) : g_strdup (_ ("Reading one file"));
  else
    text = g_strdup_printf (_ ("File %'u of %'u"), MIN (done + 1, total), total);
  /* One large file among many is most of the work. */
  postil_work_dialog_tell (import->dialog, text, share > 0 ? share : total > 1 ? (double) done / total : -1);
}

static void
begin (PostilWindow *self, gpointer data)
{
  Import *import = data;
  PostilProject *project = postil_window_get_project (self);
  PostilImportOptions options = { .dry_run = import->check,
                                  .encoding = self->import_encoding,
                                  .offsets = self->import_offsets };

  import->before = document_ids (project);
  import->cancellable = g_cancellable_new ();
  import->dialog = postil_work_dialog_new (GTK_WINDOW (self), import->check ? _ ("Checking Files") : _ ("Importing"),
                                           import->cancellable);
  postil_project_import_async (project, (const char *const *) import->paths, NULL, &options, progressed, import,
                               import->cancellable, imported, import);
}

static void
import_or_check (PostilWindow *self, const char *const *paths, gboolean check)
{
  Import *import = g_new0 (Import, 1);

  import->window = g_object_ref (self);
  import->paths = g_strdupv ((char **) paths);
  import->check = check;
  postil_window_be_alone (self, begin, import, import_free);
}

static void
take_paths (PostilWindow *self, const char *const *paths)
{
  /* They need a project to go to; the name is asked first. */
  if (self->session == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.new-with", "^as", paths);
  else
    import_or_check (self, paths, FALSE);
}

void
postil_window_import (PostilWindow *self, const char *const *paths)
{
  g_return_if_fail (POSTIL_IS_WINDOW (self));
  self->import_encoding = NULL;
  self->import_offsets = POSTIL_OFFSETS_ANY;
  take_paths (self, paths);
}

/* --- Asking for files -------------------------------------------------------------------------------------- */

/* What can be said of files that do not say it themselves, nor does anything in them. The first is to find out. */
static const char *const encodings[] = { "auto",         "windows-1252", "ISO-8859-1", "ISO-8859-2",   "windows-1250",
                                         "windows-1251", "KOI8-R",       "ISO-8859-7", "windows-1255", "windows-1256",
                                         "Shift_JIS",    "EUC-JP",       "GB18030",    "Big5",         "EUC-KR",
                                         "UTF-16LE",     "UTF-16BE",     NULL };
static const char *const offsets[] = { "any", "utf-16", "bytes", "crlf-as-one", "graphemes", NULL };

static void
add_choices (GtkFileChooser *dialog)
{
  const char *names[G_N_ELEMENTS (encodings)];
  const char *const units[] = { _ ("Found out"),         _ ("UTF-16 units"),
                                _ ("UTF-8 bytes"),       _ ("code points, CRLF as one"),
                                _ ("grapheme clusters"), NULL };

  memcpy (names, encodings, sizeof names);
  names[0] = _ ("Found out");
  gtk_file_chooser_add_choice (dialog, "encoding", _ ("Encoding"), (const char **) encodings, names);
  gtk_file_chooser_set_choice (dialog, "encoding", encodings[0]);
  gtk_file_chooser_add_choice (dialog, "offsets", _ ("Offsets count"), (const char **) offsets, (const char **) units);
  gtk_file_chooser_set_choice (dialog, "offsets", offsets[0]);
}

/* Kept for the import that may follow a check. */
static void
remember_choices (PostilWindow *self, GtkFileChooser *dialog)
{
  const char *encoding = gtk_file_chooser_get_choice (dialog, "encoding");
  const char *unit = gtk_file_chooser_get_choice (dialog, "offsets");

  self->import_encoding = NULL;
  for (guint i = 1; encodings[i] != NULL; i++)
    if (g_strcmp0 (encoding, encodings[i]) == 0)
      self->import_encoding = encodings[i];
  if (unit == NULL || !postil_offsets_from_string (unit, &self->import_offsets))
    self->import_offsets = POSTIL_OFFSETS_ANY;
}

static void
chosen (GtkNativeDialog *dialog, int response, PostilWindow *self)
{
  g_autoptr (GListModel) files = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  gboolean check = g_strcmp0 (gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), "check"), "true") == 0;

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
      remember_choices (self, GTK_FILE_CHOOSER (dialog));
      if (check && self->session != NULL)
        import_or_check (self, (const char *const *) paths->pdata, TRUE);
      else
        take_paths (self, (const char *const *) paths->pdata);
    }
  g_object_unref (dialog);
}

static void
ask (PostilWindow *self, GtkFileChooserAction action, const char *title, gboolean check)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, check ? _ ("Check") : _ ("Import"), _ ("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  if (self->session != NULL)
    {
      gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (dialog), "check", _ ("Check without importing"), NULL, NULL);
      gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (dialog), "check", check ? "true" : "false");
      add_choices (GTK_FILE_CHOOSER (dialog));
    }
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
import_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask (data, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Import Files"), FALSE);
}

static void
import_folder_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask (data, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("Import a Folder"), FALSE);
}

static void
check_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (((PostilWindow *) data)->session != NULL)
    ask (data, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Check Files Without Importing"), TRUE);
}

/* @parameter (as): what was checked before. */
static void
import_paths_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree const char **paths = g_variant_get_strv (parameter, NULL);

  take_paths (data, paths);
}

/* --- Spans without a place --------------------------------------------------------------------------------- */

static void
show_document (PostilUnalignedDialog *dialog, gint64 document, PostilWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-document", "x", document);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-document", NULL);
}

static void
unaligned_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  GtkWidget *dialog;

  if (self->session == NULL)
    return;
  dialog = postil_unaligned_dialog_new (GTK_WINDOW (self), self->session);
  g_signal_connect_object (dialog, "show-document", G_CALLBACK (show_document), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
postil_window_install_import (PostilWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "import", .activate = import_activated },
    { .name = "import-folder", .activate = import_folder_activated },
    { .name = "check-import", .activate = check_activated },
    { .name = "import-paths", .activate = import_paths_activated, .parameter_type = "as" },
    { .name = "unaligned", .activate = unaligned_activated },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
