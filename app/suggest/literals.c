/* literals.c - which words must stand in a text for a pattern to match it?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the pattern as a tree of sequences and alternatives. For each part it keeps the strings that the part matches
 * exactly, as long as they are few, and the best set of strings of which one must stand in whatever the part matches.
 *
 * A space in such a string stands for any run of characters that are no ASCII letter, digit or underscore, and for an
 * edge of the text: white space, punctuation, word boundaries, and letters beyond ASCII. So \bhid\b becomes " hid ",
 * which does not stand in "children". What the filter takes for a boundary is more than what the pattern does, never less.
 */
#include "literals.h"

#include <string.h>

#define MAX_STRINGS 1000
#define MAX_CROSSED 250
#define MAX_DEPTH 60
/* Strings with fewer letters stand in nearly every sentence. */
#define MIN_LETTERS 2
#define NEVER 1000000

/* The most frequent words of English text, by rank: a rule that waits for one of them waits for every other sentence. */
static const char *const frequent[] = {
  "the",  "of",   "to",   "and",  "a",    "in",   "is",    "it",    "you",  "that", "he",    "was",   "for",
  "on",   "are",  "with", "as",   "i",    "his",  "they",  "be",    "at",   "one",  "have",  "this",  "from",
  "or",   "had",  "by",   "not",  "but",  "what", "all",   "were",  "we",   "when", "your",  "can",   "said",
  "there", "an",  "which", "she", "do",   "how",  "their", "if",    "will", "up",   "other", "about", "out",
  "many", "then", "them", "these", "so",  "some", "her",   "would", "make", "like", "him",   "into",  "time",
  "has",  "more", "no",   "my",   "than", "been", "who",   "its",   "now",  "did",  "get",   "may",   "over",
  "new",  "after", "our", "just", "any",  "only", "year",  "also",  "says", "people", "could", "first", "two",
};

/* Sets are GPtrArray of char *; NULL: not known. */
typedef struct
{
  GPtrArray *exact;
  GPtrArray *needed;
} Part;

typedef struct
{
  const char *at;
  GHashTable *defines;
  GHashTable *known;   /* name of a sub-pattern -> Part *, once read; NULL while it is being read */
  guint       depth;
  gboolean    lost;    /* something in the pattern's syntax that this reader does not know */
} Reader;

static Part read_alternatives (Reader *reader);

static GPtrArray *
new_set (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static GPtrArray *
set_of (const char *string)
{
  GPtrArray *set = new_set ();

  g_ptr_array_add (set, g_strdup (string));
  return set;
}

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->exact, g_ptr_array_unref);
  g_clear_pointer (&part->needed, g_ptr_array_unref);
}

static void
part_free (gpointer data)
{
  if (data == NULL)
    return;
  part_clear (data);
  g_free (data);
}

/* How often a string may be met, as a rough figure; NEVER when it is too short to be of use. */
static guint
frequency (const char *string)
{
  static const guint by_letters[] = { 0, 0, 60, 24, 8, 3 };
  g_autofree char *word = g_strstrip (g_strdup (string));
  gsize length = strlen (word);
  gboolean bounded = string[0] == ' ' && string[strlen (string) - 1] == ' ';

  if (length < MIN_LETTERS)
    return NEVER;
  for (guint i = 0; bounded && i < G_N_ELEMENTS (frequent); i++)
    {
      if (strcmp (word, frequent[i]) == 0)
        return 6000 / (i + 4);
    }
  if (length >= G_N_ELEMENTS (by_letters))
    return 1;
  return by_letters[length] * (bounded ? 1 : 3);
}

static guint
set_frequency (const GPtrArray *set)
{
  guint sum = 0;

  for (guint i = 0; i < set->len; i++)
    sum += frequency (g_ptr_array_index (set, i));
  return set->len > 0 ? MIN (sum, NEVER) : NEVER;
}

/* Takes @other when it is rarer than what *@best is. */
static void
take_better (GPtrArray **best, GPtrArray *other)
{
  guint before = *best != NULL ? set_frequency (*best) : NEVER;

  if (other == NULL || set_frequency (other) >= before)
    return;
  g_ptr_array_ref (other);
  g_clear_pointer (best, g_ptr_array_unref);
  *best = other;
}

/* Sets being united, one after the other. A hundred alternatives would be compared ten thousand times without the
 * table. */
typedef struct
{
  GPtrArray *strings; /* NULL: not known, or too many */
  GHashTable *known;  /* the same strings, borrowed */
} Union;

