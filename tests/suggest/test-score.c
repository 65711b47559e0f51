/* test-score.c - the scorer on examples that were worked out by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/check-score.py compares it with the reference scorer where that is there.
 */
#include <postil/score.h>

typedef struct
{
  guint32 start;
  guint32 stop;
  const char *label;
  const char *entity;
} Mark;

static PostilScoredDocument
document_of (const Mark *marks, guint n)
{
  PostilScoredDocument document = { 0 };

  document.spans = g_array_new (FALSE, TRUE, sizeof (PostilScoredSpan));
  document.speakers = g_array_new (FALSE, FALSE, sizeof (PostilScoredRelation));
  for (guint i = 0; i < n; i++)
    {
      const PostilScoredSpan span = { POSTIL_RANGE (marks[i].start, marks[i].stop), NULL, marks[i].label, 1.0,
                                      marks[i].entity };
      g_array_append_val (document.spans, span);
    }
  return document;
}

static void
document_clear (PostilScoredDocument *document)
{
  g_array_unref (document->spans);
  g_array_unref (document->speakers);
}

static void
check_counts (const PostilScoredDocument *gold, const PostilScoredDocument *predicted, PostilMatch match,
              const char *label, guint true_positives, guint n_predicted, guint n_gold)
{
  g_autoptr (GHashTable) by_label = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  postil_score_spans (gold, predicted, NULL, match, by_label);
  const PostilCounts *counts = g_hash_table_lookup (by_label, label);
  g_assert_nonnull (counts);
  g_assert_cmpuint (counts->true_positives, ==, true_positives);
  g_assert_cmpuint (counts->n_predicted, ==, n_predicted);
  g_assert_cmpuint (counts->n_gold, ==, n_gold);
}

static void
test_pairing (void)
{
  static const Mark gold_marks[] = { { 0, 10, "A" }, { 8, 20, "A" }, { 30, 40, "A" }, { 50, 50, "A" } };
  static const Mark predicted_marks[] = { { 5, 12, "A" }, { 30, 40, "A" }, { 30, 40, "A" }, { 0, 10, "B" } };
  PostilScoredDocument gold = document_of (gold_marks, G_N_ELEMENTS (gold_marks));
  PostilScoredDocument predicted = document_of (predicted_marks, G_N_ELEMENTS (predicted_marks));

  check_counts (&gold, &predicted, POSTIL_MATCH_EXACT, "A", 1, 3, 4);
  /* 5-12 shares five with 0-10 and four with 8-20: one pair. Two predictions of 30-40, one gold: one pair. */
  check_counts (&gold, &predicted, POSTIL_MATCH_OVERLAP, "A", 2, 3, 4);
  /* Gold covers 0-20 and 30-40, the prediction 5-12 and 30-40. */
  check_counts (&gold, &predicted, POSTIL_MATCH_TOKEN, "A", 17, 17, 30);
  check_counts (&gold, &predicted, POSTIL_MATCH_EXACT, "B", 0, 1, 0);
  check_counts (&gold, NULL, POSTIL_MATCH_OVERLAP, "A", 0, 0, 4);
  document_clear (&gold);
  document_clear (&predicted);
}

/* The largest overlap wins even where another choice would make more pairs. */
static void
test_greedy (void)
{
  static const Mark gold_marks[] = { { 0, 10, "A" }, { 10, 20, "A" } };
  static const Mark predicted_marks[] = { { 2, 17, "A" }, { 0, 3, "A" }, { 15, 16, "A" } };
  PostilScoredDocument gold = document_of (gold_marks, 2);
  PostilScoredDocument predicted = document_of (predicted_marks, 3);

  /* 2-17 shares 8 with the first and 7 with the second: it takes the first, so 0-3 is left over and 15-16 finds the
   * second. */
  check_counts (&gold, &predicted, POSTIL_MATCH_OVERLAP, "A", 2, 3, 2);
  predicted.spans->len = 2;
  check_counts (&gold, &predicted, POSTIL_MATCH_OVERLAP, "A", 1, 2, 2);
  predicted.spans->len = 3;
  document_clear (&gold);
  document_clear (&predicted);
}

static void
test_parts (void)
{
  static const Mark hull[] = { { 0, 30, "A" } };
  static const Mark inner[] = { { 10, 20, "A" } };
  PostilScoredDocument gold = document_of (hull, 1);
  PostilScoredDocument predicted = document_of (inner, 1);
  g_autoptr (GArray) parts = postil_range_parts_from_json ("[[0,5],[25,30]]", NULL);

  check_counts (&gold, &predicted, POSTIL_MATCH_OVERLAP, "A", 1, 1, 1);
  g_array_index (gold.spans, PostilScoredSpan, 0).parts = parts;
  /* The prediction lies in the gap. */
  check_counts (&gold, &predicted, POSTIL_MATCH_OVERLAP, "A", 0, 1, 1);
  check_counts (&gold, &predicted, POSTIL_MATCH_TOKEN, "A", 0, 10, 10);
  document_clear (&gold);
  document_clear (&predicted);
}

