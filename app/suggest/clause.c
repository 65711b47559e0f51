/* clause.c - the smallest whole clause around the words that set a rule off
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * There is no parser here. A clause ends where punctuation or a joining word stands and what follows looks like a clause of
 * its own: something that can be a subject, and a finite verb soon after it.
 */
#include "clause.h"

#include <string.h>

#define MAX_WORD 31
/* How far a verb may stand behind the start of its clause. */
#define SUBJECT_REACH 9

static const char *const pronouns[] = { "i",     "you",   "he",    "she",   "it",      "we",      "they",   "there",   "this",
                                        "that",  "these", "those", "i'm",   "i've",    "i'd",     "i'll",   "you're",  "you've",
                                        "you'd", "you'll", "he's", "he'd",  "he'll",   "she's",   "she'd",  "she'll",  "it's",
                                        "it'd",  "it'll", "we're", "we've", "we'd",    "we'll",   "they're", "they've", "they'd",
                                        "they'll", "that's", "there's", "nobody", "everyone", "everybody", "someone", NULL };
static const char *const determiners[] = { "the",  "a",    "an",  "his",   "her", "their", "our",  "my",  "its",
                                           "your", "some", "any", "every", "no",  "each",  "both", "all", NULL };
static const char *const finite_verbs[] = {
  "is",      "are",     "was",     "were",    "am",      "has",     "have",    "had",     "do",      "does",    "did",
  "will",    "would",   "can",     "could",   "shall",   "should",  "may",     "might",   "must",    "cannot",  "won't",
  "says",    "said",    "say",     "tells",   "told",    "claims",  "claimed", "denies",  "denied",  "went",    "came",
  "took",    "gave",    "made",    "got",     "knew",    "saw",     "left",    "put",     "kept",    "let",     "says",
  "wants",   "wanted",  "needs",   "needed",  "got",     "makes",   "takes",   "goes",    "comes",   "gets",    "knows",
  "thinks",  "thought", "accused", "blamed",  "called",  "asked",   "seems",   "seemed",  "became",  "began",   "held",
  "killed",  "lied",    "stole",   "paid",    "sold",    "bought",  "broke",   "refused", "failed",  "tried",   "used",
  NULL
};
static const char *const say_verbs[] = {
  "said",     "says",      "say",       "saying",    "told",     "tells",    "telling",  "added",    "adds",     "wrote",
  "writes",   "insisted",  "insists",   "claimed",   "claims",   "stated",   "states",   "argued",   "argues",   "asked",
  "asks",     "replied",   "replies",   "announced", "explained", "warned",  "warns",    "alleged",  "alleges",  "maintains",
  "maintained", "admitted", "admits",   "reported",  "reports",  "believe",  "believes", "believed", "think",    "thinks",
  "thought",  "know",      "knows",     "knew",      "confirmed", "testified", "posted", "tweeted",  "shouted",  "sobbed",
  "heard",     "hears",    "shows",     "concluded", "found",    "suggested", "suggests",  "noted",    "notes",    "declared", "swore",    "swears",   "complained",
  NULL
};
static const char *const that_heads[] = { "report",  "reports", "claim",     "claims",     "allegation", "allegations", "fact",
                                          "idea",    "rumour",  "rumours",   "rumor",      "rumors",     "suggestion",  "suggestions",
                                          "understood", "alleged", "confident", "sure",    "clear",      "convinced",   NULL };
static const char *const passives[] = { "was", "were", "is", "are", "has", "had", NULL };
static const char *const joiners[] = { "and", "but", "so", "yet", "or", "nor", "then", NULL };
static const char *const subordinators[] = { "while", "whilst", "because", "although", "though", "whereas", "when", "after", "as",
                                             "since", "before", NULL };
static const char *const softeners[] = { "while", "whilst", "although", "though", "whereas", NULL };
static const char *const relatives[] = { "which", "who", "whose", "where", NULL };
static const char *const conditions[] = { "if", "unless", "should", "once", "until", "provided", NULL };

