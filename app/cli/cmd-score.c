/* cmd-score.c - postilctl score: predicted marks against gold ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../exchange/json.h"
#include "marks.h"
#include "verbs.h"

static const char *const match_names[] = {
  [POSTIL_MATCH_EXACT] = "exact",
  [POSTIL_MATCH_OVERLAP] = "overlap",
  [POSTIL_MATCH_TOKEN] = "token",
};

typedef struct
{
  const char *label; /* owned by the table that it comes from */
  PostilCounts counts;
} LabelRow;

/* The results for one kind of match. */
typedef struct
{
  PostilMatch match;
  GHashTable *by_label;
  GArray *rows; /* LabelRow: most gold spans first */
  PostilCounts micro;
  PostilSpeakerCounts speakers;
} SpanResult;

typedef struct
{
  const char *label;
  PostilRankingScore score;
} RankingRow;

typedef struct
{
  PostilMarks *predicted;
  PostilMarks *gold;
  const char *const *labels; /* NULL: all */
  guint n_found;
} Run;

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const LabelRow *left = a;
  const LabelRow *right = b;

  if (left->counts.n_gold != right->counts.n_gold)
    return left->counts.n_gold > right->counts.n_gold ? -1 : 1;
  return strcmp (left->label, right->label);
}

static const PostilScoredDocument *
prediction_for (const Run *run, const PostilMarkedDocument *gold)
{
  const PostilMarkedDocument *predicted = g_hash_table_lookup (run->predicted->by_id, gold->id);

  return predicted != NULL ? &predicted->marks : NULL;
}

static SpanResult
score_spans (const Run *run, PostilMatch match)
{
  SpanResult result = { .match = match };
  GHashTableIter iter;
  gpointer label;
  gpointer counts;

  result.by_label = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  result.rows = g_array_new (FALSE, FALSE, sizeof (LabelRow));
  for (guint i = 0; i < run->gold->documents->len; i++)
    {
      const PostilMarkedDocument *gold = g_ptr_array_index (run->gold->documents, i);
      const PostilScoredDocument *predicted = prediction_for (run, gold);

      postil_score_spans (&gold->marks, predicted, run->labels, match, result.by_label);
      postil_score_speakers (&gold->marks, predicted, run->labels, match, &result.speakers);
    }

  g_hash_table_iter_init (&iter, result.by_label);
  while (g_hash_table_iter_next (&iter, &label, &counts))
    {
      const LabelRow row = { label, *(PostilCounts *) counts };

      g_array_append_val (result.rows, row);
      result.micro.true_positives += row.counts.true_positives;
      result.micro.n_predicted += row.counts.n_predicted;
      result.micro.n_gold += row.counts.n_gold;
    }
  g_array_sort (result.rows, compare_rows);
  return result;
}

static void
span_result_clear (SpanResult *self)
{
  g_array_unref (self->rows);
  g_hash_table_unref (self->by_label);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static gboolean
is_wanted_ignoring_case (const Run *run, const char *label)
{
  g_autofree char *lower = g_utf8_strdown (label, -1);

  for (guint i = 0; run->labels != NULL && run->labels[i] != NULL; i++)
    {
      g_autofree char *wanted = g_utf8_strdown (run->labels[i], -1);
      if (g_str_equal (wanted, lower))
        return TRUE;
    }
  return run->labels == NULL;
}

/* All document labels that gold uses, sorted; the strings are gold's. */
static GPtrArray *
gold_labels (const Run *run)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *labels = g_ptr_array_new ();

  for (guint i = 0; i < run->gold->documents->len; i++)
    {
      const PostilMarkedDocument *gold = g_ptr_array_index (run->gold->documents, i);

      for (guint j = 0; gold->marks.labels[j] != NULL; j++)
        if (is_wanted_ignoring_case (run, gold->marks.labels[j]) && g_hash_table_add (seen, gold->marks.labels[j]))
          g_ptr_array_add (labels, gold->marks.labels[j]);
    }
  g_ptr_array_sort (labels, compare_strings);
  return labels;
}

