/* zip-documents.h - formats that are a zip file with one file for each document: how all of them are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "outline.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title; /* of the format, in what is said about losses */
  const PostilCapabilities *can;
  const char *extension;
  gboolean keys;       /* the files say what their documents are called, so that a changed name is no loss */
  const char *preface; /* the name of a file that comes first, with what @append_preface writes; NULL: none */
  void (*append_preface) (GString *out);
  /* What the format makes of the outline before it is written; NULL: nothing. */
  void (*adjust) (const PostilExportWalk *walk, PostilOutline *outline, PostilLosses *losses);
  void (*append) (GString *out, const PostilExportWalk *walk, const PostilOutline *outline, PostilLosses *losses);
} PostilZipDocuments;

gboolean postil_zip_documents_write (const PostilZipDocuments *format, PostilStore *store, GOutputStream *out,
                                     const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
