/* repeats.h - where else does somebody say the same thing?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <postil/range.h>
#include <postil/store.h>
#include <postil/text.h>

G_BEGIN_DECLS

/* Two spans of different documents that say the same in other words. */
typedef struct
{
  PostilSpanId head; /* in the document that stands first in the project */
  PostilSpanId tail;
  double       score; /* 0..1: the share of the words, weighed by how rare they are, that both have */
} PostilRepeat;

/* How much of what two stretches of text say is the same, 0..1. @rarity (nullable): how much a word (lower case) counts,
 * 0..1; without it all words that carry meaning count alike. */
typedef double (*PostilWordRarity) (const char *word, gpointer user_data);
double    postil_repeats_compare (PostilText *a, PostilRange range_a, PostilText *b, PostilRange range_b,
                                  PostilWordRarity rarity, gpointer user_data);

/* Where @b has words that stand for none of @a: ranges in @b, from left to right. GArray of PostilRange. (transfer full) */
GArray   *postil_repeats_differ  (PostilText *a, PostilRange range_a, PostilText *b, PostilRange range_b);

/* Quotes, statements and denials (open ones) of @documents (GArray of PostilId, NULL: all) against all others. Reads only, so
 * that a worker may do it with a connection of its own. GArray of PostilRepeat, best first. (transfer full) */
GArray   *postil_repeats_find    (PostilStore *store, const GArray *documents, GCancellable *cancellable, GError **error);
/* Proposes them as "repeats" relations: those that were decided stay as they are, open ones of @documents that are found no
 * more go. Needs an open transaction. */
gboolean  postil_repeats_store   (PostilStore *store, const GArray *documents, const GArray *repeats, guint *n_new,
                                  GError **error);

G_END_DECLS
