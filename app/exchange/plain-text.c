/* plain-text.c - text files of any encoding, with a title and a kind found in the text itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <string.h>

#include <postil/segments.h>
#include <postil/thread.h>

#include "intake.h"

/* Text is what is left when nothing else fits; a NUL byte early on says that it is not even that, except in UTF-16 and
 * UTF-32, which have a byte order mark. */
int
postil_plain_text_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  gboolean wide = n_bytes >= 4 && ((head[0] == 0xff && head[1] == 0xfe) || (head[0] == 0xfe && head[1] == 0xff) ||
                                   memcmp (head, "\0\0\xfe\xff", 4) == 0);

  if (!wide && memchr (head, 0, n_bytes) != NULL)
    return 0;
  return g_str_has_suffix (name, ".txt") ? 50 : 20;
}

/* Lines looked at before the search for a headline gives up, and how many long paragraphs mean that the body has begun. */
#define MAX_LINES 60
#define MAX_BODY_PARAGRAPHS 2
#define MAX_TITLE 200

static guint
count_words (const char *line)
{
  guint n = 0;
  gboolean in_word = FALSE;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean word = !g_unichar_isspace (g_utf8_get_char (p));

      n += word && !in_word;
      in_word = word;
    }
  return n;
}

/* A line that breaks off ("Support for Example News comes from") has its other half in a picture or a link. */
static gboolean
breaks_off (const char *line)
{
  static const char *const joints[] = { "from", "by", "with", "the", "a", "an", "of", "to", "and", "or", "in", "on", "for",
                                        "at",   "you", "your", "our", NULL };
  const char *space = strrchr (line, ' ');
  g_autofree char *last = g_utf8_strdown (space != NULL ? space + 1 : line, -1);

  return g_strv_contains (joints, last);
}

/* What pages say about themselves. These are openings of such lines on any site, not names of sites. */
static gboolean
opens_like_furniture (const char *line)
{
  static const char *const openings[] = {
    "share ",     "sign up", "subscribe", "filed under", "posted ",  "published ", "updated ",  "photo",     "image",
    "by ",        "skip to", "read more", "follow us",   "log in",   "advert",     "click ",    "support ",  "this is an ",
    "copyright ", "home ",   "menu ",     "cookies",     "we use ",  "getty ",     "comments ", "listen to", "watch ",
    "sign in",    "for immediate", "revised ", "last modified",
  };
  g_autofree char *folded = g_utf8_strdown (line, -1);

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_str_has_prefix (folded, openings[i]))
      return TRUE;
  return FALSE;
}

/* A row of links: separators between them, or one capitalised word after the other without a small one to join them. */
static gboolean
looks_like_menu (const char *line)
{
  static const char *const separators[] = { " | ", " » ", " · ", " • ", " > ", " / " };
  gboolean at_start = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (strstr (line, separators[i]) != NULL)
      return TRUE;
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (at_start && g_unichar_islower (c))
        return FALSE;
      at_start = g_unichar_isspace (c);
    }
  return TRUE;
}

/* From the surest to the last resort. */
typedef enum
{
  HEADLINE_SPEAKS, /* at least four words that do not end like a sentence, and are no row of links */
  HEADLINE_STANDS, /* the same in capitals, as some papers set them; a menu may look like that, too */
  HEADLINE_SHORT,  /* two words */
} HeadlineKind;

static gboolean
is_headline (const char *line, HeadlineKind kind)
{
  gunichar first = g_utf8_get_char (line);
  gunichar last = g_utf8_get_char (g_utf8_prev_char (line + strlen (line)));
  glong length = g_utf8_strlen (line, -1);
  guint n_words = count_words (line);

  if (g_unichar_islower (first) || last == ':' || last == ',' || length > MAX_TITLE)
    return FALSE;
  if (kind == HEADLINE_SHORT)
    return n_words >= 2;
  if (kind == HEADLINE_SPEAKS && looks_like_menu (line))
    return FALSE;
  return n_words >= 4 && last != '.' && length >= 15 && !breaks_off (line) && !opens_like_furniture (line);
}

