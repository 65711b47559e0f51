/* bulk.c - thousands of rows in one transaction, without what each would cost alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bulk.h"

#include <sys/random.h>

#include <postil/transaction.h>

#include "recorder.h"
#include "tally.h"

struct _PostilBulk
{
  PostilStatement *insert;  /* of spans; released with the bulk */
  PostilStatement *history; /* of their rows in the history */
  GArray *documents;        /* PostilId: not in the full-text index yet */
  guint64 random[64];
  guint n_random; /* of them that are left */
};

/* CHECK (x IN (0, 1, 2)) builds and drops a table at each insert; what these checks say is checked in C as well, before
 * anything is written, and a type that is wrong is refused without them. */
static gboolean
set_checks (PostilStore *store, gboolean check, GError **error)
{
  return postil_store_execute (store, check ? "PRAGMA ignore_check_constraints = OFF" : "PRAGMA ignore_check_constraints = ON",
                               error);
}

static gboolean
watch_inserts (PostilStore *store, gboolean watch, GError **error)
{
  return postil_recorder_watch_spans (store->recorder, store, watch, error) &&
         postil_tally_watch_inserts (store, watch, error) && set_checks (store, watch, error);
}

gboolean
postil_transaction_expect_many (PostilStore *store, GError **error)
{
  if (!postil_store_require_transaction (store, error))
    return FALSE;
  if (store->bulk != NULL)
    return TRUE;
  if (!watch_inserts (store, FALSE, error))
    return FALSE;
  store->bulk = g_new0 (PostilBulk, 1);
  store->bulk->documents = g_array_new (FALSE, FALSE, sizeof (PostilId));
  return TRUE;
}

PostilStatement *
postil_bulk_statement (PostilBulk *self, PostilStore *store, const char *sql, GError **error)
{
  if (self->insert == NULL)
    self->insert = postil_statement_new (store, sql, error);
  return self->insert;
}

PostilId
postil_bulk_next_id (PostilBulk *self)
{
  PostilId id;

  if (self->n_random == 0 && getrandom (self->random, sizeof self->random, 0) == (gssize) sizeof self->random)
    self->n_random = G_N_ELEMENTS (self->random);
  id = self->n_random > 0 ? (PostilId) (self->random[--self->n_random] & G_MAXINT64) : 0;
  return id != 0 ? id : postil_id_random ();
}

gboolean
postil_bulk_added_span (PostilBulk *self, PostilStore *store, const PostilSpan *span, gint64 position, gboolean structure,
                        GError **error)
{
  if (!structure && span->state != POSTIL_STATE_REJECTED)
    postil_tally_added (store->tally, span->document, position, span->state == POSTIL_STATE_KEPT);
  if (!store->recorder->recording)
    return TRUE;
  if (self->history == NULL)
    self->history = postil_statement_new (
        store, "INSERT INTO edit_row (edit, seq, tbl, row, op) VALUES (?1, ?2, 'span', ?3, 0)", error);
  if (self->history == NULL)
    return FALSE;
  postil_statement_bind_int (self->history, 1, store->recorder->edit);
  postil_statement_bind_int (self->history, 2, postil_recorder_next_span (store->recorder, span->id, span->document));
  postil_statement_bind_int (self->history, 3, span->id);
  return postil_statement_run (self->history, error);
}

/* ---- the full-text index ---- */

void
postil_bulk_added_document (PostilBulk *self, PostilId document)
{
  g_array_append_val (self->documents, document);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  PostilId x = *(const PostilId *) a, y = *(const PostilId *) b;

  return (x > y) - (x < y);
}

/* Read and written apart: an INSERT ... SELECT would be a statement that may fail half way. */
static gboolean
index_one (PostilStatement *read, PostilStatement *write, PostilId document, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const char *text;

  postil_statement_bind_int (read, 1, document);
  if (postil_statement_next (read, &local_error))
    {
      text = postil_statement_text (read, 1, NULL);
      postil_statement_bind_int (write, 1, document);
      postil_statement_bind_text (write, 2, postil_statement_text (read, 0, NULL));
      /* By its NUL: of what has a length SQLite makes a copy, to set one behind it. */
      postil_statement_bind_text (write, 3, text != NULL ? text : "");
      postil_statement_run (write, &local_error);
    }
  postil_statement_reset (read);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
postil_bulk_index (PostilStore *store, GCancellable *cancellable, GError **error)
{
  PostilBulk *self = store->bulk;
  g_autoptr (PostilStatement) read = NULL;
  g_autoptr (PostilStatement) write = NULL;

  if (self == NULL || self->documents->len == 0)
    return TRUE;
  read = postil_statement_new (store, "SELECT title, text FROM document WHERE id = ?1", error);
  write = postil_statement_new (store, "INSERT INTO document_fts (rowid, title, text) VALUES (?1, ?2, ?3)", error);
  if (read == NULL || write == NULL)
    return FALSE;
  /* FTS5 writes what it has gathered whenever an id is smaller than the one before. */
  g_array_sort (self->documents, compare_ids);
  for (guint i = 0; i < self->documents->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !index_one (read, write, g_array_index (self->documents, PostilId, i), error))
      return FALSE;
  g_array_set_size (self->documents, 0);
  return TRUE;
}

gboolean
postil_transaction_index (PostilStore *store, GCancellable *cancellable, GError **error)
{
  return postil_bulk_index (store, cancellable, error);
}

gboolean
postil_bulk_finish (PostilStore *store, GError **error)
{
  return store->bulk == NULL || (postil_bulk_index (store, NULL, error) && watch_inserts (store, TRUE, error));
}

void
postil_bulk_free (PostilBulk *self, PostilStore *store)
{
  if (self == NULL)
    return;
  set_checks (store, TRUE, NULL);
  postil_statement_release (self->insert);
  postil_statement_release (self->history);
  g_array_unref (self->documents);
  g_free (self);
}
