/* quote-marks.c - pairs quotation marks, and leaves apostrophes and inches alone
 *
 * The text is read in units: paragraphs, in which lines that are merely wrapped hang together. Marks of a unit are collected
 * first, so that a doubtful one can be judged by its neighbours; then they are paired, each kind by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "quote-marks.h"

#include "quote-dashes.h"

#include <string.h>

enum
{
  WRAPPED_LEAST = 45, /* bytes of a line that was broken to a width */
  WRAPPED_MOST = 100,
  SINGLE_REACH = 3000, /* bytes that a single-quoted passage may span */
  SINGLE_TRIES = 12,   /* closing candidates that are looked at */
  CARRY_UNITS = 8,     /* paragraphs that an unclosed quote may run on over */
};

typedef enum
{
  KIND_STRAIGHT,
  KIND_CURLY,
  KIND_GUILLEMET,
  KIND_SINGLE,
  KIND_ANGLE,
  N_KINDS,
} Kind;

typedef struct
{
  gsize    start;
  gsize    stop;
  Kind     kind;
  gboolean can_open;
  gboolean can_close;
  gboolean weak_close; /* a plural's apostrophe as well */
  gboolean used;
} Mark;

typedef struct
{
  const char *utf8;
  gsize       n_bytes;
  GArray     *pairs;
  GArray     *marks;         /* of the current unit */
  gsize       open_at[N_KINDS]; /* start of the quote that the unit before left open, plus 1; 0: none */
  gsize       open_stop[N_KINDS]; /* end of that unit */
  guint open_units[N_KINDS];
} Reader;

static gunichar
char_before (const Reader *reader, gsize at)
{
  const char *last = at ? g_utf8_find_prev_char (reader->utf8, reader->utf8 + at) : NULL;
  return last ? g_utf8_get_char (last) : ' ';
}

static gunichar
char_at (const Reader *reader, gsize at)
{
  return at < reader->n_bytes ? g_utf8_get_char (reader->utf8 + at) : ' ';
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == 0xa0 || c == 0x202f || c == 0x200b || c == 0x2009;
}

static gboolean
opens_after (gunichar c)
{
  return is_space (c) || c == '(' || c == '[' || c == '{' || c == '-' || c == '/' || c == '=' || c == '*' || c == '_' ||
         (c >= 0x2010 && c <= 0x2015) || c == '"' || c == 0x201c || c == 0x2018 || c == '\'' || c == 0xab || c == '>';
}

