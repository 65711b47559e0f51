/* speakers.c - who says each quote, what is reported without marks, and by which word
 *
 * Three places are asked in turn: what follows the quote ("...," Ann said), what comes before it in its sentence (Ann said
 * "..."), and the quote before, when nothing parts them. Pronouns and documents pass to the last one who spoke.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "suggesters.h"

#include <string.h>

#include "subject.h"

#define SOURCE "speakers"

enum
{
  NOBODY = G_MAXUINT,
  REACH = 60,          /* tokens of a sentence that are read on either side */
  REACH_AFTER = 30,
  POSTS_BACK = 60,     /* posts in which quoted words are looked for */
  LONGEST_STATEMENT = 80,
};

/* A proposal and its range, so that they can be sorted by place. */
typedef struct
{
  PostilRange range;
  guint       proposal;
} Place;

typedef struct
{
  PostilAnalysis *analysis;
  PostilText     *text;
  PostilWords     words;
  GArray         *quotes;   /* Place, top level only, in text order */
  GArray         *entities; /* Place */
  GArray         *posts;    /* Place */
  guint           speaker;  /* proposal of the last one who spoke, or NOBODY */
  guint32         speaker_at;
  guint           person;   /* the last who is a person */
  guint           writer;   /* who spoke in the sentence that named a statement, a letter, a report */
} Pass;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = a, *y = b;
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
      if (g_array_index (places, Place, middle).range.stop <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
collect (Pass *pass)
{
  guint32 reached = 0;

  pass->quotes = g_array_new (FALSE, FALSE, sizeof (Place));
  pass->entities = g_array_new (FALSE, FALSE, sizeof (Place));
  pass->posts = g_array_new (FALSE, FALSE, sizeof (Place));
  for (guint i = 0; i < postil_analysis_get_n_proposals (pass->analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (pass->analysis, i);
      Place                 place = { proposal->range, i };
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
      Place place = g_array_index (pass->quotes, Place, i);
      if (place.range.start < reached)
        continue;
      reached = place.range.stop;
      g_array_index (pass->quotes, Place, kept++) = place;
    }
  g_array_set_size (pass->quotes, kept);
}

static void
mark_quoted (Pass *pass)
{
  PostilWords *words = &pass->words;

  for (guint i = 0; i < pass->quotes->len; i++)
    {
      PostilRange range = g_array_index (pass->quotes, Place, i).range;
      for (guint t = postil_analysis_token_index (pass->analysis, range.start);
           t < words->n_tokens && words->tokens[t].range.start < range.stop; t++)
        words->quoted[t] = i + 1;
    }
}

/* A line break with a blank line, or any, between two tokens. */
static gboolean
has_break (const PostilWords *words, guint left, guint right)
{
  gsize from = words->tokens[left].stop_byte, to = words->tokens[right].start_byte;
  return to > from && memchr (words->utf8 + from, '\n', to - from) != NULL;
}

static gboolean
is_quote_mark (const PostilWords *words, guint i)
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

  while (i > 0 && at - i < REACH)
    {
      if (i < words->n_tokens && has_break (words, i - 1, i))
        break;
      if (!words->quoted[i - 1] && postil_words_ends_sentence (words, i - 1))
        break;
      /* A quote that ends a sentence, with the next word large, ends this one as well */
      if (words->quoted[i - 1] && i < at && postil_words_ends_sentence (words, i - 1) && i + 1 < words->n_tokens &&
          is_quote_mark (words, i) && postil_words_large (words, i + 1))
        return i + 1;
      i--;
    }
  return i;
}

static guint
sentence_stop (const PostilWords *words, guint at)
{
  guint i = at;

  while (i < words->n_tokens && i - at < REACH_AFTER)
    {
      if (i > at && has_break (words, i - 1, i))
        break;
      if (words->quoted[i] || postil_words_ends_sentence (words, i) || postil_words_mark (words, i, ';'))
        break;
      i++;
    }
  return i;
}

/* ---- the mention ---- */

static guint
entity_at (const Pass *pass, guint32 start, guint32 stop, guint32 head)
{
  guint found = NOBODY;

  for (guint i = first_place (pass->entities, start); i < pass->entities->len; i++)
    {
      const Place *place = &g_array_index (pass->entities, Place, i);
      if (place->range.start >= stop)
        break;
      if (place->range.start <= head && head < place->range.stop)
        return place->proposal;
      found = found == NOBODY ? place->proposal : found;
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
propose_mention (Pass *pass, const PostilPhrase *phrase)
{
  const PostilWords *words = &pass->words;
  guint              first = phrase->first;

  while (first < phrase->head && postil_words_noun (words, first) == POSTIL_NOUN_DETERMINER)
    first++;
  PostilRange range = POSTIL_RANGE (words->tokens[first].range.start, words->tokens[phrase->last].range.stop);
  return postil_analysis_propose (pass->analysis, range, guess_label (words, phrase), 0.6, POSTIL_SOURCE_QUOTE, SOURCE,
                                  "The one whose words are quoted or reported here.", NULL);
}

static gboolean
is_label (const Pass *pass, guint proposal, const char *label)
{
  return proposal != NOBODY && g_str_equal (postil_analysis_get_proposal (pass->analysis, proposal)->label, label);
}

/* The entity between @since and token @before that a pronoun could mean: the first of the right kind in the nearest sentence
 * that has one, for subjects stand first. */
static guint
antecedent (const Pass *pass, guint before, gboolean person, guint32 since)
{
  guint32 at = pass->words.tokens[before].range.start;
  guint32 from = 0;
  guint   i = first_place (pass->entities, at);
  guint   found = NOBODY;

  while (i > 0)
    {
      const Place *place = &g_array_index (pass->entities, Place, --i);
      if (place->range.stop + 400 < at || place->range.start < MAX (since, from))
        break;
      if (place->range.stop > at || is_label (pass, place->proposal, "Person") != person)
        continue;
      guint token = postil_analysis_token_index (pass->analysis, place->range.start);
      if (token >= pass->words.n_tokens || pass->words.quoted[token])
        continue;
      if (found == NOBODY)
        from = pass->words.tokens[sentence_floor (&pass->words, token)].range.start;
      found = place->proposal;
    }
  return found;
}

static guint
enclosing_post (const Pass *pass, guint32 offset)
{
  guint i = first_place (pass->posts, offset);

  if (i < pass->posts->len && g_array_index (pass->posts, Place, i).range.start <= offset)
    return g_array_index (pass->posts, Place, i).proposal;
  return NOBODY;
}

static guint
resolve_pronoun (Pass *pass, const PostilPhrase *phrase, guint floor)
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
          return entity != NOBODY ? entity : propose_mention (pass, &same);
        }
    }
  guint spoken = person ? pass->person : pass->speaker;
  gboolean lately = spoken != NOBODY && pass->speaker_at + 1200 > at;
  guint    named = antecedent (pass, phrase->first, person, lately ? pass->speaker_at : 0);
  return named != NOBODY && (person || !lately) ? named : lately ? spoken : NOBODY;
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

/* The proposal that @phrase names, made when there is none; NOBODY when nobody is meant. */
static guint
mention (Pass *pass, const PostilPhrase *phrase, guint floor)
{
  const PostilWords *words = &pass->words;

  if (phrase->first == POSTIL_NO_TOKEN)
    return NOBODY;
  if (phrase->noun == POSTIL_NOUN_PRONOUN || phrase->noun == POSTIL_NOUN_FIRST_PERSON)
    return resolve_pronoun (pass, phrase, floor);
  guint32 start = words->tokens[phrase->first].range.start, stop = words->tokens[phrase->last].range.stop;
  gboolean large = is_large (words, phrase->head);
  gboolean noun = phrase->noun >= POSTIL_NOUN_PERSON && phrase->noun <= POSTIL_NOUN_PLACE;
  guint    entity = entity_at (pass, start, stop, words->tokens[phrase->head].range.start);
  gboolean covered = FALSE;
  if (entity != NOBODY)
    {
      PostilRange range = postil_analysis_get_proposal (pass->analysis, entity)->range;
      covered = range.start <= words->tokens[phrase->head].range.start && words->tokens[phrase->head].range.start < range.stop;
    }
  if (covered)
    return entity;
  if (phrase->noun == POSTIL_NOUN_DOCUMENT && !large)
    return pass->writer != NOBODY ? pass->writer : pass->speaker != NOBODY ? pass->speaker : entity;
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
  guint speaker; /* proposal, or NOBODY */
  guint cue;     /* token, or POSTIL_NO_TOKEN */
  double score;
} Finding;

static const Finding NOTHING = { NOBODY, POSTIL_NO_TOKEN, 0 };

/* "according to Ann Berg" at token @i. */
static guint
according (Pass *pass, guint i, guint stop, guint floor)
{
  if (!postil_words_is (&pass->words, i, "according") || !postil_words_is (&pass->words, i + 1, "to"))
    return NOBODY;
  PostilPhrase who = postil_phrase_at (&pass->words, i + 2, stop);
  if (who.first == POSTIL_NO_TOKEN && i + 3 < stop)
    who = postil_phrase_at (&pass->words, i + 3, stop);
  return mention (pass, &who, floor);
}

static Finding
look_after (Pass *pass, const Place *quote)
{
  const PostilWords *words = &pass->words;
  guint              start = postil_analysis_token_index (pass->analysis, quote->range.stop);
  gunichar           last = 0;

  if (start >= words->n_tokens)
    return NOTHING;
  const char *before = g_utf8_find_prev_char (words->utf8, words->utf8 + postil_text_to_byte (pass->text, quote->range.stop));
  last = before ? g_utf8_get_char (before) : 0;
  while (start < words->n_tokens && !words->quoted[start] && is_quote_mark (words, start))
    start++;
  gboolean comma = last == ',' || last == '!' || last == '?' || last == '-' || last == 0x2014 || last == 0x2026;
  if (postil_words_mark (words, start, ',') || postil_words_mark (words, start, '-'))
    {
      comma = TRUE;
      start++;
    }
  if (start >= words->n_tokens || (start > 0 && has_break (words, start - 1, start)))
    return NOTHING;
  guint stop = sentence_stop (words, start);
  for (guint i = start; i < stop; i++)
    {
      guint who = according (pass, i, stop, start);
      if (who != NOBODY && i <= start + 2)
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
      guint speaker = mention (pass, &subject, start);
      if (speaker != NOBODY)
        return (Finding){ speaker, i, 0.9 };
      if (postil_words_noun (words, i) != POSTIL_NOUN_NONE || postil_cue_is_plain_form (words->utf8 + words->tokens[i].start_byte,
                                                                                        words->tokens[i].stop_byte - words->tokens[i].start_byte))
        continue;
      return (Finding){ NOBODY, i, 0.5 };
    }
  return NOTHING;
}

static Finding
look_before (Pass *pass, const Place *quote)
{
  const PostilWords *words = &pass->words;
  guint              stop = postil_analysis_token_index (pass->analysis, quote->range.start);

  while (stop > 0 && is_quote_mark (words, stop - 1) && !words->quoted[stop - 1])
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
      guint who = according (pass, at, stop, floor);
      if (who != NOBODY)
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
      guint        speaker = mention (pass, &subject, floor);
      if (speaker != NOBODY)
        return (Finding){ speaker, at, introduced ? 0.9 : 0.75 };
    }
  return NOTHING;
}

