/* mentions-mend.c - what the lists know better than the tagger
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mentions-private.h"

#include <string.h>

gboolean
postil_token_is (PostilText *text, const PostilNameToken *token, const char *const *words)
{
  const char *utf8 = postil_text_get_utf8 (text, NULL) + token->start_byte;
  gsize n_bytes = token->stop_byte - token->start_byte;
  char first = g_ascii_tolower (utf8[0]);

  for (; *words != NULL; words++)
    if (g_ascii_tolower ((*words)[0]) == first && strlen (*words) == n_bytes &&
        g_ascii_strncasecmp (utf8, *words, n_bytes) == 0)
      return TRUE;
  return FALSE;
}

/* The lists have names such as "Dean" and "Earl", which may be either, and "Sir", which is no name. */
static gboolean
is_title (PostilText *text, const PostilNameToken *token)
{
  static const char *const honorifics[] = { "Sir", "Dame", "Mr", "Mrs", "Ms", "Miss", NULL };

  if (postil_token_is (text, token, honorifics))
    return TRUE;
  return (token->classes & ANY (POSTIL_CLASS_TITLE)) != 0 && !(token->classes & POSTIL_CLASS_BIT (POSTIL_CLASS_GIVEN));
}

/* "President Obama" is Obama; "Mr. Koh" is Koh. A name that is nothing but a title stays. */
static void
cut_title (PostilText *text, const GArray *names, PostilMention *mention)
{
  const guint32 name_classes = ANY (POSTIL_CLASS_GIVEN) | ANY (POSTIL_CLASS_SURNAME);
  guint begin = mention->begin;

  /* "Later Dr. Berg": an everyday word that opens the sentence, in front of a title. */
  if (begin + 2 < mention->end && (token_at (names, begin)->flags & POSTIL_NAME_SENTENCE_START) &&
      !(token_at (names, begin)->classes & name_classes) && is_title (text, token_at (names, begin + 1)))
    begin++;
  while (begin + 1 < mention->end)
    {
      const PostilNameToken *token = token_at (names, begin);
      gboolean title = is_title (text, token);
      gboolean stop = begin > mention->begin && (token->flags & POSTIL_NAME_PUNCTUATION);

      if (!title && !stop)
        break;
      begin++;
    }
  if (token_at (names, begin)->flags & POSTIL_NAME_CAPITAL)
    mention->begin = begin;
}

/* "But North Korea": the first word of a sentence is capitalised for that reason alone. */
static void
cut_opener (const PostilGazetteer *gazetteer, PostilText *text, const GArray *names, PostilMention *mention)
{
  static const char *const openers[] = {
    "But",     "And",     "When",    "While",    "If",      "For",      "In",      "On",         "At",
    "As",      "After",   "Before",  "Although", "Though",  "Since",    "Because", "However",    "Meanwhile",
    "Still",   "Yet",     "So",      "Or",       "Then",    "Now",      "Like",    "Unlike",     "With",
    "From",    "To",      "By",      "Of",       "Even",    "Only",     "Both",    "Let",        "Did",
    "Does",    "Is",      "Was",     "Are",      "Were",    "Why",      "How",     "What",       "Who",
    "Where",   "Also",    "Perhaps", "Maybe",    "Once",    "Until",    "Later",   "Today",      "Yesterday",
    "Earlier", "Outside", "Inside",  "Behind",   "Instead", "Recently", "Finally", "Eventually", "Despite",
    "Under",   "Over",    "During",  "Without",  "That",    "This",     "These",   NULL
  };
  const PostilNameToken *first = token_at (names, mention->begin);
  gboolean before_country;

  if (mention->end - mention->begin < 2 || !(first->flags & POSTIL_NAME_SENTENCE_START) ||
      !(first[1].flags & POSTIL_NAME_CAPITAL))
    return;
  before_country = (first->classes & POSTIL_CLASS_BIT (POSTIL_CLASS_COMMON)) &&
                   !(first->classes & ANY (POSTIL_CLASS_COUNTRY)) &&
                   (first[1].classes & POSTIL_CLASS_BIT (POSTIL_CLASS_COUNTRY));
  if (!before_country && !postil_token_is (text, first, openers))
    return;
  if (has_label (mention, "Work") || classes_of (gazetteer, names, mention->begin, mention->end) != 0)
    return;
  mention->begin++;
}

/* A country is a place, also where its government acts; names of people and of works that look alike keep their label. */
static void
place_country (const PostilGazetteer *gazetteer, const GArray *names, PostilMention *mention)
{
  if (!(classes_of (gazetteer, names, mention->begin, mention->end) & POSTIL_CLASS_BIT (POSTIL_CLASS_COUNTRY)))
    return;
  if (has_label (mention, "Person") || has_label (mention, "Work"))
    return;
  mention->label = g_intern_static_string ("Place");
  mention->score = MAX (mention->score, 0.95);
  mention->kind = POSTIL_SOURCE_GAZETTEER;
  mention->reason = "A country or region of the world, by the gazetteer";
}

