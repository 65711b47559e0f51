/* segments.c - paragraphs, sentences and tokens: all of them, or the one at a place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/segments.h>

#include "sentence-breaks.h"
#include "sentences.h"
#include "text-private.h"
#include "tokens.h"

#include <string.h>

/* A place in the text, in both units, so that walking along needs no conversion. */
typedef struct
{
  guint32 byte;
  guint32 offset;
} Place;

typedef struct
{
  Place start;
  Place stop;
} Stretch;

static Place
place_at (const PostilText *text, guint32 offset)
{
  return (Place){ (guint32) postil_text_to_byte (text, offset), MIN (offset, text->length) };
}

static Stretch
stretch_of (const PostilText *text, PostilRange range)
{
  Stretch stretch = { place_at (text, range.start), place_at (text, range.stop) };

  if (stretch.stop.byte < stretch.start.byte)
    stretch.stop = stretch.start;
  return stretch;
}

static guint32
count_leads (const char *at, const char *stop)
{
  guint32 n = 0;

  for (; at < stop; at++)
    n += postil_text_is_lead (*at);
  return n;
}

static Stretch
trim_stretch (const PostilText *text, Stretch stretch)
{
  while (stretch.start.byte < stretch.stop.byte)
    {
      const char *at = text->utf8 + stretch.start.byte;
      if (!postil_text_is_space (g_utf8_get_char (at)))
        break;
      stretch.start.byte += postil_text_char_bytes (*at);
      stretch.start.offset++;
    }
  while (stretch.start.byte < stretch.stop.byte)
    {
      const char *before = g_utf8_prev_char (text->utf8 + stretch.stop.byte);
      if (!postil_text_is_space (g_utf8_get_char (before)))
        break;
      stretch.stop.byte = (guint32) (before - text->utf8);
      stretch.stop.offset--;
    }
  return stretch;
}

/* The line that starts at *@at, untrimmed and without its LF; moves *@at behind the LF. FALSE at the end. */
static gboolean
next_line (const PostilText *text, Place *at, Place stop, Stretch *line)
{
  if (at->byte >= stop.byte)
    return FALSE;

  const char *from = text->utf8 + at->byte;
  const char *lf = memchr (from, '\n', stop.byte - at->byte);
  const char *end = lf != NULL ? lf : text->utf8 + stop.byte;

  line->start = *at;
  line->stop.byte = (guint32) (end - text->utf8);
  line->stop.offset = at->offset + (text->ascii ? (guint32) (end - from) : count_leads (from, end));
  at->byte = line->stop.byte + (lf != NULL);
  at->offset = line->stop.offset + (lf != NULL);
  return TRUE;
}

static void
append_stretch (GArray *ranges, Stretch stretch)
{
  const PostilRange range = { stretch.start.offset, stretch.stop.offset };

  if (range.start < range.stop)
    g_array_append_val (ranges, range);
}

GArray *
postil_segment_paragraphs (const PostilText *text, PostilRange within)
{
  GArray *paragraphs = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  const Stretch all = stretch_of (text, within);
  Place at = all.start;
  Stretch line;

  while (next_line (text, &at, all.stop, &line))
    append_stretch (paragraphs, trim_stretch (text, line));
  return paragraphs;
}

/* Appends what lies between two cuts, cut once more where a writer without capitals ends a sentence. */
static void
append_sentence (const PostilText *text, Stretch sentence, GArray *sentences)
{
  Stretch rest = trim_stretch (text, sentence);

  for (;;)
    {
      const char *start = text->utf8 + rest.start.byte;
      const char *cut = postil_sentence_informal_cut (start, text->utf8 + rest.stop.byte);
      if (cut == NULL)
        break;

      const Place middle = { (guint32) (cut - text->utf8), rest.start.offset + count_leads (start, cut) };
      append_stretch (sentences, trim_stretch (text, (Stretch){ rest.start, middle }));
      rest.start = middle;
    }
  append_stretch (sentences, rest);
}

