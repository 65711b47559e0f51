/* test-fixtures.c - files as other tools write them, and what is said of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each folder of fixtures/ is called after a format. NAME is imported, by its content alone, and what is reported and
 * what came in must be NAME.expected. NAME.texts are documents that are there before; NAME.beside is a text that lies
 * beside it. To accept what is said now, after reading it: POSTIL_ACCEPT=1 build/tests/test-fixtures
 */
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "foreign.h"

static char *
fixtures (void)
{
  return g_test_build_filename (G_TEST_DIST, "exchange", "fixtures", NULL);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes;

  g_file_get_contents (from, &contents, &n_bytes, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, contents, (gssize) n_bytes, &error);
  g_assert_no_error (error);
}

static void
put_texts (TestProject *project, const char *fixture)
{
  g_autofree char *path = g_strconcat (fixture, ".texts", NULL);
  g_autoptr (PostilReport) report = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  report = test_import_path (project, path, "jsonl", FALSE);
  test_assert_report (report, 0, 0);
}

static void
put_beside (const char *fixture, const char *copy)
{
  g_autofree char *path = g_strconcat (fixture, ".beside", NULL);
  g_autofree char *beside = g_strdup_printf ("%.*s.txt", (int) (strrchr (copy, '.') - copy), copy);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    copy_file (path, beside);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Whether the order of two lines is chance: spans at the same place, and relations. */
static gboolean
is_loose (const char *line, const char *next)
{
  gsize n = strcspn (line, " ");

  if (g_ascii_isdigit (line[0]))
    return strncmp (line, next, n + 1) == 0;
  return strstr (line, " > ") != NULL && strstr (next, " > ") != NULL;
}

/* (transfer full) */
static char *
in_order (const char *description)
{
  g_auto (GStrv) lines = g_strsplit (description, "\n", -1);
  guint n = g_strv_length (lines);

  for (guint i = 0, first = 0; i < n; i++)
    if (i + 1 == n || !is_loose (lines[i], lines[i + 1]))
      {
        qsort (lines + first, i + 1 - first, sizeof *lines, compare_strings);
        first = i + 1;
      }
  return g_strjoinv ("\n", lines);
}

/* What is of a document as a whole, and of spans that are not simply kept. */
static void
append_labels_and_states (TestProject *project, GString *out)
{
  g_autoptr (GArray) ids = postil_documents_ids (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      PostilId id = g_array_index (ids, PostilId, i);
      g_autoptr (PostilDocument) document = postil_documents_get (project->store, id, NULL);
      PostilSpanFilter suggested = { .document = id, .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED) };
      PostilSpanFilter rejected = { .document = id, .states = POSTIL_STATES (POSTIL_STATE_REJECTED) };
      g_autoptr (GPtrArray) open = postil_spans_list (project->store, &suggested, NULL);
      g_autoptr (GPtrArray) refused = postil_spans_list (project->store, &rejected, NULL);

      if (document->labels != NULL && strcmp (document->labels, "[]") != 0)
        g_string_append_printf (out, "-- %s is %s\n", document->key, document->labels);
      if (open->len + refused->len > 0)
        g_string_append_printf (out, "-- %s: %u suggested, %u rejected\n", document->key, open->len, refused->len);
    }
}

/* "file:line: level: message" of each, then a line of how it was read, then what is in the project. */
static char *
describe (TestProject *project, const PostilReport *report)
{
  GString *out = g_string_new (NULL);
  g_autofree char *given = test_describe (project);
  g_autofree char *all = in_order (given);
  const PostilReportFile *file = g_ptr_array_index (report->files, 0);

  for (guint i = 0; i < report->items->len; i++)
    {
      g_autofree char *said = postil_report_item_to_string (g_ptr_array_index (report->items, i));
      g_auto (GStrv) pieces = g_strsplit (said, project->folder, -1);
      g_autofree char *here = g_strjoinv ("", pieces);

      g_string_append_printf (out, "%s\n", here[0] == '/' ? here + 1 : here);
    }
  g_string_append_printf (
      out, "-- %s: %u documents, %u spans, %u relations, %u labels, %u repaired, %u unaligned, %u refused\n",
      file->format != NULL ? file->format : "nothing", report->documents_added, report->spans_added,
      report->relations_added, report->labels_added, report->spans_repaired, report->spans_unaligned, report->refused);
  append_labels_and_states (project, out);
  g_string_append (out, all);
  return g_string_free (out, FALSE);
}

