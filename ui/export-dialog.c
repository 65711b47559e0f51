/* export-dialog.c - what to export and where to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "export-dialog-private.h"

#include "export-run.h"
#include "format-choice.h"
#include "wrap-layout.h"

#include <glib/gi18n.h>

enum
{
  EXPORTED,
  JUMP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostilExportDialog, postil_export_dialog, ADW_TYPE_WINDOW)

void
postil_export_dialog_fail (PostilExportDialog *self, const GError *error)
{
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  gtk_label_set_text (self->failure_text, error->message);
  gtk_info_bar_set_message_type (self->failure, stopped ? GTK_MESSAGE_INFO : GTK_MESSAGE_ERROR);
  gtk_info_bar_set_revealed (self->failure, TRUE);
}

static void
failure_closed (PostilExportDialog *self)
{
  gtk_info_bar_set_revealed (self->failure, FALSE);
}

/* --- From choices to a profile ----------------------------------------------------------------------------- */

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

static void
get_split (PostilExportDialog *self, PostilSplit *split)
{
  if (!adw_expander_row_get_enable_expansion (self->split))
    return;
  split->shares[1] = (guint) gtk_spin_button_get_value_as_int (self->validation);
  split->shares[2] = (guint) gtk_spin_button_get_value_as_int (self->test);
  split->shares[0] = 100 - split->shares[1] - split->shares[2];
  split->seed = (guint64) gtk_spin_button_get_value_as_int (self->seed);
  split->plain = !gtk_switch_get_active (self->stratified);
}

PostilProfile *
postil_export_dialog_get_profile (PostilExportDialog *self)
{
  g_autoptr (PostilProfile) profile = postil_profile_new ();
  guint n_labels;

  profile->labels = get_labels (self, &n_labels);
  profile->states = get_states (self);
  if (self->format == NULL || profile->states == 0 || n_labels == 0)
    return NULL;
  profile->format = g_strdup (self->format->name);
  /* The first row stands for anyone. */
  if (adw_combo_row_get_selected (self->annotator) > 0)
    profile->annotator = g_strdup (gtk_string_object_get_string (adw_combo_row_get_selected_item (self->annotator)));
  profile->done_only = gtk_switch_get_active (self->done_only);
  profile->spreadsheet = gtk_switch_get_active (self->spreadsheet);
  profile->strict = gtk_switch_get_active (self->strict);
  profile->edges = self->edges;
  profile->overlap = self->overlap;
  profile->parts = self->parts;
  profile->negatives = (PostilNegatives) adw_combo_row_get_selected (self->negatives);
  get_split (self, &profile->split);
  return g_steal_pointer (&profile);
}

/* --- From a profile to choices ----------------------------------------------------------------------------- */

static void
show_format (PostilExportDialog *self, const PostilFormat *format)
{
  g_autofree char *summary = postil_format_summary (format);

  self->format = format;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->format_row), _ (format->title));
  adw_action_row_set_subtitle (self->format_row, summary);
  gtk_widget_set_visible (self->spreadsheet_row, g_str_equal (format->name, "csv"));
}

static void
set_labels (PostilExportDialog *self, char **names)
{
  for (GtkWidget *check = gtk_widget_get_first_child (self->labels); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    {
      const char *name = g_object_get_data (G_OBJECT (check), "postil-label");

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   names == NULL || g_strv_contains ((const char *const *) names, name));
    }
}

static void
set_annotator (PostilExportDialog *self, const char *name)
{
  GListModel *names = adw_combo_row_get_model (self->annotator);

  adw_combo_row_set_selected (self->annotator, 0);
  for (guint i = 1; name != NULL && i < g_list_model_get_n_items (names); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i), name))
      adw_combo_row_set_selected (self->annotator, i);
}

static void
set_split (PostilExportDialog *self, const PostilProfile *profile)
{
  gboolean split = postil_profile_has_split (profile);

  adw_expander_row_set_enable_expansion (self->split, split);
  adw_expander_row_set_expanded (self->split, split);
  gtk_spin_button_set_value (self->validation, split ? profile->split.shares[1] : 10);
  gtk_spin_button_set_value (self->test, split ? profile->split.shares[2] : 10);
  gtk_spin_button_set_value (self->seed, (double) profile->split.seed);
  gtk_switch_set_active (self->stratified, !profile->split.plain);
}

