/* view-child.h - one measured process of bench-view
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Shows what lies in @folder by @variant ("floor", "view" or "window"), works with it, and prints one "name value" a line;
 * milliseconds unless the name says otherwise. @started: g_get_monotonic_time() before the process began. Does not return. */
void bench_run_child (const char *variant, const char *folder, gint64 started) G_GNUC_NORETURN;

G_END_DECLS
