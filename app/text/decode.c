/* decode.c - a file's bytes to text: which encoding, which line ends, and what moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
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
  guint8      bytes[4];
  gsize       n_bytes;
} Mark;

/* UTF-32LE starts like UTF-16LE: longer ones first. */
static const Mark byte_order_marks[] = {
  { "UTF-32LE", { 0xff, 0xfe, 0x00, 0x00 }, 4 }, { "UTF-32BE", { 0x00, 0x00, 0xfe, 0xff }, 4 },
  { "UTF-8", { 0xef, 0xbb, 0xbf }, 3 },          { "UTF-16LE", { 0xff, 0xfe }, 2 },
  { "UTF-16BE", { 0xfe, 0xff }, 2 },
};

static const Mark *
find_byte_order_mark (const guint8 *bytes, gsize n_bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (byte_order_marks); i++)
    if (n_bytes >= byte_order_marks[i].n_bytes
        && memcmp (bytes, byte_order_marks[i].bytes, byte_order_marks[i].n_bytes) == 0)
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

/* How a NUL or a bad byte is told, with what to do about it. @utf8 is what was converted before it. */
static void
set_bad_byte (GError **error, const guint8 *bytes, gsize n_bytes, gsize at, const char *encoding, GString *utf8,
              const char *advice)
{
  const guint line = count_lines (utf8->str, utf8->len);

  if (at >= n_bytes)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT, "The file ends within a character of %s (line %u); %s",
                 encoding, line, advice);
  else
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                 "Byte %" G_GSIZE_FORMAT " (line %u) is 0x%02x, which is not %s; %s", at, line, bytes[at], encoding, advice);
}

static const char *
advice_for (gboolean declared)
{
  return declared ? "declare the encoding that the file really has."
                  : "declare the file's encoding (for example --encoding ISO-8859-1 or windows-1252).";
}

/* Converts all of @bytes from @encoding by iconv. NULL with @error naming the byte. */
static GString *
convert (const guint8 *bytes, gsize n_bytes, const char *encoding, gboolean declared, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GCharsetConverter) converter = g_charset_converter_new ("UTF-8", encoding, &local);
  g_autoptr (GString) utf8 = g_string_sized_new (n_bytes);
  char buffer[16384];
  gsize at = 0;

  if (converter == NULL)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                   "There is no encoding named \"%s\"; use a name such as UTF-8, ISO-8859-1 or windows-1252.", encoding);
      return NULL;
    }
  while (at < n_bytes)
    {
      gsize n_read = 0;
      gsize n_written = 0;
      const GConverterResult result = g_converter_convert (G_CONVERTER (converter), bytes + at, n_bytes - at, buffer,
                                                           sizeof buffer, G_CONVERTER_INPUT_AT_END, &n_read, &n_written,
                                                           &local);

      if (result == G_CONVERTER_ERROR)
        {
          const gboolean partial = g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
          set_bad_byte (error, bytes, n_bytes, partial ? n_bytes : at, encoding, utf8, advice_for (declared));
          return NULL;
        }
      g_string_append_len (utf8, buffer, (gssize) n_written);
      at += n_read;
      if (result == G_CONVERTER_FINISHED)
        break;
    }
  return g_steal_pointer (&utf8);
}

/* What text in a one-byte or UTF-8 encoding must not hold: a NUL, and with it UTF-16 without a mark. */
static gboolean
check_nul (const guint8 *bytes, gsize n_bytes, const GString *utf8, GError **error)
{
  const char *nul = memchr (utf8->str, '\0', utf8->len);

  if (nul == NULL)
    return TRUE;

  const gsize before = (gsize) (nul - utf8->str);
  const guint8 *raw = memchr (bytes, '\0', n_bytes);
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
               "Byte %" G_GSIZE_FORMAT " (line %u) is NUL, which no text holds; if this is UTF-16 or UTF-32 without a byte "
               "order mark, declare it (UTF-16LE, UTF-16BE), else it is no text file.",
               raw != NULL ? (gsize) (raw - bytes) : before, count_lines (utf8->str, before));
  return FALSE;
}

