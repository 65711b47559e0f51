/* import-report.c - what an import brought in, and every complaint with its file and line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "import-report.h"

/* More than anybody reads; postilctl import prints them all. */
#define MAX_ITEMS 500

static void
append_count (GString *text, guint n, const char *one, const char *many)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append_printf (text, "%'u %s", n, n == 1 ? one : many);
}

char *
postil_import_report_summary (const PostilReport *report)
{
  GString *text = g_string_new (NULL);

  append_count (text, report->documents_added, "document added", "documents added");
  append_count (text, report->documents_known, "known already", "known already");
  append_count (text, report->spans_added, "span added", "spans added");
  append_count (text, report->spans_repaired, "span repaired", "spans repaired");
  append_count (text, report->spans_unaligned, "span unaligned", "spans unaligned");
  append_count (text, report->refused, "refused", "refused");
  if (text->len == 0)
    g_string_append (text, "Nothing to import was found");
  return g_string_free (text, FALSE);
}

static GtkWidget *
item_row (const PostilReportItem *item)
{
  static const char *const icons[] = { "dialog-information-symbolic", "dialog-warning-symbolic",
                                       "dialog-error-symbolic" };
  g_autofree char *base = item->file != NULL ? g_path_get_basename (item->file) : NULL;
  g_autofree char *place = NULL;
  GtkWidget *row = adw_action_row_new ();

  if (base != NULL)
    place = item->line > 0 ? g_strdup_printf ("%s, line %u", base, item->line) : g_strdup (base);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->message);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (place != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icons[item->level]));
  gtk_widget_set_tooltip_text (row, item->file);
  return row;
}

static GtkWidget *
item_list (const PostilReport *report)
{
  GtkWidget *list = gtk_list_box_new ();
  guint n = 0;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  /* What was refused comes first. */
  for (int level = POSTIL_REPORT_ERROR; level >= POSTIL_REPORT_NOTE; level--)
    for (guint i = 0; i < report->items->len && n < MAX_ITEMS; i++)
      {
        const PostilReportItem *item = g_ptr_array_index (report->items, i);

        if (item->level != (PostilReportLevel) level)
          continue;
        gtk_list_box_append (GTK_LIST_BOX (list), item_row (item));
        n++;
      }
  return list;
}

static GtkWidget *
report_body (const PostilReport *report)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *summary = postil_import_report_summary (report);
  GtkWidget *heading = gtk_label_new (summary);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  if (report->items->len > MAX_ITEMS)
    {
      GtkWidget *more = gtk_label_new ("Only the first 500 remarks are listed; postilctl import prints them all.");

      gtk_label_set_xalign (GTK_LABEL (more), 0);
      gtk_label_set_wrap (GTK_LABEL (more), TRUE);
      gtk_widget_add_css_class (more, "dim-label");
      gtk_box_append (GTK_BOX (box), more);
    }
  gtk_box_append (GTK_BOX (box), item_list (report));
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  return box;
}

void
postil_import_report_show (GtkWindow *parent, const PostilReport *report)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "title", "Import Report", "transient-for", parent, "modal", TRUE,
                                    "default-width", 560, "default-height", 420, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  adw_clamp_set_child (ADW_CLAMP (clamp), report_body (report));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_window_present (GTK_WINDOW (window));
}
