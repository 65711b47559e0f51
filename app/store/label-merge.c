/* label-merge.c - where a label is used; merging two labels, and moving one in the list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/labels.h>

#include <glib/gi18n.h>
#include <postil/spans.h>

#include "store-private.h"

PostilLabelKind
postil_labels_world (PostilLabelKind kind)
{
  return kind == POSTIL_LABEL_RELATION || kind == POSTIL_LABEL_DOCUMENT ? kind : POSTIL_LABEL_ENTITY;
}

/* --- Use ---------------------------------------------------------------------------------------------------------- */

static gboolean
count_states (PostilStore *store, const char *sql, PostilId id, PostilLabelUse *use, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, error);
  guint *const counts[] = { &use->n_suggested, &use->n_kept, &use->n_rejected };

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, id);
  while (postil_statement_next (statement, &local_error))
    *counts[CLAMP (postil_statement_int (statement, 0), 0, 2)] += (guint) postil_statement_int (statement, 1);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
count (PostilStore *store, const char *sql, PostilId id, guint *n, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, id);
  if (postil_statement_next (statement, &local_error))
    *n = (guint) postil_statement_int (statement, 0);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
postil_labels_use (PostilStore *store, PostilId id, PostilLabelUse *use, GError **error)
{
  *use = (PostilLabelUse){ 0 };
  return count_states (store, "SELECT state, count (*) FROM span WHERE label = ?1 GROUP BY state", id, use, error) &&
         count_states (store, "SELECT state, count (*) FROM relation WHERE label = ?1 GROUP BY state", id, use,
                       error) &&
         count (store, "SELECT count (*) FROM label WHERE parent = ?1", id, &use->n_children, error) &&
         count (store,
                "SELECT count (*) FROM document WHERE labels IS NOT NULL AND EXISTS (SELECT 1 FROM json_each (labels)"
                " WHERE value = (SELECT name FROM label WHERE id = ?1))",
                id, &use->n_documents, error);
}

/* --- Documents carry their labels by name --------------------------------------------------------------------------
 */

gboolean
postil_labels_rename_in_documents (PostilStore *store, const char *from, const char *into, GError **error)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (
      store,
      "UPDATE document SET labels = (SELECT json_group_array (value) FROM (SELECT iif (value = ?1, ?2, value) AS value,"
      " min (key) AS place FROM json_each (labels) GROUP BY 1 ORDER BY place))"
      " WHERE labels IS NOT NULL AND EXISTS (SELECT 1 FROM json_each (labels) WHERE value = ?1)",
      error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_text (statement, 1, from);
  postil_statement_bind_text (statement, 2, into);
  return postil_statement_run (statement, error);
}

/* --- Merging --------------------------------------------------------------------------------------------------------
 */

typedef struct
{
  PostilId lost;
  PostilId stays;
} Twins;

static GArray *
read_twins (PostilStatement *statement, GError **error)
{
  g_autoptr (GArray) twins = g_array_new (FALSE, FALSE, sizeof (Twins));
  g_autoptr (GError) local_error = NULL;

  while (postil_statement_next (statement, &local_error))
    {
      Twins pair = { postil_statement_int (statement, 0), postil_statement_int (statement, 1) };

      g_array_append_val (twins, pair);
    }
  if (local_error == NULL)
    return g_steal_pointer (&twins);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Runs @sql with two ids. */
static gboolean
run (PostilStore *store, const char *sql, PostilId a, PostilId b, GError **error)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, a);
  postil_statement_bind_int (statement, 2, b);
  return postil_statement_run (statement, error);
}

/* The relations of the span that goes become those of the one that stays, unless that one has them. */
static gboolean
hand_over (PostilStore *store, Twins twins, GError **error)
{
  return run (store,
              "UPDATE relation SET head = ?2, document = (SELECT document FROM span WHERE id = ?2)"
              " WHERE head = ?1 AND tail <> ?2 AND NOT EXISTS (SELECT 1 FROM relation other"
              " WHERE other.head = ?2 AND other.label = relation.label AND other.tail = relation.tail)",
              twins.lost, twins.stays, error) &&
         run (
             store,
             "UPDATE relation SET tail = ?2 WHERE tail = ?1 AND head <> ?2 AND NOT EXISTS (SELECT 1 FROM relation other"
             " WHERE other.tail = ?2 AND other.label = relation.label AND other.head = relation.head)",
             twins.lost, twins.stays, error) &&
         postil_spans_remove (store, twins.lost, error);
}

/* Pairs of the same words under both labels. Kept stands before suggested before rejected; of equals the one that has
 * the name already stays. State 0 is suggested, 1 kept, 2 rejected. */
#define RANK(span) "CASE " span ".state WHEN 1 THEN 2 WHEN 0 THEN 1 ELSE 0 END"

