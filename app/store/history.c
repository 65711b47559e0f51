/* history.c - undo, redo, and who did what when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/history.h>

#include <glib/gi18n.h>

#include "recorder.h"
#include "store-private.h"

/* Rows of an edit that are held in memory at a time. */
#define BATCH 256

enum
{
  OP_INSERT,
  OP_UPDATE,
  OP_DELETE,
};

enum
{
  STATE_DONE,
  STATE_UNDONE,
  STATE_ABANDONED,
};

typedef struct
{
  gint64 seq;
  const PostilTable *table;
  gint64 row;
  int op;
  char *image; /* to be applied */
  gsize n_bytes;
} Step;

/* An undo (or redo) on its way. */
typedef struct
{
  PostilStore *store;
  gint64 edit;
  gboolean undo;
  int *n_done;               /* nullable */
  GCancellable *cancellable; /* nullable */
} Replay;

static void
step_clear (gpointer data)
{
  g_free (((Step *) data)->image);
}

static gboolean
take_error (GError *local_error, GError **error)
{
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* ---- single rows ---- */

static guint
table_index (Replay *self, const PostilTable *table)
{
  return (guint) (table - &g_array_index (self->store->recorder->tables, PostilTable, 0));
}

/* The whole row as JSON; NULL without error when there is none. */
static char *
read_image (Replay *self, const PostilTable *table, gint64 row, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT postil_image (?2");
  g_autoptr (PostilStatement) statement = NULL;

  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (sql, ", %s", (char *) g_ptr_array_index (table->columns, i));
  g_string_append_printf (sql, ") FROM %s WHERE id = ?1", table->name);
  statement = postil_statement_new (self->store, sql->str, error);
  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, row);
  postil_statement_bind_int (statement, 2, table_index (self, table));
  return postil_statement_next (statement, error) ? postil_statement_dup_text (statement, 0) : NULL;
}

/* The next free number beside @seq, on the side that this replay has passed: behind it when undoing, before it when
 * redoing. So the opposite step meets the rows there right after the one that they belong to, and ahead of what the
 * edit did to them. */
static gboolean
place_beside (Replay *self, gint64 seq, gint64 *place, GError **error)
{
  const gint64 half = POSTIL_SEQ_STEP / 2;
  gint64 middle = (seq + half) / POSTIL_SEQ_STEP * POSTIL_SEQ_STEP;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (self->store,
                            self->undo
                                ? "SELECT max (seq) + 1 FROM edit_row WHERE edit = ?1 AND seq >= ?2 AND seq < ?3"
                                : "SELECT min (seq) - 1 FROM edit_row WHERE edit = ?1 AND seq >= ?2 AND seq < ?3",
                            error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, self->edit);
  postil_statement_bind_int (statement, 2, middle - half);
  postil_statement_bind_int (statement, 3, middle + half);
  if (postil_statement_next (statement, &local_error))
    *place = postil_statement_int (statement, 0);
  return take_error (g_steal_pointer (&local_error), error);
}

/* A row that goes along with the one of step @seq because it refers to it, and that this edit does not know:
 * suggestions and the time spent with a document are kept outside the history. It joins the edit, so that the opposite
 * step brings it back. */
static gboolean
adopt (Replay *self, gint64 seq, const PostilTable *table, gint64 row, const char *image, GError **error)
{
  gint64 place = 0;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (self->store,
                            "INSERT INTO edit_row (edit, seq, tbl, row, op, before, after)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            error);

  if (statement == NULL || !place_beside (self, seq, &place, error))
    return FALSE;
  postil_statement_bind_int (statement, 1, self->edit);
  postil_statement_bind_int (statement, 2, place);
  postil_statement_bind_text (statement, 3, table->name);
  postil_statement_bind_int (statement, 4, row);
  postil_statement_bind_int (statement, 5, self->undo ? OP_INSERT : OP_DELETE);
  postil_statement_bind_text (statement, self->undo ? 7 : 6, image);
  return postil_statement_run (statement, error);
}

/* A row by its table's index in the recorder. */
typedef struct
{
  guint table;
  gint64 row;
} RowName;

static guint
row_name_hash (gconstpointer data)
{
  const RowName *name = data;

  return g_int64_hash (&name->row) ^ name->table;
}

static gboolean
row_name_equal (gconstpointer a, gconstpointer b)
{
  const RowName *first = a;
  const RowName *second = b;

  return first->table == second->table && first->row == second->row;
}

static int
row_name_compare (gconstpointer a, gconstpointer b)
{
  return (int) ((const RowName *) a)->table - (int) ((const RowName *) b)->table;
}

/* Appends the rows that refer to @name by @child, unless they are known. */
static gboolean
append_referring (Replay *self, RowName name, const PostilChild *child, GHashTable *known, GArray *names,
                  GError **error)
{
  const PostilTable *referring = postil_recorder_table (self->store->recorder, child->table);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s = ?1", referring->name, child->column);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (self->store, sql, error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, name.row);
  while (postil_statement_next (statement, &local_error))
    {
      RowName found = { child->table, postil_statement_int (statement, 0) };

      if (g_hash_table_add (known, g_memdup2 (&found, sizeof found)))
        g_array_append_val (names, found);
    }
  return take_error (g_steal_pointer (&local_error), error);
}

/* The row itself, then whatever refers to it, directly or not: parents before children. */
static GArray *
collect (Replay *self, RowName name, GError **error)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (RowName));
  g_autoptr (GHashTable) known = g_hash_table_new_full (row_name_hash, row_name_equal, g_free, NULL);

  g_hash_table_add (known, g_memdup2 (&name, sizeof name));
  g_array_append_val (names, name);
  for (guint i = 0; i < names->len; i++)
    {
      RowName parent = g_array_index (names, RowName, i);
      const PostilTable *table = postil_recorder_table (self->store->recorder, parent.table);

      for (guint j = 0; j < table->children->len; j++)
        if (!append_referring (self, parent, &g_array_index (table->children, PostilChild, j), known, names, error))
          return NULL;
    }
  /* The recorder's tables stand in that order; within one, the order of finding is right (g_array_sort is stable). */
  g_array_sort (names, row_name_compare);
  return g_steal_pointer (&names);
}

