/* import-report.c - what an import brought in, file by file, and every complaint with its line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "import-report.h"

#include <glib/gi18n.h>
#include <string.h>

/* More than anybody reads, and quickly laid out; what is copied has them all. */
#define MAX_LINES 3000

/* Headings are bold; which lines they are shows from the empty line before. */
static void
fill (GtkTextBuffer *buffer, const char *text)
{
  GtkTextTag *heading = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_LINES + 1);
  gboolean begins = TRUE;
  GtkTextIter end;

  for (guint i = 0; lines[i] != NULL && i < MAX_LINES; i++)
    {
      gtk_text_buffer_get_end_iter (buffer, &end);
      if (i > 0)
        gtk_text_buffer_insert (buffer, &end, "\n", 1);
      gtk_text_buffer_insert_with_tags (buffer, &end, lines[i], -1, begins ? heading : NULL, NULL);
      begins = lines[i][0] == '\0';
    }
  gtk_text_buffer_get_end_iter (buffer, &end);
  if (g_strv_length (lines) > MAX_LINES)
    gtk_text_buffer_insert (buffer, &end, _ ("\n… There is more; Copy takes all of it."), -1);
  gtk_text_buffer_get_start_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
}

static GtkWidget *
make_view (const char *text)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkTextView *text_view = GTK_TEXT_VIEW (view);

  fill (gtk_text_view_get_buffer (text_view), text);
  gtk_text_view_set_editable (text_view, FALSE);
  gtk_text_view_set_accepts_tab (text_view, FALSE);
  gtk_text_view_set_wrap_mode (text_view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (text_view, 12);
  gtk_text_view_set_right_margin (text_view, 12);
  gtk_text_view_set_top_margin (text_view, 9);
  gtk_text_view_set_bottom_margin (text_view, 9);
  gtk_text_view_set_pixels_below_lines (text_view, 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Report"), -1);
  return view;
}

static void
copy (GtkWidget *button)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), g_object_get_data (G_OBJECT (button), "postil-text"));
  gtk_button_set_label (GTK_BUTTON (button), _ ("_Copied"));
}

/* The parent outlives this window. */
static void
activate_in_parent (GtkWidget *window, const char *action, GVariant *target)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (window)));
  g_autoptr (GVariant) kept = target != NULL ? g_variant_ref_sink (target) : NULL;

  gtk_window_close (GTK_WINDOW (window));
  gtk_widget_activate_action_variant (parent, action, kept);
}

static void
import_now (GtkWidget *window)
{
  activate_in_parent (window, "win.import-paths",
                      g_variant_new_strv (g_object_get_data (G_OBJECT (window), "postil-paths"), -1));
}

static void
see_unaligned (GtkWidget *window)
{
  activate_in_parent (window, "win.unaligned", NULL);
}

static GtkWidget *
add_button (GtkWidget *bar, const char *label, GCallback callback, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", callback, data);
  gtk_box_append (GTK_BOX (bar), button);
  return button;
}

/* With a button that copies @text. */
static GtkWidget *
make_bar (const char *text)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *copy_button = gtk_button_new_with_mnemonic (_ ("_Copy"));

  gtk_widget_add_css_class (bar, "postil-buttons");
  gtk_widget_set_hexpand (copy_button, TRUE);
  gtk_widget_set_halign (copy_button, GTK_ALIGN_START);
  g_object_set_data_full (G_OBJECT (copy_button), "postil-text", g_strdup (text), g_free);
  g_signal_connect (copy_button, "clicked", G_CALLBACK (copy), NULL);
  gtk_box_append (GTK_BOX (bar), copy_button);
  return bar;
}

static GtkWidget *
make_buttons (GtkWidget *window, const PostilReport *report, const char *text, const char *const *rehearsed)
{
  GtkWidget *bar = make_bar (text);
  GtkWidget *main_button;

  if (report->spans_unaligned > 0 && rehearsed == NULL)
    add_button (bar, _ ("_Place Spans…"), G_CALLBACK (see_unaligned), window);
  if (rehearsed != NULL)
    {
      g_object_set_data_full (G_OBJECT (window), "postil-paths", g_strdupv ((char **) rehearsed),
                              (GDestroyNotify) g_strfreev);
      main_button = add_button (bar, _ ("_Import"), G_CALLBACK (import_now), window);
      gtk_widget_add_css_class (main_button, "suggested-action");
    }
  else
    main_button = add_button (bar, _ ("C_lose"), G_CALLBACK (gtk_window_close), window);
  gtk_window_set_default_widget (GTK_WINDOW (window), main_button);
  return bar;
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *heading = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_label_set_selectable (GTK_LABEL (heading), TRUE);
  gtk_widget_set_can_focus (heading, FALSE);
  gtk_widget_add_css_class (heading, "postil-report-summary");
  return heading;
}

static GtkWidget *
make_window (GtkWindow *parent, const char *title)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "title", title, "transient-for", parent, "modal", TRUE,
                                    "default-width", 640, "default-height", 460, "width-request", 320, NULL);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  return window;
}

static void
present (GtkWidget *window, const char *heading, const char *text, GtkWidget *buttons)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = make_view (text);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_heading (heading));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), buttons);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (view);
}

void
postil_import_report_show (GtkWindow *parent, const PostilReport *report, const char *const *rehearsed)
{
  GtkWidget *window = make_window (parent, rehearsed != NULL ? _ ("Import, Checked") : _ ("Import Report"));
  g_autofree char *text = postil_import_report_text (report);
  g_autofree char *summary = postil_import_report_summary (&report->counts);
  g_autofree char *heading = rehearsed != NULL
                                 ? g_strdup_printf (_ ("Nothing was changed yet. It would be: %s."), summary)
                                 : g_strdup_printf ("%s.", summary);

  present (window, heading, text, make_buttons (window, report, text, rehearsed));
}

void
postil_complaints_show (GtkWindow *parent, const char *title, const char *heading, const PostilReport *report)
{
  GtkWidget *window = make_window (parent, title);
  g_autofree char *text = postil_import_report_text (report);
  GtkWidget *bar = make_bar (text);

  gtk_window_set_default_widget (GTK_WINDOW (window),
                                 add_button (bar, _ ("C_lose"), G_CALLBACK (gtk_window_close), window));
  present (window, heading, text, bar);
}
