/* html-elements.h - what does this element do to the text of a page?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_HTML_LINE = 1 << 0,      /* stands on lines of its own */
  POSTIL_HTML_PARAGRAPH = 1 << 1, /* with a blank line on either side */
  POSTIL_HTML_BREAK = 1 << 2,     /* br */
  POSTIL_HTML_CELL = 1 << 3,      /* a space on either side */
  POSTIL_HTML_LIST = 1 << 4,
  POSTIL_HTML_NUMBERED = 1 << 5, /* beside LIST */
  POSTIL_HTML_ITEM = 1 << 6,
  POSTIL_HTML_QUOTE = 1 << 7,
  POSTIL_HTML_VERBATIM = 1 << 8, /* white space counts */
  POSTIL_HTML_HEADING = 1 << 9,  /* h1 */
  POSTIL_HTML_TITLE = 1 << 10,
  POSTIL_HTML_CODE = 1 << 11,   /* script, style: no text at all */
  POSTIL_HTML_ASIDE = 1 << 12,  /* navigation, hidden: text that the page itself puts aside */
  POSTIL_HTML_POST = 1 << 13,   /* looks like the box of one comment */
  POSTIL_HTML_AUTHOR = 1 << 14, /* says who wrote the comment, in a class name or attribute */
  POSTIL_HTML_TIME = 1 << 15,
  POSTIL_HTML_THREAD = 1 << 16, /* holds comments */
  POSTIL_HTML_LINK = 1 << 17,
  POSTIL_HTML_ARTICLE = 1 << 18,
} PostilHtmlElement;

/* @attributes: name, value, name, value, ..., NULL; values may be NULL; or NULL itself. */
PostilHtmlElement postil_html_element (const char *name, const char *const *attributes);
/* NULL: it has none. */
const char       *postil_html_attribute (const char *const *attributes, const char *name);

G_END_DECLS
