/* label-tone.h - the shades of a label's colour that can be read on a light or dark page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct
{
  GdkRGBA tint;       /* behind words; translucent, so that nested ones add up */
  GdkRGBA faint;      /* the same for what is only suggested, and behind quotes */
  GdkRGBA line;       /* underlines and bars: at least 3 : 1 against the page */
  GdkRGBA ink;        /* chip text: at least 4.5 : 1 against the page */
  GdkRGBA solid;      /* a filled chip */
  GdkRGBA solid_ink;  /* text on it, at least 4.5 : 1 */
} PostilTone;

/* @colour is "#rrggbb"; anything else gives grey. @page is opaque. */
PostilTone postil_tone_for       (const char *colour, const GdkRGBA *page, gboolean high_contrast);
/* WCAG 2 contrast of two opaque colours, 1..21. */
double     postil_tone_contrast  (const GdkRGBA *a, const GdkRGBA *b);

G_END_DECLS
