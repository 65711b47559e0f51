/* test-archive.c - archives of texts, and archives that mean harm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "foreign.h"
#include "packer.h"

static void
test_mixed (void)
{
  static const char jsonl[] = "{\"id\":\"j\",\"text\":\"one\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"X\"}]}\n";

  for (TestArchiveKind kind = TEST_ZIP; kind <= TEST_TAR_GZ; kind++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      TestPacker packer = test_packer_new (project, "a.bin", kind);
      g_autoptr (PostilReport) report = NULL;
      g_autofree char *got = NULL;

      test_packer_add (&packer, "folder/", "", 0, NULL);
      test_packer_add (&packer, "folder/b.txt", "Two words.", 10, NULL);
      test_packer_add (&packer, "x.jsonl", jsonl, strlen (jsonl), NULL);
      test_packer_add (&packer, "__MACOSX/x.jsonl", "junk", 4, NULL);
      test_packer_add (&packer, ".DS_Store", "junk", 4, NULL);
      report = test_packer_import (&packer, project, NULL);
      test_assert_report (report, 0, 0);
      got = test_describe (project);
      g_assert_cmpstr (got, ==, "folder/b.txt|Two words.\nj|one\n0-3 X one\n");
    }
}

/* Annotations may stand before their texts. */
static void
test_order (void)
{
  for (TestArchiveKind kind = TEST_ZIP; kind <= TEST_TAR_GZ; kind++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      TestPacker packer = test_packer_new (project, "a.bin", kind);
      g_autoptr (PostilReport) report = NULL;
      g_autofree char *got = NULL;

      test_packer_add (&packer, "b.ann", "T1\tPlace 0 4\tOslo\n", 18, NULL);
      test_packer_add (&packer, "b.txt", "Oslo.", 5, NULL);
      test_packer_add (&packer, "../c.ann", "T1\tPlace 0 4\tOslo\n", 18, NULL);
      report = test_packer_import (&packer, project, NULL);
      test_assert_report (report, 1, 0);
      got = test_describe (project);
      g_assert_cmpstr (got, ==, "b.txt|Oslo.\n0-4 Place Oslo\n");
    }
}

static void
test_single_gz (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, gzip);
  g_autoptr (PostilReport) report = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *got = NULL;

  g_output_stream_write_all (out, "A text.", 7, NULL, NULL, NULL);
  g_output_stream_close (out, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  report = test_import_string (project, "note.txt.gz", g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL);
  test_assert_report (report, 0, 0);
  got = test_describe (project);
  g_assert_cmpstr (got, ==, "note.txt|A text.\n");
}

static void
test_hostile_names (void)
{
  for (TestArchiveKind kind = TEST_ZIP; kind <= TEST_TAR_GZ; kind++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      TestPacker packer = test_packer_new (project, "a.zip", kind);
      g_autoptr (PostilReport) report = NULL;

      test_packer_add (&packer, "../../evil.txt", "evil", 4, NULL);
      test_packer_add (&packer, "/etc/evil.txt", "evil", 4, NULL);
      test_packer_add (&packer, "C:\\evil.txt", "evil", 4, NULL);
      test_packer_add (&packer, "a/..\\evil.txt", "evil", 4, NULL);
      test_packer_add (&packer, "link.txt", "", 0, "/etc/passwd");
      test_packer_add (&packer, "good.txt", "Fine.", 5, NULL);
      report = test_packer_import (&packer, project, NULL);
      test_assert_report (report, 5, 0);
      g_assert_cmpuint (report->refused, ==, 5);
      g_assert_cmpuint (report->documents_added, ==, 1);
      g_assert_true (test_report_has (report, 0, "“../../evil.txt” is refused: its path leads out"));
      g_assert_true (test_report_has (report, 0, "“/etc/evil.txt” is refused: its path begins at the root"));
      g_assert_true (test_report_has (report, 0, "“link.txt” is refused: it is a link"));
    }
}

static void
test_nested (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  TestPacker packer = test_packer_new (project, "a.zip", TEST_ZIP);
  g_autoptr (PostilReport) report = NULL;

  test_packer_add (&packer, "inner.txt", "PK\003\004whatever follows", 19, NULL);
  report = test_packer_import (&packer, project, NULL);
  test_assert_report (report, 1, 0);
  g_assert_true (test_report_has (report, 0, "“inner.txt” is refused: it is an archive within"));
}

static void
test_bomb (void)
{
  for (TestArchiveKind kind = TEST_ZIP; kind <= TEST_TAR_GZ; kind++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      TestPacker packer = test_packer_new (project, "a.zip", kind);
      gsize n = (gsize) 64 << 20;
      g_autofree char *zeros = g_malloc (n);
      g_autoptr (PostilReport) report = NULL;

      memset (zeros, 'a', n);
      test_packer_add (&packer, "bomb.txt", zeros, n, NULL);
      test_packer_add (&packer, "after.txt", "Fine.", 5, NULL);
      report = test_packer_import (&packer, project, NULL);
      test_assert_report (report, 1, 0);
      g_assert_true (test_report_has (report, 0, "“bomb.txt” is refused: it unpacks to far more"));
      g_assert_cmpuint (report->documents_added, ==, 0);
    }
}

static void
test_damaged (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  TestPacker packer = test_packer_new (project, "a.zip", TEST_ZIP);
  g_autofree char *path = g_strdup (packer.path);
  g_autofree char *contents = NULL;
  g_autofree char *text = g_strnfill (3000, 'x');
  g_autoptr (PostilReport) report = NULL;
  gsize n_bytes;

  test_packer_add (&packer, "good.txt", "Fine.", 5, NULL);
  test_packer_add (&packer, "long.txt", text, 3000, NULL);
  report = test_packer_import (&packer, project, NULL);
  test_assert_report (report, 0, 0);
  g_assert_true (g_file_get_contents (path, &contents, &n_bytes, NULL));
  test_torture ("b.zip", contents, n_bytes, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/mixed", test_mixed);
  g_test_add_func ("/archive/order", test_order);
  g_test_add_func ("/archive/single-gz", test_single_gz);
  g_test_add_func ("/archive/hostile-names", test_hostile_names);
  g_test_add_func ("/archive/nested", test_nested);
  g_test_add_func ("/archive/bomb", test_bomb);
  g_test_add_func ("/archive/damaged", test_damaged);
  return g_test_run ();
}
