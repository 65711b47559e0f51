/* session.h - what the user is looking at: document, spans, selection, current span, mode
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/postil.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_MODE_ANNOTATE,
  POSTIL_MODE_REVIEW,
} PostilMode;

#define POSTIL_TYPE_SESSION (postil_session_get_type ())
/**
 * PostilSession:
 *
 * The one model that every page binds to. Main thread only. Knows no widget.
 *
 * Signals, no arguments, run-last:
 *   ::document-changed   another document, or none
 *   ::spans-changed      spans or relations of the shown document were read again
 *   ::selection-changed  caret or selection moved
 *   ::current-changed    another current span, or none
 *   ::mode-changed       mode or review queue
 *   ::queue-counted      another number of open suggestions, for reasons that lie outside of the shown document
 *   ::place-wanted       where the annotator is will be kept: who shows the document calls postil_session_set_view ()
 */
G_DECLARE_FINAL_TYPE (PostilSession, postil_session, POSTIL, SESSION, GObject)

PostilSession *postil_session_new (PostilProject *project) G_GNUC_WARN_UNUSED_RESULT;
PostilProject *postil_session_get_project (PostilSession *self);

/* 0 closes. FALSE with @error when it cannot be read; the old one stays. */
gboolean              postil_session_set_document (PostilSession *self, PostilId document, GError **error);
/* NULL when none is open. Owned by the session until the next ::document-changed. */
const PostilDocument *postil_session_get_document (PostilSession *self);

/* Spans of the document in reading order, rejected ones only when shown: GPtrArray of PostilSpan, owned by the session
 * until the next ::spans-changed. Never NULL. */
GPtrArray             *postil_session_get_spans     (PostilSession *self);
GPtrArray             *postil_session_get_relations (PostilSession *self);
const PostilSpanIndex *postil_session_get_index     (PostilSession *self);
const PostilSpan      *postil_session_get_span      (PostilSession *self, PostilSpanId id); /* NULL: not in it */
/* Which stretch the last ::spans-changed was about: outside of it no span came, went or changed. */
PostilRange            postil_session_get_changed_range (PostilSession *self);
/* Another number than before when structure spans may have changed: most edits leave them alone. */
guint                  postil_session_get_structure_serial (PostilSession *self);
void                   postil_session_set_show_rejected (PostilSession *self, gboolean show);
gboolean               postil_session_get_show_rejected (PostilSession *self);

/* Half-open, in code points; start == stop is a bare caret. Clamped to the text. */
void        postil_session_set_selection (PostilSession *self, PostilRange selection);
PostilRange postil_session_get_selection (PostilSession *self);
/* Grows: word, clause, sentence, paragraph; shrinks back along the same steps. */
void        postil_session_grow_selection   (PostilSession *self);
void        postil_session_shrink_selection (PostilSession *self);

/* The clause or sentence at the caret; while one is selected, the next one as well. */
typedef enum
{
  POSTIL_UNIT_CLAUSE,
  POSTIL_UNIT_SENTENCE,
} PostilUnit;

void        postil_session_select_unit      (PostilSession *self, PostilUnit unit);

/* Making a span current also selects nothing: the caret goes to its start. 0: none. */
void         postil_session_set_current (PostilSession *self, PostilSpanId span);
PostilSpanId postil_session_get_current (PostilSession *self);
/* Next (+1) or previous (-1) span of the document after the current one or the caret; in review mode the next open suggestion,
 * in the queue's order, across documents, and back to where the review was before. FALSE when there is no further one. */
gboolean     postil_session_step (PostilSession *self, int direction);

/* Whether a decision goes on to the next suggestion; it does at first. */
void       postil_session_set_auto_advance (PostilSession *self, gboolean advance);
void       postil_session_set_mode (PostilSession *self, PostilMode mode);
PostilMode postil_session_get_mode (PostilSession *self);

/* What is reviewed, and in which order. */
typedef struct
{
  PostilSpanOrder order;
  PostilId        label;     /* 0: any */
  PostilId        source;    /* 0: any */
  double          min_score;
  gboolean        here;      /* in the shown document only */
} PostilReviewQueue;

void                     postil_session_set_queue (PostilSession *self, const PostilReviewQueue *queue);
const PostilReviewQueue *postil_session_get_queue (PostilSession *self);
/* The queue as the store understands it. */
PostilSpanFilter         postil_session_get_queue_filter (PostilSession *self);
/* How many suggestions are open in it. Counted when it has to be, else kept in step with each decision; ::queue-counted tells
 * when it was not. */
guint                    postil_session_count_open (PostilSession *self);
/* Whether @span is part of it. */
gboolean                 postil_session_is_in_queue (PostilSession *self, const PostilSpan *span);
/* After the queue was changed: its first suggestion from here on, unless the current span is one. FALSE when it is empty. */
gboolean                 postil_session_enter_queue (PostilSession *self);
/* Whether the queue began anew since this was last asked: what was skipped comes back at its end. */
gboolean                 postil_session_take_wrapped (PostilSession *self);
/* How many places postil_session_apply_label_all() would tag; 0 when nothing is selected. */
guint postil_session_count_same (PostilSession *self);
/* How many open suggestions a decision about all that are identical to the current one would touch. */
guint                    postil_session_count_identical (PostilSession *self);
/* Where the annotator is: document, current span, mode and queue, and the place in each document of late, kept in the project.
 * Restoring returns FALSE when nothing was kept or the document is gone. */
