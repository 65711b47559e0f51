/* time-string.h - a moment as ISO 8601 has it, written and read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Milliseconds since 1970 and back, as "2026-01-02T03:04:05Z" (with .123 where it is no whole second). Reads any other way
 * of writing it, too. */
gboolean postil_time_from_string (const char *string, gint64 *milliseconds);
char    *postil_time_to_string   (gint64 milliseconds);
/* Whether the string of it says that moment: years from 0 to 9999. */
gboolean postil_time_is_sayable (gint64 milliseconds);

G_END_DECLS
