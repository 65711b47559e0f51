/* tagger-train.c - trains the tagger of names: structured averaged perceptron
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tagger.h"

#include "tagger-model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A document as training sees it. */
typedef struct
{
  GArray *names;  /* PostilNameToken */
  guint8 *tags;   /* gold, one a token */
} Example;

/* A run with its features as rows of the weights. */
typedef struct
{
  guint          n;
  const guint8  *gold;
  guint         *first;    /* n + 1 offsets into features */
  guint32       *features;
} Sequence;

struct _PostilTaggerTrainer
{
  GPtrArray *examples;
};

/* What is learned: row r of @weights belongs to feature @keys[r]. */
typedef struct
{
  GHashTable *rows; /* guint64* -> row + 1 */
  GArray     *keys; /* guint64 */
  GArray     *counts;
  float (*weights)[POSTIL_TAGGER_N_COLUMNS];
  double (*totals)[POSTIL_TAGGER_N_COLUMNS];
  float transitions[POSTIL_TAGGER_N_TAGS][POSTIL_TAGGER_N_COLUMNS];
  double transition_totals[POSTIL_TAGGER_N_TAGS][POSTIL_TAGGER_N_COLUMNS];
  double step;
} Weights;

static void
example_free (gpointer data)
{
  Example *example = data;

  g_array_unref (example->names);
  g_free (example->tags);
  g_free (example);
}

PostilTaggerTrainer *
postil_tagger_trainer_new (void)
{
  PostilTaggerTrainer *self = g_new0 (PostilTaggerTrainer, 1);

  self->examples = g_ptr_array_new_with_free_func (example_free);
  return self;
}

void
postil_tagger_trainer_free (PostilTaggerTrainer *self)
{
  g_ptr_array_unref (self->examples);
  g_free (self);
}

static int
label_index (const char *label)
{
  const char *const *labels = postil_tagger_labels ();

  for (int i = 0; labels[i] != NULL; i++)
    if (g_strcmp0 (labels[i], label) == 0)
      return i;
  return -1;
}

/* Tokens that share a character with the gold name take its tags, unless a longer name took them before. */
static void
paint (Example *example, PostilRange range, guint label)
{
  guint begin = G_MAXUINT, end = 0;

  for (guint i = 0; i < example->names->len; i++)
    {
      const PostilNameToken *token = &g_array_index (example->names, PostilNameToken, i);

      if (token->range.start >= range.stop)
        break;
      if (!postil_range_overlaps (token->range, range))
        continue;
      if (example->tags[i] != 0)
        return;
      begin = MIN (begin, i);
      end = i + 1;
    }
  if (begin == G_MAXUINT)
    return;
  for (guint i = begin; i < end; i++)
    example->tags[i] = (guint8) postil_tagger_tag_of (label, end - begin == 1 ? POSTIL_BILOU_U
                                                             : i == begin     ? POSTIL_BILOU_B
                                                             : i + 1 == end   ? POSTIL_BILOU_L
                                                                              : POSTIL_BILOU_I);
}

static int
compare_longest (gconstpointer a, gconstpointer b)
{
  guint32 x = postil_range_length (((const PostilGoldName *) a)->range);
  guint32 y = postil_range_length (((const PostilGoldName *) b)->range);

  return x > y ? -1 : x < y;
}

void
postil_tagger_trainer_add (PostilTaggerTrainer *self, GArray *names, const GArray *gold)
{
  Example *example = g_new0 (Example, 1);
  g_autoptr (GArray) sorted = g_array_copy ((GArray *) gold);

  example->names = g_array_ref (names);
  example->tags = g_malloc0 (example->names->len + 1);
  g_array_sort (sorted, compare_longest);
  for (guint i = 0; i < sorted->len; i++)
    {
      const PostilGoldName *name = &g_array_index (sorted, PostilGoldName, i);
      int label = label_index (name->label);

      if (label >= 0)
        paint (example, name->range, (guint) label);
    }
  g_ptr_array_add (self->examples, example);
}

static int
compare_u32 (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

/* Small words and marks that stand inside gold names at least three times. Sorted. */
static GArray *
collect_inside (PostilTaggerTrainer *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GArray *inside = g_array_new (FALSE, FALSE, sizeof (guint32));
  GHashTableIter iter;
  gpointer key, value;

  for (guint e = 0; e < self->examples->len; e++)
    {
      const Example *example = self->examples->pdata[e];

      for (guint i = 0; i < example->names->len; i++)
        {
          const PostilNameToken *token = &g_array_index (example->names, PostilNameToken, i);
          gpointer hash = GUINT_TO_POINTER (token->lower);

          if (example->tags[i] != 0 &&
              !(token->flags & (POSTIL_NAME_CAPITAL | POSTIL_NAME_INNER_CAP | POSTIL_NAME_DIGIT)))
            g_hash_table_insert (counts, hash,
                                 GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, hash)) + 1));
        }
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint32 hash = GPOINTER_TO_UINT (key);

      if (GPOINTER_TO_UINT (value) >= 3)
        g_array_append_val (inside, hash);
    }
  g_array_sort (inside, compare_u32);
  return inside;
}

