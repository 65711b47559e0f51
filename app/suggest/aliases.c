/* aliases.c - groups the mentions of one entity: spellings, short forms, parts of a name, acronyms
 *
 * In the order of trust: the same letters; a well-known short form; an acronym of a name in the document; a part of a
 * person's name, which goes to the nearest fuller name before it (else after it); the beginning of a longer name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "aliases.h"

#include <jansson.h>
#include <string.h>

enum
{
  LONGEST_ACRONYM = 6,
  MOST_WORDS = 12,
};

/* Keys, and the name that they are short for. */
static const struct
{
  const char *key;
  const char *name;
} SHORT_FORMS[] = {
  { "us", "United States" },
  { "usa", "United States" },
  { "unitedstatesofamerica", "United States" },
  { "uk", "United Kingdom" },
  { "greatbritain", "United Kingdom" },
  { "britain", "United Kingdom" },
  { "un", "United Nations" },
  { "eu", "European Union" },
  { "dprk", "North Korea" },
  { "nkorea", "North Korea" },
  { "rok", "South Korea" },
  { "skorea", "South Korea" },
  { "uae", "United Arab Emirates" },
  { "ussr", "Soviet Union" },
  { "prc", "China" },
};

typedef struct
{
  guint       proposal;
  const char *label;
  guint32     start;
  char       *name;   /* without "the" and "'s" */
  char       *bare;   /* its letters and digits, in lower case */
  char       *key;    /* the same of what it is a well-known short form of; may be @bare */
  const char *long_form; /* NULL: it is no short form */
  char       *small;  /* in lower case, cut into @words */
  const char *words[MOST_WORDS];
  guint       n_words;
  gboolean    capitals; /* two to six capital letters and nothing else */
  guint       group;  /* index of the mention that leads */
} Mention;

static void
mention_clear (gpointer data)
{
  Mention *mention = data;

  if (mention->key != mention->bare)
    g_free (mention->key);
  g_free (mention->name);
  g_free (mention->bare);
  g_free (mention->small);
}

#define mention_at(mentions, i) (&g_array_index ((mentions), Mention, (i)))

/* Most names are ASCII, for which this is several times faster. */
static char *
to_lower (const char *name)
{
  char *small = g_strdup (name);

  for (char *at = small; *at != '\0'; at++)
    {
      if ((guint8) *at >= 0x80)
        {
          g_free (small);
          return g_utf8_strdown (name, -1);
        }
      if (*at >= 'A' && *at <= 'Z')
        *at = (char) (*at + ('a' - 'A'));
    }
  return small;
}

/* Letters and digits only, small. */
static char *
squeeze (const char *name)
{
  char *small = to_lower (name);
  char *to = small;

  for (const char *at = small; *at != '\0';)
    {
      const char *next = g_utf8_next_char (at);

      if ((guint8) *at < 0x80 ? g_ascii_isalnum (*at) : g_unichar_isalnum (g_utf8_get_char (at)))
        {
          memmove (to, at, (gsize) (next - at));
          to += next - at;
        }
      at = next;
    }
  *to = '\0';
  return small;
}

static const char *
long_form (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (SHORT_FORMS); i++)
    if (*key == *SHORT_FORMS[i].key && strcmp (key, SHORT_FORMS[i].key) == 0)
      return SHORT_FORMS[i].name;
  return NULL;
}

/* "the Koreans'" is left as it is but for the article; "Ann's" is Ann. */
static char *
strip (const char *slice)
{
  static const char *const ENDS[] = { "'s", "\xe2\x80\x99s", "'", "\xe2\x80\x99" };
  char *name = g_strdup (g_ascii_strncasecmp (slice, "the ", 4) == 0 && slice[4] != '\0' ? slice + 4 : slice);

  for (guint i = 0; i < G_N_ELEMENTS (ENDS); i++)
    if (g_str_has_suffix (name, ENDS[i]) && strlen (name) > strlen (ENDS[i]) + 1)
      {
        name[strlen (name) - strlen (ENDS[i])] = '\0';
        break;
      }
  for (char *at = name; *at != '\0'; at++)
    if (*at == '\n' || *at == '\t')
      *at = ' ';
  return name;
}

char *
postil_aliases_key (const char *name)
{
  g_autofree char *bare = strip (name);
  g_autofree char *key = squeeze (bare);
  const char *known = long_form (key);

  return known != NULL ? squeeze (known) : g_steal_pointer (&key);
}

/* "U.S." is an acronym as well as "FBI". */
static gboolean
is_acronym (const char *name)
{
  guint n = 0;

  for (const char *at = name; *at != '\0'; at++)
    {
      if (*at == '.')
        continue;
      if (!g_ascii_isupper (*at))
        return FALSE;
      n++;
    }
  return n >= 2 && n <= LONGEST_ACRONYM;
}

/* Cuts @small at blanks and full stops into so many words at most; the last one then holds the rest. */
static void
split (Mention *mention)
{
  char *at = mention->small;

  for (guint i = 0; at != NULL && mention->n_words < MOST_WORDS; i++)
    {
      char *stop = i + 1 < MOST_WORDS ? strpbrk (at, " .") : NULL;

      if (stop != NULL)
        *stop = '\0';
      if (*at != '\0')
        mention->words[mention->n_words++] = at;
      at = stop != NULL ? stop + 1 : NULL;
    }
}

