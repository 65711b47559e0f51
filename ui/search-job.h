/* search-job.h - a search over the whole project in a thread of its own, whose hits come in as they are found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/project.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_HIT_ROW (postil_hit_row_get_type ())
/* A row of a concordance: what stands left of a hit, the hit, and what stands right of it, each on one line. */
G_DECLARE_FINAL_TYPE (PostilHitRow, postil_hit_row, POSTIL, HIT_ROW, GObject)

const PostilHit *postil_hit_row_get_hit    (PostilHitRow *self);
const char      *postil_hit_row_get_title  (PostilHitRow *self); /* of the document */
const char      *postil_hit_row_get_left   (PostilHitRow *self);
const char      *postil_hit_row_get_words  (PostilHitRow *self);
const char      *postil_hit_row_get_right  (PostilHitRow *self);
gboolean         postil_hit_row_get_ticked (PostilHitRow *self); /* the property "ticked" */
void             postil_hit_row_set_ticked (PostilHitRow *self, gboolean ticked);

/**
 * PostilSearchJob:
 *
 * Reads through a connection of its own. Belongs to the main thread, where both callbacks are called, never after it was
 * cancelled.
 */
typedef struct _PostilSearchJob PostilSearchJob;

#define POSTIL_SEARCH_JOB_ROWS_MAX 20000

/* @rows: GPtrArray of PostilHitRow, to be taken over one by one or left. */
typedef void (*PostilSearchRows) (GPtrArray *rows, guint done, guint total, gpointer user_data);
/* @n_given_up: documents in which a pattern took too long. @more: there are more hits than are shown. */
typedef void (*PostilSearchEnd)  (guint n_given_up, gboolean more, const GError *error, gpointer user_data);

PostilSearchJob *postil_search_job_start  (const char *path, PostilQuery *query, PostilSearchRows on_rows,
                                           PostilSearchEnd on_end, gpointer user_data);
/* Also once it has ended; it is gone then. */
void             postil_search_job_cancel (PostilSearchJob *self);

G_END_DECLS
