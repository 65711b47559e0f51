/* outline.h - what of a document a format can hold, and what is lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "export-walk.h"

G_BEGIN_DECLS

/* What a format has a place for. */
typedef struct
{
  gboolean overlap;         /* spans may nest, cross and repeat */
  gboolean parts;           /* discontinuous spans, by whatever means */
  gboolean relations;       /* between spans of one document */
  gboolean notes;           /* of spans */
  gboolean states;          /* suggestions beside what was kept */
  gboolean annotators;
  gboolean document_labels;
  gboolean structure;       /* posts and the like, which a flat layer has no room for */
  gboolean blank;           /* spans may begin and end in white space */
} PostilCapabilities;

/* How many of each were changed or left out. */
typedef struct
{
  guint suggestions;
  guint structure;
  guint overlap;
  guint parts;
  guint blank;
  guint trimmed;
  guint widened;
  guint narrowed;
  guint off_token;
  guint cut;
  guint relations;
  guint notes;
  guint annotators;
  guint document_labels;
  guint labels_renamed;
  guint characters;
  guint names_changed;
} PostilLosses;

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
} PostilOutline;

PostilOutline *postil_outline_new  (const PostilExportWalk *walk, const PostilCapabilities *capabilities,
                                    PostilLosses *losses);
void           postil_outline_free (PostilOutline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilOutline, postil_outline_free)
/* The first piece of the span, or -1. */
int            postil_outline_find (const PostilOutline *self, PostilSpanId span);
/* Of pieces that share a character only the longest stays (then the first, then by label). */
void           postil_outline_flatten (PostilOutline *self, const PostilExportWalk *walk, PostilLosses *losses);
/* Drops the relations that lost an end. */
void           postil_outline_prune_relations (PostilOutline *self, PostilLosses *losses);
/* One warning for each kind of loss, with its count. @title: of the format. */
void           postil_losses_tell  (const PostilLosses *losses, const char *title, PostilReport *report);

G_END_DECLS
