/* placing.h - where could the words of an unaligned span stand, and what becomes of it there?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>
#include <postil/unaligned.h>

G_BEGIN_DECLS

/* Where the words of an unaligned span stand in its text. */
typedef struct
{
  PostilRange range;
  gboolean    exact;    /* to the letter */
  double      likeness; /* 0..1; 1 also when only white space, quotation marks or case differ */
} PostilLikelyPlace;

/* At most @limit: those that are exact, the nearest first, then the likest. GArray of PostilLikelyPlace; none when it came
 * without words. (transfer full) */
GArray          *postil_unaligned_matches (const PostilText *text, const PostilUnaligned *unaligned, guint limit);

/* Makes the span at @range, with what its file said of it and the relations whose other end is there; decided by
 * @annotator. It leaves the list. Within the caller's transaction. */
gboolean         postil_unaligned_place   (PostilStore *store, PostilId id, PostilRange range, PostilId annotator,
                                           GError **error);
/* Places all whose words stand exactly once in their text; how many, -1 on error. */
int              postil_unaligned_place_clear (PostilStore *store, PostilId annotator, GError **error);

G_END_DECLS
