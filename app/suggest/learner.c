/* learner.c - learns a logistic regression per label from decided clauses, calibrated on held-out documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "learner-private.h"

#include <linear.h>
#include <math.h>
#include <string.h>

#include "calibration.h"
#include "learn-around.h"

#define COST 20.0
#define EPSILON 0.05
#define N_FOLDS 5
/* With fewer documents folds are made of clauses. */
#define FEW_DOCUMENTS 10
/* From so many examples on one held-out fold is enough to calibrate by. */
#define MANY 4000
/* Of clauses that speak against a label so many are enough; their share is put right afterwards. */
#define MANY_AGAINST 6000
/* With so many decisions a project's own judgement of a label weighs as much as the shipped one. */
#define HALF_TRUST 50.0
/* How far a document may be apart from the others as a whole. Which acts there are many of differs more between
 * documents than clauses do; each gets a weight of its own while learning, so that the words need not carry that, and
 * it is left out afterwards. */
#define DOCUMENT_REACH 0.5
/* From so many held-out examples in a project on its chances are worth something. To reject a suggestion takes one key,
 * to mark a clause by hand seven to nine ("./dev bench review" counts them): so it is worth a look from this chance on.
 */
#define ENOUGH_HELD 200
#define WORTH_A_KEY 0.12
/* How far what the base says reaches, so that believing it costs the solver little. */
#define BASE_REACH 2.0

/* ---- one label's examples ---- */

typedef struct
{
  const PostilExamples *document;
  guint number; /* of the document */
  const PostilExample  *example;
  const float          *base;
  int                   fold;
  int                   answer; /* 1, -1, or 0: says nothing */
} Row;

/* One label's examples for the solver: numbers are those of features that occur, from 1; those of the base come last. */
typedef struct
{
  const PostilLearner  *learner;
  GArray               *rows; /* Row */
  struct feature_node  *nodes;
  struct feature_node **starts; /* of each row's */
  guint32              *numbers; /* [slot]: number of its feature, 0: none */
  guint                 n_features;
  guint                 n_base;
  guint n_documents;           /* each with a feature of its own, behind all others */
  double               *held;   /* what was said of each row while it was held out */
  double                share; /* of the examples against the label that are here */
} Data;

/* An undecided clause above the last decision of a document in which something was decided about the label was passed over. */
static int
answer_of (const PostilExamples *document, const PostilExample *example, guint label, gboolean has_base)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << label;

  if (example->positive & bit)
    return 1;
  if ((example->negative & bit) || document->complete)
    return -1;
  return !has_base && (document->labels & bit) ? -1 : 0;
}

static void
collect_rows (Data *data, const GPtrArray *documents, guint label, gboolean has_base)
{
  guint number = 0;

  for (guint d = 0; d < documents->len; d++)
    {
      const PostilExamples *document = g_ptr_array_index (documents, d);

      for (guint e = 0; e < document->examples->len; e++)
        {
          const PostilExample *example = &g_array_index (document->examples, PostilExample, e);
          Row row = { document,
                      d,
                      example,
                      data->n_base > 0 ? &g_array_index (document->base, float, e * data->n_base) : NULL,
                      (int) ((documents->len < FEW_DOCUMENTS ? number++ : d) % N_FOLDS),
                      answer_of (document, example, label, has_base) };

          if (row.answer != 0)
            g_array_append_val (data->rows, row);
        }
    }
}

/* Leaves out examples against the label beyond what is enough, evenly and never one that somebody rejected. */
static void
thin_out (Data *data, guint label)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << label;
  guint n_positive = 0, n_plain = 0, n_kept = 0, n_left = 0, seen = 0, enough;

  for (guint i = 0; i < data->rows->len; i++)
    {
      const Row *row = &g_array_index (data->rows, Row, i);

      n_positive += row->answer > 0;
      n_plain += row->answer < 0 && (row->example->negative & bit) == 0;
    }
  enough = MAX (MANY_AGAINST, 2 * n_positive);
  if (n_plain <= enough)
    return;
  for (guint i = 0; i < data->rows->len; i++)
    {
      const Row row = g_array_index (data->rows, Row, i);

      if (row.answer < 0 && (row.example->negative & bit) == 0)
        {
          guint64 before = (guint64) seen++ * enough / n_plain;

          if ((guint64) seen * enough / n_plain == before)
            continue;
          n_left++;
        }
      g_array_index (data->rows, Row, n_kept++) = row;
    }
  g_array_set_size (data->rows, n_kept);
  data->share = (double) n_left / n_plain;
}

