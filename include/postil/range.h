/* range.h - a stretch of text, half-open, in code points
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilRange:
 *
 * Code points [start, stop) of one document's text. A span's range is never empty (start < stop).
 * Offsets of any other unit are never put here: they carry a suffix (start_byte, stop_u16).
 */
typedef struct
{
  guint32 start;
  guint32 stop;
} PostilRange;

#define POSTIL_RANGE(start, stop) ((PostilRange){ (start), (stop) })

static inline gboolean
postil_range_equal (PostilRange a, PostilRange b)
{
  return a.start == b.start && a.stop == b.stop;
}

static inline gboolean
postil_range_overlaps (PostilRange a, PostilRange b)
{
  return a.start < b.stop && b.start < a.stop;
}

/* TRUE when @inner lies wholly within @outer; sharing both ends counts. */
static inline gboolean
postil_range_contains (PostilRange outer, PostilRange inner)
{
  return outer.start <= inner.start && inner.stop <= outer.stop;
}

static inline guint32
postil_range_length (PostilRange range)
{
  return range.stop - range.start;
}

/* Reading order: start, then longer first. Fits qsort over PostilRange. */
int postil_range_compare (gconstpointer a, gconstpointer b);

/*
 * The stretches of a span (@parts, or @range alone where that is NULL) with @more added, with @less cut out, or with new outer
 * edges. Stretches that meet become one; none left is an empty array. GArray of PostilRange. (transfer full)
 */
GArray *postil_range_parts_add (PostilRange range, const GArray *parts, PostilRange more);
GArray *postil_range_parts_cut (PostilRange range, const GArray *parts, PostilRange less);
GArray *postil_range_parts_fit (PostilRange range, const GArray *parts, PostilRange edges);

/*
 * Parts of a discontinuous span as JSON "[[0,5],[9,12]]" and back. @parts is a GArray of PostilRange.
 * Parsing fails with POSTIL_ERROR_INVALID_RANGE unless the parts are at least two, non-empty, in order
 * and do not touch each other. (transfer full)
 */
char   *postil_range_parts_to_json   (const GArray *parts);
GArray *postil_range_parts_from_json (const char *json, GError **error);

G_END_DECLS
