/* thread-layout.c - which of a page's lines head its posts: the reading that explains the most posts wins
 *
 * Every line with a time is a possible anchor. Anchors of one shape are taken together, each set is read as headers, as
 * closing lines and as signatures, and the readings compete by the number of whole posts (name, time, words) they give.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "thread-private.h"

#include <string.h>

enum
{
  LONGEST_SUFFIX = 60,
  LONGEST_PREFIX = 110,
  MOST_SETS = 12,
};

static gboolean
suffix_is_quiet (const char *utf8, gsize start, gsize stop)
{
  guint n_words = 0;

  if (stop - start > LONGEST_SUFFIX)
    return FALSE;
  if (postil_thread_is_furniture (utf8, start, stop))
    return TRUE;
  for (gsize i = start; i < stop; i++)
    if (g_ascii_isalpha (utf8[i]) && (i == start || !g_ascii_isalnum (utf8[i - 1])))
      n_words++;
  g_autofree char *lower = g_ascii_strdown (utf8 + start, (gssize)(stop - start));
  return n_words <= 3 || strstr (lower, "edited") != NULL;
}

/* "nick>" or "nick:" at @i; fills the name and where the words start. */
static gboolean
match_nick (const char *utf8, gsize i, gsize stop, PostilAnchor *anchor)
{
  while (i < stop && utf8[i] == ' ')
    i++;
  if (i + 2 < stop && strchr ("-|", utf8[i]) && utf8[i + 1] == ' ')
    i += 2;
  gboolean angle = i < stop && utf8[i] == '<';
  gsize    start = i + (angle ? 1 : 0);
  gsize    limit = MIN (stop, start + 50);
  gsize    end = start;

  while (end < limit && utf8[end] != (angle ? '>' : ':') && utf8[end] != '\n')
    end++;
  if (end >= limit || end == start || (!angle && (end + 1 >= stop || utf8[end + 1] != ' ')))
    return FALSE;
  anchor->body = end + 1;
  while (start < end && strchr (" @+%~&", utf8[start]))
    start++;
  if (start == end || strchr ("-*=#", utf8[start]) || !postil_thread_is_name_like (utf8, start, end))
    return FALSE;
  anchor->author_start = start;
  anchor->author_stop = end;
  while (anchor->body < stop && utf8[anchor->body] == ' ')
    anchor->body++;
  return anchor->body < stop;
}

static gboolean
is_log (const char *utf8, const PostilLine *line, PostilAnchor *anchor)
{
  const PostilTimeHit *time = &line->time;

  if (time->start <= line->start + 1 && (time->start == line->start || strchr ("[(", utf8[line->start])))
    {
      gsize i = time->stop;
      while (i < line->stop && strchr ("])", utf8[i]))
        i++;
      return i < line->stop && match_nick (utf8, i, line->stop, anchor);
    }
  /* <nick> [03:12] words */
  if (utf8[line->start] != '<' || !match_nick (utf8, line->start, line->stop, anchor))
    return FALSE;
  if (anchor->body + 1 != time->start || utf8[anchor->body] != '[' || time->stop >= line->stop || utf8[time->stop] != ']')
    return FALSE;
  anchor->body = time->stop + 1;
  while (anchor->body < line->stop && utf8[anchor->body] == ' ')
    anchor->body++;
  return anchor->body < line->stop;
}

static gunichar
joint_before (const char *utf8, gsize start, gsize at)
{
  while (at > start && strchr (" ([", utf8[at - 1]))
    at--;
  if (at == start)
    return 0;
  const char *last = g_utf8_find_prev_char (utf8 + start, utf8 + at);
  gunichar    c = last ? g_utf8_get_char (last) : 0;
  return g_unichar_isalnum (c) || c == '.' || c == ')' || c == '_' ? 'a' : c;
}

/* "Date: " and "Post subject: " are names of fields. */
static gboolean
is_field_name (const char *utf8, gsize start, gsize stop)
{
  while (stop > start && utf8[stop - 1] == ' ')
    stop--;
  return stop > start + 1 && stop - start <= 20 && utf8[stop - 1] == ':' &&
         !memchr (utf8 + start, ':', stop - 1 - start) && postil_thread_is_name_like (utf8, start, stop - 1);
}

