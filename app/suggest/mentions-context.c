/* mentions-context.c - what the words around a name say that it is, or that it is none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mentions-private.h"

/* What the words around a name say outweighs so many guesses of the tagger. */
#define TOLD 4

static gboolean
same_sentence (const GArray *names, guint a, guint b)
{
  return b < names->len && token_at (names, a)->sentence == token_at (names, b)->sentence;
}

/* Whether what stands before says that @mention is a place: "the town of", "north of", and "in" before a known city. */
static gboolean
follows_place_words (const PostilGazetteer *gazetteer, PostilText *text, const GArray *names,
                     const PostilMention *mention)
{
  static const char *const heads[] = { "town",      "city",      "village",   "hamlet",       "island",
                                       "suburb",    "suburbs",   "outskirts", "municipality", "district",
                                       "province",  "county",    "parish",    "port",         "coast",
                                       "capital",   "north",     "south",     "east",         "west",
                                       "northeast", "northwest", "southeast", "southwest",    NULL };
  static const char *const inside[] = { "in", "near", "outside", "around", NULL };
  static const char *const of[] = { "of", NULL }, *const the[] = { "the", NULL };
  const guint32 towns = POSTIL_CLASS_BIT (POSTIL_CLASS_CITY) | POSTIL_CLASS_BIT (POSTIL_CLASS_REGION);
  guint at = mention->begin;

  if (at == 0 || !same_sentence (names, at - 1, at))
    return FALSE;
  if (postil_token_is (text, token_at (names, at - 1), inside))
    return (classes_of (gazetteer, names, mention->begin, mention->end) & towns) != 0;
  if (postil_token_is (text, token_at (names, at - 1), the))
    at--;
  return at >= 2 && same_sentence (names, at - 2, at) && postil_token_is (text, token_at (names, at - 1), of) &&
         postil_token_is (text, token_at (names, at - 2), heads);
}

/* Whether "Esna, Egypt" and the like stands here: what is followed by a country or region after a comma. */
static gboolean
precedes_country (PostilText *text, const GArray *names, const PostilMention *mention)
{
  static const char *const inside[] = { "in", "at", "from", "near", "of", "to", NULL }, *const comma[] = { ",", NULL };
  const guint32 lands = ANY (POSTIL_CLASS_COUNTRY) | ANY (POSTIL_CLASS_REGION);

  return mention->begin > 0 && same_sentence (names, mention->begin - 1, mention->end + 1) &&
         postil_token_is (text, token_at (names, mention->begin - 1), inside) &&
         postil_token_is (text, token_at (names, mention->end), comma) &&
         (token_at (names, mention->end + 1)->classes & lands) != 0 &&
         !(token_at (names, mention->end + 1)->classes & (ANY (POSTIL_CLASS_GIVEN) | ANY (POSTIL_CLASS_SURNAME)));
}

/* "the band Salt", "his company, Holt": whose name follows is said in front. */
static gboolean
follows_company_words (PostilText *text, const GArray *names, const PostilMention *mention)
{
  static const char *const heads[] = { "band",    "company",  "firm",         "publisher", "airline",     "charity",
                                       "startup", "bank",     "party",        "brand",     "broadcaster", "newspaper",
                                       "agency",  "retailer", "manufacturer", "union",     NULL };
  static const char *const comma[] = { ",", NULL };
  guint at = mention->begin;

  if (at > 1 && postil_token_is (text, token_at (names, at - 1), comma))
    at--;
  return at > 0 && same_sentence (names, at - 1, mention->begin) &&
         postil_token_is (text, token_at (names, at - 1), heads);
}

static void
tell (PostilMention *mention, const char *label, const char *reason)
{
  mention->label = g_intern_static_string (label);
  mention->score = MIN (mention->score, 0.85);
  mention->reason = reason;
  mention->told = TOLD;
}

/* A town or a firm that the tagger takes for a person, as it must guess with names that it never saw. */
void
postil_mention_label_by_context (const PostilGazetteer *gazetteer, PostilText *text, const GArray *names,
                                 PostilMention *mention)
{
  guint n = mention->end - mention->begin;
  gboolean guess;
  gboolean full_name = n >= 2 && (token_at (names, mention->begin)->classes & POSTIL_CLASS_BIT (POSTIL_CLASS_GIVEN));

  if (full_name || n > 3 || (token_at (names, mention->end - 1)->classes & ANY (POSTIL_CLASS_DEMONYM)) ||
      has_label (mention, "Work") || has_label (mention, "Event") ||
      (mention->end < names->len && (token_at (names, mention->end)->flags & POSTIL_NAME_POSSESSIVE)))
    return;
  guess = has_label (mention, "Person") || has_label (mention, "Other");
  if (guess && (follows_place_words (gazetteer, text, names, mention) || precedes_country (text, names, mention)))
    tell (mention, "Place", "The words around it say that it is a place");
  else if ((guess || has_label (mention, "Product") || has_label (mention, "Place")) &&
           follows_company_words (text, names, mention))
    tell (mention, "Organisation", "The word in front says that it is an organisation");
}

/* "May 9", "March, 1999", "9 May": a month, though somebody may be called so. */
gboolean
postil_mention_is_date (PostilText *text, const GArray *names, const PostilMention *mention)
{
  static const char *const comma[] = { ",", NULL };
  guint next = mention->end;

  if (mention->end - mention->begin != 1 ||
      !(token_at (names, mention->begin)->classes & POSTIL_CLASS_BIT (POSTIL_CLASS_CALENDAR)))
    return FALSE;
  if (mention->begin > 0 && same_sentence (names, mention->begin - 1, mention->begin) &&
      (token_at (names, mention->begin - 1)->flags & POSTIL_NAME_DIGIT))
    return TRUE;
  if (same_sentence (names, mention->begin, next) && postil_token_is (text, token_at (names, next), comma))
    next++;
  return same_sentence (names, mention->begin, next) && (token_at (names, next)->flags & POSTIL_NAME_DIGIT);
}

/* "most Thais", "with a Polaroid.": one of a kind, no person of that name; but not "a Berg supporter". */
gboolean
postil_mention_is_common_noun (PostilText *text, const GArray *names, const PostilMention *mention)
{
  static const char *const before[] = { "a",     "an",    "most", "many", "several", "some", "these",
                                        "those", "every", "each", "both", "no",      NULL };
  static const char *const plural[] = { "most", "many", "several", "these", "those", "both", NULL };
  const PostilNameToken *token = token_at (names, mention->begin);

  if (!has_label (mention, "Person") || mention->end - mention->begin != 1)
    return FALSE;
  return !(token->classes & (ANY (POSTIL_CLASS_GIVEN) | ANY (POSTIL_CLASS_SURNAME))) && mention->begin > 0 &&
         same_sentence (names, mention->begin - 1, mention->begin) &&
         postil_token_is (text, token_at (names, mention->begin - 1), before) &&
         (!same_sentence (names, mention->begin, mention->end) ||
          (token_at (names, mention->end)->flags & POSTIL_NAME_PUNCTUATION) ||
          postil_token_is (text, token_at (names, mention->begin - 1), plural));
}
