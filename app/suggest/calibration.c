/* calibration.c - from a sum of weights to a chance that holds, by what was said of documents that were held out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "calibration.h"

#include <math.h>

/* A suggestion that is less likely than this costs more to reject than to make by hand. */
#define LEAST_SURE 0.38
/* Of cuts that are nearly the best the one that suggests least is taken. */
#define AS_GOOD 0.985
/* With fewer examples than this a suggestion has to be more likely than not. */
#define FEW 200

/* What Platt's sigmoid is fitted to: a little short of certain, so that it cannot run away. */
static double
target_of (const PostilHeld *item, guint n_positive, guint n)
{
  return item->positive ? (n_positive + 1.0) / (n_positive + 2.0) : 1.0 / (n - n_positive + 2.0);
}

static double
sigmoid_loss (const GArray *held, guint n_positive, double a, double b)
{
  double loss = 0;

  for (guint i = 0; i < held->len; i++)
    {
      const PostilHeld *item = &g_array_index (held, PostilHeld, i);
      double z = a * item->sum + b;
      double target = target_of (item, n_positive, held->len);

      loss += z >= 0 ? target * z + log1p (exp (-z)) : (target - 1) * z + log1p (exp (z));
    }
  return loss;
}

/* One Newton step with backtracking; FALSE when there is nothing to gain. */
static gboolean
improve_sigmoid (const GArray *held, guint n_positive, double *a, double *b)
{
  double h11 = 1e-12, h22 = 1e-12, h21 = 0, g1 = 0, g2 = 0, da, db;
  double before = sigmoid_loss (held, n_positive, *a, *b);

  for (guint i = 0; i < held->len; i++)
    {
      const PostilHeld *item = &g_array_index (held, PostilHeld, i);
      double p = 1 / (1 + exp (*a * item->sum + *b));
      double gap = target_of (item, n_positive, held->len) - p;

      h11 += item->sum * item->sum * p * (1 - p);
      h21 += item->sum * p * (1 - p);
      h22 += p * (1 - p);
      g1 += item->sum * gap;
      g2 += gap;
    }
  da = -(h22 * g1 - h21 * g2) / (h11 * h22 - h21 * h21);
  db = -(h11 * g2 - h21 * g1) / (h11 * h22 - h21 * h21);
  for (double step = 1; step > 1e-10; step /= 2)
    if (sigmoid_loss (held, n_positive, *a + step * da, *b + step * db) < before - 1e-9)
      {
        *a += step * da;
        *b += step * db;
        return TRUE;
      }
  return FALSE;
}

/* Platt's sigmoid by Newton's method (Lin, Lin and Weng 2007). */
void
postil_fit_sigmoid (const GArray *held, double *slope, double *offset)
{
  guint n_positive = 0;
  double a = 0, b;

  for (guint i = 0; i < held->len; i++)
    n_positive += g_array_index (held, PostilHeld, i).positive != FALSE;
  b = log ((held->len - n_positive + 1.0) / (n_positive + 1.0));
  for (guint step = 0; step < 100 && improve_sigmoid (held, n_positive, &a, &b); step++)
    ;
  /* A judgement that was worse than none on what was held out is still the best there is, but says little. */
  *slope = MIN (a, -1e-3);
  *offset = b;
}

static int
compare_held (gconstpointer a, gconstpointer b)
{
  const PostilHeld *first = a, *second = b;

  if (first->sum != second->sum)
    return first->sum > second->sum ? -1 : 1;
  return (first->positive != FALSE) - (second->positive != FALSE);
}

/* F1 of what is suggested in any case together with the @n_items likeliest of @held, for each number of them; the best
 * one. */
static double
measure_cuts (const GArray *held, double *f1)
{
  guint n_positive = 0, n_taken = 0, right = 0;
  double best = 0;

  for (guint i = 0; i < held->len; i++)
    {
      const PostilHeld *item = &g_array_index (held, PostilHeld, i);

      n_positive += item->positive != FALSE;
      n_taken += item->taken != FALSE;
      right += item->taken && item->positive;
    }
  for (guint i = 0; i < held->len; i++)
    {
      const PostilHeld *item = &g_array_index (held, PostilHeld, i);

      if (!item->taken)
        {
          n_taken++;
          right += item->positive != FALSE;
        }
      f1[i] = 2.0 * right / MAX (1, n_taken + n_positive);
      best = MAX (best, f1[i]);
    }
  return best;
}

double
postil_find_threshold (GArray *held, double slope, double offset)
{
  g_autofree double *f1 = g_new0 (double, held->len + 1);
  double best, threshold = 0.5;

  g_array_sort (held, compare_held);
  best = measure_cuts (held, f1);
  for (guint i = 0; i < held->len; i++)
    if (f1[i] >= best * AS_GOOD)
      {
        threshold = 1 / (1 + exp (slope * g_array_index (held, PostilHeld, i).sum + offset));
        break;
      }
  return CLAMP (threshold, held->len < FEW ? 0.5 : LEAST_SURE, 0.7);
}
