/* about.h - who made this, under which terms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @parent may be NULL. */
void postil_about_show (GtkWindow *parent);

G_END_DECLS
