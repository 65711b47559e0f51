/* schema.c - the versions of the project file, and whether a file has exactly the schema it should have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "schema.h"

#include <glib/gi18n.h>
#include "../resource.h"
#include "store-private.h"

/* The script that leads to each version, by index. */
static const char *const SCRIPTS[] = {
  [POSTIL_SCHEMA_INITIAL] = "sql/0001-initial.sql",
  [POSTIL_SCHEMA_PLACES] = "sql/0002-places.sql",
  [POSTIL_SCHEMA_COVERED] = "sql/0003-covered.sql",
};

gboolean
postil_schema_migrate (sqlite3 *db, const char *path, int from, int to, GError **error)
{
  for (int version = from + 1; version <= to; version++)
    {
      g_autoptr (GBytes) script = postil_resource_load (SCRIPTS[version]);
      g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", version);
      int code = sqlite3_exec (db, g_bytes_get_data (script, NULL), NULL, NULL, NULL);

      if (code == SQLITE_OK)
        code = sqlite3_exec (db, pragma, NULL, NULL, NULL);
      if (code != SQLITE_OK)
        {
          postil_store_set_error (db, path, code, error);
          return FALSE;
        }
    }
  return TRUE;
}

/* Reads sqlite_schema as "type name" -> "table sql". NULL with @error when it cannot be read. */
static GHashTable *
read_schema (sqlite3 *db, const char *path, GError **error)
{
  g_autoptr (GHashTable) entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2 (db, "SELECT type, name, tbl_name, sql FROM main.sqlite_schema", -1, &stmt, NULL);

  while (code == SQLITE_OK || code == SQLITE_ROW)
    {
      code = sqlite3_step (stmt);
      if (code == SQLITE_ROW)
        {
          const char *sql = (const char *) sqlite3_column_text (stmt, 3);
          char *key = g_strdup_printf ("%s “%s”", (const char *) sqlite3_column_text (stmt, 0),
                                       (const char *) sqlite3_column_text (stmt, 1));

          g_hash_table_insert (entries, key,
                               g_strdup_printf ("%s %s", (const char *) sqlite3_column_text (stmt, 2),
                                                sql != NULL ? sql : "-"));
        }
    }
  /* The message belongs to the step, so read it before finalizing. */
  if (code != SQLITE_DONE)
    postil_store_set_error (db, path, code, error);
  sqlite3_finalize (stmt);
  return code == SQLITE_DONE ? g_steal_pointer (&entries) : NULL;
}

static GHashTable *
expected_schema (const char *path, int version, GError **error)
{
  sqlite3 *db = NULL;
  GHashTable *entries = NULL;

  if (sqlite3_open_v2 (":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) !=
          SQLITE_OK ||
      postil_schema_migrate (db, path, POSTIL_SCHEMA_NONE, version, error))
    entries = read_schema (db, path, error);
  sqlite3_close (db);
  return entries;
}

gboolean
postil_schema_compare (sqlite3 *db, const char *path, int version, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GHashTable) found = read_schema (db, path, error);
  g_autoptr (GHashTable) expected = NULL;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  if (found == NULL)
    return FALSE;
  expected = expected_schema (path, version, error);
  if (expected == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *wanted = g_hash_table_lookup (expected, key);
      g_autofree char *shown = g_utf8_make_valid (key, -1);

      if (g_strcmp0 (wanted, value) == 0)
        continue;
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_TAMPERED,
                   wanted == NULL ? _ ("“%s” holds the %s, which Postil did not put there, so it is not opened.")
                                  : _ ("In “%s” the %s is not as Postil made it, so the file is not opened."),
                   base, shown);
      return FALSE;
    }
  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (found, key))
      {
        g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_TAMPERED,
                     _ ("“%s” lacks the %s, so it is not opened. Restore the file from a backup."), base, (char *) key);
        return FALSE;
      }
  return TRUE;
}
