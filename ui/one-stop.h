/* one-stop.h - makes a list one stop of the Tab key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK 4.8 stops at each row of a list box, which may have hundreds. From here on Tab goes on behind the list, and Shift+Tab before it;
 * the arrows go from row to row. For lists whose rows have nothing in them to stop at. */
void postil_make_one_stop (GtkListBox *list);

G_END_DECLS
