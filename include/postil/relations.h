/* relations.h - the relations of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/relation.h>
#include <postil/transaction.h>

G_BEGIN_DECLS

/* Writing needs an open transaction. The same (label, head, tail) twice is POSTIL_ERROR_EXISTS. */
gboolean   postil_relations_add      (PostilStore *store, PostilRelation *relation, GError **error);
gboolean   postil_relations_update   (PostilStore *store, const PostilRelation *relation, GError **error);
gboolean   postil_relations_remove   (PostilStore *store, PostilId id, GError **error);
/* Of a document (by head), or with @span at either end; @states 0 means POSTIL_STATES_OPEN.
 * GPtrArray of PostilRelation. (transfer full) */
GPtrArray *postil_relations_list     (PostilStore *store, PostilId document, PostilStates states, GError **error);
/* NULL without error when there is none; any state. (transfer full) */
PostilRelation *postil_relations_find (PostilStore *store, PostilId label, PostilSpanId head, PostilSpanId tail, GError **error);
/* All that @source proposed or made, of these states. */
GPtrArray *postil_relations_of_source (PostilStore *store, PostilId source, PostilStates states, GError **error);
GPtrArray *postil_relations_of_span  (PostilStore *store, PostilSpanId span, GError **error);

G_END_DECLS
