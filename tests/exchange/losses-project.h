/* losses-project.h - a random project with everything in it that an export may lose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange-support.h"

G_BEGIN_DECLS

/* Each span and relation has a label of its own, whose name ends in a number. */
void losses_fill (TestProject *project);

G_END_DECLS
