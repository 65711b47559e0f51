/* around.h - what the clauses before, behind and elsewhere in the document tell about one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Two clauses before, two behind, the neighbours within the sentence, the average of all others, the likeliest of all
 * others. */
#define POSTIL_AROUND_PLACES 8
/* Beside those: what the clause says by itself, a constant, and how long the article is. */
#define POSTIL_AROUND_OWN 3

/* Where a clause stands. */
typedef struct
{
  guint sentence;   /* the same number within a sentence */
  gboolean in_post; /* of a thread, which is dense with acts however long it is */
} PostilStanding;

/* How many numbers there are for each clause of a document, with @n_labels labels. */
static inline guint
postil_around_size (guint n_labels)
{
  return POSTIL_AROUND_OWN + POSTIL_AROUND_PLACES * n_labels;
}

/* @odds: log odds [clause][label] of each clause by itself.
 * [clause][postil_around_size]; the first number of each is left to be filled with postil_around_own of the label that
 * is judged. */
double *postil_around_new (const double *odds, const PostilStanding *standing, guint n_clauses,
                           guint n_labels) G_GNUC_WARN_UNUSED_RESULT;
/* What a clause's own log odds count as. */
double postil_around_own (double odds);

G_END_DECLS
