/* test-conll.c - columns of tokens and tags, in all dialects and schemes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "foreign.h"

static void
test_schemes (void)
{
  /* The same three spans, two of them side by side. */
  static const char *const files[] = {
    "-DOCSTART- -X- O O\n\nAda NNP I-NP I-PER\nMoe NNP I-NP I-PER\nOslo NNP I-NP B-LOC\nBergen NNP I-NP B-LOC\n. . O O\n",
    "Ada B-PER\nMoe I-PER\nOslo B-LOC\nBergen B-LOC\n. O\n",
    "Ada\tB-PER\r\nMoe\tL-PER\r\nOslo\tU-LOC\r\nBergen\tU-LOC\r\n.\tO\r\n\r\n",
    "\xef\xbb\xbf" "Ada B-PER\nMoe E-PER\nOslo S-LOC\nBergen S-LOC\n. O",
    "Ada I-PER\nMoe E-PER\nOslo E-LOC\nBergen E-LOC\n. O\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *got = test_describe_import ("a", files[i], -1, NULL, 0, 0);

      g_assert_cmpstr (strchr (got, '|'), ==,
                       "|Ada Moe Oslo Bergen .\n0-7 PER Ada Moe\n8-12 LOC Oslo\n13-19 LOC Bergen\n");
    }
}

static void
test_documents (void)
{
  static const char file[] = "-DOCSTART- -X- O\nAda -X- _ B-My-Label\n\n\n\nsaid -X- _ O\n-DOCSTART- -X- O O\n\n-DOCSTART-\n"
                             "# x -X- O\n🚀 -X- _ B-X\n";
  g_autofree char *got = test_describe_import ("a.conll", file, -1, NULL, 0, 0);

  g_assert_cmpstr (got, ==, "a.conll:1|Ada\nsaid\n0-3 My-Label Ada\na.conll:2|\na.conll:3|# 🚀\n2-3 X 🚀\n");
}

static void
test_errors (void)
{
  static const char file[] = "-DOCSTART- -X- O O\n\nAda B-PER\nalone\nMoe PERSON\nbad\xff O\n# comment\nOslo I-\n. O\n";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "a.conll", file, -1, NULL);

  test_assert_report (report, 4, 0);
  g_assert_true (test_report_has (report, 4, "a token and a tag"));
  g_assert_true (test_report_has (report, 5, "“PERSON” is no tag"));
  g_assert_true (test_report_has (report, 6, "not valid UTF-8"));
  g_assert_true (test_report_has (report, 8, "“I-” is no tag"));
  g_assert_cmpuint (report->refused, ==, 4);
  g_assert_cmpuint (report->spans_added, ==, 1);
}

static void
assert_export (TestProject *project, const char *format, PostilEdges edges, const char *expected)
{
  PostilExportOptions options = { .edges = edges };
  gsize n_bytes;
  g_autofree char *got = test_export_string (project, format, &options, &n_bytes);

  g_assert_cmpstr (got, ==, expected);
}

static void
test_writing (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "Nadia Quist left. Oslo waits!\n");
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autofree char *path = g_build_filename (project->folder, "x", NULL);

  test_project_tag (project, document, 0, 11, "Person");
  test_project_tag (project, document, 0, 5, "Work");
  test_project_tag (project, document, 18, 25, "Place");
  test_project_suggest (project, document, 12, 16, "Event", 0.5);
  assert_export (project, "conll", POSTIL_EDGES_EXPAND,
                 "-DOCSTART- -X- O O\n\nNadia -X- _ B-Person\nQuist -X- _ I-Person\nleft -X- _ O\n. -X- _ O\n\n"
                 "Oslo -X- _ B-Place\nwaits -X- _ I-Place\n! -X- _ O\n\n");
  assert_export (project, "iob2", POSTIL_EDGES_SKIP,
                 "Nadia\tB-Person\nQuist\tI-Person\nleft\tO\n.\tO\n\nOslo\tO\nwaits\tO\n!\tO\n\n");
  assert_export (project, "bilou", POSTIL_EDGES_EXPAND,
                 "Nadia\tB-Person\nQuist\tL-Person\nleft\tO\n.\tO\n\nOslo\tB-Place\nwaits\tL-Place\n!\tO\n\n");
  g_assert_true (postil_export (project->store, postil_format_find ("conll"), path,
                                &(PostilExportOptions){ .states = POSTIL_STATES_OPEN }, report, NULL, NULL));
  g_assert_true (test_report_has (report, 0, "no place for 1 span that overlaps"));
  g_assert_true (test_report_has (report, 0, "1 span was widened"));
  g_assert_true (test_report_has (report, 0, "1 span or relation that nobody has kept"));
  g_assert_cmpuint (report->spans_added, ==, 2);
}

/* A span over the end of a sentence is cut there; white space within a token and within a label becomes an underscore. */
static void
test_cut (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "He left. She stayed.");

  test_project_tag (project, document, 3, 12, "Person");
  assert_export (project, "iob2", POSTIL_EDGES_EXPAND,
                 "He\tO\nleft\tB-Person\n.\tI-Person\n\nShe\tB-Person\nstayed\tO\n.\tO\n\n");
}

static void
test_random (void)
{
  test_round_trips ("conll", "back.conll", POSTIL_STATES_ALL, 4);
}

/* Without marks between documents, what comes back is one; the export still proves each. */
static void
test_random_without_documents (void)
{
  static const char *const formats[] = { "conll-plain", "iob2", "bilou" };

  for (guint i = 0; i < 3 * G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      PostilExportOptions options = { .states = POSTIL_STATES_ALL, .edges = (PostilEdges) (i / 3) };
      g_autofree char *out = NULL;
      gsize n_bytes;

      test_fill_randomly (project, 12);
      out = test_export_string (project, formats[i % 3], &options, &n_bytes);
      g_assert_cmpuint (n_bytes, >, 0);
    }
}

static void
test_broken (void)
{
  static const char file[] = "-DOCSTART- -X- O O\n\nAda NNP I-NP I-PER\nMoe NNP I-NP I-PER\n\nOslo NNP I-NP B-LOC\n. . O O\n";

  test_torture ("a.conll", file, strlen (file), "conll");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conll/schemes", test_schemes);
  g_test_add_func ("/conll/documents", test_documents);
  g_test_add_func ("/conll/errors", test_errors);
  g_test_add_func ("/conll/writing", test_writing);
  g_test_add_func ("/conll/cut", test_cut);
  g_test_add_func ("/conll/random", test_random);
  g_test_add_func ("/conll/random-without-documents", test_random_without_documents);
  g_test_add_func ("/conll/broken", test_broken);
  return g_test_run ();
}
