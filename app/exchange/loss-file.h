/* loss-file.h - an export and what is told of its losses, side by side, whenever the program ends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "losses.h"
#include "new-file.h"

G_BEGIN_DECLS

/**
 * Gives @file, which is written and synced, its name, and the losses of @report theirs: PATH.loss.json.
 *
 * Two files cannot change their names at once. So what is told says by its SHA-256 which file it is told of, it comes
 * before a file that lost something and goes after one that did not: beside a file with losses there is always
 * something told, and never does it seem to be of another one. When @file cannot get its name, all is as before.
 */
gboolean postil_loss_file_finish (PostilNewFile *file, PostilStore *store, const PostilFormat *format,
                                  const PostilReport *report, GError **error);

G_END_DECLS
