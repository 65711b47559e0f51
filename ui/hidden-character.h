/* hidden-character.h - which characters cannot be seen, and what stands for them on the screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The character to show instead of @c, or 0 when @c shows itself. Controls, bidirectional marks and overrides, zero-width
 * spaces, tags and fillers are hidden; joiners only where no script or emoji needs them, which @previous (0: none) tells.
 */
gunichar    postil_hidden_character_symbol (gunichar c, gunichar previous);
/* How many of which @utf8 holds: "2 × right-to-left override, 1 × zero-width space"; NULL: none. (transfer full) */
char       *postil_hidden_character_census (const char *utf8, gsize n_bytes);
/* What a person calls it: "right-to-left override". Never NULL. */
const char *postil_hidden_character_name   (gunichar c);

G_END_DECLS
