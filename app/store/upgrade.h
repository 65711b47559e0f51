/* upgrade.h - brings the file of an older Postil up to date
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store-private.h"

G_BEGIN_DECLS

/*
 * In one transaction, after the file as it was has been copied to NAME.vN.backup beside it (NAME.vN-2.backup, ... when that is
 * taken). When it fails, the file is as before, and there is no copy. Otherwise self->backup names the copy and
 * self->version is the current one. No statement may be running.
 */
gboolean postil_upgrade_in_place (PostilStore *self, GError **error);

/*
 * For a file that must not be written: a copy of it in SQLite's temporary place, up to date, which goes when its connection
 * is closed. (transfer full)
 */
sqlite3 *postil_upgrade_aside (PostilStore *self, GError **error);

G_END_DECLS
