/* label-pack.c - a set of labels to YAML and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <postil/label-pack.h>

#include <string.h>

#include <yaml.h>

#include <postil/error.h>

#include "../yaml-tree.h"

#define MAX_LABELS 1000

static const char *const label_keys[] = { "name", "kind", "parent", "colour", "key", "guideline", "archived", NULL };

/* --- Reading --------------------------------------------------------------------------------------------------------
 */

typedef struct
{
  const char *origin;
  GPtrArray *labels;
  GHashTable *by_name; /* name -> PostilLabel */
} Reader;

static gboolean
check_keys (Reader *self, const PostilYaml *mapping, const char *const *known, GError **error)
{
  for (guint i = 0; i < mapping->children->len; i++)
    {
      const PostilYaml *child = g_ptr_array_index (mapping->children, i);
      g_autofree char *list = g_strjoinv (", ", (char **) known);

      if (!g_strv_contains (known, child->key))
        return postil_yaml_fail (error, self->origin, child->line, _ ("unknown key \"%s\"; the keys here are %s"),
                                 child->key, list);
      if (known == label_keys && child->kind != POSTIL_YAML_SCALAR)
        return postil_yaml_fail (error, self->origin, child->line, _ ("\"%s\" must be a text"), child->key);
    }
  return TRUE;
}

/* The text of @key, "" when it is not there. */
static const char *
text_of (const PostilYaml *mapping, const char *key)
{
  const PostilYaml *node = postil_yaml_get (mapping, key);

  return node != NULL ? node->value : "";
}

static guint
line_of (const PostilYaml *mapping, const char *key)
{
  const PostilYaml *node = postil_yaml_get (mapping, key);

  return node != NULL ? node->line : mapping->line;
}

static gboolean
is_colour (const char *text)
{
  if (strlen (text) != 7 || text[0] != '#')
    return FALSE;
  for (const char *at = text + 1; *at != '\0'; at++)
    if (!g_ascii_isxdigit (*at))
      return FALSE;
  return TRUE;
}

static gboolean
read_colour (Reader *self, const PostilYaml *node, PostilLabel *label, GError **error)
{
  const char *colour = text_of (node, "colour");

  if (colour[0] == '\0')
    return TRUE;
  if (!is_colour (colour))
    return postil_yaml_fail (error, self->origin, line_of (node, "colour"),
                             _ ("“%s” is no colour: write six hexadecimal digits in quotes, such as \"#cc6000\""),
                             colour);
  g_free (label->colour);
  label->colour = g_ascii_strdown (colour, -1);
  return TRUE;
}

static gboolean
read_key (Reader *self, const PostilYaml *node, PostilLabel *label, GError **error)
{
  const char *key = text_of (node, "key");
  g_autofree char *lower = g_utf8_strdown (key, -1);

  if (key[0] == '\0')
    return TRUE;
  if (g_utf8_strlen (lower, -1) != 1 || !g_unichar_isgraph (g_utf8_get_char (lower)))
    return postil_yaml_fail (error, self->origin, line_of (node, "key"),
                             _ ("“%s” is no key: one letter, digit or sign"), key);
  for (guint i = 0; i < self->labels->len; i++)
    {
      const PostilLabel *other = g_ptr_array_index (self->labels, i);

      if (!other->archived && !label->archived && strcmp (other->shortcut, lower) == 0)
        return postil_yaml_fail (error, self->origin, line_of (node, "key"), _ ("the key “%s” belongs to “%s” already"),
                                 lower, other->name);
    }
  g_free (label->shortcut);
  label->shortcut = g_steal_pointer (&lower);
  return TRUE;
}

static gboolean
read_archived (Reader *self, const PostilYaml *node, gboolean *archived, GError **error)
{
  const char *text = text_of (node, "archived");

  *archived = strcmp (text, "true") == 0;
  return *archived || text[0] == '\0' || strcmp (text, "false") == 0 ||
         postil_yaml_fail (error, self->origin, line_of (node, "archived"), _ ("\"archived\" is true or false"));
}

