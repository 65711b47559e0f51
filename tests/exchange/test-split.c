/* test-split.c - splits and profiles of exports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "exchange-support.h"

static void
fill (TestProject *project)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", i);
      g_autofree char *text = g_strdup_printf ("Text number %u.", i);
      PostilId document = test_project_add_document (project, key, text);

      if (i % 2 == 0)
        test_project_tag (project, document, 0, 4, "Person");
      if (i % 10 == 0)
        test_project_tag (project, document, 5, 11, "Threat");
    }
}

static guint
count_with (TestProject *project, GHashTable *part, const char *label)
{
  GHashTableIter iter;
  gpointer id;
  guint n = 0;

  g_hash_table_iter_init (&iter, part);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      PostilSpanFilter filter = { .document = *(gint64 *) id, .label = postil_labels_find (project->store, label) };

      n += postil_spans_count (project->store, &filter, NULL) > 0;
    }
  return n;
}

static void
free_parts (GHashTable **parts)
{
  for (guint i = 0; i < POSTIL_N_SPLITS; i++)
    g_hash_table_unref (parts[i]);
}

static void
test_stratified (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilExportOptions options = { 0 };
  PostilSplit split = { { 80, 10, 10 }, 7 }, other = { { 80, 10, 10 }, 8 };
  GHashTable *parts[POSTIL_N_SPLITS], *again[POSTIL_N_SPLITS], *others[POSTIL_N_SPLITS];
  GHashTableIter iter;
  gpointer id;
  gboolean same = TRUE;

  fill (project);
  g_assert_true (postil_split_documents (project->store, &options, &split, parts, NULL, NULL));
  g_assert_true (postil_split_documents (project->store, &options, &split, again, NULL, NULL));
  g_assert_true (postil_split_documents (project->store, &options, &other, others, NULL, NULL));
  g_assert_cmpuint (g_hash_table_size (parts[0]), ==, 80);
  g_assert_cmpuint (g_hash_table_size (parts[1]), ==, 10);
  g_assert_cmpuint (g_hash_table_size (parts[2]), ==, 10);
  g_assert_cmpuint (count_with (project, parts[0], "Threat"), ==, 8);
  g_assert_cmpuint (count_with (project, parts[1], "Threat"), ==, 1);
  g_assert_cmpuint (count_with (project, parts[2], "Threat"), ==, 1);
  g_assert_cmpuint (count_with (project, parts[0], "Person"), ==, 40);
  g_hash_table_iter_init (&iter, parts[2]);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_assert_true (g_hash_table_contains (again[2], id));
      g_assert_false (g_hash_table_contains (parts[0], id));
      same = same && g_hash_table_contains (others[2], id);
    }
  g_assert_false (same);
  free_parts (parts);
  free_parts (again);
  free_parts (others);
}

static void
test_shares (void)
{
  PostilSplit split = { { 0 }, 0 };
  static const char *const wrong[] = { "80/10", "80/10/11", "a/b/c", "80/10/10x", "", "-80/90/90" };

  g_assert_true (postil_split_from_string ("100/0/0", &split, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (postil_split_from_string (wrong[i], &split, &error));
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT);
    }
}

static void
test_profile (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (TestProject) second = test_project_new ();
  g_autoptr (PostilProfile) profile = postil_profile_new ();
  g_autoptr (PostilProfile) back = NULL;
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (PostilReport) test = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *path = g_build_filename (project->folder, "out.jsonl", NULL);
  g_autofree char *part = g_build_filename (project->folder, "out.test.jsonl", NULL);

  fill (project);
  profile->format = g_strdup ("doccano");
  profile->labels = g_strsplit ("Person,Threat", ",", -1);
  profile->states = POSTIL_STATES_OPEN;
  profile->edges = POSTIL_EDGES_SKIP;
  g_assert_true (postil_split_from_string ("60/20/20", &profile->split, NULL));
  profile->split.seed = 3;
  profile->split.plain = TRUE;
  profile->overlap = POSTIL_OVERLAP_SPLIT;
  profile->negatives = POSTIL_NEGATIVES_DONE;
  test_project_begin (project, NULL);
  g_assert_true (postil_profiles_set (project->store, "training", profile, NULL));
  test_project_commit (project);
  names = postil_profiles_list (project->store, NULL);
  g_assert_cmpstr (names[0], ==, "training");
  back = postil_profiles_get (project->store, "training", NULL);
  g_assert_cmpstr (back->format, ==, "doccano");
  g_assert_cmpstr (back->labels[1], ==, "Threat");
  g_assert_cmpuint (back->states, ==, POSTIL_STATES_OPEN);
  g_assert_cmpint (back->edges, ==, POSTIL_EDGES_SKIP);
  g_assert_cmpuint (back->split.shares[1], ==, 20);
  g_assert_cmpuint (back->split.seed, ==, 3);
  g_assert_true (back->split.plain);
  g_assert_cmpint (back->overlap, ==, POSTIL_OVERLAP_SPLIT);
  g_assert_cmpint (back->negatives, ==, POSTIL_NEGATIVES_DONE);
  back->negatives = POSTIL_NEGATIVES_ALL;
  g_assert_true (postil_profile_export (project->store, back, path, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->documents_added, ==, 100);
  /* Documents without spans are part of it, too: that nothing is in them is something to learn. */
  test = test_import_path (second, part, NULL, FALSE);
  g_assert_cmpuint (test->documents_added, ==, 20);
  g_assert_null (postil_profiles_get (project->store, "other", &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND);
}

static void
assert_share (TestProject *project, const PostilSplit *split, const char *label, guint wanted, gboolean exactly)
{
  PostilExportOptions options = { 0 };
  GHashTable *parts[POSTIL_N_SPLITS];
  guint n;

  g_assert_true (postil_split_documents (project->store, &options, split, parts, NULL, NULL));
  n = count_with (project, parts[0], label);
  g_assert_true ((n == wanted) == exactly);
  free_parts (parts);
}

