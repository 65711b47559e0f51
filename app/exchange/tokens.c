/* tokens.c - texts as rows of tokens, and spans as what tokens are tagged with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tokens.h"

#include <string.h>

#include <postil/segments.h>

static PostilTokens *
new_empty (void)
{
  PostilTokens *self = g_new0 (PostilTokens, 1);

  self->tokens = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  self->sentences = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  return self;
}

void
postil_tokens_free (PostilTokens *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tokens);
  g_array_unref (self->sentences);
  g_free (self);
}

static void
add_sentence (PostilTokens *self, guint first, guint stop)
{
  PostilRange sentence = { first, stop };

  if (first < stop)
    g_array_append_val (self->sentences, sentence);
}

PostilTokens *
postil_tokens_new (const PostilText *text)
{
  PostilRange whole = { 0, postil_text_get_length (text) };
  g_autoptr (GArray) words = postil_segment_tokens (text, whole);
  g_autoptr (GArray) sentences = postil_segment_sentences (text, whole);
  PostilTokens *self = new_empty ();
  guint first = 0, next = 1;

  for (guint i = 0; i < words->len; i++)
    {
      PostilRange token = postil_text_trim (text, g_array_index (words, PostilToken, i).range);

      if (token.start >= token.stop)
        continue;
      /* What lies before the first sentence, or between two, goes with the one before. */
      while (next < sentences->len && token.start >= g_array_index (sentences, PostilRange, next).start)
        {
          add_sentence (self, first, self->tokens->len);
          first = self->tokens->len;
          next++;
        }
      g_array_append_val (self->tokens, token);
    }
  add_sentence (self, first, self->tokens->len);
  return self;
}

static gboolean
is_word (gunichar c)
{
  return c == '_' || g_unichar_isalnum (c);
}

PostilTokens *
postil_tokens_new_plain (const PostilText *text)
{
  PostilTokens *self = new_empty ();
  const char *p = postil_text_get_utf8 (text, NULL);
  guint32 offset = 0;

  while (*p != '\0')
    {
      PostilRange token = { offset, offset };
      gunichar c = g_utf8_get_char (p);

      p = g_utf8_next_char (p);
      offset++;
      if (g_unichar_isspace (c) || (c >= 0x1c && c <= 0x1f) || c == 0x85)
        continue;
      while (is_word (c) && *p != '\0')
        {
          gunichar here = g_utf8_get_char (p);
          const char *after = g_utf8_next_char (p);
          gboolean joint = here == '-' && *after != '\0' && is_word (g_utf8_get_char (after));

          if (!is_word (here) && !joint)
            break;
          p = joint ? g_utf8_next_char (after) : after;
          offset += joint ? 2 : 1;
        }
      token.stop = offset;
      g_array_append_val (self->tokens, token);
    }
  add_sentence (self, 0, self->tokens->len);
  return self;
}

/* The first token that ends after @offset. */
static guint
token_after (const PostilTokens *self, guint32 offset)
{
  guint low = 0, high = self->tokens->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->tokens, PostilRange, middle).stop <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
postil_tokens_touched (const PostilTokens *self, PostilRange range, PostilRange *tokens)
{
  tokens->start = token_after (self, range.start);
  tokens->stop = range.stop > 0 ? token_after (self, range.stop - 1) : 0;
  if (tokens->stop < self->tokens->len && g_array_index (self->tokens, PostilRange, tokens->stop).start < range.stop)
    tokens->stop++;
  return tokens->start < tokens->stop;
}

static PostilRange
token_at (const PostilTokens *self, guint index)
{
  return g_array_index (self->tokens, PostilRange, index);
}

/* Narrows @tokens to those that lie wholly within @range; FALSE when none does. */
static gboolean
narrow (const PostilTokens *self, PostilRange range, PostilRange *tokens)
{
  if (token_at (self, tokens->start).start < range.start)
    tokens->start++;
  if (tokens->start < tokens->stop && token_at (self, tokens->stop - 1).stop > range.stop)
    tokens->stop--;
  return tokens->start < tokens->stop;
}

