/* tokens.h - words, numbers and marks of a stretch of UTF-8, for the files of this folder only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/segments.h>

G_BEGIN_DECLS

/* Appends the tokens of the text between two bytes, the first of which is code point @start_offset. */
void postil_tokens_append (const PostilText *text, gsize start_byte, gsize stop_byte, guint32 start_offset, GArray *tokens);

G_END_DECLS
