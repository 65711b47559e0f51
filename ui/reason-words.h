/* reason-words.h - what a suggestion says of itself, in the language of who reads it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A reason stands in the project file as the core wrote it, in English, whoever opens the file. Words of the document in it
 * stay as they are; what is not known is shown as it stands. NULL stays NULL. (transfer full) */
char *postil_reason_words (const char *reason);

G_END_DECLS