static void
check_speakers (const PostilScoredDocument *gold, const PostilScoredDocument *predicted, const char *const *labels,
                guint right, guint wrong, guint none, guint n_gold)
{
  PostilSpeakerCounts counts = { 0, 0, 0, 0 };

  postil_score_speakers (gold, predicted, labels, POSTIL_MATCH_OVERLAP, &counts);
  g_assert_cmpuint (counts.right, ==, right);
  g_assert_cmpuint (counts.wrong, ==, wrong);
  g_assert_cmpuint (counts.none, ==, none);
  g_assert_cmpuint (counts.n_gold, ==, n_gold);
}

static void
test_speakers (void)
{
  static const char *const statements[] = { "Statement", NULL };
  static const Mark marks[] = { { 0, 10, "Quote" },           { 20, 25, "Person", "holt" }, { 40, 50, "Quote" },
                                { 60, 65, "Person", "holt" }, { 70, 75, "Person" },         { 80, 90, "Quote" } };
  PostilScoredDocument gold = document_of (marks, G_N_ELEMENTS (marks));
  PostilScoredDocument predicted = document_of (marks, G_N_ELEMENTS (marks));
  const PostilScoredRelation right[] = { { 0, 1 }, { 2, 4 }, { 5, 4 } };
  const PostilScoredRelation said[] = { { 0, 3 }, { 2, 1 } };

  g_array_append_vals (gold.speakers, right, 3);
  g_array_append_vals (predicted.speakers, said, 2);
  /* The first names another mention of the same entity, the second somebody else, the third nobody. */
  check_speakers (&gold, &predicted, NULL, 1, 1, 1, 3);
  check_speakers (&gold, &predicted, statements, 0, 0, 0, 0);
  check_speakers (&gold, NULL, NULL, 0, 0, 0, 3);
  document_clear (&gold);
  document_clear (&predicted);
}

static PostilRankingScore
rank (const PostilRanked *ranked, guint n)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (PostilRanked));

  g_array_append_vals (list, ranked, n);
  return postil_score_ranking (list);
}

static void
test_ranking (void)
{
  static const PostilRanked ranked[] = { { 0.0, TRUE }, { 0.9, TRUE }, { 0.4, TRUE }, { 0.4, FALSE }, { 0.7, FALSE } };
  const PostilRankingScore score = rank (ranked, 5);

  /* Places: 0.9 (1 of 1), 0.7 (1 of 2), 0.4 twice (2 of 4), 0.0 (3 of 5). */
  g_assert_cmpfloat_with_epsilon (score.average_precision, 1.0 / 3 + 0.5 / 3 + 0.6 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (score.precision, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (score.recall, 1.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (score.best_f1, 4.0 / 7, 1e-12);
  g_assert_cmpfloat_with_epsilon (score.best_threshold, 0.4, 1e-12);
  g_assert_cmpuint (score.n_gold, ==, 3);

  const PostilRankingScore nothing = rank (ranked, 0);
  g_assert_cmpfloat (nothing.average_precision, ==, 0.0);
  g_assert_cmpfloat (nothing.best_threshold, ==, 1.0);
  const PostilRankingScore unfound = rank (ranked, 1);
  g_assert_cmpfloat_with_epsilon (unfound.average_precision, 1.0, 1e-12);
  g_assert_cmpfloat (unfound.best_f1, ==, 0.0);
}

static void
test_document_scores (void)
{
  static const Mark marks[] = { { 0, 1, "Sarcasm" }, { 2, 3, "SARCASM" } };
  char *labels[] = { (char *) "threat", (char *) "denial", NULL };
  g_autoptr (GHashTable) scores = g_hash_table_new (g_str_hash, g_str_equal);
  double half = 0.5;
  PostilScoredDocument document = document_of (marks, 2);

  g_array_index (document.spans, PostilScoredSpan, 0).score = 0.3;
  g_array_index (document.spans, PostilScoredSpan, 1).score = 0.8;
  g_hash_table_insert (scores, (char *) "denial", &half);
  document.labels = labels;
  document.label_scores = scores;
  g_assert_cmpfloat (postil_score_document (&document, "sarcasm"), ==, 0.8);
  g_assert_cmpfloat (postil_score_document (&document, "Threat"), ==, 1.0);
  g_assert_cmpfloat (postil_score_document (&document, "Denial"), ==, 0.5);
  g_assert_cmpfloat (postil_score_document (&document, "Quote"), ==, 0.0);
  g_assert_cmpfloat (postil_score_document (NULL, "Quote"), ==, 0.0);
  document_clear (&document);
}

static void
test_ratios (void)
{
  const PostilCounts none = { 0, 0, 0 };
  const PostilCounts some = { 3, 4, 6 };

  g_assert_cmpfloat (postil_counts_precision (&none), ==, 0.0);
  g_assert_cmpfloat (postil_counts_recall (&none), ==, 0.0);
  g_assert_cmpfloat (postil_counts_f1 (&none), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (postil_counts_f1 (&some), 0.6, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/pairing", test_pairing);
  g_test_add_func ("/score/greedy", test_greedy);
  g_test_add_func ("/score/parts", test_parts);
  g_test_add_func ("/score/speakers", test_speakers);
  g_test_add_func ("/score/ranking", test_ranking);
  g_test_add_func ("/score/document-scores", test_document_scores);
  g_test_add_func ("/score/ratios", test_ratios);
  return g_test_run ();
}
