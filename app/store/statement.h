/* statement.h - the one way in which SQL is run: prepared once per connection, checked at each step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/store.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * PostilStatement:
 *
 * A prepared statement, borrowed from the connection's cache. Hand it back with postil_statement_release(), which
 * g_autoptr does. The same SQL may be borrowed twice at a time; the second one is then prepared anew.
 * Text that is bound must live until the statement was stepped to its end, bound again, or released.
 */
typedef struct _PostilStatement PostilStatement;

PostilStatement *postil_statement_new     (PostilStore *store, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void             postil_statement_release (PostilStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilStatement, postil_statement_release)

/* Parameters count from 1. A failure to bind is reported by the next step. */
void postil_statement_bind_int    (PostilStatement *self, int index, gint64 value);
void postil_statement_bind_id     (PostilStatement *self, int index, PostilId id); /* 0 becomes NULL */
void postil_statement_bind_double (PostilStatement *self, int index, double value);
void postil_statement_bind_text   (PostilStatement *self, int index, const char *text); /* NULL becomes NULL */
void postil_statement_bind_bytes  (PostilStatement *self, int index, const char *text, gsize n_bytes);
void postil_statement_bind_null   (PostilStatement *self, int index);

/* TRUE with a row; FALSE without error at the end. */
gboolean postil_statement_next (PostilStatement *self, GError **error);
/* For a statement that gives no rows: steps it to the end and makes it ready to be bound and run again. */
gboolean postil_statement_run  (PostilStatement *self, GError **error);
void     postil_statement_reset (PostilStatement *self);
/* Appends the first column of all rows that are left, as PostilId, to @ids. */
gboolean postil_statement_add_ids (PostilStatement *self, GArray *ids, GError **error);

/* Columns count from 0. */
gint64      postil_statement_int      (PostilStatement *self, int column); /* NULL gives 0 */
double      postil_statement_double   (PostilStatement *self, int column);
const char *postil_statement_text     (PostilStatement *self, int column, gsize *n_bytes); /* NULL gives NULL */
char       *postil_statement_dup_text (PostilStatement *self, int column); /* NULL gives NULL */

/* Runs @sql, which may hold several statements, outside the cache. */
gboolean postil_store_execute (PostilStore *store, const char *sql, GError **error);
/* First column of the first row; @fallback when there is no row. FALSE with @error when it fails. */
gboolean postil_store_query_int (PostilStore *store, const char *sql, gint64 fallback, gint64 *value, GError **error);
/* Turns SQLite's result code into a sentence. @db may be NULL. */
void     postil_store_set_error (sqlite3 *db, const char *path, int code, GError **error);

G_END_DECLS
