/* relation.h - a directed link between two spans: speaker, cue, target, answers, repeats, ...
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/span.h>

G_BEGIN_DECLS

/**
 * PostilRelation:
 *
 * A plain value. @head and @tail are spans of one project, mostly of one document ("repeats" crosses).
 * Directed: the quote is the head, its speaker the tail. @document is the head's.
 */
typedef struct
{
  PostilId     id;
  PostilId     document;
  PostilId     label; /* of kind POSTIL_LABEL_RELATION */
  PostilSpanId head;
  PostilSpanId tail;
  PostilState  state;
  PostilId     source;
  PostilId     annotator;
  double       score;
  char        *note;
} PostilRelation;

/* Kept, with score 1 and an empty note, as a hand makes it. */
PostilRelation *postil_relation_new  (void);
PostilRelation *postil_relation_copy (const PostilRelation *self);
void            postil_relation_free (PostilRelation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRelation, postil_relation_free)

G_END_DECLS
