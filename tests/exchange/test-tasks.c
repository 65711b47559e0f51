/* test-tasks.c - JSON of doccano, Prodigy, spaCy and Label Studio, in and out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "foreign.h"

static void
assert_import (const char *name, const char *file, guint n_errors, const char *expected)
{
  g_autofree char *got = test_describe_import (name, file, -1, NULL, n_errors, 0);

  g_assert_cmpstr (got, ==, expected);
}

static void
test_doccano (void)
{
  assert_import ("d.jsonl", "{\"id\":7,\"text\":\"Oslo calls\",\"label\":[[0,4,\"Place\"]],\"Comments\":[\"check\"]}\n",
                 0, "d.jsonl:7|Oslo calls\n0-4 Place Oslo\n");
  assert_import ("d.jsonl", "{\"data\":\"Oslo\\r\\ncalls\",\"labels\":[[6,11.0,\"Verb\"]]}\r\n", 0,
                 "d.jsonl:1|Oslo\ncalls\n5-10 Verb calls\n");
  assert_import (
      "d.jsonl",
      "{\"id\":8,\"text\":\"Oslo 🚀 calls\",\"entities\":[{\"id\":1,\"label\":\"Place\",\"start_offset\":0,"
      "\"end_offset\":4},{\"id\":2,\"label\":\"Verb\",\"start_offset\":7,\"end_offset\":12}],\"relations\":"
      "[{\"id\":1,\"from_id\":1,\"to_id\":2,\"type\":\"agent\"}],\"Comments\":[{\"id\":1,\"comment\":\"x\"}]}",
      0, "d.jsonl:8|Oslo 🚀 calls\n0-4 Place Oslo\n7-12 Verb calls\nagent: Oslo > calls\n");
}

static void
test_doccano_errors (void)
{
  static const char file[] = "{\"text\":\"Oslo\",\"label\":[[0,4,\"\"],[0,9,\"X\"],[2,2,\"X\"],[0,4,\"Place\"]]}\n"
                             "{\"text\":7,\"label\":[]}\n{\"text\":\n{\"text\":\"b\",\"label\":[]}\n";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "d.jsonl", file, -1, NULL);

  g_assert_true (test_report_has (report, 1, "a label that is not empty"));
  g_assert_true (test_report_has (report, 1, "0–9 is no place in a text of 4 characters"));
  g_assert_true (test_report_has (report, 2, "needs “text”"));
  g_assert_cmpuint (report->refused, ==, 3);
  g_assert_cmpuint (report->spans_added, ==, 1);
  g_assert_cmpuint (report->documents_added, ==, 2);
}

static void
test_prodigy (void)
{
  assert_import (
      "p.jsonl",
      "{\"text\":\"Oslo calls\",\"tokens\":[],\"spans\":[{\"start\":0,\"end\":4,\"token_start\":0,\"token_end\":0,"
      "\"label\":\"Place\"},{\"start\":5,\"end\":10,\"label\":\"Verb\"}],\"relations\":[{\"head\":0,\"child\":1,"
      "\"label\":\"agent\",\"head_span\":{\"start\":0,\"end\":4,\"label\":\"Place\"},\"child_span\":{\"start\":5,"
      "\"end\":10,\"label\":\"Verb\"}}],\"_input_hash\":-12,\"answer\":\"accept\"}\n",
      0, "p.jsonl:-12|Oslo calls\n0-4 Place Oslo\n5-10 Verb calls\nagent: Oslo > calls\n");
}

static guint
count (TestProject *project, PostilState state)
{
  PostilSpanFilter filter = { .states = POSTIL_STATES (state) };

  return postil_spans_count (project->store, &filter, NULL);
}

static void
test_prodigy_answers (void)
{
  static const char file[] =
      "{\"text\":\"a "
      "b\",\"spans\":[{\"start\":0,\"end\":1,\"label\":\"X\"}],\"answer\":\"reject\",\"_annotator_id\":\"n-ida\"}\n"
      "{\"text\":\"c d\",\"spans\":[{\"start\":0,\"end\":1,\"label\":\"X\"}]}\n"
      "{\"text\":\"e "
      "f\",\"accept\":[\"A\"],\"spans\":[{\"start\":0,\"end\":1,\"label\":\"X\"}],\"answer\":\"accept\"}\n";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "p.jsonl", file, -1, NULL);
  g_autoptr (PostilDocument) last = NULL;

  g_assert_cmpuint (report->refused, ==, 0);
  g_assert_cmpuint (count (project, POSTIL_STATE_REJECTED), ==, 1);
  g_assert_cmpuint (count (project, POSTIL_STATE_SUGGESTED), ==, 1);
  g_assert_cmpuint (count (project, POSTIL_STATE_KEPT), ==, 1);
  last = postil_documents_get (project->store, postil_documents_find (project->store, "p.jsonl:3"), NULL);
  g_assert_cmpstr (last->labels, ==, "[\"A\"]");
}

/* Tokens and what lies between them are the text, whatever the white space. */
static void
test_prodigy_writing (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", " Oslo  calls\nus");
  PostilExportOptions options = { 0 };
  gsize n_bytes;
  g_autofree char *got = NULL;

  test_project_tag (project, document, 1, 5, "Place");
  got = test_export_string (project, "prodigy", &options, &n_bytes);
  g_assert_nonnull (
      strstr (got, "\"tokens\":[{\"text\":\" \",\"start\":0,\"end\":1,\"id\":0,\"ws\":false},{\"text\":\"Oslo\","
                   "\"start\":1,\"end\":5,\"id\":1,\"ws\":true},{\"text\":\" \",\"start\":6,\"end\":7,\"id\":2,"
                   "\"ws\":false},{\"text\":\"calls\",\"start\":7,\"end\":12,\"id\":3,\"ws\":false},"
                   "{\"text\":\"\\n\",\"start\":12,\"end\":13,\"id\":4,\"ws\":false},{\"text\":\"us\","));
  g_assert_nonnull (
      strstr (got, "\"spans\":[{\"start\":1,\"end\":5,\"token_start\":1,\"token_end\":1,\"label\":\"Place\""));
  g_assert_nonnull (strstr (got, "\"_view_id\":\"ner_manual\""));
}

