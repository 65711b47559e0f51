/* test-w3c.c - W3C Web Annotations onto documents and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "foreign.h"

#define D7 "Nadia Quist 🚀 joined Fjord Labs\nin Tromsø."
#define CONTEXT "\"@context\":\"http://www.w3.org/ns/anno.jsonld\","

/* What @annotations say about D7, which is there under "note7". */
static char *
describe (const char *annotations, guint n_errors, guint n_warnings, const char *words)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = NULL;

  test_project_add_document (project, "note7", D7);
  report = test_import_string (project, "x.jsonld", annotations, -1, NULL);
  test_assert_report (report, n_errors, n_warnings);
  if (words != NULL)
    g_assert_true (test_report_has (report, 1, words));
  return test_describe (project);
}

#define POSITION(start, end) "{\"type\":\"TextPositionSelector\",\"start\":" #start ",\"end\":" #end "}"
#define QUOTE(exact) "{\"type\":\"TextQuoteSelector\",\"exact\":\"" exact "\"}"
#define PLACE "\"source\":\"urn:postil:doc:note7\",\"selector\":"

static void
test_shapes (void)
{
  static const char *const files[] = {
    /* both selectors, and a note */
    "{" CONTEXT "\"id\":\"urn:a\",\"type\":\"Annotation\",\"motivation\":\"classifying\",\"body\":[{\"type\":\"TextualBody\","
    "\"value\":\"Place\",\"purpose\":\"classifying\"},{\"type\":\"TextualBody\",\"value\":\"check\",\"purpose\":\"commenting\"}],"
    "\"target\":{" PLACE "[" POSITION (35, 41) "," QUOTE ("Tromsø") "]}}",
    /* a browser that counted UTF-16 */
    "{" CONTEXT "\"type\":[\"Annotation\"],\"motivation\":[\"tagging\"],\"body\":\"Place\",\"target\":[{" PLACE
    "[" POSITION (36, 42) "," QUOTE ("Tromsø") "]}]}",
    /* words alone, in a page, the source an object below an address */
    "{" CONTEXT "\"type\":\"AnnotationPage\",\"items\":[{\"type\":\"Annotation\",\"body\":{\"value\":\"Place\",\"purpose\":"
    "\"tagging\"},\"target\":{\"source\":{\"id\":\"https://example.org/texts/note7\"},\"selector\":" QUOTE ("Tromsø") "}}]}",
    /* a position that is plainly wrong */
    "[{" CONTEXT "\"type\":\"Annotation\",\"motivation\":\"classifying\",\"body\":{\"value\":\"Place\"},\"target\":{" PLACE
    "[" POSITION (1, 7) "," QUOTE ("Tromsø") "]}}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *got = describe (files[i], 0, 0, NULL);

      g_assert_cmpstr (got, ==, "note7|" D7 "\n35-41 Place Tromsø\n");
    }
}

static void
test_composite_and_links (void)
{
  static const char file[] =
      "{" CONTEXT "\"type\":\"AnnotationPage\",\"items\":[\n"
      "{\"id\":\"urn:1\",\"type\":\"Annotation\",\"motivation\":\"linking\",\"body\":[{\"id\":\"urn:3\"},{\"type\":\"TextualBody\","
      "\"value\":\"basedIn\",\"purpose\":\"classifying\"}],\"target\":\"urn:2\"},\n"
      "{\"id\":\"urn:2\",\"type\":\"Annotation\",\"motivation\":\"classifying\",\"body\":{\"value\":\"Event\"},\"target\":{\"type\":"
      "\"Composite\",\"items\":[{" PLACE POSITION (0, 11) "},{" PLACE POSITION (14, 20) "}]}},\n"
      "{\"id\":\"urn:3\",\"type\":\"Annotation\",\"motivation\":\"classifying\",\"body\":{\"value\":\"Place\"},\"target\":["
      "{" PLACE POSITION (35, 41) "},{" PLACE POSITION (21, 31) "}]}]}";
  g_autofree char *got = describe (file, 0, 0, NULL);

  g_assert_cmpstr (got, ==, "note7|" D7 "\n0-11,14-20 Event Nadia Quist joined\n21-31 Place Fjord Labs\n35-41 Place Tromsø\n"
                            "basedIn: Nadia Quist joined > Tromsø\n");
}

