/* speakers.c - who says each quote, what is reported without marks, and by which word
 *
 * Three places are asked in turn: what follows the quote ("...," Ann said), what comes before it in its sentence (Ann said
 * "..."), and the quote before, when nothing parts them. Pronouns and documents pass to the last one who spoke.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "suggesters.h"

#include <string.h>

#include "attribution.h"

#define SOURCE POSTIL_ATTRIBUTION_SOURCE

enum
{
  REACH_AFTER = 30,
  POSTS_BACK = 60, /* posts in which quoted words are looked for */
};

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const PostilAttributionPlace *x = a, *y = b;
  return postil_range_compare (&x->range, &y->range);
}

/* Index of the first place that ends after @offset; places do not cross often enough to matter. */
static guint
first_place (const GArray *places, guint32 offset)
{
  guint low = 0, high = places->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (g_array_index (places, PostilAttributionPlace, middle).range.stop <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
collect (PostilAttribution *pass)
{
  guint32 reached = 0;

  pass->quotes = g_array_new (FALSE, FALSE, sizeof (PostilAttributionPlace));
  pass->entities = g_array_new (FALSE, FALSE, sizeof (PostilAttributionPlace));
  pass->posts = g_array_new (FALSE, FALSE, sizeof (PostilAttributionPlace));
  for (guint i = 0; i < postil_analysis_get_n_proposals (pass->analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (pass->analysis, i);
      PostilAttributionPlace                 place = { proposal->range, i };
      if (g_str_equal (proposal->label, "Quote"))
        g_array_append_val (pass->quotes, place);
      else if (g_str_equal (proposal->label, "Person") || g_str_equal (proposal->label, "Organisation") ||
               g_str_equal (proposal->label, "Place"))
        g_array_append_val (pass->entities, place);
      else if (g_str_equal (proposal->label, "Post"))
        g_array_append_val (pass->posts, place);
    }
  g_array_sort (pass->quotes, compare_places);
  g_array_sort (pass->entities, compare_places);
  g_array_sort (pass->posts, compare_places);
  guint kept = 0;
  for (guint i = 0; i < pass->quotes->len; i++)
    {
      PostilAttributionPlace place = g_array_index (pass->quotes, PostilAttributionPlace, i);
      if (place.range.start < reached)
        continue;
      reached = place.range.stop;
      g_array_index (pass->quotes, PostilAttributionPlace, kept++) = place;
    }
  g_array_set_size (pass->quotes, kept);
}

static void
mark_quoted (PostilAttribution *pass)
{
  PostilWords *words = &pass->words;

  for (guint i = 0; i < pass->quotes->len; i++)
    {
      PostilRange range = g_array_index (pass->quotes, PostilAttributionPlace, i).range;
      for (guint t = postil_analysis_token_index (pass->analysis, range.start);
           t < words->n_tokens && words->tokens[t].range.start < range.stop; t++)
        words->quoted[t] = i + 1;
    }
}

/* A line break with a blank line, or any, between two tokens. */
gboolean
postil_attribution_has_break (const PostilWords *words, guint left, guint right)
{
  gsize from = words->tokens[left].stop_byte, to = words->tokens[right].start_byte;
  return to > from && memchr (words->utf8 + from, '\n', to - from) != NULL;
}

gboolean
postil_attribution_is_quote_mark (const PostilWords *words, guint i)
{
  if (i >= words->n_tokens || words->tokens[i].kind != POSTIL_TOKEN_PUNCTUATION)
    return FALSE;
  gunichar c = g_utf8_get_char (words->utf8 + words->tokens[i].start_byte);
  return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201f) || c == 0xab || c == 0xbb || c == 0x2039 || c == 0x203a;
}

/* First token of the sentence in which token @at stands, quotes stepped over. */
static guint
sentence_floor (const PostilWords *words, guint at)
{
  guint i = at;

  while (i > 0 && at - i < POSTIL_ATTRIBUTION_REACH)
    {
      if (i < words->n_tokens && postil_attribution_has_break (words, i - 1, i))
        break;
      if (!words->quoted[i - 1] && postil_words_ends_sentence (words, i - 1))
        break;
      /* A quote that ends a sentence, with the next word large, ends this one as well */
      if (words->quoted[i - 1] && i < at && postil_words_ends_sentence (words, i - 1) && i + 1 < words->n_tokens &&
          postil_attribution_is_quote_mark (words, i) && postil_words_large (words, i + 1))
        return i + 1;
      i--;
    }
  return i;
}

guint
postil_attribution_sentence_stop (const PostilWords *words, guint at)
{
  guint i = at;

  while (i < words->n_tokens && i - at < REACH_AFTER)
    {
      if (i > at && postil_attribution_has_break (words, i - 1, i))
        break;
      if (words->quoted[i] || postil_words_ends_sentence (words, i) || postil_words_mark (words, i, ';'))
        break;
      i++;
    }
  return i;
}

/* ---- the mention ---- */

static guint
entity_at (const PostilAttribution *pass, guint32 start, guint32 stop, guint32 head)
{
  guint found = POSTIL_NOBODY;

  for (guint i = first_place (pass->entities, start); i < pass->entities->len; i++)
    {
      const PostilAttributionPlace *place = &g_array_index (pass->entities, PostilAttributionPlace, i);
      if (place->range.start >= stop)
        break;
      if (place->range.start <= head && head < place->range.stop)
        return place->proposal;
      found = found == POSTIL_NOBODY ? place->proposal : found;
    }
  return found;
}

static const char *
guess_label (const PostilWords *words, const PostilPhrase *phrase)
{
  const PostilToken *head = &words->tokens[phrase->head];
  gboolean           capitals = head->stop_byte - head->start_byte >= 3;

  if (phrase->noun == POSTIL_NOUN_ORGANISATION)
    return "Organisation";
  if (phrase->noun == POSTIL_NOUN_PLACE)
    return "Place";
  for (gsize i = head->start_byte; i < head->stop_byte; i++)
    capitals = capitals && g_ascii_isupper (words->utf8[i]);
  return capitals ? "Organisation" : "Person";
}

static guint
propose_mention (PostilAttribution *pass, const PostilPhrase *phrase)
{
  const PostilWords *words = &pass->words;
  guint              first = phrase->first;

  while (first < phrase->head && postil_words_noun (words, first) == POSTIL_NOUN_DETERMINER)
    first++;
  PostilRange range = POSTIL_RANGE (words->tokens[first].range.start, words->tokens[phrase->last].range.stop);
  return postil_analysis_propose (pass->analysis, range, guess_label (words, phrase), 0.6, POSTIL_SOURCE_QUOTE, SOURCE,
                                  "The one whose words are quoted or reported here.", NULL);
}

gboolean
postil_attribution_is_label (const PostilAttribution *pass, guint proposal, const char *label)
{
  return proposal != POSTIL_NOBODY && g_str_equal (postil_analysis_get_proposal (pass->analysis, proposal)->label, label);
}

/* The entity between @since and token @before that a pronoun could mean: the first of the right kind in the nearest sentence
 * that has one, for subjects stand first. */
static guint
antecedent (const PostilAttribution *pass, guint before, gboolean person, guint32 since)
{
  guint32 at = pass->words.tokens[before].range.start;
  guint32 from = 0;
  guint   i = first_place (pass->entities, at);
  guint   found = POSTIL_NOBODY;

  while (i > 0)
    {
      const PostilAttributionPlace *place = &g_array_index (pass->entities, PostilAttributionPlace, --i);
      if (place->range.stop + 400 < at || place->range.start < MAX (since, from))
        break;
      if (place->range.stop > at || postil_attribution_is_label (pass, place->proposal, "Person") != person)
        continue;
      guint token = postil_analysis_token_index (pass->analysis, place->range.start);
      if (token >= pass->words.n_tokens || pass->words.quoted[token])
        continue;
      if (found == POSTIL_NOBODY)
        from = pass->words.tokens[sentence_floor (&pass->words, token)].range.start;
      found = place->proposal;
    }
  return found;
}

static guint
enclosing_post (const PostilAttribution *pass, guint32 offset)
{
  guint i = first_place (pass->posts, offset);

  if (i < pass->posts->len && g_array_index (pass->posts, PostilAttributionPlace, i).range.start <= offset)
    return g_array_index (pass->posts, PostilAttributionPlace, i).proposal;
  return POSTIL_NOBODY;
}

static guint
resolve_pronoun (PostilAttribution *pass, const PostilPhrase *phrase, guint floor)
{
  const PostilWords *words = &pass->words;
  guint32            at = words->tokens[phrase->first].range.start;
  gboolean           person = postil_words_is (words, phrase->first, "he") || postil_words_is (words, phrase->first, "she");

  if (phrase->noun == POSTIL_NOUN_FIRST_PERSON)
    return enclosing_post (pass, at);
  /* "The nation is so anxious that it warned ...": the subject of the same sentence */
  if (!person && phrase->first > floor)
    {
      PostilPhrase same = postil_phrase_first (words, floor, phrase->first);
      if (same.first != POSTIL_NO_TOKEN && same.noun != POSTIL_NOUN_PRONOUN && same.noun != POSTIL_NOUN_FIRST_PERSON)
        {
          guint entity = entity_at (pass, words->tokens[same.first].range.start, words->tokens[same.last].range.stop,
                                    words->tokens[same.head].range.start);
          return entity != POSTIL_NOBODY ? entity : propose_mention (pass, &same);
        }
    }
  guint spoken = person ? pass->person : pass->speaker;
  gboolean lately = spoken != POSTIL_NOBODY && pass->speaker_at + 1200 > at;
  guint    named = antecedent (pass, phrase->first, person, lately ? pass->speaker_at : 0);
  return named != POSTIL_NOBODY && (person || !lately) ? named : lately ? spoken : POSTIL_NOBODY;
}

/* Written large, or joined by a hyphen to what is: "Yu-hwan". */
static gboolean
is_large (const PostilWords *words, guint i)
{
  for (guint n = 0; n < 6; n++)
    {
      if (postil_words_large (words, i))
        return TRUE;
      if (i == 0 || words->tokens[i - 1].stop_byte != words->tokens[i].start_byte)
        return FALSE;
      i--;
    }
  return FALSE;
}

/* The proposal that @phrase names, made when there is none; POSTIL_NOBODY when nobody is meant. */
guint
postil_attribution_mention (PostilAttribution *pass, const PostilPhrase *phrase, guint floor)
{
  const PostilWords *words = &pass->words;

  if (phrase->first == POSTIL_NO_TOKEN)
    return POSTIL_NOBODY;
  if (phrase->noun == POSTIL_NOUN_PRONOUN || phrase->noun == POSTIL_NOUN_FIRST_PERSON)
    return resolve_pronoun (pass, phrase, floor);
  guint32 start = words->tokens[phrase->first].range.start, stop = words->tokens[phrase->last].range.stop;
  gboolean large = is_large (words, phrase->head);
  gboolean noun = phrase->noun >= POSTIL_NOUN_PERSON && phrase->noun <= POSTIL_NOUN_PLACE;
  guint    entity = entity_at (pass, start, stop, words->tokens[phrase->head].range.start);
  gboolean covered = FALSE;
  if (entity != POSTIL_NOBODY)
    {
      PostilRange range = postil_analysis_get_proposal (pass->analysis, entity)->range;
      covered = range.start <= words->tokens[phrase->head].range.start && words->tokens[phrase->head].range.start < range.stop;
    }
  if (covered)
    return entity;
  if (phrase->noun == POSTIL_NOUN_DOCUMENT && !large)
    return pass->writer != POSTIL_NOBODY ? pass->writer : pass->speaker != POSTIL_NOBODY ? pass->speaker : entity;
  /* "Go to the door telling them ...": a sentence's first word is no name because it is written large */
  if (!noun && phrase->first == phrase->last && (phrase->first == floor || phrase->first == 0) &&
      postil_words_cue (words, phrase->last + 1) == POSTIL_CUE_NONE)
    return entity;
  if (noun || large)
    return propose_mention (pass, phrase);
  return entity;
}

/* ---- what is around a quote ---- */

typedef struct
{
  guint speaker; /* proposal, or POSTIL_NOBODY */
  guint cue;     /* token, or POSTIL_NO_TOKEN */
  double score;
} Finding;

static const Finding NOTHING = { POSTIL_NOBODY, POSTIL_NO_TOKEN, 0 };

/* "according to Ann Berg" at token @i. */
guint
postil_attribution_according (PostilAttribution *pass, guint i, guint stop, guint floor)
{
  if (!postil_words_is (&pass->words, i, "according") || !postil_words_is (&pass->words, i + 1, "to"))
    return POSTIL_NOBODY;
  PostilPhrase who = postil_phrase_at (&pass->words, i + 2, stop);
  if (who.first == POSTIL_NO_TOKEN && i + 3 < stop)
    who = postil_phrase_at (&pass->words, i + 3, stop);
  return postil_attribution_mention (pass, &who, floor);
}

static Finding
look_after (PostilAttribution *pass, const PostilAttributionPlace *quote)
{
  const PostilWords *words = &pass->words;
  guint              start = postil_analysis_token_index (pass->analysis, quote->range.stop);
  gunichar           last = 0;

  if (start >= words->n_tokens)
    return NOTHING;
  const char *before = g_utf8_find_prev_char (words->utf8, words->utf8 + postil_text_to_byte (pass->text, quote->range.stop));
  last = before ? g_utf8_get_char (before) : 0;
  while (start < words->n_tokens && !words->quoted[start] && postil_attribution_is_quote_mark (words, start))
    start++;
  gboolean comma = last == ',' || last == '!' || last == '?' || last == '-' || last == 0x2014 || last == 0x2026;
  if (postil_words_mark (words, start, ',') || postil_words_mark (words, start, '-'))
    {
      comma = TRUE;
      start++;
    }
  if (start >= words->n_tokens || (start > 0 && postil_attribution_has_break (words, start - 1, start)))
    return NOTHING;
  guint stop = postil_attribution_sentence_stop (words, start);
  for (guint i = start; i < stop; i++)
    {
      guint who = postil_attribution_according (pass, i, stop, start);
      if (who != POSTIL_NOBODY && i <= start + 2)
        return (Finding){ who, i, 0.85 };
      PostilCue cue = postil_words_cue (words, i);
      if (cue == POSTIL_CUE_NONE || (postil_words_large (words, i) && i > start))
        continue;
      gboolean verb_first = i == start;
      /* A sentence of its own after a full stop belongs to what comes next */
      if (last == '.' && postil_words_large (words, start) && !comma)
        return NOTHING;
      if (!comma && !verb_first && (last != '.' || i > start + 5))
        return NOTHING;
      PostilPhrase subject = verb_first ? postil_phrase_at (words, i + 1, stop) : postil_phrase_before (words, i, start);
      /* ", and said it would": the subject stands before the quote */
      if (subject.first == POSTIL_NO_TOKEN && i == start + 1 && postil_words_noun (words, start) == POSTIL_NOUN_STOP)
        return NOTHING;
      if (subject.first == POSTIL_NO_TOKEN && !verb_first)
        subject = postil_phrase_first (words, start, i);
      guint speaker = postil_attribution_mention (pass, &subject, start);
      if (speaker != POSTIL_NOBODY)
        return (Finding){ speaker, i, 0.9 };
      if (postil_words_noun (words, i) != POSTIL_NOUN_NONE || postil_cue_is_plain_form (words->utf8 + words->tokens[i].start_byte,
                                                                                        words->tokens[i].stop_byte - words->tokens[i].start_byte))
        continue;
      return (Finding){ POSTIL_NOBODY, i, 0.5 };
    }
  return NOTHING;
}

static Finding
look_before (PostilAttribution *pass, const PostilAttributionPlace *quote)
{
  const PostilWords *words = &pass->words;
  guint              stop = postil_analysis_token_index (pass->analysis, quote->range.start);

  while (stop > 0 && postil_attribution_is_quote_mark (words, stop - 1) && !words->quoted[stop - 1])
    stop--;
  guint floor = sentence_floor (words, stop);
  /* A paragraph of its own after "He said:" */
  gboolean introduced = stop > 0 && !words->quoted[stop - 1] &&
                        (postil_words_mark (words, stop - 1, ',') || postil_words_mark (words, stop - 1, ':') ||
                         postil_words_mark (words, stop - 1, ';'));
  if (floor == stop && introduced)
    floor = sentence_floor (words, stop - 1);
  if (floor >= stop)
    return NOTHING;
  for (guint i = stop; i > floor; i--)
    {
      guint     at = i - 1;
      PostilCue cue = words->quoted[at] ? POSTIL_CUE_NONE : postil_words_cue (words, at);
      if (words->quoted[at])
        continue;
      guint who = postil_attribution_according (pass, at, stop, floor);
      if (who != POSTIL_NOBODY)
        return (Finding){ who, at, 0.8 };
      if (cue == POSTIL_CUE_NONE || (postil_words_large (words, at) && at > floor))
        continue;
      const PostilToken *token = &words->tokens[at];
      gboolean plain = postil_cue_is_plain_form (words->utf8 + token->start_byte, token->stop_byte - token->start_byte);
      gboolean went_on = postil_words_is (words, at + 1, "on");
      guint    distance = stop - at;
      if (cue == POSTIL_CUE_MANNER && !(introduced || distance <= 2 || went_on))
        continue;
      if (plain && !went_on && distance > (introduced ? 8u : 3u))
        continue;
      /* "the report", "to claim": no verb of anybody's */
      if (plain && at > floor && (postil_words_noun (words, at - 1) == POSTIL_NOUN_DETERMINER || postil_words_is (words, at - 1, "to")))
        continue;
      PostilPhrase subject = postil_phrase_subject (words, at, floor);
      guint        speaker = postil_attribution_mention (pass, &subject, floor);
      if (speaker != POSTIL_NOBODY)
        return (Finding){ speaker, at, introduced ? 0.9 : 0.75 };
    }
  return NOTHING;
}

/* Whose post the words stand in, word by word, before this one. */
static guint
quoted_post (const PostilAttribution *pass, PostilRange range)
{
  gsize       n_words;
  const char *words = postil_text_peek (pass->text, range, &n_words);
  guint       i = first_place (pass->posts, range.start);

  if (n_words < 12 || n_words > 4000)
    return POSTIL_NOBODY;
  for (guint n = 0; i-- > 0 && n < POSTS_BACK; n++)
    {
      const PostilAttributionPlace *post = &g_array_index (pass->posts, PostilAttributionPlace, i);
      gsize        n_bytes;
      const char  *utf8 = postil_text_peek (pass->text, post->range, &n_bytes);
      if (post->range.stop <= range.start && memmem (utf8, n_bytes, words, n_words))
        return post->proposal;
    }
  return POSTIL_NOBODY;
}

static gboolean
touches (const PostilAttribution *pass, const PostilAttributionPlace *before, const PostilAttributionPlace *quote)
{
  gsize       n_bytes;
  const char *utf8 = postil_text_peek (pass->text, POSTIL_RANGE (before->range.stop, quote->range.start), &n_bytes);
  guint       n_breaks = 0;

  if (n_bytes > 500)
    return FALSE;
  for (gsize i = 0; i < n_bytes; i++)
    n_breaks += utf8[i] == '\n' ? 1 : 0;
  return n_breaks == 0 || (n_breaks <= 2 && n_bytes <= 6);
}

/* Whether @before has no closing mark and @quote opens anew after a line break: one speech over several paragraphs. */
static gboolean
runs_on (const PostilAttribution *pass, const PostilAttributionPlace *before, const PostilAttributionPlace *quote)
{
  gsize       n_bytes;
  const char *at = postil_text_peek (pass->text, POSTIL_RANGE (before->range.stop, quote->range.start), &n_bytes);
  const char *stop = at + n_bytes;
  guint       n_breaks = 0, n_marks = 0;

  if (n_bytes > 20)
    return FALSE;
  for (; at < stop; at = g_utf8_next_char (at))
    {
      n_breaks += *at == '\n' ? 1 : 0;
      n_marks += g_ascii_isspace (*at) ? 0 : 1;
    }
  return n_breaks > 0 && n_marks == 1;
}

void
postil_attribution_cue (PostilAttribution *pass, guint quote, guint token, double score)
{
  if (token == POSTIL_NO_TOKEN)
    return;
  PostilRange range = pass->words.tokens[token].range;
  static const char *const GO[] = { "according", "went", "goes", "going", "go" };
  gboolean                 two = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (GO); i++)
    two = two || postil_words_is (&pass->words, token, GO[i]);
  if (two && (postil_words_is (&pass->words, token + 1, "to") || postil_words_is (&pass->words, token + 1, "on")))
    range.stop = pass->words.tokens[token + 1].range.stop;
  guint cue = postil_analysis_propose (pass->analysis, range, "Cue", score, POSTIL_SOURCE_QUOTE, SOURCE,
                                       "Says that somebody speaks.", NULL);
  postil_analysis_relate (pass->analysis, "cue", quote, cue, score, SOURCE);
}

void
postil_attribution_remember (PostilAttribution *pass, guint speaker, guint32 at)
{
  pass->speaker = speaker;
  pass->speaker_at = at;
  if (postil_attribution_is_label (pass, speaker, "Person"))
    pass->person = speaker;
}

static gboolean
names_document (const PostilAttribution *pass, guint cue)
{
  for (guint i = sentence_floor (&pass->words, cue); i < cue; i++)
    if (!pass->words.quoted[i] && postil_words_noun (&pass->words, i) == POSTIL_NOUN_DOCUMENT)
      return TRUE;
  return FALSE;
}

static void
attribute_quotes (PostilAttribution *pass)
{
  const PostilAttributionPlace *before = NULL;
  guint        before_speaker = POSTIL_NOBODY;
  guint        n_open = 0; /* quotes just before, of nobody so far, that run on into the next */

  for (guint i = 0; i < pass->quotes->len; i++)
    {
      const PostilAttributionPlace *quote = &g_array_index (pass->quotes, PostilAttributionPlace, i);
      guint        post = pass->posts->len ? enclosing_post (pass, quote->range.start) : POSTIL_NOBODY;
      Finding      finding = NOTHING;
      if (post != POSTIL_NOBODY)
        finding.speaker = quoted_post (pass, quote->range);
      finding.score = 0.9;
      if (finding.speaker == POSTIL_NOBODY)
        finding = look_after (pass, quote);
      if (finding.speaker == POSTIL_NOBODY)
        {
          Finding other = look_before (pass, quote);
          if (other.speaker != POSTIL_NOBODY)
            finding = other;
        }
      if (finding.speaker == POSTIL_NOBODY && before && before_speaker != POSTIL_NOBODY && touches (pass, before, quote))
        finding = (Finding){ before_speaker, finding.cue, 0.7 };
      if (finding.speaker == POSTIL_NOBODY && post != POSTIL_NOBODY)
        finding = (Finding){ post, finding.cue, 0.4 };
      n_open = before && before_speaker == POSTIL_NOBODY && runs_on (pass, before, quote) ? n_open + 1 : 0;
      for (guint k = 1; k <= n_open && finding.speaker != POSTIL_NOBODY; k++)
        postil_analysis_relate (pass->analysis, "speaker", (quote - k)->proposal, finding.speaker, 0.7, SOURCE);
      before = quote;
      before_speaker = finding.speaker;
      postil_attribution_cue (pass, quote->proposal, finding.cue, 0.8);
      if (finding.speaker == POSTIL_NOBODY || finding.speaker == quote->proposal)
        continue;
      postil_analysis_relate (pass->analysis, "speaker", quote->proposal, finding.speaker, finding.score, SOURCE);
      if (postil_attribution_is_label (pass, finding.speaker, "Post"))
        continue;
      postil_attribution_remember (pass, finding.speaker, quote->range.stop);
      if (finding.cue != POSTIL_NO_TOKEN && names_document (pass, finding.cue))
        pass->writer = finding.speaker;
    }
}

/* Words of another post: their author is that post's. */
static void
attribute_replies (PostilAttribution *pass)
{
  guint n = postil_analysis_get_n_proposals (pass->analysis);

  for (guint i = 0; i < n; i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (pass->analysis, i);
      if (!g_str_equal (proposal->label, "QuotedReply"))
        continue;
      PostilRange range = proposal->range;
      gsize       n_bytes;
      const char *utf8 = postil_text_peek (pass->text, range, &n_bytes);
      /* Without the "> ": the first line is enough to know it */
      gsize from = 0;
      while (from < n_bytes && strchr ("> \t", utf8[from]))
        from++;
      const char *newline = memchr (utf8 + from, '\n', n_bytes - from);
      gsize       stop = newline ? (gsize)(newline - utf8) : n_bytes;
      PostilRange line = POSTIL_RANGE (range.start + (guint32)from, range.start + (guint32)g_utf8_strlen (utf8, (gssize)stop));
      guint       post = line.start < line.stop ? quoted_post (pass, line) : POSTIL_NOBODY;
      if (post != POSTIL_NOBODY)
        postil_analysis_relate (pass->analysis, "speaker", i, post, 0.9, SOURCE);
    }
}

gboolean
postil_suggest_speakers (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable, GError **error)
{
  PostilAttribution          pass = { .analysis = analysis, .text = postil_analysis_get_text (analysis), .speaker = POSTIL_NOBODY, .person = POSTIL_NOBODY,
                         .writer = POSTIL_NOBODY };
  const GArray *tokens = postil_analysis_get_tokens (analysis);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  collect (&pass);
  g_autoptr (GArray) quotes = pass.quotes;
  g_autoptr (GArray) entities = pass.entities;
  g_autoptr (GArray) posts = pass.posts;
  g_autofree guint32 *quoted = g_new0 (guint32, tokens->len + 1);
  g_autofree guint8 *cues = g_new0 (guint8, tokens->len + 1);
  g_autofree guint8 *nouns = g_new0 (guint8, tokens->len + 1);
  pass.words = (PostilWords){ postil_text_get_utf8 (pass.text, NULL), (const PostilToken *)(void *)tokens->data, tokens->len,
                              quoted, cues, nouns };
  mark_quoted (&pass);
  attribute_quotes (&pass);
  attribute_replies (&pass);
  return postil_attribution_statements (&pass, cancellable, error);
}
