/* tagger-viterbi.c - the best legal sequence of tags
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tagger-model.h"

#include <math.h>
#include <string.h>

/* Tags in two groups: after a closed one (O, L, U) a name may begin or not, after an open one (B, I) its name goes on. */
#define N_CLOSED (1 + 2 * POSTIL_TAGGER_N_LABELS)

/* The closed tags, in order. */
static inline guint8
closed_tag (guint i)
{
  return i == 0 ? 0 : (guint8) (postil_tagger_tag_of ((i - 1) / 2, i % 2 == 1 ? POSTIL_BILOU_L : POSTIL_BILOU_U));
}

void
postil_tagger_steps_fill (PostilTaggerSteps *self, const float (*transitions)[POSTIL_TAGGER_N_COLUMNS])
{
  memcpy (self->weights, transitions, sizeof self->weights);
  for (guint p = 0; p < POSTIL_TAGGER_N_TAGS; p++)
    {
      self->least[p] = INFINITY;
      self->most[p] = -INFINITY;
      for (guint t = 0; t < POSTIL_TAGGER_N_TAGS; t++)
        if (postil_tagger_may_follow (p, t))
          {
            self->least[p] = MIN (self->least[p], transitions[p][t]);
            self->most[p] = MAX (self->most[p], transitions[p][t]);
          }
    }
}

/* The closed predecessors that can be the best for some tag; the others lose to one of them whatever comes next. */
static guint
contenders (const PostilTaggerSteps *steps, const float *now, guint8 found[N_CLOSED])
{
  float bar = -INFINITY;
  guint n = 0;

  for (guint i = 0; i < N_CLOSED; i++)
    bar = MAX (bar, now[closed_tag (i)] + steps->least[closed_tag (i)]);
  for (guint i = 0; i < N_CLOSED; i++)
    {
      guint8 tag = closed_tag (i);

      if (now[tag] > -INFINITY && now[tag] + steps->most[tag] >= bar)
        found[n++] = tag;
    }
  return n;
}

/* What is known of all paths after one more token. */
typedef struct
{
  const PostilTaggerSteps *steps;
  const float *scores;
  const float *now;
  float *next;
  guint8 *back;
} Step;

/* No name, or the first word of one, after the end of another or none. */
static inline void
step_from_closed (const Step *step, guint tag, const guint8 *closed, guint n_closed)
{
  float best = -INFINITY;
  guint8 from = 0;

  for (guint i = 0; i < n_closed; i++)
    {
      float sum = step->now[closed[i]] + step->steps->weights[closed[i]][tag];

      if (sum > best)
        {
          from = closed[i];
          best = sum;
        }
    }
  step->next[tag] = best + step->scores[tag];
  step->back[tag] = from;
}

/* A further word of the name that began with @begin. */
static inline void
step_from_open (const Step *step, guint tag, guint begin)
{
  float first = step->now[begin] + step->steps->weights[begin][tag];
  float inside = step->now[begin + 1] + step->steps->weights[begin + 1][tag];

  step->next[tag] = MAX (first, inside) + step->scores[tag];
  step->back[tag] = (guint8) (first >= inside ? begin : begin + 1);
}

static void
advance (const Step *step)
{
  guint8 closed[N_CLOSED];
  guint n_closed = contenders (step->steps, step->now, closed);

  step_from_closed (step, 0, closed, n_closed);
  for (guint label = 0; label < POSTIL_TAGGER_N_LABELS; label++)
    {
      guint begin = postil_tagger_tag_of (label, POSTIL_BILOU_B);

      step_from_closed (step, begin, closed, n_closed);
      step_from_open (step, postil_tagger_tag_of (label, POSTIL_BILOU_I), begin);
      step_from_open (step, postil_tagger_tag_of (label, POSTIL_BILOU_L), begin);
      step_from_closed (step, postil_tagger_tag_of (label, POSTIL_BILOU_U), closed, n_closed);
    }
}

void
postil_tagger_viterbi (const PostilTaggerSteps *steps, const float (*scores)[POSTIL_TAGGER_N_COLUMNS], guint n,
                       guint8 *tags)
{
  guint8 back[POSTIL_TAGGER_LONGEST_RUN][POSTIL_TAGGER_N_COLUMNS];
  float sums[2][POSTIL_TAGGER_N_TAGS];
  float *now = sums[0], *next = sums[1];
  guint best = 0;

  g_return_if_fail (n <= POSTIL_TAGGER_LONGEST_RUN);

  for (guint t = 0; t < POSTIL_TAGGER_N_TAGS; t++)
    now[t] = t == 0 ? 0 : -INFINITY;
  for (guint i = 0; i < n; i++)
    {
      advance (&(Step){ steps, scores[i], now, next, back[i] });
      now = next;
      next = sums[i % 2];
    }
  for (guint i = 1; i < N_CLOSED; i++)
    if (now[closed_tag (i)] > now[best])
      best = closed_tag (i);
  for (guint i = n; i > 0; i--)
    {
      tags[i - 1] = (guint8) best;
      best = back[i - 1][best];
    }
}
