/* learn-around.h - learns what the chances of the clauses around one tell about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "learner-private.h"

G_BEGIN_DECLS

/* From @documents (PostilExamples) that are known to their ends. @labels (PostilLearnedLabel) are what was learned of
 * clauses by themselves; their thresholds are set anew. @bits: the bit of each label in the examples. @held: for each
 * label an array of double, what was said of each clause of all documents while its document was held out. The weights
 * for postil_learned_set_around. */
double *postil_learn_around (const GPtrArray *documents, GArray *labels, const guint *bits,
                             const GPtrArray *held) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
