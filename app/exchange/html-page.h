/* html-page.h - the text that a reader of a web page sees, and whose comments stand in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A comment: bytes of the page's text. Its header line "author · time" stands in [start, body). */
typedef struct
{
  gsize start;
  gsize body;
  gsize stop;
  char *author; /* NULL: nobody is named, and this is no post */
  char *time;   /* NULL: none */
  guint depth;
  int   parent; /* index of the post that it answers, or -1 */
} PostilHtmlPost;

typedef struct
{
  char   *text;
  gsize   n_bytes;
  GArray *posts; /* of PostilHtmlPost, in order of start */
  char   *title; /* NULL: none */
  char   *address;  /* where the page says it lives, or NULL */
  char   *language; /* as the page says it, or NULL */
  guint   n_aside;  /* characters of navigation and hidden parts that were left out */
  guint   n_broken; /* characters that no text may hold, which were left out */
} PostilHtmlPage;

/* @html: UTF-8. Fails with POSTIL_ERROR_LIMIT where it cannot be read to its end. */
PostilHtmlPage *postil_html_page_read (const char *html, gsize n_bytes, GCancellable *cancellable, GError **error);
void            postil_html_page_free (PostilHtmlPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilHtmlPage, postil_html_page_free)

/* The encoding that the first bytes of a page declare, or NULL. (transfer full) */
char           *postil_html_declared_encoding (const guint8 *head, gsize n_bytes);

G_END_DECLS
