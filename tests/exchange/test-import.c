/* test-import.c - files and folders come in once, as one step, and what is wrong with one does not stop the others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "exchange-support.h"

static void
put (TestProject *project, const char *name, const char *contents, gssize n_bytes)
{
  g_autofree char *path = g_build_filename (project->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_file_set_contents (path, contents, n_bytes, &error);
  g_assert_no_error (error);
}

static PostilDocument *
get (TestProject *project, const char *key)
{
  PostilId id = postil_documents_find (project->store, key);

  g_assert_cmpint (id, !=, 0);
  return postil_documents_get (project->store, id, NULL);
}

static void
test_folder (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *folder = g_build_filename (project->folder, "texts", NULL);
  g_autoptr (PostilReport) report = NULL;
  g_autoptr (PostilReport) again = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (PostilEdit) edit = NULL;
  static const char *const order[] = { "b.txt", "sub/a.txt", "sub/deep/c.txt", "z.txt" };

  put (project, "texts/z.txt", "last", -1);
  put (project, "texts/sub/a.txt", "inner", -1);
  put (project, "texts/sub/deep/c.txt", "deepest", -1);
  put (project, "texts/b.txt", "first", -1);
  put (project, "texts/.hidden", "not this", -1);
  put (project, "texts/maren.postil-journal", "", 0);
  put (project, "texts/picture.png", "\x89PNG\r\n\x1a\n\0\0\0", 11);
  report = test_import_path (project, folder, NULL, FALSE);
  g_assert_cmpuint (report->documents_added, ==, 4);
  test_assert_report (report, 1, 0);
  g_assert_true (test_report_has (report, 0, "no text in any format"));

  rows = postil_documents_page (project->store, &POSTIL_DOCUMENT_FILTER_ALL, 0, 10, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpstr (((PostilDocumentRow *) g_ptr_array_index (rows, i))->key, ==, order[i]);

  again = test_import_path (project, folder, NULL, FALSE);
  g_assert_cmpuint (again->documents_added, ==, 0);
  g_assert_cmpuint (again->documents_known, ==, 4);
  /* All of it is one step. */
  g_assert_true (postil_history_undo (project->store, &edit, NULL));
  g_assert_cmpstr (edit->title, ==, "Import texts");
  g_assert_cmpuint (postil_documents_count (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 0);
}

