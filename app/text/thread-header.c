/* thread-header.c - from the lines that carry the times to whole posts: where the name stands, where the words start
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "thread-private.h"

#include <string.h>

enum
{
  NO_LINE = G_MAXUINT,
  TALLEST_HEADER = 7, /* lines */
  TALLEST_BLOCK = 40, /* lines without a blank one that are looked at; more would cost the square of a long block */
};

/* Where the name stands when it is not on the line of the time. */
typedef enum
{
  NAME_BY_FIELD,    /* "From: Ann" in the same block of lines */
  NAME_TOP,         /* first line of the block */
  NAME_ABOVE,       /* next line above in the block */
  NAME_BLOCK_ABOVE, /* first line of a block of short lines above */
  NAME_OVER_BLANK,  /* next line above, over a blank one */
  NAME_BELOW,       /* next line */
  N_NAME_PLACES,
} NamePlace;

static gboolean
is_skipped (const PostilLine *line)
{
  return line->class != POSTIL_LINE_TEXT;
}

static gsize
field_value (const PostilPage *page, const PostilLine *line, gsize *name_stop)
{
  const char *colon = memchr (page->utf8 + line->start, ':', MIN (line->stop - line->start, 24));

  if (!colon || (gsize)(colon - page->utf8) + 2 > line->stop || colon[1] != ' ')
    return 0;
  *name_stop = (gsize)(colon - page->utf8);
  return *name_stop + 2;
}

/* "Ann Berg / @annb": the second line says the name again. */
static gboolean
is_handle_under_name (const PostilPage *page, guint index)
{
  const PostilLine *line = postil_page_line (page, index);
  const PostilLine *above = index > 0 ? postil_page_line (page, index - 1) : NULL;

  return page->utf8[line->start] == '@' && !memchr (page->utf8 + line->start, ' ', line->stop - line->start) && above &&
         !line->blank_before && above->class == POSTIL_LINE_TEXT && above->time.class == POSTIL_TIME_NONE &&
         postil_thread_is_name_like (page->utf8, above->start, above->stop);
}

/* A line above or below a time that cannot be the name. */
static gboolean
is_no_name (const PostilPage *page, guint index)
{
  const PostilLine *line = postil_page_line (page, index);
  gsize             name_stop;

  return is_skipped (line) || field_value (page, line, &name_stop) || is_handle_under_name (page, index);
}

static guint
block_start (const PostilPage *page, guint index, guint floor)
{
  guint least = index > TALLEST_BLOCK ? index - TALLEST_BLOCK : 0;

  while (index > MAX (floor, least) && !postil_page_line (page, index)->blank_before)
    index--;
  return index;
}

static guint
block_stop (const PostilPage *page, guint index)
{
  guint most = MIN (page->lines->len, index + TALLEST_BLOCK);

  index++;
  while (index < most && !postil_page_line (page, index)->blank_before)
    index++;
  return index;
}

/* Short, or "Name: value": may belong to a header. */
static gboolean
is_header_like (const PostilPage *page, guint index)
{
  const PostilLine *line = postil_page_line (page, index);
  gsize             name_stop;

  if (is_skipped (line) || line->time.class != POSTIL_TIME_NONE)
    return line->stop - line->start < 160;
  if (field_value (page, line, &name_stop) && postil_thread_is_name_like (page->utf8, line->start, name_stop))
    return TRUE;
  return postil_thread_is_name_like (page->utf8, line->start, line->stop);
}

static guint
find_author_field (const PostilPage *page, guint anchor, guint floor)
{
  static const char *const NAMES[] = { "from", "author", "by", "user", "name", "poster", "username", "posted by", "sender" };
  guint                    stop = MIN (block_stop (page, anchor), anchor + TALLEST_HEADER);

  for (guint i = MAX (block_start (page, anchor, floor), anchor > TALLEST_HEADER ? anchor - TALLEST_HEADER : 0); i < stop; i++)
    {
      const PostilLine *line = postil_page_line (page, i);
      gsize             name_stop = 0;
      if (!field_value (page, line, &name_stop))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (NAMES); k++)
        if (strlen (NAMES[k]) == name_stop - line->start &&
            g_ascii_strncasecmp (NAMES[k], page->utf8 + line->start, name_stop - line->start) == 0)
          return i;
    }
  return NO_LINE;
}

