/* marks.c - what one side marked, read for scoring: from JSON lines or from a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "marks.h"

#include <stdio.h>
#include <string.h>

#include "../exchange/json.h"
#include "command.h"

static void
clear_span (gpointer data)
{
  g_clear_pointer (&((PostilScoredSpan *) data)->parts, g_array_unref);
}

static void
marked_document_free (gpointer data)
{
  PostilMarkedDocument *self = data;

  g_clear_pointer (&self->marks.spans, g_array_unref);
  g_clear_pointer (&self->marks.speakers, g_array_unref);
  g_clear_pointer (&self->marks.label_scores, g_hash_table_unref);
  g_strfreev (self->marks.labels);
  g_free (self->text_sha256);
  g_free (self->id);
  g_free (self);
}

static PostilMarkedDocument *
marked_document_new (const char *id)
{
  PostilMarkedDocument *self = g_new0 (PostilMarkedDocument, 1);

  self->id = g_strdup (id);
  self->marks.spans = g_array_new (FALSE, TRUE, sizeof (PostilScoredSpan));
  g_array_set_clear_func (self->marks.spans, clear_span);
  self->marks.speakers = g_array_new (FALSE, FALSE, sizeof (PostilScoredRelation));
  self->marks.label_scores = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static PostilMarks *
marks_new (void)
{
  PostilMarks *self = g_new0 (PostilMarks, 1);

  self->documents = g_ptr_array_new_with_free_func (marked_document_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->strings = g_string_chunk_new (4096);
  return self;
}

void
postil_marks_free (PostilMarks *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->documents);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static gboolean invalid (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
invalid (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT, message);
  return FALSE;
}

/* A string or a whole number, as an id or an entity may be written. */
static char *
name_of (const json_t *value)
{
  if (json_is_string (value))
    return g_strdup (json_string_value (value));
  return json_is_integer (value) ? g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (value)) : NULL;
}

static gboolean
take_offset (const json_t *value, guint32 *offset)
{
  gint64 number = 0;

  if (!postil_json_to_integer (value, &number) || number < 0 || number > G_MAXINT32)
    return FALSE;
  *offset = (guint32) number;
  return TRUE;
}

static gboolean
take_parts (const json_t *list, PostilScoredSpan *span)
{
  if (json_array_size (list) == 0)
    return TRUE;
  span->parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  for (size_t i = 0; i < json_array_size (list); i++)
    {
      const json_t *item = json_array_get (list, i);
      PostilRange part = { 0, 0 };

      if (json_array_size (item) != 2 || !take_offset (json_array_get (item, 0), &part.start) ||
          !take_offset (json_array_get (item, 1), &part.stop))
        return FALSE;
      g_array_append_val (span->parts, part);
    }
  return TRUE;
}

/* @by_id: span id -> index. */
static gboolean
take_span (PostilMarks *self, PostilMarkedDocument *document, const json_t *value, GHashTable *by_id, GError **error)
{
  PostilScoredSpan span = { .score = 1.0 };
  const char *label = postil_json_get_string (value, "label");
  g_autofree char *id = name_of (json_object_get (value, "id"));
  g_autofree char *entity = name_of (json_object_get (value, "entity"));
  const guint index = document->marks.spans->len;

  if (label == NULL)
    return invalid (error, "span %u has no label", index + 1);
  if (!take_offset (json_object_get (value, "start"), &span.range.start) ||
      !take_offset (json_object_get (value, "end"), &span.range.stop))
    return invalid (error, "span %u has no start and end that are whole numbers", index + 1);
  if (!take_parts (json_object_get (value, "parts"), &span))
    {
      clear_span (&span);
      return invalid (error, "the parts of span %u are not a list of [start,end] pairs", index + 1);
    }
  postil_json_get_real (value, "score", &span.score);
  span.label = g_string_chunk_insert_const (self->strings, label);
  span.entity = entity != NULL ? g_string_chunk_insert_const (self->strings, entity) : NULL;
  g_array_append_val (document->marks.spans, span);
  if (id != NULL)
    g_hash_table_replace (by_id, g_steal_pointer (&id), GUINT_TO_POINTER (index));
  return TRUE;
}

