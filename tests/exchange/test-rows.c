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
  g_assert_true (test_report_has (report, 4, "Tag 1 is no O"));
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
  return g_test_run ();
}
