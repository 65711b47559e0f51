/* test-reading-time.c - pauses are capped, nothing is counted twice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "reading-time.h"

#define SECOND G_TIME_SPAN_SECOND

static void
test_pauses (void)
{
  PostilReadingTime time = { .last = 100 * SECOND };
  gint64 milliseconds, keys;

  postil_reading_time_touch (&time, 102 * SECOND, TRUE);
  postil_reading_time_touch (&time, 103 * SECOND, FALSE);
  /* Lunch. */
  postil_reading_time_touch (&time, 4000 * SECOND, TRUE);
  g_assert_true (postil_reading_time_take (&time, 4000 * SECOND, &milliseconds, &keys));
  g_assert_cmpint (milliseconds, ==, 3000 + POSTIL_READING_PAUSE / 1000);
  g_assert_cmpint (keys, ==, 2);
  g_assert_false (postil_reading_time_take (&time, 4000 * SECOND, &milliseconds, &keys));
}

/* Taken again and again while nobody touches anything, a pause does not add up to more than its cap and a bit. */
static void
test_taken_often (void)
{
  PostilReadingTime time = { .last = SECOND };
  gint64 total = 0;

  for (int i = 2; i < 600; i++)
    {
      gint64 milliseconds, keys;

      postil_reading_time_take (&time, i * SECOND, &milliseconds, &keys);
      total += milliseconds;
    }
  g_assert_cmpint (total, <=, POSTIL_READING_PAUSE / 1000);
  g_assert_cmpint (total, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading-time/pauses", test_pauses);
  g_test_add_func ("/reading-time/taken-often", test_taken_often);
  return g_test_run ();
}
