/* shortcuts.c - the window that shows all keys, made from their table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "shortcuts.h"

#include "part-names.h"

#include <glib/gi18n.h>

/* GTK 4.8 can fill a shortcuts window through GtkBuilder only, hence the detour over XML. */
static void
append_key (GString *xml, PostilKeyMap *map, const PostilKey *key)
{
  g_autofree char *title = g_markup_escape_text (_ (key->title), -1);
  g_autofree char *accels = g_markup_escape_text (postil_key_map_get (map, key), -1);

  g_string_append_printf (xml, "<child><object class='GtkShortcutsShortcut'><property name='visible'>1</property>"
                               "<property name='title'>%s</property><property name='accelerator'>%s</property>",
                          title, accels);
  g_string_append (xml, "</object></child>");
}

static char *
make_xml (PostilKeyMap *map)
{
  GString *xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                               "<property name='modal'>1</property>"
                               "<child><object class='GtkShortcutsSection' id='section'><property name='visible'>1</property>"
                               "<property name='section-name'>postil</property>");
  gsize n_keys;
  const PostilKey *keys = postil_keys (&n_keys);

  for (int group = 0; group < POSTIL_KEYS_N_GROUPS; group++)
    {
      g_string_append_printf (xml, "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>",
                              postil_key_group_title (group));
      for (gsize i = 0; i < n_keys; i++)
        if (keys[i].group == (PostilKeyGroup) group)
          append_key (xml, map, &keys[i]);
      g_string_append (xml, "</object></child>");
    }
  g_string_append (xml, "</object></child></object></interface>");
  return g_string_free (xml, FALSE);
}

void
postil_shortcuts_show (GtkWindow *parent, PostilKeyMap *map)
{
  g_autofree char *xml = make_xml (map);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));

  /* Only now, so that the groups are dealt out once, in their order. */
  g_object_set (gtk_builder_get_object (builder, "section"), "max-height", 16, NULL);
  gtk_window_set_title (window, _ ("Keys"));
  postil_part_names_set (GTK_WIDGET (window));
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
