/* html-page.c - reads a page with libxml2's SAX parser and keeps what a reader sees
 *
 * No tree is built: the tree builder of libxml2 drops what lies deeper than 256 elements and text beyond 10 MB, and the
 * events do not. What the parser cannot read to its end is refused as a whole, for half a page is no page. Nothing is
 * loaded, neither document types nor entities.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "html-page.h"

#include <glib/gi18n.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include <postil/error.h>

#include "html-elements.h"
#include "html-text.h"

enum
{
  /* The parser looks through all open elements at each end tag that fits none: this bounds its work. */
  DEEPEST = 1000,
  LONGEST_AUTHOR = 80, /* bytes */
  LONGEST_TIME = 80,
  LONGEST_TITLE = 300,
};

typedef struct
{
  guint element;
  guint n_items;  /* of a LIST, so far */
  int   post;     /* that it opened, or -1 */
  gsize link;     /* where its words begin, of a LINK */
  gboolean captures; /* its words go to Reader.captured */
} Frame;

typedef struct
{
  PostilHtmlPage *page;
  PostilHtmlText  text;
  xmlParserCtxt  *parser;
  GCancellable   *cancellable;
  GArray         *frames;   /* of Frame: the open elements */
  guint           n_code;   /* open elements without text */
  guint           n_aside;
  guint           n_verbatim;
  guint           n_threads;
  guint           n_articles;
  GArray         *open;     /* int: open posts, the innermost last */
  GString        *captured; /* words of the author or time that is open, or NULL */
  char           *captured_else; /* what an attribute says, for when there are no words */
  GString        *title;    /* words of TITLE */
  GString        *heading;  /* of the first h1 */
  guint           n_headings;
  guint           capturing; /* element of the frame that captures */
  gboolean        in_title;
  gboolean        in_heading;
  gboolean        too_deep;
} Reader;

/* ---- posts ---- */

static PostilHtmlPost *
innermost (Reader *reader)
{
  if (reader->open->len == 0)
    return NULL;
  return &g_array_index (reader->page->posts, PostilHtmlPost, g_array_index (reader->open, int, reader->open->len - 1));
}

static gboolean
has_words (Reader *reader, const PostilHtmlPost *post)
{
  return reader->text.out->len > post->start;
}

static int
open_post (Reader *reader, const char *const *attributes)
{
  PostilHtmlPost *around = innermost (reader);
  PostilHtmlPost  post = { .parent = -1 };
  const char     *author = postil_html_attribute (attributes, "data-author");
  int             index = (int)reader->page->posts->len;

  /* <li class="comment"><article class="comment-body">: two boxes of one comment */
  if (around != NULL && around->author == NULL && !has_words (reader, around))
    return -1;
  author = author != NULL ? author : postil_html_attribute (attributes, "author");
  postil_html_text_break (&reader->text, 2);
  post.start = post.stop = reader->text.out->len;
  post.author = author != NULL && *author != '\0' && strlen (author) <= LONGEST_AUTHOR ? g_strdup (author) : NULL;
  if (reader->open->len > 0)
    post.parent = g_array_index (reader->open, int, reader->open->len - 1);
  if (around != NULL && around->stop == around->start && has_words (reader, around))
    around->stop = reader->text.out->len;
  g_array_append_val (reader->page->posts, post);
  g_array_append_val (reader->open, index);
  return index;
}