/* The name that follows the time: "3 May | Ann", "[3 May] @ann", "Posted 3 May by Ann". */
static gboolean
read_name_after (const char *utf8, const PostilLine *line, PostilTimeHit time, gsize *start, gsize *stop)
{
  static const char *const VERBS[] = { "posted", "submitted", "written", "asked", "answered", "added", "published", "created", "commented" };
  gsize                    from = line->start, to = time.start;
  gboolean                 by = g_ascii_strncasecmp (utf8 + time.stop, " by ", MIN (4, line->stop - time.stop)) == 0;

  while (to > from && strchr (" ([", utf8[to - 1]))
    to--;
  for (guint i = 0; i < G_N_ELEMENTS (VERBS) && by; i++)
    if (to - from == strlen (VERBS[i]) && g_ascii_strncasecmp (utf8 + from, VERBS[i], to - from) == 0)
      to = from;
  /* "On 3 May Ann wrote:" */
  if (to - from == 2 && (g_ascii_strncasecmp (utf8 + from, "on", 2) == 0 || g_ascii_strncasecmp (utf8 + from, "at", 2) == 0) && utf8[line->stop - 1] == ':')
    to = from;
  if (to > from || time.class == POSTIL_TIME_WEAK)
    return FALSE;
  *start = time.stop;
  *stop = line->stop;
  postil_thread_trim_author (utf8, start, stop);
  if (*stop - *start >= 6 && g_ascii_strncasecmp (utf8 + *start, "edited", 6) == 0)
    return FALSE;
  return *stop > *start && *start > time.stop && (g_ascii_isalpha (utf8[*start]) || utf8[*start] == '@') &&
         !postil_thread_is_furniture (utf8, *start, *stop) && postil_thread_is_name_like (utf8, *start, *stop);
}

static gboolean
read_anchor (const PostilPage *page, guint index, PostilAnchor *anchor)
{
  const char       *utf8 = page->utf8;
  const PostilLine *line = postil_page_line (page, index);
  PostilTimeHit     time = line->time;

  *anchor = (PostilAnchor){ .line = index, .time = time };
  if (utf8[line->start] == '>' || line->class == POSTIL_LINE_ROLE)
    return FALSE;
  if (time.class != POSTIL_TIME_NONE && time.class != POSTIL_TIME_WEAK && is_log (utf8, line, anchor))
    {
      anchor->mode = POSTIL_ANCHOR_LOG;
      return TRUE;
    }
  if (time.class != POSTIL_TIME_NONE && read_name_after (utf8, line, time, &anchor->author_start, &anchor->author_stop))
    {
      anchor->mode = POSTIL_ANCHOR_AFTER;
      anchor->joint = joint_before (utf8, line->start, time.start);
      return TRUE;
    }
  if (time.class != POSTIL_TIME_NONE && suffix_is_quiet (utf8, time.stop, line->stop) &&
      time.start - line->start <= LONGEST_PREFIX)
    {
      gsize start = line->start, stop = time.start;
      anchor->joint = joint_before (utf8, start, stop);
      postil_thread_trim_author (utf8, &start, &stop);
      anchor->author_start = anchor->author_stop = time.start;
      anchor->mode = POSTIL_ANCHOR_ALONE;
      if (start >= stop || is_field_name (utf8, line->start, time.start) ||
          postil_thread_is_furniture (utf8, line->start, time.start))
        return TRUE;
      anchor->mode = POSTIL_ANCHOR_INLINE;
      anchor->author_start = start;
      anchor->author_stop = stop;
      if (time.class == POSTIL_TIME_WEAK && anchor->joint == 'a' && !time.glued)
        return FALSE;
      if (stop - start <= 80 && (postil_thread_is_name_like (utf8, start, stop) || memchr (utf8 + start, ',', stop - start)))
        return TRUE;
    }
  return FALSE;
}

