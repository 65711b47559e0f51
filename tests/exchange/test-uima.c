/* test-uima.c - XMI and JSON CAS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "foreign.h"

#define XMI                                                                                                                     \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" "                                    \
  "xmlns:cas=\"http:///uima/cas.ecore\" xmlns:tcas=\"http:///uima/tcas.ecore\" xmlns:custom=\"http:///custom.ecore\" "            \
  "xmlns:seg=\"http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore\" "                                              \
  "xmlns:ne=\"http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore\" xmi:version=\"2.0\">\n<cas:NULL xmi:id=\"0\"/>\n"
#define SOFA "<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\" sofaString=\"Nadia Quist &#x1F680; joined Fjord Labs&#10;in Tromsø.\"/>\n"
#define END "</xmi:XMI>\n"
#define D7 "Nadia Quist 🚀 joined Fjord Labs\nin Tromsø."

static void
test_xmi (void)
{
  g_autofree char *got = test_describe_import (
      "note7.xmi",
      XMI "<tcas:DocumentAnnotation xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"43\" language=\"en\"/>\n"
          "<seg:Token xmi:id=\"9\" sofa=\"1\" begin=\"0\" end=\"5\"/>\n<seg:Token xmi:id=\"8\" sofa=\"1\" begin=\"6\" end=\"11\"/>\n"
          "<custom:Span xmi:id=\"3\" sofa=\"1\" begin=\"22\" end=\"32\" label=\"Org\"/>\n"
          "<custom:Span xmi:id=\"4\" sofa=\"1\" begin=\"36\" end=\"42\" label=\"Place\"/>\n"
          "<ne:NamedEntity xmi:id=\"6\" sofa=\"1\" begin=\"0\" end=\"11\" value=\"PER\" identifier=\"Q1\"/>\n"
          "<custom:Mood xmi:id=\"7\" sofa=\"1\" begin=\"12\" end=\"14\"><tags>a</tags><tags>b</tags></custom:Mood>\n"
          "<custom:Span xmi:id=\"99\" sofa=\"1\" begin=\"0\" end=\"5\" label=\"Unindexed\"/>\n"
          "<custom:Relation xmi:id=\"5\" sofa=\"1\" begin=\"36\" end=\"42\" label=\"basedIn\" Governor=\"3\" Dependent=\"4\"/>\n" SOFA
          "<cas:View sofa=\"1\" members=\"2 9 8 3 4 6 7 5\"/>\n" END,
      -1, NULL, 0, 0);

  g_assert_cmpstr (got, ==, "note7.xmi|" D7 "\n0-11 PER Nadia Quist\n12-13 Mood 🚀\n21-31 Org Fjord Labs\n35-41 Place Tromsø\n"
                            "basedIn: Fjord Labs > Tromsø\n");
}

#define JSON_START "{\"%TYPES\":{},\"%FEATURE_STRUCTURES\":"
#define JSON_TEXT "\"sofaNum\":1,\"sofaID\":\"_InitialView\",\"mimeType\":\"text\",\"sofaString\":\"🚀 Oslo\\r\\ncalls\"}"

static void
test_json (void)
{
  static const char *const files[] = {
    JSON_START "[{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\"," JSON_TEXT ",{\"%ID\":2,\"%TYPE\":\"custom.Span\",\"@sofa\":1,\"begin\":3,"
               "\"end\":7,\"label\":\"Place\"},{\"%ID\":3,\"%TYPE\":\"custom.Span\",\"@sofa\":1,\"begin\":9,\"end\":14,\"label\":\"Act\"},"
               "{\"%ID\":4,\"%TYPE\":\"custom.R\",\"@sofa\":1,\"begin\":9,\"end\":14,\"@source\":2,\"@target\":3}],"
               "\"%VIEWS\":{\"_InitialView\":{\"%SOFA\":1,\"%MEMBERS\":[2,3,4]}}}",
    JSON_START "{\"1\":{\"%TYPE\":\"uima.cas.Sofa\"," JSON_TEXT ",\"2\":{\"%TYPE\":\"custom.Span\",\"@sofa\":1,\"begin\":3,"
               "\"end\":7,\"label\":\"Place\"},\"3\":{\"%TYPE\":\"custom.Span\",\"@sofa\":1,\"begin\":9,\"end\":14,\"label\":\"Act\"},"
               "\"4\":{\"%TYPE\":\"custom.R\",\"@sofa\":1,\"@Governor\":2,\"@Dependent\":3}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *got = test_describe_import ("a.json", files[i], -1, NULL, 0, 0);

      g_assert_cmpstr (got, ==, "a.json|🚀 Oslo\ncalls\n2-6 Place Oslo\n7-12 Act calls\nR: Oslo > calls\n");
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *file;
    guint line;
    const char *words;
    gboolean listed; /* not refused, but kept to be placed */
  } cases[] = {
    { XMI SOFA "<custom:Span xmi:id=\"3\" sofa=\"1\" begin=\"13\" end=\"32\" label=\"Org\"/>" END, 5, "13–32 is no place in a text of 42", TRUE },
    { XMI SOFA "<custom:Span xmi:id=\"3\" sofa=\"1\" begin=\"1\" end=\"99999999999\"/>" END, 5, "is no place", TRUE },
    { XMI "<custom:Span xmi:id=\"3\" sofa=\"1\" begin=\"1\" end=\"2\"/>" END, 0, "holds no text" },
    { XMI SOFA "<custom:Span", 5, "XML cannot be read" },
    { "<!DOCTYPE x [<!ENTITY a \"b\">]><x xmlns:xmi=\"http://www.omg.org/XMI\">&a;</x>", 1, "document type" },
    { "{\"_context\":{},\"_views\":{}}", 1, "older JSON" },
    { "{\"%TYPES\":{}}", 1, "%FEATURE_STRUCTURES" },
    { "{\"%TYPES\":[[", 1, "not valid JSON" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autoptr (PostilReport) report = test_import_string (project, "a.xmi", cases[i].file, -1, NULL);

      test_assert_report (report, cases[i].listed ? 0 : 1, cases[i].listed ? 1 : 0);
      g_test_message ("%s", ((PostilReportItem *) g_ptr_array_index (report->items, 0))->message);
      g_assert_true (test_report_has (report, cases[i].line, cases[i].words));
    }
}