/* GArray of RankingRow. */
static GArray *
score_documents (const Run *run)
{
  g_autoptr (GPtrArray) labels = gold_labels (run);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (RankingRow));

  for (guint i = 0; i < labels->len; i++)
    {
      const char *label = g_ptr_array_index (labels, i);
      g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (PostilRanked));

      for (guint j = 0; j < run->gold->documents->len; j++)
        {
          const PostilMarkedDocument *gold = g_ptr_array_index (run->gold->documents, j);
          const PostilRanked one = { postil_score_document (prediction_for (run, gold), label),
                                     g_strv_contains ((const char *const *) gold->marks.labels, label) };
          g_array_append_val (ranked, one);
        }
      const RankingRow row = { label, postil_score_ranking (ranked) };
      g_array_append_val (rows, row);
    }
  return rows;
}

/* Four decimals with a point, whatever the locale. */
static void
print_number (const char *format, double value, int width)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  printf ("%*s", width, g_ascii_formatd (digits, sizeof digits, format, value));
}

/* Pads by characters, not by bytes. */
static void
print_name (const char *name, int width)
{
  const glong length = g_utf8_strlen (name, -1);

  printf ("%s%*s", name, length < width ? (int) (width - length) : 1, "");
}

static void
print_counts (const char *label, const PostilCounts *counts)
{
  print_name (label, 24);
  print_number ("%.4f", postil_counts_precision (counts), 8);
  print_number ("%.4f", postil_counts_recall (counts), 8);
  print_number ("%.4f", postil_counts_f1 (counts), 8);
  printf ("%9" G_GUINT64_FORMAT "%9" G_GUINT64_FORMAT "\n", counts->n_gold, counts->n_predicted);
}

static guint64
n_judged (const PostilSpeakerCounts *speakers)
{
  return speakers->right + speakers->wrong + speakers->none;
}

static double
speaker_accuracy (const PostilSpeakerCounts *speakers)
{
  return n_judged (speakers) > 0 ? (double) speakers->right / (double) n_judged (speakers) : 0.0;
}

static void
print_spans (const SpanResult *result)
{
  g_autofree char *heading = g_strdup_printf ("span, %s", match_names[result->match]);

  if (result->rows->len > 0)
    {
      printf ("\n%-24s%8s%8s%8s%9s%9s  (%s)\n", heading, "P", "R", "F1", "gold", "pred",
              result->match == POSTIL_MATCH_TOKEN ? "characters" : "spans");
      for (guint i = 0; i < result->rows->len; i++)
        {
          const LabelRow *row = &g_array_index (result->rows, LabelRow, i);
          print_counts (row->label, &row->counts);
        }
      print_counts ("micro", &result->micro);
    }
  if (result->speakers.n_gold > 0)
    {
      fputs ("\nspeaker: ", stdout);
      print_number ("%.4f", speaker_accuracy (&result->speakers), 0);
      printf (" right of %" G_GUINT64_FORMAT " found quotations with a gold speaker (%" G_GUINT64_FORMAT
              " in gold); %" G_GUINT64_FORMAT " wrong, %" G_GUINT64_FORMAT " without one\n",
              n_judged (&result->speakers), result->speakers.n_gold, result->speakers.wrong, result->speakers.none);
    }
}

static void
print_documents (const GArray *rows)
{
  if (rows->len == 0)
    return;
  printf ("\n%-24s%8s%8s%8s%8s%9s%8s%8s\n", "document label", "AP", "P@.5", "R@.5", "F1@.5", "best F1", "at", "gold");
  for (guint i = 0; i < rows->len; i++)
    {
      const RankingRow *row = &g_array_index (rows, RankingRow, i);

      print_name (row->label, 24);
      print_number ("%.4f", row->score.average_precision, 8);
      print_number ("%.4f", row->score.precision, 8);
      print_number ("%.4f", row->score.recall, 8);
      print_number ("%.4f", row->score.f1, 8);
      print_number ("%.4f", row->score.best_f1, 9);
      print_number ("%.3f", row->score.best_threshold, 8);
      printf ("%8" G_GUINT64_FORMAT "\n", row->score.n_gold);
    }
}