/* One sentence, as token indices, half-open. */
typedef struct
{
  const GArray *tokens;
  const char   *utf8;
  guint         first;
  guint         last;
  guint         from; /* the anchor */
  guint         to;
} View;

static const PostilToken *
token_at (const View *view, guint index)
{
  return &g_array_index (view->tokens, PostilToken, index);
}

/* Asked for each word several times over, hence the look at the first letter. */
static gboolean
is_listed (const char *const *list, const char *word)
{
  for (; *list != NULL; list++)
    if ((*list)[0] == word[0] && strcmp (*list, word) == 0)
      return TRUE;
  return FALSE;
}

/* Lower case, with straight apostrophes; longer ones are cut, they stand in no list. */
static void
word_at (const View *view, guint index, char word[MAX_WORD + 1])
{
  const PostilToken *token = token_at (view, index);
  const char *at = view->utf8 + token->start_byte;
  const char *stop = view->utf8 + token->stop_byte;
  gsize length = 0;

  while (at < stop && length < MAX_WORD)
    {
      if (stop - at >= 3 && memcmp (at, "\xe2\x80\x99", 3) == 0)
        {
          word[length++] = '\'';
          at += 3;
        }
      else
        {
          word[length++] = *at >= 'A' && *at <= 'Z' ? *at | 0x20 : *at;
          at++;
        }
    }
  word[length] = '\0';
}

static gboolean
is_in (const View *view, guint index, const char *const *list)
{
  char word[MAX_WORD + 1];

  if (index < view->first || index >= view->last)
    return FALSE;
  word_at (view, index, word);
  return is_listed (list, word);
}

