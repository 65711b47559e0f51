/* learn-around.c - learns what the chances of the clauses around one tell about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Learned from what was said of documents while they were held out: of those that were learned from the words alone
 * would know all.
 */
#include "learn-around.h"

#include <linear.h>
#include <string.h>

#include "around.h"

#define COST 0.3
#define EPSILON 0.001

/* A page of news is several times as long as most texts that were written to learn from, and says as much in it: each
 * of these is also read with so many documents behind it in which there is no act. */
#define PADDING 1

/* The chance from which on a clause is worth a suggestion. In texts that are as dense with acts as those that were
 * written to learn from, F1 is hardly better or worse from 0.22 to 0.50; in prose as sparse as news is, it is best at
 * 0.42 ("./dev bench sources"). A little above that it is within a point, and what is said is right more often. */
#define WORTH_SAYING 0.48

/* Documents one behind the other, read as one. */
typedef struct
{
  const PostilExamples *parts[1 + PADDING];
  guint firsts[1 + PADDING]; /* number of the first clause of each among all */
  guint n_parts;
} Page;

/* All clauses of all pages, and what stands around them. */
typedef struct
{
  guint n_labels;
  guint size; /* numbers for each clause */
  guint n_clauses;
  GArray *pages;  /* Page */
  double *odds;   /* [clause of all documents][label] */
  double *own;    /* [clause of all pages][label] */
  double *around; /* [clause][size] */
  const PostilExample **examples;
  struct feature_node *nodes; /* [clause][size + 1] */
  struct feature_node **starts;
  double *answers;
} Problem;

static gboolean
is_thread (const PostilExamples *document)
{
  for (guint e = 0; e < document->examples->len; e++)
    if (g_array_index (document->examples, PostilExample, e).standing.in_post)
      return TRUE;
  return FALSE;
}

static gboolean
is_plain (const PostilExamples *document)
{
  for (guint e = 0; e < document->examples->len; e++)
    if (g_array_index (document->examples, PostilExample, e).positive != 0)
      return FALSE;
  return TRUE;
}

static void
add_part (Problem *self, Page *page, const PostilExamples *document, guint first)
{
  page->parts[page->n_parts] = document;
  page->firsts[page->n_parts++] = first;
  self->n_clauses += document->examples->len;
}

/* Each document by itself, and articles with acts also with some that have none. Returns how many clauses all documents
 * have. */
static guint
make_pages (Problem *self, const GPtrArray *documents)
{
  g_autofree guint *firsts = g_new (guint, documents->len + 1);
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0, next = 0;

  self->pages = g_array_new (FALSE, FALSE, sizeof (Page));
  for (guint d = 0; d < documents->len; d++)
    {
      const PostilExamples *document = g_ptr_array_index (documents, d);

      firsts[d] = n;
      n += document->examples->len;
      if (is_plain (document) && !is_thread (document))
        g_array_append_val (plain, d);
    }
  for (guint d = 0; d < documents->len; d++)
    {
      const PostilExamples *document = g_ptr_array_index (documents, d);
      Page page = { .n_parts = 0 };

      add_part (self, &page, document, firsts[d]);
      g_array_append_val (self->pages, page);
      if (is_plain (document) || is_thread (document) || plain->len == 0)
        continue;
      self->n_clauses += document->examples->len;
      for (guint p = 0; p < PADDING; p++, next++)
        {
          guint other = g_array_index (plain, guint, next % plain->len);

          add_part (self, &page, g_ptr_array_index (documents, other), firsts[other]);
        }
      g_array_append_val (self->pages, page);
    }
  return n;
}

static void
fill_page (Problem *self, const Page *page, guint first)
{
  g_autoptr (GArray) standing = g_array_new (FALSE, FALSE, sizeof (PostilStanding));
  g_autofree double *around = NULL;

  for (guint p = 0; p < page->n_parts; p++)
    for (guint e = 0; e < page->parts[p]->examples->len; e++)
      {
        const PostilExample *example = &g_array_index (page->parts[p]->examples, PostilExample, e);
        guint at = first + standing->len;
        /* Numbers of sentences start anew in each document. */
        PostilStanding here = { example->standing.sentence * (1 + PADDING) + p, example->standing.in_post };

        self->examples[at] = example;
        memcpy (self->own + (gsize) at * self->n_labels, self->odds + (gsize) (page->firsts[p] + e) * self->n_labels,
                self->n_labels * sizeof *self->own);
        g_array_append_val (standing, here);
      }
  around = postil_around_new (self->own + (gsize) first * self->n_labels, (const PostilStanding *) standing->data,
                              standing->len, self->n_labels);
  memcpy (self->around + (gsize) first * self->size, around, (gsize) standing->len * self->size * sizeof *around);
}

