/* headline.h - which line of a plain text is its headline?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

G_BEGIN_DECLS

/* The line near the top that looks most like a headline and least like site furniture, a date or a by-line; NULL when the
 * text has no line with anything on it. (transfer full) */
char *postil_headline_find (const PostilText *text);

G_END_DECLS
