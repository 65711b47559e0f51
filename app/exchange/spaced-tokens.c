/* spaced-tokens.c - tokens that make up the whole text, as spaCy and Prodigy have them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "spaced-tokens.h"

/* What lies between two tokens, or before the first: one space belongs to the token before it. */
static void
add_gap (GArray *out, const PostilText *text, guint32 start, guint32 stop)
{
  gsize n_bytes;

  if (start < stop && out->len > 0 && *postil_text_peek (text, POSTIL_RANGE (start, start + 1), &n_bytes) == ' ')
    {
      g_array_index (out, PostilSpacedToken, out->len - 1).space = TRUE;
      start++;
    }
  if (start < stop)
    {
      PostilSpacedToken token = { POSTIL_RANGE (start, stop), FALSE };

      g_array_append_val (out, token);
    }
}

GArray *
postil_spaced_tokens_new (const PostilText *text, const PostilTokens *tokens)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (PostilSpacedToken));
  guint32 at = 0;

  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      PostilSpacedToken token = { g_array_index (tokens->tokens, PostilRange, i), FALSE };

      add_gap (out, text, at, token.range.start);
      g_array_append_val (out, token);
      at = token.range.stop;
    }
  add_gap (out, text, at, postil_text_get_length (text));
  return out;
}

/* The token that holds @offset, or the first behind it. */
static guint
token_from (const GArray *tokens, guint32 offset)
{
  guint low = 0, high = tokens->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (tokens, PostilSpacedToken, middle).range.stop <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
postil_spaced_tokens_find (const GArray *tokens, PostilRange range, guint *first, guint *last)
{
  *first = token_from (tokens, range.start);
  *last = token_from (tokens, range.stop - 1);
  return *last < tokens->len && g_array_index (tokens, PostilSpacedToken, *first).range.start == range.start &&
         g_array_index (tokens, PostilSpacedToken, *last).range.stop == range.stop;
}

/* Every part is fitted as if it were a span; parts that meet or grow into each other become one. */
static void
fit_parts (const PostilTokens *tokens, PostilPiece *piece, PostilEdges edges, PostilLosses *losses)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  PostilOutline one = { g_array_new (FALSE, FALSE, sizeof (PostilPiece)), NULL };

  for (guint i = 0; i < piece->parts->len; i++)
    {
      PostilPiece part = { g_array_index (piece->parts, PostilRange, i), NULL, piece->span };

      g_array_append_val (one.pieces, part);
    }
  postil_tokens_fit (tokens, &one, edges, FALSE, losses);
  for (guint i = 0; i < one.pieces->len; i++)
    {
      PostilRange range = g_array_index (one.pieces, PostilPiece, i).range;
      PostilRange *before = parts->len > 0 ? &g_array_index (parts, PostilRange, parts->len - 1) : NULL;

      if (before != NULL && range.start <= before->stop)
        before->stop = MAX (before->stop, range.stop);
      else
        g_array_append_val (parts, range);
    }
  g_array_unref (one.pieces);
  g_clear_pointer (&piece->parts, g_array_unref);
  piece->range = POSTIL_RANGE (0, 0);
  if (parts->len > 0)
    piece->range = POSTIL_RANGE (g_array_index (parts, PostilRange, 0).start,
                                 g_array_index (parts, PostilRange, parts->len - 1).stop);
  if (parts->len > 1)
    piece->parts = g_steal_pointer (&parts);
  g_clear_pointer (&parts, g_array_unref);
}

void
postil_spaced_tokens_fit (const PostilExportWalk *walk, const PostilExportOptions *options, PostilOutline *outline,
                          PostilLosses *losses)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (walk->document->text);
  g_autoptr (GArray) split = g_array_new (FALSE, FALSE, sizeof (PostilPiece));

  for (guint i = outline->pieces->len; i-- > 0;)
    {
      PostilPiece piece = g_array_index (outline->pieces, PostilPiece, i);

      if (piece.parts == NULL)
        continue;
      g_array_index (outline->pieces, PostilPiece, i).parts = NULL; /* it goes over to the copy */
      g_array_remove_index (outline->pieces, i);
      fit_parts (tokens, &piece, options->edges, losses);
      if (piece.range.start < piece.range.stop)
        g_array_append_val (split, piece);
    }
  postil_tokens_fit (tokens, outline, options->edges, FALSE, losses);
  postil_outline_adopt (outline, split);
}
