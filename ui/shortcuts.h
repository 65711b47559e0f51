/* shortcuts.h - the window that shows all keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "key-map.h"

G_BEGIN_DECLS

void postil_shortcuts_show (GtkWindow *parent, PostilKeyMap *map);

G_END_DECLS