/* 'em, 'til, '90s and their like at @at, where an apostrophe stands for letters that are left out. */
static gboolean
is_elision (const Reader *reader, gsize at)
{
  static const char *const WORDS[] = { "em", "til", "till", "tis", "twas", "twere", "twill", "cause", "bout", "round", "n",
                                       "im", "er", "ere", "cos", "coz", "neath", "gainst", "fraid", "nother", "nuff", "un" };
  gsize                    end = at;

  if (g_ascii_isdigit (char_at (reader, at)))
    {
      while (end < reader->n_bytes && g_ascii_isdigit (reader->utf8[end]))
        end++;
      return end == at + 2;
    }
  while (end < reader->n_bytes && g_ascii_isalpha (reader->utf8[end]))
    end++;
  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (strlen (WORDS[i]) == end - at && g_ascii_strncasecmp (reader->utf8 + at, WORDS[i], end - at) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
read_single (const Reader *reader, Mark *mark, gunichar c)
{
  gunichar before = char_before (reader, mark->start), after = char_at (reader, mark->stop);
  gboolean word_after = g_unichar_isalnum (after);

  if (g_unichar_isalnum (before) && word_after)
    return FALSE;
  /* Feet and minutes: 5' 11" */
  if (c == '\'' && g_unichar_isdigit (before) && (is_space (after) || g_unichar_isdigit (after)))
    mark->weak_close = TRUE;
  mark->can_open = c != 0x2019 && opens_after (before) && !is_space (after) && after != ',' && after != '.' && after != ')' &&
                   !(c == '\'' && is_elision (reader, mark->stop));
  mark->can_close = c != 0x201a && !opens_after (before) && !word_after;
  /* A closing mark after a dash: "I think--' " */
  if (!mark->can_open && !mark->can_close && c != 0x2018 && !is_space (before) && !word_after)
    mark->can_close = TRUE;
  if (before == 's' && is_space (after))
    mark->weak_close = TRUE;
  return mark->can_open || mark->can_close;
}

static void
read_straight (const Reader *reader, Mark *mark)
{
  gunichar before = char_before (reader, mark->start), after = char_at (reader, mark->stop);
  gboolean space_before = opens_after (before), space_after = is_space (after);

  mark->can_open = !space_after && (space_before || before == ',' || before == ':' || before == '.');
  mark->can_close = !is_space (before) && !(g_unichar_isalnum (after) && space_before);
  if (is_space (before) && space_after)
    mark->can_open = mark->can_close = TRUE;
  if (!mark->can_open && !mark->can_close)
    mark->can_open = mark->can_close = TRUE;
  /* Inches: 12" */
  mark->weak_close = g_unichar_isdigit (before) && !mark->can_open;
}

/* «so», « so » and »so«: marks that point to the left open, unless they close what stands right in front. */
static void
read_angled (const Reader *reader, Mark *mark, gboolean left)
{
  gunichar before = char_before (reader, mark->start), after = char_at (reader, mark->stop);

  if (left)
    {
      mark->can_close = !opens_after (before) && !g_unichar_isalnum (after);
      mark->can_open = !mark->can_close;
      return;
    }
  mark->can_close = TRUE;
  mark->can_open = is_space (before) && !is_space (after);
}

/* Reads the mark at @at when there is one. */
static gboolean
read_mark (const Reader *reader, gsize at, Mark *mark)
{
  gunichar c = g_utf8_get_char (reader->utf8 + at);

  *mark = (Mark){ .start = at, .stop = at + (gsize)g_utf8_skip[(guchar)reader->utf8[at]] };
  switch (c)
    {
    case '"':
    case 0xff02:
      mark->kind = KIND_STRAIGHT;
      read_straight (reader, mark);
      return TRUE;
    case '`':
      if (mark->stop < reader->n_bytes && reader->utf8[mark->stop] == '`')
        {
          mark->stop++;
          mark->kind = KIND_CURLY;
          mark->can_open = TRUE;
          return TRUE;
        }
      return FALSE;
    case 0x201c:
    case 0x201f:
      mark->kind = KIND_CURLY;
      mark->can_open = TRUE;
      mark->can_close = !opens_after (char_before (reader, at)); /* „so“ */
      return TRUE;
    case 0x201d:
      mark->kind = KIND_CURLY;
      mark->can_close = TRUE;
      mark->can_open = opens_after (char_before (reader, at)) && !is_space (char_at (reader, mark->stop));
      return TRUE;
    case 0x201e:
      mark->kind = KIND_CURLY;
      mark->can_open = TRUE;
      return TRUE;
    case 0xab:
    case 0xbb:
      mark->kind = KIND_GUILLEMET;
      read_angled (reader, mark, c == 0xab);
      return TRUE;
    case 0x2039:
    case 0x203a:
      mark->kind = KIND_ANGLE;
      read_angled (reader, mark, c == 0x2039);
      return TRUE;
    case '\'':
      if (mark->stop < reader->n_bytes && reader->utf8[mark->stop] == '\'' && at > 0)
        {
          mark->stop++;
          mark->kind = KIND_CURLY;
          mark->can_close = TRUE;
          return !is_space (char_before (reader, at));
        }
      mark->kind = KIND_SINGLE;
      return read_single (reader, mark, c);
    case 0x2018:
    case 0x2019:
    case 0x201a:
      mark->kind = KIND_SINGLE;
      return read_single (reader, mark, c);
    default:
      return FALSE;
    }
}

static void
add_pair (Reader *reader, gsize outer_start, gsize start, gsize stop, gsize outer_stop, gboolean single, PostilQuoteEnd end)
{
  while (start < stop && strchr (" \n\t", reader->utf8[start]))
    start++;
  while (stop > start && strchr (" \n\t", reader->utf8[stop - 1]))
    stop--;
  PostilQuotePair pair = { start, stop, outer_start, outer_stop, single, 0, end };
  if (start < stop)
    g_array_append_val (reader->pairs, pair);
}

static Mark *
mark_at (const Reader *reader, guint i)
{
  return &g_array_index (reader->marks, Mark, i);
}

/* A quote that nothing closes ends with its paragraph. */
static void
give_up (Reader *reader, Kind kind, gsize open)
{
  gsize from = open + (gsize)g_utf8_skip[(guchar)reader->utf8[open]];
  add_pair (reader, open, from, reader->open_stop[kind], reader->open_stop[kind], FALSE, POSTIL_QUOTE_UNCLOSED);
}

static void
keep_carrying (Reader *reader, Kind kind, gboolean carrying, gsize open)
{
  if (!carrying)
    return;
  if (++reader->open_units[kind] < CARRY_UNITS)
    reader->open_at[kind] = open + 1;
  else
    give_up (reader, kind, open);
}

/* Straight marks look alike on both sides: where their shape contradicts their order, an even number decides for order. */
static void
pair_doubles (Reader *reader, Kind kind, gsize unit_stop)
{
  guint count = 0, n = 0;
  Mark *open = NULL;
  gsize carried = reader->open_at[kind] ? reader->open_at[kind] - 1 : 0;
  gboolean carrying = reader->open_at[kind] != 0;

  reader->open_at[kind] = 0;
  for (guint i = 0; i < reader->marks->len; i++)
    count += mark_at (reader, i)->kind == kind ? 1 : 0;
  if (count == 0)
    {
      keep_carrying (reader, kind, carrying, carried);
      return;
    }
  for (guint i = 0; i < reader->marks->len; i++)
    {
      Mark *mark = mark_at (reader, i);
      if (mark->kind != kind)
        continue;
      n++;
      if (carrying && n == 1)
        {
          /* One that first closes ends the quote that a paragraph before left open */
          carrying = FALSE;
          if (!mark->can_open)
            {
              gsize from = carried + (gsize)g_utf8_skip[(guchar)reader->utf8[carried]];
              add_pair (reader, carried, from, mark->start, mark->stop, FALSE, POSTIL_QUOTE_CLOSED);
              count--;
              n = 0;
              continue;
            }
          give_up (reader, kind, carried);
        }
      gboolean even = count % 2 == 0;
      if (!open)
        {
          if (mark->can_open || (kind == KIND_STRAIGHT && even && n % 2 == 1 && !mark->weak_close))
            open = mark;
          continue;
        }
      if (mark->can_close || (kind == KIND_STRAIGHT && even && n % 2 == 0))
        {
          add_pair (reader, open->start, open->stop, mark->start, mark->stop, FALSE, POSTIL_QUOTE_CLOSED);
          open = NULL;
        }
      else if (mark->can_open)
        open = mark;
    }
  if (open)
    {
      reader->open_at[kind] = open->start + 1;
      reader->open_stop[kind] = unit_stop;
      reader->open_units[kind] = 0;
    }
}

static void
pair_singles (Reader *reader)
{
  for (guint i = 0; i < reader->marks->len; i++)
    {
      Mark *open = mark_at (reader, i);
      if (open->kind != KIND_SINGLE || !open->can_open || open->used)
        continue;
      guint found = 0, tries = 0;
      for (guint k = i + 1; k < reader->marks->len && tries < SINGLE_TRIES; k++)
        {
          const Mark *mark = mark_at (reader, k);
          if (mark->start > open->stop + SINGLE_REACH)
            break;
          if (mark->kind != KIND_SINGLE)
            continue;
          tries++;
          if (mark->can_open && !mark->can_close && found)
            break;
          if (!mark->can_close || mark->start == open->stop)
            continue;
          /* "the officials' answer'": a plural's apostrophe counts only when nothing better comes */
          if (!found || !mark->weak_close)
            found = k;
          if (!mark->weak_close)
            break;
        }
      if (!found)
        continue;
      Mark *close = mark_at (reader, found);
      close->used = TRUE;
      add_pair (reader, open->start, open->stop, close->start, close->stop, TRUE, POSTIL_QUOTE_CLOSED);
      i = found;
    }
}

static void
read_unit (Reader *reader, gsize start, gsize stop)
{
  g_array_set_size (reader->marks, 0);
  for (gsize i = start; i < stop;)
    {
      guchar c = (guchar)reader->utf8[i];
      Mark   mark;
      if ((c == '"' || c == '\'' || c == '`' || c == 0xe2 || c == 0xc2 || c == 0xef) && read_mark (reader, i, &mark))
        {
          g_array_append_val (reader->marks, mark);
          i = mark.stop;
        }
      else
        i += (gsize)g_utf8_skip[c];
    }
  pair_doubles (reader, KIND_STRAIGHT, stop);
  pair_doubles (reader, KIND_CURLY, stop);
  pair_doubles (reader, KIND_GUILLEMET, stop);
  pair_doubles (reader, KIND_ANGLE, stop);
  pair_singles (reader);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const PostilQuotePair *x = a, *y = b;
  if (x->outer_start != y->outer_start)
    return x->outer_start < y->outer_start ? -1 : 1;
  return x->outer_stop > y->outer_stop ? -1 : x->outer_stop < y->outer_stop ? 1 : 0;
}

/* Orders, drops what crosses, counts depth. */
static void
settle (GArray *pairs)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (gsize));
  guint              kept = 0;

  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++)
    {
      PostilQuotePair pair = g_array_index (pairs, PostilQuotePair, i);
      while (stack->len && g_array_index (stack, gsize, stack->len - 1) <= pair.outer_start)
        g_array_set_size (stack, stack->len - 1);
      if (stack->len && g_array_index (stack, gsize, stack->len - 1) < pair.outer_stop)
        continue;
      pair.depth = stack->len;
      g_array_append_val (stack, pair.outer_stop);
      g_array_index (pairs, PostilQuotePair, kept++) = pair;
    }
  g_array_set_size (pairs, kept);
}