/* Puts the header in front of a post that is complete; those in it move. */
static void
close_post (Reader *reader, int index)
{
  GArray         *posts = reader->page->posts;
  PostilHtmlPost *post = &g_array_index (posts, PostilHtmlPost, index);
  GString        *out = reader->text.out;
  gsize           start = post->start;
  g_autofree char *header = NULL;

  g_array_set_size (reader->open, reader->open->len - 1);
  postil_html_text_break (&reader->text, 2);
  if (post->stop == post->start)
    post->stop = out->len;
  if (post->author != NULL && post->time != NULL)
    header = g_strdup_printf ("%s · %s\n", post->author, post->time);
  else if (post->author != NULL || post->time != NULL)
    header = g_strdup_printf ("%s\n", post->author != NULL ? post->author : post->time);
  if (header == NULL || out->len == 0)
    return;
  /* The breaks before its first words are written with them: the header goes behind those */
  while (start < out->len && out->str[start] == '\n')
    start++;
  if (start == out->len && start > 0 && out->str[start - 1] != '\n')
    {
      g_string_append (out, "\n\n");
      start = out->len;
    }
  gsize n = strlen (header);
  g_string_insert (out, (gssize)start, header);
  post->start = start;
  post->body = start + n;
  post->stop = MAX (post->stop + n, post->body);
  for (guint i = (guint)index + 1; i < posts->len; i++)
    {
      PostilHtmlPost *inner = &g_array_index (posts, PostilHtmlPost, i);
      inner->start += n;
      inner->body += n;
      inner->stop += n;
    }
}

/* An article with a headline is the page's own text: its author and time stay as words. */
static void
unmake_posts (Reader *reader)
{
  for (guint i = 0; i < reader->open->len; i++)
    {
      PostilHtmlPost *post =
          &g_array_index (reader->page->posts, PostilHtmlPost, g_array_index (reader->open, int, i));

      if (post->time != NULL && post->author != NULL)
        {
          g_autofree char *both = g_strdup_printf ("%s · %s", post->author, post->time);
          g_free (g_steal_pointer (&post->author));
          g_free (post->time);
          post->time = g_steal_pointer (&both);
        }
      else if (post->author != NULL)
        post->time = g_steal_pointer (&post->author);
      post->depth = G_MAXUINT; /* takes no author any more */
    }
}

/* ---- author and time ---- */

static gboolean
wants_capture (Reader *reader, guint element)
{
  const PostilHtmlPost *post = innermost (reader);

  if (post == NULL || post->depth == G_MAXUINT || reader->n_code > 0 || reader->n_aside > 0)
    return FALSE;
  if (element & POSTIL_HTML_TIME)
    return post->time == NULL && reader->capturing != POSTIL_HTML_TIME;
  return (element & POSTIL_HTML_AUTHOR) && post->author == NULL && !has_words (reader, post);
}

static void
start_capture (Reader *reader, Frame *frame, guint element, const char *const *attributes)
{
  const char *date = postil_html_attribute (attributes, "datetime");

  if (reader->captured != NULL)
    {
      /* An author's box with the name marked in it: the name alone. A time in an author's box: both, in turn. */
      g_string_set_size (reader->captured, 0);
    }
  else
    reader->captured = g_string_new (NULL);
  g_free (reader->captured_else);
  date = date != NULL ? date : postil_html_attribute (attributes, "title");
  reader->captured_else = (element & POSTIL_HTML_TIME) ? g_strdup (date) : NULL;
  reader->capturing = (element & POSTIL_HTML_TIME) ? POSTIL_HTML_TIME : POSTIL_HTML_AUTHOR;
  frame->captures = TRUE;
}

/* "Ann says:" is Ann, "by Ann" too. */
static char *
trim_name (const char *words)
{
  static const char *const AFTER[] = { ":", ",", " says", " said", " wrote", " writes", " commented", " posted", " replied",
                                       " on", " at", "·", "•", "|", "-" };
  char    *name = g_strstrip (g_strdup (words));
  gboolean again = TRUE;

  if (g_ascii_strncasecmp (name, "by ", 3) == 0)
    memmove (name, name + 3, strlen (name + 3) + 1);
  if (g_ascii_strncasecmp (name, "posted by ", 10) == 0)
    memmove (name, name + 10, strlen (name + 10) + 1);
  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (AFTER); i++)
        if (g_str_has_suffix (name, AFTER[i]))
          {
            name[strlen (name) - strlen (AFTER[i])] = '\0';
            g_strchomp (name);
            again = TRUE;
          }
    }
  return name;
}

