/* label-colours.c - colours that can be told apart, also by people who do not see all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-colours.h"

#include <math.h>

typedef struct
{
  double v[3];
} Triple;

/* What linear red, green and blue become for the three kinds of eyes (Machado, Oliveira and Fernandes 2009, full
 * severity). */
static const double visions[][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
};

static const double to_xyz[3][3] = {
  { 0.4124564, 0.3575761, 0.1804375 },
  { 0.2126729, 0.7151522, 0.0721750 },
  { 0.0193339, 0.1191920, 0.9503041 },
};

static const double white[3] = { 0.95047, 1.0, 1.08883 };

/* Found by search over a grid of colours: the smallest distance among them is as large as it gets. */
static const char *const palette[] = {
  "#dd0000", "#bb4433", "#dd7766", "#ff5500", "#007766", "#779999", "#7777ff",
  "#885599", "#9900ff", "#aa22cc", "#ee44cc", "#ee1177", NULL,
};

const char *const *
postil_colour_palette (void)
{
  return palette;
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static Triple
apply (const double matrix[3][3], Triple from)
{
  Triple to;

  for (int i = 0; i < 3; i++)
    to.v[i] = matrix[i][0] * from.v[0] + matrix[i][1] * from.v[1] + matrix[i][2] * from.v[2];
  return to;
}

static double
lightness (double t)
{
  return t > 216.0 / 24389.0 ? cbrt (t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

static Triple
to_lab (const GdkRGBA *colour, const double vision[3][3])
{
  Triple seen = apply (vision, (Triple){ { linear (colour->red), linear (colour->green), linear (colour->blue) } });
  Triple xyz;
  double f[3];

  for (int i = 0; i < 3; i++)
    seen.v[i] = CLAMP (seen.v[i], 0, 1);
  xyz = apply (to_xyz, seen);
  for (int i = 0; i < 3; i++)
    f[i] = lightness (xyz.v[i] / white[i]);
  return (Triple){ { 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]) } };
}

double
postil_colour_distance (const GdkRGBA *a, const GdkRGBA *b)
{
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < G_N_ELEMENTS (visions); i++)
    {
      Triple p = to_lab (a, visions[i]);
      Triple q = to_lab (b, visions[i]);

      least = MIN (least, sqrt (pow (p.v[0] - q.v[0], 2) + pow (p.v[1] - q.v[1], 2) + pow (p.v[2] - q.v[2], 2)));
    }
  return least;
}
