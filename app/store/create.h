/* create.h - a new project file appears whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/store.h>

G_BEGIN_DECLS

/* Schema and default labels. POSTIL_ERROR_EXISTS when anything stands at @path, or a journal beside it. */
gboolean postil_store_create_file (const char *path, GError **error);

/* The same, into a connection to a database that is still empty. */
gboolean postil_store_fill        (PostilStore *store, GError **error);

G_END_DECLS