/* Whose post the words stand in, word by word, before this one. */
static guint
quoted_post (const Pass *pass, PostilRange range)
{
  gsize       n_words;
  const char *words = postil_text_peek (pass->text, range, &n_words);
  guint       i = first_place (pass->posts, range.start);

  if (n_words < 12 || n_words > 4000)
    return NOBODY;
  for (guint n = 0; i-- > 0 && n < POSTS_BACK; n++)
    {
      const Place *post = &g_array_index (pass->posts, Place, i);
      gsize        n_bytes;
      const char  *utf8 = postil_text_peek (pass->text, post->range, &n_bytes);
      if (post->range.stop <= range.start && memmem (utf8, n_bytes, words, n_words))
        return post->proposal;
    }
  return NOBODY;
}

static gboolean
touches (const Pass *pass, const Place *before, const Place *quote)
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

static void
propose_cue (Pass *pass, guint quote, guint token, double score)
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

static void
remember (Pass *pass, guint speaker, guint32 at)
{
  pass->speaker = speaker;
  pass->speaker_at = at;
  if (is_label (pass, speaker, "Person"))
    pass->person = speaker;
}

static gboolean
names_document (const Pass *pass, guint cue)
{
  for (guint i = sentence_floor (&pass->words, cue); i < cue; i++)
    if (!pass->words.quoted[i] && postil_words_noun (&pass->words, i) == POSTIL_NOUN_DOCUMENT)
      return TRUE;
  return FALSE;
}

