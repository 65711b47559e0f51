/* token-sheet.c - a document as sentences of tagged tokens, for the writers of such formats and for their proofs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "token-sheet.h"

#include <string.h>

static const PostilCapabilities before_tokens = { .overlap = TRUE }; /* flat, but only once the tokens are known */

void
postil_token_sheet_clear (PostilTokenSheet *self)
{
  g_clear_pointer (&self->tokens, postil_tokens_free);
  g_clear_pointer (&self->outline, postil_outline_free);
}

/* Sentences in which nothing is tagged. */
static void
drop_negatives (PostilTokenSheet *self)
{
  const GArray *pieces = self->outline->pieces;
  GArray *sentences = self->tokens->sentences;
  guint next = 0, n_kept = 0;

  for (guint i = 0; i < sentences->len; i++)
    {
      PostilRange sentence = g_array_index (sentences, PostilRange, i);
      guint32 stop = g_array_index (self->tokens->tokens, PostilRange, sentence.stop - 1).stop;

      if (next >= pieces->len || g_array_index (pieces, PostilPiece, next).range.start >= stop)
        continue;
      while (next < pieces->len && g_array_index (pieces, PostilPiece, next).range.start < stop)
        next++;
      g_array_index (sentences, PostilRange, n_kept++) = sentence;
    }
  g_array_set_size (sentences, n_kept);
}

/* The losses of the first layer stand for those of all, so it counts what is written elsewhere, too. */
static void
count_elsewhere (const PostilTokenSheet *self, const PostilExportWalk *walk, PostilLosses *losses)
{
  const GPtrArray *elsewhere = self->outline->elsewhere;

  for (guint i = 0; elsewhere != NULL && i < elsewhere->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (elsewhere, i);
      gboolean changed = FALSE;

      g_free (postil_token_label (postil_export_walk_label (walk, span->label), &changed));
      if (changed)
        postil_losses_count_span (losses, &losses->labels_renamed, span);
    }
}

void
postil_token_sheet_init (PostilTokenSheet *self, const PostilExportWalk *walk, const PostilExportOptions *options,
                         PostilLosses *losses)
{
  self->tokens = postil_tokens_new (walk->document->text);
  self->outline = postil_outline_new (walk, &before_tokens, losses);
  postil_tokens_fit (self->tokens, self->outline, options->edges, TRUE, losses);
  postil_outline_flatten (self->outline, walk, losses);
  count_elsewhere (self, walk, losses);
  postil_losses_count (losses, &losses->names_changed, walk->document->id, 0);
  if (!postil_tokens_are_all (self->tokens, walk->document->text))
    postil_losses_count (losses, &losses->spacing, walk->document->id, 0);
  if (!postil_export_walk_wants_negatives (walk))
    drop_negatives (self);
}

char *
postil_token_sheet_word (const PostilExportWalk *walk, PostilRange token, PostilLosses *losses)
{
  gboolean changed = FALSE;
  char *word = postil_token_word (walk->document->text, token, &changed);

  if (changed)
    postil_losses_count (losses, &losses->characters, walk->document->id, 0);
  return word;
}

static char
letter (gboolean bilou, gboolean first, gboolean last)
{
  if (!bilou)
    return first ? 'B' : 'I';
  if (first)
    return last ? 'U' : 'B';
  return last ? 'L' : 'I';
}

char *
postil_token_sheet_tag (const PostilTokenSheet *self, const PostilExportWalk *walk, gboolean bilou, PostilRange token,
                        guint *next, PostilLosses *losses)
{
  const GArray *pieces = self->outline->pieces;
  const PostilPiece *piece;
  g_autofree char *label = NULL;
  gboolean changed = FALSE;

  while (*next < pieces->len && g_array_index (pieces, PostilPiece, *next).range.stop <= token.start)
    (*next)++;
  if (*next >= pieces->len || g_array_index (pieces, PostilPiece, *next).range.start > token.start)
    return g_strdup ("O");
  piece = &g_array_index (pieces, PostilPiece, *next);
  label = postil_token_label (postil_export_walk_label (walk, piece->span->label), &changed);
  if (changed)
    postil_losses_count_span (losses, &losses->labels_renamed, piece->span);
  return g_strdup_printf ("%c-%s", letter (bilou, piece->range.start == token.start, piece->range.stop == token.stop),
                          label);
}

static gboolean
prove_words (const PostilTokenSheet *self, const PostilExportWalk *walk, PostilRange sentence, const GPtrArray *words)
{
  if (words->len != postil_range_length (sentence))
    return FALSE;
  for (guint i = 0; i < words->len; i++)
    {
      PostilRange token = g_array_index (self->tokens->tokens, PostilRange, sentence.start + i);
      g_autofree char *word = postil_token_word (walk->document->text, token, NULL);

      if (strcmp (word, g_ptr_array_index (words, i)) != 0)
        return FALSE;
    }
  return TRUE;
}

/* @next: the piece that the next tagged span must be. */
static gboolean
prove_tags (const PostilTokenSheet *self, const PostilExportWalk *walk, PostilRange sentence, const GPtrArray *tags,
            guint *next)
{
  g_autoptr (GArray) spans = postil_tags_decode (tags);
  const PostilRange *tokens = (const PostilRange *) (gpointer) self->tokens->tokens->data;

  for (guint i = 0; i < spans->len; i++, (*next)++)
    {
      const PostilTagSpan *span = &g_array_index (spans, PostilTagSpan, i);
      const PostilPiece *piece;
      g_autofree char *label = NULL;

      if (*next >= self->outline->pieces->len)
        return FALSE;
      piece = &g_array_index (self->outline->pieces, PostilPiece, *next);
      label = postil_token_label (postil_export_walk_label (walk, piece->span->label), NULL);
      if (tokens[sentence.start + span->first].start != piece->range.start ||
          tokens[sentence.start + span->last].stop != piece->range.stop || strcmp (label, span->label) != 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
postil_token_sheet_prove (const PostilTokenSheet *self, const PostilExportWalk *walk, guint number, const GPtrArray *words,
                          const GPtrArray *tags, guint *next)
{
  PostilRange sentence = g_array_index (self->tokens->sentences, PostilRange, number);

  return words->len == tags->len && prove_words (self, walk, sentence, words) &&
         prove_tags (self, walk, sentence, tags, next);
}
