/* shortcuts.c - the window that shows all keys, made from their table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "shortcuts.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* Not GtkShortcutsWindow: that one deals its groups out in columns once, and scrolls sideways where they do not fit. */
struct _PostilShortcuts
{
  AdwWindow parent_instance;

  GtkSearchEntry *entry;
  GtkScrolledWindow *scrolled;
  GtkStack *stack;
  GtkWidget *groups[POSTIL_KEYS_N_GROUPS];
  GtkListBox *lists[POSTIL_KEYS_N_GROUPS];
  GStrv wanted; /* typed words, case folded */
};

#define POSTIL_TYPE_SHORTCUTS (postil_shortcuts_get_type ())
G_DECLARE_FINAL_TYPE (PostilShortcuts, postil_shortcuts, POSTIL, SHORTCUTS, AdwWindow)
G_DEFINE_FINAL_TYPE (PostilShortcuts, postil_shortcuts, ADW_TYPE_WINDOW)

/* --- Rows -----------------------------------------------------------------------------------------------------------
 */

static void
append_cap (GtkWidget *box, const char *text)
{
  GtkWidget *cap = gtk_label_new (text);

  gtk_widget_add_css_class (cap, "postil-key");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), cap);
}

/* A cap for each of several keys, one below the other where they are long. */
static GtkWidget *
make_caps (PostilKeyMap *map, const PostilKey *key, const char *text)
{
  g_auto (GStrv) accels = g_strsplit (postil_key_map_get (map, key), " ", -1);
  GtkWidget *box = gtk_box_new (strlen (text) > 16 ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  if (key->shown != NULL)
    append_cap (box, text);
  for (guint i = 0; key->shown == NULL && accels[i] != NULL; i++)
    {
      g_autofree char *name = postil_key_accel_to_text (accels[i]);

      append_cap (box, name);
    }
  for (GtkWidget *cap = gtk_widget_get_first_child (box); cap != NULL; cap = gtk_widget_get_next_sibling (cap))
    gtk_widget_set_halign (cap, GTK_ALIGN_END);
  return box;
}

static GtkWidget *
make_row (PostilKeyMap *map, const PostilKey *key)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_ (key->title));
  g_autofree char *keys = postil_key_map_to_text (map, key);
  g_autofree char *both = g_strconcat (_ (key->title), "\n", keys, NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), make_caps (map, key, keys));
  gtk_widget_add_css_class (box, "postil-shortcut");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (key->title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, keys, -1);
  g_object_set_data_full (G_OBJECT (row), "postil-words", g_utf8_casefold (both, -1), g_free);
  return row;
}

/* --- Search ---------------------------------------------------------------------------------------------------------
 */

/* Each typed word stands in the title or in the keys. */
static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  PostilShortcuts *self = data;
  const char *words = g_object_get_data (G_OBJECT (row), "postil-words");

  for (guint i = 0; self->wanted != NULL && self->wanted[i] != NULL; i++)
    if (strstr (words, self->wanted[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
search_changed (PostilShortcuts *self)
{
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  gboolean any = FALSE;

  g_strfreev (self->wanted);
  self->wanted = g_strsplit_set (typed, " \t", -1);
  for (guint i = 0; i < POSTIL_KEYS_N_GROUPS; i++)
    {
      gboolean found = FALSE;

      for (int at = 0; !found && gtk_list_box_get_row_at_index (self->lists[i], at) != NULL; at++)
        found = is_wanted (gtk_list_box_get_row_at_index (self->lists[i], at), self);
      gtk_list_box_invalidate_filter (self->lists[i]);
      gtk_widget_set_visible (self->groups[i], found);
      any |= found;
    }
  gtk_stack_set_visible_child_name (self->stack, any ? "keys" : "nothing");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

/* The list follows while letters are typed. */
static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType modifiers,
             PostilShortcuts *self)
{
  GtkScrollType scroll = keyval == GDK_KEY_Down        ? GTK_SCROLL_STEP_DOWN
                         : keyval == GDK_KEY_Up        ? GTK_SCROLL_STEP_UP
                         : keyval == GDK_KEY_Page_Down ? GTK_SCROLL_PAGE_DOWN
                         : keyval == GDK_KEY_Page_Up   ? GTK_SCROLL_PAGE_UP
                                                       : GTK_SCROLL_NONE;
  gboolean scrolled = FALSE;

  if (scroll == GTK_SCROLL_NONE)
    return FALSE;
  g_signal_emit_by_name (self->scrolled, "scroll-child", scroll, FALSE, &scrolled);
  return TRUE;
}

/* --- Life -----------------------------------------------------------------------------------------------------------
 */

static GtkWidget *
make_group (PostilShortcuts *self, PostilKeyMap *map, PostilKeyGroup which)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  gsize n_keys;
  const PostilKey *keys = postil_keys (&n_keys);

  for (gsize i = 0; i < n_keys; i++)
    if (keys[i].group == which)
      gtk_list_box_append (GTK_LIST_BOX (list), make_row (map, &keys[i]));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (list), is_wanted, self, NULL);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, postil_key_group_title (which),
                                  -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), postil_key_group_title (which));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  self->groups[which] = group;
  self->lists[which] = GTK_LIST_BOX (list);
  return group;
}

static GtkWidget *
make_page (PostilShortcuts *self, PostilKeyMap *map)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *nothing = adw_status_page_new ();

  for (int group = 0; group < POSTIL_KEYS_N_GROUPS; group++)
    gtk_box_append (GTK_BOX (box), make_group (self, map, group));
  gtk_widget_add_css_class (box, "postil-shortcuts");
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scrolled, clamp);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (nothing), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _ ("No Such Key"));
  adw_status_page_set_description (ADW_STATUS_PAGE (nothing), _ ("Type what it does, or a key such as Ctrl+K."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->scrolled), "keys");
  gtk_stack_add_named (self->stack, nothing, "nothing");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  return GTK_WIDGET (self->stack);
}

static GtkWidget *
make_head (PostilShortcuts *self)
{
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  g_object_set (self->entry, "placeholder-text", _ ("Search keys"), "search-delay", 0, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search keys"), -1);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 400);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->entry));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (head), clamp);
  return head;
}

static void
postil_shortcuts_finalize (GObject *object)
{
  g_strfreev (POSTIL_SHORTCUTS (object)->wanted);
  G_OBJECT_CLASS (postil_shortcuts_parent_class)->finalize (object);
}

static void
postil_shortcuts_class_init (PostilShortcutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postil_shortcuts_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
postil_shortcuts_init (PostilShortcuts *self)
{
}

void
postil_shortcuts_show (GtkWindow *parent, PostilKeyMap *map)
{
  PostilShortcuts *self = g_object_new (POSTIL_TYPE_SHORTCUTS, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), make_page (self, map));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Keys"));
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 680);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_window_present (GTK_WINDOW (self));
}
