/* document-list-model.h - the documents of a project as a GListModel that reads SQL a page at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/postil.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_DOCUMENT_ITEM (postil_document_item_get_type ())
/* One row. Emits ::changed when its state or counts changed; its id never does. */
G_DECLARE_FINAL_TYPE (PostilDocumentItem, postil_document_item, POSTIL, DOCUMENT_ITEM, GObject)

/* Owned by the item, valid until its next ::changed. */
const PostilDocumentRow *postil_document_item_get_row (PostilDocumentItem *self);

#define POSTIL_TYPE_DOCUMENT_LIST_MODEL (postil_document_list_model_get_type ())
/**
 * PostilDocumentListModel:
 *
 * Items are PostilDocumentItem. Holds a bounded number of pages in memory, whatever the project's size, and with a filter the
 * ids of what passes it. Follows the
 * project's signals: a changed document updates its item in place, so that the list neither jumps nor loses its selection;
 * a row that no longer passes the filter stays until the filter is set again. Main thread only.
 */
G_DECLARE_FINAL_TYPE (PostilDocumentListModel, postil_document_list_model, POSTIL, DOCUMENT_LIST_MODEL, GObject)

PostilDocumentListModel *postil_document_list_model_new (PostilProject *project) G_GNUC_WARN_UNUSED_RESULT;
/* The annotator of @filter is the project's. @only (nullable): of these documents alone, GArray of PostilId. Reads the ids of all
 * that pass, once. */
void     postil_document_list_model_set_filter (PostilDocumentListModel *self, const PostilDocumentFilter *filter,
                                                const GArray *only);
/* Where @document is under the present filter; FALSE when it does not pass. */
gboolean postil_document_list_model_find       (PostilDocumentListModel *self, PostilId document, guint *position);
/* The last failure to read, or NULL; rows that could not be read are shown as empty. */
const GError *postil_document_list_model_get_error (PostilDocumentListModel *self);

G_END_DECLS