static void
fill_pages (Problem *self)
{
  guint first = 0;

  for (guint p = 0; p < self->pages->len; p++)
    {
      const Page *page = &g_array_index (self->pages, Page, p);

      fill_page (self, page, first);
      for (guint i = 0; i < page->n_parts; i++)
        first += page->parts[i]->examples->len;
    }
}

static void
problem_init (Problem *self, const GPtrArray *documents, const GArray *labels, const GPtrArray *held)
{
  guint n;

  *self = (Problem){ .n_labels = labels->len, .size = postil_around_size (labels->len) };
  n = make_pages (self, documents);
  self->odds = g_new (double, (gsize) n * self->n_labels + 1);
  self->own = g_new (double, (gsize) self->n_clauses * self->n_labels + 1);
  self->around = g_new (double, (gsize) self->n_clauses * self->size + 1);
  self->examples = g_new (const PostilExample *, self->n_clauses + 1);
  self->nodes = g_new (struct feature_node, (gsize) self->n_clauses * (self->size + 1) + 1);
  self->starts = g_new (struct feature_node *, self->n_clauses + 1);
  self->answers = g_new (double, self->n_clauses + 1);
  for (guint l = 0; l < labels->len; l++)
    {
      const PostilLearnedLabel *about = &g_array_index (labels, PostilLearnedLabel, l);
      const double *sums = g_ptr_array_index (held, l);

      for (guint c = 0; c < n; c++)
        self->odds[c * self->n_labels + l] = -(about->slope * sums[c] + about->offset);
    }
  fill_pages (self);
}

static void
problem_clear (Problem *self)
{
  g_array_unref (self->pages);
  g_free (self->odds);
  g_free (self->own);
  g_free (self->around);
  g_free (self->examples);
  g_free (self->nodes);
  g_free (self->starts);
  g_free (self->answers);
}

/* What the solver gets for one label, and what it is to say. */
static void
turn_to (Problem *self, guint label, guint bit)
{
  for (guint c = 0; c < self->n_clauses; c++)
    {
      double *at = self->around + (gsize) c * self->size;
      struct feature_node *node = self->starts[c] = self->nodes + (gsize) c * (self->size + 1);

      at[0] = postil_around_own (self->own[c * self->n_labels + label]);
      for (guint i = 0; i < self->size; i++)
        *node++ = (struct feature_node){ (int) i + 1, at[i] };
      *node = (struct feature_node){ -1, 0 };
      self->answers[c] = self->examples[c]->positive >> bit & 1 ? 1 : -1;
    }
}

static void
solve (const Problem *self, double *weights)
{
  struct problem problem = {
    .l = (int) self->n_clauses, .n = (int) self->size, .x = self->starts, .y = self->answers, .bias = -1
  };
  struct parameter parameter = { .solver_type = L2R_LR, .eps = EPSILON, .C = COST };
  struct model *model = train (&problem, &parameter);

  for (guint i = 0; i < self->size; i++)
    weights[i] = model->label[0] > 0 ? model->w[i] : -model->w[i];
  free_and_destroy_model (&model);
}

double *
postil_learn_around (const GPtrArray *documents, GArray *labels, const guint *bits, const GPtrArray *held)
{
  Problem problem;
  double *weights;

  problem_init (&problem, documents, labels, held);
  weights = g_new0 (double, (gsize) labels->len *problem.size);
  for (guint l = 0; l < labels->len; l++)
    {
      double *own = weights + (gsize) l * problem.size;

      turn_to (&problem, l, bits[l]);
      solve (&problem, own);
      g_array_index (labels, PostilLearnedLabel, l).threshold = WORTH_SAYING;
    }
  problem_clear (&problem);
  return weights;
}