void                     postil_session_save_place    (PostilSession *self);
gboolean                 postil_session_restore_place (PostilSession *self);

/* Where somebody was in a document when it was left. In code points. */
typedef struct
{
  guint32 caret;
  guint32 top;    /* the character at the top of the window */
  GArray *folded; /* guint32: where the folded stretches start; never NULL */
} PostilPlace;

/* Of the shown document, when it was left before; else NULL. The caret is there already at ::document-changed. */
const PostilPlace *postil_session_get_place (PostilSession *self);
/* What only a view knows of it; @folded (GArray of guint32) is copied. */
void               postil_session_set_view  (PostilSession *self, guint32 top, const GArray *folded);

/* Where a relation starts that waits for its other end; 0: none is being made. Tab then goes to every span of the document.
 * Tells of a change by ::current-changed. Another document ends it. */
void         postil_session_set_relating (PostilSession *self, PostilSpanId head);
PostilSpanId postil_session_get_relating (PostilSession *self);

/* The label that is given to what the mouse selects, as soon as it is selected; 0: none. Tells of a change by
 * ::current-changed. */
void     postil_session_set_armed (PostilSession *self, PostilId label);
PostilId postil_session_get_armed (PostilSession *self);

/* From there to the current span, which then is the head again. FALSE without @error when one of them is missing. */
gboolean     postil_session_relate       (PostilSession *self, PostilId label, GError **error);

/* What the label keys and A/X/S/Delete/D do: each one undo step through the project, then the session's state moves on as the
 * design's key table says. FALSE without @error when there was nothing to act on. */
gboolean postil_session_apply_label     (PostilSession *self, PostilId label, GError **error); /* tag, or relabel current */
gboolean postil_session_apply_label_all (PostilSession *self, PostilId label, guint *n, GError **error);
gboolean postil_session_decide          (PostilSession *self, PostilState state, GError **error); /* then step on */
gboolean postil_session_decide_all      (PostilSession *self, PostilState state, guint *n, GError **error);
/* For every open suggestion that passes @filter; then, unless @stay, on from the current one if it was among them. */
gboolean postil_session_decide_matching (PostilSession *self, const PostilSpanFilter *filter, PostilState state,
                                         gboolean stay, guint *n, GError **error);
/* What these and postil_session_finish_rest () decide; whoever knows that it touches very many has it done in a thread, and lets nobody
 * write meanwhile. */
PostilMany postil_session_get_identical (PostilSession *self, PostilState state);
PostilMany postil_session_get_matching  (PostilSession *self, const PostilSpanFilter *filter, PostilState state);
PostilMany postil_session_get_rest      (PostilSession *self);
gboolean   postil_session_decide_many   (PostilSession *self, const PostilMany *many, gboolean stay, guint *n, GError **error);
void       postil_session_decide_many_async  (PostilSession *self, const PostilMany *many, gboolean stay, PostilProgress progress,
                                              gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean   postil_session_decide_many_finish (PostilSession *self, GAsyncResult *result, guint *n, GError **error);
/* What was current last, if it is still in the queue, else what follows it there. FALSE when the queue is empty. */
gboolean postil_session_return_to_queue (PostilSession *self);
gboolean postil_session_skip            (PostilSession *self);
gboolean postil_session_remove          (PostilSession *self, GError **error);
gboolean postil_session_set_span_range  (PostilSession *self, PostilSpanId id, PostilRange range, GError **error);
/* Adds the selection to the span that was current last, as a further part of it, or cuts it out of that span, which then is
 * current again. FALSE without @error when nothing is selected or there is no such span. */
gboolean postil_session_add_part        (PostilSession *self, GError **error);
gboolean postil_session_cut_part        (PostilSession *self, GError **error);
gboolean postil_session_set_note        (PostilSession *self, PostilSpanId id, const char *note, GError **error);
gboolean postil_session_finish_document (PostilSession *self, GError **error); /* done, next unread one */
/* The same, and what the queue still has of the document is rejected; @n: how many those were. */
gboolean postil_session_finish_rest     (PostilSession *self, guint *n, GError **error);
guint    postil_session_count_rest      (PostilSession *self);
/* Adds to what reading @document cost, and marks it as open when it was unread; no undo step. */
gboolean postil_session_read            (PostilSession *self, PostilId document, gint64 milliseconds, gint64 keystrokes,
                                         GError **error);
/* Back to where the step was taken; an undone decision about many leads to the suggestion that one looked at then. */
gboolean postil_session_undo            (PostilSession *self, char **title, GError **error);
gboolean postil_session_redo            (PostilSession *self, char **title, GError **error);
/* Rows that the next undo or redo would change, and the same in a thread. */
guint    postil_session_count_step      (PostilSession *self, gboolean undo);
void     postil_session_travel_async    (PostilSession *self, gboolean undo, PostilProgress progress, gpointer progress_data,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean postil_session_travel_finish   (PostilSession *self, GAsyncResult *result, char **title, GError **error);

G_END_DECLS
