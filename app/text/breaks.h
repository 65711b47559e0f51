/* breaks.h - where ICU's rules would cut a stretch of UTF-8, for the files of this folder only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_BREAKS_WORD,
  POSTIL_BREAKS_SENTENCE,
} PostilBreaks;

/* The end of a piece, relative to the start of the stretch. */
typedef struct
{
  guint32 byte;
  guint32 offset; /* the same place in code points */
  gint32  status; /* ICU's rule status of the piece that ends here */
} PostilBreak;

/*
 * Empties @found (GArray of PostilBreak) and fills it with the end of every piece, the last one being @n_bytes. @utf8 must be
 * valid. Rules are those of ICU for English; each thread keeps iterators of its own, so that a call opens none.
 */
void postil_breaks_find (PostilBreaks kind, const char *utf8, gsize n_bytes, GArray *found);

G_END_DECLS
