/* review-bar.h - the suggestion to decide on now, how far the queue is, and Accept, Reject, Skip
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_REVIEW_BAR (postil_review_bar_get_type ())
G_DECLARE_FINAL_TYPE (PostilReviewBar, postil_review_bar, POSTIL, REVIEW_BAR, GtkBox)

/* NULL: empty. */
void postil_review_bar_set_session (PostilReviewBar *self, PostilSession *session);
void postil_review_bar_set_narrow  (PostilReviewBar *self, gboolean narrow);
/* Opens what narrows and orders the queue; the bar must be in sight. */
void postil_review_bar_open_filter (PostilReviewBar *self);
GtkPopover *postil_review_bar_get_filter (PostilReviewBar *self);

G_END_DECLS
