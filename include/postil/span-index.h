/* span-index.h - which spans touch this stretch of text?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/span.h>

G_BEGIN_DECLS

/**
 * PostilSpanIndex:
 *
 * The spans of one document, arranged so that "what lies here?" costs O(log n + hits).
 * Spans may nest, cross or share both ends.
 *
 * Holds at all times: ranges are half-open, in code points, never empty; each id occurs once;
 * visits come in order of start, then longer first, then id. Not thread-safe. Stores ids, no pointers.
 */
typedef struct _PostilSpanIndex PostilSpanIndex;

/* Called once per hit; return FALSE to stop early. The index must not change meanwhile. */
typedef gboolean (*PostilSpanVisitor) (PostilSpanId id, PostilRange range, gpointer user_data);

PostilSpanIndex *postil_span_index_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void             postil_span_index_free   (PostilSpanIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilSpanIndex, postil_span_index_free)
/* FALSE when @id is already present or @range is empty; the index is then unchanged. */
gboolean         postil_span_index_add    (PostilSpanIndex *self, PostilSpanId id, PostilRange range);
/* FALSE when there is no @id. */
gboolean         postil_span_index_remove (PostilSpanIndex *self, PostilSpanId id);
gboolean         postil_span_index_lookup (const PostilSpanIndex *self, PostilSpanId id, PostilRange *range);
guint            postil_span_index_get_size (const PostilSpanIndex *self);
void             postil_span_index_clear  (PostilSpanIndex *self);
/* All spans that share at least one code point with @range. */
void             postil_span_index_visit  (const PostilSpanIndex *self, PostilRange range,
                                           PostilSpanVisitor visitor, gpointer user_data);
/* The next / previous span in visiting order from (@range, @id); 0 when there is none. */
PostilSpanId     postil_span_index_next     (const PostilSpanIndex *self, PostilRange range, PostilSpanId id);
PostilSpanId     postil_span_index_previous (const PostilSpanIndex *self, PostilRange range, PostilSpanId id);

G_END_DECLS
