/* outline.c - what of a document a format can hold, and what is lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outline.h"

#include "details.h"

#include <string.h>

static void
piece_clear (gpointer data)
{
  g_clear_pointer (&((PostilPiece *) data)->parts, g_array_unref);
}

void
postil_outline_free (PostilOutline *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->pieces);
  g_ptr_array_unref (self->relations);
  g_clear_pointer (&self->elsewhere, g_ptr_array_unref);
  g_clear_pointer (&self->by_span, g_hash_table_unref);
  g_free (self);
}

static void
add_piece (PostilOutline *self, const PostilSpan *span, PostilRange range, GArray *parts)
{
  PostilPiece piece = { range, parts, span };

  g_array_append_val (self->pieces, piece);
}

/* The parts of @span, or its one range, without white space at their ends where @trim says so. */
static GArray *
ranges_of (const PostilExportWalk *walk, const PostilSpan *span, gboolean trim, PostilLosses *losses)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  guint n = span->parts != NULL ? span->parts->len : 1;
  gboolean changed = FALSE;

  for (guint i = 0; i < n; i++)
    {
      PostilRange given = span->parts != NULL ? g_array_index (span->parts, PostilRange, i) : span->range;
      PostilRange range = trim ? postil_text_trim (walk->document->text, given) : given;

      changed = changed || !postil_range_equal (range, given);
      if (range.start < range.stop)
        g_array_append_val (ranges, range);
    }
  if (ranges->len == 0)
    postil_losses_count_span (losses, &losses->blank, span);
  else if (changed)
    postil_losses_count_span (losses, &losses->trimmed, span);
  return ranges;
}

static void
add_span (PostilOutline *self, const PostilExportWalk *walk, const PostilCapabilities *can, const PostilSpan *span,
          PostilLosses *losses)
{
  g_autoptr (GArray) ranges = ranges_of (walk, span, !can->blank, losses);
  PostilRange *range = (PostilRange *) (gpointer) ranges->data;

  if (ranges->len == 0)
    return;
  if (ranges->len == 1)
    add_piece (self, span, range[0], NULL);
  else if (can->parts)
    add_piece (self, span, POSTIL_RANGE (range[0].start, range[ranges->len - 1].stop), g_array_ref (ranges));
  else
    {
      PostilParts policy = walk->options->parts;

      postil_losses_count_span (losses, &losses->parts, span);
      if (policy == POSTIL_PARTS_DROP)
        return;
      if (policy == POSTIL_PARTS_HULL)
        add_piece (self, span, POSTIL_RANGE (range[0].start, range[ranges->len - 1].stop), NULL);
      for (guint i = 0; policy != POSTIL_PARTS_HULL && i < (policy == POSTIL_PARTS_FIRST ? 1 : ranges->len); i++)
        add_piece (self, span, range[i], NULL);
    }
}

static gboolean
is_structure (const PostilExportWalk *walk, const PostilSpan *span)
{
  const PostilLabel *label = g_hash_table_lookup (walk->labels, &span->label);

  return label != NULL && label->kind == POSTIL_LABEL_STRUCTURE;
}

static void
add_relations (PostilOutline *self, const PostilExportWalk *walk, const PostilCapabilities *can, PostilLosses *losses)
{
  for (guint i = 0; i < walk->relations->len; i++)
    {
      PostilRelation *relation = g_ptr_array_index (walk->relations, i);

      if (!can->states && (walk->states & POSTIL_STATES (POSTIL_STATE_KEPT)) != 0 &&
          relation->state != POSTIL_STATE_KEPT)
        postil_losses_count (losses, &losses->suggestions, relation->document, relation->head);
      else if (can->relations)
        g_ptr_array_add (self->relations, relation);
      else
        postil_losses_count (losses, &losses->relations, relation->document, relation->head);
    }
}

static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  const PostilPiece *x = a, *y = b;
  int order = postil_range_compare (&x->range, &y->range);

  return order != 0 ? order : (x->span->id > y->span->id) - (x->span->id < y->span->id);
}

PostilOutline *
postil_outline_new (const PostilExportWalk *walk, const PostilCapabilities *can, PostilLosses *losses)
{
  PostilOutline *self = g_new0 (PostilOutline, 1);
  gboolean gold = (walk->states & POSTIL_STATES (POSTIL_STATE_KEPT)) != 0;

  losses->overlap_policy = walk->options->overlap;
  losses->parts_policy = walk->options->parts;
  self->pieces = g_array_new (FALSE, FALSE, sizeof (PostilPiece));
  self->relations = g_ptr_array_new ();
  self->by_span = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_array_set_clear_func (self->pieces, piece_clear);
  for (guint i = 0; i < walk->spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (walk->spans, i);

      /* Where nothing tells them apart, suggestions are never mixed with what was kept. */
      if (!can->states && gold && span->state != POSTIL_STATE_KEPT)
        postil_losses_count_span (losses, &losses->suggestions, span);
      else if (!can->structure && walk->wanted == NULL && is_structure (walk, span))
        postil_losses_count_span (losses, &losses->structure, span);
      else
        add_span (self, walk, can, span, losses);
    }
  g_array_sort (self->pieces, compare_pieces);
  add_relations (self, walk, can, losses);
  if (!can->overlap)
    postil_outline_flatten (self, walk, losses);
  postil_outline_prune_relations (self, losses);
  return self;
}

int
postil_outline_find (const PostilOutline *self, PostilSpanId span)
{
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->by_span, &span)) - 1;
}

