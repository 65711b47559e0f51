/* print-text.h - a document as it goes on paper: its paragraphs with the kept spans in coloured brackets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pango/pango.h>
#include <postil/label.h>
#include <postil/span.h>
#include <postil/text.h>

G_BEGIN_DECLS

/* "[North Korea]Place denied it." Brackets nest, cross and repeat without hiding one another, which underlines could not; the label
 * stands at the last bracket of a span, so that black and white says it too. */
typedef struct
{
  char          *text; /* UTF-8, no line break */
  PangoAttrList *attributes;
} PostilPrintParagraph;

/* @spans: PostilSpan in reading order; those that are kept are shown, structure only as grey furniture. @labels: PostilLabel.
 * Lines of @text without words are left out: GPtrArray of PostilPrintParagraph. (transfer full) */
GPtrArray *postil_print_paragraphs (const PostilText *text, const GPtrArray *spans, const GPtrArray *labels) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
