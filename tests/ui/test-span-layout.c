/* test-span-layout.c - lanes and chips against counting every box
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "span-layout.h"

#define TEXT_LENGTH 600
#define COLUMNS 60
#define ADVANCE 8.0f

static GArray *
random_items (GRand *rand, guint n)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (PostilLaneItem));

  for (guint i = 0; i < n; i++)
    {
      PostilLaneItem item = { .id = (PostilSpanId) i + 1, .rank = (guint8) g_rand_int_range (rand, 0, 3) };

      item.claim.start = (guint32) g_rand_int_range (rand, 0, TEXT_LENGTH - 1);
      item.claim.stop = item.claim.start + (guint32) g_rand_int_range (rand, 1, g_rand_int_range (rand, 2, 90));
      item.claim.stop = MIN (item.claim.stop, TEXT_LENGTH);
      item.length = postil_range_length (item.claim);
      g_array_append_val (items, item);
    }
  return items;
}

static void
assert_lanes (const GArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const PostilLaneItem *a = &g_array_index (items, PostilLaneItem, i);
      guint blocked = 0;

      g_assert_cmpint (a->lane, >=, POSTIL_LANE_NONE);
      g_assert_cmpint (a->lane, <, POSTIL_LANES_MAX);
      for (guint j = 0; j < items->len; j++)
        {
          const PostilLaneItem *b = &g_array_index (items, PostilLaneItem, j);

          if (i == j || !postil_range_overlaps (a->claim, b->claim))
            continue;
          if (b->lane != POSTIL_LANE_NONE)
            blocked |= 1u << b->lane;
          g_assert_true (a->lane == POSTIL_LANE_NONE || a->lane != b->lane);
        }
      /* Out of lanes only when each is taken; never further down than needed. */
      if (a->lane == POSTIL_LANE_NONE)
        g_assert_cmpuint (blocked, ==, (1u << POSTIL_LANES_MAX) - 1);
      for (int lane = 0; lane < a->lane; lane++)
        g_assert_true (blocked & (1u << lane));
    }
}

static void
test_lanes_never_collide (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20220104);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GArray) items = random_items (rand, 1 + round);

      postil_lanes_assign ((PostilLaneItem *) (gpointer) items->data, items->len);
      assert_lanes (items);
    }
}

static int
lane_of (const GArray *items, PostilSpanId id)
{
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, PostilLaneItem, i).id == id)
      return g_array_index (items, PostilLaneItem, i).lane;
  return -2;
}

/* Input order does not matter, and one that lies further out than all others moves none of them. */
static void
test_lanes_are_stable (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (GArray) items = random_items (rand, 60);
      g_autoptr (GArray) more = g_array_new (FALSE, TRUE, sizeof (PostilLaneItem));
      PostilLaneItem outer = { .id = 1000, .claim = { 0, TEXT_LENGTH }, .length = TEXT_LENGTH, .rank = 3 };

      g_array_append_val (more, outer);
      for (guint i = items->len; i > 0; i--)
        g_array_append_val (more, g_array_index (items, PostilLaneItem, i - 1));
      postil_lanes_assign ((PostilLaneItem *) (gpointer) items->data, items->len);
      postil_lanes_assign ((PostilLaneItem *) (gpointer) more->data, more->len);
      for (PostilSpanId id = 1; id <= 60; id++)
        g_assert_cmpint (lane_of (items, id), ==, lane_of (more, id));
    }
}

static void
test_nested_lie_nearer_to_the_text (void)
{
  PostilLaneItem items[] = {
    { .id = 1, .claim = { 0, 40 }, .length = 40, .rank = 2 },
    { .id = 2, .claim = { 10, 20 }, .length = 10, .rank = 2 },
    { .id = 3, .claim = { 12, 18 }, .length = 6, .rank = 0 },
    { .id = 4, .claim = { 0, 40 }, .length = 40, .rank = 2 },
  };
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (PostilLaneItem));

  postil_lanes_assign (items, G_N_ELEMENTS (items));
  g_array_append_vals (sorted, items, G_N_ELEMENTS (items));
  g_assert_cmpint (lane_of (sorted, 3), ==, 0);
  g_assert_cmpint (lane_of (sorted, 2), ==, 1);
  g_assert_cmpint (lane_of (sorted, 1), ==, 2);
  g_assert_cmpint (lane_of (sorted, 4), ==, 3);
}

