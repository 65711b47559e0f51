/* csv.c - rows of RFC 4180 in, with their line numbers, and out, with or without a guard against formulas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "csv.h"

#include <string.h>

/* Each recovery reads the rest again; a file that needs more of them is not CSV, or wants to keep us busy. */
#define MAX_RECOVERIES 100

static char
sniff_delimiter (const char *data, const char *end)
{
  static const char candidates[] = ",;\t";
  guint counts[3] = { 0 };
  gboolean quoted = FALSE;
  int best = 0;

  for (const char *p = data; p < end && (quoted || (*p != '\n' && *p != '\r')); p++)
    {
      const char *hit = *p != '\0' ? strchr (candidates, *p) : NULL;

      if (*p == '"')
        quoted = !quoted;
      else if (!quoted && hit != NULL)
        counts[hit - candidates]++;
    }
  for (int i = 1; i < 3; i++)
    if (counts[i] > counts[best])
      best = i;
  return candidates[best];
}

void
postil_csv_reader_init (PostilCsvReader *self, const char *data, gsize n_bytes)
{
  if (data == NULL) /* an empty file */
    data = "";
  if (n_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      n_bytes -= 3;
    }
  *self = (PostilCsvReader){ .cursor = data, .end = data + n_bytes, .next_line = 1 };
  self->delimiter = sniff_delimiter (data, self->end);
  self->buffer = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
}

void
postil_csv_reader_clear (PostilCsvReader *self)
{
  if (self->buffer != NULL)
    g_string_free (g_steal_pointer (&self->buffer), TRUE);
  g_clear_pointer (&self->starts, g_array_unref);
}

/* The length of the row end at @p (1, or 2 for CRLF), 0 when there is none. */
static gsize
row_end (const char *p, const char *end)
{
  if (*p == '\n')
    return 1;
  if (*p != '\r')
    return 0;
  return p + 1 < end && p[1] == '\n' ? 2 : 1;
}

/* Reads the inside of a quoted field from after its opening quote; NULL when the closing one never comes. */
static const char *
read_quoted (PostilCsvReader *self, const char *p)
{
  while (p < self->end)
    {
      const char *quote = memchr (p, '"', self->end - p);

      if (quote == NULL)
        return NULL;
      g_string_append_len (self->buffer, p, quote - p);
      p = quote + 1;
      if (p >= self->end || *p != '"')
        return p;
      g_string_append_c (self->buffer, '"');
      p++;
    }
  return NULL;
}

static const char *
read_field (PostilCsvReader *self, const char *p)
{
  const char *plain;

  g_array_append_val (self->starts, self->buffer->len);
  if (p < self->end && *p == '"')
    {
      p = read_quoted (self, p + 1);
      if (p == NULL)
        return NULL;
    }
  plain = p;
  while (p < self->end && *p != self->delimiter && *p != '\n' && *p != '\r')
    p++;
  g_string_append_len (self->buffer, plain, p - plain);
  g_string_append_c (self->buffer, '\0');
  return p;
}

/* Lines that [@from, @to) runs over, as an editor counts them. */
static guint
count_lines (const char *from, const char *to)
{
  guint n = 0;

  for (const char *p = from; (p = memchr (p, '\n', to - p)) != NULL; p++)
    n++;
  for (const char *p = from; (p = memchr (p, '\r', to - p)) != NULL; p++)
    n += p + 1 == to || p[1] != '\n';
  return n;
}

static PostilCsvResult
recover (PostilCsvReader *self)
{
  const char *p = self->cursor;

  if (self->n_recovered++ >= MAX_RECOVERIES)
    {
      self->cursor = self->end;
      return POSTIL_CSV_HOPELESS;
    }
  while (p < self->end && row_end (p, self->end) == 0)
    p++;
  if (p < self->end)
    p += row_end (p, self->end);
  self->cursor = p;
  self->next_line++;
  return POSTIL_CSV_UNTERMINATED;
}

PostilCsvResult
postil_csv_reader_next (PostilCsvReader *self)
{
  const char *p = self->cursor;
  gsize length;

  g_string_truncate (self->buffer, 0);
  g_array_set_size (self->starts, 0);
  while (p < self->end && (length = row_end (p, self->end)) > 0)
    {
      p += length;
      self->next_line++;
    }
  self->cursor = p;
  self->line = self->next_line;
  if (p >= self->end)
    return POSTIL_CSV_END;

  while ((p = read_field (self, p)) != NULL && p < self->end && *p == self->delimiter)
    p++;
  if (p == NULL)
    return recover (self);
  if (p < self->end)
    p += row_end (p, self->end);
  self->next_line += count_lines (self->cursor, p);
  self->cursor = p;
  return POSTIL_CSV_ROW;
}

guint
postil_csv_reader_n (const PostilCsvReader *self)
{
  return self->starts->len;
}

const char *
postil_csv_reader_field (const PostilCsvReader *self, guint index, gsize *n_bytes)
{
  gsize start, stop;

  if (index >= self->starts->len)
    {
      if (n_bytes != NULL)
        *n_bytes = 0;
      return "";
    }
  start = g_array_index (self->starts, gsize, index);
  stop = index + 1 < self->starts->len ? g_array_index (self->starts, gsize, index + 1) : self->buffer->len;
  if (n_bytes != NULL)
    *n_bytes = stop - start - 1;
  return self->buffer->str + start;
}

/* What makes a spreadsheet take a cell for a formula, the full-width forms included; after any number of our own marks, so
 * that taking one mark away is always right. */
static gboolean
is_dangerous (const char *field)
{
  field += strspn (field, "'");
  switch (g_utf8_get_char (field))
    {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case 0xff1d: /* full-width = + - @ */
    case 0xff0b:
    case 0xff0d:
    case 0xff20:
      return TRUE;
    default:
      return FALSE;
    }
}

void
postil_csv_append (GString *out, const char *field, gboolean guard)
{
  gboolean quote = strpbrk (field, ",\"\r\n") != NULL;

  if (quote)
    g_string_append_c (out, '"');
  if (guard && is_dangerous (field))
    g_string_append_c (out, '\'');
  for (const char *hit; quote && (hit = strchr (field, '"')) != NULL; field = hit + 1)
    {
      g_string_append_len (out, field, hit - field + 1);
      g_string_append_c (out, '"');
    }
  g_string_append (out, field);
  g_string_append (out, quote ? "\"," : ",");
}

void
postil_csv_end_row (GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] == ',')
    g_string_truncate (out, out->len - 1);
  g_string_append (out, "\r\n");
}

const char *
postil_csv_unguard (const char *field)
{
  return field[0] == '\'' && is_dangerous (field) ? field + 1 : field;
}