static void
take_relation (PostilMarks *self, PostilMarkedDocument *document, const json_t *value, GHashTable *by_id)
{
  g_autofree char *head = name_of (json_object_get (value, "head"));
  g_autofree char *tail = name_of (json_object_get (value, "tail"));
  gpointer head_index = NULL;
  gpointer tail_index = NULL;

  if (g_strcmp0 (postil_json_get_string (value, "type"), "speaker") != 0)
    return;
  if (head == NULL || tail == NULL || !g_hash_table_lookup_extended (by_id, head, NULL, &head_index) ||
      !g_hash_table_lookup_extended (by_id, tail, NULL, &tail_index))
    {
      self->n_loose++;
      return;
    }
  const PostilScoredRelation relation = { GPOINTER_TO_UINT (head_index), GPOINTER_TO_UINT (tail_index) };
  g_array_append_val (document->marks.speakers, relation);
}

static gboolean
take_document_labels (PostilMarkedDocument *document, const json_t *value, GError **error)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  const json_t *list = json_object_get (value, "labels");
  json_t *scores = json_object_get (value, "label_scores");

  for (size_t i = 0; i < json_array_size (list); i++)
    {
      const json_t *item = json_array_get (list, i);

      if (!json_is_string (item))
        return invalid (error, "a document label is no string");
      g_strv_builder_add (labels, json_string_value (item));
    }
  document->marks.labels = g_strv_builder_end (labels);

  for (void *at = json_object_iter (scores); at != NULL; at = json_object_iter_next (scores, at))
    {
      const char *key = json_object_iter_key (at);
      const double score = json_number_value (json_object_iter_value (at));

      if (!json_is_number (json_object_iter_value (at)))
        return invalid (error, "the score of document label \"%s\" is no number", key);
      g_hash_table_replace (document->marks.label_scores, g_utf8_strdown (key, -1), g_memdup2 (&score, sizeof score));
    }
  return TRUE;
}

static gboolean
take_document (PostilMarks *self, const json_t *value, GError **error)
{
  g_autofree char *id = name_of (json_object_get (value, "id"));
  const json_t *text = json_object_get (value, "text");
  const json_t *spans = json_object_get (value, "spans");
  const json_t *relations = json_object_get (value, "relations");

  if (id == NULL)
    return invalid (error, "the line is no document: it has no \"id\"");
  if (g_hash_table_contains (self->by_id, id))
    return invalid (error, "document \"%s\" occurs twice", id);

  PostilMarkedDocument *document = marked_document_new (id);
  g_ptr_array_add (self->documents, document);
  g_hash_table_insert (self->by_id, document->id, document);
  if (json_is_string (text))
    document->text_sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) json_string_value (text),
                                                         json_string_length (text));

  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (size_t i = 0; i < json_array_size (spans); i++)
    if (!take_span (self, document, json_array_get (spans, i), by_id, error))
      return FALSE;
  for (size_t i = 0; i < json_array_size (relations); i++)
    take_relation (self, document, json_array_get (relations, i), by_id);
  return take_document_labels (document, value, error);
}

static gboolean
is_blank (const char *line, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    if (!g_ascii_isspace (line[i]))
      return FALSE;
  return TRUE;
}

static gboolean
load_lines (PostilMarks *self, const char *path, GBytes *bytes, GError **error)
{
  gsize n_bytes = 0;
  const char *data = g_bytes_get_data (bytes, &n_bytes);
  const char *line = NULL;
  PostilLineReader reader;

  postil_line_reader_init (&reader, data, n_bytes);
  while (postil_line_reader_next (&reader, &line, &n_bytes))
    {
      g_autoptr (GError) local = NULL;

      if (is_blank (line, n_bytes))
        continue;
      g_autoptr (json_t) value = postil_json_parse (line, n_bytes, NULL, &local);
      if (value == NULL || !take_document (self, value, &local))
        return invalid (error, "%s:%u: error: %s", path, reader.line, local->message);
    }
  return TRUE;
}