/* The marks of one screen line of @COLUMNS characters of the same width. */
static GArray *
line_marks (const GArray *items, guint line, GRand *rand)
{
  GArray *marks = g_array_new (FALSE, TRUE, sizeof (PostilLineMark));
  PostilRange held = { line * COLUMNS, (line + 1) * COLUMNS };

  for (guint i = 0; i < items->len; i++)
    {
      const PostilLaneItem *item = &g_array_index (items, PostilLaneItem, i);
      PostilLineMark mark = { .span = i, .lane = item->lane };

      if (!postil_range_overlaps (item->claim, held))
        continue;
      mark.x0 = (float) (MAX (item->claim.start, held.start) - held.start) * ADVANCE;
      mark.x1 = (float) (MIN (item->claim.stop, held.stop) - held.start) * ADVANCE;
      if (item->claim.start >= held.start)
        mark.chip_wish = (float) g_rand_double_range (rand, 4, 120);
      g_array_append_val (marks, mark);
    }
  return marks;
}

static void
assert_chips (const GArray *marks, float right, float gap, float minimum)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const PostilLineMark *a = &g_array_index (marks, PostilLineMark, i);

      if (a->chip_width <= 0)
        continue;
      g_assert_cmpint (a->lane, !=, POSTIL_LANE_NONE);
      g_assert_cmpfloat (a->chip_width, <=, a->chip_wish);
      g_assert_cmpfloat (a->chip_width, >=, MIN (minimum, a->chip_wish));
      g_assert_cmpfloat (a->chip_x + a->chip_width, <=, right);
      for (guint j = 0; j < marks->len; j++)
        {
          const PostilLineMark *b = &g_array_index (marks, PostilLineMark, j);

          if (i == j || a->lane != b->lane)
            continue;
          /* Neither the other's underline nor its chip. */
          g_assert_true (a->chip_x + a->chip_width + gap <= b->x0 + 0.01f || b->x1 <= a->chip_x + 0.01f);
          if (b->chip_width > 0)
            g_assert_true (a->chip_x + a->chip_width <= b->chip_x || b->chip_x + b->chip_width <= a->chip_x);
        }
    }
}

static void
test_chips_never_collide (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  guint n_chips = 0;

  for (guint round = 0; round < 120; round++)
    {
      g_autoptr (GArray) items = random_items (rand, 1 + round);

      postil_lanes_assign ((PostilLaneItem *) (gpointer) items->data, items->len);
      for (guint line = 0; line < TEXT_LENGTH / COLUMNS; line++)
        {
          g_autoptr (GArray) marks = line_marks (items, line, rand);

          postil_line_place ((PostilLineMark *) (gpointer) marks->data, marks->len, 0, COLUMNS * ADVANCE, 6, 7);
          assert_chips (marks, COLUMNS * ADVANCE, 6, 7);
          for (guint i = 0; i < marks->len; i++)
            n_chips += g_array_index (marks, PostilLineMark, i).chip_width > 0;
        }
    }
  g_assert_cmpuint (n_chips, >, 1000); /* the rule is not kept by showing none */
}

static void
test_chip_gets_its_wish_where_there_is_room (void)
{
  PostilLineMark marks[] = {
    { .span = 0, .lane = 0, .x0 = 10, .x1 = 30, .chip_wish = 50 },
    { .span = 1, .lane = 0, .x0 = 100, .x1 = 120, .chip_wish = 50 },
    { .span = 2, .lane = 0, .x0 = 130, .x1 = 140, .chip_wish = 50 },
  };

  postil_line_place (marks, 3, 0, 200, 6, 7);
  g_assert_cmpfloat (marks[0].chip_width, ==, 50);
  g_assert_cmpfloat (marks[1].chip_width, ==, 24);
  g_assert_cmpfloat (marks[2].chip_width, ==, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span-layout/lanes-never-collide", test_lanes_never_collide);
  g_test_add_func ("/span-layout/lanes-are-stable", test_lanes_are_stable);
  g_test_add_func ("/span-layout/nested-nearer", test_nested_lie_nearer_to_the_text);
  g_test_add_func ("/span-layout/chips-never-collide", test_chips_never_collide);
  g_test_add_func ("/span-layout/chip-wish", test_chip_gets_its_wish_where_there_is_room);
  return g_test_run ();
}