static guint
find_name_line (const PostilPage *page, guint anchor, guint floor, NamePlace place)
{
  guint top = block_start (page, anchor, floor);
  guint i;

  switch (place)
    {
    case NAME_BY_FIELD:
      return find_author_field (page, anchor, floor);
    case NAME_TOP:
      for (i = top; i < anchor && is_no_name (page, i); i++)
        ;
      return i < anchor && anchor - top <= TALLEST_HEADER ? i : NO_LINE;
    case NAME_ABOVE:
    case NAME_OVER_BLANK:
      for (i = anchor; i > floor && i-- > (place == NAME_ABOVE ? top : floor);)
        if (!is_no_name (page, i))
          return i;
      return NO_LINE;
    case NAME_BLOCK_ABOVE:
      if (top != anchor || anchor <= floor)
        return NO_LINE;
      top = block_start (page, anchor - 1, floor);
      for (i = top; i < anchor; i++)
        if (!is_header_like (page, i) || anchor - top > TALLEST_HEADER)
          return NO_LINE;
      for (i = top; i < anchor; i++)
        if (!is_no_name (page, i))
          return i;
      return NO_LINE;
    case NAME_BELOW:
      i = anchor + 1;
      while (i < page->lines->len && i < anchor + 4 && is_skipped (postil_page_line (page, i)) &&
             !postil_page_line (page, i)->blank_before)
        i++;
      return i < page->lines->len ? i : NO_LINE;
    default:
      return NO_LINE;
    }
}

/* The name on line @index; "gwilym at x.example (Gwilym Prosser)" has it in brackets. */
static void
read_name (const PostilPage *page, guint index, NamePlace place, gsize *start, gsize *stop)
{
  const PostilLine *line = postil_page_line (page, index);
  gsize             name_stop;

  *start = line->start;
  *stop = line->stop;
  if (place == NAME_BY_FIELD)
    {
      *start = field_value (page, line, &name_stop);
      g_autofree char *value = g_strndup (page->utf8 + *start, *stop - *start);
      const char      *bracket = strrchr (value, '(');
      if (bracket && *stop > *start && page->utf8[*stop - 1] == ')' &&
          (strstr (value, " at ") || memchr (value, '@', (gsize)(bracket - value))) && !strchr (value, '<'))
        {
          *start += (gsize)(bracket - value) + 1;
          (*stop)--;
        }
    }
  postil_thread_trim_author (page->utf8, start, stop);
}

static double
rate_place (const PostilPage *page, const GArray *anchors, NamePlace place)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint               floor = 0, n_good = 0, n_asked = 0;

  for (guint i = 0; i < anchors->len; i++)
    {
      const PostilAnchor *anchor = &g_array_index (anchors, PostilAnchor, i);
      if (anchor->mode == POSTIL_ANCHOR_ALONE)
        {
          guint line = find_name_line (page, anchor->line, floor, place);
          gsize start, stop;
          n_asked++;
          if (line != NO_LINE && postil_page_line (page, line)->time.class < POSTIL_TIME_CLOCK)
            {
              read_name (page, line, place, &start, &stop);
              if (postil_thread_is_name_like (page->utf8, start, stop))
                {
                  n_good++;
                  g_hash_table_add (names, postil_thread_shape (page->utf8, start, stop));
                }
            }
        }
      floor = anchor->line + 1;
    }
  double rate = n_asked ? (double)n_good / n_asked : 0;
  /* The same words above every time are the page's, unless nobody has a name there */
  if (n_good >= 3 && g_hash_table_size (names) == 1)
    rate *= 0.7;
  return rate;
}

/* N_NAME_PLACES when hardly any anchor has a name at one and the same place. */
static NamePlace
choose_place (const PostilPage *page, const GArray *anchors)
{
  NamePlace best = N_NAME_PLACES;
  double    best_rate = 0.4;

  for (NamePlace place = 0; place < N_NAME_PLACES; place++)
    {
      double rate = rate_place (page, anchors, place);
      if (rate > best_rate + 0.001)
        {
          best = place;
          best_rate = rate;
        }
    }
  return best;
}

/* Whether all of the block of lines around the anchors belongs to the header: what follows it is blank. */
static gboolean
blocks_are_headers (const PostilPage *page, const GArray *anchors)
{
  guint n_whole = 0, n_split = 0;

  for (guint i = 0; i < anchors->len; i++)
    {
      guint line = g_array_index (anchors, PostilAnchor, i).line;
      guint stop = block_stop (page, line);
      guint k = line + 1;
      while (k < stop && k < line + TALLEST_HEADER && is_header_like (page, k))
        k++;
      if (k < stop)
        n_split++;
      else
        n_whole++;
    }
  return n_whole > n_split;
}

static guint
find_body_line (const PostilPage *page, guint from, gboolean whole_block)
{
  guint k = from;

  while (k < page->lines->len && !postil_page_line (page, k)->blank_before && k < from + TALLEST_HEADER &&
         (is_skipped (postil_page_line (page, k)) || (whole_block && is_header_like (page, k))))
    k++;
  return k;
}

