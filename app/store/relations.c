/* relations.c - the relations of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/relations.h>

#include <glib/gi18n.h>

#include "store-private.h"

#define COLUMNS "id, document, label, head, tail, state, source, annotator, score, note"

static PostilRelation *
read_relation (PostilStatement *statement)
{
  PostilRelation *relation = postil_relation_new ();

  relation->id = postil_statement_int (statement, 0);
  relation->document = postil_statement_int (statement, 1);
  relation->label = postil_statement_int (statement, 2);
  relation->head = postil_statement_int (statement, 3);
  relation->tail = postil_statement_int (statement, 4);
  relation->state = (PostilState) CLAMP (postil_statement_int (statement, 5), 0, POSTIL_STATE_REJECTED);
  relation->source = postil_statement_int (statement, 6);
  relation->annotator = postil_statement_int (statement, 7);
  relation->score = postil_statement_double (statement, 8);
  g_free (relation->note);
  relation->note = postil_statement_dup_text (statement, 9);
  return relation;
}

/* The head's document; 0 with @error when an end is missing or both are one. */
static PostilId
check_ends (PostilStore *store, const PostilRelation *relation, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "SELECT h.document FROM span h, span t WHERE h.id = ?1 AND t.id = ?2 AND h.id <> t.id",
                            error);
  PostilId document = 0;

  if (statement == NULL)
    return 0;
  postil_statement_bind_int (statement, 1, relation->head);
  postil_statement_bind_int (statement, 2, relation->tail);
  if (postil_statement_next (statement, &local_error))
    document = postil_statement_int (statement, 0);
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
                         _ ("A relation needs two spans of this project."));
  return document;
}

static gboolean
check (PostilStore *store, const PostilRelation *relation, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = NULL;
  PostilLabelKind kind;

  if (!postil_store_require_transaction (store, error) || !postil_labels_kind (store, relation->label, &kind, error))
    return FALSE;
  if (kind != POSTIL_LABEL_RELATION || relation->source == 0 || (guint) relation->state > POSTIL_STATE_REJECTED ||
      !(relation->score >= 0 && relation->score <= 1))
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                           _ ("A relation needs a label for relations, a source, a state, and a score in 0 to 1."));
      return FALSE;
    }
  statement =
      postil_statement_new (store, "SELECT 1 FROM relation WHERE head = ?1 AND label = ?2 AND tail = ?3 AND id <> ?4",
                            error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, relation->head);
  postil_statement_bind_int (statement, 2, relation->label);
  postil_statement_bind_int (statement, 3, relation->tail);
  postil_statement_bind_int (statement, 4, relation->id);
  if (postil_statement_next (statement, &local_error))
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_EXISTS,
                           _ ("These two spans are related that way already."));
      return FALSE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Parameters 1 to 12, in the order of both statements. */
static void
bind_relation (PostilStatement *statement, const PostilRelation *relation)
{
  postil_statement_bind_int (statement, 1, relation->id);
  postil_statement_bind_int (statement, 2, relation->document);
  postil_statement_bind_int (statement, 3, relation->label);
  postil_statement_bind_int (statement, 4, relation->head);
  postil_statement_bind_int (statement, 5, relation->tail);
  postil_statement_bind_int (statement, 6, relation->state);
  postil_statement_bind_int (statement, 7, relation->source);
  postil_statement_bind_id (statement, 8, relation->annotator);
  postil_statement_bind_double (statement, 9, relation->score);
  postil_statement_bind_text (statement, 10, relation->note != NULL ? relation->note : "");
  postil_statement_bind_int (statement, 11, postil_store_now ());
  postil_statement_bind_int (statement, 12, relation->state == POSTIL_STATE_SUGGESTED ? 0 : postil_store_now ());
}

static gboolean
write_row (PostilStore *store, const PostilRelation *relation, const char *sql, GError **error)
{
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_relation (statement, relation);
  return postil_statement_run (statement, error);
}

static gboolean
changed_one (PostilStore *store, GError **error)
{
  if (sqlite3_changes (store->db) == 1)
    return TRUE;
  g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("There is no such relation in this project."));
  return FALSE;
}

gboolean
postil_relations_add (PostilStore *store, PostilRelation *relation, GError **error)
{
  relation->id = relation->id != 0 ? relation->id : postil_id_random ();
  if (!check (store, relation, error))
    return FALSE;
  relation->document = check_ends (store, relation, error);
  return relation->document != 0 && write_row (store, relation,
                                               "INSERT INTO relation (" COLUMNS ", created_at, decided_at)"
                                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                                               error);
}

gboolean
postil_relations_update (PostilStore *store, const PostilRelation *relation, GError **error)
{
  PostilRelation row = *relation;

  if (!check (store, relation, error))
    return FALSE;
  row.document = check_ends (store, relation, error);
  /* ?11 is the time of making, which stays. */
  return row.document != 0 &&
         write_row (store, &row,
                    "UPDATE relation SET document = ?2, label = ?3, head = ?4, tail = ?5, state = ?6, source = ?7,"
                    " annotator = ?8, score = ?9, note = ?10, created_at = min (created_at, ?11),"
                    " decided_at = CASE WHEN state = ?6 THEN decided_at ELSE ?12 END WHERE id = ?1",
                    error) &&
         changed_one (store, error);
}

gboolean
postil_relations_remove (PostilStore *store, PostilId id, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  statement = postil_statement_new (store, "DELETE FROM relation WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, id);
  return postil_statement_run (statement, error) && changed_one (store, error);
}

static GPtrArray *
list (PostilStore *store, const char *sql, gint64 parameter, GError **error)
{
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_relation_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, parameter);
  while (postil_statement_next (statement, &local_error))
    g_ptr_array_add (relations, read_relation (statement));
  if (local_error == NULL)
    return g_steal_pointer (&relations);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GPtrArray *
postil_relations_list (PostilStore *store, PostilId document, PostilStates states, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT " COLUMNS " FROM relation WHERE document = ?1 AND state IN %s ORDER BY id",
                       postil_states_to_sql (states, POSTIL_STATES_OPEN));

  return list (store, sql, document, error);
}

GPtrArray *
postil_relations_of_span (PostilStore *store, PostilSpanId span, GError **error)
{
  return list (store, "SELECT " COLUMNS " FROM relation WHERE state < 2 AND (head = ?1 OR tail = ?1) ORDER BY id", span,
               error);
}

GPtrArray *
postil_relations_of_source (PostilStore *store, PostilId source, PostilStates states, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT " COLUMNS " FROM relation WHERE source = ?1 AND state IN %s ORDER BY id",
                                          postil_states_to_sql (states, POSTIL_STATES_OPEN));

  return list (store, sql, source, error);
}

PostilRelation *
postil_relations_find (PostilStore *store, PostilId label, PostilSpanId head, PostilSpanId tail, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT " COLUMNS " FROM relation WHERE head = ?1 AND label = ?2 AND tail = ?3",
                            error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, head);
  postil_statement_bind_int (statement, 2, label);
  postil_statement_bind_int (statement, 3, tail);
  return postil_statement_next (statement, error) ? read_relation (statement) : NULL;
}
