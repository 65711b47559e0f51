/* export-dialog.c - what to export, with the first rows as they will be, and where to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "export-dialog.h"

#include "wrap-layout.h"

#define PREVIEW_LINES 12u
/* A JSON line holds a whole document; a text view cannot lay such a line out, and nobody reads it to its end. */
#define PREVIEW_LINE_LENGTH 400

struct _PostilExportDialog
{
  AdwWindow       parent_instance;
  GtkWidget      *export_button;
  GtkInfoBar     *failure;
  GtkLabel       *failure_text;
  AdwComboRow    *format;
  GtkWidget      *spreadsheet_row;
  GtkSwitch      *spreadsheet;
  GtkSwitch      *done_only;
  GtkCheckButton *kept;
  GtkCheckButton *suggested;
  GtkCheckButton *rejected;
  GtkWidget      *labels;
  GtkTextView    *preview;
  PostilProject  *project;
  GPtrArray      *formats; /* those that can write: PostilFormat, not owned */
  guint           update;  /* source of the pending preview, 0: none */
};

enum
{
  EXPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostilExportDialog, postil_export_dialog, ADW_TYPE_WINDOW)

static void
fail (PostilExportDialog *self, const GError *error)
{
  gtk_label_set_text (self->failure_text, error->message);
  gtk_info_bar_set_revealed (self->failure, TRUE);
}

static void
failure_closed (PostilExportDialog *self)
{
  gtk_info_bar_set_revealed (self->failure, FALSE);
}

/* --- Choices ------------------------------------------------------------------------------------------------------ */

static const PostilFormat *
get_format (PostilExportDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->format);

  return chosen < self->formats->len ? g_ptr_array_index (self->formats, chosen) : NULL;
}

static PostilStates
get_states (PostilExportDialog *self)
{
  PostilStates states = 0;

  if (gtk_check_button_get_active (self->kept))
    states |= POSTIL_STATES (POSTIL_STATE_KEPT);
  if (gtk_check_button_get_active (self->suggested))
    states |= POSTIL_STATES (POSTIL_STATE_SUGGESTED);
  if (gtk_check_button_get_active (self->rejected))
    states |= POSTIL_STATES (POSTIL_STATE_REJECTED);
  return states;
}

/* Names of the labels that are checked, NULL when all are. @n counts the checked ones. (transfer full) */
static char **
get_labels (PostilExportDialog *self, guint *n)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gboolean all = TRUE;

  *n = 0;
  for (GtkWidget *check = gtk_widget_get_first_child (self->labels); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    {
      if (!gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        {
          all = FALSE;
          continue;
        }
      g_strv_builder_add (names, g_object_get_data (G_OBJECT (check), "postil-label"));
      ++*n;
    }
  return all ? NULL : g_strv_builder_end (names);
}

/* FALSE when nothing is chosen that could be exported. Free options->labels. */
static gboolean
get_options (PostilExportDialog *self, PostilExportOptions *options)
{
  guint n_labels;

  *options = (PostilExportOptions){ .states = get_states (self),
                                    .done_only = gtk_switch_get_active (self->done_only),
                                    .spreadsheet = gtk_switch_get_active (self->spreadsheet) };
  options->labels = get_labels (self, &n_labels);
  return get_format (self) != NULL && options->states != 0 && n_labels > 0;
}

/* --- Preview ---------------------------------------------------------------------------------------------------- */

static char *
shorten_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *shortened = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (shortened, '\n');
      if (g_utf8_strlen (lines[i], -1) <= PREVIEW_LINE_LENGTH)
        {
          g_string_append (shortened, lines[i]);
          continue;
        }
      g_string_append_len (shortened, lines[i], g_utf8_offset_to_pointer (lines[i], PREVIEW_LINE_LENGTH) - lines[i]);
      g_string_append (shortened, "…");
    }
  return g_string_free (shortened, FALSE);
}

static gboolean
show_preview (gpointer data)
{
  PostilExportDialog *self = data;
  const PostilFormat *format = get_format (self);
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;
  PostilExportOptions options;
  gboolean ready = get_options (self, &options);

  self->update = 0;
  gtk_widget_set_sensitive (self->export_button, ready);
  gtk_widget_set_visible (self->spreadsheet_row, format != NULL && g_str_equal (format->name, "csv"));
  if (ready)
    text = postil_export_preview (postil_project_get_store (self->project), format, &options, PREVIEW_LINES, &error);
  g_strfreev (options.labels);
  if (error != NULL)
    fail (self, error);
  else
    failure_closed (self);
  shown = text != NULL ? shorten_lines (text) : g_strdup (ready ? "" : "Choose at least one state and one label.");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->preview), shown, -1);
  return G_SOURCE_REMOVE;
}

