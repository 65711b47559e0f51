/* line-limit-stream.h - an output stream that is full after so many lines, for previews
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_LINE_LIMIT_STREAM (postil_line_limit_stream_get_type ())
/**
 * PostilLineLimitStream:
 *
 * Keeps what is written until it has @n_lines lines or @n_bytes bytes, then fails with G_IO_ERROR_NO_SPACE, so that a
 * writer who knows nothing of previews stops.
 */
G_DECLARE_FINAL_TYPE (PostilLineLimitStream, postil_line_limit_stream, POSTIL, LINE_LIMIT_STREAM, GOutputStream)

PostilLineLimitStream *postil_line_limit_stream_new     (guint n_lines, gsize n_bytes);
gboolean               postil_line_limit_stream_is_full (PostilLineLimitStream *self);
/* Valid UTF-8, even where the limit cut a character. (transfer full) */
char                  *postil_line_limit_stream_steal   (PostilLineLimitStream *self);

G_END_DECLS
