/* spans-private.h - what the writing and the reading half of spans share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/spans.h>

#include "statement.h"

G_BEGIN_DECLS

/* Of an alias "s", as postil_span_from_row() wants them. */
#define POSTIL_SPAN_COLUMNS                                                                                            \
  "s.id, s.document, s.label, s.start, s.stop, s.parts, s.state, s.source, s.annotator, s.score, s.note, s.reason,"    \
  " s.attributes, s.created_at, s.decided_at"

/* What a column was when the span was proposed: the earliest change of it that was not taken back, else what it is now. */
#define POSTIL_SPAN_AT_FIRST(column)                                                                                   \
  "coalesce ((SELECT json_extract (r.before, '$." column "') FROM edit_row r JOIN edit e ON e.number = r.edit"         \
  " WHERE r.row = s.id AND r.op = 1 AND r.tbl = 'span' AND e.state = 0"                                                \
  " AND json_type (r.before, '$." column "') IS NOT NULL ORDER BY r.edit, r.seq LIMIT 1), s." column ")"

/* The row that @statement is at. (transfer full) */
PostilSpan *postil_span_from_row (PostilStatement *statement);

/* One row of a statement that is being stepped through. */
typedef void (*PostilDecidedFunc) (PostilStatement *statement, gpointer data);
/* Calls @func for each row of "SELECT @columns FROM span s WHERE @where" that is kept or rejected and no structure, in short statements,
 * so that nobody who writes waits for it. */
gboolean postil_spans_visit_decided (PostilStore *store, const char *columns, const char *where, PostilDecidedFunc func,
                                     gpointer data, GError **error);

/* The column span.words for these words. 63 bits of SHA-256: nobody will see two texts meet by chance. */
PostilId postil_spans_hash (const char *words);

/* SELECT @select FROM span s WHERE (filter) @order, with ?1 to ?5 bound; the caller's own parameters start at ?6. */
PostilStatement *postil_spans_prepare (PostilStore *store, const PostilSpanFilter *filter, PostilStates states,
                                       const char *select, const char *order, GError **error);

/* score-walk.c: appends up to @limit ids of the open suggestions that pass @filter (but for its document, which must be 0),
 * by confidence or uncertainty, after @after (NULL: from the first, or when not @forward from the last). */
gboolean postil_spans_walk_scores (PostilStore *store, const PostilSpanFilter *filter, PostilSpanOrder order,
                                   const PostilSpan *after, gboolean forward, guint limit, GArray *ids, GError **error);

G_END_DECLS
