/* test-store.c - documents, labels, spans, relations and readings go in and come out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <signal.h>
#include <sys/resource.h>

#include "../../app/store/statement.h"
#include "../support/project.h"

#include <postil/history.h>
#include <postil/readings.h>

#define TEXT "The mayor said: “I deny it.” He denied it twice 🚀."

static void
test_create (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = postil_labels_list (project->store, FALSE, &error);
  g_autoptr (GPtrArray) defaults = postil_label_default_set ();
  PostilStore *again;

  g_assert_no_error (error);
  g_assert_cmpuint (labels->len, ==, defaults->len);
  for (guint i = 0; i < labels->len; i++)
    g_assert_cmpstr (((PostilLabel *) labels->pdata[i])->name, ==, ((PostilLabel *) defaults->pdata[i])->name);
  g_assert_cmpint (postil_store_get_version (project->store), ==, 3);
  g_assert_false (postil_store_is_read_only (project->store));
  g_assert_null (postil_history_peek_undo (project->store));

  again = postil_store_open (project->path, POSTIL_STORE_CREATE, &error);
  g_assert_null (again);
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS);
}

static void
test_document (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (TEXT, -1, &error);
  g_autoptr (PostilText) other = postil_text_new ("other", -1, &error);
  g_autoptr (PostilDocument) document = postil_document_new ("a/b.txt", text);
  g_autoptr (PostilDocument) clash = postil_document_new ("a/b.txt", other);
  g_autoptr (PostilDocument) read = NULL;
  gboolean added = FALSE;

  document->kind = POSTIL_DOCUMENT_THREAD;
  document->meta = g_strdup ("{\"x\": [1, 2.50]}");
  document->newline = POSTIL_NEWLINE_CRLF;
  document->source_uri = g_strdup ("file:///a/b.txt");
  g_assert_false (postil_documents_add (project->store, document, &added, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
  g_clear_error (&error);

  test_project_begin (project, "Import");
  postil_documents_add (project->store, document, &added, &error);
  g_assert_no_error (error);
  g_assert_true (added);
  postil_documents_add (project->store, document, &added, &error);
  g_assert_no_error (error);
  g_assert_false (added);
  g_assert_false (postil_documents_add (project->store, clash, &added, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS);
  g_clear_error (&error);
  test_project_commit (project);

  test_project_reopen (project);
  g_assert_cmpint (postil_documents_find (project->store, "a/b.txt"), ==, document->id);
  read = postil_documents_get (project->store, document->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (postil_text_get_utf8 (read->text, NULL), ==, TEXT);
  g_assert_cmpstr (read->meta, ==, document->meta);
  g_assert_cmpint (read->kind, ==, POSTIL_DOCUMENT_THREAD);
  g_assert_cmpint (read->newline, ==, POSTIL_NEWLINE_CRLF);
  g_assert_cmpstr (read->source_uri, ==, document->source_uri);
  g_assert_cmpint (read->position, ==, 0);
  g_assert_cmpint (read->imported_at, ==, document->imported_at);
}

static void
test_span (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSpan) span = postil_span_new ();
  g_autoptr (PostilSpan) read = NULL;
  PostilRange parts[] = { { 0, 3 }, { 10, 14 } };

  span->document = test_project_add_document (project, "a", TEXT);
  span->label = postil_labels_find (project->store, "Denial");
  span->range = POSTIL_RANGE (0, 14);
  span->parts = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (PostilRange)), parts, 2);
  span->state = POSTIL_STATE_KEPT;
  span->source = project->hand;
  span->annotator = project->annotator;
  span->score = 0.1 + 0.2;
  g_free (span->note);
  span->note = g_strdup ("a \"note\"\n");
  span->reason = g_strdup ("because");
  span->attributes = g_strdup ("{}");
  test_project_begin (project, "Tag Denial");
  postil_spans_add (project->store, span, &error);
  g_assert_no_error (error);

  read = postil_span_copy (span);
  read->id = 0;
  read->range = POSTIL_RANGE (40, 400);
  g_clear_pointer (&read->parts, g_array_unref);
  g_assert_false (postil_spans_add (project->store, read, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE);
  g_clear_error (&error);
  test_project_commit (project);
  g_clear_pointer (&read, postil_span_free);

  read = postil_spans_get (project->store, span->id, &error);
  g_assert_no_error (error);
  g_assert_true (postil_span_same_place (read, span));
  g_assert_cmpstr (read->note, ==, span->note);
  g_assert_cmpstr (read->reason, ==, "because");
  g_assert_cmpfloat (read->score, ==, span->score);
  g_assert_cmpint (read->annotator, ==, project->annotator);
}

/* Rows that come in bulk leave the same history, counts and words behind, and what is rolled back leaves nothing. */
static void
test_expect_many (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilSpanFilter all = { .states = POSTIL_STATES_ALL };
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (PostilText) text = postil_text_new ("Harbour and lighthouse", -1, NULL);
  g_autoptr (PostilDocument) document = postil_document_new ("bulk", text);
  g_autoptr (GError) error = NULL;
  gboolean added;

  for (int i = 0; i < 2; i++)
    {
      test_project_begin (project, "Many");
      g_assert_true (postil_transaction_expect_many (project->store, &error));
      g_assert_true (postil_documents_add (project->store, document, &added, &error));
      test_project_add_span (project, document->id, POSTIL_RANGE (0, 7), "Place", POSTIL_STATE_KEPT, 1);
      test_project_add_span (project, document->id, POSTIL_RANGE (12, 22), "Place", POSTIL_STATE_SUGGESTED, 0.5);
      /* Words are found within the transaction, too. */
      found = postil_documents_matching (project->store, "lighthouse", &error);
      g_assert_cmpuint (found->len, ==, 1);
      g_clear_pointer (&found, g_array_unref);
      if (i == 0)
        postil_transaction_rollback (project->store);
      else
        test_project_commit (project);
      g_assert_cmpuint (postil_spans_count (project->store, &all, NULL), ==, i == 0 ? 0 : 2);
    }
  /* The triggers are back: the next change is recorded by them. */
  test_project_tag (project, document->id, 8, 11, "Place");
  g_assert_true (postil_store_check (project->store, &findings, &error));
  g_assert_true (postil_history_undo (project->store, NULL, &error));
  g_assert_cmpuint (postil_spans_count (project->store, &all, NULL), ==, 2);
  g_assert_true (postil_history_undo (project->store, NULL, &error));
  g_assert_cmpuint (postil_spans_count (project->store, &all, NULL), ==, 0);
  g_assert_true (postil_history_redo (project->store, NULL, &error));
  g_assert_cmpuint (postil_spans_count (project->store, &all, NULL), ==, 2);
  g_clear_pointer (&findings, g_ptr_array_unref);
  g_assert_true (postil_store_check (project->store, &findings, &error));
}

