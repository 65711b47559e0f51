/* zip-documents.c - formats that are a zip file with one file for each document: how all of them are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "zip-documents.h"

#include <string.h>

#include "archive.h"

typedef struct
{
  const PostilZipDocuments *format;
  PostilExportWalk *walk;
  PostilZip *zip;
  PostilZipNames names;
  GString *buffer;
  PostilLosses losses;
} Writer;

static gboolean
put (Writer *self, const char *name, GError **error)
{
  return postil_zip_begin (self->zip, name, error) &&
         postil_zip_append (self->zip, self->buffer->str, self->buffer->len, error);
}

/* No document gets its name. */
static gboolean
put_preface (Writer *self, GError **error)
{
  const char *name = self->format->preface;
  const char *extension = strrchr (name, '.');
  g_autofree char *stem = g_strndup (name, extension - name);
  gboolean changed;

  g_free (postil_zip_names_add (&self->names, stem, extension, &changed));
  self->format->append_preface (self->buffer);
  return put (self, name, error);
}

static gboolean
put_document (Writer *self, PostilReport *report, GError **error)
{
  const PostilZipDocuments *format = self->format;
  const PostilDocument *document = self->walk->document;
  g_autoptr (PostilOutline) outline = postil_outline_new (self->walk, format->can, &self->losses);
  gboolean changed;
  g_autofree char *name = postil_zip_names_add (&self->names, document->key, format->extension, &changed);

  if (format->adjust != NULL)
    format->adjust (self->walk, outline, &self->losses);
  if (changed && !format->keys)
    postil_losses_count (&self->losses, &self->losses.names_changed, document->id, 0);
  g_string_truncate (self->buffer, 0);
  format->append (self->buffer, self->walk, outline, &self->losses);
  postil_outline_tell (outline, self->walk, format->can, &self->losses, report);
  return put (self, name, error);
}

static gboolean
put_all (Writer *self, PostilReport *report, GCancellable *cancellable, GError **error)
{
  GError *local_error = NULL;

  if (self->format->preface != NULL && !put_preface (self, error))
    return FALSE;
  while (postil_export_walk_next (self->walk, cancellable, &local_error))
    if (!put_document (self, report, error))
      return FALSE;
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  postil_losses_tell (&self->losses, self->format->title, report);
  return postil_zip_close (self->zip, error);
}

gboolean
postil_zip_documents_write (const PostilZipDocuments *format, PostilStore *store, GOutputStream *out,
                            const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (PostilZip) zip = walk != NULL ? postil_zip_new (out, cancellable, error) : NULL;
  g_autoptr (GString) buffer = g_string_new (NULL);
  Writer writer = { .format = format, .walk = walk, .zip = zip, .buffer = buffer };
  gboolean ok = zip != NULL && put_all (&writer, report, cancellable, error);

  postil_zip_names_clear (&writer.names);
  postil_losses_clear (&writer.losses);
  return ok;
}
