/* learner.c - collects decided clauses and learns a logistic regression per label, calibrated on held-out documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "learner-private.h"

#include <linear.h>
#include <math.h>
#include <string.h>

#include "context.h"
#include "learned.h"

#define MAX_LABELS 64
#define COST 100.0
#define EPSILON 0.05
#define N_FOLDS 5
/* A suggestion that is less likely than this costs more to reject than to make by hand. */
#define LEAST_SURE 0.38
/* From so many examples on one held-out fold is enough to calibrate by. */
#define MANY 60000

typedef struct
{
  gsize    first; /* of its slots */
  guint    n;
  guint    document;
  guint64  positive; /* bit per label */
  guint64  negative;
  gboolean complete; /* what is in neither is negative */
} Example;

struct _PostilLearner
{
  PostilSuggestContext *context;
  guint                 bits;
  gboolean              with_rules;
  GPtrArray            *labels;   /* interned */
  GArray               *examples; /* of Example */
  GArray               *slots;    /* of guint32 */
  guint                 n_documents;
};

PostilLearner *
postil_learner_new_with (PostilSuggestContext *context, guint bits, gboolean with_rules)
{
  PostilLearner *self = g_new0 (PostilLearner, 1);

  self->context = postil_suggest_context_ref (context);
  self->bits = bits;
  self->with_rules = with_rules;
  self->labels = g_ptr_array_new ();
  self->examples = g_array_new (FALSE, FALSE, sizeof (Example));
  self->slots = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

PostilLearner *
postil_learner_new (PostilSuggestContext *context)
{
  return postil_learner_new_with (context, 15, FALSE);
}

void
postil_learner_free (PostilLearner *self)
{
  postil_suggest_context_unref (self->context);
  g_ptr_array_unref (self->labels);
  g_array_unref (self->examples);
  g_array_unref (self->slots);
  g_free (self);
}

guint
postil_learner_get_n_examples (const PostilLearner *self)
{
  return self->examples->len;
}

/* The bit of a label; 0 when there are too many. */
static guint64
label_bit (PostilLearner *self, const char *label)
{
  guint index;

  if (!g_ptr_array_find (self->labels, label, &index))
    {
      index = self->labels->len;
      if (index >= MAX_LABELS)
        return 0;
      g_ptr_array_add (self->labels, (gpointer) label);
    }
  return G_GUINT64_CONSTANT (1) << index;
}

/* A decision is about the clauses of which it covers half, or which cover half of it. */
static gboolean
is_about (PostilRange decision, PostilRange clause)
{
  guint32 start = MAX (decision.start, clause.start);
  guint32 stop = MIN (decision.stop, clause.stop);

  return start < stop && (guint64) (stop - start) * 2 >= MIN (postil_range_length (decision), postil_range_length (clause));
}

static void
add_example (PostilLearner *self, const PostilClauseWords *words, guint clause, Example example, GArray *features)
{
  postil_clause_features (words, clause, self->with_rules, features);
  example.first = self->slots->len;
  example.n = features->len;
  example.document = self->n_documents;
  for (guint f = 0; f < features->len; f++)
    {
      guint32 slot = postil_learned_slot (g_array_index (features, PostilFeature, f).hash, self->bits);

      g_array_append_val (self->slots, slot);
    }
  g_array_append_val (self->examples, example);
}

void
postil_learner_add (PostilLearner *self, PostilAnalysis *analysis, const GArray *decisions, gboolean complete)
{
  g_autoptr (PostilClauseWords) words =
      postil_clause_words_new (postil_suggest_context_get_lexicon (self->context), analysis);
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (PostilFeature));

  for (guint c = 0; c < words->clauses->len; c++)
    {
      const PostilClause *clause = &g_array_index (words->clauses, PostilClause, c);
      Example example = { .complete = complete };

      for (guint d = 0; d < decisions->len; d++)
        {
          const PostilDecision *decision = &g_array_index (decisions, PostilDecision, d);

          if (!is_about (decision->range, clause->range))
            continue;
          if (decision->positive)
            example.positive |= label_bit (self, decision->label);
          else
            example.negative |= label_bit (self, decision->label);
        }
      if (complete || example.positive != 0 || example.negative != 0)
        add_example (self, words, c, example, features);
    }
  self->n_documents++;
}

/* ---- learning ---- */

/* One label's examples for the solver: numbers are those of features that occur, from 1. */
typedef struct
{
  const PostilLearner *learner;
  struct feature_node *nodes;
  GArray  *rows;      /* of struct feature_node * */
  GArray  *answers;   /* of double: 1 or -1 */
  GArray  *documents; /* of guint */
  guint32 *numbers;   /* [slot]: number of its feature, 0: none */
  guint    n_features;
} Data;

