/* document-list.h - the SQL function that the document list filters by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/store.h>

G_BEGIN_DECLS

gboolean postil_document_list_register (PostilStore *store, GError **error);

G_END_DECLS
