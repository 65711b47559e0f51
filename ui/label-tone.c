/* label-tone.c - moves a colour towards black or white until it can be read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-tone.h"

#include <math.h>

static double
linear (float channel)
{
  return channel <= 0.04045f ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *colour)
{
  return 0.2126 * linear (colour->red) + 0.7152 * linear (colour->green) + 0.0722 * linear (colour->blue);
}

double
postil_tone_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double p = luminance (a);
  double q = luminance (b);

  return (MAX (p, q) + 0.05) / (MIN (p, q) + 0.05);
}

static GdkRGBA
mix (GdkRGBA a, GdkRGBA b, float amount)
{
  return (GdkRGBA){ a.red + (b.red - a.red) * amount, a.green + (b.green - a.green) * amount,
                    a.blue + (b.blue - a.blue) * amount, 1 };
}

static GdkRGBA
away_from (GdkRGBA colour, const GdkRGBA *page, double wanted)
{
  GdkRGBA pole = luminance (page) > 0.18 ? (GdkRGBA){ 0, 0, 0, 1 } : (GdkRGBA){ 1, 1, 1, 1 };

  for (int step = 0; step <= 20; step++)
    {
      GdkRGBA candidate = mix (colour, pole, (float) step / 20);

      if (postil_tone_contrast (&candidate, page) >= wanted)
        return candidate;
    }
  return pole;
}

static GdkRGBA
with_alpha (GdkRGBA colour, float alpha)
{
  colour.alpha = alpha;
  return colour;
}

PostilTone
postil_tone_for (const char *colour, const GdkRGBA *page, gboolean high_contrast)
{
  GdkRGBA base = { 0.5f, 0.5f, 0.5f, 1 };
  gboolean dark = luminance (page) <= 0.18;
  GdkRGBA white = { 1, 1, 1, 1 };
  GdkRGBA on_tint;
  PostilTone tone;

  if (colour == NULL || !gdk_rgba_parse (&base, colour))
    base = (GdkRGBA){ 0.5f, 0.5f, 0.5f, 1 };
  base.alpha = 1;
  tone.line = away_from (base, page, high_contrast ? 4.5 : 3.0);
  tone.solid = away_from (base, &white, high_contrast ? 7.0 : 4.6);
  tone.solid_ink = white;
  tone.tint = with_alpha (dark ? tone.line : base, high_contrast ? 0.10f : dark ? 0.24f : 0.20f);
  tone.faint = with_alpha (tone.tint, tone.tint.alpha * 0.45f);
  /* Chips of acts lie on a tint. */
  on_tint = mix (*page, tone.tint, tone.tint.alpha);
  tone.ink = away_from (base, &on_tint, high_contrast ? 7.0 : 4.6);
  if (dark)
    {
      tone.solid = tone.ink;
      tone.solid_ink = (GdkRGBA){ 0.08f, 0.08f, 0.09f, 1 };
    }
  return tone;
}
