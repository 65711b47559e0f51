/* nouns.c - what a common noun says about the one who speaks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nouns.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *word;
  PostilNoun  noun;
} Entry;

/* Sorted. */
static const Entry NOUNS[] = {
  { "a", POSTIL_NOUN_DETERMINER }, { "about", POSTIL_NOUN_STOP }, { "academic", POSTIL_NOUN_PERSON },
  { "academics", POSTIL_NOUN_PERSON }, { "activist", POSTIL_NOUN_PERSON }, { "activists", POSTIL_NOUN_PERSON },
  { "actor", POSTIL_NOUN_PERSON }, { "actress", POSTIL_NOUN_PERSON }, { "administration", POSTIL_NOUN_ORGANISATION },
  { "adviser", POSTIL_NOUN_PERSON }, { "advisers", POSTIL_NOUN_PERSON }, { "advisor", POSTIL_NOUN_PERSON },
  { "advisors", POSTIL_NOUN_PERSON }, { "after", POSTIL_NOUN_STOP }, { "again", POSTIL_NOUN_ADVERB },
  { "against", POSTIL_NOUN_STOP }, { "agency", POSTIL_NOUN_ORGANISATION }, { "aide", POSTIL_NOUN_PERSON },
  { "aides", POSTIL_NOUN_PERSON }, { "airline", POSTIL_NOUN_ORGANISATION }, { "alliance", POSTIL_NOUN_ORGANISATION },
  { "already", POSTIL_NOUN_ADVERB }, { "also", POSTIL_NOUN_STOP }, { "although", POSTIL_NOUN_STOP },
  { "always", POSTIL_NOUN_ADVERB }, { "am", POSTIL_NOUN_STOP }, { "ambassador", POSTIL_NOUN_PERSON },
  { "an", POSTIL_NOUN_DETERMINER }, { "analyst", POSTIL_NOUN_PERSON }, { "analysts", POSTIL_NOUN_PERSON },
  { "and", POSTIL_NOUN_STOP }, { "another", POSTIL_NOUN_DETERMINER }, { "any", POSTIL_NOUN_DETERMINER },
  { "are", POSTIL_NOUN_STOP }, { "army", POSTIL_NOUN_ORGANISATION }, { "article", POSTIL_NOUN_DOCUMENT },
  { "artist", POSTIL_NOUN_PERSON }, { "as", POSTIL_NOUN_STOP }, { "assembly", POSTIL_NOUN_ORGANISATION },
  { "association", POSTIL_NOUN_ORGANISATION }, { "at", POSTIL_NOUN_STOP }, { "attorney", POSTIL_NOUN_PERSON },
  { "attorneys", POSTIL_NOUN_PERSON }, { "auctioneer", POSTIL_NOUN_PERSON }, { "audit", POSTIL_NOUN_DOCUMENT },
  { "aunt", POSTIL_NOUN_PERSON }, { "author", POSTIL_NOUN_PERSON }, { "authorities", POSTIL_NOUN_ORGANISATION },
  { "authority", POSTIL_NOUN_ORGANISATION }, { "bank", POSTIL_NOUN_ORGANISATION }, { "be", POSTIL_NOUN_STOP },
  { "because", POSTIL_NOUN_STOP }, { "been", POSTIL_NOUN_STOP }, { "before", POSTIL_NOUN_STOP },
  { "being", POSTIL_NOUN_STOP }, { "between", POSTIL_NOUN_STOP }, { "biologist", POSTIL_NOUN_PERSON },
  { "bishop", POSTIL_NOUN_PERSON }, { "board", POSTIL_NOUN_ORGANISATION }, { "both", POSTIL_NOUN_DETERMINER },
  { "boy", POSTIL_NOUN_PERSON }, { "broadcaster", POSTIL_NOUN_ORGANISATION }, { "brother", POSTIL_NOUN_PERSON },
  { "bureau", POSTIL_NOUN_ORGANISATION }, { "but", POSTIL_NOUN_STOP }, { "by", POSTIL_NOUN_STOP },
  { "cabinet", POSTIL_NOUN_ORGANISATION }, { "campaign", POSTIL_NOUN_ORGANISATION },
  { "campaigner", POSTIL_NOUN_PERSON }, { "campaigners", POSTIL_NOUN_PERSON }, { "can", POSTIL_NOUN_STOP },
  { "candidate", POSTIL_NOUN_PERSON }, { "candidates", POSTIL_NOUN_PERSON }, { "captain", POSTIL_NOUN_PERSON },
  { "cardinal", POSTIL_NOUN_PERSON }, { "carrier", POSTIL_NOUN_ORGANISATION }, { "chair", POSTIL_NOUN_PERSON },
  { "chairman", POSTIL_NOUN_PERSON }, { "chairperson", POSTIL_NOUN_PERSON }, { "chairwoman", POSTIL_NOUN_PERSON },
  { "chancellor", POSTIL_NOUN_PERSON }, { "channel", POSTIL_NOUN_ORGANISATION },
  { "charity", POSTIL_NOUN_ORGANISATION }, { "chemist", POSTIL_NOUN_PERSON }, { "chief", POSTIL_NOUN_PERSON },
  { "church", POSTIL_NOUN_ORGANISATION }, { "city", POSTIL_NOUN_PLACE }, { "clerk", POSTIL_NOUN_PERSON },
  { "club", POSTIL_NOUN_ORGANISATION }, { "coach", POSTIL_NOUN_PERSON }, { "coalition", POSTIL_NOUN_ORGANISATION },
  { "colleague", POSTIL_NOUN_PERSON }, { "colleagues", POSTIL_NOUN_PERSON }, { "colonel", POSTIL_NOUN_PERSON },
  { "commander", POSTIL_NOUN_PERSON }, { "commission", POSTIL_NOUN_ORGANISATION },
  { "commissioner", POSTIL_NOUN_PERSON }, { "committee", POSTIL_NOUN_ORGANISATION },
  { "communique", POSTIL_NOUN_DOCUMENT }, { "company", POSTIL_NOUN_ORGANISATION },
  { "complaint", POSTIL_NOUN_DOCUMENT }, { "congress", POSTIL_NOUN_ORGANISATION },
  { "congressman", POSTIL_NOUN_PERSON }, { "congresswoman", POSTIL_NOUN_PERSON }, { "constable", POSTIL_NOUN_PERSON },
  { "corporation", POSTIL_NOUN_ORGANISATION }, { "could", POSTIL_NOUN_STOP }, { "council", POSTIL_NOUN_ORGANISATION },
  { "councillor", POSTIL_NOUN_PERSON }, { "councilor", POSTIL_NOUN_PERSON }, { "country", POSTIL_NOUN_PLACE },
  { "county", POSTIL_NOUN_PLACE }, { "court", POSTIL_NOUN_ORGANISATION }, { "cousin", POSTIL_NOUN_PERSON },
  { "critic", POSTIL_NOUN_PERSON }, { "critics", POSTIL_NOUN_PERSON }, { "daughter", POSTIL_NOUN_PERSON },
  { "defence", POSTIL_NOUN_ORGANISATION }, { "defense", POSTIL_NOUN_ORGANISATION },
  { "department", POSTIL_NOUN_ORGANISATION }, { "deputy", POSTIL_NOUN_PERSON }, { "detective", POSTIL_NOUN_PERSON },
  { "developer", POSTIL_NOUN_PERSON }, { "developers", POSTIL_NOUN_PERSON }, { "did", POSTIL_NOUN_STOP },
  { "diplomat", POSTIL_NOUN_PERSON }, { "diplomats", POSTIL_NOUN_PERSON }, { "director", POSTIL_NOUN_PERSON },
  { "dispatch", POSTIL_NOUN_DOCUMENT }, { "do", POSTIL_NOUN_STOP }, { "doctor", POSTIL_NOUN_PERSON },
  { "document", POSTIL_NOUN_DOCUMENT }, { "does", POSTIL_NOUN_STOP }, { "driver", POSTIL_NOUN_PERSON },
  { "during", POSTIL_NOUN_STOP }, { "e-mail", POSTIL_NOUN_DOCUMENT }, { "each", POSTIL_NOUN_DETERMINER },
  { "economist", POSTIL_NOUN_PERSON }, { "editor", POSTIL_NOUN_PERSON }, { "email", POSTIL_NOUN_DOCUMENT },
  { "embassy", POSTIL_NOUN_ORGANISATION }, { "employee", POSTIL_NOUN_PERSON }, { "employees", POSTIL_NOUN_PERSON },
  { "engineer", POSTIL_NOUN_PERSON }, { "engineers", POSTIL_NOUN_PERSON }, { "envoy", POSTIL_NOUN_PERSON },
  { "even", POSTIL_NOUN_STOP }, { "every", POSTIL_NOUN_DETERMINER }, { "executive", POSTIL_NOUN_PERSON },
  { "executives", POSTIL_NOUN_PERSON }, { "expert", POSTIL_NOUN_PERSON }, { "experts", POSTIL_NOUN_PERSON },
  { "family", POSTIL_NOUN_ORGANISATION }, { "famously", POSTIL_NOUN_ADVERB }, { "father", POSTIL_NOUN_PERSON },
  { "federation", POSTIL_NOUN_ORGANISATION }, { "filing", POSTIL_NOUN_DOCUMENT }, { "firm", POSTIL_NOUN_ORGANISATION },
  { "first", POSTIL_NOUN_ADVERB }, { "five", POSTIL_NOUN_DETERMINER }, { "for", POSTIL_NOUN_STOP },
  { "foundation", POSTIL_NOUN_ORGANISATION }, { "founder", POSTIL_NOUN_PERSON }, { "four", POSTIL_NOUN_DETERMINER },
  { "friend", POSTIL_NOUN_PERSON }, { "friends", POSTIL_NOUN_PERSON }, { "from", POSTIL_NOUN_STOP },
  { "further", POSTIL_NOUN_ADVERB }, { "general", POSTIL_NOUN_PERSON }, { "gentleman", POSTIL_NOUN_PERSON },
  { "girl", POSTIL_NOUN_PERSON }, { "government", POSTIL_NOUN_ORGANISATION }, { "governor", POSTIL_NOUN_PERSON },
  { "group", POSTIL_NOUN_ORGANISATION }, { "hacker", POSTIL_NOUN_PERSON }, { "hackers", POSTIL_NOUN_PERSON },
  { "had", POSTIL_NOUN_STOP }, { "has", POSTIL_NOUN_STOP }, { "have", POSTIL_NOUN_STOP },
  { "having", POSTIL_NOUN_STOP }, { "he", POSTIL_NOUN_PRONOUN }, { "head", POSTIL_NOUN_PERSON },
  { "headline", POSTIL_NOUN_DOCUMENT }, { "her", POSTIL_NOUN_STOP }, { "here", POSTIL_NOUN_STOP },
  { "herself", POSTIL_NOUN_ADVERB }, { "him", POSTIL_NOUN_STOP }, { "himself", POSTIL_NOUN_ADVERB },
  { "his", POSTIL_NOUN_DETERMINER }, { "historian", POSTIL_NOUN_PERSON }, { "hospital", POSTIL_NOUN_ORGANISATION },
  { "how", POSTIL_NOUN_STOP }, { "however", POSTIL_NOUN_ADVERB }, { "husband", POSTIL_NOUN_PERSON },
  { "i", POSTIL_NOUN_FIRST_PERSON }, { "if", POSTIL_NOUN_STOP }, { "imam", POSTIL_NOUN_PERSON },
  { "in", POSTIL_NOUN_STOP }, { "indictment", POSTIL_NOUN_DOCUMENT }, { "insider", POSTIL_NOUN_PERSON },
  { "insiders", POSTIL_NOUN_PERSON }, { "inspector", POSTIL_NOUN_PERSON }, { "institute", POSTIL_NOUN_ORGANISATION },
  { "into", POSTIL_NOUN_STOP }, { "investigator", POSTIL_NOUN_PERSON }, { "investigators", POSTIL_NOUN_PERSON },
  { "is", POSTIL_NOUN_STOP }, { "island", POSTIL_NOUN_PLACE }, { "it", POSTIL_NOUN_PRONOUN },
  { "its", POSTIL_NOUN_DETERMINER }, { "itself", POSTIL_NOUN_ADVERB }, { "journalist", POSTIL_NOUN_PERSON },
  { "journalists", POSTIL_NOUN_PERSON }, { "judge", POSTIL_NOUN_PERSON }, { "jury", POSTIL_NOUN_ORGANISATION },
  { "just", POSTIL_NOUN_STOP }, { "king", POSTIL_NOUN_PERSON }, { "kingdom", POSTIL_NOUN_PLACE },
  { "lab", POSTIL_NOUN_ORGANISATION }, { "laboratory", POSTIL_NOUN_ORGANISATION }, { "lady", POSTIL_NOUN_PERSON },
  { "landlady", POSTIL_NOUN_PERSON }, { "landlord", POSTIL_NOUN_PERSON }, { "later", POSTIL_NOUN_ADVERB },
  { "lawmaker", POSTIL_NOUN_PERSON }, { "lawmakers", POSTIL_NOUN_PERSON }, { "lawsuit", POSTIL_NOUN_DOCUMENT },
  { "lawyer", POSTIL_NOUN_PERSON }, { "lawyers", POSTIL_NOUN_PERSON }, { "leader", POSTIL_NOUN_PERSON },
  { "leaders", POSTIL_NOUN_PERSON }, { "leaflet", POSTIL_NOUN_DOCUMENT }, { "league", POSTIL_NOUN_ORGANISATION },
  { "letter", POSTIL_NOUN_DOCUMENT }, { "like", POSTIL_NOUN_STOP }, { "magazine", POSTIL_NOUN_ORGANISATION },
  { "maker", POSTIL_NOUN_ORGANISATION }, { "man", POSTIL_NOUN_PERSON }, { "manager", POSTIL_NOUN_PERSON },
  { "manufacturer", POSTIL_NOUN_ORGANISATION }, { "many", POSTIL_NOUN_DETERMINER }, { "master", POSTIL_NOUN_PERSON },
  { "mathematician", POSTIL_NOUN_PERSON }, { "may", POSTIL_NOUN_STOP }, { "mayor", POSTIL_NOUN_PERSON },
  { "me", POSTIL_NOUN_STOP }, { "member", POSTIL_NOUN_PERSON }, { "members", POSTIL_NOUN_PERSON },
  { "memo", POSTIL_NOUN_DOCUMENT }, { "men", POSTIL_NOUN_PERSON }, { "message", POSTIL_NOUN_DOCUMENT },
  { "might", POSTIL_NOUN_STOP }, { "military", POSTIL_NOUN_ORGANISATION }, { "militia", POSTIL_NOUN_ORGANISATION },
  { "minister", POSTIL_NOUN_PERSON }, { "ministry", POSTIL_NOUN_ORGANISATION }, { "mother", POSTIL_NOUN_PERSON },
  { "museum", POSTIL_NOUN_ORGANISATION }, { "must", POSTIL_NOUN_STOP }, { "my", POSTIL_NOUN_DETERMINER },
  { "n't", POSTIL_NOUN_STOP }, { "nation", POSTIL_NOUN_PLACE }, { "navy", POSTIL_NOUN_ORGANISATION },
  { "neighbor", POSTIL_NOUN_PERSON }, { "neighbors", POSTIL_NOUN_PERSON }, { "neighbour", POSTIL_NOUN_PERSON },
  { "neighbours", POSTIL_NOUN_PERSON }, { "network", POSTIL_NOUN_ORGANISATION }, { "never", POSTIL_NOUN_ADVERB },
  { "nevertheless", POSTIL_NOUN_ADVERB }, { "newspaper", POSTIL_NOUN_ORGANISATION }, { "no", POSTIL_NOUN_DETERMINER },
  { "nonetheless", POSTIL_NOUN_ADVERB }, { "nor", POSTIL_NOUN_STOP }, { "not", POSTIL_NOUN_STOP },
  { "note", POSTIL_NOUN_DOCUMENT }, { "now", POSTIL_NOUN_ADVERB }, { "nurse", POSTIL_NOUN_PERSON },
  { "of", POSTIL_NOUN_STOP }, { "office", POSTIL_NOUN_ORGANISATION }, { "officer", POSTIL_NOUN_PERSON },
  { "officers", POSTIL_NOUN_PERSON }, { "official", POSTIL_NOUN_PERSON }, { "officials", POSTIL_NOUN_PERSON },
  { "often", POSTIL_NOUN_ADVERB }, { "on", POSTIL_NOUN_STOP }, { "once", POSTIL_NOUN_ADVERB },
  { "one", POSTIL_NOUN_DETERMINER }, { "only", POSTIL_NOUN_STOP }, { "operator", POSTIL_NOUN_ORGANISATION },
  { "opposition", POSTIL_NOUN_ORGANISATION }, { "or", POSTIL_NOUN_STOP }, { "organisation", POSTIL_NOUN_ORGANISATION },
  { "organization", POSTIL_NOUN_ORGANISATION }, { "our", POSTIL_NOUN_DETERMINER },
  { "outlet", POSTIL_NOUN_ORGANISATION }, { "over", POSTIL_NOUN_STOP }, { "owner", POSTIL_NOUN_PERSON },
  { "panel", POSTIL_NOUN_ORGANISATION }, { "paper", POSTIL_NOUN_ORGANISATION },
  { "parliament", POSTIL_NOUN_ORGANISATION }, { "party", POSTIL_NOUN_ORGANISATION },
  { "passenger", POSTIL_NOUN_PERSON }, { "passengers", POSTIL_NOUN_PERSON }, { "patron", POSTIL_NOUN_PERSON },
  { "people", POSTIL_NOUN_PERSON }, { "person", POSTIL_NOUN_PERSON }, { "physicist", POSTIL_NOUN_PERSON },
  { "pilot", POSTIL_NOUN_PERSON }, { "player", POSTIL_NOUN_PERSON }, { "players", POSTIL_NOUN_PERSON },
  { "police", POSTIL_NOUN_ORGANISATION }, { "politician", POSTIL_NOUN_PERSON }, { "politicians", POSTIL_NOUN_PERSON },
  { "pope", POSTIL_NOUN_PERSON }, { "post", POSTIL_NOUN_DOCUMENT }, { "premier", POSTIL_NOUN_PERSON },
  { "president", POSTIL_NOUN_PERSON }, { "previously", POSTIL_NOUN_ADVERB }, { "priest", POSTIL_NOUN_PERSON },
  { "prince", POSTIL_NOUN_PERSON }, { "princess", POSTIL_NOUN_PERSON }, { "producer", POSTIL_NOUN_PERSON },
  { "professor", POSTIL_NOUN_PERSON }, { "prosecution", POSTIL_NOUN_ORGANISATION },
  { "prosecutor", POSTIL_NOUN_PERSON }, { "prosecutors", POSTIL_NOUN_PERSON }, { "province", POSTIL_NOUN_PLACE },
  { "publisher", POSTIL_NOUN_ORGANISATION }, { "queen", POSTIL_NOUN_PERSON }, { "rabbi", POSTIL_NOUN_PERSON },
  { "rebels", POSTIL_NOUN_ORGANISATION }, { "recently", POSTIL_NOUN_ADVERB }, { "regime", POSTIL_NOUN_ORGANISATION },
  { "region", POSTIL_NOUN_PLACE }, { "regulator", POSTIL_NOUN_ORGANISATION }, { "release", POSTIL_NOUN_DOCUMENT },
  { "repeatedly", POSTIL_NOUN_ADVERB }, { "report", POSTIL_NOUN_DOCUMENT }, { "reportedly", POSTIL_NOUN_ADVERB },
  { "reporter", POSTIL_NOUN_PERSON }, { "representative", POSTIL_NOUN_PERSON },
  { "representatives", POSTIL_NOUN_PERSON }, { "republic", POSTIL_NOUN_PLACE }, { "researcher", POSTIL_NOUN_PERSON },
  { "researchers", POSTIL_NOUN_PERSON }, { "resident", POSTIL_NOUN_PERSON }, { "residents", POSTIL_NOUN_PERSON },
  { "retailer", POSTIL_NOUN_ORGANISATION }, { "review", POSTIL_NOUN_DOCUMENT }, { "ruling", POSTIL_NOUN_DOCUMENT },
  { "school", POSTIL_NOUN_ORGANISATION }, { "scientist", POSTIL_NOUN_PERSON }, { "scientists", POSTIL_NOUN_PERSON },
  { "secretary", POSTIL_NOUN_PERSON }, { "senate", POSTIL_NOUN_ORGANISATION }, { "senator", POSTIL_NOUN_PERSON },
  { "servant", POSTIL_NOUN_PERSON }, { "service", POSTIL_NOUN_ORGANISATION }, { "several", POSTIL_NOUN_DETERMINER },
  { "shall", POSTIL_NOUN_STOP }, { "she", POSTIL_NOUN_PRONOUN }, { "sheriff", POSTIL_NOUN_PERSON },
  { "should", POSTIL_NOUN_STOP }, { "sign", POSTIL_NOUN_DOCUMENT }, { "since", POSTIL_NOUN_STOP },
  { "singer", POSTIL_NOUN_PERSON }, { "sister", POSTIL_NOUN_PERSON }, { "so", POSTIL_NOUN_STOP },
  { "soldier", POSTIL_NOUN_PERSON }, { "soldiers", POSTIL_NOUN_PERSON }, { "some", POSTIL_NOUN_DETERMINER },
  { "son", POSTIL_NOUN_PERSON }, { "source", POSTIL_NOUN_PERSON }, { "sources", POSTIL_NOUN_PERSON },
  { "speaker", POSTIL_NOUN_PERSON }, { "spokesman", POSTIL_NOUN_PERSON }, { "spokespeople", POSTIL_NOUN_PERSON },
  { "spokesperson", POSTIL_NOUN_PERSON }, { "spokeswoman", POSTIL_NOUN_PERSON }, { "state", POSTIL_NOUN_PLACE },
  { "statement", POSTIL_NOUN_DOCUMENT }, { "stationmaster", POSTIL_NOUN_PERSON }, { "still", POSTIL_NOUN_ADVERB },
  { "stranger", POSTIL_NOUN_PERSON }, { "student", POSTIL_NOUN_PERSON }, { "students", POSTIL_NOUN_PERSON },
  { "studio", POSTIL_NOUN_ORGANISATION }, { "study", POSTIL_NOUN_DOCUMENT }, { "superintendent", POSTIL_NOUN_PERSON },
  { "survey", POSTIL_NOUN_DOCUMENT }, { "survivor", POSTIL_NOUN_PERSON }, { "survivors", POSTIL_NOUN_PERSON },
  { "teacher", POSTIL_NOUN_PERSON }, { "team", POSTIL_NOUN_ORGANISATION }, { "tenant", POSTIL_NOUN_PERSON },
  { "text", POSTIL_NOUN_DOCUMENT }, { "than", POSTIL_NOUN_STOP }, { "that", POSTIL_NOUN_DETERMINER },
  { "the", POSTIL_NOUN_DETERMINER }, { "their", POSTIL_NOUN_DETERMINER }, { "them", POSTIL_NOUN_STOP },
  { "themselves", POSTIL_NOUN_ADVERB }, { "then", POSTIL_NOUN_STOP }, { "there", POSTIL_NOUN_STOP },
  { "these", POSTIL_NOUN_DETERMINER }, { "they", POSTIL_NOUN_PRONOUN }, { "this", POSTIL_NOUN_DETERMINER },
  { "those", POSTIL_NOUN_DETERMINER }, { "though", POSTIL_NOUN_STOP }, { "three", POSTIL_NOUN_DETERMINER },
  { "through", POSTIL_NOUN_STOP }, { "to", POSTIL_NOUN_STOP }, { "today", POSTIL_NOUN_ADVERB },
  { "town", POSTIL_NOUN_PLACE }, { "transcript", POSTIL_NOUN_DOCUMENT }, { "tribunal", POSTIL_NOUN_ORGANISATION },
  { "tweet", POSTIL_NOUN_DOCUMENT }, { "twice", POSTIL_NOUN_ADVERB }, { "two", POSTIL_NOUN_DETERMINER },
  { "uncle", POSTIL_NOUN_PERSON }, { "under", POSTIL_NOUN_STOP }, { "undersecretary", POSTIL_NOUN_PERSON },
  { "union", POSTIL_NOUN_ORGANISATION }, { "university", POSTIL_NOUN_ORGANISATION }, { "until", POSTIL_NOUN_STOP },
  { "us", POSTIL_NOUN_STOP }, { "user", POSTIL_NOUN_PERSON }, { "users", POSTIL_NOUN_PERSON },
  { "verdict", POSTIL_NOUN_DOCUMENT }, { "veteran", POSTIL_NOUN_PERSON }, { "vicar", POSTIL_NOUN_PERSON },
  { "victim", POSTIL_NOUN_PERSON }, { "victims", POSTIL_NOUN_PERSON }, { "village", POSTIL_NOUN_PLACE },
  { "voice", POSTIL_NOUN_PERSON }, { "voter", POSTIL_NOUN_PERSON }, { "voters", POSTIL_NOUN_PERSON },
  { "was", POSTIL_NOUN_STOP }, { "watchdog", POSTIL_NOUN_ORGANISATION }, { "we", POSTIL_NOUN_FIRST_PERSON },
  { "were", POSTIL_NOUN_STOP }, { "what", POSTIL_NOUN_STOP }, { "when", POSTIL_NOUN_STOP },
  { "where", POSTIL_NOUN_STOP }, { "whether", POSTIL_NOUN_STOP }, { "which", POSTIL_NOUN_STOP },
  { "while", POSTIL_NOUN_STOP }, { "whip", POSTIL_NOUN_PERSON }, { "who", POSTIL_NOUN_PRONOUN },
  { "why", POSTIL_NOUN_STOP }, { "wife", POSTIL_NOUN_PERSON }, { "will", POSTIL_NOUN_STOP },
  { "with", POSTIL_NOUN_STOP }, { "witness", POSTIL_NOUN_PERSON }, { "witnesses", POSTIL_NOUN_PERSON },
  { "woman", POSTIL_NOUN_PERSON }, { "women", POSTIL_NOUN_PERSON }, { "worker", POSTIL_NOUN_PERSON },
  { "workers", POSTIL_NOUN_PERSON }, { "would", POSTIL_NOUN_STOP }, { "writer", POSTIL_NOUN_PERSON },
  { "yesterday", POSTIL_NOUN_ADVERB }, { "yet", POSTIL_NOUN_STOP }, { "your", POSTIL_NOUN_DETERMINER },
};

enum
{
  LONGEST_NOUN = 16,
};

static int
compare_entry (const void *key, const void *element)
{
  return strcmp (key, ((const Entry *)element)->word);
}

PostilNoun
postil_noun_lookup (const char *word, gsize n_bytes)
{
  char         folded[LONGEST_NOUN + 1];
  const Entry *found;

  if (n_bytes == 0 || n_bytes > LONGEST_NOUN)
    return POSTIL_NOUN_NONE;
  for (gsize i = 0; i < n_bytes; i++)
    folded[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] | 0x20) : word[i];
  folded[n_bytes] = '\0';
  found = bsearch (folded, NOUNS, G_N_ELEMENTS (NOUNS), sizeof (Entry), compare_entry);
  return found ? found->noun : POSTIL_NOUN_NONE;
}
