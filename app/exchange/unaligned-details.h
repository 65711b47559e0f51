/* unaligned-details.h - what else a file said of a span that could not be placed, as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/relation.h>
#include <postil/unaligned.h>

#include "intake.h"

G_BEGIN_DECLS

/* All that has no column: state, score, note, attributes, and the parts with the file's own numbers. (transfer full) */
char           *postil_unaligned_details_of         (const PostilClaim *claim, const PostilPlace *place, PostilId annotator);
json_t         *postil_unaligned_relation_to_json   (const PostilRelation *relation);
/* NULL when it is none. */
PostilRelation *postil_unaligned_relation_from_json (const json_t *value);
/* Keeps the relation with its unplaced end @id, once. FALSE when the store fails. */
gboolean        postil_unaligned_keep_relation      (PostilStore *store, PostilId id, const PostilRelation *relation,
                                                     gboolean *is_new, GError **error);

G_END_DECLS