static gboolean
is_mark (const View *view, guint index, const char *const *marks)
{
  const PostilToken *token = token_at (view, index);
  gsize length = token->stop_byte - token->start_byte;

  if (token->kind != POSTIL_TOKEN_PUNCTUATION)
    return FALSE;
  for (guint i = 0; marks[i] != NULL; i++)
    {
      if (strlen (marks[i]) == length && memcmp (marks[i], view->utf8 + token->start_byte, length) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_comma (const View *view, guint index)
{
  static const char *const marks[] = { ",", NULL };

  return is_mark (view, index, marks);
}

/* A dash counts when it stands free. */
static gboolean
is_stop (const View *view, guint index)
{
  static const char *const marks[] = { ";", ":", "—", "–", NULL };
  static const char *const dashes[] = { "-", "--", NULL };
  const PostilToken *token = token_at (view, index);

  if (is_mark (view, index, marks))
    return TRUE;
  return is_mark (view, index, dashes) && index > view->first && index + 1 < view->last &&
         token_at (view, index - 1)->range.stop < token->range.start &&
         token->range.stop < token_at (view, index + 1)->range.start;
}

/* "the passengers' lives": hangs on a word, and nothing was opened before it. */
static gboolean
is_possessive (const View *view, guint index)
{
  static const char *const marks[] = { "’", "'", NULL };
  static const char *const single[] = { "‘", "'", NULL };

  if (!is_mark (view, index, marks) || index == view->first || index + 1 >= view->last ||
      token_at (view, index - 1)->kind != POSTIL_TOKEN_WORD || token_at (view, index + 1)->kind != POSTIL_TOKEN_WORD)
    return FALSE;
  for (guint i = view->first; i < index; i++)
    if (is_mark (view, i, single))
      return FALSE;
  return TRUE;
}

static gboolean
is_quote (const View *view, guint index)
{
  static const char *const marks[] = { "\"", "“", "”", "„", "«", "»", "‘", "’", "'", NULL };

  return is_mark (view, index, marks) && !is_possessive (view, index);
}

/* A mark opens when it hangs on what follows it and not on what goes before. */
static gboolean
opens (const View *view, guint index)
{
  static const char *const always[] = { "“", "„", "«", "‘", NULL };
  static const char *const never[] = { "”", "»", "’", NULL };
  const PostilToken *token = token_at (view, index);

  if (is_mark (view, index, always))
    return TRUE;
  if (is_mark (view, index, never))
    return FALSE;
  return index + 1 < view->last && token_at (view, index + 1)->range.start == token->range.stop &&
         (index == view->first || token_at (view, index - 1)->range.stop < token->range.start);
}

static gboolean
is_finite (const View *view, guint index)
{
  char word[MAX_WORD + 1];
  gsize length;

  if (index >= view->last || token_at (view, index)->kind != POSTIL_TOKEN_WORD)
    return FALSE;
  word_at (view, index, word);
  length = strlen (word);
  if (is_listed (finite_verbs, word) || g_str_has_suffix (word, "n't") || g_str_has_suffix (word, "'re") ||
      g_str_has_suffix (word, "'ve") || g_str_has_suffix (word, "'ll") || g_str_has_suffix (word, "'d"))
    return TRUE;
  if (is_listed (pronouns, word) && strchr (word, '\'') != NULL)
    return TRUE;
  /* Behind a pronoun nearly everything is its verb; elsewhere a past form has a good chance. */
  if (index > view->first && is_in (view, index - 1, pronouns))
    return TRUE;
  return length > 4 && g_str_has_suffix (word, "ed") && index > view->first && !is_in (view, index - 1, determiners);
}

static gboolean
has_finite (const View *view, guint from, guint to)
{
  for (guint i = from; i < to && i < view->last; i++)
    {
      if (is_finite (view, i))
        return TRUE;
    }
  return FALSE;
}

static gboolean
can_be_subject (const View *view, guint index)
{
  const PostilToken *token;

  if (index >= view->last)
    return FALSE;
  token = token_at (view, index);
  if (is_in (view, index, pronouns) || is_in (view, index, determiners))
    return TRUE;
  return token->kind != POSTIL_TOKEN_PUNCTUATION &&
         g_unichar_isupper (g_utf8_get_char (view->utf8 + token->start_byte));
}

/* Whether a verb comes before the next comma. */
static gboolean
has_verb_soon (const View *view, guint index, guint limit)
{
  guint stop = MIN (index + SUBJECT_REACH, limit);

  for (guint i = index; i < stop; i++)
    {
      if (i > index && (is_comma (view, i) || is_stop (view, i)))
        return FALSE;
      if (is_finite (view, i))
        return TRUE;
    }
  return FALSE;
}

/* Whether a clause of its own starts at @index: a subject, and a verb soon after it. */
static gboolean
starts_clause (const View *view, guint index, guint limit)
{
  return can_be_subject (view, index) && has_verb_soon (view, index, limit);
}

/* "he said", "said Ms Bolt", "according to", "a rival blogger says". */
static gboolean
starts_attribution (const View *view, guint index)
{
  static const char *const according[] = { "according", NULL };

  if (is_in (view, index, according) || is_in (view, index, say_verbs))
    return TRUE;
  if (!can_be_subject (view, index))
    return FALSE;
  for (guint i = index + 1; i < MIN (index + 6, view->last); i++)
    {
      if (is_comma (view, i) || is_stop (view, i) || is_quote (view, i))
        return FALSE;
      /* "a court was told" */
      if (is_in (view, i, say_verbs) || (is_in (view, i, passives) && is_in (view, i + 1, say_verbs)))
        return TRUE;
      if (is_finite (view, i))
        return FALSE;
    }
  return FALSE;
}

/* "said that", "told police that", "a report that". */
static gboolean
is_reported (const View *view, guint that)
{
  if (that > view->first && is_in (view, that - 1, that_heads))
    return TRUE;
  for (guint i = that; i-- > view->first && i + 6 > that;)
    {
      if (is_comma (view, i) || is_stop (view, i))
        return FALSE;
      if (is_in (view, i, say_verbs))
        return TRUE;
    }
  return FALSE;
}

static guint
skip_back (const View *view, guint close)
{
  for (guint i = close; i-- > view->first;)
    {
      if (is_quote (view, i) && opens (view, i))
        return i;
    }
  return close;
}

/* Whether the open mark at @index starts speech rather than a few words that are part of the clause around them. */
static gboolean
opens_speech (const View *view, guint index)
{
  static const char *const that[] = { "that", NULL };

  return index == view->first || is_comma (view, index - 1) || is_stop (view, index - 1) ||
         is_in (view, index - 1, say_verbs) || is_in (view, index - 1, that);
}

static gboolean
is_condition_before (const View *view, guint comma)
{
  guint start = comma;

  while (start > view->first && !is_stop (view, start - 1) && !is_comma (view, start - 1) && !is_quote (view, start - 1))
    start--;
  if (is_in (view, start, joiners))
    start++;
  return is_in (view, start, conditions);
}

/* "before the crossing and ignored" is no clause behind "before": its verb belongs to somebody else. */
static gboolean
governs_clause (const View *view, guint index)
{
  guint limit = MIN (index + 1 + SUBJECT_REACH, view->last), stop = index + 1;

  while (stop < limit && !is_in (view, stop, joiners))
    stop++;
  return starts_clause (view, index + 1, stop);
}

/* Where the clause starts when a comma stands at @index; G_MAXUINT: it goes on to the left. */
static guint
left_of_comma (const View *view, guint index)
{
  guint next = index + 1;

  if (next > view->from)
    return G_MAXUINT;
  if (is_in (view, next, joiners) && next + 1 <= view->from && has_verb_soon (view, next + 1, view->last))
    return next + 1;
  if (is_in (view, next, relatives))
    return next;
  if (is_in (view, next, subordinators) && next + 1 <= view->from && has_finite (view, next + 1, view->to))
    return next + 1;
  if (starts_clause (view, next, view->last) && !is_condition_before (view, index))
    return next;
  return G_MAXUINT;
}

/* The same for a word. */
static guint
left_of_word (const View *view, guint index)
{
  static const char *const that[] = { "that", NULL };

  if (index + 1 > view->from)
    return G_MAXUINT;
  if (is_in (view, index, that) && (is_reported (view, index) || is_in (view, index - 1, joiners)))
    return index + 1;
  if (is_in (view, index, say_verbs) && index + 1 < view->to && is_in (view, index + 1, pronouns) &&
      has_finite (view, index + 1, view->last) && !is_in (view, index + 1, that))
    return index + 1;
  if (is_in (view, index, subordinators) && governs_clause (view, index))
    return index + 1;
  if (is_in (view, index, joiners) && index > view->first && starts_clause (view, index + 1, view->last) &&
      has_finite (view, view->first, index))
    return index + 1;
  return G_MAXUINT;
}

static guint
find_left (const View *view)
{
  static const char *const open[] = { "(", NULL };
  static const char *const close[] = { ")", NULL };
  guint i = view->from;

  while (i-- > view->first)
    {
      guint found = G_MAXUINT;

      if (is_quote (view, i) && opens (view, i))
        found = opens_speech (view, i) ? i + 1 : G_MAXUINT;
      else if (is_quote (view, i) && i > view->first && is_comma (view, i - 1))
        return i + 1;
      else if (is_quote (view, i))
        i = skip_back (view, i);
      else if (is_mark (view, i, close))
        {
          guint back = i;

          while (back > view->first && !is_mark (view, back, open))
            back--;
          i = is_mark (view, back, open) ? back : i;
        }
      else if (is_stop (view, i) || is_mark (view, i, open))
        return i + 1;
      else if (is_comma (view, i))
        found = left_of_comma (view, i);
      else
        found = left_of_word (view, i);
      if (found != G_MAXUINT)
        return found;
    }
  return view->first;
}

static gboolean
ends_at_comma (const View *view, guint index, guint left)
{
  guint next = index + 1;

  if (next >= view->last)
    return TRUE;
  if (is_quote (view, next) && !opens (view, next))
    return FALSE;
  if (starts_attribution (view, next))
    return TRUE;
  if (is_in (view, next, joiners))
    return has_verb_soon (view, next + 1, view->last);
  if (is_in (view, next, relatives) || is_in (view, next, softeners))
    return TRUE;
  return starts_clause (view, next, view->last) && !is_in (view, left, conditions) && has_finite (view, left, index);
}

static gboolean
ends_at_word (const View *view, guint index, guint left)
{
  if (is_in (view, index, softeners))
    return has_finite (view, left, index) && has_finite (view, index + 1, view->last);
  if (!is_in (view, index, joiners) || index + 1 >= view->last)
    return FALSE;
  if (is_in (view, index + 1, say_verbs))
    return TRUE;
  return is_in (view, index + 1, pronouns) && starts_clause (view, index + 1, view->last) &&
         has_finite (view, left, index);
}

static guint
find_right (const View *view, guint left)
{
  static const char *const open[] = { "(", NULL };
  static const char *const close[] = { ")", NULL };
  guint depth = 0;

  for (guint i = left; i < view->from; i++)
    depth += is_quote (view, i) && opens (view, i);
  for (guint i = view->to; i < view->last; i++)
    {
      if (is_quote (view, i))
        {
          if (opens (view, i))
            depth++;
          else if (depth == 0)
            return i;
          else
            depth--;
        }
      else if (is_mark (view, i, open))
        {
          while (i + 1 < view->last && !is_mark (view, i, close))
            i++;
        }
      else if (is_stop (view, i) || is_mark (view, i, close))
        return i;
      else if (is_comma (view, i) ? ends_at_comma (view, i, left) : ends_at_word (view, i, left))
        return i;
    }
  return view->last;
}

PostilRange
postil_clause_sentence (const GArray *sentences, PostilRange range)
{
  guint low = 0;
  guint high = sentences->len;
  PostilRange found;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (sentences, PostilRange, middle).stop <= range.start)
        low = middle + 1;
      else
        high = middle;
    }
  if (low >= sentences->len)
    return range;
  found = g_array_index (sentences, PostilRange, low);
  return POSTIL_RANGE (MIN (found.start, range.start), MAX (found.stop, range.stop));
}

static gboolean
is_edge (gunichar c, gboolean final)
{
  if (g_unichar_isspace (c))
    return TRUE;
  if (final)
    return c < 0x80 ? strchr ("\"'.,;:!?-()[]*_>", (int) c) != NULL : g_utf8_strchr ("“”‘’«»„…–—", -1, c) != NULL;
  return c < 0x80 ? strchr ("\"',;:-*_>([", (int) c) != NULL : g_utf8_strchr ("“”‘’«»„…–—•", -1, c) != NULL;
}

/* Whether the closing mark before @stop belongs to an opening one behind @start. */
static gboolean
closes_inner (const char *start, const char *stop)
{
  const char *last = g_utf8_prev_char (stop);
  gunichar c = g_utf8_get_char (last);

  if (c == '"')
    {
      guint n = 0;

      for (const char *at = start; at < stop; at++)
        n += *at == '"';
      return n % 2 == 0;
    }
  if (c == 0x201d)
    return g_utf8_strrchr (start, last - start, 0x201c) != NULL;
  if (c == 0x2019)
    return g_utf8_strrchr (start, last - start, 0x2018) != NULL;
  return c == ')' && g_strrstr_len (start, last - start, "(") != NULL;
}

PostilRange
postil_clause_strip (const PostilText *text, PostilRange range)
{
  gsize n_bytes;
  const char *start = postil_text_peek (text, range, &n_bytes);
  const char *stop = start + n_bytes;

  while (start < stop && is_edge (g_utf8_get_char (start), FALSE))
    {
      start = g_utf8_next_char (start);
      range.start++;
    }
  while (stop > start && is_edge (g_utf8_get_char (g_utf8_prev_char (stop)), TRUE))
    {
      const char *last = g_utf8_prev_char (stop);

      /* A stop inside the mark takes the mark with it. */
      if (closes_inner (start, stop) && (last == start || strchr (".,", last[-1]) == NULL))
        break;
      stop = last;
      range.stop--;
    }
  return range;
}

/* Speech marks that come in pairs; apostrophes look like single ones. */
static gboolean
is_speech_mark (const View *view, guint index)
{
  static const char *const marks[] = { "\"", "“", "”", "„", "«", "»", NULL };

  return is_mark (view, index, marks);
}

static gboolean
is_straight (const View *view, guint index)
{
  return view->utf8[token_at (view, index)->start_byte] == '"';
}

/* The first mark in @left..@right whose other half lies outside; @right: there is none. Within one kind of marks another may stand. */
static guint
find_lone_mark (const View *view, guint left, guint right)
{
  guint opened = right;

  for (guint i = left; i < right; i++)
    {
      if (!is_speech_mark (view, i))
        continue;
      if (opened < right)
        opened = is_straight (view, i) == is_straight (view, opened) ? right : opened;
      else if (opens (view, i))
        opened = i;
      else
        return i;
    }
  return opened;
}

/* Nobody's act begins in speech and ends outside of it: what lies on the other side of a lone mark is left to itself, and the side
 * that holds more of the anchor stays. */
static void
stay_on_one_side (const View *view, guint *left, guint *right)
{
  guint mark;

  /* The mark in front would be stripped, and leave the one that closes it alone. */
  while (*left < *right && is_speech_mark (view, *left))
    (*left)++;
  while (*left < *right && (mark = find_lone_mark (view, *left, *right)) < *right)
    {
      guint before = mark > view->from ? MIN (mark, view->to) - view->from : 0;
      guint after = view->to > mark + 1 ? view->to - MAX (mark + 1, view->from) : 0;

      if (before >= after)
        *right = mark;
      else
        *left = mark + 1;
    }
}

static void
view_init (View *view, PostilAnalysis *analysis, PostilRange sentence, PostilRange anchor)
{
  *view = (View){ .tokens = postil_analysis_get_tokens (analysis),
                  .utf8 = postil_text_get_utf8 (postil_analysis_get_text (analysis), NULL),
                  .first = postil_analysis_token_index (analysis, sentence.start),
                  .last = postil_analysis_token_index (analysis, sentence.stop) };
  view->from = CLAMP (postil_analysis_token_index (analysis, anchor.start), view->first, view->last);
  view->to = CLAMP (postil_analysis_token_index (analysis, anchor.stop), view->from, view->last);
}

/* What the tokens @left..@right cover on the anchor's side of speech marks; @otherwise when that is nothing. */
static PostilRange
range_between (const View *view, PostilAnalysis *analysis, guint left, guint right, PostilRange otherwise)
{
  if (view->from < view->to)
    stay_on_one_side (view, &left, &right);
  if (left < right)
    otherwise = POSTIL_RANGE (token_at (view, left)->range.start, token_at (view, right - 1)->range.stop);
  return postil_clause_strip (postil_analysis_get_text (analysis), otherwise);
}

PostilRange
postil_clause_around (PostilAnalysis *analysis, PostilRange sentence, PostilRange anchor)
{
  View view;
  guint left = 0;

  view_init (&view, analysis, sentence, anchor);
  if (view.from >= view.to)
    return range_between (&view, analysis, 0, 0, anchor);
  left = find_left (&view);
  return range_between (&view, analysis, left, find_right (&view, left), anchor);
}

PostilRange
postil_clause_side (PostilAnalysis *analysis, PostilRange sentence, PostilRange anchor)
{
  View view;

  view_init (&view, analysis, sentence, anchor);
  return range_between (&view, analysis, view.first, view.last, sentence);
}
