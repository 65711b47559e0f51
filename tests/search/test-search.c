/* test-search.c - words in any order, in quotes, by their start, patterns; and what is done to all hits at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../support/project.h"

#include <postil/project.h>

static TestProject *
some_documents (void)
{
  TestProject *project = test_project_new ();

  test_project_add_document (project, "a.txt", "The gate was shut. Nobody shut the sluice gate, the board said.\n");
  test_project_add_document (project, "b.txt", "Gatekeepers deny it. A gate\nwas found open.\n");
  test_project_add_document (project, "c.txt", "東京の市長は否定した。 Zoë's café (C++) is 100% shut 🚀 gate\n");
  return project;
}

/* "a.txt:4-8 a.txt:47-51 ..." */
static char *
look (TestProject *project, const char *typed, PostilQueryFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilQuery) query = postil_query_new (typed, flags, &error);
  g_autoptr (PostilSearch) search = NULL;
  GString *out = g_string_new (NULL);
  PostilFound *found;

  g_assert_no_error (error);
  search = postil_search_new (project->store, query, NULL, &error);
  g_assert_no_error (error);
  while ((found = postil_search_next (search, &error)) != NULL)
    {
      for (guint i = 0; i < found->hits->len; i++)
        {
          g_autofree char *words =
              postil_text_slice (found->document->text, g_array_index (found->hits, PostilRange, i));

          g_string_append_printf (out, "%s%c:%s", out->len > 0 ? " " : "", found->document->key[0], words);
        }
      postil_found_free (found);
    }
  g_assert_no_error (error);
  return g_string_free (out, FALSE);
}

static void
expect (TestProject *project, const char *typed, PostilQueryFlags flags, const char *expected)
{
  g_autofree char *got = look (project, typed, flags);

  g_assert_cmpstr (got, ==, expected);
}

static void
test_words (void)
{
  g_autoptr (TestProject) project = some_documents ();

  expect (project, "gate", 0, "a:gate a:gate b:gate c:gate");
  expect (project, "GATE", 0, "a:gate a:gate b:gate c:gate");
  expect (project, "Gate", POSTIL_QUERY_CASE, "");
  /* All words, in whatever order. */
  expect (project, "sluice shut", 0, "a:shut a:shut a:sluice");
  expect (project, "sluice open", 0, "");
  expect (project, "gate*", 0, "a:gate a:gate b:Gatekeepers b:gate c:gate");
  expect (project, "\"sluice gate\"", 0, "a:sluice gate");
  expect (project, "\"gate sluice\"", 0, "");
  /* White space is white space; a quote that is not closed runs to the end. */
  expect (project, "\"a gate was", 0, "b:A gate\nwas");
  expect (project, "“nobody  shut”", 0, "a:Nobody shut");
}

static void
test_hard_words (void)
{
  g_autoptr (TestProject) project = some_documents ();

  expect (project, "市長", 0, "c:市長");
  expect (project, "zoë", 0, "c:Zoë");
  expect (project, "C++", 0, "c:C++");
  expect (project, "🚀", 0, "c:🚀");
  expect (project, "100%", 0, "c:100%");
  expect (project, "(", 0, "c:(");
  /* Nothing of the index's own language comes through. */
  expect (project, "gate OR", 0, "");
  expect (project, "text:gate", 0, "");
  expect (project, "NEAR(gate)", 0, "");
  expect (project, "'; DROP TABLE document; --", 0, "");
}