static void
union_add (Union *self, const GPtrArray *set)
{
  if (self->strings == NULL)
    return;
  if (set == NULL || self->strings->len + set->len > MAX_STRINGS)
    {
      g_clear_pointer (&self->strings, g_ptr_array_unref);
      return;
    }
  for (guint i = 0; i < set->len; i++)
    {
      char *copy = g_strdup (g_ptr_array_index (set, i));

      if (g_hash_table_contains (self->known, copy))
        g_free (copy);
      else
        {
          g_ptr_array_add (self->strings, copy);
          g_hash_table_add (self->known, copy);
        }
    }
}

static void
union_init (Union *self)
{
  self->strings = new_set ();
  self->known = g_hash_table_new (g_str_hash, g_str_equal);
}

/* The strings: (transfer full), or NULL. */
static GPtrArray *
union_end (Union *self)
{
  g_hash_table_unref (self->known);
  return self->strings;
}

static GPtrArray *
unite (const GPtrArray *a, const GPtrArray *b)
{
  Union both;

  union_init (&both);
  union_add (&both, a);
  union_add (&both, b);
  return union_end (&both);
}

/* Each string of @a followed by each of @b; NULL when that is too many. */
static GPtrArray *
cross (const GPtrArray *a, const GPtrArray *b)
{
  g_autoptr (GHashTable) known = NULL;
  GPtrArray *set;

  if (a->len * b->len > MAX_CROSSED)
    return NULL;
  set = new_set ();
  known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < a->len; i++)
    {
      const char *left = g_ptr_array_index (a, i);
      gboolean spaced = g_str_has_suffix (left, " ");

      for (guint j = 0; j < b->len; j++)
        {
          const char *right = g_ptr_array_index (b, j);
          char *joined = g_strconcat (left, spaced && *right == ' ' ? right + 1 : right, NULL);

          if (g_hash_table_contains (known, joined))
            g_free (joined);
          else
            {
              g_ptr_array_add (set, joined);
              g_hash_table_add (known, joined);
            }
        }
    }
  return set;
}

static void
skip_space (Reader *reader)
{
  for (;;)
    {
      while (g_ascii_isspace (*reader->at))
        reader->at++;
      if (*reader->at != '#')
        return;
      while (*reader->at != '\0' && *reader->at != '\n')
        reader->at++;
    }
}

static Part
anything (void)
{
  return (Part){ NULL, NULL };
}

/* White space, punctuation, a letter beyond ASCII, the edge of a word. */
static Part
boundary (void)
{
  return (Part){ set_of (" "), NULL };
}

