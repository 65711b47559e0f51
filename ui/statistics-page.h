/* statistics-page.h - how far the project is: documents read, spans by label, by day and by annotator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_STATISTICS_PAGE (postil_statistics_page_get_type ())
/* Activates win.close-page of its window. */
G_DECLARE_FINAL_TYPE (PostilStatisticsPage, postil_statistics_page, POSTIL, STATISTICS_PAGE, GtkBox)

void postil_statistics_page_set_session (PostilStatisticsPage *self, PostilSession *session);
/* Counts anew, beside the main loop, and takes the keyboard. */
void postil_statistics_page_open        (PostilStatisticsPage *self);

G_END_DECLS
