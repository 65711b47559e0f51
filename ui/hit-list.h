/* hit-list.h - the hits of a search as a list model: any number of them, narrowed and ticked, rows made as they are shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "search-job.h"

G_BEGIN_DECLS

#define POSTIL_TYPE_HIT_ROW (postil_hit_row_get_type ())
/* A row of a concordance: what stands left of a hit, the hit, and what stands right of it, each on one line. */
G_DECLARE_FINAL_TYPE (PostilHitRow, postil_hit_row, POSTIL, HIT_ROW, GObject)

const PostilHit *postil_hit_row_get_hit    (PostilHitRow *self);
const char      *postil_hit_row_get_title  (PostilHitRow *self); /* of the document */
const char      *postil_hit_row_get_left   (PostilHitRow *self);
const char      *postil_hit_row_get_words  (PostilHitRow *self);
const char      *postil_hit_row_get_right  (PostilHitRow *self);
const char      *postil_hit_row_get_tags   (PostilHitRow *self); /* the property "tags": names of labels that the very hit has */
gboolean         postil_hit_row_get_ticked (PostilHitRow *self); /* the property "ticked" */
void             postil_hit_row_set_ticked (PostilHitRow *self, gboolean ticked);

#define POSTIL_TYPE_HIT_LIST (postil_hit_list_get_type ())
/**
 * PostilHitList:
 *
 * A GListModel of PostilHitRow over all hits, or over those of one label or document. Keeps a few bytes per hit; a row's words
 * are read from the project when it is asked for. Main thread only.
 *
 * ::changed  hits, their labels, or which of them are shown; ::ticks-changed
 */
G_DECLARE_FINAL_TYPE (PostilHitList, postil_hit_list, POSTIL, HIT_LIST, GObject)

/* Neither label nor document: what has no label at all. */
#define POSTIL_HITS_OF_NO_LABEL ((PostilId) -1)

PostilHitList *postil_hit_list_new (void);
/* Forgets all hits and shows what comes from now on, whatever it was narrowed to. */
void           postil_hit_list_begin   (PostilHitList *self, PostilProject *project);
void           postil_hit_list_add     (PostilHitList *self, const PostilFoundHits *found);
/* All hits as they came, to be labelled anew: GArray of PostilHit. (transfer full) And their labels, which come in the same
 * order, a part at a time, the first with @begin. */
GArray        *postil_hit_list_dup_hits (PostilHitList *self);
void           postil_hit_list_relabel  (PostilHitList *self, const PostilFoundHits *found, gboolean begin);

/* 0: any. Ticks of what is no longer shown are gone. */
void postil_hit_list_narrow (PostilHitList *self, PostilId label, PostilId document);

guint   postil_hit_list_get_n_all       (PostilHitList *self);
guint   postil_hit_list_get_n_documents (PostilHitList *self); /* of those that are shown */
guint   postil_hit_list_get_n_ticked    (PostilHitList *self);
void    postil_hit_list_tick_all        (PostilHitList *self, gboolean ticked);
GArray *postil_hit_list_get_ticked      (PostilHitList *self); /* PostilHit. (transfer full) */

/* How many hits a narrowing would show, the other one as it is. */
typedef struct
{
  PostilId id;
  guint    n;
} PostilHitCount;

/* GArray of PostilHitCount, most first; of labels the first is POSTIL_HITS_OF_NO_LABEL where there are such. (transfer full) */
GArray *postil_hit_list_count_labels    (PostilHitList *self);
GArray *postil_hit_list_count_documents (PostilHitList *self);

G_END_DECLS
