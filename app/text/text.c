/* text.c - one document's text: validated, hashed, sliced
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "text-private.h"

#include <glib/gi18n.h>
#include <postil/error.h>
#include <string.h>

static guint
line_of_byte (const char *utf8, gsize byte)
{
  guint line = 1;

  for (const char *at = memchr (utf8, '\n', byte); at != NULL && at < utf8 + byte;
       at = memchr (at + 1, '\n', (gsize) (utf8 + byte - at - 1)))
    line++;
  return line;
}

/* How many of the first bytes are ASCII and no NUL; looks at eight at a time, and counts no fewer. */
static gsize
count_plain (const char *utf8, gsize n_bytes)
{
  const guint64 high = G_GUINT64_CONSTANT (0x8080808080808080);
  gsize n = 0;

  for (guint64 eight; n + sizeof eight <= n_bytes; n += sizeof eight)
    {
      memcpy (&eight, utf8 + n, sizeof eight);
      /* Without its highest bit a byte that is not 0 sets that bit when 0x7f is added. */
      if ((eight & high) != 0 || ((eight + ~high) & high) != high)
        break;
    }
  return n;
}

/* As g_utf8_validate_len(), but eight bytes at a time where they are ASCII, as nearly all are. */
static gboolean
is_utf8 (const char *utf8, gsize n_bytes, const char **bad)
{
  gsize at = 0;

  while (at < n_bytes)
    {
      gsize from = at;

      at += count_plain (utf8 + at, n_bytes - at);
      if (at > from)
        continue;
      /* As far as the next plain bytes, in front of which every character ends. */
      do
        at += MIN (8, n_bytes - at);
      while (at < n_bytes && count_plain (utf8 + at, n_bytes - at) == 0);
      if (!g_utf8_validate_len (utf8 + from, at - from, bad))
        return FALSE;
    }
  return TRUE;
}

static gboolean
validate (const char *utf8, gsize n_bytes, GError **error)
{
  const char *bad = NULL;

  if (n_bytes > G_MAXUINT32 - 1)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                   _ ("The text has %zu bytes; at most 4 GiB fit into one document. Split it."), n_bytes);
      return FALSE;
    }

  if (!is_utf8 (utf8, n_bytes, &bad))
    {
      const gsize byte = (gsize) (bad - utf8);

      if (*bad == '\0')
        g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                     _ ("Byte %zu (line %u) is NUL, which no text holds."), byte, line_of_byte (utf8, byte));
      else
        g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                     _ ("Byte %zu (line %u) is 0x%02x, which is not valid UTF-8 there."), byte,
                     line_of_byte (utf8, byte), (guint8) *bad);
      return FALSE;
    }

  const char *cr = memchr (utf8, '\r', n_bytes);
  if (cr != NULL)
    {
      const gsize byte = (gsize) (cr - utf8);
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                   _ ("Byte %zu (line %u) is a carriage return; stored lines end in LF alone."), byte,
                   line_of_byte (utf8, byte));
      return FALSE;
    }
  return TRUE;
}

