/* key-capture.h - asks for a key by having it pressed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the asker says of a key that was pressed: NULL when it can be had, else why not, in a sentence. With *can_take it may be
 * taken all the same when it is pressed once more. (transfer full) */
typedef char *(*PostilKeyJudge) (guint keyval, GdkModifierType modifiers, gboolean *can_take, gpointer user_data);
/* keyval 0: as it was made. */
typedef void (*PostilKeyTaker) (guint keyval, GdkModifierType modifiers, gpointer user_data);

/* A dialog that waits for a key. Escape leaves, Backspace takes the key back that there was at first. */
void postil_key_capture (GtkWindow *parent, const char *heading, PostilKeyJudge judge, PostilKeyTaker taker, gpointer user_data,
                         GDestroyNotify destroy);

G_END_DECLS
