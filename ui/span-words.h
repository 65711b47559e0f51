/* span-words.h - the words of a span on one line, cut to a length, for lists and bars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

G_BEGIN_DECLS

/* White space becomes single spaces; at most @max code points, then an ellipsis. A range outside of the text gives "".
 * (transfer full) */
char *postil_span_words (const PostilText *text, PostilRange range, guint32 max);

G_END_DECLS
