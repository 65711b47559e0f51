/* label-dot.h - the small sign of a label: its colour, in the shape that its kind has in the text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <postil/label.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_LABEL_DOT (postil_label_dot_get_type ())
/* A tint for entities, a bar for quotes, an underline for acts, a frame for structure: colour is never the only sign. */
G_DECLARE_FINAL_TYPE (PostilLabelDot, postil_label_dot, POSTIL, LABEL_DOT, GtkWidget)

GtkWidget *postil_label_dot_new       (void);
/* NULL: nothing is drawn. The values are copied. */
void       postil_label_dot_set_label (PostilLabelDot *self, const PostilLabel *label);

G_END_DECLS
