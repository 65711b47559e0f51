/* archive.h - what lies in a .zip, .tar, .tar.gz or .gz, and zip files out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/format.h>

G_BEGIN_DECLS

/* By its first bytes. */
gboolean postil_archive_is (const guint8 *head, gsize n_bytes);

/* @name: a relative path without "..", valid UTF-8. FALSE ends the visit. */
typedef gboolean (*PostilArchiveVisitor) (const char *name, GBytes *bytes, gpointer user_data, GError **error);

/*
 * Visits each file of the archive @bytes in its order, one in memory at a time. Links, devices, paths that lead out of it,
 * archives within it, and what unpacks to far more than it should are refused by name: complaints go to @report, under
 * @path. FALSE only when a visit fails or is cancelled.
 */
gboolean postil_archive_visit (GBytes *bytes, const char *path, PostilReport *report, PostilArchiveVisitor visitor,
                               gpointer user_data, GCancellable *cancellable, GError **error);

/* A file of an archive that is being visited, as it is unpacked. */
typedef struct _PostilArchiveEntry PostilArchiveEntry;

/* It is not kept in memory, so that it may be larger: 2 GiB instead of 256 MiB. */
void   postil_archive_entry_stream (PostilArchiveEntry *self);
/* The bytes that come next: how many, 0 at the end. -1 when it is refused, which has then been told; what came of it before
 * is of no use. */
gssize postil_archive_entry_read   (PostilArchiveEntry *self, guint8 *buffer, gsize n_bytes);

/* Need not read it, or not to its end. FALSE ends the visit. */
typedef gboolean (*PostilArchiveEntryVisitor) (const char *name, PostilArchiveEntry *entry, gpointer user_data,
                                               GError **error);
/* As postil_archive_visit(), for who does not want all of a file in memory. */
gboolean postil_archive_visit_entries (GBytes *bytes, const char *path, PostilReport *report,
                                       PostilArchiveEntryVisitor visitor, gpointer user_data, GCancellable *cancellable,
                                       GError **error);

/**
 * PostilZip:
 *
 * A zip file on its way out, to a stream that it does not close.
 */
typedef struct _PostilZip PostilZip;

PostilZip *postil_zip_new    (GOutputStream *out, GCancellable *cancellable, GError **error);
void       postil_zip_free   (PostilZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilZip, postil_zip_free)
/* Begins a file of yet unknown size; it ends where the next one begins. */
gboolean   postil_zip_begin  (PostilZip *self, const char *name, GError **error);
gboolean   postil_zip_append (PostilZip *self, const char *data, gsize n_bytes, GError **error);
/* Nothing is complete before this. */
gboolean   postil_zip_close  (PostilZip *self, GError **error);

/**
 * PostilZipNames:
 *
 * File names for documents: what would lead elsewhere, or be refused by some system, becomes "_", and none occurs twice.
 */
typedef struct
{
  GHashTable *used;
} PostilZipNames;

void  postil_zip_names_clear (PostilZipNames *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilZipNames, postil_zip_names_clear)
/* @changed: it is not simply the key and @extension (".xmi"). (transfer full) */
char *postil_zip_names_add (PostilZipNames *self, const char *key, const char *extension, gboolean *changed);

G_END_DECLS
