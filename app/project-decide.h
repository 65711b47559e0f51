/* project-decide.h - a decision about a suggestion, or about many, as it is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/project.h>

G_BEGIN_DECLS

/* "Accept", "Reject" or "Reopen". */
const char *postil_decision_verb (PostilState state);

/* Both within a transaction. The span's suggested relations are decided by their ends: one is kept once both are, and falls with
 * either. */
gboolean postil_decide_span      (PostilStore *store, PostilSpanId id, PostilState state, PostilId annotator, GError **error);
gboolean postil_decide_relations (PostilStore *store, PostilSpanId id, PostilState state, PostilId annotator,
                                  GError **error);

/* In a transaction of its own, by any connection: one step. @meter (nullable) counts the spans, and may cancel until the last of them
 * is decided. How many, -1 on error. */
int      postil_decide_many      (PostilStore *store, const PostilMany *many, PostilId annotator, PostilMeter *meter,
                                  GError **error);

G_END_DECLS