static void
test_base (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *path = g_build_filename (project->folder, "texts", "sub", "a.txt", NULL);
  const char *paths[] = { path, NULL };
  PostilImportOptions options = { .base = project->folder };
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;

  put (project, "texts/sub/a.txt", "inner", -1);
  postil_import (project->store, paths, NULL, &options, report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (postil_documents_find (project->store, "texts/sub/a.txt"), !=, 0);
}

static void
test_dry_run (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *path = g_build_filename (project->folder, "a.txt", NULL);
  gint64 before = postil_store_get_change_counter (project->store);
  g_autoptr (PostilReport) report = NULL;

  put (project, "a.txt", "text", -1);
  report = test_import_path (project, path, NULL, TRUE);
  g_assert_cmpuint (report->documents_added, ==, 1);
  g_assert_cmpint (postil_documents_find (project->store, "a.txt"), ==, 0);
  g_assert_cmpint (postil_store_get_change_counter (project->store), ==, before);
}

static void
test_encodings (void)
{
  static const char utf16[] = "\xff\xfe" "T\0r\0o\0m\0s\0\xf8\0\r\0\n\0x\0";
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *folder = g_build_filename (project->folder, "e", NULL);
  g_autoptr (PostilReport) report = NULL;
  g_autoptr (PostilDocument) wide = NULL;
  g_autoptr (PostilDocument) dos = NULL;

  put (project, "e/utf16.txt", utf16, sizeof utf16 - 1);
  put (project, "e/dos.txt", "\xef\xbb\xbf" "one\r\ntwo\r\n", -1);
  put (project, "e/latin1.txt", "Der B\xfcrgermeister der Stadt K\xf6ln bestritt die Vorw\xfcrfe und erkl\xe4rte, er habe nichts gewusst.", -1);
  put (project, "e/nul.txt", "a\0b", 3);
  put (project, "e/empty.txt", "", 0);
  report = test_import_path (project, folder, NULL, FALSE);
  g_assert_cmpuint (report->documents_added, ==, 4);
  g_assert_cmpuint (report->refused, ==, 1);
  g_assert_true (test_report_has (report, 0, "guessed"));
  wide = get (project, "utf16.txt");
  g_assert_cmpstr (postil_text_get_utf8 (wide->text, NULL), ==, "Tromsø\nx");
  g_assert_cmpstr (wide->encoding, ==, "UTF-16LE");
  dos = get (project, "dos.txt");
  g_assert_cmpstr (postil_text_get_utf8 (dos->text, NULL), ==, "one\ntwo\n");
  g_assert_cmpint (dos->newline, ==, POSTIL_NEWLINE_CRLF);
  g_assert_cmpuint (strlen (dos->source_sha256), ==, 64);
  g_assert_cmpstr (dos->source_sha256, !=, postil_text_get_sha256 (dos->text));
}

static void
test_titles (void)
{
  static const struct
  {
    const char *text, *title;
  } cases[] = {
    { "menu share log in\n\nFiled under:\n\nMayor denies that the siren was switched off\n\nThe mayor said so.", 
      "Mayor denies that the siren was switched off" },
    { "Support for Example Radio comes from\nShare This\nHarbour master admits to a second failure\n", 
      "Harbour master admits to a second failure" },
    { "Fire in Tromsø\n\nThe harbour office burned last night, and nobody knows why it did, the police said on Monday.\n", 
      "Fire in Tromsø" },
    { "Front Town Sport Letters Your Gazette\nSign in | Register | Archive\n\nQUAYSIDE & HARBOUR\n\nThe lamp on the pier was "
      "never lit, pilots say\n\nBy Ann Example\nPublished 3 May, 4.42 pm\nShare this page\n\nThe lamp was dark.\n",
      "The lamp on the pier was never lit, pilots say" },
    { "HARBOUR BOARD\nFor immediate release, 3 May 2025, 9.15 am\n\nStatement of the board on the pier\n\nThe board knew nothing "
      "of the lamp, and it regrets the loss of the two boats that struck the pier.\n",
      "Statement of the board on the pier" },
    { "Boat Club » Members » General\nTopic: The lamp, and what we do next\nPage 1 of 1\n\nPosted by Wilf\nIt was dark.\n",
      "The lamp, and what we do next" },
    { "KLM/ABC/Example Images\n\nPilots Deny That They Ever Saw The Lamp\n\nThe pilots said so.\n",
      "Pilots Deny That They Ever Saw The Lamp" },
    { "# A heading in Markdown\ntext", "A heading in Markdown" },
    { "word", "word" },
    { "", "t.txt" },
    { "\n\n", "t.txt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autoptr (PostilReport) report = test_import_string (project, "t.txt", cases[i].text, -1, "text");
      g_autoptr (PostilDocument) document = get (project, "t.txt");

      test_assert_report (report, 0, 0);
      g_assert_cmpstr (document->title, ==, cases[i].title);
    }
}

static void
test_csv_texts (void)
{
  static const char table[] = "\xef\xbb\xbf"
                              "ID;Title;Text;url;Label;Editor\r\n"
                              "a;One;\"first, \"\"quoted\"\"\r\nline\";https://example.org;satire;ida\r\n"
                              ";;second;;;\r\n"
                              "bad;x;\xff;;;\r\n"
                              "b;;third;;;";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "t.csv", table, sizeof table - 1, NULL);
  g_autoptr (PostilReport) again = NULL;
  g_autoptr (PostilDocument) first = get (project, "a");
  g_autoptr (PostilDocument) third = get (project, "b");

  test_assert_report (report, 1, 0);
  g_assert_true (test_report_has (report, 5, "not valid UTF-8"));
  g_assert_cmpuint (report->documents_added, ==, 3);
  g_assert_cmpstr (postil_text_get_utf8 (first->text, NULL), ==, "first, \"quoted\"\nline");
  g_assert_cmpstr (first->title, ==, "One");
  g_assert_cmpstr (first->source_uri, ==, "https://example.org");
  g_assert_cmpstr (first->labels, ==, "[\"satire\"]");
  g_assert_cmpstr (first->meta, ==, "{\"Editor\":\"ida\"}");
  g_assert_cmpstr (postil_text_get_utf8 (third->text, NULL), ==, "third");
  g_assert_cmpint (postil_documents_find (project->store, "t.csv:4"), !=, 0);
  again = test_import_string (project, "t.csv", table, sizeof table - 1, NULL);
  g_assert_cmpuint (again->documents_added, ==, 0);
}

static void
test_csv_spans (void)
{
  static const char table[] = "doc_id,start,end,label,text,span_id,part,state\n"
                              "t.txt,3,7,Place,Oslo,,,\n"
                              "t.txt,3,7,Act,Oslo,x,1,suggested\n"
                              "t.txt,11,17,Act,Bergen,x,2,suggested\n"
                              "t.txt,0,99,Place,all,,,\n"
                              "gone.txt,0,1,Place,x,,,\n"
                              "t.txt,zero,1,Place,x,,,\n"
                              "t.txt,3,7,Place,Oslo,,,odd\n";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) texts = test_import_string (project, "t.txt", "🚀 Oslo or Bergen.", -1, NULL);
  g_autoptr (PostilReport) report = test_import_string (project, "spans.csv", table, -1, NULL);
  g_autoptr (PostilReport) again = NULL;
  PostilSpanFilter filter = { .states = POSTIL_STATES_ALL };
  g_autoptr (GPtrArray) spans = postil_spans_list (project->store, &filter, NULL);
  const PostilSpan *act;

  test_assert_report (texts, 0, 0);
  g_assert_cmpuint (report->spans_added, ==, 2);
  g_assert_cmpuint (report->spans_repaired, ==, 2);
  g_assert_cmpuint (report->refused, ==, 3);
  g_assert_true (test_report_has (report, 5, "0–99 is no place in a text of 17 characters"));
  g_assert_true (test_report_has (report, 6, "no document “gone.txt”"));
  g_assert_true (test_report_has (report, 7, "whole numbers"));
  g_assert_true (test_report_has (report, 8, "no state"));
  act = g_ptr_array_index (spans, 0);
  g_assert_cmpuint (act->range.start, ==, 2);
  g_assert_cmpuint (act->range.stop, ==, 16);
  g_assert_cmpuint (act->parts->len, ==, 2);
  g_assert_cmpint (act->state, ==, POSTIL_STATE_SUGGESTED);
  again = test_import_string (project, "spans.csv", table, -1, NULL);
  g_assert_cmpuint (again->spans_added, ==, 0);
}

static void
test_missing_file (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_path (project, "/nowhere/at all.txt", NULL, FALSE);

  test_assert_report (report, 1, 0);
  g_assert_cmpuint (report->refused, ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *path = g_build_filename (project->folder, "a.txt", NULL);
  const char *const paths[] = { path, NULL };
  PostilImportOptions options = { 0 };
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  put (project, "a.txt", "text", -1);
  g_cancellable_cancel (cancellable);
  g_assert_false (postil_import (project->store, paths, NULL, &options, report, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (postil_transaction_is_open (project->store));
  g_assert_cmpint (postil_documents_find (project->store, "a.txt"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/folder", test_folder);
  g_test_add_func ("/import/base", test_base);
  g_test_add_func ("/import/dry-run", test_dry_run);
  g_test_add_func ("/import/encodings", test_encodings);
  g_test_add_func ("/import/titles", test_titles);
  g_test_add_func ("/import/csv-texts", test_csv_texts);
  g_test_add_func ("/import/csv-spans", test_csv_spans);
  g_test_add_func ("/import/missing-file", test_missing_file);
  g_test_add_func ("/import/cancelled", test_cancelled);
  return g_test_run ();
}
