/* recorder.h - TEMP triggers that write the history, made from the table definitions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "image.h"
#include "store-private.h"

G_BEGIN_DECLS

/* How far apart the rows of an edit are numbered: rows that join it later (see history.c) find their place beside the one
 * that takes them along. */
#define POSTIL_SEQ_STEP (G_GINT64_CONSTANT (1) << 32)

/**
 * PostilRecorder:
 *
 * The recorded tables of one connection, and the edit that is being recorded. The triggers fire on every change of a
 * recorded table; they write only while an edit is open and not paused. Columns that a later schema appends are covered
 * without a change here, because the triggers are made from PRAGMA table_info at open.
 */
struct _PostilRecorder
{
  GArray  *tables; /* PostilTable; parents before children */
  gboolean recording;
  gint64   edit;     /* number */
  gint64   seq;      /* of the last row */
  PostilId document; /* first touched, 0: none */
  PostilId span;
  gboolean wide;     /* more than one document, or the documents themselves */
  gboolean labels;
};

PostilRecorder *postil_recorder_new   (PostilStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void            postil_recorder_free  (PostilRecorder *self);
void            postil_recorder_start (PostilRecorder *self, gint64 edit);
void            postil_recorder_stop  (PostilRecorder *self);
/* Whether the trigger on inserts of spans is there; without it postil_recorder_next_span() is to be called for each. */
gboolean        postil_recorder_watch_spans (PostilRecorder *self, PostilStore *store, gboolean watch, GError **error);
/* The place in the edit of a span that has just been inserted. */
gint64          postil_recorder_next_span   (PostilRecorder *self, PostilId span, PostilId document);
/* Bookkeeping within an edit. Returns what to hand to _resume(). */
gboolean        postil_recorder_pause  (PostilRecorder *self);
void            postil_recorder_resume (PostilRecorder *self, gboolean was_recording);

const PostilTable *postil_recorder_table (PostilRecorder *self, guint index);
/* NULL when @name is not recorded. */
const PostilTable *postil_recorder_find_table (PostilRecorder *self, const char *name);

G_END_DECLS
