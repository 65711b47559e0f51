/* buffer-bridge.c - text into a GtkTextBuffer: hidden characters shown, huge paragraphs cut, offsets converted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "buffer-bridge.h"

#include "hidden-character.h"

#include <string.h>

struct _PostilBufferBridge
{
  PostilText *text;
  GArray *lines;  /* guint32: where each line starts in the text; the first is 0 */
  GArray *cuts;   /* guint32: text offsets before which the buffer has a line feed of its own */
  GArray *hidden; /* guint32 */
};

static GArray *
offsets_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint32));
}

PostilBufferBridge *
postil_buffer_bridge_new (void)
{
  PostilBufferBridge *self = g_new0 (PostilBufferBridge, 1);
  guint32 zero = 0;

  self->lines = offsets_new ();
  self->cuts = offsets_new ();
  self->hidden = offsets_new ();
  g_array_append_val (self->lines, zero);
  return self;
}

void
postil_buffer_bridge_free (PostilBufferBridge *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->text, postil_text_unref);
  g_array_unref (self->lines);
  g_array_unref (self->cuts);
  g_array_unref (self->hidden);
  g_free (self);
}

static guint32
at (const GArray *array, guint i)
{
  return g_array_index (array, guint32, i);
}

/* How many values are <= @value. */
static guint
count_up_to (const GArray *array, guint32 value)
{
  guint low = 0;
  guint high = array->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (at (array, middle) <= value)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Where to cut the rest of a paragraph that starts at @p and has @left characters: after the last sentence, else after
 * the last white space of a piece's length, else before a character that does not belong to the one before it. Returns
 * the piece's length in characters. */
static guint32
piece_length (const char *p, guint32 left)
{
  guint32 after_sentence = 0;
  guint32 after_space = 0;
  gunichar before_space = 0;
  guint32 between = 0;
  gunichar previous = 0;

  if (left <= POSTIL_PARAGRAPH_PIECE)
    return left;
  for (guint32 n = 0; n <= POSTIL_PARAGRAPH_PIECE; n++, p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n > 0 && g_unichar_isspace (previous) && !g_unichar_ismark (c))
        {
          after_space = n;
          if (before_space == '.' || before_space == '!' || before_space == '?')
            after_sentence = n;
        }
      if (n > 0 && !g_unichar_ismark (c) && c != 0x200D && previous != 0x200D && !(c >= 0x1F000 && previous >= 0x1F000))
        between = n;
      if (!g_unichar_isspace (c))
        before_space = c;
      previous = c;
    }
  if (after_sentence > POSTIL_PARAGRAPH_PIECE * 2 / 3)
    return after_sentence;
  if (after_space > POSTIL_PARAGRAPH_PIECE / 2)
    return after_space;
  return between > 0 ? between : POSTIL_PARAGRAPH_PIECE;
}

/* Copies one paragraph of @n characters with cuts; notes where they are. */
static const char *
copy_cut (PostilBufferBridge *self, GString *out, const char *p, guint32 offset, guint32 n)
{
  while (n > POSTIL_PARAGRAPH_PIECE)
    {
      guint32 piece = piece_length (p, n);
      const char *stop = g_utf8_offset_to_pointer (p, piece);

      g_string_append_len (out, p, stop - p);
      g_string_append_c (out, '\n');
      offset += piece;
      n -= piece;
      p = stop;
      g_array_append_val (self->cuts, offset);
      g_array_append_val (self->lines, offset);
    }
  return p;
}

/* Finds the lines of @utf8 and cuts the long ones. Returns the copy, or NULL when nothing was cut. */
static GString *
cut_lines (PostilBufferBridge *self, const char *utf8, gsize n_bytes)
{
  const char *end = utf8 + n_bytes;
  const char *copied = utf8;
  const char *p = utf8;
  GString *out = NULL;
  guint32 offset = 0;

  while (TRUE)
    {
      const char *feed = memchr (p, '\n', (gsize) (end - p));
      const char *stop = feed != NULL ? feed : end;
      guint32 n = (guint32) g_utf8_strlen (p, stop - p);

      if (n > POSTIL_PARAGRAPH_LIMIT)
        {
          if (out == NULL)
            out = g_string_sized_new (n_bytes + n_bytes / 1000 + 16);
          g_string_append_len (out, copied, p - copied);
          copied = copy_cut (self, out, p, offset, n);
        }
      if (feed == NULL)
        break;
      offset += n + 1;
      p = feed + 1;
      g_array_append_val (self->lines, offset);
    }
  if (out != NULL)
    g_string_append_len (out, copied, end - copied);
  return out;
}

/* No character below U+0080 but controls is ever hidden, and few lead bytes open one that is: most text passes at once.
 */
static gboolean
may_hide (guchar byte)
{
  if (byte < 0x80)
    return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
  return byte == 0xC2 || byte == 0xD8 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF || byte == 0xF3;
}

static gunichar
character_before (const char *utf8, const char *p)
{
  const char *previous = g_utf8_find_prev_char (utf8, p);

  return previous != NULL ? g_utf8_get_char (previous) : 0;
}

