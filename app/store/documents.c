/* documents.c - the documents of a project: add, get, change, remove
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/documents.h>

#include <glib/gi18n.h>

#include "bulk.h"

static const char *const KIND_NAMES[] = {
  [POSTIL_DOCUMENT_OTHER] = "other",
  [POSTIL_DOCUMENT_ARTICLE] = "article",
  [POSTIL_DOCUMENT_THREAD] = "thread",
};

const char *
postil_document_kind_to_string (PostilDocumentKind kind)
{
  return (guint) kind < G_N_ELEMENTS (KIND_NAMES) ? KIND_NAMES[kind] : "other";
}

gboolean
postil_document_kind_from_string (const char *name, PostilDocumentKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (KIND_NAMES); i++)
    if (g_strcmp0 (name, KIND_NAMES[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

PostilDocument *
postil_document_new (const char *key, PostilText *text)
{
  PostilDocument *self = g_new0 (PostilDocument, 1);

  self->key = g_strdup (key);
  self->title = g_strdup ("");
  self->text = text != NULL ? postil_text_ref (text) : NULL;
  self->language = g_strdup ("");
  self->position = -1;
  return self;
}

void
postil_document_free (PostilDocument *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->title);
  g_clear_pointer (&self->text, postil_text_unref);
  g_free (self->source_uri);
  g_free (self->source_sha256);
  g_free (self->encoding);
  g_free (self->language);
  g_free (self->meta);
  g_free (self->labels);
  g_free (self);
}

/* ---- the full-text index, which no trigger may keep (TRUSTED_SCHEMA is off) ---- */

gboolean
postil_documents_index (PostilStore *store, PostilId document, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "INSERT INTO document_fts (rowid, title, text) SELECT id, title, text FROM document"
                            " WHERE id = ?1",
                            error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, document);
  return postil_statement_run (statement, error);
}

gboolean
postil_documents_unindex (PostilStore *store, PostilId document, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_bulk_index (store, NULL, error))
    return FALSE;
  statement =
      postil_statement_new (store,
                            "INSERT INTO document_fts (document_fts, rowid, title, text)"
                            " SELECT 'delete', id, title, text FROM document WHERE id = ?1",
                            error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, document);
  return postil_statement_run (statement, error);
}

/* ---- writing ---- */

static gboolean
fill_position (PostilStore *store, PostilDocument *document, GError **error)
{
  gint64 position = 0;

  if (document->position >= 0)
    return TRUE;
  if (!postil_store_query_int (store, "SELECT coalesce (max (position) + 1, 0) FROM document", 0, &position, error))
    return FALSE;
  document->position = (int) MIN (position, G_MAXINT);
  return TRUE;
}

static gboolean
insert (PostilStore *store, const PostilDocument *document, GError **error)
{
  gsize n_bytes = 0;
  const char *utf8 = postil_text_get_utf8 (document->text, &n_bytes);
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "INSERT INTO document (id, key, title, kind, source_uri, source_sha256, encoding, newline,"
                            " language, meta, labels, imported_at, position, length, text)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                            error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, document->id);
  postil_statement_bind_text (statement, 2, document->key);
  postil_statement_bind_text (statement, 3, document->title != NULL ? document->title : "");
  postil_statement_bind_text (statement, 4, postil_document_kind_to_string (document->kind));
  postil_statement_bind_text (statement, 5, document->source_uri);
  postil_statement_bind_text (statement, 6, document->source_sha256);
  postil_statement_bind_text (statement, 7, document->encoding);
  postil_statement_bind_text (statement, 8, postil_newline_to_string (document->newline));
  postil_statement_bind_text (statement, 9, document->language != NULL ? document->language : "");
  postil_statement_bind_text (statement, 10, document->meta);
  postil_statement_bind_text (statement, 11, document->labels);
  postil_statement_bind_int (statement, 12, document->imported_at);
  postil_statement_bind_int (statement, 13, document->position);
  postil_statement_bind_int (statement, 14, postil_text_get_length (document->text));
  postil_statement_bind_bytes (statement, 15, utf8, n_bytes);
  return postil_statement_run (statement, error);
}

static gboolean
index_new (PostilStore *store, const PostilDocument *document, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "INSERT INTO document_fts (rowid, title, text) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, document->id);
  postil_statement_bind_text (statement, 2, document->title != NULL ? document->title : "");
  postil_statement_bind_text (statement, 3, postil_text_get_utf8 (document->text, NULL));
  return postil_statement_run (statement, error);
}

gboolean
postil_documents_add (PostilStore *store, PostilDocument *document, gboolean *added, GError **error)
{
  PostilId known;

  if (added != NULL)
    *added = FALSE;
  if (!postil_store_require_transaction (store, error))
    return FALSE;
  if (document->key == NULL || *document->key == '\0' || document->text == NULL)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("A document needs a key and a text."));
      return FALSE;
    }

  document->id = postil_id_derive (document->key, postil_text_get_utf8 (document->text, NULL), NULL);
  known = postil_documents_find (store, document->key);
  if (known == document->id)
    return TRUE;
  if (known != 0)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS,
                   _ ("A document “%s” with another text is in the project already. Give this one another name."),
                   document->key);
      return FALSE;
    }
  if (document->imported_at == 0)
    document->imported_at = postil_store_now ();
  if (!fill_position (store, document, error) || !insert (store, document, error))
    return FALSE;
  if (store->bulk != NULL)
    postil_bulk_added_document (store->bulk, document->id);
  else if (!index_new (store, document, error))
    return FALSE;
  postil_documents_keep_text (store, document->id, document->text, document->position);
  if (added != NULL)
    *added = TRUE;
  return TRUE;
}

