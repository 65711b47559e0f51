/* loss-file.h - an export and what is told of its losses, side by side, whenever the program ends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "file-set.h"
#include "losses.h"

G_BEGIN_DECLS

/**
 * Adds @file, which is written, synced and proven, to @set, and with it the losses of @report: PATH.loss.json.
 *
 * Two files cannot change their names at once. So what is told says by its SHA-256 which file it is told of, it comes
 * before a file that lost something and goes after one that did not: beside a file with losses there is always
 * something told, and never does it seem to be of another one. When a file cannot get its name, all is as before.
 */
gboolean postil_loss_file_add (PostilFileSet *set, PostilNewFile *file, PostilStore *store, const PostilFormat *format,
                               const PostilReport *report, GError **error);

G_END_DECLS
