/* decode.c - a file's bytes to text: which encoding, which line ends, and what moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <postil/decode.h>

#include "text-private.h"

#include <gio/gio.h>
#include <postil/error.h>
#include <string.h>
#include <uchardet.h>

/* uchardet needs no more than this, and time grows with it. */
#define MAX_GUESS_BYTES ((gsize) 1024 * 1024)

static const char *const newline_names[] = {
  [POSTIL_NEWLINE_NONE] = "none", [POSTIL_NEWLINE_LF] = "lf",       [POSTIL_NEWLINE_CRLF] = "crlf",
  [POSTIL_NEWLINE_CR] = "cr",     [POSTIL_NEWLINE_MIXED] = "mixed",
};

const char *
postil_newline_to_string (PostilNewline newline)
{
  g_return_val_if_fail ((guint) newline < G_N_ELEMENTS (newline_names), "none");
  return newline_names[newline];
}

PostilNewline
postil_newline_from_string (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (newline_names); i++)
    if (g_strcmp0 (name, newline_names[i]) == 0)
      return (PostilNewline) i;
  return POSTIL_NEWLINE_NONE;
}

typedef struct
{
  const char *encoding;
  guint8 bytes[4];
  gsize n_bytes;
} Mark;

/* UTF-32LE starts like UTF-16LE: longer ones first. */
static const Mark byte_order_marks[] = {
  { "UTF-32LE", { 0xff, 0xfe, 0x00, 0x00 }, 4 },
  { "UTF-32BE", { 0x00, 0x00, 0xfe, 0xff }, 4 },
  { "UTF-8", { 0xef, 0xbb, 0xbf }, 3 },
  { "UTF-16LE", { 0xff, 0xfe }, 2 },
  { "UTF-16BE", { 0xfe, 0xff }, 2 },
};

static const Mark *
find_byte_order_mark (const guint8 *bytes, gsize n_bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (byte_order_marks); i++)
    if (n_bytes >= byte_order_marks[i].n_bytes &&
        memcmp (bytes, byte_order_marks[i].bytes, byte_order_marks[i].n_bytes) == 0)
      return &byte_order_marks[i];
  return NULL;
}

static guint
count_lines (const char *utf8, gsize n_bytes)
{
  guint line = 1;

  for (gsize i = 0; i < n_bytes; i++)
    line += utf8[i] == '\n' || (utf8[i] == '\r' && (i + 1 == n_bytes || utf8[i + 1] != '\n'));
  return line;
}

static gboolean
is_utf8_name (const char *name)
{
  return g_ascii_strcasecmp (name, "UTF-8") == 0 || g_ascii_strcasecmp (name, "UTF8") == 0;
}

static void
set_nul (GError **error, gsize byte, guint line)
{
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
               _ ("Byte %zu (line %u) is NUL, which no text holds; if this is UTF-16 or UTF-32 without a byte "
                  "order mark, declare it (UTF-16LE, UTF-16BE), else it is no text file."),
               byte, line);
}

/* The bytes of a file, and how many of them its byte order mark took: errors count from the file's first byte. */
typedef struct
{
  const guint8 *bytes;
  gsize n_bytes;
  gsize n_mark;
} Source;

/* @at counts behind the mark; @utf8: what was converted before the bad byte, for the line. */
static void
set_bad_byte (GError **error, const Source *source, gsize at, const char *encoding, const char *utf8, gsize n_utf8,
              gboolean declared)
{
  const guint line = count_lines (utf8, n_utf8);
  const char *advice = declared ? _ ("declare the encoding that the file really has.")
                                : _ ("declare the file's encoding (for example ISO-8859-1 or windows-1252).");

  if (at >= source->n_bytes)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                 _ ("Byte %zu (line %u): the file ends within a character of %s; it is cut off, or you must %s"),
                 source->n_mark + source->n_bytes, line, encoding, advice);
  else
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                 _ ("Byte %zu (line %u) is 0x%02x, which is not valid %s there; %s"), source->n_mark + at, line,
                 source->bytes[at], encoding, advice);
}

/* Converts all of @source from @encoding by iconv. NULL with @error naming the byte. */
static GString *
convert (const Source *source, const char *encoding, gboolean declared, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GCharsetConverter) converter = g_charset_converter_new ("UTF-8", encoding, &local);
  g_autoptr (GString) utf8 = g_string_sized_new (source->n_bytes);
  char buffer[16384];
  gsize at = 0;

  if (converter == NULL)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                   _ ("There is no encoding named \"%s\"; use a name such as UTF-8, ISO-8859-1 or windows-1252."),
                   encoding);
      return NULL;
    }
  while (at < source->n_bytes)
    {
      gsize n_read = 0;
      gsize n_written = 0;
      const GConverterResult result =
          g_converter_convert (G_CONVERTER (converter), source->bytes + at, source->n_bytes - at, buffer, sizeof buffer,
                               G_CONVERTER_INPUT_AT_END, &n_read, &n_written, &local);

      if (result == G_CONVERTER_ERROR)
        {
          const gboolean partial = g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
          set_bad_byte (error, source, partial ? source->n_bytes : at, encoding, utf8->str, utf8->len, declared);
          return NULL;
        }
      g_string_append_len (utf8, buffer, (gssize) n_written);
      at += n_read;
      if (result == G_CONVERTER_FINISHED)
        break;
    }
  return g_steal_pointer (&utf8);
}

