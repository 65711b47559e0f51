/* test-dialects.c - every format by its content alone, twice without a trace of the second time; lesser dialects and policies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "foreign.h"

#include <string.h>

#include <glib/gstdio.h>

/* Needs its documents in the project. */
static gboolean
is_standoff (const PostilFormat *format)
{
  return strcmp (format->name, "w3c") == 0;
}

static gboolean
holds_spans (const PostilFormat *format)
{
  return format->write != NULL && format->read != NULL && strcmp (format->name, "refi-codebook") != 0;
}

/* What has no place in many formats is left out, so that only what must not differ can. */
static void
fill (TestProject *project)
{
  PostilId a = test_project_add_document (project, "note7", "Nadia Quist 🚀 joined Fjord Labs\nin Tromsø.");
  PostilId b = test_project_add_document (project, "b", "Oslo calls Bergen.");

  test_project_tag (project, a, 0, 11, "Person");
  test_project_tag (project, a, 21, 31, "Organisation");
  test_project_tag (project, a, 35, 41, "Place");
  test_project_tag (project, b, 0, 4, "Place");
}

static char *
export_as (TestProject *project, const PostilFormat *format, const char *name)
{
  g_autoptr (PostilReport) report = postil_report_new ();
  PostilExportOptions options = { 0 };
  char *path = g_build_filename (project->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  postil_export (project->store, format, path, &options, report, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static TestProject *
new_reader (const PostilFormat *format)
{
  TestProject *project = test_project_new ();

  if (is_standoff (format) || strcmp (format->name, "csv") == 0)
    {
      test_project_add_document (project, "note7", "Nadia Quist 🚀 joined Fjord Labs\nin Tromsø.");
      test_project_add_document (project, "b", "Oslo calls Bergen.");
    }
  return project;
}

/* A name that says nothing, or something else, changes nothing. */
static void
test_content (void)
{
  static const char *const names[] = { "file", "file.txt", "file.csv", "file.json", "file.jsonl", "file.xml", "file.html" };
  g_autoptr (TestProject) writer = test_project_new ();

  fill (writer);
  for (const PostilFormat *format = postil_formats (); format->name != NULL; format++)
    for (guint i = 0; holds_spans (format) && i < G_N_ELEMENTS (names); i++)
      {
        g_autofree char *path = export_as (writer, format, names[i]);
        g_autoptr (TestProject) reader = new_reader (format);
        g_autoptr (PostilReport) report = test_import_path (reader, path, NULL, FALSE);

        g_test_message ("%s as %s", format->name, names[i]);
        if (report->refused > 0)
          g_test_message ("%s", ((PostilReportItem *) g_ptr_array_index (report->items, 0))->message);
        g_assert_cmpuint (report->refused, ==, 0);
        g_assert_cmpuint (report->spans_added, ==, 4);
      }
}

/* One undo step for the whole import; the same once more adds nothing and leaves no step. */
static void
test_twice (void)
{
  g_autoptr (TestProject) writer = test_project_new ();

  fill (writer);
  for (const PostilFormat *format = postil_formats (); format->name != NULL; format++)
    {
      g_autofree char *path = holds_spans (format) ? export_as (writer, format, "file") : NULL;
      g_autoptr (TestProject) reader = NULL;
      g_autoptr (PostilReport) first = NULL;
      g_autoptr (PostilReport) second = NULL;
      g_autoptr (PostilReport) rehearsed = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autofree char *again = NULL;
      g_autofree char *undone = NULL;

      if (path == NULL)
        continue;
      g_test_message ("%s", format->name);
      reader = new_reader (format);
      before = test_describe (reader);
      rehearsed = test_import_path (reader, path, NULL, TRUE);
      undone = test_describe (reader);
      g_assert_cmpstr (undone, ==, before);
      first = test_import_path (reader, path, NULL, FALSE);
      g_assert_true (memcmp (&first->counts, &rehearsed->counts, sizeof first->counts) == 0);
      after = test_describe (reader);
      second = test_import_path (reader, path, NULL, FALSE);
      again = test_describe (reader);
      g_assert_cmpstr (again, ==, after);
      if (second->items->len > 0)
        g_test_message ("%s", ((PostilReportItem *) g_ptr_array_index (second->items, 0))->message);
      g_assert_cmpuint (second->documents_added + second->spans_added + second->relations_added + second->labels_added, ==, 0);
      g_assert_cmpuint (second->spans_known, ==, 4);
      g_assert_true (postil_history_undo (reader->store, NULL, NULL));
      g_free (g_steal_pointer (&undone));
      undone = test_describe (reader);
      g_assert_cmpstr (undone, ==, before);
    }
}

/* Per file: what it was, and what came of it. */
static void
test_files (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *folder = g_build_filename (project->folder, "in", NULL);
  g_autofree char *good = g_build_filename (folder, "a.jsonl", NULL);
  g_autofree char *strange = g_build_filename (folder, "b.bin", NULL);
  g_autoptr (PostilReport) report = NULL;
  g_autofree char *json = NULL;
  const PostilReportFile *file;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (
      good, "{\"id\":\"🚀\",\"text\":\"🚀 Oslo\",\"spans\":[{\"start\":3,\"end\":7,\"label\":\"Place\",\"text\":\"Oslo\"}]}\nno\n",
      -1, NULL));
  g_assert_true (g_file_set_contents (strange, "\0\1\2\3", 4, NULL));
  report = test_import_path (project, folder, NULL, FALSE);
  g_assert_cmpuint (report->files->len, ==, 2);
  file = g_ptr_array_index (report->files, 0);
  g_assert_true (g_str_has_suffix (file->path, "a.jsonl"));
  g_assert_cmpstr (file->format, ==, "jsonl");
  g_assert_cmpuint (file->counts.spans_added, ==, 1);
  g_assert_cmpuint (file->counts.spans_repaired, ==, 1);
  g_assert_cmpuint (file->counts.refused, ==, 1);
  file = g_ptr_array_index (report->files, 1);
  g_assert_null (file->format);
  g_assert_cmpuint (file->counts.refused, ==, 1);
  json = postil_report_to_json (report);
  g_assert_nonnull (strstr (json, "\"kind\":\"repaired\""));
  g_assert_nonnull (strstr (json, "\"kind\":\"refused\""));
  g_assert_nonnull (strstr (json, "\"spans_repaired\":1"));
}

/* ---- Label Studio ---- */

static void
test_label_studio_minimal (void)
{
  static const char json[] =
      "[{\"id\":1,\"text\":\"🚀 Oslo calls\",\"label\":[{\"start\":2,\"end\":6,\"text\":\"Oslo\",\"labels\":[\"Place\"]}],"
      "\"kind\":\"News\",\"annotator\":3,\"annotation_id\":11,\"created_at\":\"2026-01-02T03:04:05Z\",\"lead_time\":4.2}]";
  static const char csv[] =
      "\"annotation_id\",\"annotator\",\"created_at\",\"id\",\"label\",\"lead_time\",\"text\"\r\n"
      "11,3,\"2026-01-02T03:04:05Z\",1,\"[{\"\"start\"\":2,\"\"end\"\":6,\"\"text\"\":\"\"Oslo\"\",\"\"labels\"\":[\"\"Place\"\"]}]\",4.2,"
      "\"🚀 Oslo calls\"\r\n";
  g_autofree char *from_json = test_describe_import ("x", json, -1, NULL, 0, 0);
  g_autofree char *from_csv = test_describe_import ("x", csv, -1, NULL, 0, 0);
  g_autofree char *torn = test_describe_import ("x", "annotation_id,annotator,label,text\n1,2,3\n1,2,[],\"open\n", -1, NULL, 2, 0);

  g_assert_cmpstr (from_json, ==, "x:1|🚀 Oslo calls\n2-6 Place Oslo\n");
  g_assert_cmpstr (from_csv, ==, from_json);
  g_assert_cmpstr (torn, ==, "");
}

/* ---- offsets that nothing can tell ---- */

static void
test_offsets (void)
{
  static const char line[] = "{\"text\":\"🚀e\xcc\x81 Oslo\",\"label\":[[%u,%u,\"Place\"]]}\n";
  static const struct
  {
    PostilOffsets offsets;
    guint start;
  } cases[] = { { POSTIL_OFFSETS_ANY, 4 }, { POSTIL_OFFSETS_UTF16, 5 }, { POSTIL_OFFSETS_BYTES, 8 }, { POSTIL_OFFSETS_GRAPHEMES, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autofree char *path = g_build_filename (project->folder, "d.jsonl", NULL);
      g_autofree char *contents = g_strdup_printf (line, cases[i].start, cases[i].start + 4);
      const char *paths[] = { path, NULL };
      PostilImportOptions options = { .offsets = cases[i].offsets, .annotator = project->annotator };
      g_autoptr (PostilReport) report = postil_report_new ();
      g_autofree char *got = NULL;

      g_assert_true (g_file_set_contents (path, contents, -1, NULL));
      g_assert_true (postil_import (project->store, paths, NULL, &options, report, NULL, NULL));
      got = test_describe (project);
      g_assert_nonnull (strstr (got, "4-8 Place Oslo"));
    }
}

/* ---- REFI codebook ---- */

static void
test_codebook (void)
{
  static const char file[] =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>\n"
      "<Code guid=\"1\" name=\"Settlement\" isCodable=\"false\"><Description>where people live</Description>\n"
      "<Code guid=\"2\" name=\"Town\" isCodable=\"true\" color=\"#1F77B4\"><Description> small &amp; old </Description></Code></Code>\n"
      "<Code guid=\"3\" name=\"\" isCodable=\"true\"/></Codes></CodeBook>\n";
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) report = test_import_string (project, "x.txt", file, -1, NULL);
  g_autoptr (PostilReport) again = test_import_string (project, "x.txt", file, -1, NULL);
  g_autoptr (PostilLabel) town = postil_labels_get (project->store, postil_labels_find (project->store, "Town"), NULL);
  g_autoptr (PostilLabel) above = postil_labels_get (project->store, postil_labels_find (project->store, "Settlement"), NULL);
  g_autoptr (TestProject) other = test_project_new ();
  g_autoptr (PostilReport) back = NULL;
  g_autoptr (PostilLabel) there = NULL;
  g_autofree char *path = NULL;

  test_assert_report (report, 1, 0);
  g_assert_true (test_report_has (report, 5, "name that is not empty"));
  g_assert_cmpuint (report->labels_added, ==, 2);
  g_assert_cmpuint (again->labels_added, ==, 0);
  g_assert_cmpstr (town->colour, ==, "#1f77b4");
  g_assert_cmpstr (town->guideline, ==, "small & old");
  g_assert_cmpint (town->parent, ==, above->id);
  g_assert_cmpstr (above->guideline, ==, "where people live");

  path = export_as (project, postil_format_find ("refi-codebook"), "x");
  back = test_import_path (other, path, NULL, FALSE);
  test_assert_report (back, 0, 0);
  there = postil_labels_get (other->store, postil_labels_find (other->store, "Town"), NULL);
  g_assert_true (postil_label_equal (town, there));
}

/* ---- policies ---- */

/* The export with this policy, its one loss told as @policy. */
static char *
export_with (TestProject *project, const char *assignment, const char *kind, const char *policy)
{
  PostilExportOptions options = { 0 };
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autofree char *path = g_build_filename (project->folder, "out.iob", NULL);
  g_autoptr (GError) error = NULL;
  char *contents;

  g_assert_true (postil_export_options_set_policy (&options, assignment, &error));
  postil_export (project->store, postil_format_find ("iob2"), path, &options, report, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (report->losses, PostilLoss, i);

      if (strcmp (loss->kind, kind) != 0)
        continue;
      g_assert_cmpstr (loss->policy, ==, policy);
      g_assert_cmpint (loss->document, !=, 0);
      g_assert_cmpint (loss->span, !=, 0);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      return contents;
    }
  g_assert_not_reached ();
}

static void
test_policies (void)
{
  static const struct
  {
    const char *assignment;
    const char *kind;
    const char *policy;
    const char *tags;
  } cases[] = {
    { "overlap=longest", "overlap", "longest kept", "one\tO\ntwo\tB-Person\nsix\tI-Person\nten\tI-Person\nfin\tO\n\n" },
    { "overlap=shortest", "overlap", "shortest kept", "one\tB-Event\ntwo\tI-Event\nsix\tB-Place\nten\tO\nfin\tO\n\n" },
    { "overlap=first", "overlap", "first kept", "one\tB-Event\ntwo\tI-Event\nsix\tB-Place\nten\tO\nfin\tO\n\n" },
    { "parts=split", "discontinuous", "one span for each part", "one\tB-Torn\ntwo\tO\nsix\tB-Torn\nten\tO\nfin\tO\n\n" },
    { "parts=hull", "discontinuous", "hull", "one\tB-Torn\ntwo\tI-Torn\nsix\tI-Torn\nten\tO\nfin\tO\n\n" },
    { "parts=first", "discontinuous", "first part", "one\tB-Torn\ntwo\tO\nsix\tO\nten\tO\nfin\tO\n\n" },
    { "parts=drop", "discontinuous", "left out", "one\tO\ntwo\tO\nsix\tO\nten\tO\nfin\tO\n\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      PostilId document = test_project_add_document (project, "a", "one two six ten fin");
      g_autofree char *got = NULL;

      if (strcmp (cases[i].kind, "overlap") == 0)
        {
          test_project_tag (project, document, 0, 7, "Event");
          test_project_tag (project, document, 4, 15, "Person");
          test_project_tag (project, document, 8, 11, "Place");
        }
      else
        {
          g_autoptr (PostilReport) torn = test_import_string (
              project, "t.jsonl",
              "{\"id\":\"a\",\"text\":\"one two six ten fin\",\"spans\":[{\"start\":0,\"end\":11,\"label\":\"Torn\","
              "\"parts\":[[0,3],[8,11]]}]}",
              -1, NULL);

          g_assert_cmpuint (torn->spans_added, ==, 1);
        }
      got = export_with (project, cases[i].assignment, cases[i].kind, cases[i].policy);
      g_assert_cmpstr (got, ==, cases[i].tags);
    }
}

static void
test_policies_kept (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilProfile) profile = postil_profile_new ();
  g_autoptr (PostilProfile) back = NULL;
  PostilExportOptions options = { 0 };
  g_autoptr (GError) error = NULL;

  profile->format = g_strdup ("iob2");
  profile->overlap = POSTIL_OVERLAP_FIRST;
  profile->parts = POSTIL_PARTS_HULL;
  test_project_begin (project, NULL);
  g_assert_true (postil_profiles_set (project->store, "p", profile, NULL));
  test_project_commit (project);
  back = postil_profiles_get (project->store, "p", NULL);
  g_assert_cmpint (back->overlap, ==, POSTIL_OVERLAP_FIRST);
  g_assert_cmpint (back->parts, ==, POSTIL_PARTS_HULL);
  g_assert_false (postil_export_options_set_policy (&options, "overlap=odd", &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (postil_export_options_set_policy (&options, "parts", &error));
  g_assert_nonnull (strstr (error->message, "parts=split"));
}

/* What waits to be placed is in no export; that is said, and can be refused. */
static void
test_waiting (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (PostilReport) in = test_import_string (
      project, "t.jsonl", "{\"id\":\"a\",\"text\":\"one\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"X\",\"text\":\"two\"}]}", -1, NULL);
  g_autoptr (PostilReport) out = postil_report_new ();
  g_autofree char *path = g_build_filename (project->folder, "out.jsonl", NULL);
  PostilExportOptions options = { 0 };

  g_assert_true (postil_export (project->store, postil_format_find ("jsonl"), path, &options, out, NULL, NULL));
  g_assert_cmpuint (out->losses->len, ==, 1);
  g_assert_cmpstr (g_array_index (out->losses, PostilLoss, 0).kind, ==, "unaligned");
  g_assert_true (test_report_has (out, 0, "1 span of the last imports"));
  options.strict = TRUE;
  g_assert_false (postil_export (project->store, postil_format_find ("jsonl"), path, &options, out, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialects/content", test_content);
  g_test_add_func ("/dialects/twice", test_twice);
  g_test_add_func ("/dialects/files", test_files);
  g_test_add_func ("/dialects/label-studio-minimal", test_label_studio_minimal);
  g_test_add_func ("/dialects/offsets", test_offsets);
  g_test_add_func ("/dialects/codebook", test_codebook);
  g_test_add_func ("/dialects/policies", test_policies);
  g_test_add_func ("/dialects/policies-kept", test_policies_kept);
  g_test_add_func ("/dialects/waiting", test_waiting);
  return g_test_run ();
}
