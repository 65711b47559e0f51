/* test-jsonl.c - Postil JSON lines: nothing is lost on the way out and back, and nothing hostile comes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "exchange-support.h"

static const PostilExportOptions everything = { .states = POSTIL_STATES_ALL };

static void
test_round_trip (void)
{
  for (int i = 0; i < 6; i++)
    {
      g_autoptr (TestProject) first = test_project_new ();
      g_autoptr (TestProject) second = test_project_new ();
      g_autoptr (PostilReport) taken = NULL;
      g_autoptr (PostilReport) again = NULL;
      g_autofree char *out = NULL;
      g_autofree char *back = NULL;
      gsize n_out, n_back;

      test_fill_randomly (first, 12);
      out = test_export_string (first, "jsonl", &everything, &n_out);
      taken = test_import_string (second, "x.jsonl", out, (gssize) n_out, NULL);
      test_assert_report (taken, 0, 0);
      g_assert_cmpuint (taken->documents_added, ==, 12);
      back = test_export_string (second, "jsonl", &everything, &n_back);
      g_assert_cmpstr (out, ==, back);

      again = test_import_string (second, "x.jsonl", out, (gssize) n_out, NULL);
      test_assert_report (again, 0, 0);
      g_assert_cmpuint (again->documents_added + again->spans_added + again->relations_added + again->labels_added, ==, 0);
      g_assert_cmpuint (again->spans_known, ==, taken->spans_added);
    }
}

/* The export of one project into the one that it came from, after the ids were taken away: still nothing new. */
static void
test_known_without_ids (void)
{
  static const char line[] = "{\"id\":\"a\",\"text\":\"one two\",\"spans\":[{\"id\":\"s1\",\"start\":0,\"end\":3,\"label\":\"Person\"},"
                             "{\"id\":\"s2\",\"start\":0,\"end\":3,\"label\":\"Denial\",\"state\":\"suggested\"}],"
                             "\"relations\":[{\"type\":\"cue\",\"head\":\"s2\",\"tail\":\"s1\"}],\"read\":[\"ola\"]}";
  g_autoptr (TestProject) project = test_project_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (PostilReport) report = test_import_string (project, "x.jsonl", line, -1, NULL);

      test_assert_report (report, 0, 0);
      g_assert_cmpuint (report->documents_added, ==, i == 0);
      g_assert_cmpuint (report->spans_added, ==, i == 0 ? 2 : 0);
      g_assert_cmpuint (report->relations_added, ==, i == 0);
    }
}

static char *
first_span (TestProject *project, const char *key, PostilSpan **span)
{
  PostilSpanFilter filter = { .document = postil_documents_find (project->store, key), .states = POSTIL_STATES_ALL };
  g_autoptr (PostilDocument) document = postil_documents_get (project->store, filter.document, NULL);
  g_autoptr (GPtrArray) spans = postil_spans_list (project->store, &filter, NULL);
  const PostilSpan *first = g_ptr_array_index (spans, 0);

  if (span != NULL)
    *span = postil_span_copy (first);
  return postil_text_slice_parts (document->text, first->range, first->parts);
}

static void
test_repairs (void)
{
  /* The same span, counted in five ways. Only the right one would give the quote. */
  static const char *const lines[] = {
    "{\"id\":\"u16\",\"text\":\"🚀 Oslo\",\"spans\":[{\"start\":3,\"end\":7,\"label\":\"Place\",\"text\":\"Oslo\"}]}\n",
    "{\"id\":\"bytes\",\"text\":\"🚀 Oslo\",\"spans\":[{\"start\":5,\"end\":9,\"label\":\"Place\",\"text\":\"Oslo\"}]}\n",
    "{\"id\":\"crlf1\",\"text\":\"a\\r\\nb\\r\\nOslo\",\"spans\":[{\"start\":4,\"end\":8,\"label\":\"Place\",\"text\":\"Oslo\"}]}\n",
    "{\"id\":\"crlf2\",\"text\":\"a\\nb\\nOslo\",\"spans\":[{\"start\":6,\"end\":10,\"label\":\"Place\",\"text\":\"Oslo\"}]}\n",
    "{\"id\":\"bom\",\"text\":\"a Oslo\",\"spans\":[{\"start\":3,\"end\":7,\"label\":\"Place\",\"text\":\"Oslo\"}]}\n",
  };
  static const char *const keys[] = { "u16", "bytes", "crlf1", "crlf2", "bom" };
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *all = g_strjoinv ("", (char **) (const char *[]){ lines[0], lines[1], lines[2], lines[3], lines[4], NULL });
  g_autoptr (PostilReport) report = test_import_string (project, "x.jsonl", all, -1, NULL);

  test_assert_report (report, 0, 0);
  g_assert_cmpuint (report->spans_repaired, ==, 5);
  g_assert_cmpuint (report->spans_unaligned, ==, 0);
  g_assert_true (test_report_has (report, 1, "UTF-16 units"));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *words = first_span (project, keys[i], NULL);

      g_assert_cmpstr (words, ==, "Oslo");
    }
}

