/* learned.c - judges clauses by what was learned, and says which words decided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "learned.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include <postil/error.h>

#include "analysis.h"
#include "around.h"
#include "clause.h"
#include "context.h"

#define MAGIC "PSTLACT4"
#define MAX_BITS 20
#define MAX_LABELS 64
#define NAME_BYTES 64
#define N_SHOWN 3
/* Threads are dense with acts and less alike than articles; of a kind of them that was not learned from all chances are
 * far too low. There F1 is best at this share of the threshold, and where they were learned from it is no worse. */
#define IN_POSTS 0.35
/* Log odds beyond this say no more when another model builds on them. */
#define FARTHEST 6.0

struct _PostilLearned
{
  gatomicrefcount references;
  guint           bits;
  guint           n_base;  /* labels of the model that this one builds on; 0: on none */
  GArray         *labels;  /* of PostilLearnedLabel */
  float          *weights; /* [slot][label], then [label of the base][label] */
  double         *around;  /* [label][postil_around_size]; NULL: clauses are judged by themselves only */
  gboolean        with_rules;
};

/* In the file all numbers are little-endian; after the labels come the weights of what stands around a clause, as doubles, then int16
 * weights, divided by the label's scale. */
typedef struct
{
  char    magic[8];
  guint32 bits;
  guint32 n_labels;
  guint32 with_rules;
  guint32 n_base;
  guint32 n_around; /* for each label */
  guint32 reserved;
} Header;

typedef struct
{
  char   name[NAME_BYTES];
  double slope;
  double offset;
  double threshold;
  double trust;
  double scale;
} Row;

G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN);

PostilLearned *
postil_learned_new (guint bits, guint n_base, GArray *labels, float *weights, gboolean with_rules)
{
  PostilLearned *self = g_new0 (PostilLearned, 1);

  g_atomic_ref_count_init (&self->references);
  self->bits = bits;
  self->n_base = n_base;
  self->labels = labels;
  self->weights = weights;
  self->with_rules = with_rules;
  return self;
}

PostilLearned *
postil_learned_ref (PostilLearned *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
postil_learned_unref (PostilLearned *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->labels);
  g_free (self->weights);
  g_free (self->around);
  g_free (self);
}

void
postil_learned_set_around (PostilLearned *self, double *around)
{
  g_free (self->around);
  self->around = around;
}

guint
postil_learned_get_n_labels (const PostilLearned *self)
{
  return self->labels->len;
}

const char *
postil_learned_get_label (const PostilLearned *self, guint index)
{
  return g_array_index (self->labels, PostilLearnedLabel, index).label;
}

int
postil_learned_find (const PostilLearned *self, const char *label)
{
  for (guint l = 0; l < self->labels->len; l++)
    if (g_array_index (self->labels, PostilLearnedLabel, l).label == label)
      return (int) l;
  return -1;
}

void
postil_learned_raise (PostilLearned *self, const char *label, double threshold)
{
  for (guint l = 0; l < self->labels->len; l++)
    {
      PostilLearnedLabel *about = &g_array_index (self->labels, PostilLearnedLabel, l);

      if (g_str_equal (about->label, label))
        about->threshold = MAX (about->threshold, threshold);
    }
}

/* ---- the file ---- */

