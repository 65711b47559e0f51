/* json.h - JSON from strangers in, canonical JSON out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* Deeper nesting is refused: enough for every real format, far from any limit of the stack. */
#define POSTIL_JSON_MAX_DEPTH 512

/* What was mended while parsing, so that it can be told. */
typedef struct
{
  gboolean duplicate_keys;  /* the last one won */
  guint    lone_surrogates; /* each became U+FFFD, one code point */
} PostilJsonNotes;

/*
 * One JSON value, with nothing but white space around it. @notes may be NULL. Fails with POSTIL_ERROR_INVALID_FORMAT that
 * names the column, or POSTIL_ERROR_LIMIT when it nests deeper than POSTIL_JSON_MAX_DEPTH.
 */
json_t *postil_json_parse (const char *text, gsize n_bytes, PostilJsonNotes *notes, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The same for an object of which one member is mostly a long string: a string at @key of the outermost object is left empty there
 * and comes in *@string instead (transfer full), which is NULL when it was left where it is. */
json_t *postil_json_parse_lifting (const char *text, gsize n_bytes, const char *key, GString **string,
                                   PostilJsonNotes *notes, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Lines end at LF only, because U+2028 and its kin may stand raw in a string; the CR of a CRLF is not part of the line. A
 * byte order mark before the first line is skipped. */
typedef struct
{
  const char *cursor;
  const char *end;
  guint       line; /* of the line returned last, from 1 */
} PostilLineReader;

void     postil_line_reader_init (PostilLineReader *self, const char *data, gsize n_bytes);
gboolean postil_line_reader_next (PostilLineReader *self, const char **line, gsize *n_bytes);

/* Writing: raw non-ASCII; escapes only for the quote, the backslash and what lies below U+0020; whole numbers of type
 * integer without a fraction; other numbers in the fewest digits that read back the same. @n_bytes may be -1. */
void  postil_json_append_string (GString *out, const char *utf8, gssize n_bytes);
void  postil_json_append_integer (GString *out, guint64 value);
void  postil_json_append_real   (GString *out, double value);
void  postil_json_append        (GString *out, const json_t *value);
char *postil_json_to_string     (const json_t *value);

/* Reading members. NULL / FALSE when absent or of another type. A whole number may be written 12, 12.0 or "12". */
const char *postil_json_get_string  (const json_t *object, const char *key);
gboolean    postil_json_get_integer (const json_t *object, const char *key, gint64 *value);
gboolean    postil_json_get_real    (const json_t *object, const char *key, double *value);
gboolean    postil_json_to_integer  (const json_t *value, gint64 *integer);

static inline void
postil_json_decref (json_t *value)
{
  json_decref (value);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, postil_json_decref)

G_END_DECLS