/* Label id -> name, borrowed from @labels. */
static GHashTable *
names_of (GPtrArray *labels)
{
  GHashTable *names = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < labels->len; i++)
    {
      PostilLabel *label = g_ptr_array_index (labels, i);
      g_hash_table_insert (names, &label->id, label->name);
    }
  return names;
}

static gboolean
take_stored_relations (PostilMarks *self, PostilStore *store, PostilId id, PostilStates states, GHashTable *names,
                       GHashTable *by_id, PostilMarkedDocument *document, GError **error)
{
  g_autoptr (GPtrArray) relations = postil_relations_list (store, id, states, error);

  for (guint i = 0; relations != NULL && i < relations->len; i++)
    {
      const PostilRelation *stored = g_ptr_array_index (relations, i);
      PostilScoredRelation relation = { 0, 0 };
      gpointer head = NULL;
      gpointer tail = NULL;

      if (g_strcmp0 (g_hash_table_lookup (names, &stored->label), "speaker") != 0)
        continue;
      if (!g_hash_table_lookup_extended (by_id, &stored->head, NULL, &head) ||
          !g_hash_table_lookup_extended (by_id, &stored->tail, NULL, &tail))
        {
          self->n_loose++;
          continue;
        }
      relation = (PostilScoredRelation){ GPOINTER_TO_UINT (head), GPOINTER_TO_UINT (tail) };
      g_array_append_val (document->marks.speakers, relation);
    }
  return relations != NULL;
}

static gboolean
take_stored_document (PostilMarks *self, PostilStore *store, PostilId id, PostilStates states, GHashTable *names,
                      GError **error)
{
  g_autoptr (PostilDocument) stored = postil_documents_get (store, id, error);
  const PostilSpanFilter filter = { .document = id, .states = states };

  if (stored == NULL)
    return FALSE;

  g_autoptr (GPtrArray) spans = postil_spans_list (store, &filter, error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  if (spans == NULL)
    return FALSE;

  PostilMarkedDocument *document = marked_document_new (stored->key);
  g_ptr_array_add (self->documents, document);
  g_hash_table_insert (self->by_id, document->id, document);
  document->text_sha256 = g_strdup (postil_text_get_sha256 (stored->text));
  for (guint i = 0; i < spans->len; i++)
    {
      PostilSpan *span = g_ptr_array_index (spans, i);
      const char *label = g_hash_table_lookup (names, &span->label);
      const PostilScoredSpan scored = {
        .range = span->range,
        .parts = span->parts != NULL ? g_array_ref (span->parts) : NULL,
        .label = g_string_chunk_insert_const (self->strings, label != NULL ? label : ""),
        .score = span->score,
      };
      g_array_append_val (document->marks.spans, scored);
      g_hash_table_insert (by_id, &span->id, GUINT_TO_POINTER (i));
    }

  g_autoptr (json_t) labels =
      stored->labels != NULL ? postil_json_parse (stored->labels, strlen (stored->labels), NULL, NULL) : NULL;
  g_autoptr (json_t) holder = json_pack ("{s:O*}", "labels", labels);
  return take_document_labels (document, holder, error) &&
         take_stored_relations (self, store, id, states, names, by_id, document, error);
}

static gboolean
load_project (PostilMarks *self, const char *path, PostilStates states, GError **error)
{
  g_autoptr (PostilStore) store = postil_store_open (path, POSTIL_STORE_READ_ONLY, error);
  g_autoptr (GPtrArray) labels = store != NULL ? postil_labels_list (store, TRUE, error) : NULL;
  g_autoptr (GArray) ids = labels != NULL ? postil_documents_ids (store, &POSTIL_DOCUMENT_FILTER_ALL, error) : NULL;

  if (ids == NULL)
    return FALSE;

  g_autoptr (GHashTable) names = names_of (labels);
  for (guint i = 0; i < ids->len; i++)
    if (!take_stored_document (self, store, g_array_index (ids, PostilId, i), states, names, error))
      return FALSE;
  return TRUE;
}

/* ---- one project's documents that are done ---- */

static gboolean
is_done_by (PostilStore *store, PostilId document, const char *annotator, gboolean *done, GError **error)
{
  g_auto (GStrv) names = annotator != NULL ? postil_readings_done_by (store, document, error) : NULL;

  *done = annotator == NULL || (names != NULL && g_strv_contains ((const char *const *) names, annotator));
  return annotator == NULL || names != NULL;
}

static void
add_marks (PostilMarks *self, const char *key, GPtrArray *spans, GHashTable *names)
{
  PostilMarkedDocument *document = marked_document_new (key);

  document->marks.labels = g_new0 (char *, 1);
  g_ptr_array_add (self->documents, document);
  g_hash_table_insert (self->by_id, document->id, document);
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      const char *label = g_hash_table_lookup (names, &span->label);
      PostilScoredSpan scored = { .range = span->range, .score = span->score };

      scored.parts = span->parts != NULL ? g_array_ref (span->parts) : NULL;
      scored.label = g_string_chunk_insert_const (self->strings, label != NULL ? label : "");
      g_array_append_val (document->marks.spans, scored);
    }
}

