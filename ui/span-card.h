/* span-card.h - what is known of a span, in a small card beside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Label and state, words, reason, who proposed and who decided, note, relations: as plain lines. The first one says the most.
 * (transfer full) */
char *postil_span_card_text (PostilSession *session, const PostilSpan *span);

/* One line for who cannot see the page: "Denial, North Korea denied …, line 12, suggested, 0.83". (transfer full) */
char *postil_span_spoken (PostilSession *session, const PostilSpan *span);

#define POSTIL_TYPE_SPAN_CARD (postil_span_card_get_type ())
/* A popover that takes no keys and no clicks from the page; its parent presents it. */
G_DECLARE_FINAL_TYPE (PostilSpanCard, postil_span_card, POSTIL, SPAN_CARD, GtkPopover)

GtkWidget *postil_span_card_new  (void);
void       postil_span_card_show (PostilSpanCard *self, const char *text, const GdkRectangle *beside);

G_END_DECLS
