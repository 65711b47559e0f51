/* suggest-stream.h - document JSON lines in, span JSON lines out, in the same order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/suggester.h>

G_BEGIN_DECLS

/* Reads standard input, writes standard output; holds at most two lines per thread. Returns the exit code. */
int postil_suggest_stream (const char *const *only, guint n_threads, const char *model);
/* Acts from the file @path instead of the shipped model; NULL: nothing to do. */
gboolean postil_command_use_model (PostilSuggestContext *context, const char *path, GError **error);
/* On standard error, one line for each rule that was left out. */
void     postil_command_tell_slow_rules (PostilSuggestContext *context);

G_END_DECLS
