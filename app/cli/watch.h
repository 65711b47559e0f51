/* watch.h - tells on the terminal how far an import or export is, and lets Ctrl+C stop it cleanly
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/format.h>

G_BEGIN_DECLS

/**
 * PostilWatch:
 *
 * A thread that looks at a meter a few times a second and waits for SIGINT and SIGTERM. The first of them cancels, so that
 * nothing half done stays; a second one ends the program as ever. Silent where standard error is no terminal.
 */
typedef struct _PostilWatch PostilWatch;

/* @meter must outlive it; its cancellable is set. */
PostilWatch  *postil_watch_new  (PostilMeter *meter);
void          postil_watch_free (PostilWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilWatch, postil_watch_free)
GCancellable *postil_watch_get_cancellable (PostilWatch *self);

G_END_DECLS