/* As given: CRLF in the text, offsets that count both characters. That is plain code points, and no repair. */
static void
test_carriage_returns (void)
{
  static const char line[] = "{\"id\":\"a\",\"text\":\"a\\r\\nOslo\\rb\",\"spans\":[{\"start\":3,\"end\":7,\"label\":\"Place\","
                             "\"text\":\"Oslo\"}]}";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "x.jsonl", line, -1, NULL);
  g_autofree char *words = first_span (project, "a", NULL);
  g_autoptr (PostilDocument) document =
      postil_documents_get (project->store, postil_documents_find (project->store, "a"), NULL);

  test_assert_report (report, 0, 0);
  g_assert_cmpuint (report->spans_repaired, ==, 0);
  g_assert_cmpstr (words, ==, "Oslo");
  g_assert_cmpstr (postil_text_get_utf8 (document->text, NULL), ==, "a\nOslo\nb");
}

static void
test_bad_lines (void)
{
  g_autofree char *nested = g_strnfill (200000, '[');
  g_autofree char *long_text = g_strnfill (4000000, 'x');
  g_autoptr (GString) file = g_string_new ("\xef\xbb\xbf");
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = NULL;

  g_string_append (file, "{\"id\":\"good 1\",\"text\":\"one\xe2\x80\xa8two\"}\r\n"); /* 1 */
  g_string_append (file, "not json\n");                                              /* 2 */
  g_string_append (file, "\n");                                                      /* 3 */
  g_string_append_printf (file, "{\"text\":\"x\",\"meta\":%s\n", nested);            /* 4 */
  g_string_append (file, "{\"id\":\"x\",\"text\":\"a\\u0000b\"}\n");                 /* 5 */
  g_string_append (file, "{\"id\":\"x\",\"text\":\"\xff\"}\n");                      /* 6 */
  g_string_append (file, "{\"id\":\"x\"}\n");                                        /* 7 */
  g_string_append (file, "[1,2]\n");                                                 /* 8 */
  g_string_append (file, "{\"id\":\"good 1\",\"text\":\"another\"}\n");              /* 9 */
  g_string_append (file, "{\"id\":5,\"text\":\"half \\ud83d\",\"text\":\"twice \\ud83d\"}\n"); /* 10 */
  g_string_append (file, "{\"text\":\"s\",\"spans\":[{\"start\":0,\"end\":1,\"label\":\"\"},{\"start\":0},"
                         "{\"start\":0,\"end\":1,\"label\":\"L\",\"state\":\"odd\"},7]}\n"); /* 11 */
  g_string_append (file, "{\"id\":\"r\",\"text\":\"s\",\"spans\":[{\"id\":\"s\",\"start\":0,\"end\":1,\"label\":\"L\"},"
                         "{\"id\":\"s\",\"start\":0,\"end\":1,\"label\":\"M\"}],\"relations\":[{\"type\":\"cue\",\"head\":\"s\","
                         "\"tail\":\"nobody\"},{\"type\":\"Person\",\"head\":\"s\",\"tail\":\"s\"},{}]}\n"); /* 12 */
  g_string_append_printf (file, "{\"id\":\"long\",\"text\":\"%s\"}\n", long_text); /* 13 */
  g_string_append (file, "{\"id\":\"last\",\"text\":\"end\"}");                     /* 14 */
  report = test_import_string (project, "x.jsonl", file->str, (gssize) file->len, NULL);

  g_assert_cmpuint (report->documents_added, ==, 6);
  for (guint line = 2; line <= 9; line++)
    g_assert_true (line == 3 || test_report_has (report, line, ""));
  g_assert_true (test_report_has (report, 2, "not valid JSON"));
  g_assert_true (test_report_has (report, 4, "nest deeper"));
  g_assert_true (test_report_has (report, 5, "NUL"));
  g_assert_true (test_report_has (report, 6, "UTF-8"));
  g_assert_true (test_report_has (report, 7, "“text”"));
  g_assert_true (test_report_has (report, 9, "another text called"));
  g_assert_true (test_report_has (report, 10, "twice"));
  g_assert_true (test_report_has (report, 10, "U+FFFD"));
  g_assert_true (test_report_has (report, 11, "Span 2"));
  g_assert_true (test_report_has (report, 12, "Two spans are called"));
  g_assert_true (test_report_has (report, 12, "“nobody”"));
  g_assert_true (test_report_has (report, 12, "is called “Person (relation)” here"));
  g_assert_true (test_report_has (report, 12, "Relation 3"));
  g_assert_cmpuint (report->n_of_level[POSTIL_REPORT_ERROR], ==, 14);
  g_assert_cmpuint (report->refused, ==, 14);
  g_assert_cmpint (postil_documents_find (project->store, "5"), !=, 0);
  g_assert_cmpint (postil_documents_find (project->store, "x.jsonl:11"), !=, 0);
  g_assert_cmpint (postil_documents_find (project->store, "last"), !=, 0);
}

