/* conll.c - writes columns of tokens and tags: CoNLL-2003, two columns, BILOU (formats.md, section 5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "conll.h"

#include <string.h>

#include "formats.h"
#include "proof.h"
#include "token-sheet.h"

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

static void
append_sheet (const PostilTokenSheet *self, const PostilExportWalk *walk, const Dialect *dialect, GString *out, PostilLosses *losses)
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
          g_autofree char *word = postil_token_sheet_word (walk, token, losses);
          g_autofree char *tag = postil_token_sheet_tag (self, walk, dialect->bilou, token, &next, losses);

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
  g_auto (PostilLosses) losses = { 0 };
  GError *local_error = NULL;
  gboolean any = FALSE;

  if (walk == NULL)
    return FALSE;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      g_auto (PostilTokenSheet) sheet = { 0 };

      postil_token_sheet_init (&sheet, walk, options, &losses);
      /* It goes on where the one before ends, or is not there at all. */
      if (!dialect->docstart && (any || sheet.tokens->sentences->len == 0))
        postil_losses_count (&losses, &losses.boundaries, walk->document->id, 0);
      any = any || sheet.tokens->sentences->len > 0;
      g_string_truncate (rows, 0);
      append_sheet (&sheet, walk, dialect, rows, &losses);
      if (!g_output_stream_write_all (out, rows->str, rows->len, NULL, cancellable, error))
        return FALSE;
      postil_outline_tell (sheet.outline, walk, &postil_conll_can, &losses, report);
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
prove_sheet (const PostilTokenSheet *self, const PostilExportWalk *walk, PostilColumnsReader *rows)
{
  guint next = 0;

  for (guint i = 0; i < self->tokens->sentences->len; i++)
    if (postil_columns_reader_next (rows) != POSTIL_COLUMNS_SENTENCE ||
        !postil_token_sheet_prove (self, walk, i, rows->words, rows->tags, &next))
      return FALSE;
  return next == self->outline->pieces->len;
}

typedef struct
{
  const Dialect *dialect;
  const PostilExportOptions *options;
  PostilColumnsReader rows;
} Proof;

static gboolean
prove_document (PostilExportWalk *walk, PostilLosses *ignored, gpointer user_data)
{
  Proof *self = user_data;
  g_auto (PostilTokenSheet) sheet = { 0 };

  postil_token_sheet_init (&sheet, walk, self->options, ignored);
  return (!self->dialect->docstart || postil_columns_reader_next (&self->rows) == POSTIL_COLUMNS_DOCUMENT) &&
         prove_sheet (&sheet, walk, &self->rows);
}

static gboolean
is_at_end (gpointer user_data)
{
  Proof *self = user_data;

  return postil_columns_reader_next (&self->rows) == POSTIL_COLUMNS_END && self->rows.n_refused == 0;
}

static gboolean
prove_dialect (const Dialect *dialect, PostilStore *store, GBytes *bytes, const PostilExportOptions *options,
               GError **error)
{
  Proof proof = { .dialect = dialect, .options = options };
  gboolean ok;

  postil_columns_reader_init (&proof.rows, bytes, NULL);
  ok =
      postil_prove_in_order (store, bytes, &proof.rows.lines.cursor, options, prove_document, is_at_end, &proof, error);
  postil_columns_reader_clear (&proof.rows);
  return ok;
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