static void
attribute_quotes (Pass *pass)
{
  const Place *before = NULL;
  guint        before_speaker = NOBODY;

  for (guint i = 0; i < pass->quotes->len; i++)
    {
      const Place *quote = &g_array_index (pass->quotes, Place, i);
      guint        post = pass->posts->len ? enclosing_post (pass, quote->range.start) : NOBODY;
      Finding      finding = NOTHING;
      if (post != NOBODY)
        finding.speaker = quoted_post (pass, quote->range);
      finding.score = 0.9;
      if (finding.speaker == NOBODY)
        finding = look_after (pass, quote);
      if (finding.speaker == NOBODY)
        {
          Finding other = look_before (pass, quote);
          if (other.speaker != NOBODY)
            finding = other;
        }
      if (finding.speaker == NOBODY && before && before_speaker != NOBODY && touches (pass, before, quote))
        finding = (Finding){ before_speaker, finding.cue, 0.7 };
      if (finding.speaker == NOBODY && post != NOBODY)
        finding = (Finding){ post, finding.cue, 0.4 };
      before = quote;
      before_speaker = finding.speaker;
      propose_cue (pass, quote->proposal, finding.cue, 0.8);
      if (finding.speaker == NOBODY || finding.speaker == quote->proposal)
        continue;
      postil_analysis_relate (pass->analysis, "speaker", quote->proposal, finding.speaker, finding.score, SOURCE);
      if (is_label (pass, finding.speaker, "Post"))
        continue;
      remember (pass, finding.speaker, quote->range.stop);
      if (finding.cue != POSTIL_NO_TOKEN && names_document (pass, finding.cue))
        pass->writer = finding.speaker;
    }
}

