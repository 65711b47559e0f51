/* fuzzy.h - how well do a few typed letters name something?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Letters must come in order, case ignored, others may stand between. A start of the text beats a start of a word, that a
 * part of a word, that scattered letters. -1: no match; 0: nothing was typed.
 */
int postil_fuzzy_score (const char *text, const char *typed);

G_END_DECLS
