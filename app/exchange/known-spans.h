/* known-spans.h - is this imported span there already?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/spans.h>

G_BEGIN_DECLS

/**
 * PostilKnownSpans:
 *
 * The spans that a document had before a line of an import came, found by id or by place in constant time, so that the same
 * file twice adds nothing. What the line itself adds is not among them: two spans may well say the same.
 */
typedef struct _PostilKnownSpans PostilKnownSpans;

/* @document 0: a fresh document, which has none. */
PostilKnownSpans *postil_known_spans_new  (PostilStore *store, PostilId document, GError **error);
void              postil_known_spans_free (PostilKnownSpans *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilKnownSpans, postil_known_spans_free)

/* The span that @span repeats: the one with its id, else the same statement by the same annotator (or by anybody, when
 * @span is a suggestion), else an open suggestion of the same, on which @span decides. Owned by @self; NULL: none. */
PostilSpan       *postil_known_spans_find (PostilKnownSpans *self, const PostilSpan *span);

G_END_DECLS
