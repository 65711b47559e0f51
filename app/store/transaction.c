/* transaction.c - one user action, all or nothing, with its place in the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/transaction.h>

#include <glib/gi18n.h>

#include "bulk.h"
#include "recorder.h"
#include "store-private.h"
#include "tally.h"

gboolean
postil_store_require_transaction (PostilStore *self, GError **error)
{
  if (self->in_transaction)
    return TRUE;
  if (self->read_only)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_READ_ONLY, _ ("“%s” was opened for reading only."), self->path);
  else
    g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("A change was attempted outside a transaction."));
  return FALSE;
}

/* What the caches hold is stale once another connection has written. */
static gboolean
watch_others (PostilStore *self, GError **error)
{
  gint64 version = 0;

  if (!postil_store_query_int (self, "PRAGMA data_version", 0, &version, error))
    return FALSE;
  if (version != self->data_version)
    postil_store_forget_caches (self);
  self->data_version = version;
  return TRUE;
}

void
postil_store_hold (PostilStore *store)
{
  if (!store->in_transaction && store->n_holds++ == 0)
    postil_store_execute (store, "BEGIN", NULL);
}

void
postil_store_release (PostilStore *store)
{
  if (store->n_holds > 0 && --store->n_holds == 0)
    postil_store_execute (store, "COMMIT", NULL);
}

static void
finish (PostilStore *self)
{
  self->in_transaction = FALSE;
  self->broken = SQLITE_OK;
  postil_bulk_free (g_steal_pointer (&self->bulk), self);
  postil_recorder_stop (self->recorder);
  g_clear_pointer (&self->edit_title, g_free);
}

gboolean
postil_transaction_begin (PostilStore *store, PostilTransactionKind kind, const char *title, PostilId annotator,
                          GError **error)
{
  gint64 number = 0;

  if (store->read_only)
    {
      g_autofree char *base = g_path_get_basename (store->path);

      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_READ_ONLY,
                   _ ("“%s” was opened for reading only, because it or its folder cannot be written."), base);
      return FALSE;
    }
  if (store->in_transaction)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("A change was begun within another one."));
      return FALSE;
    }
  if (store->n_holds > 0)
    {
      store->n_holds = 0;
      postil_store_execute (store, "COMMIT", NULL);
    }
  if (!postil_store_execute (store, "BEGIN IMMEDIATE", error))
    return FALSE;

  store->in_transaction = TRUE;
  store->transaction_kind = kind;
  store->edit_title = g_strdup (title != NULL ? title : "");
  store->edit_annotator = annotator;
  if (!watch_others (store, error) ||
      !postil_store_query_int (store, "SELECT coalesce (max (number), 0) FROM edit", 0, &number, error))
    {
      postil_transaction_rollback (store);
      return FALSE;
    }
  if (kind == POSTIL_TRANSACTION_EDIT)
    postil_recorder_start (store->recorder, number + 1);
  return TRUE;
}

/* What was undone before can no longer be redone. Undone edits are always the last ones. */
static gboolean
abandon_undone (PostilStore *self, GError **error)
{
  gint64 last_state = 0;

  if (!postil_store_query_int (self, "SELECT state FROM edit ORDER BY number DESC LIMIT 1", 0, &last_state, error))
    return FALSE;
  if (last_state == 0)
    return TRUE;
  return postil_store_execute (self,
                               "UPDATE edit SET state = 2 WHERE state = 1 AND number >"
                               " coalesce ((SELECT number FROM edit WHERE state = 0 ORDER BY number DESC LIMIT 1), 0)",
                               error);
}

static gboolean
write_edit (PostilStore *self, GError **error)
{
  const PostilRecorder *recorder = self->recorder;
  g_autoptr (PostilStatement) statement = NULL;

  if (!abandon_undone (self, error))
    return FALSE;
  statement =
      postil_statement_new (self,
                            "INSERT INTO edit (number, id, title, annotator, at, state, n_rows, document, span, wide,"
                            " labels) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8, ?9, ?10)",
                            error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, recorder->edit);
  postil_statement_bind_int (statement, 2, postil_id_random ());
  postil_statement_bind_text (statement, 3, self->edit_title);
  postil_statement_bind_id (statement, 4, self->edit_annotator);
  postil_statement_bind_int (statement, 5, postil_store_now ());
  postil_statement_bind_int (statement, 6, recorder->seq / POSTIL_SEQ_STEP);
  postil_statement_bind_id (statement, 7, recorder->document);
  postil_statement_bind_id (statement, 8, recorder->span);
  postil_statement_bind_int (statement, 9, recorder->wide ? 1 : 0);
  postil_statement_bind_int (statement, 10, recorder->labels ? 1 : 0);
  return postil_statement_run (statement, error);
}

gboolean
postil_transaction_commit (PostilStore *store, GError **error)
{
  if (!postil_store_require_transaction (store, error))
    return FALSE;
  if (!postil_bulk_finish (store, error) ||
      (store->recorder->recording && store->recorder->seq > 0 && !write_edit (store, error)) ||
      !postil_tally_write (store->tally, store, error) || !postil_store_execute (store, "COMMIT", error))
    {
      postil_transaction_rollback (store);
      return FALSE;
    }
  finish (store);
  return TRUE;
}

void
postil_transaction_rollback (PostilStore *store)
{
  if (!store->in_transaction)
    return;
  postil_bulk_free (g_steal_pointer (&store->bulk), store);
  /* Some errors roll back by themselves; then there is nothing left to do. */
  if (!sqlite3_get_autocommit (store->db))
    sqlite3_exec (store->db, "ROLLBACK", NULL, NULL, NULL);
  finish (store);
  postil_tally_clear (store->tally);
  postil_store_forget_caches (store);
}

gboolean
postil_transaction_is_open (PostilStore *store)
{
  return store->in_transaction;
}
