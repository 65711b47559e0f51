/* project-lock.c - does another program on this computer have the project open?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SQLite sees to it that nothing is lost when two write; a person still wants to know. The lock is a file of its own
 * among those that are gone when the user logs out, since to open and close the project's file a second time would end
 * SQLite's locks on it. The system takes the lock away from a program that ends, however it ends.
 */
#include "project-lock.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

static char *
lock_path (const char *path)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, full, -1);
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "postil", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

int
postil_project_lock (const char *path, gboolean *shared)
{
  g_autofree char *name = lock_path (path);
  int lock = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  *shared = lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) != 0;
  return lock;
}

void
postil_project_unlock (int lock)
{
  if (lock >= 0)
    close (lock);
}
