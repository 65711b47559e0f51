/* fuzz-html.c - any bytes are a web page: what comes out is a text that Postil could store, and posts that lie in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/decode.h>

#include "../../app/exchange/html-page.h"
#include "fuzz.h"

static void
check_posts (const PostilHtmlPage *page)
{
  for (guint i = 0; i < page->posts->len; i++)
    {
      const PostilHtmlPost *post = &g_array_index (page->posts, PostilHtmlPost, i);

      g_assert_true (post->start < post->body && post->body < post->stop && post->stop <= page->n_bytes);
      g_assert_true (post->author != NULL && post->parent < (int) i);
      g_assert_true (g_utf8_validate (page->text + post->start, (gssize) (post->stop - post->start), NULL));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autofree char *declared = postil_html_declared_encoding (bytes, n_bytes);
  g_autoptr (PostilDecoded) decoded = postil_decode (bytes, n_bytes, declared, NULL);
  g_autoptr (PostilHtmlPage) page = NULL;
  const char *html;
  gsize n_html;

  if (decoded == NULL)
    return 0;
  html = postil_text_get_utf8 (decoded->text, &n_html);
  page = postil_html_page_read (html, n_html, NULL, NULL);
  if (page == NULL)
    return 0;
  g_assert_true (g_utf8_validate (page->text, (gssize) page->n_bytes, NULL));
  check_posts (page);
  return 0;
}
