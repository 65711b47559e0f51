/* labels.c - the labels of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/labels.h>

#include "store-private.h"

#define COLUMNS "id, name, kind, parent, colour, shortcut, guideline, position, archived"

static PostilLabel *
read_label (PostilStatement *statement)
{
  PostilLabelKind kind = POSTIL_LABEL_ENTITY;
  PostilLabel *label;

  postil_label_kind_from_string (postil_statement_text (statement, 2, NULL), &kind);
  label = postil_label_new (postil_statement_text (statement, 1, NULL), kind);
  label->id = postil_statement_int (statement, 0);
  label->parent = postil_statement_int (statement, 3);
  g_free (label->colour);
  label->colour = postil_statement_dup_text (statement, 4);
  g_free (label->shortcut);
  label->shortcut = postil_statement_dup_text (statement, 5);
  g_free (label->guideline);
  label->guideline = postil_statement_dup_text (statement, 6);
  label->position = (int) CLAMP (postil_statement_int (statement, 7), G_MININT, G_MAXINT);
  label->archived = postil_statement_int (statement, 8) != 0;
  return label;
}

GPtrArray *
postil_labels_list (PostilStore *store, gboolean with_archived, GError **error)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_label_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT " COLUMNS " FROM label WHERE archived <= ?1 ORDER BY position, id", error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, with_archived ? 1 : 0);
  while (postil_statement_next (statement, &local_error))
    g_ptr_array_add (labels, read_label (statement));
  if (local_error == NULL)
    return g_steal_pointer (&labels);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

PostilLabel *
postil_labels_get (PostilStore *store, PostilId id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT " COLUMNS " FROM label WHERE id = ?1", error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, id);
  if (postil_statement_next (statement, &local_error))
    return read_label (statement);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, "There is no such label in this project.");
  return NULL;
}

PostilId
postil_labels_find (PostilStore *store, const char *name)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (store, "SELECT id FROM label WHERE name = ?1", NULL);

  if (statement == NULL)
    return 0;
  postil_statement_bind_text (statement, 1, name);
  return postil_statement_next (statement, NULL) ? postil_statement_int (statement, 0) : 0;
}

gboolean
postil_labels_kind (PostilStore *store, PostilId label, PostilLabelKind *kind, GError **error)
{
  g_autoptr (PostilLabel) row = NULL;
  gpointer known = NULL;

  if (store->label_kinds == NULL)
    store->label_kinds = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (g_hash_table_lookup_extended (store->label_kinds, &label, NULL, &known))
    {
      *kind = GPOINTER_TO_INT (known);
      return TRUE;
    }
  row = postil_labels_get (store, label, error);
  if (row == NULL)
    return FALSE;
  *kind = row->kind;
  g_hash_table_insert (store->label_kinds, g_memdup2 (&label, sizeof label), GINT_TO_POINTER ((int) row->kind));
  return TRUE;
}

PostilId
postil_labels_ensure (PostilStore *store, const char *name, PostilLabelKind kind, GError **error)
{
  g_autoptr (PostilLabel) label = NULL;
  PostilId id = postil_labels_find (store, name);

  if (id != 0)
    return id;
  if (!postil_label_check_name (name, error))
    return 0;
  label = postil_label_new (name, kind);
  g_free (label->colour);
  label->colour = g_strdup (postil_label_colour_for (name));
  label->position = -1;
  return postil_labels_add (store, label, error) ? label->id : 0;
}

/* Whether another label that is not archived has the value. */
static gboolean
is_taken (PostilStore *store, const char *column, const char *value, PostilId self)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM label WHERE %s = ?1 AND id <> ?2%s", column,
                                          g_str_equal (column, "shortcut") ? " AND archived = 0" : "");
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, NULL);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_text (statement, 1, value);
  postil_statement_bind_int (statement, 2, self);
  return postil_statement_next (statement, NULL);
}

