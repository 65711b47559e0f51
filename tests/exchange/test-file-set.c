/* test-file-set.c - the files of one export all appear or none does, whichever of them fails and however
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an export does to its files goes through a few functions of the C library. They are ours here, in front of
 * those, so that each of them can fail, or the program can end in it.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exchange-support.h"

#define N_DOCUMENTS 40

/* What is to go wrong, and when: counted down, 0: never. */
static guint renames_left;
static guint steps_left;
static guint syncs_left;
static guint n_synced;          /* exports that were written */
static gboolean one_name;       /* files can have one name only */
static GCancellable *to_cancel; /* by the last of the syncs; NULL: it spoils the file */

static void
step (void)
{
  if (steps_left > 0 && --steps_left == 0)
    kill (getpid (), SIGKILL);
}

int
rename (const char *from, const char *to)
{
  int status;

  step ();
  if (renames_left > 0 && --renames_left == 0)
    {
      errno = EPERM;
      return -1;
    }
  status = renameat (AT_FDCWD, from, AT_FDCWD, to);
  step ();
  return status;
}

int
unlink (const char *path)
{
  int status;

  step ();
  status = unlinkat (AT_FDCWD, path, 0);
  step ();
  return status;
}

int
linkat (int from_fd, const char *from, int to_fd, const char *to, int flags)
{
  if (one_name && !g_str_has_prefix (from, "/proc/"))
    {
      errno = EPERM;
      return -1;
    }
  return (int) syscall (SYS_linkat, from_fd, from, to_fd, to, flags);
}

/* What is told of losses is proven by nobody. */
static gboolean
is_export (int fd)
{
  char head[8] = "";
  struct stat info;

  return fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && pread (fd, head, sizeof head, 0) >= 0 &&
         memcmp (head, "{\"file\":", sizeof head) != 0;
}

/* A file is synced when it has been written, and before it is proven. */
int
fsync (int fd)
{
  if (is_export (fd))
    {
      n_synced++;
      if (syncs_left > 0 && --syncs_left == 0)
        {
          if (to_cancel != NULL)
            g_cancellable_cancel (to_cancel);
          else
            g_assert_cmpint (pwrite (fd, "#", 1, 20), ==, 1);
        }
    }
  return 0; /* this machine will not lose its power, and there are many */
}

int
fdatasync (int fd)
{
  return 0;
}

/* ---- what is exported ---- */

static PostilId
add_document (TestProject *project, guint number)
{
  g_autofree char *key = g_strdup_printf ("d%u", number);
  g_autofree char *text = g_strdup_printf ("Nadia Quist wrote number %u. Oslo waits!\n", number);
  PostilId document = test_project_add_document (project, key, text);

  test_project_tag (project, document, 0, 11, "Person");
  return document;
}

/* Each document has a span within another one, for a second layer. */
static TestProject *
make_project (void)
{
  static const char long_name[] = "A name with so many words that its layer is the larger one";
  TestProject *project = test_project_new ();

  test_project_begin (project, NULL);
  postil_labels_ensure (project->store, long_name, POSTIL_LABEL_ENTITY, NULL);
  test_project_commit (project);
  for (guint i = 0; i < N_DOCUMENTS; i++)
    test_project_tag (project, add_document (project, i), 0, 5, long_name);
  return project;
}

typedef struct
{
  const char *format;
  const char *split; /* NULL: the layers */
  PostilOverlap overlap;
} Kind;

/* Files without losses, with them, layers, and layers of parts. The second file is larger than the first. */
static const Kind kinds[] = {
  { "jsonl", "10/80/10", POSTIL_OVERLAP_LONGEST },
  { "conll", "10/80/10", POSTIL_OVERLAP_LONGEST },
  { "conll", NULL, POSTIL_OVERLAP_SPLIT },
  { "iob2", "10/80/10", POSTIL_OVERLAP_SPLIT },
};

static gboolean export(TestProject *project, const Kind *kind, gboolean strict, GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *path = g_build_filename (project->folder, "out.x", NULL);
  PostilExportOptions options = { .overlap = kind->overlap, .strict = strict };
  g_autoptr (PostilReport) report = postil_report_new ();
  const PostilFormat *format = postil_format_find (kind->format);
  PostilSplit split = { { 0 }, 0 };

  if (kind->split == NULL)
    return postil_export (project->store, format, path, &options, report, cancellable, error);
  g_assert_true (postil_split_from_string (kind->split, &split, NULL));
  return postil_export_split (project->store, format, path, &options, &split, report, cancellable, error);
}

/* ---- what is in the folder ---- */

/* Path -> contents, of all that an export may have left there, hidden names too. */
static GHashTable *
read_files (TestProject *project)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GDir) dir = g_dir_open (project->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (project->folder, name, NULL);
      char *contents = NULL;

      if (strstr (name, "out.") == NULL)
        continue;
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_hash_table_insert (files, g_steal_pointer (&path), contents);
    }
  return files;
}

