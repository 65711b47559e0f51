/* window-program.c - suggests with a program of somebody's own, never without asking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "import-report.h"

#include <glib/gi18n.h>
#include <postil/command.h>

#include <string.h>

/* One dialog that asks. */
typedef struct
{
  PostilWindow *window;
  GtkEditable *line;
  GtkLabel *vector; /* what would be run, word by word */
  GtkLabel *trouble;
  GtkSpinButton *seconds;
} Question;

/* ---- the answers ---- */

static void
answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PostilWindow) self = data;
  g_autoptr (PostilReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int n = postil_project_ask_finish (POSTIL_PROJECT (source), result, &report, &error);

  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || postil_window_get_project (self) != POSTIL_PROJECT (source))
    return;
  postil_window_end_work (self);
  if (postil_window_wants_alone (self))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    postil_window_toast (self, _("Stopped; what was suggested so far stays"), FALSE);
  else if (error != NULL)
    postil_window_fail (self, _("The program did not finish; what it answered stays"), error);
  else
    {
      text = g_strdup_printf (ngettext ("%d new suggestion", "%d new suggestions", (gulong) n), n);
      postil_window_toast (self, n > 0 ? text : _("Nothing new to suggest"), FALSE);
    }
  if (report != NULL && report->refused > 0)
    {
      g_autofree char *heading =
          g_strdup_printf (ngettext ("%'u answer was of no use and was left out.",
                                     "%'u answers were of no use and were left out.", report->refused),
                           report->refused);

      postil_complaints_show (GTK_WINDOW (self), _ ("Answers of the Program"), heading, report);
    }
}

static void
run (PostilWindow *self, const char *line, guint seconds)
{
  PostilApplication *application = POSTIL_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  PostilProgramLimits limits = POSTIL_PROGRAM_LIMITS;
  g_auto (GStrv) argv = NULL;

  if (self->session == NULL || self->working != NULL || !g_shell_parse_argv (line, NULL, &argv, NULL))
    return;
  postil_settings_set_command (postil_application_get_settings (application), line, seconds);
  limits.silence_ms = seconds * 1000;
  limits.total_ms = MAX (limits.total_ms, limits.silence_ms);
  postil_window_begin_work (self, _("Asking the program…"));
  postil_project_ask_async (postil_window_get_project (self), (const char *const *) argv, &limits,
                            postil_window_show_progress, self, self->working, answered, g_object_ref (self));
}

/* ---- the question ---- */

/* Why the line cannot be run; NULL: it can, or there is none yet. (transfer full) */
static char *
trouble_with (const char *line, char **argv, const GError *error)
{
  g_autofree char *path = argv != NULL ? g_find_program_in_path (argv[0]) : NULL;

  if (argv != NULL)
    return path == NULL ? g_strdup_printf (_ ("There is no program “%s” here."), argv[0]) : NULL;
  return g_error_matches (error, G_SHELL_ERROR, G_SHELL_ERROR_BAD_QUOTING)
             ? g_strdup (_ ("A quotation mark is not closed."))
             : NULL;
}

