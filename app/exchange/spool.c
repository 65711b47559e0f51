/* spool.c - bytes that wait on the disk until it is their turn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "spool.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* Writes are gathered to this size. */
#define GATHER 65536

struct _PostilSpool
{
  int fd;
  guint64 n_written;
  GByteArray *gathered; /* stands behind what is written */
};

static gboolean
fail (GError **error)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("The temporary file in “%s” fails: %s."),
               g_get_tmp_dir (), g_strerror (code));
  return FALSE;
}

PostilSpool *
postil_spool_new (GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("postil-spool-XXXXXX", &path, error);
  PostilSpool *self;

  if (fd < 0)
    return NULL;
  g_unlink (path);
  self = g_new0 (PostilSpool, 1);
  self->fd = fd;
  self->gathered = g_byte_array_sized_new (GATHER);
  return self;
}

void
postil_spool_free (PostilSpool *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_byte_array_unref (self->gathered);
  g_free (self);
}

guint64
postil_spool_get_size (const PostilSpool *self)
{
  return self->n_written + self->gathered->len;
}

static gboolean
write_all (PostilSpool *self, const guint8 *data, gsize n_bytes, GError **error)
{
  while (n_bytes > 0)
    {
      ssize_t n = pwrite (self->fd, data, n_bytes, (off_t) self->n_written);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (error);
      data += n;
      n_bytes -= (gsize) n;
      self->n_written += (guint64) n;
    }
  return TRUE;
}

static gboolean
flush (PostilSpool *self, GError **error)
{
  gboolean ok = write_all (self, self->gathered->data, self->gathered->len, error);

  g_byte_array_set_size (self->gathered, 0);
  return ok;
}

gboolean
postil_spool_append (PostilSpool *self, const void *data, gsize n_bytes, GError **error)
{
  if (self->gathered->len + n_bytes > GATHER && !flush (self, error))
    return FALSE;
  if (n_bytes > GATHER)
    return write_all (self, data, n_bytes, error);
  g_byte_array_append (self->gathered, data, (guint) n_bytes);
  return TRUE;
}

gboolean
postil_spool_shorten (PostilSpool *self, guint64 size, GError **error)
{
  if (!flush (self, error))
    return FALSE;
  self->n_written = MIN (self->n_written, size);
  return TRUE;
}

gssize
postil_spool_read (PostilSpool *self, guint64 offset, void *buffer, gsize n_bytes, GError **error)
{
  gsize n_read = 0;

  if (self->gathered->len > 0 && !flush (self, error))
    return -1;
  n_bytes = (gsize) MIN (n_bytes, self->n_written - MIN (offset, self->n_written));
  while (n_read < n_bytes)
    {
      ssize_t n = pread (self->fd, (guint8 *) buffer + n_read, n_bytes - n_read, (off_t) (offset + n_read));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail (error);
          return -1;
        }
      if (n == 0)
        break;
      n_read += (gsize) n;
    }
  return (gssize) n_read;
}
