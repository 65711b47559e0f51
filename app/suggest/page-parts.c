/* page-parts.c - the parts of a page beside its prose: title, byline, dateline, captions, notes of updates and corrections
 *
 * Lines are read by their shape alone; what the structure pass calls Boilerplate stays that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-parts.h"

#include <jansson.h>
#include <string.h>

#define SOURCE "structure"

enum
{
  TOP_LINES = 12,       /* lines with words in which title and byline are looked for */
  LONGEST_TITLE = 180,  /* bytes, as the next ones */
  LONGEST_BYLINE = 140,
  LONGEST_PLACE = 60,
  SHORTEST_PROSE = 100,
};

/* A line with words; bytes of the text. */
typedef struct
{
  const char *s;
  gsize       n;
  char        first; /* in lower case */
  PostilRange range;
} Line;

/* @words begin with an ASCII character, in lower case. */
static gboolean
starts_with (const Line *line, const char *words)
{
  gsize n = line->first == *words ? strlen (words) : 0;

  return n > 0 && line->n > n && g_ascii_strncasecmp (line->s, words, n) == 0;
}

static gboolean
starts_with_any (const Line *line, const char *const *list)
{
  for (; *list != NULL; list++)
    if (starts_with (line, *list))
      return TRUE;
  return FALSE;
}

static gboolean
ends_sentence (const Line *line)
{
  gsize n = line->n;

  while (n > 0 && strchr ("\"')]", line->s[n - 1]))
    n--;
  return n > 0 && strchr (".!?:;,", line->s[n - 1]);
}

static guint
count_words (const char *s, gsize n)
{
  guint n_words = 0;

  for (gsize i = 0; i < n; i++)
    n_words += !g_ascii_isspace (s[i]) && (i == 0 || g_ascii_isspace (s[i - 1])) ? 1 : 0;
  return n_words;
}

/* Every word but "and", "for", "of" and the like written large, none with digits: a list of names and where they work. */
static gboolean
names_only (const char *s, gsize n)
{
  static const char *const SMALL[] = { "and", "for", "of", "the", "in", "with", "de", "van", "von", "der", "la", "el", "bin", "al", NULL };
  guint                    n_large = 0;

  for (gsize i = 0; i < n;)
    {
      gsize end = i;
      while (end < n && s[end] != ' ' && s[end] != ',')
        end++;
      g_autofree char *word = g_strndup (s + i, end - i);
      if (end > i && g_unichar_isupper (g_utf8_get_char (word)))
        n_large++;
      else if (end > i && !g_strv_contains (SMALL, word) && strcmp (word, "&") != 0)
        return FALSE;
      i = end + 1;
    }
  return n_large >= 1 && n_large <= 14;
}

/* Where the names of "By Ann Berg and Tom Ode | 3 May 2014" end. */
static gsize
names_stop (const char *s, gsize from, gsize n)
{
  static const char *const PARTERS[] = { " | ", " - ", " – ", " — ", " · ", " • ", " on ", "  " };
  gsize                    stop = n;

  for (guint i = 0; i < G_N_ELEMENTS (PARTERS); i++)
    {
      const char *at = g_strstr_len (s + from, (gssize) (n - from), PARTERS[i]);
      if (at != NULL)
        stop = MIN (stop, (gsize) (at - s));
    }
  return stop;
}

static char *
author_attribute (const char *s, gsize n)
{
  g_autofree char *author = g_strndup (s, n);
  json_t          *object = json_object ();
  char            *dumped, *attributes;

  json_object_set_new (object, "author", json_string (g_strstrip (author)));
  dumped = json_dumps (object, JSON_COMPACT);
  attributes = g_strdup (dumped);
  free (dumped);
  json_decref (object);
  return attributes;
}

/* "By Ann Berg", "Written by Ann Berg, Political Editor | 3 May 2014". */
static gboolean
propose_byline (PostilAnalysis *analysis, const Line *line)
{
  static const char *const BEFORE[] = { "by ", "written by ", "reported by ", "story by ", "words by ", "report by ", "posted by ",
                                        "by: ", "author: ", NULL };
  gsize                    from = 0, stop;

  for (guint i = 0; BEFORE[i] != NULL && from == 0; i++)
    from = starts_with (line, BEFORE[i]) ? strlen (BEFORE[i]) : 0;
  if (from == 0 || line->n > LONGEST_BYLINE || line->s[line->n - 1] == '.')
    return FALSE;
  stop = names_stop (line->s, from, line->n);
  if (!names_only (line->s + from, stop - from))
    return FALSE;
  g_autofree char *attributes = author_attribute (line->s + from, stop - from);
  postil_analysis_propose (analysis, line->range, "Byline", 0.85, POSTIL_SOURCE_STRUCTURE, SOURCE, "Names who wrote the page.", attributes);
  return TRUE;
}

