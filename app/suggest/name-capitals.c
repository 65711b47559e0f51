/* name-capitals.c - what words in capitals would look like if nobody shouted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "SHOTS FIRED NEAR OSLO HARBOUR" has one name in it, and only Oslo would be large in a sentence. The model of names
 * knows words by their capitals, so headlines and shouts are described to it as if they were written like the rest.
 */
#include "gazetteer.h"

#include <string.h>

#define EVERYDAY (POSTIL_CLASS_BIT (POSTIL_CLASS_COMMON) | POSTIL_CLASS_BIT (POSTIL_CLASS_COMMON_BRITISH))
#define LONGEST 64 /* bytes of a word that is calmed */

#define FEWEST_SHOUTED 3 /* words that make a line of capitals */

static PostilNameToken *
token_at (GArray *names, guint index)
{
  return &g_array_index (names, PostilNameToken, index);
}

/* Whether nearly all words of [begin, end) are capitals throughout. */
static gboolean
is_shouted (GArray *names, guint begin, guint end)
{
  guint n_words = 0, n_shouted = 0;

  for (guint i = begin; i < end; i++)
    {
      const PostilNameToken *token = token_at (names, i);

      if ((token->flags & (POSTIL_NAME_PUNCTUATION | POSTIL_NAME_POSSESSIVE | POSTIL_NAME_DIGIT)) ||
          token->range.stop - token->range.start < 2)
        continue;
      n_words++;
      n_shouted += (token->flags & POSTIL_NAME_ALL_CAPS) != 0;
    }
  return n_shouted >= FEWEST_SHOUTED && n_shouted * 5 >= n_words * 4;
}

/* Whether the words are of somebody who shouts at somebody: no headline says "I" or "you". */
static gboolean
is_talk (GArray *names, const char *utf8, guint begin, guint end)
{
  static const char *const words[] = { "I", "IM", "ME", "MY", "YOU", "YOUR", "THIS", "WHY", "PLEASE" };

  for (guint i = begin; i < end; i++)
    {
      const PostilNameToken *token = token_at (names, i);
      gsize n_bytes = token->stop_byte - token->start_byte;

      for (guint k = 0; k < G_N_ELEMENTS (words); k++)
        if (strlen (words[k]) == n_bytes && memcmp (words[k], utf8 + token->start_byte, n_bytes) == 0)
          return TRUE;
    }
  return FALSE;
}

static void
describe_calm (PostilNameToken *token, const char *utf8, gboolean large)
{
  const guint16 kept = token->flags & (POSTIL_NAME_SENTENCE_START | POSTIL_NAME_LOWER_ELSEWHERE);
  gsize n_bytes = token->stop_byte - token->start_byte;
  g_autofree char *lower = g_utf8_strdown (utf8 + token->start_byte, (gssize) n_bytes);

  /* Letters that change their size are none of a name that the model knows. */
  if (strlen (lower) != n_bytes)
    return;
  if (large)
    memcpy (lower, utf8 + token->start_byte, (gsize) (g_utf8_next_char (lower) - lower));
  token->flags = (guint16) (kept | POSTIL_NAME_CALMED | (large ? POSTIL_NAME_CAPITAL_ELSEWHERE : 0));
  postil_name_token_describe (token, lower, n_bytes);
}

/* Words that stand with one capital where nobody shouts and no sentence begins: set of their hashes. */
static GHashTable *
large_words (GArray *names)
{
  GHashTable *words = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const PostilNameToken *token = token_at (names, i);

      if ((token->flags & (POSTIL_NAME_CAPITAL | POSTIL_NAME_ALL_CAPS | POSTIL_NAME_SENTENCE_START)) ==
              POSTIL_NAME_CAPITAL &&
          token->range.stop - token->range.start > 1)
        g_hash_table_add (words, GUINT_TO_POINTER (token->lower));
    }
  return words;
}

/* A given name that is a common word as well counts in front of what can only be a surname. */
static gboolean
begins_person (const PostilGazetteer *gazetteer, GArray *names, guint index, guint end)
{
  const PostilNameToken *next = index + 1 < end ? token_at (names, index + 1) : NULL;
  guint32 classes = next != NULL ? postil_gazetteer_lookup (gazetteer, next, 1) : EVERYDAY;

  return (token_at (names, index)->classes & POSTIL_CLASS_BIT (POSTIL_CLASS_GIVEN)) && !(classes & EVERYDAY) &&
         (next->flags & POSTIL_NAME_ALL_CAPS);
}

static void
calm (const PostilGazetteer *gazetteer, GArray *names, GHashTable *large, const char *utf8, guint begin, guint end)
{
  gboolean talk = is_talk (names, utf8, begin, end);
  const guint32 always = POSTIL_CLASS_BIT (POSTIL_CLASS_COUNTRY) | POSTIL_CLASS_BIT (POSTIL_CLASS_ORGANISATION);
  const guint32 known = POSTIL_CLASS_BIT (POSTIL_CLASS_CITY) | POSTIL_CLASS_BIT (POSTIL_CLASS_REGION) |
                        POSTIL_CLASS_BIT (POSTIL_CLASS_GIVEN) | POSTIL_CLASS_BIT (POSTIL_CLASS_SURNAME) |
                        POSTIL_CLASS_BIT (POSTIL_CLASS_DEMONYM) | POSTIL_CLASS_BIT (POSTIL_CLASS_CALENDAR);
  const guint32 known_long = POSTIL_CLASS_BIT_LONG (POSTIL_CLASS_COUNTRY) |
                             POSTIL_CLASS_BIT_LONG (POSTIL_CLASS_ORGANISATION) |
                             POSTIL_CLASS_BIT_LONG (POSTIL_CLASS_CITY);

  for (guint i = begin; i < end; i++)
    {
      PostilNameToken *token = token_at (names, i);
      guint32 classes = postil_gazetteer_lookup (gazetteer, token, 1);
      gboolean common = (classes & EVERYDAY) != 0 || token->range.stop - token->range.start < 2;

      if (!(token->flags & (POSTIL_NAME_ALL_CAPS | POSTIL_NAME_CAPITAL)) ||
          token->stop_byte - token->start_byte > LONGEST)
        continue;
      if (g_hash_table_contains (large, GUINT_TO_POINTER (token->lower)) || begins_person (gazetteer, names, i, end))
        describe_calm (token, utf8, TRUE);
      else if (token->classes & always)
        continue; /* "US", "NATO" are written so anywhere */
      else if (token->classes & known_long)
        describe_calm (token, utf8, TRUE);
      else if (common)
        describe_calm (token, utf8, FALSE);
      else if ((token->classes & known) ||
               (i > begin && (token_at (names, i - 1)->classes & POSTIL_CLASS_BIT (POSTIL_CLASS_GIVEN))))
        describe_calm (token, utf8, TRUE);
      else if (talk)
        describe_calm (token, utf8, FALSE);
    }
}

void
postil_name_tokens_calm (const PostilGazetteer *gazetteer, GArray *names, const char *utf8)
{
  g_autoptr (GHashTable) large = NULL;

  for (guint begin = 0, end; begin < names->len; begin = end)
    {
      guint sentence = token_at (names, begin)->sentence;
      guint n_caps = 0;

      for (end = begin; end < names->len && token_at (names, end)->sentence == sentence; end++)
        n_caps += (token_at (names, end)->flags & POSTIL_NAME_ALL_CAPS) != 0;
      if (n_caps < FEWEST_SHOUTED || !is_shouted (names, begin, end))
        continue;
      if (large == NULL)
        large = large_words (names);
      calm (gazetteer, names, large, utf8, begin, end);
    }
}