static gboolean
read_label (Reader *self, const PostilYaml *node, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (PostilLabel) label = NULL;
  PostilLabelKind kind = POSTIL_LABEL_ENTITY;
  const char *name;

  if (node->kind != POSTIL_YAML_MAPPING)
    return postil_yaml_fail (error, self->origin, node->line,
                             _ ("a label must be a mapping; begin it with \"- name:\""));
  if (!check_keys (self, node, label_keys, error))
    return FALSE;
  name = text_of (node, "name");
  if (!postil_label_check_name (name, &problem))
    return postil_yaml_fail (error, self->origin, line_of (node, "name"), "%s", problem->message);
  if (g_hash_table_contains (self->by_name, name))
    return postil_yaml_fail (error, self->origin, line_of (node, "name"), _ ("“%s” stands here twice; remove one"),
                             name);
  if (*text_of (node, "kind") != '\0' && !postil_label_kind_from_string (text_of (node, "kind"), &kind))
    return postil_yaml_fail (error, self->origin, line_of (node, "kind"),
                             _ ("“%s” is no kind of label; say entity, quote, act, structure, relation or document"),
                             text_of (node, "kind"));
  label = postil_label_new (name, kind);
  label->position = (int) self->labels->len;
  g_free (label->guideline);
  label->guideline = g_strchomp (g_strdup (text_of (node, "guideline")));
  if (!read_archived (self, node, &label->archived, error) || !read_colour (self, node, label, error) ||
      !read_key (self, node, label, error))
    return FALSE;
  g_hash_table_insert (self->by_name, label->name, label);
  g_ptr_array_add (self->labels, g_steal_pointer (&label));
  return TRUE;
}

/* Once all names are known. A chain that comes back to its start is as long as there are labels. */
static gboolean
read_parents (Reader *self, const PostilYaml *list, GError **error)
{
  for (guint i = 0; i < list->children->len; i++)
    {
      const PostilYaml *node = g_ptr_array_index (list->children, i);
      const char *parent = text_of (node, "parent");
      PostilLabel *label = g_ptr_array_index (self->labels, i);
      const PostilLabel *above = g_hash_table_lookup (self->by_name, parent);

      if (parent[0] != '\0' && above == NULL)
        return postil_yaml_fail (error, self->origin, line_of (node, "parent"),
                                 _ ("there is no label “%s” in this pack"), parent);
      label->parent = above != NULL ? above->id : 0;
    }
  for (guint i = 0; i < self->labels->len; i++)
    {
      const PostilYaml *node = g_ptr_array_index (list->children, i);
      const char *parent = text_of (node, "parent");
      guint steps = 0;

      for (; parent[0] != '\0' && steps <= self->labels->len; steps++)
        {
          const PostilLabel *above = g_hash_table_lookup (self->by_name, parent);

          parent = text_of (g_ptr_array_index (list->children, above->position), "parent");
        }
      if (steps > self->labels->len)
        return postil_yaml_fail (error, self->origin, line_of (node, "parent"), _ ("“%s” stands below itself"),
                                 text_of (node, "name"));
    }
  return TRUE;
}

static gboolean
read_pack (Reader *self, const PostilYaml *root, GError **error)
{
  static const char *const keys[] = { "labels", NULL };
  const PostilYaml *list = postil_yaml_get (root, "labels");

  if (root->kind != POSTIL_YAML_MAPPING)
    return postil_yaml_fail (error, self->origin, root->line, _ ("a label pack begins with \"labels:\""));
  if (!check_keys (self, root, keys, error))
    return FALSE;
  if (list == NULL || list->kind != POSTIL_YAML_SEQUENCE)
    return postil_yaml_fail (error, self->origin, line_of (root, "labels"),
                             _ ("\"labels\" must be a list; begin each label with \"- name:\""));
  if (list->children->len > MAX_LABELS)
    return postil_yaml_fail (error, self->origin, list->line, _ ("more than %d labels in one pack; split it"),
                             MAX_LABELS);
  for (guint i = 0; i < list->children->len; i++)
    if (!read_label (self, g_ptr_array_index (list->children, i), error))
      return FALSE;
  return read_parents (self, list, error);
}

GPtrArray *
postil_label_pack_parse (const char *yaml, gssize n_bytes, const char *origin, GError **error)
{
  gsize length = n_bytes < 0 ? strlen (yaml) : (gsize) n_bytes;
  g_autoptr (GError) problem = NULL;
  g_autoptr (PostilYaml) root = postil_yaml_parse (yaml, length, origin, &problem);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_label_free);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  Reader reader = { origin, labels, by_name };

  if (root != NULL && read_pack (&reader, root, &problem))
    return g_steal_pointer (&labels);
  g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT, problem->message);
  return NULL;
}

/* --- Writing --------------------------------------------------------------------------------------------------------
 */

static int
append (void *data, unsigned char *bytes, size_t n_bytes)
{
  g_string_append_len (data, (const char *) bytes, (gssize) n_bytes);
  return 1;
}

