/* quote-dashes.h - dialogue whose lines begin with a dash, without closing marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "quote-marks.h"

G_BEGIN_DECLS

/* The lines of one text that begin with a dash. */
typedef struct
{
  GArray *lines; /* private */
  GArray *pairs; /* PostilQuotePair */
} PostilQuoteDashes;

void postil_quote_dashes_init  (PostilQuoteDashes *self);
void postil_quote_dashes_clear (PostilQuoteDashes *self);
/* Keeps the line of @utf8 from byte @start to @stop in mind when it may be dialogue: what is said, without what the narrator says
 * of it. */
void postil_quote_dashes_read  (PostilQuoteDashes *self, const char *utf8, gsize start, gsize stop);
/* Appends to @pairs what the whole of the text shows to be dialogue, and no list. */
void postil_quote_dashes_end   (PostilQuoteDashes *self, GArray *pairs);

G_END_DECLS
