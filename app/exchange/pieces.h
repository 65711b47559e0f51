/* pieces.h - the words of an unaligned span that its file had in several parts, and where they stand one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/placing.h>

G_BEGIN_DECLS

/* The words of each part, in order; NULL when it has one part, or when its numbers do not tell how long each is. (transfer
 * full) */
char  **postil_unaligned_pieces (const PostilUnaligned *unaligned);
/* For each place of the first piece the nearest places of the others behind it: GArray of PostilRange, the hull of each.
 * (transfer full) */
GArray *postil_pieces_hulls     (const PostilText *text, char **pieces);
/* The parts that cover @hull from its first to its last character; NULL when the pieces do not stand there so. GArray of
 * PostilRange. (transfer full) */
GArray *postil_pieces_within    (const PostilText *text, char **pieces, PostilRange hull);

G_END_DECLS
