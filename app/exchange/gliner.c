/* gliner.c - GLiNER's training data: tokens with spans counted in them, as an array or as lines (formats.md, section 8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>

#include "formats.h"
#include "json-values.h"
#include "proof.h"
#include "tokens.h"

const PostilCapabilities postil_gliner_can = { .overlap = TRUE, .relations = TRUE };

/* ---- reading ---- */

int
postil_gliner_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  gsize at = 0;

  while (at < n_bytes && strchr (" \t\r\n[\xef\xbb\xbf", head[at]) != NULL && head[at] != '\0')
    at++;
  if (at >= n_bytes || head[at] != '{')
    return 0;
  return g_strstr_len ((const char *) head, (gssize) n_bytes, "\"tokenized_text\"") != NULL ? 97 : 0;
}

static GPtrArray *
read_words (const json_t *array)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (!json_is_array (array))
    return NULL;
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      if (!json_is_string (json_array_get (array, i)))
        return NULL;
      g_ptr_array_add (words, (char *) json_string_value (json_array_get (array, i)));
    }
  return g_steal_pointer (&words);
}

/* Two numbers and a string; the numbers below @limit. */
static gboolean
read_triple (const json_t *triple, gsize limit, gint64 *a, gint64 *b, const char **label)
{
  *label = json_string_value (json_array_get (triple, 2));
  return *label != NULL && postil_json_to_integer (json_array_get (triple, 0), a) &&
         postil_json_to_integer (json_array_get (triple, 1), b) && *a >= 0 && *b >= 0 && *a < (gint64) limit &&
         *b < (gint64) limit;
}

/* @numbers: which span each entry became, or -1, since relations count the entries. */
static GArray *
read_spans (PostilIntake *intake, const json_t *entries, gsize n_words, GArray *numbers, guint line)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (PostilTagSpan));

  for (gsize i = 0; i < json_array_size (entries); i++)
    {
      gint64 first, last;
      const char *label;
      gint number = -1;

      if (!read_triple (json_array_get (entries, i), n_words, &first, &last, &label) || last < first)
        postil_intake_refuse (intake, line,
                              _ ("Entry %zu of “ner” is no [first, last, label] of these tokens; they count from 0, "
                                 "and the last one belongs to it."),
                              i + 1);
      else
        {
          PostilTagSpan span = { (guint) first, (guint) last, label };

          number = (gint) spans->len;
          g_array_append_val (spans, span);
        }
      g_array_append_val (numbers, number);
    }
  return spans;
}

static void
read_relations (PostilIntake *intake, PostilRecord *record, const json_t *relations, const GArray *numbers, guint line)
{
  for (gsize i = 0; i < json_array_size (relations); i++)
    {
      gint64 head, tail;
      const char *type;

      if (!read_triple (json_array_get (relations, i), numbers->len, &head, &tail, &type) ||
          g_array_index (numbers, gint, head) < 0 || g_array_index (numbers, gint, tail) < 0)
        {
          postil_intake_refuse (
              intake, line,
              _ ("Entry %zu of “relations” is no [head, tail, type] of the entries of “ner”, which count from 0."),
              i + 1);
          continue;
        }
      g_autofree char *from = g_strdup_printf ("%d", g_array_index (numbers, gint, head));
      g_autofree char *to = g_strdup_printf ("%d", g_array_index (numbers, gint, tail));

      postil_record_link (record, type, from, to, line);
    }
}

static gboolean
read_item (PostilIntake *intake, const char *item, gsize n_bytes, guint line, guint number, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (json_t) object = postil_json_parse (item, n_bytes, NULL, &local_error);
  g_autoptr (GPtrArray) words = read_words (json_object_get (object, "tokenized_text"));
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint));
  g_autoptr (GArray) spans = NULL;
  g_autoptr (PostilTokenText) text = NULL;
  g_autoptr (PostilRecord) record = NULL;
  g_autofree char *key = NULL;

  if (words == NULL)
    {
      postil_intake_refuse (intake, line, "%s",
                            object == NULL ? local_error->message
                                           : _ ("An example needs “tokenized_text” (an array of strings)."));
      return TRUE;
    }
  spans = read_spans (intake, json_object_get (object, "ner"), words->len, numbers, line);
  text = postil_token_text_new ();
  postil_token_text_add (text, words, spans, line);
  key = g_strdup_printf ("%s:%u", postil_intake_get_file (intake)->key, number);
  record = postil_token_text_to_record (text, key, &local_error);
  if (record == NULL)
    {
      postil_intake_refuse (intake, line, "%s", local_error->message);
      return TRUE;
    }
  read_relations (intake, record, json_object_get (object, "relations"), numbers, line);
  return postil_record_take (record, intake, error);
}

