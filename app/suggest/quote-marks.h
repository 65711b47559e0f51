/* quote-marks.h - pairs of quotation marks in a text, whatever marks it uses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_QUOTE_CLOSED,    /* both marks stand */
  POSTIL_QUOTE_CONTINUED, /* the next paragraph opens again */
  POSTIL_QUOTE_UNCLOSED,  /* ends where its paragraph does */
  POSTIL_QUOTE_DASH,      /* a dash at the start of the line */
} PostilQuoteEnd;

/* The words inside a pair of marks; bytes of the text. */
typedef struct
{
  gsize          start;
  gsize          stop;
  gsize          outer_start; /* with the marks */
  gsize          outer_stop;
  gboolean       single;
  guint          depth; /* 0: not inside another */
  PostilQuoteEnd end;
} PostilQuotePair;

/* In order of start; pairs nest or are apart: GArray of PostilQuotePair. Linear in the text. (transfer full) */
GArray *postil_quote_marks_find (const char *utf8, gsize n_bytes);

G_END_DECLS
