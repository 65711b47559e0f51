/* test-refi.c - REFI-QDA projects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "foreign.h"

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
  g_test_add_func ("/refi/random", test_random);
  g_test_add_func ("/refi/broken", test_broken);
  return g_test_run ();
}
