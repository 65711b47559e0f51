/* score.c - precision, recall and F1 of predicted spans, speakers and document labels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two runs of a scorer must not differ, nor two scorers: what is paired with what follows from the spans and their
 * order alone.
 */
#include <postil/score.h>

#include <postil/span-index.h>
#include <stdlib.h>

double
postil_counts_precision (const PostilCounts *self)
{
  return self->n_predicted > 0 ? (double) self->true_positives / (double) self->n_predicted : 0.0;
}

double
postil_counts_recall (const PostilCounts *self)
{
  return self->n_gold > 0 ? (double) self->true_positives / (double) self->n_gold : 0.0;
}

static double
harmonic_mean (double precision, double recall)
{
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0.0;
}

double
postil_counts_f1 (const PostilCounts *self)
{
  return harmonic_mean (postil_counts_precision (self), postil_counts_recall (self));
}

static gboolean
is_wanted (const char *const *labels, const char *label)
{
  return labels == NULL || g_strv_contains (labels, label);
}

static const PostilScoredSpan *
span_at (const PostilScoredDocument *document, guint index)
{
  return &g_array_index (document->spans, PostilScoredSpan, index);
}

static guint
n_spans (const PostilScoredDocument *document)
{
  return document != NULL && document->spans != NULL ? document->spans->len : 0;
}

/* The pieces of a span: its parts, or its range as the only one. */
static const PostilRange *
pieces_of (const PostilScoredSpan *span, guint *n)
{
  const gboolean has_parts = span->parts != NULL && span->parts->len > 0;

  *n = has_parts ? span->parts->len : 1;
  return has_parts ? (const PostilRange *) (const void *) span->parts->data : &span->range;
}

static guint64
overlap_of (const PostilScoredSpan *a, const PostilScoredSpan *b)
{
  guint n_a = 0;
  guint n_b = 0;
  const PostilRange *left = pieces_of (a, &n_a);
  const PostilRange *right = pieces_of (b, &n_b);
  guint64 shared = 0;

  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      {
        const guint32 start = MAX (left[i].start, right[j].start);
        const guint32 stop = MIN (left[i].stop, right[j].stop);
        shared += stop > start ? stop - start : 0;
      }
  return shared;
}

static PostilRange
hull_of (const PostilScoredSpan *span)
{
  guint n = 0;
  const PostilRange *pieces = pieces_of (span, &n);
  PostilRange hull = pieces[0];

  for (guint i = 1; i < n; i++)
    hull = POSTIL_RANGE (MIN (hull.start, pieces[i].start), MAX (hull.stop, pieces[i].stop));
  return hull;
}

/* The spans of one label in one document, as indices in the document's order. */
typedef struct
{
  GArray *gold;      /* guint */
  GArray *predicted; /* guint */
} Group;

static void
group_free (gpointer data)
{
  Group *self = data;

  g_array_unref (self->gold);
  g_array_unref (self->predicted);
  g_free (self);
}

static Group *
get_group (GHashTable *groups, const char *label)
{
  Group *group = g_hash_table_lookup (groups, label);

  if (group == NULL)
    {
      group = g_new (Group, 1);
      group->gold = g_array_new (FALSE, FALSE, sizeof (guint));
      group->predicted = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (groups, (gpointer) label, group);
    }
  return group;
}

/* Label (borrowed) -> Group. */
static GHashTable *
group_by_label (const PostilScoredDocument *gold, const PostilScoredDocument *predicted, const char *const *labels)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, group_free);

  for (guint i = 0; i < n_spans (gold); i++)
    if (is_wanted (labels, span_at (gold, i)->label))
      g_array_append_val (get_group (groups, span_at (gold, i)->label)->gold, i);
  for (guint i = 0; i < n_spans (predicted); i++)
    if (is_wanted (labels, span_at (predicted, i)->label))
      g_array_append_val (get_group (groups, span_at (predicted, i)->label)->predicted, i);
  return groups;
}

typedef struct
{
  guint gold;
  guint predicted;
} Pair;