static void
close_open (Reader *reader, gsize unit_stop, gsize next_start)
{
  for (Kind kind = 0; kind < N_KINDS; kind++)
    {
      if (!reader->open_at[kind] || reader->open_units[kind])
        continue;
      gsize open = reader->open_at[kind] - 1;
      Mark  mark;
      if (open >= unit_stop)
        continue;
      gsize    from = open + (gsize)g_utf8_skip[(guchar)reader->utf8[open]];
      gboolean again = next_start < reader->n_bytes && read_mark (reader, next_start, &mark) && mark.kind == kind &&
                       mark.can_open;
      if (again)
        {
          add_pair (reader, open, from, unit_stop, unit_stop, FALSE, POSTIL_QUOTE_CONTINUED);
          reader->open_at[kind] = 0;
        }
    }
}

GArray *
postil_quote_marks_find (const char *utf8, gsize n_bytes)
{
  Reader reader = { .utf8 = utf8, .n_bytes = n_bytes };
  gsize  unit = 0;

  reader.pairs = g_array_new (FALSE, FALSE, sizeof (PostilQuotePair));
  reader.marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_autoptr (GArray) marks = reader.marks;
  PostilQuoteDashes dashes;
  postil_quote_dashes_init (&dashes);
  for (gsize line = 0; line < n_bytes;)
    {
      const char *newline = memchr (utf8 + line, '\n', n_bytes - line);
      gsize       stop = newline ? (gsize)(newline - utf8) : n_bytes;
      gsize next = MIN (stop + 1, n_bytes);
      gboolean    wrapped = stop - line >= WRAPPED_LEAST && stop - line <= WRAPPED_MOST && next < n_bytes && utf8[next] != '\n';
      if (stop > line)
        postil_quote_dashes_read (&dashes, utf8, line, stop);
      if (!wrapped)
        {
          gsize after = next;
          while (after < n_bytes && strchr (" \n\t", utf8[after]))
            after++;
          if (stop > unit)
            {
              read_unit (&reader, unit, stop);
              close_open (&reader, stop, after);
            }
          unit = after;
          next = after;
        }
      line = next;
      if (next >= n_bytes && wrapped && unit < n_bytes)
        {
          read_unit (&reader, unit, n_bytes);
          close_open (&reader, n_bytes, n_bytes);
        }
    }
  for (Kind kind = 0; kind < N_KINDS; kind++)
    if (reader.open_at[kind])
      give_up (&reader, kind, reader.open_at[kind] - 1);
  postil_quote_dashes_end (&dashes, reader.pairs);
  postil_quote_dashes_clear (&dashes);
  settle (reader.pairs);
  return reader.pairs;
}
