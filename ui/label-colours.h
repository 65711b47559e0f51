/* label-colours.h - colours that can be told apart, also by people who do not see all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Below this two colours of small signs look alike. */
#define POSTIL_COLOURS_ALIKE 10.0

/* Twelve colours as "#rrggbb", NULL-terminated, by hue: at least 3 : 1 against the light and the dark page, and each two of them
 * at least 16 apart. */
const char *const *postil_colour_palette (void);
/* How far two opaque colours are apart (CIE 1976) for whoever tells them apart worst: with usual sight, or without the red or the
 * green receptors. */
double postil_colour_distance (const GdkRGBA *a, const GdkRGBA *b);

G_END_DECLS