static void
end_capture (Reader *reader)
{
  g_autoptr (GString) captured = g_steal_pointer (&reader->captured);
  g_autofree char *otherwise = g_steal_pointer (&reader->captured_else);
  PostilHtmlPost  *post = innermost (reader);
  gboolean         time = reader->capturing == POSTIL_HTML_TIME;
  g_autofree char *words = NULL;

  reader->capturing = 0;
  if (captured == NULL)
    return;
  for (char *c = captured->str; *c != '\0'; c++)
    if (g_ascii_isspace (*c))
      *c = ' ';
  words = time ? g_strstrip (g_strdup (captured->str)) : trim_name (captured->str);
  if (*words == '\0' && otherwise != NULL)
    {
      g_free (words);
      words = g_strstrip (g_strdup (otherwise));
    }
  if (post == NULL || *words == '\0' || (time ? post->time : post->author) != NULL || strlen (words) > (time ? LONGEST_TIME : LONGEST_AUTHOR))
    postil_html_text_add (&reader->text, captured->str, captured->len, FALSE);
  else if (time)
    post->time = g_steal_pointer (&words);
  else
    post->author = g_steal_pointer (&words);
}

/* ---- events ---- */

static void
note_meta (Reader *reader, const char *name, const char *const *attributes)
{
  PostilHtmlPage *page = reader->page;
  const char     *value = NULL;

  if (g_ascii_strcasecmp (name, "html") == 0 && page->language == NULL)
    {
      value = postil_html_attribute (attributes, "lang");
      if (value != NULL && strlen (value) < 36)
        page->language = g_strdup (value);
      return;
    }
  if (g_ascii_strcasecmp (name, "link") == 0 && g_strcmp0 (postil_html_attribute (attributes, "rel"), "canonical") == 0)
    value = postil_html_attribute (attributes, "href");
  else if (g_ascii_strcasecmp (name, "meta") == 0 && g_strcmp0 (postil_html_attribute (attributes, "property"), "og:url") == 0)
    value = postil_html_attribute (attributes, "content");
  if (value != NULL && page->address == NULL && strlen (value) < 2000 &&
      (g_str_has_prefix (value, "http://") || g_str_has_prefix (value, "https://")))
    page->address = g_strdup (value);
}

static void
open_list_item (Reader *reader)
{
  for (guint i = reader->frames->len; i > 0; i--)
    {
      Frame *list = &g_array_index (reader->frames, Frame, i - 1);

      if (!(list->element & POSTIL_HTML_LIST))
        continue;
      list->n_items++;
      postil_html_text_mark (&reader->text, list->element & POSTIL_HTML_NUMBERED ? g_strdup_printf ("%u. ", list->n_items)
                                                                                  : g_strdup ("- "));
      return;
    }
}

static void
open_visible (Reader *reader, Frame *frame, const char *const *attributes)
{
  guint    element = frame->element;
  gboolean comment = (element & POSTIL_HTML_POST) ||
                     ((element & POSTIL_HTML_ARTICLE) && (reader->n_threads > 0 || reader->n_articles > 0));

  if (element & (POSTIL_HTML_LINE | POSTIL_HTML_BREAK))
    postil_html_text_break (&reader->text, 1);
  if (element & POSTIL_HTML_PARAGRAPH)
    postil_html_text_break (&reader->text, 2);
  if (element & POSTIL_HTML_BREAK && reader->text.out->len > 0)
    reader->text.breaks = MIN (reader->text.breaks + (reader->text.breaks > 1 ? 1u : 0u), 2u);
  if (element & POSTIL_HTML_CELL)
    postil_html_text_add (&reader->text, " ", 1, FALSE);
  if (comment && !reader->in_heading)
    frame->post = open_post (reader, attributes);
  else if (element & POSTIL_HTML_ITEM)
    open_list_item (reader);
  reader->text.quoted += element & POSTIL_HTML_QUOTE ? 1 : 0;
  if (element & POSTIL_HTML_HEADING)
    {
      unmake_posts (reader);
      reader->in_heading = TRUE;
      reader->n_headings++;
    }
  if ((element & POSTIL_HTML_LINK) && reader->open->len > 0)
    frame->link = reader->text.out->len;
  if (wants_capture (reader, element))
    start_capture (reader, frame, element, attributes);
}

