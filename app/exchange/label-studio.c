/* label-studio.c - tasks of Label Studio with their annotations and predictions; JSON-MIN and CSV in (formats.md, section 3)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "csv.h"
#include "json-values.h"
#include "tasks.h"

const PostilCapabilities postil_label_studio_can = { .overlap = TRUE,
                                                     .parts = TRUE,
                                                     .relations = TRUE,
                                                     .notes = TRUE,
                                                     .states = TRUE,
                                                     .annotators = TRUE,
                                                     .relation_annotators = TRUE,
                                                     .scores = TRUE,
                                                     .titles = TRUE,
                                                     .document_labels = TRUE,
                                                     .blank = TRUE,
                                                     .edges = TRUE };

/* ---- writing ---- */

static void
append_region (GString *out, const PostilTask *task, const PostilFragment *fragment, guint number)
{
  const PostilSpan *span = fragment->piece->span;
  g_autofree char *words = postil_text_slice (task->walk->document->text, fragment->range);

  g_string_append_printf (out, "%s{\"id\":\"s%u\"", out->str[out->len - 1] == '[' ? "" : ",", number);
  g_string_append (out, ",\"from_name\":\"label\",\"to_name\":\"text\",\"type\":\"labels\",\"value\":{");
  postil_json_append_number (out, "start", fragment->range.start);
  postil_json_append_number (out, "end", fragment->range.stop);
  postil_json_append_pair (out, "text", words);
  postil_json_append_key (out, "labels");
  g_string_append_c (out, '[');
  postil_json_append_string (out, postil_export_walk_label (task->walk, span->label), -1);
  g_string_append (out, "]}");
  if (span->note != NULL && span->note[0] != '\0')
    {
      g_string_append (out, ",\"meta\":{\"text\":[");
      postil_json_append_string (out, span->note, -1);
      g_string_append (out, "]}");
    }
  if (span->state == POSTIL_STATE_SUGGESTED || span->score != 1)
    {
      postil_json_append_key (out, "score");
      postil_json_append_real (out, span->score);
    }
  g_string_append_c (out, '}');
}

static void
append_link (GString *out, guint from, guint to, const char *label)
{
  g_string_append_printf (out,
                          ",{\"type\":\"relation\",\"from_id\":\"s%u\",\"to_id\":\"s%u\",\"direction\":\"right\",\"labels\":[",
                          from, to);
  postil_json_append_string (out, label, -1);
  g_string_append (out, "]}");
}

static void
append_choices (GString *out, const PostilDocument *document)
{
  g_autoptr (json_t) labels = NULL;

  if (document->labels != NULL)
    labels = postil_json_parse (document->labels, strlen (document->labels), NULL, NULL);
  if (json_array_size (labels) == 0)
    return;
  g_string_append (out, out->str[out->len - 1] == '[' ? "" : ",");
  g_string_append (out, "{\"id\":\"k1\",\"from_name\":\"kind\",\"to_name\":\"text\",\"type\":\"choices\",\"value\":{\"choices\":");
  postil_json_append (out, labels);
  g_string_append (out, "}}");
}

/* The regions of those who are the same hand as @hand, and their relations. */
static void
append_result (GString *out, const PostilTask *task, const GArray *fragments, const PostilSpan *hand, gboolean choices)
{
  const PostilFragment *all = (const PostilFragment *) (gpointer) fragments->data;

  postil_json_append_key (out, "result");
  g_string_append_c (out, '[');
  for (guint i = 0; hand != NULL && i < fragments->len; i++)
    if (postil_task_same_hand (all[i].piece->span, hand))
      append_region (out, task, &all[i], i);
  for (guint i = 0; hand != NULL && i < fragments->len; i++)
    if (all[i].continued && postil_task_same_hand (all[i].piece->span, hand))
      append_link (out, i, i + 1, POSTIL_CONTINUES);
  for (guint i = 0; hand != NULL && i < task->outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (task->outline->relations, i);
      int head = postil_fragments_find (fragments, relation->head), tail = postil_fragments_find (fragments, relation->tail);

      if (postil_task_same_hand (all[head].piece->span, hand))
        append_link (out, head, tail, postil_export_walk_label (task->walk, relation->label));
    }
  if (choices)
    append_choices (out, task->walk->document);
  g_string_append_c (out, ']');
}

