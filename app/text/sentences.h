/* sentences.h - where ICU cuts a sentence too early, for the files of this folder only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the sentence of @start goes on beyond @cut, a cut that ICU's rules propose in a paragraph that ends at @stop. */
gboolean postil_sentence_goes_on (const char *start, const char *cut, const char *stop);

G_END_DECLS
