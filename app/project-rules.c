/* project-rules.c - a project's own rules and the weights of its sources, changed as a user does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

#include <glib/gi18n.h>

#include <postil/ledger.h>
#include <postil/project-rules.h>
#include <postil/rules.h>
#include <postil/suggester.h>

static gboolean
is_shipped (const char *name)
{
  g_autoptr (GPtrArray) packs = postil_rule_packs_shipped (NULL);

  for (guint i = 0; packs != NULL && i < packs->len; i++)
    {
      const PostilRulePack *pack = g_ptr_array_index (packs, i);

      for (guint j = 0; j < postil_rule_pack_get_n_rules (pack); j++)
        if (g_strcmp0 (postil_rule_pack_get_rule (pack, j)->name, name) == 0)
          return TRUE;
    }
  return FALSE;
}

static gboolean
check_name (const char *name, GError **error)
{
  if (!is_shipped (name))
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE,
               _ ("“%s” is the name of a rule that Postil ships. Give the pack or the rule another one."), name);
  return FALSE;
}

gboolean
postil_project_save_rule (PostilProject *self, const char *body, gboolean enabled, char **name, GError **error)
{
  g_autoptr (PostilRulePack) pack = postil_rule_pack_parse (body, -1, "rule", error);
  const PostilRule *rule;
  gboolean done;

  if (pack == NULL)
    return FALSE;
  if (postil_rule_pack_get_n_rules (pack) != 1)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE, _ ("A stored rule must be exactly one."));
      return FALSE;
    }
  rule = postil_rule_pack_get_rule (pack, 0);
  if (!check_name (rule->name, error) || !postil_project_begin (self, error, "Save the rule %s", rule->name))
    return FALSE;
  done = postil_stored_rules_save (postil_project_get_store (self), rule->name, body, enabled, error);
  postil_project_touch_rules (self);
  if (!postil_project_end (self, done, 0, error))
    return FALSE;
  if (name != NULL)
    *name = g_strdup (rule->name);
  return TRUE;
}

gboolean
postil_project_remove_rule (PostilProject *self, const char *name, GError **error)
{
  postil_project_touch_rules (self);
  return postil_project_begin (self, error, "Remove the rule %s", name) &&
         postil_project_end (self, postil_stored_rules_remove (postil_project_get_store (self), name, error), 0, error);
}

static gboolean
check_all_names (const GPtrArray *packs, GError **error)
{
  for (guint i = 0; i < packs->len; i++)
    {
      const PostilRulePack *pack = g_ptr_array_index (packs, i);

      for (guint j = 0; j < postil_rule_pack_get_n_rules (pack); j++)
        if (!check_name (postil_rule_pack_get_rule (pack, j)->name, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
save_pack (PostilProject *self, const PostilRulePack *pack, int *n_rules, GError **error)
{
  for (guint i = 0; i < postil_rule_pack_get_n_rules (pack); i++)
    {
      const PostilRule *rule = postil_rule_pack_get_rule (pack, i);
      g_autofree char *body = postil_rule_to_yaml (pack, postil_rule_pack_get_name (pack), rule);

      if (!postil_stored_rules_save (postil_project_get_store (self), rule->name, body, TRUE, error))
        return FALSE;
      (*n_rules)++;
    }
  return TRUE;
}

int
postil_project_import_rules (PostilProject *self, const char *yaml, gsize n_bytes, const char *origin, GError **error)
{
  g_autoptr (GPtrArray) packs = postil_rule_packs_parse (yaml, (gssize) n_bytes, origin, error);
  gboolean done = TRUE;
  int n_rules = 0;

  if (packs == NULL || !check_all_names (packs, error) ||
      !postil_project_begin (self, error, "Import the rules of %s", origin))
    return -1;
  for (guint i = 0; done && i < packs->len; i++)
    done = save_pack (self, g_ptr_array_index (packs, i), &n_rules, error);
  postil_project_touch_rules (self);
  return postil_project_end (self, done, 0, error) ? n_rules : -1;
}

char *
postil_project_export_rules (PostilProject *self, GError **error)
{
  g_autoptr (GPtrArray) stored = postil_stored_rules_list (postil_project_get_store (self), error);
  g_autoptr (GPtrArray) packs = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_rule_pack_free);

  if (stored == NULL)
    return NULL;
  for (guint i = 0; i < stored->len; i++)
    {
      const PostilStoredRule *rule = g_ptr_array_index (stored, i);
      PostilRulePack *pack = postil_rule_pack_parse (rule->body, -1, rule->name, error);

      if (pack == NULL)
        return NULL;
      g_ptr_array_add (packs, pack);
    }
  if (packs->len > 0)
    return postil_rule_packs_to_yaml (packs);
  g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("This project has no rules of its own."));
  return NULL;
}

static gboolean
set_unrecorded (PostilProject *self, const char *name, const char *value, GError **error)
{
  PostilStore *store = postil_project_get_store (self);

  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (postil_setting_set (store, name, value, error))
    return postil_transaction_commit (store, error);
  postil_transaction_rollback (store);
  return FALSE;
}

gboolean
postil_project_set_weight (PostilProject *self, const char *source, double weight, GError **error)
{
  PostilStore *store = postil_project_get_store (self);

  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (postil_ledger_set_weight (store, source, weight, error))
    return postil_transaction_commit (store, error);
  postil_transaction_rollback (store);
  return FALSE;
}

gboolean
postil_project_set_suggester (PostilProject *self, const char *suggester, gboolean on, GError **error)
{
  g_autofree char *name = g_strconcat ("suggester/", suggester, NULL);

  return set_unrecorded (self, name, on ? NULL : "off", error);
}

gboolean
postil_project_get_suggester (PostilProject *self, const char *suggester)
{
  g_autofree char *name = g_strconcat ("suggester/", suggester, NULL);
  g_autofree char *value = postil_setting_get (postil_project_get_store (self), name);

  return g_strcmp0 (value, "off") != 0;
}

char **
postil_project_get_suggesters (PostilProject *self)
{
  g_autoptr (GPtrArray) on = g_ptr_array_new_with_free_func (g_free);
  gboolean all = TRUE;

  for (const PostilSuggester *suggester = postil_suggesters (); suggester->name != NULL; suggester++)
    if (postil_project_get_suggester (self, suggester->name))
      g_ptr_array_add (on, g_strdup (suggester->name));
    else
      all = FALSE;
  if (all)
    return NULL;
  g_ptr_array_add (on, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&on), FALSE);
}
