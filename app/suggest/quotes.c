/* quotes.c - which quoted words are somebody's speech, which are titles, and which a wink
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "suggesters.h"

#include <string.h>

#include "cues.h"
#include "italics.h"
#include "quote-marks.h"

#define SOURCE "quotes"

enum
{
  REACH_BEFORE = 260, /* bytes of the sentence before that are read for a cue */
  REACH_AFTER = 120,
  LONG_ENOUGH = 6,    /* words that need no cue to be somebody's */
};

typedef struct
{
  guint    n_words;
  guint    n_capital;    /* words of four letters and more that start large */
  guint    n_long;       /* words of four letters and more */
  gboolean first_capital;
  gboolean ends_sentence; /* . ! ? … inside the marks */
  gboolean ends_comma;
  gboolean alone;         /* nothing else in its paragraph */
  gboolean cue_before;    /* in the same sentence */
  gboolean cue_adjacent;  /* right before, or right after the closing mark */
  gboolean introduced;    /* , or : before it */
  gboolean naming;        /* "called", "described as" */
  gboolean work_before;   /* "film", "song", "book" */
  gboolean headline;      /* its line has no end of a sentence */
} Features;

static gboolean
is_work_word (const char *word, gsize n)
{
  static const char *const WORDS[] = { "film", "movie", "book", "novel", "song", "album", "show", "series", "episode", "game",
                                       "magazine", "newspaper", "play", "poem", "single", "comedy", "documentary", "sitcom",
                                       "essay", "article", "titled", "entitled", "painting", "opera", "musical", "column",
                                       "paper", "drama", "track", "sequel", "blockbuster", "thriller", "video", "called",
                                       "named", "headlined", "podcast", "story", "blog", "report", "report,", "exhibition" };

  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (strlen (WORDS[i]) == n && g_ascii_strncasecmp (WORDS[i], word, n) == 0)
      return TRUE;
  return FALSE;
}

static void
read_words (const char *utf8, const PostilQuotePair *pair, Features *f)
{
  gboolean in_word = FALSE;
  guint    length = 0;
  gboolean capital = FALSE;
  gsize    stop = MIN (pair->stop, pair->start + 600);

  for (gsize i = pair->start; i <= stop && i <= pair->stop; i += (gsize)g_utf8_skip[(guchar)utf8[i]])
    {
      gunichar c = i < pair->stop ? g_utf8_get_char (utf8 + i) : ' ';
      gboolean inside = g_unichar_isalnum (c) || (in_word && (c == '\'' || c == 0x2019 || c == '-'));
      if (inside && !in_word)
        {
          capital = g_unichar_isupper (c);
          length = 0;
          f->first_capital = f->n_words == 0 ? capital : f->first_capital;
        }
      length += inside ? 1 : 0;
      if (!inside && in_word)
        {
          f->n_words++;
          f->n_long += length >= 4 ? 1 : 0;
          f->n_capital += length >= 4 && capital ? 1 : 0;
        }
      in_word = inside;
      if (i >= pair->stop)
        break;
    }
  const char *last = g_utf8_find_prev_char (utf8 + pair->start, utf8 + pair->stop);
  gunichar    end = last ? g_utf8_get_char (last) : 0;
  while (last && (end == '"' || end == '\'' || end == ')' || end == ']' || end == 0x2019 || end == 0x201d))
    {
      last = g_utf8_find_prev_char (utf8 + pair->start, last);
      end = last ? g_utf8_get_char (last) : 0;
    }
  f->ends_sentence = end == '.' || end == '!' || end == '?' || end == 0x2026 || end == '-' || end == 0x2014;
  f->ends_comma = end == ',';
}

/* Start of the sentence that holds @at, at most REACH_BEFORE back; other quotes are stepped over. */
static gsize
sentence_start (const char *utf8, gsize at, gsize floor)
{
  gsize from = at > floor + REACH_BEFORE ? at - REACH_BEFORE : floor;

  for (gsize i = at; i > from; i--)
    {
      char c = utf8[i - 1];
      if (c == '\n' && i >= 2 && utf8[i - 2] == '\n')
        return i;
      if ((c == '.' || c == '!' || c == '?') && i < at && strchr (" \n\"", utf8[i]) && i + 1 < at)
        {
          gsize next = i;
          while (next < at && strchr (" \n\"", utf8[next]))
            next++;
          /* "U.S. officials" and "J. Smith" go on */
          gboolean initial = i >= 2 && g_ascii_isupper (utf8[i - 2]) && (i == 2 || !g_ascii_isalpha (utf8[i - 3]));
          if (next < at && !g_ascii_islower (utf8[next]) && !initial)
            return i;
        }
    }
  while (from < at && ((guchar)utf8[from] & 0xc0) == 0x80)
    from++;
  return from;
}

