/* prodigy.c - JSON lines of Prodigy, a task for each annotator (formats.md, section 1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "json-values.h"
#include "spaced-tokens.h"
#include "tasks.h"

const PostilCapabilities postil_prodigy_can = { .overlap = TRUE,
                                                .parts = TRUE,
                                                .relations = TRUE,
                                                .notes = TRUE,
                                                .states = TRUE,
                                                .annotators = TRUE,
                                                .relation_annotators = TRUE,
                                                .scores = TRUE,
                                                .sources = TRUE,
                                                .titles = TRUE,
                                                .document_labels = TRUE };

/* ---- writing ---- */

static void
append_tokens (GString *out, const PostilText *text, const GArray *tokens)
{
  postil_json_append_key (out, "tokens");
  g_string_append_c (out, '[');
  for (guint i = 0; i < tokens->len; i++)
    {
      const PostilSpacedToken *token = &g_array_index (tokens, PostilSpacedToken, i);
      gsize n_bytes;
      const char *word = postil_text_peek (text, token->range, &n_bytes);

      g_string_append (out, i > 0 ? ",{\"text\":" : "{\"text\":");
      postil_json_append_string (out, word, n_bytes);
      g_string_append_printf (out, ",\"start\":%u,\"end\":%u,\"id\":%u,\"ws\":%s}", token->range.start, token->range.stop, i,
                              token->space ? "true" : "false");
    }
  g_string_append_c (out, ']');
}

static void
append_place (GString *out, const PostilTask *task, const GArray *tokens, const GArray *fragments,
              const PostilFragment *fragment)
{
  guint first, last;

  postil_json_append_number (out, "start", fragment->range.start);
  postil_json_append_number (out, "end", fragment->range.stop);
  if (postil_spaced_tokens_find (tokens, fragment->range, &first, &last))
    {
      postil_json_append_number (out, "token_start", first);
      postil_json_append_number (out, "token_end", last);
    }
  postil_json_append_pair (out, "label", postil_export_walk_label (task->walk, fragment->piece->span->label));
  postil_json_append_number (out, "number", fragment - (const PostilFragment *) (gpointer) fragments->data);
}