static char *
place_of (const PostilScoredSpan *span)
{
  g_autoptr (GString) place = g_string_new (NULL);
  guint n = 0;
  const PostilRange *pieces = pieces_of (span, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (place, "%u-%u ", pieces[i].start, pieces[i].stop);
  return g_string_free (g_steal_pointer (&place), FALSE);
}

/* Same pieces. Where several gold spans share a place, the last one is taken first. */
static void
pair_exactly (const PostilScoredDocument *gold, const PostilScoredDocument *predicted, const Group *group,
              GArray *pairs)
{
  g_autoptr (GHashTable) by_place =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < group->gold->len; i++)
    {
      const guint index = g_array_index (group->gold, guint, i);
      g_autofree char *place = place_of (span_at (gold, index));
      GArray *stack = g_hash_table_lookup (by_place, place);

      if (stack == NULL)
        {
          stack = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (by_place, g_steal_pointer (&place), stack);
        }
      g_array_append_val (stack, index);
    }

  for (guint i = 0; i < group->predicted->len; i++)
    {
      const guint index = g_array_index (group->predicted, guint, i);
      g_autofree char *place = place_of (span_at (predicted, index));
      GArray *stack = g_hash_table_lookup (by_place, place);

      if (stack == NULL || stack->len == 0)
        continue;
      const Pair pair = { g_array_index (stack, guint, stack->len - 1), index };
      g_array_set_size (stack, stack->len - 1);
      g_array_append_val (pairs, pair);
    }
}

typedef struct
{
  guint64 shared;
  Pair pair;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  if (left->shared != right->shared)
    return left->shared > right->shared ? -1 : 1;
  if (left->pair.gold != right->pair.gold)
    return left->pair.gold < right->pair.gold ? -1 : 1;
  return left->pair.predicted < right->pair.predicted ? -1 : left->pair.predicted > right->pair.predicted;
}

typedef struct
{
  const PostilScoredDocument *gold;
  const PostilScoredDocument *predicted;
  GArray *candidates;
  guint index; /* of the gold span at hand */
} Search;

static gboolean
add_candidate (PostilSpanId id, PostilRange range, gpointer user_data)
{
  Search *search = user_data;
  const guint predicted = (guint) id - 1;
  const Candidate candidate = {
    overlap_of (span_at (search->gold, search->index), span_at (search->predicted, predicted)),
    { search->index, predicted },
  };

  if (candidate.shared > 0)
    g_array_append_val (search->candidates, candidate);
  return TRUE;
}

/* Greedy, most shared characters first; equal ones in the order of the documents. */
static void
pair_by_overlap (const PostilScoredDocument *gold, const PostilScoredDocument *predicted, const Group *group,
                 GArray *pairs)
{
  g_autoptr (PostilSpanIndex) index = postil_span_index_new ();
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GHashTable) used_gold = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) used_predicted = g_hash_table_new (NULL, NULL);
  Search search = { gold, predicted, candidates, 0 };

  for (guint i = 0; i < group->predicted->len; i++)
    {
      const guint at = g_array_index (group->predicted, guint, i);
      postil_span_index_add (index, (PostilSpanId) at + 1, hull_of (span_at (predicted, at)));
    }
  for (guint i = 0; i < group->gold->len; i++)
    {
      search.index = g_array_index (group->gold, guint, i);
      postil_span_index_visit (index, hull_of (span_at (gold, search.index)), add_candidate, &search);
    }
  g_array_sort (candidates, compare_candidates);

  for (guint i = 0; i < candidates->len; i++)
    {
      const Pair pair = g_array_index (candidates, Candidate, i).pair;

      if (g_hash_table_contains (used_gold, GUINT_TO_POINTER (pair.gold)) ||
          g_hash_table_contains (used_predicted, GUINT_TO_POINTER (pair.predicted)))
        continue;
      g_hash_table_add (used_gold, GUINT_TO_POINTER (pair.gold));
      g_hash_table_add (used_predicted, GUINT_TO_POINTER (pair.predicted));
      g_array_append_val (pairs, pair);
    }
}

/* One to one: GArray of Pair. */
static GArray *
pair_spans (const PostilScoredDocument *gold, const PostilScoredDocument *predicted, const Group *group, gboolean exact)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  if (exact)
    pair_exactly (gold, predicted, group, pairs);
  else
    pair_by_overlap (gold, predicted, group, pairs);
  return pairs;
}

/* What the pieces of all spans in @indices cover, as ranges in order that do not touch each other's characters. */
static GArray *
cover_of (const PostilScoredDocument *document, const GArray *indices)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  GArray *cover = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  for (guint i = 0; i < indices->len; i++)
    {
      guint n = 0;
      const PostilRange *of_span = pieces_of (span_at (document, g_array_index (indices, guint, i)), &n);

      for (guint j = 0; j < n; j++)
        if (of_span[j].start < of_span[j].stop)
          g_array_append_val (pieces, of_span[j]);
    }
  g_array_sort (pieces, postil_range_compare);

  for (guint i = 0; i < pieces->len; i++)
    {
      const PostilRange piece = g_array_index (pieces, PostilRange, i);
      PostilRange *last = cover->len > 0 ? &g_array_index (cover, PostilRange, cover->len - 1) : NULL;

      if (last != NULL && piece.start <= last->stop)
        last->stop = MAX (last->stop, piece.stop);
      else
        g_array_append_val (cover, piece);
    }
  return cover;
}

