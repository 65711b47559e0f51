/* doccano.c - JSON lines of doccano, in the shape for sequences and in that for relations (formats.md, section 2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "json-values.h"
#include "tasks.h"

const PostilCapabilities postil_doccano_can = { .overlap = TRUE, .blank = TRUE, .edges = TRUE };
const PostilCapabilities postil_doccano_relations_can = {
  .overlap = TRUE, .parts = TRUE, .relations = TRUE, .blank = TRUE, .edges = TRUE
};

/* doccano gives its own id to each text, and gives back other members as they are. */
#define KEY "postil_id"

static void
append_head (GString *out, const PostilTask *task)
{
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (task->walk->document->text, &n_bytes);

  g_string_append_c (out, '{');
  postil_json_append_key (out, "text");
  postil_json_append_string (out, utf8, n_bytes);
}

static void
append_triples (GString *out, const PostilTask *task)
{
  const GArray *pieces = task->outline->pieces;

  append_head (out, task);
  postil_json_append_key (out, "label");
  g_string_append_c (out, '[');
  for (guint i = 0; i < pieces->len; i++)
    {
      const PostilPiece *piece = &g_array_index (pieces, PostilPiece, i);

      g_string_append_printf (out, "%s[%u,%u,", i > 0 ? "," : "", piece->range.start, piece->range.stop);
      postil_json_append_string (out, postil_export_walk_label (task->walk, piece->span->label), -1);
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, ']');
  postil_json_append_pair (out, KEY, task->walk->document->key);
  g_string_append_c (out, '}');
}

static void
append_link (GString *out, guint *n_links, guint from, guint to, const char *type)
{
  g_string_append (out, *n_links > 0 ? ",{" : "{");
  postil_json_append_number (out, "id", ++*n_links);
  postil_json_append_number (out, "from_id", from + 1);
  postil_json_append_number (out, "to_id", to + 1);
  postil_json_append_pair (out, "type", type);
  g_string_append_c (out, '}');
}

static void
append_links (GString *out, const PostilTask *task, const GArray *fragments)
{
  guint n_links = 0;

  for (guint i = 0; i < fragments->len; i++)
    if (g_array_index (fragments, PostilFragment, i).continued)
      append_link (out, &n_links, i, i + 1, POSTIL_CONTINUES);
  for (guint i = 0; i < task->outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (task->outline->relations, i);

      append_link (out, &n_links, postil_fragments_find (fragments, relation->head),
                   postil_fragments_find (fragments, relation->tail),
                   postil_export_walk_label (task->walk, relation->label));
    }
}

static void
append_entities (GString *out, const PostilTask *task)
{
  g_autoptr (GArray) fragments = postil_outline_fragments (task->outline);

  append_head (out, task);
  postil_json_append_key (out, "entities");
  g_string_append_c (out, '[');
  for (guint i = 0; i < fragments->len; i++)
    {
      const PostilFragment *fragment = &g_array_index (fragments, PostilFragment, i);

      g_string_append (out, i > 0 ? ",{" : "{");
      postil_json_append_number (out, "id", i + 1);
      postil_json_append_pair (out, "label", postil_export_walk_label (task->walk, fragment->piece->span->label));
      postil_json_append_number (out, "start_offset", fragment->range.start);
      postil_json_append_number (out, "end_offset", fragment->range.stop);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
  postil_json_append_key (out, "relations");
  g_string_append_c (out, '[');
  append_links (out, task, fragments);
  g_string_append_c (out, ']');
  postil_json_append_pair (out, KEY, task->walk->document->key);
  g_string_append_c (out, '}');
}

/* ---- reading ---- */

static const json_t *
first_member (const json_t *value, const char *const *names)
{
  for (; *names != NULL; names++)
    if (json_object_get (value, *names) != NULL)
      return json_object_get (value, *names);
  return NULL;
}

/* Ids are numbers or strings, and mean something within their line only. */
static char *
name_of (const json_t *id)
{
  if (json_is_string (id))
    return g_strdup (json_string_value (id));
  return json_is_integer (id) ? g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (id)) : NULL;
}

static gboolean
read_entity (PostilRecord *record, const json_t *entity, guint line)
{
  gboolean triple = json_is_array (entity) && json_array_size (entity) >= 3;
  const json_t *label = triple ? json_array_get (entity, 2) : json_object_get (entity, "label");
  g_autofree char *id = triple ? NULL : name_of (json_object_get (entity, "id"));
  gint64 start, stop;

  if (triple ? !postil_json_to_integer (json_array_get (entity, 0), &start) ||
                   !postil_json_to_integer (json_array_get (entity, 1), &stop)
             : !postil_json_get_integer (entity, "start_offset", &start) ||
                   !postil_json_get_integer (entity, "end_offset", &stop))
    return FALSE;
  if (!json_is_string (label) || json_string_length (label) == 0)
    return FALSE;
  postil_record_add (record, id, json_string_value (label), start, stop, NULL, line);
  return TRUE;
}