static guint32
row_of (Weights *weights, guint64 feature)
{
  guint row = GPOINTER_TO_UINT (g_hash_table_lookup (weights->rows, &feature));
  guint one = 1;

  if (row != 0)
    {
      g_array_index (weights->counts, guint, row - 1)++;
      return row - 1;
    }
  g_array_append_val (weights->keys, feature);
  g_array_append_val (weights->counts, one);
  g_hash_table_insert (weights->rows, g_memdup2 (&feature, sizeof feature), GUINT_TO_POINTER (weights->keys->len));
  return weights->keys->len - 1;
}

static Sequence *
sequence_new (Weights *weights, const Example *example, PostilNameRun run)
{
  Sequence *self = g_new0 (Sequence, 1);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  self->n = run.end - run.begin;
  self->gold = example->tags + run.begin;
  self->first = g_new (guint, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      guint64 features[POSTIL_TAGGER_MAX_FEATURES];
      guint n = postil_tagger_features (example->names, run, run.begin + i, features);

      self->first[i] = rows->len;
      for (guint f = 0; f < n; f++)
        {
          guint32 row = row_of (weights, features[f]);

          g_array_append_val (rows, row);
        }
    }
  self->first[self->n] = rows->len;
  self->features = g_memdup2 (rows->data, rows->len * sizeof (guint32));
  return self;
}

static void
sequence_free (gpointer data)
{
  Sequence *self = data;

  g_free (self->first);
  g_free (self->features);
  g_free (self);
}

static void
adjust (Weights *weights, const Sequence *sequence, guint i, guint tag, float by)
{
  for (guint f = sequence->first[i]; f < sequence->first[i + 1]; f++)
    {
      guint32 row = sequence->features[f];

      if (g_array_index (weights->counts, guint, row) < 2)
        continue;
      weights->weights[row][tag] += by;
      weights->totals[row][tag] += weights->step * (double) by;
    }
}

static void
adjust_transition (Weights *weights, guint from, guint to, float by)
{
  weights->transitions[from][to] += by;
  weights->transition_totals[from][to] += weights->step * (double) by;
}

/* Gold names can be cut by the end of a run; such a sequence is illegal and teaches nothing. */
static gboolean
is_legal (const Sequence *sequence)
{
  guint previous = 0;

  for (guint i = 0; i < sequence->n; previous = sequence->gold[i++])
    if (!postil_tagger_may_follow (previous, sequence->gold[i]))
      return FALSE;
  return postil_tagger_may_follow (previous, 0);
}

static void
learn (Weights *weights, const Sequence *sequence)
{
  PostilTaggerSteps steps;
  g_autofree float (*scores)[POSTIL_TAGGER_N_COLUMNS] = g_malloc0 (sequence->n * sizeof *scores);
  g_autofree guint8 *tags = g_malloc (sequence->n);

  for (guint i = 0; i < sequence->n; i++)
    for (guint f = sequence->first[i]; f < sequence->first[i + 1]; f++)
      for (guint t = 0; t < POSTIL_TAGGER_N_COLUMNS; t++)
        scores[i][t] += weights->weights[sequence->features[f]][t];
  postil_tagger_steps_fill (&steps, (const float (*)[POSTIL_TAGGER_N_COLUMNS]) weights->transitions);
  postil_tagger_viterbi (&steps, (const float (*)[POSTIL_TAGGER_N_COLUMNS]) scores, sequence->n, tags);
  for (guint i = 0; i < sequence->n; i++)
    {
      guint gold_before = i > 0 ? sequence->gold[i - 1] : 0;
      guint before = i > 0 ? tags[i - 1] : 0;

      if (tags[i] != sequence->gold[i])
        {
          adjust (weights, sequence, i, sequence->gold[i], 1);
          adjust (weights, sequence, i, tags[i], -1);
        }
      if (tags[i] != sequence->gold[i] || before != gold_before)
        {
          adjust_transition (weights, gold_before, sequence->gold[i], 1);
          adjust_transition (weights, before, tags[i], -1);
        }
    }
  weights->step++;
}

static void
shuffle (GPtrArray *sequences, GRand *random)
{
  for (guint i = sequences->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      gpointer keep = sequences->pdata[i - 1];

      sequences->pdata[i - 1] = sequences->pdata[j];
      sequences->pdata[j] = keep;
    }
}

/* A feature with its averaged weights. */
typedef struct
{
  guint64 feature;
  float   strength;
  guint32 row;
} Ranked;

static int
compare_strength (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->strength != y->strength)
    return x->strength > y->strength ? -1 : 1;
  return x->feature < y->feature ? -1 : x->feature > y->feature;
}

static double
average (const Weights *weights, guint32 row, guint tag)
{
  return (double) weights->weights[row][tag] - weights->totals[row][tag] / weights->step;
}

