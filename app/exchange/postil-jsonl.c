/* postil-jsonl.c - Postil's own JSON lines: one document a line, nothing lost (formats.md, section 0a)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include <postil/readings.h>

#include "details.h"
#include "json-lines.h"
#include "jsonl-proof.h"
#include "label-set.h"
#include "span-json.h"

const PostilCapabilities postil_jsonl_can = {
  .overlap = TRUE,
  .parts = TRUE,
  .relations = TRUE,
  .notes = TRUE,
  .states = TRUE,
  .annotators = TRUE,
  .document_labels = TRUE,
  .structure = TRUE,
  .blank = TRUE,
  .edges = TRUE,
  .attributes = TRUE,
  .relation_notes = TRUE,
  .relation_annotators = TRUE,
  .scores = TRUE,
  .sources = TRUE,
  .reasons = TRUE,
  .created = TRUE,
  .decided = TRUE,
  .relation_scores = TRUE,
  .relation_sources = TRUE,
  .titles = TRUE,
  .languages = TRUE,
  .details = TRUE,
  .done = TRUE,
  .colours = TRUE,
  .definitions = TRUE,
};

/* ---- reading ---- */

static const char *const own_keys[] = { "id", "text", "sha256", "meta", "spans", "relations", "labels", "read", "label_set", NULL };

int
postil_jsonl_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  gsize at = n_bytes >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < n_bytes && g_ascii_isspace (head[at]))
    at++;
  if (at >= n_bytes || head[at] != '{')
    return 0;
  if (g_str_has_suffix (name, ".jsonl") || g_str_has_suffix (name, ".ndjson"))
    return 90;
  return g_strstr_len ((const char *) head, n_bytes, "\"text\"") != NULL ? 85 : 10;
}

/* A line's id, which may be a number in data from elsewhere; without one, the file and line. */
static char *
read_key (PostilIntake *intake, const json_t *object, guint line)
{
  const json_t *id = json_object_get (object, "id");

  if (json_is_string (id) && json_string_length (id) > 0)
    return g_strdup (json_string_value (id));
  if (json_is_integer (id))
    return g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (id));
  return g_strdup_printf ("%s:%u", postil_intake_get_file (intake)->key, line);
}

/* The columns that a document has of its own leave @meta; what they cannot hold stays there. Of meta data that are
 * called like a column, or like this object, the writer makes an object of their own. */
#define ASIDE "postil_meta"

static const char *const column_names[] = { "title",   "kind", "source", "source_sha256", "encoding", "language",
                                            "newline", ASIDE,  NULL };

static void
take_string (json_t *meta, const char *key, char **column)
{
  const char *value = postil_json_get_string (meta, key);

  if (value == NULL)
    return;
  g_free (*column);
  *column = g_strdup (value);
  json_object_del (meta, key);
}

static void
take_columns (PostilDocument *document, json_t *meta, PostilDocumentKind declared)
{
  g_autofree char *newline = NULL;
  const char *kind = postil_json_get_string (meta, "kind");
  json_t *aside = json_object_get (meta, ASIDE);

  take_string (meta, "title", &document->title);
  take_string (meta, "source", &document->source_uri);
  take_string (meta, "source_sha256", &document->source_sha256);
  take_string (meta, "encoding", &document->encoding);
  take_string (meta, "language", &document->language);
  take_string (meta, "newline", &newline);
  if (newline != NULL)
    document->newline = postil_newline_from_string (newline);
  if (kind != NULL && postil_document_kind_from_string (kind, &document->kind))
    json_object_del (meta, "kind");
  else
    document->kind = postil_plain_text_kind (document->text, declared);
  if (json_is_object (aside))
    {
      json_incref (aside);
      json_object_del (meta, ASIDE);
      json_object_update (meta, aside);
      json_decref (aside);
    }
}

/* Members of the line that mean nothing to Postil join the meta data, under another name where theirs is taken. */
static json_t *
read_meta (const json_t *object)
{
  const json_t *given = json_object_get (object, "meta");
  json_t *meta = json_is_object (given) ? json_copy ((json_t *) given) : json_object ();
  const char *key;
  json_t *value;

  if (given != NULL && !json_is_object (given))
    json_object_set (meta, "meta", (json_t *) given);
  json_object_foreach ((json_t *) object, key, value)
  {
    g_autoptr (GString) name = g_string_new (key);

    if (g_strv_contains (own_keys, key))
      continue;
    while (json_object_get (meta, name->str) != NULL)
      g_string_prepend_c (name, '_');
    json_object_set (meta, name->str, value);
  }
  return meta;
}

