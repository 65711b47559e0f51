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

gboolean
postil_new_file_open_nameless (PostilNewFile *self, const char *path)
{
  if (!postil_new_file_open (self, path))
    return FALSE;
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
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

char *
postil_new_file_link_hidden (const char *from, int flags, const char *path)
{
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autofree char *letters = g_strdup_printf ("%06x", g_random_int () & 0xffffff);
      g_autofree char *name = hidden_name (path, letters);

      if (linkat (AT_FDCWD, from, AT_FDCWD, name, flags) == 0)
        return g_steal_pointer (&name);
      if (errno != EEXIST)
        return NULL;
    }
  return NULL;
}

gboolean
postil_new_file_ready (PostilNewFile *self)
{
  int fd = self->fd;

  set_rights (self);
  if (self->temporary == NULL)
    {
      g_autofree char *itself = g_strdup_printf ("/proc/self/fd/%d", fd);

      /* Only what has a name can take the place of another file. */
      self->temporary = postil_new_file_link_hidden (itself, AT_SYMLINK_FOLLOW, self->path);
      if (self->temporary == NULL)
        return FALSE;
    }
  self->fd = -1;
  return close (fd) == 0;
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
