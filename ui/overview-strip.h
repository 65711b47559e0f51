/* overview-strip.h - every span of the document in a narrow strip beside the scroll bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document-view.h"

G_BEGIN_DECLS

#define POSTIL_TYPE_OVERVIEW_STRIP (postil_overview_strip_get_type ())
/**
 * PostilOverviewStrip:
 *
 * As high as the document: entities at the left, quotes in the middle, acts at the right; suggestions narrower than what is
 * kept; the part on the screen framed. A click makes the nearest span current, or scrolls there. Redrawn a moment after the
 * spans changed, so that no key waits for it.
 */
G_DECLARE_FINAL_TYPE (PostilOverviewStrip, postil_overview_strip, POSTIL, OVERVIEW_STRIP, GtkWidget)

GtkWidget *postil_overview_strip_new      (void);
/* @view must be in a scrolled window when it is given. NULL: empty. */
void       postil_overview_strip_set_view (PostilOverviewStrip *self, PostilDocumentView *view);

G_END_DECLS
