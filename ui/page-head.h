/* page-head.h - the top of a page that takes the document's place: its name, and the way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes @page a column that begins with the head; Escape anywhere in it activates win.close-page. Returns the button
 * that leads back, for a page with nothing else that could have the keyboard. (transfer none) */
GtkWidget *postil_page_head_add (GtkBox *page, const char *title);

G_END_DECLS
