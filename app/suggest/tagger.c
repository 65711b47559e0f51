/* tagger.c - finds names with a trained linear model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <postil/error.h>
#include "tagger.h"

#include "tagger-model.h"

#include <math.h>
#include <string.h>

/* The sums of all tags at one token. */
typedef gint16 Sums __attribute__ ((vector_size (2 * POSTIL_TAGGER_N_COLUMNS)));
typedef gint8 Row __attribute__ ((vector_size (POSTIL_TAGGER_N_COLUMNS)));

/* Ten times as many as a model has features: nine of ten features that are not in it are told at once, where probing a table
 * that is four fifths full takes a dozen steps. */
#define N_KNOWN_BITS (1u << 20)

struct _PostilTagger
{
  int                       references; /* atomic */
  GBytes                   *bytes;
  const PostilTaggerHeader *header;
  PostilTaggerSteps         steps;
  const guint32            *inside;
  const guint32            *fingerprints;
  const gint8 (*rows)[POSTIL_TAGGER_N_COLUMNS];
  guint64                   known[N_KNOWN_BITS / 64]; /* by fingerprint: most features that occur are in no model */
};

const char *const *
postil_tagger_labels (void)
{
  static const char *const labels[] = { "Person", "Organisation", "Place", "Work", "Event", "Product", "Other", NULL };

  G_STATIC_ASSERT (G_N_ELEMENTS (labels) == POSTIL_TAGGER_N_LABELS + 1);
  return labels;
}

gboolean
postil_tagger_is_model (GBytes *bytes)
{
  gsize       n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);

  return n_bytes >= strlen (POSTIL_TAGGER_MAGIC) && memcmp (data, POSTIL_TAGGER_MAGIC, strlen (POSTIL_TAGGER_MAGIC)) == 0;
}

PostilTagger *
postil_tagger_new (GBytes *model, GError **error)
{
  gsize n_bytes;
  const PostilTaggerHeader *header = g_bytes_get_data (model, &n_bytes);
  PostilTagger *self;

  if (n_bytes < sizeof *header || memcmp (header->magic, POSTIL_TAGGER_MAGIC, sizeof header->magic) != 0 ||
      header->n_columns != POSTIL_TAGGER_N_COLUMNS || header->n_slots == 0 ||
      n_bytes != sizeof *header + 4 * (gsize) header->n_inside +
                     (4 + POSTIL_TAGGER_N_COLUMNS) * (gsize) header->n_slots)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
                   _ ("This is no name model of this version; train it again with “postilctl train entities”."));
      return NULL;
    }
  self = g_new0 (PostilTagger, 1);
  self->references = 1;
  self->bytes = g_bytes_ref (model);
  self->header = header;
  postil_tagger_steps_fill (&self->steps, header->transitions);
  self->inside = (const guint32 *) (header + 1);
  self->fingerprints = self->inside + header->n_inside;
  self->rows = (const gint8 (*)[POSTIL_TAGGER_N_COLUMNS]) (self->fingerprints + header->n_slots);
  for (guint32 i = 0; i < header->n_slots; i++)
    {
      guint32 bit = self->fingerprints[i] / 2 % N_KNOWN_BITS;

      if (self->fingerprints[i] != 0)
        self->known[bit / 64] |= G_GUINT64_CONSTANT (1) << bit % 64;
    }
  return self;
}

static inline guint
may_know (const PostilTagger *self, guint64 feature)
{
  guint32 bit = postil_tagger_fingerprint (feature) / 2 % N_KNOWN_BITS;

  return self->known[bit / 64] >> bit % 64 & 1;
}

