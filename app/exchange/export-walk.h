/* export-walk.h - one document after another, with the spans and relations that an export asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/format.h>
#include <postil/labels.h>
#include <postil/relations.h>

G_BEGIN_DECLS

/**
 * PostilExportWalk:
 *
 * Holds one document at a time. The fields are those of the current one, in reading order; @relations are those whose ends
 * are both exported (the tail may lie in another document). @done_by: names of those who marked it done.
 */
typedef struct
{
  PostilDocument *document;
  GPtrArray      *spans;     /* PostilSpan */
  GPtrArray      *relations; /* PostilRelation */
  char          **done_by;

  /*< private >*/
  PostilStore               *store;
  const PostilExportOptions *options;
  PostilStates               states;
  GArray                    *documents; /* PostilId */
  guint                      next;
  gboolean                   holding; /* the store, for a few documents at a time */
  gint64                     held_since;
  GHashTable                *labels;     /* id -> PostilLabel */
  GHashTable                *wanted;     /* ids of labels, NULL: all */
  GHashTable                *sources;    /* id -> name */
  GHashTable                *annotators; /* id -> name */
  GPtrArray                 *all_relations;
  GHashTable                *by_id; /* the exported spans of this document */
} PostilExportWalk;

/* Fails with POSTIL_ERROR_NOT_FOUND when @options name a label that is not there. */
PostilExportWalk *postil_export_walk_new  (PostilStore *store, const PostilExportOptions *options, GError **error);
void              postil_export_walk_free (PostilExportWalk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilExportWalk, postil_export_walk_free)
guint             postil_export_walk_n_documents (const PostilExportWalk *self);
/* FALSE at the end, or with @error set. */
gboolean          postil_export_walk_next (PostilExportWalk *self, GCancellable *cancellable, GError **error);

/* Whether text of the current document without spans comes along. */
gboolean          postil_export_walk_wants_negatives (const PostilExportWalk *self);

/* Names, owned by the walk; "" for nobody. */
const char *postil_export_walk_label     (const PostilExportWalk *self, PostilId id);
const char *postil_export_walk_source    (const PostilExportWalk *self, PostilId id);
const char *postil_export_walk_annotator (const PostilExportWalk *self, PostilId id);
/* The words of who speaks @span, also when they are not exported themselves; a post speaks by its author. NULL: unknown. */
char       *postil_export_walk_speaker   (const PostilExportWalk *self, const PostilSpan *span);
/* The words of a span of the current document, parts joined by a space. (transfer full) */
char       *postil_export_walk_words     (const PostilExportWalk *self, const PostilSpan *span);

G_END_DECLS