static void
append_annotation (GString *out, const PostilTask *task, const GArray *fragments, const PostilSpan *hand, gboolean choices)
{
  const char *annotator = hand != NULL ? postil_export_walk_annotator (task->walk, hand->annotator) : "";

  g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",{");
  if (annotator[0] != '\0')
    {
      g_string_append (out, "\"completed_by\":{");
      postil_json_append_pair (out, "email", annotator);
      g_string_append_c (out, '}');
    }
  postil_json_append_key (out, "was_cancelled");
  g_string_append (out, "false");
  append_result (out, task, fragments, hand, choices);
  g_string_append_c (out, '}');
}

/* One annotation for each who decided something; an empty one when there is nothing, for somebody may have looked. */
static void
append_annotations (GString *out, const PostilTask *task, const GArray *fragments)
{
  const PostilFragment *all = (const PostilFragment *) (gpointer) fragments->data;
  gboolean any = FALSE;

  postil_json_append_key (out, "annotations");
  g_string_append_c (out, '[');
  for (guint i = 0; i < fragments->len; i++)
    {
      gboolean seen = all[i].piece->span->state == POSTIL_STATE_SUGGESTED;

      for (guint j = 0; j < i && !seen; j++)
        seen = postil_task_same_hand (all[j].piece->span, all[i].piece->span);
      if (seen)
        continue;
      append_annotation (out, task, fragments, all[i].piece->span, !any);
      any = TRUE;
    }
  if (!any && ((task->walk->states & POSTIL_STATES (POSTIL_STATE_KEPT)) != 0))
    append_annotation (out, task, fragments, NULL, TRUE);
  g_string_append_c (out, ']');
}

static void
append_predictions (GString *out, const PostilTask *task, const GArray *fragments)
{
  postil_json_append_key (out, "predictions");
  g_string_append_c (out, '[');
  for (guint i = 0; i < fragments->len; i++)
    {
      const PostilSpan *span = g_array_index (fragments, PostilFragment, i).piece->span;

      if (span->state != POSTIL_STATE_SUGGESTED)
        continue;
      g_string_append (out, "{\"model_version\":\"postil\"");
      append_result (out, task, fragments, span, FALSE);
      g_string_append_c (out, '}');
      break;
    }
  g_string_append_c (out, ']');
}

static void
append_task (GString *out, const PostilTask *task)
{
  const PostilDocument *document = task->walk->document;
  g_autoptr (GArray) fragments = postil_outline_fragments (task->outline);
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (document->text, &n_bytes);

  g_string_append (out, "{\"data\":{");
  postil_json_append_key (out, "text");
  postil_json_append_string (out, utf8, n_bytes);
  postil_json_append_pair (out, "postil_id", document->key);
  postil_json_append_pair (out, "title", document->title);
  g_string_append_c (out, '}');
  append_annotations (out, task, fragments);
  append_predictions (out, task, fragments);
  g_string_append_c (out, '}');
}

/* ---- reading ---- */

/* What one annotation or prediction says of itself. */
typedef struct
{
  PostilState state;
  const char *annotator;
  double score;
  guint number; /* region ids are unique within one annotation only */
} Hand;

static gboolean
read_region (PostilRecord *record, const json_t *region, const Hand *hand, guint line)
{
  const json_t *value = json_object_get (region, "value"), *labels = json_object_get (value, "labels");
  const json_t *offsets = json_object_get (value, "globalOffsets");
  const char *id = postil_json_get_string (region, "id");
  const json_t *notes = json_object_get (json_object_get (region, "meta"), "text");
  gint64 start, stop;

  if (offsets == NULL)
    offsets = value;
  if (!postil_json_get_integer (offsets, "start", &start) || !postil_json_get_integer (offsets, "end", &stop) ||
      json_array_size (labels) == 0)
    return FALSE;
  for (size_t i = 0; i < json_array_size (labels); i++)
    {
      const char *label = json_string_value (json_array_get (labels, i));
      g_autofree char *name = i == 0 && id != NULL ? g_strdup_printf ("%u/%s", hand->number, id) : NULL;
      PostilClaim *claim;

      if (label == NULL || label[0] == '\0')
        return FALSE;
      claim = postil_record_add (record, name, label, start, stop, postil_json_get_string (value, "text"), line);
      claim->state = hand->state;
      claim->annotator = postil_record_keep (record, hand->annotator);
      claim->score = hand->score;
      postil_json_get_real (region, "score", &claim->score);
      claim->note = postil_record_keep (record, json_is_array (notes) ? json_string_value (json_array_get (notes, 0))
                                                                      : json_string_value (notes));
    }
  return TRUE;
}

