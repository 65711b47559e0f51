/* thread-body.c - where the words of a post end and the page's own lines begin again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "thread-private.h"

#include <string.h>

enum
{
  DEEPEST_TAIL = 6, /* lines of a page after a post that are compared */
};

static char *
line_shape (const PostilPage *page, const PostilLine *line)
{
  return postil_thread_shape (page->utf8, line->start, line->stop);
}

static guint
count_shape (GHashTable *shapes, const PostilPage *page, guint line)
{
  g_autofree char *shape = line_shape (page, postil_page_line (page, line));
  return GPOINTER_TO_UINT (g_hash_table_lookup (shapes, shape));
}

/* "*** ann has joined", and in a log a line with a time and no nick. */
static gboolean
is_event (const PostilPage *page, const PostilLine *line, gboolean log)
{
  static const char *const MARKS[] = { "***", "-!-", "-->", "<--", "* ", "=== " };

  for (guint i = 0; i < G_N_ELEMENTS (MARKS); i++)
    if (line->stop - line->start > strlen (MARKS[i]) && g_str_has_prefix (page->utf8 + line->start, MARKS[i]))
      return TRUE;
  return log && line->time.class >= POSTIL_TIME_CLOCK && line->time.start <= line->start + 1;
}

static gboolean
has_letters (const PostilPage *page, const PostilLine *line)
{
  for (gsize i = line->start; i < line->stop; i++)
    if (g_ascii_isalpha (page->utf8[i]))
      return TRUE;
  return FALSE;
}

/* How often each line shape stands among the last lines before the next post. */
static GHashTable *
count_tails (const PostilPage *page, const GArray *posts)
{
  GHashTable *shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < posts->len; i++)
    {
      const PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
      for (guint k = post->stop_line, n = 0; k > post->body_line && n < DEEPEST_TAIL; n++)
        {
          char *shape = line_shape (page, postil_page_line (page, --k));
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (shapes, shape));
          g_hash_table_insert (shapes, shape, GUINT_TO_POINTER (count + 1));
        }
    }
  return shapes;
}

static void
peel (const PostilPage *page, PostilRawPost *post, GHashTable *shapes, guint n_posts, gboolean log)
{
  guint often = MAX (3, n_posts / 2);

  while (post->stop_line > post->body_line)
    {
      const PostilLine *line = postil_page_line (page, post->stop_line - 1);
      gboolean          only = post->stop_line - 1 == post->body_line;
      if (only && (log || !has_letters (page, line)))
        break;
      gboolean quiet = line->class == POSTIL_LINE_FURNITURE || line->class == POSTIL_LINE_NUMBER;
      if (!quiet && count_shape (shapes, page, post->stop_line - 1) < often && !(log && is_event (page, line, TRUE)))
        break;
      post->stop_line--;
    }
}

/* After the last post comes the page's foot: cut at the line that closes the other posts. */
static void
cut_foot (const PostilPage *page, GArray *posts, const guint *next_heads)
{
  PostilRawPost *last = &g_array_index (posts, PostilRawPost, posts->len - 1);
  guint          n_closed = 0;

  for (guint i = 0; i + 1 < posts->len; i++)
    n_closed += g_array_index (posts, PostilRawPost, i).stop_line < next_heads[i] ? 1 : 0;
  if (posts->len < 3 || n_closed * 5 < (posts->len - 1) * 4)
    return;
  for (guint k = last->body_line + 1; k < last->stop_line; k++)
    if (postil_page_line (page, k)->class == POSTIL_LINE_FURNITURE && has_letters (page, postil_page_line (page, k)))
      {
        last->stop_line = k;
        return;
      }
}

/* What follows the last post too is no subject of the next one but the page's own line under each. */
static gboolean
stands_at_end (const PostilPage *page, const PostilRawPost *last, const char *wanted)
{
  for (guint k = page->lines->len, n = 0; k > last->body_line + 1 && n < DEEPEST_TAIL; n++)
    {
      g_autofree char *shape = line_shape (page, postil_page_line (page, --k));
      if (g_str_equal (shape, wanted))
        return TRUE;
    }
  return FALSE;
}

/* A subject that stands over each post ("Re: ...") belongs to its header. */
static void
take_subjects (const PostilPage *page, GArray *posts)
{
  const PostilRawPost   *last = &g_array_index (posts, PostilRawPost, posts->len - 1);
  g_autoptr (GHashTable) shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < posts->len; i++)
      {
        PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
        guint          floor = i ? g_array_index (posts, PostilRawPost, i - 1).body_line + 1 : 0;
        if (post->head_line <= floor)
          continue;
        const PostilLine *above = postil_page_line (page, post->head_line - 1);
        if (!above->blank_before || is_event (page, above, FALSE) || above->class == POSTIL_LINE_FURNITURE)
          continue;
        g_autofree char *shape = line_shape (page, above);
        const char      *key = g_ascii_strncasecmp (shape, "Re: ", 4) == 0 ? shape + 4 : shape;
        guint            count = GPOINTER_TO_UINT (g_hash_table_lookup (shapes, key));
        if (round == 0)
          g_hash_table_insert (shapes, g_strdup (key), GUINT_TO_POINTER (count + 1));
        else if (count >= 2 && count * 5 >= posts->len * 3 && !stands_at_end (page, last, shape))
          post->head_line--;
      }
}

