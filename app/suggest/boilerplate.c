/* boilerplate.c - knows the site's own lines by what they say, by their shape, and by their coming back
 *
 * A line is judged first by itself (phrases of share bars, newsletter boxes, pleas, notices, credits), then by its company:
 * short lines in one block with such a line, what stands after the last paragraph of prose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "boilerplate.h"

#include "context.h"
#include "fingerprint.h"

#include <postil/thread.h>
#include <string.h>

#define SOURCE "structure"

enum
{
  SHORT_LINE = 90, /* code points */
  LOOKED_AT = 480,
  SEEN_OFTEN = POSTIL_LINE_SEEN_OFTEN, /* documents */
};

typedef struct
{
  PostilRange range;
  char       *folded; /* lower case, straight apostrophes; of the first LOOKED_AT characters */
  gsize       n_folded; /* bytes */
  guint       n_words;
  guint       n_capital; /* words with a capital first letter */
  guint       n_long;    /* words of four letters and more: those that a title writes large */
  guint       n_long_capital;
  gboolean    blank_before;
  gboolean    ends_sentence;
  gboolean    prose;
  double      score; /* 0: no boilerplate so far */
  const char *reason;
} Line;

static void
line_clear (gpointer data)
{
  g_free (((Line *)data)->folded);
}

/* Names of icons, menus and sections: a line of nothing else is navigation. */
static const char *const MENU_WORDS[] = {
  "clock",   "menu",    "arrow",   "more",     "no",      "yes",    "mobile",   "search",  "home",   "close",  "open",
  "share",   "tweet",   "email",   "facebook", "twitter", "print",  "pinterest", "reddit", "linkedin", "whatsapp", "link",
  "copy",    "comments", "comment", "save",    "news",    "sport",  "sports",   "opinion", "business", "world", "politics",
  "tech",    "video",   "videos",  "photos",   "live",    "weather", "tv",      "radio",   "shop",   "about",  "contact",
  "login",   "register", "subscribe", "donate", "topics", "sections", "culture", "entertainment", "lifestyle", "travel",
  "science", "health",  "next",    "previous", "back",    "top",    "icon",     "flag",    "bookmark", "play", "pause",
  "instagram", "youtube", "rss",   "follow",   "us",      "help",   "account",  "settings", "us",    "uk",     "arts",
  "football", "money",  "jobs",    "local",    "podcasts", "games", "newsletters", "and",  "sign",   "in",     "up",
};

