/* offsets.c - code points to bytes and UTF-16 units, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "text-private.h"

#include <string.h>

/* Whether all of the next POSTIL_TEXT_STRIDE bytes are ASCII; *@n_lines: line breaks among them. */
static gboolean
is_plain_stride (const char *at, guint32 *n_lines)
{
  guint8 all = 0;
  guint32 n = 0;

  for (guint i = 0; i < POSTIL_TEXT_STRIDE; i++)
    all |= (guint8) at[i];
  if (all >= 0x80)
    return FALSE;
  for (guint i = 0; i < POSTIL_TEXT_STRIDE; i++)
    n += at[i] == '\n';
  *n_lines = n;
  return TRUE;
}

gboolean
postil_text_measure (PostilText *self)
{
  const char *at = self->utf8;
  const char *end = at + self->n_bytes;
  g_autoptr (GArray) marks = g_array_sized_new (FALSE, FALSE, sizeof (PostilTextMark), self->n_bytes / 256 + 1);
  PostilTextMark mark = { 0, 0, 0 };
  guint64 length = 0;

  for (;;)
    {
      if (length % POSTIL_TEXT_STRIDE == 0)
        {
          mark.byte = (guint32) (at - self->utf8);
          g_array_append_val (marks, mark);
        }
      if (at == end)
        break;

      guint32 n_lines;
      if (length % POSTIL_TEXT_STRIDE == 0 && end - at >= POSTIL_TEXT_STRIDE && is_plain_stride (at, &n_lines))
        {
          mark.u16 += POSTIL_TEXT_STRIDE;
          mark.line += n_lines;
          at += POSTIL_TEXT_STRIDE;
          length += POSTIL_TEXT_STRIDE;
          continue;
        }

      const guint n = postil_text_char_bytes (*at);
      mark.u16 += n == 4 ? 2 : 1;
      mark.line += *at == '\n';
      at += n;
      length++;
    }

  if (length > G_MAXINT32)
    return FALSE;
  self->length = (guint32) length;
  self->length_u16 = mark.u16;
  self->ascii = length == self->n_bytes;
  self->n_marks = marks->len;
  self->marks = (PostilTextMark *) g_array_free (g_steal_pointer (&marks), FALSE);
  return TRUE;
}

/* The last mark whose value in the unit at @field is not beyond @value. Marks grow in every unit. */
static guint32
find_mark (const PostilText *self, gsize field, guint32 value)
{
  guint32 low = 0;
  guint32 high = self->n_marks;

  while (high - low > 1)
    {
      const guint32 middle = low + (high - low) / 2;
      const guint32 found = G_STRUCT_MEMBER (guint32, &self->marks[middle], field);

      if (found <= value)
        low = middle;
      else
        high = middle;
    }
  return low;
}

gsize
postil_text_to_byte (const PostilText *self, guint32 offset)
{
  if (offset >= self->length)
    return self->n_bytes;
  if (self->ascii)
    return offset;

  const char *at = self->utf8 + self->marks[offset / POSTIL_TEXT_STRIDE].byte;
  for (guint32 left = offset % POSTIL_TEXT_STRIDE; left > 0; left--)
    at += postil_text_char_bytes (*at);
  return (gsize) (at - self->utf8);
}

guint32
postil_text_from_byte (const PostilText *self, gsize byte)
{
  if (byte >= self->n_bytes)
    return self->length;
  if (self->ascii)
    return (guint32) byte;

  const guint32 index = find_mark (self, G_STRUCT_OFFSET (PostilTextMark, byte), (guint32) byte);
  const char *target = self->utf8 + byte;
  guint32 offset = index * POSTIL_TEXT_STRIDE;

  /* Leads after the mark up to and with the target's byte: a byte inside a character counts its own lead only. */
  for (const char *at = self->utf8 + self->marks[index].byte + 1; at <= target; at++)
    offset += postil_text_is_lead (*at);
  return offset;
}

guint32
postil_text_to_u16 (const PostilText *self, guint32 offset)
{
  if (offset >= self->length)
    return self->length_u16;
  if (self->ascii)
    return offset;

  const PostilTextMark *mark = &self->marks[offset / POSTIL_TEXT_STRIDE];
  const char *at = self->utf8 + mark->byte;
  guint32 u16 = mark->u16;
  for (guint32 left = offset % POSTIL_TEXT_STRIDE; left > 0; left--)
    {
      const guint n = postil_text_char_bytes (*at);
      u16 += n == 4 ? 2 : 1;
      at += n;
    }
  return u16;
}

guint32
postil_text_from_u16 (const PostilText *self, guint32 u16)
{
  if (u16 >= self->length_u16)
    return self->length;
  if (self->ascii)
    return u16;

  const guint32 index = find_mark (self, G_STRUCT_OFFSET (PostilTextMark, u16), u16);
  const char *at = self->utf8 + self->marks[index].byte;
  guint32 offset = index * POSTIL_TEXT_STRIDE;
  guint32 left = u16 - self->marks[index].u16;
  for (;;)
    {
      const guint n = postil_text_char_bytes (*at);
      const guint32 units = n == 4 ? 2 : 1;
      if (left < units)
        return offset;
      left -= units;
      at += n;
      offset++;
    }
}

guint32
postil_text_line_of (const PostilText *self, guint32 offset, guint32 *column)
{
  offset = MIN (offset, self->length);

  const PostilTextMark *mark = &self->marks[offset / POSTIL_TEXT_STRIDE];
  const gsize byte = postil_text_to_byte (self, offset);
  guint32 line = mark->line + 1;

  for (const char *at = self->utf8 + mark->byte; at < self->utf8 + byte; at++)
    line += *at == '\n';

  if (column != NULL)
    {
      const char *lf = memrchr (self->utf8, '\n', byte);
      const gsize line_byte = lf == NULL ? 0 : (gsize) (lf - self->utf8) + 1;
      *column = offset - postil_text_from_byte (self, line_byte) + 1;
    }
  return line;
}