/* Up over the lines of the block that are no words: "File: ...", "#2", "Post". Not into the body of the post before. */
static guint
extend_up (const PostilPage *page, guint head, guint floor)
{
  guint top = block_start (page, head, floor);

  if (head - top > TALLEST_HEADER || !postil_page_line (page, top)->blank_before)
    return head;
  for (guint i = top; i < head; i++)
    if (!is_header_like (page, i) && !memchr (page->utf8 + postil_page_line (page, i)->start, ':', 8))
      return head;
  return top;
}

GArray *
postil_thread_posts_headed (const PostilPage *page, const GArray *anchors, double *bonus)
{
  GArray   *posts = g_array_sized_new (FALSE, TRUE, sizeof (PostilRawPost), anchors->len);
  NamePlace place = choose_place (page, anchors);
  gboolean  whole_block = blocks_are_headers (page, anchors);
  guint     floor = 0;

  *bonus = 0;
  for (guint i = 0; i < anchors->len; i++)
    {
      const PostilAnchor *anchor = &g_array_index (anchors, PostilAnchor, i);
      PostilRawPost       post = { .time_start = anchor->time.start, .time_stop = anchor->time.stop };
      post.author_start = anchor->author_start;
      post.author_stop = anchor->author_stop;
      post.head_line = anchor->line;
      post.body_line = anchor->line + 1;
      if (anchor->mode == POSTIL_ANCHOR_LOG)
        {
          post.body_line = anchor->line;
          post.body = anchor->body;
        }
      else if (anchor->mode == POSTIL_ANCHOR_ALONE)
        {
          guint name = find_name_line (page, anchor->line, floor, place);
          if (name != NO_LINE)
            {
              read_name (page, name, place, &post.author_start, &post.author_stop);
              post.head_line = MIN (name, anchor->line);
              post.body_line = MAX (name, anchor->line) + 1;
              *bonus = place == NAME_BY_FIELD ? 0.05 : 0;
            }
        }
      if (anchor->mode != POSTIL_ANCHOR_LOG)
        {
          post.head_line = extend_up (page, post.head_line, floor);
          post.body_line = find_body_line (page, post.body_line, whole_block);
        }
      floor = post.body_line;
      g_array_append_val (posts, post);
    }
  postil_thread_clean_names (page, posts);
  return posts;
}

/* First line of the first post, when the page starts with a title: the last block before that starts with a name. */
static guint
find_first_name (const PostilPage *page, guint from, guint to)
{
  guint found = NO_LINE;

  for (guint i = from; i < to; i++)
    {
      const PostilLine *line = postil_page_line (page, i);
      gboolean          starts = line->blank_before || i == from;
      gboolean          goes_on = i + 1 < to && !postil_page_line (page, i + 1)->blank_before;
      if (starts && goes_on && !is_skipped (line) && postil_thread_is_name_like (page->utf8, line->start, line->stop))
        found = found == NO_LINE || postil_page_line (page, i)->blank_before ? i : found;
      if (found != NO_LINE && !is_header_like (page, i))
        break;
    }
  return found;
}

GArray *
postil_thread_posts_closed (const PostilPage *page, const GArray *anchors, double *bonus)
{
  GArray *posts = g_array_sized_new (FALSE, TRUE, sizeof (PostilRawPost), anchors->len);
  guint   from = 0, n_same = 0;

  for (guint i = 0; i < anchors->len; i++)
    {
      const PostilAnchor *anchor = &g_array_index (anchors, PostilAnchor, i);
      PostilRawPost       post = { .time_start = anchor->time.start, .time_stop = anchor->time.stop };
      guint               name = from;
      while (name < anchor->line && is_skipped (postil_page_line (page, name)))
        name++;
      if (i == 0)
        name = find_first_name (page, from, anchor->line);
      if (name == NO_LINE || name >= anchor->line)
        {
          from = anchor->line + 1;
          continue;
        }
      read_name (page, name, NAME_TOP, &post.author_start, &post.author_stop);
      gsize n_author = post.author_stop - post.author_start;
      n_same += anchor->mode == POSTIL_ANCHOR_INLINE && n_author == anchor->author_stop - anchor->author_start &&
                        memcmp (page->utf8 + post.author_start, page->utf8 + anchor->author_start, n_author) == 0
                    ? 1
                    : 0;
      post.head_line = name;
      post.body_line = name + 1;
      /* "Ann / Arbiter / (blank) / words": the block under the name is no words */
      guint stop = MIN (block_stop (page, name), anchor->line);
      guint k = name + 1;
      while (k < stop && is_header_like (page, k))
        k++;
      post.body_line = k == stop && k < anchor->line ? k : find_body_line (page, name + 1, FALSE);
      post.stop_line = anchor->line;
      g_array_append_val (posts, post);
      from = anchor->line + 1;
      while (from < page->lines->len && is_skipped (postil_page_line (page, from)) &&
             postil_page_line (page, from)->class != POSTIL_LINE_ROLE)
        from++;
    }
  /* Words after the last closing line belong to nobody: then these lines close nothing */
  guint n_rest = 0;
  for (guint i = from; i < page->lines->len; i++)
    n_rest += is_skipped (postil_page_line (page, i)) ? 0 : 1;
  *bonus = (anchors->len && n_same * 2 > anchors->len ? 0.3 : 0.0) - (n_rest ? 0.2 : 0.0);
  return posts;
}