/* Length of "HULL, England (AP) —" at the start of a paragraph, without the dash; 0 when there is none. */
static gsize
dateline_length (const Line *line)
{
  gsize i = 0, n_upper = 0, stop;

  /* The town in capitals */
  while (i < line->n && i < LONGEST_PLACE)
    {
      gunichar c = g_utf8_get_char (line->s + i);
      /* A town may have a hyphen, but not after a blank */
      if ((!g_unichar_isupper (c) && !(c < 0x80 && strchr (" .'-/", (int) c))) || (c == '-' && i > 0 && line->s[i - 1] == ' '))
        break;
      n_upper += g_unichar_isupper (c) ? 1 : 0;
      i += (gsize) g_unichar_to_utf8 (c, NULL);
    }
  if (n_upper < 3)
    return 0;
  if (line->s[i] == ',')
    for (i++; i < line->n && i < LONGEST_PLACE && (g_ascii_isalnum (line->s[i]) || strchr (" .", line->s[i]));)
      i++;
  if (line->s[i] == '(')
    {
      const char *close = memchr (line->s + i, ')', MIN (line->n - i, 30));
      if (close == NULL)
        return 0;
      i = (gsize) (close - line->s) + 1;
    }
  stop = i;
  while (i < line->n && line->s[i] == ' ')
    i++;
  while (stop > 0 && line->s[stop - 1] == ' ')
    stop--;
  gboolean dash = g_str_has_prefix (line->s + i, "—") || g_str_has_prefix (line->s + i, "–") || g_str_has_prefix (line->s + i, "--") ||
                  (i > stop && line->s[i] == '-' && line->s[i + 1] == ' ');
  return dash && stop > 2 ? stop : 0;
}

static gboolean
propose_dateline (PostilAnalysis *analysis, const Line *line)
{
  gsize n = line->n >= SHORTEST_PROSE / 2 ? dateline_length (line) : 0;

  if (n == 0)
    return FALSE;
  postil_analysis_propose (analysis, POSTIL_RANGE (line->range.start, line->range.start + (guint32) g_utf8_strlen (line->s, (gssize) n)),
                           "Dateline", 0.85, POSTIL_SOURCE_STRUCTURE, SOURCE, "The place (and agency) from which the report was sent.", NULL);
  return TRUE;
}

static gboolean
propose_caption (PostilAnalysis *analysis, const Line *line)
{
  static const char *const BEFORE[] = { "photo:", "photograph:", "image:", "picture:", "pictured:", "pictured above:", "above:", "caption:",
                                        "file - ", "file – ", "file — ", "file photo:", "in this photo", "in this file photo", "(photo",
                                        "[photo", "video:", "watch:", "screenshot:", NULL };

  if (!starts_with_any (line, BEFORE))
    return FALSE;
  postil_analysis_propose (analysis, line->range, "Caption", 0.75, POSTIL_SOURCE_STRUCTURE, SOURCE, "Words that belong to a picture or a film.", NULL);
  return TRUE;
}

static gboolean
propose_update (PostilAnalysis *analysis, const Line *line)
{
  static const char *const BEFORE[] = { "update:", "update 1", "update 2", "updated:", "update,", "update –", "update —", "update (", "[update", "correction:",
                                        "correction,", "clarification:", "editor's note", "editor’s note", "editors' note", "editors’ note", NULL };
  static const char *const HEADS[] = { "this story ", "this article ", "this post ", "this report ", "an earlier version ", NULL };
  static const char *const VERBS[] = { "updated", "corrected", "amended", "misstated", "incorrectly", "clarif" };
  gboolean                 found = starts_with_any (line, BEFORE);

  for (guint i = 0; i < G_N_ELEMENTS (VERBS) && !found && starts_with_any (line, HEADS); i++)
    found = g_strstr_len (line->s, (gssize) MIN (line->n, 160), VERBS[i]) != NULL;
  if (!found)
    return FALSE;
  postil_analysis_propose (analysis, line->range, "UpdateNote", 0.8, POSTIL_SOURCE_STRUCTURE, SOURCE, "Says what was changed after the page was published.", NULL);
  return TRUE;
}

static gboolean
next_line (PostilText *text, gsize *at, Line *line)
{
  gsize       n_bytes;
  const char *utf8 = postil_text_get_utf8 (text, &n_bytes);

  while (*at < n_bytes)
    {
      const char *newline = memchr (utf8 + *at, '\n', n_bytes - *at);
      gsize       stop = newline != NULL ? (gsize) (newline - utf8) : n_bytes, start = *at, end = stop;

      *at = stop + 1;
      while (start < end && (utf8[start] == ' ' || utf8[start] == '\t'))
        start++;
      while (end > start && (utf8[end - 1] == ' ' || utf8[end - 1] == '\t'))
        end--;
      if (start == end)
        continue;
      line->s = utf8 + start;
      line->n = end - start;
      line->first = g_ascii_tolower (utf8[start]);
      line->range = POSTIL_RANGE (postil_text_from_byte (text, start), postil_text_from_byte (text, end));
      return TRUE;
    }
  return FALSE;
}

gboolean
postil_page_parts_propose (PostilAnalysis *analysis, guint32 stop, GCancellable *cancellable, GError **error)
{
  PostilText *text = postil_analysis_get_text (analysis);
  gsize       at = 0;
  guint       n = 0, n_prose = 0;
  gboolean    dated = FALSE;
  Line        line, title = { 0 };

  for (guint i = 0; next_line (text, &at, &line) && line.range.start < stop; i++)
    {
      if (i % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (postil_analysis_is_boilerplate (analysis, line.range))
        continue;
      if (propose_update (analysis, &line) || propose_caption (analysis, &line) || (n < TOP_LINES && propose_byline (analysis, &line)))
        continue;
      if (n_prose < 2 && !dated)
        dated = propose_dateline (analysis, &line);
      if (line.n >= SHORTEST_PROSE && ends_sentence (&line))
        n_prose++;
      else if (title.n == 0 && n_prose == 0 && n < TOP_LINES && line.n <= LONGEST_TITLE && count_words (line.s, line.n) >= 2 &&
               line.s[line.n - 1] != '.' && line.s[line.n - 1] != ':')
        title = line;
      n++;
    }
  if (title.n > 0 && n_prose > 0)
    postil_analysis_propose (analysis, title.range, "Title", 0.8, POSTIL_SOURCE_STRUCTURE, SOURCE, "The first line that is no prose, above the prose.", NULL);
  return TRUE;
}
