/* italics.h - works whose titles are set off by *stars* or _underscores_, as plain text writes italics
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/* Proposes them as works. Linear in the text. */
void postil_italics_propose (PostilAnalysis *analysis);

G_END_DECLS
