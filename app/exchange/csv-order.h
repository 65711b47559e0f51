/* csv-order.h - in which order to read the rows of a table, so that those of one document come together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "csv-columns.h"
#include "intake.h"

G_BEGIN_DECLS

/* Where a row stands. */
typedef struct
{
  gsize   at; /* from the cursor of the reader that was given */
  guint32 document;
  guint32 line;
} PostilCsvPlace;

/* Looks through the rest of the table without moving @rows. @order: GArray of PostilCsvPlace, by document in the order of
 * their first rows (transfer full); NULL when the rows of each stand together as they are, as in what Postil writes. It takes
 * 16 bytes for each row, and the name of each document, instead of the rows themselves. FALSE when it was cancelled. */
gboolean postil_csv_order_find (const PostilCsvReader *rows, const PostilColumns *columns, PostilIntake *intake,
                                GCancellable *cancellable, GArray **order, GError **error);
/* Moves @rows, of which @start was the cursor then, to the row at @place. */
void     postil_csv_order_go   (PostilCsvReader *rows, const char *start, const PostilCsvPlace *place);

G_END_DECLS