static gboolean
fit (const PostilTokens *self, const PostilPiece *piece, PostilEdges edges, PostilRange *tokens, PostilLosses *losses)
{
  PostilRange range = piece->range;

  if (!postil_tokens_touched (self, range, tokens))
    {
      postil_losses_count_span (losses, &losses->off_token, piece->span);
      return FALSE;
    }
  if (token_at (self, tokens->start).start >= range.start && token_at (self, tokens->stop - 1).stop <= range.stop)
    return TRUE;
  if (edges == POSTIL_EDGES_SKIP || (edges == POSTIL_EDGES_CONTRACT && !narrow (self, range, tokens)))
    {
      postil_losses_count_span (losses, &losses->off_token, piece->span);
      return FALSE;
    }
  if (edges == POSTIL_EDGES_CONTRACT)
    postil_losses_count_span (losses, &losses->narrowed, piece->span);
  else
    postil_losses_count_span (losses, &losses->widened, piece->span);
  return TRUE;
}

gboolean
postil_tokens_are_all (const PostilTokens *self, const PostilText *text)
{
  guint32 at = 0;

  for (guint i = 0, sentence = 0; i < self->tokens->len; i++)
    {
      PostilRange token = token_at (self, i);
      gboolean first = g_array_index (self->sentences, PostilRange, sentence).stop == i;

      sentence += first;
      if (i > 0 && !postil_text_slice_equals (text, POSTIL_RANGE (at, at + 1), first ? "\n" : " "))
        return FALSE;
      if (token.start != at + (i > 0))
        return FALSE;
      at = token.stop;
    }
  return at == postil_text_get_length (text);
}

/* The number of the sentence that holds the token. */
static guint
sentence_of (const PostilTokens *self, guint token)
{
  guint low = 0, high = self->sentences->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->sentences, PostilRange, middle).stop <= token)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_pieces (const PostilTokens *self, GArray *pieces, const PostilSpan *span, PostilRange tokens, gboolean cut,
            PostilLosses *losses)
{
  guint first = tokens.start, n = 0;

  while (first < tokens.stop)
    {
      guint end = cut ? g_array_index (self->sentences, PostilRange, sentence_of (self, first)).stop : tokens.stop;
      guint stop = MIN (end, tokens.stop);
      PostilPiece piece = { .span = span };

      piece.range = POSTIL_RANGE (token_at (self, first).start, token_at (self, stop - 1).stop);
      g_array_append_val (pieces, piece);
      first = stop;
      n++;
    }
  if (n > 1)
    postil_losses_count_span (losses, &losses->cut, span);
}

void
postil_tokens_fit (const PostilTokens *self, PostilOutline *outline, PostilEdges edges, gboolean cut, PostilLosses *losses)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (PostilPiece));

  for (guint i = 0; i < outline->pieces->len; i++)
    {
      const PostilPiece *piece = &g_array_index (outline->pieces, PostilPiece, i);
      PostilRange tokens;

      if (fit (self, piece, edges, &tokens, losses))
        add_pieces (self, pieces, piece->span, tokens, cut, losses);
    }
  g_array_unref (outline->pieces);
  outline->pieces = pieces;
}

/* A byte order mark goes, too: at the beginning of a file a reader would take it for one. */
static char *
without_space (const char *string, gboolean *changed)
{
  GString *out = g_string_new (NULL);
  gboolean any = FALSE;

  for (const char *p = string; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean space = g_unichar_isspace (c) || c < 0x20 || c == 0x7f || c == 0x85 || c == 0xfeff;

      any = any || space;
      g_string_append_unichar (out, space ? '_' : c);
    }
  if (any && changed != NULL)
    *changed = TRUE;
  return g_string_free (out, FALSE);
}

