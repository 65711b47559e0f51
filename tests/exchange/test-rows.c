/* test-rows.c - data sets that trainers load in rows: Hugging Face's tokens and spans, GLiNER
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "foreign.h"

static void
test_tokens (void)
{
  g_autofree char *got =
      test_describe_import ("x.jsonl",
                            "{\"id\":\"note7-0\",\"tokens\":[\"Oslo\",\"🚀\",\"calls\"],\"ner_tags\":[\"B-Place\",\"O\",\"I-Act\"]}\n"
                            "{\"id\":7,\"words\":[],\"tags\":[]}\n",
                            -1, NULL, 0, 0);

  g_assert_cmpstr (got, ==, "note7-0|Oslo 🚀 calls\n0-4 Place Oslo\n7-12 Act calls\n7|\n");
}

static void
test_token_errors (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report =
      test_import_string (project, "x.jsonl",
                          "{\"tokens\":[\"a\"],\"ner_tags\":[\"O\"]}\n{\"tokens\":[\"a\"],\"ner_tags\":[3]}\n"
                          "{\"tokens\":[\"a\"],\"ner_tags\":[\"O\",\"O\"]}\n{\"tokens\":[\"a\"],\"ner_tags\":[\"Place\"]}\n{\n",
                          -1, NULL);

  test_assert_report (report, 4, 0);
  g_assert_true (test_report_has (report, 2, "numbers"));
  g_assert_true (test_report_has (report, 3, "as many"));
  g_assert_true (test_report_has (report, 4, "Tag 1 is neither O"));
  g_assert_true (test_report_has (report, 5, "not valid JSON"));
  g_assert_cmpuint (report->documents_added, ==, 1);
}

static void
test_spans (void)
{
  g_autofree char *got = test_describe_import (
      "x.jsonl",
      "{\"id\":\"a\",\"text\":\"Oslo calls Bergen\",\"spans\":[{\"start\":0,\"end\":4,\"label\":\"Place\",\"text\":\"Oslo\"},"
      "{\"start\":11,\"end\":17,\"label\":\"Place\",\"text\":\"Bergen\"},{\"start\":5,\"end\":10,\"label\":\"X\",\"text\":\"calls\"}],"
      "\"relations\":[{\"head\":0,\"tail\":1,\"label\":\"continues\"},{\"head\":2,\"tail\":1,\"label\":\"of\"}]}\n",
      -1, NULL, 0, 0);

  g_assert_cmpstr (got, ==, "a|Oslo calls Bergen\n0-4,11-17 Place Oslo Bergen\n5-10 X calls\nof: calls > Oslo Bergen\n");
}

static void
test_gliner (void)
{
  static const char *const files[] = {
    "{\"tokenized_text\":[\"Oslo\",\"calls\",\"Bergen\"],\"ner\":[[0,0,\"Place\"],[0,2,\"All\"]],\"relations\":[[0,1,\"in\"]]}\n",
    "\n[ {\"tokenized_text\" : [\"Oslo\",\"calls\",\"Bergen\"],\n\"ner\":[[0,0,\"Place\"],[0,2,\"All\"]],\"relations\":[[0,1,\"in\"]]}\n]",
  };
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *got = test_describe_import ("g.json", files[i], -1, NULL, 0, 0);

      g_assert_cmpstr (got, ==,
                       "g.json:1|Oslo calls Bergen\n0-17 All Oslo calls Bergen\n0-4 Place Oslo\nin: Oslo > Oslo calls Bergen\n");
    }
  report = test_import_string (project, "g.json",
                               "[{\"tokenized_text\":[\"a\"],\"ner\":[[0,1,\"X\"],[-1,0,\"X\"],[0,0,7]],\"relations\":[[0,0,\"r\"]]},\n"
                               "{\"ner\":[]}",
                               -1, NULL);
  test_assert_report (report, 6, 0);
  g_assert_true (test_report_has (report, 1, "Entry 2 of “ner”"));
  g_assert_true (test_report_has (report, 1, "Entry 1 of “relations”"));
  g_assert_true (test_report_has (report, 2, "tokenized_text"));
  g_assert_true (test_report_has (report, 2, "ends in the middle"));
}

static void
test_gliner_writes (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "Jean-Luc left New_York - really!");
  PostilExportOptions options = { 0 };
  gsize n_bytes;
  g_autofree char *out = NULL;

  test_project_tag (project, document, 0, 8, "Person");
  out = test_export_string (project, "gliner-lines", &options, &n_bytes);
  g_assert_cmpstr (out, ==,
                   "{\"tokenized_text\":[\"Jean-Luc\",\"left\",\"New_York\",\"-\",\"really\",\"!\"],\"ner\":[[0,0,\"Person\"]],"
                   "\"relations\":[]}\n");
}

static void
test_fullest_first (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document;
  PostilExportOptions options = { 0 };
  gsize n_bytes;
  g_autofree char *out = NULL;

  test_project_add_document (project, "empty", "nothing here");
  document = test_project_add_document (project, "full", "Oslo calls");
  test_project_tag (project, document, 0, 4, "Place");
  out = test_export_string (project, "hf-spans", &options, &n_bytes);
  g_assert_true (g_str_has_prefix (out, "{\"id\":\"full\""));
}

static void
test_random (void)
{
  test_round_trips ("hf-spans", "x.jsonl", POSTIL_STATES (POSTIL_STATE_KEPT), 4);
  test_round_trips ("gliner", "x.json", POSTIL_STATES_ALL, 4);
  test_round_trips ("gliner-lines", "x.jsonl", POSTIL_STATES_ALL, 2);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      PostilExportOptions options = { .states = POSTIL_STATES_ALL };
      g_autofree char *out = NULL;
      gsize n_bytes;

      test_fill_randomly (project, 12);
      out = test_export_string (project, "hf-tokens", &options, &n_bytes);
      g_assert_cmpuint (n_bytes, >, 0);
    }
}

static void
test_broken (void)
{
  static const char *const files[] = {
    "{\"id\":\"note7-0\",\"tokens\":[\"Oslo\",\"🚀\",\"calls\"],\"ner_tags\":[\"B-Place\",\"O\",\"I-Act\"]}\n",
    "{\"id\":\"a\",\"text\":\"Oslo calls\",\"spans\":[{\"start\":0,\"end\":4,\"label\":\"P\",\"text\":\"Oslo\"}],\"relations\":["
    "{\"head\":0,\"tail\":0,\"label\":\"continues\"}]}\n",
    "[{\"tokenized_text\":[\"Oslo\",\"calls\"],\"ner\":[[0,0,\"Place\"],[0,1,\"All\"]],\"relations\":[[0,1,\"in\"]]}]",
  };
  static const char *const formats[] = { "hf-tokens", "hf-spans", "gliner" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    test_torture ("x", files[i], strlen (files[i]), formats[i]);
}

/* ---- rows in any order ---- */

