/* part-names.c - names for what GTK and libadwaita put into windows of their own making without naming it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "part-names.h"

#include <glib/gi18n.h>

static const struct
{
  const char *type;
  const char *icon; /* only a button with this one; NULL: whatever is of this type */
  const char *name;
} parts[] = {
  { "GtkSearchEntry", NULL, N_ ("Search") },  { "GtkToggleButton", "edit-find-symbolic", N_ ("Search") },
  { "GtkMenuButton", NULL, N_ ("Pages") },    { "AdwViewSwitcher", NULL, N_ ("Pages") },
  { "GtkStackSwitcher", NULL, N_ ("Pages") },
};

static void
set_name (GtkWidget *widget)
{
  const char *icon = GTK_IS_BUTTON (widget) ? gtk_button_get_icon_name (GTK_BUTTON (widget)) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (G_OBJECT_TYPE_NAME (widget), parts[i].type) &&
        (parts[i].icon == NULL || g_strcmp0 (icon, parts[i].icon) == 0))
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (parts[i].name), -1);
}

void
postil_part_names_set (GtkWidget *root)
{
  set_name (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    postil_part_names_set (child);
}
