/* test-upgrade.c - a project of an older Postil is brought up to date whole, or stays byte by byte as it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../support/project.h"

#include <glib/gstdio.h>
#include <postil/history.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define NEW_VERSION 3

typedef struct
{
  char *folder;
  char *path;
  char *stem; /* of what copies of it are called */
  char *backup;
  GBytes *old;
} Fixture;

static GBytes *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize n_bytes = 0;

  g_file_get_contents (path, &contents, &n_bytes, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, n_bytes);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *name = g_strdup_printf ("schema-%d.postil", GPOINTER_TO_INT (data));
  g_autofree char *stored = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autofree char *suffix = g_strdup_printf (".v%d", GPOINTER_TO_INT (data));
  g_autoptr (GError) error = NULL;

  self->folder = test_folder_new ();
  self->path = g_build_filename (self->folder, "old.postil", NULL);
  self->stem = g_strconcat (self->path, suffix, NULL);
  self->backup = g_strconcat (self->stem, ".backup", NULL);
  self->old = read_bytes (stored);
  g_file_set_contents (self->path, g_bytes_get_data (self->old, NULL), (gssize) g_bytes_get_size (self->old), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->stem);
  g_free (self->backup);
  g_bytes_unref (self->old);
}

static void
assert_same (const char *path, GBytes *bytes)
{
  g_autoptr (GBytes) now = read_bytes (path);

  g_assert_true (g_bytes_equal (now, bytes));
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

/* What the fixture holds, seen through the tables of today. */
static void
assert_contents (PostilStore *store)
{
  PostilSpanFilter filter = { .states = POSTIL_STATES_ALL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) report = NULL;

  g_assert_cmpint (postil_store_get_version (store), ==, NEW_VERSION);
  g_assert_true (postil_store_check (store, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->len, ==, 0);
  g_assert_cmpuint (postil_spans_count (store, &filter, &error), ==, 3);
}

static void
test_in_place (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (self->path, POSTIL_STORE_NONE, &error);
  PostilSpanFilter filter = { .states = POSTIL_STATES_ALL };

  g_assert_no_error (error);
  assert_contents (store);
  g_assert_cmpstr (postil_store_get_backup (store), ==, self->backup);
  assert_same (self->backup, self->old);

  /* What was done before can be taken back: Mark as done, Accept, Relate, Tag Quote. */
  for (guint i = 0; i < 4; i++)
    g_assert_true (postil_history_undo (store, NULL, &error));
  g_assert_cmpuint (postil_spans_count (store, &filter, &error), ==, 2);
  g_clear_pointer (&store, postil_store_close);

  /* Once is enough. */
  store = postil_store_open (self->path, POSTIL_STORE_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (postil_store_get_version (store), ==, NEW_VERSION);
  g_assert_null (postil_store_get_backup (store));
}

/* The copy opens, too, and is itself upgraded then. */
static void
test_backup_opens (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (self->path, POSTIL_STORE_NONE, &error);
  g_autoptr (PostilStore) copy = postil_store_open (self->backup, POSTIL_STORE_READ_ONLY, &error);

  g_assert_no_error (error);
  assert_contents (copy);
  assert_same (self->backup, self->old);
}

static void
test_backup_taken (Fixture *self, gconstpointer data)
{
  g_autofree char *second = g_strconcat (self->stem, "-2.backup", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = NULL;
  g_autofree char *contents = NULL;

  g_assert_true (g_file_set_contents (self->backup, "mine", -1, NULL));
  store = postil_store_open (self->path, POSTIL_STORE_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (postil_store_get_backup (store), ==, second);
  assert_same (second, self->old);
  g_assert_true (g_file_get_contents (self->backup, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "mine");
}

static void
test_read_only (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (self->path, POSTIL_STORE_READ_ONLY, &error);

  g_assert_no_error (error);
  g_assert_true (postil_store_is_read_only (store));
  assert_contents (store);
  g_assert_false (postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, "Tag", 0, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_READ_ONLY);
  assert_same (self->path, self->old);
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

/* Runs with no file allowed to grow beyond @limit bytes, as on a full disk. The exit status says whether it opened. */
static gboolean
opens_on_full_disk (const char *path, rlim_t limit)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      struct rlimit size = { limit, limit };
      g_autoptr (GError) error = NULL;
      PostilStore *store;

      signal (SIGXFSZ, SIG_IGN);
      if (setrlimit (RLIMIT_FSIZE, &size) != 0)
        _exit (99);
      store = postil_store_open (path, POSTIL_STORE_NONE, &error);
      if (store == NULL && (error == NULL || strstr (error->message, "as it was") == NULL))
        _exit (98);
      _exit (store != NULL ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), <=, 1);
  return WEXITSTATUS (status) == 0;
}

/* Neither too little room for the copy nor too little for the new tables costs anything. */
static void
test_disk_full (Fixture *self, gconstpointer data)
{
  gsize n_bytes = g_bytes_get_size (self->old);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = NULL;
  g_autofree char *journal = g_strconcat (self->path, "-journal", NULL);

  g_assert_false (opens_on_full_disk (self->path, 512));
  g_assert_false (opens_on_full_disk (self->path, n_bytes / 2));
  if (GPOINTER_TO_INT (data) == 1) /* version 3 takes no more room than version 2 */
    g_assert_false (opens_on_full_disk (self->path, n_bytes));
  g_assert_false (g_file_test (self->backup, G_FILE_TEST_EXISTS));
  store = postil_store_open (self->path, POSTIL_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  assert_contents (store);
  g_clear_pointer (&store, postil_store_close);
  assert_same (self->path, self->old);

  store = postil_store_open (self->path, POSTIL_STORE_NONE, &error);
  g_assert_no_error (error);
  assert_contents (store);
}

/* A process that dies on the way leaves a journal, and the next one puts the file right. */
static void
test_killed (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 40; i++)
    {
      pid_t child = fork ();
      int status = 0;

      if (child == 0)
        {
          PostilStore *store = postil_store_open (self->path, POSTIL_STORE_NONE, NULL);

          _exit (store != NULL ? 0 : 1);
        }
      g_usleep (i * 400);
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
    }
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (PostilStore) store = postil_store_open (self->path, POSTIL_STORE_NONE, &error);

    g_assert_no_error (error);
    assert_contents (store);
  }
}

/* Two at a time: the second waits, then finds it done, and does not copy the new file as the old one. */
static void
test_race (Fixture *self, gconstpointer data)
{
  pid_t children[4];

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      children[i] = fork ();
      if (children[i] == 0)
        _exit (postil_store_open (self->path, POSTIL_STORE_NONE, NULL) != NULL ? 0 : 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int status = 0;

      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_cmpint (status, ==, 0);
    }
  assert_same (self->backup, self->old);
  g_assert_cmpuint (count_files (self->folder), <=, 3); /* an empty journal may be there, too */
}

/* Once for each older version. */
static void
add (const char *name, void (*function) (Fixture *, gconstpointer))
{
  for (int version = 1; version < NEW_VERSION; version++)
    {
      g_autofree char *path = g_strdup_printf ("/upgrade/%d/%s", version, name);

      g_test_add (path, Fixture, GINT_TO_POINTER (version), set_up, function, tear_down);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("in-place", test_in_place);
  add ("backup-opens", test_backup_opens);
  add ("backup-taken", test_backup_taken);
  add ("read-only", test_read_only);
  add ("disk-full", test_disk_full);
  add ("killed", test_killed);
  add ("race", test_race);
  return g_test_run ();
}
