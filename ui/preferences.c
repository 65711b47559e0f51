/* preferences.c - the window in which the program is set to its user's liking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "preferences.h"

#include "part-names.h"

#include "settings.h"

#include <glib/gi18n.h>

static GtkWidget *
make_row (const char *title, const char *subtitle, GtkWidget *widget)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  return row;
}

static GtkWidget *
make_group (GtkWidget *page, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
add (GtkWidget *group, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* --- Theme ----------------------------------------------------------------------------------------------------------
 */

static gboolean
theme_to_place (GValue *value, GVariant *variant, gpointer data)
{
  PostilTheme theme = POSTIL_THEME_SYSTEM;

  postil_theme_from_string (g_variant_get_string (variant, NULL), &theme);
  g_value_set_uint (value, theme);
  return TRUE;
}

static GVariant *
place_to_theme (const GValue *value, const GVariantType *type, gpointer data)
{
  return g_variant_new_string (postil_theme_to_string (MIN (g_value_get_uint (value), POSTIL_THEME_DARK)));
}

static GtkWidget *
theme_row (GSettings *settings)
{
  const char *const names[] = { _ ("Follow the system"), _ ("Light"), _ ("Dark"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Theme"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_settings_bind_with_mapping (settings, "theme", row, "selected", G_SETTINGS_BIND_DEFAULT, theme_to_place,
                                place_to_theme, NULL, NULL);
  return row;
}

/* --- Text -----------------------------------------------------------------------------------------------------------
 */

static gboolean
is_own_font (GValue *value, GVariant *variant, gpointer data)
{
  g_value_set_boolean (value, g_variant_get_string (variant, NULL)[0] != '\0');
  return TRUE;
}

/* Turning the switch on starts from the font that the button shows. */
static GVariant *
own_font (const GValue *value, const GVariantType *type, gpointer button)
{
  g_autofree char *font = gtk_font_chooser_get_font (GTK_FONT_CHOOSER (button));

  return g_variant_new_string (g_value_get_boolean (value) && font != NULL ? font : "");
}

static void
font_set (GtkFontButton *button, GSettings *settings)
{
  g_autofree char *font = gtk_font_chooser_get_font (GTK_FONT_CHOOSER (button));

  g_settings_set_string (settings, "font", font != NULL ? font : "");
}

static void
add_font (GtkWidget *group, GSettings *settings)
{
  GtkWidget *own = gtk_switch_new ();
  GtkWidget *button = gtk_font_button_new ();
  g_autofree char *font = g_settings_get_string (settings, "font");
  g_autofree char *usual = NULL;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &usual, NULL);
  gtk_font_chooser_set_font (GTK_FONT_CHOOSER (button), font[0] != '\0' ? font : usual);
  add (group, make_row (_ ("A font of its own"), _ ("Else the document is set in the system's font"), own));
  add (group, make_row (_ ("Font and size"), NULL, button));
  g_settings_bind_with_mapping (settings, "font", own, "active", G_SETTINGS_BIND_DEFAULT, is_own_font, own_font, button,
                                NULL);
  g_object_bind_property (own, "active", button, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (button, "font-set", G_CALLBACK (font_set), settings, 0);
}

static GtkWidget *
spin (GSettings *settings, const char *name, double low, double high, double step, guint digits)
{
  GtkWidget *button = gtk_spin_button_new_with_range (low, high, step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (button), digits);
  g_settings_bind (settings, name, button, "value", G_SETTINGS_BIND_DEFAULT);
  return button;
}

static GtkWidget *
toggle (GSettings *settings, const char *name)
{
  GtkWidget *toggle_switch = gtk_switch_new ();

  g_settings_bind (settings, name, toggle_switch, "active", G_SETTINGS_BIND_DEFAULT);
  return toggle_switch;
}

static GtkWidget *
reading_page (GSettings *settings)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *look = make_group (page, _ ("Look"));
  GtkWidget *text = make_group (page, _ ("Document"));

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _ ("Reading"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "preferences-desktop-font-symbolic");
  add (look, theme_row (settings));
  add_font (text, settings);
  add (text,
       make_row (_ ("Line width"), _ ("In widths of the letter m"), spin (settings, "line-width", 24, 160, 2, 0)));
  add (text, make_row (_ ("Line spacing"), _ ("1 is as near as the lines under spans allow"),
                       spin (settings, "line-spacing", 1, 3, 0.1, 1)));
  add (text, make_row (_ ("Names on all spans"), _ ("Not on acts and quotes alone; high contrast always has them"),
                       toggle (settings, "names")));
  return page;
}

/* --- Work ------------------------------------------------------------------------------------------------------------
 */

static GtkWidget *
work_page (GSettings *settings)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *marking = make_group (page, _ ("Marking"));
  GtkWidget *review = make_group (page, _ ("Review"));

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _ ("Work"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), "document-edit-symbolic");
  add (marking,
       make_row (_ ("Select whole words"), _ ("What the mouse selects grows to whole words; with Alt it does not"),
                 toggle (settings, "snap")));
  add (review, make_row (_ ("Go on after a decision"), _ ("Accepting or rejecting shows the next suggestion"),
                         toggle (settings, "auto-advance")));
  return page;
}

/* libadwaita wants 360 pixels for the pages alone; with the frame that a window has without a compositor it is then
 * wider than a phone. The pages need less. */
static void
allow_narrow (GtkWidget *widget)
{
  if (ADW_IS_LEAFLET (widget))
    gtk_widget_set_size_request (widget, -1, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    allow_narrow (child);
}

void
postil_preferences_show (GtkWindow *parent, GSettings *settings, PostilKeyMap *keys, PostilProject *project)
{
  GtkWidget *window = adw_preferences_window_new ();

  gtk_window_set_title (GTK_WINDOW (window), _ ("Preferences"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 620);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (reading_page (settings)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (work_page (settings)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window),
                              ADW_PREFERENCES_PAGE (postil_preferences_keys_new (keys, project)));
  allow_narrow (window);
  postil_part_names_set (window);
  gtk_window_present (GTK_WINDOW (window));
}
