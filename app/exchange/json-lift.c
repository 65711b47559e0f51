/* json-lift.c - an object parsed without its one long string, which is read on the side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Most of a document line is its text, and the parser takes some 200 instructions for each byte of it. Here the string
 * is cut out and decoded in one pass. Whatever is not plainly right goes to the parser as a whole, which then also
 * words the error.
 */
#include "json.h"

#include <string.h>

/* What of the line is the value: behind its opening quote, and at its closing one. */
typedef struct
{
  const char *start; /* NULL: not found */
  const char *stop;
} Raw;

/* The closing quote of the string whose inside starts at @at; NULL: it has none. */
static const char *
close_of (const char *at, const char *end)
{
  for (; at < end; at++)
    {
      if (*at == '"')
        return at;
      if (*at == '\\')
        at++;
    }
  return NULL;
}

static const char *
skip_blanks (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
    at++;
  return at;
}

/* The string at @at, just behind its quote, if it is a key of the outermost object. FALSE when this is more than we
 * judge. */
static gboolean
note_key (const char *at, const char *stop, const char *end, const char *key, Raw *found)
{
  const char *next = skip_blanks (stop + 1, end);
  gsize length = (gsize) (stop - at);

  if (next >= end || *next != ':')
    return TRUE;
  if (memchr (at, '\\', length) != NULL)
    return FALSE;
  if (length != strlen (key) || memcmp (at, key, length) != 0)
    return TRUE;
  next = skip_blanks (next + 1, end);
  if (found->start != NULL || next >= end || *next != '"')
    return FALSE;
  found->start = next + 1;
  found->stop = close_of (found->start, end);
  return found->stop != NULL;
}

static gboolean
find (const char *text, gsize n_bytes, const char *key, Raw *found)
{
  const char *end = text + n_bytes;
  guint depth = 0;

  *found = (Raw){ NULL, NULL };
  for (const char *at = text; at < end; at++)
    {
      const char *stop;

      if (*at == '[' || *at == '{')
        depth++;
      else if (*at == ']' || *at == '}')
        depth -= depth > 0;
      else if (*at == '"')
        {
          stop = at + 1 == found->start ? found->stop : close_of (at + 1, end);
          if (stop == NULL || (depth == 1 && at + 1 != found->start && !note_key (at + 1, stop, end, key, found)))
            return FALSE;
          at = stop;
        }
    }
  return found->start != NULL;
}

/* Four hex digits; -1: they are none. */
static int
read_unit (const char *at, const char *stop)
{
  int unit = 0;

  if (stop - at < 4)
    return -1;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

/* Behind "\u"; moves *@at behind the digits, and behind those of a second half. FALSE: NUL, or no digits. A half alone
 * becomes U+FFFD. */
static gboolean
append_unit (GString *out, const char **at, const char *stop, guint *n_lone)
{
  int unit = read_unit (*at, stop);
  int low;

  if (unit <= 0)
    return FALSE;
  *at += 4;
  if (unit < 0xd800 || unit > 0xdfff)
    {
      g_string_append_unichar (out, (gunichar) unit);
      return TRUE;
    }
  low = unit < 0xdc00 && stop - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u' ? read_unit (*at + 2, stop) : -1;
  if (low >= 0xdc00 && low <= 0xdfff)
    {
      *at += 6;
      g_string_append_unichar (out, 0x10000 + ((gunichar) (unit - 0xd800) << 10) + (gunichar) (low - 0xdc00));
    }
  else
    {
      g_string_append_unichar (out, 0xfffd);
      *n_lone += 1;
    }
  return TRUE;
}

static GString *
decode (Raw raw, guint *n_lone)
{
  static const char names[] = "\"\\/bfnrt";
  static const char meant[] = "\"\\/\b\f\n\r\t";
  GString *out = g_string_sized_new ((gsize) (raw.stop - raw.start) + 1);
  const char *at = raw.start;
  gboolean ok = TRUE;

  while (ok && at < raw.stop)
    {
      const char *plain = at;
      const char *name;

      while (at < raw.stop && *at != '\\' && (guint8) *at >= 0x20)
        at++;
      g_string_append_len (out, plain, at - plain);
      if (at >= raw.stop)
        break;
      ok = *at == '\\' && at + 1 < raw.stop;
      if (!ok)
        break;
      at += 2;
      name = memchr (names, at[-1], sizeof names - 1);
      if (name != NULL)
        g_string_append_c (out, meant[name - names]);
      else
        ok = at[-1] == 'u' && append_unit (out, &at, raw.stop, n_lone);
    }
  if (ok && g_utf8_validate_len (out->str, out->len, NULL))
    return out;
  g_string_free (out, TRUE);
  return NULL;
}

json_t *
postil_json_parse_lifting (const char *text, gsize n_bytes, const char *key, GString **string, PostilJsonNotes *notes,
                           GError **error)
{
  g_autoptr (GString) shorter = NULL;
  guint n_lone = 0;
  json_t *object;
  Raw raw;

  *string = find (text, n_bytes, key, &raw) ? decode (raw, &n_lone) : NULL;
  if (*string == NULL)
    return postil_json_parse (text, n_bytes, notes, error);
  shorter = g_string_sized_new (n_bytes - (gsize) (raw.stop - raw.start) + 1);
  g_string_append_len (shorter, text, raw.start - text);
  g_string_append_len (shorter, raw.stop, text + n_bytes - raw.stop);
  object = postil_json_parse (shorter->str, shorter->len, notes, NULL);
  if (object != NULL)
    {
      if (notes != NULL)
        notes->lone_surrogates += n_lone;
      return object;
    }
  g_string_free (g_steal_pointer (string), TRUE);
  return postil_json_parse (text, n_bytes, notes, error);
}