/* The name at the end of [@from, @stop): what follows the last sentence or dash, without "(talk)" and marks. */
static void
read_signature (const char *utf8, gsize from, gsize stop, gsize *name_start, gsize *name_stop)
{
  static const char *const LINKS[] = { "talk", "contribs", "contributions", "user talk", "t", "c", "e", "T", "C", "cont", "msg" };
  gsize                    end = stop;
  gboolean                 again = TRUE;

  while (again && end > from)
    {
      gsize before = end, start = from;
      postil_thread_trim_author (utf8, &start, &end);
      while (end > from && strchr ("\\/|~.,", utf8[end - 1]))
        end--;
      if (end > from && utf8[end - 1] == ')')
        {
          gsize open = end;
          while (open > from && utf8[open] != '(')
            open--;
          /* "(talk)" and "(t c)"; "(WMF)" belongs to the name */
          gboolean link = open > from && !g_ascii_isupper (utf8[open + 1]);
          end = link ? open : end;
        }
      for (guint i = 0; i < G_N_ELEMENTS (LINKS); i++)
        {
          gsize n = strlen (LINKS[i]);
          if (end > from + n && strncmp (utf8 + end - n, LINKS[i], n) == 0 && utf8[end - n - 1] == ' ')
            end -= n;
        }
      while (end > from && utf8[end - 1] == ' ')
        end--;
      again = end != before;
    }
  gsize at = end > from + 48 ? end - 48 : from;
  while (at > from && ((guchar)utf8[at] & 0xc0) == 0x80)
    at--;
  gsize start = at;
  for (gsize i = at; i + 2 < end; i++)
    {
      gboolean dash = strncmp (utf8 + i, "--", 2) == 0 || strncmp (utf8 + i, "—", 3) == 0 || strncmp (utf8 + i, "–", 3) == 0 ||
                      strncmp (utf8 + i, "‑ ", 4) == 0 || (i > 0 && utf8[i] == '~' && utf8[i - 1] == ' ');
      gboolean stops = strchr (".?!:)]\"", utf8[i]) && utf8[i + 1] == ' ' && i > at + 2;
      if (dash || stops)
        for (start = i + 1; start < end && ((guchar)utf8[start] & 0xc0) == 0x80;)
          start++; /* the rest of a dash that is more than one byte */
    }
  postil_thread_trim_author (utf8, &start, &end);
  *name_start = start;
  *name_stop = MAX (start, end);
}

/* Before the first signature stands the title too: the words start at the first line that reads as a sentence. */
static guint
find_first_words (const PostilPage *page, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      const PostilLine *line = postil_page_line (page, i);
      char              last = page->utf8[line->stop - 1];
      if (line->stop - line->start > 70 || strchr (".?!:),", last))
        if (i > from || line->stop - line->start > 100)
          return i;
    }
  return to;
}

GArray *
postil_thread_posts_signed (const PostilPage *page, const GArray *anchors, double *bonus)
{
  guint   n_bare = 0;
  GArray *posts = g_array_sized_new (FALSE, TRUE, sizeof (PostilRawPost), anchors->len);
  guint   from = 0;

  for (guint i = 0; i < anchors->len; i++)
    {
      const PostilAnchor *anchor = &g_array_index (anchors, PostilAnchor, i);
      const PostilLine   *line = postil_page_line (page, anchor->line);
      PostilRawPost       post = { .time_start = anchor->time.start, .time_stop = anchor->time.stop };
      read_signature (page->utf8, line->start, anchor->time.start, &post.author_start, &post.author_stop);
      gsize whole_start = line->start, whole_stop = anchor->time.start;
      postil_thread_trim_author (page->utf8, &whole_start, &whole_stop);
      n_bare += post.author_start <= MAX (whole_start, line->start + 4) ? 1 : 0;
      post.head_line = post.body_line = i == 0 ? find_first_words (page, from, anchor->line) : from;
      post.body = postil_page_line (page, post.body_line)->start;
      post.stop_line = from = anchor->line + 1;
      g_array_append_val (posts, post);
    }
  /* Lines that hold nothing but name and time are headers rather */
  *bonus = n_bare * 2 > anchors->len ? -0.5 : 0;
  return posts;
}