static int
compare_claims (gconstpointer a, gconstpointer b, gpointer data)
{
  const PostilExportWalk *walk = data;
  const PostilOverlap asked = walk->options->overlap;
  const PostilOverlap policy = asked == POSTIL_OVERLAP_SPLIT ? POSTIL_OVERLAP_LONGEST : asked;
  const PostilPiece *x = a, *y = b;
  guint32 n_x = postil_range_length (x->range), n_y = postil_range_length (y->range);
  const PostilLabel *of_x, *of_y;

  if (policy != POSTIL_OVERLAP_FIRST && n_x != n_y)
    return (n_x > n_y) == (policy == POSTIL_OVERLAP_LONGEST) ? -1 : 1;
  if (x->range.start != y->range.start)
    return x->range.start < y->range.start ? -1 : 1;
  if (n_x != n_y)
    return n_x > n_y ? -1 : 1;
  of_x = g_hash_table_lookup (walk->labels, &x->span->label);
  of_y = g_hash_table_lookup (walk->labels, &y->span->label);
  if (of_x != NULL && of_y != NULL && of_x->position != of_y->position)
    return of_x->position < of_y->position ? -1 : 1;
  return (x->span->id > y->span->id) - (x->span->id < y->span->id);
}

static gboolean
take_place (guint8 *taken, PostilRange range)
{
  if (memchr (taken + range.start, 1, postil_range_length (range)) != NULL)
    return FALSE;
  memset (taken + range.start, 1, postil_range_length (range));
  return TRUE;
}

/* The first layer with room for @range; layers are made as they are needed. */
static guint
find_layer (GPtrArray *layers, PostilRange range, guint32 length)
{
  guint layer = 0;

  while (layer < layers->len && !take_place (g_ptr_array_index (layers, layer), range))
    layer++;
  if (layer < layers->len)
    return layer;
  g_ptr_array_add (layers, g_malloc0 (length + 1));
  take_place (g_ptr_array_index (layers, layer), range);
  return layer;
}

void
postil_outline_flatten (PostilOutline *self, const PostilExportWalk *walk, PostilLosses *losses)
{
  const PostilExportOptions *options = walk->options;
  guint32 length = postil_text_get_length (walk->document->text);
  guint wanted = options->overlap == POSTIL_OVERLAP_SPLIT ? options->layer : 0;
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (PostilPiece));

  g_array_set_clear_func (pieces, piece_clear);
  g_array_sort_with_data (self->pieces, compare_claims, (gpointer) walk);
  g_ptr_array_add (layers, g_malloc0 (length + 1));
  for (guint i = 0; i < self->pieces->len; i++)
    {
      PostilPiece *piece = &g_array_index (self->pieces, PostilPiece, i);
      guint layer = options->overlap == POSTIL_OVERLAP_SPLIT ? find_layer (layers, piece->range, length)
                    : take_place (g_ptr_array_index (layers, 0), piece->range) ? 0 : 1;

      if (layer > wanted)
        postil_losses_count_span (losses, &losses->overlap, piece->span);
      if (layer > wanted && options->overlap == POSTIL_OVERLAP_SPLIT && wanted == 0)
        {
          if (self->elsewhere == NULL)
            self->elsewhere = g_ptr_array_new ();
          g_ptr_array_add (self->elsewhere, (gpointer) piece->span);
        }
      if (layer != wanted)
        continue;
      g_array_append_vals (pieces, piece, 1);
      piece->parts = NULL;
    }
  g_array_unref (self->pieces);
  self->pieces = g_steal_pointer (&pieces);
  g_array_sort (self->pieces, compare_pieces);
}

void
postil_outline_prune_relations (PostilOutline *self, PostilLosses *losses)
{
  g_hash_table_remove_all (self->by_span);
  for (guint i = self->pieces->len; i-- > 0;)
    g_hash_table_insert (self->by_span, (gpointer) &g_array_index (self->pieces, PostilPiece, i).span->id,
                         GUINT_TO_POINTER (i + 1));
  for (guint i = self->relations->len; i-- > 0;)
    {
      const PostilRelation *relation = g_ptr_array_index (self->relations, i);

      if (g_hash_table_contains (self->by_span, &relation->head) &&
          g_hash_table_contains (self->by_span, &relation->tail))
        continue;
      g_ptr_array_remove_index (self->relations, i);
      postil_losses_count (losses, &losses->relations, relation->document, relation->head);
    }
}

static void
tell_details (const PostilOutline *self, const PostilExportWalk *walk, const PostilCapabilities *can,
              PostilLosses *losses)
{
  for (guint i = 0; i < self->pieces->len; i++)
    postil_details_count_span (walk, g_array_index (self->pieces, PostilPiece, i).span, can, losses);
  for (guint i = 0; self->elsewhere != NULL && i < self->elsewhere->len; i++)
    postil_details_count_span (walk, self->elsewhere->pdata[i], can, losses);
  for (guint i = 0; i < self->relations->len; i++)
    postil_details_count_relation (walk, g_ptr_array_index (self->relations, i), can, losses);
  postil_details_count_document (walk, can, losses);
}

void
postil_outline_tell (const PostilOutline *self, const PostilExportWalk *walk, const PostilCapabilities *can,
                     PostilLosses *losses, PostilReport *report)
{
  g_autoptr (GHashTable) written = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->pieces->len; i++)
    g_hash_table_add (written, (gpointer) &g_array_index (self->pieces, PostilPiece, i).span->id);
  tell_details (self, walk, can, losses);
  postil_losses_settle (losses, walk->spans, written);
  report->documents_added++;
  report->spans_added += self->pieces->len;
  report->relations_added += self->relations->len;
}

void
postil_outline_adopt (PostilOutline *self, const GArray *pieces)
{
  /* Those that were fitted to tokens have lost the function that clears them. */
  g_array_set_clear_func (self->pieces, piece_clear);
  g_array_append_vals (self->pieces, pieces->data, pieces->len);
  g_array_sort (self->pieces, compare_pieces);
}