static void
remove_files (TestProject *project)
{
  g_autoptr (GHashTable) files = read_files (project);
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    unlinkat (AT_FDCWD, path, 0);
}

/* Nothing is there, or old files of all the names that will be written. (transfer full) */
static GHashTable *
arrange (TestProject *project, GHashTable *written, gboolean old)
{
  GHashTableIter iter;
  gpointer path;

  remove_files (project);
  g_hash_table_iter_init (&iter, written);
  while (old && g_hash_table_iter_next (&iter, &path, NULL))
    g_assert_true (g_file_set_contents (path, path, -1, NULL));
  return read_files (project);
}

static void
assert_same (GHashTable *found, GHashTable *expected)
{
  GHashTableIter iter;
  gpointer path, contents;

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &path, &contents))
    g_assert_cmpstr (g_hash_table_lookup (found, path), ==, contents);
  g_assert_cmpuint (g_hash_table_size (found), ==, g_hash_table_size (expected));
}

/* What a good export writes. (transfer full) */
static GHashTable *
rehearse (TestProject *project, const Kind *kind)
{
  g_autoptr (GError) error = NULL;

  export(project, kind, FALSE, NULL, &error);
  g_assert_no_error (error);
  return read_files (project);
}

/* ---- one of them fails ---- */

typedef enum
{
  SPOILT,
  CANCELLED,
  RENAME,
} Failure;

/* @number: of the file that fails, from 1. TRUE when there are not so many. */
static gboolean
goes_well (TestProject *project, const Kind *kind, Failure failure, guint number, GHashTable *before)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok;

  to_cancel = failure == CANCELLED ? cancellable : NULL;
  syncs_left = failure != RENAME ? number : 0;
  renames_left = failure == RENAME ? number : 0;
  ok = export(project, kind, FALSE, cancellable, &error);
  syncs_left = renames_left = 0;
  if (ok)
    return TRUE;
  if (failure == RENAME)
    g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_PERM);
  if (failure == CANCELLED)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (failure == SPOILT)
    g_assert_nonnull (error);
  after = read_files (project);
  assert_same (after, before);
  return FALSE;
}

/* Whichever of them it is. @n_least: so many can fail. */
static void
assert_all_or_none (const Kind *kind, Failure failure, guint n_least)
{
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GHashTable) written = rehearse (project, kind);

  for (int old = FALSE; old <= TRUE; old++)
    {
      g_autoptr (GHashTable) before = NULL;
      g_autoptr (GHashTable) after = NULL;
      guint n = 0;

      do
        {
          g_clear_pointer (&before, g_hash_table_unref);
          before = arrange (project, written, old);
        }
      while (!goes_well (project, kind, failure, ++n, before));
      g_assert_cmpuint (n, >, n_least);
      /* And when none fails, all are there and nothing else. */
      after = read_files (project);
      assert_same (after, written);
    }
}

static void
test_spoilt (gconstpointer kind)
{
  assert_all_or_none (kind, SPOILT, 2);
}

static void
test_cancelled (gconstpointer kind)
{
  assert_all_or_none (kind, CANCELLED, 2);
}

static void
test_rename (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GHashTable) written = rehearse (project, kind);

  assert_all_or_none (kind, RENAME, g_hash_table_size (written) - 1);
  one_name = TRUE;
  assert_all_or_none (kind, RENAME, g_hash_table_size (written) - 1);
  one_name = FALSE;
}

/* ---- there is no room for one of them ---- */

