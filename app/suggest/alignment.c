/* alignment.c - aligns the words of two statements one to one, by meaning-bearing words first
 *
 * Words with meaning are paired where their stems agree; small words ("to", "with", "has") only beside a pair, so that
 * "nothing to do with us" finds itself again and scattered articles do not. The score is the weight of the pairs in
 * the weight of both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "alignment.h"

#include <string.h>

#include <postil/segments.h>

#define SMALL_WEIGHT 0.2

enum
{
  LONGEST = 120, /* words of a statement that are looked at */
  UNPAIRED = -1,
};

/* Small words and, after the colon, the word that stands for all of their forms. */
static const struct
{
  const char *word;
  const char *as;
} SMALL[] = {
  { "a", "the" },        { "about", NULL },    { "after", NULL },     { "all", NULL },     { "also", NULL },
  { "am", "be" },        { "an", "the" },      { "and", NULL },       { "any", NULL },     { "are", "be" },
  { "as", NULL },        { "at", NULL },       { "be", NULL },        { "been", "be" },    { "being", "be" },
  { "but", NULL },       { "by", NULL },       { "can", "can" },      { "could", "can" },  { "did", "do" },
  { "do", NULL },        { "does", "do" },     { "done", "do" },      { "for", NULL },     { "from", NULL },
  { "had", "have" },     { "has", "have" },    { "have", NULL },      { "having", "have" }, { "he", NULL },
  { "her", "she" },      { "him", "he" },      { "his", "he" },       { "i", NULL },       { "if", NULL },
  { "in", NULL },        { "into", "in" },     { "is", "be" },        { "it", NULL },      { "its", "it" },
  { "just", NULL },      { "may", "might" },   { "me", "i" },         { "might", NULL },   { "more", NULL },
  { "must", "should" },  { "my", "i" },        { "of", NULL },        { "on", NULL },      { "or", NULL },
  { "our", "we" },       { "ours", "we" },     { "out", NULL },       { "said", "say" },   { "say", NULL },
  { "says", "say" },     { "shall", "will" },  { "she", NULL },       { "should", NULL },  { "so", NULL },
  { "some", NULL },      { "such", NULL },     { "that", NULL },      { "the", NULL },     { "their", "they" },
  { "them", "they" },    { "then", NULL },     { "there", NULL },     { "these", "this" }, { "they", NULL },
  { "this", NULL },      { "those", "that" },  { "to", NULL },        { "up", NULL },      { "us", "we" },
  { "very", NULL },      { "was", "be" },      { "we", NULL },        { "were", "be" },    { "what", NULL },
  { "when", NULL },      { "which", NULL },    { "who", NULL },       { "will", NULL },    { "with", NULL },
  { "would", "will" },   { "you", NULL },      { "your", "you" },
};

