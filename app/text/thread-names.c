/* thread-names.c - what stands beside every name on a page is the page's: numbers, ranks, "wrote", ages that a name runs into
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "thread-private.h"

#include <string.h>

/* Words that all headers share, as "from" in "Ann from Hull, 3 May": the name ends before the first of them. */
static void
cut_at_shared_words (const PostilPage *page, GArray *posts)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (posts->len < 3)
    return;
  for (guint i = 0; i < posts->len; i++)
    {
      const PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
      g_autofree char     *name = g_strndup (page->utf8 + post->author_start, post->author_stop - post->author_start);
      g_auto (GStrv)       words = g_strsplit (name, " ", 20);
      for (guint k = 1; words[0] && words[k]; k++)
        if (g_ascii_islower (words[k][0]) && words[k + 1] && !g_strv_contains ((const char *const *)words + k + 1, words[k]))
          g_hash_table_insert (seen, g_strdup (words[k]),
                               GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (seen, words[k])) + 1));
    }
  for (guint i = 0; i < posts->len; i++)
    {
      PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
      for (gsize at = post->author_start; at < post->author_stop;)
        {
          const char *space = memchr (page->utf8 + at, ' ', post->author_stop - at);
          if (!space)
            break;
          gsize word = (gsize)(space - page->utf8) + 1, end = word;
          while (end < post->author_stop && page->utf8[end] != ' ')
            end++;
          g_autofree char *key = g_strndup (page->utf8 + word, end - word);
          if (GPOINTER_TO_UINT (g_hash_table_lookup (seen, key)) * 5 >= posts->len * 4)
            {
              post->author_stop = word - 1;
              postil_thread_trim_author (page->utf8, &post->author_start, &post->author_stop);
              break;
            }
          at = word;
        }
    }
}

/* The number that a name starts with, as "7 Ann": -1 for none. Moves @start behind it. */
static gint64
read_counter (const PostilPage *page, gsize *start, gsize stop)
{
  gsize  i = *start;
  gint64 value = 0;

  while (i < stop && i < *start + 6 && g_ascii_isdigit (page->utf8[i]))
    value = value * 10 + (page->utf8[i++] - '0');
  if (i == *start || i + 1 >= stop || page->utf8[i] != ' ')
    return -1;
  *start = i + 1;
  return value;
}

/* Names that are counted, one up or down from post to post, lose their numbers. */
static void
drop_counters (const PostilPage *page, GArray *posts)
{
  gint64 before = -1;
  guint  n_steps = 0;

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < posts->len; i++)
      {
        PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
        gsize          start = post->author_start;
        gint64         number = read_counter (page, &start, post->author_stop);

        if (round == 0)
          n_steps += number >= 0 && before >= 0 && ABS (number - before) == 1 ? 1 : 0;
        else if (number >= 0 && n_steps * 5 >= (posts->len - 1) * 4 && n_steps > 0)
          {
            post->author_start = start;
            postil_thread_trim_author (page->utf8, &post->author_start, &post->author_stop);
          }
        before = number;
      }
}

/* The word at one end of a name, its digits made equal; NULL when there is no other. (transfer full) */
static char *
edge_word (const PostilPage *page, const PostilRawPost *post, gboolean last, gsize *cut)
{
  const char *name = page->utf8 + post->author_start;
  gsize       n = post->author_stop - post->author_start;
  const char *space = n == 0 ? NULL : last ? g_strrstr_len (name, (gssize)n, " ") : memchr (name, ' ', n);
  gsize       at = space ? (gsize)(space - name) : 0;

  if (!space || at == 0 || at + 1 >= n)
    return NULL;
  *cut = post->author_start + (last ? at : at + 1);
  return postil_thread_shape (page->utf8, last ? *cut + 1 : post->author_start, last ? post->author_stop : post->author_start + at);
}

/* The first or last word that (nearly) all names share is the page's: "Ann left a comment", "12 points by Ann". FALSE when
 * there is none. */