static void
append_sentences (const PostilText *text, Stretch paragraph, GArray *breaks, GArray *sentences)
{
  const char *base = text->utf8 + paragraph.start.byte;
  const char *stop = text->utf8 + paragraph.stop.byte;
  Stretch sentence = { paragraph.start, paragraph.start };

  postil_sentence_breaks_find (base, (gsize) (stop - base), breaks);
  for (guint i = 0; i < breaks->len; i++)
    {
      const PostilBreak here = g_array_index (breaks, PostilBreak, i);

      if (i + 1 < breaks->len && postil_sentence_goes_on (text->utf8 + sentence.start.byte, base + here.byte, stop))
        continue;
      sentence.stop = (Place){ paragraph.start.byte + here.byte, paragraph.start.offset + here.offset };
      append_sentence (text, sentence, sentences);
      sentence.start = sentence.stop;
    }
}

GArray *
postil_segment_sentences (const PostilText *text, PostilRange within)
{
  GArray *sentences = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  g_autoptr (GArray) breaks = g_array_new (FALSE, FALSE, sizeof (PostilBreak));
  const Stretch all = stretch_of (text, within);
  Place at = all.start;
  Stretch line;

  while (next_line (text, &at, all.stop, &line))
    {
      const Stretch paragraph = trim_stretch (text, line);
      if (paragraph.start.byte < paragraph.stop.byte)
        append_sentences (text, paragraph, breaks, sentences);
    }
  return sentences;
}

GArray *
postil_segment_tokens (const PostilText *text, PostilRange within)
{
  const Stretch all = stretch_of (text, within);
  GArray *tokens = g_array_sized_new (FALSE, FALSE, sizeof (PostilToken), (all.stop.byte - all.start.byte) / 5 + 1);

  postil_tokens_append (text, all.start.byte, all.stop.byte, all.start.offset, tokens);
  return tokens;
}

/* First place at or after @at where no white space stands; the end of the text when there is none. */
static Place
skip_space (const PostilText *text, Place at)
{
  while (at.byte < text->n_bytes && postil_text_is_space (g_utf8_get_char (text->utf8 + at.byte)))
    {
      at.byte += postil_text_char_bytes (text->utf8[at.byte]);
      at.offset++;
    }
  return at;
}

static Place
skip_space_back (const PostilText *text, Place at)
{
  while (at.byte > 0)
    {
      const char *before = g_utf8_prev_char (text->utf8 + at.byte);
      if (!postil_text_is_space (g_utf8_get_char (before)))
        break;
      at.byte = (guint32) (before - text->utf8);
      at.offset--;
    }
  return at;
}

/* The stretch without white space around @at. */
static Stretch
chunk_around (const PostilText *text, Place at)
{
  Stretch chunk = { at, at };

  while (chunk.start.byte > 0)
    {
      const char *before = g_utf8_prev_char (text->utf8 + chunk.start.byte);
      if (postil_text_is_space (g_utf8_get_char (before)))
        break;
      chunk.start.byte = (guint32) (before - text->utf8);
      chunk.start.offset--;
    }
  while (chunk.stop.byte < text->n_bytes && !postil_text_is_space (g_utf8_get_char (text->utf8 + chunk.stop.byte)))
    {
      chunk.stop.byte += postil_text_char_bytes (text->utf8[chunk.stop.byte]);
      chunk.stop.offset++;
    }
  return chunk;
}

static GArray *
tokens_around (const PostilText *text, Place at)
{
  const Stretch chunk = chunk_around (text, at);
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (PostilToken));

  postil_tokens_append (text, chunk.start.byte, chunk.stop.byte, chunk.start.offset, tokens);
  return tokens;
}

static PostilRange
end_of (const PostilText *text)
{
  return POSTIL_RANGE (text->length, text->length);
}

