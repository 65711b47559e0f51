/* sentences.h - where ICU cuts a sentence too early, for the files of this folder only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the sentence of @start goes on beyond @cut, a cut that ICU's rules propose in a paragraph that ends at @stop. */
gboolean postil_sentence_goes_on (const char *start, const char *cut, const char *stop);

/* The first cut that ICU does not see because the writer uses no capitals ("he spliced it. music skips"): only in a sentence
 * that itself starts in lower case. NULL when there is none. */
const char *postil_sentence_informal_cut (const char *start, const char *stop);

G_END_DECLS
