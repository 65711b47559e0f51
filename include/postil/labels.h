/* labels.h - the labels of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/label.h>
#include <postil/transaction.h>

G_BEGIN_DECLS

/* All but list, get and find need an open transaction. */
/* GPtrArray of PostilLabel in order of position. (transfer full) */
GPtrArray   *postil_labels_list   (PostilStore *store, gboolean with_archived, GError **error);
PostilLabel *postil_labels_get    (PostilStore *store, PostilId id, GError **error);
PostilId     postil_labels_find   (PostilStore *store, const char *name); /* 0: none */
/* Finds @name or adds it with a colour of its own; 0 on error. What a suggester or an import calls. */
PostilId     postil_labels_ensure (PostilStore *store, const char *name, PostilLabelKind kind, GError **error);
/* Fills id and, when it is -1, position. POSTIL_ERROR_EXISTS when the name or the shortcut is taken. */
gboolean     postil_labels_add    (PostilStore *store, PostilLabel *label, GError **error);
/* Everything but id may change; a new name keeps the id. */
gboolean     postil_labels_update (PostilStore *store, const PostilLabel *label, GError **error);

G_END_DECLS