/* Words, then a name, then a time at the end. */
static gboolean
read_signature_anchor (const PostilPage *page, guint index, PostilAnchor *anchor)
{
  const PostilLine *line = postil_page_line (page, index);
  PostilTimeHit     time;

  if (page->utf8[line->start] == '>' || !(g_ascii_isalnum (page->utf8[line->stop - 1]) || strchr (").", page->utf8[line->stop - 1])))
    return FALSE;
  time = postil_time_find_at_end (page->utf8, line->start, line->stop);
  if ((time.class != POSTIL_TIME_DATE && time.class != POSTIL_TIME_RELATIVE) || time.start == line->start)
    return FALSE;
  *anchor = (PostilAnchor){ .line = index, .mode = POSTIL_ANCHOR_SIGNATURE, .time = time };
  return TRUE;
}

GArray *
postil_thread_anchors (const PostilPage *page)
{
  GArray *anchors = g_array_new (FALSE, FALSE, sizeof (PostilAnchor));

  for (guint i = 0; i < page->lines->len; i++)
    {
      PostilAnchor anchor;
      if (read_anchor (page, i, &anchor))
        g_array_append_val (anchors, anchor);
      if (read_signature_anchor (page, i, &anchor))
        g_array_append_val (anchors, anchor);
    }
  return anchors;
}

/* Anchors of one shape; @mixed: those without a name on their line come along. */
typedef struct
{
  PostilAnchorMode mode;
  PostilTimeClass  class;
  gunichar         joint;
  gboolean         glued;
  gboolean         mixed;
  guint            count;
} Shape;

static gboolean
shape_has (const Shape *shape, const PostilAnchor *anchor)
{
  if (anchor->time.class != shape->class)
    return FALSE;
  if (shape->mixed && anchor->mode == POSTIL_ANCHOR_ALONE)
    return anchor->joint == shape->joint;
  if (anchor->mode != shape->mode)
    return FALSE;
  if (shape->mode == POSTIL_ANCHOR_INLINE)
    return anchor->joint == shape->joint && anchor->time.glued == shape->glued;
  return TRUE;
}

static int
by_count (gconstpointer a, gconstpointer b)
{
  const Shape *x = a, *y = b;
  return x->count < y->count ? 1 : x->count > y->count ? -1 : 0;
}

static GArray *
collect_shapes (const GArray *anchors)
{
  GArray *shapes = g_array_new (FALSE, FALSE, sizeof (Shape));

  for (guint i = 0; i < anchors->len; i++)
    {
      const PostilAnchor *anchor = &g_array_index (anchors, PostilAnchor, i);
      Shape               shape = { anchor->mode, anchor->time.class, anchor->joint, anchor->time.glued, FALSE, 1 };
      guint               k = 0;
      while (k < shapes->len && !shape_has (&g_array_index (shapes, Shape, k), anchor))
        k++;
      if (k < shapes->len)
        g_array_index (shapes, Shape, k).count++;
      else if (shapes->len < 64)
        g_array_append_val (shapes, shape);
    }
  g_array_sort (shapes, by_count);
  g_array_set_size (shapes, MIN (shapes->len, MOST_SETS));
  for (guint i = 0, n = shapes->len; i < n; i++)
    {
      Shape shape = g_array_index (shapes, Shape, i);
      if (shape.mode != POSTIL_ANCHOR_INLINE)
        continue;
      shape.mixed = TRUE;
      g_array_append_val (shapes, shape);
    }
  return shapes;
}

static GArray *
select_anchors (const GArray *anchors, const Shape *shape)
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (PostilAnchor));

  for (guint i = 0; i < anchors->len; i++)
    {
      const PostilAnchor *anchor = &g_array_index (anchors, PostilAnchor, i);
      if (shape_has (shape, anchor))
        g_array_append_vals (selected, anchor, 1);
    }
  return selected;
}

