/* losses-world.h - two projects, before an export and after its import, side by side: what came of each span
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange-support.h"

G_BEGIN_DECLS

/* Where a character of a text that came back stood before. */
typedef struct
{
  guint document; /* number */
  guint32 at;
} Origin;

/* A token that came back, in the text as it was. */
typedef struct
{
  PostilRange range;
  guint sentence;
} Token;

typedef struct
{
  PostilDocument *document;
  gunichar *text;
  guint32 length;
  GArray *tokens;  /* Token, of a project before */
  Origin *origins; /* of a project after */
} Page;

/* All that there is in a project. Names of labels end in a number that no other span or relation has. */
typedef struct
{
  TestProject *project;
  GPtrArray *pages;
  GPtrArray *spans;     /* PostilSpan */
  GPtrArray *relations; /* PostilRelation */
} World;

/* What the walk over two worlds found to be different in their texts. */
typedef struct
{
  guint characters;
  guint spacing;
  guint boundaries;
  guint names;
} TextDifference;

World *world_new (TestProject *project);
void world_free (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* Of a label. */
char *world_label (const World *self, PostilId label);
guint world_number (const World *self, PostilId label);
guint world_page (const World *self, PostilId document);

/* The text of @after is tokens and what the reader put between them. */
void world_match_tokens (World *before, World *after, TextDifference *difference);
/* The texts came back as they were; tokens are as Postil cuts them. */
void world_match_texts (World *before, World *after, TextDifference *difference);
/* Before another world is matched with this one. */
void world_forget_tokens (World *self);
/* The range as it was before; @page: of which document. */
PostilRange world_origin (const World *after, const PostilSpan *span, PostilRange range, guint *page);

G_END_DECLS
