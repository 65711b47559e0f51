/* entity-groups.h - whom and what is a project about, whatever the names they go by?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <postil/span.h>
#include <postil/store.h>

G_BEGIN_DECLS

/* One mention of it. */
typedef struct
{
  PostilId     document;
  PostilSpanId span;
} PostilMention;

/* One person, organisation or place across the documents of a project. */
typedef struct
{
  char    *name;  /* the fullest one */
  PostilId label; /* that most of its mentions have */
  guint    n_mentions;
  guint    n_documents;
  char   **forms; /* other names that its mentions have in the text, by the alphabet; NULL-terminated */
  GArray  *mentions; /* PostilMention, in reading order */
} PostilEntityGroup;

void       postil_entity_group_free  (PostilEntityGroup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilEntityGroup, postil_entity_group_free)
/* Open mentions of the project in groups, the most frequent first. GPtrArray of PostilEntityGroup. (transfer full) */
GPtrArray *postil_entity_groups_list (PostilStore *store, GCancellable *cancellable, GError **error);

G_END_DECLS
