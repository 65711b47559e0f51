/* line-limit-stream.c - an output stream that is full after so many lines, for previews
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "line-limit-stream.h"

#include <glib/gi18n.h>

struct _PostilLineLimitStream
{
  GOutputStream parent;

  GString *text;
  guint lines_left;
  gsize n_bytes;
};

G_DEFINE_FINAL_TYPE (PostilLineLimitStream, postil_line_limit_stream, G_TYPE_OUTPUT_STREAM)

gboolean
postil_line_limit_stream_is_full (PostilLineLimitStream *self)
{
  return self->lines_left == 0 || self->text->len >= self->n_bytes;
}

static gssize
limited_write (GOutputStream *stream, const void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  PostilLineLimitStream *self = POSTIL_LINE_LIMIT_STREAM (stream);
  const char *bytes = buffer;

  for (gsize i = 0; i < count; i++)
    {
      if (postil_line_limit_stream_is_full (self))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _ ("The preview is full."));
          return -1;
        }
      g_string_append_c (self->text, bytes[i]);
      if (bytes[i] == '\n')
        self->lines_left--;
    }
  return count;
}

static void
finalize (GObject *object)
{
  PostilLineLimitStream *self = POSTIL_LINE_LIMIT_STREAM (object);

  g_string_free (self->text, TRUE);
  G_OBJECT_CLASS (postil_line_limit_stream_parent_class)->finalize (object);
}

static void
postil_line_limit_stream_class_init (PostilLineLimitStreamClass *class)
{
  G_OBJECT_CLASS (class)->finalize = finalize;
  G_OUTPUT_STREAM_CLASS (class)->write_fn = limited_write;
}

static void
postil_line_limit_stream_init (PostilLineLimitStream *self)
{
  self->text = g_string_new (NULL);
}

PostilLineLimitStream *
postil_line_limit_stream_new (guint n_lines, gsize n_bytes)
{
  PostilLineLimitStream *self = g_object_new (POSTIL_TYPE_LINE_LIMIT_STREAM, NULL);

  self->lines_left = n_lines;
  self->n_bytes = n_bytes;
  return self;
}

char *
postil_line_limit_stream_steal (PostilLineLimitStream *self)
{
  const char *end;

  if (!g_utf8_validate (self->text->str, self->text->len, &end))
    g_string_truncate (self->text, end - self->text->str);
  return g_strdup (self->text->str);
}
