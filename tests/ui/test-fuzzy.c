/* test-fuzzy.c - a few letters find what they should, and the better match first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzzy.h"

static void
test_order (void)
{
  /* From best to worst for "den". */
  static const char *const texts[] = { "Denial", "Flat denial", "President", "Dark evening" };

  for (guint i = 1; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (postil_fuzzy_score (texts[i - 1], "den"), >, postil_fuzzy_score (texts[i], "den"));
  g_assert_cmpint (postil_fuzzy_score (texts[3], "den"), >, 0);
  /* The shorter of two that start alike. */
  g_assert_cmpint (postil_fuzzy_score ("Quote", "quo"), >, postil_fuzzy_score ("QuotedReply", "quo"));
}

static void
test_limits (void)
{
  g_autofree char *endless = g_strnfill (100000, 'x');

  g_assert_cmpint (postil_fuzzy_score ("Denial", ""), ==, 0);
  g_assert_cmpint (postil_fuzzy_score ("Denial", "  "), ==, 0);
  g_assert_cmpint (postil_fuzzy_score ("Denial", "lained"), ==, -1);
  g_assert_cmpint (postil_fuzzy_score ("", "a"), ==, -1);
  g_assert_cmpint (postil_fuzzy_score (endless, "x"), >, 0);
  g_assert_cmpint (postil_fuzzy_score (endless, "xy"), ==, -1);
  /* Case is folded, not lowered: Greek has two small sigmas. */
  g_assert_cmpint (postil_fuzzy_score ("ΛΟΓΟΣ", "λογος"), >, 0);
  g_assert_cmpint (postil_fuzzy_score ("Straße", "STRASSE"), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzzy/order", test_order);
  g_test_add_func ("/fuzzy/limits", test_limits);
  return g_test_run ();
}