/* Characters that XML does not have: one space each, counted, and the rest is as it was. */
static void
test_illegal (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autofree char *path = g_build_filename (project->folder, "x.zip", NULL);
  PostilId document = test_project_add_document (project, "a", "a\001b\tOslo\n\xef\xbf\xbe");
  PostilExportOptions options = { 0 };

  test_project_tag (project, document, 4, 8, "Place");
  g_assert_true (postil_export (project->store, postil_format_find ("xmi"), path, &options, report, NULL, NULL));
  g_assert_true (test_report_has (report, 0, "2 characters"));
}

static void
test_random (void)
{
  test_round_trips ("xmi", "x.zip", POSTIL_STATES_ALL, 4);
  test_round_trips ("json-cas", "x.zip", POSTIL_STATES_ALL, 4);
}

static void
test_broken (void)
{
  static const char xmi[] = XMI SOFA "<custom:Span xmi:id=\"3\" sofa=\"1\" begin=\"1\" end=\"2\" label=\"X\"/>"
                                     "<cas:View sofa=\"1\" members=\"3\"/>" END;
  static const char json[] = JSON_START "[{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\"," JSON_TEXT ",{\"%ID\":2,\"%TYPE\":\"custom.Span\","
                                        "\"@sofa\":1,\"begin\":3,\"end\":7,\"label\":\"Place\"}]}";
  g_autoptr (GString) deep = g_string_new (XMI);
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = NULL;

  test_torture ("a", xmi, strlen (xmi), "xmi");
  test_torture ("a", json, strlen (json), "json-cas");
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  report = test_import_string (project, "a.xmi", deep->str, -1, NULL);
  test_assert_report (report, 1, 0);
  g_assert_true (test_report_has (report, 4, "nest too deep"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uima/xmi", test_xmi);
  g_test_add_func ("/uima/json", test_json);
  g_test_add_func ("/uima/errors", test_errors);
  g_test_add_func ("/uima/illegal", test_illegal);
  g_test_add_func ("/uima/random", test_random);
  g_test_add_func ("/uima/broken", test_broken);
  return g_test_run ();
}