void
postil_export_dialog_set_profile (PostilExportDialog *self, const PostilProfile *profile)
{
  const PostilFormat *format = profile->format != NULL ? postil_format_find (profile->format) : NULL;
  PostilStates states = profile->states != 0 ? profile->states : POSTIL_STATES (POSTIL_STATE_KEPT);

  self->filling = TRUE;
  show_format (self, format != NULL && format->write != NULL ? format : postil_format_find ("jsonl"));
  gtk_check_button_set_active (self->kept, (states & POSTIL_STATES (POSTIL_STATE_KEPT)) != 0);
  gtk_check_button_set_active (self->suggested, (states & POSTIL_STATES (POSTIL_STATE_SUGGESTED)) != 0);
  gtk_check_button_set_active (self->rejected, (states & POSTIL_STATES (POSTIL_STATE_REJECTED)) != 0);
  set_labels (self, profile->labels);
  set_annotator (self, profile->annotator);
  gtk_switch_set_active (self->done_only, profile->done_only);
  gtk_switch_set_active (self->spreadsheet, profile->spreadsheet);
  gtk_switch_set_active (self->strict, profile->strict);
  self->edges = profile->edges;
  self->overlap = profile->overlap;
  self->parts = profile->parts;
  adw_combo_row_set_selected (self->negatives, profile->negatives);
  set_split (self, profile);
  self->filling = FALSE;
  postil_export_dialog_changed (self);
}

/* --- Choosing ---------------------------------------------------------------------------------------------- */

static gboolean
rehearse (gpointer data)
{
  PostilExportDialog *self = data;
  g_autoptr (PostilProfile) profile = postil_export_dialog_get_profile (self);

  self->update = 0;
  gtk_widget_set_sensitive (self->export_button, profile != NULL);
  postil_export_dialog_rehearse (self, profile);
  return G_SOURCE_REMOVE;
}

void
postil_export_dialog_changed (PostilExportDialog *self)
{
  if (self->update == 0 && self->project != NULL)
    self->update = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, rehearse, self, NULL);
}

static void
choice_changed (PostilExportDialog *self)
{
  if (!self->filling)
    postil_export_dialog_changed (self);
}

/* What validation and test leave is for training. */
static void
share_changed (PostilExportDialog *self)
{
  int validation = gtk_spin_button_get_value_as_int (self->validation);
  g_autofree char *subtitle = NULL;

  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->test), 100 - validation);
  subtitle = g_strdup_printf (_ ("A file each, of whole documents; training has %d percent"),
                              100 - validation - gtk_spin_button_get_value_as_int (self->test));
  adw_expander_row_set_subtitle (self->split, subtitle);
  choice_changed (self);
}

static GPtrArray *
format_choices (const char *typed, gpointer data)
{
  return postil_format_choices (typed, "export.format");
}

static void
format_activated (PostilExportDialog *self)
{
  postil_chooser_open (self->chooser, _ ("Choose a format"), NULL, format_choices, self);
}

static void
format_chosen (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilExportDialog *self = data;
  const PostilFormat *format = postil_format_find (g_variant_get_string (parameter, NULL));

  if (format == NULL || format->write == NULL)
    return;
  show_format (self, format);
  choice_changed (self);
}

static void
all_labels (PostilExportDialog *self)
{
  set_labels (self, NULL);
}

static void
no_labels (PostilExportDialog *self)
{
  set_labels (self, (char *[]){ NULL });
}

static void
loss_activated (PostilExportDialog *self, GtkListBoxRow *row)
{
  if (!postil_export_dialog_toggle_details (self, row))
    postil_export_dialog_jump (self, row);
}

/* --- The file ---------------------------------------------------------------------------------------------- */

static void
written (const char *sentence, const GError *error, gpointer data)
{
  PostilExportDialog *self = data;

  if (self->project == NULL)
    return;
  if (sentence == NULL)
    {
      g_autoptr (GError) stopped =
          g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped; no file was written."));

      postil_export_dialog_fail (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? stopped : error);
      return;
    }
  g_signal_emit (self, signals[EXPORTED], 0, sentence);
  gtk_window_close (GTK_WINDOW (self));
}

static void
chosen (GtkNativeDialog *dialog, int response, PostilExportDialog *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  g_autoptr (PostilProfile) profile = postil_export_dialog_get_profile (self);

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path != NULL && profile != NULL)
    {
      failure_closed (self);
      postil_export_run (GTK_WINDOW (self), self->project, profile, self->profile, path, written, self);
    }
  g_object_unref (dialog);
}