static void
find_edited (const PostilPage *page, PostilRawPost *post, gsize from, gsize to)
{
  for (gsize i = from; i + 6 <= to; i++)
    {
      if ((page->utf8[i] != 'e' && page->utf8[i] != 'E') || g_ascii_strncasecmp (page->utf8 + i, "edited", 6) != 0)
        continue;
      const char   *newline = memchr (page->utf8 + i, '\n', to - i);
      PostilTimeHit time = postil_time_find (page->utf8, i + 6, newline ? (gsize)(newline - page->utf8) : to);
      gboolean      timed = time.class != POSTIL_TIME_NONE && !(time.start == post->time_start);
      post->edited_start = timed ? time.start : i;
      post->edited_stop = timed ? time.stop : i + 6;
      return;
    }
}

/* "Ann  Bob", "Ann → Bob", "Ann replied to Bob". */
static void
split_answered (const PostilPage *page, PostilRawPost *post)
{
  static const char *const JOINTS[] = { "  ", " → ", " ▸ ", " › ", " » ", " > ", " replied to ", " in reply to ",
                                        " replying to ", " responded to ", " answering ", " ↪ " };
  g_autofree char         *name = g_strndup (page->utf8 + post->author_start, post->author_stop - post->author_start);

  for (guint i = 0; i < G_N_ELEMENTS (JOINTS); i++)
    {
      const char *joint = strstr (name, JOINTS[i]);
      if (!joint || joint == name)
        continue;
      post->answers_start = post->author_start + (gsize)(joint - name) + strlen (JOINTS[i]);
      post->answers_stop = post->author_stop;
      post->author_stop = post->author_start + (gsize)(joint - name);
      postil_thread_trim_author (page->utf8, &post->author_start, &post->author_stop);
      postil_thread_trim_author (page->utf8, &post->answers_start, &post->answers_stop);
      return;
    }
}

static gboolean
is_known_name (GHashTable *names, const PostilPage *page, gsize start, gsize stop)
{
  g_autofree char *name = g_strndup (page->utf8 + start, stop - start);
  return g_hash_table_contains (names, name);
}

/* "Ann / (blank) / Bob / 2 years ago": Ann answers Bob, when both write here and nothing else stands above Ann. */
static void
take_name_above (const PostilPage *page, GArray *posts)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < posts->len; i++)
    {
      const PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
      g_hash_table_add (names, g_strndup (page->utf8 + post->author_start, post->author_stop - post->author_start));
    }
  for (guint i = 1; i < posts->len; i++)
    {
      PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
      guint          floor = g_array_index (posts, PostilRawPost, i - 1).body_line + 1;
      if (post->head_line <= floor || post->author_start != postil_page_line (page, post->head_line)->start)
        continue;
      const PostilLine *above = postil_page_line (page, post->head_line - 1);
      const PostilLine *over = postil_page_line (page, post->head_line - 2);
      gboolean          apart = above->blank_before && postil_page_line (page, post->head_line)->blank_before;
      if (!apart || above->class != POSTIL_LINE_TEXT || !postil_thread_is_name_like (page->utf8, above->start, above->stop))
        continue;
      if (over->class != POSTIL_LINE_FURNITURE && !is_known_name (names, page, above->start, above->stop))
        continue;
      if (!is_known_name (names, page, post->author_start, post->author_stop))
        continue;
      post->answers_start = post->author_start;
      post->answers_stop = post->author_stop;
      post->author_start = above->start;
      post->author_stop = above->stop;
      post->head_line--;
    }
}

/* A count of votes, or the post's number, over the words of each post. */
static void
skip_counts (const PostilPage *page, GArray *posts)
{
  guint n = 0;

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < posts->len; i++)
      {
        PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
        if (post->body || post->body_line + 1 >= post->stop_line)
          continue;
        const PostilLine *line = postil_page_line (page, post->body_line);
        gboolean count = line->class == POSTIL_LINE_NUMBER ||
                         (line->class == POSTIL_LINE_FURNITURE && !has_letters (page, line) && line->stop - line->start < 8);
        if (round == 0)
          n += count ? 1 : 0;
        else if (count && n * 5 >= posts->len * 3)
          post->body_line++;
      }
}

void
postil_thread_finish_posts (const PostilPage *page, GArray *posts)
{
  if (posts->len == 0)
    return;
  take_subjects (page, posts);
  take_name_above (page, posts);
  g_autofree guint *next_heads = g_new (guint, posts->len);
  for (guint i = 0; i < posts->len; i++)
    {
      PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
      guint next = i + 1 < posts->len ? g_array_index (posts, PostilRawPost, i + 1).head_line : page->lines->len;
      next_heads[i] = next;
      if (post->stop_line == 0 || post->stop_line > next)
        post->stop_line = next;
      post->stop_line = MAX (post->stop_line, post->body_line);
    }
  g_autoptr (GHashTable) shapes = count_tails (page, posts);
  for (guint i = 0; i < posts->len; i++)
    {
      PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
      gboolean       same_line = post->body != 0;
      peel (page, post, shapes, posts->len, same_line);
    }
  cut_foot (page, posts, next_heads);
  skip_counts (page, posts);
  for (guint i = 0; i < posts->len; i++)
    {
      PostilRawPost *post = &g_array_index (posts, PostilRawPost, i);
      post->start = postil_page_line (page, post->head_line)->start;
      if (post->stop_line > post->body_line)
        {
          if (!post->body)
            post->body = postil_page_line (page, post->body_line)->start;
          post->stop = postil_page_line (page, post->stop_line - 1)->stop;
        }
      else
        post->body = post->stop = post->body_line ? postil_page_line (page, post->body_line - 1)->stop : post->start;
      find_edited (page, post, post->start, post->body);
      if (!post->edited_stop && post->stop_line < next_heads[i])
        find_edited (page, post, post->stop, postil_page_line (page, next_heads[i] - 1)->stop);
      split_answered (page, post);
    }
}
