/* unaligned-row.h - a span without a place, and one place where it may belong, as rows of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <postil/postil.h>

G_BEGIN_DECLS

/* What a row stands for. */
typedef struct
{
  PostilId    unaligned;
  PostilId    document;
  PostilRange range; /* empty: nothing like it stands in the text */
} PostilPlacing;

/* Over the rows of one span: label, words, where it came from and what is wrong with it. */
GtkWidget           *postil_unaligned_heading     (PostilProject *project, const PostilUnaligned *unaligned,
                                                   const PostilDocument *document);
/* @place NULL: nothing like it was found. */
GtkWidget           *postil_unaligned_row_new     (const PostilUnaligned *unaligned, const PostilDocument *document,
                                                   const PostilLikelyPlace *place);
const PostilPlacing *postil_unaligned_row_placing (GtkListBoxRow *row);

G_END_DECLS