/* Features worth their bytes, the strongest first. */
static GArray *
rank (const Weights *weights)
{
  GArray *ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint32 row = 0; row < weights->keys->len; row++)
    {
      Ranked entry = { g_array_index (weights->keys, guint64, row), 0, row };

      for (guint t = 0; t < POSTIL_TAGGER_N_TAGS; t++)
        entry.strength = MAX (entry.strength, (float) fabs (average (weights, row, t)));
      if (entry.strength > 0.02f)
        g_array_append_val (ranked, entry);
    }
  g_array_sort (ranked, compare_strength);
  return ranked;
}

static void
place (guint32 *fingerprints, gint8 (*rows)[POSTIL_TAGGER_N_COLUMNS], guint32 n_slots, const Weights *weights,
       const Ranked *entry, float scale)
{
  guint32 slot = postil_tagger_slot (entry->feature, n_slots);

  while (fingerprints[slot] != 0)
    {
      if (fingerprints[slot] == postil_tagger_fingerprint (entry->feature))
        return; /* a collision of 32 bits: the stronger one stays */
      slot = slot + 1 == n_slots ? 0 : slot + 1;
    }
  fingerprints[slot] = postil_tagger_fingerprint (entry->feature);
  for (guint t = 0; t < POSTIL_TAGGER_N_TAGS; t++)
    rows[slot][t] = (gint8) CLAMP (lrint (average (weights, entry->row, t) * (double) scale), -127, 127);
}

static GBytes *
write_model (const Weights *weights, const GArray *ranked, const GArray *inside, gsize max_bytes)
{
  PostilTaggerHeader header = { .magic = POSTIL_TAGGER_MAGIC, .n_columns = POSTIL_TAGGER_N_COLUMNS, .scale = 16 };
  gsize room = (max_bytes - sizeof header - inside->len * sizeof (guint32)) / (4 + POSTIL_TAGGER_N_COLUMNS);
  guint n = (guint) MIN ((gsize) ranked->len, room * 4 / 5);
  gsize n_bytes;
  guint8 *data;
  guint32 *fingerprints;

  header.n_slots = MAX (16, n * 5 / 4 + 1);
  header.n_inside = inside->len;
  for (guint p = 0; p < POSTIL_TAGGER_N_TAGS; p++)
    for (guint t = 0; t < POSTIL_TAGGER_N_TAGS; t++)
      header.transitions[p][t] =
          header.scale * (float) ((double) weights->transitions[p][t] - weights->transition_totals[p][t] / weights->step);
  n_bytes = sizeof header + inside->len * sizeof (guint32) + (gsize) header.n_slots * (4 + POSTIL_TAGGER_N_COLUMNS);
  data = g_malloc0 (n_bytes);
  memcpy (data, &header, sizeof header);
  memcpy (data + sizeof header, inside->data, inside->len * sizeof (guint32));
  fingerprints = (guint32 *) (data + sizeof header + inside->len * sizeof (guint32));
  for (guint i = 0; i < n; i++)
    place (fingerprints, (gint8 (*)[POSTIL_TAGGER_N_COLUMNS]) (fingerprints + header.n_slots), header.n_slots, weights,
           &g_array_index (ranked, Ranked, i), header.scale);
  return g_bytes_new_take (data, n_bytes);
}

static void
add_sequences (PostilTaggerTrainer *self, const GArray *inside, Weights *weights, GPtrArray *sequences)
{
  for (guint e = 0; e < self->examples->len; e++)
    {
      const Example *example = self->examples->pdata[e];
      g_autoptr (GArray) runs =
          postil_tagger_runs (example->names, (const guint32 *) inside->data, inside->len);

      for (guint r = 0; r < runs->len; r++)
        {
          PostilNameRun run = g_array_index (runs, PostilNameRun, r);

          g_ptr_array_add (sequences, sequence_new (weights, example, run));
        }
    }
}

GBytes *
postil_tagger_trainer_run (PostilTaggerTrainer *self, guint epochs, guint32 seed, gsize max_bytes)
{
  Weights weights = { .rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
                      .keys = g_array_new (FALSE, FALSE, sizeof (guint64)),
                      .counts = g_array_new (FALSE, FALSE, sizeof (guint)),
                      .step = 1 };
  g_autoptr (GPtrArray) sequences = g_ptr_array_new_with_free_func (sequence_free);
  g_autoptr (GArray) inside = collect_inside (self);
  g_autoptr (GArray) ranked = NULL;
  GRand *random = g_rand_new_with_seed (seed);
  GBytes *model;

  add_sequences (self, inside, &weights, sequences);
  weights.weights = g_malloc0 (weights.keys->len * sizeof *weights.weights);
  weights.totals = g_malloc0 (weights.keys->len * sizeof *weights.totals);
  for (guint epoch = 0; epoch < epochs; epoch++)
    {
      shuffle (sequences, random);
      for (guint i = 0; i < sequences->len; i++)
        if (is_legal (sequences->pdata[i]))
          learn (&weights, sequences->pdata[i]);
    }
  ranked = rank (&weights);
  model = write_model (&weights, ranked, inside, max_bytes);
  g_rand_free (random);
  g_hash_table_unref (weights.rows);
  g_array_unref (weights.keys);
  g_array_unref (weights.counts);
  g_free (weights.weights);
  g_free (weights.totals);
  return model;
}