static void
find_hidden (PostilBufferBridge *self, const char *utf8, gsize n_bytes)
{
  const char *end = utf8 + n_bytes;
  guint32 offset = 0;

  for (const char *p = utf8; p < end; p = g_utf8_next_char (p), offset++)
    if (may_hide ((guchar) *p) && postil_hidden_character_symbol (g_utf8_get_char (p), character_before (utf8, p)) != 0)
      g_array_append_val (self->hidden, offset);
}

/* @shown is the text with its cuts. */
static GString *
replace_hidden (PostilBufferBridge *self, const char *utf8, const char *shown)
{
  GString *out = g_string_new (NULL);
  const char *p = shown;
  guint32 position = 0;

  for (guint i = 0; i < self->hidden->len; i++)
    {
      guint32 offset = at (self->hidden, i);
      guint32 target = postil_buffer_bridge_to_buffer (self, offset);
      const char *stop = g_utf8_offset_to_pointer (p, target - position);
      const char *source = utf8 + postil_text_to_byte (self->text, offset);

      g_string_append_len (out, p, stop - p);
      g_string_append_unichar (out, postil_hidden_character_symbol (g_utf8_get_char (source),
                                                                    character_before (utf8, source)));
      p = g_utf8_next_char (stop);
      position = target + 1;
    }
  g_string_append (out, p);
  return out;
}

void
postil_buffer_bridge_fill (PostilBufferBridge *self, GtkTextBuffer *buffer, PostilText *text)
{
  const char *utf8 = "";
  const char *shown;
  gsize n_bytes = 0;
  GString *cut;

  g_array_set_size (self->lines, 1);
  g_array_set_size (self->cuts, 0);
  g_array_set_size (self->hidden, 0);
  g_clear_pointer (&self->text, postil_text_unref);
  if (text != NULL)
    {
      self->text = postil_text_ref (text);
      utf8 = postil_text_get_utf8 (text, &n_bytes);
    }
  cut = cut_lines (self, utf8, n_bytes);
  find_hidden (self, utf8, n_bytes);
  shown = cut != NULL ? cut->str : utf8;
  if (self->hidden->len > 0)
    {
      g_autoptr (GString) replaced = replace_hidden (self, utf8, shown);

      gtk_text_buffer_set_text (buffer, replaced->str, (int) replaced->len);
    }
  else
    gtk_text_buffer_set_text (buffer, shown, (int) (cut != NULL ? cut->len : n_bytes));
  if (cut != NULL)
    g_string_free (cut, TRUE);
}

guint32
postil_buffer_bridge_to_buffer (const PostilBufferBridge *self, guint32 offset)
{
  return offset + count_up_to (self->cuts, offset);
}

guint32
postil_buffer_bridge_to_text (const PostilBufferBridge *self, guint32 buffer_offset)
{
  guint low = 0;
  guint high = self->cuts->len;

  /* The line feed of cut i stands at cuts[i] + i in the buffer: count those before @buffer_offset. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (at (self->cuts, middle) + middle < buffer_offset)
        low = middle + 1;
      else
        high = middle;
    }
  return buffer_offset - low;
}

guint
postil_buffer_bridge_get_n_lines (const PostilBufferBridge *self)
{
  return self->lines->len;
}

guint
postil_buffer_bridge_line_of (const PostilBufferBridge *self, guint32 offset)
{
  return count_up_to (self->lines, offset) - 1;
}

gboolean
postil_buffer_bridge_line_is_cut (const PostilBufferBridge *self, guint line)
{
  guint32 next;
  guint n;

  if (line + 1 >= self->lines->len || self->cuts->len == 0)
    return FALSE;
  next = at (self->lines, line + 1);
  n = count_up_to (self->cuts, next);
  return n > 0 && at (self->cuts, n - 1) == next;
}

PostilRange
postil_buffer_bridge_line_range (const PostilBufferBridge *self, guint line)
{
  guint32 start = at (self->lines, line);

  if (line + 1 >= self->lines->len)
    return POSTIL_RANGE (start, self->text != NULL ? postil_text_get_length (self->text) : 0);
  return POSTIL_RANGE (start, at (self->lines, line + 1) - (postil_buffer_bridge_line_is_cut (self, line) ? 0 : 1));
}

/* The blocks in which Unicode keeps strong right-to-left letters, assigned or not. */
static gboolean
is_rtl (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE) ||
         (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

gboolean
postil_buffer_bridge_line_has_rtl (const PostilBufferBridge *self, guint line)
{
  PostilRange range = postil_buffer_bridge_line_range (self, line);
  gsize n_bytes = 0;
  const char *p;
  const char *end;

  if (self->text == NULL || range.start >= range.stop)
    return FALSE;
  p = postil_text_peek (self->text, range, &n_bytes);
  for (end = p + n_bytes; p < end; p = g_utf8_next_char (p))
    {
      if ((guchar) *p >= 0xD6 && is_rtl (g_utf8_get_char (p)))
        return TRUE;
    }
  return FALSE;
}

const GArray *
postil_buffer_bridge_get_hidden (const PostilBufferBridge *self)
{
  return self->hidden;
}