/* The first range that stops after @offset. */
static PostilRange
range_after (const PostilText *text, const GArray *ranges, guint32 offset)
{
  for (guint i = 0; i < ranges->len; i++)
    if (g_array_index (ranges, PostilRange, i).stop > offset)
      return g_array_index (ranges, PostilRange, i);
  return end_of (text);
}

PostilRange
postil_segment_token_at (const PostilText *text, guint32 offset)
{
  const Place at = skip_space (text, place_at (text, offset));
  g_autoptr (GArray) tokens = tokens_around (text, at);

  for (guint i = 0; i < tokens->len; i++)
    if (g_array_index (tokens, PostilToken, i).range.stop > at.offset)
      return g_array_index (tokens, PostilToken, i).range;
  return end_of (text);
}

/* The line with @at in it, without LF. */
static Stretch
line_around (const PostilText *text, Place at)
{
  const char *lf = memrchr (text->utf8, '\n', at.byte);
  const guint32 start_byte = lf != NULL ? (guint32) (lf - text->utf8) + 1 : 0;
  Place next = { start_byte, postil_text_from_byte (text, start_byte) };
  Stretch line = { next, next };

  next_line (text, &next, (Place){ (guint32) text->n_bytes, text->length }, &line);
  return line;
}

PostilRange
postil_segment_paragraph_at (const PostilText *text, guint32 offset)
{
  const Place at = skip_space (text, place_at (text, offset));

  if (at.byte == text->n_bytes)
    return end_of (text);

  const Stretch line = trim_stretch (text, line_around (text, at));
  return POSTIL_RANGE (line.start.offset, line.stop.offset);
}

PostilRange
postil_segment_sentence_at (const PostilText *text, guint32 offset)
{
  const PostilRange paragraph = postil_segment_paragraph_at (text, offset);
  g_autoptr (GArray) sentences = postil_segment_sentences (text, paragraph);

  return range_after (text, sentences, offset);
}

PostilRange
postil_segment_clause_at (const PostilText *text, guint32 offset)
{
  const PostilRange sentence = postil_segment_sentence_at (text, offset);

  if (sentence.start == sentence.stop)
    return sentence;

  g_autoptr (GArray) clauses = postil_segment_clauses (text, sentence);
  return range_after (text, clauses, offset);
}

PostilRange
postil_segment_next_token (const PostilText *text, guint32 offset)
{
  const Place here = place_at (text, offset);
  g_autoptr (GArray) tokens = tokens_around (text, here);

  /* The rest of the chunk first, then the first token of the next one. */
  for (guint i = 0; i < tokens->len; i++)
    if (g_array_index (tokens, PostilToken, i).range.start > here.offset)
      return g_array_index (tokens, PostilToken, i).range;
  return postil_segment_token_at (text, chunk_around (text, here).stop.offset);
}

PostilRange
postil_segment_previous_token (const PostilText *text, guint32 offset)
{
  const Place here = place_at (text, offset);
  g_autoptr (GArray) tokens = tokens_around (text, here);

  for (guint i = tokens->len; i > 0; i--)
    if (g_array_index (tokens, PostilToken, i - 1).range.start < here.offset)
      return g_array_index (tokens, PostilToken, i - 1).range;

  const Place at = skip_space_back (text, chunk_around (text, here).start);
  if (at.offset == 0)
    return POSTIL_RANGE (0, 0);

  g_autoptr (GArray) before = tokens_around (text, at);
  return g_array_index (before, PostilToken, before->len - 1).range;
}

PostilRange
postil_segment_snap (const PostilText *text, PostilRange range)
{
  const guint32 start = MIN (range.start, text->length);
  const guint32 stop = MIN (MAX (range.stop, start), text->length);
  PostilRange snapped = { start, stop };

  if (start < stop)
    {
      const PostilRange first = postil_segment_token_at (text, start);
      const PostilRange last = postil_segment_token_at (text, stop - 1);

      if (first.start < start)
        snapped.start = first.start;
      if (last.start < stop && last.stop > stop)
        snapped.stop = last.stop;
    }
  return snapped;
}