/* An organisation that the lists know, where the tagger saw a thing of a vaguer kind. */
static void
name_organisation (const PostilGazetteer *gazetteer, const GArray *names, PostilMention *mention)
{
  guint32 classes = classes_of (gazetteer, names, mention->begin, mention->end);

  if (!(classes & POSTIL_CLASS_BIT (POSTIL_CLASS_ORGANISATION)) ||
      (classes & (POSTIL_CLASS_BIT (POSTIL_CLASS_CITY) | POSTIL_CLASS_BIT (POSTIL_CLASS_REGION) |
                  POSTIL_CLASS_BIT (POSTIL_CLASS_COUNTRY) | POSTIL_CLASS_BIT (POSTIL_CLASS_COMMON))) ||
      has_label (mention, "Work") || has_label (mention, "Organisation"))
    return;
  mention->label = g_intern_static_string ("Organisation");
  mention->score = MAX (mention->score, 0.8);
  mention->kind = POSTIL_SOURCE_GAZETTEER;
  mention->reason = "A known organisation, by the gazetteer";
}

/* A full stop at the end belongs to the sentence, unless the word before is one that is written with it. */
static void
cut_stop (PostilText *text, const GArray *names, PostilMention *mention)
{
  static const char *const abbreviations[] = { "Inc", "Jr", "Sr", "Co", "Corp", "Ltd", "Bros", "St", "Mt", "Ave", NULL };

  while (
      mention->end - mention->begin > 1 && (token_at (names, mention->end - 1)->flags & POSTIL_NAME_PUNCTUATION) &&
      postil_token_is (text, token_at (names, mention->end - 1), (const char *const[]){ ".", ",", ":", ";", NULL }) &&
      !postil_token_is (text, token_at (names, mention->end - 2), abbreviations))
    mention->end--;
}

/* "Nathan Law of Demosisto" is a person and where he belongs; "Catherine of Aragon" is one name. */
static void
cut_affiliation (PostilText *text, const GArray *names, PostilMention *mention)
{
  static const char *const joints[] = { "of", "in", "at", "from", "for", NULL };

  for (guint i = mention->begin + 2; i < mention->end; i++)
    if (postil_token_is (text, token_at (names, i), joints))
      {
        mention->end = i;
        return;
      }
}

/* Rivers, streets and the like are places, where the tagger saw a thing of a vaguer kind. */
static void
place_by_head (PostilText *text, const GArray *names, PostilMention *mention)
{
  static const char *const heads[] = { "Street", "Road", "Lane", "Row", "Avenue", "Boulevard", "Square", "River", "Lake",
                                       "Bridge", "Reservoir", "Valley", "Island", "Islands", "Hill", "Hills", "Bay", "Creek",
                                       "Mountain", "Mountains", "Peninsula", "Canyon", "Forest", "Harbour", "Harbor",
                                       "County", "Province", "Airport", "Quay", "Canal", "Dam", "Falls", "Coast", NULL };

  if (mention->end - mention->begin < 2 || !postil_token_is (text, token_at (names, mention->end - 1), heads) ||
      !(has_label (mention, "Other") || has_label (mention, "Work") || has_label (mention, "Product") ||
        has_label (mention, "Event")))
    return;
  mention->label = g_intern_static_string ("Place");
  mention->reason = "The last word says that it is a place";
}

/* "US CIA" is a country and an organisation. TRUE when @mention was cut to its first part and @rest holds the second. */
static gboolean
split_country (const PostilGazetteer *gazetteer, const GArray *names, PostilMention *mention, PostilMention *rest)
{
  for (guint cut = mention->begin + 1; cut < mention->end; cut++)
    {
      guint32 left = classes_of (gazetteer, names, mention->begin, cut);
      guint32 right = classes_of (gazetteer, names, cut, mention->end);

      if (!(left & POSTIL_CLASS_BIT (POSTIL_CLASS_COUNTRY)) ||
          !(right & POSTIL_CLASS_BIT (POSTIL_CLASS_ORGANISATION)) ||
          classes_of (gazetteer, names, mention->begin, mention->end) != 0)
        continue;
      *rest = *mention;
      rest->begin = cut;
      rest->label = g_intern_static_string ("Organisation");
      rest->score = 0.85;
      rest->reason = "A known organisation, by the gazetteer";
      mention->end = cut;
      mention->label = g_intern_static_string ("Place");
      mention->score = 0.9;
      mention->reason = "A country, by the gazetteer, in front of an organisation";
      return TRUE;
    }
  return FALSE;
}

