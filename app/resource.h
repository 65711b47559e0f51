/* resource.h - files compiled into the core library
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @name as in resources/postil-core.gresource.xml, e.g. "sql/0001-initial.sql". The bytes end in a NUL that is not
 * counted. A missing one is a fault of the build: aborts. (transfer full) */
GBytes *postil_resource_load (const char *name);
/* Names in a folder ("rules"), sorted, NULL-terminated. (transfer full) */
char  **postil_resource_list (const char *folder);

G_END_DECLS