gboolean
postil_gliner_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                    PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  PostilJsonValues examples;
  const char *item;
  gsize n_bytes;
  guint line, number = 0;

  postil_json_values_init (&examples, g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  while (postil_json_values_next (&examples, &item, &n_bytes, &line))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !read_item (intake, item, n_bytes, line, ++number, error))
        return FALSE;
      postil_intake_passed (intake, item);
    }
  if (postil_json_values_is_cut (&examples))
    postil_intake_refuse (intake, examples.line, _ ("The file ends in the middle; fetch or export it again."));
  return postil_intake_finish (intake, error);
}

/* ---- writing ---- */

static void
append_words (GString *out, const PostilText *text, const PostilTokens *tokens)
{
  g_string_append (out, "{\"tokenized_text\":[");
  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      gsize n_bytes;
      const char *word = postil_text_peek (text, g_array_index (tokens->tokens, PostilRange, i), &n_bytes);

      if (i > 0)
        g_string_append_c (out, ',');
      postil_json_append_string (out, word, (gssize) n_bytes);
    }
}

static void
append_example (GString *out, const PostilExportWalk *walk, const PostilTokens *tokens, const PostilOutline *outline)
{
  append_words (out, walk->document->text, tokens);
  g_string_append (out, "],\"ner\":[");
  for (guint i = 0; i < outline->pieces->len; i++)
    {
      const PostilPiece *piece = &g_array_index (outline->pieces, PostilPiece, i);
      PostilRange touched;

      postil_tokens_touched (tokens, piece->range, &touched);
      g_string_append_printf (out, "%s[%u,%u,", i > 0 ? "," : "", touched.start, touched.stop - 1);
      postil_json_append_string (out, postil_export_walk_label (walk, piece->span->label), -1);
      g_string_append_c (out, ']');
    }
  g_string_append (out, "],\"relations\":[");
  for (guint i = 0; i < outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (outline->relations, i);

      g_string_append_printf (out, "%s[%d,%d,", i > 0 ? "," : "", postil_outline_find (outline, relation->head),
                              postil_outline_find (outline, relation->tail));
      postil_json_append_string (out, postil_export_walk_label (walk, relation->label), -1);
      g_string_append_c (out, ']');
    }
  g_string_append (out, "]}");
}

/* The current document of @walk as it is written. Its tokens go to @tokens. (transfer full) */
static PostilOutline *
outline_of (const PostilExportWalk *walk, const PostilExportOptions *options, PostilTokens **tokens, PostilLosses *losses)
{
  PostilOutline *outline = postil_outline_new (walk, &postil_gliner_can, losses);

  *tokens = postil_tokens_new_plain (walk->document->text);
  postil_losses_count (losses, &losses->names_changed, walk->document->id, 0);
  if (!postil_tokens_are_all (*tokens, walk->document->text))
    postil_losses_count (losses, &losses->spacing, walk->document->id, 0);
  postil_tokens_fit (*tokens, outline, options->edges, FALSE, losses);
  postil_outline_prune_relations (outline, losses);
  return outline;
}