static void
set_limit (rlim_t n_bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (n_bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_full (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GHashTable) written = rehearse (project, kind);
  GHashTableIter iter;
  gpointer contents;
  guint most = 0;

  g_hash_table_iter_init (&iter, written);
  while (g_hash_table_iter_next (&iter, NULL, &contents))
    {
      g_autoptr (GHashTable) before = arrange (project, written, TRUE);
      g_autoptr (GHashTable) after = NULL;
      g_autoptr (GError) error = NULL;
      gboolean ok;

      n_synced = 0;
      set_limit (strlen (contents) - 1);
      ok = export(project, kind, FALSE, NULL, &error);
      set_limit (RLIM_INFINITY);
      g_assert_false (ok);
      g_assert_nonnull (error);
      after = read_files (project);
      assert_same (after, before);
      most = MAX (most, n_synced);
    }
  /* The first of them had room. */
  g_assert_cmpuint (most, >=, 1);
}

/* ---- one of them may not lose anything, and would ---- */

static void
test_strict (void)
{
  static const Kind kind = { "csv", "40/30/30", POSTIL_OVERLAP_LONGEST };
  g_autoptr (TestProject) project = test_project_new ();
  PostilExportOptions options = { 0 };
  PostilSplit split = { { 40, 30, 30 }, 0 };
  GHashTable *parts[POSTIL_N_SPLITS];
  g_autoptr (GHashTable) written = NULL;
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < N_DOCUMENTS; i++)
    add_document (project, i);
  g_assert_true (postil_split_documents (project->store, &options, &split, parts, NULL, NULL));
  g_hash_table_iter_init (&iter, parts[2]);
  g_assert_true (g_hash_table_iter_next (&iter, &id, NULL));
  /* The same labels as before, so that it stays where it is: spans that are related, in the last file. */
  relation->tail = test_project_tag (project, *(gint64 *) id, 0, 5, "Person");
  relation->head = test_project_tag (project, *(gint64 *) id, 12, 17, "Person");
  test_project_begin (project, NULL);
  relation->label = postil_labels_ensure (project->store, "speaker", POSTIL_LABEL_RELATION, NULL);
  relation->source = project->hand;
  relation->annotator = project->annotator;
  g_assert_true (postil_relations_add (project->store, relation, NULL));
  test_project_commit (project);
  for (guint i = 0; i < POSTIL_N_SPLITS; i++)
    g_hash_table_unref (parts[i]);

  written = rehearse (project, &kind);
  before = arrange (project, written, TRUE);
  n_synced = 0;
  g_assert_false (export(project, &kind, TRUE, NULL, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT);
  g_assert_cmpuint (n_synced, ==, 2);
  after = read_files (project);
  assert_same (after, before);
}

/* ---- killed among the renames ---- */

static gboolean
killed_at (TestProject *project, const Kind *kind, guint n_steps)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      steps_left = n_steps;
      export(project, kind, FALSE, NULL, NULL);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (!WIFSIGNALED (status))
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return WIFSIGNALED (status);
}

/* Some are new then and some old, but each is whole. */
static void
test_killed (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GHashTable) written = rehearse (project, kind);
  gboolean killed = TRUE;
  guint n = 0;

  while (killed)
    {
      g_autoptr (GHashTable) before = arrange (project, written, TRUE);
      g_autoptr (GHashTable) after = NULL;
      GHashTableIter iter;
      gpointer path, contents;

      killed = killed_at (project, kind, ++n);
      after = read_files (project);
      g_hash_table_iter_init (&iter, written);
      while (g_hash_table_iter_next (&iter, &path, &contents))
        {
          const char *found = g_hash_table_lookup (after, path);

          if (g_strcmp0 (found, g_hash_table_lookup (before, path)) != 0)
            g_assert_cmpstr (found, ==, contents);
        }
    }
  g_assert_cmpuint (n, >, 2 * g_hash_table_size (written));
}

/* ---- names ---- */

/* A folder that has the name of what is told; and two parts that are one file. */
static void
test_names (void)
{
  static const Kind lossy = { "conll", "10/80/10", POSTIL_OVERLAP_LONGEST };
  g_autoptr (TestProject) project = make_project ();
  g_autofree char *told = g_build_filename (project->folder, "out.test.x.loss.json", NULL);
  g_autofree char *inside = g_build_filename (told, "file", NULL);
  g_autofree char *one = g_build_filename (project->folder, "out.train.x", NULL);
  g_autofree char *other = g_build_filename (project->folder, "out.test.x", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkdir (told, 0700), ==, 0);
  g_assert_true (g_file_set_contents (inside, "", 0, NULL));
  g_assert_false (export(project, &lossy, FALSE, NULL, &error));
  g_assert_nonnull (strstr (error->message, told));
  g_assert_false (g_file_test (one, G_FILE_TEST_EXISTS));
  unlinkat (AT_FDCWD, inside, 0);
  g_assert_cmpint (unlinkat (AT_FDCWD, told, AT_REMOVEDIR), ==, 0);

  g_clear_error (&error);
  g_assert_true (g_file_set_contents (one, "old", -1, NULL));
  g_assert_cmpint (symlink ("out.train.x", other), ==, 0);
  g_assert_false (export(project, &lossy, FALSE, NULL, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
  g_assert_true (g_file_get_contents (one, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
}

static void
add_for_each_kind (const char *name, GTestDataFunc test)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/file-set/%s/%s-%s-%s", name, kinds[i].format, kinds[i].split != NULL ? "split" : "whole",
                           postil_overlap_to_string (kinds[i].overlap));

      g_test_add_data_func (path, &kinds[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN);
  add_for_each_kind ("spoilt", test_spoilt);
  add_for_each_kind ("cancelled", test_cancelled);
  add_for_each_kind ("rename", test_rename);
  add_for_each_kind ("full", test_full);
  add_for_each_kind ("killed", test_killed);
  g_test_add_func ("/file-set/strict", test_strict);
  g_test_add_func ("/file-set/names", test_names);
  return g_test_run ();
}