/* End of an institution that starts with the country or people at [begin, end): "North Korean foreign ministry". 0: none. */
static guint
institution_end (PostilText *text, const GArray *names, guint end)
{
  static const char *const kinds[] = { "foreign", "defence", "defense", "interior", "finance", "justice", "health", "federal",
                                       "central", "national", "supreme", "coast", "secret", "security", "air", NULL };
  static const char *const heads[] = { "government", "ministry", "army", "military", "navy", "police", "parliament",
                                       "embassy", "court", "bank", "force", "forces", "guard", "service", "services",
                                       "authorities", "legislature", "senate", "congress", NULL };
  guint at = end;

  while (at < names->len && at < end + 2 && postil_token_is (text, token_at (names, at), kinds))
    at++;
  if (at < names->len && token_at (names, at)->sentence == token_at (names, end - 1)->sentence &&
      postil_token_is (text, token_at (names, at), heads))
    return at + 1;
  return 0;
}

/* "Malaysia and Indonesia", "Italy's la Repubblica": two names when what stands before the joint is one by the lists, and for
 * "and" and "or" what follows is one too. */
static gboolean
split_joint (const PostilGazetteer *gazetteer, PostilText *text, const GArray *names, PostilMention *mention,
             PostilMention *rest)
{
  const guint32 sure = POSTIL_CLASS_BIT (POSTIL_CLASS_COUNTRY) | POSTIL_CLASS_BIT (POSTIL_CLASS_ORGANISATION) |
                       POSTIL_CLASS_BIT (POSTIL_CLASS_CITY);
  static const char *const joints[] = { "and", "or", ",", NULL };

  if (has_label (mention, "Work") || classes_of (gazetteer, names, mention->begin, mention->end) != 0)
    return FALSE;
  for (guint i = mention->begin + 1; i + 1 < mention->end; i++)
    {
      gboolean possessive = (token_at (names, i)->flags & POSTIL_NAME_POSSESSIVE) != 0;
      guint32 left, right;

      if (!possessive && !postil_token_is (text, token_at (names, i), joints))
        continue;
      left = classes_of (gazetteer, names, mention->begin, i);
      right = classes_of (gazetteer, names, i + 1, mention->end);
      if (possessive ? !(left & POSTIL_CLASS_BIT (POSTIL_CLASS_COUNTRY)) : !(left & sure) || !(right & sure))
        continue;
      *rest = *mention;
      rest->begin = i + 1;
      mention->end = i;
      if (possessive || (left & POSTIL_CLASS_BIT (POSTIL_CLASS_CITY)))
        mention->label = g_intern_static_string ("Place");
      place_country (gazetteer, names, mention);
      place_country (gazetteer, names, rest);
      return TRUE;
    }
  return FALSE;
}

static void
grow_institution (PostilText *text, const GArray *names, PostilMention *mention)
{
  guint32 classes = token_at (names, mention->end - 1)->classes;
  guint end;

  if (!(classes & (ANY (POSTIL_CLASS_COUNTRY) | ANY (POSTIL_CLASS_DEMONYM))) || has_label (mention, "Person"))
    return;
  end = institution_end (text, names, mention->end);
  if (end == 0)
    return;
  mention->end = end;
  mention->label = g_intern_static_string ("Organisation");
  mention->score = 0.8;
  mention->reason = "A country or people with its government, ministry or force";
}

/* The longest entry at @index that is sure enough without the tagger; 0 tokens when none is. */
static guint
known_length (const PostilGazetteer *gazetteer, const GArray *names, guint index, guint32 *classes)
{
  const guint32 doubts = POSTIL_CLASS_BIT (POSTIL_CLASS_GIVEN) | POSTIL_CLASS_BIT (POSTIL_CLASS_COMMON);

  for (guint n = MIN (5, names->len - index); n >= 1; n--)
    {
      *classes = classes_of (gazetteer, names, index, index + n);
      if (!(*classes & (POSTIL_CLASS_BIT (POSTIL_CLASS_COUNTRY) | POSTIL_CLASS_BIT (POSTIL_CLASS_ORGANISATION))))
        continue;
      if (n == 1 && (*classes & doubts) != 0 && !(token_at (names, index)->flags & POSTIL_NAME_ALL_CAPS))
        return 0;
      return n;
    }
  return 0;
}