static gboolean
write_examples (gboolean lines, PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (GString) buffer = g_string_new (lines ? "" : "[");
  g_auto (PostilLosses) losses = { 0 };
  GError *local_error = NULL;

  if (walk == NULL)
    return FALSE;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      g_autoptr (PostilTokens) tokens = NULL;
      g_autoptr (PostilOutline) outline = outline_of (walk, options, &tokens, &losses);

      if (!lines)
        g_string_append (buffer, report->documents_added > 0 ? ",\n" : "\n");
      append_example (buffer, walk, tokens, outline);
      if (lines)
        g_string_append_c (buffer, '\n');
      if (!g_output_stream_write_all (out, buffer->str, buffer->len, NULL, cancellable, error))
        return FALSE;
      g_string_truncate (buffer, 0);
      postil_outline_tell (outline, walk, &postil_gliner_can, &losses, report);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  postil_losses_tell (&losses, "GLiNER", report);
  if (!lines)
    g_string_append (buffer, "\n]\n");
  return g_output_stream_write_all (out, buffer->str, buffer->len, NULL, cancellable, error);
}

gboolean
postil_gliner_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                     GCancellable *cancellable, GError **error)
{
  return write_examples (FALSE, store, out, options, report, cancellable, error);
}

gboolean
postil_gliner_lines_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                           PostilReport *report, GCancellable *cancellable, GError **error)
{
  return write_examples (TRUE, store, out, options, report, cancellable, error);
}

/* ---- proving ---- */

static gboolean
same_triple (const json_t *triple, gint64 a, gint64 b, const char *label)
{
  const char *found;
  gint64 x, y;

  return read_triple (triple, G_MAXINT32, &x, &y, &found) && x == a && y == b && strcmp (found, label) == 0;
}

static gboolean
prove_example (const json_t *object, const PostilExportWalk *walk, const PostilTokens *tokens, const PostilOutline *outline)
{
  const json_t *words = json_object_get (object, "tokenized_text"), *entries = json_object_get (object, "ner");
  const json_t *relations = json_object_get (object, "relations");

  if (json_array_size (words) != tokens->tokens->len || json_array_size (entries) != outline->pieces->len ||
      json_array_size (relations) != outline->relations->len)
    return FALSE;
  for (guint i = 0; i < tokens->tokens->len; i++)
    if (!postil_text_slice_equals (walk->document->text, g_array_index (tokens->tokens, PostilRange, i),
                                   json_string_value (json_array_get (words, i))))
      return FALSE;
  for (guint i = 0; i < outline->pieces->len; i++)
    {
      const PostilPiece *piece = &g_array_index (outline->pieces, PostilPiece, i);
      PostilRange touched;

      postil_tokens_touched (tokens, piece->range, &touched);
      if (!same_triple (json_array_get (entries, i), touched.start, (gint64) touched.stop - 1,
                        postil_export_walk_label (walk, piece->span->label)))
        return FALSE;
    }
  for (guint i = 0; i < outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (outline->relations, i);

      if (!same_triple (json_array_get (relations, i), postil_outline_find (outline, relation->head),
                        postil_outline_find (outline, relation->tail), postil_export_walk_label (walk, relation->label)))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const PostilExportOptions *options;
  PostilJsonValues examples;
} Proof;

static gboolean
prove_document (PostilExportWalk *walk, PostilLosses *ignored, gpointer user_data)
{
  Proof *self = user_data;
  g_autoptr (PostilTokens) tokens = NULL;
  g_autoptr (PostilOutline) outline = outline_of (walk, self->options, &tokens, ignored);
  g_autoptr (json_t) object = NULL;
  const char *item;
  gsize n_bytes;
  guint line;

  if (postil_json_values_next (&self->examples, &item, &n_bytes, &line))
    object = postil_json_parse (item, n_bytes, NULL, NULL);
  return object != NULL && prove_example (object, walk, tokens, outline);
}

static gboolean
is_at_end (gpointer user_data)
{
  Proof *self = user_data;
  const char *item;
  gsize n_bytes;
  guint line;

  return !postil_json_values_next (&self->examples, &item, &n_bytes, &line) &&
         !postil_json_values_is_cut (&self->examples);
}

gboolean
postil_gliner_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  Proof proof = { .options = options };

  postil_json_values_init (&proof.examples, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return postil_prove_in_order (store, bytes, &proof.examples.cursor, options, prove_document, is_at_end, &proof,
                                error);
}
