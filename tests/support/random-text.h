/* random-text.h - made-up texts with everything in them that shifts an offset
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @n pieces: words, emoji joined by ZWJ, flags, combining marks, right-to-left words with their controls, quotes, line ends
 * (LF only). From g_test_rand, so that a failing seed can be run again. (transfer full) */
char *postil_random_text (guint n);

G_END_DECLS
