/* test-brat.c - standoff files of brat, in and out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "foreign.h"
#include "packer.h"

#define TEXT "Nadia Quist 🚀 joined Fjord Labs\nin Tromsø."

static PostilReport *
import_pair (TestProject *project, const char *text, const char *ann)
{
  g_autofree char *folder = g_build_filename (project->folder, "in", NULL);
  g_autofree char *text_path = g_build_filename (folder, "note7.txt", NULL);
  g_autofree char *ann_path = g_build_filename (folder, "note7.ann", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (text_path, text, -1, NULL));
  g_assert_true (g_file_set_contents (ann_path, ann, -1, NULL));
  return test_import_path (project, folder, NULL, FALSE);
}

static void
test_reading (void)
{
  static const char ann[] = "R1\tBasedIn Arg1:T2 Arg2:T3\n"
                            "T1\tPerson 0 11\tNadia Quist\r\n"
                            "T2\tOrg  21 31\tFjord Labs\n"
                            "T3\tPlace 35 41\n"
                            "T4\tEvent 0 11;14 20\tNadia Quist joined\n"
                            "T5\tBase 21 31;32 41\tFjord Labs in Tromsø\n"
                            "E1\tEvent:T4 Agent:T1\n"
                            "A1\tNegated E1\nA2\tConfidence T1 High\n"
                            "N1\tReference T3 Wikidata:Q26087\tTromsø\n"
                            "#1\tAnnotatorNotes T1\tfirst mention\n";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = import_pair (project, TEXT, ann);
  g_autofree char *got = test_describe (project);
  PostilSpanFilter filter = { 0 };
  g_autoptr (GPtrArray) spans = NULL;
  gboolean noted = FALSE;

  test_assert_report (report, 0, 0);
  g_assert_true (g_str_has_prefix (got,
                                   "note7.txt|" TEXT "\n0-11,14-20 Event Nadia Quist joined\n0-11 Person Nadia Quist\n"
                                   "21-41 Base Fjord Labs\nin Tromsø\n21-31 Org Fjord Labs\n35-41 Place Tromsø\n"));
  g_assert_nonnull (strstr (got, "\nAgent: Nadia Quist joined > Nadia Quist\n"));
  g_assert_nonnull (strstr (got, "\nBasedIn: Fjord Labs > Tromsø\n"));
  spans = postil_spans_list (project->store, &filter, NULL);
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);

      if (strcmp (span->note, "first mention") == 0)
        noted = g_strcmp0 (span->attributes, "{\"Confidence\":\"High\"}") == 0;
    }
  g_assert_true (noted);
}

static void
put (const char *folder, const char *name, const char *contents)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

/* A whole collection, as brat keeps it: folders in folders, settings at the top, biomedical pairs. */
static void
test_collection (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *folder = g_build_filename (project->folder, "data", NULL);
  g_autoptr (PostilReport) report = NULL;
  g_autoptr (PostilLabel) company = NULL;
  g_autoptr (PostilLabel) group = NULL;
  g_autoptr (PostilLabel) based = NULL;
  g_autofree char *got = NULL;

  put (folder, "annotation.conf", "[entities]\nPerson\n!Grp\n\tOrg\n# a remark\n[relations]\nBasedIn\tArg1:Org, Arg2:Place\n"
                                  "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n[events]\n[attributes]\nSure\tArg:<ENTITY>\n");
  put (folder, "visual.conf", "[labels]\nOrg | Company or club | Org\nBasedIn | based in\n[drawing]\nOrg\tbgColor:#ffccaa\n");
  put (folder, "a/note7.txt", TEXT);
  put (folder, "a/note7.ann", "T1\tOrg 21 31\tFjord Labs\nT2\tPlace 35 41\tTromsø\nR1\tBasedIn Arg1:T1 Arg2:T2\n");
  put (folder, "a/b/x.txt", "Oslo");
  put (folder, "a/b/x.a1", "T1\tPlace 0 4\tOslo\n");
  report = test_import_path (project, folder, NULL, FALSE);
  test_assert_report (report, 0, 0);
  got = test_describe (project);
  g_assert_cmpstr (got, ==, "a/b/x.txt|Oslo\n0-4 Place Oslo\na/note7.txt|" TEXT
                            "\n21-31 Company or club Fjord Labs\n35-41 Place Tromsø\nbased in: Fjord Labs > Tromsø\n");
  company = postil_labels_get (project->store, postil_labels_find (project->store, "Company or club"), NULL);
  group = postil_labels_get (project->store, postil_labels_find (project->store, "Grp"), NULL);
  based = postil_labels_get (project->store, postil_labels_find (project->store, "based in"), NULL);
  g_assert_cmpint (company->parent, ==, group->id);
  g_assert_cmpstr (company->colour, ==, "#ffccaa");
  g_assert_cmpint (based->kind, ==, POSTIL_LABEL_RELATION);
  g_assert_cmpint (postil_labels_find (project->store, "Sure"), ==, 0);
  g_assert_cmpint (postil_labels_find (project->store, "Org"), ==, 0);
}

