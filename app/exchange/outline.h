/* outline.h - what of a document a format can hold, and what is lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "export-walk.h"
#include "losses.h"

G_BEGIN_DECLS

/* One span as it will be written. @parts: GArray of PostilRange or NULL, owned by the outline. */
typedef struct
{
  PostilRange       range;
  GArray           *parts;
  const PostilSpan *span;
} PostilPiece;

/**
 * PostilOutline:
 *
 * Of the current document of a walk, from which it borrows. The same walk gives the same outline, so that what was
 * written can be proven.
 */
typedef struct
{
  GArray    *pieces;    /* PostilPiece, in reading order */
  GPtrArray *relations; /* PostilRelation with both ends among the pieces */
  GPtrArray *elsewhere; /* PostilSpan of the first layer that have pieces in further ones; NULL: none */
  /*< private >*/
  GHashTable *by_span; /* id -> number of its first piece, plus one */
} PostilOutline;

PostilOutline *postil_outline_new  (const PostilExportWalk *walk, const PostilCapabilities *capabilities,
                                    PostilLosses *losses);
void           postil_outline_free (PostilOutline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilOutline, postil_outline_free)
/* The first piece of the span, or -1. */
int            postil_outline_find (const PostilOutline *self, PostilSpanId span);
/* Of pieces that share a character only one stays, as the options say: the longest (then the first, then by label). */
void           postil_outline_flatten (PostilOutline *self, const PostilExportWalk *walk, PostilLosses *losses);
/* Adds @pieces, whose parts it takes over, in reading order. */
void           postil_outline_adopt (PostilOutline *self, const GArray *pieces);
/* Once the current document is written: counts what became of its spans, and all that was written. */
void           postil_outline_tell (const PostilOutline *self, const PostilExportWalk *walk,
                                    const PostilCapabilities *capabilities, PostilLosses *losses, PostilReport *report);
/* Drops the relations that lost an end. To be called whenever pieces have changed. */
void           postil_outline_prune_relations (PostilOutline *self, PostilLosses *losses);

G_END_DECLS
