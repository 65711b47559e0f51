/* tally.c - how many spans of a document are kept and suggested, counted as they change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tally.h"

#include "store-private.h"

typedef struct
{
  PostilId document;
  gint64 position;
  gint64 kept;
  gint64 suggested;
} Change;

struct _PostilTally
{
  GHashTable *changes; /* Change, by document */
  Change *last;        /* the one asked for last: spans come document by document */
};

static Change *
change_of (PostilTally *self, PostilId document, gint64 position)
{
  Change *change = self->last;

  if (change != NULL && change->document == document)
    return change;
  change = g_hash_table_lookup (self->changes, &document);
  if (change == NULL)
    {
      change = g_new0 (Change, 1);
      change->document = document;
      change->position = position;
      g_hash_table_insert (self->changes, &change->document, change);
    }
  self->last = change;
  return change;
}

void
postil_tally_added (PostilTally *self, PostilId document, gint64 position, gboolean kept)
{
  Change *change = change_of (self, document, position);

  change->kept += kept;
  change->suggested += !kept;
}

/* (document, position, difference of kept, difference of suggested) */
static void
sql_tally (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  PostilTally *self = sqlite3_user_data (context);
  Change *change = change_of (self, sqlite3_value_int64 (values[0]), sqlite3_value_int64 (values[1]));

  change->kept += sqlite3_value_int (values[2]);
  change->suggested += sqlite3_value_int (values[3]);
}

/* Structure and rejected spans are not counted. */
static const char INSERT_TRIGGER[] =
    "CREATE TEMP TRIGGER tally_insert AFTER INSERT ON main.span WHEN NEW.structure = 0 AND NEW.state < 2 BEGIN"
    " SELECT postil_tally (NEW.document, NEW.position, NEW.state = 1, NEW.state = 0); END";

static const char TRIGGERS[] =
    "CREATE TEMP TRIGGER tally_delete AFTER DELETE ON main.span WHEN OLD.structure = 0 AND OLD.state < 2 BEGIN"
    " SELECT postil_tally (OLD.document, OLD.position, - (OLD.state = 1), - (OLD.state = 0)); END;"
    "CREATE TEMP TRIGGER tally_update AFTER UPDATE ON main.span"
    " WHEN OLD.state <> NEW.state OR OLD.structure <> NEW.structure OR OLD.document <> NEW.document BEGIN"
    " SELECT postil_tally (OLD.document, OLD.position, - (OLD.state = 1 AND OLD.structure = 0),"
    " - (OLD.state = 0 AND OLD.structure = 0));"
    " SELECT postil_tally (NEW.document, NEW.position, NEW.state = 1 AND NEW.structure = 0,"
    " NEW.state = 0 AND NEW.structure = 0); END;";

gboolean
postil_tally_watch_inserts (PostilStore *store, gboolean watch, GError **error)
{
  return postil_store_execute (store, watch ? INSERT_TRIGGER : "DROP TRIGGER temp.tally_insert", error);
}

PostilTally *
postil_tally_new (PostilStore *store, GError **error)
{
  PostilTally *self = g_new0 (PostilTally, 1);
  int code;

  self->changes = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  /* INNOCUOUS for the same reason as the recorder's functions. */
  code = sqlite3_create_function_v2 (store->db, "postil_tally", 4, SQLITE_UTF8 | SQLITE_INNOCUOUS, self, sql_tally,
                                     NULL, NULL, NULL);
  if (code != SQLITE_OK)
    postil_store_set_error (store->db, store->path, code, error);
  else if (postil_tally_watch_inserts (store, TRUE, error) && postil_store_execute (store, TRIGGERS, error))
    return self;
  postil_tally_free (self);
  return NULL;
}

void
postil_tally_free (PostilTally *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->changes);
  g_free (self);
}

static gboolean
run_place (PostilStatement *statement, const Change *change, GError **error)
{
  postil_statement_bind_int (statement, 1, change->position);
  postil_statement_bind_int (statement, 2, change->document);
  return postil_statement_run (statement, error);
}

static gboolean
run (PostilStatement *statement, const Change *change, GError **error)
{
  postil_statement_bind_int (statement, 3, change->kept);
  postil_statement_bind_int (statement, 4, change->suggested);
  return run_place (statement, change, error);
}

gboolean
postil_tally_write (PostilTally *self, PostilStore *store, GError **error)
{
  g_autoptr (PostilStatement) update = NULL;
  g_autoptr (PostilStatement) insert = NULL;
  g_autoptr (PostilStatement) drop = NULL;
  GHashTableIter iter;
  gpointer value;

  if (g_hash_table_size (self->changes) == 0)
    return TRUE;
  /* No upsert: the row that it would insert breaks the checks when a number goes down. Never below 0: a count that was
   * wrong in the file must not stop the work (postil_store_check() tells of it). */
  update = postil_statement_new (store,
                                 "UPDATE tally SET kept = max (0, kept + ?3), suggested = max (0, suggested + ?4)"
                                 " WHERE position = ?1 AND document = ?2",
                                 error);
  insert = postil_statement_new (store,
                                 "INSERT INTO tally (position, document, kept, suggested)"
                                 " VALUES (?1, ?2, max (0, ?3), max (0, ?4))",
                                 error);
  /* A document without spans, or that is no longer there, has no row. */
  drop = postil_statement_new (store,
                               "DELETE FROM tally WHERE position = ?1 AND document = ?2 AND kept = 0 AND suggested = 0",
                               error);
  if (update == NULL || insert == NULL || drop == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Change *change = value;

      if (change->kept == 0 && change->suggested == 0)
        continue;
      if (!run (update, change, error) || (sqlite3_changes (store->db) == 0 && !run (insert, change, error)))
        return FALSE;
      if ((change->kept < 0 || change->suggested < 0) && !run_place (drop, change, error))
        return FALSE;
    }
  postil_tally_clear (self);
  return TRUE;
}

void
postil_tally_clear (PostilTally *self)
{
  self->last = NULL;
  g_hash_table_remove_all (self->changes);
}