static void
start_element (void *user_data, const xmlChar *name, const xmlChar **attributes)
{
  Reader            *reader = user_data;
  const char *const *list = (const char *const *)attributes;
  Frame              frame = { .post = -1, .link = G_MAXSIZE };

  if (reader->frames->len >= DEEPEST || g_cancellable_is_cancelled (reader->cancellable))
    {
      reader->too_deep = reader->frames->len >= DEEPEST;
      xmlStopParser (reader->parser);
      return;
    }
  frame.element = postil_html_element ((const char *)name, list);
  note_meta (reader, (const char *)name, list);
  reader->in_title = reader->in_title || (frame.element & POSTIL_HTML_TITLE);
  if (reader->n_code == 0 && reader->n_aside == 0 && !(frame.element & (POSTIL_HTML_CODE | POSTIL_HTML_ASIDE)))
    open_visible (reader, &frame, list);
  reader->n_code += frame.element & POSTIL_HTML_CODE ? 1 : 0;
  reader->n_aside += frame.element & POSTIL_HTML_ASIDE ? 1 : 0;
  reader->n_verbatim += frame.element & POSTIL_HTML_VERBATIM ? 1 : 0;
  reader->n_threads += frame.element & POSTIL_HTML_THREAD ? 1 : 0;
  reader->n_articles += frame.element & POSTIL_HTML_ARTICLE ? 1 : 0;
  g_array_append_val (reader->frames, frame);
}

/* "Reply", "Share" under a comment are the page's, not the writer's. */
static void
drop_control (Reader *reader, const Frame *frame)
{
  static const char *const CONTROLS[] = { "reply", "share", "report", "permalink", "link", "like", "quote", "edit", "flag",
                                          "parent", "context", "upvote", "downvote", "delete" };
  GString *out = reader->text.out;
  gsize    start = frame->link;

  if (start > out->len || out->len - start > 20)
    return;
  while (start < out->len && strchr (" \n[(", out->str[start]))
    start++;
  for (guint i = 0; i < G_N_ELEMENTS (CONTROLS); i++)
    if (g_ascii_strcasecmp (out->str + start, CONTROLS[i]) == 0)
      {
        g_string_truncate (out, frame->link);
        postil_html_text_break (&reader->text, 1);
        return;
      }
}

static void
close_visible (Reader *reader, const Frame *frame)
{
  guint element = frame->element;

  if (frame->captures)
    end_capture (reader);
  if (element & POSTIL_HTML_HEADING)
    reader->in_heading = FALSE;
  if (frame->link != G_MAXSIZE)
    drop_control (reader, frame);
  if (element & POSTIL_HTML_LINE)
    postil_html_text_break (&reader->text, 1);
  if (element & POSTIL_HTML_PARAGRAPH)
    postil_html_text_break (&reader->text, 2);
  if (element & POSTIL_HTML_CELL)
    postil_html_text_add (&reader->text, " ", 1, FALSE);
  if (element & POSTIL_HTML_ITEM)
    postil_html_text_mark (&reader->text, NULL);
  reader->text.quoted -= element & POSTIL_HTML_QUOTE ? 1 : 0;
  if (frame->post >= 0)
    close_post (reader, frame->post);
}

static void
end_element (void *user_data, const xmlChar *name)
{
  Reader *reader = user_data;
  Frame   frame;

  if (reader->frames->len == 0)
    return;
  frame = g_array_index (reader->frames, Frame, reader->frames->len - 1);
  g_array_set_size (reader->frames, reader->frames->len - 1);
  reader->n_code -= frame.element & POSTIL_HTML_CODE ? 1 : 0;
  reader->n_aside -= frame.element & POSTIL_HTML_ASIDE ? 1 : 0;
  reader->n_verbatim -= frame.element & POSTIL_HTML_VERBATIM ? 1 : 0;
  reader->n_threads -= frame.element & POSTIL_HTML_THREAD ? 1 : 0;
  reader->n_articles -= frame.element & POSTIL_HTML_ARTICLE ? 1 : 0;
  if (frame.element & POSTIL_HTML_TITLE)
    reader->in_title = FALSE;
  if (reader->n_code == 0 && reader->n_aside == 0 && !(frame.element & (POSTIL_HTML_CODE | POSTIL_HTML_ASIDE)))
    close_visible (reader, &frame);
}

