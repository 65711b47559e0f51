/* review-filter.h - which suggestions are reviewed, and in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_REVIEW_FILTER (postil_review_filter_get_type ())
/* A popover of the review bar; what is chosen in it holds at once. */
G_DECLARE_FINAL_TYPE (PostilReviewFilter, postil_review_filter, POSTIL, REVIEW_FILTER, GtkPopover)

/* NULL: none. */
void  postil_review_filter_set_session (PostilReviewFilter *self, PostilSession *session);
/* Whether the queue leaves anything out. */
gboolean postil_review_filter_is_narrow (PostilSession *session);
/* "most certain first · Denial · from 80 %". (transfer full) */
char *postil_review_filter_describe    (PostilSession *session);

G_END_DECLS