static gboolean
emit_text (yaml_emitter_t *emitter, const char *text, yaml_scalar_style_t style)
{
  yaml_event_t event;

  return yaml_scalar_event_initialize (&event, NULL, NULL, (const yaml_char_t *) text, (int) strlen (text), 1, 1,
                                       style) &&
         yaml_emitter_emit (emitter, &event);
}

static gboolean
emit_pair (yaml_emitter_t *emitter, const char *key, const char *value, yaml_scalar_style_t style)
{
  return value == NULL || value[0] == '\0' ||
         (emit_text (emitter, key, YAML_PLAIN_SCALAR_STYLE) && emit_text (emitter, value, style));
}

static const char *
name_of (const GPtrArray *labels, PostilId id)
{
  for (guint i = 0; id != 0 && i < labels->len; i++)
    if (((const PostilLabel *) g_ptr_array_index (labels, i))->id == id)
      return ((const PostilLabel *) g_ptr_array_index (labels, i))->name;
  return NULL;
}

/* Quoted where YAML would else take a name for a number or a truth. */
static gboolean
emit_label (yaml_emitter_t *emitter, const GPtrArray *labels, const PostilLabel *label)
{
  yaml_event_t event;

  return yaml_mapping_start_event_initialize (&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE) &&
         yaml_emitter_emit (emitter, &event) && emit_pair (emitter, "name", label->name, YAML_ANY_SCALAR_STYLE) &&
         emit_pair (emitter, "kind", postil_label_kind_to_string (label->kind), YAML_PLAIN_SCALAR_STYLE) &&
         emit_pair (emitter, "parent", name_of (labels, label->parent), YAML_ANY_SCALAR_STYLE) &&
         emit_pair (emitter, "colour", label->colour, YAML_DOUBLE_QUOTED_SCALAR_STYLE) &&
         emit_pair (emitter, "key", label->shortcut, YAML_DOUBLE_QUOTED_SCALAR_STYLE) &&
         emit_pair (emitter, "guideline", label->guideline, YAML_ANY_SCALAR_STYLE) &&
         emit_pair (emitter, "archived", label->archived ? "true" : "", YAML_PLAIN_SCALAR_STYLE) &&
         yaml_mapping_end_event_initialize (&event) && yaml_emitter_emit (emitter, &event);
}

static gboolean
emit_pack (yaml_emitter_t *emitter, const GPtrArray *labels)
{
  yaml_event_t event;
  gboolean done =
      yaml_stream_start_event_initialize (&event, YAML_UTF8_ENCODING) && yaml_emitter_emit (emitter, &event) &&
      yaml_document_start_event_initialize (&event, NULL, NULL, NULL, 1) && yaml_emitter_emit (emitter, &event) &&
      yaml_mapping_start_event_initialize (&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE) &&
      yaml_emitter_emit (emitter, &event) && emit_text (emitter, "labels", YAML_PLAIN_SCALAR_STYLE) &&
      yaml_sequence_start_event_initialize (&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE) &&
      yaml_emitter_emit (emitter, &event);

  for (guint i = 0; done && i < labels->len; i++)
    done = emit_label (emitter, labels, g_ptr_array_index (labels, i));
  return done && yaml_sequence_end_event_initialize (&event) && yaml_emitter_emit (emitter, &event) &&
         yaml_mapping_end_event_initialize (&event) && yaml_emitter_emit (emitter, &event) &&
         yaml_document_end_event_initialize (&event, 1) && yaml_emitter_emit (emitter, &event) &&
         yaml_stream_end_event_initialize (&event) && yaml_emitter_emit (emitter, &event);
}

char *
postil_label_pack_write (const GPtrArray *labels, GError **error)
{
  GString *out = g_string_new (NULL);
  yaml_emitter_t emitter;
  gboolean done;

  if (!yaml_emitter_initialize (&emitter))
    g_error ("Out of memory for the YAML emitter");
  yaml_emitter_set_unicode (&emitter, 1);
  yaml_emitter_set_width (&emitter, 100);
  yaml_emitter_set_output (&emitter, append, out);
  done = emit_pack (&emitter, labels) && yaml_emitter_flush (&emitter);
  if (!done)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("The labels cannot be written as YAML: %s."),
                 emitter.problem != NULL ? emitter.problem : _ ("the emitter gave no reason"));
  yaml_emitter_delete (&emitter);
  return g_string_free (out, !done);
}
