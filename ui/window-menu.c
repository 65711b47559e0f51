/* window-menu.c - the main menu, made from the table of keys and the project's labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "key-map.h"

#include <glib/gi18n.h>
#include <string.h>

/* A menu shows the first key of a row; for bare keys GTK has to be told, since they are no accelerators. */
static void
append_key (PostilWindow *self, GMenu *menu, const PostilKey *key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (_ (key->title), key->action);

  if (key->scope == POSTIL_KEY_READING)
    {
      g_auto (GStrv) accels = g_strsplit (postil_key_map_get (self->keys, key), " ", 2);

      g_menu_item_set_attribute (item, "accel", "s", accels[0]);
    }
  g_menu_append_item (menu, item);
}

/* Every row of @group that has an action. (transfer full) */
static GMenu *
group_menu (PostilWindow *self, PostilKeyGroup group)
{
  GMenu *menu = g_menu_new ();
  gsize n_keys;
  const PostilKey *keys = postil_keys (&n_keys);

  for (gsize i = 0; i < n_keys; i++)
    if (keys[i].group == group && keys[i].action != NULL)
      append_key (self, menu, &keys[i]);
  return menu;
}

static void
append_label (GMenu *menu, const PostilLabel *label, const char *action, gboolean shift)
{
  g_autoptr (GString) name = g_string_new (label->name);
  g_autoptr (GMenuItem) item = NULL;

  g_string_replace (name, "_", "__", 0); /* a menu would take it as a mnemonic */
  item = g_menu_item_new (name->str, NULL);
  g_menu_item_set_action_and_target (item, action, "x", label->id);
  if (label->shortcut != NULL && label->shortcut[0] != '\0')
    {
      gunichar key = g_utf8_get_char (label->shortcut);
      g_autofree char *accel =
          gtk_accelerator_name (gdk_unicode_to_keyval (g_unichar_tolower (key)), shift ? GDK_SHIFT_MASK : 0);

      g_menu_item_set_attribute (item, "accel", "s", accel);
    }
  g_menu_append_item (menu, item);
}

static void
fill_label_menu (GMenu *menu, GPtrArray *labels, const char *action, gboolean shift)
{
  g_menu_remove_all (menu);
  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->kind != POSTIL_LABEL_RELATION && label->kind != POSTIL_LABEL_DOCUMENT)
        append_label (menu, label, action, shift);
    }
}

void
postil_window_update_labels (PostilWindow *self)
{
  PostilProject *project = postil_window_get_project (self);
  GPtrArray *labels = project != NULL ? postil_project_get_labels (project) : NULL;

  fill_label_menu (self->tag_menu, labels, "win.label", FALSE);
  fill_label_menu (self->tag_all_menu, labels, "win.label-all", TRUE);
}

static GtkWidget *
recent_row (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_str_has_suffix (base, ".postil") ? g_strndup (base, strlen (base) - 7) : g_strdup (base);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), path);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "postil-path", g_strdup (path), g_free);
  return row;
}

void
postil_window_update_recent (PostilWindow *self)
{
  PostilApplication *application = POSTIL_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_auto (GStrv) paths = postil_settings_get_recent (postil_application_get_settings (application));
  GtkWidget *row;

  g_menu_remove_all (self->recent_menu);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->recent))) != NULL)
    gtk_list_box_remove (self->recent, row);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *base = g_path_get_basename (paths[i]);
      g_autoptr (GString) name = g_string_new (base);
      g_autoptr (GMenuItem) item = NULL;

      g_string_replace (name, "_", "__", 0);
      item = g_menu_item_new (name->str, NULL);
      g_menu_item_set_action_and_target (item, "app.open-path", "s", paths[i]);
      g_menu_append_item (self->recent_menu, item);
      if (i < 5)
        gtk_list_box_append (self->recent, recent_row (paths[i]));
    }
  gtk_widget_set_visible (self->recent_box, paths[0] != NULL);
}

static GMenu *
theme_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("Follow the system"), "app.theme::system");
  g_menu_append (menu, _ ("Light"), "app.theme::light");
  g_menu_append (menu, _ ("Dark"), "app.theme::dark");
  return menu;
}

static GMenu *
mark_menu (PostilWindow *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) keys = group_menu (self, POSTIL_KEYS_MARK);

  g_menu_append_submenu (menu, _ ("Tag"), G_MENU_MODEL (self->tag_menu));
  g_menu_append_submenu (menu, _ ("Tag every identical string"), G_MENU_MODEL (self->tag_all_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (keys));
  return menu;
}

/* Some eighty items: made when they are first wanted, not before the first frame. */
static void
make_popover (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    {
      gtk_menu_button_set_menu_model (button, menu);
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_menu_button_get_popover (button)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Main menu"), -1);
    }
}

/* Again after keys were changed. */
static void
fill_menu (PostilWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) recent = g_menu_new ();
  g_autoptr (GMenu) groups = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();
  g_autoptr (GMenu) project = group_menu (self, POSTIL_KEYS_PROJECT);
  g_autoptr (GMenu) review = group_menu (self, POSTIL_KEYS_REVIEW);
  g_autoptr (GMenu) move = group_menu (self, POSTIL_KEYS_MOVE);
  g_autoptr (GMenu) window = group_menu (self, POSTIL_KEYS_WINDOW);
  g_autoptr (GMenu) theme = theme_menu ();
  g_autoptr (GMenu) mark = NULL;

  mark = mark_menu (self);
  g_menu_append_submenu (recent, _ ("Recent projects"), G_MENU_MODEL (self->recent_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (project));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (recent));
  g_menu_append_submenu (groups, _ ("Mark"), G_MENU_MODEL (mark));
  g_menu_append_submenu (groups, _ ("Review"), G_MENU_MODEL (review));
  g_menu_append_submenu (groups, _ ("Go"), G_MENU_MODEL (move));
  g_menu_append_submenu (groups, _ ("Window"), G_MENU_MODEL (window));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (groups));
  g_menu_append_submenu (end, _ ("Theme"), G_MENU_MODEL (theme));
  g_menu_append (end, _ ("Preferences"), "app.preferences");
  g_menu_append (end, _ ("Keys"), "win.shortcuts");
  g_menu_append (end, _ ("About Postil"), "app.about");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  gtk_menu_button_set_create_popup_func (self->menu_button, make_popover, g_object_ref (menu), g_object_unref);
}

void
postil_window_install_menu (PostilWindow *self)
{
  self->tag_menu = g_menu_new ();
  self->tag_all_menu = g_menu_new ();
  self->recent_menu = g_menu_new ();
  fill_menu (self);
  g_signal_connect_object (self->keys, "changed", G_CALLBACK (fill_menu), self, G_CONNECT_SWAPPED);
}
