/* translation.h - messages in the user's language, installed or not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Once, after setlocale() and before anything is shown. A program that runs where it was built takes the messages built with it. */
void postil_translation_start (void);

G_END_DECLS