static gboolean
drop_shared_edge (const PostilPage *page, GArray *posts, gboolean last)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean               dropped = FALSE;

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < posts->len; i++)
      {
        PostilRawPost   *post = &g_array_index (posts, PostilRawPost, i);
        gsize            cut = 0;
        g_autofree char *word = edge_word (page, post, last, &cut);
        guint            n = word ? GPOINTER_TO_UINT (g_hash_table_lookup (words, word)) : 0;

        if (word && round == 0)
          g_hash_table_insert (words, g_steal_pointer (&word), GUINT_TO_POINTER (n + 1));
        else if (word && n * 5 >= posts->len * 4)
          {
            *(last ? &post->author_stop : &post->author_start) = cut;
            postil_thread_trim_author (page->utf8, &post->author_start, &post->author_stop);
            dropped = TRUE;
          }
      }
  return dropped;
}

static guint
count_names (const PostilPage *page, const GArray *posts)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < posts->len; i++)
    {
      const PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
      g_hash_table_add (names, g_strndup (page->utf8 + post->author_start, post->author_stop - post->author_start));
    }
  return g_hash_table_size (names);
}

/* Needs three posts by two people: "Ann Berg" alone on a page keeps both her names. */
static void
drop_shared_edges (const PostilPage *page, GArray *posts, gboolean last)
{
  guint rounds = posts->len >= 3 && count_names (page, posts) >= 2 ? 4 : 0;

  while (rounds > 0 && drop_shared_edge (page, posts, last))
    rounds--;
}

/* Ranks on the line of the name, "Ann Berg, Senior Member": on most posts, or they are part of a name. */
static void
drop_ranks (const PostilPage *page, GArray *posts)
{
  guint n_ranks = 0;

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < posts->len; i++)
      {
        PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
        gsize          rank = postil_thread_find_rank (page->utf8, post->author_start, post->author_stop);

        if (rank >= post->author_stop)
          continue;
        if (round == 0)
          n_ranks++;
        else if (n_ranks >= 2 && n_ranks * 5 >= posts->len * 3)
          {
            post->author_stop = rank;
            postil_thread_trim_author (page->utf8, &post->author_start, &post->author_stop);
          }
      }
}

/* Digits of the age that a name runs into, from @from. */
static guint
count_age (GHashTable *ages, const char *utf8, gsize from, gsize stop)
{
  g_autofree char *age = g_strndup (utf8 + from, stop - from);
  guint64          value = g_ascii_strtoull (age, NULL, 10);
  g_autofree char *older = g_strdup_printf ("%" G_GUINT64_FORMAT, value + 1);
  g_autofree char *newer = g_strdup_printf ("%" G_GUINT64_FORMAT, value ? value - 1 : 0);

  if (age[0] == '0')
    return 0;
  return 2 * GPOINTER_TO_UINT (g_hash_table_lookup (ages, age)) + GPOINTER_TO_UINT (g_hash_table_lookup (ages, older)) +
         GPOINTER_TO_UINT (g_hash_table_lookup (ages, newer));
}

/* "sonic9892138d ago": the age is the number that stands oftenest in the other headers; the rest is the name's. */
static void
split_glued (const PostilPage *page, GArray *posts)
{
  g_autoptr (GHashTable) ages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < posts->len; i++)
      {
        PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
        gsize          digits = post->time_start, best = post->time_start;
        while (digits < post->time_stop && digits < post->time_start + 12 && g_ascii_isdigit (page->utf8[digits]))
          digits++;
        if (post->author_stop != post->time_start || digits == post->time_start)
          continue;
        if (round == 0)
          {
            char *whole = g_strndup (page->utf8 + post->time_start, digits - post->time_start);
            guint n = GPOINTER_TO_UINT (g_hash_table_lookup (ages, whole));
            g_hash_table_insert (ages, whole, GUINT_TO_POINTER (n + 1));
            continue;
          }
        guint most = count_age (ages, page->utf8, best, digits);
        for (gsize cut = post->time_start + 1; cut < digits; cut++)
          {
            guint n = count_age (ages, page->utf8, cut, digits);
            if (n > most)
              {
                most = n;
                best = cut;
              }
          }
        post->time_start = post->author_stop = best;
      }
}

void
postil_thread_clean_names (const PostilPage *page, GArray *posts)
{
  split_glued (page, posts);
  drop_counters (page, posts);
  drop_ranks (page, posts);
  drop_shared_edges (page, posts, FALSE);
  cut_at_shared_words (page, posts);
  drop_shared_edges (page, posts, TRUE);
}
