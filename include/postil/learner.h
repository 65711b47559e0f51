/* learner.h - learns from decided spans which clauses carry a label, and says which words told it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/* With fewer decided clauses about a label than this, or all of one kind, nothing is learned about it. */
#define POSTIL_LEARNER_MIN_DECISIONS 10

/**
 * PostilLearned:
 *
 * What was learned about some labels: a logistic regression per label over the features of clauses, calibrated on documents
 * that were held out. Immutable, may be shared between threads. What a project teaches builds on what is shipped: it is told what
 * that says about a clause, and about labels that are known there both have a say, the project the more the more was decided.
 */
typedef struct _PostilLearned PostilLearned;

PostilLearned *postil_learned_ref   (PostilLearned *self);
void           postil_learned_unref (PostilLearned *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilLearned, postil_learned_unref)
/* The form in which a model is shipped; the same model gives the same bytes. (transfer full) */
GBytes        *postil_learned_save  (const PostilLearned *self);
/* POSTIL_ERROR_INVALID_FORMAT when it is no model of this version. */
PostilLearned *postil_learned_load  (GBytes *model, GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint          postil_learned_get_n_labels (const PostilLearned *self);
const char    *postil_learned_get_label    (const PostilLearned *self, guint index);

/* Clauses of the document that carry a label become proposals of the source "learner/project". What ran on @analysis is seen. */
void           postil_learned_apply        (PostilLearned *self, PostilSuggestContext *context, PostilAnalysis *analysis);

/* While nothing runs with the context only: what the project's decisions teach; NULL: nothing. */
void           postil_suggest_context_set_learned (PostilSuggestContext *self, PostilLearned *learned);

/* A decided span: @positive when it was kept, FALSE when it was rejected. */
typedef struct
{
  PostilRange range;
  const char *label; /* interned */
  gboolean    positive;
} PostilDecision;

/**
 * PostilLearner:
 *
 * Collects decisions, then learns. The same documents give the same model, whether they were read at once or one after the other
 * in between. Clauses that were passed over on the way to the last decision in a document count against a label that somebody made up.
 * One thread at a time.
 */
typedef struct _PostilLearner PostilLearner;

PostilLearner *postil_learner_new  (PostilSuggestContext *context) G_GNUC_WARN_UNUSED_RESULT;
void           postil_learner_free (PostilLearner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilLearner, postil_learner_free)
/* @decisions: GArray of PostilDecision. What ran on @analysis (structure, quotes) is seen. @complete: the document was read to its end, so that every clause without a kept span of a label is a
 * counter-example for it. */
void           postil_learner_add  (PostilLearner *self, PostilAnalysis *analysis, const GArray *decisions,
                                    gboolean complete);
/* Takes in what was decided in a project, and reads only documents in which something was decided since the last time. For labels
 * of acts, and those that somebody made up and uses for clauses. Do not mix with postil_learner_add (). */
gboolean       postil_learner_read (PostilLearner *self, PostilStore *store, GCancellable *cancellable, GError **error);
/* How many clauses were collected that say something about a label. */
guint          postil_learner_get_n_examples (const PostilLearner *self);
/* How often a document was read, or forgotten: when it has not grown there is nothing new to learn. */
guint          postil_learner_get_n_readings (const PostilLearner *self);
/* NULL without @error when there is too little about every label. */
PostilLearned *postil_learner_run  (PostilLearner *self, GCancellable *cancellable, GError **error);

G_END_DECLS
