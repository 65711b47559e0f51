/* new-file.c - a file that has no name until it is right
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "new-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define MAX_TRIES 100

/* "FOLDER/.NAME." and six letters. */
static char *
hidden_name (const char *path, const char *letters)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);

  return g_strdup_printf ("%s/.%s.%s", folder, name, letters);
}

gboolean
postil_new_file_open (PostilNewFile *self, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  *self = (PostilNewFile){ .fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600), .path = g_strdup (path) };
  if (self->fd >= 0)
    return TRUE;
  self->temporary = hidden_name (path, "XXXXXX");
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    g_clear_pointer (&self->temporary, g_free);
  return self->fd >= 0;
}

/* A new file gets the rights that any new file of this user gets; an old one keeps its own. */
static void
set_rights (const PostilNewFile *self)
{
  struct stat old;
  mode_t mask;

  if (stat (self->path, &old) == 0)
    {
      fchmod (self->fd, old.st_mode & 07777);
      return;
    }
  mask = umask (0);
  umask (mask);
  fchmod (self->fd, 0666 & ~mask);
}

/* A hidden name for a file without one: only what has a name can take the place of another file. */
static gboolean
link_hidden (PostilNewFile *self)
{
  g_autofree char *itself = g_strdup_printf ("/proc/self/fd/%d", self->fd);

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autofree char *letters = g_strdup_printf ("%06x", g_random_int () & 0xffffff);
      g_autofree char *name = hidden_name (self->path, letters);

      if (linkat (AT_FDCWD, itself, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0)
        {
          self->temporary = g_steal_pointer (&name);
          return TRUE;
        }
      if (errno != EEXIST)
        return FALSE;
    }
  return FALSE;
}

/* The rename itself is on the disk only when the folder is. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

gboolean
postil_new_file_finish (PostilNewFile *self)
{
  int fd = self->fd;

  set_rights (self);
  if (self->temporary == NULL && !link_hidden (self))
    return FALSE;
  self->fd = -1;
  if (close (fd) != 0 || g_rename (self->temporary, self->path) != 0)
    return FALSE;
  g_clear_pointer (&self->temporary, g_free);
  sync_folder (self->path);
  return TRUE;
}

void
postil_new_file_clear (PostilNewFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
  g_clear_pointer (&self->path, g_free);
}