GBytes *
postil_learned_save (const PostilLearned *self)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint n = self->labels->len;
  Header header = { .magic = MAGIC, .bits = self->bits, .n_labels = n, .with_rules = self->with_rules, .n_base = self->n_base,
                    .n_around = self->around != NULL ? postil_around_size (n) : 0 };
  g_autofree double *scales = g_new0 (double, n);
  gsize n_rows = ((gsize) 1 << self->bits) + self->n_base;

  G_STATIC_ASSERT (sizeof MAGIC - 1 == sizeof header.magic);
  g_byte_array_append (out, (const guint8 *) &header, sizeof header);
  for (guint l = 0; l < n; l++)
    {
      const PostilLearnedLabel *label = &g_array_index (self->labels, PostilLearnedLabel, l);
      Row row = { .slope = label->slope, .offset = label->offset, .threshold = label->threshold, .trust = label->trust };
      float most = 0;

      for (gsize s = 0; s < n_rows; s++)
        most = MAX (most, fabsf (self->weights[s * n + l]));
      scales[l] = row.scale = most > 0 ? (double) most / G_MAXINT16 : 1;
      g_strlcpy (row.name, label->label, sizeof row.name);
      g_byte_array_append (out, (const guint8 *) &row, sizeof row);
    }
  if (self->around != NULL)
    g_byte_array_append (out, (const guint8 *) self->around, (guint) (header.n_around * n * sizeof *self->around));
  for (gsize i = 0; i < n_rows * n; i++)
    {
      gint16 weight = (gint16) lrint ((double) self->weights[i] / scales[i % n]);

      g_byte_array_append (out, (const guint8 *) &weight, sizeof weight);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static gboolean
is_sound (const Row *row)
{
  return memchr (row->name, '\0', sizeof row->name) != NULL && row->name[0] != '\0' &&
         g_utf8_validate (row->name, -1, NULL) && isfinite (row->slope) && isfinite (row->offset) &&
         isfinite (row->threshold) && isfinite (row->trust) && isfinite (row->scale);
}

PostilLearned *
postil_learned_load (GBytes *model, GError **error)
{
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (model, &n_bytes);
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (PostilLearnedLabel));
  g_autofree float *weights = NULL;
  g_autofree double *around = NULL;
  PostilLearned *self;
  Header header = { 0 };
  Row rows[MAX_LABELS];
  gsize n_weights = 0, n_around = 0;

  if (n_bytes >= sizeof header)
    memcpy (&header, data, sizeof header);
  if (header.bits <= MAX_BITS && header.bits >= 1 && header.n_labels >= 1 && header.n_labels <= MAX_LABELS &&
      header.n_base <= MAX_LABELS && (header.n_around == 0 || header.n_around == postil_around_size (header.n_labels)))
    {
      n_weights = (((gsize) 1 << header.bits) + header.n_base) * header.n_labels;
      n_around = (gsize) header.n_around * header.n_labels;
    }
  if (memcmp (header.magic, MAGIC, sizeof header.magic) != 0 || n_weights == 0 ||
      n_bytes != sizeof header + header.n_labels * sizeof (Row) + n_around * sizeof (double) + n_weights * 2)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
                   _ ("This is no model of acts of this version; train it again with “postilctl train acts”."));
      return NULL;
    }
  memcpy (rows, data + sizeof header, header.n_labels * sizeof (Row));
  for (guint l = 0; l < header.n_labels; l++)
    {
      PostilLearnedLabel label = {
        .slope = rows[l].slope, .offset = rows[l].offset, .threshold = rows[l].threshold, .trust = rows[l].trust
      };

      if (!is_sound (&rows[l]))
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT, _ ("Label %u of this model is damaged."),
                       l + 1);
          return NULL;
        }
      label.label = g_intern_string (rows[l].name);
      g_array_append_val (labels, label);
    }
  data += sizeof header + header.n_labels * sizeof (Row);
  around = n_around > 0 ? g_memdup2 (data, n_around * sizeof *around) : NULL;
  for (gsize i = 0; i < n_around; i++)
    if (!isfinite (around[i]))
      {
        g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT, _ ("Label %u of this model is damaged."),
                     (guint) (i / header.n_around) + 1);
        return NULL;
      }
  data += n_around * sizeof *around;
  weights = g_new (float, n_weights);
  for (gsize i = 0; i < n_weights; i++)
    {
      gint16 weight;

      memcpy (&weight, data + 2 * i, sizeof weight);
      weights[i] = (float) (weight * rows[i % header.n_labels].scale);
    }
  self = postil_learned_new (header.bits, header.n_base, g_steal_pointer (&labels), g_steal_pointer (&weights), header.with_rules != 0);
  postil_learned_set_around (self, g_steal_pointer (&around));
  return self;
}

