/* learner-private.h - what a learner holds: the clauses of decided documents, told by their features
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/learner.h>

#include "around.h"
#include "learned.h"

G_BEGIN_DECLS

#define POSTIL_LEARNER_MAX_LABELS 64

/* One clause. */
typedef struct
{
  guint   first; /* of its slots in the document's */
  guint   n;
  guint64 positive; /* bit per label */
  guint64 negative;
  PostilStanding standing;
  guint64 ruled; /* labels that a rule proposes there, whatever is learned */
} PostilExample;

/* One document. Of one that was not read to its end only the clauses up to the last decision are here. */
typedef struct
{
  gint64   id;
  guint64  print; /* of the decisions that it was read with */
  guint64  labels; /* bit per label that something was decided about */
  gboolean complete; /* what is not positive is negative */
  GArray  *examples; /* PostilExample */
  GArray  *slots;    /* guint32 */
  GArray  *base;     /* float: for each example what each label of the base says of it */
} PostilExamples;

struct _PostilLearner
{
  PostilSuggestContext *context;
  PostilLearned        *base; /* learns on top of it; NULL: from nothing */
  guint                 bits;
  gboolean              with_rules;
  GPtrArray            *labels;    /* interned */
  GHashTable           *documents; /* id -> PostilExamples */
  guint                 n_readings;
  gint64                last;      /* id of the last document that came without one */
};

/* 2^@bits features; @with_rules: also which rules found something. Without a base. */
PostilLearner *postil_learner_new_with (PostilSuggestContext *context, guint bits, gboolean with_rules) G_GNUC_WARN_UNUSED_RESULT;
/* By id: GPtrArray of PostilExamples. (transfer container) */
GPtrArray     *postil_learner_sorted   (PostilLearner *self);
/* FALSE when the document was read with just these decisions before. */
gboolean       postil_learner_needs    (PostilLearner *self, gint64 id, guint64 print);
/* In place of what was known about the document @id. */
void           postil_learner_set      (PostilLearner *self, gint64 id, guint64 print, PostilAnalysis *analysis,
                                        const GArray *decisions, gboolean complete);
/* Forgets documents that are not among @ids (gint64 *). */
void           postil_learner_retain   (PostilLearner *self, GHashTable *ids);

G_END_DECLS
