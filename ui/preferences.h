/* preferences.h - the window in which the program is set to its user's liking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "key-map.h"

#include <adwaita.h>
#include <postil/project.h>

G_BEGIN_DECLS

/* @project (nullable): whose labels' keys can be changed, too. */
void postil_preferences_show (GtkWindow *parent, GSettings *settings, PostilKeyMap *keys, PostilProject *project);

/* preferences-keys.c */
GtkWidget *postil_preferences_keys_new (PostilKeyMap *keys, PostilProject *project);

G_END_DECLS
