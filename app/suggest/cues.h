/* cues.h - the words by which a text says that somebody speaks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_CUE_NONE,
  POSTIL_CUE_MANNER, /* "laughed", "continued": a cue only beside a quote */
  POSTIL_CUE_SPEECH, /* "said", "claims": a cue before "that" as well */
  POSTIL_CUE_NAMING, /* "called", "described": a cue before a word or two in quotes */
} PostilCue;

/* What the word @word (any case, not NUL-terminated) is. */
PostilCue postil_cue_lookup (const char *word, gsize n_bytes);
/* Whether the form is as often a noun or an infinitive ("report", "claim"): needs more around it to count. */
gboolean  postil_cue_is_plain_form (const char *word, gsize n_bytes);

G_END_DECLS
