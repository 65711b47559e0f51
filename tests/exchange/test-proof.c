/* test-proof.c - a proof notices every character that is another one than was meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <postil/readings.h>

#include "../../app/exchange/csv-proof.h"
#include "../../app/exchange/formats.h"
#include "../../app/exchange/jsonl-proof.h"
#include "../../app/exchange/label-set.h"
#include "exchange-support.h"

/* One document with each of what there is to know of documents, spans and relations. */
static void
fill (TestProject *project)
{
  g_autoptr (PostilText) text = postil_text_new ("Nadia Quist 🚀 said: “No.”\nAn end, then\xe2\x80\xa8 more.", -1, NULL);
  g_autoptr (PostilDocument) document = postil_document_new ("a/key", text);
  g_autoptr (PostilSpan) whole = postil_span_new ();
  g_autoptr (PostilSpan) parts = postil_span_new ();
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  g_autoptr (PostilLabel) label = NULL;
  const PostilRange ranges[] = { { 0, 5 }, { 12, 13 } };
  gboolean added;

  test_project_begin (project, "Fill");
  g_free (document->title);
  document->title = g_strdup ("A title");
  document->kind = POSTIL_DOCUMENT_THREAD;
  g_free (document->source_uri);
  document->source_uri = g_strdup ("https://example.org/1");
  g_free (document->encoding);
  document->encoding = g_strdup ("windows-1252");
  document->newline = POSTIL_NEWLINE_CRLF;
  g_free (document->language);
  document->language = g_strdup ("nb");
  document->meta = g_strdup ("{\"section\":\"home\",\"n\":[1,2.5],\"title\":\"another\"}");
  document->labels = g_strdup ("[\"satire\"]");
  g_assert_true (postil_documents_add (project->store, document, &added, NULL));

  label = postil_labels_get (project->store, postil_labels_find (project->store, "Person"), NULL);
  label->parent = postil_labels_find (project->store, "Event");
  g_free (label->guideline);
  label->guideline = g_strdup ("Who can be asked.");
  g_assert_true (postil_labels_update (project->store, label, NULL));
  whole->document = parts->document = document->id;
  whole->range = POSTIL_RANGE (21, 24);
  whole->label = postil_labels_find (project->store, "Quote");
  whole->source = project->machine;
  whole->score = 0.625;
  whole->created_at = 1700000000123;
  whole->decided_at = 1700000060000;
  whole->annotator = project->annotator;
  g_free (whole->note);
  whole->note = g_strdup ("=a \"note\"");
  whole->reason = g_strdup ("because");
  whole->attributes = g_strdup ("{\"author\":\"Ola\",\"depth\":2,\"start\":\"taken\"}");
  parts->parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  g_array_append_vals (parts->parts, ranges, G_N_ELEMENTS (ranges));
  parts->range = POSTIL_RANGE (0, 13);
  parts->label = postil_labels_find (project->store, "Person");
  parts->source = project->hand;
  parts->attributes = g_strdup ("{\"entity\":\"Nadia\"}");
  g_assert_true (postil_spans_add (project->store, whole, NULL));
  g_assert_true (postil_spans_add (project->store, parts, NULL));
  relation->label = postil_labels_ensure (project->store, "speaker", POSTIL_LABEL_RELATION, NULL);
  relation->head = whole->id;
  relation->tail = parts->id;
  relation->source = project->machine;
  relation->score = 0.5;
  g_free (relation->note);
  relation->note = g_strdup ("who says so");
  g_assert_true (postil_relations_add (project->store, relation, NULL));
  g_assert_true (
      postil_readings_set_state (project->store, document->id, project->annotator, POSTIL_READING_DONE, NULL));
  test_project_commit (project);
}

static void
assert_has (const char *text, const char *const *pieces)
{
  for (; *pieces != NULL; pieces++)
    if (strstr (text, *pieces) == NULL)
      g_test_fail_printf ("“%s” is not in %s", *pieces, text);
}

/* A digit for a digit, a letter for a letter: what can be read as well as before. */
static gboolean
spoil (char *at)
{
  guchar c = (guchar) *at;

  if (g_ascii_isdigit (c))
    *at = (char) (c == '9' ? '8' : c + 1);
  else if (g_ascii_isalpha (c))
    *at = (char) ((c | 0x20) == 'z' ? c - 1 : c + 1);
  else if (c == 0x80 || c == 0x9c)
    *at = (char) (c + 1);
  else
    return FALSE;
  return TRUE;
}

typedef gboolean (*Prove) (const PostilExportWalk *walk, const GString *written);