/* uchardet's guess, or NULL. */
static char *
guess (const Source *source)
{
  uchardet_t detector = uchardet_new ();
  char *encoding = NULL;

  if (uchardet_handle_data (detector, (const char *) source->bytes, MIN (source->n_bytes, MAX_GUESS_BYTES)) == 0)
    {
      uchardet_data_end (detector);
      encoding = g_strdup (uchardet_get_charset (detector));
    }
  uchardet_delete (detector);
  if (encoding != NULL && *encoding == '\0')
    g_clear_pointer (&encoding, g_free);
  return encoding;
}

/* UTF-16 without a mark, seen by the NULs that stand in every second byte only; uchardet does not look for it. */
static const char *
guess_utf16 (const Source *source)
{
  gsize n_nul[2] = { 0, 0 };

  if (source->n_bytes % 2 != 0)
    return NULL;
  for (gsize i = 0; i < source->n_bytes; i++)
    n_nul[i % 2] += source->bytes[i] == '\0';
  if (n_nul[0] == 0 && n_nul[1] * 8 > source->n_bytes)
    return "UTF-16LE";
  if (n_nul[1] == 0 && n_nul[0] * 8 > source->n_bytes)
    return "UTF-16BE";
  return NULL;
}

/* Control characters that no text in any encoding has a use for: what was guessed to be text is none. */
static gboolean
looks_binary (const GString *utf8)
{
  for (gsize i = 0; i < utf8->len; i++)
    {
      const guint8 c = (guint8) utf8->str[i];
      if (c < 0x09 || (c > 0x0d && c < 0x20 && c != 0x1b) || c == 0x7f)
        return TRUE;
    }
  return FALSE;
}

/* NULL, without an error, when no guess makes text of it. */
static GString *
decode_guessed (const Source *source, PostilDecoded *decoded)
{
  const gboolean has_nul = memchr (source->bytes, '\0', source->n_bytes) != NULL;
  g_autofree char *encoding = has_nul ? g_strdup (guess_utf16 (source)) : guess (source);
  g_autoptr (GString) utf8 = NULL;

  if (encoding != NULL && !is_utf8_name (encoding))
    utf8 = convert (source, encoding, FALSE, NULL);
  if (utf8 == NULL && !has_nul)
    {
      g_free (encoding);
      encoding = g_strdup ("WINDOWS-1252");
      utf8 = convert (source, encoding, FALSE, NULL);
    }
  if (utf8 == NULL || looks_binary (utf8))
    return NULL;

  decoded->guessed = TRUE;
  decoded->encoding = g_steal_pointer (&encoding);
  return g_steal_pointer (&utf8);
}

/* Encodings whose text can pass for UTF-8 although it is none: there the declaration comes first. */
static gboolean
passes_for_utf8 (const char *declared)
{
  static const char *const prefixes[] = { "UTF-16", "UTF16", "UCS",      "ISO-10646", "UTF-32",
                                          "UTF32",  "UTF-7", "ISO-2022", "HZ" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (declared, prefixes[i], strlen (prefixes[i])) == 0)
      return TRUE;
  return FALSE;
}

/* The bytes as UTF-8, newlines still as they came; fills encoding, guessed and had_bom. */
static GString *
decode_bytes (const guint8 *bytes, gsize n_bytes, const char *declared, PostilDecoded *decoded, GError **error)
{
  const Mark *mark = find_byte_order_mark (bytes, n_bytes);
  const gsize n_mark = mark != NULL ? mark->n_bytes : 0;
  const Source source = { n_mark > 0 ? bytes + n_mark : bytes, n_bytes - n_mark, n_mark }; /* no bytes may be NULL */
  const char *bad = NULL;

  decoded->had_bom = mark != NULL;
  if (mark != NULL && !is_utf8_name (mark->encoding))
    {
      decoded->encoding = g_strdup (mark->encoding);
      return convert (&source, mark->encoding, FALSE, error);
    }
  if (mark == NULL && declared != NULL && passes_for_utf8 (declared))
    {
      decoded->encoding = g_strdup (declared);
      return convert (&source, declared, TRUE, error);
    }
  if (g_utf8_validate_len ((const char *) source.bytes, source.n_bytes, &bad))
    {
      decoded->encoding = g_strdup ("UTF-8");
      return g_string_new_len ((const char *) source.bytes, (gssize) source.n_bytes);
    }
  if (mark == NULL && declared != NULL && !is_utf8_name (declared))
    {
      decoded->encoding = g_strdup (declared);
      return convert (&source, declared, TRUE, error);
    }

  GString *guessed = mark == NULL && declared == NULL ? decode_guessed (&source, decoded) : NULL;
  if (guessed == NULL)
    {
      const gsize at = (gsize) (bad - (const char *) source.bytes);

      if (source.bytes[at] == '\0')
        set_nul (error, n_mark + at, count_lines ((const char *) source.bytes, at));
      else
        set_bad_byte (error, &source, at, "UTF-8", (const char *) source.bytes, at, declared != NULL);
    }
  return guessed;
}

