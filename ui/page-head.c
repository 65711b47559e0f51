/* page-head.c - the top of a page that takes the document's place: its name, and the way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-head.h"

#include <glib/gi18n.h>

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, GtkWidget *page)
{
  return key == GDK_KEY_Escape && gtk_widget_activate_action (page, "win.close-page", NULL);
}

GtkWidget *
postil_page_head_add (GtkBox *page, const char *title)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (page), GTK_ORIENTATION_VERTICAL);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_widget_add_css_class (heading, "title-4");
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_tooltip_text (close, _ ("Back to the document (Escape)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close the page"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "win.close-page");
  gtk_widget_set_margin_top (head, 8);
  gtk_widget_set_margin_bottom (head, 4);
  gtk_widget_set_margin_start (head, 14);
  gtk_widget_set_margin_end (head, 8);
  gtk_box_append (GTK_BOX (head), heading);
  gtk_box_append (GTK_BOX (head), close);
  gtk_box_append (page, head);
  gtk_box_append (page, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), page, 0);
  gtk_widget_add_controller (GTK_WIDGET (page), keys);
  return close;
}