static void
test_spacy (void)
{
  assert_import ("s.json",
                 "{\n \"text\": \"Oslo calls\",\n \"ents\": [{\"start\":0,\"end\":4,\"label\":\"Place\"}],\n"
                 " \"spans\":{\"sc\":[{\"start\":0,\"end\":10,\"label\":\"Chunk\",\"kb_id\":\"\"}]},\"tokens\":[]}\n",
                 0, "s.json:1|Oslo calls\n0-10 Chunk Oslo calls\n0-4 Place Oslo\n");
  assert_import ("s.jsonl",
                 "[\"Oslo calls\",{\"entities\":[[0,4,\"Place\"]],\"cats\":{}}]\n[\"b\",{\"entities\":[]}]\n", 0,
                 "s.jsonl:1|Oslo calls\n0-4 Place Oslo\ns.jsonl:2|b\n");
  assert_import (
      "s.json",
      "[{\"id\":0,\"paragraphs\":[{\"raw\":\"Oslo  calls\",\"sentences\":[{\"tokens\":[{\"id\":0,\"orth\":\"Oslo\","
      "\"space\":\" \",\"ner\":\"U-Place\"},{\"id\":1,\"orth\":\"calls\",\"ner\":\"-\"}]}]}]},{\"id\":1,"
      "\"paragraphs\":[{\"sentences\":[{\"tokens\":[{\"orth\":\"Ada\",\"space\":\" \",\"ner\":\"B-P\"},{\"orth\":"
      "\"Moe\",\"space\":\"\",\"ner\":\"L-P\"}]}]}]}]",
      0, "s.json:0|Oslo  calls\n0-4 Place Oslo\ns.json:1|Ada Moe\n0-7 P Ada Moe\n");
  assert_import ("s.jsonl", "[\"Oslo\",{\"entities\":[[0,4]]}]\n[\"Oslo\",7]\n", 2, "s.jsonl:1|Oslo\n");
}

static void
test_spacy_writing (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "Ada Moe left.\nOslo waits.");
  PostilExportOptions options = { 0 };
  gsize n_bytes;
  g_autofree char *doc = NULL;
  g_autofree char *train = NULL;

  test_project_tag (project, document, 0, 3, "Work");
  test_project_tag (project, document, 0, 7, "Person");
  doc = test_export_string (project, "spacy", &options, &n_bytes);
  g_assert_nonnull (strstr (doc,
                            "\"ents\":[{\"start\":0,\"end\":7,\"label\":\"Person\"}],\"cats\":{},\"spans\":{\"sc\":["
                            "{\"start\":0,\"end\":3,\"label\":\"Work\",\"kb_id\":\"\"}]}"));
  train = test_export_string (project, "spacy-train", &options, &n_bytes);
  g_assert_nonnull (strstr (train, "\"sentences\":[{\"tokens\":[{\"id\":0,\"orth\":\"Ada\",\"space\":\" \",\"ner\":"
                                   "\"B-Person\"},{\"id\":1,\"orth\":\"Moe\",\"space\":\" \",\"ner\":\"L-Person\"},"));
  g_assert_nonnull (
      strstr (train, "{\"id\":4,\"orth\":\"\\n\",\"space\":\"\",\"ner\":\"O\"}]},{\"tokens\":[{\"id\":5,"));
}

