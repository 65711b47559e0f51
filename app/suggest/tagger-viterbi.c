/* tagger-viterbi.c - the best legal sequence of tags
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tagger-model.h"

#include <math.h>
#include <string.h>

/* Tags in two groups: after a closed one (O, L, U) a name may begin or not, after an open one (B, I) its name goes on. */
static gboolean
is_closed (guint tag)
{
  return postil_tagger_may_follow (tag, 0);
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
contenders (const PostilTaggerSteps *steps, const float *now, guint8 found[POSTIL_TAGGER_N_TAGS])
{
  float bar = -INFINITY;
  guint n = 0;

  for (guint p = 0; p < POSTIL_TAGGER_N_TAGS; p++)
    if (is_closed (p))
      bar = MAX (bar, now[p] + steps->least[p]);
  for (guint p = 0; p < POSTIL_TAGGER_N_TAGS; p++)
    if (is_closed (p) && now[p] > -INFINITY && now[p] + steps->most[p] >= bar)
      found[n++] = (guint8) p;
  return n;
}

static void
advance (const PostilTaggerSteps *steps, const float *scores, const float *now, float *next, guint8 *back)
{
  guint8 closed[POSTIL_TAGGER_N_TAGS];
  guint n_closed = contenders (steps, now, closed);

  for (guint t = 0; t < POSTIL_TAGGER_N_TAGS; t++)
    {
      guint position = t == 0 ? POSTIL_BILOU_B : (t - 1) % 4;
      float best = -INFINITY;
      guint8 from = 0;

      if (position == POSTIL_BILOU_I || position == POSTIL_BILOU_L)
        {
          guint8 begin = (guint8) (t - position + POSTIL_BILOU_B);

          from = now[begin] + steps->weights[begin][t] >= now[begin + 1] + steps->weights[begin + 1][t]
                     ? begin
                     : (guint8) (begin + 1);
          best = now[from] + steps->weights[from][t];
        }
      else
        for (guint i = 0; i < n_closed; i++)
          if (now[closed[i]] + steps->weights[closed[i]][t] > best)
            {
              from = closed[i];
              best = now[from] + steps->weights[from][t];
            }
      next[t] = best + scores[t];
      back[t] = from;
    }
}

void
postil_tagger_viterbi (const PostilTaggerSteps *steps, const float (*scores)[POSTIL_TAGGER_N_COLUMNS], guint n,
                       guint8 *tags)
{
  g_autofree guint8 *back = g_malloc (n * POSTIL_TAGGER_N_COLUMNS);
  float now[POSTIL_TAGGER_N_TAGS], next[POSTIL_TAGGER_N_TAGS];
  guint best = 0;

  for (guint t = 0; t < POSTIL_TAGGER_N_TAGS; t++)
    now[t] = t == 0 ? 0 : -INFINITY;
  for (guint i = 0; i < n; i++)
    {
      advance (steps, scores[i], now, next, back + i * POSTIL_TAGGER_N_COLUMNS);
      memcpy (now, next, sizeof now);
    }
  for (guint t = 1; t < POSTIL_TAGGER_N_TAGS; t++)
    if (is_closed (t) && now[t] > now[best])
      best = t;
  for (guint i = n; i > 0; i--)
    {
      tags[i - 1] = (guint8) best;
      best = back[(i - 1) * POSTIL_TAGGER_N_COLUMNS + best];
    }
}