static gboolean
read_relation (PostilRecord *record, const json_t *relation, const Hand *hand, guint line)
{
  const char *from = postil_json_get_string (relation, "from_id"), *to = postil_json_get_string (relation, "to_id");
  const char *direction = postil_json_get_string (relation, "direction");
  const char *label = json_string_value (json_array_get (json_object_get (relation, "labels"), 0));
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;
  PostilLink *link;

  if (from == NULL || to == NULL)
    return FALSE;
  head = g_strdup_printf ("%u/%s", hand->number, from);
  tail = g_strdup_printf ("%u/%s", hand->number, to);
  if (g_strcmp0 (direction, "left") == 0)
    link = postil_record_link (record, label != NULL ? label : "related", tail, head, line);
  else
    link = postil_record_link (record, label != NULL ? label : "related", head, tail, line);
  link->state = hand->state;
  link->annotator = postil_record_keep (record, hand->annotator);
  return TRUE;
}

static void
read_choices (PostilRecord *record, const json_t *value)
{
  const json_t *choices = json_object_get (value, "choices");

  /* Of several annotators each may have chosen the same. */
  for (size_t i = 0; i < json_array_size (choices); i++)
    {
      g_autoptr (json_t) one = json_array ();
      gboolean known = FALSE;

      for (size_t j = 0; j < json_array_size (record->labels); j++)
        known = known || json_equal (json_array_get (record->labels, j), json_array_get (choices, i));
      json_array_append (one, json_array_get (choices, i));
      if (!known)
        postil_task_add_labels (record, one);
    }
}

static void
read_result (PostilRecord *record, const json_t *result, const Hand *hand, guint line, PostilIntake *intake)
{
  for (size_t i = 0; i < json_array_size (result); i++)
    {
      const json_t *item = json_array_get (result, i);
      const char *type = postil_json_get_string (item, "type");
      const json_t *value = json_object_get (item, "value");
      gboolean known = TRUE;

      if (g_strcmp0 (type, "relation") == 0)
        known = read_relation (record, item, hand, line);
      else if (json_object_get (value, "labels") != NULL)
        known = read_region (record, item, hand, line);
      else if (g_strcmp0 (type, "choices") == 0 && json_object_get (value, "start") == NULL)
        read_choices (record, value);
      else if (intake != NULL)
        postil_intake_warn (intake, line, _ ("Result %zu is “%s”, which Postil has no place for; it is left out."),
                            (gsize) i + 1, type != NULL ? type : "?");
      if (!known && intake != NULL)
        postil_intake_refuse (intake, line, _ ("Result %zu needs “start”, “end” and “labels” in its “value”."),
                              (gsize) i + 1);
    }
}

/* An e-mail address, or the number that stands for somebody. (transfer full) */
static char *
annotator_of (const json_t *annotation)
{
  const json_t *by = json_object_get (annotation, "completed_by");
  const char *email = postil_json_get_string (by, "email");

  if (email != NULL)
    return g_strdup (email);
  if (json_is_object (by))
    by = json_object_get (by, "id");
  return json_is_integer (by) ? g_strdup_printf ("user %" JSON_INTEGER_FORMAT, json_integer_value (by)) : NULL;
}

static void
read_annotations (PostilRecord *record, const json_t *list, gboolean predicted, guint line, PostilIntake *intake)
{
  for (size_t i = 0; i < json_array_size (list); i++)
    {
      const json_t *annotation = json_array_get (list, i);
      g_autofree char *annotator = annotator_of (annotation);
      Hand hand = { predicted ? POSTIL_STATE_SUGGESTED : POSTIL_STATE_KEPT, predicted ? NULL : annotator, 1,
                    (guint) (2 * i + predicted) };

      if (json_is_true (json_object_get (annotation, "was_cancelled")) || json_is_true (json_object_get (annotation, "skipped")))
        continue;
      postil_json_get_real (annotation, "score", &hand.score);
      read_result (record, json_object_get (annotation, "result"), &hand, line, intake);
    }
}

