/* learned.h - what was learned about labels, at work on a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/learner.h>

#include "clause-words.h"

G_BEGIN_DECLS

/* About one label. p = 1 / (1 + exp (slope * sum + offset)), as Platt (1999) has it. */
typedef struct
{
  const char *label; /* interned */
  double      slope;
  double      offset;
  double      threshold; /* a clause with less is no suggestion */
  double      trust;     /* how much it counts beside what the base says about the same label, 0..1 */
} PostilLearnedLabel;

/* Takes @labels (PostilLearnedLabel) and @weights: 2^@bits rows of one float for each label, then @n_base rows for what the
 * labels of the model that it builds on say. */
PostilLearned *postil_learned_new (guint bits, guint n_base, GArray *labels, float *weights, gboolean with_rules)
    G_GNUC_WARN_UNUSED_RESULT;
/* Takes @around: for each label the weights of what stands around a clause (around.h), over which chances are judged once more; the
 * labels' thresholds hold for those. While nobody uses the model only. */
void           postil_learned_set_around (PostilLearned *self, double *around);
/* A clause has to carry @label with this chance at least, where so far less was enough. While nobody uses the model only. */
void           postil_learned_raise (PostilLearned *self, const char *label, double threshold);
/* The number of an interned label; -1: nothing is known about it. */
int            postil_learned_find (const PostilLearned *self, const char *label);
/* What each label says of a clause with @features (PostilFeature): log odds, brought to -1..1. */
void           postil_learned_said (const PostilLearned *self, const GArray *features, float *said);
/* The row of a feature. */
static inline guint32
postil_learned_slot (guint32 hash, guint bits)
{
  return hash >> (32 - bits);
}

/* Judges every clause, with @base (NULL: none) below as it was learned, by all labels but those that @except (NULL: none) knows.
 * Clauses that carry a label become proposals with @source, unless a span of the label is proposed there already; a proposal of a rule gets
 * its score from what was learned. */
void postil_learned_suggest (const PostilLearned *self, const PostilLearned *base, const PostilLearned *except,
                             const PostilClauseWords *words, const char *source);

G_END_DECLS