static GArray *
collect (PostilAnalysis *analysis)
{
  GArray *mentions = g_array_new (FALSE, FALSE, sizeof (Mention));
  PostilText *text = postil_analysis_get_text (analysis);
  const char *person = g_intern_static_string ("Person");
  const char *organisation = g_intern_static_string ("Organisation");
  const char *place = g_intern_static_string ("Place");

  g_array_set_clear_func (mentions, mention_clear);
  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);
      Mention mention = { .proposal = i, .label = proposal->label, .start = proposal->range.start };

      if (proposal->label != person && proposal->label != organisation && proposal->label != place)
        continue;
      g_autofree char *slice = postil_text_slice (text, proposal->range);
      mention.name = strip (slice);
      mention.bare = squeeze (mention.name);
      mention.long_form = long_form (mention.bare);
      mention.key = mention.long_form != NULL ? squeeze (mention.long_form) : mention.bare;
      mention.small = to_lower (mention.name);
      split (&mention);
      mention.capitals = is_acronym (mention.name);
      g_array_append_val (mentions, mention);
    }
  return mentions;
}

static int
compare_mentions (gconstpointer a, gconstpointer b)
{
  const Mention *x = a, *y = b;

  return x->start != y->start ? (x->start < y->start ? -1 : 1) : (x->proposal > y->proposal) - (x->proposal < y->proposal);
}

/* ---- who joins whom; leaders are mentions of which each name is the first ---- */

static gboolean
spells (const char *acronym, const Mention *name, gboolean with_small)
{
  const char *at = acronym;

  for (guint i = 0; i < name->n_words; i++)
    {
      gboolean small = strcmp (name->words[i], "of") == 0 || strcmp (name->words[i], "the") == 0 ||
                       strcmp (name->words[i], "and") == 0 || strcmp (name->words[i], "for") == 0;
      if (small && !with_small)
        continue;
      if (*at == '\0' || *at != name->words[i][0])
        return FALSE;
      at++;
    }
  return *at == '\0';
}

/* "Kim" and "Jong Un" are parts of "Kim Jong Un": its first or last words. */
static gboolean
is_part (const Mention *part, const Mention *whole, gboolean at_end)
{
  guint from = at_end ? whole->n_words - part->n_words : 0;

  for (guint i = 0; i < part->n_words; i++)
    if (strcmp (part->words[i], whole->words[from + i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_short_for (const Mention *mention, const Mention *other)
{
  if (mention->n_words == 0 || other->n_words <= mention->n_words)
    return FALSE;
  if (mention->capitals && other->label != g_intern_static_string ("Person"))
    return spells (mention->key, other, FALSE) || spells (mention->key, other, TRUE);
  if (mention->label != other->label)
    return FALSE;
  if (mention->label == g_intern_static_string ("Person"))
    return is_part (mention, other, TRUE) || is_part (mention, other, FALSE);
  return mention->n_words >= 2 && is_part (mention, other, FALSE);
}

/* The nearest leader before @i that it is short for, else the first one after. */
static guint
find_whole (GArray *mentions, const GArray *leaders, guint i)
{
  guint after = i;

  for (guint k = leaders->len; k > 0; k--)
    {
      guint leader = g_array_index (leaders, guint, k - 1);

      if (leader == i || !is_short_for (mention_at (mentions, i), mention_at (mentions, leader)))
        continue;
      if (leader < i)
        return leader;
      after = leader;
    }
  return after;
}

static GArray *
find_leaders (GArray *mentions)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *leaders = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < mentions->len; i++)
    {
      Mention *mention = mention_at (mentions, i);
      gpointer leader;

      if (g_hash_table_lookup_extended (first, mention->key, NULL, &leader))
        {
          mention->group = GPOINTER_TO_UINT (leader);
          continue;
        }
      mention->group = i;
      g_hash_table_insert (first, mention->key, GUINT_TO_POINTER (i));
      g_array_append_val (leaders, i);
    }
  return leaders;
}

static char *
attributes_of (const char *name)
{
  json_t *attributes;
  char   *text;
  gsize   n_plain = 0;

  while ((guint8) name[n_plain] >= 0x20 && name[n_plain] != '"' && name[n_plain] != '\\')
    n_plain++;
  if (name[n_plain] == '\0')
    return g_strconcat ("{\"entity\":\"", name, "\"}", NULL);
  attributes = json_pack ("{s:s}", "entity", name);
  text = attributes != NULL ? json_dumps (attributes, JSON_COMPACT) : NULL;
  json_decref (attributes);
  return text;
}

/* The longest name of each group, by the group's end; a well-known short form has its long one. */
static void
write_names (PostilAnalysis *analysis, GArray *mentions)
{
  g_autofree const char **names = g_new0 (const char *, mentions->len + 1);

  for (guint i = 0; i < mentions->len; i++)
    {
      Mention    *mention = mention_at (mentions, i);
      const char *known = mention->long_form != NULL ? mention->long_form : mention->name;

      while (mention_at (mentions, mention->group)->group != mention->group)
        mention->group = mention_at (mentions, mention->group)->group;
      if (names[mention->group] == NULL || strlen (known) > strlen (names[mention->group]))
        names[mention->group] = known;
    }
  for (guint i = 0; i < mentions->len; i++)
    {
      const Mention *mention = mention_at (mentions, i);
      g_autofree char *attributes = attributes_of (names[mention->group]);

      if (attributes != NULL)
        postil_analysis_set_attributes (analysis, mention->proposal, attributes);
    }
}

/* Beyond so many names in a document, parts are not looked for: the search is by pairs. */
#define MOST_LEADERS 4000

void
postil_aliases_group (PostilAnalysis *analysis)
{
  g_autoptr (GArray) mentions = collect (analysis);
  g_autoptr (GArray) leaders = NULL;

  if (mentions->len == 0)
    return;
  g_array_sort (mentions, compare_mentions);
  leaders = find_leaders (mentions);
  for (guint k = 0; k < leaders->len && leaders->len <= MOST_LEADERS; k++)
    {
      guint i = g_array_index (leaders, guint, k);

      mention_at (mentions, i)->group = find_whole (mentions, leaders, i);
    }
  write_names (analysis, mentions);
}