/* JSON-MIN: controls are members, and what they hold are lists of values. */
static void
read_minimal (PostilRecord *record, const json_t *value, guint line, PostilIntake *intake)
{
  const char *key;
  json_t *control;

  json_object_foreach ((json_t *) value, key, control)
    {
      gint64 annotator;
      g_autofree char *name = postil_json_get_integer (value, "annotator", &annotator)
                                  ? g_strdup_printf ("user %" G_GINT64_FORMAT, annotator)
                                  : g_strdup (postil_json_get_string (value, "annotator"));
      Hand hand = { POSTIL_STATE_KEPT, name, 1, 0 };

      read_choices (record, control);
      for (size_t i = 0; i < json_array_size (control); i++)
        {
          g_autoptr (json_t) region = json_object ();

          if (!json_is_object (json_array_get (control, i)))
            continue;
          json_object_set (region, "value", json_array_get (control, i));
          if (!read_region (record, region, &hand, line) && intake != NULL)
            postil_intake_refuse (intake, line, _ ("“%s” needs “start”, “end” and “labels” in each of its values."),
                                  key);
        }
    }
}

/* The text is what the labels' configuration calls so; without it, "text", else the only string, or the longest one. */
static const json_t *
find_text (const json_t *data)
{
  const json_t *best = json_object_get (data, "text");
  const char *key;
  json_t *member;

  if (json_is_string (best))
    return best;
  best = NULL;
  json_object_foreach ((json_t *) data, key, member)
    if (json_is_string (member) && (best == NULL || json_string_length (member) > json_string_length (best)))
      best = member;
  return best;
}

static PostilRecord *
parse (const json_t *value, const PostilImportFile *file, guint line, PostilIntake *intake, GError **error)
{
  static const char *const taken[] = { "text", "title", "postil_id", NULL };
  const json_t *data = json_object_get (value, "data"), *id;
  const json_t *text = find_text (json_is_object (data) ? data : value);
  g_autofree char *key = NULL;
  PostilRecord *record;

  id = json_object_get (json_is_object (data) ? data : value, "postil_id");
  key = postil_task_key (file, id != NULL ? id : json_object_get (value, "id"), line);
  if (text == NULL)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
                   _ ("A task of Label Studio needs a text in its “data”."));
      return NULL;
    }
  record = postil_record_new (key, json_string_value (text), json_string_length (text), line, error);
  if (record == NULL)
    return NULL;
  if (!json_is_object (data))
    {
      read_minimal (record, value, line, intake);
      return record;
    }
  record->title = g_strdup (postil_json_get_string (data, "title"));
  read_annotations (record, json_object_get (value, "annotations"), FALSE, line, intake);
  read_annotations (record, json_object_get (value, "completions"), FALSE, line, intake);
  read_annotations (record, json_object_get (value, "predictions"), TRUE, line, intake);
  postil_task_keep_rest (record, data, taken);
  return record;
}

/* ---- CSV: JSON-MIN in columns, each list of results a string of JSON ---- */

static gboolean
is_table (const guint8 *head, gsize n_bytes)
{
  g_auto (PostilCsvReader) rows = { 0 };
  const guint8 *line_end = n_bytes > 0 ? memchr (head, '\n', n_bytes) : NULL;
  guint n_found = 0;

  if (line_end == NULL)
    return FALSE;
  postil_csv_reader_init (&rows, (const char *) head, (gsize) (line_end - head));
  if (postil_csv_reader_next (&rows) != POSTIL_CSV_ROW)
    return FALSE;
  for (guint i = 0; i < postil_csv_reader_n (&rows); i++)
    n_found += strcmp (postil_csv_reader_field (&rows, i, NULL), "annotation_id") == 0 ||
               strcmp (postil_csv_reader_field (&rows, i, NULL), "annotator") == 0 ||
               strcmp (postil_csv_reader_field (&rows, i, NULL), "lead_time") == 0;
  return n_found >= 2;
}