/* ---- judging ---- */

/* Every clause of a document under every label. */
typedef struct
{
  const PostilLearned     *learned;
  const PostilLearned     *base;   /* what it builds on; NULL: nothing */
  const PostilLearned     *except; /* leaves out labels that this one knows; may be NULL */
  const PostilClauseWords *words;
  const char              *source;
  double                  *odds;    /* [clause][label], logarithms, of the clause by itself */
  double                  *chances; /* [clause][label] */
  GArray                  *features;
  int                      in_base[MAX_LABELS]; /* number of a label there; -1: it has none */
} Judgement;

#define AHEAD 24

static inline const float *
row_of (const PostilLearned *self, const GArray *features, guint f)
{
  guint32 slot = postil_learned_slot (g_array_index (features, PostilFeature, f).hash, self->bits);

  return self->weights + (gsize) slot * self->labels->len;
}

/* The sum of the features' weights for each label. */
static void
add_up (const PostilLearned *self, const GArray *features, double sums[MAX_LABELS])
{
  guint n = self->labels->len;
  double value = postil_features_value (features->len);

  memset (sums, 0, n * sizeof *sums);
  for (guint f = 0; f < MIN (AHEAD, features->len); f++)
    __builtin_prefetch (row_of (self, features, f));
  for (guint f = 0; f < features->len; f++)
    {
      const float *row = row_of (self, features, f);

      /* The weights are larger than the caches. */
      if (f + AHEAD < features->len)
        __builtin_prefetch (row_of (self, features, f + AHEAD));
      for (guint l = 0; l < n; l++)
        sums[l] += (double) row[l];
    }
  for (guint l = 0; l < n; l++)
    sums[l] *= value;
}

static double
log_odds (const PostilLearned *self, guint label, double sum)
{
  const PostilLearnedLabel *about = &g_array_index (self->labels, PostilLearnedLabel, label);

  return -(about->slope * sum + about->offset);
}

void
postil_learned_said (const PostilLearned *self, const GArray *features, float *said)
{
  double sums[MAX_LABELS];

  add_up (self, features, sums);
  for (guint l = 0; l < self->labels->len; l++)
    said[l] = (float) (CLAMP (log_odds (self, l, sums[l]), -FARTHEST, FARTHEST) / FARTHEST);
}

static void
judge_clause (Judgement *self, guint clause)
{
  const PostilLearned *learned = self->learned;
  guint n = learned->labels->len;
  double sums[MAX_LABELS];
  float said[MAX_LABELS] = { 0 };

  postil_clause_features (self->words, clause, learned->with_rules, self->features);
  add_up (learned, self->features, sums);
  if (self->base != NULL)
    postil_learned_said (self->base, self->features, said);
  for (guint l = 0; l < n; l++)
    {
      double trust = g_array_index (learned->labels, PostilLearnedLabel, l).trust;
      double odds;

      for (guint b = 0; b < learned->n_base; b++)
        sums[l] += (double) (learned->weights[((gsize) (1u << learned->bits) + b) * n + l] * said[b]);
      odds = log_odds (learned, l, sums[l]);
      if (self->in_base[l] >= 0)
        odds = trust * odds + (1 - trust) * (double) said[self->in_base[l]] * FARTHEST;
      self->odds[clause * n + l] = odds;
    }
}

