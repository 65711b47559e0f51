/* test-stop.c - stopped half way, however that happens: no half-written file, no half-imported document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cancelled, killed, or out of space. Where it is a matter of time at which point that falls, what must hold does so at any.
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exchange-support.h"

#define N_DOCUMENTS 400
#define N_SPANS 5 /* of each */
#define N_KILLS 12

static const char *const formats[] = { "jsonl", "csv", "conll", "spacy", "label-studio", "xmi", "refi", "brat", "w3c" };

static char *
make_lines (void)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_string_append_printf (lines, "{\"id\":\"d%u\",\"text\":\"Nadia Quist said that Fjord Labs number %u is not in Tromsø.\\n"
                                     "Nobody at all was there to say anything else about it, or about them.\",\"spans\":[", i, i);
      for (guint j = 0; j < N_SPANS; j++)
        g_string_append_printf (lines, "%s{\"start\":%u,\"end\":%u,\"label\":\"Person\"}", j > 0 ? "," : "", j * 6, j * 6 + 5);
      g_string_append (lines, "]}\n");
    }
  return g_string_free (lines, FALSE);
}

static TestProject *
make_project (void)
{
  TestProject *project = test_project_new ();
  g_autofree char *lines = make_lines ();
  g_autoptr (PostilReport) report = test_import_string (project, "in.jsonl", lines, -1, NULL);

  g_assert_cmpuint (report->documents_added, ==, N_DOCUMENTS);
  return project;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names in a folder, but for those of SQLite, in one string. */
static char *
list_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_str_has_suffix (name, "-journal"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

/* ---- cancelled ---- */

typedef struct
{
  GCancellable *cancellable;
  PostilMeter *meter;
  gint after; /* documents, or part of the bytes in percent */
  gboolean proving;
  gboolean bytes;
  gint ended;
} Canceller;

static gpointer
cancel_later (gpointer data)
{
  Canceller *self = data;

  while (!g_atomic_int_get (&self->ended))
    {
      gboolean there = self->bytes ? 100 * postil_meter_get_share (self->meter) >= self->after
                                   : g_atomic_int_get (&self->meter->done) >= self->after &&
                                         (!self->proving || g_atomic_int_get (&self->meter->proving));

      if (there)
        g_cancellable_cancel (self->cancellable);
      if (there)
        break;
      g_thread_yield ();
    }
  return NULL;
}

/* FALSE when it was quicker than the one who cancels. */
static gboolean
export_cancelled (TestProject *project, const char *name, const char *path, gint after, gboolean proving)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  PostilMeter meter = { .cancellable = cancellable };
  Canceller canceller = { cancellable, &meter, after, proving, FALSE, 0 };
  PostilExportOptions options = { .meter = &meter };
  GThread *thread = g_thread_new ("cancel", cancel_later, &canceller);
  gboolean ok = postil_export (project->store, postil_format_find (name), path, &options, report, cancellable, &error);

  g_atomic_int_set (&canceller.ended, 1);
  g_thread_join (thread);
  if (!ok)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return !ok;
}

static void
test_export_cancelled (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autofree char *path = g_build_filename (project->folder, "out", NULL);
  guint n_cancelled = 0;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    for (gint after = 1; after < N_DOCUMENTS; after += N_DOCUMENTS / 3)
      for (int proving = 0; proving <= 1; proving++)
        {
          g_autofree char *before = NULL;
          g_autofree char *names = NULL;
          g_autofree char *contents = NULL;

          g_assert_true (g_file_set_contents (path, "old", -1, NULL));
          before = list_names (project->folder);
          if (!export_cancelled (project, formats[i], path, after, proving))
            continue;
          n_cancelled++;
          names = list_names (project->folder);
          g_assert_cmpstr (names, ==, before);
          g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
          g_assert_cmpstr (contents, ==, "old");
        }
  g_test_message ("%u of %u were cancelled in the middle", n_cancelled, (guint) G_N_ELEMENTS (formats) * 8);
  g_assert_cmpuint (n_cancelled, >, G_N_ELEMENTS (formats));
}

static void
test_import_cancelled (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autofree char *lines = make_lines ();
  g_autofree char *path = g_build_filename (project->folder, "in.jsonl", NULL);
  const char *const paths[] = { path, NULL };
  guint n_cancelled = 0;

  g_assert_true (g_file_set_contents (path, lines, -1, NULL));
  for (gint after = 1; after <= 100; after += 9)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (PostilReport) report = postil_report_new ();
      g_autoptr (GError) error = NULL;
      PostilMeter meter = { .cancellable = cancellable };
      Canceller canceller = { cancellable, &meter, after, FALSE, TRUE, 0 };
      PostilImportOptions options = { .meter = &meter, .annotator = project->annotator };
      GThread *thread = g_thread_new ("cancel", cancel_later, &canceller);
      gboolean ok = postil_import (project->store, paths, NULL, &options, report, cancellable, &error);

      g_atomic_int_set (&canceller.ended, 1);
      g_thread_join (thread);
      n_cancelled += !ok;
      if (!ok)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (postil_documents_count (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, ok ? N_DOCUMENTS : 0);
      if (ok)
        break;
      g_assert_null (postil_history_peek_undo (project->store));
    }
  g_assert_cmpuint (n_cancelled, >, 0);
}

/* ---- no space ---- */

/* As a full disk does it: what would make any file longer than this fails. */
static void
set_limit (rlim_t n_bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (n_bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_export_full (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autofree char *path = g_build_filename (project->folder, "out", NULL);
  static const rlim_t limits[] = { 0, 1, 4096, 20000 };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    for (guint j = 0; j < G_N_ELEMENTS (limits); j++)
      {
        PostilExportOptions options = { 0 };
        g_autoptr (PostilReport) report = postil_report_new ();
        g_autoptr (GError) error = NULL;
        g_autofree char *before = list_names (project->folder);
        g_autofree char *names = NULL;
        gboolean ok;

        set_limit (limits[j]);
        ok = postil_export (project->store, postil_format_find (formats[i]), path, &options, report, NULL, &error);
        set_limit (RLIM_INFINITY);
        g_assert_false (ok);
        /* It says which file. */
        g_assert_nonnull (error);
        names = list_names (project->folder);
        g_assert_cmpstr (names, ==, before);
      }
}

static void
test_import_full (void)
{
  g_autofree char *lines = make_lines ();
  static const rlim_t more[] = { 4096, 40000, 200000 };

  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autofree char *path = g_build_filename (project->folder, "in.jsonl", NULL);
      const char *const paths[] = { path, NULL };
      g_autoptr (PostilReport) report = postil_report_new ();
      g_autoptr (PostilReport) again = NULL;
      g_autoptr (GError) error = NULL;
      PostilImportOptions options = { .annotator = project->annotator };
      GStatBuf info;
      gboolean ok;

      g_assert_true (g_file_set_contents (path, lines, -1, NULL));
      g_assert_cmpint (g_stat (postil_store_get_path (project->store), &info), ==, 0);
      set_limit ((rlim_t) info.st_size + more[i]);
      ok = postil_import (project->store, paths, NULL, &options, report, NULL, &error);
      set_limit (RLIM_INFINITY);
      g_assert_false (ok);
      g_assert_nonnull (error);
      g_assert_cmpuint (postil_documents_count (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL), ==, 0);
      /* With room again it is as if nothing had happened. */
      again = test_import_path (project, path, NULL, FALSE);
      g_assert_cmpuint (again->documents_added, ==, N_DOCUMENTS);
    }
}

/* ---- killed ---- */

/* Runs @work in a process of its own, which is killed after @microseconds. */
static void
run_and_kill (void (*work) (const char *project, const char *path), const char *project, const char *path,
              gulong microseconds)
{
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      work (project, path);
      _exit (0);
    }
  g_usleep (microseconds);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
}

static void
export_again_and_again (const char *project, const char *path)
{
  PostilStore *store = postil_store_open (project, POSTIL_STORE_READ_ONLY, NULL);
  PostilExportOptions options = { 0 };

  while (store != NULL)
    {
      g_autoptr (PostilReport) report = postil_report_new ();

      postil_export (store, postil_format_find ("jsonl"), path, &options, report, NULL, NULL);
    }
}

static void
test_export_killed (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autofree char *path = g_build_filename (project->folder, "out.jsonl", NULL);
  g_autofree char *whole = test_export_string (project, "jsonl", &(PostilExportOptions){ 0 }, NULL);

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autofree char *names = NULL;
      g_autofree char *contents = NULL;

      run_and_kill (export_again_and_again, postil_store_get_path (project->store), path,
                    (gulong) g_test_rand_int_range (1000, 60000));
      /* There, and then all of it; or not there. Nothing under another name either, where files can be without one. */
      if (g_file_get_contents (path, &contents, NULL, NULL))
        g_assert_cmpstr (contents, ==, whole);
      names = list_names (project->folder);
      g_test_message ("%s", names);
    }
}

