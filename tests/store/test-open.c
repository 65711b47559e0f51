/* test-open.c - what is no project, or no longer one, is refused with its own reason, and stays as it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../support/project.h"

#include <glib/gstdio.h>
#include <postil/history.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT "The mayor said: “I deny it.” He denied it twice 🚀."

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

/* Not synced, unlike g_file_set_contents(): thousands of these are written. */
static void
write_bytes (const char *path, const void *bytes, gsize n_bytes)
{
  FILE *file = g_fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, n_bytes, file), ==, n_bytes);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

/* A closed project with a document and two spans. */
static TestProject *
make_project (void)
{
  TestProject *project = test_project_new ();
  PostilId document = test_project_add_document (project, "a", TEXT);

  test_project_tag (project, document, 4, 9, "Person");
  test_project_suggest (project, document, 17, 26, "Quote", 0.5);
  g_clear_pointer (&project->store, postil_store_close);
  return project;
}

/* Opening must fail with @code and a message that holds @words, and change no byte. */
static void
assert_refused (const char *path, PostilError code, const char *words)
{
  static const PostilStoreFlags flags[] = { POSTIL_STORE_NONE, POSTIL_STORE_READ_ONLY };
  g_autoptr (GBytes) before = read_bytes (path);
  g_autoptr (GBytes) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilStore) store = postil_store_open (path, flags[i], &error);

      g_assert_null (store);
      g_assert_error (error, POSTIL_ERROR, (int) code);
      g_assert_nonnull (strstr (error->message, words));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  after = read_bytes (path);
  g_assert_true (g_bytes_equal (before, after));
}

/* ---- no project at all ---- */

