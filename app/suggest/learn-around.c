/* learn-around.c - learns what the chances of the clauses around one tell about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Learned from what was said of documents while they were held out: of those that were learned from the words alone would know all.
 */
#include "learn-around.h"

#include <linear.h>
#include <string.h>

#include "around.h"
#include "calibration.h"

#define COST 0.3
#define EPSILON 0.001

/* All clauses of all documents, and what stands around them. */
typedef struct
{
  guint                 n_labels;
  guint                 size; /* numbers for each clause */
  guint                 n_clauses;
  double               *odds;   /* [clause][label] */
  double               *around; /* [clause][size] */
  struct feature_node  *nodes;  /* [clause][size + 1] */
  struct feature_node **starts;
  double               *answers;
} Problem;

static guint
count_clauses (const GPtrArray *documents)
{
  guint n = 0;

  for (guint d = 0; d < documents->len; d++)
    n += ((const PostilExamples *) g_ptr_array_index (documents, d))->examples->len;
  return n;
}

static void
fill_around (Problem *self, const GPtrArray *documents)
{
  guint first = 0;

  for (guint d = 0; d < documents->len; d++)
    {
      const PostilExamples *document = g_ptr_array_index (documents, d);
      guint n = document->examples->len;
      g_autofree guint *sentences = g_new (guint, n + 1);
      g_autofree double *around = NULL;

      for (guint e = 0; e < n; e++)
        sentences[e] = g_array_index (document->examples, PostilExample, e).sentence;
      around = postil_around_new (self->odds + (gsize) first * self->n_labels, sentences, n, self->n_labels);
      memcpy (self->around + (gsize) first * self->size, around, (gsize) n * self->size * sizeof *around);
      first += n;
    }
}

static void
problem_init (Problem *self, const GPtrArray *documents, const GArray *labels, const GPtrArray *held)
{
  self->n_labels = labels->len;
  self->size = postil_around_size (labels->len);
  self->n_clauses = count_clauses (documents);
  self->odds = g_new (double, (gsize) self->n_clauses * self->n_labels + 1);
  self->around = g_new (double, (gsize) self->n_clauses * self->size + 1);
  self->nodes = g_new (struct feature_node, (gsize) self->n_clauses * (self->size + 1) + 1);
  self->starts = g_new (struct feature_node *, self->n_clauses + 1);
  self->answers = g_new (double, self->n_clauses + 1);
  for (guint l = 0; l < labels->len; l++)
    {
      const PostilLearnedLabel *about = &g_array_index (labels, PostilLearnedLabel, l);
      const double *sums = g_ptr_array_index (held, l);

      for (guint c = 0; c < self->n_clauses; c++)
        self->odds[c * self->n_labels + l] = -(about->slope * sums[c] + about->offset);
    }
  fill_around (self, documents);
}

static void
problem_clear (Problem *self)
{
  g_free (self->odds);
  g_free (self->around);
  g_free (self->nodes);
  g_free (self->starts);
  g_free (self->answers);
}

/* What the solver gets for one label, and what it is to say. */
static void
turn_to (Problem *self, const GPtrArray *documents, guint label, guint bit)
{
  guint c = 0;

  for (guint d = 0; d < documents->len; d++)
    {
      const PostilExamples *document = g_ptr_array_index (documents, d);

      for (guint e = 0; e < document->examples->len; e++, c++)
        {
          double *at = self->around + (gsize) c * self->size;
          struct feature_node *node = self->starts[c] = self->nodes + (gsize) c * (self->size + 1);

          at[0] = postil_around_own (self->odds[c * self->n_labels + label]);
          for (guint i = 0; i < self->size; i++)
            *node++ = (struct feature_node){ (int) i + 1, at[i] };
          *node = (struct feature_node){ -1, 0 };
          self->answers[c] = g_array_index (document->examples, PostilExample, e).positive >> bit & 1 ? 1 : -1;
        }
    }
}

static void
solve (const Problem *self, double *weights)
{
  struct problem problem = { .l = (int) self->n_clauses, .n = (int) self->size, .x = self->starts, .y = self->answers, .bias = -1 };
  struct parameter parameter = { .solver_type = L2R_LR, .eps = EPSILON, .C = COST };
  struct model *model = train (&problem, &parameter);

  for (guint i = 0; i < self->size; i++)
    weights[i] = model->label[0] > 0 ? model->w[i] : -model->w[i];
  free_and_destroy_model (&model);
}

/* The chance from which on it is worth a suggestion, by all clauses. */
static double
find_threshold (const Problem *self, const GPtrArray *documents, const double *weights, guint bit)
{
  g_autoptr (GArray) held = g_array_new (FALSE, FALSE, sizeof (PostilHeld));
  guint c = 0;

  for (guint d = 0; d < documents->len; d++)
    {
      const PostilExamples *document = g_ptr_array_index (documents, d);

      for (guint e = 0; e < document->examples->len; e++, c++)
        {
          const PostilExample *example = &g_array_index (document->examples, PostilExample, e);
          PostilHeld item = { 0, (example->positive >> bit & 1) != 0, (example->ruled >> bit & 1) != 0 };

          for (guint i = 0; i < self->size; i++)
            item.sum += weights[i] * self->around[(gsize) c * self->size + i];
          g_array_append_val (held, item);
        }
    }
  return postil_find_threshold (held, -1, 0);
}

double *
postil_learn_around (const GPtrArray *documents, GArray *labels, const guint *bits, const GPtrArray *held)
{
  Problem problem;
  double *weights;

  problem_init (&problem, documents, labels, held);
  weights = g_new0 (double, (gsize) labels->len * problem.size);
  for (guint l = 0; l < labels->len; l++)
    {
      double *own = weights + (gsize) l * problem.size;

      turn_to (&problem, documents, l, bits[l]);
      solve (&problem, own);
      g_array_index (labels, PostilLearnedLabel, l).threshold = find_threshold (&problem, documents, own, bits[l]);
    }
  problem_clear (&problem);
  return weights;
}