/* Dealt out by chance, a rare label lies anyhow; the same seed still gives the same parts. */
static void
test_plain (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilSplit split = { { 80, 10, 10 }, 1 };
  guint n_uneven = 0;

  fill (project);
  for (split.seed = 1; split.seed <= 5; split.seed++)
    {
      PostilExportOptions options = { 0 };
      GHashTable *parts[POSTIL_N_SPLITS];

      split.plain = FALSE;
      assert_share (project, &split, "Threat", 8, TRUE);
      split.plain = TRUE;
      g_assert_true (postil_split_documents (project->store, &options, &split, parts, NULL, NULL));
      g_assert_cmpuint (g_hash_table_size (parts[0]), ==, 80);
      n_uneven += count_with (project, parts[0], "Threat") != 8;
      free_parts (parts);
    }
  g_assert_cmpuint (n_uneven, >, 0);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

static void
assert_negatives (TestProject *project, const char *format, PostilNegatives negatives, guint n_lines, guint n_documents)
{
  PostilExportOptions options = { .negatives = negatives };
  g_autofree char *path = g_build_filename (project->folder, "negatives.out", NULL);
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  postil_export (project->store, postil_format_find (format), path, &options, report, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpuint (count_lines (text), ==, n_lines);
  g_assert_cmpuint (report->documents_added, ==, n_documents);
}

/* "read" has a sentence with a span and one without, "empty" was read and has nothing to find, "unread" and "half" nobody has
 * marked done. */
static void
test_negatives (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId read = test_project_add_document (project, "read", "Ida Storm was there. Nobody saw it.");
  PostilId empty = test_project_add_document (project, "empty", "There is nothing in here.");
  PostilId half = test_project_add_document (project, "half", "Ida Storm left. It rained.");

  test_project_add_document (project, "unread", "What is in here?");
  test_project_tag (project, read, 0, 9, "Person");
  test_project_tag (project, half, 0, 9, "Person");
  test_project_begin (project, "Done");
  postil_readings_set_state (project->store, read, project->annotator, POSTIL_READING_DONE, NULL);
  postil_readings_set_state (project->store, empty, project->annotator, POSTIL_READING_DONE, NULL);
  test_project_commit (project);

  /* A line for each sentence. */
  assert_negatives (project, "hf-tokens", POSTIL_NEGATIVES_ALL, 6, 4);
  assert_negatives (project, "hf-tokens", POSTIL_NEGATIVES_DONE, 4, 3);
  assert_negatives (project, "hf-tokens", POSTIL_NEGATIVES_NONE, 2, 2);
  /* A line for each document. */
  assert_negatives (project, "doccano", POSTIL_NEGATIVES_ALL, 4, 4);
  assert_negatives (project, "doccano", POSTIL_NEGATIVES_DONE, 3, 3);
  assert_negatives (project, "doccano", POSTIL_NEGATIVES_NONE, 2, 2);
  assert_negatives (project, "jsonl", POSTIL_NEGATIVES_NONE, 2, 2);
  /* "-DOCSTART-" and a blank line, then tokens and a blank line for each sentence. */
  assert_negatives (project, "conll", POSTIL_NEGATIVES_NONE, 2 + 6 + 2 + 5, 2);
  assert_negatives (project, "iob2", POSTIL_NEGATIVES_NONE, 6 + 5, 2);
}

/* Each kind once, as the whole would tell it; a label that is in every part is one label. */
static void
test_losses (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilExportOptions options = { 0 };
  PostilSplit split = { { 60, 20, 20 }, 7 };
  g_autofree char *path = g_build_filename (project->folder, "out.jsonl", NULL);
  g_autoptr (PostilReport) whole = postil_report_new ();
  g_autoptr (PostilReport) parts = postil_report_new ();
  g_autoptr (PostilLabel) label = NULL;
  g_autoptr (GError) error = NULL;
  guint n_sentences = 0;

  fill (project);
  test_project_begin (project, NULL);
  label = postil_labels_get (project->store, postil_labels_find (project->store, "Person"), NULL);
  g_free (label->guideline);
  label->guideline = g_strdup ("Who can be asked.");
  g_assert_true (postil_labels_update (project->store, label, NULL));
  test_project_commit (project);
  g_assert_true (postil_export_preflight (project->store, postil_format_find ("doccano"), &options, whole, NULL, NULL));
  postil_export_split (project->store, postil_format_find ("doccano"), path, &options, &split, parts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (whole->losses->len, >=, 2);
  g_assert_cmpuint (parts->losses->len, ==, whole->losses->len);
  for (guint i = 0; i < whole->losses->len; i++)
    {
      const PostilLoss *x = &g_array_index (whole->losses, PostilLoss, i),
                       *y = &g_array_index (parts->losses, PostilLoss, i);

      g_assert_cmpstr (x->kind, ==, y->kind);
      g_assert_cmpuint (x->count, ==, y->count);
      if (g_str_equal (x->kind, "label-definitions"))
        g_assert_cmpuint (x->count, ==, 1);
    }
  for (guint i = 0; i < parts->items->len; i++)
    n_sentences += strstr (((PostilReportItem *) parts->items->pdata[i])->message, "how 1 label is defined") != NULL;
  g_assert_cmpuint (n_sentences, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split/stratified", test_stratified);
  g_test_add_func ("/split/shares", test_shares);
  g_test_add_func ("/split/plain", test_plain);
  g_test_add_func ("/split/negatives", test_negatives);
  g_test_add_func ("/split/losses", test_losses);
  g_test_add_func ("/split/profile", test_profile);
  return g_test_run ();
}