/* An assertion: matches, and takes no text. */
static Part
nothing (void)
{
  return (Part){ set_of (""), NULL };
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static Part
letter (char c)
{
  char string[2] = { g_ascii_tolower (c), '\0' };

  return is_word (c) ? (Part){ set_of (string), NULL } : boundary ();
}

static Part
lose (Reader *reader)
{
  reader->lost = TRUE;
  return anything ();
}

/* One member of a class: whether it is never an ASCII letter, digit or underscore. */
static gboolean
read_member (Reader *reader)
{
  const char *at = reader->at;
  const char *posix = NULL;

  if (*at == '[' && at[1] != '\0' && strchr (":.=", at[1]) != NULL)
    posix = strchr (at + 2, at[1]);
  if (posix != NULL && posix[1] == ']')
    {
      reader->at = posix + 2;
      return FALSE;
    }
  if (*at == '\\' && at[1] != '\0')
    {
      reader->at = g_utf8_next_char (at + 1);
      return strchr ("sWhntr", at[1]) != NULL || !is_word (at[1]);
    }
  reader->at = g_utf8_next_char (at);
  /* A range may hold letters whatever its ends are. */
  return !is_word (*at) && !(*at == '-' && at[1] != ']');
}

/* Behind the "[". */
static Part
read_class (Reader *reader)
{
  gboolean only_boundaries = TRUE;

  if (*reader->at == '^')
    {
      reader->at++;
      only_boundaries = FALSE;
    }
  if (*reader->at == ']')
    reader->at++;
  while (*reader->at != '\0' && *reader->at != ']')
    {
      if (*reader->at == '\\' && (reader->at[1] == 'Q' || reader->at[1] == 'E'))
        return lose (reader);
      if (!read_member (reader))
        only_boundaries = FALSE;
    }
  if (*reader->at != ']')
    return lose (reader);
  reader->at++;
  return only_boundaries ? boundary () : anything ();
}

/* Behind the backslash. */
static Part
read_escape (Reader *reader)
{
  char c = *reader->at;
  const char *brace;

  if (c == '\0' || strchr ("QEgkKCcxoN", c) != NULL || g_ascii_isdigit (c))
    return lose (reader);
  if (strchr ("pP", c) != NULL)
    {
      reader->at++;
      brace = *reader->at == '{' ? strchr (reader->at, '}') : reader->at;
      if (brace == NULL || *brace == '\0')
        return lose (reader);
      reader->at = brace + 1;
      return anything ();
    }
  reader->at = g_utf8_next_char (reader->at);
  if (strchr ("bsWhntr", c) != NULL)
    return boundary ();
  if (strchr ("BAzZG", c) != NULL)
    return nothing ();
  return is_word (c) ? anything () : boundary ();
}

/* (?&name): reads the sub-pattern once. */
static Part
read_call (Reader *reader, const char *name)
{
  const char *pattern = g_hash_table_lookup (reader->defines, name);
  const char *back = reader->at;
  Part *known;
  Part part;

  if (g_hash_table_lookup_extended (reader->known, name, NULL, (gpointer *) &known))
    {
      /* NULL: it calls itself. */
      if (known == NULL)
        return anything ();
      return (Part){ known->exact != NULL ? g_ptr_array_ref (known->exact) : NULL,
                     known->needed != NULL ? g_ptr_array_ref (known->needed) : NULL };
    }
  if (pattern == NULL)
    return anything ();
  g_hash_table_insert (reader->known, g_strdup (name), NULL);
  reader->at = pattern;
  part = read_alternatives (reader);
  if (*reader->at != '\0')
    reader->lost = TRUE;
  reader->at = back;
  known = g_new0 (Part, 1);
  known->exact = part.exact != NULL ? g_ptr_array_ref (part.exact) : NULL;
  known->needed = part.needed != NULL ? g_ptr_array_ref (part.needed) : NULL;
  g_hash_table_insert (reader->known, g_strdup (name), known);
  return part;
}

/* Reads up to the closing bracket. */
static Part
read_inner (Reader *reader)
{
  Part part = read_alternatives (reader);

  if (*reader->at == ')')
    reader->at++;
  else
    reader->lost = TRUE;
  return part;
}

/* An assertion's inside says nothing about the match itself. */
static Part
read_assertion (Reader *reader, gsize length)
{
  Part part;

  reader->at += length;
  part = read_inner (reader);
  part_clear (&part);
  return nothing ();
}

static Part
read_named (Reader *reader, char close)
{
  const char *stop = strchr (reader->at, close);

  if (stop == NULL)
    return lose (reader);
  reader->at = stop + 1;
  return read_inner (reader);
}

/* Behind "(?". */
static Part
read_special (Reader *reader)
{
  const char *at = reader->at;
  const char *stop = strchr (at, ')');
  g_autofree char *name = NULL;

  if (g_str_has_prefix (at, "=") || g_str_has_prefix (at, "!"))
    return read_assertion (reader, 1);
  if (g_str_has_prefix (at, "<=") || g_str_has_prefix (at, "<!"))
    return read_assertion (reader, 2);
  if (g_str_has_prefix (at, "P<") || g_str_has_prefix (at, "<"))
    return read_named (reader, '>');
  if (*at == ':' || *at == '>' || *at == '|')
    {
      reader->at++;
      return read_inner (reader);
    }
  if (stop == NULL)
    return lose (reader);
  if (*at == '#')
    {
      reader->at = stop + 1;
      return nothing ();
    }
  if (*at == '&')
    {
      name = g_strndup (at + 1, (gsize) (stop - at - 1));
      reader->at = stop + 1;
      return read_call (reader, name);
    }
  /* (?i) and (?i:...) change nothing here; other options do. */
  if (g_str_has_prefix (at, "i)") || g_str_has_prefix (at, "-i)"))
    {
      reader->at = stop + 1;
      return nothing ();
    }
  if (g_str_has_prefix (at, "i:") || g_str_has_prefix (at, "-i:"))
    {
      reader->at = strchr (at, ':') + 1;
      return read_inner (reader);
    }
  return lose (reader);
}

static Part
read_element (Reader *reader)
{
  char c = *reader->at;

  reader->at = g_utf8_next_char (reader->at);
  switch (c)
    {
    case '[':
      return read_class (reader);
    case '\\':
      return read_escape (reader);
    case '.':
      return anything ();
    case '^':
    case '$':
      return nothing ();
    case '(':
      if (*reader->at == '*')
        return lose (reader);
      if (*reader->at != '?')
        return read_inner (reader);
      reader->at++;
      return read_special (reader);
    default:
      return letter (c);
    }
}

/* TRUE when there is a quantifier; @max is 2 for anything above 1. */
static gboolean
read_quantifier (Reader *reader, guint *min, guint *max)
{
  char *end;

  skip_space (reader);
  *min = 1;
  *max = 1;
  if (*reader->at == '{' && g_ascii_isdigit (reader->at[1]))
    {
      *min = (guint) g_ascii_strtoull (reader->at + 1, &end, 10);
      *max = *end == ',' ? (end[1] == '}' ? 2 : (guint) g_ascii_strtoull (end + 1, &end, 10)) : *min;
      end = strchr (end, '}');
      reader->at = end != NULL ? end + 1 : reader->at + strlen (reader->at);
    }
  else if (*reader->at == '*' || *reader->at == '+' || *reader->at == '?')
    {
      *min = *reader->at == '+';
      *max = *reader->at == '?' ? 1 : 2;
      reader->at++;
    }
  else
    return FALSE;
  if (*reader->at == '?' || *reader->at == '+')
    reader->at++;
  return TRUE;
}

static void
quantify (Part *part, guint min, guint max)
{
  GPtrArray *exact = g_steal_pointer (&part->exact);

  /* Many boundaries in a row are one. */
  if (exact != NULL && max > 1 && exact->len == 1 && strcmp (g_ptr_array_index (exact, 0), " ") == 0)
    max = 1;
  if (exact != NULL && min >= 1)
    take_better (&part->needed, exact);
  if (min == 0)
    g_clear_pointer (&part->needed, g_ptr_array_unref);
  if (exact != NULL && max == 1)
    {
      g_autoptr (GPtrArray) empty = set_of ("");

      part->exact = min >= 1 ? g_ptr_array_ref (exact) : unite (exact, empty);
    }
  g_clear_pointer (&exact, g_ptr_array_unref);
}

/* Joins @next to what was read of a sequence: @run is what its last stretch matches exactly. */
static void
join (Part *sequence, GPtrArray **run, gboolean *whole, Part *next)
{
  g_autoptr (GPtrArray) longer = next->exact != NULL ? cross (*run, next->exact) : NULL;

  if (longer != NULL)
    {
      g_ptr_array_unref (*run);
      *run = g_steal_pointer (&longer);
      return;
    }
  *whole = FALSE;
  take_better (&sequence->needed, *run);
  take_better (&sequence->needed, next->needed);
  g_ptr_array_unref (*run);
  *run = next->exact != NULL ? g_ptr_array_ref (next->exact) : set_of ("");
}

static Part
read_sequence (Reader *reader)
{
  Part sequence = anything ();
  GPtrArray *run = set_of ("");
  gboolean whole = TRUE;

  for (;;)
    {
      guint min;
      guint max;
      Part next;

      skip_space (reader);
      if (reader->lost || *reader->at == '\0' || *reader->at == '|' || *reader->at == ')')
        break;
      next = read_element (reader);
      if (read_quantifier (reader, &min, &max))
        quantify (&next, min, max);
      join (&sequence, &run, &whole, &next);
      part_clear (&next);
    }
  take_better (&sequence.needed, run);
  if (whole)
    sequence.exact = g_ptr_array_ref (run);
  g_ptr_array_unref (run);
  return sequence;
}

static Part
read_alternatives (Reader *reader)
{
  Part all;
  Union exact;
  Union needed;

  if (++reader->depth > MAX_DEPTH)
    return lose (reader);
  all = read_sequence (reader);
  if (!reader->lost && *reader->at == '|')
    {
      union_init (&exact);
      union_init (&needed);
      union_add (&exact, all.exact);
      union_add (&needed, all.needed);
      part_clear (&all);
      while (!reader->lost && *reader->at == '|')
        {
          Part next;

          reader->at++;
          next = read_sequence (reader);
          union_add (&exact, next.exact);
          union_add (&needed, next.needed);
          part_clear (&next);
        }
      all = (Part){ union_end (&exact), union_end (&needed) };
    }
  reader->depth--;
  return all;
}

char **
postil_literals_find (const char *pattern, GHashTable *defines)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, part_free);
  Reader reader = { .at = pattern, .defines = defines, .known = known };
  Part part = read_alternatives (&reader);
  char **literals = NULL;

  if (!reader.lost && *reader.at == '\0' && part.needed != NULL)
    {
      literals = g_new0 (char *, part.needed->len + 1);
      for (guint i = 0; i < part.needed->len; i++)
        literals[i] = g_strdup (g_ptr_array_index (part.needed, i));
    }
  part_clear (&part);
  return literals;
}
