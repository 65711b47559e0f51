/* document-list.c - the document list: filtered, counted, by page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/documents.h>

#include "bulk.h"
#include "document-list.h"

void
postil_document_row_free (PostilDocumentRow *row)
{
  if (row == NULL)
    return;
  g_free (row->key);
  g_free (row->title);
  g_free (row);
}

/* ---- "part of title or key, case ignored" as an SQL function ---- */

static gboolean
contains_ascii (const char *text, gsize n_bytes, const char *folded, gsize n_folded)
{
  for (gsize i = 0; i + n_folded <= n_bytes; i++)
    if (g_ascii_strncasecmp (text + i, folded, n_folded) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
contains (sqlite3_value *value, const char *folded, gsize n_folded)
{
  const char *text = (const char *) sqlite3_value_text (value);
  gsize n_bytes = sqlite3_value_bytes (value);
  g_autofree char *text_folded = NULL;

  if (text == NULL)
    return FALSE;
  if (g_str_is_ascii (folded))
    return contains_ascii (text, n_bytes, folded, n_folded);
  if (!g_utf8_validate (text, n_bytes, NULL))
    return FALSE;
  text_folded = g_utf8_casefold (text, n_bytes);
  return strstr (text_folded, folded) != NULL;
}

/* (title, key, folded needle) */
static void
sql_matches (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *folded = (const char *) sqlite3_value_text (values[2]);
  gsize n_folded = sqlite3_value_bytes (values[2]);

  sqlite3_result_int (context, folded == NULL || contains (values[0], folded, n_folded) ||
                                   contains (values[1], folded, n_folded));
}

gboolean
postil_document_list_register (PostilStore *store, GError **error)
{
  int code = sqlite3_create_function_v2 (store->db, "postil_matches", 3,
                                         SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, sql_matches,
                                         NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  postil_store_set_error (store->db, store->path, code, error);
  return FALSE;
}

/* ---- queries ---- */

/* The documents that pass, as columns position and id of an alias "d". ?1 annotator, ?2 folded text, ?3 reading state,
 * ?4 label. Only the tables that the filter needs take part. What has a label is found by way of the index of spans, what has
 * suggestions by way of the tally; else the covering index document_in_order answers, so that no text is read. */
static char *
filter_sql (const PostilDocumentFilter *filter)
{
  gboolean by_text = filter->text != NULL && *filter->text != '\0';
  gboolean narrow = filter->label != 0 || filter->has_suggestions;
  GString *sql = g_string_new (NULL);

  if (filter->label != 0)
    g_string_append (sql, " FROM (SELECT DISTINCT position, document AS id FROM span WHERE label = ?4 AND state IN (0, 1)) d");
  else if (filter->has_suggestions)
    g_string_append (sql, " FROM (SELECT position, document AS id FROM tally WHERE suggested > 0) d");
  else
    g_string_append (sql, " FROM document d");
  if (by_text && narrow)
    g_string_append (sql, " CROSS JOIN document n ON n.id = d.id");
  if (filter->reading >= 0)
    g_string_append (sql, " LEFT JOIN reading r ON r.document = d.id AND r.annotator = ?1");
  g_string_append (sql, " WHERE 1");
  if (by_text)
    g_string_append (sql, narrow ? " AND postil_matches (n.title, n.key, ?2)" : " AND postil_matches (d.title, d.key, ?2)");
  if (filter->reading >= 0)
    g_string_append (sql, " AND coalesce (r.state, 0) = ?3");
  if (filter->label != 0 && filter->has_suggestions)
    g_string_append (sql, " AND EXISTS (SELECT 1 FROM tally t WHERE t.position = d.position AND t.document = d.id"
                          " AND t.suggested > 0)");
  return g_string_free (sql, FALSE);
}

static PostilStatement *
prepare (PostilStore *store, const PostilDocumentFilter *filter, const char *before, const char *after, char **folded,
         GError **error)
{
  g_autofree char *middle = filter_sql (filter);
  g_autofree char *sql = g_strconcat (before, middle, after, NULL);
  PostilStatement *statement = postil_statement_new (store, sql, error);

  if (statement == NULL)
    return NULL;
  if (filter->reading >= 0)
    postil_statement_bind_int (statement, 1, filter->annotator);
  if (filter->text != NULL && *filter->text != '\0')
    {
      *folded = g_utf8_casefold (filter->text, -1);
      postil_statement_bind_text (statement, 2, *folded);
    }
  if (filter->reading >= 0)
    postil_statement_bind_int (statement, 3, filter->reading);
  if (filter->label != 0)
    postil_statement_bind_int (statement, 4, filter->label);
  return statement;
}

/* How the answer is had without looking at documents; NULL when they must be looked at. */
static const char *
short_count (const PostilDocumentFilter *filter)
{
  if ((filter->text != NULL && *filter->text != '\0') || filter->reading >= 0 || filter->label != 0)
    return NULL;
  return filter->has_suggestions ? "SELECT count (*) FROM tally WHERE suggested > 0" : "SELECT count (*) FROM document";
}

guint
postil_documents_count (PostilStore *store, const PostilDocumentFilter *filter, GError **error)
{
  g_autofree char *folded = NULL;
  g_autoptr (PostilStatement) statement = NULL;
  gint64 count = 0;

  if (short_count (filter) != NULL)
    {
      postil_store_query_int (store, short_count (filter), 0, &count, error);
      return (guint) count;
    }
  statement = prepare (store, filter, "SELECT count (*)", "", &folded, error);
  if (statement == NULL)
    return 0;
  return postil_statement_next (statement, error) ? (guint) postil_statement_int (statement, 0) : 0;
}

#define ROW_COLUMNS \
  "SELECT n.id, n.key, n.title, n.kind, coalesce (o.state, 0), coalesce (c.kept, 0), coalesce (c.suggested, 0)"

static PostilDocumentRow *
read_row (PostilStatement *statement)
{
  PostilDocumentRow *row = g_new0 (PostilDocumentRow, 1);

  row->id = postil_statement_int (statement, 0);
  row->key = postil_statement_dup_text (statement, 1);
  row->title = postil_statement_dup_text (statement, 2);
  postil_document_kind_from_string (postil_statement_text (statement, 3, NULL), &row->kind);
  row->reading = CLAMP (postil_statement_int (statement, 4), POSTIL_READING_UNREAD, POSTIL_READING_DONE);
  row->n_kept = (guint) postil_statement_int (statement, 5);
  row->n_suggested = (guint) postil_statement_int (statement, 6);
  return row;
}

PostilDocumentRow *
postil_documents_get_row (PostilStore *store, PostilId id, PostilId annotator, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            ROW_COLUMNS " FROM document n"
                                        " LEFT JOIN tally c ON c.position = n.position AND c.document = n.id"
                                        " LEFT JOIN reading o ON o.document = n.id AND o.annotator = ?2"
                                        " WHERE n.id = ?1",
                            error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, id);
  postil_statement_bind_int (statement, 2, annotator);
  return postil_statement_next (statement, error) ? read_row (statement) : NULL;
}

GPtrArray *
postil_documents_page (PostilStore *store, const PostilDocumentFilter *filter, guint offset, guint limit,
                       GError **error)
{
  g_autofree char *folded = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_document_row_free);
  g_autoptr (GError) local_error = NULL;
  /* The inner query pages; only its rows get what is shown. */
  g_autoptr (PostilStatement) statement = prepare (
      store, filter,
      ROW_COLUMNS " FROM (SELECT d.position, d.id",
      " ORDER BY d.position, d.id LIMIT ?5 OFFSET ?6) p"
      " CROSS JOIN document n ON n.id = p.id"
      " LEFT JOIN tally c ON c.position = p.position AND c.document = p.id"
      " LEFT JOIN reading o ON o.document = p.id AND o.annotator = ?7"
      " ORDER BY p.position, p.id",
      &folded, error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 5, limit);
  postil_statement_bind_int (statement, 6, offset);
  postil_statement_bind_int (statement, 7, filter->annotator);
  while (postil_statement_next (statement, &local_error))
    g_ptr_array_add (rows, read_row (statement));
  if (local_error == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GArray *
postil_documents_matching (PostilStore *store, const char *question, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (PostilId));
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "SELECT d.id FROM document_fts f JOIN document d ON d.id = f.rowid"
                            " WHERE document_fts MATCH ?1 ORDER BY d.position, d.id",
                            error);

  if (statement == NULL || !postil_bulk_index (store, NULL, error))
    return NULL;
  postil_statement_bind_text (statement, 1, question);
  return postil_statement_add_ids (statement, ids, error) ? g_steal_pointer (&ids) : NULL;
}

GArray *
postil_documents_ids (PostilStore *store, const PostilDocumentFilter *filter, GError **error)
{
  g_autofree char *folded = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (PostilId));
  g_autoptr (PostilStatement) statement =
      prepare (store, filter, "SELECT d.id", " ORDER BY d.position, d.id", &folded, error);

  if (statement == NULL)
    return NULL;
  return postil_statement_add_ids (statement, ids, error) ? g_steal_pointer (&ids) : NULL;
}
