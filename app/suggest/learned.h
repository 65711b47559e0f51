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
} PostilLearnedLabel;

/* Takes @labels (PostilLearnedLabel) and @weights: 2^@bits rows of one float for each label. */
PostilLearned *postil_learned_new (guint bits, GArray *labels, float *weights, gboolean with_rules) G_GNUC_WARN_UNUSED_RESULT;
/* The row of a feature. */
static inline guint32
postil_learned_slot (guint32 hash, guint bits)
{
  return hash >> (32 - bits);
}

/* One label of @self over a document. Clauses that carry it become proposals with @source, unless a span of the label is
 * proposed there already; a proposal of a rule gets its score from what was learned. */
void postil_learned_suggest (const PostilLearned *self, const PostilClauseWords *words, const char *source);

G_END_DECLS
