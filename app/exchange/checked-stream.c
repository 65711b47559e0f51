/* checked-stream.c - an output stream to a file that can tell whether the file holds what was written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "checked-stream.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <postil/error.h>

#define BUFFER ((gsize) 1 << 20) /* a whole number of words, so that the sum is that of one long row of them */

struct _PostilCheckedStream
{
  GOutputStream parent;

  int fd;
  guint8 *buffer;
  gsize n_buffered;
  guint64 n_written;
  guint64 sum;
};

G_DEFINE_FINAL_TYPE (PostilCheckedStream, postil_checked_stream, G_TYPE_OUTPUT_STREAM)

/* Not against an enemy, who could write the file afterwards: against a disk, or a mistake. Each word changes all that
 * follows. */
static guint64
add_to_sum (guint64 sum, const guint8 *bytes, gsize n_bytes)
{
  gsize i = 0;

  for (; i + sizeof (guint64) <= n_bytes; i += sizeof (guint64))
    {
      guint64 word;

      memcpy (&word, bytes + i, sizeof word);
      sum = (sum ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      sum ^= sum >> 32;
    }
  for (; i < n_bytes; i++)
    sum = (sum ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return sum;
}

static gboolean
fail (GError **error)
{
  int code = errno;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  return FALSE;
}

static gboolean
empty_buffer (PostilCheckedStream *self, GError **error)
{
  gsize done = 0;

  while (done < self->n_buffered)
    {
      gssize n = write (self->fd, self->buffer + done, self->n_buffered - done);

      if (n < 0 && errno != EINTR)
        return fail (error);
      done += n > 0 ? n : 0;
    }
  self->sum = add_to_sum (self->sum, self->buffer, self->n_buffered);
  self->n_written += self->n_buffered;
  self->n_buffered = 0;
  return TRUE;
}

static gssize
checked_write (GOutputStream *stream, const void *bytes, gsize count, GCancellable *cancellable, GError **error)
{
  PostilCheckedStream *self = POSTIL_CHECKED_STREAM (stream);
  gsize n = MIN (count, BUFFER - self->n_buffered);

  memcpy (self->buffer + self->n_buffered, bytes, n);
  self->n_buffered += n;
  if (self->n_buffered == BUFFER && !empty_buffer (self, error))
    return -1;
  return n;
}

static gboolean
checked_flush (GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  return empty_buffer (POSTIL_CHECKED_STREAM (stream), error);
}

static void
finalize (GObject *object)
{
  g_free (POSTIL_CHECKED_STREAM (object)->buffer);
  G_OBJECT_CLASS (postil_checked_stream_parent_class)->finalize (object);
}

static void
postil_checked_stream_class_init (PostilCheckedStreamClass *class)
{
  G_OBJECT_CLASS (class)->finalize = finalize;
  G_OUTPUT_STREAM_CLASS (class)->write_fn = checked_write;
  G_OUTPUT_STREAM_CLASS (class)->flush = checked_flush;
}

static void
postil_checked_stream_init (PostilCheckedStream *self)
{
  self->buffer = g_malloc (BUFFER);
}

PostilCheckedStream *
postil_checked_stream_new (int fd)
{
  PostilCheckedStream *self = g_object_new (POSTIL_TYPE_CHECKED_STREAM, NULL);

  self->fd = fd;
  return self;
}

/* As many bytes as fit, fewer only at the end; -1 on failure. */
static gssize
read_block (PostilCheckedStream *self, guint64 from)
{
  gsize done = 0;

  while (done < BUFFER)
    {
      gssize n = pread (self->fd, self->buffer + done, BUFFER - done, (off_t) (from + done));

      if (n < 0 && errno != EINTR)
        return -1;
      if (n == 0)
        break;
      done += n > 0 ? n : 0;
    }
  return (gssize) done;
}

gboolean
postil_checked_stream_verify (PostilCheckedStream *self, GError **error)
{
  guint64 n_read = 0, sum = 0;
  gssize n;

  while ((n = read_block (self, n_read)) > 0)
    {
      sum = add_to_sum (sum, self->buffer, n);
      n_read += n;
    }
  if (n < 0)
    return fail (error);
  if (n_read == self->n_written && sum == self->sum)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
               _ ("The file does not hold the bytes that were written to it, so it was thrown away."));
  return FALSE;
}
