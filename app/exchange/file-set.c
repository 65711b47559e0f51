/* file-set.c - files that all get their names, or none of them does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "file-set.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include <postil/error.h>

#define COPY_BYTES ((gsize) 1 << 30)

/* One file, and how to undo that it got its name. */
typedef struct
{
  PostilNewFile file;
  gboolean renamed;
  char *backup; /* hidden name of the old one; NULL: there was none */
} Step;

struct _PostilFileSet
{
  GPtrArray *told;  /* Step */
  GPtrArray *files; /* Step */
  GPtrArray *gone;  /* paths */
};

static void
step_free (gpointer data)
{
  Step *step = data;

  postil_new_file_clear (&step->file);
  if (step->backup != NULL)
    g_unlink (step->backup);
  g_free (step->backup);
  g_free (step);
}

PostilFileSet *
postil_file_set_new (void)
{
  PostilFileSet *self = g_new0 (PostilFileSet, 1);

  self->told = g_ptr_array_new_with_free_func (step_free);
  self->files = g_ptr_array_new_with_free_func (step_free);
  self->gone = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
postil_file_set_free (PostilFileSet *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->told);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->gone);
  g_free (self);
}

static void
add_step (GPtrArray *steps, PostilNewFile *file)
{
  Step *step = g_new0 (Step, 1);

  step->file = *file;
  *file = (PostilNewFile){ .fd = -1 };
  g_ptr_array_add (steps, step);
}

gboolean
postil_file_set_add (PostilFileSet *self, PostilNewFile *file, PostilNewFile *told, const char *beside, GError **error)
{
  for (guint i = 0; i < self->files->len; i++)
    if (strcmp (((const Step *) self->files->pdata[i])->file.path, file->path) == 0)
      {
        g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                     _ ("Two files of this export would both be “%s”; name another one."), file->path);
        return FALSE;
      }
  add_step (self->files, file);
  if (told != NULL)
    add_step (self->told, told);
  else
    g_ptr_array_add (self->gone, g_strdup (beside));
  return TRUE;
}

static gboolean
fail (const Step *step, GError **error)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("“%s” cannot be written: %s."), step->file.path,
               g_strerror (code));
  return FALSE;
}

static gboolean
copy_bytes (int from, int to)
{
  gssize n;

  while ((n = sendfile (to, from, NULL, COPY_BYTES)) != 0)
    if (n < 0 && errno != EINTR)
      return FALSE;
  return TRUE;
}

/* Where files can have one name only. NULL with errno set. */
static char *
copy_hidden (const char *path)
{
  g_auto (PostilNewFile) copy = { .fd = -1 };
  int from = open (path, O_RDONLY | O_CLOEXEC);
  gboolean ok = from >= 0 && postil_new_file_open (&copy, path) && copy_bytes (from, copy.fd);
  int code = errno;

  if (from >= 0)
    close (from);
  errno = code;
  return ok && postil_new_file_ready (&copy) ? g_steal_pointer (&copy.temporary) : NULL;
}

/* So that the old file can come back. */
static gboolean
keep_old (Step *step)
{
  struct stat old;

  if (lstat (step->file.path, &old) != 0)
    return errno == ENOENT;
  if (S_ISDIR (old.st_mode))
    {
      errno = EISDIR;
      return FALSE;
    }
  step->backup = postil_new_file_link_hidden (step->file.path, 0, step->file.path);
  if (step->backup == NULL)
    step->backup = copy_hidden (step->file.path);
  return step->backup != NULL;
}

/* @last: nothing can fail after it. */
static gboolean
rename_all (GPtrArray *steps, gboolean last, GError **error)
{
  for (guint i = 0; i < steps->len; i++)
    {
      Step *step = steps->pdata[i];

      if (!(last && i + 1 == steps->len) && !keep_old (step))
        return fail (step, error);
      if (g_rename (step->file.temporary, step->file.path) != 0)
        return fail (step, error);
      g_clear_pointer (&step->file.temporary, g_free);
      step->renamed = TRUE;
    }
  return TRUE;
}

/* The last of them first. */
static void
undo_all (GPtrArray *steps)
{
  for (guint i = steps->len; i-- > 0;)
    {
      Step *step = steps->pdata[i];

      if (!step->renamed)
        continue;
      if (step->backup == NULL)
        g_unlink (step->file.path);
      else if (g_rename (step->backup, step->file.path) == 0)
        g_clear_pointer (&step->backup, g_free);
    }
}

/* A rename is on the disk only when the folder is. */
static void
sync_folders (const GPtrArray *steps)
{
  g_autofree char *before = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      g_autofree char *folder = g_path_get_dirname (((const Step *) steps->pdata[i])->file.path);
      int fd = g_strcmp0 (folder, before) != 0 ? open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

      if (fd >= 0)
        {
          fsync (fd);
          close (fd);
        }
      g_free (before);
      before = g_steal_pointer (&folder);
    }
}

static gboolean
ready_all (GPtrArray *steps, GError **error)
{
  for (guint i = 0; i < steps->len; i++)
    {
      Step *step = steps->pdata[i];

      if (!postil_new_file_ready (&step->file))
        return fail (step, error);
    }
  return TRUE;
}

gboolean
postil_file_set_finish (PostilFileSet *self, GError **error)
{
  gboolean ok =
      ready_all (self->told, error) && ready_all (self->files, error) && rename_all (self->told, FALSE, error);

  if (ok)
    {
      sync_folders (self->told);
      ok = rename_all (self->files, TRUE, error);
    }
  if (!ok)
    {
      undo_all (self->files);
      undo_all (self->told);
      return FALSE;
    }
  sync_folders (self->files);
  for (guint i = 0; i < self->gone->len; i++)
    g_unlink (self->gone->pdata[i]);
  return TRUE;
}