static int
answer_of (const Example *example, guint label)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << label;

  if (example->positive & bit)
    return 1;
  return (example->negative & bit) || example->complete ? -1 : 0;
}

/* Numbers the features that come in two examples or more, or in any when there are few. */
static void
number_features (Data *data, guint label)
{
  const PostilLearner *self = data->learner;
  guint least = self->examples->len > 400 ? 2 : 1;
  gsize n_slots = (gsize) 1 << self->bits;

  data->numbers = g_new0 (guint32, n_slots);
  for (guint e = 0; e < self->examples->len; e++)
    {
      const Example *example = &g_array_index (self->examples, Example, e);

      for (guint f = 0; answer_of (example, label) != 0 && f < example->n; f++)
        data->numbers[g_array_index (self->slots, guint32, example->first + f)]++;
    }
  for (gsize s = 0; s < n_slots; s++)
    data->numbers[s] = data->numbers[s] >= least ? ++data->n_features : 0;
}

static void
data_init (Data *data, const PostilLearner *self, guint label)
{
  struct feature_node *node;

  *data = (Data){ .learner = self };
  data->rows = g_array_new (FALSE, FALSE, sizeof (struct feature_node *));
  data->answers = g_array_new (FALSE, FALSE, sizeof (double));
  data->documents = g_array_new (FALSE, FALSE, sizeof (guint));
  number_features (data, label);
  node = data->nodes = g_new (struct feature_node, self->slots->len + self->examples->len);
  for (guint e = 0; e < self->examples->len; e++)
    {
      const Example *example = &g_array_index (self->examples, Example, e);
      double answer = answer_of (example, label);
      double value = postil_features_value (example->n);

      if (answer_of (example, label) == 0)
        continue;
      g_array_append_val (data->rows, node);
      g_array_append_val (data->answers, answer);
      g_array_append_val (data->documents, example->document);
      for (guint f = 0; f < example->n; f++)
        {
          guint32 number = data->numbers[g_array_index (self->slots, guint32, example->first + f)];

          if (number != 0)
            *node++ = (struct feature_node){ (int) number, value };
        }
      *node++ = (struct feature_node){ -1, 0 };
    }
}

static void
data_clear (Data *data)
{
  g_array_unref (data->rows);
  g_array_unref (data->answers);
  g_array_unref (data->documents);
  g_free (data->numbers);
  g_free (data->nodes);
}

static void
be_silent (const char *text)
{
  (void) text;
}

/* Weights by number, from 1; NULL when all answers are the same. @fold: documents left out, -1: none. */
static double *
solve (const Data *data, int fold)
{
  g_autofree struct feature_node **rows = g_new (struct feature_node *, data->rows->len + 1);
  g_autofree double *answers = g_new (double, data->rows->len + 1);
  struct problem problem = { .n = (int) data->n_features, .x = rows, .y = answers, .bias = -1 };
  struct parameter parameter = { .solver_type = L2R_LR, .eps = EPSILON, .C = COST };
  struct model *model;
  guint n_positive = 0;
  double *weights;

  for (guint i = 0; i < data->rows->len; i++)
    {
      if ((int) (g_array_index (data->documents, guint, i) % N_FOLDS) == fold)
        continue;
      rows[problem.l] = g_array_index (data->rows, struct feature_node *, i);
      answers[problem.l] = g_array_index (data->answers, double, i);
      n_positive += answers[problem.l++] > 0;
    }
  if (n_positive == 0 || (int) n_positive == problem.l)
    return NULL;
  set_print_string_function (be_silent);
  model = train (&problem, &parameter);
  weights = g_new0 (double, data->n_features + 1);
  for (guint f = 0; f < data->n_features; f++)
    weights[f + 1] = model->label[0] > 0 ? model->w[f] : -model->w[f];
  free_and_destroy_model (&model);
  return weights;
}

typedef struct
{
  double   sum;
  gboolean positive;
} Held;

static void
judge_held_out (const Data *data, const double *weights, int fold, GArray *held)
{
  for (guint i = 0; i < data->rows->len; i++)
    {
      const struct feature_node *node = g_array_index (data->rows, struct feature_node *, i);
      Held item = { 0, g_array_index (data->answers, double, i) > 0 };

      if ((int) (g_array_index (data->documents, guint, i) % N_FOLDS) != fold)
        continue;
      for (; node->index > 0; node++)
        item.sum += weights[node->index] * node->value;
      g_array_append_val (held, item);
    }
}

/* What Platt's sigmoid is fitted to: a little short of certain, so that it cannot run away. */
static double
target_of (const Held *item, guint n_positive, guint n)
{
  return item->positive ? (n_positive + 1.0) / (n_positive + 2.0) : 1.0 / (n - n_positive + 2.0);
}