/* A row as JSON-MIN would have it. */
static json_t *
row_to_minimal (const PostilCsvReader *rows, char **names)
{
  json_t *object = json_object ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      gsize n_bytes;
      const char *field = postil_csv_reader_field (rows, i, &n_bytes);
      json_t *value = NULL;
      gint64 number;

      if (n_bytes == 0)
        continue;
      if (field[0] == '[' || field[0] == '{')
        value = postil_json_parse (field, n_bytes, NULL, NULL);
      else if ((g_str_equal (names[i], "id") || g_str_equal (names[i], "annotator")) &&
               g_ascii_string_to_signed (field, 10, G_MININT64, G_MAXINT64, &number, NULL))
        value = json_integer (number);
      json_object_set_new (object, names[i], value != NULL ? value : json_stringn (field, n_bytes));
    }
  return object;
}

static gboolean
take_row (PostilIntake *intake, const PostilCsvReader *rows, char **names, GError **error)
{
  g_autoptr (json_t) value = row_to_minimal (rows, names);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilRecord) record = NULL;

  if (postil_csv_reader_n (rows) != g_strv_length (names))
    {
      postil_intake_refuse (intake, rows->line,
                            _ ("The row has %u fields, the first one has %u; quote the fields that hold commas."),
                            postil_csv_reader_n (rows), g_strv_length (names));
      return TRUE;
    }
  record = parse (value, postil_intake_get_file (intake), rows->line, intake, &local_error);
  if (record == NULL)
    {
      postil_intake_refuse (intake, rows->line, "%s", local_error->message);
      return TRUE;
    }
  return postil_record_take (record, intake, error);
}

static gboolean
read_table (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options, PostilReport *report,
            GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_auto (PostilCsvReader) rows = { 0 };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  PostilCsvResult result;

  postil_csv_reader_init (&rows, g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  while ((result = postil_csv_reader_next (&rows)) == POSTIL_CSV_ROW || result == POSTIL_CSV_UNTERMINATED)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      postil_intake_passed (intake, rows.cursor);
      if (result == POSTIL_CSV_UNTERMINATED)
        postil_intake_refuse (intake, rows.line,
                              _ ("A quote is opened here that never closes; close it. The line is left out."));
      else if (names->len == 0)
        {
          for (guint i = 0; i < postil_csv_reader_n (&rows); i++)
            g_ptr_array_add (names, g_utf8_make_valid (postil_csv_reader_field (&rows, i, NULL), -1));
          g_ptr_array_add (names, NULL);
        }
      else if (!take_row (intake, &rows, (char **) names->pdata, error))
        return FALSE;
    }
  if (result == POSTIL_CSV_HOPELESS)
    postil_intake_refuse (intake, rows.line,
                          _ ("Too many quotes are opened and never closed; this is no CSV. Export it again."));
  return postil_intake_finish (intake, error);
}

/* ---- the row of the table ---- */

static const PostilTaskFormat label_studio = { .title = "Label Studio",
                                               .can = &postil_label_studio_can,
                                               .array = TRUE,
                                               .keys = TRUE,
                                               .joins = TRUE,
                                               .hands = TRUE,
                                               .append = append_task,
                                               .parse = parse };

int
postil_label_studio_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  g_autoptr (json_t) first = postil_json_values_first (head, n_bytes);

  if (first == NULL && is_table (head, n_bytes))
    return 94;
  if (first == NULL)
    return postil_json_head_has (head, n_bytes, "{\"data\":{") || postil_json_head_has (head, n_bytes, "\"from_name\":") ? 94 : 0;
  if (json_is_object (json_object_get (first, "data")))
    return 94;
  return json_object_get (first, "annotation_id") != NULL && json_object_get (first, "annotator") != NULL ? 94 : 0;
}

gboolean
postil_label_studio_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                          PostilReport *report, GCancellable *cancellable, GError **error)
{
  if (is_table (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes)))
    return read_table (store, file, options, report, cancellable, error);
  return postil_tasks_read (&label_studio, store, file, options, report, cancellable, error);
}

gboolean
postil_label_studio_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                           GCancellable *cancellable, GError **error)
{
  return postil_tasks_write (&label_studio, store, out, options, report, cancellable, error);
}

gboolean
postil_label_studio_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return postil_tasks_prove (&label_studio, store, bytes, options, error);
}