/* Says what the line means, so that nobody has to guess where an argument ends. */
static void
line_changed (GtkEditable *line, AdwMessageDialog *dialog)
{
  Question *question = g_object_get_data (G_OBJECT (dialog), "question");
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  gboolean fine = g_shell_parse_argv (gtk_editable_get_text (line), NULL, &argv, &error);
  g_autofree char *trouble = trouble_with (gtk_editable_get_text (line), argv, error);

  for (guint i = 0; fine && argv[i] != NULL; i++)
    g_string_append_printf (shown, "%s%u  %s", i > 0 ? "\n" : "", i + 1, argv[i]);
  gtk_label_set_text (question->vector, shown->str);
  gtk_widget_set_visible (GTK_WIDGET (question->vector), shown->len > 0);
  gtk_label_set_text (question->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (GTK_WIDGET (question->trouble), trouble != NULL);
  adw_message_dialog_set_response_enabled (dialog, "run", fine && trouble == NULL);
}

static void
responded (AdwMessageDialog *dialog, const char *response, Question *question)
{
  if (!g_str_equal (response, "run"))
    return;
  gtk_spin_button_update (question->seconds);
  run (question->window, gtk_editable_get_text (question->line),
       (guint) gtk_spin_button_get_value_as_int (question->seconds));
}

static char *
join (const char *const *argv)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; argv[i] != NULL; i++)
    {
      /* Quotes only where they are needed. */
      gboolean plain = *argv[i] != '\0' && strspn (argv[i], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+@") == strlen (argv[i]);
      g_autofree char *quoted = plain ? g_strdup (argv[i]) : g_shell_quote (argv[i]);

      g_string_append_printf (line, "%s%s", i > 0 ? " " : "", quoted);
    }
  return g_strdup (line->str);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
patience_new (Question *question, guint seconds)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *spin = gtk_spin_button_new_with_range (1, 86400, 1);
  GtkLabel *label = add_label (box, "caption");

  gtk_label_set_text_with_mnemonic (label, _ ("Stop it after so many _seconds without an answer"));
  gtk_label_set_mnemonic_widget (label, spin);
  gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), seconds);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Seconds without an answer"),
                                  -1);
  gtk_box_append (GTK_BOX (box), spin);
  question->seconds = GTK_SPIN_BUTTON (spin);
  return box;
}

static GtkWidget *
fields_new (Question *question, const char *text, guint seconds)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *line = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (line), _("python3 tagger.py --model small"));
  gtk_entry_set_activates_default (GTK_ENTRY (line), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Program and arguments"), -1);
  /* A command line is written from the left in every language. */
  gtk_widget_set_direction (line, GTK_TEXT_DIR_LTR);
  gtk_box_append (GTK_BOX (box), line);
  question->line = GTK_EDITABLE (line);
  question->vector = add_label (box, "monospace");
  gtk_widget_set_direction (GTK_WIDGET (question->vector), GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (GTK_WIDGET (question->vector), "dim-label");
  question->trouble = add_label (box, "error");
  gtk_box_append (GTK_BOX (box), patience_new (question, seconds));
  gtk_editable_set_text (question->line, text);
  return box;
}

static void
program_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  PostilApplication *application = POSTIL_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_auto (GStrv) argv = NULL;
  g_autofree char *own = postil_settings_get_command (postil_application_get_settings (application));
  g_autofree char *theirs = NULL;
  Question *question;
  AdwMessageDialog *dialog;
  gboolean foreign;

  if (self->session == NULL || self->working != NULL)
    return;
  argv = postil_program_of_project (postil_project_get_store (postil_window_get_project (self)));
  theirs = argv != NULL ? join ((const char *const *) argv) : NULL;
  foreign = theirs != NULL && g_strcmp0 (theirs, own) != 0;
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _("Suggest with a Program"), NULL));
  adw_message_dialog_set_body (dialog, foreign ? _("The line below came with this project file and has not been run. A program can do whatever you can do: "
                                                   "run it only if you know who wrote it.")
                                               : _("It gets each document as a line of JSON and answers with spans. It runs without a shell, and only when you say so."));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "run", _("_Run"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "run", foreign ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, foreign ? "cancel" : "run");
  question = g_new0 (Question, 1);
  question->window = self;
  g_object_set_data_full (G_OBJECT (dialog), "question", question, g_free);
  adw_message_dialog_set_extra_child (dialog, fields_new (question, foreign ? theirs : own,
                                                          postil_settings_get_command_seconds (
                                                              postil_application_get_settings (application))));
  g_signal_connect (question->line, "changed", G_CALLBACK (line_changed), dialog);
  line_changed (question->line, dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), question);
  gtk_window_present (GTK_WINDOW (dialog));
}

static const GActionEntry actions[] = {
  { .name = "suggest-program", .activate = program_activated },
};

void
postil_window_install_program (PostilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