/* Where this project was exported to last, under a name that says what it will be. */
static void
suggest_place (PostilExportDialog *self, GtkFileChooser *chooser)
{
  g_autofree char *project = postil_project_dup_name (self->project);
  g_autofree char *name = g_strdup_printf ("%s.%s", project, self->format->extension);
  g_autofree char *last_name = NULL;
  g_autoptr (PostilProfile) last = postil_profiles_get_last (postil_project_get_store (self->project), &last_name);

  if (last != NULL && last->output != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (last->output);
      g_autoptr (GFile) place = g_file_new_for_path (folder);

      gtk_file_chooser_set_current_folder (chooser, place, NULL);
    }
  gtk_file_chooser_set_current_name (chooser, name);
}

static void
export_clicked (PostilExportDialog *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Export To"), GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Export"), _ ("_Cancel"));

  suggest_place (self, GTK_FILE_CHOOSER (dialog));
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- The dialog -------------------------------------------------------------------------------------------- */

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

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
fill_annotators (PostilExportDialog *self)
{
  g_autoptr (GHashTable) annotators = postil_annotator_list (postil_project_get_store (self->project), NULL);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  gtk_string_list_append (model, _ ("Anyone"));
  if (annotators != NULL)
    {
      g_hash_table_iter_init (&iter, annotators);
      while (g_hash_table_iter_next (&iter, NULL, &name))
        g_ptr_array_add (names, name);
      g_ptr_array_sort (names, compare_names);
    }
  for (guint i = 0; i < names->len; i++)
    gtk_string_list_append (model, g_ptr_array_index (names, i));
  adw_combo_row_set_model (self->annotator, G_LIST_MODEL (model));
  gtk_widget_set_visible (GTK_WIDGET (self->annotator), names->len > 1);
}

/* As it was the last time, else what most people ask for first. */
static void
fill_choices (PostilExportDialog *self)
{
  g_autofree char *name = NULL;
  g_autoptr (PostilProfile) last = postil_profiles_get_last (postil_project_get_store (self->project), &name);

  if (last == NULL)
    {
      last = postil_profile_new ();
      last->format = g_strdup ("csv");
    }
  postil_export_dialog_set_profile_name (self, name);
  postil_export_dialog_set_profile (self, last);
}

static void
postil_export_dialog_dispose (GObject *object)
{
  PostilExportDialog *self = POSTIL_EXPORT_DIALOG (object);
  GtkWidget *check;

  g_clear_handle_id (&self->update, g_source_remove);
  g_cancellable_cancel (self->rehearsing);
  g_clear_object (&self->rehearsing);
  g_clear_pointer ((GtkWidget **) &self->chooser, gtk_widget_unparent);
  while (self->labels != NULL && (check = gtk_widget_get_first_child (self->labels)) != NULL)
    {
      g_signal_handlers_disconnect_by_data (check, self);
      gtk_widget_unparent (check);
    }
  self->labels = NULL;
  g_clear_object (&self->actions);
  g_clear_object (&self->project);
  g_clear_pointer (&self->profile, g_free);
  G_OBJECT_CLASS (postil_export_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, content);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, failure_text);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, profile_button);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, losses_spinner);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, losses_summary);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, losses);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, spreadsheet_row);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, spreadsheet);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, done_only);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, annotator);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, negatives);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, stratified);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, split);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, validation);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, test);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, seed);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, strict);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, states);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, kept);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, suggested);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, rejected);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, labels);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, preview);
}

static void
postil_export_dialog_class_init (PostilExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_export_dialog_dispose;
  signals[EXPORTED] = g_signal_new ("exported", POSTIL_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[JUMP] = g_signal_new ("jump", POSTIL_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, G_TYPE_INT64, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/export-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, share_changed);
  gtk_widget_class_bind_template_callback (widget_class, format_activated);
  gtk_widget_class_bind_template_callback (widget_class, loss_activated);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked);
  gtk_widget_class_bind_template_callback (widget_class, failure_closed);
  gtk_widget_class_bind_template_callback (widget_class, all_labels);
  gtk_widget_class_bind_template_callback (widget_class, no_labels);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
postil_export_dialog_init (PostilExportDialog *self)
{
  static const GActionEntry actions[] = {
    { .name = "format", .activate = format_chosen, .parameter_type = "s" },
  };

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->labels, postil_wrap_layout_new (6));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "export", G_ACTION_GROUP (self->actions));
  self->chooser = POSTIL_CHOOSER (postil_chooser_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->chooser), self->content);
  self->filling = FALSE;
}

GtkWidget *
postil_export_dialog_new (GtkWindow *parent, PostilProject *project)
{
  PostilExportDialog *self = g_object_new (POSTIL_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  self->project = g_object_ref (project);
  fill_labels (self);
  fill_annotators (self);
  postil_export_dialog_install_profiles (self);
  fill_choices (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->format_row));
  return GTK_WIDGET (self);
}