/* Drops the CR of each CRLF and turns lone ones into LF, in place; says what the newlines were and which CRs went. */
static void
unify_newlines (GString *utf8, PostilDecoded *decoded)
{
  guint n_lf = 0;
  guint n_crlf = 0;
  guint n_cr = 0;
  guint32 offset = 0;
  char *to = utf8->str;
  const char *end = utf8->str + utf8->len;

  for (const char *from = utf8->str; from < end; from++)
    {
      const guint32 here = offset;

      offset += postil_text_is_lead (*from);
      if (*from == '\r' && from + 1 < end && from[1] == '\n')
        {
          if (decoded->dropped_cr == NULL)
            decoded->dropped_cr = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_array_append_val (decoded->dropped_cr, here);
          n_crlf++;
          continue;
        }
      n_cr += *from == '\r';
      n_lf += *from == '\n';
      *to++ = *from == '\r' ? '\n' : *from;
    }
  g_string_truncate (utf8, (gsize) (to - utf8->str));

  n_lf -= n_crlf;
  if ((n_lf > 0) + (n_crlf > 0) + (n_cr > 0) > 1)
    decoded->newline = POSTIL_NEWLINE_MIXED;
  else if (n_lf > 0)
    decoded->newline = POSTIL_NEWLINE_LF;
  else if (n_crlf > 0)
    decoded->newline = POSTIL_NEWLINE_CRLF;
  else if (n_cr > 0)
    decoded->newline = POSTIL_NEWLINE_CR;
}

PostilDecoded *
postil_decode (const guint8 *bytes, gsize n_bytes, const char *declared, GError **error)
{
  g_autoptr (PostilDecoded) self = g_new0 (PostilDecoded, 1);
  gsize n_utf8;

  if (n_bytes > G_MAXUINT32 - 1)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                           _ ("The file has more than 4 GiB, too much for one document. Split it."));
      return NULL;
    }

  g_autoptr (GString) utf8 = decode_bytes (bytes, n_bytes, declared, self, error);
  if (utf8 == NULL)
    return NULL;

  /* Strict UTF-8 has none left; a converted text tells the place as it stands in the conversion. */
  const char *nul = memchr (utf8->str, '\0', utf8->len);
  if (nul != NULL)
    {
      g_set_error (
          error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
          _ ("Character %ld (line %u) is NUL once read as %s, and no text holds that; declare the encoding that the "
             "file really has."),
          g_utf8_strlen (utf8->str, nul - utf8->str), count_lines (utf8->str, (gsize) (nul - utf8->str)),
          self->encoding);
      return NULL;
    }

  /* One U+FEFF at the start is a mark, whatever the encoding was called. */
  if (g_str_has_prefix (utf8->str, "\xef\xbb\xbf") && !self->had_bom)
    {
      self->had_bom = TRUE;
      g_string_erase (utf8, 0, 3);
    }
  unify_newlines (utf8, self);
  self->source_sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, n_bytes);
  n_utf8 = utf8->len;
  self->text = postil_text_new_take (g_string_free (g_steal_pointer (&utf8), FALSE), n_utf8, error);
  return self->text != NULL ? g_steal_pointer (&self) : NULL;
}

void
postil_decoded_free (PostilDecoded *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->text, postil_text_unref);
  g_clear_pointer (&self->dropped_cr, g_array_unref);
  g_free (self->encoding);
  g_free (self->source_sha256);
  g_free (self);
}

guint32
postil_decoded_remap (const PostilDecoded *self, guint32 offset)
{
  guint low = 0;
  guint high = self->dropped_cr != NULL ? self->dropped_cr->len : 0;

  /* The number of CRs that went before @offset. */
  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (g_array_index (self->dropped_cr, guint32, middle) < offset)
        low = middle + 1;
      else
        high = middle;
    }
  return offset - low;
}
