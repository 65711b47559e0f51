/* json-pull.c - what was just written as JSON, read back piece by piece and compared, without building it again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "json-pull.h"

#include <string.h>

#define MAX_DEPTH 1000
#define MAX_DIGITS 64 /* of a number that this program writes, and more */

void
postil_json_pull_init (PostilJsonPull *self, GString *scratch, const char *text, gsize n_bytes)
{
  *self = (PostilJsonPull){ .cursor = text, .end = text + n_bytes, .string = scratch };
  self->valid = g_utf8_validate (text, (gssize) n_bytes, NULL);
}

/* What comes next, or NUL. */
static char
peek (PostilJsonPull *self)
{
  while (self->cursor < self->end && (*self->cursor == ' ' || *self->cursor == '\n' || *self->cursor == '\t'))
    self->cursor++;
  return self->valid && self->cursor < self->end ? *self->cursor : '\0';
}

static gboolean
refuse (PostilJsonPull *self)
{
  self->valid = FALSE;
  return FALSE;
}

gboolean
postil_json_pull_mark (PostilJsonPull *self, char mark)
{
  if (peek (self) != mark)
    return refuse (self);
  self->cursor++;
  return TRUE;
}

static gboolean
read_unit (PostilJsonPull *self, gunichar *unit)
{
  *unit = 0;
  if (self->end - self->cursor < 4)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*self->cursor++);

      if (digit < 0)
        return FALSE;
      *unit = *unit * 16 + (gunichar) digit;
    }
  return TRUE;
}

