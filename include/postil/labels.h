/* labels.h - the labels of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/label.h>
#include <postil/transaction.h>

G_BEGIN_DECLS

/* Those that change something need an open transaction. */
/* GPtrArray of PostilLabel in order of position. (transfer full) */
GPtrArray   *postil_labels_list   (PostilStore *store, gboolean with_archived, GError **error);
PostilLabel *postil_labels_get    (PostilStore *store, PostilId id, GError **error);
PostilId     postil_labels_find   (PostilStore *store, const char *name); /* 0: none */
/* Finds @name or adds it with a colour of its own; 0 on error. What an import calls. */
PostilId     postil_labels_ensure (PostilStore *store, const char *name, PostilLabelKind kind, GError **error);
/* What a machine's @name stands for here, added when it was never there: a label that was renamed is found by the name it
 * began with, and an archived one gives way to its parent (which a merged one has). *id = 0: archived, so that nothing is
 * to be proposed. */
gboolean     postil_labels_resolve (PostilStore *store, const char *name, PostilLabelKind kind, PostilId *id, GError **error);
/* Fills id and, when it is -1, position. POSTIL_ERROR_EXISTS when the name or the shortcut is taken. */
gboolean     postil_labels_add    (PostilStore *store, PostilLabel *label, GError **error);
/* Everything but id may change; a new name keeps the id. Spans and relations cannot become each other while in use. */
gboolean     postil_labels_update (PostilStore *store, const PostilLabel *label, GError **error);

/* Where a label stands. */
typedef struct
{
  guint n_kept;      /* spans and relations */
  guint n_suggested;
  guint n_rejected;
  guint n_documents; /* documents that bear it */
  guint n_children;  /* labels whose parent it is */
} PostilLabelUse;

gboolean     postil_labels_use   (PostilStore *store, PostilId id, PostilLabelUse *use, GError **error);
/* All that bears @from bears @into from now on; @from is archived below it. Where both stood on the very same words, one
 * span stays (kept before suggested before rejected) with the relations of both; what two annotators kept stays twice. */
gboolean     postil_labels_merge (PostilStore *store, PostilId from, PostilId into, GError **error);
/* Puts @id before the label that is at place @at (of all, archived ones too; at the end when there is none). */
gboolean     postil_labels_move  (PostilStore *store, PostilId id, guint at, GError **error);
/* Takes @labels over by name: new ones are added, known ones become what is given but for their place, all others stay. A
 * key that another label has is left out and told in @notes (nullable, transfer full). */
gboolean     postil_labels_load  (PostilStore *store, GPtrArray *labels, guint *n_added, guint *n_changed, char ***notes,
                                  GError **error);

G_END_DECLS
