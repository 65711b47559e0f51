/* nearest.c - where the words of an unaligned span may stand: to the letter, else by how little must be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/placing.h>

#include <string.h>

#include "pieces.h"

/* A text as it is compared: one kind of space, of quotation mark and of dash, no case, nothing that has no width. */
typedef struct
{
  GArray *characters; /* gunichar */
  GArray *offsets;    /* guint32: where, in code points of the text, each of them starts */
} Plain;

/* How much may differ: two of five characters. */
#define TOLERANCE(n) ((n) * 2 / 5)
/* Longer words are looked for to the letter only. */
#define MAX_WORDS 4000
/* Cells of the table that a search may fill; in a longer text it looks around the place that was given. */
#define MAX_WORK ((guint64) 400 << 20)

typedef struct
{
  guint32 start; /* numbers of plain characters */
  guint32 stop;
  guint distance;
} Candidate;

static void
plain_clear (Plain *self)
{
  g_clear_pointer (&self->characters, g_array_unref);
  g_clear_pointer (&self->offsets, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plain, plain_clear)

/* 0: it is left out. */
static gunichar
simplify (gunichar c)
{
  if (g_unichar_isspace (c))
    return ' ';
  if (g_unichar_iszerowidth (c) && g_unichar_type (c) == G_UNICODE_FORMAT)
    return 0;
  switch (c)
    {
    case 0x2018:
    case 0x2019:
    case 0x201a:
    case 0x201b:
    case 0x2032:
    case 0x2039:
    case 0x203a:
    case '`':
      return '\'';
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x2033:
    case 0xab:
    case 0xbb:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return '-';
    case 0xfeff:
      return 0;
    default:
      return g_unichar_tolower (c);
    }
}

static Plain
plain_new (const char *utf8)
{
  Plain self = { g_array_new (FALSE, FALSE, sizeof (gunichar)), g_array_new (FALSE, FALSE, sizeof (guint32)) };
  gunichar before = ' ';
  guint32 offset = 0;

  for (const char *p = utf8; *p != '\0'; p = g_utf8_next_char (p), offset++)
    {
      gunichar c = simplify (g_utf8_get_char (p));

      if (c == 0 || (c == ' ' && before == ' '))
        continue;
      g_array_append_val (self.characters, c);
      g_array_append_val (self.offsets, offset);
      before = c;
    }
  if (self.characters->len > 0 && before == ' ')
    g_array_set_size (self.characters, self.characters->len - 1);
  return self;
}

static guint64
far_from (PostilRange range, gint64 start)
{
  return range.start > start ? (guint64) range.start - start : (guint64) start - range.start;
}

static int
compare_matches (gconstpointer a, gconstpointer b, gpointer start)
{
  const PostilLikelyPlace *x = a, *y = b;
  guint64 far_x = far_from (x->range, *(gint64 *) start), far_y = far_from (y->range, *(gint64 *) start);

  if (x->exact != y->exact)
    return x->exact ? -1 : 1;
  if (x->likeness != y->likeness)
    return x->likeness > y->likeness ? -1 : 1;
  return far_x != far_y ? (far_x < far_y ? -1 : 1) : 0;
}

/* All places where @quote stands to the letter. */
static void
find_exact (const PostilText *text, const char *quote, GArray *matches)
{
  gsize n_bytes, n_quote = strlen (quote);
  const char *utf8 = postil_text_get_utf8 (text, &n_bytes), *end = utf8 + n_bytes;
  guint32 length = (guint32) g_utf8_strlen (quote, -1);

  for (const char *p = utf8; (p = memmem (p, end - p, quote, n_quote)) != NULL; p = g_utf8_next_char (p))
    {
      guint32 start = postil_text_from_byte (text, p - utf8);
      PostilLikelyPlace match = { POSTIL_RANGE (start, start + length), TRUE, 1 };

      g_array_append_val (matches, match);
    }
}

/* Sellers' algorithm, column by column, as deep as the distance stays within @limit: ends of all stretches of @text[first, stop) that
 * are so near to @words. */
static void
find_like (const Plain *text, guint32 first, guint32 stop, const Plain *words, guint limit, GArray *candidates)
{
  const gunichar *t = (const gunichar *) (gpointer) text->characters->data;
  const gunichar *w = (const gunichar *) (gpointer) words->characters->data;
  guint32 n = words->characters->len, deepest = MIN (n, limit + 1);
  g_autofree guint *distance = g_new (guint, n + 1);
  g_autofree guint32 *start = g_new (guint32, n + 1);

  for (guint32 i = 0; i <= n; i++)
    {
      distance[i] = i;
      start[i] = first;
    }
  for (guint32 j = first; j < stop; j++)
    {
      guint diagonal = 0;
      guint32 diagonal_start = j;

      start[0] = j + 1;
      for (guint32 i = 1; i <= deepest; i++)
        {
          guint best = diagonal + (w[i - 1] != t[j]);
          guint32 from = diagonal_start;

          diagonal = distance[i];
          diagonal_start = start[i];
          if (diagonal + 1 < best)
            {
              best = diagonal + 1;
              from = start[i];
            }
          if (distance[i - 1] + 1 < best)
            {
              best = distance[i - 1] + 1;
              from = start[i - 1];
            }
          distance[i] = best;
          start[i] = from;
        }
      if (deepest == n && distance[n] <= limit)
        {
          Candidate candidate = { start[n], j + 1, distance[n] };

          g_array_append_val (candidates, candidate);
        }
      /* What lies below is beyond the limit until its neighbour above comes within it. */
      while (deepest > 0 && distance[deepest] > limit)
        deepest--;
      if (deepest < n)
        {
          deepest++;
          distance[deepest] = limit + 1;
          start[deepest] = start[deepest - 1];
        }
    }
}

static gboolean
is_free (const GArray *matches, PostilRange range)
{
  for (guint i = 0; i < matches->len; i++)
    {
      PostilRange taken = g_array_index (matches, PostilLikelyPlace, i).range;

      if (range.start < taken.stop && taken.start < range.stop)
        return FALSE;
    }
  return TRUE;
}

static int
compare_candidates (gconstpointer a, gconstpointer b, gpointer near)
{
  const Candidate *x = a, *y = b;
  guint32 n = *(guint32 *) near;
  guint32 far_x = x->start > n ? x->start - n : n - x->start, far_y = y->start > n ? y->start - n : n - y->start;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return far_x != far_y ? (far_x < far_y ? -1 : 1) : 0;
}

/* The number of the plain character at or after @offset. */
static guint32
plain_index (const Plain *self, gint64 offset)
{
  guint32 low = 0, high = self->characters->len;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (g_array_index (self->offsets, guint32, middle) < offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_like (const PostilText *text, const PostilUnaligned *unaligned, guint limit, GArray *matches)
{
  g_auto (Plain) words = plain_new (unaligned->quote);
  g_auto (Plain) plain = plain_new (postil_text_get_utf8 (text, NULL));
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  guint32 n = words.characters->len, n_text = plain.characters->len, near = plain_index (&plain, unaligned->start);
  guint64 reach = n > 0 ? MAX_WORK / n / 2 : 0;

  if (n == 0 || n > MAX_WORDS)
    return;
  find_like (&plain, near > reach ? near - (guint32) reach : 0, (guint32) MIN ((guint64) n_text, near + reach), &words,
             TOLERANCE (n), candidates);
  g_array_sort_with_data (candidates, compare_candidates, &near);
  for (guint i = 0; i < candidates->len && matches->len < limit; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      PostilLikelyPlace match = { .likeness = 1 - (double) candidate->distance / n };

      if (candidate->start >= candidate->stop)
        continue;
      match.range = postil_text_trim (
          text, POSTIL_RANGE (g_array_index (plain.offsets, guint32, candidate->start),
                              g_array_index (plain.offsets, guint32, candidate->stop - 1) + 1));
      if (match.range.start < match.range.stop && is_free (matches, match.range))
        g_array_append_val (matches, match);
    }
}

/* Of words that stood apart, the stretches from the first to the last. */
static void
find_apart (const PostilText *text, char **pieces, GArray *matches)
{
  g_autoptr (GArray) hulls = postil_pieces_hulls (text, pieces);

  for (guint i = 0; i < hulls->len; i++)
    {
      PostilLikelyPlace match = { g_array_index (hulls, PostilRange, i), TRUE, 1 };

      g_array_append_val (matches, match);
    }
}

GArray *
postil_unaligned_matches (const PostilText *text, const PostilUnaligned *unaligned, guint limit)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (PostilLikelyPlace));
  g_auto (GStrv) pieces = postil_unaligned_pieces (unaligned);
  gint64 start = unaligned->start;

  if (unaligned->quote[0] == '\0')
    return matches;
  if (pieces != NULL)
    find_apart (text, pieces, matches);
  else
    find_exact (text, unaligned->quote, matches);
  g_array_sort_with_data (matches, compare_matches, &start);
  if (matches->len >= limit)
    g_array_set_size (matches, limit);
  else
    add_like (text, unaligned, limit, matches);
  return matches;
}
