/* panes.h - content between two side panes that fold over it when the window is narrow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_PANES (postil_panes_get_type ())
/**
 * PostilPanes:
 *
 * A pane stands beside the content while both have room, else it lies over it and is closed until asked for. Its inner edge
 * can be dragged; a double click there gives it the width back that it asks for. Our own, because AdwFlap changes style
 * classes in each allocation: whenever a word anywhere in the window changed, a second frame followed the first, and a key
 * that was pressed meanwhile waited for it.
 *
 * Properties: "start-child", "content", "end-child" (GtkWidget), "show-start", "show-end" (boolean, read and write; change by
 * themselves when a pane folds), "start-width", "end-width" (int, read and write, pixels; 0: what the pane asks for), "narrow"
 * (boolean, read only: the start pane has no room beside the content).
 */
G_DECLARE_FINAL_TYPE (PostilPanes, postil_panes, POSTIL, PANES, GtkWidget)

gboolean postil_panes_get_narrow (PostilPanes *self);
/* TRUE when the pane on that side has no room beside the content. */
gboolean postil_panes_is_folded  (PostilPanes *self, GtkPackType side);
/* What follows a choice made in a pane: closes whichever pane covers the content. */
void     postil_panes_uncover    (PostilPanes *self);

G_END_DECLS