static char *
find_headline (const PostilText *text, const GArray *lines, HeadlineKind kind)
{
  guint n_long = 0;

  for (guint i = 0; i < lines->len && i < MAX_LINES && n_long < MAX_BODY_PARAGRAPHS; i++)
    {
      PostilRange range = g_array_index (lines, PostilRange, i);
      g_autofree char *line = NULL;

      if (postil_range_length (range) > MAX_TITLE)
        {
          n_long++;
          continue;
        }
      line = postil_text_slice (text, range);
      g_strstrip (line);
      /* A Markdown heading says so itself. */
      if (g_str_has_prefix (line, "# ") && line[2] != '\0')
        return g_strdup (g_strchug (line + 2));
      if (line[0] != '\0' && is_headline (line, kind))
        return g_steal_pointer (&line);
    }
  return NULL;
}

char *
postil_plain_text_title (const PostilText *text, const char *key)
{
  /* Enough for the lines that count; a text of a million lines need not be cut up for its title. */
  PostilRange beginning = POSTIL_RANGE (0, MIN (postil_text_get_length (text), 20000));
  g_autoptr (GArray) lines = postil_segment_paragraphs (text, beginning);
  char *title = NULL;
  PostilRange first;

  for (HeadlineKind kind = HEADLINE_SPEAKS; title == NULL && kind <= HEADLINE_SHORT; kind++)
    title = find_headline (text, lines, kind);
  if (title != NULL)
    return title;
  if (lines->len == 0)
    return g_strdup (key);
  first = g_array_index (lines, PostilRange, 0);
  if (postil_range_length (first) > MAX_TITLE)
    first.stop = first.start + MAX_TITLE;
  return postil_text_slice (text, first);
}

PostilDocumentKind
postil_plain_text_kind (const PostilText *text, PostilDocumentKind declared)
{
  g_autoptr (GPtrArray) posts = NULL;

  if (declared != POSTIL_DOCUMENT_OTHER)
    return declared;
  posts = postil_thread_find_posts (text);
  if (posts->len >= 2)
    return POSTIL_DOCUMENT_THREAD;
  return postil_text_get_length (text) > 0 ? POSTIL_DOCUMENT_ARTICLE : POSTIL_DOCUMENT_OTHER;
}

static PostilDocument *
make_document (const PostilImportFile *file, const PostilDecoded *decoded, const PostilImportOptions *options)
{
  PostilDocument *document = postil_document_new (file->key, decoded->text);

  g_free (document->title);
  document->title = postil_plain_text_title (decoded->text, file->key);
  document->kind = postil_plain_text_kind (decoded->text, options->kind);
  g_free (document->encoding);
  document->encoding = g_strdup (decoded->encoding);
  document->newline = decoded->newline;
  g_free (document->source_sha256);
  document->source_sha256 = g_strdup (decoded->source_sha256);
  return document;
}

gboolean
postil_plain_text_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                        PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilDecoded) decoded = NULL;
  g_autoptr (PostilDocument) document = NULL;
  gboolean accepted, added;
  gsize n_bytes;
  const guint8 *bytes = g_bytes_get_data (file->bytes, &n_bytes);

  decoded = postil_decode (bytes, n_bytes, options->encoding, &local_error);
  if (decoded == NULL)
    {
      postil_intake_refuse (intake, 0, "%s", local_error->message);
      return TRUE;
    }
  document = make_document (file, decoded, options);
  if (!postil_intake_document (intake, document, 0, &accepted, &added, error))
    return FALSE;
  if (added && decoded->guessed)
    postil_intake_note (intake, 0, "Its encoding was guessed to be %s; if letters look wrong, undo and declare another one.",
                        decoded->encoding);
  return TRUE;
}