static gboolean
merge_twins (PostilStore *store, PostilId from, PostilId into, GError **error)
{
  g_autoptr (GHashTable) gone = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) twins = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (
      store,
      "SELECT iif (" RANK ("a") " > " RANK ("b") ", b.id, a.id), iif (" RANK ("a") " > " RANK (
          "b") ", a.id, b.id)"
               " FROM span a JOIN span b ON b.document = a.document AND b.start = a.start AND b.stop = a.stop"
               " WHERE a.label = ?1 AND b.label = ?2 AND a.parts IS b.parts"
               " AND NOT (a.state = 1 AND b.state = 1 AND a.annotator IS NOT b.annotator)"
               " ORDER BY a.document, a.start, a.stop DESC, a.id, " RANK ("b") " DESC, b.id",
      error);

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, from);
  postil_statement_bind_int (statement, 2, into);
  twins = read_twins (statement, error);
  for (guint i = 0; twins != NULL && i < twins->len; i++)
    {
      Twins pair = g_array_index (twins, Twins, i);

      /* One span may be the twin of several. */
      if (g_hash_table_contains (gone, &pair.lost) || g_hash_table_contains (gone, &pair.stays))
        continue;
      if (!hand_over (store, pair, error))
        return FALSE;
      g_hash_table_add (gone, g_memdup2 (&pair.lost, sizeof pair.lost));
    }
  return twins != NULL;
}

static gboolean
merge_spans (PostilStore *store, const PostilLabel *from, const PostilLabel *into, GError **error)
{
  gboolean structure = into->kind == POSTIL_LABEL_STRUCTURE;

  if (!merge_twins (store, from->id, into->id, error))
    return FALSE;
  if ((from->kind == POSTIL_LABEL_STRUCTURE) != structure &&
      !postil_labels_restructure (store, from->id, structure, error))
    return FALSE;
  return run (store, "UPDATE span SET label = ?2 WHERE label = ?1", from->id, into->id, error);
}

/* Of two relations between the same ends the one that more people stand behind stays. */
static gboolean
merge_relations (PostilStore *store, PostilId from, PostilId into, GError **error)
{
  return run (store,
              "DELETE FROM relation WHERE label = ?2 AND state <> 1 AND EXISTS (SELECT 1 FROM relation other"
              " WHERE other.head = relation.head AND other.label = ?1 AND other.tail = relation.tail AND other.state = "
              "1)",
              from, into, error) &&
         run (store,
              "DELETE FROM relation WHERE label = ?1 AND EXISTS (SELECT 1 FROM relation other"
              " WHERE other.head = relation.head AND other.label = ?2 AND other.tail = relation.tail)",
              from, into, error) &&
         run (store, "UPDATE relation SET label = ?2 WHERE label = ?1", from, into, error);
}

static gboolean
check_merge (const PostilLabel *from, const PostilLabel *into, GError **error)
{
  if (from->id == into->id)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("“%s” cannot be merged into itself."), from->name);
  else if (into->archived)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                 _ ("“%s” is archived: bring it back before merging into it."), into->name);
  else if (postil_labels_world (from->kind) != postil_labels_world (into->kind))
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                 _ ("“%s” and “%s” cannot be merged: spans, relations and labels of documents stay apart."), from->name,
                 into->name);
  else
    return TRUE;
  return FALSE;
}

/* @into takes the place of @from in the tree: its children, and where it stood below it, its parent. */
static gboolean
merge_family (PostilStore *store, const PostilLabel *from, const PostilLabel *into, GError **error)
{
  g_autoptr (PostilLabel) archived = postil_label_copy (from);
  g_autoptr (GPtrArray) labels = NULL;

  if (into->parent == from->id)
    {
      g_autoptr (PostilLabel) risen = postil_label_copy (into);

      risen->parent = from->parent;
      if (!postil_labels_update (store, risen, error))
        return FALSE;
    }
  archived->archived = TRUE;
  archived->parent = into->id;
  labels = postil_labels_list (store, TRUE, error);
  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      PostilLabel *child = g_ptr_array_index (labels, i);

      if (child->parent != from->id || child->id == into->id)
        continue;
      child->parent = into->id;
      if (!postil_labels_update (store, child, error))
        return FALSE;
    }
  return labels != NULL && postil_labels_update (store, archived, error);
}

gboolean
postil_labels_merge (PostilStore *store, PostilId from_id, PostilId into_id, GError **error)
{
  g_autoptr (PostilLabel) from = postil_labels_get (store, from_id, error);
  g_autoptr (PostilLabel) into = from != NULL ? postil_labels_get (store, into_id, error) : NULL;
  gboolean done;

  if (into == NULL || !postil_store_require_transaction (store, error) || !check_merge (from, into, error))
    return FALSE;
  if (from->kind == POSTIL_LABEL_RELATION)
    done = merge_relations (store, from_id, into_id, error);
  else if (from->kind == POSTIL_LABEL_DOCUMENT)
    done = postil_labels_rename_in_documents (store, from->name, into->name, error);
  else
    done = merge_spans (store, from, into, error);
  return done && merge_family (store, from, into, error);
}

/* --- Order -----------------------------------------------------------------------------------------------------------
 */

gboolean
postil_labels_move (PostilStore *store, PostilId id, guint at, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, error);
  PostilLabel *moved = NULL;

  for (guint i = 0; labels != NULL && i < labels->len && moved == NULL; i++)
    if (((PostilLabel *) g_ptr_array_index (labels, i))->id == id)
      {
        moved = g_ptr_array_steal_index (labels, i);
        at -= i < at ? 1 : 0;
      }
  if (labels == NULL)
    return FALSE;
  if (moved == NULL)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("There is no such label in this project."));
      return FALSE;
    }
  g_ptr_array_insert (labels, (int) MIN (at, labels->len), moved);
  for (guint i = 0; i < labels->len; i++)
    {
      PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->position == (int) i)
        continue;
      label->position = (int) i;
      if (!postil_labels_update (store, label, error))
        return FALSE;
    }
  return TRUE;
}