/* "is called", "so-called", "formerly called": a name is given, nobody speaks. */
static gboolean
follows_be (const char *utf8, gsize floor, gsize at)
{
  static const char *const WORDS[] = { "is", "are", "was", "were", "be", "been", "so", "being", "formerly", "also", "often" };
  gsize                    stop = at;

  while (stop > floor && strchr (" -", utf8[stop - 1]))
    stop--;
  gsize start = stop;
  while (start > floor && g_ascii_isalpha (utf8[start - 1]))
    start--;
  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (strlen (WORDS[i]) == stop - start && g_ascii_strncasecmp (WORDS[i], utf8 + start, stop - start) == 0)
      return TRUE;
  return FALSE;
}

static void
read_before (const char *utf8, const PostilQuotePair *pair, gsize floor, Features *f)
{
  gsize at = pair->outer_start, start = sentence_start (utf8, at, floor);
  gsize i = at;
  guint n_words = 0;

  while (i > start && strchr (" \n\t", utf8[i - 1]))
    i--;
  f->introduced = i > start && strchr (",:", utf8[i - 1]);
  while (i > start)
    {
      while (i > start && !g_ascii_isalpha (utf8[i - 1]))
        i--;
      gsize end = i;
      while (i > start && g_ascii_isalpha (utf8[i - 1]))
        i--;
      if (i == end)
        break;
      PostilCue cue = postil_cue_lookup (utf8 + i, end - i);
      n_words++;
      gboolean plain = postil_cue_is_plain_form (utf8 + i, end - i);
      if (cue == POSTIL_CUE_SPEECH && (!plain || n_words <= 2))
        f->cue_before = TRUE;
      guint near = f->introduced ? 8 : f->n_words <= 2 ? 1 : 3;
      if (cue == POSTIL_CUE_NAMING && follows_be (utf8, start, i))
        cue = POSTIL_CUE_NONE;
      if (cue != POSTIL_CUE_NONE && n_words <= near && (!plain || f->introduced || n_words == 1))
        f->cue_adjacent = TRUE;
      if (cue == POSTIL_CUE_NAMING && n_words <= 8)
        f->naming = TRUE;
      if (n_words <= 2 && is_work_word (utf8 + i, end - i))
        f->work_before = TRUE;
      if (n_words == 2 && end - i == 9 && g_ascii_strncasecmp (utf8 + i, "according", 9) == 0)
        f->cue_before = TRUE;
    }
}

static void
read_after (const char *utf8, gsize n_bytes, const PostilQuotePair *pair, Features *f)
{
  gsize i = pair->outer_stop, stop = MIN (n_bytes, pair->outer_stop + REACH_AFTER);
  guint n_words = 0;

  gboolean apart = f->ends_comma || f->ends_sentence || (i < stop && utf8[i] == ',');
  while (i < stop && strchr (" ,", utf8[i]))
    i++;
  while (i < stop && n_words < 9)
    {
      while (i < stop && !g_ascii_isalpha (utf8[i]))
        {
          if (strchr (".!?;\n\"", utf8[i]) && !(utf8[i] == '.' && i + 1 < stop && i > 0 && g_ascii_isupper (utf8[i - 1])))
            return;
          i++;
        }
      gsize start = i;
      while (i < stop && g_ascii_isalpha (utf8[i]))
        i++;
      if (start == i)
        return;
      n_words++;
      PostilCue cue = postil_cue_lookup (utf8 + start, i - start);
      gboolean  plain = postil_cue_is_plain_form (utf8 + start, i - start);
      /* Nothing parts "help" from "that it warned": then only the very next word counts */
      if (cue != POSTIL_CUE_NONE && (!plain || n_words <= 3) && (apart || (n_words == 1 && !plain)))
        {
          f->cue_adjacent = TRUE;
          return;
        }
      if (n_words == 1 && i - start == 9 && strncmp (utf8 + start, "according", 9) == 0)
        f->cue_adjacent = TRUE;
    }
}

static void
read_line (const char *utf8, gsize n_bytes, const PostilQuotePair *pair, Features *f)
{
  gsize start = pair->outer_start, stop = pair->outer_stop;

  while (start > 0 && utf8[start - 1] != '\n' && pair->outer_start - start < 400)
    start--;
  while (stop < n_bytes && utf8[stop] != '\n' && stop - pair->outer_stop < 400)
    stop++;
  gsize first = start, last = stop;
  while (first < pair->outer_start && strchr (" \t", utf8[first]))
    first++;
  while (last > pair->outer_stop && strchr (" \t.,", utf8[last - 1]))
    last--;
  f->alone = first == pair->outer_start && last == pair->outer_stop;
  last = stop;
  while (last > start && strchr (" \"')", utf8[last - 1]))
    last--;
  gboolean whole = stop - start < 140;
  f->headline = whole && last > start && !strchr (".!?,:;", utf8[last - 1]) && (guchar)utf8[last - 1] < 0x80;
}

typedef enum
{
  VERDICT_QUOTE,
  VERDICT_WORK,
  VERDICT_SCARE,
  VERDICT_NOTHING,
} Verdict;