#define N_SHUFFLED 40

static void
append_shuffled (GString *table, GPtrArray *rows)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = rows->len - 1; i > 0; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i + 1);
      gpointer kept = rows->pdata[i];

      rows->pdata[i] = rows->pdata[j];
      rows->pdata[j] = kept;
    }
  for (guint i = 0; i < rows->len; i++)
    g_string_append (table, g_ptr_array_index (rows, i));
}

/* A table that somebody sorted by label: every document comes again and again, quoted line ends among its rows. */
static void
test_shuffled (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) table = g_string_new ("document_id,start,end,label,text,note\r\n");
  g_autoptr (PostilReport) report = NULL;

  for (guint i = 0; i < N_SHUFFLED; i++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", i);

      test_project_add_document (project, key, "Ida 🚀 left.\nNobody saw.");
      g_ptr_array_add (rows, g_strdup_printf ("d%u,0,3,Person,Ida,\r\n", i));
      g_ptr_array_add (rows, g_strdup_printf ("d%u,6,18,Event,\"left.\nNobody\",\"two\nlines\"\r\n", i));
      g_ptr_array_add (rows, g_strdup_printf ("d%u,4,5,Other,🚀,\r\n", i));
    }
  append_shuffled (table, rows);
  g_string_append (table, "d0,0,x,Person,Ida,\r\n");
  report = test_import_string (project, "spans.csv", table->str, (gssize) table->len, NULL);
  test_assert_report (report, 1, 0);
  /* The line is that of the table: each event takes three. */
  g_assert_true (test_report_has (report, 2 + N_SHUFFLED * 5, "whole numbers"));
  g_assert_cmpuint (report->spans_added, ==, 3 * N_SHUFFLED);
  g_assert_cmpuint (report->spans_unaligned, ==, 0);
}

static gsize
resident_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  return line != NULL ? (gsize) g_ascii_strtoull (line + 6, NULL, 10) : 0;
}

/* However wide the rows, what is kept of those of other documents does not grow with them. */
static void
test_shuffled_memory (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GString) table = g_string_new ("document_id,start,end,label,text,note\n");
  g_autofree char *note = g_strnfill (2000, 'n');
  g_autofree char *path = g_build_filename (project->folder, "wide.csv", NULL);
  g_autoptr (PostilReport) report = NULL;
  gsize before, after;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", i);

      test_project_add_document (project, key, "Ida left the room, and nobody saw it happen on that day at all, not even Ida.");
    }
  for (guint n = 0; n < 70; n++)
    for (guint i = 0; i < 200; i++)
      g_string_append_printf (table, "d%u,%u,%u,Person,,%s\n", i, n, n + 1, note);
  g_assert_true (g_file_set_contents (path, table->str, (gssize) table->len, NULL));
  g_string_free (g_steal_pointer (&table), TRUE);
  /* The file itself is copied into memory, being small enough for that; its rows must not be copied again. */
  before = resident_kib ();
  report = test_import_path (project, path, NULL, TRUE);
  after = resident_kib ();
  g_assert_cmpuint (report->spans_added, ==, 14000);
  g_test_message ("%" G_GSIZE_FORMAT " KiB before, %" G_GSIZE_FORMAT " after", before, after);
#if !defined(__SANITIZE_ADDRESS__)
  g_assert_cmpuint (after - before, <, 75 * 1024);
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rows/tokens", test_tokens);
  g_test_add_func ("/rows/token-errors", test_token_errors);
  g_test_add_func ("/rows/spans", test_spans);
  g_test_add_func ("/rows/gliner", test_gliner);
  g_test_add_func ("/rows/gliner-writes", test_gliner_writes);
  g_test_add_func ("/rows/fullest-first", test_fullest_first);
  g_test_add_func ("/rows/random", test_random);
  g_test_add_func ("/rows/broken", test_broken);
  g_test_add_func ("/rows/shuffled", test_shuffled);
  g_test_add_func ("/rows/shuffled-memory", test_shuffled_memory);
  return g_test_run ();
}
