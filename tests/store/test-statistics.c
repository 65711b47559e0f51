/* test-statistics.c - the picture of a project counts every span, reading and key once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include "../support/project.h"

#define TEXT "One two three four five six seven eight nine ten eleven twelve."

static const PostilLabelStatistics *
label_named (const PostilStatistics *statistics, const char *name)
{
  for (guint i = 0; i < statistics->labels->len; i++)
    {
      const PostilLabelStatistics *label = g_ptr_array_index (statistics->labels, i);

      if (g_str_equal (label->name, name))
        return label;
    }
  return NULL;
}

static void
test_counts (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId documents[3] = { test_project_add_document (project, "a", TEXT),
                            test_project_add_document (project, "b", TEXT),
                            test_project_add_document (project, "c", TEXT) };
  PostilSpanId suggested = test_project_suggest (project, documents[0], 8, 13, "Denial", 0.5);
  g_autoptr (PostilStatistics) statistics = NULL;
  const PostilAnnotatorStatistics *annotator;
  const PostilLabelStatistics *denial;

  test_project_tag (project, documents[0], 0, 3, "Denial");
  test_project_tag (project, documents[1], 4, 7, "Threat");
  test_project_tag (project, documents[1], 0, 63, "Post");
  test_project_suggest (project, documents[2], 0, 3, "Denial", 0.5);
  test_project_begin (project, "Decide");
  g_assert_true (postil_spans_decide (project->store, suggested, POSTIL_STATE_REJECTED, project->annotator, NULL));
  g_assert_true (
      postil_readings_set_state (project->store, documents[0], project->annotator, POSTIL_READING_DONE, NULL));
  g_assert_true (postil_readings_begin (project->store, documents[1], project->annotator, NULL, NULL));
  g_assert_true (postil_readings_spend (project->store, documents[0], project->annotator, 4000, 7, NULL));
  g_assert_true (postil_readings_spend (project->store, documents[1], project->annotator, 2000, 1, NULL));
  test_project_commit (project);

  statistics = postil_statistics_read (project->store, NULL);
  g_assert_nonnull (statistics);
  g_assert_cmpuint (statistics->n_documents, ==, 3);
  g_assert_cmpuint (statistics->n_done, ==, 1);
  g_assert_cmpuint (statistics->n_open, ==, 1);
  denial = label_named (statistics, "Denial");
  g_assert_cmpuint (denial->counts[POSTIL_STATE_KEPT], ==, 1);
  g_assert_cmpuint (denial->counts[POSTIL_STATE_SUGGESTED], ==, 1);
  g_assert_cmpuint (denial->counts[POSTIL_STATE_REJECTED], ==, 1);
  g_assert_cmpuint (label_named (statistics, "Post")->counts[POSTIL_STATE_KEPT], ==, 1);
  g_assert_null (label_named (statistics, "Sarcasm"));
  g_assert_cmpuint (statistics->annotators->len, ==, 1);
  annotator = g_ptr_array_index (statistics->annotators, 0);
  g_assert_cmpuint (annotator->n_done, ==, 1);
  g_assert_cmpuint (annotator->n_open, ==, 1);
  g_assert_cmpint (annotator->milliseconds, ==, 6000);
  g_assert_cmpint (annotator->keystrokes, ==, 8);
  /* The post is structure: no span of the annotator's. */
  g_assert_cmpuint (annotator->n_kept, ==, 2);
  g_assert_cmpuint (statistics->days->len, ==, 1);
  g_assert_cmpuint (g_array_index (statistics->days, PostilDayStatistics, 0).n_kept, ==, 2);
}

static void
test_empty (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilStatistics) statistics = postil_statistics_read (project->store, NULL);

  g_assert_nonnull (statistics);
  g_assert_cmpuint (statistics->n_documents + statistics->n_done + statistics->n_open + statistics->n_relations, ==, 0);
  g_assert_cmpuint (statistics->labels->len + statistics->days->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statistics/counts", test_counts);
  g_test_add_func ("/statistics/empty", test_empty);
  return g_test_run ();
}
