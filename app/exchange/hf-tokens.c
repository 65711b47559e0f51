/* hf-tokens.c - JSON lines of tokens and tags, as Hugging Face's token classification has them (formats.md, section 8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>

#include "formats.h"
#include "json-lines.h"
#include "json-values.h"
#include "proof.h"
#include "token-sheet.h"

/* ---- reading ---- */

static const json_t *
find_array (const json_t *object, const char *const *keys)
{
  for (guint i = 0; keys[i] != NULL; i++)
    if (json_is_array (json_object_get (object, keys[i])))
      return json_object_get (object, keys[i]);
  return NULL;
}

static const json_t *
find_words (const json_t *object)
{
  static const char *const keys[] = { "tokens", "words", NULL };

  return find_array (object, keys);
}

static const json_t *
find_tags (const json_t *object)
{
  static const char *const keys[] = { "ner_tags", "tags", "labels", "ner", NULL };

  return find_array (object, keys);
}

int
postil_hf_tokens_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  g_autoptr (json_t) first = postil_json_values_first (head, n_bytes);
  const json_t *words = find_words (first), *tags = find_tags (first);

  if (words == NULL || tags == NULL || json_array_size (words) != json_array_size (tags))
    return 0;
  if (json_array_size (words) > 0 && !json_is_string (json_array_get (words, 0)))
    return 0;
  return 94;
}

/* The strings of @array, valid tags where @tags; NULL and a complaint when there is something else among them. */
static GPtrArray *
read_strings (PostilIntake *intake, const json_t *array, gboolean tags, guint line)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new ();

  for (gsize i = 0; i < json_array_size (array); i++)
    {
      const json_t *value = json_array_get (array, i);
      const char *string = json_string_value (value);

      if (tags && json_is_integer (value))
        {
          postil_intake_refuse (intake, line,
                                _ ("The tags are numbers, and the file does not say what they stand for; write "
                                   "their names."));
          return NULL;
        }
      if (string == NULL || (tags && !postil_tag_is_valid (string)))
        {
          postil_intake_refuse (intake, line,
                                tags ? _ ("Tag %zu is neither O nor a letter, a hyphen and a label, such as B-Place.")
                                     : _ ("Token %zu is no string; put it in quotes."),
                                i + 1);
          return NULL;
        }
      g_ptr_array_add (strings, (char *) string);
    }
  return g_steal_pointer (&strings);
}

static gboolean
take (PostilIntake *intake, const json_t *object, const GPtrArray *words, const GPtrArray *tags, guint line, GError **error)
{
  g_autoptr (PostilTokenText) text = postil_token_text_new ();
  g_autoptr (GArray) spans = postil_tags_decode (tags);
  g_autoptr (PostilRecord) record = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *key = NULL;
  gint64 number;

  if (postil_json_get_string (object, "id") != NULL)
    key = g_strdup (postil_json_get_string (object, "id"));
  else if (postil_json_get_integer (object, "id", &number))
    key = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  else
    key = g_strdup_printf ("%s:%u", postil_intake_get_file (intake)->key, line);
  postil_token_text_add (text, words, spans, line);
  record = postil_token_text_to_record (text, key, &local_error);
  if (record != NULL)
    return postil_record_take (record, intake, error);
  postil_intake_refuse (intake, line, "%s", local_error->message);
  return TRUE;
}

static gboolean
take_line (PostilIntake *intake, const json_t *object, const GString *lifted, guint number, gpointer user_data,
           GError **error)
{
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (GPtrArray) tags = NULL;

  if (find_words (object) == NULL || find_tags (object) == NULL ||
      json_array_size (find_words (object)) != json_array_size (find_tags (object)))
    {
      postil_intake_refuse (intake, number, _ ("A line needs “tokens” and as many “ner_tags”."));
      return TRUE;
    }
  words = read_strings (intake, find_words (object), FALSE, number);
  tags = words != NULL ? read_strings (intake, find_tags (object), TRUE, number) : NULL;
  return tags == NULL || take (intake, object, words, tags, number, error);
}

gboolean
postil_hf_tokens_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                       PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);

  return postil_json_lines_read (intake, NULL, take_line, NULL, cancellable, error);
}

/* ---- writing ---- */