/* Countries and well-known organisations that the tagger passed over. */
static void
add_known (const PostilGazetteer *gazetteer, const GArray *names, guint *index, GArray *mentions)
{
  guint32 classes = 0;
  guint n = known_length (gazetteer, names, *index, &classes);
  gboolean country = (classes & POSTIL_CLASS_BIT (POSTIL_CLASS_COUNTRY)) != 0;
  PostilMention mention = { .begin = *index,
                            .end = *index + n,
                            .score = country ? 0.85 : 0.7,
                            .label = g_intern_string (country ? "Place" : "Organisation"),
                            .kind = POSTIL_SOURCE_GAZETTEER,
                            .reason = country ? "A country or region of the world, by the gazetteer"
                                              : "A known organisation, by the gazetteer" };

  if (n > 0)
    g_array_append_val (mentions, mention);
  *index += MAX (n, 1);
}

/* One everyday word that opens a sentence and that no list of names knows: its capital means nothing. */
static gboolean
is_mere_opener (const GArray *names, const PostilMention *mention)
{
  const PostilNameToken *token = token_at (names, mention->begin);
  const guint32 name_classes = ANY (POSTIL_CLASS_GIVEN) | ANY (POSTIL_CLASS_SURNAME) | ANY (POSTIL_CLASS_CITY) |
                               ANY (POSTIL_CLASS_COUNTRY) | ANY (POSTIL_CLASS_ORGANISATION) | ANY (POSTIL_CLASS_REGION);

  return mention->end - mention->begin == 1 && (token->flags & POSTIL_NAME_SENTENCE_START) &&
         !(token->flags & POSTIL_NAME_CAPITAL_ELSEWHERE) && (token->classes & POSTIL_CLASS_BIT (POSTIL_CLASS_COMMON)) &&
         !(token->classes & name_classes) && !has_label (mention, "Work");
}

void
postil_mentions_mend (const PostilGazetteer *gazetteer, PostilText *text, const GArray *names, GArray *mentions)
{
  g_autoptr (GArray) old = g_array_copy (mentions);
  guint next = 0;

  g_array_set_size (mentions, 0);
  for (guint i = 0; i < names->len;)
    {
      PostilMention mention, rest;

      if (next == old->len || i < g_array_index (old, PostilMention, next).begin)
        {
          guint32 classes = token_at (names, i)->classes;
          guint before = mentions->len;

          if (classes & (ANY (POSTIL_CLASS_COUNTRY) | ANY (POSTIL_CLASS_ORGANISATION)))
            add_known (gazetteer, names, &i, mentions);
          else
            i++;
          if (mentions->len > before && next < old->len && i > g_array_index (old, PostilMention, next).begin)
            g_array_set_size (mentions, before); /* it ran into a tagged name */
          if (mentions->len > before)
            grow_institution (text, names, &g_array_index (mentions, PostilMention, before));
          continue;
        }
      mention = g_array_index (old, PostilMention, next++);
      if (mention.begin < i || is_mere_opener (names, &mention) || postil_mention_is_date (text, names, &mention) ||
          postil_mention_is_common_noun (text, names, &mention))
        continue;
      cut_stop (text, names, &mention);
      if (has_label (&mention, "Person"))
        {
          cut_title (text, names, &mention);
          cut_affiliation (text, names, &mention);
        }
      cut_opener (gazetteer, text, names, &mention);
      place_country (gazetteer, names, &mention);
      name_organisation (gazetteer, names, &mention);
      place_by_head (text, names, &mention);
      postil_mention_label_by_context (gazetteer, text, names, &mention);
      if (split_country (gazetteer, names, &mention, &rest) ||
          split_joint (gazetteer, text, names, &mention, &rest))
        {
          g_array_append_val (mentions, mention);
          mention = rest;
        }
      grow_institution (text, names, &mention);
      g_array_append_val (mentions, mention);
      i = mention.end;
    }
}

/* "Sony hack", "Boston bombing": a name and what happened to it. The name itself stays a mention of its own. */
void
postil_mentions_add_events (PostilText *text, const GArray *names, GArray *mentions)
{
  static const char *const nouns[] = { "hack", "hacks", "hacking", "attack", "attacks", "bombing", "bombings", "massacre",
                                       "earthquake", "hurricane", "tsunami", "crash", "shooting", "shootings", "siege",
                                       "referendum", "olympics", "uprising", "genocide", NULL };
  guint n = mentions->len;

  for (guint i = 0; i < n; i++)
    {
      PostilMention mention = g_array_index (mentions, PostilMention, i);
      gboolean headed = mention.end < names->len && postil_token_is (text, token_at (names, mention.end), nouns) &&
                        token_at (names, mention.end)->sentence == token_at (names, mention.begin)->sentence;

      if (!headed || !(has_label (&mention, "Organisation") || has_label (&mention, "Place")))
        continue;
      mention.end++;
      mention.label = g_intern_static_string ("Event");
      mention.score = 0.6;
      mention.kind = POSTIL_SOURCE_RULE;
      mention.reason = "A name and what happened there or to it";
      g_array_append_val (mentions, mention);
    }
}