static double
sigmoid_loss (const GArray *held, guint n_positive, double a, double b)
{
  double loss = 0;

  for (guint i = 0; i < held->len; i++)
    {
      const Held *item = &g_array_index (held, Held, i);
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
      const Held *item = &g_array_index (held, Held, i);
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
static void
fit_sigmoid (const GArray *held, double *slope, double *offset)
{
  guint n_positive = 0;
  double a = 0, b;

  for (guint i = 0; i < held->len; i++)
    n_positive += g_array_index (held, Held, i).positive != FALSE;
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
  const Held *first = a, *second = b;

  if (first->sum != second->sum)
    return first->sum > second->sum ? -1 : 1;
  return first->positive - second->positive;
}

/* The chance from which on suggestions have the best F1 on what was held out. */
static double
find_threshold (GArray *held, double slope, double offset)
{
  double best = 0, threshold = 0.5;
  guint n_positive = 0, right = 0;

  g_array_sort (held, compare_held);
  for (guint i = 0; i < held->len; i++)
    n_positive += g_array_index (held, Held, i).positive;
  for (guint i = 0; i < held->len; i++)
    {
      double f1;

      right += g_array_index (held, Held, i).positive;
      f1 = 2.0 * right / (i + 1 + n_positive);
      if (f1 <= best)
        continue;
      best = f1;
      threshold = 1 / (1 + exp (slope * g_array_index (held, Held, i).sum + offset));
    }
  return CLAMP (threshold, LEAST_SURE, 0.7);
}

static void
calibrate (const Data *data, PostilLearnedLabel *about, GCancellable *cancellable)
{
  g_autoptr (GArray) held = g_array_new (FALSE, FALSE, sizeof (Held));
  guint n_folds = data->rows->len < MANY ? N_FOLDS : 1;

  for (guint fold = 0; fold < n_folds && !g_cancellable_is_cancelled (cancellable); fold++)
    {
      g_autofree double *weights = solve (data, (int) fold);

      if (weights != NULL)
        judge_held_out (data, weights, (int) fold, held);
    }
  about->slope = -1;
  if (held->len < POSTIL_LEARNER_MIN_DECISIONS)
    {
      about->threshold = 0.5;
      return;
    }
  fit_sigmoid (held, &about->slope, &about->offset);
  about->threshold = find_threshold (held, about->slope, about->offset);
}

/* Whether enough was said about a label, for and against it. */
static gboolean
is_enough (const PostilLearner *self, guint label)
{
  guint n_decided = 0, n_positive = 0, n_negative = 0;

  for (guint e = 0; e < self->examples->len; e++)
    {
      const Example *example = &g_array_index (self->examples, Example, e);
      int answer = answer_of (example, label);

      n_positive += answer > 0;
      n_negative += answer < 0;
      n_decided += answer > 0 || (example->negative >> label & 1) != 0;
    }
  return n_decided >= POSTIL_LEARNER_MIN_DECISIONS && n_positive > 0 && n_negative > 0;
}

/* One label's weights by slot, or NULL. */
static double *
learn_label (const PostilLearner *self, guint label, PostilLearnedLabel *about, GCancellable *cancellable)
{
  gsize n_slots = (gsize) 1 << self->bits;
  double *by_slot = NULL;
  g_autofree double *weights = NULL;
  Data data;

  about->label = g_ptr_array_index (self->labels, label);
  data_init (&data, self, label);
  weights = solve (&data, -1);
  if (weights != NULL)
    {
      calibrate (&data, about, cancellable);
      by_slot = g_new0 (double, n_slots);
      for (gsize s = 0; s < n_slots; s++)
        by_slot[s] = data.numbers[s] != 0 ? weights[data.numbers[s]] : 0;
    }
  data_clear (&data);
  return by_slot;
}

PostilLearned *
postil_learner_run (PostilLearner *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (PostilLearnedLabel));
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  gsize n_slots = (gsize) 1 << self->bits;
  float *weights;

  for (guint l = 0; l < self->labels->len; l++)
    {
      PostilLearnedLabel about = { 0 };
      double *column = is_enough (self, l) ? learn_label (self, l, &about, cancellable) : NULL;

      if (column != NULL)
        {
          g_ptr_array_add (columns, column);
          g_array_append_val (labels, about);
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  if (labels->len == 0)
    return NULL;
  weights = g_new (float, n_slots * labels->len);
  for (gsize s = 0; s < n_slots; s++)
    for (guint l = 0; l < labels->len; l++)
      weights[s * labels->len + l] = (float) ((double *) g_ptr_array_index (columns, l))[s];
  return postil_learned_new (self->bits, g_steal_pointer (&labels), weights, self->with_rules);
}
