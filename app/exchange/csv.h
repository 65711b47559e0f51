/* csv.h - rows of RFC 4180 in, with their line numbers, and out, with or without a guard against formulas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilCsvReader:
 *
 * Reads bytes that stay where they are. Takes LF, CRLF and CR as row ends, keeps them inside quotes, and takes quotes
 * inside an unquoted field literally, as spreadsheets do. Blank rows are skipped. Fields may hold a NUL or invalid UTF-8:
 * whoever makes text of them checks that.
 */
typedef struct
{
  const char *cursor;
  const char *end;
  char        delimiter;
  guint       line; /* where the current row starts, from 1 */
  guint       next_line;
  guint       n_recovered;
  GString    *buffer; /* the fields of the current row, each followed by a NUL */
  GArray     *starts; /* gsize */
} PostilCsvReader;

typedef enum
{
  POSTIL_CSV_ROW,
  POSTIL_CSV_END,
  POSTIL_CSV_UNTERMINATED, /* a quote that never closes: this line is lost, reading goes on with the next one */
  POSTIL_CSV_HOPELESS,     /* too many of these: nothing more comes */
} PostilCsvResult;

/* Skips a byte order mark; the delimiter is whichever of comma, semicolon and tab is most frequent outside quotes in the
 * first row. */
void            postil_csv_reader_init   (PostilCsvReader *self, const char *data, gsize n_bytes);
void            postil_csv_reader_clear  (PostilCsvReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilCsvReader, postil_csv_reader_clear)
PostilCsvResult postil_csv_reader_next   (PostilCsvReader *self);
guint           postil_csv_reader_n      (const PostilCsvReader *self);
/* Valid until the next row; "" past the last field. @n_bytes may be NULL. */
const char     *postil_csv_reader_field  (const PostilCsvReader *self, guint index, gsize *n_bytes);

/* Appends one field, quoted where it must be. @guard: put ' before what a spreadsheet would run as a formula. */
void postil_csv_append     (GString *out, const char *field, gboolean guard);
/* Ends a row: drops the comma after its last field. Fields are written as "field,". */
void postil_csv_end_row    (GString *out);
/* Takes back what the guard added, for files that say they are guarded. */
const char *postil_csv_unguard (const char *field);

G_END_DECLS