static gboolean
check (PostilStore *store, const PostilLabel *label, GError **error)
{
  if (!postil_store_require_transaction (store, error) || !postil_label_check_name (label->name, error))
    return FALSE;
  if (is_taken (store, "name", label->name, label->id))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS, "There is a label “%s” already.", label->name);
      return FALSE;
    }
  if (label->shortcut != NULL && *label->shortcut != '\0' && !label->archived &&
      is_taken (store, "shortcut", label->shortcut, label->id))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS, "The key “%s” belongs to another label already.",
                   label->shortcut);
      return FALSE;
    }
  return TRUE;
}

/* From parameter 1: all but id. */
static void
bind_label (PostilStatement *statement, const PostilLabel *label)
{
  postil_statement_bind_text (statement, 1, label->name);
  postil_statement_bind_text (statement, 2, postil_label_kind_to_string (label->kind));
  postil_statement_bind_id (statement, 3, label->parent);
  postil_statement_bind_text (statement, 4,
                              label->colour != NULL ? label->colour : postil_label_colour_for (label->name));
  postil_statement_bind_text (statement, 5, label->shortcut != NULL ? label->shortcut : "");
  postil_statement_bind_text (statement, 6, label->guideline != NULL ? label->guideline : "");
  postil_statement_bind_int (statement, 7, label->position);
  postil_statement_bind_int (statement, 8, label->archived ? 1 : 0);
}

gboolean
postil_labels_add (PostilStore *store, PostilLabel *label, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  label->id = 0;
  if (!check (store, label, error))
    return FALSE;
  if (label->position < 0)
    {
      gint64 position = 0;

      if (!postil_store_query_int (store, "SELECT coalesce (max (position) + 1, 0) FROM label", 0, &position, error))
        return FALSE;
      label->position = (int) CLAMP (position, 0, G_MAXINT);
    }
  statement = postil_statement_new (store,
                                    "INSERT INTO label (name, kind, parent, colour, shortcut, guideline, position,"
                                    " archived, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                    error);
  if (statement == NULL)
    return FALSE;
  label->id = postil_id_derive ("label", label->name, NULL);
  /* A label that was renamed keeps the id of its old name, which may come again. */
  for (guint i = 2; postil_labels_kind (store, label->id, &(PostilLabelKind){ 0 }, NULL); i++)
    {
      g_autofree char *nth = g_strdup_printf ("%u", i);

      label->id = postil_id_derive ("label", label->name, nth, NULL);
    }
  bind_label (statement, label);
  postil_statement_bind_int (statement, 9, label->id);
  return postil_statement_run (statement, error);
}

/* Spans carry a copy of "is structure", and structure has no words to be found again by. */
static gboolean
move_spans (PostilStore *store, PostilId label, gboolean structure, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "UPDATE span SET structure = ?2, words = NULL WHERE label = ?1", error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, label);
  postil_statement_bind_int (statement, 2, structure ? 1 : 0);
  return postil_statement_run (statement, error) && (structure || postil_spans_fill_words (store, label, error));
}

gboolean
postil_labels_update (PostilStore *store, const PostilLabel *label, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;
  g_autoptr (PostilLabel) old = NULL;

  if (!check (store, label, error))
    return FALSE;
  old = postil_labels_get (store, label->id, error);
  if (old == NULL)
    return FALSE;
  statement = postil_statement_new (store,
                                    "UPDATE label SET name = ?1, kind = ?2, parent = ?3, colour = ?4, shortcut = ?5,"
                                    " guideline = ?6, position = ?7, archived = ?8 WHERE id = ?9",
                                    error);
  if (statement == NULL)
    return FALSE;
  bind_label (statement, label);
  postil_statement_bind_int (statement, 9, label->id);
  if (!postil_statement_run (statement, error))
    return FALSE;

  if (store->label_kinds != NULL)
    g_hash_table_remove_all (store->label_kinds);
  if ((old->kind == POSTIL_LABEL_STRUCTURE) == (label->kind == POSTIL_LABEL_STRUCTURE))
    return TRUE;
  return move_spans (store, label->id, label->kind == POSTIL_LABEL_STRUCTURE, error);
}
