/* history.h - undo, redo, and who did what when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/transaction.h>

G_BEGIN_DECLS

/**
 * PostilEdit:
 *
 * One user action. Its rows are recorded by TEMP triggers, so no write path can forget them. An insert is
 * recorded by its key alone (the row itself is the image until it is undone); an update by the row before and
 * after; a delete by the row before.
 */
typedef struct
{
  PostilId    id;
  char       *title;
  PostilId    annotator;
  gint64      at;        /* milliseconds since 1970 UTC */
  guint       n_rows;
  gboolean    undone;    /* can be redone */
  gboolean    abandoned; /* was undone, then another edit followed: audit only */
  PostilId    document;  /* the first document it touched, to show it; 0 when none */
  PostilSpanId span;     /* the first span it touched, or 0 */
  gboolean    wide;      /* touched several documents, or which ones there are */
  gboolean    labels;    /* touched labels */
} PostilEdit;

PostilEdit *postil_edit_copy (const PostilEdit *self);
void        postil_edit_free (PostilEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilEdit, postil_edit_free)

/*
 * Each runs its own transaction and survives a restart. @edit (nullable, transfer full) tells what was undone.
 * Returns FALSE without error when there is nothing to undo / redo.
 */
gboolean   postil_history_undo (PostilStore *store, PostilEdit **edit, GError **error);
gboolean   postil_history_redo (PostilStore *store, PostilEdit **edit, GError **error);
/* Either of them, for a worker: counts the rows in @n_done (nullable), atomically. Cancelled, nothing has happened; what was asked for
 * after the last row comes too late. */
gboolean   postil_history_travel (PostilStore *store, gboolean undo, int *n_done, GCancellable *cancellable, PostilEdit **edit,
                                  GError **error);
/* What undo / redo would do; NULL when nothing. (transfer full) */
PostilEdit *postil_history_peek_undo (PostilStore *store);
PostilEdit *postil_history_peek_redo (PostilStore *store);
/* Newest first, at most @limit (0: all). GPtrArray of PostilEdit. (transfer full) */
GPtrArray *postil_history_list (PostilStore *store, guint limit, GError **error);
/* Whether an edit, undone or not, changed this span or relation after it was made. What works outside the history (a new run
 * of the suggesters) leaves such a row in place, or a later undo or redo would miss it. */
gboolean   postil_history_knows_row (PostilStore *store, PostilId row);

G_END_DECLS
