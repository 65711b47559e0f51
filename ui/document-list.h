/* document-list.h - the left pane: documents with state and counts, and a filter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_DOCUMENT_LIST (postil_document_list_get_type ())
/**
 * PostilDocumentList:
 *
 * Follows the session's document, and asks for another one by the action "win.open-document" (x).
 */
G_DECLARE_FINAL_TYPE (PostilDocumentList, postil_document_list, POSTIL, DOCUMENT_LIST, GtkBox)

/* NULL: empty. */
void postil_document_list_set_session  (PostilDocumentList *self, PostilSession *session);
void postil_document_list_focus_filter (PostilDocumentList *self);
/* Lists those with an open span of @label; 0: any. */
void postil_document_list_set_label    (PostilDocumentList *self, PostilId label);
/* Lists these alone, GArray of PostilId, and says @why; NULL: all. */
void postil_document_list_set_only     (PostilDocumentList *self, const GArray *documents, const char *why);
/* Opens the next (+1) or previous (-1) document of the list as filtered. FALSE at its ends. */
gboolean postil_document_list_step     (PostilDocumentList *self, int direction);
/* What somebody looks at: the open document, then the rows that can be seen. GArray of PostilId. (transfer full) */
GArray  *postil_document_list_in_view  (PostilDocumentList *self);

G_END_DECLS
