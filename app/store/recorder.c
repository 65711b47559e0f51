/* recorder.c - TEMP triggers that write the history, made from the table definitions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "recorder.h"

/* What an edit can change. Sources, annotators and settings are bookkeeping: they stay when an edit is undone.
 * @document: which column tells the document that was touched. */
static const struct
{
  const char *name;
  const char *document;
} RECORDED[] = {
  { "label", NULL },          { "document", "id" },      { "span", "document" },
  { "relation", "document" }, { "reading", "document" }, { "unaligned", "document" },
  { "rule", NULL },
};

static PostilRecorder *
recorder_of (sqlite3_context *context)
{
  return sqlite3_user_data (context);
}

static void
sql_recording (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  sqlite3_result_int (context, recorder_of (context)->recording);
}

static void
sql_edit (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  sqlite3_result_int64 (context, recorder_of (context)->edit);
}

static gint64
next_place (PostilRecorder *self, PostilId document)
{
  if (self->document == 0)
    self->document = document;
  self->wide = self->wide || (document != 0 && document != self->document);
  self->seq += POSTIL_SEQ_STEP;
  return self->seq;
}

gint64
postil_recorder_next_span (PostilRecorder *self, PostilId span, PostilId document)
{
  if (self->span == 0)
    self->span = span;
  return next_place (self, document);
}

/* (table, row, document): the next place in the edit. */
static void
sql_next (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  PostilRecorder *self = recorder_of (context);
  const PostilTable *table = postil_recorder_table (self, (guint) sqlite3_value_int (values[0]));
  PostilId row = sqlite3_value_int64 (values[1]), document = sqlite3_value_int64 (values[2]);

  self->wide = self->wide || g_str_equal (table->name, "document");
  self->labels = self->labels || g_str_equal (table->name, "label");
  sqlite3_result_int64 (context, g_str_equal (table->name, "span") ? postil_recorder_next_span (self, row, document)
                                                                   : next_place (self, document));
}

static void
result_json (sqlite3_context *context, GString *json)
{
  gsize n_bytes;

  g_string_append (json, json->len == 0 ? "{}" : "}");
  n_bytes = json->len;
  sqlite3_result_text64 (context, g_string_free (json, FALSE), n_bytes, g_free, SQLITE_UTF8);
}

/* (table, value of each column): the whole row. */
static void
sql_image (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const PostilTable *table = postil_recorder_table (recorder_of (context), (guint) sqlite3_value_int (values[0]));
  GString *json = g_string_new (NULL);

  for (int i = 1; i < n_values; i++)
    postil_image_append (json, g_ptr_array_index (table->columns, i - 1), values[i]);
  result_json (context, json);
}

static gboolean
values_equal (sqlite3_value *a, sqlite3_value *b)
{
  int type = sqlite3_value_type (a);

  if (type != sqlite3_value_type (b))
    return FALSE;
  switch (type)
    {
    case SQLITE_INTEGER:
      return sqlite3_value_int64 (a) == sqlite3_value_int64 (b);
    case SQLITE_FLOAT:
      return sqlite3_value_double (a) == sqlite3_value_double (b);
    case SQLITE_NULL:
      return TRUE;
    default:
      /* An empty text has no bytes to point at. */
      return sqlite3_value_bytes (a) == sqlite3_value_bytes (b) &&
             (sqlite3_value_bytes (a) == 0 ||
              memcmp (sqlite3_value_blob (a), sqlite3_value_blob (b), sqlite3_value_bytes (a)) == 0);
    }
}

/* (table, then shown and other value of each column): the columns that differ, as shown. */
static void
sql_changed (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const PostilTable *table = postil_recorder_table (recorder_of (context), (guint) sqlite3_value_int (values[0]));
  GString *json = g_string_new (NULL);

  for (int i = 1; i + 1 < n_values; i += 2)
    if (!values_equal (values[i], values[i + 1]))
      postil_image_append (json, g_ptr_array_index (table->columns, (i - 1) / 2), values[i]);
  result_json (context, json);
}

