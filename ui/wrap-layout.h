/* wrap-layout.h - lays children out in lines, like words in a paragraph
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_WRAP_LAYOUT (postil_wrap_layout_get_type ())
/* Height for width; children keep their natural size. GtkFlowBox would force columns of one width on them. */
G_DECLARE_FINAL_TYPE (PostilWrapLayout, postil_wrap_layout, POSTIL, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *postil_wrap_layout_new             (int spacing);
/* All in one line, as wide as it gets; for a scrolled strip. */
void              postil_wrap_layout_set_single_line (PostilWrapLayout *self, gboolean single_line);

G_END_DECLS