static void
test_patterns (void)
{
  g_autoptr (TestProject) project = some_documents ();
  g_autoptr (GError) error = NULL;

  expect (project, "\\bg\\w+", POSTIL_QUERY_PATTERN, "a:gate a:gate b:Gatekeepers b:gate c:gate");
  expect (project, "\\bG\\w+", POSTIL_QUERY_PATTERN | POSTIL_QUERY_CASE, "b:Gatekeepers");
  g_assert_null (postil_query_new ("(", POSTIL_QUERY_PATTERN, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE);
  g_clear_error (&error);
  g_assert_null (postil_query_new (" \"\" * ", 0, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE);
  g_clear_error (&error);
  g_assert_null (postil_query_new ("\xff", 0, &error));
  g_assert_nonnull (error);
}

static void
test_quoting (void)
{
  g_autoptr (TestProject) project = some_documents ();
  g_autofree char *quoted = postil_query_quote ("A gate\nwas");

  expect (project, quoted, 0, "b:A gate\nwas");
}

/* A text that was changed or removed is no longer found. */
static void
test_index_follows (void)
{
  g_autoptr (TestProject) project = some_documents ();
  g_autoptr (GError) error = NULL;

  test_project_begin (project, "Remove");
  postil_documents_remove (project->store, postil_documents_find (project->store, "a.txt"), &error);
  g_assert_no_error (error);
  test_project_commit (project);
  expect (project, "gate", 0, "b:gate c:gate");
}

static void
test_cancel (void)
{
  g_autoptr (TestProject) project = some_documents ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PostilQuery) query = postil_query_new ("gate", 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSearch) search = postil_search_new (project->store, query, cancellable, &error);
  PostilFound *found = postil_search_next (search, &error);

  g_assert_nonnull (found);
  postil_found_free (found);
  g_assert_cmpuint (postil_search_get_done (search), ==, 1);
  g_assert_cmpuint (postil_search_get_total (search), ==, 3);
  g_cancellable_cancel (cancellable);
  g_assert_null (postil_search_next (search, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static guint
n_kept (PostilProject *project)
{
  PostilSpanFilter filter = { .states = POSTIL_STATES (POSTIL_STATE_KEPT) };

  return postil_spans_count (postil_project_get_store (project), &filter, NULL);
}

static void
test_all_hits_at_once (void)
{
  g_autoptr (TestProject) file = test_project_new ();
  PostilId document = test_project_add_document (file, "a.txt", "gate, gate and gate\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilProject) project = postil_project_open (file->path, "Tester", &error);
  PostilHit hits[3];
  PostilId label;

  g_assert_no_error (error);
  label = postil_labels_find (postil_project_get_store (project), "Product");
  for (guint i = 0; i < 3; i++)
    hits[i].document = document;
  hits[0].range = POSTIL_RANGE (0, 4);
  hits[1].range = POSTIL_RANGE (6, 10);
  hits[2].range = POSTIL_RANGE (15, 19);
  g_assert_cmpint (postil_project_tag_hits (project, hits, 2, label, &error), ==, 2);
  g_assert_cmpint (postil_project_tag_hits (project, hits, 3, label, &error), ==, 1);
  g_assert_cmpuint (n_kept (project), ==, 3);
  g_assert_cmpint (postil_project_untag_hits (project, hits, 3, 0, &error), ==, 3);
  g_assert_cmpuint (n_kept (project), ==, 0);
  /* Each was one step. */
  g_assert_true (postil_project_undo (project, NULL, &error));
  g_assert_cmpuint (n_kept (project), ==, 3);
  g_assert_true (postil_project_undo (project, NULL, &error));
  g_assert_cmpuint (n_kept (project), ==, 2);
  /* A place outside of the text: nothing at all is done. */
  hits[2].range = POSTIL_RANGE (15, 1900);
  g_assert_cmpint (postil_project_tag_hits (project, hits, 3, label, &error), ==, -1);
  g_assert_nonnull (error);
  g_assert_cmpuint (n_kept (project), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/words", test_words);
  g_test_add_func ("/search/hard-words", test_hard_words);
  g_test_add_func ("/search/patterns", test_patterns);
  g_test_add_func ("/search/quoting", test_quoting);
  g_test_add_func ("/search/index-follows", test_index_follows);
  g_test_add_func ("/search/cancel", test_cancel);
  g_test_add_func ("/search/all-hits-at-once", test_all_hits_at_once);
  return g_test_run ();
}
