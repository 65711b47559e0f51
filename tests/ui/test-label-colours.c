/* test-label-colours.c - each two colours of the palette can be told apart by everybody, and each is seen on either
 * page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-colours.h"
#include "label-tone.h"

static GdkRGBA
parse (const char *text)
{
  GdkRGBA colour;

  g_assert_true (gdk_rgba_parse (&colour, text));
  return colour;
}

static void
test_palette (void)
{
  const char *const *palette = postil_colour_palette ();
  GdkRGBA light = parse ("#ffffff");
  GdkRGBA dark = parse ("#1e1e1e");
  guint n = 0;

  for (; palette[n] != NULL; n++)
    {
      GdkRGBA colour = parse (palette[n]);

      g_assert_cmpfloat (postil_tone_contrast (&colour, &light), >=, 3);
      g_assert_cmpfloat (postil_tone_contrast (&colour, &dark), >=, 3);
      for (guint i = 0; i < n; i++)
        {
          GdkRGBA other = parse (palette[i]);

          g_assert_cmpfloat (postil_colour_distance (&colour, &other), >=, 16);
        }
    }
  g_assert_cmpuint (n, ==, 12);
}

/* Red and green of one lightness are one colour to whoever lacks the receptors, and not alike to others. */
static void
test_sight (void)
{
  GdkRGBA red = parse ("#c05050");
  GdkRGBA same = parse ("#c05050");
  GdkRGBA olive = parse ("#7f7a48");
  GdkRGBA blue = parse ("#3050c0");

  g_assert_cmpfloat (postil_colour_distance (&red, &same), <, 0.001);
  g_assert_cmpfloat (postil_colour_distance (&red, &olive), <, 25);
  g_assert_cmpfloat (postil_colour_distance (&red, &blue), >, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-colours/palette", test_palette);
  g_test_add_func ("/label-colours/sight", test_sight);
  return g_test_run ();
}