/* Colours are for labels that are new here, whether annotation.conf declares them or not; what is no colour is passed
 * over. */
static void
test_colours (void)
{
  static const struct
  {
    const char *label, *colour;
  } cases[] = {
    { "Org", "#12ab00" }, { "Their place", "#aabbcc" }, { "Person", NULL }, { "Odd", NULL }, { "Thing", NULL }
  };
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *person = NULL;
  TestPacker packer = test_packer_new (project, "a.zip", TEST_ZIP);
  g_autoptr (PostilReport) report = NULL;

  person = test_colour_of (project, "Person");
  g_assert_nonnull (person);
  test_packer_add (&packer, "annotation.conf", "[entities]\nOrg\nPerson\n", -1, NULL);
  test_packer_add (&packer, "visual.conf",
                   "[labels]\nPlc | Their place\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:white\n"
                   "Org\tfgColor:black, bgColor:#12AB00, borderColor:darken\nPlc bgColor:#abc\r\n"
                   "Person\tbgColor:#000001\nOdd\tbgColor:#12345x\nThing\tfgColor:#000002\n",
                   -1, NULL);
  test_packer_add (&packer, "n.txt", "one two three four five", -1, NULL);
  test_packer_add (&packer, "n.ann",
                   "T1\tOrg 0 3\tone\nT2\tPlc 4 7\ttwo\nT3\tPerson 8 13\tthree\nT4\tOdd 14 18\tfour\n"
                   "T5\tThing 19 23\tfive\n",
                   -1, NULL);
  report = test_packer_import (&packer, project, NULL);
  test_assert_report (report, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *colour = test_colour_of (project, cases[i].label);
      const char *usual = strcmp (cases[i].label, "Person") == 0 ? person : postil_label_colour_for (cases[i].label);

      g_assert_cmpstr (colour, ==, cases[i].colour != NULL ? cases[i].colour : usual);
    }
}

/* Names that brat cannot write come back by its settings. */
static void
test_names (void)
{
  g_autoptr (TestProject) first = test_project_new ();
  g_autoptr (TestProject) second = test_project_new ();
  g_autoptr (PostilReport) in = test_import_string (
      first, "t.jsonl", "{\"id\":\"a.txt\",\"text\":\"one two\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"kind of: thing\"}]}", -1, NULL);
  g_autoptr (PostilReport) out = postil_report_new ();
  g_autoptr (PostilReport) back = NULL;
  g_autofree char *path = g_build_filename (second->folder, "x.zip", NULL);
  g_autofree char *got = NULL;
  PostilExportOptions options = { 0 };

  g_assert_true (postil_export (first->store, postil_format_find ("brat"), path, &options, out, NULL, NULL));
  back = test_import_path (second, path, NULL, FALSE);
  test_assert_report (back, 0, 0);
  got = test_describe (second);
  g_assert_nonnull (strstr (got, "0-3 kind of: thing one"));
}

/* Installations of old counted UTF-16. */
static void
test_units (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = import_pair (project, TEXT, "T1\tOrg 22 32\tFjord Labs\nT2\tPlace 36 42\tTromsø\n");

  g_assert_cmpuint (report->spans_repaired, ==, 2);
  g_assert_cmpuint (report->spans_unaligned, ==, 0);
}

static void
test_errors (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report =
      import_pair (project, TEXT,
                   "T1\tOrg x 32\tFjord\nR1\tBasedIn T1\nA1\tX T9\nwhat is this\nT2\tPlace 35 41\tTromsø\n");
  g_autoptr (TestProject) other = test_project_new ();
  g_autoptr (PostilReport) alone = test_import_string (other, "b.ann", "T1\tX 0 1\ta\n", -1, NULL);

  g_assert_true (test_report_has (report, 1, "needs a type and offsets"));
  g_assert_true (test_report_has (report, 2, "needs two ends"));
  g_assert_true (test_report_has (report, 3, "not there"));
  g_assert_true (test_report_has (report, 4, "no line of brat"));
  g_assert_cmpuint (report->refused, ==, 4);
  g_assert_cmpuint (report->spans_added, ==, 1);
  g_assert_true (test_report_has (alone, 0, "neither in the project nor beside"));
}

static void
test_round (void)
{
  test_round_trips ("brat", "x.zip", 0, 15);
}

static void
test_hostile (void)
{
  static const char ann[] =
      "T1\tPerson 0 11;12 13\tNadia\nR1\tX Arg1:T1 Arg2:T2\nE1\tP:T1 A:E1\n*\tEquiv T1 T1\n#1\tN T1\tx\n";

  test_torture ("a.ann", ann, strlen (ann), "brat");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/brat/reading", test_reading);
  g_test_add_func ("/brat/collection", test_collection);
  g_test_add_func ("/brat/colours", test_colours);
  g_test_add_func ("/brat/names", test_names);
  g_test_add_func ("/brat/units", test_units);
  g_test_add_func ("/brat/errors", test_errors);
  g_test_add_func ("/brat/round-trips", test_round);
  g_test_add_func ("/brat/hostile", test_hostile);
  return g_test_run ();
}