static void
test_foreign (void)
{
  g_autofree char *folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "x.postil", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.postil", NULL);
  g_autofree char *fifo = g_build_filename (folder, "fifo.postil", NULL);
  g_autoptr (GError) error = NULL;

  write_bytes (path, "", 0);
  assert_refused (path, POSTIL_ERROR_NOT_A_PROJECT, "is empty");
  write_bytes (path, "Dear diary,\n", 12);
  assert_refused (path, POSTIL_ERROR_NOT_A_PROJECT, "is not a Postil project");
  write_bytes (path, "SQLite format 3\0short", 21);
  assert_refused (path, POSTIL_ERROR_DAMAGED, "cut short");
  g_unlink (path);
  run_sql (path, "CREATE TABLE t (x); INSERT INTO t VALUES (1);");
  assert_refused (path, POSTIL_ERROR_NOT_A_PROJECT, "another program");

  g_assert_null (postil_store_open (missing, POSTIL_STORE_NONE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (postil_store_open (folder, POSTIL_STORE_NONE, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_A_PROJECT);
  g_clear_error (&error);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_null (postil_store_open (fifo, POSTIL_STORE_NONE, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_A_PROJECT);
  test_folder_remove (folder);
}

/* ---- a project that somebody added to ---- */

typedef struct
{
  const char *sql;
  PostilError code;
  const char *words;
} Tampering;

static const Tampering TAMPERINGS[] = {
  { "CREATE TRIGGER evil AFTER INSERT ON span BEGIN DELETE FROM document; END", POSTIL_ERROR_TAMPERED, "evil" },
  { "CREATE VIEW spans AS SELECT * FROM span", POSTIL_ERROR_TAMPERED, "spans" },
  { "CREATE TABLE extra (x)", POSTIL_ERROR_TAMPERED, "extra" },
  { "CREATE INDEX more ON span (note)", POSTIL_ERROR_TAMPERED, "more" },
  { "ANALYZE", POSTIL_ERROR_TAMPERED, "sqlite_stat1" },
  { "DROP INDEX span_by_words", POSTIL_ERROR_TAMPERED, "span_by_words" },
  { "ALTER TABLE span ADD COLUMN evil TEXT", POSTIL_ERROR_TAMPERED, "not as Postil made it" },
  { "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace (sql, 'kind IN (''other'', ', 'kind NOT IN (')"
    " WHERE name = 'document'",
    POSTIL_ERROR_TAMPERED, "not as Postil made it" },
  { "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE label (' WHERE name = 'label'",
    POSTIL_ERROR_DAMAGED, "damaged" },
  { "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 100000 WHERE name = 'label'",
    POSTIL_ERROR_DAMAGED, "damaged" },
  { "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'label'", POSTIL_ERROR_DAMAGED,
    "damaged" },
  { "PRAGMA user_version = 4711", POSTIL_ERROR_NEWER, "newer" },
  { "PRAGMA user_version = 0", POSTIL_ERROR_DAMAGED, "header" },
  { "PRAGMA application_id = 7", POSTIL_ERROR_NOT_A_PROJECT, "another program" },
  { "PRAGMA journal_mode = WAL", POSTIL_ERROR_TAMPERED, "another journal" },
};

static void
test_tampered (gconstpointer data)
{
  const Tampering *tampering = data;
  g_autoptr (TestProject) project = make_project ();

  run_sql (project->path, tampering->sql);
  assert_refused (project->path, tampering->code, tampering->words);
}

/* ---- a project that broke ---- */

/* Whatever opens can be read without a crash; whatever does not leaves the file alone. */
static void
open_and_read (const char *path)
{
  g_autoptr (GBytes) before = read_bytes (path);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  PostilStore *store = postil_store_open (path, POSTIL_STORE_NONE, &error);
  PostilDocumentFilter all = POSTIL_DOCUMENT_FILTER_ALL;
  PostilSpanFilter filter = { .states = POSTIL_STATES_ALL };

  if (store == NULL)
    {
      g_assert_true (error->domain == POSTIL_ERROR || error->domain == G_FILE_ERROR);
      after = read_bytes (path);
      g_assert_true (g_bytes_equal (before, after));
      return;
    }
  g_clear_pointer (&before, g_bytes_unref);
  {
    g_autoptr (GPtrArray) rows = postil_documents_page (store, &all, 0, 100, NULL);
    g_autoptr (GPtrArray) spans = postil_spans_list (store, &filter, NULL);
    g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, NULL);
    g_autoptr (GPtrArray) edits = postil_history_list (store, 0, NULL);
    g_autoptr (GPtrArray) report = NULL;

    for (guint i = 0; rows != NULL && i < rows->len; i++)
      {
        g_autoptr (PostilDocument) document =
            postil_documents_get (store, ((PostilDocumentRow *) rows->pdata[i])->id, NULL);
      }
    postil_store_check (store, &report, NULL);
    while (postil_history_undo (store, NULL, NULL))
      ;
    while (postil_history_redo (store, NULL, NULL))
      ;
  }
  postil_store_close (store);
}

static void
test_truncated (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GBytes) whole = read_bytes (project->path);
  gsize n_bytes = g_bytes_get_size (whole);

  for (gsize n = n_bytes - 1; n > 100; n -= MIN (n, 1777))
    {
      write_bytes (project->path, g_bytes_get_data (whole, NULL), n);
      assert_refused (project->path, POSTIL_ERROR_DAMAGED, "cut short");
    }
}

static void
test_flipped (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GBytes) whole = read_bytes (project->path);
  gsize n_bytes = g_bytes_get_size (whole);
  const guint8 *good = g_bytes_get_data (whole, NULL);
  guint n_rounds = g_test_thorough () ? 5000 : 400;

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (good, n_bytes);
      /* Every second one in the first pages, where the schema is; one to eight flips. */
      gsize limit = i % 2 == 0 ? MIN (n_bytes, 8192) : n_bytes;

      for (int n = g_test_rand_int_range (1, 9); n > 0; n--)
        bytes[g_test_rand_int_range (0, (gint32) limit)] ^= 1 << g_test_rand_int_range (0, 8);
      write_bytes (project->path, bytes, n_bytes);
      open_and_read (project->path);
    }
}

static void
test_byte_after_byte (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GBytes) whole = read_bytes (project->path);
  gsize n_bytes = g_bytes_get_size (whole);
  const guint8 *good = g_bytes_get_data (whole, NULL);

  /* The file's header and the head of the schema's page, where each byte means something. */
  for (gsize i = 0; i < 128; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (good, n_bytes);

      bytes[i] ^= 0xff;
      write_bytes (project->path, bytes, n_bytes);
      open_and_read (project->path);
    }
}

