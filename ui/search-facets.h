/* search-facets.h - what a search found by label and by document, with counts; a click narrows the list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "hit-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_SEARCH_FACETS (postil_search_facets_get_type ())
G_DECLARE_FINAL_TYPE (PostilSearchFacets, postil_search_facets, POSTIL, SEARCH_FACETS, GtkWidget)

/* Narrows @list by itself. @project NULL: there is nothing to show. */
void     postil_search_facets_set_list     (PostilSearchFacets *self, PostilHitList *list);
void     postil_search_facets_set_project  (PostilSearchFacets *self, PostilProject *project);
/* 0: any. */
void     postil_search_facets_set_document (PostilSearchFacets *self, PostilId document);
/* Forgets what the list was narrowed to: another search begins. */
void     postil_search_facets_reset        (PostilSearchFacets *self);

G_END_DECLS