static void
test_filters (void)
{
  static const char lines[] =
      "{\"id\":\"a\",\"text\":\"one two\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"Person\",\"annotator\":\"ola\"},"
      "{\"start\":4,\"end\":7,\"label\":\"Denial\",\"state\":\"suggested\"},"
      "{\"start\":4,\"end\":7,\"label\":\"Place\",\"state\":\"rejected\"}],\"read\":[\"ola\"]}\n{\"id\":\"b\",\"text\":\"x\"}\n";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "x.jsonl", lines, -1, NULL);
  char *person[] = { (char *) "Person", NULL };
  const struct
  {
    PostilExportOptions options;
    const char *shown, *hidden;
  } cases[] = {
    { { 0 }, "\"Person\"", "\"Denial\"" },
    { { .states = POSTIL_STATES_OPEN }, "\"Denial\"", "\"Place\"" },
    { { .states = POSTIL_STATES_ALL }, "\"Place\"", "nothing" },
    { { .states = POSTIL_STATES_ALL, .labels = person }, "\"Person\"", "\"Denial\"" },
    { { .states = POSTIL_STATES_ALL, .annotator = project->annotator }, "\"Place\"", "\"Person\"" },
    { { .done_only = TRUE }, "\"id\":\"a\"", "\"id\":\"b\"" },
  };

  test_assert_report (report, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = test_export_string (project, "jsonl", &cases[i].options, NULL);

      g_assert_nonnull (strstr (out, cases[i].shown));
      g_assert_null (strstr (out, cases[i].hidden));
    }
}

/* The gold files are in this format: each comes in without a complaint, and its export is taken as known. */
static void
test_gold (void)
{
  const char *shared = g_getenv ("POSTIL_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "data", "seeds.jsonl", NULL);
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = NULL;
  g_autofree char *out = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("There is no shared folder.");
      return;
    }
  report = test_import_path (project, path, NULL, FALSE);
  test_assert_report (report, 0, 0);
  g_assert_cmpuint (report->documents_added, ==, 3);
  g_assert_cmpuint (report->spans_added, ==, 251);
  g_assert_cmpuint (report->spans_repaired + report->spans_unaligned, ==, 0);
  out = test_export_string (project, "jsonl", &everything, NULL);
  g_assert_nonnull (strstr (out, ",\"author\":\""));
  g_assert_nonnull (strstr (out, ",\"body_start\":"));
}

static PostilLabel *
label_of (TestProject *project, const char *name)
{
  return postil_labels_get (project->store, postil_labels_find (project->store, name), NULL);
}

