/* rule-pack.c - reads rule packs from YAML, with errors that name the line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rule-pack.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include <postil/label.h>

#include "../resource.h"
#include "../yaml-tree.h"
#include "literals.h"

#define MAX_RULES 1000

static const char *const pack_keys[] = { "pack", "about", "use", "define", "rules", NULL };
static const char *const rule_keys[] = { "name",   "label", "scope",  "over",  "where",    "case",  "score", "pattern",
                                         "unless", "roles", "reason", "match", "no_match", "words", NULL };

static void
rule_free (gpointer data)
{
  PostilRule *rule = data;

  g_free (rule->name);
  g_free (rule->label);
  g_free (rule->pattern);
  g_free (rule->unless);
  g_free (rule->roles);
  g_free (rule->reason);
  g_strfreev (rule->match);
  g_strfreev (rule->no_match);
  g_strfreev (rule->words);
  g_clear_pointer (&rule->need, postil_need_unref);
  g_clear_pointer (&rule->regex, postil_regex_unref);
  g_clear_pointer (&rule->unless_regex, postil_regex_unref);
  g_clear_pointer (&rule->roles_regex, postil_regex_unref);
  g_free (rule);
}

void
postil_rule_pack_free (PostilRulePack *self)
{
  g_free (self->name);
  g_free (self->origin);
  g_hash_table_unref (self->defines);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

const char *
postil_rule_pack_get_name (const PostilRulePack *self)
{
  return self->name;
}

const char *
postil_rule_pack_get_origin (const PostilRulePack *self)
{
  return self->origin;
}

guint
postil_rule_pack_get_n_rules (const PostilRulePack *self)
{
  return self->rules->len;
}

const PostilRule *
postil_rule_pack_get_rule (const PostilRulePack *self, guint index)
{
  return g_ptr_array_index (self->rules, index);
}

/* A word of a pack's or rule's name: it ends up in source names and command lines. */
static gboolean
is_plain_name (const char *name)
{
  if (*name == '\0' || strlen (name) > 64)
    return FALSE;
  for (const char *at = name; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && *at != '-' && *at != '_')
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_keys (const PostilYaml *mapping, const char *const *known, const char *origin, GError **error)
{
  for (guint i = 0; i < mapping->children->len; i++)
    {
      const PostilYaml *child = g_ptr_array_index (mapping->children, i);
      g_autofree char *list = NULL;

      if (g_strv_contains (known, child->key))
        continue;
      list = g_strjoinv (", ", (char **) known);
      return postil_yaml_fail (error, origin, child->line, _ ("unknown key \"%s\"; the keys here are %s"), child->key,
                               list);
    }
  return TRUE;
}

/* NULL with an error when @key is missing (and @needed) or no text; NULL without one when it is missing. */
static const char *
get_text (const PostilYaml *mapping, const char *key, gboolean needed, const char *origin, GError **error)
{
  const PostilYaml *node = postil_yaml_get (mapping, key);

  if (node == NULL)
    {
      if (needed)
        postil_yaml_fail (error, origin, mapping->line, _ ("\"%s\" is missing"), key);
      return NULL;
    }
  if (node->kind != POSTIL_YAML_SCALAR || *node->value == '\0')
    {
      postil_yaml_fail (error, origin, node->line, _ ("\"%s\" must be a text"), key);
      return NULL;
    }
  return node->value;
}

/* A list of texts, or one text. NULL with an error; @list is NULL when @key is missing. */
static gboolean
get_list (const PostilYaml *mapping, const char *key, const char *origin, char ***list, GError **error)
{
  const PostilYaml *node = postil_yaml_get (mapping, key);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  *list = NULL;
  if (node == NULL)
    return TRUE;
  if (node->kind == POSTIL_YAML_MAPPING)
    return postil_yaml_fail (error, origin, node->line, _ ("\"%s\" must be a list of texts"), key);
  if (node->kind == POSTIL_YAML_SCALAR)
    g_ptr_array_add (texts, g_strdup (node->value));
  for (guint i = 0; node->kind == POSTIL_YAML_SEQUENCE && i < node->children->len; i++)
    {
      const PostilYaml *child = g_ptr_array_index (node->children, i);

      if (child->kind != POSTIL_YAML_SCALAR)
        return postil_yaml_fail (error, origin, child->line, _ ("\"%s\" must hold texts only; quote it"), key);
      g_ptr_array_add (texts, g_strdup (child->value));
    }
  g_ptr_array_add (texts, NULL);
  g_ptr_array_set_free_func (texts, NULL);
  *list = (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
  return TRUE;
}

/* Index of the value of @key in @choices, 0 when missing; -1 with an error. */
static int
get_choice (const PostilYaml *mapping, const char *key, const char *const *choices, const char *origin, GError **error)
{
  const PostilYaml *node = postil_yaml_get (mapping, key);
  g_autofree char *list = NULL;

  if (node == NULL)
    return 0;
  for (int i = 0; node->kind == POSTIL_YAML_SCALAR && choices[i] != NULL; i++)
    {
      if (strcmp (choices[i], node->value) == 0)
        return i;
    }
  list = g_strjoinv (", ", (char **) choices);
  postil_yaml_fail (error, origin, node->line, _ ("\"%s\" must be one of: %s"), key, list);
  return -1;
}

static gboolean
get_score (const PostilYaml *mapping, const char *origin, double *score, GError **error)
{
  const PostilYaml *node = postil_yaml_get (mapping, "score");
  char *end = NULL;

  *score = 0.5;
  if (node == NULL)
    return TRUE;
  if (node->kind == POSTIL_YAML_SCALAR)
    *score = g_ascii_strtod (node->value, &end);
  if (end == NULL || end == node->value || *end != '\0' || !isfinite (*score) || *score < 0 || *score > 1)
    return postil_yaml_fail (error, origin, node->line, _ ("\"score\" must be a number from 0 to 1"));
  return TRUE;
}

/* Takes a pack's "define" over; a name that is there already (from "use") is replaced. */
static gboolean
read_defines (PostilRulePack *self, const PostilYaml *root, GError **error)
{
  const PostilYaml *node = postil_yaml_get (root, "define");

  if (node == NULL)
    return TRUE;
  if (node->kind != POSTIL_YAML_MAPPING)
    return postil_yaml_fail (error, self->origin, node->line, _ ("\"define\" must be a mapping of names to patterns"));
  for (guint i = 0; i < node->children->len; i++)
    {
      const PostilYaml *child = g_ptr_array_index (node->children, i);

      if (!is_plain_name (child->key) || strchr (child->key, '-') != NULL || g_ascii_isdigit (child->key[0]) ||
          strlen (child->key) > 32)
        return postil_yaml_fail (error, self->origin, child->line,
                                 _ ("\"%s\" cannot name a sub-pattern: letters, digits and _, at most 32"), child->key);
      if (child->kind != POSTIL_YAML_SCALAR || *child->value == '\0')
        return postil_yaml_fail (error, self->origin, child->line, _ ("the sub-pattern \"%s\" must be a text"),
                                 child->key);
      g_hash_table_replace (self->defines, g_strdup (child->key), g_strdup (child->value));
    }
  return TRUE;
}

/* Only packs that Postil ships can be used: a pack from elsewhere reads no file. */
static gboolean
read_uses (PostilRulePack *self, const PostilYaml *root, GError **error)
{
  const PostilYaml *node = postil_yaml_get (root, "use");
  g_auto (GStrv) uses = NULL;
  g_auto (GStrv) shipped = postil_resource_list ("rules");

  if (!get_list (root, "use", self->origin, &uses, error))
    return FALSE;
  for (guint i = 0; uses != NULL && uses[i] != NULL; i++)
    {
      g_autofree char *file = g_strconcat (uses[i], ".yaml", NULL);
      g_autofree char *path = g_strconcat ("rules/", file, NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PostilYaml) used = NULL;
      gsize n_bytes;
      const char *data;

      if (!g_strv_contains ((const char *const *) shipped, file))
        return postil_yaml_fail (error, self->origin, node->line, _ ("there is no shipped pack \"%s\" to use"),
                                 uses[i]);
      bytes = postil_resource_load (path);
      data = g_bytes_get_data (bytes, &n_bytes);
      used = postil_yaml_parse (data, n_bytes, path, error);
      if (used == NULL || !read_defines (self, used, error))
        return FALSE;
    }
  return TRUE;
}

/* Adds the names that @pattern calls, and those that they call, to @needed. */
static gboolean
collect_calls (PostilRulePack *self, const char *pattern, GPtrArray *needed, guint line, GError **error)
{
  const char *at = pattern;

  while ((at = strstr (at, "(?&")) != NULL)
    {
      const char *start = at + 3;
      const char *stop = strchr (start, ')');
      g_autofree char *name = stop != NULL ? g_strndup (start, (gsize) (stop - start)) : NULL;
      gpointer key;
      gpointer value;

      at = start;
      if (name == NULL)
        continue;
      if (!g_hash_table_lookup_extended (self->defines, name, &key, &value))
        {
          g_autofree char *own = g_strdup_printf ("(?<%s>", name);

          if (strstr (pattern, own) != NULL)
            continue;
          return postil_yaml_fail (error, self->origin, line, _ ("the sub-pattern \"%s\" is not defined"), name);
        }
      if (g_ptr_array_find (needed, key, NULL))
        continue;
      g_ptr_array_add (needed, key);
      if (!collect_calls (self, value, needed, line, error))
        return FALSE;
    }
  return TRUE;
}

/* The pattern behind the sub-patterns that it calls; those alone, because each one costs compile time. */
static char *
with_defines (PostilRulePack *self, const char *key, const char *pattern, guint line, gsize *prefix_length,
              GError **error)
{
  g_autoptr (GPtrArray) needed = g_ptr_array_new ();
  g_autoptr (GString) whole = g_string_new (NULL);

  if (!collect_calls (self, pattern, needed, line, error))
    return NULL;
  if (needed->len > 0)
    {
      g_string_append (whole, "(?(DEFINE)");
      for (guint i = 0; i < needed->len; i++)
        {
          const char *name = g_ptr_array_index (needed, i);

          /* The line break ends a comment of free-spacing mode. */
          g_string_append_printf (whole, "(?<%s>%s\n)", name,
                                  (const char *) g_hash_table_lookup (self->defines, name));
        }
      g_string_append (whole, ")");
    }
  /* Each alternative of "roles" may have its own Speaker and Target. */
  if (strcmp (key, "roles") == 0)
    g_string_append (whole, "(?J)");
  *prefix_length = whole->len;
  g_string_append (whole, pattern);
  return g_string_free (g_steal_pointer (&whole), FALSE);
}

static PostilRegex *
compile (PostilRulePack *self, const PostilYaml *node, gboolean caseful, GError **error)
{
  g_autofree char *pattern = g_strchomp (g_strdup (node->value));
  PostilRegexFlags flags = POSTIL_REGEX_EXTENDED | (caseful ? 0 : POSTIL_REGEX_CASELESS);
  g_autoptr (GError) problem = NULL;
  g_autofree char *whole = NULL;
  PostilRegex *regex;
  gsize prefix_length;
  guint32 at = 0;
  glong prefix;

  whole = with_defines (self, node->key, pattern, node->line, &prefix_length, error);
  if (whole == NULL)
    return NULL;
  regex = postil_regex_new (whole, flags, &at, &problem);
  if (regex != NULL)
    return regex;
  prefix = g_utf8_strlen (whole, (gssize) prefix_length);
  /* Only what is wrong at one place says what after a colon: a pattern beyond the limits is so as a whole. */
  if (strstr (problem->message, ": ") == NULL)
    postil_yaml_fail (error, self->origin, node->line, "\"%s\": %s", node->key, problem->message);
  else if (at < prefix)
    postil_yaml_fail (error, self->origin, node->line, _ ("in a sub-pattern that \"%s\" calls: %s"), node->key,
                      problem->message);
  else
    {
      const char *stop = g_utf8_offset_to_pointer (whole, at);
      g_autofree char *near = g_utf8_substring (whole, MAX (prefix, (glong) at - 20), at);
      g_autofree char *place = g_strdup_printf ("%u", at - (guint32) prefix);
      guint line = node->line;

      for (const char *c = whole + prefix_length; c < stop; c++)
        line += *c == '\n';
      g_strdelimit (near, "\n", ' ');
      postil_yaml_fail (error, self->origin, line, _ ("\"%s\" is wrong after character %s, after \"%s\": %s"),
                        node->key, place, near,
                        strrchr (problem->message, ':') + 1 + strspn (strrchr (problem->message, ':') + 1, " "));
    }
  return NULL;
}

/* What the word filter can look for. */
static gboolean
is_plain_word (const char *word)
{
  gboolean any = FALSE;

  for (const char *at = word; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && *at != '_' && (*at != ' ' || at[1] == ' '))
        return FALSE;
      any = any || *at != ' ';
    }
  return any;
}

/* The words of the key "words", else those that the pattern tells by itself. */
static gboolean
read_need (PostilRulePack *self, PostilRule *rule, const PostilYaml *node, GError **error)
{
  g_auto (GStrv) given = NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (!get_list (node, "words", self->origin, &given, error))
    return FALSE;
  for (guint i = 0; given != NULL && given[i] != NULL; i++)
    {
      g_ptr_array_add (words, g_ascii_strdown (given[i], -1));
      if (!is_plain_word (given[i]))
        return postil_yaml_fail (
            error, self->origin, postil_yaml_get (node, "words")->line,
            _ ("\"words\" must hold plain words of ASCII letters and digits, with at most one space in a "
               "row; leave it out to have them found"));
    }
  rule->need = given != NULL ? postil_need_words (words) : postil_literals_find (rule->pattern, self->defines);
  rule->words = g_steal_pointer (&given);
  return TRUE;
}

/* A second or third pattern of a rule, of its own key; none without it. */
static gboolean
read_pattern (PostilRulePack *self, const PostilRule *rule, const PostilYaml *node, const char *key, char **pattern,
              PostilRegex **regex, GError **error)
{
  const PostilYaml *value = postil_yaml_get (node, key);

  if (value == NULL)
    return TRUE;
  if (get_text (node, key, TRUE, self->origin, error) == NULL)
    return FALSE;
  *pattern = g_strdup (value->value);
  *regex = compile (self, value, rule->caseful, error);
  return *regex != NULL;
}

static gboolean
check_roles (PostilRulePack *self, const PostilRule *rule, const PostilYaml *node, GError **error)
{
  const char *const *names = rule->roles_regex != NULL ? postil_regex_group_names (rule->roles_regex) : NULL;

  return names == NULL || g_strv_contains (names, "Speaker") || g_strv_contains (names, "Target") ||
         postil_yaml_fail (error, self->origin, postil_yaml_get (node, "roles")->line,
                           _ ("\"roles\" needs a group (?<Speaker>...) or (?<Target>...)"));
}

static gboolean
read_patterns (PostilRulePack *self, PostilRule *rule, const PostilYaml *node, GError **error)
{
  const char *pattern = get_text (node, "pattern", TRUE, self->origin, error);

  if (pattern == NULL)
    return FALSE;
  rule->pattern = g_strdup (pattern);
  rule->regex = compile (self, postil_yaml_get (node, "pattern"), rule->caseful, error);
  if (rule->regex == NULL)
    return FALSE;
  return read_need (self, rule, node, error) &&
         read_pattern (self, rule, node, "unless", &rule->unless, &rule->unless_regex, error) &&
         read_pattern (self, rule, node, "roles", &rule->roles, &rule->roles_regex, error) &&
         check_roles (self, rule, node, error);
}

static gboolean
read_choices (PostilRulePack *self, PostilRule *rule, const PostilYaml *node, GError **error)
{
  static const char *const scopes[] = { "match", "clause", "sentence", "quote", NULL };
  static const char *const overs[] = { "sentence", "paragraph", NULL };
  static const char *const wheres[] = { "any", "quote", "post", NULL };
  static const char *const cases[] = { "false", "true", NULL };
  int scope = get_choice (node, "scope", scopes, self->origin, error);
  int over = scope < 0 ? -1 : get_choice (node, "over", overs, self->origin, error);
  int where = over < 0 ? -1 : get_choice (node, "where", wheres, self->origin, error);
  int caseful = where < 0 ? -1 : get_choice (node, "case", cases, self->origin, error);

  if (caseful < 0)
    return FALSE;
  rule->scope = (PostilRuleScope) scope;
  rule->over_paragraph = over == 1;
  rule->in_quote = where == 1;
  rule->in_post = where == 2;
  rule->caseful = caseful == 1;
  return TRUE;
}

/* A label's name may come from a stranger's file: it must be one that a project can hold. */
static gboolean
read_names (PostilRulePack *self, PostilRule *rule, const PostilYaml *node, GError **error)
{
  g_autoptr (GError) problem = NULL;
  const char *name = get_text (node, "name", TRUE, self->origin, error);
  const char *label = name != NULL ? get_text (node, "label", TRUE, self->origin, error) : NULL;
  const char *reason = NULL;

  if (label == NULL)
    return FALSE;
  if (!is_plain_name (name))
    return postil_yaml_fail (error, self->origin, node->line,
                             _ ("\"%s\" cannot name a rule: letters, digits, - and _, at most 64"), name);
  if (!postil_label_check_name (label, &problem))
    return postil_yaml_fail (error, self->origin, node->line, _ ("\"label\": %s"), problem->message);
  rule->name = g_strdup_printf ("%s.%s", self->name, name);
  rule->label = g_strdup (label);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const PostilRule *other = g_ptr_array_index (self->rules, i);

      if (other != rule && g_strcmp0 (other->name, rule->name) == 0)
        return postil_yaml_fail (error, self->origin, node->line, _ ("the name \"%s\" is taken by the rule in line %u"),
                                 name, other->line);
    }
  if (postil_yaml_get (node, "reason") != NULL)
    {
      reason = get_text (node, "reason", TRUE, self->origin, error);
      if (reason == NULL)
        return FALSE;
    }
  rule->reason = reason != NULL ? g_strdup (reason) : g_strdup_printf ("rule %s", rule->name);
  return TRUE;
}

