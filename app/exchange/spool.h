/* spool.h - bytes that wait on the disk until it is their turn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PostilSpool:
 *
 * A temporary file without a name, which is gone with its owner, whatever becomes of that. Written at its end, read anywhere.
 */
typedef struct _PostilSpool PostilSpool;

PostilSpool *postil_spool_new      (GError **error);
void         postil_spool_free     (PostilSpool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilSpool, postil_spool_free)
guint64      postil_spool_get_size (const PostilSpool *self);
gboolean     postil_spool_append   (PostilSpool *self, const void *data, gsize n_bytes, GError **error);
/* What was appended since it had @size bytes is dropped. */
gboolean     postil_spool_shorten  (PostilSpool *self, guint64 size, GError **error);
/* How many bytes were read, fewer than asked for only at the end; -1 on error. */
gssize       postil_spool_read     (PostilSpool *self, guint64 offset, void *buffer, gsize n_bytes, GError **error);

G_END_DECLS
