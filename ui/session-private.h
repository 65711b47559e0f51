/* session-private.h - the inside of PostilSession, shared by session.c and session-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

G_BEGIN_DECLS

/* Where one was when a decision about many was made. */
typedef struct
{
  PostilId     edit;
  PostilId     document;
  PostilSpanId span;      /* 0: none was current */
  PostilRange  selection;
} PostilBulkPlace;

struct _PostilSession
{
  GObject parent_instance;

  PostilProject   *project;
  PostilDocument  *document;  /* NULL: none */
  GPtrArray       *spans;     /* PostilSpan, in reading order */
  GHashTable      *by_id;     /* PostilSpan.id -> PostilSpan; keys lie in the spans */
  PostilSpanIndex *index;
  GPtrArray       *relations; /* PostilRelation */
  PostilRange      changed;   /* what the last ::spans-changed was about */
  guint            structure; /* goes up whenever a structure span may have come, gone or changed */

  PostilRange  selection;
  GArray      *grown; /* PostilRange: the selections that the present one grew from */
  PostilSpanId current;
  PostilSpanId latest;   /* the last that was current: what a further part is added to; may be gone by now */
  PostilSpanId relating; /* may be gone by now */
  PostilId     armed;    /* label; may be gone by now */
  PostilMode   mode;
  PostilReviewQueue queue;
  GArray           *ahead;      /* PostilSpanId: what follows @ahead_from in the queue */
  PostilSpanId      ahead_from; /* 0: @ahead says nothing */
  gboolean          wrapped;
  GArray           *trail;      /* PostilSpanId: where the review has been, latest last */
  GArray           *bulk;       /* PostilBulkPlace, latest last */
  gint64            n_open;     /* in the queue; -1: not counted */
  guint             recount;    /* source that counts it again, 0: none */
  gboolean     show_rejected;
  gboolean     stays; /* a decision does not go on by itself */
  GHashTable  *places; /* document -> PostilPlace; the keys lie in the values */
  GQueue       left;   /* the same, latest first */

  /* While an action of our own runs, the project's signals only set @stale: the action knows which span to read back. */
  guint    acting;
  gboolean stale;
};

/* Where reading order would put (@range, @id): index of the first span not before it. */
guint    postil_session_position    (PostilSession *self, PostilRange range, PostilSpanId id);
/* Reads everything of the shown document again and tells. */
gboolean postil_session_reload      (PostilSession *self, GError **error);
/* Reads one span (and with @relations its relations) back after it was added, changed or removed, and tells. */
void     postil_session_refresh     (PostilSession *self, PostilSpanId id, gboolean relations);
/* Sets the current span and the selection in one go and tells of what changed. */
void     postil_session_move        (PostilSession *self, PostilSpanId current, PostilRange selection);
/* session-review.c: to the next (+1) or previous (-1) suggestion of the queue after @from, which need not be one any more, or
 * NULL: from the caret. With @around the queue begins anew after its end. */
gboolean postil_session_step_queue  (PostilSession *self, const PostilSpan *from, int direction, gboolean around);
/* Back to where the review was before: that span, decided or not, is current again. FALSE: it has been nowhere. */
gboolean postil_session_step_back   (PostilSession *self);
/* Stays where one is when that is in the queue, else goes on after @from (NULL: from the caret). FALSE: the queue is empty. */
gboolean postil_session_resume_queue (PostilSession *self, const PostilSpan *from);
/* session-actions.c: on to the next suggestion after @from was decided or left. */
gboolean postil_session_go_on       (PostilSession *self, const PostilSpan *from);
/* On to the next document that is not done, if there is one; in a review by documents to what the queue has there. */
gboolean postil_session_leave_document (PostilSession *self, GError **error);
/* session-bulk.c: after a failure, or a change whose reach is not known, everything is read again, but only when something changed. */
void     postil_session_end_acting  (PostilSession *self);
/* Around one action of the project that touches many and is one step; @n: how many, -1 when it failed. */
void     postil_session_begin_bulk  (PostilSession *self, PostilBulkPlace *place);
void     postil_session_end_bulk    (PostilSession *self, PostilBulkPlace *place, int n);
/* NULL: it was not about many, or that is long ago. */
const PostilBulkPlace *postil_session_find_bulk (PostilSession *self, PostilId edit);
/* Keeps the number of open suggestions right when one span changes; NULL: it was not, or is no more. */
void     postil_session_recount     (PostilSession *self, const PostilSpan *before, const PostilSpan *after);
/* Counts it again once nothing has happened for a moment: suggestions of other documents came or went. */
void     postil_session_recount_soon (PostilSession *self);
void     postil_session_emit_mode   (PostilSession *self);
void     postil_session_emit_counted (PostilSession *self);
/* session-places.c: asks the view where it is in the shown document. */
void     postil_session_note_place   (PostilSession *self);
void     postil_session_ask_view     (PostilSession *self);
char    *postil_session_print_places (PostilSession *self); /* (transfer full) */
void     postil_session_parse_places (PostilSession *self, const char *text);
void     postil_session_init_places  (PostilSession *self);
void     postil_session_clear_places (PostilSession *self);
gboolean postil_session_is_structure (PostilSession *self, const PostilSpan *span);

G_END_DECLS