/* ---- journals ---- */

static void
test_foreign_journal (void)
{
  static const char tail[] = "\0\0\0\1/etc/passwd\0\0\0\x0b\0\0\4\x5f\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
  g_autoptr (TestProject) project = make_project ();
  g_autofree char *journal = g_strconcat (project->path, "-journal", NULL);
  g_autofree char *bytes = g_malloc0 (2048);

  /* Ends as a journal that names a further file: SQLite would delete that file after rolling back. */
  memcpy (bytes, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8);
  memcpy (bytes + 2048 - (sizeof tail - 1), tail, sizeof tail - 1);
  write_bytes (journal, bytes, 2048);
  assert_refused (project->path, POSTIL_ERROR_TAMPERED, "journal");
}

/* A child that dies in the middle of a transaction, after its pages were spilled into the file. */
static void
crash_writer (const char *path)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      sqlite3 *db = NULL;

      if (sqlite3_open (path, &db) == SQLITE_OK)
        sqlite3_exec (db,
                      "PRAGMA cache_size = 1; PRAGMA journal_mode = TRUNCATE; BEGIN IMMEDIATE; DELETE FROM edit_row;"
                      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                      " INSERT INTO setting SELECT 'name ' || i, hex (randomblob (200)) FROM n",
                      NULL, NULL, NULL);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
}