static gboolean
have_one_name (const PostilPage *page, const GArray *anchors)
{
  const PostilAnchor *first = &g_array_index (anchors, PostilAnchor, 0);
  gsize               n = first->author_stop - first->author_start;

  for (guint i = 1; i < anchors->len; i++)
    {
      const PostilAnchor *anchor = &g_array_index (anchors, PostilAnchor, i);
      if (anchor->author_stop - anchor->author_start != n ||
          memcmp (page->utf8 + anchor->author_start, page->utf8 + first->author_start, n) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Worth of a reading: its whole posts, less half a post for each broken one. */
static double
worth (const PostilPage *page, const GArray *posts, const Shape *shape, double bonus)
{
  static const double SURE[] = { [POSTIL_TIME_WEAK] = 0.8, [POSTIL_TIME_CLOCK] = 0.95, [POSTIL_TIME_RELATIVE] = 1.0,
                                 [POSTIL_TIME_DATE] = 1.0 };
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint               n_whole = 0;

  for (guint i = 0; i < posts->len; i++)
    {
      const PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
      gboolean named = postil_thread_is_name_like (page->utf8, post->author_start, post->author_stop);
      if (!named || post->stop <= post->body || post->time_stop <= post->time_start)
        continue;
      n_whole++;
      g_hash_table_add (names, g_strndup (page->utf8 + post->author_start, post->author_stop - post->author_start));
    }
  guint n_broken = posts->len - n_whole;
  /* Two dated lines are no thread unless both are sure and two people speak */
  if (n_whole < 2 || n_broken > n_whole ||
      (n_whole == 2 && (n_broken || shape->class == POSTIL_TIME_WEAK || g_hash_table_size (names) < 2)))
    return 0;
  double doubt = n_whole >= 3 && g_hash_table_size (names) == 1 ? 0.9 : 1.0;
  return ((double)n_whole * (1.0 + bonus) - 0.5 * n_broken) * SURE[shape->class] * doubt;
}

static void
consider (const PostilPage *page, const Shape *shape, GArray *posts, double bonus, GArray **best, double *best_worth)
{
  postil_thread_finish_posts (page, posts);
  double value = worth (page, posts, shape, bonus);
  if (value <= *best_worth)
    {
      g_array_unref (posts);
      return;
    }
  g_array_unref (*best);
  *best = posts;
  *best_worth = value;
}

GArray *
postil_thread_learn_layout (const PostilPage *page)
{
  g_autoptr (GArray) anchors = postil_thread_anchors (page);
  g_autoptr (GArray) shapes = collect_shapes (anchors);
  GArray            *best = g_array_new (FALSE, FALSE, sizeof (PostilRawPost));
  double             best_worth = 0;

  for (guint i = 0; i < shapes->len; i++)
    {
      const Shape       *shape = &g_array_index (shapes, Shape, i);
      g_autoptr (GArray) selected = select_anchors (anchors, shape);
      double             bonus = 0;
      if (selected->len < 2 || selected->len < best_worth * 0.5)
        continue;
      if (shape->mode == POSTIL_ANCHOR_SIGNATURE)
        {
          GArray *signed_posts = postil_thread_posts_signed (page, selected, &bonus);
          consider (page, shape, signed_posts, bonus, &best, &best_worth);
          continue;
        }
      GArray *headed = postil_thread_posts_headed (page, selected, &bonus);
      consider (page, shape, headed, bonus, &best, &best_worth);
      if (shape->mode == POSTIL_ANCHOR_INLINE && selected->len >= 3 && have_one_name (page, selected))
        {
          /* "Old 05-12-2012": a word of the page stands before each time, so the names stand elsewhere */
          for (guint k = 0; k < selected->len; k++)
            g_array_index (selected, PostilAnchor, k).mode = POSTIL_ANCHOR_ALONE;
          GArray *named = postil_thread_posts_headed (page, selected, &bonus);
          consider (page, shape, named, bonus, &best, &best_worth);
        }
      if (shape->mode == POSTIL_ANCHOR_LOG || shape->mode == POSTIL_ANCHOR_AFTER)
        continue;
      bonus = 0;
      GArray *closed = postil_thread_posts_closed (page, selected, &bonus);
      consider (page, shape, closed, bonus, &best, &best_worth);
    }
  return best;
}
