/* calibration.h - from a sum of weights to a chance that holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was said of an example that was held out, and whether it was so. */
typedef struct
{
  double   sum;
  gboolean positive;
  gboolean taken; /* is suggested in any case */
} PostilHeld;

/* Platt's sigmoid over @held (PostilHeld): chance = 1 / (1 + exp (slope * sum + offset)). */
void   postil_fit_sigmoid    (const GArray *held, double *slope, double *offset);
/* The chance from which on suggestions, with those that are made in any case, have the best F1 on what was held out, within reason.
 * Sorts @held. */
double postil_find_threshold (GArray *held, double slope, double offset);

G_END_DECLS
