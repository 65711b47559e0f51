/* mentions.h - mends what the tagger found with what the lists and the whole document know
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gazetteer.h"
#include "tagger.h"

G_BEGIN_DECLS

/* All take @names (PostilNameToken, marked) and change @mentions (PostilMention, sorted by begin, not overlapping), which stay
 * so. Each is linear in the text. */

/* Titles and sentence openers are cut off, "US CIA" becomes two, a country is a place, "North Korean foreign ministry" one
 * organisation. */
void postil_mentions_mend      (const PostilGazetteer *gazetteer, PostilText *text, const GArray *names, GArray *mentions);
/* One sense per document: a name keeps the label that most of its mentions have; what was found once is found again, in
 * parts too (Koh Yu-hwan ... Koh); headlines take their names from the body; "(KCNA)" behind a name is the same organisation. */
void postil_mentions_remember  (PostilText *text, const GArray *names, GArray *mentions);
/* Appends events that are named after a mention, which may then overlap it. The last step. */
void postil_mentions_add_events (PostilText *text, const GArray *names, GArray *mentions);

G_END_DECLS