static void
append_spans (GString *out, const PostilTask *task, const GArray *tokens, const GArray *fragments)
{
  postil_json_append_key (out, "spans");
  g_string_append_c (out, '[');
  for (guint i = 0; i < fragments->len; i++)
    {
      const PostilFragment *fragment = &g_array_index (fragments, PostilFragment, i);
      const PostilSpan *span = fragment->piece->span;
      const char *source = postil_export_walk_source (task->walk, span->source);
      g_autofree char *words = postil_text_slice (task->walk->document->text, fragment->range);

      g_string_append (out, i > 0 ? ",{" : "{");
      append_place (out, task, tokens, fragments, fragment);
      postil_json_append_pair (out, "text", words);
      if (span->note != NULL && span->note[0] != '\0')
        postil_json_append_pair (out, "note", span->note);
      /* What a hand did needs no score, but what somebody kept of a machine's has one. */
      if (task->suggested || span->score != 1 || strcmp (source, "hand") != 0)
        {
          postil_json_append_pair (out, "source", source);
          postil_json_append_key (out, "score");
          postil_json_append_real (out, span->score);
        }
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_relation (GString *out, const PostilTask *task, const GArray *tokens, const GArray *fragments, guint head,
                 guint child, const char *label)
{
  const PostilFragment *ends[] = { &g_array_index (fragments, PostilFragment, head),
                                   &g_array_index (fragments, PostilFragment, child) };
  static const char *const names[] = { "head", "child" };

  g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",{");
  for (guint i = 0; i < 2; i++)
    {
      guint first, last;

      if (postil_spaced_tokens_find (tokens, ends[i]->range, &first, &last))
        postil_json_append_number (out, names[i], last);
    }
  postil_json_append_pair (out, "label", label);
  for (guint i = 0; i < 2; i++)
    {
      postil_json_append_key (out, i == 0 ? "head_span" : "child_span");
      g_string_append_c (out, '{');
      append_place (out, task, tokens, fragments, ends[i]);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, '}');
}

static void
append_relations (GString *out, const PostilTask *task, const GArray *tokens, const GArray *fragments)
{
  postil_json_append_key (out, "relations");
  g_string_append_c (out, '[');
  for (guint i = 0; i < fragments->len; i++)
    if (g_array_index (fragments, PostilFragment, i).continued)
      append_relation (out, task, tokens, fragments, i, i + 1, POSTIL_CONTINUES);
  for (guint i = 0; i < task->outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (task->outline->relations, i);

      append_relation (out, task, tokens, fragments, postil_fragments_find (fragments, relation->head),
                       postil_fragments_find (fragments, relation->tail),
                       postil_export_walk_label (task->walk, relation->label));
    }
  g_string_append_c (out, ']');
}

/* The view that shows all that is there. */
static const char *
view_of (const GArray *fragments, gboolean related)
{
  guint32 stop = 0;

  if (related)
    return "relations";
  for (guint i = 0; i < fragments->len; i++)
    {
      PostilRange range = g_array_index (fragments, PostilFragment, i).range;

      if (range.start < stop)
        return "spans_manual";
      stop = range.stop;
    }
  return "ner_manual";
}

static void
append_document_labels (GString *out, const PostilDocument *document)
{
  g_autoptr (json_t) labels = NULL;

  if (document->labels == NULL)
    return;
  labels = postil_json_parse (document->labels, strlen (document->labels), NULL, NULL);
  if (json_array_size (labels) == 0)
    return;
  postil_json_append_key (out, "options");
  g_string_append_c (out, '[');
  for (size_t i = 0; i < json_array_size (labels); i++)
    {
      const char *label = json_string_value (json_array_get (labels, i));

      g_string_append (out, i > 0 ? ",{" : "{");
      postil_json_append_pair (out, "id", label != NULL ? label : "");
      postil_json_append_pair (out, "text", label != NULL ? label : "");
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
  postil_json_append_key (out, "accept");
  postil_json_append (out, labels);
}

/* Prodigy's own numbers go back as they came. */
static void
append_hashes (GString *out, const PostilDocument *document)
{
  static const char *const names[] = { "_input_hash", "_task_hash" };
  g_autoptr (json_t) meta = NULL;
  gint64 hash;

  if (document->meta != NULL)
    meta = postil_json_parse (document->meta, strlen (document->meta), NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (meta != NULL && postil_json_get_integer (meta, names[i], &hash))
      postil_json_append_number (out, names[i], hash);
}

static void
append_task (GString *out, const PostilTask *task)
{
  const PostilDocument *document = task->walk->document;
  g_autoptr (PostilTokens) words = postil_tokens_new (document->text);
  g_autoptr (GArray) tokens = postil_spaced_tokens_new (document->text, words);
  g_autoptr (GArray) fragments = postil_outline_fragments (task->outline);
  gboolean related = task->outline->relations->len > 0;
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (document->text, &n_bytes);

  for (guint i = 0; i < fragments->len; i++)
    related = related || g_array_index (fragments, PostilFragment, i).continued;
  g_string_append_c (out, '{');
  postil_json_append_key (out, "text");
  postil_json_append_string (out, utf8, n_bytes);
  append_tokens (out, document->text, tokens);
  append_spans (out, task, tokens, fragments);
  if (related)
    append_relations (out, task, tokens, fragments);
  append_document_labels (out, document);
  postil_json_append_key (out, "meta");
  g_string_append_c (out, '{');
  postil_json_append_pair (out, "id", document->key);
  postil_json_append_pair (out, "title", document->title);
  g_string_append_c (out, '}');
  append_hashes (out, document);
  postil_json_append_pair (out, "_view_id", view_of (fragments, related));
  if (task->annotator != NULL && task->annotator[0] != '\0')
    {
      postil_json_append_pair (out, "_annotator_id", task->annotator);
      postil_json_append_pair (out, "_session_id", task->annotator);
    }
  if (!task->suggested)
    postil_json_append_pair (out, "answer", "accept");
  g_string_append_c (out, '}');
}

/* ---- reading ---- */

/* Prodigy tells spans by their place; where two stand at the same, only the number that Postil wrote tells them apart. */
static char *
name_of (const json_t *span)
{
  gint64 start, stop, number;
  const char *label = postil_json_get_string (span, "label");

  if (postil_json_get_integer (span, "number", &number))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  if (!postil_json_get_integer (span, "start", &start) || !postil_json_get_integer (span, "end", &stop))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " %s", start, stop, label != NULL ? label : "");
}

static gboolean
read_span (PostilRecord *record, const json_t *span, PostilState state, const char *annotator, guint line)
{
  g_autofree char *id = name_of (span);
  const char *label = postil_json_get_string (span, "label");
  gint64 start = 0, stop = 0;
  PostilClaim *claim;

  if (id == NULL || label == NULL || label[0] == '\0')
    return FALSE;
  postil_json_get_integer (span, "start", &start);
  postil_json_get_integer (span, "end", &stop);
  claim = postil_record_add (record, id, label, start, stop, postil_json_get_string (span, "text"), line);
  claim->state = state;
  claim->annotator = postil_record_keep (record, annotator);
  claim->note = postil_record_keep (record, postil_json_get_string (span, "note"));
  claim->source = postil_record_keep (record, postil_json_get_string (span, "source"));
  postil_json_get_real (span, "score", &claim->score);
  return TRUE;
}

static void
read_spans (PostilRecord *record, const json_t *value, PostilState state, const char *annotator, guint line,
            PostilIntake *intake)
{
  const json_t *spans = json_object_get (value, "spans");

  for (size_t i = 0; i < json_array_size (spans); i++)
    if (!read_span (record, json_array_get (spans, i), state, annotator, line) && intake != NULL)
      postil_intake_refuse (intake, line, _ ("Span %zu needs “start”, “end” and “label”."), (gsize) i + 1);
}

/* The span at an end of a relation. The words there may bear no label; then they are no span, and it is NULL. */
static char *
end_of (const json_t *span)
{
  const char *label = postil_json_get_string (span, "label");

  return label != NULL && label[0] != '\0' ? name_of (span) : NULL;
}

static void
refuse_relation (PostilIntake *intake, const json_t *relation, PostilText *text, guint number, guint line)
{
  static const char *const ends[] = { "head_span", "child_span" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const json_t *end = json_object_get (relation, ends[i]);
      g_autofree char *name = end_of (end);
      g_autofree char *words = NULL;
      gint64 start, stop;

      if (name != NULL || !postil_json_get_integer (end, "start", &start) ||
          !postil_json_get_integer (end, "end", &stop) || start < 0 || stop <= start ||
          stop > postil_text_get_length (text))
        continue;
      words = postil_text_slice (text, POSTIL_RANGE ((guint32) start, (guint32) stop));
      postil_intake_refuse (
          intake, line,
          _ ("Relation %u leads to “%s”, which has no label; give it one, because relations lie between "
             "spans."),
          number, words);
      return;
    }
  postil_intake_refuse (intake, line, _ ("Relation %u needs “label”, “head_span” and “child_span”."), number);
}

static void
read_relations (PostilRecord *record, const json_t *value, PostilState state, const char *annotator, guint line,
                PostilIntake *intake)
{
  const json_t *relations = json_object_get (value, "relations");

  for (size_t i = 0; i < json_array_size (relations); i++)
    {
      const json_t *relation = json_array_get (relations, i);
      g_autofree char *head = end_of (json_object_get (relation, "head_span"));
      g_autofree char *child = end_of (json_object_get (relation, "child_span"));
      const char *label = postil_json_get_string (relation, "label");

      if (head != NULL && child != NULL && label != NULL)
        {
          PostilLink *link = postil_record_link (record, label, head, child, line);

          link->state = state;
          link->annotator = postil_record_keep (record, annotator);
        }
      else if (intake != NULL)
        refuse_relation (intake, relation, postil_aligner_get_text (record->aligner), (guint) i + 1, line);
    }
}

static PostilState
state_of (const char *answer)
{
  if (answer == NULL)
    return POSTIL_STATE_SUGGESTED;
  return strcmp (answer, "accept") == 0 ? POSTIL_STATE_KEPT : POSTIL_STATE_REJECTED;
}

static char *
key_of (const json_t *value, const PostilImportFile *file, guint line)
{
  const json_t *meta = json_object_get (value, "meta");
  const json_t *id = json_object_get (meta, "id");

  if (id == NULL)
    id = json_object_get (value, "id");
  return postil_task_key (file, id != NULL ? id : json_object_get (value, "_input_hash"), line);
}

static PostilRecord *
parse (const json_t *value, const PostilImportFile *file, guint line, PostilIntake *intake, GError **error)
{
  const char *answer = postil_json_get_string (value, "answer");
  const PostilState state = state_of (answer);
  const char *const taken[] = { "text", "tokens",     "spans",    "relations",     "options",     "accept", "answer",
                                "meta", "_timestamp", "_view_id", "_annotator_id", "_session_id",
                                /* Of a yes-or-no task. */
                                state == POSTIL_STATE_KEPT ? "label" : NULL, NULL };
  static const char *const named[] = { "id", "title", NULL };
  const json_t *text = json_object_get (value, "text"), *meta = json_object_get (value, "meta");
  const char *annotator = postil_json_get_string (value, "_annotator_id");
  g_autofree char *key = key_of (value, file, line);
  g_autoptr (PostilRecord) record = NULL;

  if (!json_is_string (text))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT, _ ("A task of Prodigy needs “text” (a string)."));
      return NULL;
    }
  record = postil_record_new (key, json_string_value (text), json_string_length (text), line, error);
  if (record == NULL)
    return NULL;
  record->title = g_strdup (postil_json_get_string (meta, "title"));
  if (annotator == NULL && state != POSTIL_STATE_SUGGESTED)
    annotator = postil_json_get_string (value, "_session_id");
  read_spans (record, value, state, annotator, line, intake);
  read_relations (record, value, state, annotator, line, intake);
  if (state == POSTIL_STATE_KEPT)
    {
      g_autoptr (json_t) label = json_array ();

      json_array_append (label, json_object_get (value, "label"));
      postil_task_add_labels (record, json_object_get (value, "accept"));
      postil_task_add_labels (record, label);
    }
  else if (state == POSTIL_STATE_REJECTED && record->claims->len > 0 && intake != NULL)
    postil_intake_note (intake, line,
                        ngettext ("The answer is “%s”, so %u span comes in as rejected.",
                                  "The answer is “%s”, so %u spans come in as rejected.", record->claims->len),
                        answer, record->claims->len);
  postil_task_keep_rest (record, value, taken);
  postil_task_keep_rest (record, meta, named);
  return g_steal_pointer (&record);
}

