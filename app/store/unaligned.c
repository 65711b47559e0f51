/* unaligned.c - the list of spans that an import could not place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/unaligned.h>

#include <glib/gi18n.h>

#include "store-private.h"

#define COLUMNS "u.id, u.document, u.label, u.start, u.stop, u.quote, u.reason, u.source, u.origin, u.dismissed, u.details, u.created_at"

void
postil_unaligned_free (PostilUnaligned *self)
{
  if (self == NULL)
    return;
  g_free (self->quote);
  g_free (self->reason);
  g_free (self->origin);
  g_free (self->details);
  g_free (self);
}

static PostilUnaligned *
read_row (PostilStatement *statement)
{
  PostilUnaligned *self = g_new0 (PostilUnaligned, 1);

  self->id = postil_statement_int (statement, 0);
  self->document = postil_statement_int (statement, 1);
  self->label = postil_statement_int (statement, 2);
  self->start = postil_statement_int (statement, 3);
  self->stop = postil_statement_int (statement, 4);
  self->quote = postil_statement_dup_text (statement, 5);
  self->reason = postil_statement_dup_text (statement, 6);
  self->source = postil_statement_int (statement, 7);
  self->origin = postil_statement_dup_text (statement, 8);
  self->dismissed = postil_statement_int (statement, 9) != 0;
  self->details = postil_statement_dup_text (statement, 10);
  self->created_at = postil_statement_int (statement, 11);
  return self;
}

static PostilId
derive_id (const PostilUnaligned *self)
{
  g_autofree char *document = g_strdup_printf ("%" G_GINT64_FORMAT, self->document);
  g_autofree char *label = g_strdup_printf ("%" G_GINT64_FORMAT, self->label);
  g_autofree char *range = g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, self->start, self->stop);

  return postil_id_derive ("unaligned", document, label, range, self->quote, NULL);
}

/* On the list, or a span by now. */
static gboolean
find_fate (PostilStore *store, PostilId id, PostilUnalignedFate *fate, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (
      store, "SELECT dismissed FROM unaligned WHERE id = ?1 UNION ALL SELECT 2 FROM span WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, id);
  *fate = POSTIL_UNALIGNED_NEW;
  if (postil_statement_next (statement, &local_error))
    *fate = POSTIL_UNALIGNED_WAITING + CLAMP (postil_statement_int (statement, 0), 0, 2);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
postil_unaligned_add (PostilStore *store, PostilUnaligned *unaligned, PostilUnalignedFate *fate, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  unaligned->id = derive_id (unaligned);
  unaligned->created_at = unaligned->created_at != 0 ? unaligned->created_at : postil_store_now ();
  if (!postil_store_require_transaction (store, error) || !find_fate (store, unaligned->id, fate, error))
    return FALSE;
  if (*fate != POSTIL_UNALIGNED_NEW)
    return TRUE;
  statement = postil_statement_new (store,
                                    "INSERT INTO unaligned (id, document, label, start, stop, quote, reason, source,"
                                    " origin, dismissed, details, created_at)"
                                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                                    error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, unaligned->id);
  postil_statement_bind_int (statement, 2, unaligned->document);
  postil_statement_bind_int (statement, 3, unaligned->label);
  postil_statement_bind_int (statement, 4, unaligned->start);
  postil_statement_bind_int (statement, 5, unaligned->stop);
  postil_statement_bind_text (statement, 6, unaligned->quote);
  postil_statement_bind_text (statement, 7, unaligned->reason);
  postil_statement_bind_int (statement, 8, unaligned->source);
  postil_statement_bind_text (statement, 9, unaligned->origin);
  postil_statement_bind_int (statement, 10, unaligned->dismissed);
  postil_statement_bind_text (statement, 11, unaligned->details);
  postil_statement_bind_int (statement, 12, unaligned->created_at);
  return postil_statement_run (statement, error);
}

PostilUnaligned *
postil_unaligned_get (PostilStore *store, PostilId id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT " COLUMNS " FROM unaligned u WHERE u.id = ?1", error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, id);
  if (postil_statement_next (statement, &local_error))
    return read_row (statement);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
                         _ ("There is no such span on the list of those that could not be placed."));
  return NULL;
}

GPtrArray *
postil_unaligned_list (PostilStore *store, PostilId document, gboolean dismissed, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_unaligned_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "SELECT " COLUMNS " FROM unaligned u JOIN document d ON d.id = u.document"
                            " WHERE (?1 = 0 OR u.document = ?1) AND u.dismissed <= ?2"
                            " ORDER BY d.position, u.document, u.start, u.stop, u.id",
                            error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, document);
  postil_statement_bind_int (statement, 2, dismissed);
  while (postil_statement_next (statement, &local_error))
    g_ptr_array_add (list, read_row (statement));
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

guint
postil_unaligned_count (PostilStore *store, PostilId document)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (
      store,
      document != 0 ? "SELECT count (*) FROM unaligned WHERE dismissed = 0 AND document = ?1"
                    : "SELECT count (*) FROM unaligned WHERE dismissed = 0",
      NULL);

  if (statement == NULL)
    return 0;
  if (document != 0)
    postil_statement_bind_int (statement, 1, document);
  return postil_statement_next (statement, NULL) ? (guint) postil_statement_int (statement, 0) : 0;
}

/* @statement binds the id as ?1. */
static gboolean
change_one (PostilStore *store, PostilId id, PostilStatement *statement, GError **error)
{
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, id);
  if (!postil_statement_run (statement, error))
    return FALSE;
  if (sqlite3_changes (store->db) == 1)
    return TRUE;
  g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
                       _ ("There is no such span on the list of those that could not be placed."));
  return FALSE;
}

gboolean
postil_unaligned_set_dismissed (PostilStore *store, PostilId id, gboolean dismissed, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  statement = postil_statement_new (store, "UPDATE unaligned SET dismissed = ?2 WHERE id = ?1", error);
  if (statement != NULL)
    postil_statement_bind_int (statement, 2, dismissed);
  return change_one (store, id, statement, error);
}

gboolean
postil_unaligned_set_details (PostilStore *store, PostilId id, const char *details, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  statement = postil_statement_new (store, "UPDATE unaligned SET details = ?2 WHERE id = ?1", error);
  if (statement != NULL)
    postil_statement_bind_text (statement, 2, details);
  return change_one (store, id, statement, error);
}

gboolean
postil_unaligned_remove (PostilStore *store, PostilId id, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  statement = postil_statement_new (store, "DELETE FROM unaligned WHERE id = ?1", error);
  return change_one (store, id, statement, error);
}