/* By what the clauses say by themselves or, where it was learned, together. */
static void
set_chances (Judgement *self)
{
  guint n = self->learned->labels->len, n_clauses = self->words->clauses->len, size = postil_around_size (n);
  g_autofree PostilStanding *standing = g_new (PostilStanding, n_clauses + 1);
  g_autofree double *around = NULL;

  for (gsize i = 0; self->learned->around == NULL && i < (gsize) n_clauses * n; i++)
    self->chances[i] = 1 / (1 + exp (-self->odds[i]));
  if (self->learned->around == NULL)
    return;
  for (guint c = 0; c < n_clauses; c++)
    {
      const PostilClause *clause = &g_array_index (self->words->clauses, PostilClause, c);

      standing[c] = (PostilStanding){ clause->sentence_first, clause->in_post };
    }
  around = postil_around_new (self->odds, standing, n_clauses, n);
  for (guint c = 0; c < n_clauses; c++)
    for (guint l = 0; l < n; l++)
      {
        const double *weights = self->learned->around + (gsize) l * size;
        const double *at = around + (gsize) c * size;
        double odds = weights[0] * postil_around_own (self->odds[c * n + l]);

        for (guint i = 1; i < size; i++)
          odds += weights[i] * at[i];
        self->chances[c * n + l] = 1 / (1 + exp (-odds));
      }
}

static double
threshold_of (const Judgement *self, guint label)
{
  const PostilLearnedLabel *about = &g_array_index (self->learned->labels, PostilLearnedLabel, label);
  const PostilLearnedLabel *below;

  if (self->in_base[label] < 0)
    return about->threshold;
  below = &g_array_index (self->base->labels, PostilLearnedLabel, self->in_base[label]);
  return about->trust * about->threshold + (1 - about->trust) * below->threshold;
}

/* What is learned in a project is of its own threads. What has to be likelier than not is that everywhere. */
static double
threshold_at (const Judgement *self, guint clause, guint label)
{
  gboolean in_post = g_array_index (self->words->clauses, PostilClause, clause).in_post;
  double threshold = threshold_of (self, label);

  return in_post && self->learned->with_rules && threshold < 0.5 ? threshold * IN_POSTS : threshold;
}

typedef struct
{
  float       weight;
  PostilRange range;
} Told;

static int
compare_told (gconstpointer a, gconstpointer b)
{
  const Told *first = a, *second = b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;
  return postil_range_compare (&first->range, &second->range);
}

static char *
explain (Judgement *self, guint clause, guint label)
{
  const PostilLearned *learned = self->learned;
  PostilText *text = postil_analysis_get_text (self->words->analysis);
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (Told));
  GString *reason = g_string_new ("Learned");
  guint n_shown = 0;
  Told shown[N_SHOWN];

  postil_clause_features (self->words, clause, learned->with_rules, self->features);
  for (guint f = 0; f < self->features->len; f++)
    {
      const PostilFeature *feature = &g_array_index (self->features, PostilFeature, f);
      Told item = { learned->weights[(gsize) postil_learned_slot (feature->hash, learned->bits) * learned->labels->len + label],
                    { 0, 0 } };

      if (feature->first == feature->last || item.weight <= 0)
        continue;
      item.range = POSTIL_RANGE (g_array_index (self->words->tokens, PostilToken, feature->first).range.start,
                                 g_array_index (self->words->tokens, PostilToken, feature->last - 1).range.stop);
      g_array_append_val (told, item);
    }
  g_array_sort (told, compare_told);
  for (guint i = 0; i < told->len && n_shown < N_SHOWN; i++)
    {
      const Told *item = &g_array_index (told, Told, i);
      gboolean known = FALSE;

      for (guint k = 0; k < n_shown; k++)
        known = known || postil_range_overlaps (shown[k].range, item->range);
      if (!known)
        {
          g_autofree char *words = postil_text_slice (text, item->range);

          g_strdelimit (words, "\n\t", ' ');
          g_string_append_printf (reason, "%s “%s”", n_shown == 0 ? ":" : ",", words);
          shown[n_shown++] = *item;
        }
    }
  if (n_shown == 0)
    g_string_append (reason, " from where the clause stands and from the kinds of words in it");
  return g_string_free (reason, FALSE);
}

/* Without a joining word in front: it is no part of the clause. */
static PostilRange
anchor_of (const PostilClauseWords *words, const PostilClause *clause)
{
  static const char *const joiners[] = { "and", "but", "so", "yet", "or", "nor", "that", "because", "while", NULL };
  guint first = clause->first;

  for (guint j = 0; joiners[j] != NULL && first + 1 < clause->last; j++)
    if (words->words[first].word == postil_clause_hash (1, joiners[j], strlen (joiners[j])))
      {
        first++;
        break;
      }
  return POSTIL_RANGE (g_array_index (words->tokens, PostilToken, first).range.start, clause->range.stop);
}