/* What nobody has used is taken over, even when two labels change their keys; what is in use stays as it is. */
static void
test_label_set (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilLabel) place = label_of (project, "Place");
  g_autoptr (PostilLabel) event = label_of (project, "Event");
  g_autoptr (PostilLabel) old = label_of (project, "Person");
  g_autofree char *line = g_strdup_printf (
      "{\"id\":\"a\",\"text\":\"Nadia Quist left.\",\"label_set\":["
      "{\"name\":\"Place\",\"kind\":\"entity\",\"colour\":\"#123456\",\"key\":\"%s\",\"guideline\":\"On a map.\xe2\x80\xa8\"},"
      "{\"name\":\"Event\",\"kind\":\"entity\",\"key\":\"%s\",\"parent\":\"Place\"},"
      "{\"name\":\"Person\",\"kind\":\"act\",\"colour\":\"#654321\"},"
      "{\"name\":\"Пункт\",\"kind\":\"quote\",\"parent\":\"Event\",\"archived\":true}]}\n",
      event->shortcut, place->shortcut);
  PostilId document = test_project_add_document (project, "b", "Nadia Quist left.");
  g_autoptr (PostilReport) report = NULL;
  g_autoptr (PostilLabel) new_place = NULL;
  g_autoptr (PostilLabel) new_event = NULL;
  g_autoptr (PostilLabel) person = NULL;
  g_autoptr (PostilLabel) added = NULL;

  test_project_tag (project, document, 0, 5, "Person");
  report = test_import_string (project, "in.jsonl", line, -1, NULL);
  test_assert_report (report, 0, 0);
  g_assert_true (test_report_has (report, 1, "“Person” is another label here"));
  new_place = label_of (project, "Place");
  g_assert_cmpstr (new_place->colour, ==, "#123456");
  g_assert_cmpstr (new_place->guideline, ==, "On a map.\xe2\x80\xa8");
  g_assert_cmpstr (new_place->shortcut, ==, event->shortcut);
  new_event = label_of (project, "Event");
  g_assert_cmpstr (new_event->shortcut, ==, place->shortcut);
  g_assert_cmpint (new_event->parent, ==, new_place->id);
  person = label_of (project, "Person");
  g_assert_true (postil_label_equal (person, old));
  added = label_of (project, "Пункт");
  g_assert_true (added->archived);
  g_assert_cmpint (added->kind, ==, POSTIL_LABEL_QUOTE);
  g_assert_cmpint (added->parent, ==, new_event->id);
}

/* The document comes in all the same. */
static void
test_bad_label_set (void)
{
  static const char *const sets[] = { "[3]", "[{\"kind\":\"entity\"}]", "[{\"name\":\"A\",\"parent\":\"B\"}]",
                                      "[{\"name\":\"A\",\"kind\":\"none\"}]" };
  g_autoptr (GString) many = g_string_new ("[");

  for (guint i = 0; i < 1001; i++)
    g_string_append_printf (many, "%s{\"name\":\"n%u\"}", i > 0 ? "," : "", i);
  g_string_append_c (many, ']');
  for (guint i = 0; i <= G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autofree char *line = g_strdup_printf ("{\"id\":\"a\",\"text\":\"Nadia left.\",\"label_set\":%s}\n",
                                               i < G_N_ELEMENTS (sets) ? sets[i] : many->str);
      g_autoptr (PostilReport) report = test_import_string (project, "in.jsonl", line, -1, NULL);

      test_assert_report (report, 1, 0);
      g_assert_true (test_report_has (report, 1, "label_set"));
      g_assert_cmpuint (report->documents_added, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jsonl/round-trip", test_round_trip);
  g_test_add_func ("/jsonl/known-without-ids", test_known_without_ids);
  g_test_add_func ("/jsonl/repairs", test_repairs);
  g_test_add_func ("/jsonl/carriage-returns", test_carriage_returns);
  g_test_add_func ("/jsonl/bad-lines", test_bad_lines);
  g_test_add_func ("/jsonl/filters", test_filters);
  g_test_add_func ("/jsonl/gold", test_gold);
  g_test_add_func ("/jsonl/label-set", test_label_set);
  g_test_add_func ("/jsonl/label-set/bad", test_bad_label_set);
  return g_test_run ();
}
