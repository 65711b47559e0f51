/* yaml-tree.c - a YAML document as a small tree that knows its lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "yaml-tree.h"

#include <glib/gi18n.h>
#include <string.h>

#include <yaml.h>

#include <postil/error.h>

#define MAX_BYTES (1024 * 1024)
#define MAX_DEPTH 16
#define MAX_NODES 100000
/* Keys are looked for one by one. */
#define MAX_KEYS 1000

typedef struct
{
  yaml_parser_t parser;
  const char *origin;
  guint n_nodes;
  const char *yaml;
  gsize n_bytes;
} Reader;

gboolean
postil_yaml_fail (GError **error, const char *origin, guint line, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *place = g_strdup_printf ("%u", line);
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE, _ ("%s:%s: error: %s"), origin, place, message);
  return FALSE;
}

void
postil_yaml_free (PostilYaml *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->value);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

const PostilYaml *
postil_yaml_get (const PostilYaml *mapping, const char *key)
{
  if (mapping == NULL || mapping->kind != POSTIL_YAML_MAPPING)
    return NULL;
  for (guint i = 0; i < mapping->children->len; i++)
    {
      const PostilYaml *child = g_ptr_array_index (mapping->children, i);

      if (strcmp (child->key, key) == 0)
        return child;
    }
  return NULL;
}

static guint
line_of (const Reader *reader, gsize offset)
{
  guint line = 1;

  for (gsize i = 0; i < MIN (offset, reader->n_bytes); i++)
    line += reader->yaml[i] == '\n';
  return line;
}

static gboolean
next_event (Reader *reader, yaml_event_t *event, GError **error)
{
  const char *problem;

  if (yaml_parser_parse (&reader->parser, event))
    return TRUE;
  problem = reader->parser.problem != NULL ? reader->parser.problem : _ ("the file cannot be read as YAML");
  /* The reader's own errors (bad UTF-8, control characters) come before there is a mark. */
  if (reader->parser.error == YAML_READER_ERROR)
    return postil_yaml_fail (error, reader->origin, line_of (reader, reader->parser.problem_offset),
                             _ ("%s (byte %zu)"), problem, (gsize) reader->parser.problem_offset);
  return postil_yaml_fail (error, reader->origin, (guint) reader->parser.problem_mark.line + 1, "%s", problem);
}

static PostilYaml *
new_node (Reader *reader, PostilYamlKind kind, const yaml_event_t *event, GError **error)
{
  PostilYaml *node;

  if (++reader->n_nodes > MAX_NODES)
    {
      postil_yaml_fail (error, reader->origin, (guint) event->start_mark.line + 1,
                        _ ("more than %d values in one file; split it"), MAX_NODES);
      return NULL;
    }
  node = g_new0 (PostilYaml, 1);
  node->kind = kind;
  node->line = (guint) event->start_mark.line + 1;
  if (kind != POSTIL_YAML_SCALAR)
    node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_yaml_free);
  return node;
}

static PostilYaml *read_node (Reader *reader, const yaml_event_t *event, guint depth, GError **error);

static gboolean
check_key (Reader *reader, const PostilYaml *mapping, const yaml_event_t *event, GError **error)
{
  guint line = (guint) event->start_mark.line + 1;
  const char *key;

  if (event->type != YAML_SCALAR_EVENT)
    return postil_yaml_fail (error, reader->origin, line, _ ("a key must be a plain word"));
  key = (const char *) event->data.scalar.value;
  if (strlen (key) != event->data.scalar.length || *key == '\0')
    return postil_yaml_fail (error, reader->origin, line, _ ("a key must not be empty or hold a NUL"));
  if (mapping->children->len >= MAX_KEYS)
    return postil_yaml_fail (error, reader->origin, line, _ ("more than %d keys in one place"), MAX_KEYS);
  if (postil_yaml_get (mapping, key) != NULL)
    return postil_yaml_fail (error, reader->origin, line, _ ("\"%s\" stands here twice; remove one"), key);
  return TRUE;
}

/* Reads the value after a key into @mapping. */
static gboolean
read_pair (Reader *reader, PostilYaml *mapping, const yaml_event_t *key, guint depth, GError **error)
{
  yaml_event_t event;
  PostilYaml *child;

  if (!check_key (reader, mapping, key, error) || !next_event (reader, &event, error))
    return FALSE;
  child = read_node (reader, &event, depth, error);
  yaml_event_delete (&event);
  if (child == NULL)
    return FALSE;
  child->key = g_strdup ((const char *) key->data.scalar.value);
  g_ptr_array_add (mapping->children, child);
  return TRUE;
}

static gboolean
read_item (Reader *reader, PostilYaml *sequence, const yaml_event_t *event, guint depth, GError **error)
{
  PostilYaml *child = read_node (reader, event, depth, error);

  if (child == NULL)
    return FALSE;
  g_ptr_array_add (sequence->children, child);
  return TRUE;
}

