/* stored-words.h - what suggestions and edits say of themselves, in the language of who reads it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Both stand in the project file as the core wrote them, in English, whoever opens the file. Words of the document in
 * them stay as they are; what is not known is shown as it stands. NULL stays NULL. (transfer full) */

/* Why a span is proposed. */
char *postil_reason_words (const char *reason);
/* What a step of the history is called. */
char *postil_edit_words (const char *title);
/* What stands in @text where @template has its %s, up to @max of them; NULL: it is no such text. (transfer full) */
char **postil_words_filled_in (const char *template, const char *text, guint max);

G_END_DECLS
