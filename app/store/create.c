/* create.c - a new project file appears whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "create.h"
#include "schema.h"
#include "store-private.h"

#include <postil/labels.h>

#include <glib/gi18n.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
refuse_existing (const char *path, GError **error)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  struct stat info;

  if (g_lstat (path, &info) == 0)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS, _ ("“%s” is there already. Choose another name."), path);
      return TRUE;
    }
  /* SQLite would take a left-over journal for one of the new file's, and play it into it. */
  if (g_lstat (journal, &info) == 0 && info.st_size > 0)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS,
                   _ ("“%s” is left over from another project. Move it away, or choose another name."), journal);
      return TRUE;
    }
  return FALSE;
}

static gboolean
set_errno_error (const char *path, GError **error)
{
  int saved = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved), _ ("“%s” cannot be made: %s."), path,
               g_strerror (saved));
  return FALSE;
}

/* Created by us rather than by SQLite, so that it is ours alone and has the permissions that the user's umask says. */
static char *
make_temporary (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);

  for (int attempt = 0; attempt < 100; attempt++)
    {
      g_autofree char *name = g_strdup_printf (".%s.%08x", base, g_random_int ());
      g_autofree char *temporary = g_build_filename (folder, name, NULL);
      int fd = g_open (temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

      if (fd >= 0)
        {
          close (fd);
          return g_steal_pointer (&temporary);
        }
      if (errno != EEXIST)
        break;
    }
  set_errno_error (path, error);
  return NULL;
}

static gboolean
add_default_labels (PostilStore *store, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_label_default_set ();

  for (guint i = 0; i < labels->len; i++)
    {
      PostilLabel *label = g_ptr_array_index (labels, i);

      label->position = (int) i;
      if (!postil_labels_add (store, label, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
postil_store_fill (PostilStore *store, GError **error)
{
  g_autofree char *identity = g_strdup_printf ("PRAGMA application_id = %d", POSTIL_APPLICATION_ID);
  gboolean done;

  if (!postil_store_execute (store,
                             "PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = MEMORY;"
                             "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE",
                             error) ||
      !postil_schema_migrate (store->db, store->path, POSTIL_SCHEMA_NONE, POSTIL_SCHEMA_CURRENT, error))
    return FALSE;
  store->in_transaction = TRUE;
  done = postil_store_execute (store, identity, error) && add_default_labels (store, error) &&
         postil_store_execute (store, "COMMIT", error);
  store->in_transaction = FALSE;
  return done;
}

/* Writes the schema through a bare connection; the file is not yet one that postil_store_open() would take. */
static gboolean
fill (const char *temporary, GError **error)
{
  PostilStore store = { .path = (char *) temporary };
  gboolean done = FALSE;
  int code = sqlite3_open_v2 (temporary, &store.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (code != SQLITE_OK)
    postil_store_set_error (store.db, temporary, code, error);
  else
    done = postil_store_fill (&store, error);
  postil_store_forget_caches (&store);
  g_clear_pointer (&store.label_kinds, g_hash_table_unref);
  g_clear_pointer (&store.statements, g_hash_table_unref);
  sqlite3_close (store.db);
  return done;
}

/* Never over a file that appeared meanwhile. */
static gboolean
publish (const char *temporary, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) != 0)
    {
      if (errno == EEXIST)
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS, _ ("“%s” is there already. Choose another name."),
                       path);
          return FALSE;
        }
      /* A file system without that flag: a hard link never replaces either. */
      if (link (temporary, path) != 0)
        return set_errno_error (path, error);
      g_unlink (temporary);
    }
  fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
  return TRUE;
}

/* The user knows of no other file than the one that was asked for. */
static void
name_as_asked (GError *error, const char *temporary, const char *path)
{
  g_autofree char *from = g_path_get_basename (temporary);
  g_autofree char *to = g_path_get_basename (path);
  GString *message = g_string_new (error->message);

  g_string_replace (message, from, to, 0);
  g_free (error->message);
  error->message = g_string_free (message, FALSE);
}

gboolean
postil_store_create_file (const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *temporary = NULL;
  g_autoptr (GError) local_error = NULL;

  if (refuse_existing (absolute, error))
    return FALSE;
  temporary = make_temporary (absolute, error);
  if (temporary == NULL)
    return FALSE;
  if (fill (temporary, &local_error) && publish (temporary, absolute, &local_error))
    return TRUE;
  g_unlink (temporary);
  name_as_asked (local_error, temporary, absolute);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
