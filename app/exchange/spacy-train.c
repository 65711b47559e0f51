/* spacy-train.c - the training JSON of spaCy 2, the way to .spacy files (formats.md, section 1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "spaced-tokens.h"
#include "spacy-private.h"

const PostilCapabilities postil_spacy_train_can = { .document_labels = TRUE };
/* Flat, but only once the tokens are known. */
static const PostilCapabilities before_tokens = { .overlap = TRUE, .document_labels = TRUE };

/* ---- writing ---- */

/* Tags are put into sentences, so that no span may cross the end of one. */
static void
fit (const PostilExportWalk *walk, const PostilExportOptions *options, PostilOutline *outline, PostilLosses *losses)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (walk->document->text);

  postil_tokens_fit (tokens, outline, options->edges, TRUE, losses);
  postil_outline_flatten (outline, walk, losses);
}

static void
append_tag (GString *out, const PostilTask *task, PostilRange token, guint *next)
{
  const GArray *pieces = task->outline->pieces;
  const PostilPiece *piece;
  g_autofree char *tag = NULL;
  gboolean first, last;

  while (*next < pieces->len && g_array_index (pieces, PostilPiece, *next).range.stop <= token.start)
    (*next)++;
  if (*next >= pieces->len || g_array_index (pieces, PostilPiece, *next).range.start > token.start)
    {
      postil_json_append_pair (out, "ner", "O");
      return;
    }
  piece = &g_array_index (pieces, PostilPiece, *next);
  first = piece->range.start == token.start;
  last = piece->range.stop == token.stop;
  tag = g_strdup_printf ("%c-%s", first && last ? 'U' : first ? 'B' : last ? 'L' : 'I',
                         postil_export_walk_label (task->walk, piece->span->label));
  postil_json_append_pair (out, "ner", tag);
}

static void
append_token (GString *out, const PostilTask *task, const PostilSpacedToken *token, guint number, guint *next)
{
  gsize n_bytes;
  const char *word = postil_text_peek (task->walk->document->text, token->range, &n_bytes);

  g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",{");
  postil_json_append_number (out, "id", number);
  postil_json_append_key (out, "orth");
  postil_json_append_string (out, word, n_bytes);
  postil_json_append_pair (out, "space", token->space ? " " : "");
  append_tag (out, task, token->range, next);
  g_string_append_c (out, '}');
}

static void
append_sentences (GString *out, const PostilTask *task)
{
  const PostilText *text = task->walk->document->text;
  g_autoptr (PostilTokens) words = postil_tokens_new (text);
  g_autoptr (GArray) tokens = postil_spaced_tokens_new (text, words);
  guint next = 0, sentence = 0;
  guint32 stop = 0; /* where the sentence at hand ends */

  g_string_append_c (out, '[');
  for (guint i = 0; i < tokens->len; i++)
    {
      const PostilSpacedToken *token = &g_array_index (tokens, PostilSpacedToken, i);

      /* White space stays with the sentence before it. */
      if (i == 0 || (token->range.start >= stop && sentence < words->sentences->len &&
                     g_array_index (words->tokens, PostilRange,
                                    g_array_index (words->sentences, PostilRange, sentence).start)
                             .start == token->range.start))
        {
          g_string_append (out, i == 0 ? "{\"tokens\":[" : "]},{\"tokens\":[");
          if (sentence < words->sentences->len)
            {
              PostilRange range = g_array_index (words->sentences, PostilRange, sentence);

              if (i > 0 || g_array_index (words->tokens, PostilRange, range.start).start == token->range.start)
                {
                  stop = g_array_index (words->tokens, PostilRange, range.stop - 1).stop;
                  sentence++;
                }
            }
        }
      append_token (out, task, token, i, &next);
    }
  g_string_append (out, tokens->len > 0 ? "]}]" : "]");
}

static void
append_document (GString *out, const PostilTask *task)
{
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (task->walk->document->text, &n_bytes);

  g_string_append_c (out, '{');
  postil_json_append_number (out, "id", task->number);
  postil_json_append_key (out, "paragraphs");
  g_string_append (out, "[{");
  postil_json_append_key (out, "raw");
  postil_json_append_string (out, utf8, n_bytes);
  postil_json_append_key (out, "sentences");
  append_sentences (out, task);
  postil_spacy_append_cats (out, task->walk->document, TRUE);
  g_string_append (out, "}]}");
}

/* ---- reading ---- */

/* The paragraphs of a document, put together; where each token came to stand. */
typedef struct
{
  GString *text;
  guint32 length; /* of it, in code points */
  GArray *places; /* PostilRange, of the tokens of the sentence at hand */
  GPtrArray *tags;
  GArray *spans;     /* PostilRange */
  GPtrArray *labels; /* of them */
} Assembly;

static void
assembly_clear (Assembly *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->places);
  g_ptr_array_unref (self->tags);
  g_array_unref (self->spans);
  g_ptr_array_unref (self->labels);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Assembly, assembly_clear)

static void
append_counted (Assembly *self, const char *utf8, gsize n_bytes)
{
  g_string_append_len (self->text, utf8, n_bytes);
  self->length += g_utf8_strlen (utf8, n_bytes);
}

/* Goes on in @raw to behind @orth; without it, or when it is not there, which is FALSE, the token and its space make the
 * text. */