/* uchardet's guess, or NULL. */
static char *
guess (const guint8 *bytes, gsize n_bytes)
{
  uchardet_t detector = uchardet_new ();
  char *encoding = NULL;

  if (uchardet_handle_data (detector, (const char *) bytes, MIN (n_bytes, MAX_GUESS_BYTES)) == 0)
    {
      uchardet_data_end (detector);
      encoding = g_strdup (uchardet_get_charset (detector));
    }
  uchardet_delete (detector);
  if (encoding != NULL && *encoding == '\0')
    g_clear_pointer (&encoding, g_free);
  return encoding;
}

static GString *
decode_guessed (const guint8 *bytes, gsize n_bytes, gsize bad, PostilDecoded *decoded, GError **error)
{
  g_autoptr (GString) before = g_string_new_len ((const char *) bytes, (gssize) bad);

  if (memchr (bytes, '\0', n_bytes) != NULL)
    {
      g_autoptr (GString) raw = g_string_new_len ((const char *) bytes, (gssize) n_bytes);
      check_nul (bytes, n_bytes, raw, error);
      return NULL;
    }

  decoded->encoding = guess (bytes, n_bytes);
  decoded->guessed = TRUE;
  if (decoded->encoding != NULL && g_ascii_strcasecmp (decoded->encoding, "UTF-8") != 0)
    {
      GString *utf8 = convert (bytes, n_bytes, decoded->encoding, FALSE, NULL);
      if (utf8 != NULL)
        return utf8;
    }
  set_bad_byte (error, bytes, n_bytes, bad, "valid UTF-8", before, advice_for (FALSE));
  return NULL;
}

static gboolean
is_utf8_name (const char *name)
{
  return g_ascii_strcasecmp (name, "UTF-8") == 0 || g_ascii_strcasecmp (name, "UTF8") == 0;
}

/* The bytes as UTF-8, newlines and NULs still as they came; fills encoding, guessed and had_bom. */
static GString *
decode_bytes (const guint8 *bytes, gsize n_bytes, const char *declared, PostilDecoded *decoded, GError **error)
{
  const Mark *mark = find_byte_order_mark (bytes, n_bytes);
  const char *bad = NULL;

  if (mark != NULL)
    {
      decoded->had_bom = TRUE;
      decoded->encoding = g_strdup (mark->encoding);
      bytes += mark->n_bytes;
      n_bytes -= mark->n_bytes;
      if (!is_utf8_name (mark->encoding))
        return convert (bytes, n_bytes, mark->encoding, FALSE, error);
    }

  /* A declared UTF-16 could pass for UTF-8 (all of its bytes below 0x80), so NULs are left to the declaration. */
  const gboolean valid = g_utf8_validate_len ((const char *) bytes, n_bytes, &bad);
  const gboolean only_nul = !valid && *bad == '\0';
  if (valid || (decoded->had_bom && only_nul) || (declared == NULL && only_nul)
      || (declared != NULL && is_utf8_name (declared)))
    {
      if (!valid && !only_nul)
        {
          g_autoptr (GString) before = g_string_new_len ((const char *) bytes, bad - (const char *) bytes);
          set_bad_byte (error, bytes, n_bytes, (gsize) (bad - (const char *) bytes), "valid UTF-8", before,
                        advice_for (TRUE));
          return NULL;
        }
      if (decoded->encoding == NULL)
        decoded->encoding = g_strdup ("UTF-8");
      return g_string_new_len ((const char *) bytes, (gssize) n_bytes);
    }
  if (declared != NULL)
    {
      g_free (decoded->encoding);
      decoded->encoding = g_strdup (declared);
      return convert (bytes, n_bytes, declared, TRUE, error);
    }
  return decode_guessed (bytes, n_bytes, (gsize) (bad - (const char *) bytes), decoded, error);
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

  if (n_bytes > G_MAXUINT32 - 1)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                           "The file has more than 4 GiB, too much for one document. Split it.");
      return NULL;
    }

  g_autoptr (GString) utf8 = decode_bytes (bytes, n_bytes, declared, self, error);
  if (utf8 == NULL || !check_nul (bytes, n_bytes, utf8, error))
    return NULL;

  /* One U+FEFF at the start is a mark, whatever the encoding was called. */
  if (g_str_has_prefix (utf8->str, "\xef\xbb\xbf") && !self->had_bom)
    {
      self->had_bom = TRUE;
      g_string_erase (utf8, 0, 3);
    }
  unify_newlines (utf8, self);
  self->source_sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, n_bytes);
  self->text = postil_text_new (utf8->str, (gssize) utf8->len, error);
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
