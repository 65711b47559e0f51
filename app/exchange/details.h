/* details.h - what is known of spans, relations, labels and documents, and which of it a format has no place for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "export-walk.h"
#include "losses.h"

G_BEGIN_DECLS

/* Of a span that is written, and of its label; counts when the document is settled. */
void postil_details_count_span     (const PostilExportWalk *walk, const PostilSpan *span, const PostilCapabilities *can,
                                    PostilLosses *losses);
/* Of a relation that is written, and of its label. */
void postil_details_count_relation (const PostilExportWalk *walk, const PostilRelation *relation,
                                    const PostilCapabilities *can, PostilLosses *losses);
/* Of the current document. */
void postil_details_count_document (const PostilExportWalk *walk, const PostilCapabilities *can, PostilLosses *losses);

G_END_DECLS