/* ---- the row of the table ---- */

static const PostilTaskFormat prodigy = { .title = "Prodigy",
                                          .can = &postil_prodigy_can,
                                          .hands = TRUE,
                                          .separate = TRUE,
                                          .keys = TRUE,
                                          .joins = TRUE,
                                          .fit = postil_spaced_tokens_fit,
                                          .append = append_task,
                                          .parse = parse };

int
postil_prodigy_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  static const char *const own[] = { "_input_hash", "_task_hash", "_view_id", "_annotator_id", "_session_id" };
  g_autoptr (json_t) first = postil_json_values_first (head, n_bytes);
  const json_t *span;

  if (first == NULL)
    return postil_json_head_has (head, n_bytes, "\"ws\":") || postil_json_head_has (head, n_bytes, "\"token_start\":") ? 94 : 0;
  if (!json_is_string (json_object_get (first, "text")))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (json_object_get (first, own[i]) != NULL)
      return 95;
  span = json_array_get (json_object_get (first, "spans"), 0);
  if (json_object_get (span, "token_start") != NULL || json_object_get (first, "answer") != NULL)
    return 94;
  return 0;
}

gboolean
postil_prodigy_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                     PostilReport *report, GCancellable *cancellable, GError **error)
{
  return postil_tasks_read (&prodigy, store, file, options, report, cancellable, error);
}

gboolean
postil_prodigy_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                      GCancellable *cancellable, GError **error)
{
  return postil_tasks_write (&prodigy, store, out, options, report, cancellable, error);
}

gboolean
postil_prodigy_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return postil_tasks_prove (&prodigy, store, bytes, options, error);
}
