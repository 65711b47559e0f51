/* spans.h - the spans of a project: add, change, decide, list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/range.h>
#include <postil/transaction.h>

G_BEGIN_DECLS

/* Fills id (when 0) and created_at (when 0). POSTIL_ERROR_INVALID_RANGE when it does not fit its document's text.
 * Writing functions need an open transaction. */
gboolean    postil_spans_add    (PostilStore *store, PostilSpan *span, GError **error);
PostilSpan *postil_spans_get    (PostilStore *store, PostilSpanId id, GError **error);
/* Those at this very place, contiguous, of any state and of @label (0: any): GPtrArray of PostilSpan. (transfer full) */
GPtrArray  *postil_spans_at  (PostilStore *store, PostilId document, PostilRange range, PostilId label, GError **error);
/* Writes every column but document and created_at. */
gboolean    postil_spans_update (PostilStore *store, const PostilSpan *span, GError **error);
/* Its relations go with it, in the same undo step. */
gboolean    postil_spans_remove (PostilStore *store, PostilSpanId id, GError **error);
/* Keeps or rejects: state, annotator, decided_at. */
gboolean    postil_spans_decide (PostilStore *store, PostilSpanId id, PostilState state, PostilId annotator, GError **error);

/* All fields optional: zero means any; states 0 means POSTIL_STATES_OPEN. */
typedef struct
{
  PostilId     document;
  PostilStates states;
  PostilId     label;
  PostilId     source;
  PostilId     annotator;
  double       min_score;
  gboolean     without_structure; /* leave out labels of kind structure: the review queue */
} PostilSpanFilter;

/* In order of document position, start, longer first, id. GPtrArray of PostilSpan. (transfer full) */
GPtrArray *postil_spans_list  (PostilStore *store, const PostilSpanFilter *filter, GError **error);
/* Only their ids: GArray of PostilSpanId. (transfer full) */
GArray    *postil_spans_ids   (PostilStore *store, const PostilSpanFilter *filter, GError **error);
guint      postil_spans_count (PostilStore *store, const PostilSpanFilter *filter, GError **error);
/* The first suggested span after (@document, @range, @id) in that order, or before it; NULL at the end. For the review
 * queue across documents; cost does not grow with the project. (transfer full) */
PostilSpan *postil_spans_next     (PostilStore *store, const PostilSpanFilter *filter, PostilId document,
                                   PostilRange range, PostilSpanId id, GError **error);
PostilSpan *postil_spans_previous (PostilStore *store, const PostilSpanFilter *filter, PostilId document,
                                   PostilRange range, PostilSpanId id, GError **error);
/* In what order suggestions are reviewed. Ties go by place in the project. */
typedef enum
{
  POSTIL_ORDER_DOCUMENT,
  POSTIL_ORDER_CONFIDENCE,  /* highest score first */
  POSTIL_ORDER_UNCERTAINTY, /* nearest to 0.5 first */
  POSTIL_ORDER_LABEL,       /* by the labels' position, then by document */
} PostilSpanOrder;

/* The next suggestions, at most @limit, after @after (NULL: from the first) or, when not @forward, before it (NULL: from
 * the last): GArray of PostilSpanId, nearest first. @after need no longer be a suggestion, nor pass the filter. Structure is
 * never in it. Each one costs the same in any project, unless a filter by source leaves few; then ask for many. (transfer full) */
GArray *postil_spans_queue (PostilStore *store, const PostilSpanFilter *filter, PostilSpanOrder order,
                            const PostilSpan *after, gboolean forward, guint limit, GError **error);
/* How often spans with exactly these words were kept, per label: "tagged Denial 14 times". GArray of
 * PostilPrecedent, most frequent first. (transfer full) */
typedef struct
{
  PostilId label;
  guint    n_kept;
  guint    n_rejected;
} PostilPrecedent;

GArray *postil_spans_precedents (PostilStore *store, const char *words, GError **error);
/* Open suggestions of @label (0: any) whose words are exactly @words, anywhere in the project: GArray of PostilId. */
GArray *postil_spans_identical  (PostilStore *store, const char *words, PostilId label, PostilStates states, GError **error);

/* What the machine (not hand, not import) proposed in @document, whatever became of it, structure left out: at the places and under the
 * labels as proposed. In reading order of where they are now: GPtrArray of PostilSpan. (transfer full) */
GPtrArray *postil_spans_proposed (PostilStore *store, PostilId document, GError **error);

/* What was kept or rejected in @document after its edges or its label had been changed: at the places and under the labels as before,
 * structure too. In no order: GPtrArray of PostilSpan. (transfer full) */
GPtrArray *postil_spans_changed (PostilStore *store, PostilId document, GError **error);

/* Words of acts and entities that were kept more often than rejected. */
typedef struct
{
  char    *words;
  PostilId label;
  guint    n_kept;
  guint    n_rejected;
} PostilKeptWords;

/* Spans that somebody kept or rejected, structure left out, document by document (in no order of them) in reading order. Read in
 * short statements, so that a commit in another thread waits for none of them for long. (transfer full) */
GPtrArray *postil_spans_decided    (PostilStore *store, GError **error);

void       postil_kept_words_free  (PostilKeptWords *self);
/* GPtrArray of PostilKeptWords, longest words first. (transfer full) */
GPtrArray *postil_spans_kept_words (PostilStore *store, GError **error);

G_END_DECLS