static gboolean
delete_only (Replay *self, RowName name, GError **error)
{
  const PostilTable *table = postil_recorder_table (self->store->recorder, name.table);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?1", table->name);
  g_autoptr (PostilStatement) statement = NULL;

  if (g_str_equal (table->name, "document") && !postil_documents_unindex (self->store, name.row, error))
    return FALSE;
  statement = postil_statement_new (self->store, sql, error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, name.row);
  return postil_statement_run (statement, error);
}

static gboolean
delete_row (Replay *self, gint64 seq, RowName name, GError **error)
{
  g_autoptr (GArray) names = collect (self, name, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 1; i < names->len; i++)
    {
      RowName other = g_array_index (names, RowName, i);
      const PostilTable *table = postil_recorder_table (self->store->recorder, other.table);
      g_autofree char *image = read_image (self, table, other.row, error);

      if (image == NULL || !adopt (self, seq, table, other.row, image, error))
        return FALSE;
    }
  for (guint i = names->len; i > 0; i--)
    if (!delete_only (self, g_array_index (names, RowName, i - 1), error))
      return FALSE;
  return TRUE;
}

/* ---- steps ---- */

/* An insert's image is written down when it is undone, and dropped when it is redone. */
static gboolean
keep_image (Replay *self, gint64 seq, const char *image, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (self->store, "UPDATE edit_row SET after = ?3 WHERE edit = ?1 AND seq = ?2", error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, self->edit);
  postil_statement_bind_int (statement, 2, seq);
  postil_statement_bind_text (statement, 3, image);
  return postil_statement_run (statement, error);
}

static gboolean
bring_back (Replay *self, const Step *step, GError **error)
{
  g_autoptr (PostilImage) image = NULL;

  /* It was gone when its insert was undone, so it stays away. */
  if (step->op == OP_INSERT && step->image == NULL)
    return TRUE;
  image = postil_image_parse (step->image, step->n_bytes, error);
  if (image == NULL || !postil_image_insert (self->store, step->table, image, error))
    return FALSE;
  if (g_str_equal (step->table->name, "document") && !postil_documents_index (self->store, step->row, error))
    return FALSE;
  return step->op != OP_INSERT || keep_image (self, step->seq, NULL, error);
}

