/* test-refi.c - REFI-QDA projects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "foreign.h"
#include "packer.h"

#define START                                                                                                           \
  "<?xml version=\"1.0\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"N\" origin=\"x\"><Users><User guid=\"{AA}\" name=\"ola\"/>" \
  "</Users><CodeBook><Codes><Code guid=\"c1\" name=\"Entity\" isCodable=\"false\"><Code guid=\"c2\" name=\"Place\" isCodable=\"true\"/>"    \
  "</Code></Codes></CodeBook>\n<Sources>"
#define SOURCE "<TextSource guid=\"s\" name=\"note7\"><PlainTextContent>🚀 Oslo calls\nBergen</PlainTextContent>\n"
#define SELECT(guid, name, start, end)                                                                                  \
  "<PlainTextSelection guid=\"" guid "\" name=\"" name "\" startPosition=\"" start "\" endPosition=\"" end "\" modifyingUser=\"aa\">"
#define CODED "<Coding guid=\"x\"><CodeRef targetGUID=\"{C2}\"/></Coding></PlainTextSelection>\n"

static void
test_inline (void)
{
  g_autofree char *got = test_describe_import (
      "p.qde",
      START SOURCE SELECT ("p1", "Oslo", "2", "6") "<Description>memo</Description>" CODED SELECT ("p2", "Bergen", "13", "19") CODED
          SELECT ("p3", "calls", "7", "12") "<Description>why?</Description></PlainTextSelection></TextSource></Sources>"
          "<Links><Link guid=\"l\" name=\"to\" originGUID=\"p1\" targetGUID=\"P2\"/></Links></Project>",
      -1, NULL, 0, 0);

  g_assert_cmpstr (got, ==, "note7|🚀 Oslo calls\nBergen\n2-6 Place Oslo\n7-12 Comment calls\n13-19 Place Bergen\nto: Oslo > Bergen\n");
}

static void
test_errors (void)
{
  static const struct
  {
    const char *file;
    guint line;
    const char *words;
  } cases[] = {
    { START "<TextSource guid=\"s\" name=\"n\" plainTextPath=\"internal://x.txt\"/></Sources></Project>", 3, "text of “n” is not in" },
    { START SOURCE SELECT ("p", "", "2", "4") "<Coding guid=\"x\"><CodeRef targetGUID=\"zz\"/></Coding></PlainTextSelection></TextSource>"
      "</Sources></Project>", 4, "code book does not have" },
    { START SOURCE "</TextSource></Sources><Links><Link originGUID=\"a\" targetGUID=\"b\"/></Links></Project>", 5, "no selection" },
    { START SOURCE, 4, "XML cannot be read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autoptr (PostilReport) report = test_import_string (project, "p.qde", cases[i].file, -1, NULL);

      g_assert_cmpuint (report->n_of_level[POSTIL_REPORT_ERROR], ==, 1);
      g_assert_true (test_report_has (report, cases[i].line, cases[i].words) || test_report_has (report, 5, cases[i].words));
    }
}

#define LINK(name, from, to) "<Link guid=\"l\" name=\"" name "\" originGUID=\"" from "\" targetGUID=\"" to "\"/>\n"
#define OUTSIDE(name, path) "<TextSource guid=\"s\" name=\"" name "\" plainTextPath=\"internal://" path "\">\n"

/* Two texts with a link in each, one from a part to the next, and one that leads from text to text. */
static const char zipped[] =
    START OUTSIDE ("one", "A-1.txt") SELECT ("6E1A3C00-0000-4000-8000-000000000001", "Oslo", "0", "4")
        CODED SELECT ("6e1a3c00-0000-4000-8000-000000000002", "calls", "5", "10") CODED
    "</TextSource>" OUTSIDE ("two", "b.txt") SELECT ("q1", "so", "0", "2") CODED SELECT ("q2", "it", "3", "5")
        CODED SELECT ("q3", "goes", "6", "10") CODED
    "</TextSource></Sources><Links>" LINK ("to", "{6e1a3c00-0000-4000-8000-000000000001}",
                                           "6E1A3C00-0000-4000-8000-000000000002") LINK ("continues", "q1", "q3")
        LINK ("to", "q2", "q1") LINK ("to", "q1", "6e1a3c00-0000-4000-8000-000000000001") "</Links></Project>";

