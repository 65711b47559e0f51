/* quality-page.h - how good the suggestions are, judged by the documents that are done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_QUALITY_PAGE (postil_quality_page_get_type ())
/* Activates win.show-hit (xuu) of its window when a confusion is chosen. */
G_DECLARE_FINAL_TYPE (PostilQualityPage, postil_quality_page, POSTIL, QUALITY_PAGE, GtkBox)

/* NULL: none. */
void postil_quality_page_set_session (PostilQualityPage *self, PostilSession *session);
/* Measures again, beside the main loop. */
void postil_quality_page_refresh     (PostilQualityPage *self);
/* Whether it is being measured. */
gboolean postil_quality_page_is_busy (PostilQualityPage *self);

G_END_DECLS