static gboolean
read_children (Reader *reader, PostilYaml *node, guint depth, GError **error)
{
  for (;;)
    {
      yaml_event_t event;
      gboolean done;

      if (!next_event (reader, &event, error))
        return FALSE;
      if (event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT)
        {
          yaml_event_delete (&event);
          return TRUE;
        }
      if (node->kind == POSTIL_YAML_MAPPING)
        done = read_pair (reader, node, &event, depth, error);
      else
        done = read_item (reader, node, &event, depth, error);
      yaml_event_delete (&event);
      if (!done)
        return FALSE;
    }
}

static PostilYaml *
read_scalar (Reader *reader, const yaml_event_t *event, GError **error)
{
  PostilYaml *node = new_node (reader, POSTIL_YAML_SCALAR, event, error);

  if (node == NULL)
    return NULL;
  if (memchr (event->data.scalar.value, '\0', event->data.scalar.length) != NULL)
    {
      postil_yaml_fail (error, reader->origin, node->line, _ ("a value holds a NUL character"));
      postil_yaml_free (node);
      return NULL;
    }
  /* A block's text begins on the line after its "|". */
  if (event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE || event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE)
    node->line++;
  node->value = g_strndup ((const char *) event->data.scalar.value, event->data.scalar.length);
  return node;
}

static PostilYaml *
read_node (Reader *reader, const yaml_event_t *event, guint depth, GError **error)
{
  guint line = (guint) event->start_mark.line + 1;
  PostilYaml *node;

  if (depth > MAX_DEPTH)
    {
      postil_yaml_fail (error, reader->origin, line, _ ("nested more than %d levels deep"), MAX_DEPTH);
      return NULL;
    }
  switch (event->type)
    {
    case YAML_SCALAR_EVENT:
      return read_scalar (reader, event, error);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
      node = new_node (reader, event->type == YAML_MAPPING_START_EVENT ? POSTIL_YAML_MAPPING : POSTIL_YAML_SEQUENCE,
                       event, error);
      if (node != NULL && !read_children (reader, node, depth + 1, error))
        g_clear_pointer (&node, postil_yaml_free);
      return node;
    case YAML_ALIAS_EVENT:
      postil_yaml_fail (error, reader->origin, line,
                        _ ("aliases (*name) are not taken; write the value out, or use define"));
      return NULL;
    default:
      postil_yaml_fail (error, reader->origin, line, _ ("a value was expected here"));
      return NULL;
    }
}

/* Skips the events before the first node; the caller frees @event. */
static gboolean
first_event (Reader *reader, yaml_event_t *event, GError **error)
{
  for (;;)
    {
      if (!next_event (reader, event, error))
        return FALSE;
      if (event->type == YAML_STREAM_END_EVENT)
        {
          yaml_event_delete (event);
          return postil_yaml_fail (error, reader->origin, 1, _ ("the file is empty"));
        }
      if (event->type != YAML_STREAM_START_EVENT && event->type != YAML_DOCUMENT_START_EVENT)
        return TRUE;
      yaml_event_delete (event);
    }
}

static gboolean
expect_end (Reader *reader, GError **error)
{
  for (;;)
    {
      yaml_event_t event;
      yaml_event_type_t type;
      guint line;

      if (!next_event (reader, &event, error))
        return FALSE;
      type = event.type;
      line = (guint) event.start_mark.line + 1;
      yaml_event_delete (&event);
      if (type == YAML_STREAM_END_EVENT)
        return TRUE;
      if (type != YAML_DOCUMENT_END_EVENT)
        return postil_yaml_fail (error, reader->origin, line, _ ("only one YAML document is taken per file"));
    }
}

PostilYaml *
postil_yaml_parse (const char *yaml, gsize n_bytes, const char *origin, GError **error)
{
  Reader reader = { .origin = origin, .yaml = yaml, .n_bytes = n_bytes };
  yaml_event_t event;
  PostilYaml *root = NULL;

  if (n_bytes > MAX_BYTES)
    {
      postil_yaml_fail (error, origin, 1, _ ("%zu bytes; at most %d are taken in one file"), n_bytes, MAX_BYTES);
      return NULL;
    }
  if (!yaml_parser_initialize (&reader.parser))
    g_error ("Out of memory for the YAML parser");
  yaml_parser_set_input_string (&reader.parser, (const unsigned char *) yaml, n_bytes);
  if (first_event (&reader, &event, error))
    {
      root = read_node (&reader, &event, 0, error);
      yaml_event_delete (&event);
      if (root != NULL && !expect_end (&reader, error))
        g_clear_pointer (&root, postil_yaml_free);
    }
  yaml_parser_delete (&reader.parser);
  return root;
}
