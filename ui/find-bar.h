/* find-bar.h - finds words in the shown document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_FIND_BAR (postil_find_bar_get_type ())
/* Selects hits by "win.select-range" (uu); upper and lower case are the same. */
G_DECLARE_FINAL_TYPE (PostilFindBar, postil_find_bar, POSTIL, FIND_BAR, GtkWidget)

/* NULL: closed. */
void postil_find_bar_set_session (PostilFindBar *self, PostilSession *session);
void postil_find_bar_open        (PostilFindBar *self);
/* To the next (+1) or previous (-1) hit, round the end; opens the bar when nothing was looked for yet. */
void postil_find_bar_step        (PostilFindBar *self, int direction);

/* Where @needle stands in @text, case folded, not overlapping: GArray of PostilRange. At most @limit. (transfer full) */
GArray *postil_find_in_text (const PostilText *text, const char *needle, guint limit);

/* The same for a pattern. NULL with @error when it is none. @stopped: it took longer than half a second, and these are the
 * hits until then. (transfer full) */
GArray *postil_find_pattern_in_text (PostilText *text, const char *pattern, guint limit, gboolean *stopped,
                                     GError **error);

G_END_DECLS
