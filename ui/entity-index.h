/* entity-index.h - the persons, organisations and places of a project, read by a worker and kept until something changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/entity-groups.h>
#include <postil/project.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_ENTITY_INDEX (postil_entity_index_get_type ())
/**
 * PostilEntityIndex:
 *
 * Reads nothing before it is asked for something, and then all documents, in a thread. What it knows may be a little old: it
 * reads again when it is asked after a change, but never twice in a time that is short beside what reading takes.
 * Main thread only. ::changed: it knows something new.
 */
G_DECLARE_FINAL_TYPE (PostilEntityIndex, postil_entity_index, POSTIL, ENTITY_INDEX, GObject)

PostilEntityIndex *postil_entity_index_new (PostilProject *project) G_GNUC_WARN_UNUSED_RESULT;
/* Most frequent first: GPtrArray of PostilEntityGroup, owned by the index until the next ::changed. NULL: not yet. */
GPtrArray               *postil_entity_index_get_groups (PostilEntityIndex *self);
/* The one that has @span among its mentions; NULL: none, or not yet. */
const PostilEntityGroup *postil_entity_index_find       (PostilEntityIndex *self, PostilSpanId span);
/* Documents with a mention, in order: GArray of PostilId. (transfer full) */
GArray                  *postil_entity_group_documents  (const PostilEntityGroup *group);
/* The next (+1) or previous (-1) mention after @span, or the first one when it is none of them, around the end. */
const PostilMention     *postil_entity_group_step       (const PostilEntityGroup *group, PostilSpanId span, int direction);

G_END_DECLS
