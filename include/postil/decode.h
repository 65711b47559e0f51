/* decode.h - turns a file's bytes into text that obeys the offset contract
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_NEWLINE_NONE,
  POSTIL_NEWLINE_LF,
  POSTIL_NEWLINE_CRLF,
  POSTIL_NEWLINE_CR,
  POSTIL_NEWLINE_MIXED,
} PostilNewline;

const char   *postil_newline_to_string   (PostilNewline newline); /* "lf", "crlf", ... as stored */
PostilNewline postil_newline_from_string (const char *name);      /* unknown: NONE */

/**
 * PostilDecoded:
 *
 * The text and where it came from. Order of attempts: byte order mark, strict UTF-8, the declared
 * encoding (first when it is one whose text can pass for UTF-8: UTF-16, UTF-32, UTF-7, ISO-2022), a guess
 * (uchardet, else windows-1252, UTF-16 by its NULs; reported as a guess). A leading U+FEFF is dropped; CRLF and lone CR became LF.
 */
typedef struct
{
  PostilText   *text;
  char         *encoding;      /* IANA name, e.g. "UTF-8", "UTF-16LE", "ISO-8859-1" */
  gboolean      guessed;       /* @encoding is uchardet's guess: say so to the user */
  gboolean      had_bom;
  PostilNewline newline;       /* as it was in the source */
  char         *source_sha256; /* of the bytes as they came */
  GArray       *dropped_cr;    /* guint32: code point offsets, in the text as decoded (BOM dropped, before the
                                  newlines changed), of each CR that was dropped from a CRLF; NULL when none */
} PostilDecoded;

/*
 * @declared: IANA name or NULL. Fails with POSTIL_ERROR_INVALID_TEXT naming the first bad byte and what to
 * declare (NUL bytes, undecodable bytes).
 */
PostilDecoded *postil_decode      (const guint8 *bytes, gsize n_bytes, const char *declared, GError **error);
void           postil_decoded_free (PostilDecoded *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilDecoded, postil_decoded_free)

/* Where an offset counted in the text before the newlines changed lies now. CRLF counted as two there. */
guint32 postil_decoded_remap (const PostilDecoded *self, guint32 offset);

G_END_DECLS
