/* csv-columns.h - which column of a strange table is which
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "csv.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_COLUMN_DOCUMENT,
  POSTIL_COLUMN_TITLE,
  POSTIL_COLUMN_SPAN,
  POSTIL_COLUMN_PART,
  POSTIL_COLUMN_START,
  POSTIL_COLUMN_END,
  POSTIL_COLUMN_LABEL,
  POSTIL_COLUMN_TEXT,
  POSTIL_COLUMN_STATE,
  POSTIL_COLUMN_SOURCE,
  POSTIL_COLUMN_SCORE,
  POSTIL_COLUMN_ANNOTATOR,
  POSTIL_COLUMN_NOTE,
  POSTIL_COLUMN_CREATED,
  POSTIL_COLUMN_SPEAKER,
  POSTIL_COLUMN_SHA256,
  POSTIL_COLUMN_GUARD,
  POSTIL_COLUMN_KIND,
  POSTIL_COLUMN_LANGUAGE,
  POSTIL_COLUMN_URI,
  POSTIL_COLUMN_DERIVED, /* prefix, suffix and the other units: they follow from the rest */
  POSTIL_N_COLUMNS,
} PostilColumn;

/* Where each column stands in the header row, -1 for none. */
typedef struct
{
  int   at[POSTIL_N_COLUMNS];
  char **names; /* of all columns, as written */
} PostilColumns;

/* Reads the names in the current row of @rows, in any order and case. The first of two with one meaning counts. */
void        postil_columns_init  (PostilColumns *self, const PostilCsvReader *rows);
void        postil_columns_clear (PostilColumns *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilColumns, postil_columns_clear)
/* Rows are spans: a start, an end, a label. */
gboolean    postil_columns_have_spans (const PostilColumns *self);
/* The field of the current row, unguarded where the file is guarded; NULL when there is no such column or it is empty. */
const char *postil_columns_get        (const PostilColumns *self, const PostilCsvReader *rows, PostilColumn column);

G_END_DECLS
