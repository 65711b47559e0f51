/* literals.c - which words must stand in a text for a pattern to match it?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the pattern as a tree of sequences and alternatives. For each part it keeps the strings that the part matches
 * exactly, as long as they are few, and what must stand in a text where the part matches: of a sequence all that its
 * parts need, of alternatives what one of them needs.
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

/* Both say something of whatever the part matches. */
typedef struct
{
  GPtrArray  *exact;  /* char *: it is one of these; NULL: not known */
  PostilNeed *needed; /* stands in the text, beside one of @exact; NULL: nothing is known */
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
  g_clear_pointer (&part->needed, postil_need_unref);
}

static Part
part_copy (const Part *part)
{
  return (Part){ part->exact != NULL ? g_ptr_array_ref (part->exact) : NULL,
                 part->needed != NULL ? postil_need_ref (part->needed) : NULL };
}

static void
part_free (gpointer data)
{
  if (data == NULL)
    return;
  part_clear (data);
  g_free (data);
}

/* All that must stand in a text where the part matches; NULL: nothing is known. (transfer full) */
static PostilNeed *
need_of (const Part *part)
{
  PostilNeed *words = part->exact != NULL ? postil_need_words (part->exact) : NULL;

  return postil_need_all (part->needed != NULL ? postil_need_ref (part->needed) : NULL, words);
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

/* Boundaries that meet are one. */
static char *
join_words (const char *left, const char *right)
{
  return g_strconcat (left, g_str_has_suffix (left, " ") && *right == ' ' ? right + 1 : right, NULL);
}

/* Each string of @a followed by each of @b; NULL when that is too many. */
static GPtrArray *
cross (const GPtrArray *a, const GPtrArray *b)
{
  g_autoptr (GHashTable) known = NULL;
  GPtrArray *set;

  if (a->len * b->len > MAX_CROSSED)
    return NULL;
  if (a->len == 1 && b->len == 1)
    {
      set = new_set ();
      g_ptr_array_add (set, join_words (g_ptr_array_index (a, 0), g_ptr_array_index (b, 0)));
      return set;
    }
  set = new_set ();
  known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < a->len; i++)
    {
      const char *left = g_ptr_array_index (a, i);

      for (guint j = 0; j < b->len; j++)
        {
          const char *right = g_ptr_array_index (b, j);
          char *joined = join_words (left, right);

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

  if (is_word (c))
    return (Part){ set_of (string), NULL };
  return (Part){ set_of (" "), g_ascii_ispunct (c) ? postil_need_mark (c) : NULL };
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
  return is_word (c) ? anything () : letter (c);
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
      return known != NULL ? part_copy (known) : anything ();
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
  *known = part_copy (&part);
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

/* What an assertion asks for stands in the text, though not in the match. */
static Part
read_assertion (Reader *reader, gsize length, gboolean denied)
{
  Part inside;
  Part part = nothing ();

  reader->at += length;
  inside = read_inner (reader);
  if (!denied)
    part.needed = need_of (&inside);
  part_clear (&inside);
  return part;
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

  if (*at == '=' || *at == '!')
    return read_assertion (reader, 1, *at == '!');
  if (g_str_has_prefix (at, "<=") || g_str_has_prefix (at, "<!"))
    return read_assertion (reader, 2, at[1] == '!');
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
  if (min == 0)
    g_clear_pointer (&part->needed, postil_need_unref);
  else if (exact != NULL && max > 1)
    part->needed = postil_need_all (g_steal_pointer (&part->needed), postil_need_words (exact));
  if (exact != NULL && max == 1)
    {
      g_autoptr (GPtrArray) empty = set_of ("");

      part->exact = min >= 1 ? g_ptr_array_ref (exact) : unite (exact, empty);
    }
  g_clear_pointer (&exact, g_ptr_array_unref);
}

static void
need_too (Part *sequence, PostilNeed *needed)
{
  sequence->needed = postil_need_all (g_steal_pointer (&sequence->needed), needed);
}

/* Joins @next to what was read of a sequence: its "exact" is what its last stretch matches. */
static void
join (Part *sequence, gboolean *whole, Part *next)
{
  g_autoptr (GPtrArray) longer = next->exact != NULL ? cross (sequence->exact, next->exact) : NULL;

  need_too (sequence, g_steal_pointer (&next->needed));
  if (longer == NULL)
    {
      *whole = FALSE;
      need_too (sequence, postil_need_words (sequence->exact));
      longer = next->exact != NULL ? g_ptr_array_ref (next->exact) : set_of ("");
    }
  g_ptr_array_unref (sequence->exact);
  sequence->exact = g_steal_pointer (&longer);
}

static Part
read_sequence (Reader *reader)
{
  Part sequence = nothing ();
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
      join (&sequence, &whole, &next);
      part_clear (&next);
    }
  if (whole)
    return sequence;
  need_too (&sequence, postil_need_words (sequence.exact));
  g_clear_pointer (&sequence.exact, g_ptr_array_unref);
  return sequence;
}

/* What is exact in all of the alternatives stays so. What one of them needs beside it, a mark, is kept with its words. */
static Part
unite_parts (const GArray *parts)
{
  g_autoptr (GPtrArray) needs = g_ptr_array_new ();
  gboolean any_needed = FALSE;
  Union exact;
  Part all = anything ();

  union_init (&exact);
  for (guint i = 0; i < parts->len; i++)
    {
      union_add (&exact, g_array_index (parts, Part, i).exact);
      any_needed = any_needed || g_array_index (parts, Part, i).needed != NULL;
    }
  all.exact = union_end (&exact);
  if (all.exact != NULL && !any_needed)
    return all;
  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (needs, need_of (&g_array_index (parts, Part, i)));
  all.needed = postil_need_any (needs);
  for (guint i = 0; i < needs->len; i++)
    {
      if (g_ptr_array_index (needs, i) != NULL)
        postil_need_unref (g_ptr_array_index (needs, i));
    }
  return all;
}

static void
clear_part (gpointer data)
{
  part_clear (data);
}

static Part
read_alternatives (Reader *reader)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  Part all;

  if (++reader->depth > MAX_DEPTH)
    return lose (reader);
  g_array_set_clear_func (parts, clear_part);
  all = read_sequence (reader);
  while (!reader->lost && *reader->at == '|')
    {
      g_array_append_val (parts, all);
      reader->at++;
      all = read_sequence (reader);
    }
  if (parts->len > 0)
    {
      g_array_append_val (parts, all);
      all = unite_parts (parts);
    }
  reader->depth--;
  return all;
}

PostilNeed *
postil_literals_find (const char *pattern, GHashTable *defines)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, part_free);
  Reader reader = { .at = pattern, .defines = defines, .known = known };
  Part part = read_alternatives (&reader);
  PostilNeed *need = !reader.lost && *reader.at == '\0' ? need_of (&part) : NULL;

  part_clear (&part);
  return need;
}
