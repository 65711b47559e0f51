/* html-elements.c - reads an element's meaning off its name, its class names and its attributes
 *
 * Class names are nobody's standard, so only words that mean the same on all sites count, and only as whole words or as
 * the last part of one ("entry-author", "comment__date").
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "html-elements.h"

#include <string.h>

#define LINE POSTIL_HTML_LINE
#define PARAGRAPH POSTIL_HTML_PARAGRAPH

enum
{
  LONGEST_WORD = 64,
};

static const struct
{
  const char *name;
  guint       element;
} NAMES[] = {
  { "a", POSTIL_HTML_LINK },
  { "address", LINE },
  { "article", PARAGRAPH | POSTIL_HTML_ARTICLE },
  { "aside", PARAGRAPH },
  { "audio", POSTIL_HTML_CODE },
  { "blockquote", PARAGRAPH | POSTIL_HTML_QUOTE },
  { "body", PARAGRAPH },
  { "br", POSTIL_HTML_BREAK },
  { "button", POSTIL_HTML_ASIDE },
  { "canvas", POSTIL_HTML_CODE },
  { "center", LINE },
  { "dd", LINE },
  { "details", PARAGRAPH },
  { "dialog", POSTIL_HTML_ASIDE },
  { "div", LINE },
  { "dl", PARAGRAPH },
  { "dt", LINE },
  { "fieldset", LINE },
  { "figcaption", PARAGRAPH },
  { "figure", PARAGRAPH },
  { "footer", PARAGRAPH },
  { "form", LINE },
  { "h1", PARAGRAPH | POSTIL_HTML_HEADING },
  { "h2", PARAGRAPH },
  { "h3", PARAGRAPH },
  { "h4", PARAGRAPH },
  { "h5", PARAGRAPH },
  { "h6", PARAGRAPH },
  { "header", PARAGRAPH },
  { "hr", PARAGRAPH },
  { "iframe", POSTIL_HTML_CODE },
  { "legend", LINE },
  { "li", LINE | POSTIL_HTML_ITEM },
  { "main", PARAGRAPH },
  { "math", 0 },
  { "menu", POSTIL_HTML_ASIDE },
  { "nav", POSTIL_HTML_ASIDE },
  { "noscript", POSTIL_HTML_ASIDE },
  { "object", POSTIL_HTML_CODE },
  { "ol", PARAGRAPH | POSTIL_HTML_LIST | POSTIL_HTML_NUMBERED },
  { "option", POSTIL_HTML_ASIDE },
  { "p", PARAGRAPH },
  { "pre", PARAGRAPH | POSTIL_HTML_VERBATIM },
  { "script", POSTIL_HTML_CODE },
  { "section", PARAGRAPH },
  { "select", POSTIL_HTML_ASIDE },
  { "style", POSTIL_HTML_CODE },
  { "summary", LINE },
  { "svg", POSTIL_HTML_CODE },
  { "table", PARAGRAPH },
  { "td", POSTIL_HTML_CELL },
  { "template", POSTIL_HTML_CODE },
  { "textarea", POSTIL_HTML_ASIDE },
  { "th", POSTIL_HTML_CELL },
  { "time", POSTIL_HTML_TIME },
  { "title", POSTIL_HTML_TITLE },
  { "tr", LINE },
  { "ul", PARAGRAPH | POSTIL_HTML_LIST },
  { "video", POSTIL_HTML_CODE },
};

static const char *const ASIDE_CLASSES[] = { "nav",     "navbar",      "navigation", "menu",           "breadcrumb",
                                             "breadcrumbs", "sr-only", "visually-hidden", "screen-reader-text", "skip-link",
                                             "cookie-banner", "cookie-notice", "pagination", "hidden", "share-buttons", NULL };
static const char *const ASIDE_ROLES[] = { "navigation", "menu", "menubar", "search", "dialog", "alertdialog", "toolbar",
                                           "tablist", NULL };
static const char *const POST_CLASSES[] = { "comment", "post", "reply", "message", "comtr", "tweet", "comment-item", NULL };
static const char *const THREAD_CLASSES[] = { "comments", "replies", "thread", "discussion", "commentlist", "comment-list",
                                              "responses", "posts", "messages", "children", NULL };
static const char *const AUTHOR_CLASSES[] = { "author", "username", "user-name", "user", "fn", "nickname", "nick", "handle",
                                              "commenter", "poster", "display-name", "hnuser", "screen-name", NULL };
static const char *const TIME_CLASSES[] = { "time", "date", "timestamp", "posted-on", "published", "age", "datetime", NULL };
/* Boxes that one comment can fill. */
static const char *const POST_ELEMENTS[] = { "div", "li", "article", "section", "tr", "dd", "table", NULL };
static const char *const NEVER_ASIDE[] = { "html", "body", "main", "article", "h1", "p", NULL };