static PostilText *
take_valid (char *utf8, gsize n_bytes, GError **error)
{
  g_autoptr (PostilText) self = g_new0 (PostilText, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->n_bytes = n_bytes;
  self->utf8 = utf8;
  if (!postil_text_measure (self))
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                           _ ("The text has more than 2,147,483,647 characters. Split it."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

PostilText *
postil_text_new_take (char *utf8, gsize n_bytes, GError **error)
{
  g_autofree char *owned = utf8;

  if (!validate (owned, n_bytes, error))
    return NULL;
  /* What it was gathered in may be twice as large. */
  owned = g_realloc (owned, n_bytes + 1);
  return take_valid (g_steal_pointer (&owned), n_bytes, error);
}

PostilText *
postil_text_new (const char *utf8, gssize n_bytes, GError **error)
{
  const gsize size = n_bytes < 0 ? strlen (utf8) : (gsize) n_bytes;

  if (!validate (utf8, size, error))
    return NULL;

  char *copy = g_malloc (size + 1);
  memcpy (copy, utf8, size);
  copy[size] = '\0';
  return take_valid (copy, size, error);
}

PostilText *
postil_text_ref (PostilText *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
postil_text_unref (PostilText *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->utf8);
  g_free (self->marks);
  g_free (self->sha256);
  g_free (self);
}

const char *
postil_text_get_utf8 (const PostilText *self, gsize *n_bytes)
{
  if (n_bytes != NULL)
    *n_bytes = self->n_bytes;
  return self->utf8;
}

guint32
postil_text_get_length (const PostilText *self)
{
  return self->length;
}

gsize
postil_text_get_n_bytes (const PostilText *self)
{
  return self->n_bytes;
}

const char *
postil_text_get_sha256 (const PostilText *self)
{
  /* The hash is a cache of what is const: the only field that changes after construction. */
  PostilText *cached = (PostilText *) self;

  if (g_once_init_enter (&cached->sha256))
    {
      char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) self->utf8, self->n_bytes);
      g_once_init_leave (&cached->sha256, sha256);
    }
  return self->sha256;
}

gboolean
postil_text_check_range (const PostilText *self, PostilRange range, GError **error)
{
  if (range.start < range.stop && range.stop <= self->length)
    return TRUE;

  if (range.start == range.stop)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE, _ ("The range %u-%u is empty."), range.start,
                 range.stop);
  else if (range.start > range.stop)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE, _ ("The range %u-%u ends before it starts."),
                 range.start, range.stop);
  else
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE,
                 _ ("The range %u-%u ends past the text, which has %u characters."), range.start, range.stop,
                 self->length);
  return FALSE;
}

const char *
postil_text_peek (const PostilText *self, PostilRange range, gsize *n_bytes)
{
  const gsize start = postil_text_to_byte (self, range.start);
  const gsize stop = postil_text_to_byte (self, range.stop);

  *n_bytes = stop > start ? stop - start : 0;
  return self->utf8 + start;
}

char *
postil_text_slice (const PostilText *self, PostilRange range)
{
  gsize n_bytes = 0;
  const char *start = postil_text_peek (self, range, &n_bytes);

  return g_strndup (start, n_bytes);
}

char *
postil_text_slice_parts (const PostilText *self, PostilRange range, const GArray *parts)
{
  if (parts == NULL || parts->len == 0)
    return postil_text_slice (self, range);

  g_autoptr (GString) joined = g_string_new (NULL);
  for (guint i = 0; i < parts->len; i++)
    {
      gsize n_bytes = 0;
      const char *start = postil_text_peek (self, g_array_index (parts, PostilRange, i), &n_bytes);

      if (i > 0)
        g_string_append_c (joined, ' ');
      g_string_append_len (joined, start, (gssize) n_bytes);
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

gboolean
postil_text_slice_equals (const PostilText *self, PostilRange range, const char *quote)
{
  gsize n_bytes = 0;
  const char *start = postil_text_peek (self, range, &n_bytes);

  return strlen (quote) == n_bytes && memcmp (start, quote, n_bytes) == 0;
}

PostilRange
postil_text_trim (const PostilText *self, PostilRange range)
{
  gsize n_bytes = 0;
  const char *start = postil_text_peek (self, range, &n_bytes);
  const char *stop = start + n_bytes;

  range.stop = MIN (range.stop, self->length);
  range.start = MIN (range.start, range.stop);
  while (start < stop && postil_text_is_space (g_utf8_get_char (start)))
    {
      start = g_utf8_next_char (start);
      range.start++;
    }
  while (start < stop)
    {
      const char *before = g_utf8_prev_char (stop);
      if (!postil_text_is_space (g_utf8_get_char (before)))
        break;
      stop = before;
      range.stop--;
    }
  return range;
}

char *
postil_text_prefix (const PostilText *self, PostilRange range, guint32 n)
{
  const guint32 stop = MIN (range.start, self->length);

  return postil_text_slice (self, POSTIL_RANGE (stop > n ? stop - n : 0, stop));
}

char *
postil_text_suffix (const PostilText *self, PostilRange range, guint32 n)
{
  const guint32 start = MIN (range.stop, self->length);

  return postil_text_slice (self, POSTIL_RANGE (start, n < self->length - start ? start + n : self->length));
}
