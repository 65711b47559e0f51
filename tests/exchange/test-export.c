/* test-export.c - a proven file or none: when anything fails the old one stays and nothing is left lying about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange-support.h"

static const PostilExportOptions everything = { .states = POSTIL_STATES_ALL };
static const PostilExportOptions spreadsheet = { .states = POSTIL_STATES_ALL, .spreadsheet = TRUE };

/* CSV written, read back onto the same texts in another project, and written again. */
static void
test_csv_round_trip (void)
{
  for (int i = 0; i < 6; i++)
    {
      const PostilExportOptions *options = i % 2 ? &spreadsheet : &everything;
      g_autoptr (TestProject) first = test_project_new ();
      g_autoptr (TestProject) second = test_project_new ();
      g_autoptr (PostilReport) texts = NULL;
      g_autoptr (PostilReport) spans = NULL;
      g_autofree char *jsonl = NULL;
      g_autofree char *out = NULL;
      g_autofree char *back = NULL;
      PostilExportOptions nothing = { .states = POSTIL_STATES_ALL, .labels = (char *[]){ (char *) "Other", NULL } };
      gsize n_bytes;

      test_fill_randomly (first, 12);
      jsonl = test_export_string (first, "jsonl", &nothing, &n_bytes);
      texts = test_import_string (second, "x.jsonl", jsonl, (gssize) n_bytes, NULL);
      test_assert_report (texts, 0, 0);
      g_assert_cmpuint (texts->spans_added, ==, 0);
      out = test_export_string (first, "csv", options, &n_bytes);
      spans = test_import_string (second, "x.csv", out, (gssize) n_bytes, NULL);
      test_assert_report (spans, 0, 0);
      g_assert_cmpuint (spans->spans_repaired + spans->spans_unaligned + spans->spans_known, ==, 0);
      back = test_export_string (second, "csv", options, &n_bytes);
      /* Speakers are relations, which CSV does not carry; everything before that column must be the same. */
      g_auto (GStrv) a = g_strsplit (out, "\r\n", -1);
      g_auto (GStrv) b = g_strsplit (back, "\r\n", -1);
      g_assert_cmpuint (g_strv_length (a), ==, g_strv_length (b));
      g_assert_cmpstr (a[0], ==, b[0]);
      for (guint k = 1; a[k] != NULL; k++)
        {
          const char *id = strstr (a[k], ",s");

          if (id != NULL)
            g_assert_true (strncmp (a[k], b[k], (gsize) (id - a[k]) + 18) == 0);
        }
    }
}

static void
test_spreadsheet (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "=cmd.txt", "=1+1 is two", -1, "text");
  g_autofree char *plain = NULL;
  g_autofree char *guarded = NULL;
  PostilId document = postil_documents_find (project->store, "=cmd.txt");

  test_assert_report (report, 0, 0);
  test_project_tag (project, document, 0, 4, "Denial");
  plain = test_export_string (project, "csv", &everything, NULL);
  guarded = test_export_string (project, "csv", &spreadsheet, NULL);
  g_assert_true (g_str_has_prefix (plain, "document_id,"));
  g_assert_nonnull (strstr (plain, "\r\n=cmd.txt,"));
  g_assert_nonnull (strstr (plain, ",Denial,=1+1,"));
  g_assert_true (g_str_has_prefix (guarded, "\xef\xbb\xbf" "document_id,"));
  g_assert_nonnull (strstr (guarded, "\r\n'=cmd.txt,"));
  g_assert_nonnull (strstr (guarded, ",Denial,'=1+1,"));
}

/* What a spreadsheet shows otherwise is told; the numbers of our own columns are not meant. */
static void
test_mistaken (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "007, 1E5, 3/4, 3.5, 42 and 12345678901234567");
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autofree char *path = g_build_filename (project->folder, "out.csv", NULL);

  test_project_tag (project, document, 0, 3, "Other");
  test_project_tag (project, document, 5, 8, "Other");
  test_project_tag (project, document, 10, 13, "Other");
  test_project_tag (project, document, 15, 18, "Other");
  test_project_tag (project, document, 20, 22, "Other");
  test_project_tag (project, document, 27, 44, "Other");
  g_assert_true (postil_export (project->store, postil_format_find ("csv"), path, &spreadsheet, report, NULL, NULL));
  g_assert_true (test_report_has (report, 0, "4 cells look like numbers"));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
