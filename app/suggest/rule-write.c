/* rule-write.c - a rule back as YAML, so that what was made in the editor can be kept, read and passed on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "rule-pack.h"

static void
append_quoted (GString *yaml, const char *text)
{
  g_string_append_c (yaml, '"');
  for (const char *c = text; *c != '\0'; c++)
    if (*c == '"' || *c == '\\')
      g_string_append_printf (yaml, "\\%c", *c);
    else if (*c == '\n')
      g_string_append (yaml, "\\n");
    else if (g_ascii_iscntrl (*c))
      g_string_append_printf (yaml, "\\x%02x", (guint) (guchar) *c);
    else
      g_string_append_c (yaml, *c);
  g_string_append_c (yaml, '"');
}

/* Lines of a pattern stand better as they are, where YAML gives them back as they are. */
static gboolean
can_stand_as_block (const char *text)
{
  if (strchr (text, '\n') == NULL || g_ascii_isspace (*text) || g_str_has_suffix (text, "\n\n"))
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) && *c != '\n')
      return FALSE;
  /* YAML takes these for line breaks, too. */
  return strstr (text, "\xc2\x85") == NULL && strstr (text, "\xe2\x80\xa8") == NULL &&
         strstr (text, "\xe2\x80\xa9") == NULL && strstr (text, "\xef\xbb\xbf") == NULL;
}

static void
append_field (GString *yaml, const char *indent, const char *key, const char *value)
{
  g_auto (GStrv) lines = NULL;

  g_string_append_printf (yaml, "%s%s:", indent, key);
  if (!can_stand_as_block (value))
    {
      g_string_append_c (yaml, ' ');
      append_quoted (yaml, value);
      g_string_append_c (yaml, '\n');
      return;
    }
  g_string_append (yaml, g_str_has_suffix (value, "\n") ? " |\n" : " |-\n");
  lines = g_strsplit (value, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i + 1] != NULL || *lines[i] != '\0')
      g_string_append_printf (yaml, "%s%s%s\n", *lines[i] != '\0' ? indent : "", *lines[i] != '\0' ? "  " : "", lines[i]);
}

static void
append_list (GString *yaml, const char *key, char **list)
{
  if (list == NULL || list[0] == NULL)
    return;
  g_string_append_printf (yaml, "    %s:\n", key);
  for (guint i = 0; list[i] != NULL; i++)
    {
      g_string_append (yaml, "      - ");
      append_quoted (yaml, list[i]);
      g_string_append_c (yaml, '\n');
    }
}