static void
append_sentence (GString *out, const PostilTokenSheet *sheet, const PostilExportWalk *walk, guint number, guint *next,
                 PostilLosses *losses)
{
  PostilRange sentence = g_array_index (sheet->tokens->sentences, PostilRange, number);
  g_autoptr (GString) tags = g_string_new (NULL);
  g_autofree char *id = g_strdup_printf ("%s-%u", walk->document->key, number);

  g_string_append (out, "{\"id\":");
  postil_json_append_string (out, id, -1);
  g_string_append (out, ",\"tokens\":[");
  for (guint i = sentence.start; i < sentence.stop; i++)
    {
      PostilRange token = g_array_index (sheet->tokens->tokens, PostilRange, i);
      g_autofree char *word = postil_token_sheet_word (walk, token, losses);
      g_autofree char *tag = postil_token_sheet_tag (sheet, walk, FALSE, token, next, losses);

      if (i > sentence.start)
        {
          g_string_append_c (out, ',');
          g_string_append_c (tags, ',');
        }
      postil_json_append_string (out, word, -1);
      postil_json_append_string (tags, tag, -1);
    }
  g_string_append_printf (out, "],\"ner_tags\":[%s]}\n", tags->str);
}

gboolean
postil_hf_tokens_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_auto (PostilLosses) losses = { 0 };
  GError *local_error = NULL;

  if (walk == NULL)
    return FALSE;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      g_auto (PostilTokenSheet) sheet = { 0 };
      guint next = 0;

      postil_token_sheet_init (&sheet, walk, options, &losses);
      /* Each line is a text of its own to who reads it. */
      if (sheet.tokens->sentences->len != 1)
        postil_losses_count (&losses, &losses.boundaries, walk->document->id, 0);
      g_string_truncate (lines, 0);
      for (guint i = 0; i < sheet.tokens->sentences->len; i++)
        append_sentence (lines, &sheet, walk, i, &next, &losses);
      if (!g_output_stream_write_all (out, lines->str, lines->len, NULL, cancellable, error))
        return FALSE;
      postil_outline_tell (sheet.outline, walk, &postil_conll_can, &losses, report);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  postil_losses_tell (&losses, "The token JSON", report);
  return TRUE;
}

/* ---- proving ---- */

static GPtrArray *
strings_of (const json_t *array)
{
  GPtrArray *strings = g_ptr_array_new ();

  for (gsize i = 0; i < json_array_size (array); i++)
    if (json_is_string (json_array_get (array, i)))
      g_ptr_array_add (strings, (char *) json_string_value (json_array_get (array, i)));
  return strings;
}

typedef struct
{
  const PostilExportOptions *options;
  PostilLineReader lines;
} Proof;

static gboolean
prove_sentence (Proof *self, const PostilExportWalk *walk, const PostilTokenSheet *sheet, guint number, guint *next)
{
  g_autoptr (json_t) object = NULL;
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (GPtrArray) tags = NULL;
  const char *line;
  gsize n_bytes;

  if (!postil_line_reader_next (&self->lines, &line, &n_bytes))
    return FALSE;
  object = postil_json_parse (line, n_bytes, NULL, NULL);
  words = strings_of (find_words (object));
  tags = strings_of (find_tags (object));
  return postil_token_sheet_prove (sheet, walk, number, words, tags, next);
}

static gboolean
prove_document (PostilExportWalk *walk, PostilLosses *ignored, gpointer user_data)
{
  Proof *self = user_data;
  g_auto (PostilTokenSheet) sheet = { 0 };
  guint next = 0;

  postil_token_sheet_init (&sheet, walk, self->options, ignored);
  for (guint i = 0; i < sheet.tokens->sentences->len; i++)
    if (!prove_sentence (self, walk, &sheet, i, &next))
      return FALSE;
  return next == sheet.outline->pieces->len;
}

static gboolean
is_at_end (gpointer user_data)
{
  Proof *self = user_data;
  const char *line;
  gsize n_bytes;

  return !postil_line_reader_next (&self->lines, &line, &n_bytes);
}

gboolean
postil_hf_tokens_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  Proof proof = { .options = options };

  postil_line_reader_init (&proof.lines, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return postil_prove_in_order (store, bytes, &proof.lines.cursor, options, prove_document, is_at_end, &proof, error);
}
