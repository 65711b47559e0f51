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
  g_assert_true (postil_profile_export (project->store, back, path, report, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->documents_added, ==, 100);
  /* Documents without spans are part of it, too: that nothing is in them is something to learn. */
  test = test_import_path (second, part, NULL, FALSE);
  g_assert_cmpuint (test->documents_added, ==, 20);
  g_assert_null (postil_profiles_get (project->store, "other", &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split/stratified", test_stratified);
  g_test_add_func ("/split/shares", test_shares);
  g_test_add_func ("/split/profile", test_profile);
  return g_test_run ();
}