/* Runs @sql with @id as ?1 and, unless NULL, @value as ?2; there must be such a document. */
static gboolean
change (PostilStore *store, PostilId id, const char *sql, const char *value, GError **error)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, id);
  if (value != NULL)
    postil_statement_bind_text (statement, 2, value);
  return postil_statement_run (statement, error);
}

static gboolean
require (PostilStore *store, PostilId id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  statement = postil_statement_new (store, "SELECT 1 FROM document WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, id);
  if (postil_statement_next (statement, &local_error))
    return TRUE;
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("There is no such document in this project."));
  return FALSE;
}

gboolean
postil_documents_remove (PostilStore *store, PostilId id, GError **error)
{
  static const char *const statements[] = {
    /* A relation may come from another document. */
    "DELETE FROM relation WHERE document = ?1",
    "DELETE FROM relation WHERE tail IN (SELECT id FROM span WHERE document = ?1)",
    "DELETE FROM relation WHERE head IN (SELECT id FROM span WHERE document = ?1)",
    "DELETE FROM span WHERE document = ?1",
    "DELETE FROM reading WHERE document = ?1",
    "DELETE FROM unaligned WHERE document = ?1",
  };

  if (!require (store, id, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!change (store, id, statements[i], NULL, error))
      return FALSE;
  if (!postil_documents_unindex (store, id, error) ||
      !change (store, id, "DELETE FROM document WHERE id = ?1", NULL, error))
    return FALSE;
  postil_store_forget_caches (store);
  return TRUE;
}

gboolean
postil_documents_set_kind (PostilStore *store, PostilId id, PostilDocumentKind kind, GError **error)
{
  return require (store, id, error) && change (store, id, "UPDATE document SET kind = ?2 WHERE id = ?1",
                                               postil_document_kind_to_string (kind), error);
}

gboolean
postil_documents_set_title (PostilStore *store, PostilId id, const char *title, GError **error)
{
  return require (store, id, error) && postil_documents_unindex (store, id, error) &&
         change (store, id, "UPDATE document SET title = ?2 WHERE id = ?1", title, error) &&
         postil_documents_index (store, id, error);
}

/* ---- reading ---- */

static PostilText *
read_text (PostilStatement *statement, int column, GError **error)
{
  gsize n_bytes = 0;
  const char *utf8 = postil_statement_text (statement, column, &n_bytes);
  PostilText *text = postil_text_new (utf8 != NULL ? utf8 : "", (gssize) n_bytes, error);

  /* It was checked when it came in. */
  if (text == NULL && error != NULL)
    {
      g_clear_error (error);
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED,
                           _ ("The text of a document in this project is damaged. Restore the project from a backup."));
    }
  return text;
}

PostilDocument *
postil_documents_get (PostilStore *store, PostilId id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "SELECT key, title, kind, source_uri, source_sha256, encoding, newline, language, meta,"
                            " labels, imported_at, position, text FROM document WHERE id = ?1",
                            error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, id);
  if (!postil_statement_next (statement, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
                             _ ("There is no such document in this project."));
      return NULL;
    }

  document = g_new0 (PostilDocument, 1);
  document->id = id;
  document->key = postil_statement_dup_text (statement, 0);
  document->title = postil_statement_dup_text (statement, 1);
  postil_document_kind_from_string (postil_statement_text (statement, 2, NULL), &document->kind);
  document->source_uri = postil_statement_dup_text (statement, 3);
  document->source_sha256 = postil_statement_dup_text (statement, 4);
  document->encoding = postil_statement_dup_text (statement, 5);
  document->newline = postil_newline_from_string (postil_statement_text (statement, 6, NULL));
  document->language = postil_statement_dup_text (statement, 7);
  document->meta = postil_statement_dup_text (statement, 8);
  document->labels = postil_statement_dup_text (statement, 9);
  document->imported_at = postil_statement_int (statement, 10);
  document->position = (int) CLAMP (postil_statement_int (statement, 11), 0, G_MAXINT);
  document->text = read_text (statement, 12, error);
  return document->text != NULL ? g_steal_pointer (&document) : NULL;
}

PostilId
postil_documents_find (PostilStore *store, const char *key)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (store, "SELECT id FROM document WHERE key = ?1", NULL);

  if (statement == NULL)
    return 0;
  postil_statement_bind_text (statement, 1, key);
  return postil_statement_next (statement, NULL) ? postil_statement_int (statement, 0) : 0;
}

void
postil_documents_keep_text (PostilStore *store, PostilId document, PostilText *text, gint64 position)
{
  PostilCachedText *slot = &store->texts[store->next_text++ % POSTIL_N_CACHED_TEXTS];

  g_clear_pointer (&slot->text, postil_text_unref);
  slot->document = document;
  slot->text = postil_text_ref (text);
  slot->position = position;
}

const PostilText *
postil_documents_peek_text (PostilStore *store, PostilId document, gint64 *position, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = NULL;
  PostilText *text;

  for (guint i = 0; i < POSTIL_N_CACHED_TEXTS; i++)
    if (store->texts[i].document == document && document != 0)
      {
        *position = store->texts[i].position;
        return store->texts[i].text;
      }

  statement = postil_statement_new (store, "SELECT position, text FROM document WHERE id = ?1", error);
  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, document);
  if (!postil_statement_next (statement, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
                             _ ("There is no such document in this project."));
      return NULL;
    }
  text = read_text (statement, 1, error);
  if (text == NULL)
    return NULL;

  *position = postil_statement_int (statement, 0);
  postil_documents_keep_text (store, document, text, *position);
  postil_text_unref (text);
  return text;
}
