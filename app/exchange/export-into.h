/* export-into.h - an export whose files get their names later, together with others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/format.h>

#include "file-set.h"

G_BEGIN_DECLS

/* As postil_export(), but what was written and proven waits in @set. A device, a pipe or standard output cannot wait: what goes
 * there has gone. */
gboolean postil_export_into (PostilFileSet *set, PostilStore *store, const PostilFormat *format, const char *path,
                             const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable,
                             GError **error);

G_END_DECLS