static json_t *
counts_to_json (const PostilCounts *counts)
{
  return json_pack ("{s:f, s:f, s:f, s:I, s:I, s:I}", "precision", postil_counts_precision (counts), "recall",
                    postil_counts_recall (counts), "f1", postil_counts_f1 (counts), "true_positives",
                    (json_int_t) counts->true_positives, "predicted", (json_int_t) counts->n_predicted, "gold",
                    (json_int_t) counts->n_gold);
}

static json_t *
spans_to_json (const SpanResult *result)
{
  json_t *labels = json_object ();

  for (guint i = 0; i < result->rows->len; i++)
    {
      const LabelRow *row = &g_array_index (result->rows, LabelRow, i);
      json_object_set_new (labels, row->label, counts_to_json (&row->counts));
    }
  return json_pack ("{s:s, s:s, s:o, s:o, s:{s:f, s:I, s:I, s:I, s:I}}", "match", match_names[result->match], "unit",
                    result->match == POSTIL_MATCH_TOKEN ? "characters" : "spans", "labels", labels, "micro",
                    counts_to_json (&result->micro), "speakers", "accuracy", speaker_accuracy (&result->speakers),
                    "right", (json_int_t) result->speakers.right, "wrong", (json_int_t) result->speakers.wrong, "none",
                    (json_int_t) result->speakers.none, "gold", (json_int_t) result->speakers.n_gold);
}

static json_t *
rankings_to_json (const GArray *rows)
{
  json_t *labels = json_object ();

  for (guint i = 0; i < rows->len; i++)
    {
      const RankingRow *row = &g_array_index (rows, RankingRow, i);
      json_object_set_new (labels, row->label,
                           json_pack ("{s:f, s:f, s:f, s:f, s:f, s:f, s:I}", "average_precision",
                                      row->score.average_precision, "precision", row->score.precision, "recall",
                                      row->score.recall, "f1", row->score.f1, "best_f1", row->score.best_f1,
                                      "best_threshold", row->score.best_threshold, "gold",
                                      (json_int_t) row->score.n_gold));
    }
  return labels;
}

/* The first result at the top level, as asked for; a second one, when none was asked for, below its name. */
static void
print_json (const Run *run, const SpanResult *results, guint n_results, const GArray *rankings)
{
  g_autoptr (json_t) object = spans_to_json (&results[0]);
  const guint n_gold = run->gold->documents->len;

  json_object_set_new (object, "documents",
                       json_pack ("{s:i, s:i, s:i}", "gold", (int) n_gold, "predicted", (int) run->n_found, "ignored",
                                  (int) (run->predicted->documents->len - run->n_found)));
  json_object_set_new (object, "document_labels", rankings_to_json (rankings));
  for (guint i = 1; i < n_results; i++)
    json_object_set_new (object, match_names[results[i].match], spans_to_json (&results[i]));

  g_autofree char *line = postil_json_to_string (object);
  puts (line);
}

