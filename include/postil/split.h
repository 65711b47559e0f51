/* split.h - documents dealt out to training, validation and test, the same way every time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/format.h>

G_BEGIN_DECLS

#define POSTIL_N_SPLITS 3

/* Percent for training, validation and test; all zero: no split. @seed decides which of the equals goes where. @plain: labels
 * are not looked at. */
typedef struct
{
  guint    shares[POSTIL_N_SPLITS];
  guint64  seed;
  gboolean plain;
} PostilSplit;

const char *postil_split_name        (guint part); /* "train", "validation", "test" */
/* "80/10/10", which must make a hundred; POSTIL_ERROR_INVALID_FORMAT. */
gboolean    postil_split_from_string (const char *string, PostilSplit *split, GError **error);

/*
 * Deals out whole documents, so that each label is spread over the parts as the shares say, the rarest first (unless @split
 * is plain); documents without spans are dealt out like a label of their own. The same project, options and seed give the same parts. @parts is
 * filled with sets of document ids (gint64). (transfer full)
 */
gboolean    postil_split_documents   (PostilStore *store, const PostilExportOptions *options, const PostilSplit *split,
                                      GHashTable *parts[POSTIL_N_SPLITS], GCancellable *cancellable, GError **error);
/* Exports each part that has a share: DIR/train.EXT when @path is a folder, else "name.train.ext" for "name.ext". Each file
 * is proven by itself, and when the last one is, all get their names: when anything fails, no part appears and old ones stay
 * as they were. @report sums them up. */
gboolean    postil_export_split      (PostilStore *store, const PostilFormat *format, const char *path,
                                      const PostilExportOptions *options, const PostilSplit *split, PostilReport *report,
                                      GCancellable *cancellable, GError **error);

G_END_DECLS
