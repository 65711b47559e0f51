/* conll.c - writes columns of tokens and tags: CoNLL-2003, two columns, BILOU (formats.md, section 5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "conll.h"

#include <string.h>

#include "formats.h"

typedef struct
{
  const char *title;
  gboolean    docstart; /* a line before each document */
  gboolean    four;     /* word, part of speech, chunk, tag with spaces; else word and tag with a tab */
  gboolean    bilou;
} Dialect;

static const Dialect conll2003 = { "CoNLL-2003", TRUE, TRUE, FALSE };
static const Dialect plain = { "CoNLL columns", FALSE, TRUE, FALSE };
static const Dialect iob2 = { "IOB2", FALSE, FALSE, FALSE };
static const Dialect bilou = { "BILOU", FALSE, FALSE, TRUE };

const PostilCapabilities postil_conll_can = { 0 };

static const PostilCapabilities before_tokens = { .overlap = TRUE }; /* flat, but only once the tokens are known */

/* A document as it will be written: the same for the writer and for the proof. */
typedef struct
{
  PostilTokens *tokens;
  PostilOutline *outline;
} Sheet;

static void
sheet_clear (Sheet *self)
{
  g_clear_pointer (&self->tokens, postil_tokens_free);
  g_clear_pointer (&self->outline, postil_outline_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static void
sheet_init (Sheet *self, const PostilExportWalk *walk, const PostilExportOptions *options, PostilLosses *losses)
{
  self->tokens = postil_tokens_new (walk->document->text);
  self->outline = postil_outline_new (walk, &before_tokens, losses);
  postil_tokens_fit (self->tokens, self->outline, options->edges, TRUE, losses);
  postil_outline_flatten (self->outline, walk, losses);
}

static char
letter (const Dialect *dialect, gboolean first, gboolean last)
{
  if (!dialect->bilou)
    return first ? 'B' : 'I';
  if (first)
    return last ? 'U' : 'B';
  return last ? 'L' : 'I';
}

/* The tag of a token; @next goes along the pieces. (transfer full) */
static char *
tag_of (const Sheet *self, const PostilExportWalk *walk, const Dialect *dialect, PostilRange token, guint *next,
        PostilLosses *losses)
{
  const GArray *pieces = self->outline->pieces;
  const PostilPiece *piece;
  g_autofree char *label = NULL;

  while (*next < pieces->len && g_array_index (pieces, PostilPiece, *next).range.stop <= token.start)
    (*next)++;
  if (*next >= pieces->len || g_array_index (pieces, PostilPiece, *next).range.start > token.start)
    return g_strdup ("O");
  piece = &g_array_index (pieces, PostilPiece, *next);
  label = postil_token_label (postil_export_walk_label (walk, piece->span->label), losses);
  return g_strdup_printf ("%c-%s", letter (dialect, piece->range.start == token.start, piece->range.stop == token.stop),
                          label);
}

static void
append_sheet (const Sheet *self, const PostilExportWalk *walk, const Dialect *dialect, GString *out, PostilLosses *losses)
{
  guint next = 0;

  if (dialect->docstart)
    g_string_append (out, "-DOCSTART- -X- O O\n\n");
  for (guint i = 0; i < self->tokens->sentences->len; i++)
    {
      PostilRange sentence = g_array_index (self->tokens->sentences, PostilRange, i);

      for (guint j = sentence.start; j < sentence.stop; j++)
        {
          PostilRange token = g_array_index (self->tokens->tokens, PostilRange, j);
          g_autofree char *word = postil_token_word (walk->document->text, token, losses);
          g_autofree char *tag = tag_of (self, walk, dialect, token, &next, losses);

          g_string_append_printf (out, dialect->four ? "%s -X- _ %s\n" : "%s\t%s\n", word, tag);
        }
      g_string_append_c (out, '\n');
    }
}

static gboolean
write_dialect (const Dialect *dialect, PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
               PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (GString) rows = g_string_new (NULL);
  PostilLosses losses = { 0 };
  GError *local_error = NULL;

  if (walk == NULL)
    return FALSE;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      g_auto (Sheet) sheet = { 0 };

      sheet_init (&sheet, walk, options, &losses);
      g_string_truncate (rows, 0);
      append_sheet (&sheet, walk, dialect, rows, &losses);
      if (!g_output_stream_write_all (out, rows->str, rows->len, NULL, cancellable, error))
        return FALSE;
      report->documents_added++;
      report->spans_added += sheet.outline->pieces->len;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  postil_losses_tell (&losses, dialect->title, report);
  return TRUE;
}

/* ---- proving ---- */

static gboolean
prove_words (const Sheet *self, const PostilExportWalk *walk, PostilRange sentence, const PostilColumnsReader *rows)
{
  PostilLosses ignored = { 0 };

  if (rows->words->len != postil_range_length (sentence))
    return FALSE;
  for (guint i = 0; i < rows->words->len; i++)
    {
      PostilRange token = g_array_index (self->tokens->tokens, PostilRange, sentence.start + i);
      g_autofree char *word = postil_token_word (walk->document->text, token, &ignored);

      if (strcmp (word, g_ptr_array_index (rows->words, i)) != 0)
        return FALSE;
    }
  return TRUE;
}

/* @next: the piece that the next tagged span must be. */
static gboolean
prove_tags (const Sheet *self, const PostilExportWalk *walk, PostilRange sentence, const PostilColumnsReader *rows,
            guint *next)
{
  g_autoptr (GArray) spans = postil_tags_decode (rows->tags);
  const PostilRange *tokens = (const PostilRange *) (gpointer) self->tokens->tokens->data;
  PostilLosses ignored = { 0 };

  for (guint i = 0; i < spans->len; i++, (*next)++)
    {
      const PostilTagSpan *span = &g_array_index (spans, PostilTagSpan, i);
      const PostilPiece *piece;
      g_autofree char *label = NULL;

      if (*next >= self->outline->pieces->len)
        return FALSE;
      piece = &g_array_index (self->outline->pieces, PostilPiece, *next);
      label = postil_token_label (postil_export_walk_label (walk, piece->span->label), &ignored);
      if (tokens[sentence.start + span->first].start != piece->range.start ||
          tokens[sentence.start + span->last].stop != piece->range.stop || strcmp (label, span->label) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
prove_sheet (const Sheet *self, const PostilExportWalk *walk, PostilColumnsReader *rows)
{
  guint next = 0;

  for (guint i = 0; i < self->tokens->sentences->len; i++)
    {
      PostilRange sentence = g_array_index (self->tokens->sentences, PostilRange, i);

      if (postil_columns_reader_next (rows) != POSTIL_COLUMNS_SENTENCE || !prove_words (self, walk, sentence, rows) ||
          !prove_tags (self, walk, sentence, rows, &next))
        return FALSE;
    }
  return next == self->outline->pieces->len;
}

static gboolean
prove_dialect (const Dialect *dialect, PostilStore *store, GBytes *bytes, const PostilExportOptions *options,
               GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_auto (PostilColumnsReader) rows = { 0 };
  GError *local_error = NULL;
  PostilLosses ignored = { 0 };
  gboolean right = TRUE;

  if (walk == NULL)
    return FALSE;
  postil_columns_reader_init (&rows, bytes, NULL);
  while (right && postil_export_walk_next (walk, NULL, &local_error))
    {
      g_auto (Sheet) sheet = { 0 };

      sheet_init (&sheet, walk, options, &ignored);
      right = (!dialect->docstart || postil_columns_reader_next (&rows) == POSTIL_COLUMNS_DOCUMENT) &&
              prove_sheet (&sheet, walk, &rows);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (right && postil_columns_reader_next (&rows) == POSTIL_COLUMNS_END && rows.n_refused == 0)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
               "What was written does not read back as the project has it (line %u), so it was thrown away.",
               rows.lines.line);
  return FALSE;
}

/* ---- the rows of the table ---- */

gboolean
postil_conll_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                    GCancellable *cancellable, GError **error)
{
  return write_dialect (&conll2003, store, out, options, report, cancellable, error);
}

gboolean
postil_conll_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return prove_dialect (&conll2003, store, bytes, options, error);
}

gboolean
postil_conll_plain_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                          GCancellable *cancellable, GError **error)
{
  return write_dialect (&plain, store, out, options, report, cancellable, error);
}

gboolean
postil_conll_plain_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return prove_dialect (&plain, store, bytes, options, error);
}

gboolean
postil_iob2_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                   GCancellable *cancellable, GError **error)
{
  return write_dialect (&iob2, store, out, options, report, cancellable, error);
}

gboolean
postil_iob2_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return prove_dialect (&iob2, store, bytes, options, error);
}

gboolean
postil_bilou_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                    GCancellable *cancellable, GError **error)
{
  return write_dialect (&bilou, store, out, options, report, cancellable, error);
}

gboolean
postil_bilou_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  return prove_dialect (&bilou, store, bytes, options, error);
}
