/* analysis.h - what only the suggesters of the core do to an analysis
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/* A second judgement on proposal @index. */
void postil_analysis_rescore (PostilAnalysis *self, guint index, double score);

G_END_DECLS
