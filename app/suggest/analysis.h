/* analysis.h - what only the suggesters of the core do to an analysis
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/span-index.h>
#include <postil/suggester.h>

G_BEGIN_DECLS

/* Names of what ran, in order: GPtrArray of interned strings, owned by @self. */
const GPtrArray *postil_analysis_get_ran (PostilAnalysis *self);
/* What proposals with @label touch @range, in text order; the visitor's id is the proposal's index + 1. Costs no memory. */
void postil_analysis_visit (PostilAnalysis *self, PostilRange range, const char *label, PostilSpanVisitor visitor, gpointer user_data);
/* A second judgement on proposal @index. */
void postil_analysis_rescore (PostilAnalysis *self, guint index, double score);

G_END_DECLS