write_and_fail (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                GCancellable *cancellable, GError **error)
{
  g_output_stream_write_all (out, "half", 4, NULL, NULL, NULL);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "No space left on device");
  return FALSE;
}

static gboolean
write_nonsense (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                GCancellable *cancellable, GError **error)
{
  return g_output_stream_write_all (out, "{}\n", 3, NULL, NULL, error);
}

static void
assert_export_leaves_old (TestProject *project, const PostilFormat *format, GCancellable *cancellable)
{
  g_autofree char *path = g_build_filename (project->folder, "out", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  guint n_files;

  g_unlink (path);
  n_files = count_files (project->folder);
  g_assert_false (postil_export (project->store, format, path, &everything, report, cancellable, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (project->folder), ==, n_files);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_false (postil_export (project->store, format, path, &everything, report, cancellable, &error));
  g_assert_cmpuint (count_files (project->folder), ==, n_files + 1);
  g_file_get_contents (path, &contents, NULL, NULL);
  g_assert_cmpstr (contents, ==, "old");
}

static void
test_failures (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  PostilFormat full = *postil_format_find ("jsonl");
  PostilFormat wrong = *postil_format_find ("prodigy");

  test_project_add_document (project, "a", "text");
  full.write = write_and_fail;
  assert_export_leaves_old (project, &full, NULL);
  /* Written without an error, but not what the project holds: only reading it back can tell. */
  wrong.write = write_nonsense;
  assert_export_leaves_old (project, &wrong, NULL);
  g_cancellable_cancel (cancelled);
  assert_export_leaves_old (project, postil_format_find ("jsonl"), cancelled);
  assert_export_leaves_old (project, postil_format_find ("csv"), cancelled);
}

static void
test_places (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = postil_report_new ();
  const PostilFormat *jsonl = postil_format_find ("jsonl");
  g_autofree char *target = g_build_filename (project->folder, "target", NULL);
  g_autofree char *link_path = g_build_filename (project->folder, "link", NULL);
  g_autoptr (GError) error = NULL;
  struct stat info;

  test_project_add_document (project, "a", "text");
  g_assert_false (postil_export (project->store, jsonl, "/nowhere/at/all", &everything, report, NULL, &error));
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all"));
  g_clear_error (&error);
  g_assert_false (postil_export (project->store, jsonl, project->folder, &everything, report, NULL, &error));
  g_clear_error (&error);
  g_assert_false (postil_export (project->store, jsonl, "/dev/full", &everything, report, NULL, &error));
  g_assert_nonnull (strstr (error->message, "/dev/full"));
  g_clear_error (&error);
  g_assert_false (postil_export (project->store, postil_format_find ("text"), target, &everything, report, NULL, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Through a link, and with the rights that the old file had. */
  g_assert_true (g_file_set_contents (target, "old", -1, NULL));
  g_chmod (target, 0640);
  g_assert_cmpint (symlink (target, link_path), ==, 0);
  g_assert_true (postil_export (project->store, jsonl, link_path, &everything, report, NULL, &error));
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (stat (target, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0640);
  g_assert_cmpint (info.st_size, >, 10);
}

static void
test_preview (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *whole = NULL;
  g_autofree char *jsonl = NULL;
  g_autofree char *csv = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_lines = 0;

  test_fill_randomly (project, 30);
  whole = test_export_string (project, "jsonl", &everything, NULL);
  jsonl = postil_export_preview (project->store, postil_format_find ("jsonl"), &everything, 3, &error);
  g_assert_no_error (error);
  for (const char *p = jsonl; *p != '\0'; p++)
    n_lines += *p == '\n';
  g_assert_cmpuint (n_lines, ==, 3);
  g_assert_true (g_str_has_prefix (whole, jsonl));
  csv = postil_export_preview (project->store, postil_format_find ("csv"), &everything, 100000, &error);
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (csv, -1, NULL));
  g_assert_true (g_str_has_prefix (csv, "document_id,"));
  g_assert_null (postil_export_preview (project->store, postil_format_find ("text"), &everything, 3, &error));
}

static void
test_unknown_label (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  char *labels[] = { (char *) "Unheard of", NULL };
  PostilExportOptions options = { .labels = labels };
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (postil_export (project->store, postil_format_find ("csv"), "-", &options, report, NULL, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND);
}

static void
test_losses (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "Nadia Quist left. Oslo waits!\n");
  g_autofree char *path = g_build_filename (project->folder, "x.conll", NULL);
  g_autofree char *beside = g_strconcat (path, ".loss.json", NULL);
  g_autofree char *json = NULL;
  g_autoptr (PostilReport) asked = postil_report_new ();
  g_autoptr (PostilReport) written = postil_report_new ();
  g_autoptr (PostilReport) strict = postil_report_new ();
  g_autoptr (PostilReport) whole = postil_report_new ();
  g_autoptr (GError) error = NULL;
  PostilExportOptions options = { 0 };
  PostilSpanId inner;
  gboolean found = FALSE;

  test_project_tag (project, document, 0, 11, "Person");
  inner = test_project_tag (project, document, 0, 5, "Work");
  g_assert_true (postil_export_preflight (project->store, postil_format_find ("conll"), &options, asked, NULL, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < asked->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (asked->losses, PostilLoss, i);

      if (strcmp (loss->kind, "overlap") != 0)
        continue;
      found = TRUE;
      g_assert_cmpuint (loss->count, ==, 1);
      g_assert_cmpint (loss->document, ==, document);
      g_assert_cmpint (loss->span, ==, inner);
    }
  g_assert_true (found);
  g_assert_true (postil_export (project->store, postil_format_find ("conll"), path, &options, written, NULL, NULL));
  g_assert_cmpuint (written->losses->len, ==, asked->losses->len);
  g_assert_true (g_file_get_contents (beside, &json, NULL, NULL));
  g_assert_nonnull (strstr (json, "{\"kind\":\"overlap\",\"count\":1,\"policy\":\"longest kept\",\"first_document\":\"a\""));

  options.strict = TRUE;
  g_assert_false (postil_export (project->store, postil_format_find ("conll"), path, &options, strict, NULL, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT);
  /* Nothing is lost here, so nothing is told, and what was told before is gone. */
  g_assert_true (postil_export (project->store, postil_format_find ("jsonl"), path, &options, whole, NULL, NULL));
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
}

/* Spans that overlap go to a file for each layer: the longest first, then what it left no room for. */
static void
assert_layers (const char *name, const char *extension)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (TestProject) second = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "Nadia Quist of Fjord Labs left. Oslo waits.");
  g_autofree char *path = g_strdup_printf ("%s/x.%s", project->folder, extension);
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (PostilReport) piped = postil_report_new ();
  g_autoptr (GError) error = NULL;
  PostilExportOptions options = { .overlap = POSTIL_OVERLAP_SPLIT };
  guint wanted[] = { 2, 2, 1 };

  test_project_tag (project, document, 0, 25, "Event");
  test_project_tag (project, document, 0, 11, "Person");
  test_project_tag (project, document, 0, 5, "Work");
  test_project_tag (project, document, 15, 25, "Organisation");
  test_project_tag (project, document, 32, 36, "Place");
  postil_export (project->store, postil_format_find (name), path, &options, report, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (report->losses, PostilLoss, i);

      g_assert_true (loss->elsewhere == (strcmp (loss->kind, "overlap") == 0));
    }
  g_assert_cmpuint (report->spans_added, ==, 5);
  g_assert_cmpuint (report->documents_added, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *layer = i == 0 ? g_strdup (path) : g_strdup_printf ("%s/x.layer%u.%s", project->folder, i + 1, extension);
      g_autoptr (TestProject) back = test_project_new ();
      g_autoptr (PostilReport) read = test_import_path (back, layer, name, FALSE);

      g_assert_cmpuint (read->spans_added, ==, wanted[i]);
    }
  g_assert_false (postil_export (project->store, postil_format_find (name), "-", &options, piped, NULL, &error));
  g_assert_nonnull (strstr (error->message, "name a file"));
}

static void
test_layers (void)
{
  assert_layers ("conll", "conll");
  assert_layers ("hf-tokens", "jsonl");
  assert_layers ("spacy-tuples", "jsonl");
  assert_layers ("spacy-train", "json");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/csv-round-trip", test_csv_round_trip);
  g_test_add_func ("/export/losses", test_losses);
  g_test_add_func ("/export/layers", test_layers);
  g_test_add_func ("/export/spreadsheet", test_spreadsheet);
  g_test_add_func ("/export/mistaken", test_mistaken);
  g_test_add_func ("/export/failures", test_failures);
  g_test_add_func ("/export/places", test_places);
  g_test_add_func ("/export/preview", test_preview);
  g_test_add_func ("/export/unknown-label", test_unknown_label);
  return g_test_run ();
}