static gboolean
add_text (TestProject *project, guint number, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%u", number);
  g_autofree char *words = g_strnfill (20000, 'a');
  g_autoptr (PostilText) text = postil_text_new (words, -1, NULL);
  g_autoptr (PostilDocument) document = postil_document_new (key, text);
  gboolean added;

  return postil_documents_add (project->store, document, &added, error);
}

/* SQLite then takes the transaction back by itself; what comes after must not be written on its own, for good. */
static void
test_disk_full (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  struct rlimit before, tight;
  guint n = 0;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  test_project_begin (project, "Import");
  postil_store_execute (project->store, "PRAGMA cache_size = 10", &error);
  g_assert_no_error (error);
  tight = before;
  tight.rlim_cur = 1 << 20;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &tight), ==, 0);
  while (n < 1000 && add_text (project, n, &error))
    n++;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_nonnull (error);
  g_assert_cmpuint (n, >, 0);
  g_assert_false (add_text (project, 1000, &again));
  g_assert_nonnull (again);
  g_clear_error (&again);
  g_assert_false (postil_transaction_commit (project->store, &again));
  g_assert_cmpuint (postil_documents_count (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 0);
  /* With room again it goes on. */
  test_project_begin (project, "Import");
  g_assert_true (add_text (project, 0, NULL));
  test_project_commit (project);
  g_assert_cmpuint (postil_documents_count (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/create", test_create);
  g_test_add_func ("/store/document", test_document);
  g_test_add_func ("/store/span", test_span);
  g_test_add_func ("/store/expect-many", test_expect_many);
  g_test_add_func ("/store/disk-full", test_disk_full);
  return g_test_run ();
}
