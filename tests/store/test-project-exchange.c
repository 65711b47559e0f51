/* test-project-exchange.c - imports and exports of a project beside the main loop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/project.h>

#include "../support/project.h"

typedef struct
{
  char *folder;
  PostilProject *project;
} Fixture;

static char *
write_page (const Fixture *fixture, guint number)
{
  g_autofree char *name = g_strdup_printf ("page%u.txt", number);
  g_autofree char *text = g_strdup_printf ("Page %u\n\nAne Holt was in Bergen.\n", number);
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *page = NULL;
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;

  fixture->folder = test_folder_new ();
  path = g_build_filename (fixture->folder, "p.postil", NULL);
  fixture->project = postil_project_create (path, "ida", &error);
  g_assert_no_error (error);
  page = write_page (fixture, 0);
  postil_project_import (fixture->project, (const char *[]){ page, NULL }, NULL, NULL, report, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->project);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static PostilId
first_document (Fixture *fixture)
{
  g_autoptr (GArray) ids =
      postil_documents_ids (postil_project_get_store (fixture->project), &POSTIL_DOCUMENT_FILTER_ALL, NULL);

  return g_array_index (ids, PostilId, 0);
}

static PostilSpanId
tag (Fixture *fixture, guint32 start, guint32 stop, const char *label)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  PostilSpanId id = postil_project_tag (fixture->project, first_document (fixture), (PostilRange){ start, stop },
                                        postil_labels_find (store, label), &error);

  g_assert_no_error (error);
  return id;
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* ---- tests ---- */

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilProfile) profile = postil_profile_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "out.jsonl", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilReport) report = NULL;

  tag (fixture, 8, 16, "Person");
  profile->format = g_strdup ("jsonl");
  postil_project_export_async (fixture->project, profile, path, NULL, NULL, NULL, keep_result, &result);
  report = postil_project_export_finish (fixture->project, await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->spans_added, ==, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_export_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilProfile) profile = postil_profile_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "out.jsonl", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  profile->format = g_strdup ("jsonl");
  g_cancellable_cancel (cancellable);
  postil_project_export_async (fixture->project, profile, path, NULL, NULL, cancellable, keep_result, &result);
  g_assert_null (postil_project_export_finish (fixture->project, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static PostilRehearsal *
rehearse (Fixture *fixture, const PostilProfile *profile, guint n_lines)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PostilRehearsal *rehearsal;

  postil_project_rehearse_async (fixture->project, profile, n_lines, NULL, keep_result, &result);
  rehearsal = postil_project_rehearse_finish (fixture->project, await (&result), &error);
  g_assert_no_error (error);
  return rehearsal;
}

static void
test_rehearse (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilProfile) profile = postil_profile_new ();
  g_autoptr (PostilRehearsal) losses = NULL;
  g_autoptr (PostilRehearsal) lines = NULL;
  const PostilLoss *loss;
  PostilSpanId inner;

  tag (fixture, 8, 23, "Person");
  inner = tag (fixture, 8, 11, "Person");
  profile->format = g_strdup ("conll");
  profile->split = (PostilSplit){ { 100, 0, 0 }, 0 };
  losses = rehearse (fixture, profile, 0);
  g_assert_cmpuint (losses->report->losses->len, >=, 1);
  loss = &g_array_index (losses->report->losses, PostilLoss, 0);
  g_assert_cmpstr (loss->kind, ==, "overlap");
  g_assert_cmpint (loss->document, ==, first_document (fixture));
  g_assert_cmpint (loss->span, ==, inner);
  g_assert_cmpuint (losses->parts[0], ==, 1);
  lines = rehearse (fixture, profile, 40);
  g_assert_nonnull (strstr (lines->lines, "Bergen"));
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autofree char *first = write_page (fixture, 1);
  g_autofree char *second = write_page (fixture, 2);
  const char *paths[] = { first, second, NULL };
  PostilImportOptions dry = { .dry_run = TRUE };
  g_autoptr (GAsyncResult) rehearsed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilReport) would_be = NULL;
  g_autoptr (PostilReport) report = NULL;

  postil_project_import_async (fixture->project, paths, NULL, &dry, NULL, NULL, NULL, keep_result, &rehearsed);
  would_be = postil_project_import_finish (fixture->project, await (&rehearsed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (would_be->documents_added, ==, 2);
  g_assert_cmpuint (postil_documents_count (store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 1);

  postil_project_import_async (fixture->project, paths, NULL, NULL, NULL, NULL, NULL, keep_result, &result);
  report = postil_project_import_finish (fixture->project, await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->documents_added, ==, 2);
  g_assert_cmpuint (postil_documents_count (store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 3);
  /* Recorded through another connection, undone through this one. */
  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  g_assert_cmpuint (postil_documents_count (store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 1);
}

static void
test_import_cancelled (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *page = write_page (fixture, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  postil_project_import_async (fixture->project, (const char *[]){ page, NULL }, NULL, NULL, NULL, NULL, cancellable,
                               keep_result, &result);
  g_assert_null (postil_project_import_finish (fixture->project, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (postil_documents_count (store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 1);
}

/* What was exported last is remembered, with or without a name. */
static void
test_last (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (PostilProfile) profile = postil_profile_new ();
  g_autoptr (PostilProfile) back = NULL;
  g_autofree char *name = NULL;

  g_assert_null (postil_profiles_get_last (store, &name));
  g_assert_null (name);
  profile->format = g_strdup ("brat");
  profile->output = g_strdup ("/tmp/out.zip");
  postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, NULL);
  g_assert_true (postil_profiles_set_last (store, "for the trainer", profile, NULL));
  g_assert_true (postil_transaction_commit (store, NULL));
  back = postil_profiles_get_last (store, &name);
  g_assert_cmpstr (name, ==, "for the trainer");
  g_assert_cmpstr (back->format, ==, "brat");
  g_assert_cmpstr (back->output, ==, "/tmp/out.zip");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*function) (Fixture *, gconstpointer);
  } tests[] = {
    { "/project-exchange/export", test_export },
    { "/project-exchange/export-cancelled", test_export_cancelled },
    { "/project-exchange/rehearse", test_rehearse },
    { "/project-exchange/import", test_import },
    { "/project-exchange/import-cancelled", test_import_cancelled },
    { "/project-exchange/last", test_last },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);
  return g_test_run ();
}
