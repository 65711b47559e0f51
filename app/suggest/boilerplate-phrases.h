/* boilerplate-phrases.h - which telling phrases of a site's own lines stand in this line?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many different phrases of each kind; @reason: why a short line with one is the site's own, NULL for none. */
typedef struct
{
  guint       n_notice;
  guint       n_plea;
  guint       n_box;
  const char *reason;
  gboolean    at_start; /* the phrase of @reason opens the line */
} PostilPhrases;

/* Immutable. */
typedef struct _PostilPhraseFinder PostilPhraseFinder;

PostilPhraseFinder *postil_phrase_finder_new (void) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilPhraseFinder, g_free)
/* @folded: lower case, straight apostrophes. One pass. */
PostilPhrases       postil_phrase_finder_find (const PostilPhraseFinder *self, const char *folded, gsize n_bytes);

G_END_DECLS
