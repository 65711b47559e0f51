/* spacy.c - spaCy's Doc JSON, its tuples of offsets, and the sniffing of its three shapes (formats.md, section 1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "json-values.h"
#include "spacy-private.h"
#include "spaced-tokens.h"

/* What overlaps goes to a group of spans. */
const PostilCapabilities postil_spacy_can = { .overlap = TRUE, .document_labels = TRUE };
const PostilCapabilities postil_spacy_tuples_can = { .document_labels = TRUE, .edges = TRUE };

#define GROUP "sc"

/* ---- writing ---- */

void
postil_spacy_append_cats (GString *out, const PostilDocument *document, gboolean list)
{
  g_autoptr (json_t) labels = NULL;
  gboolean first = TRUE;

  if (document->labels != NULL)
    labels = postil_json_parse (document->labels, strlen (document->labels), NULL, NULL);
  postil_json_append_key (out, "cats");
  g_string_append_c (out, list ? '[' : '{');
  for (size_t i = 0; i < json_array_size (labels); i++)
    {
      const char *label = json_string_value (json_array_get (labels, i));

      if (label == NULL)
        continue;
      g_string_append (out, first ? "" : ",");
      g_string_append (out, list ? "{\"label\":" : "");
      postil_json_append_string (out, label, -1);
      g_string_append (out, list ? ",\"value\":1.0}" : ":1.0"); /* spaCy takes no 1 for it */
      first = FALSE;
    }
  g_string_append_c (out, list ? ']' : '}');
}

/* Which pieces stay in the one flat layer: the longest of those that share a character. GArray of gboolean. */
static GArray *
choose_flat (const PostilTask *task)
{
  const GArray *pieces = task->outline->pieces;
  GArray *flat = g_array_sized_new (FALSE, TRUE, sizeof (gboolean), pieces->len);
  guint32 stop = 0;
  guint before = 0;

  g_array_set_size (flat, pieces->len);
  for (guint i = 0; i < pieces->len; i++)
    {
      PostilRange range = g_array_index (pieces, PostilPiece, i).range;

      if (range.start >= stop)
        {
          g_array_index (flat, gboolean, i) = TRUE;
          stop = range.stop;
          before = i;
        }
      else if (postil_range_length (range) > postil_range_length (g_array_index (pieces, PostilPiece, before).range))
        {
          g_array_index (flat, gboolean, before) = FALSE;
          g_array_index (flat, gboolean, i) = TRUE;
          stop = range.stop;
          before = i;
        }
    }
  return flat;
}

static void
append_spans (GString *out, const PostilTask *task, const GArray *flat, gboolean wanted)
{
  gboolean first = TRUE;

  g_string_append_c (out, '[');
  for (guint i = 0; i < flat->len; i++)
    {
      const PostilPiece *piece = &g_array_index (task->outline->pieces, PostilPiece, i);

      if (g_array_index (flat, gboolean, i) != wanted)
        continue;
      g_string_append (out, first ? "{" : ",{");
      postil_json_append_number (out, "start", piece->range.start);
      postil_json_append_number (out, "end", piece->range.stop);
      postil_json_append_pair (out, "label", postil_export_walk_label (task->walk, piece->span->label));
      if (!wanted)
        postil_json_append_pair (out, "kb_id", "");
      g_string_append_c (out, '}');
      first = FALSE;
    }
  g_string_append_c (out, ']');
}

static void
append_doc (GString *out, const PostilTask *task)
{
  const PostilDocument *document = task->walk->document;
  g_autoptr (PostilTokens) words = postil_tokens_new (document->text);
  g_autoptr (GArray) tokens = postil_spaced_tokens_new (document->text, words);
  g_autoptr (GArray) flat = choose_flat (task);
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (document->text, &n_bytes);

  g_string_append_c (out, '{');
  postil_json_append_key (out, "text");
  postil_json_append_string (out, utf8, n_bytes);
  postil_json_append_key (out, "ents");
  append_spans (out, task, flat, TRUE);
  postil_spacy_append_cats (out, document, FALSE);
  postil_json_append_key (out, "spans");
  g_string_append (out, "{\"" GROUP "\":");
  append_spans (out, task, flat, FALSE);
  g_string_append_c (out, '}');
  postil_json_append_key (out, "tokens");
  g_string_append_c (out, '[');
  for (guint i = 0; i < tokens->len; i++)
    {
      PostilRange range = g_array_index (tokens, PostilSpacedToken, i).range;

      g_string_append_printf (out, "%s{\"id\":%u,\"start\":%u,\"end\":%u}", i > 0 ? "," : "", i, range.start, range.stop);
    }
  g_string_append_c (out, ']');
  postil_json_append_key (out, "_");
  g_string_append_c (out, '{');
  postil_json_append_pair (out, POSTIL_SPACY_KEY, document->key);
  g_string_append (out, "}}");
}

static void
append_tuple (GString *out, const PostilTask *task)
{
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (task->walk->document->text, &n_bytes);
  const GArray *pieces = task->outline->pieces;

  g_string_append_c (out, '[');
  postil_json_append_string (out, utf8, n_bytes);
  g_string_append (out, ",{\"entities\":[");
  for (guint i = 0; i < pieces->len; i++)
    {
      const PostilPiece *piece = &g_array_index (pieces, PostilPiece, i);

      g_string_append_printf (out, "%s[%u,%u,", i > 0 ? "," : "", piece->range.start, piece->range.stop);
      postil_json_append_string (out, postil_export_walk_label (task->walk, piece->span->label), -1);
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, ']');
  postil_spacy_append_cats (out, task->walk->document, FALSE);
  g_string_append (out, "}]");
}

/* ---- reading ---- */