static void
append_rule (GString *yaml, const PostilRule *rule)
{
  static const char *const scopes[] = { "match", "clause", "sentence", "quote" };
  const char *dot = strchr (rule->name, '.');
  char score[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (yaml, "  - name: %s\n", dot != NULL ? dot + 1 : rule->name);
  append_field (yaml, "    ", "label", rule->label);
  g_string_append_printf (yaml, "    scope: %s\n    over: %s\n", scopes[rule->scope],
                          rule->over_paragraph ? "paragraph" : "sentence");
  if (rule->in_quote || rule->in_post)
    g_string_append_printf (yaml, "    where: %s\n", rule->in_quote ? "quote" : "post");
  g_string_append_printf (yaml, "    case: %s\n    score: %s\n", rule->caseful ? "true" : "false",
                          g_ascii_formatd (score, sizeof score, "%.6g", rule->score));
  if (rule->reason != NULL && *rule->reason != '\0')
    append_field (yaml, "    ", "reason", rule->reason);
  append_field (yaml, "    ", "pattern", rule->pattern);
  if (rule->unless != NULL && *rule->unless != '\0')
    append_field (yaml, "    ", "unless", rule->unless);
  if (rule->roles != NULL && *rule->roles != '\0')
    append_field (yaml, "    ", "roles", rule->roles);
  append_list (yaml, "words", rule->words);
  append_list (yaml, "match", rule->match);
  append_list (yaml, "no_match", rule->no_match);
}

static void
append_defines (GString *yaml, GHashTable *defines, GHashTable *shared)
{
  g_autoptr (GList) names = defines != NULL ? g_hash_table_get_keys (defines) : NULL;
  gboolean any = FALSE;

  names = g_list_sort (g_steal_pointer (&names), (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *pattern = g_hash_table_lookup (defines, l->data);

      if (shared != NULL && g_strcmp0 (g_hash_table_lookup (shared, l->data), pattern) == 0)
        continue;
      if (!any)
        g_string_append (yaml, "define:\n");
      any = TRUE;
      append_field (yaml, "  ", l->data, pattern);
    }
}

static GHashTable *
shared_defines (const GPtrArray *shipped)
{
  for (guint i = 0; shipped != NULL && i < shipped->len; i++)
    if (g_strcmp0 (((PostilRulePack *) g_ptr_array_index (shipped, i))->name, "shared") == 0)
      return ((PostilRulePack *) g_ptr_array_index (shipped, i))->defines;
  return NULL;
}

static void
append_pack (GString *yaml, const char *name, GHashTable *defines, const PostilRule *const *rules, guint n_rules)
{
  g_autoptr (GPtrArray) shipped = postil_rule_packs_shipped (NULL);
  GHashTable *shared = shared_defines (shipped);

  g_string_append_printf (yaml, "pack: %s\n", name);
  if (shared != NULL)
    g_string_append (yaml, "use: [shared]\n");
  append_defines (yaml, defines, shared);
  g_string_append (yaml, "rules:\n");
  for (guint i = 0; i < n_rules; i++)
    append_rule (yaml, rules[i]);
}

char *
postil_rule_to_yaml (const PostilRulePack *pack, const char *name, const PostilRule *rule)
{
  GString *yaml = g_string_new (NULL);

  append_pack (yaml, name, pack != NULL ? pack->defines : NULL, &rule, 1);
  return g_string_free (yaml, FALSE);
}

/* ---- several ---- */

/* Packs that can be one: of the same name, and with the same sub-pattern behind each name. */
typedef struct
{
  const char *name;
  GHashTable *defines; /* name -> pattern, both borrowed */
  GPtrArray *rules;    /* PostilRule, borrowed */
} Joint;

static void
joint_free (Joint *joint)
{
  g_hash_table_unref (joint->defines);
  g_ptr_array_unref (joint->rules);
  g_free (joint);
}

static gboolean
agrees (const Joint *joint, const PostilRulePack *pack)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_strcmp0 (joint->name, pack->name) != 0)
    return FALSE;
  g_hash_table_iter_init (&iter, pack->defines);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_hash_table_contains (joint->defines, key) &&
        g_strcmp0 (g_hash_table_lookup (joint->defines, key), value) != 0)
      return FALSE;
  return TRUE;
}

static Joint *
find_joint (GPtrArray *joints, const PostilRulePack *pack)
{
  Joint *joint;

  for (guint i = 0; i < joints->len; i++)
    if (agrees (g_ptr_array_index (joints, i), pack))
      return g_ptr_array_index (joints, i);
  joint = g_new0 (Joint, 1);
  joint->name = pack->name;
  joint->defines = g_hash_table_new (g_str_hash, g_str_equal);
  joint->rules = g_ptr_array_new ();
  g_ptr_array_add (joints, joint);
  return joint;
}

char *
postil_rule_packs_to_yaml (GPtrArray *packs)
{
  g_autoptr (GPtrArray) joints = g_ptr_array_new_with_free_func ((GDestroyNotify) joint_free);
  GString *yaml = g_string_new (NULL);

  for (guint i = 0; i < packs->len; i++)
    {
      const PostilRulePack *pack = g_ptr_array_index (packs, i);
      Joint *joint = find_joint (joints, pack);
      GHashTableIter iter;
      gpointer key, value;

      g_hash_table_iter_init (&iter, pack->defines);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_hash_table_insert (joint->defines, key, value);
      for (guint j = 0; j < pack->rules->len; j++)
        g_ptr_array_add (joint->rules, g_ptr_array_index (pack->rules, j));
    }
  for (guint i = 0; i < joints->len; i++)
    {
      const Joint *joint = g_ptr_array_index (joints, i);

      g_string_append (yaml, i > 0 ? "---\n" : "");
      append_pack (yaml, joint->name, joint->defines, (const PostilRule *const *) joint->rules->pdata,
                   joint->rules->len);
    }
  return g_string_free (yaml, FALSE);
}