PostilTagger *
postil_tagger_ref (PostilTagger *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
postil_tagger_unref (PostilTagger *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}

/* So many tokens are looked up together. */
#define BATCH 16

typedef float Scores[POSTIL_TAGGER_N_COLUMNS];

/* FALSE: the model does not know the feature. */
static gboolean
find_feature (const PostilTagger *self, guint64 feature, guint32 *found)
{
  guint32 n_slots = self->header->n_slots;
  guint32 fingerprint = postil_tagger_fingerprint (feature);
  guint32 slot = postil_tagger_slot (feature, n_slots);

  /* A hostile model without an empty slot must not spin. */
  for (guint probes = 0; probes < 256; probes++)
    {
      if (self->fingerprints[slot] == 0)
        return FALSE;
      if (self->fingerprints[slot] == fingerprint)
        {
          *found = slot;
          return TRUE;
        }
      if (++slot == n_slots)
        slot = 0;
    }
  return FALSE;
}

/* The tables are larger than the caches: each step asks for what the next one reads, for all tokens of [first, last). */
static void
score_batch (const PostilTagger *self, const GArray *names, PostilNameRun run, guint first, guint last, Scores *scores)
{
  guint64 features[BATCH][POSTIL_TAGGER_MAX_FEATURES];
  guint32 slots[BATCH][POSTIL_TAGGER_MAX_FEATURES];
  guint n_features[BATCH];
  guint n = last - first;

  for (guint i = 0; i < n; i++)
    {
      guint n_all = postil_tagger_features (names, run, first + i, features[i]);

      n_features[i] = 0;
      /* Nothing depends on the outcome, so that the next bits are on their way before this one is here. */
      for (guint f = 0; f < n_all; f++)
        {
          guint64 feature = features[i][f];

          features[i][n_features[i]] = feature;
          n_features[i] += may_know (self, feature);
        }
      for (guint f = 0; f < n_features[i]; f++)
        __builtin_prefetch (&self->fingerprints[postil_tagger_slot (features[i][f], self->header->n_slots)]);
    }
  for (guint i = 0; i < n; i++)
    {
      guint n_known = 0;

      for (guint f = 0; f < n_features[i]; f++)
        if (find_feature (self, features[i][f], &slots[i][n_known]))
          {
            const gint8 *row = self->rows[slots[i][n_known++]];

            /* It may lie on two lines of the cache. */
            __builtin_prefetch (row);
            __builtin_prefetch (row + POSTIL_TAGGER_N_COLUMNS - 1);
          }
      n_features[i] = n_known;
    }
  for (guint i = 0; i < n; i++)
    {
      Sums sums = { 0 };

      for (guint f = 0; f < n_features[i]; f++)
        {
          Row row;

          memcpy (&row, self->rows[slots[i][f]], sizeof row);
          sums += __builtin_convertvector (row, Sums);
        }
      for (guint t = 0; t < POSTIL_TAGGER_N_COLUMNS; t++)
        scores[i][t] = sums[t];
    }
}

/* Margin to "no name", averaged over the tokens, squashed; the slope puts half-sure names at about 0.7. */
static double
confidence (const PostilTagger *self, const float (*scores)[POSTIL_TAGGER_N_COLUMNS], const guint8 *tags, guint begin,
            guint end)
{
  double margin = 0;

  for (guint i = begin; i < end; i++)
    margin += (double) (scores[i][tags[i]] - scores[i][0]);
  margin /= (double) self->header->scale * (end - begin);
  return 1 / (1 + exp (-0.15 * margin));
}

static void
decode_run (const PostilTagger *self, const GArray *names, PostilNameRun run, GArray *found)
{
  Scores scores[POSTIL_TAGGER_LONGEST_RUN];
  guint8 tags[POSTIL_TAGGER_LONGEST_RUN];
  guint n = run.end - run.begin;
  guint begin = 0;

  for (guint i = 0; i < n; i += BATCH)
    score_batch (self, names, run, run.begin + i, run.begin + MIN (n, i + BATCH), scores + i);
  postil_tagger_viterbi (&self->steps, (const Scores *) scores, n, tags);
  for (guint i = 0; i < n; i++)
    {
      guint position = tags[i] == 0 ? 0 : (tags[i] - 1u) % 4;
      PostilMention name = { .kind = POSTIL_SOURCE_MODEL,
                             .reason = "The tagger of names, from the word, its shape and its neighbours" };

      if (tags[i] == 0)
        continue;
      if (position == POSTIL_BILOU_B || position == POSTIL_BILOU_U)
        begin = i;
      if (position != POSTIL_BILOU_L && position != POSTIL_BILOU_U)
        continue;
      name.begin = run.begin + begin;
      name.end = run.begin + i + 1;
      name.label = g_intern_string (postil_tagger_labels ()[(tags[i] - 1u) / 4]);
      name.score = confidence (self, (const Scores *) scores, tags, begin, i + 1);
      g_array_append_val (found, name);
    }
}

GArray *
postil_tagger_tag (PostilTagger *self, const PostilText *text, GArray *names)
{
  g_autoptr (GArray) runs = postil_tagger_runs (names, self->inside, self->header->n_inside);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PostilMention));
  const char *utf8 = postil_text_get_utf8 (text, NULL);

  /* Each capitalised word is in a run, so runs and their neighbours are all that is looked at. */
  for (guint i = 0; i < runs->len; i++)
    {
      PostilNameRun run = g_array_index (runs, PostilNameRun, i);

      postil_name_tokens_add_affixes (names, utf8, run.begin > 0 ? run.begin - 1 : 0, MIN (run.end + 1, names->len));
    }
  for (guint i = 0; i < runs->len; i++)
    decode_run (self, names, g_array_index (runs, PostilNameRun, i), found);
  return found;
}