static gboolean
is_one_of (const char *word, const char *const *list)
{
  for (guint i = 0; list[i] != NULL; i++)
    if (strcmp (word, list[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "comment__author" and "entry-author" are an author, "coauthor" is something else. */
static gboolean
is_kind_of (const char *word, const char *const *list)
{
  if (is_one_of (word, list))
    return TRUE;
  for (const char *at = word; *at != '\0'; at++)
    if ((*at == '-' || *at == '_') && is_one_of (at + 1, list))
      return TRUE;
  return FALSE;
}

static guint
name_to_element (const char *name)
{
  guint low = 0, high = G_N_ELEMENTS (NAMES);

  while (low < high)
    {
      guint middle = (low + high) / 2;
      int   order = g_ascii_strcasecmp (name, NAMES[middle].name);

      if (order == 0)
        return NAMES[middle].element;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return 0;
}

const char *
postil_html_attribute (const char *const *attributes, const char *name)
{
  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    if (g_ascii_strcasecmp (attributes[i], name) == 0)
      return attributes[i + 1] != NULL ? attributes[i + 1] : "";
  return NULL;
}

static guint
word_to_element (const char *word, gboolean box, gboolean may_be_aside)
{
  guint element = 0;

  if (may_be_aside && is_one_of (word, ASIDE_CLASSES))
    element |= POSTIL_HTML_ASIDE;
  if (box && is_kind_of (word, POST_CLASSES))
    element |= POSTIL_HTML_POST;
  if (is_kind_of (word, THREAD_CLASSES))
    element |= POSTIL_HTML_THREAD;
  if (is_kind_of (word, AUTHOR_CLASSES))
    element |= POSTIL_HTML_AUTHOR;
  if (is_kind_of (word, TIME_CLASSES))
    element |= POSTIL_HTML_TIME;
  return element;
}

/* All the words of a class attribute; a word of 64 letters is no word. */
static guint
words_to_element (const char *words, gboolean box, gboolean may_be_aside)
{
  char  word[LONGEST_WORD];
  guint element = 0;

  for (const char *at = words; *at != '\0';)
    {
      gsize n = strcspn (at, " \t\n\r\f");

      if (n > 0 && n < sizeof word)
        {
          for (gsize i = 0; i < n; i++)
            word[i] = g_ascii_tolower (at[i]);
          word[n] = '\0';
          element |= word_to_element (word, box, may_be_aside);
        }
      at += n;
      at += strspn (at, " \t\n\r\f");
    }
  return element;
}

/* "display: none" in a style attribute, blanks left out. */
static gboolean
is_hidden (const char *const *attributes)
{
  const char *style = postil_html_attribute (attributes, "style");
  const char *aria = postil_html_attribute (attributes, "aria-hidden");
  char        packed[256];
  gsize       n = 0;

  if (postil_html_attribute (attributes, "hidden") != NULL || (aria != NULL && g_ascii_strcasecmp (aria, "true") == 0))
    return TRUE;
  for (; style != NULL && *style != '\0' && n + 1 < sizeof packed; style++)
    if (!g_ascii_isspace (*style))
      packed[n++] = g_ascii_tolower (*style);
  packed[n] = '\0';
  return strstr (packed, "display:none") != NULL || strstr (packed, "visibility:hidden") != NULL;
}

static guint
attributes_to_element (const char *name, const char *const *attributes)
{
  const char *classes = postil_html_attribute (attributes, "class");
  const char *role = postil_html_attribute (attributes, "role");
  const char *property = postil_html_attribute (attributes, "itemprop");
  const char *type = postil_html_attribute (attributes, "itemtype");
  const char *rel = postil_html_attribute (attributes, "rel");
  const char *id = postil_html_attribute (attributes, "id");
  gboolean    box = is_one_of (name, POST_ELEMENTS);
  gboolean    may_be_aside = !is_one_of (name, NEVER_ASIDE);
  guint       element = classes != NULL ? words_to_element (classes, box, may_be_aside) : 0;

  if (may_be_aside && (is_hidden (attributes) || (role != NULL && is_one_of (role, ASIDE_ROLES))))
    element |= POSTIL_HTML_ASIDE;
  if (property != NULL && (strcmp (property, "author") == 0 || strcmp (property, "creator") == 0))
    element |= POSTIL_HTML_AUTHOR;
  if (rel != NULL && strcmp (rel, "author") == 0)
    element |= POSTIL_HTML_AUTHOR;
  if (type != NULL && (g_str_has_suffix (type, "/Comment") || g_str_has_suffix (type, "/DiscussionForumPosting")))
    element |= POSTIL_HTML_POST;
  if (id != NULL)
    element |= words_to_element (id, FALSE, FALSE) & POSTIL_HTML_THREAD;
  if (g_str_has_suffix (name, "-comment"))
    element |= POSTIL_HTML_POST | PARAGRAPH;
  return element;
}

PostilHtmlElement
postil_html_element (const char *name, const char *const *attributes)
{
  guint element = name_to_element (name);

  if (element & (POSTIL_HTML_CODE | POSTIL_HTML_TITLE))
    return element;
  element |= attributes_to_element (name, attributes);
  /* A box of a comment is more than a line in it */
  if (element & (POSTIL_HTML_POST | POSTIL_HTML_THREAD))
    element = (element & ~(guint)(POSTIL_HTML_AUTHOR | POSTIL_HTML_TIME)) | PARAGRAPH;
  return element;
}