static void
test_label_studio (void)
{
  /* As older versions had it: UTF-16, completions, numbers as strings. */
  assert_import (
      "l.json",
      "[{\"id\":1,\"data\":{\"body\":\"🚀 Oslo calls Bergen\"},\"completions\":[{\"completed_by\":3,\"result\":["
      "{\"id\":\"s1\",\"type\":\"labels\",\"value\":{\"start\":\"3\",\"end\":7.0,\"text\":\"Oslo\",\"labels\":["
      "\"Place\"]}},\n"
      "{\"id\":\"s2\",\"type\":\"labels\",\"value\":{\"start\":14,\"end\":20,\"text\":\"Bergen\",\"labels\":[\"Place\"]"
      "}},"
      "{\"type\":\"relation\",\"from_id\":\"s1\",\"to_id\":\"s2\",\"direction\":\"left\",\"labels\":[\"near\"]}]},"
      "{\"was_cancelled\":true,\"result\":[{\"value\":{\"start\":0,\"end\":1,\"labels\":[\"X\"]}}]}]}]",
      0, "l.json:1|🚀 Oslo calls Bergen\n2-6 Place Oslo\n13-19 Place Bergen\nnear: Bergen > Oslo\n");
  assert_import (
      "l.json",
      "[{\"text\":\"Oslo calls\",\"id\":4,\"label\":[{\"start\":0,\"end\":4,\"text\":\"Oslo\",\"labels\":[\"Place\"]}],"
      "\"annotator\":1,\"annotation_id\":2,\"kind\":\"News\"}]",
      0, "l.json:4|Oslo calls\n0-4 Place Oslo\n");
  assert_import ("l.json",
                 "[{\"data\":{\"n\":1}},\n{\"data\":{\"text\":\"a\"},\"annotations\":[{\"result\":[{\"value\":{"
                 "\"labels\":[1]}}]}]}]",
                 2, "l.json:2|a\n");
}

static void
test_label_studio_states (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (TestProject) second = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "Ada Moe left.");
  PostilExportOptions options = { .states = POSTIL_STATES_OPEN };
  g_autoptr (PostilReport) report = NULL;
  gsize n_bytes;
  g_autofree char *json = NULL;
  g_autofree char *config = NULL;

  test_project_tag (project, document, 0, 3, "Person");
  test_project_suggest (project, document, 4, 7, "Person", 0.5);
  json = test_export_string (project, "label-studio", &options, &n_bytes);
  g_assert_nonnull (strstr (json, "\"predictions\":[{\"model_version\":\"postil\",\"result\":[{\"id\":\"s1\""));
  report = test_import_string (second, "l.json", json, -1, NULL);
  test_assert_report (report, 0, 0);
  g_assert_cmpuint (count (second, POSTIL_STATE_KEPT), ==, 1);
  g_assert_cmpuint (count (second, POSTIL_STATE_SUGGESTED), ==, 1);
  config = test_export_string (project, "label-studio-config", &options, &n_bytes);
  g_assert_nonnull (strstr (config, "<Label value=\"Person\" background=\"#"));
}

static void
test_round (gconstpointer format)
{
  test_round_trips (format, "x.jsonl", 0, 8);
}

static void
test_hostile (gconstpointer format)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilExportOptions options = { 0 };
  gsize n_bytes;
  g_autofree char *written = NULL;

  test_fill_randomly (project, 1);
  written = test_export_string (project, format, &options, &n_bytes);
  test_torture ("x.jsonl", written, n_bytes, format);
}

static void
add_format (const char *name)
{
  g_autofree char *round = g_strdup_printf ("/tasks/round-trips/%s", name);
  g_autofree char *hostile = g_strdup_printf ("/tasks/hostile/%s", name);

  g_test_add_data_func (round, name, test_round);
  g_test_add_data_func (hostile, name, test_hostile);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tasks/doccano", test_doccano);
  g_test_add_func ("/tasks/doccano-errors", test_doccano_errors);
  g_test_add_func ("/tasks/label-studio", test_label_studio);
  g_test_add_func ("/tasks/label-studio-states", test_label_studio_states);
  g_test_add_func ("/tasks/spacy", test_spacy);
  g_test_add_func ("/tasks/spacy-writing", test_spacy_writing);
  g_test_add_func ("/tasks/prodigy", test_prodigy);
  g_test_add_func ("/tasks/prodigy-answers", test_prodigy_answers);
  g_test_add_func ("/tasks/prodigy-writing", test_prodigy_writing);
  add_format ("doccano");
  add_format ("doccano-relations");
  add_format ("prodigy");
  add_format ("spacy");
  add_format ("label-studio");
  add_format ("spacy-tuples");
  add_format ("spacy-train");
  return g_test_run ();
}
