/* guard.c - is this file a project at all? Asked of the bare bytes, before SQLite trusts them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "guard.h"
#include "schema.h"
#include "store-private.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_SIZE 100

/* Offsets of the SQLite file format, section 1.3. */
enum
{
  AT_PAGE_SIZE = 16,
  AT_WRITE_VERSION = 18,
  AT_READ_VERSION = 19,
  AT_CHANGE_COUNTER = 24,
  AT_N_PAGES = 28,
  AT_USER_VERSION = 60,
  AT_APPLICATION_ID = 68,
  AT_VALID_FOR = 92,
};

static const char SQLITE_MAGIC[16] = "SQLite format 3";
static const guint8 JOURNAL_MAGIC[8] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7 };

static guint32
read_u32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gboolean
set_file_error (const char *path, const char *doing, GError **error)
{
  int saved = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved), _ ("“%s” cannot be %s: %s."), path, doing,
               g_strerror (saved));
  return FALSE;
}

/* A transaction over several files ends its journal with the name of a further file, which SQLite deletes once it has
 * rolled back. Postil never writes one, so a journal that has it came from elsewhere. */
static gboolean
check_journal (const char *path, gboolean *has_journal, GError **error)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *base = g_path_get_basename (path);
  guint8 tail[sizeof JOURNAL_MAGIC];
  struct stat info;
  int fd;
  gboolean names_file;

  *has_journal = FALSE;
  if (g_stat (journal, &info) != 0 || info.st_size == 0)
    return TRUE;
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_TAMPERED,
                   _ ("Beside “%s” stands something called “%s-journal” that is no file. Move it away."), base, base);
      return FALSE;
    }
  *has_journal = TRUE;
  if (info.st_size < (goffset) sizeof tail)
    return TRUE;

  fd = g_open (journal, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return TRUE; /* SQLite will say so */
  names_file = pread (fd, tail, sizeof tail, info.st_size - sizeof tail) == sizeof tail &&
               memcmp (tail, JOURNAL_MAGIC, sizeof tail) == 0 && info.st_size > 512;
  close (fd);
  if (!names_file)
    return TRUE;
  g_set_error (
      error, POSTIL_ERROR, POSTIL_ERROR_TAMPERED,
      _ ("The journal beside “%s” was not written by Postil, so the file is not opened. Move “%s-journal” away."), base,
      base);
  return FALSE;
}

static gboolean
check_header (const char *base, const guint8 *bytes, PostilFileHeader *header, GError **error)
{
  guint32 page_size = (guint32) bytes[AT_PAGE_SIZE] << 8 | bytes[AT_PAGE_SIZE + 1];
  guint64 n_pages = read_u32 (bytes + AT_N_PAGES);

  if (page_size == 1)
    page_size = 65536;
  if (read_u32 (bytes + AT_APPLICATION_ID) != POSTIL_APPLICATION_ID)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_A_PROJECT,
                   _ ("“%s” is a database of another program, not a Postil project."), base);
      return FALSE;
    }
  header->version = (int) read_u32 (bytes + AT_USER_VERSION);
  if (header->version > POSTIL_SCHEMA_CURRENT)
    {
      g_set_error (
          error, POSTIL_ERROR, POSTIL_ERROR_NEWER,
          _ ("“%s” was made by a newer Postil (file version %d; this one, %s, knows up to %d). Update Postil."), base,
          header->version, POSTIL_VERSION, POSTIL_SCHEMA_CURRENT);
      return FALSE;
    }
  if (header->version < POSTIL_SCHEMA_INITIAL || page_size < 512 || (page_size & (page_size - 1)) != 0)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED,
                   _ ("“%s” has a damaged header. Nothing was changed in it; restore it from a backup."), base);
      return FALSE;
    }
  if (bytes[AT_WRITE_VERSION] != 1 || bytes[AT_READ_VERSION] != 1)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_TAMPERED,
                   _ ("“%s” was switched to another journal by another program. "
                      "To switch it back: sqlite3 FILE 'PRAGMA journal_mode = DELETE'"),
                   base);
      return FALSE;
    }
  /* A rollback may still give the file its length back. */
  if (!header->has_journal && memcmp (bytes + AT_CHANGE_COUNTER, bytes + AT_VALID_FOR, 4) == 0 &&
      n_pages * page_size > header->n_bytes)
    {
      g_set_error (
          error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED,
          _ ("“%s” is cut short: %llu of %llu bytes are there. Nothing was changed in it; restore it from a backup."),
          base, (unsigned long long) header->n_bytes, (unsigned long long) (n_pages * page_size));
      return FALSE;
    }
  return TRUE;
}

gboolean
postil_guard_check_path (const char *path, PostilFileHeader *header, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  struct stat info;

  if (g_stat (path, &info) != 0)
    return set_file_error (path, _ ("opened"), error);
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_A_PROJECT, _ ("“%s” is %s, not a Postil project."), base,
                   S_ISDIR (info.st_mode) ? _ ("a folder") : _ ("no ordinary file"));
      return FALSE;
    }
  if (info.st_size == 0)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_A_PROJECT, _ ("“%s” is empty, not a Postil project."), base);
      return FALSE;
    }
  if (g_access (path, R_OK) != 0)
    return set_file_error (path, _ ("read"), error);
  return check_journal (path, &header->has_journal, error);
}

gboolean
postil_guard_check_header (sqlite3 *db, const char *path, PostilFileHeader *header, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  guint8 bytes[HEADER_SIZE] = { 0 };
  sqlite3_file *file = NULL;
  sqlite3_int64 n_bytes = 0;
  int code = sqlite3_file_control (db, "main", SQLITE_FCNTL_FILE_POINTER, &file);

  if (code == SQLITE_OK)
    code = file->pMethods->xFileSize (file, &n_bytes);
  if (code == SQLITE_OK)
    code = file->pMethods->xRead (file, bytes, sizeof bytes, 0);
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
    {
      postil_store_set_error (NULL, path, code, error);
      return FALSE;
    }
  if (memcmp (bytes, SQLITE_MAGIC, sizeof SQLITE_MAGIC) != 0)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_A_PROJECT, _ ("“%s” is not a Postil project."), base);
      return FALSE;
    }
  if (n_bytes < HEADER_SIZE)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED,
                   _ ("“%s” is cut short: not even its header is whole. Restore it from a backup."), base);
      return FALSE;
    }
  header->n_bytes = n_bytes;
  return check_header (base, bytes, header, error);
}

gboolean
postil_guard_is_writable (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_access (path, W_OK) == 0 && g_access (folder, W_OK | X_OK) == 0;
}
