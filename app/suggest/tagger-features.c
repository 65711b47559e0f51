/* tagger-features.c - what the tagger sees at one token, and which tokens it looks at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tagger-features.h"

#include <stdlib.h>

static int
compare_hashes (const void *a, const void *b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

static gboolean
is_capital (const PostilNameToken *token)
{
  return (token->flags & (POSTIL_NAME_CAPITAL | POSTIL_NAME_INNER_CAP)) != 0;
}

/* Small words and marks that may stand between the capitalised words of a name, at most three in a row. */
static gboolean
may_continue (const PostilNameToken *token, const guint32 *inside, guint n_inside)
{
  if (token->flags & POSTIL_NAME_DIGIT)
    return TRUE;
  return bsearch (&token->lower, inside, n_inside, sizeof *inside, compare_hashes) != NULL;
}

GArray *
postil_tagger_runs (const GArray *names, const guint32 *inside, guint n_inside)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (PostilNameRun));

  for (guint i = 0; i < names->len;)
    {
      const PostilNameToken *token = &g_array_index (names, PostilNameToken, i);
      PostilNameRun run;
      guint last = i; /* after the last capitalised token */
      guint j;

      if (!is_capital (token))
        {
          i++;
          continue;
        }
      run.begin = i;
      /* A number before belongs to names such as "2019 Australian election", "10 Downing Street". */
      if (i > 0 && (runs->len == 0 || g_array_index (runs, PostilNameRun, runs->len - 1).end < i))
        {
          const PostilNameToken *before = token - 1;

          if ((before->flags & POSTIL_NAME_DIGIT) && before->sentence == token->sentence)
            run.begin = i - 1;
        }
      for (j = i; j < names->len && j - run.begin < POSTIL_TAGGER_LONGEST_RUN; j++)
        {
          const PostilNameToken *next = &g_array_index (names, PostilNameToken, j);

          if (next->sentence != token->sentence)
            break;
          if (is_capital (next))
            last = j + 1;
          else if (j - last >= 3 || !may_continue (next, inside, n_inside))
            break;
        }
      run.end = j;
      g_array_append_val (runs, run);
      i = j;
    }
  return runs;
}

typedef struct
{
  guint64 *at;
  guint    n;
} Sink;

static inline guint64
mix (guint64 x)
{
  x ^= x >> 32;
  x *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  x ^= x >> 32;
  return x;
}