/* A link from what waits to be placed waits with it. */
static void
test_link_without_place (void)
{
  static const char file[] =
      "{" CONTEXT "\"type\":\"AnnotationPage\",\"items\":["
      "{\"id\":\"urn:2\",\"type\":\"Annotation\",\"motivation\":\"classifying\",\"body\":{\"value\":\"Event\"},\"target\":"
      "{" PLACE QUOTE ("Bergen") "}},\n"
      "{\"id\":\"urn:3\",\"type\":\"Annotation\",\"motivation\":\"classifying\",\"body\":{\"value\":\"Place\"},\"target\":"
      "{" PLACE POSITION (35, 41) "}},\n"
      "{\"id\":\"urn:1\",\"type\":\"Annotation\",\"motivation\":\"linking\",\"body\":[{\"id\":\"urn:3\"},{\"type\":\"TextualBody\","
      "\"value\":\"basedIn\",\"purpose\":\"classifying\"}],\"target\":\"urn:2\"}]}";
  g_autofree char *got = describe (file, 0, 1, "The words stand nowhere");

  g_assert_cmpstr (got, ==, "note7|" D7 "\n35-41 Place Tromsø\n");
}

static void
test_errors (void)
{
  g_autofree char *nowhere = describe ("{" CONTEXT "\"type\":\"Annotation\",\"target\":{" PLACE QUOTE ("Bergen") "}}", 0, 1,
                                       "The words stand nowhere");
  g_autofree char *twice = describe ("{" CONTEXT "\"type\":\"Annotation\",\"target\":{" PLACE QUOTE ("in") "}}", 0, 1,
                                     "in several places");
  g_autofree char *whole = describe ("{" CONTEXT "\"type\":\"Annotation\",\"target\":\"urn:postil:doc:note7\"}", 1, 0,
                                     "selects no stretch");
  g_autofree char *strange = describe ("{" CONTEXT "\"type\":\"Annotation\",\"target\":{\"source\":\"http://a/b\"}}", 1, 0,
                                       "no document “http://a/b”");
  g_autofree char *bare = describe ("{" CONTEXT "\"type\":\"Note\"}", 1, 0, "needs the type");
  g_autofree char *outside = describe ("{" CONTEXT "\"type\":\"Annotation\",\"target\":{" PLACE POSITION (40, 99999999999)
                                       "}}", 0, 1, "no place in a text");

  g_assert_cmpstr (nowhere, ==, outside);
}

static void
test_random (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (TestProject) first = test_project_new ();
      g_autoptr (TestProject) second = test_project_new ();
      g_autoptr (PostilReport) documents = NULL;
      g_autoptr (PostilReport) back = NULL;
      PostilExportOptions options = { .states = POSTIL_STATES (POSTIL_STATE_KEPT) };
      PostilExportOptions none = { .states = POSTIL_STATES (POSTIL_STATE_REJECTED), .labels = (char *[]){ "Product", NULL } };
      g_autofree char *texts = NULL;
      g_autofree char *out = NULL;
      g_autofree char *again = NULL;
      gsize n_texts, n_out, n_again;

      test_fill_randomly (first, 12);
      texts = test_export_string (first, "jsonl", &none, &n_texts);
      documents = test_import_string (second, "x.jsonl", texts, (gssize) n_texts, NULL);
      g_assert_cmpuint (documents->documents_added, ==, 12);
      out = test_export_string (first, "w3c", &options, &n_out);
      back = test_import_string (second, "x.jsonld", out, (gssize) n_out, NULL);
      test_assert_report (back, 0, 0);
      again = test_export_string (second, "w3c", &options, &n_again);
      g_assert_cmpuint (strlen (again), >, 100);
      g_assert_cmpuint (n_again, <=, n_out + back->spans_added * 200);
      g_assert_cmpuint (back->documents_added, ==, 0);
    }
}

static void
test_broken (void)
{
  static const char file[] = "{" CONTEXT "\"type\":\"AnnotationPage\",\"items\":[{\"id\":\"urn:a\",\"type\":\"Annotation\",\"body\":"
                             "{\"value\":\"Place\"},\"target\":{" PLACE "[" POSITION (35, 41) "," QUOTE ("Tromsø") "]}}]}";
  g_autoptr (GString) deep = g_string_new ("{" CONTEXT "\"type\":\"Annotation\",\"target\":");

  test_torture ("x.jsonld", file, strlen (file), "w3c");
  for (guint i = 0; i < 200000; i++)
    g_string_append (deep, "[");
  g_free (describe (deep->str, 1, 0, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/w3c/shapes", test_shapes);
  g_test_add_func ("/w3c/composite-and-links", test_composite_and_links);
  g_test_add_func ("/w3c/link-without-place", test_link_without_place);
  g_test_add_func ("/w3c/errors", test_errors);
  g_test_add_func ("/w3c/random", test_random);
  g_test_add_func ("/w3c/broken", test_broken);
  return g_test_run ();
}