/* Whether a span of the label is proposed there already, by more than half of the shorter one. */
static gboolean
is_there (PostilAnalysis *analysis, PostilRange range, const char *label)
{
  g_autoptr (GArray) hits = postil_analysis_find (analysis, range, label);

  for (guint i = 0; i < hits->len; i++)
    {
      PostilRange other = postil_analysis_get_proposal (analysis, g_array_index (hits, guint, i))->range;
      guint32 shared = MIN (other.stop, range.stop) - MAX (other.start, range.start);

      if (shared * 2 > MIN (postil_range_length (other), postil_range_length (range)))
        return TRUE;
    }
  return FALSE;
}

/* A clause that no rule agrees about is less sure than it seems: chances are set over all clauses, those of rules among them, and on
 * documents that were held out such clauses with 0.85 were right in 0.70 of all cases. */
static double
alone (const Judgement *self, double chance)
{
  return self->learned->with_rules && chance > 0.5 ? (chance + 0.5) / 2 : chance;
}

static void
propose (Judgement *self, guint clause, guint label)
{
  const PostilLearnedLabel *about = &g_array_index (self->learned->labels, PostilLearnedLabel, label);
  const PostilClause *at = &g_array_index (self->words->clauses, PostilClause, clause);
  PostilAnalysis *analysis = self->words->analysis;
  PostilRange anchor = anchor_of (self->words, at);
  PostilRange sentence = postil_clause_sentence (postil_analysis_get_sentences (analysis), anchor);
  PostilRange range = postil_clause_around (analysis, sentence, anchor);
  g_autofree char *reason = NULL;

  if (range.start >= range.stop || is_there (analysis, range, about->label))
    return;
  reason = explain (self, clause, label);
  postil_analysis_propose (analysis, range, about->label, alone (self, self->chances[clause * self->learned->labels->len + label]),
                           POSTIL_SOURCE_MODEL, self->source, reason, NULL);
}

/* The best chance of the clauses that @range covers by half, or that cover half of it; -1: none. */
static double
best_chance (Judgement *self, PostilRange range, guint label)
{
  const GArray *clauses = self->words->clauses;
  double best = -1;
  guint low = 0, high = clauses->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (clauses, PostilClause, middle).range.stop <= range.start)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < clauses->len && g_array_index (clauses, PostilClause, low).range.start < range.stop; low++)
    {
      PostilRange other = g_array_index (clauses, PostilClause, low).range;
      guint32 shared = MIN (other.stop, range.stop) - MAX (other.start, range.start);

      if (shared * 2 > MIN (postil_range_length (other), postil_range_length (range)))
        best = MAX (best, self->chances[low * self->learned->labels->len + label]);
    }
  return best;
}

/* Whether this judgement says anything about a label. */
static gboolean
is_ours (const Judgement *self, guint label)
{
  return self->except == NULL || postil_learned_find (self->except, postil_learned_get_label (self->learned, label)) < 0;
}

static void
rescore_rules (Judgement *self)
{
  PostilAnalysis *analysis = self->words->analysis;
  guint n = postil_analysis_get_n_proposals (analysis);

  for (guint i = 0; i < n; i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);

      if (!g_str_has_prefix (proposal->source, "rules/"))
        continue;
      for (guint l = 0; l < self->learned->labels->len; l++)
        if (postil_learned_get_label (self->learned, l) == proposal->label && is_ours (self, l) &&
            (self->learned->with_rules || self->in_base[l] >= 0))
          {
            double chance = best_chance (self, proposal->range, l);

            /* Of rules that the learner doubts more than half are right: both have a say. */
            if (chance >= 0)
              postil_analysis_rescore (analysis, i, MAX (chance, (chance + proposal->score) / 2));
          }
    }
}