static const char *
find_small (const char *word)
{
  guint low = 0, high = G_N_ELEMENTS (SMALL);

  while (low < high)
    {
      guint middle = (low + high) / 2;
      int   order = strcmp (word, SMALL[middle].word);

      if (order == 0)
        return SMALL[middle].as != NULL ? SMALL[middle].as : SMALL[middle].word;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

/* Takes endings off until four letters are left: "accusing", "accused" and "accuses" become one, "tortures" and "torture"
 * too. What it joins wrongly costs a little; what it parts costs a pair. */
static gsize
stem_length (const char *word, gsize n)
{
  static const char *const ENDINGS[] = { "'s", "ations", "ation", "ments", "ment", "ings", "ing", "ness", "ities", "ity", "ies",
                                         "edly", "ed",  "es",    "ly",   "s",   "e",    "y" };

  for (guint i = 0; i < G_N_ELEMENTS (ENDINGS); i++)
    {
      gsize k = strlen (ENDINGS[i]);

      if (n >= k + 4 && memcmp (word + n - k, ENDINGS[i], k) == 0)
        {
          n -= k;
          break;
        }
    }
  if (n > 4 && (word[n - 1] == 'e' || word[n - 1] == 'y' || word[n - 1] == 'i'))
    n--;
  return n > 4 && word[n - 1] == word[n - 2] ? n - 1 : n;
}

static guint32
hash (const char *word, gsize n)
{
  guint32 value = 0x811c9dc5;

  for (gsize i = 0; i < n; i++)
    value = (value ^ (guchar)word[i]) * 0x01000193;
  return value;
}

static void
word_clear (gpointer data)
{
  g_free (((PostilStatementWord *)data)->word);
}

GArray *
postil_statement_words (const PostilText *text, PostilRange range, PostilWordRarity rarity, gpointer user_data)
{
  g_autoptr (GArray) tokens = postil_segment_tokens (text, range);
  const char *utf8 = postil_text_get_utf8 (text, NULL);
  GArray     *words = g_array_new (FALSE, FALSE, sizeof (PostilStatementWord));

  g_array_set_clear_func (words, word_clear);
  for (guint i = 0; i < tokens->len && words->len < LONGEST; i++)
    {
      const PostilToken  *token = &g_array_index (tokens, PostilToken, i);
      PostilStatementWord word = { .weight = 1, .range = token->range };
      const char         *as;

      if (token->kind == POSTIL_TOKEN_PUNCTUATION)
        continue;
      word.word = g_utf8_strdown (utf8 + token->start_byte, (gssize)(token->stop_byte - token->start_byte));
      for (char *p = word.word; (p = strstr (p, "\xe2\x80\x99")) != NULL;)
        {
          *p = '\'';
          memmove (p + 1, p + 3, strlen (p + 3) + 1);
        }
      as = find_small (word.word);
      word.small = as != NULL;
      word.stem = as != NULL ? hash (as, strlen (as)) : hash (word.word, stem_length (word.word, strlen (word.word)));
      word.weight = word.small ? SMALL_WEIGHT : rarity != NULL ? 0.4 + 0.6 * rarity (word.word, user_data) : 1;
      g_array_append_val (words, word);
    }
  return words;
}

#define word_at(words, i) (&g_array_index ((words), PostilStatementWord, (i)))

typedef struct
{
  const GArray *a;
  const GArray *b;
  int           to_b[LONGEST]; /* UNPAIRED or the index in b */
  int           to_a[LONGEST];
} Alignment;

static void
pair (Alignment *self, guint i, guint j)
{
  self->to_b[i] = (int)j;
  self->to_a[j] = (int)i;
}

/* How many of the words before and after are the same too: of several places to pair with, the one in like company. */
static guint
company (const Alignment *self, guint i, guint j)
{
  guint n = 0;

  for (int d = -2; d <= 2; d++)
    {
      int x = (int)i + d, y = (int)j + d;

      if (d != 0 && x >= 0 && y >= 0 && x < (int)self->a->len && y < (int)self->b->len)
        n += word_at (self->a, x)->stem == word_at (self->b, y)->stem;
    }
  return n;
}

static void
pair_words (Alignment *self)
{
  for (guint i = 0; i < self->a->len; i++)
    {
      int   best = UNPAIRED;
      guint best_company = 0;

      for (guint j = 0; j < self->b->len && !word_at (self->a, i)->small; j++)
        {
          if (self->to_a[j] != UNPAIRED || word_at (self->a, i)->stem != word_at (self->b, j)->stem)
            continue;
          guint n = company (self, i, j);
          if (best == UNPAIRED || n > best_company)
            {
              best = (int)j;
              best_company = n;
            }
        }
      if (best != UNPAIRED)
        pair (self, i, (guint)best);
    }
}

/* Whether a neighbour of @i, at most two words away, is paired with a neighbour of @j on the same side. */
static gboolean
is_beside_pair (const Alignment *self, guint i, guint j)
{
  for (int side = -1; side <= 1; side += 2)
    for (int x = 1; x <= 2; x++)
      for (int y = 1; y <= 2; y++)
        {
          int p = (int)i + side * x, q = (int)j + side * y;

          if (p >= 0 && q >= 0 && p < (int)self->a->len && q < (int)self->b->len && self->to_b[p] == q)
            return TRUE;
        }
  return FALSE;
}

static void
pair_small_words (Alignment *self)
{
  gboolean again = TRUE;

  for (guint round = 0; again && round < 4; round++)
    {
      again = FALSE;
      for (guint i = 0; i < self->a->len; i++)
        for (guint j = 0; j < self->b->len && word_at (self->a, i)->small && self->to_b[i] == UNPAIRED; j++)
          if (self->to_a[j] == UNPAIRED && word_at (self->a, i)->stem == word_at (self->b, j)->stem &&
              is_beside_pair (self, i, j))
            {
              pair (self, i, j);
              again = TRUE;
            }
    }
}

static double
total (const GArray *words)
{
  double sum = 0;

  for (guint i = 0; i < words->len; i++)
    sum += word_at (words, i)->weight;
  return sum;
}

static void
align (Alignment *self)
{
  for (guint i = 0; i < LONGEST; i++)
    self->to_b[i] = self->to_a[i] = UNPAIRED;
  pair_words (self);
  pair_small_words (self);
}

void
postil_statement_differ (const GArray *a, const GArray *b, GArray *ranges)
{
  Alignment self = { a, b, { 0 }, { 0 } };

  align (&self);
  for (guint j = 0; j < b->len; j++)
    if (self.to_a[j] == UNPAIRED)
      g_array_append_val (ranges, word_at (b, j)->range);
}

double
postil_statement_align (const GArray *a, const GArray *b, guint *n_aligned, guint *n_meaning)
{
  Alignment self = { a, b, { 0 }, { 0 } };
  double    shared = 0, all = total (a) + total (b);

  *n_aligned = *n_meaning = 0;
  align (&self);
  for (guint i = 0; i < a->len; i++)
    {
      if (self.to_b[i] == UNPAIRED)
        continue;
      shared += word_at (a, i)->weight + word_at (b, self.to_b[i])->weight;
      (*n_aligned)++;
      *n_meaning += !word_at (a, i)->small;
    }
  return all > 0 ? shared / all : 0;
}