static void
choice_changed (PostilExportDialog *self)
{
  if (self->update == 0 && self->project != NULL)
    self->update = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_preview, self, NULL);
}

static void
set_all_labels (PostilExportDialog *self, gboolean active)
{
  for (GtkWidget *check = gtk_widget_get_first_child (self->labels); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
}

static void
all_labels (PostilExportDialog *self)
{
  set_all_labels (self, TRUE);
}

static void
no_labels (PostilExportDialog *self)
{
  set_all_labels (self, FALSE);
}

/* --- The file ----------------------------------------------------------------------------------------------------- */

static void
write_file (PostilExportDialog *self, const char *path)
{
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  PostilExportOptions options;
  gboolean written;

  if (!get_options (self, &options))
    {
      g_strfreev (options.labels);
      return;
    }
  written = postil_export (postil_project_get_store (self->project), get_format (self), path, &options, report, NULL, &error);
  g_strfreev (options.labels);
  if (!written)
    {
      fail (self, error);
      return;
    }
  g_signal_emit (self, signals[EXPORTED], 0, path);
  gtk_window_close (GTK_WINDOW (self));
}

static void
chosen (GtkNativeDialog *dialog, int response, PostilExportDialog *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path != NULL)
    write_file (self, path);
  g_object_unref (dialog);
}

static void
export_clicked (PostilExportDialog *self)
{
  const PostilFormat *format = get_format (self);
  g_autofree char *project = postil_project_dup_name (self->project);
  g_autofree char *name = g_strdup_printf ("%s.%s", project, format->extension);
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new ("Export To", GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, "Export", "Cancel");

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- The dialog ----------------------------------------------------------------------------------------------------- */

static void
fill_formats (PostilExportDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint csv = 0;

  for (const PostilFormat *format = postil_formats (); format->name != NULL; format++)
    {
      if (format->write == NULL)
        continue;
      if (g_str_equal (format->name, "csv"))
        csv = self->formats->len;
      g_ptr_array_add (self->formats, (gpointer) format);
      gtk_string_list_append (titles, format->title);
    }
  adw_combo_row_set_model (self->format, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->format, csv);
}

static void
fill_labels (PostilExportDialog *self)
{
  GPtrArray *labels = postil_project_get_labels (self->project);

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      GtkWidget *check;

      if (label->kind == POSTIL_LABEL_RELATION || label->kind == POSTIL_LABEL_DOCUMENT)
        continue;
      check = gtk_check_button_new_with_label (label->name);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      g_object_set_data_full (G_OBJECT (check), "postil-label", g_strdup (label->name), g_free);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (choice_changed), self);
      gtk_widget_set_parent (check, self->labels);
    }
}

static void
postil_export_dialog_dispose (GObject *object)
{
  PostilExportDialog *self = POSTIL_EXPORT_DIALOG (object);
  GtkWidget *check;

  g_clear_handle_id (&self->update, g_source_remove);
  while (self->labels != NULL && (check = gtk_widget_get_first_child (self->labels)) != NULL)
    {
      g_signal_handlers_disconnect_by_data (check, self);
      gtk_widget_unparent (check);
    }
  self->labels = NULL;
  g_clear_object (&self->project);
  G_OBJECT_CLASS (postil_export_dialog_parent_class)->dispose (object);
}

static void
postil_export_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (POSTIL_EXPORT_DIALOG (object)->formats);
  G_OBJECT_CLASS (postil_export_dialog_parent_class)->finalize (object);
}

static void
postil_export_dialog_class_init (PostilExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_export_dialog_finalize;
  signals[EXPORTED] = g_signal_new ("exported", POSTIL_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, failure_text);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, spreadsheet_row);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, spreadsheet);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, done_only);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, kept);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, suggested);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, rejected);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, labels);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, preview);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked);
  gtk_widget_class_bind_template_callback (widget_class, failure_closed);
  gtk_widget_class_bind_template_callback (widget_class, all_labels);
  gtk_widget_class_bind_template_callback (widget_class, no_labels);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
postil_export_dialog_init (PostilExportDialog *self)
{
  self->formats = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->labels, postil_wrap_layout_new (6));
}

GtkWidget *
postil_export_dialog_new (GtkWindow *parent, PostilProject *project)
{
  PostilExportDialog *self = g_object_new (POSTIL_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  self->project = g_object_ref (project);
  fill_formats (self);
  fill_labels (self);
  choice_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->format));
  return GTK_WIDGET (self);
}