typedef struct
{
  guint clause;
  guint label;
  double chance;
} Likely;

/* Whether the model below knows the label, too: one of the acts, of which a clause is one at most, nearly always. */
static gboolean
is_act (const Judgement *self, guint label)
{
  return self->learned->with_rules || self->in_base[label] >= 0;
}

/* Of the acts only the likeliest of a clause is worth proposing: to give it another label takes as many keys as to accept it. So what
 * counts is how likely the clause is any of them. */
static double
any_act (const Judgement *self, guint clause, guint label)
{
  const double *chances = self->chances + (gsize) clause * self->learned->labels->len;
  double none = 1;

  if (self->base == NULL || !is_act (self, label))
    return chances[label];
  for (guint l = 0; l < self->learned->labels->len; l++)
    if (is_act (self, l))
      none *= 1 - chances[l];
  return 1 - none;
}

static gboolean
is_likeliest (const Judgement *self, guint clause, guint label)
{
  const double *chances = self->chances + (gsize) clause * self->learned->labels->len;

  for (guint l = 0; is_act (self, label) && l < self->learned->labels->len; l++)
    if (is_act (self, l) && is_ours (self, l) && chances[l] > chances[label])
      return FALSE;
  return TRUE;
}

static int
compare_likely (gconstpointer a, gconstpointer b)
{
  const Likely *first = a, *second = b;

  if (first->chance != second->chance)
    return first->chance > second->chance ? -1 : 1;
  return (first->clause > second->clause) - (first->clause < second->clause);
}

/* The likeliest first: of two clauses that grow into the same whole one, it gives the score and the reason. */
static void
propose_likely (Judgement *self)
{
  g_autoptr (GArray) likely = g_array_new (FALSE, FALSE, sizeof (Likely));
  guint n = self->learned->labels->len;

  for (guint c = 0; c < self->words->clauses->len; c++)
    for (guint l = 0; l < n; l++)
      {
        Likely item = { c, l, self->chances[c * n + l] };

        if (g_array_index (self->words->clauses, PostilClause, c).attribution && is_act (self, l))
          continue;
        if (is_ours (self, l) && any_act (self, c, l) >= threshold_at (self, c, l) && is_likeliest (self, c, l))
          g_array_append_val (likely, item);
      }
  g_array_sort (likely, compare_likely);
  for (guint i = 0; i < likely->len; i++)
    propose (self, g_array_index (likely, Likely, i).clause, g_array_index (likely, Likely, i).label);
}

void
postil_learned_suggest (const PostilLearned *self, const PostilLearned *base, const PostilLearned *except,
                        const PostilClauseWords *words, const char *source)
{
  guint n = self->labels->len;
  guint n_clauses = words->clauses->len;
  g_autoptr (GArray) features = g_array_sized_new (FALSE, FALSE, sizeof (PostilFeature), 256);
  g_autofree double *odds = g_new (double, (gsize) n_clauses * n + 1);
  g_autofree double *chances = g_new (double, (gsize) n_clauses * n + 1);
  Judgement judgement = { self, NULL, except, words, source, odds, chances, features, { 0 } };

  if (base != NULL && base->labels->len == self->n_base)
    judgement.base = base;
  for (guint l = 0; l < n; l++)
    judgement.in_base[l] = judgement.base != NULL ? postil_learned_find (base, postil_learned_get_label (self, l)) : -1;
  for (guint c = 0; c < n_clauses; c++)
    judge_clause (&judgement, c);
  set_chances (&judgement);
  rescore_rules (&judgement);
  propose_likely (&judgement);
}

void
postil_learned_apply (PostilLearned *self, PostilSuggestContext *context, PostilAnalysis *analysis)
{
  g_autoptr (PostilClauseWords) words =
      postil_clause_words_new (postil_suggest_context_get_lexicon (context), analysis);

  postil_learned_suggest (self, postil_suggest_context_get_acts (context), NULL, words, "learner/project");
}
