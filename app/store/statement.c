/* statement.c - the one way in which SQL is run: prepared once per connection, checked at each step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "statement.h"
#include "store-private.h"

#include <glib/gi18n.h>
#include <gio/gio.h>

struct _PostilStatement
{
  PostilStore *store;
  sqlite3_stmt *stmt;
  char *sql;
  int bind_code; /* the first failure to bind, or SQLITE_OK */
  gboolean is_cached;
  gboolean is_borrowed;
};

static void
statement_free (PostilStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self->sql);
  g_free (self);
}

static GHashTable *
statement_cache (PostilStore *store)
{
  if (store->statements == NULL)
    store->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) statement_free);
  return store->statements;
}

PostilStatement *
postil_statement_new (PostilStore *store, const char *sql, GError **error)
{
  GHashTable *cache = statement_cache (store);
  PostilStatement *self = g_hash_table_lookup (cache, sql);
  gboolean is_second = self != NULL;
  sqlite3_stmt *stmt = NULL;
  int code;

  if (self != NULL && !self->is_borrowed)
    {
      self->is_borrowed = TRUE;
      return self;
    }
  code = sqlite3_prepare_v3 (store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (code != SQLITE_OK)
    {
      postil_store_set_error (store->db, store->path, code, error);
      return NULL;
    }

  /* The second at a time lives only until it is released. */
  self = g_new0 (PostilStatement, 1);
  self->store = store;
  self->stmt = stmt;
  self->sql = g_strdup (sql);
  self->is_borrowed = TRUE;
  self->is_cached = !is_second;
  if (self->is_cached)
    g_hash_table_insert (cache, self->sql, self);
  return self;
}

void
postil_statement_release (PostilStatement *self)
{
  if (self == NULL)
    return;
  if (!self->is_cached)
    {
      statement_free (self);
      return;
    }
  postil_statement_reset (self);
  sqlite3_clear_bindings (self->stmt);
  self->is_borrowed = FALSE;
}

static void
note_bind (PostilStatement *self, int code)
{
  if (code != SQLITE_OK && self->bind_code == SQLITE_OK)
    self->bind_code = code;
}

void
postil_statement_bind_int (PostilStatement *self, int index, gint64 value)
{
  note_bind (self, sqlite3_bind_int64 (self->stmt, index, value));
}

void
postil_statement_bind_id (PostilStatement *self, int index, PostilId id)
{
  if (id == 0)
    postil_statement_bind_null (self, index);
  else
    postil_statement_bind_int (self, index, id);
}

void
postil_statement_bind_double (PostilStatement *self, int index, double value)
{
  note_bind (self, sqlite3_bind_double (self->stmt, index, value));
}

void
postil_statement_bind_text (PostilStatement *self, int index, const char *text)
{
  note_bind (self, sqlite3_bind_text (self->stmt, index, text, -1, SQLITE_STATIC));
}

void
postil_statement_bind_bytes (PostilStatement *self, int index, const char *text, gsize n_bytes)
{
  note_bind (self, sqlite3_bind_text64 (self->stmt, index, text, n_bytes, SQLITE_STATIC, SQLITE_UTF8));
}

void
postil_statement_bind_null (PostilStatement *self, int index)
{
  note_bind (self, sqlite3_bind_null (self->stmt, index));
}

/* A full disk, and little else, makes SQLite take a transaction back by itself, also in the midst of a question whose
 * answer nobody checks; what follows would be written on its own, at once and for good. */
static int
step (PostilStatement *self)
{
  PostilStore *store = self->store;
  int code;

  if (store->broken != SQLITE_OK)
    return store->broken;
  code = sqlite3_step (self->stmt);
  if (code != SQLITE_ROW && code != SQLITE_DONE && store->in_transaction && sqlite3_get_autocommit (store->db))
    store->broken = code;
  return code;
}

gboolean
postil_statement_next (PostilStatement *self, GError **error)
{
  int code = self->bind_code;

  if (code == SQLITE_OK)
    code = step (self);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    postil_store_set_error (self->store->db, self->store->path, code, error);
  return FALSE;
}

gboolean
postil_statement_run (PostilStatement *self, GError **error)
{
  int code = self->bind_code;

  if (code == SQLITE_OK)
    do
      code = step (self);
    while (code == SQLITE_ROW);
  if (code != SQLITE_DONE)
    postil_store_set_error (self->store->db, self->store->path, code, error);
  postil_statement_reset (self);
  return code == SQLITE_DONE;
}

void
postil_statement_reset (PostilStatement *self)
{
  sqlite3_reset (self->stmt);
  self->bind_code = SQLITE_OK;
}

gboolean
postil_statement_add_ids (PostilStatement *self, GArray *ids, GError **error)
{
  GError *local_error = NULL;

  while (postil_statement_next (self, &local_error))
    {
      PostilId id = postil_statement_int (self, 0);

      g_array_append_val (ids, id);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gint64
postil_statement_int (PostilStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

double
postil_statement_double (PostilStatement *self, int column)
{
  return sqlite3_column_double (self->stmt, column);
}

const char *
postil_statement_text (PostilStatement *self, int column, gsize *n_bytes)
{
  const char *text = (const char *) sqlite3_column_text (self->stmt, column);

  if (n_bytes != NULL)
    *n_bytes = sqlite3_column_bytes (self->stmt, column);
  return text;
}

char *
postil_statement_dup_text (PostilStatement *self, int column)
{
  return g_strdup (postil_statement_text (self, column, NULL));
}

gboolean
postil_store_execute (PostilStore *store, const char *sql, GError **error)
{
  int code = store->broken != SQLITE_OK ? store->broken : sqlite3_exec (store->db, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  postil_store_set_error (store->db, store->path, code, error);
  return FALSE;
}

gboolean
postil_store_query_int (PostilStore *store, const char *sql, gint64 fallback, gint64 *value, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, error);

  if (statement == NULL)
    return FALSE;
  *value = postil_statement_next (statement, &local_error) ? postil_statement_int (statement, 0) : fallback;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

void
postil_store_set_error (sqlite3 *db, const char *path, int code, GError **error)
{
  gboolean last = db != NULL && (sqlite3_errcode (db) & 0xff) == (code & 0xff);
  const char *detail = last ? sqlite3_errmsg (db) : sqlite3_errstr (code);
  g_autofree char *name = g_path_get_basename (path);

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LOCKED,
                   _ ("“%s” is being written by another program. Wait for it to finish, then try again."), name);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_READ_ONLY, _ ("“%s” cannot be written here (%s)."), name, detail);
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_READ_ONLY,
                   _ ("“%s” or its journal cannot be opened (%s). Check the permissions of the file and its folder."),
                   name, detail);
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED,
                   _ ("“%s” is damaged (%s). Nothing was changed in it; restore it from a backup."), name, detail);
      break;
    case SQLITE_FULL:
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                   _ ("There is no room left on the disk for “%s”. Make room, then try again."), name);
      break;
    case SQLITE_TOOBIG:
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT, _ ("A value is too large to be kept in “%s”."), name);
      break;
    case SQLITE_INTERRUPT:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The work on “%s” was stopped."), name);
      break;
    default:
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("“%s” could not be read or written (%s)."), name,
                   detail);
      break;
    }
}