static gboolean
take_away (Replay *self, const Step *step, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *image = NULL;

  if (step->op == OP_INSERT)
    {
      image = read_image (self, step->table, step->row, &local_error);
      if (!take_error (g_steal_pointer (&local_error), error) || !keep_image (self, step->seq, image, error))
        return FALSE;
    }
  return delete_row (self, step->seq, (RowName){ table_index (self, step->table), step->row }, error);
}

static gboolean
change (Replay *self, const Step *step, GError **error)
{
  g_autoptr (PostilImage) image = postil_image_parse (step->image, step->n_bytes, error);
  gboolean indexed = FALSE;

  if (image == NULL)
    return FALSE;
  indexed = g_str_equal (step->table->name, "document") &&
            (postil_image_has (image, "title") || postil_image_has (image, "text"));
  if (indexed && !postil_documents_unindex (self->store, step->row, error))
    return FALSE;
  return postil_image_update (self->store, step->table, step->row, image, error) &&
         (!indexed || postil_documents_index (self->store, step->row, error));
}

static gboolean
apply (Replay *self, const Step *step, GError **error)
{
  if (step->op == OP_UPDATE)
    return change (self, step, error);
  return (step->op == OP_INSERT) == self->undo ? take_away (self, step, error) : bring_back (self, step, error);
}

/* The next steps after @seq, away from where the replay started. */
static GArray *
read_steps (Replay *self, gint64 seq, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (self->store,
                            self->undo
                                ? "SELECT seq, tbl, row, op, CASE op WHEN 0 THEN NULL ELSE before END FROM edit_row"
                                  " WHERE edit = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3"
                                : "SELECT seq, tbl, row, op, CASE op WHEN 2 THEN NULL ELSE after END FROM edit_row"
                                  " WHERE edit = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
                            error);

  if (statement == NULL)
    return NULL;
  g_array_set_clear_func (steps, step_clear);
  postil_statement_bind_int (statement, 1, self->edit);
  postil_statement_bind_int (statement, 2, seq);
  postil_statement_bind_int (statement, 3, BATCH);
  while (postil_statement_next (statement, &local_error))
    {
      Step step = {
        .seq = postil_statement_int (statement, 0),
        .table = postil_recorder_find_table (self->store->recorder, postil_statement_text (statement, 1, NULL)),
        .row = postil_statement_int (statement, 2),
        .op = (int) postil_statement_int (statement, 3),
      };

      if (step.table == NULL)
        {
          g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED,
                               _ ("The history of this project is damaged: it names a table that is not recorded."));
          return NULL;
        }
      step.image = g_strdup (postil_statement_text (statement, 4, &step.n_bytes));
      g_array_append_val (steps, step);
    }
  return take_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&steps) : NULL;
}

static gboolean
replay (Replay *self, GError **error)
{
  gint64 seq = self->undo ? G_MAXINT64 : G_MININT64;

  for (;;)
    {
      g_autoptr (GArray) steps = read_steps (self, seq, error);

      if (steps == NULL)
        return FALSE;
      if (steps->len == 0)
        return TRUE;
      for (guint i = 0; i < steps->len; i++)
        if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
            !apply (self, &g_array_index (steps, Step, i), error))
          return FALSE;
      if (self->n_done != NULL)
        g_atomic_int_add (self->n_done, (int) steps->len);
      seq = g_array_index (steps, Step, steps->len - 1).seq;
    }
}

/* ---- edits ---- */

#define EDIT_COLUMNS "number, id, title, annotator, at, n_rows, state, document, span, wide, labels"

