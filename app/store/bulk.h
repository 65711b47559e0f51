/* bulk.h - thousands of rows in one transaction, without what each would cost alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <postil/span.h>

#include "store-private.h"

G_BEGIN_DECLS

/*
 * A PostilBulk exists from postil_transaction_expect_many() to the end of the transaction. A trigger makes every insert a statement
 * that may fail half way, with a journal of its own that copies each page it touches, and with a flush of the full-text
 * index. So the triggers that watch inserts of spans are away meanwhile, postil_spans_add() tells the history and the tally
 * itself, and the full-text index gets the new documents at the end, in the order that it likes.
 */
/* The statement @sql, kept for the whole transaction. Owned by @self. */
PostilStatement *postil_bulk_statement (PostilBulk *self, PostilStore *store, const char *sql, GError **error);
/* As postil_id_random(), many at a time. */
PostilId postil_bulk_next_id        (PostilBulk *self);
/* A span was inserted. */
gboolean postil_bulk_added_span     (PostilBulk *self, PostilStore *store, const PostilSpan *span, gint64 position,
                                     gboolean structure, GError **error);
/* A document was inserted that the full-text index does not know yet. */
void     postil_bulk_added_document (PostilBulk *self, PostilId document);
/* Brings the full-text index up to date, with or without a bulk: before it is read, and before a document that it may not
 * know yet changes. */
gboolean postil_bulk_index          (PostilStore *store, GCancellable *cancellable, GError **error);
/* Before the commit: indexes, and puts the triggers back. After it, or a rollback, which puts them back by itself: frees. */
gboolean postil_bulk_finish         (PostilStore *store, GError **error);
void     postil_bulk_free           (PostilBulk *self, PostilStore *store);

G_END_DECLS
