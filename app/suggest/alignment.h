/* alignment.h - which words of one statement stand for which of another?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/repeats.h>
#include <postil/text.h>

G_BEGIN_DECLS

/* A word of a statement. Equal @stem: the same word in another form; small words carry no meaning of their own. */
typedef struct
{
  guint32  stem;
  gboolean small;
  double   weight;
  char    *word; /* lower case, straight apostrophe */
  PostilRange range;
} PostilStatementWord;

/* The words of @range: GArray of PostilStatementWord. @rarity as in postil_repeats_compare(). (transfer full) */
GArray *postil_statement_words (const PostilText *text, PostilRange range, PostilWordRarity rarity, gpointer user_data);
/* How much of both is aligned, 0..1; @n_aligned: words, @n_meaning: those of them that carry meaning. */
double  postil_statement_align (const GArray *a, const GArray *b, guint *n_aligned, guint *n_meaning);

/* Where the words of @b stand that no word of @a stands for: appends to @ranges, GArray of PostilRange. */
void    postil_statement_differ (const GArray *a, const GArray *b, GArray *ranges);

G_END_DECLS
