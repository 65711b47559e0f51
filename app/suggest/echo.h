/* echo.h - words that were tagged before, to be found again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/spans.h>
#include <postil/suggester.h>

G_BEGIN_DECLS

/* Kept words by their first token. Immutable, may be shared between threads. */
typedef struct _PostilEcho PostilEcho;

/* Takes @kept (GPtrArray of PostilKeptWords); @names: label id (gint64) -> name. */
PostilEcho *postil_echo_new  (GPtrArray *kept, GHashTable *names) G_GNUC_WARN_UNUSED_RESULT;
void        postil_echo_free (PostilEcho *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilEcho, postil_echo_free)
/* Changes when the kept words that stand in the document do, or how often they were kept. */
guint64     postil_echo_print (const PostilEcho *self, PostilAnalysis *analysis);
void        postil_echo_find (const PostilEcho *self, PostilAnalysis *analysis);

G_END_DECLS
