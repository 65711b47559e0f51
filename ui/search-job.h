/* search-job.h - a search over the whole project in a thread of its own, whose hits come in as they are found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/project.h>

G_BEGIN_DECLS

/* A hit, and which labels stand there: an index into the sets that came so far. 0: none. */
typedef struct
{
  PostilHit hit;
  guint     labels;
} PostilLabelledHit;

/* A label of a set. */
typedef struct
{
  PostilId label;
  gint64   exact; /* TRUE: a kept span of it stands at this very place; else an open one holds the hit. Wide, because sets
                   * are compared as bytes */
} PostilHitLabel;

/* What came in since the last time, in order of documents. All owned by the caller of the function that gets it. */
typedef struct
{
  GArray    *hits; /* PostilLabelledHit */
  GPtrArray *sets; /* GBytes of PostilHitLabel: the next ones, in order of label; the very first, of all, is empty */
  guint      done; /* documents that were looked through */
  guint      total;
} PostilFoundHits;

/**
 * PostilSearchJob:
 *
 * Reads through a connection of its own. Belongs to the main thread, where both callbacks are called, never after it was
 * cancelled.
 */
typedef struct _PostilSearchJob PostilSearchJob;

/* What fits into memory without anybody noticing. */
#define POSTIL_SEARCH_JOB_HITS_MAX 3000000

typedef void (*PostilSearchHits) (const PostilFoundHits *found, gpointer user_data);
/* @n_given_up: documents in which a pattern took too long. @more: there are more hits than came. */
typedef void (*PostilSearchEnd)  (guint n_given_up, gboolean more, const GError *error, gpointer user_data);

PostilSearchJob *postil_search_job_start   (const char *path, PostilQuery *query, PostilSearchHits on_hits,
                                            PostilSearchEnd on_end, gpointer user_data);
/* The labels of hits that are known already: the same hits come in once more, with sets that begin anew. @hits: GArray of
 * PostilHit, taken over. */
PostilSearchJob *postil_search_job_relabel (const char *path, GArray *hits, PostilSearchHits on_hits,
                                            PostilSearchEnd on_end, gpointer user_data);
/* Also once it has ended; it is gone then. */
void             postil_search_job_cancel  (PostilSearchJob *self);

G_END_DECLS
