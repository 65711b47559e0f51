/* fingerprint.h - numbers that change when what a proposal rests on does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "context.h"

G_BEGIN_DECLS

/* How many documents have a line before it is taken for the site's own. */
#define POSTIL_LINE_SEEN_OFTEN 3

guint64  postil_print_mix     (guint64 print, gconstpointer data, gsize n_bytes);
/* Rules, lists and models that came with the program. */
guint64  postil_print_program (void);
/* Sources whose weight was lowered, and labels that were archived. */
gboolean postil_print_project (PostilStore *store, guint64 *print, GError **error);

/* suggester.c: whether a run of @only (NULL: all) includes @name, for itself or for another one. */
gboolean postil_suggester_is_wanted (const char *name, const char *const *only);

G_END_DECLS
