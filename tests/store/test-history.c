/* test-history.c - undo and redo against a model, across openings, and around what the history does not record
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../support/project.h"

#include <postil/history.h>
#include <postil/readings.h>

#define TEXT "The mayor said: “I deny it.” He denied it twice 🚀."

static void
undo (TestProject *project, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilEdit) edit = NULL;
  gboolean done = postil_history_undo (project->store, &edit, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (edit->title, ==, title);
}

static void
redo (TestProject *project, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilEdit) edit = NULL;
  gboolean done = postil_history_redo (project->store, &edit, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (edit->title, ==, title);
}

static guint
count (TestProject *project, PostilStates states)
{
  g_autoptr (GError) error = NULL;
  PostilSpanFilter filter = { .states = states };
  guint n = postil_spans_count (project->store, &filter, &error);

  g_assert_no_error (error);
  return n;
}

static void
test_steps (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilEdit) edit = NULL;
  PostilId document = test_project_add_document (project, "a", TEXT);
  PostilSpanId span = test_project_tag (project, document, 0, 9, "Person");

  edit = postil_history_peek_undo (project->store);
  g_assert_cmpstr (edit->title, ==, "Tag");
  g_assert_cmpint (edit->document, ==, document);
  g_assert_cmpint (edit->span, ==, span);
  g_assert_cmpuint (edit->n_rows, ==, 1);
  g_assert_null (postil_history_peek_redo (project->store));

  test_project_reopen (project);
  undo (project, "Tag");
  g_assert_cmpuint (count (project, POSTIL_STATES_ALL), ==, 0);
  test_project_reopen (project);
  redo (project, "Tag");
  g_assert_cmpuint (count (project, POSTIL_STATES_ALL), ==, 1);
  undo (project, "Tag");
  undo (project, "Import");
  g_assert_cmpint (postil_documents_find (project->store, "a"), ==, 0);
  g_assert_false (postil_history_undo (project->store, NULL, &error));
  g_assert_no_error (error);
  redo (project, "Import");
  test_project_tag (project, document, 4, 9, "Person");
  g_assert_false (postil_history_redo (project->store, NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/steps", test_steps);
  return g_test_run ();
}
