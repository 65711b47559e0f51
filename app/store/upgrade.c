/* upgrade.c - brings the file of an older Postil up to date
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "upgrade.h"
#include "schema.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (1024 * 1024)

static gboolean
set_copy_error (const char *path, int code, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);

  g_set_error (
      error, G_FILE_ERROR, g_file_error_from_errno (code),
      _ ("“%s” is of an older Postil and has to be brought up to date, but no copy of it can be put beside it: %s. "
         "Nothing was changed in it."),
      base, g_strerror (code));
  return FALSE;
}

/* A file that did not exist, as private as the original. -1 with errno. */
static int
make_backup_file (PostilStore *self, char **name)
{
  struct stat info;

  if (g_stat (self->path, &info) != 0)
    return -1;
  for (int i = 1; i < 1000; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf ("-%d", i) : g_strdup ("");
      g_autofree char *candidate = g_strdup_printf ("%s.v%d%s.backup", self->path, self->version, number);
      int fd = g_open (candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, info.st_mode & 0777);

      if (fd < 0 && errno == EEXIST)
        continue;
      if (fd >= 0)
        *name = g_steal_pointer (&candidate);
      return fd;
    }
  errno = EEXIST;
  return -1;
}

static gboolean
write_all (int fd, const guint8 *bytes, gsize n_bytes)
{
  while (n_bytes > 0)
    {
      gssize written = write (fd, bytes, n_bytes);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      bytes += written;
      n_bytes -= (gsize) written;
    }
  return TRUE;
}

/* Byte by byte, under the lock that the caller holds. Through SQLite's own descriptor: to close another one would drop
 * that lock. 0, or what errno said. */
static int
copy_bytes (PostilStore *self, int fd)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  sqlite3_file *file = NULL;
  sqlite3_int64 n_bytes = 0;

  if (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file->pMethods->xFileSize (file, &n_bytes) != SQLITE_OK)
    return EIO;
  for (sqlite3_int64 at = 0; at < n_bytes; at += CHUNK)
    {
      gsize n = (gsize) MIN (CHUNK, n_bytes - at);

      if (file->pMethods->xRead (file, chunk, (int) n, at) != SQLITE_OK)
        return EIO;
      if (!write_all (fd, chunk, n))
        return errno != 0 ? errno : EIO;
    }
  return fsync (fd) == 0 ? 0 : errno;
}

static gboolean
keep_copy (PostilStore *self, GError **error)
{
  g_autofree char *name = NULL;
  int fd = make_backup_file (self, &name);
  int code;

  if (fd < 0)
    return set_copy_error (self->path, errno, error);
  code = copy_bytes (self, fd);
  if (close (fd) != 0 && code == 0)
    code = errno;
  if (code != 0)
    {
      g_unlink (name);
      return set_copy_error (self->path, code, error);
    }
  self->backup = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
migrate (PostilStore *self, GError **error)
{
  gint64 version = 0;

  if (!postil_store_query_int (self, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  /* Somebody else did it since it was looked at. */
  if (version == POSTIL_SCHEMA_CURRENT)
    return postil_store_execute (self, "ROLLBACK", error);
  return keep_copy (self, error) &&
         postil_schema_migrate (self->db, self->path, (int) version, POSTIL_SCHEMA_CURRENT, error) &&
         postil_schema_compare (self->db, self->path, POSTIL_SCHEMA_CURRENT, error) &&
         postil_store_execute (self, "COMMIT", error);
}

gboolean
postil_upgrade_in_place (PostilStore *self, GError **error)
{
  if (!postil_store_execute (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (migrate (self, error))
    {
      self->version = POSTIL_SCHEMA_CURRENT;
      return TRUE;
    }
  if (!sqlite3_get_autocommit (self->db))
    postil_store_execute (self, "ROLLBACK", NULL);
  if (self->backup != NULL)
    g_unlink (self->backup);
  g_clear_pointer (&self->backup, g_free);
  g_prefix_error (error, _ ("Bringing a project of an older Postil up to date failed; it is as it was. "));
  return FALSE;
}

/* Both databases are the arguments of one call each, because a failed backup leaves its error in the destination. */
static int
copy_database (sqlite3 *from, sqlite3 *to)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");

  if (backup == NULL)
    return sqlite3_errcode (to);
  sqlite3_backup_step (backup, -1);
  return sqlite3_backup_finish (backup);
}

sqlite3 *
postil_upgrade_aside (PostilStore *self, GError **error)
{
  sqlite3 *db = NULL;
  int code = sqlite3_open_v2 ("", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK)
    code = copy_database (self->db, db);
  if (code == SQLITE_OK)
    code = sqlite3_exec (db, "BEGIN", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    postil_store_set_error (db, self->path, code, error);
  else if (postil_schema_migrate (db, self->path, self->version, POSTIL_SCHEMA_CURRENT, error) &&
           postil_schema_compare (db, self->path, POSTIL_SCHEMA_CURRENT, error) &&
           sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
    return db;
  sqlite3_close (db);
  return NULL;
}