static inline void
emit (Sink *sink, guint template, guint64 a)
{
  sink->at[sink->n++] = mix ((guint64) (template + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ a);
}

static inline void
emit2 (Sink *sink, guint template, guint64 a, guint64 b)
{
  emit (sink, template, a << 32 ^ b);
}

/* One that stands for "outside the sentence". */
static const PostilNameToken nothing = { .word = 1, .lower = 1, .shape = 1, .flags = POSTIL_NAME_PUNCTUATION };

static const PostilNameToken *
neighbour (const GArray *names, guint index, int offset)
{
  gint64 at = (gint64) index + offset;
  const PostilNameToken *token;

  if (at < 0 || at >= names->len)
    return &nothing;
  token = &g_array_index (names, PostilNameToken, (guint) at);
  return token->sentence == g_array_index (names, PostilNameToken, index).sentence ? token : &nothing;
}

/* The stretch of capitalised words around @index, and the first word beyond on either side. */
static void
emit_stretch (Sink *sink, const GArray *names, guint index)
{
  const PostilNameToken *token = &g_array_index (names, PostilNameToken, index);
  guint begin = index, end = index + 1;

  while (begin > 0 && index - begin < 8 && is_capital (neighbour (names, index, (int) (begin - 1) - (int) index)))
    begin--;
  while (end - index < 8 && is_capital (neighbour (names, index, (int) (end - index))))
    end++;
  if (!is_capital (token))
    return;
  emit2 (sink, 40, MIN (end - begin, 6u), MIN (index - begin, 4u));
  emit2 (sink, 41, neighbour (names, begin, -1)->lower, begin == index);
  emit2 (sink, 42, neighbour (names, end - 1, 1)->lower, end == index + 1);
  emit2 (sink, 43, g_array_index (names, PostilNameToken, end - 1).lower, end - index);
  emit2 (sink, 44, g_array_index (names, PostilNameToken, begin).lower, index - begin);
  emit2 (sink, 45, g_array_index (names, PostilNameToken, end - 1).suffix[2], end - index);
}

static void
emit_classes (Sink *sink, guint template, guint32 classes, guint64 with)
{
  if (classes == 0)
    emit2 (sink, template, 99, with);
  for (; classes != 0; classes &= classes - 1)
    emit2 (sink, template, (guint64) g_bit_nth_lsf (classes, -1), with);
}

guint
postil_tagger_features (const GArray *names, PostilNameRun run, guint index,
                        guint64 features[POSTIL_TAGGER_MAX_FEATURES])
{
  Sink sink = { features, 0 };
  const PostilNameToken *token = &g_array_index (names, PostilNameToken, index);
  const PostilNameToken *before = neighbour (names, index, -1);
  const PostilNameToken *before2 = neighbour (names, index, -2);
  const PostilNameToken *after = neighbour (names, index, 1);
  const PostilNameToken *after2 = neighbour (names, index, 2);
  guint32 doc = token->flags & (POSTIL_NAME_LOWER_ELSEWHERE | POSTIL_NAME_CAPITAL_ELSEWHERE |
                                POSTIL_NAME_SENTENCE_START | POSTIL_NAME_HEADLINE);

  emit (&sink, 0, 0);
  emit (&sink, 1, token->word);
  emit (&sink, 2, token->lower);
  emit (&sink, 3, before->lower);
  emit (&sink, 4, after->lower);
  emit (&sink, 5, before2->lower);
  emit (&sink, 6, after2->lower);
  emit2 (&sink, 7, before->lower, token->lower);
  emit2 (&sink, 8, token->lower, after->lower);
  emit2 (&sink, 9, before->lower, after->lower);
  emit (&sink, 10, token->shape);
  emit2 (&sink, 11, before->shape, token->shape);
  emit2 (&sink, 12, token->shape, after->shape);
  emit (&sink, 13, (guint64) before->shape << 40 ^ (guint64) token->shape << 16 ^ after->shape);
  for (guint i = 0; i < 4; i++)
    emit2 (&sink, 14, token->suffix[i], i);
  for (guint i = 0; i < 3; i++)
    emit2 (&sink, 15, token->prefix[i], i);
  emit (&sink, 16, before->suffix[2]);
  emit (&sink, 17, after->suffix[2]);
  emit2 (&sink, 18, token->shape, before->lower);
  emit2 (&sink, 19, token->shape, after->lower);
  emit2 (&sink, 20, token->suffix[2], before->lower);
  emit2 (&sink, 21, doc, token->flags & (POSTIL_NAME_CAPITAL | POSTIL_NAME_ALL_CAPS));
  emit2 (&sink, 22, doc, token->shape);
  emit2 (&sink, 23, before2->lower, before->lower);
  emit2 (&sink, 24, after->lower, after2->lower);
  emit (&sink, 25, token->stop_byte - token->start_byte < 12 ? token->stop_byte - token->start_byte : 12);
  emit_classes (&sink, 26, token->classes, 0);
  emit_classes (&sink, 27, token->classes, before->shape);
  emit_classes (&sink, 28, before->classes & 0xffff, 0);
  emit_classes (&sink, 29, after->classes & 0xffff, 0);
  emit2 (&sink, 30, token->classes, doc);
  emit2 (&sink, 31, token->classes, after->classes);
  emit2 (&sink, 32, before->classes, token->classes);
  emit_stretch (&sink, names, index);
  emit (&sink, 46, MIN (run.end - run.begin, 8u));
  g_assert (sink.n <= POSTIL_TAGGER_MAX_FEATURES);
  return sink.n;
}