/* Lies where two processes see it. */
static PostilMeter *shared_meter;

static gboolean
killed_in_proof (TestProject *project, const PostilFormat *format, const char *path)
{
  pid_t child;
  int status = 0;

  memset (shared_meter, 0, sizeof *shared_meter);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      PostilStore *store = postil_store_open (postil_store_get_path (project->store), POSTIL_STORE_READ_ONLY, NULL);
      g_autoptr (PostilReport) report = postil_report_new ();
      PostilExportOptions options = { .meter = shared_meter };
      int target = open ("/dev/null", O_WRONLY);

      /* Down a pipe, what is proven lies in the temporary folder, too. */
      dup2 (target, STDOUT_FILENO);
      postil_export (store, format, path, &options, report, NULL, NULL);
      _exit (0);
    }
  while (!g_atomic_int_get (&shared_meter->proving) && waitpid (child, &status, WNOHANG) == 0)
    g_thread_yield ();
  g_usleep ((gulong) g_test_rand_int_range (0, 5000));
  kill (child, SIGKILL);
  waitpid (child, &status, 0);
  return WIFSIGNALED (status);
}

/* Nothing is left of a proof, in no folder: what it needs has no names. */
static void
test_proof_killed (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autofree char *path = g_build_filename (project->folder, "out", NULL);
  g_autofree char *before = list_names (project->folder);
  g_autofree char *temporary = list_names (g_get_tmp_dir ());
  guint n_killed = 0;

  shared_meter = mmap (NULL, sizeof *shared_meter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert_true (shared_meter != MAP_FAILED);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    for (int piped = FALSE; piped <= TRUE; piped++)
      {
        g_autofree char *names = NULL;
        g_autofree char *left = NULL;

        if (!killed_in_proof (project, postil_format_find (formats[i]), piped ? "-" : path))
          continue;
        n_killed++;
        left = list_names (g_get_tmp_dir ());
        g_assert_cmpstr (left, ==, temporary);
        /* Some are quick. */
        unlink (path);
        names = list_names (project->folder);
        g_assert_cmpstr (names, ==, before);
      }
  munmap (shared_meter, sizeof *shared_meter);
  g_test_message ("%u of %u were killed in their proof", n_killed, (guint) G_N_ELEMENTS (formats) * 2);
  g_assert_cmpuint (n_killed, >, 2);
}

static void
import_once (const char *project, const char *path)
{
  PostilStore *store = postil_store_open (project, POSTIL_STORE_NONE, NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr (PostilReport) report = postil_report_new ();
  PostilImportOptions options = { 0 };

  if (store != NULL)
    postil_import (store, paths, NULL, &options, report, NULL, NULL);
}

static void
test_import_killed (void)
{
  g_autofree char *lines = make_lines ();
  guint n_without = 0;

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autofree char *in = g_build_filename (project->folder, "in.jsonl", NULL);
      g_autofree char *path = g_strdup (postil_store_get_path (project->store));
      PostilSpanFilter all = { .states = POSTIL_STATES_ALL };
      guint n;

      g_assert_true (g_file_set_contents (in, lines, -1, NULL));
      postil_store_close (project->store);
      project->store = NULL;
      run_and_kill (import_once, path, in, (gulong) g_test_rand_int_range (1000, 500000));
      project->store = postil_store_open (path, POSTIL_STORE_NONE, NULL);
      g_assert_nonnull (project->store);
      n = postil_documents_count (project->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL);
      g_assert_true (n == 0 || n == N_DOCUMENTS);
      g_assert_cmpuint (postil_spans_count (project->store, &all, NULL), ==, n * N_SPANS);
      n_without += n == 0;
    }
  g_test_message ("%u of %u were killed before the commit", n_without, N_KILLS);
}

/* All that is temporary lies in a folder where nobody else puts anything. */
static char *
make_own_folder (void)
{
  char *folder = g_strdup_printf ("%s/postil-stop-XXXXXX", g_getenv ("TMPDIR") != NULL ? g_getenv ("TMPDIR") : "/tmp");

  g_assert_nonnull (g_mkdtemp (folder));
  g_setenv ("TMPDIR", folder, TRUE);
  g_setenv ("SQLITE_TMPDIR", folder, TRUE);
  return folder;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = make_own_folder ();
  int status;

  g_test_init (&argc, &argv, NULL);
  /* Writing beyond a limit is an error then, as on a full disk, and not the end. */
  signal (SIGXFSZ, SIG_IGN);
  g_test_add_func ("/stop/export-cancelled", test_export_cancelled);
  g_test_add_func ("/stop/import-cancelled", test_import_cancelled);
  g_test_add_func ("/stop/export-full", test_export_full);
  g_test_add_func ("/stop/import-full", test_import_full);
  g_test_add_func ("/stop/export-killed", test_export_killed);
  g_test_add_func ("/stop/proof-killed", test_proof_killed);
  g_test_add_func ("/stop/import-killed", test_import_killed);
  status = g_test_run ();
  /* Empty again. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return status;
}