/* A file that is wrong says where, what is wrong, and what would be right or became of it. */
static void
assert_complains (const char *name, const char *found)
{
  g_autofree char *place = g_strdup_printf ("%s:", name);
  const char *error = strstr (found, ": error: ");

  if (!g_str_has_prefix (name, "errors"))
    return;
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (found, place) || strstr (found, place) != NULL);
}

static void
test_fixture (gconstpointer data)
{
  const char *fixture = data;
  g_autofree char *name = g_path_get_basename (fixture);
  g_autofree char *expected_path = g_strconcat (fixture, ".expected", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *copy = g_build_filename (project->folder, name, NULL);
  g_autoptr (PostilReport) report = NULL;

  put_texts (project, fixture);
  copy_file (fixture, copy);
  put_beside (fixture, copy);
  report = test_import_path (project, copy, NULL, FALSE);
  found = describe (project, report);
  assert_complains (name, found);
  if (g_getenv ("POSTIL_ACCEPT") != NULL)
    g_assert_true (g_file_set_contents (expected_path, found, -1, NULL));
  g_file_get_contents (expected_path, &expected, NULL, NULL);
  g_assert_cmpstr (found, ==, expected);
}

/* Sorted. */
static GPtrArray *
names_in (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_strings);
  return names;
}

static gboolean
is_beside (const char *name)
{
  return g_str_has_suffix (name, ".expected") || g_str_has_suffix (name, ".texts") ||
         g_str_has_suffix (name, ".beside");
}

/* Of every format that is read there are files, among them one that is wrong. */
static void
test_complete (void)
{
  g_autofree char *all = fixtures ();

  for (const PostilFormat *format = postil_formats (); format->name != NULL; format++)
    {
      gboolean errors = FALSE;
      g_autofree char *folder = NULL;

      for (const PostilFormat *other = postil_formats (); format->read != NULL && other->name != NULL; other++)
        {
          g_autofree char *path = g_build_filename (all, other->name, NULL);

          /* Dialects share a reader, and a folder. */
          if (other->read != format->read || !g_file_test (path, G_FILE_TEST_IS_DIR))
            continue;
          g_autoptr (GPtrArray) names = names_in (path);

          folder = g_strdup (path);
          for (guint i = 0; i < names->len; i++)
            errors = errors || g_str_has_prefix (g_ptr_array_index (names, i), "errors");
          break;
        }
      if (format->read != NULL && (folder == NULL || !errors))
        g_test_fail_printf ("There are no fixtures of %s with errors in them.", format->name);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *all = NULL;
  g_autoptr (GPtrArray) formats = NULL;

  g_test_init (&argc, &argv, NULL);
  all = fixtures ();
  formats = names_in (all);
  g_test_add_func ("/fixtures/complete", test_complete);
  for (guint i = 0; i < formats->len; i++)
    {
      const char *format = g_ptr_array_index (formats, i);
      g_autofree char *folder = g_build_filename (all, format, NULL);
      g_autoptr (GPtrArray) names = names_in (folder);

      for (guint j = 0; j < names->len; j++)
        {
          const char *name = g_ptr_array_index (names, j);
          g_autofree char *path = g_strdup_printf ("/fixtures/%s/%s", format, name);

          if (!is_beside (name))
            g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), test_fixture, g_free);
        }
    }
  return g_test_run ();
}
