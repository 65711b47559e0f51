/* search-page.h - all places in the project where words stand, to be looked at, ticked and tagged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "hit-list.h"
#include "session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_SEARCH_PAGE (postil_search_page_get_type ())
/* Activates win.show-hit (xuu), win.close-page and win.pick-label of its window. */
G_DECLARE_FINAL_TYPE (PostilSearchPage, postil_search_page, POSTIL, SEARCH_PAGE, GtkWidget)

void postil_search_page_set_session (PostilSearchPage *self, PostilSession *session);
/* Takes the keyboard. @words (nullable): looks for these very words at once. */
void postil_search_page_open        (PostilSearchPage *self, const char *words);
/* Hits by document, most first: GArray of PostilHitCount. (transfer full) 0 below: of all documents. */
GArray *postil_search_page_count_documents (PostilSearchPage *self);
void    postil_search_page_set_document    (PostilSearchPage *self, PostilId document);
/* The ticked hits: GArray of PostilHit. (transfer full) */
GArray *postil_search_page_get_ticked (PostilSearchPage *self);

G_END_DECLS
