/* store.c - opens, creates and closes a project file, and refuses what is none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "create.h"
#include "document-list.h"
#include "guard.h"
#include "recorder.h"
#include "schema.h"
#include "store-private.h"
#include "tally.h"
#include "upgrade.h"

#include <glib/gi18n.h>
#include <gio/gio.h>

#define BUSY_TIMEOUT_MS 5000
/* Up to this size the whole file is checked at each opening, which takes 3.5 ms per MiB (bench-store), so 55 ms at
 * most. Beyond it postil_store_check() does so on demand; SQLite still notices a bad page when it comes to it. In the
 * background it would hold a read lock that keeps the user's commits waiting. */
#define QUICK_CHECK_MAX_BYTES (16 * 1024 * 1024)

/* Before the first statement: from here on the file cannot make SQLite run, load or write anything by itself. */
static gboolean
harden (PostilStore *self, GError **error)
{
  static const struct
  {
    int option;
    int value;
  } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 }, /* the file's; TEMP triggers still fire */
    { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    { SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0 },
    { SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
  };
  static const struct
  {
    int id;
    int value;
  } limits[] = {
    { SQLITE_LIMIT_LENGTH, 1000000000 },
    { SQLITE_LIMIT_SQL_LENGTH, 100000 },
    { SQLITE_LIMIT_COLUMN, 100 },
    { SQLITE_LIMIT_EXPR_DEPTH, 100 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 10 },
    { SQLITE_LIMIT_VDBE_OP, 100000 },
    { SQLITE_LIMIT_FUNCTION_ARG, 100 },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_VARIABLE_NUMBER, 1000 },
    { SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      int now = -1;
      int code = sqlite3_db_config (self->db, options[i].option, options[i].value, &now);

      if (code == SQLITE_OK && now == options[i].value)
        continue;
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                   _ ("This SQLite (%s) cannot be told to distrust a file (option %d), so none is opened."),
                   sqlite3_libversion (), options[i].option);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (self->db, limits[i].id, limits[i].value);
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  return TRUE;
}

static PostilStore *
open_connection (const char *path, int flags, GError **error)
{
  PostilStore *self = g_new0 (PostilStore, 1);
  int code;

  /* Absolute, so that a name like "file:x?mode=..." is never taken for a URI. */
  self->path = g_canonicalize_filename (path, NULL);
  self->read_only = (flags & SQLITE_OPEN_READONLY) != 0;
  code = sqlite3_open_v2 (self->path, &self->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
  if (code != SQLITE_OK)
    {
      postil_store_set_error (self->db, self->path, code, error);
      postil_store_close (self);
      return NULL;
    }
  if (!harden (self, error))
    {
      postil_store_close (self);
      return NULL;
    }
  return self;
}

/* None of these is kept in the file. */
static gboolean
set_pragmas (PostilStore *self, GError **error)
{
  return postil_store_execute (self,
                               "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON;"
                               "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;"
                               "PRAGMA recursive_triggers = OFF; PRAGMA secure_delete = FAST;",
                               error);
}

/* The header was read without a lock, and a crashed writer's transaction is rolled back only now. */
static gboolean
check_identity (PostilStore *self, GError **error)
{
  gint64 application_id = 0;
  gint64 version = 0;

  if (!postil_store_query_int (self, "PRAGMA application_id", 0, &application_id, error) ||
      !postil_store_query_int (self, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  if (application_id != POSTIL_APPLICATION_ID || version < POSTIL_SCHEMA_INITIAL || version > POSTIL_SCHEMA_CURRENT)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED,
                   _ ("“%s” changed while it was opened. Try again; if that fails, restore it from a backup."),
                   self->path);
      return FALSE;
    }
  self->version = (int) version;
  return TRUE;
}

static gboolean
quick_check (PostilStore *self, GError **error)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (self, "PRAGMA quick_check (1)", error);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *base = g_path_get_basename (self->path);
  const char *finding = NULL;

  if (statement == NULL)
    return FALSE;
  if (postil_statement_next (statement, &local_error))
    finding = postil_statement_text (statement, 0, NULL);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (g_strcmp0 (finding, "ok") == 0)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED,
               _ ("“%s” is damaged (%s). Nothing was changed in it; restore it from a backup."), base,
               finding != NULL ? finding : _ ("the check gave no answer"));
  return FALSE;
}

/* A read-only connection cannot roll a crashed writer's transaction back, and must not show its half. */
static void
explain_hot_journal (const PostilStore *self, const PostilFileHeader *header, GError **error)
{
  g_autofree char *base = g_path_get_basename (self->path);

  if (!self->read_only || !header->has_journal || error == NULL || *error == NULL ||
      !g_error_matches (*error, POSTIL_ERROR, POSTIL_ERROR_READ_ONLY))
    return;
  g_clear_error (error);
  g_set_error (
      error, POSTIL_ERROR, POSTIL_ERROR_READ_ONLY,
      _ ("“%s” was left in the middle of a change. Open it once where it can be written, and it will be put right."),
      base);
}

static gboolean
verify (PostilStore *self, PostilFileHeader *header, gboolean whole, GError **error)
{
  if (!postil_guard_check_header (self->db, self->path, header, error))
    return FALSE;
  if (!set_pragmas (self, error) || !check_identity (self, error))
    {
      explain_hot_journal (self, header, error);
      return FALSE;
    }
  if (!postil_schema_compare (self->db, self->path, self->version, error))
    return FALSE;
  return !whole || header->n_bytes > QUICK_CHECK_MAX_BYTES || quick_check (self, error);
}

