/* test-pair.c - an export and what is told of its losses never mislead, wherever the program is killed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file changes its name, or goes, by these functions alone; so each of them is where a killed program may stop,
 * before what it does or after. They are ours here, in front of those of the C library.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exchange-support.h"

static guint n_left;        /* steps until the end comes; 0: never */
static const char *refused; /* the name that nothing gets, or NULL */

static void
step (void)
{
  if (n_left > 0 && --n_left == 0)
    kill (getpid (), SIGKILL);
}

int
rename (const char *from, const char *to)
{
  int status;

  step ();
  if (g_strcmp0 (to, refused) == 0)
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

typedef struct
{
  char *contents; /* NULL: there is no such file */
  char *told;
} Pair;

static void
pair_clear (Pair *self)
{
  g_clear_pointer (&self->contents, g_free);
  g_clear_pointer (&self->told, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static Pair
read_pair (const char *path)
{
  g_autofree char *beside = g_strconcat (path, ".loss.json", NULL);
  Pair pair = { NULL, NULL };

  g_file_get_contents (path, &pair.contents, NULL, NULL);
  g_file_get_contents (beside, &pair.told, NULL, NULL);
  return pair;
}

static void
export_as (TestProject *project, const char *format, const char *path)
{
  g_autoptr (PostilReport) report = postil_report_new ();
  PostilExportOptions options = { 0 };
  g_autoptr (GError) error = NULL;

  if (format == NULL)
    return;
  postil_export (project->store, postil_format_find (format), path, &options, report, NULL, &error);
  g_assert_no_error (error);
}

/* Whether @told says that it is of @contents. */
static gboolean
is_told_of (const char *told, const char *contents)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, contents, -1);

  return strstr (told, sum) != NULL;
}

static void
assert_honest (const Pair *found, const Pair *old, const Pair *new)
{
  const Pair *meant = g_strcmp0 (found->contents, new->contents) == 0 ? new : old;

  g_assert_cmpstr (found->contents, ==, meant->contents);
  if (found->contents == NULL)
    return;
  /* Something was lost: something is told. */
  if (meant->told != NULL)
    g_assert_nonnull (found->told);
  if (found->told != NULL && is_told_of (found->told, found->contents))
    g_assert_cmpstr (found->told, ==, meant->told);
}

/* FALSE when it was through before. */
static gboolean
killed_at (TestProject *project, guint n_steps, const char *format, const char *path)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      n_left = n_steps;
      export_as (project, format, path);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFSIGNALED (status))
    g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return WIFSIGNALED (status);
}

typedef struct
{
  const char *before; /* a format, NULL: nothing is there */
  const char *after;
  guint least; /* in how many ways it may be killed, at least */
} Change;

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "Nadia Quist left. Oslo waits!\n");
  g_autofree char *path = g_build_filename (project->folder, "out", NULL);
  g_autofree char *beside = g_strconcat (path, ".loss.json", NULL);
  g_auto (Pair) old = { 0 };
  g_auto (Pair) new = { 0 };
  gboolean killed = TRUE;
  guint n = 0;

  test_project_tag (project, document, 0, 11, "Person");
  test_project_tag (project, document, 0, 5, "Work");
  export_as (project, change->before, path);
  old = read_pair (path);
  export_as (project, change->after, path);
  new = read_pair (path);
  g_assert_cmpstr (old.contents, !=, new.contents);
  while (killed)
    {
      g_auto (Pair) found = { 0 };

      unlinkat (AT_FDCWD, path, 0);
      unlinkat (AT_FDCWD, beside, 0);
      export_as (project, change->before, path);
      killed = killed_at (project, ++n, change->after, path);
      found = read_pair (path);
      assert_honest (&found, &old, &new);
    }
  g_assert_cmpuint (n, >, change->least);
}

/* What had been told is told again when the export itself cannot get its name. */
static void
test_taken_back (gconstpointer before)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", "Nadia Quist left. Oslo waits!\n");
  g_autofree char *path = g_build_filename (project->folder, "out", NULL);
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Pair) old = { 0 };
  g_auto (Pair) found = { 0 };
  PostilExportOptions options = { 0 };

  test_project_tag (project, document, 0, 11, "Person");
  export_as (project, before, path);
  old = read_pair (path);
  refused = path;
  g_assert_false (postil_export (project->store, postil_format_find ("iob2"), path, &options, report, NULL, &error));
  refused = NULL;
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_PERM);
  found = read_pair (path);
  g_assert_cmpstr (found.contents, ==, old.contents);
  g_assert_cmpstr (found.told, ==, old.told);
}

int
main (int argc, char **argv)
{
  static const Change changes[] = {
    { NULL, "conll", 4 },    { "conll", "iob2", 4 },  { "iob2", "gliner", 4 },
    { "conll", "jsonl", 4 }, { "jsonl", "conll", 4 }, { NULL, "jsonl", 2 },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/pair/%s-to-%s", changes[i].before != NULL ? changes[i].before : "nothing",
                           changes[i].after);

      g_test_add_data_func (path, &changes[i], test_change);
    }
  g_test_add_data_func ("/pair/taken-back/lossy", "conll", test_taken_back);
  g_test_add_data_func ("/pair/taken-back/lossless", "jsonl", test_taken_back);
  return g_test_run ();
}
