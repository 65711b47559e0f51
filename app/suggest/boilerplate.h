/* boilerplate.h - lines that belong to the site, not to the text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/* Proposes Boilerplate for the lines of @analysis' text outside @posts (GPtrArray of PostilPost, in text order). */
gboolean postil_boilerplate_propose (PostilSuggestContext *context, PostilAnalysis *analysis, const GPtrArray *posts,
                                     GCancellable *cancellable, GError **error);

G_END_DECLS
