/* around.c - what the clauses before, behind and elsewhere in the document tell about one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An accusation is often answered in the next sentence, speech goes on with what it began with, and where nobody
 * accuses anybody a clause that looks like it is most likely none. One clause's words cannot know that; the chances of
 * the others can.
 */
#include "around.h"

#include <math.h>

/* Log odds are brought near to the range of chances, so that they cost the solver the same. */
#define OWN_REACH 3.0
#define LENGTH_REACH 8.0

static const int places[] = { -2, -1, 1, 2 };

double
postil_around_own (double odds)
{
  return odds / OWN_REACH;
}

/* The likeliest clause of a label, and the second one for itself. */
typedef struct
{
  double sum;
  double first;
  double second;
} Whole;

static void
add_up_document (const double *chances, guint n_clauses, guint n_labels, Whole *wholes)
{
  for (guint c = 0; c < n_clauses; c++)
    for (guint l = 0; l < n_labels; l++)
      {
        double chance = chances[c * n_labels + l];
        Whole *whole = &wholes[l];

        whole->sum += chance;
        whole->second = MAX (whole->second, MIN (whole->first, chance));
        whole->first = MAX (whole->first, chance);
      }
}

double *
postil_around_new (const double *odds, const PostilStanding *standing, guint n_clauses, guint n_labels)
{
  guint size = postil_around_size (n_labels);
  double *around = g_new0 (double, (gsize) n_clauses *size + 1);
  g_autofree double *chances = g_new (double, (gsize) n_clauses *n_labels + 1);
  g_autofree Whole *wholes = g_new0 (Whole, n_labels);

  for (gsize i = 0; i < (gsize) n_clauses * n_labels; i++)
    chances[i] = 1 / (1 + exp (-odds[i]));
  add_up_document (chances, n_clauses, n_labels, wholes);
  for (guint c = 0; c < n_clauses; c++)
    {
      double *at = around + (gsize) c * size + 1;

      *at++ = 1;
      *at++ = standing[c].in_post ? 0 : log2 (n_clauses) / LENGTH_REACH;
      for (guint p = 0; p < G_N_ELEMENTS (places); p++)
        {
          gint64 other = (gint64) c + places[p];
          gboolean near = places[p] == -1 || places[p] == 1;
          gboolean inside = other >= 0 && other < n_clauses;
          gboolean together = inside && standing[other].sentence == standing[c].sentence;

          for (guint l = 0; l < n_labels; l++)
            {
              at[l] = inside ? chances[(gsize) other * n_labels + l] : 0;
              if (near)
                at[n_labels + l] = together ? at[l] : 0;
            }
          at += near ? 2 * n_labels : n_labels;
        }
      for (guint l = 0; l < n_labels; l++)
        {
          double chance = chances[(gsize) c * n_labels + l];

          at[l] = (wholes[l].sum - chance) / MAX (1, n_clauses - 1);
          at[n_labels + l] = chance < wholes[l].first ? wholes[l].first : wholes[l].second;
        }
    }
  return around;
}
