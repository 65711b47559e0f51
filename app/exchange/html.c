/* html.c - web pages: the text that a reader sees, with the posts of a comment page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include <postil/error.h>

#include "html-page.h"
#include "intake.h"

static gboolean
opens_with (const char *at, gsize n_bytes, const char *word)
{
  gsize n = strlen (word);

  return n_bytes >= n && g_ascii_strncasecmp (at, word, n) == 0;
}

/* Blanks and comments may come first. */
static gboolean
looks_like_html (const guint8 *head, gsize n_bytes)
{
  const char *at = (const char *) head;
  const char *end = at + n_bytes;

  if (opens_with (at, n_bytes, "\xef\xbb\xbf"))
    at += 3;
  while (at < end)
    {
      if (g_ascii_isspace (*at))
        at++;
      else if (opens_with (at, (gsize) (end - at), "<!--"))
        {
          const char *close = g_strstr_len (at, end - at, "-->");

          if (close == NULL)
            return FALSE;
          at = close + 3;
        }
      else
        break;
    }
  return opens_with (at, (gsize) (end - at), "<!doctype html") || opens_with (at, (gsize) (end - at), "<html") ||
         opens_with (at, (gsize) (end - at), "<head") || opens_with (at, (gsize) (end - at), "<body");
}

int
postil_html_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  static const char *const ENDS[] = { ".html", ".htm", ".xhtml", ".shtml" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (looks_like_html (head, n_bytes))
    return 90;
  for (guint i = 0; i < G_N_ELEMENTS (ENDS); i++)
    if (g_str_has_suffix (lower, ENDS[i]))
      return 54; /* any other format that knows its content is surer */
  return 0;
}

static void
add_post (const PostilHtmlPage *page, const PostilText *text, guint i, GArray *claims, GArray *places)
{
  const PostilHtmlPost *post = &g_array_index (page->posts, PostilHtmlPost, i);
  PostilRange range = postil_text_trim (text, POSTIL_RANGE (postil_text_from_byte (text, post->start),
                                                            postil_text_from_byte (text, post->stop)));
  PostilClaim claim = { .label = "Post", .state = POSTIL_STATE_KEPT, .score = 1 };
  PostilPlace place = { .range = range, .alignment = POSTIL_ALIGN_EXACT };

  if (range.start >= range.stop)
    return;
  claim.reason = "A comment, as the page marks it up.";
  claim.attributes = json_object ();
  json_object_set_new (claim.attributes, "author", json_string (post->author));
  if (post->time != NULL)
    json_object_set_new (claim.attributes, "time", json_string (post->time));
  json_object_set_new (claim.attributes, "depth", json_integer (post->depth));
  json_object_set_new (claim.attributes, "body_start", json_integer (postil_text_from_byte (text, post->body)));
  if (post->parent >= 0)
    json_object_set_new (claim.attributes, "reply_to", json_integer (post->parent));
  g_array_append_val (claims, claim);
  g_array_append_val (places, place);
}

static PostilDocument *
make_document (const PostilImportFile *file, const PostilHtmlPage *page, const PostilDecoded *decoded, PostilText *text,
               const PostilImportOptions *options)
{
  PostilDocument *document = postil_document_new (file->key, text);

  g_free (document->title);
  document->title = page->title != NULL ? g_strdup (page->title) : postil_plain_text_title (text, file->key);
  document->kind = options->kind == POSTIL_DOCUMENT_OTHER && page->posts->len >= 2
                       ? POSTIL_DOCUMENT_THREAD
                       : postil_plain_text_kind (text, options->kind);
  document->source_uri = g_strdup (page->address);
  g_free (document->language);
  document->language = g_strdup (page->language != NULL ? page->language : "");
  g_free (document->encoding);
  document->encoding = g_strdup (decoded->encoding);
  document->newline = decoded->newline;
  g_free (document->source_sha256);
  document->source_sha256 = g_strdup (decoded->source_sha256);
  return document;
}

static void
tell (PostilIntake *intake, const PostilHtmlPage *page, const PostilDecoded *decoded)
{
  if (page->n_aside > 0)
    postil_intake_note (intake, 0, _ ("%u characters of navigation, buttons and hidden parts were left out."),
                        page->n_aside);
  if (page->n_broken > 0)
    postil_intake_warn (intake, 0, _ ("%u characters that no text may hold were left out."), page->n_broken);
  if (decoded->guessed)
    postil_intake_note (intake, 0,
                        _ ("Its encoding was guessed to be %s; if letters look wrong, undo and declare another one."),
                        decoded->encoding);
}

static gboolean
take_page (PostilIntake *intake, const PostilImportFile *file, const PostilImportOptions *options, const PostilHtmlPage *page,
           const PostilDecoded *decoded, PostilText *text, GError **error)
{
  g_autoptr (PostilDocument) document = make_document (file, page, decoded, text, options);
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (PostilClaim));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (PostilPlace));
  gboolean accepted, added;

  g_array_set_clear_func (claims, postil_claim_clear);
  g_array_set_clear_func (places, postil_place_clear);
  for (guint i = 0; i < page->posts->len; i++)
    add_post (page, text, i, claims, places);
  if (!postil_intake_document (intake, document, 0, &accepted, &added, error))
    return FALSE;
  if (!accepted)
    return TRUE;
  if (added)
    tell (intake, page, decoded);
  return postil_intake_spans (intake, document, added, claims, places, error);
}

gboolean
postil_html_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options, PostilReport *report,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_autoptr (GError) problem = NULL;
  g_autoptr (PostilDecoded) decoded = NULL;
  g_autoptr (PostilHtmlPage) page = NULL;
  g_autoptr (PostilText) text = NULL;
  g_autofree char *declared = NULL;
  gsize n_bytes, n_html;
  const guint8 *bytes = g_bytes_get_data (file->bytes, &n_bytes);
  const char *html;

  declared = options->encoding != NULL ? g_strdup (options->encoding) : postil_html_declared_encoding (bytes, n_bytes);
  decoded = postil_decode (bytes, n_bytes, declared, &problem);
  /* A page that declares an encoding which there is not is read as if it said nothing. */
  if (decoded == NULL && declared != NULL && options->encoding == NULL)
    {
      g_clear_error (&problem);
      decoded = postil_decode (bytes, n_bytes, NULL, &problem);
    }
  if (decoded != NULL)
    {
      html = postil_text_get_utf8 (decoded->text, &n_html);
      if (n_bytes > 0)
        postil_intake_passed (intake, (const char *) bytes + n_bytes);
      page = postil_html_page_read (html, n_html, cancellable, &problem);
      g_clear_pointer (&decoded->text, postil_text_unref);
    }
  if (page != NULL && page->n_bytes > 0)
    text = postil_text_new_take (g_steal_pointer (&page->text), page->n_bytes, &problem);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (text == NULL)
    {
      postil_intake_refuse (intake, 0, "%s", problem != NULL ? problem->message : _ ("The page shows no text."));
      return TRUE;
    }
  return take_page (intake, file, options, page, decoded, text, error);
}