PostilDocument *
postil_jsonl_describe (const json_t *object, PostilText *text, gboolean had_cr, const char *key,
                       PostilDocumentKind kind)
{
  PostilDocument *document = postil_document_new (key, text);
  g_autoptr (json_t) meta = read_meta (object);
  const json_t *labels = json_object_get (object, "labels");
  const char *sha256;

  document->newline = had_cr                                                     ? POSTIL_NEWLINE_CRLF
                      : strchr (postil_text_get_utf8 (text, NULL), '\n') != NULL ? POSTIL_NEWLINE_LF
                                                                                 : POSTIL_NEWLINE_NONE;
  take_columns (document, meta, kind);
  sha256 = postil_json_get_string (object, "sha256");
  if (document->source_sha256 == NULL && sha256 != NULL)
    document->source_sha256 = g_strdup (sha256);
  if (document->source_sha256 == NULL)
    document->source_sha256 = g_strdup (postil_text_get_sha256 (text));
  if (document->encoding == NULL)
    document->encoding = g_strdup ("UTF-8");
  if (document->title == NULL || document->title[0] == '\0')
    {
      g_free (document->title);
      document->title = postil_plain_text_title (text, key);
    }
  if (json_object_size (meta) > 0)
    {
      g_free (document->meta);
      document->meta = postil_json_to_string (meta);
    }
  if (json_array_size (labels) > 0)
    {
      g_free (document->labels);
      document->labels = postil_json_to_string (labels);
    }
  return document;
}

static void
read_spans (PostilIntake *intake, const json_t *object, guint line, GArray *claims, GArray *places)
{
  const json_t *spans = json_object_get (object, "spans");

  if (spans != NULL && !json_is_array (spans) && !json_is_null (spans))
    postil_intake_refuse (intake, line, _ ("“spans” is no array; the document comes in without them."));
  for (gsize i = 0; i < json_array_size (spans); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!postil_span_json_read (json_array_get (spans, i), line, claims, places, &error))
        postil_intake_refuse (intake, line, _ ("Span %zu: %s"), i + 1, error->message);
    }
}