static guint64
size_of (const GArray *cover)
{
  guint64 size = 0;

  for (guint i = 0; i < cover->len; i++)
    size += postil_range_length (g_array_index (cover, PostilRange, i));
  return size;
}

static guint64
shared_size (const GArray *a, const GArray *b)
{
  guint64 shared = 0;
  guint i = 0;
  guint j = 0;

  while (i < a->len && j < b->len)
    {
      const PostilRange left = g_array_index (a, PostilRange, i);
      const PostilRange right = g_array_index (b, PostilRange, j);
      const guint32 start = MAX (left.start, right.start);
      const guint32 stop = MIN (left.stop, right.stop);

      shared += stop > start ? stop - start : 0;
      if (left.stop < right.stop)
        i++;
      else
        j++;
    }
  return shared;
}

static PostilCounts
count_group (const PostilScoredDocument *gold, const PostilScoredDocument *predicted, const Group *group,
             PostilMatch match)
{
  if (match == POSTIL_MATCH_TOKEN)
    {
      g_autoptr (GArray) left = cover_of (gold, group->gold);
      g_autoptr (GArray) right = cover_of (predicted, group->predicted);

      return (PostilCounts){ shared_size (left, right), size_of (right), size_of (left) };
    }

  g_autoptr (GArray) pairs = pair_spans (gold, predicted, group, match == POSTIL_MATCH_EXACT);
  return (PostilCounts){ pairs->len, group->predicted->len, group->gold->len };
}

void
postil_score_spans (const PostilScoredDocument *gold, const PostilScoredDocument *predicted, const char *const *labels,
                    PostilMatch match, GHashTable *by_label)
{
  g_autoptr (GHashTable) groups = group_by_label (gold, predicted, labels);
  GHashTableIter iter;
  gpointer label;
  gpointer group;

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &label, &group))
    {
      const PostilCounts found = count_group (gold, predicted, group, match);
      PostilCounts *counts = g_hash_table_lookup (by_label, label);

      if (counts == NULL)
        {
          counts = g_new0 (PostilCounts, 1);
          g_hash_table_insert (by_label, g_strdup (label), counts);
        }
      counts->true_positives += found.true_positives;
      counts->n_predicted += found.n_predicted;
      counts->n_gold += found.n_gold;
    }
}

/* Head's index -> GArray of its tails' indices. */
static GHashTable *
speakers_by_head (const PostilScoredDocument *document)
{
  GHashTable *speakers = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; document != NULL && document->speakers != NULL && i < document->speakers->len; i++)
    {
      const PostilScoredRelation relation = g_array_index (document->speakers, PostilScoredRelation, i);
      GArray *tails = g_hash_table_lookup (speakers, GUINT_TO_POINTER (relation.head));

      if (tails == NULL)
        {
          tails = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (speakers, GUINT_TO_POINTER (relation.head), tails);
        }
      g_array_append_val (tails, relation.tail);
    }
  return speakers;
}

/* Whether @said overlaps the gold speaker, or any gold mention of the same entity. */
static gboolean
is_right (const PostilScoredDocument *gold, const GArray *tails, const PostilScoredSpan *said)
{
  for (guint i = 0; i < tails->len; i++)
    {
      const PostilScoredSpan *speaker = span_at (gold, g_array_index (tails, guint, i));

      if (overlap_of (said, speaker) > 0)
        return TRUE;
      for (guint j = 0; speaker->entity != NULL && j < n_spans (gold); j++)
        if (g_strcmp0 (span_at (gold, j)->entity, speaker->entity) == 0 && overlap_of (said, span_at (gold, j)) > 0)
          return TRUE;
    }
  return FALSE;
}

static void
count_speaker (const PostilScoredDocument *gold, const PostilScoredDocument *predicted, const GArray *right,
               const GArray *said, PostilSpeakerCounts *counts)
{
  if (said == NULL || said->len == 0)
    {
      counts->none++;
      return;
    }
  for (guint i = 0; i < said->len; i++)
    if (is_right (gold, right, span_at (predicted, g_array_index (said, guint, i))))
      {
        counts->right++;
        return;
      }
  counts->wrong++;
}

