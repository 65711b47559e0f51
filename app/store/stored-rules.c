/* stored-rules.c - the rules that a project brings along, as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/stored-rules.h>

#include <glib/gi18n.h>

#include "store-private.h"

void
postil_stored_rule_free (PostilStoredRule *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->body);
  g_free (self);
}

GPtrArray *
postil_stored_rules_list (PostilStore *store, GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_stored_rule_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT id, name, body, enabled FROM rule ORDER BY name LIMIT 10000", error);

  if (statement == NULL)
    return NULL;
  while (postil_statement_next (statement, &local_error))
    {
      PostilStoredRule *rule = g_new0 (PostilStoredRule, 1);

      rule->id = postil_statement_int (statement, 0);
      rule->name = postil_statement_dup_text (statement, 1);
      rule->body = postil_statement_dup_text (statement, 2);
      rule->enabled = postil_statement_int (statement, 3) != 0;
      g_ptr_array_add (rules, rule);
    }
  if (local_error == NULL)
    return g_steal_pointer (&rules);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
postil_stored_rules_save (PostilStore *store, const char *name, const char *body, gboolean enabled, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  statement = postil_statement_new (store,
                                    "INSERT INTO rule (id, name, body, enabled, position)"
                                    " VALUES (?1, ?2, ?3, ?4, (SELECT count (*) FROM rule))"
                                    " ON CONFLICT (name) DO UPDATE SET body = excluded.body, enabled = excluded.enabled",
                                    error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, postil_id_derive ("rule", name, NULL));
  postil_statement_bind_text (statement, 2, name);
  postil_statement_bind_text (statement, 3, body);
  postil_statement_bind_int (statement, 4, enabled);
  return postil_statement_run (statement, error);
}

gboolean
postil_stored_rules_remove (PostilStore *store, const char *name, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  statement = postil_statement_new (store, "DELETE FROM rule WHERE name = ?1", error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_text (statement, 1, name);
  if (!postil_statement_run (statement, error))
    return FALSE;
  if (sqlite3_changes (store->db) > 0)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("There is no rule “%s” in this project."), name);
  return FALSE;
}

char *
postil_stored_rules_fingerprint (PostilStore *store)
{
  g_autoptr (GPtrArray) rules = postil_stored_rules_list (store, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gboolean any = FALSE;

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const PostilStoredRule *rule = g_ptr_array_index (rules, i);

      if (!rule->enabled)
        continue;
      any = TRUE;
      /* With their ends, so that no two lists look alike. */
      g_checksum_update (checksum, (const guchar *) rule->name, (gssize) strlen (rule->name) + 1);
      g_checksum_update (checksum, (const guchar *) rule->body, (gssize) strlen (rule->body) + 1);
    }
  return any ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}