/* Numbers the features that come in two examples or more, or in any when there are few. Returns how many nodes there will be. */
static gsize
number_features (Data *data)
{
  guint least = data->rows->len > 400 ? 2 : 1;
  gsize n_slots = (gsize) 1 << data->learner->bits;
  gsize n_nodes = 0;

  data->numbers = g_new0 (guint32, n_slots);
  for (guint i = 0; i < data->rows->len; i++)
    {
      const Row *row = &g_array_index (data->rows, Row, i);
      const guint32 *slots = (const guint32 *) row->document->slots->data + row->example->first;

      for (guint f = 0; f < row->example->n; f++)
        data->numbers[slots[f]]++;
      n_nodes += row->example->n + data->n_base + 2;
    }
  for (gsize s = 0; s < n_slots; s++)
    data->numbers[s] = data->numbers[s] >= least ? ++data->n_features : 0;
  return n_nodes;
}

static struct feature_node *
append_nodes (const Data *data, const Row *row, struct feature_node *node)
{
  const guint32 *slots = (const guint32 *) row->document->slots->data + row->example->first;
  double value = postil_features_value (row->example->n);

  for (guint f = 0; f < row->example->n; f++)
    if (data->numbers[slots[f]] != 0)
      *node++ = (struct feature_node){ (int) data->numbers[slots[f]], value };
  for (guint b = 0; b < data->n_base; b++)
    *node++ = (struct feature_node){ (int) (data->n_features + b + 1), (double) row->base[b] * BASE_REACH };
  if (data->n_documents > 0)
    *node++ = (struct feature_node){ (int) (data->n_features + data->n_base + row->number + 1), DOCUMENT_REACH };
  *node++ = (struct feature_node){ -1, 0 };
  return node;
}

static void
data_init (Data *data, const PostilLearner *self, const GPtrArray *documents, guint label, gboolean has_base)
{
  struct feature_node *node;

  *data = (Data){ .learner = self };
  data->n_base = self->base != NULL ? postil_learned_get_n_labels (self->base) : 0;
  /* A project has few decisions in each document, and none of most. */
  data->n_documents = self->base == NULL ? documents->len : 0;
  data->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  collect_rows (data, documents, label, has_base);
  data->held = g_new0 (double, data->rows->len + 1);
  data->share = 1;
  /* What is shipped has time to look at everything. */
  if (data->n_base > 0)
    thin_out (data, label);
  node = data->nodes = g_new (struct feature_node, number_features (data) + 1);
  data->starts = g_new (struct feature_node *, data->rows->len + 1);
  for (guint i = 0; i < data->rows->len; i++)
    {
      data->starts[i] = node;
      node = append_nodes (data, &g_array_index (data->rows, Row, i), node);
    }
}

static void
data_clear (Data *data)
{
  g_array_unref (data->rows);
  g_free (data->held);
  g_free (data->numbers);
  g_free (data->starts);
  g_free (data->nodes);
}

/* ---- learning ---- */

static void
be_silent (const char *text)
{
  (void) text;
}

/* Weights by number, from 1; NULL when all answers are the same. @fold: what is left out, -1: nothing. */
static double *
solve (const Data *data, int fold)
{
  g_autofree struct feature_node **starts = g_new (struct feature_node *, data->rows->len + 1);
  g_autofree double *answers = g_new (double, data->rows->len + 1);
  guint n_weights = data->n_features + data->n_base + data->n_documents;
  struct problem problem = { .n = (int) n_weights, .x = starts, .y = answers, .bias = -1 };
  struct parameter parameter = { .solver_type = L2R_LR, .eps = EPSILON, .C = COST };
  struct model *model;
  guint n_positive = 0;
  double *weights;

  for (guint i = 0; i < data->rows->len; i++)
    {
      const Row *row = &g_array_index (data->rows, Row, i);

      if (row->fold == fold)
        continue;
      starts[problem.l] = data->starts[i];
      answers[problem.l++] = row->answer;
      n_positive += row->answer > 0;
    }
  if (n_positive == 0 || (int) n_positive == problem.l)
    return NULL;
  set_print_string_function (be_silent);
  model = train (&problem, &parameter);
  weights = g_new0 (double, n_weights + 1);
  for (guint f = 0; f < n_weights; f++)
    weights[f + 1] = model->label[0] > 0 ? model->w[f] : -model->w[f];
  free_and_destroy_model (&model);
  return weights;
}

static void
judge_held_out (Data *data, guint label, const double *weights, int fold, GArray *held)
{
  for (guint i = 0; i < data->rows->len; i++)
    {
      const Row *row = &g_array_index (data->rows, Row, i);
      PostilHeld item = { 0, row->answer > 0, (row->example->ruled >> label & 1) != 0 };

      if (row->fold != fold)
        continue;
      for (const struct feature_node *node = data->starts[i]; node->index > 0; node++)
        if ((guint) node->index <= data->n_features + data->n_base)
          item.sum += weights[node->index] * node->value;
      g_array_append_val (held, item);
      data->held[i] = item.sum;
    }
}