static gboolean
read_rule (PostilRulePack *self, const PostilYaml *node, GError **error)
{
  PostilRule *rule;

  if (node->kind != POSTIL_YAML_MAPPING)
    return postil_yaml_fail (error, self->origin, node->line,
                             _ ("a rule must be a mapping with name, label and pattern"));
  if (!check_keys (node, rule_keys, self->origin, error))
    return FALSE;
  rule = g_new0 (PostilRule, 1);
  rule->line = node->line;
  g_ptr_array_add (self->rules, rule);
  return read_names (self, rule, node, error) && read_choices (self, rule, node, error) &&
         get_score (node, self->origin, &rule->score, error) && read_patterns (self, rule, node, error) &&
         get_list (node, "match", self->origin, &rule->match, error) &&
         get_list (node, "no_match", self->origin, &rule->no_match, error);
}

static gboolean
read_rules (PostilRulePack *self, const PostilYaml *root, GError **error)
{
  const PostilYaml *rules = postil_yaml_get (root, "rules");

  if (rules == NULL)
    return postil_yaml_get (root, "define") != NULL ||
           postil_yaml_fail (error, self->origin, root->line, _ ("the pack has neither \"rules\" nor \"define\""));
  if (rules->kind != POSTIL_YAML_SEQUENCE)
    return postil_yaml_fail (error, self->origin, rules->line,
                             _ ("\"rules\" must be a list; begin each rule with \"- name:\""));
  if (rules->children->len > MAX_RULES)
    return postil_yaml_fail (error, self->origin, rules->line, _ ("more than %d rules in one pack; split it"),
                             MAX_RULES);
  for (guint i = 0; i < rules->children->len; i++)
    {
      if (!read_rule (self, g_ptr_array_index (rules->children, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_pack (PostilRulePack *self, const PostilYaml *root, GError **error)
{
  const char *name;

  if (root->kind != POSTIL_YAML_MAPPING)
    return postil_yaml_fail (error, self->origin, root->line,
                             _ ("a pack must be a mapping with \"pack\" and \"rules\""));
  if (!check_keys (root, pack_keys, self->origin, error))
    return FALSE;
  name = get_text (root, "pack", TRUE, self->origin, error);
  if (name == NULL)
    return FALSE;
  if (!is_plain_name (name))
    return postil_yaml_fail (error, self->origin, postil_yaml_get (root, "pack")->line,
                             _ ("\"%s\" cannot name a pack: letters, digits, - and _, at most 64"), name);
  self->name = g_strdup (name);
  return read_uses (self, root, error) && read_defines (self, root, error) && read_rules (self, root, error);
}

PostilRulePack *
postil_rule_pack_parse (const char *yaml, gssize n_bytes, const char *origin, GError **error)
{
  gsize length = n_bytes < 0 ? strlen (yaml) : (gsize) n_bytes;
  g_autoptr (PostilYaml) root = postil_yaml_parse (yaml, length, origin, error);
  g_autoptr (PostilRulePack) self = NULL;

  if (root == NULL)
    return NULL;
  self = g_new0 (PostilRulePack, 1);
  self->origin = g_strdup (origin);
  self->defines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  if (!read_pack (self, root, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* ---- several packs in one file ---- */

/* Where the next line that says "---" begins; NULL: there is none. */
static const char *
next_mark (const char *from, const char *end)
{
  for (const char *line = from; line < end;)
    {
      const char *feed = memchr (line, '\n', (gsize) (end - line));

      if (end - line >= 3 && strncmp (line, "---", 3) == 0 && (end - line == 3 || g_ascii_isspace (line[3])))
        return line;
      if (feed == NULL)
        return NULL;
      line = feed + 1;
    }
  return NULL;
}

/* Behind so many empty lines, so that messages name the lines of the file. */
static gboolean
add_pack (GPtrArray *packs, const char *yaml, gsize n_bytes, guint n_before, const char *origin, GError **error)
{
  g_autoptr (GString) part = g_string_new (NULL);
  PostilRulePack *pack;

  for (guint i = 0; i < n_before; i++)
    g_string_append_c (part, '\n');
  g_string_append_len (part, yaml, (gssize) n_bytes);
  pack = postil_rule_pack_parse (part->str, (gssize) part->len, origin, error);
  if (pack == NULL)
    return FALSE;
  g_ptr_array_add (packs, pack);
  return TRUE;
}

static gboolean
check_names (const GPtrArray *packs, const char *origin, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < packs->len; i++)
    {
      const PostilRulePack *pack = g_ptr_array_index (packs, i);

      for (guint j = 0; j < pack->rules->len; j++)
        {
          const PostilRule *rule = g_ptr_array_index (pack->rules, j);

          if (!g_hash_table_add (names, rule->name))
            return postil_yaml_fail (error, origin, rule->line, _ ("the rule \"%s\" comes twice"), rule->name);
        }
    }
  return TRUE;
}

GPtrArray *
postil_rule_packs_parse (const char *yaml, gssize n_bytes, const char *origin, GError **error)
{
  g_autoptr (GPtrArray) packs = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_rule_pack_free);
  const char *end = yaml + (n_bytes < 0 ? strlen (yaml) : (gsize) n_bytes);
  const char *from = yaml;
  guint n_before = 0;

  while (from != NULL)
    {
      const char *mark = next_mark (from, end);
      const char *stop = mark != NULL ? mark : end;
      g_autofree char *part = g_strndup (from, (gsize) (stop - from));

      /* A file may begin with the mark. */
      if ((mark == NULL || *g_strstrip (part) != '\0') &&
          !add_pack (packs, from, (gsize) (stop - from), n_before, origin, error))
        return NULL;
      for (const char *c = from; c < stop; c++)
        n_before += *c == '\n';
      from = mark != NULL ? mark + 3 : NULL;
    }
  return check_names (packs, origin, error) ? g_steal_pointer (&packs) : NULL;
}

GPtrArray *
postil_rule_packs_shipped (GError **error)
{
  g_autoptr (GPtrArray) packs = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_rule_pack_free);
  g_auto (GStrv) names = postil_resource_list ("rules");

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("rules/", names[i], NULL);
      g_autoptr (GBytes) bytes = postil_resource_load (path);
      PostilRulePack *pack =
          postil_rule_pack_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), path, error);

      if (pack == NULL)
        return NULL;
      g_ptr_array_add (packs, pack);
    }
  return g_steal_pointer (&packs);
}