/* ---- reported statements ---- */

/* Whether what follows the verb is a clause: "that ...", or a subject right away ("it would ..."). */
static guint
statement_start (const PostilWords *words, guint verb)
{
  guint next = verb + 1;

  if (postil_words_is (words, next, "that") && next + 2 < words->n_tokens && !words->quoted[next + 1])
    return next + 1;
  /* "told the court that ..." */
  for (guint i = next; i < next + 6 && i + 2 < words->n_tokens; i++)
    {
      if (words->quoted[i] || words->tokens[i].kind == POSTIL_TOKEN_PUNCTUATION || has_break (words, i - 1, i))
        break;
      if (postil_words_is (words, i, "that") && i > next && !words->quoted[i + 1] &&
          (postil_words_is (words, verb, "told") || postil_words_is (words, verb, "tells") || postil_words_is (words, verb, "warned") ||
           postil_words_is (words, verb, "informed")))
        return i + 1;
    }
  static const char *const SAY[] = { "said", "says", "claimed", "claims", "insisted", "insists", "believes", "denied", "denies",
                                     "argued", "argues", "admitted", "warned", "warns", "announced", "confirmed", "alleged" };
  gboolean                 says = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (SAY); i++)
    says = says || postil_words_is (words, verb, SAY[i]);
  if (!says || next >= words->n_tokens || words->quoted[next] || has_break (words, verb, next))
    return POSTIL_NO_TOKEN;
  PostilNoun noun = postil_words_noun (words, next);
  if (postil_words_is (words, verb, "denied") || postil_words_is (words, verb, "denies"))
    return words->tokens[next].kind == POSTIL_TOKEN_WORD ? next : POSTIL_NO_TOKEN;
  if (noun != POSTIL_NOUN_PRONOUN && noun != POSTIL_NOUN_DETERMINER && noun != POSTIL_NOUN_FIRST_PERSON &&
      !postil_words_is (words, next, "there") && !postil_words_large (words, next))
    return POSTIL_NO_TOKEN;
  /* A verb must come: "said the minister" has none */
  for (guint i = next + 1; i < next + 8 && i < words->n_tokens; i++)
    {
      if (words->quoted[i] || words->tokens[i].kind == POSTIL_TOKEN_PUNCTUATION)
        break;
      static const char *const VERBS[] = { "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "can", "may",
                                           "might", "should", "must", "did", "does", "do", "been", "cannot" };
      for (guint k = 0; k < G_N_ELEMENTS (VERBS); k++)
        if (postil_words_is (words, i, VERBS[k]))
          return next;
    }
  return POSTIL_NO_TOKEN;
}