static gboolean
is_menu_word (const char *word, gsize n)
{
  for (guint i = 0; i < G_N_ELEMENTS (MENU_WORDS); i++)
    if (MENU_WORDS[i][0] == word[0] && strlen (MENU_WORDS[i]) == n && strncmp (MENU_WORDS[i], word, n) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_menu (const char *folded, guint n_words)
{
  guint n = 0;

  for (const char *p = folded; *p;)
    {
      if (!g_ascii_isalpha (*p))
        {
          if ((guchar)*p >= 0x80 && !strchr ("\xc2\xe2", *p) && (guchar)*p >= 0xc3 && (guchar)*p < 0xe2)
            return FALSE;
          p++;
          continue;
        }
      const char *end = p;
      while (g_ascii_isalpha (*end))
        end++;
      if (!is_menu_word (p, (gsize)(end - p)))
        return FALSE;
      n++;
      p = end;
    }
  return n >= 2 && n_words <= 20;
}

static void
judge (Line *line, double score, const char *reason)
{
  if (score <= line->score)
    return;
  line->score = score;
  line->reason = reason;
}

static void
judge_alone (const PostilPhraseFinder *finder, Line *line)
{
  guint         length = postil_range_length (line->range);
  PostilPhrases phrases = postil_phrase_finder_find (finder, line->folded, line->n_folded);

  if (length <= SHORT_LINE)
    {
      /* At the start, or in a line that is no sentence */
      if (phrases.reason && (phrases.at_start || !line->ends_sentence) && !strchr (line->folded, '"'))
        judge (line, phrases.at_start ? 0.9 : 0.8, phrases.reason);
      if (g_str_has_prefix (line->folded, "support for ") && !g_str_has_suffix (line->folded, "from") &&
          !strstr (line->folded, " comes from") && !strstr (line->folded, "provided by"))
        line->score = 0;
      if (is_menu (line->folded, line->n_words))
        judge (line, 0.85, "Navigation: names of menus and icons.");
    }
  if (line->n_words < 6)
    return;
  if (phrases.n_notice >= 2)
    judge (line, 0.8, "Notice of the site about its own page.");
  if (phrases.n_plea >= 3)
    judge (line, 0.85, "The site asks its readers for support.");
  if (phrases.n_box >= 2 && length < 400)
    judge (line, 0.8, "Newsletter or subscription box.");
}

/* Lower case, straight apostrophes. */
static char *
fold (const char *start, const char *stop, gboolean ascii)
{
  char *folded;

  if (ascii)
    {
      folded = g_malloc ((gsize) (stop - start) + 1);
      for (gsize i = 0; start + i < stop; i++)
        folded[i] = (char) (start[i] >= 'A' && start[i] <= 'Z' ? start[i] | 0x20 : start[i]);
      folded[stop - start] = '\0';
      return folded;
    }
  folded = g_utf8_strdown (start, stop - start);
  for (char *p = folded; (p = strstr (p, "\xe2\x80\x99"));)
    {
      *p = '\'';
      memmove (p + 1, p + 3, strlen (p + 3) + 1);
    }
  return folded;
}

typedef struct
{
  guint    n_letters;
  gboolean capital;
} Word;

static void
end_word (Line *line, const Word *word)
{
  line->n_words++;
  line->n_capital += word->capital ? 1 : 0;
  line->n_long += word->n_letters >= 4 ? 1 : 0;
  line->n_long_capital += word->n_letters >= 4 && word->capital ? 1 : 0;
}

/* FALSE when something in it is not ASCII. */
static gboolean
count_words (Line *line, const char *start, const char *stop)
{
  gboolean in_word = FALSE, ascii = TRUE;
  Word     word = { 0 };

  for (const char *p = start; p < stop; p = g_utf8_next_char (p))
    {
      gunichar c = (guint8) *p < 0x80 ? (gunichar) *p : g_utf8_get_char (p);
      gboolean alnum = c < 0x80 ? g_ascii_isalnum ((char)c) : g_unichar_isalnum (c);
      gboolean inside = alnum || (in_word && (c == '\'' || c == 0x2019));

      ascii = ascii && c < 0x80;
      if (inside && !in_word)
        word = (Word){ 0, c < 0x80 ? !g_ascii_islower ((char)c) : g_unichar_isupper (c) || g_unichar_isdigit (c) };
      if (!inside && in_word)
        end_word (line, &word);
      word.n_letters += inside ? 1 : 0;
      in_word = inside;
    }
  if (in_word)
    end_word (line, &word);
  return ascii;
}

static void
read_line (Line *line, PostilText *text, PostilRange range)
{
  gsize       n_bytes, n_looked_at;
  const char *utf8 = postil_text_peek (text, range, &n_bytes);
  const char *last = utf8 + n_bytes;
  gunichar    end = 0;
  gboolean    ascii;

  line->range = range;
  postil_text_peek (text, POSTIL_RANGE (range.start, MIN (range.stop, range.start + LOOKED_AT)), &n_looked_at);
  ascii = count_words (line, utf8, utf8 + n_looked_at);
  line->folded = fold (utf8, utf8 + n_looked_at, ascii);
  line->n_folded = ascii ? n_looked_at : strlen (line->folded);
  while (last > utf8)
    {
      last = g_utf8_prev_char (last);
      end = g_utf8_get_char (last);
      if (end > 0xff ? !(end >= 0x2018 && end <= 0x201f) : !strchr ("\"')]", (int)end))
        break;
    }
  line->ends_sentence = end == '.' || end == '!' || end == '?';
  line->prose = line->n_words >= 12 && (line->ends_sentence || line->n_words >= 30);
}

/* Lines of @range, split at line breaks. */
static GArray *
read_lines (PostilAnalysis *analysis)
{
  PostilText   *text = postil_analysis_get_text (analysis);
  const GArray *paragraphs = postil_analysis_get_paragraphs (analysis);
  GArray       *lines = g_array_sized_new (FALSE, TRUE, sizeof (Line), paragraphs->len);
  guint32       before = 0;

  g_array_set_clear_func (lines, line_clear);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      PostilRange range = g_array_index (paragraphs, PostilRange, i);
      Line        line = { 0 };
      gsize       n_gap;
      const char *gap = postil_text_peek (text, POSTIL_RANGE (before, range.start), &n_gap);
      guint       n_breaks = 0;
      for (gsize k = 0; k < n_gap; k++)
        n_breaks += gap[k] == '\n' ? 1 : 0;
      line.blank_before = n_breaks >= 2 || i == 0;
      read_line (&line, text, range);
      g_array_append_val (lines, line);
      before = range.stop;
    }
  return lines;
}

static gboolean
is_headline (const Line *line)
{
  return line->n_words >= 4 && line->n_words <= 24 && !g_str_has_suffix (line->folded, ".") && line->n_long >= 2 &&
         line->n_long_capital * 4 >= line->n_long * 3;
}

/* What stands in more documents than one, and what stands in this one more than once. */
static void
count_repeats (PostilSuggestContext *context, PostilText *text, GArray *lines)
{
  g_autoptr (GHashTable) seen = lines->len > 1 ? g_hash_table_new (g_str_hash, g_str_equal) : NULL;

  for (guint i = 0; seen != NULL && i < lines->len; i++)
    {
      char *folded = g_array_index (lines, Line, i).folded;
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, folded));

      g_hash_table_insert (seen, folded, GUINT_TO_POINTER (n + 1));
    }
  for (guint i = 0; i < lines->len; i++)
    {
      Line       *line = &g_array_index (lines, Line, i);
      guint       n = seen != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (seen, line->folded)) : 1;
      gsize       n_bytes;
      const char *utf8 = postil_text_peek (text, line->range, &n_bytes);

      if (postil_suggest_context_line_count (context, utf8, n_bytes) >= SEEN_OFTEN && line->n_words > 0)
        judge (line, 0.85, "The same line stands in several documents of the project.");
      /* A pull quote stands twice as well: only what is no sentence counts */
      if (n >= 2 && line->n_words >= 2 && line->n_words <= 12 && !line->ends_sentence && !strchr (line->folded, '"'))
        judge (line, n >= 3 ? 0.8 : 0.65, "The same line stands here more than once.");
    }
}