static Verdict
judge_title (const Features *f, const char **reason)
{
  if (f->n_words == 0 || f->n_words > 12 || f->n_long == 0 || f->n_capital < f->n_long || !f->first_capital || f->ends_sentence)
    return VERDICT_NOTHING;
  if (f->cue_adjacent && !f->work_before && (f->introduced || f->ends_comma) && f->n_words < 2)
    return VERDICT_NOTHING;
  if (f->work_before || f->n_words >= 2)
    {
      *reason = f->work_before ? "A title in quotation marks after a word for a work." : "Capitalised like a title.";
      return VERDICT_WORK;
    }
  return VERDICT_NOTHING;
}

static Verdict
judge (const PostilQuotePair *pair, const Features *f, double *score, const char **reason)
{
  Verdict title = judge_title (f, reason);

  if (f->n_words == 0)
    return VERDICT_NOTHING;
  if (pair->end == POSTIL_QUOTE_UNCLOSED)
    {
      *score = 0.5;
      *reason = "Quoted words whose closing mark is missing; they are taken to end with their paragraph.";
      return (f->alone || f->cue_adjacent || f->introduced) && f->n_words >= 3 ? VERDICT_QUOTE : VERDICT_NOTHING;
    }
  if (title == VERDICT_WORK && !(f->cue_adjacent && (f->introduced || f->ends_comma)))
    {
      *score = f->work_before ? 0.75 : 0.6;
      return VERDICT_WORK;
    }
  if (pair->depth > 0 && (f->n_words < 4 || !(f->ends_sentence || f->ends_comma || f->cue_adjacent)))
    {
      *score = 0.3;
      *reason = "Words set off within a quote.";
      return VERDICT_SCARE;
    }
  if (f->headline && f->n_words <= 2 && !f->introduced && !f->ends_comma && !f->alone)
    {
      *score = 0.35;
      *reason = "A word or two in the marks of a headline: somebody's word, or distance.";
      return VERDICT_SCARE;
    }
  if (f->cue_adjacent)
    {
      *score = pair->depth ? 0.6 : f->n_words >= 3 ? 0.95 : 0.8;
      *reason = "Quoted words next to a word for saying.";
      return VERDICT_QUOTE;
    }
  if (f->n_words >= LONG_ENOUGH || (f->ends_sentence && (f->n_words >= 2 || f->alone)) || (f->ends_comma && f->n_words >= 2))
    {
      *score = f->ends_sentence || f->ends_comma ? 0.85 : 0.75;
      *reason = pair->end == POSTIL_QUOTE_DASH ? "A line of dialogue after a dash." : "A passage in quotation marks.";
      return VERDICT_QUOTE;
    }
  if (f->cue_before || (f->naming && f->n_words <= 5))
    {
      *score = 0.7;
      *reason = "Some of the words of what is reported in this sentence.";
      return VERDICT_QUOTE;
    }
  if (f->n_words >= 4 && !f->headline)
    {
      *score = 0.55;
      *reason = "A passage in quotation marks; nothing near says who speaks.";
      return VERDICT_QUOTE;
    }
  *score = 0.3;
  *reason = "A word or two in quotation marks, and nobody said to speak: irony, a term or a name.";
  return VERDICT_SCARE;
}

gboolean
postil_suggest_quotes (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable, GError **error)
{
  static const char *const LABELS[] = { [VERDICT_QUOTE] = "Quote", [VERDICT_WORK] = "Work", [VERDICT_SCARE] = "ScareQuote" };
  PostilText              *text = postil_analysis_get_text (analysis);
  gsize                    n_bytes;
  const char              *utf8 = postil_text_get_utf8 (text, &n_bytes);
  g_autoptr (GArray)       pairs = postil_quote_marks_find (utf8, n_bytes);

  for (guint i = 0; i < pairs->len; i++)
    {
      PostilQuotePair pair = g_array_index (pairs, PostilQuotePair, i);
      Features        f = { 0 };
      double          score = 0;
      const char     *reason = "";
      if (i % 256 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      PostilRange range = postil_text_trim (text, POSTIL_RANGE (postil_text_from_byte (text, pair.start),
                                                                postil_text_from_byte (text, pair.stop)));
      if (range.start >= range.stop || postil_analysis_is_boilerplate (analysis, range))
        continue;
      read_words (utf8, &pair, &f);
      read_line (utf8, n_bytes, &pair, &f);
      read_before (utf8, &pair, 0, &f);
      read_after (utf8, n_bytes, &pair, &f);
      Verdict verdict = judge (&pair, &f, &score, &reason);
      if (verdict == VERDICT_NOTHING)
        continue;
      if (verdict == VERDICT_WORK && utf8[pair.stop - 1] == ',')
        range.stop--;
      postil_analysis_propose (analysis, range, LABELS[verdict], score, POSTIL_SOURCE_QUOTE, SOURCE, reason, NULL);
    }
  postil_italics_propose (analysis);
  return TRUE;
}
