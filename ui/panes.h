/* panes.h - content between two side panes that fold over it when the window is narrow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_PANES (postil_panes_get_type ())
/**
 * PostilPanes:
 *
 * The one place that knows how libadwaita folds panes (AdwFlap here; newer versions have other widgets).
 *
 * Properties: "start-child", "content", "end-child" (GtkWidget), "show-start", "show-end" (boolean, read and write; change by
 * themselves when a pane folds), "narrow" (boolean, read only: the start pane lies over the content).
 */
G_DECLARE_FINAL_TYPE (PostilPanes, postil_panes, POSTIL, PANES, AdwBin)

gboolean postil_panes_get_narrow (PostilPanes *self);
/* What follows a choice made in a pane: closes whichever pane covers the content. */
void     postil_panes_uncover    (PostilPanes *self);

G_END_DECLS