static gboolean
register_functions (PostilStore *store, PostilRecorder *self, GError **error)
{
  static const struct
  {
    const char *name;
    int n_values;
    void (*function) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { "postil_recording", 0, sql_recording }, { "postil_edit", 0, sql_edit },        { "postil_next", 3, sql_next },
    { "postil_image", -1, sql_image },        { "postil_changed", -1, sql_changed },
  };

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      /* INNOCUOUS, because a distrusted schema includes our own TEMP triggers. By now the file's schema is known to
       * be Postil's, so nobody else can call them. */
      int code =
          sqlite3_create_function_v2 (store->db, functions[i].name, functions[i].n_values,
                                      SQLITE_UTF8 | SQLITE_INNOCUOUS, self, functions[i].function, NULL, NULL, NULL);

      if (code != SQLITE_OK)
        {
          postil_store_set_error (store->db, store->path, code, error);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_columns (PostilStore *store, PostilTable *table, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT name FROM pragma_table_info (?1, 'main') ORDER BY cid", error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_text (statement, 1, table->name);
  while (postil_statement_next (statement, &local_error))
    g_ptr_array_add (table->columns, postil_statement_dup_text (statement, 0));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_children (PostilStore *store, PostilRecorder *self, guint referring, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT \"table\", \"from\" FROM pragma_foreign_key_list (?1, 'main')", error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_text (statement, 1, postil_recorder_table (self, referring)->name);
  while (postil_statement_next (statement, &local_error))
    {
      const PostilTable *parent = postil_recorder_find_table (self, postil_statement_text (statement, 0, NULL));
      PostilChild child = { referring, NULL };

      if (parent == NULL)
        continue;
      child.column = postil_statement_dup_text (statement, 1);
      g_array_append_val (parent->children, child);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* ", first.a, second.a, first.b, ..." or with one prefix ", first.a, first.b, ..." */
static char *
list_columns (const PostilTable *table, const char *first, const char *second)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const char *column = g_ptr_array_index (table->columns, i);

      g_string_append_printf (list, ", %s.%s", first, column);
      if (second != NULL)
        g_string_append_printf (list, ", %s.%s", second, column);
    }
  return g_string_free (list, FALSE);
}

static char *
any_change (const PostilTable *table)
{
  GString *test = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const char *column = g_ptr_array_index (table->columns, i);

      g_string_append_printf (test, "%sOLD.%s IS NOT NEW.%s", i > 0 ? " OR " : "", column, column);
    }
  return g_string_free (test, FALSE);
}

static gboolean
make_insert_trigger (PostilStore *store, PostilRecorder *self, guint index, GError **error)
{
  const char *document = RECORDED[index].document;
  g_autofree char *new_document = document != NULL ? g_strconcat ("NEW.", document, NULL) : g_strdup ("0");
  g_autofree char *sql = g_strdup_printf (
      "CREATE TEMP TRIGGER history_%1$s_insert AFTER INSERT ON main.%1$s WHEN postil_recording () BEGIN"
      " INSERT INTO edit_row (edit, seq, tbl, row, op)"
      " VALUES (postil_edit (), postil_next (%2$u, NEW.id, %3$s), '%1$s', NEW.id, 0); END",
      RECORDED[index].name, index, new_document);

  return postil_store_execute (store, sql, error);
}

gboolean
postil_recorder_watch_spans (PostilRecorder *self, PostilStore *store, gboolean watch, GError **error)
{
  guint index = 0;

  if (!watch)
    return postil_store_execute (store, "DROP TRIGGER temp.history_span_insert", error);
  while (!g_str_equal (RECORDED[index].name, "span"))
    index++;
  return make_insert_trigger (store, self, index, error);
}

static gboolean
make_triggers (PostilStore *store, PostilRecorder *self, guint index, GError **error)
{
  const PostilTable *table = postil_recorder_table (self, index);
  const char *document = RECORDED[index].document;
  g_autofree char *new_document = document != NULL ? g_strconcat ("NEW.", document, NULL) : g_strdup ("0");
  g_autofree char *old_document = document != NULL ? g_strconcat ("OLD.", document, NULL) : g_strdup ("0");
  g_autofree char *whole = list_columns (table, "OLD", NULL);
  g_autofree char *before = list_columns (table, "OLD", "NEW");
  g_autofree char *after = list_columns (table, "NEW", "OLD");
  g_autofree char *changed = any_change (table);
  g_autofree char *sql = g_strdup_printf (
      "CREATE TEMP TRIGGER history_%1$s_update AFTER UPDATE ON main.%1$s WHEN postil_recording () AND (%8$s) BEGIN"
      " INSERT INTO edit_row (edit, seq, tbl, row, op, before, after)"
      " VALUES (postil_edit (), postil_next (%2$u, NEW.id, %3$s), '%1$s', NEW.id, 1,"
      " postil_changed (%2$u%6$s), postil_changed (%2$u%7$s)); END;"
      "CREATE TEMP TRIGGER history_%1$s_delete AFTER DELETE ON main.%1$s WHEN postil_recording () BEGIN"
      " INSERT INTO edit_row (edit, seq, tbl, row, op, before)"
      " VALUES (postil_edit (), postil_next (%2$u, OLD.id, %4$s), '%1$s', OLD.id, 2, postil_image (%2$u%5$s)); END;",
      table->name, index, new_document, old_document, whole, before, after, changed);

  return make_insert_trigger (store, self, index, error) && postil_store_execute (store, sql, error);
}

PostilRecorder *
postil_recorder_new (PostilStore *store, GError **error)
{
  PostilRecorder *self = g_new0 (PostilRecorder, 1);
  gboolean done = TRUE;

  self->tables = g_array_new (FALSE, TRUE, sizeof (PostilTable));
  for (guint i = 0; i < G_N_ELEMENTS (RECORDED); i++)
    {
      PostilTable table = { RECORDED[i].name, g_ptr_array_new_with_free_func (g_free),
                            g_array_new (FALSE, TRUE, sizeof (PostilChild)) };

      g_array_append_val (self->tables, table);
    }

  done = register_functions (store, self, error);
  for (guint i = 0; done && i < self->tables->len; i++)
    done = read_columns (store, &g_array_index (self->tables, PostilTable, i), error);
  for (guint i = 0; done && i < self->tables->len; i++)
    done = read_children (store, self, i, error) && make_triggers (store, self, i, error);
  if (done)
    return self;
  postil_recorder_free (self);
  return NULL;
}

void
postil_recorder_free (PostilRecorder *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->tables->len; i++)
    {
      PostilTable *table = &g_array_index (self->tables, PostilTable, i);

      for (guint j = 0; j < table->children->len; j++)
        g_free ((char *) g_array_index (table->children, PostilChild, j).column);
      g_array_unref (table->children);
      g_ptr_array_unref (table->columns);
    }
  g_array_unref (self->tables);
  g_free (self);
}

void
postil_recorder_start (PostilRecorder *self, gint64 edit)
{
  self->recording = TRUE;
  self->edit = edit;
  self->seq = 0;
  self->document = 0;
  self->span = 0;
  self->wide = FALSE;
  self->labels = FALSE;
}

void
postil_recorder_stop (PostilRecorder *self)
{
  self->recording = FALSE;
}

gboolean
postil_recorder_pause (PostilRecorder *self)
{
  gboolean was_recording = self->recording;

  self->recording = FALSE;
  return was_recording;
}

void
postil_recorder_resume (PostilRecorder *self, gboolean was_recording)
{
  self->recording = was_recording;
}

const PostilTable *
postil_recorder_table (PostilRecorder *self, guint index)
{
  return &g_array_index (self->tables, PostilTable, index);
}

const PostilTable *
postil_recorder_find_table (PostilRecorder *self, const char *name)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (g_strcmp0 (postil_recorder_table (self, i)->name, name) == 0)
      return postil_recorder_table (self, i);
  return NULL;
}