static void
read_entities (PostilRecord *record, const json_t *entities, guint line, PostilIntake *intake)
{
  for (size_t i = 0; i < json_array_size (entities); i++)
    {
      const json_t *entity = json_array_get (entities, i);

      if (json_is_string (entity)) /* a project for whole texts: all of them are labels of it */
        continue;
      if (!read_entity (record, entity, line) && intake != NULL)
        postil_intake_refuse (intake, line, _ ("Span %zu needs a start, an end and a label that is not empty."),
                              (gsize) i + 1);
    }
}

static void
read_relations (PostilRecord *record, const json_t *relations, guint line, PostilIntake *intake)
{
  for (size_t i = 0; i < json_array_size (relations); i++)
    {
      const json_t *relation = json_array_get (relations, i);
      g_autofree char *from = name_of (json_object_get (relation, "from_id"));
      g_autofree char *to = name_of (json_object_get (relation, "to_id"));
      const char *type = postil_json_get_string (relation, "type");

      if (from != NULL && to != NULL && type != NULL)
        postil_record_link (record, type, from, to, line);
      else if (intake != NULL)
        postil_intake_refuse (intake, line, _ ("Relation %zu needs “from_id”, “to_id” and “type”."), (gsize) i + 1);
    }
}

static PostilRecord *
parse (const json_t *value, const PostilImportFile *file, guint line, PostilIntake *intake, GError **error)
{
  static const char *const texts[] = { "text", "data", NULL };
  static const char *const spans[] = { "entities", "label", "labels", NULL };
  static const char *const taken[] = { "text", "data",      "entities", "label", "labels",
                                       "id",   "relations", "cats",     KEY,     NULL };
  const json_t *text = first_member (value, texts), *entities = first_member (value, spans);
  const json_t *id = json_object_get (value, KEY);
  g_autofree char *key = postil_task_key (file, id != NULL ? id : json_object_get (value, "id"), line);
  g_autoptr (PostilRecord) record = NULL;

  if (!json_is_string (text))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT, _ ("A line of doccano needs “text” (a string)."));
      return NULL;
    }
  record = postil_record_new (key, json_string_value (text), json_string_length (text), line, error);
  if (record == NULL)
    return NULL;
  read_entities (record, entities, line, intake);
  read_relations (record, json_object_get (value, "relations"), line, intake);
  postil_task_add_labels (record, json_is_array (entities) ? entities : NULL);
  postil_task_add_labels (record, json_object_get (value, "cats"));
  postil_task_keep_rest (record, value, taken);
  return g_steal_pointer (&record);
}

/* ---- the rows of the table ---- */

static const PostilTaskFormat sequences = { .title = "doccano",
                                            .can = &postil_doccano_can,
                                            .keys = TRUE,
                                            .append = append_triples,
                                            .parse = parse };
static const PostilTaskFormat related = { .title = "doccano with relations",
                                          .can = &postil_doccano_relations_can,
                                          .keys = TRUE,
                                          .joins = TRUE,
                                          .append = append_entities,
                                          .parse = parse };

int
postil_doccano_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  g_autoptr (json_t) first = postil_json_values_first (head, n_bytes);
  const json_t *text = json_object_get (first, "text"), *label = json_object_get (first, "label");
  const json_t *entities = json_object_get (first, "entities"), *one = NULL;

  if (first == NULL)
    return postil_json_head_has (head, n_bytes, "\"start_offset\":") || postil_json_head_has (head, n_bytes, "\"label\":[[")
               ? 92
               : 0;
  if (!json_is_string (text) && !json_is_string (json_object_get (first, "data")))
    return 0;
  if (label == NULL)
    label = json_object_get (first, "labels");
  one = json_array_get (json_is_array (entities) ? entities : label, 0);
  if (json_is_array (entities) && (json_is_array (json_object_get (first, "relations")) ||
                                   json_object_get (one, "start_offset") != NULL || json_is_array (one)))
    return 92;
  if (json_object_get (first, "spans") != NULL || json_object_get (first, "tokens") != NULL)
    return 0;
  if (json_is_array (one) && json_array_size (one) == 3)
    return 92;
  return json_is_array (label) && (one == NULL || json_is_string (one)) ? 91 : 0;
}

gboolean
postil_doccano_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                     PostilReport *report, GCancellable *cancellable, GError **error)
{
  return postil_tasks_read (&related, store, file, options, report, cancellable, error);
}

gboolean
postil_doccano_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                      GCancellable *cancellable, GError **error)
{
  return postil_tasks_write (&sequences, store, out, options, report, cancellable, error);
}

gboolean
postil_doccano_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return postil_tasks_prove (&sequences, store, bytes, options, error);
}

gboolean
postil_doccano_relations_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                                PostilReport *report, GCancellable *cancellable, GError **error)
{
  return postil_tasks_write (&related, store, out, options, report, cancellable, error);
}

gboolean
postil_doccano_relations_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return postil_tasks_prove (&related, store, bytes, options, error);
}