static guint
statement_stop (const PostilWords *words, guint start)
{
  guint i = start;

  while (i < words->n_tokens && i - start < LONGEST_STATEMENT)
    {
      if (i > start && has_break (words, i - 1, i))
        break;
      if (postil_words_ends_sentence (words, i) || postil_words_mark (words, i, ';'))
        break;
      if (postil_words_mark (words, i, ',') && (postil_words_is (words, i + 1, "according") || postil_words_is (words, i + 1, "adding") ||
                                                postil_words_is (words, i + 1, "saying")))
        break;
      i++;
    }
  while (i > start && (is_quote_mark (words, i - 1) || postil_words_mark (words, i - 1, ',')))
    i--;
  return i;
}

static void
propose_statement (Pass *pass, guint start, guint stop, guint cue, guint speaker, double score)
{
  const PostilWords *words = &pass->words;
  guint              n_quoted = 0;

  if (speaker == NOBODY || stop < start + 2)
    return;
  for (guint i = start; i < stop; i++)
    n_quoted += words->quoted[i] ? 1 : 0;
  /* All but the whole is quoted: the quote says it */
  if (n_quoted * 3 > (stop - start) * 2)
    return;
  PostilRange range = POSTIL_RANGE (words->tokens[start].range.start, words->tokens[stop - 1].range.stop);
  if (postil_analysis_is_boilerplate (pass->analysis, range))
    return;
  guint statement = postil_analysis_propose (pass->analysis, range, "Statement", score, POSTIL_SOURCE_QUOTE, SOURCE,
                                             "Reported without quotation marks.", NULL);
  postil_analysis_relate (pass->analysis, "speaker", statement, speaker, score, SOURCE);
  propose_cue (pass, statement, cue, 0.7);
}

static gboolean
find_statements (Pass *pass, GCancellable *cancellable, GError **error)
{
  const PostilWords *words = &pass->words;
  guint              floor = 0;

  pass->speaker = pass->person = NOBODY;
  for (guint i = 0; i < words->n_tokens; i++)
    {
      if (i % 8192 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (i > 0 && (has_break (words, i - 1, i) || (!words->quoted[i - 1] && postil_words_ends_sentence (words, i - 1))))
        floor = i;
      if (words->quoted[i])
        continue;
      if (postil_words_is (words, i, "according") && postil_words_is (words, i + 1, "to"))
        {
          guint stop = sentence_stop (words, i);
          guint who = according (pass, i, stop, floor);
          guint comma = i;
          while (comma < stop && !postil_words_mark (words, comma, ','))
            comma++;
          if (i == floor && comma + 2 < stop)
            propose_statement (pass, comma + 1, statement_stop (words, comma + 1), i, who, 0.7);
          else if (i > floor + 2)
            propose_statement (pass, MAX (floor, i > REACH ? i - REACH : 0), postil_words_mark (words, i - 1, ',') ? i - 1 : i, i,
                               who, 0.65);
          continue;
        }
      if (postil_words_cue (words, i) != POSTIL_CUE_SPEECH || i == floor)
        continue;
      guint start = statement_start (words, i);
      if (start == POSTIL_NO_TOKEN || i - floor > REACH)
        continue;
      PostilPhrase subject = postil_phrase_subject (words, i, floor);
      guint        who = mention (pass, &subject, floor);
      if (who != NOBODY && !is_label (pass, who, "Post"))
        {
          propose_statement (pass, start, statement_stop (words, start), i, who, 0.7);
          remember (pass, who, words->tokens[i].range.stop);
        }
    }
  return TRUE;
}

/* Words of another post: their author is that post's. */
static void
attribute_replies (Pass *pass)
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
      guint       post = line.start < line.stop ? quoted_post (pass, line) : NOBODY;
      if (post != NOBODY)
        postil_analysis_relate (pass->analysis, "speaker", i, post, 0.9, SOURCE);
    }
}

gboolean
postil_suggest_speakers (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable, GError **error)
{
  Pass          pass = { .analysis = analysis, .text = postil_analysis_get_text (analysis), .speaker = NOBODY, .person = NOBODY,
                         .writer = NOBODY };
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
  return find_statements (&pass, cancellable, error);
}