/* The file stays as it is; the connection is to an up-to-date copy from here on. */
static gboolean
read_aside (PostilStore *self, GError **error)
{
  sqlite3 *copy = postil_upgrade_aside (self, error);

  if (copy == NULL)
    return FALSE;
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close (self->db);
  self->db = copy;
  self->version = POSTIL_SCHEMA_CURRENT;
  return harden (self, error) && set_pragmas (self, error);
}

static gboolean
prepare_to_read (PostilStore *self, GError **error)
{
  if (self->version < POSTIL_SCHEMA_CURRENT && !read_aside (self, error))
    return FALSE;
  return postil_store_execute (self, "PRAGMA query_only = ON", error);
}

static gboolean
prepare_to_write (PostilStore *self, GError **error)
{
  if (!postil_store_execute (self, "PRAGMA journal_mode = TRUNCATE", error))
    return FALSE;
  if (self->version < POSTIL_SCHEMA_CURRENT && !postil_upgrade_in_place (self, error))
    return FALSE;
  self->recorder = postil_recorder_new (self, error);
  if (self->recorder != NULL)
    self->tally = postil_tally_new (self, error);
  return self->tally != NULL;
}

static PostilStore *
open_existing (const char *path, gboolean read_only, gboolean whole, GError **error)
{
  PostilFileHeader header = { 0 };
  g_autoptr (PostilStore) self = NULL;

  if (!postil_guard_check_path (path, &header, error))
    return NULL;
  read_only = read_only || !postil_guard_is_writable (path);
  self = open_connection (path, read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, error);
  if (self == NULL || !verify (self, &header, whole, error))
    return NULL;
  if (!(read_only ? prepare_to_read (self, error) : prepare_to_write (self, error)))
    return NULL;
  if (!postil_document_list_register (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

PostilStore *
postil_store_open (const char *path, PostilStoreFlags flags, GError **error)
{
  if ((flags & POSTIL_STORE_CREATE) != 0 && !postil_store_create_file (path, error))
    return NULL;
  return open_existing (path, (flags & POSTIL_STORE_READ_ONLY) != 0, (flags & POSTIL_STORE_VERIFIED) == 0, error);
}

PostilStore *
postil_store_open_scratch (GError **error)
{
  g_autoptr (PostilStore) self = g_new0 (PostilStore, 1);
  int code = sqlite3_open_v2 ("", &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

  self->path = g_strdup (_ ("temporary project"));
  self->version = POSTIL_SCHEMA_CURRENT;
  if (code != SQLITE_OK)
    {
      postil_store_set_error (self->db, self->path, code, error);
      return NULL;
    }
  if (!postil_store_fill (self, error))
    return NULL;
  postil_store_forget_caches (self);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (!harden (self, error) || !set_pragmas (self, error))
    return NULL;
  self->recorder = postil_recorder_new (self, error);
  self->tally = self->recorder != NULL ? postil_tally_new (self, error) : NULL;
  if (self->tally == NULL || !postil_document_list_register (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
postil_store_close (PostilStore *self)
{
  if (self == NULL)
    return;
  if (self->in_transaction)
    postil_transaction_rollback (self);
  postil_store_forget_caches (self);
  g_clear_pointer (&self->label_kinds, g_hash_table_unref);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->recorder, postil_recorder_free);
  g_clear_pointer (&self->tally, postil_tally_free);
  if (sqlite3_close (self->db) != SQLITE_OK)
    g_warning ("A statement was still in use when %s was closed.", self->path);
  g_free (self->edit_title);
  g_free (self->backup);
  g_free (self->path);
  g_free (self);
}

const char *
postil_store_get_path (PostilStore *self)
{
  return self->path;
}

const char *
postil_store_get_backup (PostilStore *self)
{
  return self->backup;
}

gboolean
postil_store_is_read_only (PostilStore *self)
{
  return self->read_only;
}

int
postil_store_get_version (PostilStore *self)
{
  return self->version;
}

gint64
postil_store_get_change_counter (PostilStore *self)
{
  unsigned int counter = 0;
  gint64 ignored;

  /* Makes SQLite look whether another process has written; the control below then counts our own commits too. */
  if (!postil_store_query_int (self, "PRAGMA data_version", 0, &ignored, NULL))
    return 0;
  sqlite3_file_control (self->db, "main", SQLITE_FCNTL_DATA_VERSION, &counter);
  return counter;
}

void
postil_store_set_patience (PostilStore *self, int milliseconds)
{
  sqlite3_busy_timeout (self->db, milliseconds < 0 ? BUSY_TIMEOUT_MS : milliseconds);
}

void
postil_store_forget_caches (PostilStore *self)
{
  for (guint i = 0; i < POSTIL_N_CACHED_TEXTS; i++)
    {
      g_clear_pointer (&self->texts[i].text, postil_text_unref);
      self->texts[i].document = 0;
    }
  if (self->label_kinds != NULL)
    g_hash_table_remove_all (self->label_kinds);
}

gint64
postil_store_now (void)
{
  return g_get_real_time () / 1000;
}