/* "Ann <i>says</i>:" and "Ann · 3 h": what is left of a header when name and time are taken out. */
static gboolean
is_rest_of_header (Reader *reader, const char *utf8, int n)
{
  static const char *const RESTS[] = { "says:", "says", "said:", "said", "wrote:", "wrote", "on", "at", ":", ",", "·", "•",
                                       "|",     "-",    "–",     "—",    "by",     "posted", "commented", "replied" };
  const PostilHtmlPost *post = innermost (reader);

  if (post == NULL || post->author == NULL || n > 20 || has_words (reader, post))
    return FALSE;
  g_autofree char *words = g_strstrip (g_strndup (utf8, (gsize)n));
  for (guint i = 0; i < G_N_ELEMENTS (RESTS); i++)
    if (g_ascii_strcasecmp (words, RESTS[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
characters (void *user_data, const xmlChar *words, int n)
{
  Reader     *reader = user_data;
  const char *utf8 = (const char *)words;

  if (n <= 0 || reader->n_code > 0)
    return;
  if (reader->in_title)
    {
      if (reader->title->len < LONGEST_TITLE)
        g_string_append_len (reader->title, utf8, n);
      return;
    }
  if (reader->n_aside > 0)
    {
      for (int i = 0; i < n; i++)
        reader->page->n_aside += !g_ascii_isspace (utf8[i]) && ((guchar)utf8[i] & 0xc0) != 0x80;
      return;
    }
  if (reader->captured != NULL)
    {
      g_string_append_len (reader->captured, utf8, n);
      return;
    }
  if (is_rest_of_header (reader, utf8, n))
    return;
  if (reader->in_heading && reader->n_headings == 1 && reader->heading->len < LONGEST_TITLE)
    g_string_append_len (reader->heading, utf8, n);
  postil_html_text_add (&reader->text, utf8, (gsize)n, reader->n_verbatim > 0);
}

static void
complain (void *user_data, xmlError *error)
{
  Reader *reader = user_data;

  if (error->code == XML_ERR_INVALID_CHAR)
    reader->page->n_broken++;
}

/* ---- the whole ---- */

static xmlParserCtxt *
make_parser (Reader *reader, const char *html, gsize n_bytes)
{
  xmlParserCtxt *parser = htmlCreateMemoryParserCtxt (html, (int)n_bytes);

  if (parser == NULL)
    return NULL;
  memset (parser->sax, 0, sizeof *parser->sax);
  parser->sax->initialized = XML_SAX2_MAGIC;
  parser->sax->startElement = start_element;
  parser->sax->endElement = end_element;
  parser->sax->characters = characters;
  parser->sax->ignorableWhitespace = characters;
  parser->sax->cdataBlock = characters;
  parser->sax->serror = complain;
  parser->userData = reader;
  htmlCtxtUseOptions (parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding (parser, XML_CHAR_ENCODING_UTF8);
  return parser;
}

static char *
choose_title (Reader *reader)
{
  GString *chosen = reader->n_headings > 0 && reader->heading->len > 0 ? reader->heading : reader->title;
  g_auto (GStrv) words = g_strsplit_set (chosen->str, " \t\r\n\f", -1);
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (title, "%s%s", title->len > 0 ? " " : "", words[i]);
  if (title->len > LONGEST_TITLE)
    g_string_truncate (title, (gsize)(g_utf8_find_prev_char (title->str, title->str + LONGEST_TITLE) - title->str));
  return title->len > 0 ? g_strdup (title->str) : NULL;
}

/* Leaves those out that name nobody, and says how deep each of the others lies. */
static void
settle_posts (PostilHtmlPage *page)
{
  g_autofree int *now = g_new (int, page->posts->len + 1);
  guint           kept = 0;

  for (guint i = 0; i < page->posts->len; i++)
    {
      PostilHtmlPost post = g_array_index (page->posts, PostilHtmlPost, i);
      int            parent = post.parent >= 0 ? now[post.parent] : -1;

      now[i] = parent;
      if (post.author == NULL || post.body >= post.stop)
        {
          g_free (post.author);
          g_free (post.time);
          continue;
        }
      post.parent = parent;
      post.depth = parent >= 0 ? g_array_index (page->posts, PostilHtmlPost, parent).depth + 1 : 0;
      now[i] = (int)kept;
      g_array_index (page->posts, PostilHtmlPost, kept++) = post;
    }
  page->posts->len = kept;
}

static gboolean
parse (Reader *reader, const char *html, gsize n_bytes, GError **error)
{
  xmlParserCtxt *parser = n_bytes < G_MAXINT ? make_parser (reader, html, n_bytes) : NULL;
  gboolean       whole;

  if (parser == NULL)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                   _ ("The page is too large to be read as HTML; import it as text."));
      return FALSE;
    }
  reader->parser = parser;
  htmlParseDocument (parser);
  whole = parser->input != NULL && parser->input->cur >= parser->input->end && parser->disableSAX == 0;
  if (g_cancellable_set_error_if_cancelled (reader->cancellable, error))
    whole = FALSE;
  else if (!whole)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                 reader->too_deep ? _ ("Elements are nested deeper than 1000 at line %d; import it with --format text.")
                                  : _ ("The page cannot be read beyond line %d; import it with --format text."),
                 parser->input != NULL ? parser->input->line : 0);
  while (whole && reader->frames->len > 0)
    end_element (reader, NULL);
  xmlFreeParserCtxt (parser);
  return whole;
}

PostilHtmlPage *
postil_html_page_read (const char *html, gsize n_bytes, GCancellable *cancellable, GError **error)
{
  PostilHtmlPage *page = g_new0 (PostilHtmlPage, 1);
  Reader          reader = { .page = page, .cancellable = cancellable };
  gboolean        done;

  page->posts = g_array_new (FALSE, FALSE, sizeof (PostilHtmlPost));
  postil_html_text_init (&reader.text);
  reader.frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  reader.open = g_array_new (FALSE, FALSE, sizeof (int));
  reader.title = g_string_new (NULL);
  reader.heading = g_string_new (NULL);
  done = n_bytes == 0 || parse (&reader, html, n_bytes, error);
  if (done)
    {
      page->title = choose_title (&reader);
      settle_posts (page);
      page->n_bytes = reader.text.out->len;
      page->text = g_string_free (g_steal_pointer (&reader.text.out), FALSE);
    }
  postil_html_text_clear (&reader.text);
  g_array_unref (reader.frames);
  g_array_unref (reader.open);
  g_string_free (reader.title, TRUE);
  g_string_free (reader.heading, TRUE);
  if (reader.captured != NULL)
    g_string_free (reader.captured, TRUE);
  g_free (reader.captured_else);
  if (!done)
    g_clear_pointer (&page, postil_html_page_free);
  return page;
}

void
postil_html_page_free (PostilHtmlPage *self)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      PostilHtmlPost *post = &g_array_index (self->posts, PostilHtmlPost, i);

      g_free (post->author);
      g_free (post->time);
    }
  g_array_unref (self->posts);
  g_free (self->text);
  g_free (self->title);
  g_free (self->address);
  g_free (self->language);
  g_free (self);
}

char *
postil_html_declared_encoding (const guint8 *head, gsize n_bytes)
{
  g_autofree char *copy = g_strndup ((const char *)head, MIN (n_bytes, 4096));
  g_autofree char *lower = g_ascii_strdown (copy, -1);
  const char      *at = lower;

  while ((at = strstr (at, "charset")) != NULL)
    {
      gsize n;

      at += strlen ("charset");
      at += strspn (at, " \t\r\n");
      if (*at != '=')
        continue;
      at++;
      at += strspn (at, " \t\r\n\"'");
      n = strspn (at, "abcdefghijklmnopqrstuvwxyz0123456789-_:.");
      if (n > 0 && n < 40)
        return g_strndup (at, n);
    }
  return NULL;
}