/* @written is right, and any other is not. */
static void
assert_proves (TestProject *project, const PostilExportOptions *options, char *written, gsize n_bytes, Prove prove)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (project->store, options, NULL);
  g_autoptr (GString) line = g_string_new_len (written, (gssize) n_bytes);
  guint n = 0;

  g_assert_true (postil_export_walk_next (walk, NULL, NULL));
  g_assert_true (prove (walk, line));
  for (gsize i = 0; i < line->len; i++)
    {
      char was = line->str[i];

      if (!spoil (line->str + i))
        continue;
      if (prove (walk, line))
        g_test_fail_printf ("It is not noticed that “%c” has become “%c” in “%.30s”.", was, line->str[i],
                            line->str + (i > 15 ? i - 15 : 0));
      line->str[i] = was;
      n++;
    }
  g_assert_cmpuint (n, >, n_bytes / 2);
  /* Nor may anything be missing at the end. */
  for (gsize i = line->len; i-- > 0;)
    {
      g_string_truncate (line, i);
      if (i > 0)
        g_assert_false (prove (walk, line));
    }
}

static gboolean
prove_jsonl (const PostilExportWalk *walk, const GString *written)
{
  g_autoptr (GString) scratch = g_string_new (NULL);

  g_autoptr (json_t) label_set = postil_label_set_to_json (walk);

  return postil_jsonl_prove (walk, label_set, written, scratch);
}

static void
test_jsonl (void)
{
  static const char *const pieces[] = { "\"created\":\"2023-11-14T22:13:20.123Z\"",
                                        "\"decided\":",
                                        "\"reason\":",
                                        "\"parts\":",
                                        "\"attributes\":{\"start\"",
                                        "\"entity\":",
                                        "\"encoding\":",
                                        "\"newline\":",
                                        "\"postil_meta\":", "\"label_set\":[{", "\"parent\":",
                                        "\"read\":[\"",
                                        "\"note\":\"who",
                                        NULL };
  g_autoptr (TestProject) project = test_project_new ();
  PostilExportOptions options = { .states = POSTIL_STATES_ALL };
  g_autofree char *written = NULL;
  gsize n_bytes;

  fill (project);
  written = test_export_string (project, "jsonl", &options, &n_bytes);
  assert_has (written, pieces);
  assert_proves (project, &options, written, n_bytes, prove_jsonl);
}

static gboolean
prove_csv (const PostilExportWalk *walk, const GString *written)
{
  g_auto (PostilCsvReader) rows = { 0 };

  postil_csv_reader_init (&rows, ",", 1);
  return postil_csv_prove (&rows, walk, written);
}

static void
test_csv (gconstpointer spreadsheet)
{
  static const char *const pieces[] = { "2023-11-14T22:13:20.123Z", ",0.625,", "a/key,A title,", NULL };
  g_autoptr (TestProject) project = test_project_new ();
  PostilExportOptions options = { .states = POSTIL_STATES_ALL, .spreadsheet = spreadsheet != NULL };
  g_autofree char *written = NULL;
  gsize n_bytes;
  char *rows;

  fill (project);
  written = test_export_string (project, "csv", &options, &n_bytes);
  assert_has (written, pieces);
  rows = strchr (written, '\n') + 1;
  assert_proves (project, &options, rows, n_bytes - (gsize) (rows - written), prove_csv);
}

/* A moment that the file has no way to say is told, and keeps nobody from exporting. */
static void
test_unsayable (void)
{
  static const gint64 times[] = { G_MAXINT64, G_MININT64, -70000000000000000, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      PostilId document = test_project_add_document (project, "a", "Nadia Quist left.");
      g_autoptr (PostilSpan) span = postil_span_new ();
      g_autofree char *path = g_build_filename (project->folder, "out", NULL);
      g_autoptr (PostilReport) report = postil_report_new ();
      g_autoptr (GError) error = NULL;
      PostilExportOptions options = { 0 };

      test_project_begin (project, NULL);
      span->document = document;
      span->range = POSTIL_RANGE (0, 5);
      span->label = postil_labels_find (project->store, "Person");
      span->source = project->hand;
      span->state = POSTIL_STATE_KEPT;
      span->created_at = times[i];
      g_assert_true (postil_spans_add (project->store, span, NULL));
      test_project_commit (project);
      postil_export (project->store, postil_format_find ("jsonl"), path, &options, report, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->losses->len, ==, times[i] != 1);
      if (report->losses->len > 0)
        g_assert_cmpstr (g_array_index (report->losses, PostilLoss, 0).kind, ==, "times");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proof/jsonl", test_jsonl);
  g_test_add_data_func ("/proof/csv", NULL, test_csv);
  g_test_add_data_func ("/proof/csv/spreadsheet", "", test_csv);
  g_test_add_func ("/proof/unsayable", test_unsayable);
  return g_test_run ();
}