static PostilEdit *
read_edit (PostilStatement *statement)
{
  PostilEdit *edit = g_new0 (PostilEdit, 1);

  edit->id = postil_statement_int (statement, 1);
  edit->title = postil_statement_dup_text (statement, 2);
  edit->annotator = postil_statement_int (statement, 3);
  edit->at = postil_statement_int (statement, 4);
  edit->n_rows = (guint) postil_statement_int (statement, 5);
  edit->undone = postil_statement_int (statement, 6) == STATE_UNDONE;
  edit->abandoned = postil_statement_int (statement, 6) == STATE_ABANDONED;
  edit->document = postil_statement_int (statement, 7);
  edit->span = postil_statement_int (statement, 8);
  edit->wide = postil_statement_int (statement, 9) != 0;
  edit->labels = postil_statement_int (statement, 10) != 0;
  return edit;
}

PostilEdit *
postil_edit_copy (const PostilEdit *self)
{
  PostilEdit *copy = g_new (PostilEdit, 1);

  *copy = *self;
  copy->title = g_strdup (self->title);
  return copy;
}

void
postil_edit_free (PostilEdit *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self);
}

/* Undone edits stand after all that are done, so one is taken at the seam: the last done, or the first undone. */
static PostilEdit *
find_next (PostilStore *store, gboolean undo, gint64 *number, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            undo ? "SELECT " EDIT_COLUMNS " FROM edit WHERE state = 0 ORDER BY number DESC LIMIT 1"
                                 : "SELECT " EDIT_COLUMNS " FROM edit WHERE state = 1 AND number > coalesce ("
                                   "(SELECT number FROM edit WHERE state = 0 ORDER BY number DESC LIMIT 1), 0)"
                                   " ORDER BY number LIMIT 1",
                            error);

  if (statement == NULL || !postil_statement_next (statement, error))
    return NULL;
  if (number != NULL)
    *number = postil_statement_int (statement, 0);
  return read_edit (statement);
}

static gboolean
set_state (PostilStore *store, gint64 number, int state, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "UPDATE edit SET state = ?2 WHERE number = ?1", error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, number);
  postil_statement_bind_int (statement, 2, state);
  return postil_statement_run (statement, error);
}

gboolean
postil_history_travel (PostilStore *store, gboolean undo, int *n_done, GCancellable *cancellable, PostilEdit **edit,
                       GError **error)
{
  Replay self = { .store = store, .undo = undo, .n_done = n_done, .cancellable = cancellable };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilEdit) found = NULL;

  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  found = find_next (store, undo, &self.edit, &local_error);
  if (found == NULL)
    {
      postil_transaction_rollback (store);
      take_error (g_steal_pointer (&local_error), error);
      return FALSE;
    }
  if (!replay (&self, error) || !set_state (store, self.edit, undo ? STATE_UNDONE : STATE_DONE, error))
    {
      postil_transaction_rollback (store);
      return FALSE;
    }
  postil_store_forget_caches (store);
  if (!postil_transaction_commit (store, error))
    return FALSE;
  found->undone = undo;
  if (edit != NULL)
    *edit = g_steal_pointer (&found);
  return TRUE;
}

gboolean
postil_history_undo (PostilStore *store, PostilEdit **edit, GError **error)
{
  return postil_history_travel (store, TRUE, NULL, NULL, edit, error);
}

gboolean
postil_history_redo (PostilStore *store, PostilEdit **edit, GError **error)
{
  return postil_history_travel (store, FALSE, NULL, NULL, edit, error);
}

PostilEdit *
postil_history_peek_undo (PostilStore *store)
{
  return find_next (store, TRUE, NULL, NULL);
}

PostilEdit *
postil_history_peek_redo (PostilStore *store)
{
  return find_next (store, FALSE, NULL, NULL);
}

GPtrArray *
postil_history_list (PostilStore *store, guint limit, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_edit_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT " EDIT_COLUMNS " FROM edit ORDER BY number DESC LIMIT ?1", error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, limit > 0 ? (gint64) limit : -1);
  while (postil_statement_next (statement, &local_error))
    g_ptr_array_add (edits, read_edit (statement));
  return take_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&edits) : NULL;
}

gboolean
postil_history_knows_row (PostilStore *store, PostilId row)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT 1 FROM edit_row WHERE row = ?1 AND op = 1 LIMIT 1", NULL);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, row);
  return postil_statement_next (statement, NULL);
}