void
postil_score_speakers (const PostilScoredDocument *gold, const PostilScoredDocument *predicted,
                       const char *const *labels, PostilMatch match, PostilSpeakerCounts *counts)
{
  g_autoptr (GHashTable) right = speakers_by_head (gold);

  if (g_hash_table_size (right) == 0)
    return;

  g_autoptr (GHashTable) said = speakers_by_head (predicted);
  g_autoptr (GHashTable) groups = group_by_label (gold, predicted, labels);
  GHashTableIter iter;
  gpointer key;
  gpointer group;

  g_hash_table_iter_init (&iter, right);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    counts->n_gold += is_wanted (labels, span_at (gold, GPOINTER_TO_UINT (key))->label);

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    {
      g_autoptr (GArray) pairs = pair_spans (gold, predicted, group, match == POSTIL_MATCH_EXACT);

      for (guint i = 0; i < pairs->len; i++)
        {
          const Pair pair = g_array_index (pairs, Pair, i);
          const GArray *tails = g_hash_table_lookup (right, GUINT_TO_POINTER (pair.gold));

          if (tails != NULL)
            count_speaker (gold, predicted, tails, g_hash_table_lookup (said, GUINT_TO_POINTER (pair.predicted)),
                           counts);
        }
    }
}

static gboolean
same_label (const char *a, const char *lower)
{
  g_autofree char *folded = g_utf8_strdown (a, -1);

  return g_str_equal (folded, lower);
}

double
postil_score_document (const PostilScoredDocument *predicted, const char *label)
{
  g_autofree char *lower = g_utf8_strdown (label, -1);
  const double *given = NULL;
  double best = 0.0;

  if (predicted == NULL)
    return 0.0;
  if (predicted->label_scores != NULL)
    given = g_hash_table_lookup (predicted->label_scores, lower);

  gboolean known = given != NULL;
  best = known ? *given : 0.0;
  for (guint i = 0; i < n_spans (predicted); i++)
    {
      const PostilScoredSpan *span = span_at (predicted, i);
      if (!same_label (span->label, lower))
        continue;
      best = MAX (best, span->score);
      known = TRUE;
    }
  for (guint i = 0; !known && predicted->labels != NULL && predicted->labels[i] != NULL; i++)
    if (same_label (predicted->labels[i], lower))
      return 1.0;
  return best;
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const PostilRanked *left = a;
  const PostilRanked *right = b;

  return left->score > right->score ? -1 : left->score < right->score;
}

/* Counts the documents with at least @threshold. */
static PostilCounts
count_above (const GArray *ranked, double threshold, guint64 n_gold)
{
  PostilCounts counts = { 0, 0, n_gold };

  for (guint i = 0; i < ranked->len && g_array_index (ranked, PostilRanked, i).score >= threshold; i++)
    {
      counts.n_predicted++;
      counts.true_positives += g_array_index (ranked, PostilRanked, i).gold ? 1 : 0;
    }
  return counts;
}

PostilRankingScore
postil_score_ranking (GArray *ranked)
{
  PostilRankingScore result = { 0 };
  PostilCounts so_far = { 0, 0, 0 };

  result.best_threshold = 1.0;
  for (guint i = 0; i < ranked->len; i++)
    result.n_gold += g_array_index (ranked, PostilRanked, i).gold ? 1 : 0;
  so_far.n_gold = result.n_gold;
  g_array_sort (ranked, compare_ranked);

  for (guint i = 0; i < ranked->len;)
    {
      const double score = g_array_index (ranked, PostilRanked, i).score;
      guint64 hits = 0;

      do
        {
          so_far.n_predicted++;
          hits += g_array_index (ranked, PostilRanked, i).gold ? 1 : 0;
          i++;
        }
      while (i < ranked->len && g_array_index (ranked, PostilRanked, i).score == score);
      so_far.true_positives += hits;
      if (result.n_gold > 0)
        result.average_precision += (double) hits / (double) result.n_gold * postil_counts_precision (&so_far);
      if (score > 0 && postil_counts_f1 (&so_far) > result.best_f1)
        {
          result.best_f1 = postil_counts_f1 (&so_far);
          result.best_threshold = score;
        }
    }

  const PostilCounts half = count_above (ranked, 0.5, result.n_gold);
  result.precision = postil_counts_precision (&half);
  result.recall = postil_counts_recall (&half);
  result.f1 = postil_counts_f1 (&half);
  return result;
}
