/* transaction.h - one user action, all or nothing, with its place in the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <postil/store.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_TRANSACTION_EDIT,       /* becomes one undo step, titled for the user */
  POSTIL_TRANSACTION_UNRECORDED, /* suggestions, settings, bookkeeping: not an edit */
} PostilTransactionKind;

/*
 * BEGIN IMMEDIATE ... COMMIT. Every writing function of the store fails outside a transaction. @title is what
 * undo offers ("Tag Denial"), @annotator who did it; both are ignored when unrecorded. An edit that touched no row
 * leaves no history. Starting a new edit closes the redo path: undone edits stay in the audit, not in redo.
 * Transactions do not nest. POSTIL_ERROR_LOCKED after waiting 5 s for another writer.
 */
gboolean postil_transaction_begin    (PostilStore *store, PostilTransactionKind kind, const char *title,
                                      PostilId annotator, GError **error);
/* Once this returns TRUE the change is on the disk. When it fails everything was rolled back. */
gboolean postil_transaction_commit   (PostilStore *store, GError **error);
void     postil_transaction_rollback (PostilStore *store);
/* Right after the beginning, when thousands of rows are to come: they cost a fraction then, and mean the same. */
gboolean postil_transaction_expect_many (PostilStore *store, GError **error);
/* Before the commit of thousands of new documents, which would do it: the full-text index, which takes a while and can be
 * cancelled here; then roll back. */
gboolean postil_transaction_index (PostilStore *store, GCancellable *cancellable, GError **error);
/*
 * Between these two all reads see the project as it was at the first of them, and do not lock the file anew each time.
 * Nobody can commit meanwhile, so it is for moments. They nest; a transaction of this connection puts an end to them.
 */
void     postil_store_hold    (PostilStore *store);
void     postil_store_release (PostilStore *store);
gboolean postil_transaction_is_open  (PostilStore *store);

G_END_DECLS