/* Behind the backslash. */
static gboolean
read_escape (PostilJsonPull *self)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter;
  gunichar unit, low;

  if (self->cursor >= self->end)
    return FALSE;
  if (*self->cursor != 'u')
    {
      letter = *self->cursor != '\0' ? strchr (letters, *self->cursor) : NULL;
      self->cursor++;
      if (letter != NULL)
        g_string_append_c (self->string, meanings[letter - letters]);
      return letter != NULL;
    }
  self->cursor++;
  if (!read_unit (self, &unit))
    return FALSE;
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if (self->end - self->cursor < 6 || self->cursor[0] != '\\' || self->cursor[1] != 'u')
        return FALSE;
      self->cursor += 2;
      if (!read_unit (self, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (unit >= 0xdc00 && unit <= 0xdfff)
    return FALSE;
  g_string_append_unichar (self->string, unit);
  return TRUE;
}

/* To the quote, backslash or control character. */
static const char *
plain_end (const char *p, const char *end)
{
  while (p < end && *p != '"' && *p != '\\' && (guchar) *p >= 0x20)
    p++;
  return p;
}

gboolean
postil_json_pull_string (PostilJsonPull *self, const char **string, gsize *n_bytes)
{
  const char *start, *stop;

  if (!postil_json_pull_mark (self, '"'))
    return FALSE;
  start = self->cursor;
  stop = plain_end (start, self->end);
  if (stop < self->end && *stop == '"')
    {
      *string = start;
      *n_bytes = stop - start;
      self->cursor = stop + 1;
      return TRUE;
    }
  g_string_truncate (self->string, 0);
  while (stop < self->end && *stop == '\\')
    {
      g_string_append_len (self->string, start, stop - start);
      self->cursor = stop + 1;
      if (!read_escape (self))
        return refuse (self);
      start = self->cursor;
      stop = plain_end (start, self->end);
    }
  if (stop >= self->end || *stop != '"')
    return refuse (self);
  g_string_append_len (self->string, start, stop - start);
  self->cursor = stop + 1;
  *string = self->string->str;
  *n_bytes = self->string->len;
  return TRUE;
}

gboolean
postil_json_pull_integer (PostilJsonPull *self, guint64 *value)
{
  const char *start;

  *value = 0;
  peek (self);
  for (start = self->cursor; self->valid && self->cursor < self->end && g_ascii_isdigit (*self->cursor); self->cursor++)
    *value = *value * 10 + (guint64) (*self->cursor - '0');
  return self->cursor > start && (*start != '0' || self->cursor == start + 1) ? TRUE : refuse (self);
}

static gboolean
skip_digits (PostilJsonPull *self)
{
  const char *start = self->cursor;

  while (self->cursor < self->end && g_ascii_isdigit (*self->cursor))
    self->cursor++;
  return self->cursor > start;
}

static gboolean
skip_number (PostilJsonPull *self)
{
  const char *start;
  gboolean ok;

  self->cursor += *self->cursor == '-';
  start = self->cursor;
  ok = skip_digits (self) && (*start != '0' || self->cursor == start + 1);
  if (ok && self->cursor < self->end && *self->cursor == '.')
    {
      self->cursor++;
      ok = skip_digits (self);
    }
  if (ok && self->cursor < self->end && (*self->cursor | 0x20) == 'e')
    {
      self->cursor++;
      self->cursor += self->cursor < self->end && (*self->cursor == '+' || *self->cursor == '-');
      ok = skip_digits (self);
    }
  return ok || refuse (self);
}

static gboolean
skip_word (PostilJsonPull *self, const char *word)
{
  gsize n = strlen (word);

  if ((gsize) (self->end - self->cursor) < n || memcmp (self->cursor, word, n) != 0)
    return refuse (self);
  self->cursor += n;
  return TRUE;
}

static gboolean
skip (PostilJsonPull *self, guint depth)
{
  char c = peek (self);
  gboolean first = TRUE;
  const char *ignored;
  gsize n;

  if (depth > MAX_DEPTH)
    return refuse (self);
  switch (c)
    {
    case '"':
      return postil_json_pull_string (self, &ignored, &n);
    case '{':
      self->cursor++;
      while (postil_json_pull_member (self, &first, &ignored, &n))
        if (!skip (self, depth + 1))
          return FALSE;
      return self->valid;
    case '[':
      self->cursor++;
      while (postil_json_pull_element (self, &first))
        if (!skip (self, depth + 1))
          return FALSE;
      return self->valid;
    case 't':
      return skip_word (self, "true");
    case 'f':
      return skip_word (self, "false");
    case 'n':
      return skip_word (self, "null");
    default:
      return g_ascii_isdigit (c) || c == '-' ? skip_number (self) : refuse (self);
    }
}

gboolean
postil_json_pull_skip (PostilJsonPull *self)
{
  return skip (self, 0);
}

gboolean
postil_json_pull_raw (PostilJsonPull *self, const char **value, gsize *n_bytes)
{
  peek (self);
  *value = self->cursor;
  if (!skip (self, 0))
    return FALSE;
  *n_bytes = (gsize) (self->cursor - *value);
  return TRUE;
}

gboolean
postil_json_pull_real (PostilJsonPull *self, double *value)
{
  char c = peek (self), digits[MAX_DIGITS];
  const char *start = self->cursor;
  gsize n;

  if (!(g_ascii_isdigit (c) || c == '-') || !skip_number (self))
    return refuse (self);
  n = (gsize) (self->cursor - start);
  if (n >= sizeof digits)
    return refuse (self);
  memcpy (digits, start, n);
  digits[n] = '\0';
  /* What people decided has this score, so most have. */
  *value = strcmp (digits, "1.0") == 0 ? 1 : g_ascii_strtod (digits, NULL);
  return TRUE;
}

gboolean
postil_json_pull_equals (PostilJsonPull *self, const char *expected, gsize n_bytes)
{
  const char *string;
  gsize n;

  return postil_json_pull_string (self, &string, &n) && n == n_bytes && memcmp (string, expected, n) == 0;
}

/* Over the comma, unless it is the first; FALSE when @close comes, which is stepped over. */
static gboolean
comes_another (PostilJsonPull *self, gboolean *first, char close)
{
  gboolean was_first = *first;

  *first = FALSE;
  if (peek (self) == close)
    {
      self->cursor++;
      return FALSE;
    }
  return was_first ? self->valid : postil_json_pull_mark (self, ',');
}

gboolean
postil_json_pull_member (PostilJsonPull *self, gboolean *first, const char **name, gsize *n_bytes)
{
  return comes_another (self, first, '}') && postil_json_pull_string (self, name, n_bytes) &&
         postil_json_pull_mark (self, ':');
}

gboolean
postil_json_pull_element (PostilJsonPull *self, gboolean *first)
{
  return comes_another (self, first, ']');
}

gboolean
postil_json_pull_ended (const PostilJsonPull *self)
{
  return self->valid && self->cursor == self->end;
}
