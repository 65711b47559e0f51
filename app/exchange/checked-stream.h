/* checked-stream.h - an output stream to a file that can tell whether the file holds what was written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostilCheckedStream:
 *
 * Buffers, and keeps a checksum of what went through it. Does not close the file.
 */
#define POSTIL_TYPE_CHECKED_STREAM (postil_checked_stream_get_type ())
G_DECLARE_FINAL_TYPE (PostilCheckedStream, postil_checked_stream, POSTIL, CHECKED_STREAM, GOutputStream)

PostilCheckedStream *postil_checked_stream_new    (int fd);
/* After a flush: reads the file from its beginning. @error is set when it cannot be read, or holds something else. */
gboolean             postil_checked_stream_verify (PostilCheckedStream *self, GError **error);

G_END_DECLS
