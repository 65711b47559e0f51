/* document-list-row.h - one line of the document list: state, title, name, counts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document-list-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_DOCUMENT_LIST_ROW (postil_document_list_row_get_type ())
/* Of one height whatever it holds, so that a list of 100,000 knows its length. */
G_DECLARE_FINAL_TYPE (PostilDocumentListRow, postil_document_list_row, POSTIL, DOCUMENT_LIST_ROW, GtkBox)

GtkWidget *postil_document_list_row_new      (void);
/* NULL: unbound. Follows the item's ::changed. */
void       postil_document_list_row_set_item (PostilDocumentListRow *self, PostilDocumentItem *item);

G_END_DECLS
