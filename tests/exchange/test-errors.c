/* test-errors.c - what is wrong with a file is said as "file:line: error: ...", in every format, and the rest comes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exchange-support.h"

#include <string.h>

static const struct
{
  const char *format;
  const char *contents;
  guint line;
  const char *words;
} cases[] = {
  { "jsonl", "{\"id\":\"a\",\"text\":\"one\"}\nnot json\n", 2, "not valid JSON" },
  { "jsonl", "{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"a\",\"text\":\"two\"}\n", 2, "another text called “a”" },
  { "jsonl", "{\"id\":\"a\"}\n", 1, "“text”" },
  { "csv", "doc_id,start,end,label,text\ngone,0,1,X,x\n", 2, "no document “gone”" },
  { "csv", "doc_id,start,end,label,text\na,x,1,X,x\n", 2, "whole numbers" },
  { "spacy", "{\"text\":\"a\",\"ents\":[],\"tokens\":[{\"id\":0,\"start\":0,\"end\":1}]}\n{\"ents\":[],\"tokens\":[]}\n", 2, "text" },
  { "spacy", "[\"a\",{\"entities\":[[0,1]]}]\n", 1, "label" },
  { "prodigy", "{\"text\":\"a\",\"spans\":[{\"start\":0,\"end\":1}],\"answer\":\"accept\"}\n", 1, "label" },
  { "prodigy", "{\"spans\":[],\"answer\":\"accept\"}\n", 1, "text" },
  { "doccano", "{\"text\":\"a\",\"label\":[]}\n{\"text\":5,\"label\":[]}\n", 2, "needs “text”" },
  { "label-studio", "[{\"data\":{\"text\":\"a\"}},\n{\"data\":{}}]", 2, "needs a text" },
  { "label-studio", "annotation_id,annotator,label,text\n1,2,3\n", 2, "3 fields" },
  { "brat", "T1\tPlace\n", 1, "" },
  { "webanno", "#FORMAT=WebAnno TSV 2.0\n", 1, "WebAnno TSV 2.0" },
  { "webanno", "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n\n\n#Text=Ada\n1-1\t0-3\tAda\n", 6, "cells" },
  { "xmi", "<x", 1, "XML cannot be read" },
  { "json-cas", "{\"%TYPES\":{}}", 1, "%FEATURE_STRUCTURES" },
  { "hf-tokens", "{\"tokens\":[\"a\",\"b\"],\"ner_tags\":[\"O\"]}\n", 1, "" },
  { "hf-spans", "{\"text\":\"a\",\"spans\":[{\"start\":0}]}\n", 1, "" },
  { "gliner", "[{\"tokenized_text\":[\"a\"],\"ner\":[[0,7,\"X\"]]}]", 1, "" },
  { "w3c", "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"Note\"}\n", 1, "Annotation" },
  { "refi", "<Project xmlns=\"urn:QDA-XML:project:1.0\">\n<Sources><TextSource guid=\"s\" name=\"n\" plainTextPath=\"internal://x.txt\"/>"
            "</Sources></Project>", 2, "text of “n”" },
  { "refi-codebook", "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\">\n<Codes><Code name=\"\"/></Codes></CodeBook>", 2, "name" },
};

static gboolean
is_said (const PostilReport *report, const char *name, guint line, const char *words)
{
  g_autofree char *wanted = g_strdup_printf ("%s:%u: error: ", name, line);

  for (guint i = 0; i < report->items->len; i++)
    {
      g_autofree char *said = postil_report_item_to_string (g_ptr_array_index (report->items, i));
      const char *at = strstr (said, wanted);

      g_test_message ("%s", said);
      if (at != NULL && strstr (at + strlen (wanted), words) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_messages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autoptr (PostilReport) report = NULL;

      test_project_add_document (project, "x.txt", "Oslo");
      report = test_import_string (project, "x.ann", cases[i].contents, -1, cases[i].format);
      g_test_message ("%s", cases[i].format);
      g_assert_true (is_said (report, "x.ann", cases[i].line, cases[i].words));
      g_assert_cmpuint (report->refused, >, 0);
      g_assert_cmpuint (((PostilReportFile *) g_ptr_array_index (report->files, 0))->counts.refused, ==, report->refused);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/errors/messages", test_messages);
  return g_test_run ();
}
