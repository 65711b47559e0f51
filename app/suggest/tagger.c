/* tagger.c - finds names with a trained linear model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/error.h>
#include "tagger.h"

#include "tagger-model.h"

#include <math.h>
#include <string.h>

/* The sums of all tags at one token. */
typedef gint16 Sums __attribute__ ((vector_size (2 * POSTIL_TAGGER_N_COLUMNS)));
typedef gint8 Row __attribute__ ((vector_size (POSTIL_TAGGER_N_COLUMNS)));

struct _PostilTagger
{
  int                       references; /* atomic */
  GBytes                   *bytes;
  const PostilTaggerHeader *header;
  PostilTaggerSteps         steps;
  const guint32            *inside;
  const guint32            *fingerprints;
  const gint8 (*rows)[POSTIL_TAGGER_N_COLUMNS];
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
                   "This is no name model of this version; train it again with “postilctl train entities”.");
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
  return self;
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

static void
add_feature (const PostilTagger *self, guint64 feature, Sums *sums)
{
  guint32 n_slots = self->header->n_slots;
  guint32 fingerprint = postil_tagger_fingerprint (feature);
  guint32 slot = postil_tagger_slot (feature, n_slots);
  Row row;

  /* A hostile model without an empty slot must not spin. */
  for (guint probes = 0; probes < 256; probes++)
    {
      if (self->fingerprints[slot] == 0)
        return;
      if (self->fingerprints[slot] == fingerprint)
        break;
      if (++slot == n_slots)
        slot = 0;
      if (probes == 255)
        return;
    }
  memcpy (&row, self->rows[slot], sizeof row);
  *sums += __builtin_convertvector (row, Sums);
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
  guint n = run.end - run.begin;
  g_autofree float (*scores)[POSTIL_TAGGER_N_COLUMNS] = g_malloc (n * sizeof *scores);
  g_autofree guint8 *tags = g_malloc (n);
  guint begin = 0;

  for (guint i = 0; i < n; i++)
    {
      guint64 features[POSTIL_TAGGER_MAX_FEATURES];
      guint n_features = postil_tagger_features (names, run, run.begin + i, features);
      Sums sums = { 0 };

      /* The table is larger than the caches: ask for all slots first, then read them. */
      for (guint f = 0; f < n_features; f++)
        {
          guint32 slot = postil_tagger_slot (features[f], self->header->n_slots);

          __builtin_prefetch (&self->fingerprints[slot]);
          __builtin_prefetch (&self->rows[slot]);
        }
      for (guint f = 0; f < n_features; f++)
        add_feature (self, features[f], &sums);
      for (guint t = 0; t < POSTIL_TAGGER_N_COLUMNS; t++)
        scores[i][t] = sums[t];
    }
  postil_tagger_viterbi (&self->steps, (const float (*)[POSTIL_TAGGER_N_COLUMNS]) scores, n, tags);
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
      name.score =
          confidence (self, (const float (*)[POSTIL_TAGGER_N_COLUMNS]) scores, tags, begin, i + 1);
      g_array_append_val (found, name);
    }
}

GArray *
postil_tagger_tag (PostilTagger *self, const GArray *names)
{
  g_autoptr (GArray) runs = NULL;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PostilMention));

  runs = postil_tagger_runs (names, self->inside, self->header->n_inside);
  for (guint i = 0; i < runs->len; i++)
    decode_run (self, names, g_array_index (runs, PostilNameRun, i), found);
  return found;
}