static gboolean
add_done (PostilStore *store, PostilId id, GHashTable *names, PostilMarks *kept, PostilMarks *proposed, GError **error)
{
  const PostilSpanFilter filter = { .document = id,
                                    .states = POSTIL_STATES (POSTIL_STATE_KEPT),
                                    .without_structure = TRUE };
  g_autoptr (PostilDocument) document = postil_documents_get (store, id, error);
  g_autoptr (GPtrArray) gold = document != NULL ? postil_spans_list (store, &filter, error) : NULL;
  g_autoptr (GPtrArray) machine = gold != NULL ? postil_spans_proposed (store, id, error) : NULL;

  if (machine == NULL)
    return FALSE;
  add_marks (kept, document->key, gold, names);
  add_marks (proposed, document->key, machine, names);
  return TRUE;
}

gboolean
postil_marks_of_done (const char *path, const char *annotator, PostilMarks **kept, PostilMarks **proposed,
                      GError **error)
{
  g_autoptr (PostilStore) store = postil_store_open (path, POSTIL_STORE_READ_ONLY, error);
  g_autoptr (GPtrArray) labels = store != NULL ? postil_labels_list (store, TRUE, error) : NULL;
  g_autoptr (GArray) ids = labels != NULL ? postil_readings_all_done (store, error) : NULL;
  g_autoptr (PostilMarks) gold = marks_new ();
  g_autoptr (PostilMarks) machine = marks_new ();
  g_autoptr (GHashTable) names = NULL;

  if (ids == NULL)
    return FALSE;
  names = names_of (labels);
  for (guint i = 0; i < ids->len; i++)
    {
      PostilId id = g_array_index (ids, PostilId, i);
      gboolean done;

      if (!is_done_by (store, id, annotator, &done, error) ||
          (done && !add_done (store, id, names, gold, machine, error)))
        return FALSE;
    }
  *kept = g_steal_pointer (&gold);
  *proposed = g_steal_pointer (&machine);
  return TRUE;
}

/* By the first bytes; what cannot be read is told by whoever reads it next. */
gboolean
postil_marks_is_project (const char *path)
{
  static const char magic[] = "SQLite format 3";
  char head[sizeof magic];
  FILE *file = strcmp (path, "-") != 0 ? fopen (path, "rb") : NULL;

  if (file == NULL)
    return FALSE;

  const size_t n = fread (head, 1, sizeof head, file);
  fclose (file);
  return n == sizeof head && memcmp (head, magic, sizeof head) == 0;
}

PostilMarks *
postil_marks_load (const char *path, PostilStates states, GError **error)
{
  g_autoptr (PostilMarks) self = marks_new ();

  if (postil_marks_is_project (path))
    return load_project (self, path, states, error) ? g_steal_pointer (&self) : NULL;

  g_autoptr (GBytes) bytes = postil_command_read_file (path, error);
  return bytes != NULL && load_lines (self, path, bytes, error) ? g_steal_pointer (&self) : NULL;
}
