/* stops.c - where an edge of a span stops when it is moved by more than a word: at marks, clauses, and words that join
 * them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/segments.h>

#include <string.h>

/* How far one step may go. */
#define REACH 1000
#define MAX_JOINER 8

static gboolean
is_word (const PostilToken *token)
{
  return token->kind != POSTIL_TOKEN_PUNCTUATION;
}

/* "that", "and": what follows them, or goes before, is often a clause by itself. */
static gboolean
is_joiner (const PostilText *text, const PostilToken *token)
{
  static const char *const joiners[] = { "and", "but", "or", "that", "because", NULL };
  char word[MAX_JOINER + 1] = { 0 };
  gsize length = token->stop_byte - token->start_byte;

  if (length > MAX_JOINER)
    return FALSE;
  memcpy (word, postil_text_get_utf8 (text, NULL) + token->start_byte, length);
  return g_strv_contains (joiners, word);
}

/* A hyphen or apostrophe inside a word is no mark. */
static gboolean
is_inner (const GArray *tokens, guint i)
{
  const PostilToken *token = &g_array_index (tokens, PostilToken, i);

  return i > 0 && i + 1 < tokens->len && is_word (token - 1) && is_word (token + 1) &&
         token->start_byte == (token - 1)->stop_byte && token->stop_byte == (token + 1)->start_byte;
}

/* Whether a stretch may start with token @i. */
static gboolean
may_start (const PostilText *text, const GArray *tokens, guint i)
{
  const PostilToken *token = &g_array_index (tokens, PostilToken, i);

  if (!is_word (token))
    return FALSE;
  if (i == 0)
    return TRUE;
  if (!is_word (token - 1))
    return !is_inner (tokens, i - 1);
  return is_joiner (text, token - 1) || is_joiner (text, token);
}

/* Whether a stretch may end with token @i. */
static gboolean
may_end (const PostilText *text, const GArray *tokens, guint i)
{
  const PostilToken *token = &g_array_index (tokens, PostilToken, i);

  if (!is_word (token))
    return FALSE;
  if (i + 1 == tokens->len)
    return TRUE;
  if (!is_word (token + 1))
    return !is_inner (tokens, i + 1);
  return is_joiner (text, token + 1);
}

guint32
postil_segment_stop (const PostilText *text, guint32 offset, gboolean end, int direction)
{
  const guint32 length = postil_text_get_length (text);
  const PostilRange around = { offset > REACH ? offset - REACH : 0, MIN (length, offset + REACH) };
  g_autoptr (GArray) tokens = postil_segment_tokens (text, postil_segment_snap (text, around));
  guint32 last = direction < 0 ? 0 : length;

  for (guint n = 0; n < tokens->len; n++)
    {
      const guint i = direction < 0 ? tokens->len - 1 - n : n;
      const PostilRange token = g_array_index (tokens, PostilToken, i).range;
      const guint32 place = end ? token.stop : token.start;

      if (direction < 0 ? place >= offset : place <= offset)
        continue;
      if (is_word (&g_array_index (tokens, PostilToken, i)))
        last = place;
      if (end ? may_end (text, tokens, i) : may_start (text, tokens, i))
        return place;
    }
  return last;
}
