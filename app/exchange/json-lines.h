/* json-lines.h - formats with one JSON object on each line: how all of them are read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "intake.h"

G_BEGIN_DECLS

/* Takes what one line holds; what is wrong with it is reported. @text: the string that was lifted out of it, or NULL. FALSE
 * only when the store fails. */
typedef gboolean (*PostilJsonTaker) (PostilIntake *intake, const json_t *object, const GString *text, guint line,
                                     gpointer user_data, GError **error);

/* All lines of the intake's file, then what waited for the end of it. Blank lines are passed over; what is no JSON is
 * refused, and what had to be mended in it told. @lift: the member that is mostly a long string, for
 * postil_json_parse_lifting(); nullable. */
gboolean postil_json_lines_read (PostilIntake *intake, const char *lift, PostilJsonTaker take, gpointer user_data,
                                 GCancellable *cancellable, GError **error);

G_END_DECLS
