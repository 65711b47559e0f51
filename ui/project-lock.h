/* project-lock.h - does another program on this computer have the project open?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Says that the project is open here, until the number that is returned is given to postil_project_unlock(). @shared:
 * whether it is open elsewhere. -1: it cannot be said, for want of a place to say it in, which @shared does not count.
 */
int postil_project_lock (const char *path, gboolean *shared);
void postil_project_unlock (int lock);

G_END_DECLS
