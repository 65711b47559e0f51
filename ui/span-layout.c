/* span-layout.c - first-fit lanes over disjoint claims, and chips between their neighbours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "span-layout.h"

#include <stdlib.h>

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const PostilLaneItem *p = a;
  const PostilLaneItem *q = b;

  if (p->rank != q->rank)
    return p->rank < q->rank ? -1 : 1;
  if (p->length != q->length)
    return p->length < q->length ? -1 : 1;
  if (p->claim.start != q->claim.start)
    return p->claim.start < q->claim.start ? -1 : 1;
  return p->id < q->id ? -1 : p->id > q->id;
}

/* A lane: its claims sorted by start, kept in blocks so that an insertion moves little. */
#define BLOCK 64

typedef struct
{
  guint n;
  PostilRange ranges[BLOCK];
} Block;

typedef struct
{
  GPtrArray *blocks; /* Block, none empty */
} Lane;

/* The block in which a claim that starts at @start belongs: the last one that begins at or before it, else the first.
 */
static guint
find_block (const Lane *lane, guint32 start)
{
  guint low = 0;
  guint high = lane->blocks->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const Block *block = g_ptr_array_index (lane->blocks, middle);

      if (block->ranges[0].start <= start)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? low - 1 : 0;
}

/* How many claims of @block start at or before @start. */
static guint
find_slot (const Block *block, guint32 start)
{
  guint low = 0;
  guint high = block->n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (block->ranges[middle].start <= start)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
insert_at (Lane *lane, guint b, guint slot, PostilRange claim)
{
  Block *block = g_ptr_array_index (lane->blocks, b);

  if (block->n == BLOCK)
    {
      Block *upper = g_new (Block, 1);

      upper->n = BLOCK / 2;
      block->n = BLOCK / 2;
      for (guint i = 0; i < BLOCK / 2; i++)
        upper->ranges[i] = block->ranges[BLOCK / 2 + i];
      g_ptr_array_insert (lane->blocks, (int) b + 1, upper);
      if (slot > BLOCK / 2)
        {
          block = upper;
          slot -= BLOCK / 2;
        }
    }
  for (guint i = block->n; i > slot; i--)
    block->ranges[i] = block->ranges[i - 1];
  block->ranges[slot] = claim;
  block->n++;
}

/* FALSE when the lane is taken somewhere under @claim. */
static gboolean
lane_take (Lane *lane, PostilRange claim)
{
  const Block *block;
  const Block *next;
  guint b;
  guint slot;

  if (lane->blocks->len == 0)
    {
      Block *first = g_new (Block, 1);

      first->n = 1;
      first->ranges[0] = claim;
      g_ptr_array_add (lane->blocks, first);
      return TRUE;
    }
  b = find_block (lane, claim.start);
  block = g_ptr_array_index (lane->blocks, b);
  slot = find_slot (block, claim.start);
  if (slot > 0 && block->ranges[slot - 1].stop > claim.start)
    return FALSE;
  if (slot < block->n && block->ranges[slot].start < claim.stop)
    return FALSE;
  next = slot == block->n && b + 1 < lane->blocks->len ? g_ptr_array_index (lane->blocks, b + 1) : NULL;
  if (next != NULL && next->ranges[0].start < claim.stop)
    return FALSE;
  insert_at (lane, b, slot, claim);
  return TRUE;
}

void
postil_lanes_assign (PostilLaneItem *items, guint n_items)
{
  Lane lanes[POSTIL_LANES_MAX];

  if (n_items > 1) /* none may come as NULL, which qsort does not take */
    qsort (items, n_items, sizeof *items, compare_items);
  for (guint i = 0; i < POSTIL_LANES_MAX; i++)
    lanes[i].blocks = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_items; i++)
    {
      items[i].lane = POSTIL_LANE_NONE;
      for (gint8 lane = 0; lane < POSTIL_LANES_MAX && items[i].lane == POSTIL_LANE_NONE; lane++)
        if (lane_take (&lanes[lane], items[i].claim))
          items[i].lane = lane;
    }
  for (guint i = 0; i < POSTIL_LANES_MAX; i++)
    g_ptr_array_unref (lanes[i].blocks);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const PostilLineMark *p = a;
  const PostilLineMark *q = b;

  if (p->lane != q->lane)
    return p->lane < q->lane ? -1 : 1;
  if (p->x0 < q->x0 || p->x0 > q->x0)
    return p->x0 < q->x0 ? -1 : 1;
  return p->span < q->span ? -1 : p->span > q->span;
}

void
postil_line_place (PostilLineMark *marks, guint n_marks, float left, float right, float gap, float minimum)
{
  if (n_marks > 1)
    qsort (marks, n_marks, sizeof *marks, compare_marks);
  for (guint i = 0; i < n_marks; i++)
    {
      PostilLineMark *mark = &marks[i];
      float limit = right;

      if (i + 1 < n_marks && marks[i + 1].lane == mark->lane)
        limit = MIN (limit, marks[i + 1].x0 - gap);
      mark->chip_x = MAX (mark->x0, left);
      mark->chip_width = 0;
      if (mark->lane == POSTIL_LANE_NONE || mark->chip_wish <= 0)
        continue;
      mark->chip_width = MIN (mark->chip_wish, limit - mark->chip_x);
      if (mark->chip_width < MIN (minimum, mark->chip_wish))
        mark->chip_width = 0;
    }
}
