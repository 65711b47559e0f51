/* page-parts.h - title, byline, dateline, captions and update notes of a page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/* Proposes Title, Byline (attribute "author"), Dateline, Caption and UpdateNote; after Boilerplate. Looks at
 * lines that start before @stop, where the posts begin. */
gboolean postil_page_parts_propose (PostilAnalysis *analysis, guint32 stop, GCancellable *cancellable, GError **error);

G_END_DECLS