char *
postil_token_word (const PostilText *text, PostilRange token, gboolean *changed)
{
  g_autofree char *slice = postil_text_slice (text, token);
  char *word = without_space (slice, changed);

  if (strcmp (word, "-DOCSTART-") == 0)
    {
      word[0] = '_';
      if (changed != NULL)
        *changed = TRUE;
    }
  return word;
}

char *
postil_token_label (const char *label, gboolean *changed)
{
  return without_space (label, changed);
}

/* ---- tags ---- */

gboolean
postil_tag_is_valid (const char *tag)
{
  if (strcmp (tag, "O") == 0 || strcmp (tag, "-") == 0)
    return TRUE;
  return tag[0] != '\0' && strchr ("BILUESMW", tag[0]) != NULL && tag[1] == '-' && tag[2] != '\0';
}

GArray *
postil_tags_decode (const GPtrArray *tags)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (PostilTagSpan));
  gboolean open = FALSE;

  for (guint i = 0; i < tags->len; i++)
    {
      const char *tag = g_ptr_array_index (tags, i);
      PostilTagSpan *last = open ? &g_array_index (spans, PostilTagSpan, spans->len - 1) : NULL;
      gboolean begins = strchr ("BUSW", tag[0]) != NULL, ends = strchr ("UELSW", tag[0]) != NULL;

      if (tag[1] == '\0')
        {
          open = FALSE;
          continue;
        }
      if (last != NULL && !begins && strcmp (last->label, tag + 2) == 0)
        last->last = i;
      else
        {
          PostilTagSpan span = { i, i, tag + 2 };

          g_array_append_val (spans, span);
        }
      open = !ends;
    }
  return spans;
}

/* ---- texts of tokens ---- */

typedef struct
{
  guint32 start;
  guint32 stop;
  const char *label;
  guint line;
} TextSpan;

PostilTokenText *
postil_token_text_new (void)
{
  PostilTokenText *self = g_new0 (PostilTokenText, 1);

  self->text = g_string_new (NULL);
  self->spans = g_array_new (FALSE, FALSE, sizeof (TextSpan));
  self->labels = g_string_chunk_new (1024);
  return self;
}

void
postil_token_text_free (PostilTokenText *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_array_unref (self->spans);
  g_string_chunk_free (self->labels);
  g_free (self);
}

guint
postil_token_text_add (PostilTokenText *self, const GPtrArray *words, const GArray *spans, guint line)
{
  g_autofree PostilRange *places = g_new (PostilRange, words->len + 1);
  guint before = self->spans->len;

  if (self->line == 0)
    self->line = line;
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (i > 0 || self->length > 0)
        {
          g_string_append_c (self->text, i > 0 ? ' ' : '\n');
          self->length++;
        }
      places[i].start = self->length;
      g_string_append (self->text, word);
      self->length += g_utf8_strlen (word, -1);
      places[i].stop = self->length;
    }
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilTagSpan *given = &g_array_index (spans, PostilTagSpan, i);
      TextSpan span = { places[given->first].start, places[given->last].stop,
                        g_string_chunk_insert_const (self->labels, given->label), line };

      g_array_append_val (self->spans, span);
    }
  return before;
}

PostilRecord *
postil_token_text_to_record (PostilTokenText *self, const char *key, GError **error)
{
  PostilRecord *record = postil_record_new (key, self->text->str, self->text->len, self->line, error);
  const char *at = self->text->str;
  guint32 offset = 0;

  if (record == NULL)
    return NULL;
  for (guint i = 0; i < self->spans->len; i++)
    {
      const TextSpan *span = &g_array_index (self->spans, TextSpan, i);
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *quote = NULL;

      /* In the usual order one walk over the text finds them all. */
      at = span->start >= offset ? g_utf8_offset_to_pointer (at, span->start - offset)
                                 : g_utf8_offset_to_pointer (self->text->str, span->start);
      offset = span->start;
      quote = g_strndup (at, g_utf8_offset_to_pointer (at, span->stop - span->start) - at);
      postil_record_add (record, id, span->label, span->start, span->stop, quote, span->line);
    }
  return record;
}