static gboolean
read_relations (PostilIntake *intake, const json_t *object, guint line, PostilId document, GHashTable *ids, GError **error)
{
  const json_t *relations = json_object_get (object, "relations");

  for (gsize i = 0; i < json_array_size (relations); i++)
    {
      const json_t *relation = json_array_get (relations, i);
      const char *state = postil_json_get_string (relation, "state");
      PostilLink link = { .score = 1, .state = POSTIL_STATE_KEPT, .line = line };

      link.id = postil_json_get_string (relation, "id");
      link.type = postil_json_get_string (relation, "type");
      link.head = postil_json_get_string (relation, "head");
      link.tail = postil_json_get_string (relation, "tail");
      link.source = postil_json_get_string (relation, "source");
      link.annotator = postil_json_get_string (relation, "annotator");
      link.note = postil_json_get_string (relation, "note");
      postil_json_get_real (relation, "score", &link.score);
      if (link.type == NULL || link.head == NULL || link.tail == NULL ||
          (state != NULL && !postil_state_from_string (state, &link.state)))
        postil_intake_refuse (intake, line, _ ("Relation %zu needs “type”, “head” and “tail” (ids of spans)."), i + 1);
      else if (!postil_intake_link (intake, ids, document, &link, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_readers (PostilStore *store, const json_t *object, PostilId document, GError **error)
{
  const json_t *names = json_object_get (object, "read");

  for (gsize i = 0; i < json_array_size (names); i++)
    {
      const char *name = json_string_value (json_array_get (names, i));
      PostilReading reading;
      PostilId annotator;

      if (name == NULL || name[0] == '\0')
        continue;
      annotator = postil_annotator_ensure (store, name, error);
      if (annotator == 0 || !postil_readings_get (store, document, annotator, &reading, error))
        return FALSE;
      if (reading.state != POSTIL_READING_DONE &&
          !postil_readings_set_state (store, document, annotator, POSTIL_READING_DONE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_document (PostilIntake *intake, PostilStore *store, const json_t *object, guint line, PostilAligner *aligner,
               GError **error)
{
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (PostilClaim));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (PostilPlace));
  g_autofree char *key = read_key (intake, object, line);
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (GHashTable) ids = NULL;
  gboolean accepted, added;

  g_array_set_clear_func (claims, postil_claim_clear);
  g_array_set_clear_func (places, postil_place_clear);
  if (!postil_label_set_read (intake, store, json_object_get (object, "label_set"), line, error))
    return FALSE;
  read_spans (intake, object, line, claims, places);
  postil_intake_align (intake, aligner, key, claims, places);
  document = postil_jsonl_describe (object, postil_aligner_get_text (aligner), postil_aligner_had_cr (aligner), key,
                                    postil_intake_get_options (intake)->kind);
  if (!postil_intake_document (intake, document, line, &accepted, &added, error))
    return FALSE;
  if (!accepted)
    return TRUE;
  if (!postil_intake_spans (intake, document, added, claims, places, error))
    return FALSE;
  ids = postil_intake_ids (intake, claims);
  return read_relations (intake, object, line, document->id, ids, error) &&
         read_readers (store, object, document->id, error);
}

static gboolean
take_line (PostilIntake *intake, const json_t *object, const GString *text, guint line, gpointer user_data,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilAligner) aligner = NULL;
  const json_t *content = json_object_get (object, "text");

  if (!json_is_string (content))
    {
      postil_intake_refuse (intake, line, _ ("A line needs to be an object with “text” (a string)."));
      return TRUE;
    }
  aligner = text != NULL
                ? postil_aligner_new (text->str, text->len, &local_error)
                : postil_aligner_new (json_string_value (content), json_string_length (content), &local_error);
  if (aligner == NULL)
    {
      postil_intake_refuse (intake, line, "%s", local_error->message);
      return TRUE;
    }
  return take_document (intake, user_data, object, line, aligner, error);
}

gboolean
postil_jsonl_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                   PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);

  return postil_json_lines_read (intake, "text", take_line, store, cancellable, error);
}

/* ---- writing ---- */

static void
set_string (json_t *meta, const char *key, const char *value)
{
  if (value != NULL && value[0] != '\0')
    json_object_set_new (meta, key, json_string (value));
}

/* Title, kind and source first, then what only this document has, then where its bytes came from. */
static void
append_meta (GString *out, const PostilDocument *document)
{
  g_autoptr (json_t) meta = json_object ();
  g_autoptr (json_t) aside = json_object ();
  g_autoptr (json_t) stored = NULL;
  const char *key;
  json_t *value;
  PostilNewline usual = strchr (postil_text_get_utf8 (document->text, NULL), '\n') != NULL ? POSTIL_NEWLINE_LF
                                                                                           : POSTIL_NEWLINE_NONE;

  set_string (meta, "title", document->title);
  json_object_set_new (meta, "kind", json_string (postil_document_kind_to_string (document->kind)));
  set_string (meta, "source", document->source_uri);
  set_string (meta, "language", document->language);
  if (document->encoding != NULL && strcmp (document->encoding, "UTF-8") != 0)
    set_string (meta, "encoding", document->encoding);
  if (document->newline != usual)
    set_string (meta, "newline", postil_newline_to_string (document->newline));
  if (g_strcmp0 (document->source_sha256, postil_text_get_sha256 (document->text)) != 0)
    set_string (meta, "source_sha256", document->source_sha256);
  if (document->meta != NULL)
    stored = postil_json_parse (document->meta, strlen (document->meta), NULL, NULL);
  json_object_foreach (stored, key, value)
  {
    if (g_strv_contains (column_names, key))
      json_object_set (aside, key, value);
    else
      json_object_set (meta, key, value);
  }
  if (json_object_size (aside) > 0)
    json_object_set (meta, ASIDE, aside);
  postil_json_append (out, meta);
}

static void
append_span (GString *out, const PostilExportWalk *walk, const PostilSpan *span)
{
  g_autofree char *id = postil_id_to_string ('s', span->id);
  PostilSpanJson fields = {
    .id = id,
    .text = walk->document->text,
    .range = span->range,
    .parts = span->parts,
    .label = postil_export_walk_label (walk, span->label),
    .state = postil_state_to_string (span->state),
    .source = postil_export_walk_source (walk, span->source),
    .annotator = postil_export_walk_annotator (walk, span->annotator),
    .score = span->score,
    .note = span->note != NULL ? span->note : "",
    .reason = span->reason,
    .attributes = span->attributes,
    .created_at = span->created_at,
    .decided_at = span->decided_at,
  };

  postil_span_json_append (out, &fields);
}

static void
append_pair (GString *out, const char *key, const char *value)
{
  g_string_append_printf (out, "%s\"%s\":", out->str[out->len - 1] == '{' ? "" : ",", key);
  postil_json_append_string (out, value, -1);
}

static void
append_relation (GString *out, const PostilExportWalk *walk, const PostilRelation *relation)
{
  g_autofree char *id = postil_id_to_string ('r', relation->id);
  g_autofree char *head = postil_id_to_string ('s', relation->head);
  g_autofree char *tail = postil_id_to_string ('s', relation->tail);

  g_string_append_c (out, '{');
  append_pair (out, "id", id);
  append_pair (out, "type", postil_export_walk_label (walk, relation->label));
  append_pair (out, "head", head);
  append_pair (out, "tail", tail);
  append_pair (out, "state", postil_state_to_string (relation->state));
  append_pair (out, "source", postil_export_walk_source (walk, relation->source));
  append_pair (out, "annotator", postil_export_walk_annotator (walk, relation->annotator));
  g_string_append (out, ",\"score\":");
  postil_json_append_real (out, relation->score);
  if (relation->note != NULL && relation->note[0] != '\0')
    append_pair (out, "note", relation->note);
  g_string_append_c (out, '}');
}

static void
append_document (GString *out, const PostilExportWalk *walk, const json_t *label_set)
{
  const PostilDocument *document = walk->document;
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (document->text, &n_bytes);

  g_string_append (out, "{\"id\":");
  postil_json_append_string (out, document->key, -1);
  g_string_append (out, ",\"text\":");
  postil_json_append_string (out, utf8, n_bytes);
  append_pair (out, "sha256", postil_text_get_sha256 (document->text));
  g_string_append (out, ",\"meta\":");
  append_meta (out, document);
  g_string_append (out, ",\"spans\":[");
  for (guint i = 0; i < walk->spans->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_span (out, walk, g_ptr_array_index (walk->spans, i));
    }
  g_string_append (out, "],\"relations\":[");
  for (guint i = 0; i < walk->relations->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_relation (out, walk, g_ptr_array_index (walk->relations, i));
    }
  g_string_append (out, "],\"labels\":");
  g_string_append (out, document->labels != NULL && document->labels[0] != '\0' ? document->labels : "[]");
  g_string_append (out, ",\"read\":[");
  for (guint i = 0; walk->done_by[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      postil_json_append_string (out, walk->done_by[i], -1);
    }
  g_string_append_c (out, ']');
  if (label_set != NULL)
    {
      g_string_append (out, ",\"label_set\":");
      postil_json_append (out, label_set);
    }
  g_string_append (out, "}\n");
}

/* ---- all of it ---- */

/* Times that no string says, how very many labels are defined, and nothing else. */
static void
count_losses (const PostilExportWalk *walk, const PostilCapabilities *can, PostilLosses *losses)
{
  for (guint i = 0; i < walk->spans->len; i++)
    postil_details_count_span (walk, g_ptr_array_index (walk->spans, i), can, losses);
  for (guint i = 0; i < walk->relations->len; i++)
    postil_details_count_relation (walk, g_ptr_array_index (walk->relations, i), can, losses);
}

gboolean
postil_jsonl_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_auto (PostilLosses) losses = { .whole = TRUE };
  g_autoptr (json_t) label_set = walk != NULL ? postil_label_set_to_json (walk) : NULL;
  PostilCapabilities can = postil_jsonl_can;
  GError *local_error = NULL;

  if (walk == NULL)
    return FALSE;
  /* Where there are too many, only those that are as everywhere are kept. */
  can.definitions = can.colours = label_set != NULL;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      g_string_truncate (line, 0);
      append_document (line, walk, label_set);
      if (!postil_jsonl_prove (walk, label_set, line, scratch))
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                       _ ("What was written does not read back as the document “%s”, so it was thrown away."),
                       walk->document->key);
          return FALSE;
        }
      if (!g_output_stream_write_all (out, line->str, line->len, NULL, cancellable, error))
        return FALSE;
      report->documents_added++;
      report->spans_added += walk->spans->len;
      report->relations_added += walk->relations->len;
      count_losses (walk, &can, &losses);
      g_clear_pointer (&label_set, json_decref); /* the first line has told it */
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  postil_losses_tell (&losses, "JSON lines", report);
  return TRUE;
}