static void
spread (GArray *lines)
{
  gboolean changed = TRUE;

  for (guint round = 0; changed && round < 3; round++)
    {
      changed = FALSE;
      for (guint i = 0; i < lines->len; i++)
        {
          Line       *line = &g_array_index (lines, Line, i);
          const Line *above = i && !line->blank_before ? &g_array_index (lines, Line, i - 1) : NULL;
          const Line *below = i + 1 < lines->len ? &g_array_index (lines, Line, i + 1) : NULL;
          below = below && below->blank_before ? NULL : below;
          if (line->score > 0 || line->prose || line->n_words > 6)
            continue;
          if ((above && above->score >= 0.6) || (below && below->score >= 0.6))
            {
              judge (line, 0.6, "A short line in one block with lines of the site.");
              changed = TRUE;
            }
        }
    }
}

/* After the last paragraph of prose: lists of headlines, and what follows a box. */
static void
judge_end (GArray *lines)
{
  guint end = lines->len, n_headlines = 0, first;
  gboolean box = FALSE;

  while (end > 0 && (!g_array_index (lines, Line, end - 1).prose || g_array_index (lines, Line, end - 1).score > 0))
    end--;
  /* The tag line of a box may read as prose: it counts when it stands right under the box */
  if (end > 1 && end == lines->len)
    {
      const Line *last = &g_array_index (lines, Line, end - 1);
      const Line *above = &g_array_index (lines, Line, end - 2);
      if (above->score >= 0.8 && last->n_words <= 25 && strstr (above->reason, "ewsletter"))
        end--;
    }
  if (end == 0 || end == lines->len)
    return;
  for (first = end; first < lines->len; first++)
    {
      const Line *line = &g_array_index (lines, Line, first);
      n_headlines += is_headline (line) || line->score > 0 ? 1 : 0;
    }
  gboolean list = n_headlines >= 2 && n_headlines * 4 >= (lines->len - end) * 3;
  for (guint i = end; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);
      if (line->score > 0)
        box = box || (line->score >= 0.8 && strstr (line->reason, "ewsletter"));
      else if (box && line->n_words <= 25)
        judge (line, 0.65, "Stands under a newsletter box at the end.");
      else if (list && is_headline (line))
        judge (line, 0.75, "One of the headlines that are listed after the text.");
    }
}

gboolean
postil_boilerplate_propose (PostilSuggestContext *context, PostilAnalysis *analysis, const GPtrArray *posts,
                            GCancellable *cancellable, GError **error)
{
  PostilText        *text = postil_analysis_get_text (analysis);
  g_autoptr (GArray) lines = read_lines (analysis);
  guint              post = 0;
  const PostilPhraseFinder *finder = postil_suggest_context_get_phrases (context);

  for (guint i = 0; i < lines->len; i++)
    {
      if (i % 4096 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      judge_alone (finder, &g_array_index (lines, Line, i));
    }
  count_repeats (context, text, lines);
  if (posts->len == 0)
    {
      spread (lines);
      judge_end (lines);
    }
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);
      while (post < posts->len && ((PostilPost *)g_ptr_array_index (posts, post))->range.stop <= line->range.start)
        post++;
      gboolean inside = post < posts->len && ((PostilPost *)g_ptr_array_index (posts, post))->range.start < line->range.stop;
      gboolean between = posts->len > 0 && post > 0;
      if (inside)
        continue;
      if (between)
        judge (line, 0.7, "Stands between the posts: controls of the page.");
      if (line->score >= 0.5 && line->range.start < line->range.stop)
        postil_analysis_propose (analysis, line->range, "Boilerplate", line->score, POSTIL_SOURCE_RULE, SOURCE, line->reason,
                                 NULL);
    }
  return TRUE;
}