/* The project may stand before its texts, between them or behind them. */
static void
test_zip_orders (void)
{
  for (guint place = 0; place < 3; place++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      TestPacker packer = test_packer_new (project, "p.qdpx", TEST_ZIP);
      g_autoptr (PostilReport) report = NULL;
      g_autofree char *got = NULL;

      if (place == 0)
        test_packer_add (&packer, "project.qde", zipped, -1, NULL);
      test_packer_add (&packer, "Sources/a-1.txt", "\xef\xbb\xbfOslo calls", -1, NULL);
      if (place == 1)
        test_packer_add (&packer, "project.qde", zipped, -1, NULL);
      test_packer_add (&packer, "sources/picture.docx", "PK\003\004 and so on", -1, NULL);
      test_packer_add (&packer, "sources/b.txt", "so it goes", -1, NULL);
      if (place == 2)
        test_packer_add (&packer, "project.qde", zipped, -1, NULL);
      report = test_packer_import (&packer, project, NULL);
      test_assert_report (report, 1, 0);
      g_assert_true (test_report_has (report, 13, "no selection of one text"));
      got = test_describe (project);
      g_assert_cmpstr (got, ==,
                       "one|Oslo calls\n0-4 Place Oslo\n5-10 Place calls\nto: Oslo > calls\n"
                       "two|so it goes\n0-2,6-10 Place so goes\n3-5 Place it\nto: it > so goes\n");
    }
}

/* What unpacks without end is refused by name, whether it is a text or the project. */
static void
test_bomb (void)
{
  static const char *const names[] = { "project.qde", "sources/b.txt" };
  const gsize n = (gsize) 64 << 20;
  g_autofree char *spaces = g_strnfill (n, ' ');

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      TestPacker packer = test_packer_new (project, "p.qdpx", TEST_ZIP);
      g_autoptr (PostilReport) report = NULL;

      test_packer_add (&packer, "sources/a-1.txt", "Oslo calls", -1, NULL);
      if (i == 1)
        test_packer_add (&packer, "project.qde", zipped, -1, NULL);
      test_packer_add (&packer, names[i], spaces, (gssize) n, NULL);
      report = test_packer_import (&packer, project, "refi");
      g_assert_true (test_report_has (report, 0,
                                      i == 0 ? "“project.qde” is refused: it unpacks to far more"
                                             : "“sources/b.txt” is refused: it unpacks to far more"));
      g_assert_cmpuint (report->documents_added, ==, i);
    }
}

/* A code that is new here brings its colour; a label that is here keeps its own. */
static void
test_colours (void)
{
  static const char file[] =
      "<?xml version=\"1.0\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"N\"><CodeBook><Codes>"
      "<Code guid=\"c1\" name=\"Theme\" isCodable=\"true\" color=\"#12AB00\"/><Code guid=\"c2\" name=\"Place\" "
      "color=\"#000001\"/>"
      "<Code guid=\"c3\" name=\"Odd\" color=\"red; x\"/></Codes></CodeBook><Sources>" SOURCE SELECT (
          "p1", "Oslo", "2",
          "6") "<Coding><CodeRef targetGUID=\"c1\"/></Coding><Coding><CodeRef targetGUID=\"c2\"/></Coding>"
               "<Coding><CodeRef targetGUID=\"c3\"/></Coding></PlainTextSelection></TextSource></Sources></Project>";
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *before = test_colour_of (project, "Place");
  g_autoptr (PostilReport) report = test_import_string (project, "p.qde", file, -1, NULL);
  g_autofree char *theme = NULL, *place = NULL, *odd = NULL;

  test_assert_report (report, 0, 0);
  theme = test_colour_of (project, "Theme");
  place = test_colour_of (project, "Place");
  odd = test_colour_of (project, "Odd");
  g_assert_cmpstr (theme, ==, "#12ab00");
  g_assert_cmpstr (place, ==, before);
  g_assert_cmpstr (odd, ==, postil_label_colour_for ("Odd"));
}

static void
test_random (void)
{
  test_round_trips ("refi", "x.qdpx", POSTIL_STATES (POSTIL_STATE_KEPT), 6);
}

static void
test_broken (void)
{
  static const char file[] = START SOURCE SELECT ("p1", "Oslo", "2", "6") CODED "</TextSource></Sources></Project>";

  test_torture ("p.qde", file, strlen (file), "refi");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/refi/inline", test_inline);
  g_test_add_func ("/refi/errors", test_errors);
  g_test_add_func ("/refi/zip-orders", test_zip_orders);
  g_test_add_func ("/refi/bomb", test_bomb);
  g_test_add_func ("/refi/colours", test_colours);
  g_test_add_func ("/refi/random", test_random);
  g_test_add_func ("/refi/broken", test_broken);
  return g_test_run ();
}
