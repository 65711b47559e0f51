/* labels.c - the labels of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/labels.h>
#include <glib/gi18n.h>
#include <string.h>

#include "store-private.h"

#define COLUMNS "id, name, kind, parent, colour, shortcut, guideline, position, archived"
#define PARENTS_MAX 64

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
    g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("There is no such label in this project."));
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

/* The label whose name was @name when it was made. */
static PostilLabel *
find_renamed (PostilStore *store, const char *name)
{
  return postil_labels_get (store, postil_id_derive ("label", name, NULL), NULL);
}

gboolean
postil_labels_resolve (PostilStore *store, const char *name, PostilLabelKind kind, PostilId *id, GError **error)
{
  PostilId found = postil_labels_find (store, name);
  g_autoptr (PostilLabel) label = found != 0 ? postil_labels_get (store, found, error) : find_renamed (store, name);

  if (label == NULL)
    {
      *id = found != 0 ? 0 : postil_labels_ensure (store, name, kind, error);
      return *id != 0;
    }
  for (guint steps = 0; label != NULL && label->archived && steps < PARENTS_MAX; steps++)
    {
      PostilId parent = label->parent;

      g_clear_pointer (&label, postil_label_free);
      if (parent != 0)
        label = postil_labels_get (store, parent, NULL);
    }
  *id = label != NULL && !label->archived ? label->id : 0;
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

static gboolean
same_key (const char *a, const char *b)
{
  g_autofree char *lower_a = g_utf8_strdown (a, -1);
  g_autofree char *lower_b = g_utf8_strdown (b, -1);

  return strcmp (lower_a, lower_b) == 0;
}

/* Up from @parent, @self must not come. */
static gboolean
check_parents (GPtrArray *labels, const PostilLabel *self, GError **error)
{
  PostilId id = self->parent;

  for (guint steps = 0; id != 0 && steps <= labels->len; steps++)
    {
      PostilId above = -1;

      for (guint i = 0; i < labels->len; i++)
        if (((PostilLabel *) g_ptr_array_index (labels, i))->id == id)
          above = ((PostilLabel *) g_ptr_array_index (labels, i))->parent;
      if (above == -1 || id == self->id)
        break;
      id = above;
    }
  if (id == 0)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
               _ ("“%s” cannot have this parent: it is no label of the project, or stands below “%s” itself."),
               self->name, self->name);
  return FALSE;
}

static gboolean
check_key (const PostilLabel *label, GError **error)
{
  if (label->shortcut == NULL || label->shortcut[0] == '\0')
    return TRUE;
  if (g_utf8_validate (label->shortcut, -1, NULL) && g_utf8_strlen (label->shortcut, -1) == 1 &&
      g_unichar_isgraph (g_utf8_get_char (label->shortcut)))
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("The key of “%s” must be one letter, digit or sign."),
               label->name);
  return FALSE;
}

/* Against all others. An import may bring thousands of labels, which have neither parent nor key: they need no list. */
static gboolean
check_others (PostilStore *store, const PostilLabel *label, GError **error)
{
  gboolean has_key = label->shortcut != NULL && label->shortcut[0] != '\0' && !label->archived;
  g_autoptr (GPtrArray) labels = NULL;

  if (label->parent == 0 && !has_key)
    return TRUE;
  labels = postil_labels_list (store, TRUE, error);
  if (labels == NULL || !check_parents (labels, label, error))
    return FALSE;
  for (guint i = 0; has_key && i < labels->len; i++)
    {
      const PostilLabel *other = g_ptr_array_index (labels, i);

      if (other->id != label->id && !other->archived && same_key (other->shortcut, label->shortcut))
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS, _ ("The key “%s” belongs to the label “%s” already."),
                       label->shortcut, other->name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check (PostilStore *store, const PostilLabel *label, GError **error)
{
  PostilId namesake;

  if (!postil_store_require_transaction (store, error) || !postil_label_check_name (label->name, error) ||
      !check_key (label, error))
    return FALSE;
  namesake = postil_labels_find (store, label->name);
  if (namesake == 0 || namesake == label->id)
    return check_others (store, label, error);
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS, _ ("There is a label “%s” already."), label->name);
  return FALSE;
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
gboolean
postil_labels_restructure (PostilStore *store, PostilId label, gboolean structure, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "UPDATE span SET structure = ?2, words = NULL WHERE label = ?1", error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, label);
  postil_statement_bind_int (statement, 2, structure ? 1 : 0);
  return postil_statement_run (statement, error) && (structure || postil_spans_fill_words (store, label, error));
}

/* Relations, labels of documents and labels of spans are three worlds. */
static gboolean
may_become (PostilStore *store, const PostilLabel *old, PostilLabelKind kind, GError **error)
{
  PostilLabelUse use;

  if (postil_labels_world (old->kind) == postil_labels_world (kind))
    return TRUE;
  if (!postil_labels_use (store, old->id, &use, error))
    return FALSE;
  if (use.n_kept + use.n_suggested + use.n_rejected + use.n_documents == 0)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
               _ ("“%s” is in use and cannot become a label of the kind %s: make a new label instead."), old->name,
               postil_label_kind_to_string (kind));
  return FALSE;
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
  if (!may_become (store, old, label->kind, error))
    return FALSE;
  if (old->kind == POSTIL_LABEL_DOCUMENT && strcmp (old->name, label->name) != 0 &&
      !postil_labels_rename_in_documents (store, old->name, label->name, error))
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
  return postil_labels_restructure (store, label->id, label->kind == POSTIL_LABEL_STRUCTURE, error);
}