/* Counts the documents that both sides have; offsets of different texts cannot be compared. */
static gboolean
check_texts (Run *run, GError **error)
{
  for (guint i = 0; i < run->gold->documents->len; i++)
    {
      const PostilMarkedDocument *gold = g_ptr_array_index (run->gold->documents, i);
      const PostilMarkedDocument *predicted = g_hash_table_lookup (run->predicted->by_id, gold->id);

      if (predicted == NULL)
        continue;
      run->n_found++;
      if (predicted->text_sha256 == NULL || gold->text_sha256 == NULL ||
          g_str_equal (predicted->text_sha256, gold->text_sha256))
        continue;
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                   "The texts of \"%s\" differ, so offsets cannot be compared.", gold->id);
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_match (const char *name, PostilMatch *match)
{
  for (guint i = 0; i < G_N_ELEMENTS (match_names); i++)
    {
      if (strcmp (name, match_names[i]) != 0)
        continue;
      *match = (PostilMatch) i;
      return TRUE;
    }
  return FALSE;
}

static void
print_run (const Run *run, const SpanResult *results, guint n_results, gboolean json)
{
  g_autoptr (GArray) rankings = score_documents (run);

  if (json)
    {
      print_json (run, results, n_results, rankings);
      return;
    }
  printf ("documents: %u gold, %u of them predicted, %u predicted but not in gold (ignored)\n",
          run->gold->documents->len, run->n_found, run->predicted->documents->len - run->n_found);
  for (guint i = 0; i < n_results; i++)
    print_spans (&results[i]);
  print_documents (rankings);
}

/* One project is held against itself: what was proposed there against what was kept, in the documents that are done. */
static gboolean
load (int argc, char **argv, const char *annotator, PostilMarks **predicted, PostilMarks **gold, GError **error)
{
  if (argc == 2)
    return postil_marks_of_done (argv[1], annotator, gold, predicted, error);
  *predicted = postil_marks_load (argv[1], POSTIL_STATES_OPEN, error);
  *gold = *predicted != NULL ? postil_marks_load (argv[2], POSTIL_STATES (POSTIL_STATE_KEPT), error) : NULL;
  return *gold != NULL;
}

int
postil_cmd_score (const PostilCommand *command, int argc, char **argv)
{
  g_autofree char *list = NULL;
  g_autofree char *match_name = NULL;
  g_autofree char *annotator = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  PostilMatch match = POSTIL_MATCH_EXACT;
  int exit_code;
  GOptionEntry entries[] = {
    { "labels", 'l', 0, G_OPTION_ARG_STRING, &list, "Count these labels only", "A,B" },
    { "match", 'm', 0, G_OPTION_ARG_STRING, &match_name, "exact, overlap or token (exact and overlap when not given)",
      "M" },
    { "annotator", 'a', 0, G_OPTION_ARG_STRING, &annotator, "With one project: who marked the documents done (anybody)",
      "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 2, &exit_code))
    return exit_code;
  if (match_name != NULL && !parse_match (match_name, &match))
    return postil_command_usage_error (command, "“%s” is no way to match; say exact, overlap or token.", match_name);

  if (argc == 2 && !postil_marks_is_project (argv[1]))
    return postil_command_usage_error (command, "Say what “%s” is held against; only a project can stand alone.", argv[1]);

  g_auto (GStrv) labels = postil_command_split_list (list);
  g_autoptr (PostilMarks) predicted = NULL;
  g_autoptr (PostilMarks) gold = NULL;
  if (!load (argc, argv, annotator, &predicted, &gold, &error))
    return postil_command_fail (error);

  Run run = { predicted, gold, labels != NULL && labels[0] != NULL ? (const char *const *) labels : NULL, 0 };
  if (!check_texts (&run, &error))
    return postil_command_fail (error);
  if (predicted->n_loose + gold->n_loose > 0)
    fprintf (stderr, "postilctl: warning: %u speaker relations point to spans that are not there; they do not count.\n",
             predicted->n_loose + gold->n_loose);

  SpanResult results[] = { score_spans (&run, match), { 0 } };
  guint n_results = 1;
  if (match_name == NULL)
    results[n_results++] = score_spans (&run, POSTIL_MATCH_OVERLAP);
  print_run (&run, results, n_results, json);
  for (guint i = 0; i < n_results; i++)
    span_result_clear (&results[i]);
  return POSTIL_EXIT_DONE;
}
