/* label-palette.h - the labels of the project as buttons with their keys, along the bottom of the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_LABEL_PALETTE (postil_label_palette_get_type ())
/**
 * PostilLabelPalette:
 *
 * Grouped by kind; where there are very many, the first of them and all with keys. A click is "win.label" (x), with Shift "win.label-all" (x). The label of the current span is marked.
 */
G_DECLARE_FINAL_TYPE (PostilLabelPalette, postil_label_palette, POSTIL, LABEL_PALETTE, GtkWidget)

/* NULL: empty. */
void postil_label_palette_set_session (PostilLabelPalette *self, PostilSession *session);
/* How many have a button. */
guint postil_label_palette_get_n_labels (PostilLabelPalette *self);
/* One line that scrolls, instead of as many as are needed. */
void postil_label_palette_set_narrow  (PostilLabelPalette *self, gboolean narrow);

G_END_DECLS