static void
calibrate (Data *data, guint label, PostilLearnedLabel *about, GCancellable *cancellable)
{
  g_autoptr (GArray) held = g_array_new (FALSE, FALSE, sizeof (PostilHeld));
  guint n_folds = data->rows->len < MANY || !data->learner->base ? N_FOLDS : 1;

  for (guint fold = 0; fold < n_folds && !g_cancellable_is_cancelled (cancellable); fold++)
    {
      g_autofree double *weights = solve (data, (int) fold);

      if (weights != NULL)
        judge_held_out (data, label, weights, (int) fold, held);
    }
  about->slope = -1;
  if (held->len < POSTIL_LEARNER_MIN_DECISIONS)
    {
      about->threshold = 0.5;
      return;
    }
  postil_fit_sigmoid (held, &about->slope, &about->offset);
  /* Each example against the label stands for so many. */
  about->offset -= log (data->share);
  about->threshold = postil_find_threshold (held, about->slope, about->offset);
  if (data->learner->base != NULL && held->len >= ENOUGH_HELD)
    about->threshold = WORTH_A_KEY;
}

/* How often somebody decided about a label; 0 when it is too little, or all for it or all against. */
static guint
count_decided (const GPtrArray *documents, guint label, gboolean has_base)
{
  guint n_decided = 0, n_positive = 0, n_negative = 0;

  for (guint d = 0; d < documents->len; d++)
    {
      const PostilExamples *document = g_ptr_array_index (documents, d);

      for (guint e = 0; e < document->examples->len; e++)
        {
          const PostilExample *example = &g_array_index (document->examples, PostilExample, e);
          int answer = answer_of (document, example, label, has_base);

          n_positive += answer > 0;
          n_negative += answer < 0;
          n_decided += answer > 0 || (example->negative >> label & 1) != 0;
        }
    }
  return n_decided >= POSTIL_LEARNER_MIN_DECISIONS && n_positive > 0 && n_negative > 0 ? n_decided : 0;
}

/* One label's weights by slot, and behind them those of what the base says; NULL when there is nothing to learn. @held: what was said of
 * each row while it was held out. */
static double *
learn_label (const PostilLearner *self, const GPtrArray *documents, guint label, PostilLearnedLabel *about, double **held,
             GCancellable *cancellable)
{
  gsize n_slots = (gsize) 1 << self->bits;
  gboolean has_base = self->base != NULL && postil_learned_find (self->base, about->label) >= 0;
  guint n_decided = count_decided (documents, label, has_base);
  double *by_slot = NULL;
  g_autofree double *weights = NULL;
  Data data;

  if (n_decided == 0)
    return NULL;
  about->trust = has_base ? n_decided / (n_decided + HALF_TRUST) : 1;
  data_init (&data, self, documents, label, has_base);
  weights = solve (&data, -1);
  if (weights != NULL)
    {
      calibrate (&data, label, about, cancellable);
      by_slot = g_new0 (double, n_slots + data.n_base);
      for (gsize s = 0; s < n_slots; s++)
        by_slot[s] = data.numbers[s] != 0 ? weights[data.numbers[s]] : 0;
      for (guint b = 0; b < data.n_base; b++)
        by_slot[n_slots + b] = weights[data.n_features + b + 1] * BASE_REACH;
      *held = g_steal_pointer (&data.held);
    }
  data_clear (&data);
  return by_slot;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

PostilLearned *
postil_learner_run (PostilLearner *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (PostilLearnedLabel));
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_free);
  guint bits[POSTIL_LEARNER_MAX_LABELS];
  PostilLearned *learned;
  double *around = NULL;
  g_autoptr (GPtrArray) documents = postil_learner_sorted (self);
  g_autoptr (GPtrArray) names = g_ptr_array_copy (self->labels, NULL, NULL);
  guint n_base = self->base != NULL ? postil_learned_get_n_labels (self->base) : 0;
  gsize n_rows = ((gsize) 1 << self->bits) + n_base;
  float *weights;

  /* What came first must not matter. */
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      PostilLearnedLabel about = { .label = g_ptr_array_index (names, i) };
      double *column, *said = NULL;
      guint label;

      g_ptr_array_find (self->labels, about.label, &label);
      column = learn_label (self, documents, label, &about, &said, cancellable);
      if (column != NULL)
        {
          bits[labels->len] = label;
          g_ptr_array_add (held, said);
          g_ptr_array_add (columns, column);
          g_array_append_val (labels, about);
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  if (labels->len == 0)
    return NULL;
  weights = g_new (float, n_rows * labels->len);
  for (gsize s = 0; s < n_rows; s++)
    for (guint l = 0; l < labels->len; l++)
      weights[s * labels->len + l] = (float) ((double *) g_ptr_array_index (columns, l))[s];
  /* A project decides about a few clauses here and there, and builds on what knows them all. */
  if (self->with_rules)
    around = postil_learn_around (documents, labels, bits, held);
  learned = postil_learned_new (self->bits, n_base, g_steal_pointer (&labels), weights, self->with_rules);
  postil_learned_set_around (learned, around);
  return learned;
}
