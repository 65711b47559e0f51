/* share-bar.h - a bar whose parts are told apart by their pattern: filled, hatched, framed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_SHARE_BAR (postil_share_bar_get_type ())
G_DECLARE_FINAL_TYPE (PostilShareBar, postil_share_bar, POSTIL, SHARE_BAR, GtkWidget)

/* @colour: "#rrggbb" of a label, or NULL for that of the text. */
GtkWidget *postil_share_bar_new (const char *colour);
/* @filled, then @hatched, then @framed, of @whole, which fills the width; @whole is at least their sum. @words say the same to those who
 * cannot see it. */
void       postil_share_bar_set (PostilShareBar *self, double filled, double hatched, double framed, double whole, const char *words);

G_END_DECLS