static void
read_objects (PostilRecord *record, const json_t *spans, guint line, PostilIntake *intake)
{
  for (size_t i = 0; i < json_array_size (spans); i++)
    {
      const json_t *span = json_array_get (spans, i);
      const char *label = postil_json_get_string (span, "label");
      gint64 start, stop;

      if (postil_json_get_integer (span, "start", &start) && postil_json_get_integer (span, "end", &stop) && label != NULL &&
          label[0] != '\0')
        postil_record_add (record, NULL, label, start, stop, postil_json_get_string (span, "text"), line);
      else if (intake != NULL)
        postil_intake_refuse (intake, line, _ ("Span %zu needs “start”, “end” and “label”."), (gsize) i + 1);
    }
}

static PostilRecord *
parse_doc (const json_t *value, const PostilImportFile *file, guint line, PostilIntake *intake, GError **error)
{
  const json_t *text = json_object_get (value, "text");
  const json_t *id = json_object_get (json_object_get (value, "_"), POSTIL_SPACY_KEY);
  g_autofree char *key = postil_task_key (file, id, line);
  PostilRecord *record;
  const char *group;
  json_t *spans;

  if (!json_is_string (text))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT, _ ("A Doc of spaCy needs “text” (a string)."));
      return NULL;
    }
  record = postil_record_new (key, json_string_value (text), json_string_length (text), line, error);
  if (record == NULL)
    return NULL;
  read_objects (record, json_object_get (value, "ents"), line, intake);
  json_object_foreach (json_object_get (value, "spans"), group, spans)
    read_objects (record, spans, line, intake);
  postil_task_add_labels (record, json_object_get (value, "cats"));
  return record;
}

static PostilRecord *
parse_tuple (const json_t *value, const PostilImportFile *file, guint line, PostilIntake *intake, GError **error)
{
  const json_t *text = json_array_get (value, 0), *gold = json_array_get (value, 1);
  const json_t *entities = json_object_get (gold, "entities");
  g_autofree char *key = postil_task_key (file, NULL, line);
  PostilRecord *record;

  if (!json_is_string (text) || !json_is_object (gold))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
                   _ ("A line needs to be [\"text\", {\"entities\": [[start, end, \"label\"], ...]}]."));
      return NULL;
    }
  record = postil_record_new (key, json_string_value (text), json_string_length (text), line, error);
  if (record == NULL)
    return NULL;
  for (size_t i = 0; i < json_array_size (entities); i++)
    {
      const json_t *entity = json_array_get (entities, i);
      const char *label = json_string_value (json_array_get (entity, 2));
      gint64 start, stop;

      if (postil_json_to_integer (json_array_get (entity, 0), &start) &&
          postil_json_to_integer (json_array_get (entity, 1), &stop) && label != NULL && label[0] != '\0')
        postil_record_add (record, NULL, label, start, stop, NULL, line);
      else if (intake != NULL)
        postil_intake_refuse (intake, line, _ ("Entity %zu needs a start, an end and a label."), (gsize) i + 1);
    }
  postil_task_add_labels (record, json_object_get (gold, "cats"));
  return record;
}

static PostilRecord *
parse_any (const json_t *value, const PostilImportFile *file, guint line, PostilIntake *intake, GError **error)
{
  if (json_is_array (value))
    return parse_tuple (value, file, line, intake, error);
  if (json_object_get (value, "paragraphs") != NULL)
    return postil_spacy_parse_train (value, file, line, intake, error);
  return parse_doc (value, file, line, intake, error);
}

/* ---- the rows of the table ---- */

static const PostilTaskFormat docs = { .title = "spaCy",
                                       .can = &postil_spacy_can,
                                       .keys = TRUE,
                                       .fit = postil_spaced_tokens_fit,
                                       .append = append_doc,
                                       .parse = parse_any };
static const PostilTaskFormat tuples = { .title = "spaCy tuples",
                                         .can = &postil_spacy_tuples_can,
                                         .append = append_tuple,
                                         .parse = parse_any };

int
postil_spacy_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  g_autoptr (json_t) first = postil_json_values_first (head, n_bytes);

  if (first == NULL)
    return postil_json_head_has (head, n_bytes, "\"ents\":[") || postil_json_head_has (head, n_bytes, "\"paragraphs\":[") ||
                   postil_json_head_has (head, n_bytes, ",{\"entities\":[")
               ? 93
               : 0;
  if (json_is_array (first))
    return json_is_string (json_array_get (first, 0)) && json_is_object (json_array_get (first, 1)) &&
                   json_is_array (json_object_get (json_array_get (first, 1), "entities"))
               ? 95
               : 0;
  if (json_is_array (json_object_get (first, "paragraphs")))
    return 93;
  return json_is_string (json_object_get (first, "text")) &&
                 (json_is_array (json_object_get (first, "ents")) ||
                  (json_is_array (json_object_get (first, "tokens")) && json_is_object (json_object_get (first, "spans"))))
             ? 93
             : 0;
}

gboolean
postil_spacy_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                   PostilReport *report, GCancellable *cancellable, GError **error)
{
  return postil_tasks_read (&docs, store, file, options, report, cancellable, error);
}

gboolean
postil_spacy_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                    GCancellable *cancellable, GError **error)
{
  return postil_tasks_write (&docs, store, out, options, report, cancellable, error);
}

gboolean
postil_spacy_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return postil_tasks_prove (&docs, store, bytes, options, error);
}

gboolean
postil_spacy_tuples_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                           GCancellable *cancellable, GError **error)
{
  return postil_tasks_write (&tuples, store, out, options, report, cancellable, error);
}

gboolean
postil_spacy_tuples_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return postil_tasks_prove (&tuples, store, bytes, options, error);
}