static void
test_hot_journal (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autofree char *journal = g_strconcat (project->path, "-journal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) report = NULL;
  struct stat info;

  crash_writer (project->path);
  g_assert_cmpint (g_stat (journal, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 0);

  /* Reading only cannot put it right, and says so. */
  g_assert_null (postil_store_open (project->path, POSTIL_STORE_READ_ONLY, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "middle of a change"));
  g_clear_error (&error);

  project->store = postil_store_open (project->path, POSTIL_STORE_NONE, &error);
  g_assert_no_error (error);
  g_assert_true (postil_store_check (project->store, &report, &error));
  g_assert_no_error (error);
  g_assert_null (postil_setting_get (project->store, "name 1"));
}

static void
test_left_over_journal (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autofree char *path = g_build_filename (project->folder, "new.postil", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autoptr (GError) error = NULL;

  write_bytes (journal, "something", 9);
  g_assert_null (postil_store_open (path, POSTIL_STORE_CREATE, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* ---- where it cannot be written ---- */

/* Runs @function as nobody, because root may write anywhere; its exit status must be 0. */
static void
as_nobody (void (*function) (const char *path), const char *path)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
        _exit (99);
      function (path);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
use_read_only (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (path, POSTIL_STORE_NONE, &error);
  PostilSpanFilter filter = { 0 };

  g_assert_no_error (error);
  g_assert_true (postil_store_is_read_only (store));
  g_assert_cmpuint (postil_spans_count (store, &filter, &error), ==, 2);
  g_assert_false (postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, "Tag", 0, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_READ_ONLY);
}

static void
fail_to_read (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (postil_store_open (path, POSTIL_STORE_NONE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
}

static void
fail_to_create (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *other = g_build_filename (folder, "other.postil", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (postil_store_open (other, POSTIL_STORE_CREATE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
}

static void
test_read_only (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GBytes) before = read_bytes (project->path);
  g_autoptr (GBytes) after = NULL;

  /* The folder does not allow a journal, though the file itself might be written. */
  g_chmod (project->path, 0666);
  g_chmod (project->folder, 0555);
  as_nobody (use_read_only, project->path);
  as_nobody (fail_to_create, project->path);
  /* The file does not. */
  g_chmod (project->folder, 0777);
  g_chmod (project->path, 0444);
  as_nobody (use_read_only, project->path);
  g_chmod (project->path, 0000);
  as_nobody (fail_to_read, project->path);
  g_chmod (project->path, 0644);
  g_chmod (project->folder, 0755);
  after = read_bytes (project->path);
  g_assert_true (g_bytes_equal (before, after));
}

/* ---- two at a time ---- */

static void
test_second_writer (void)
{
  g_autoptr (TestProject) project = make_project ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) reader = NULL;
  g_autofree char *value = NULL;
  gint64 counter;
  int ready[2];
  int release[2];
  char byte = 'x';
  int status = 0;
  pid_t child;

  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (release), ==, 0);
  child = fork ();
  if (child == 0)
    {
      PostilStore *store = postil_store_open (project->path, POSTIL_STORE_NONE, NULL);

      if (store == NULL || !postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, NULL) ||
          !postil_setting_set (store, "who", "child", NULL) || write (ready[1], &byte, 1) != 1 ||
          read (release[0], &byte, 1) != 1 || !postil_transaction_commit (store, NULL))
        _exit (1);
      postil_store_close (store);
      _exit (0);
    }

  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  test_project_reopen (project);
  counter = postil_store_get_change_counter (project->store);
  g_assert_false (postil_transaction_begin (project->store, POSTIL_TRANSACTION_EDIT, "Tag", 0, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_null (postil_setting_get (project->store, "who"));
  g_assert_cmpint (write (release[1], &byte, 1), ==, 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);

  g_assert_cmpint (postil_store_get_change_counter (project->store), >, counter);
  value = postil_setting_get (project->store, "who");
  g_assert_cmpstr (value, ==, "child");
  test_project_begin (project, NULL);
  postil_setting_set (project->store, "who", "parent", &error);
  counter = postil_store_get_change_counter (project->store);
  test_project_commit (project);
  g_assert_cmpint (postil_store_get_change_counter (project->store), >, counter);
  reader = postil_store_open (project->path, POSTIL_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_free (value);
  value = postil_setting_get (reader, "who");
  g_assert_cmpstr (value, ==, "parent");
}

/* A name that SQLite would take for a URI is but a name. */
static void
test_uri_name (void)
{
  g_autofree char *folder = test_folder_new ();
  g_autofree char *before = g_get_current_dir ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = NULL;

  g_assert_cmpint (g_chdir (folder), ==, 0);
  store = postil_store_open ("file:x?mode=memory", POSTIL_STORE_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test ("file:x?mode=memory", G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_chdir (before), ==, 0);
  g_clear_pointer (&store, postil_store_close);
  test_folder_remove (folder);
}

/* Schema 1 as the first release wrote it: must open for ever. */
static void
test_fixture (void)
{
  g_autofree char *stored = g_test_build_filename (G_TEST_DIST, "fixtures", "schema-1.postil", NULL);
  g_autofree char *folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "p.postil", NULL);
  g_autoptr (GBytes) bytes = read_bytes (stored);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (GPtrArray) report = NULL;
  PostilSpanFilter filter = { .states = POSTIL_STATES_ALL };

  write_bytes (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  store = postil_store_open (path, POSTIL_STORE_NONE, &error);
  g_assert_no_error (error);
  g_assert_true (postil_store_check (store, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (postil_spans_count (store, &filter, &error), ==, 3);
  /* Mark as done, Accept, Relate, Tag Quote. */
  for (guint i = 0; i < 4; i++)
    g_assert_true (postil_history_undo (store, NULL, &error));
  g_assert_cmpuint (postil_spans_count (store, &filter, &error), ==, 2);
  g_clear_pointer (&store, postil_store_close);
  test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/open/foreign", test_foreign);
  for (guint i = 0; i < G_N_ELEMENTS (TAMPERINGS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/open/tampered/%u", i);

      g_test_add_data_func (path, &TAMPERINGS[i], test_tampered);
    }
  g_test_add_func ("/open/truncated", test_truncated);
  g_test_add_func ("/open/flipped", test_flipped);
  g_test_add_func ("/open/byte-after-byte", test_byte_after_byte);
  g_test_add_func ("/open/foreign-journal", test_foreign_journal);
  g_test_add_func ("/open/hot-journal", test_hot_journal);
  g_test_add_func ("/open/left-over-journal", test_left_over_journal);
  g_test_add_func ("/open/read-only", test_read_only);
  g_test_add_func ("/open/second-writer", test_second_writer);
  g_test_add_func ("/open/uri-name", test_uri_name);
  g_test_add_func ("/open/fixture", test_fixture);
  return g_test_run ();
}
