/* text.h - one document's text: validated once, then sliced by code points
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/range.h>

G_BEGIN_DECLS

/**
 * PostilText:
 *
 * Valid UTF-8 without NUL and without CR; lines end in LF. Never normalised, never trimmed, never
 * changed after it was made, so it may be shared between threads. Counted in code points; a sparse
 * table (byte and UTF-16 position of every 256th code point) makes the conversions cheap, and a text
 * that is all ASCII needs none. At most 2^31 - 1 code points.
 */
typedef struct _PostilText PostilText;

/* Copies @utf8 (@n_bytes, or -1 for a C string). POSTIL_ERROR_INVALID_TEXT names the byte and line. */
PostilText *postil_text_new   (const char *utf8, gssize n_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same without a copy: takes @utf8 over, also when it fails. @utf8[@n_bytes] must be NUL. */
PostilText *postil_text_new_take (char *utf8, gsize n_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PostilText *postil_text_ref   (PostilText *self);
void        postil_text_unref (PostilText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilText, postil_text_unref)

/* NUL-terminated, owned by @self; @n_bytes may be NULL. */
const char *postil_text_get_utf8   (const PostilText *self, gsize *n_bytes);
/* In code points. */
guint32     postil_text_get_length (const PostilText *self);
gsize       postil_text_get_n_bytes (const PostilText *self);
/* Lower-case hex SHA-256 of the UTF-8 bytes, owned by @self, computed at the first call (thread-safe). */
const char *postil_text_get_sha256 (const PostilText *self);

/*
 * Conversions. Offsets past the end give the end; a byte or UTF-16 offset inside a character gives the
 * character that holds it. O(256) at worst, O(1) for ASCII.
 */
gsize   postil_text_to_byte   (const PostilText *self, guint32 offset);
guint32 postil_text_from_byte (const PostilText *self, gsize byte);
guint32 postil_text_to_u16    (const PostilText *self, guint32 offset);
guint32 postil_text_from_u16  (const PostilText *self, guint32 u16);

/* Whether @range is non-empty and within the text; sets POSTIL_ERROR_INVALID_RANGE when not. */
gboolean    postil_text_check_range (const PostilText *self, PostilRange range, GError **error);
/* The characters of a valid @range. (transfer full) */
char       *postil_text_slice       (const PostilText *self, PostilRange range);
/* The same without copying: where it starts in the UTF-8, and its length in bytes. */
const char *postil_text_peek        (const PostilText *self, PostilRange range, gsize *n_bytes);
/* Parts joined by one space, as exports write a discontinuous span. @parts may be NULL. (transfer full) */
char       *postil_text_slice_parts (const PostilText *self, PostilRange range, const GArray *parts);
gboolean    postil_text_slice_equals (const PostilText *self, PostilRange range, const char *quote);
/* @range without leading and trailing white space; empty (start == stop) when nothing is left. */
PostilRange postil_text_trim        (const PostilText *self, PostilRange range);
/* Line number (from 1) and column in code points (from 1) of @offset. @column may be NULL. */
guint32     postil_text_line_of     (const PostilText *self, guint32 offset, guint32 *column);
/* Up to @n code points before / after @range, cut at the ends of the text. (transfer full) */
char       *postil_text_prefix      (const PostilText *self, PostilRange range, guint32 n);
char       *postil_text_suffix      (const PostilText *self, PostilRange range, guint32 n);

G_END_DECLS