static gboolean
place_token (Assembly *self, const json_t *token, const char **raw)
{
  const char *orth = postil_json_get_string (token, "orth");
  const char *space = postil_json_get_string (token, "space");
  const char *found = orth != NULL && *raw != NULL ? strstr (*raw, orth) : NULL;
  PostilRange range;

  if (orth == NULL)
    orth = "";
  if (found != NULL)
    append_counted (self, *raw, found - *raw);
  range.start = self->length;
  append_counted (self, orth, strlen (orth));
  range.stop = self->length;
  if (found != NULL)
    *raw = found + strlen (orth);
  else
    append_counted (self, space != NULL ? space : " ", strlen (space != NULL ? space : " "));
  g_array_append_val (self->places, range);
  return found != NULL || *raw == NULL || orth[0] == '\0';
}

static void
take_sentence (Assembly *self, const json_t *sentence, const char **raw, guint line, PostilIntake *intake)
{
  const json_t *tokens = json_object_get (sentence, "tokens");
  g_autoptr (GArray) spans = NULL;

  g_array_set_size (self->places, 0);
  g_ptr_array_set_size (self->tags, 0);
  for (size_t i = 0; i < json_array_size (tokens); i++)
    {
      const json_t *token = json_array_get (tokens, i);
      const char *tag = postil_json_get_string (token, "ner");

      if (!place_token (self, token, raw) && intake != NULL)
        postil_intake_warn (intake, line, _ ("The token “%s” is not in what is left of “raw”; it was put into the text."),
                            postil_json_get_string (token, "orth"));
      if (tag != NULL && strcmp (tag, "-") != 0 && tag[0] != '\0' && !postil_tag_is_valid (tag) && intake != NULL)
        postil_intake_refuse (intake, line, _ ("“%s” is no tag; say O, or B, I, L or U with a hyphen and a label."),
                              tag);
      g_ptr_array_add (self->tags, (char *) (tag != NULL && postil_tag_is_valid (tag) ? tag : "O"));
    }
  spans = postil_tags_decode (self->tags);
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilTagSpan *span = &g_array_index (spans, PostilTagSpan, i);
      PostilRange range = { g_array_index (self->places, PostilRange, span->first).start,
                            g_array_index (self->places, PostilRange, span->last).stop };

      g_array_append_val (self->spans, range);
      g_ptr_array_add (self->labels, g_strdup (span->label));
    }
}

static void
take_paragraph (Assembly *self, const json_t *paragraph, guint line, PostilIntake *intake)
{
  const char *raw = postil_json_get_string (paragraph, "raw");
  const json_t *sentences = json_object_get (paragraph, "sentences");

  if (self->length > 0)
    append_counted (self, "\n\n", 2);
  for (size_t i = 0; i < json_array_size (sentences); i++)
    take_sentence (self, json_array_get (sentences, i), &raw, line, intake);
  if (raw != NULL)
    append_counted (self, raw, strlen (raw));
}

static void
read_cats (PostilRecord *record, const json_t *paragraph)
{
  const json_t *cats = json_object_get (paragraph, "cats");
  g_autoptr (json_t) labels = json_object ();

  for (size_t i = 0; i < json_array_size (cats); i++)
    {
      const json_t *cat = json_array_get (cats, i);
      const char *label = postil_json_get_string (cat, "label");

      if (label != NULL)
        json_object_set (labels, label, json_object_get (cat, "value"));
    }
  postil_task_add_labels (record, labels);
}

PostilRecord *
postil_spacy_parse_train (const json_t *value, const PostilImportFile *file, guint line, PostilIntake *intake, GError **error)
{
  const json_t *paragraphs = json_object_get (value, "paragraphs");
  g_autofree char *key = postil_task_key (file, json_object_get (value, "id"), line);
  g_auto (Assembly) assembly = { g_string_new (NULL), 0, NULL, g_ptr_array_new (), NULL, g_ptr_array_new_with_free_func (g_free) };
  PostilRecord *record;

  assembly.places = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  assembly.spans = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  for (size_t i = 0; i < json_array_size (paragraphs); i++)
    take_paragraph (&assembly, json_array_get (paragraphs, i), line, intake);
  record = postil_record_new (key, assembly.text->str, assembly.text->len, line, error);
  if (record == NULL)
    return NULL;
  for (guint i = 0; i < assembly.spans->len; i++)
    {
      PostilRange range = g_array_index (assembly.spans, PostilRange, i);

      postil_record_add (record, NULL, g_ptr_array_index (assembly.labels, i), range.start, range.stop, NULL, line);
    }
  for (size_t i = 0; i < json_array_size (paragraphs); i++)
    read_cats (record, json_array_get (paragraphs, i));
  return record;
}

/* ---- the row of the table ---- */

static const PostilTaskFormat train = { .title = "spaCy training JSON",
                                        .can = &before_tokens,
                                        .array = TRUE,
                                        .fit = fit,
                                        .append = append_document,
                                        .parse = postil_spacy_parse_train };

gboolean
postil_spacy_train_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                          GCancellable *cancellable, GError **error)
{
  return postil_tasks_write (&train, store, out, options, report, cancellable, error);
}

gboolean
postil_spacy_train_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return postil_tasks_prove (&train, store, bytes, options, error);
}
