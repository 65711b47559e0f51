/* image.c - a row as a JSON object, for the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "image.h"
#include "store-private.h"

#include <glib/gi18n.h>
#include <jansson.h>

static void
append_escaped (GString *json, const char *text, gsize n_bytes)
{
  const char *pending = text;
  const char *end = text + n_bytes;

  g_string_append_c (json, '"');
  for (const char *at = text; at < end; at++)
    {
      guchar c = (guchar) *at;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      g_string_append_len (json, pending, at - pending);
      if (c == '"' || c == '\\')
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, c);
        }
      else
        g_string_append_printf (json, "\\u%04x", c);
      pending = at + 1;
    }
  g_string_append_len (json, pending, end - pending);
  g_string_append_c (json, '"');
}

static void
append_double (GString *json, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.17g", value);
  g_string_append (json, buffer);
  /* So that it is read back as a real. */
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (json, ".0");
}

void
postil_image_append (GString *json, const char *column, sqlite3_value *value)
{
  g_string_append_c (json, json->len == 0 ? '{' : ',');
  append_escaped (json, column, strlen (column));
  g_string_append_c (json, ':');
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      g_string_append_printf (json, "%" G_GINT64_FORMAT, (gint64) sqlite3_value_int64 (value));
      break;
    case SQLITE_FLOAT:
      append_double (json, sqlite3_value_double (value));
      break;
    case SQLITE_TEXT:
      {
        const char *text = (const char *) sqlite3_value_text (value);

        append_escaped (json, text, sqlite3_value_bytes (value));
        break;
      }
    default: /* the schema has no blobs */
      g_string_append (json, "null");
      break;
    }
}

static gboolean
set_damaged (GError **error, const char *detail)
{
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED, _ ("The history of this project is damaged: %s."), detail);
  return FALSE;
}

PostilImage *
postil_image_parse (const char *json, gsize n_bytes, GError **error)
{
  json_error_t problem = { 0 };
  json_t *object = json != NULL ? json_loadb (json, n_bytes, JSON_REJECT_DUPLICATES, &problem) : NULL;

  if (json_is_object (object))
    return (PostilImage *) object;
  json_decref (object);
  set_damaged (error, json == NULL ? "a row image is missing" : "a row image is not readable");
  return NULL;
}

void
postil_image_free (PostilImage *self)
{
  json_decref ((json_t *) self);
}

gboolean
postil_image_has (PostilImage *image, const char *column)
{
  return json_object_get ((json_t *) image, column) != NULL;
}

static gboolean
check_columns (const PostilTable *table, PostilImage *image, GError **error)
{
  const char *key;
  json_t *value;

  if (json_object_size ((json_t *) image) == 0)
    return set_damaged (error, "a row image is empty");
  json_object_foreach ((json_t *) image, key, value) if (
      !g_ptr_array_find_with_equal_func (table->columns, key, g_str_equal,
                                         NULL)) return set_damaged (error,
                                                                    "a row image has a column that the table lacks");
  return TRUE;
}

/* Binds every member in the object's order, from parameter 1. */
static int
bind_members (PostilStatement *statement, PostilImage *image)
{
  int index = 1;
  const char *key;
  json_t *value;

  json_object_foreach ((json_t *) image, key, value)
  {
    if (json_is_integer (value))
      postil_statement_bind_int (statement, index, json_integer_value (value));
    else if (json_is_real (value))
      postil_statement_bind_double (statement, index, json_real_value (value));
    else if (json_is_string (value))
      postil_statement_bind_bytes (statement, index, json_string_value (value), json_string_length (value));
    else
      postil_statement_bind_null (statement, index);
    index++;
  }
  return index;
}

gboolean
postil_image_insert (PostilStore *store, const PostilTable *table, PostilImage *image, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autoptr (PostilStatement) statement = NULL;
  const char *key;
  json_t *value;

  if (!check_columns (table, image, error))
    return FALSE;
  g_string_append_printf (sql, "INSERT INTO %s (", table->name);
  json_object_foreach ((json_t *) image, key, value)
  {
    g_string_append_printf (sql, "%s%s", marks->len > 0 ? ", " : "", key);
    g_string_append (marks, marks->len > 0 ? ", ?" : "?");
  }
  g_string_append_printf (sql, ") VALUES (%s)", marks->str);
  statement = postil_statement_new (store, sql->str, error);
  if (statement == NULL)
    return FALSE;
  bind_members (statement, image);
  return postil_statement_run (statement, error);
}

gboolean
postil_image_update (PostilStore *store, const PostilTable *table, gint64 row, PostilImage *image, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (PostilStatement) statement = NULL;
  const char *key;
  const char *separator = "SET";
  json_t *value;

  if (!check_columns (table, image, error))
    return FALSE;
  g_string_append_printf (sql, "UPDATE %s ", table->name);
  json_object_foreach ((json_t *) image, key, value)
  {
    g_string_append_printf (sql, "%s %s = ?", separator, key);
    separator = ",";
  }
  g_string_append (sql, " WHERE id = ?");
  statement = postil_statement_new (store, sql->str, error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, bind_members (statement, image), row);
  if (!postil_statement_run (statement, error))
    return FALSE;
  if (sqlite3_changes (store->db) == 1)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
               _ ("This step cannot be taken: a %s that it changed is no longer there."), table->name);
  return FALSE;
}
