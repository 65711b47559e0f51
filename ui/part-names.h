/* part-names.h - names for what GTK and libadwaita put into windows of their own making without naming it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Search entries, search buttons and switchers within @root, as they are now: to a screen reader they are called by
 * their class (GTK 4.8, libadwaita 1.2). */
void postil_part_names_set (GtkWidget *root);

G_END_DECLS
