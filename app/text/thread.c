/* thread.c - posts in the text's own offsets, who answers whom, and what is quoted from others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "thread-private.h"

#include <string.h>

enum
{
  DEEPEST_SEARCH = 40, /* posts back that a quoted line is looked for in */
};

void
postil_post_free (PostilPost *post)
{
  if (!post)
    return;
  g_free (post->author);
  g_free (post->time);
  g_free (post->edited);
  g_free (post);
}

/* What is needed to find parents: the raw posts, and the last post of each author. */
typedef struct
{
  const PostilPage *page;
  const GArray     *raw;
  GPtrArray        *posts;
  GHashTable       *latest; /* folded name -> index + 1 */
  GHashTable       *numbers; /* "4821930" -> index + 1 */
} Family;

static char *
fold_name (const char *name, gsize n)
{
  while (n && *name == '@')
    {
      name++;
      n--;
    }
  return g_utf8_casefold (name, (gssize)n);
}

static int
find_author (const Family *family, const char *name, gsize n)
{
  if (n == 0 || n > 80)
    return -1;
  g_autofree char *key = fold_name (name, n);
  return GPOINTER_TO_INT (g_hash_table_lookup (family->latest, key)) - 1;
}

/* "@ann ...", "Ann Berg ...", "@ ann": the words begin with somebody who wrote before. */
static int
find_addressed (const Family *family, gsize from, gsize stop)
{
  const char *utf8 = family->page->utf8;
  gboolean    mark = from < stop && utf8[from] == '@';
  gsize       end = from + (mark ? 1 : 0);

  while (mark && end < stop && utf8[end] == ' ')
    end++;
  gsize start = end;
  int   found = -1;
  for (guint n_words = 0; n_words < 4 && end < stop; n_words++)
    {
      while (end < stop && !strchr (" \n,:", utf8[end]))
        end++;
      int author = find_author (family, utf8 + start, end - start);
      /* A one-word name that is not marked must be called: "tarn, sorry", "fen: did you" */
      if (author >= 0 && (mark || n_words > 0 || (end < stop && strchr (",:", utf8[end]))))
        found = author;
      if (end >= stop || utf8[end] != ' ')
        break;
      end++;
    }
  if (found >= 0 || !mark)
    return found;
  /* "@ jrmy" for Jrmy84: the only author whose name starts so */
  end = start;
  while (end < stop && (g_ascii_isalnum (utf8[end]) || strchr ("_-.", utf8[end])))
    end++;
  if (end < start + 3)
    return -1;
  g_autofree char *prefix = fold_name (utf8 + start, end - start);
  GHashTableIter   iter;
  gpointer         key, value;
  guint            n = 0;
  if (g_hash_table_size (family->latest) > 200)
    return -1;
  g_hash_table_iter_init (&iter, family->latest);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_str_has_prefix (key, prefix) && n++ == 0)
      found = GPOINTER_TO_INT (value) - 1;
  return n == 1 ? found : -1;
}

/* ">>4821930": the number stands in a header before. */
static int
find_numbered (const Family *family, gsize from, gsize stop)
{
  const char *utf8 = family->page->utf8;

  if (stop < from + 3 || utf8[from] != '>' || utf8[from + 1] != '>' || !g_ascii_isdigit (utf8[from + 2]))
    return -1;
  gsize end = from + 2;
  while (end < stop && g_ascii_isdigit (utf8[end]))
    end++;
  g_autofree char *number = g_strndup (utf8 + from + 2, end - from - 2);
  return GPOINTER_TO_INT (g_hash_table_lookup (family->numbers, number)) - 1;
}

static gsize
strip_marks (const char *utf8, gsize i, gsize stop)
{
  while (i < stop && strchr ("> \t", utf8[i]))
    i++;
  return i;
}

/* "Ann wrote:", "Ann said: ↑", "Originally Posted by Ann", "On Monday, Ann wrote:". */
static int
find_attributed (const Family *family, gsize from, gsize stop)
{
  static const char *const VERBS[] = { " wrote:", " said:", " writes:", " says:" };
  const char              *utf8 = family->page->utf8;
  g_autofree char         *line = g_strndup (utf8 + from, MIN (stop - from, 200));

  for (guint i = 0; i < G_N_ELEMENTS (VERBS); i++)
    {
      char *verb = strstr (line, VERBS[i]);
      if (!verb)
        continue;
      *verb = '\0';
      char *name = strrchr (line, ',');
      name = name && name[1] == ' ' ? name + 2 : line;
      int author = find_author (family, name, strlen (name));
      return author >= 0 ? author : find_author (family, line, strlen (line));
    }
  if (!g_str_has_prefix (line, "Originally "))
    return -1;
  char *by = strstr (line, " by ");
  if (!by)
    return -1;
  char *view = strstr (by, " View Post");
  return find_author (family, by + 4, view ? (gsize)(view - by - 4) : strlen (by + 4));
}

/* A quoted line that stands in a post before, word by word. */
static int
find_quoted (const Family *family, guint index, gsize from, gsize stop)
{
  const char *utf8 = family->page->utf8;

  if (stop < from + 12)
    return -1;
  for (guint i = index, n = 0; i-- > 0 && n < DEEPEST_SEARCH; n++)
    {
      const PostilRawPost *raw = &g_array_index (family->raw, PostilRawPost, i);
      if (memmem (utf8 + raw->body, raw->stop - raw->body, utf8 + from, stop - from))
        return (int)i;
    }
  return -1;
}

static int
find_parent_in_body (const Family *family, guint index)
{
  const PostilRawPost *raw = &g_array_index (family->raw, PostilRawPost, index);
  const char          *utf8 = family->page->utf8;
  int                  parent = find_addressed (family, raw->body, raw->stop);

  for (guint i = raw->body_line, n = 0; parent < 0 && i < raw->stop_line && n < 12; i++, n++)
    {
      const PostilLine *line = postil_page_line (family->page, i);
      gsize             start = MAX (line->start, raw->body);
      parent = find_numbered (family, start, line->stop);
      if (parent < 0 && n < 3)
        parent = find_attributed (family, start, line->stop);
      if (parent < 0 && utf8[start] == '>')
        parent = find_quoted (family, index, strip_marks (utf8, start, line->stop), line->stop);
      gsize last = line->stop;
      if (parent < 0 && utf8[start] == '"' && last > start + 2 && utf8[last - 1] == '"')
        parent = find_quoted (family, index, start + 1, last - 1);
    }
  return parent;
}

/* Words of the header that tell the level: "parent", "root", as some sites print links. */
static int
level_of_links (const PostilPage *page, const PostilRawPost *raw)
{
  g_autofree char *header = g_strndup (page->utf8 + raw->start, raw->body - raw->start);
  gboolean         listed = strstr (header, "| next") || strstr (header, "| prev") || strstr (header, "| parent");

  if (!listed)
    return -1;
  return strstr (header, "root") ? 2 : strstr (header, "parent") ? 1 : 0;
}

static guint
level_of_indent (const Family *family, guint index)
{
  gsize indent = postil_page_line (family->page, g_array_index (family->raw, PostilRawPost, index).head_line)->indent;

  if (indent == 0)
    return 0;
  for (guint i = index, n = 0; i-- > 0 && n < DEEPEST_SEARCH; n++)
    {
      gsize other = postil_page_line (family->page, g_array_index (family->raw, PostilRawPost, i).head_line)->indent;
      const PostilPost *post = g_ptr_array_index (family->posts, i);
      if (other < indent)
        return post->depth + 1;
      if (other == indent)
        return post->depth;
    }
  return 0;
}

static int
last_at_depth (const Family *family, guint index, guint depth)
{
  for (guint i = index, n = 0; i-- > 0 && n < 400; n++)
    if (((PostilPost *)g_ptr_array_index (family->posts, i))->depth == depth)
      return (int)i;
  return -1;
}

static void
find_parent (const Family *family, guint index)
{
  const PostilRawPost *raw = &g_array_index (family->raw, PostilRawPost, index);
  PostilPost          *post = g_ptr_array_index (family->posts, index);
  const char          *utf8 = family->page->utf8;
  int                  links = level_of_links (family->page, raw);

  post->parent = -1;
  post->depth = level_of_indent (family, index);
  if (raw->answers_stop > raw->answers_start)
    {
      post->parent = find_author (family, utf8 + raw->answers_start, raw->answers_stop - raw->answers_start);
      if (post->parent >= 0)
        post->depth = ((PostilPost *)g_ptr_array_index (family->posts, (guint)post->parent))->depth + 1;
      return;
    }
  if (links > 0 && index > 0)
    {
      post->parent = links == 1 ? last_at_depth (family, index, 0) : (int)index - 1;
      if (post->parent >= 0)
        post->depth = ((PostilPost *)g_ptr_array_index (family->posts, (guint)post->parent))->depth + 1;
      return;
    }
  if (post->depth > 0)
    post->parent = last_at_depth (family, index, post->depth - 1);
  if (post->parent < 0 && links < 0)
    post->parent = find_parent_in_body (family, index);
}

static void
remember (const Family *family, guint index)
{
  const PostilRawPost *raw = &g_array_index (family->raw, PostilRawPost, index);
  const char          *utf8 = family->page->utf8;

  if (raw->author_stop > raw->author_start)
    g_hash_table_insert (family->latest, fold_name (utf8 + raw->author_start, raw->author_stop - raw->author_start),
                         GINT_TO_POINTER ((int)index + 1));
  for (gsize i = raw->start; i < raw->body; i++)
    {
      gsize end = i;
      while (end < raw->body && g_ascii_isdigit (utf8[end]))
        end++;
      if (end >= i + 4)
        g_hash_table_insert (family->numbers, g_strndup (utf8 + i, end - i), GINT_TO_POINTER ((int)index + 1));
      i = MAX (i, end);
    }
}

GPtrArray *
postil_thread_find_posts (const PostilText *text)
{
  GPtrArray  *posts = g_ptr_array_new_with_free_func ((GDestroyNotify)postil_post_free);
  PostilPage  page = { 0 };

  page.utf8 = postil_text_get_utf8 (text, &page.n_bytes);
  page.lines = postil_thread_split_lines (page.utf8, 0, page.n_bytes);
  g_autoptr (GArray) lines = page.lines;
  /* Each post takes a line with a time, and one post is no thread */
  if (lines->len < 2)
    return posts;
  postil_thread_classify_lines (page.utf8, lines);
  g_autoptr (GArray) raw = postil_thread_learn_layout (&page);
  g_autoptr (GHashTable) latest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Family family = { &page, raw, posts, latest, numbers };

  for (guint i = 0; i < raw->len; i++)
    {
      const PostilRawPost *from = &g_array_index (raw, PostilRawPost, i);
      PostilPost          *post = g_new0 (PostilPost, 1);
      gsize                stop = MAX (from->stop, from->body);
      post->range = POSTIL_RANGE (postil_text_from_byte (text, from->start), postil_text_from_byte (text, stop));
      post->body_start = postil_text_from_byte (text, from->body);
      post->author_range = POSTIL_RANGE (postil_text_from_byte (text, from->author_start),
                                         postil_text_from_byte (text, from->author_stop));
      post->author = g_strndup (page.utf8 + from->author_start, from->author_stop - from->author_start);
      post->time = g_strndup (page.utf8 + from->time_start, from->time_stop - from->time_start);
      if (from->edited_stop > from->edited_start)
        post->edited = g_strndup (page.utf8 + from->edited_start, from->edited_stop - from->edited_start);
      g_ptr_array_add (posts, post);
      find_parent (&family, i);
      remember (&family, i);
    }
  return posts;
}

/* A line that says whose words follow, and nothing more. */
static gboolean
is_attribution (const char *utf8, const PostilLine *line)
{
  static const char *const ENDS[] = { " wrote:", " said:", " said: ↑", " writes:", " View Post" };
  gsize                    n = line->stop - line->start;

  if (n > 160)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ENDS); i++)
    {
      gsize length = strlen (ENDS[i]);
      if (n > length && strncmp (utf8 + line->stop - length, ENDS[i], length) == 0)
        return TRUE;
    }
  return n > 20 && strncmp (utf8 + line->start, "Originally ", 11) == 0;
}

static gboolean
is_marked (const char *utf8, const PostilLine *line)
{
  gsize n = line->stop - line->start;

  if (utf8[line->start] != '>')
    return FALSE;
  /* ">>4821930" is a link to a post, not its words */
  return !(n > 2 && utf8[line->start + 1] == '>' && g_ascii_isdigit (utf8[line->start + 2]));
}

static void
add_range (GArray *ranges, const PostilText *text, gsize start, gsize stop)
{
  PostilRange range = POSTIL_RANGE (postil_text_from_byte (text, start), postil_text_from_byte (text, stop));

  if (range.start < range.stop)
    g_array_append_val (ranges, range);
}

/* Runs of "> " lines, and inside them the runs of "> > ". */
static guint
add_marked (GArray *ranges, const PostilText *text, const char *utf8, GArray *lines, guint i)
{
  guint stop = i, inner = G_MAXUINT;

  while (stop < lines->len && is_marked (utf8, &g_array_index (lines, PostilLine, stop)) &&
         (stop == i || !g_array_index (lines, PostilLine, stop).blank_before))
    stop++;
  add_range (ranges, text, g_array_index (lines, PostilLine, i).start, g_array_index (lines, PostilLine, stop - 1).stop);
  for (guint k = i; k <= stop; k++)
    {
      gboolean deep = FALSE;
      if (k < stop)
        {
          const PostilLine *line = &g_array_index (lines, PostilLine, k);
          gsize             next = line->start + 1;
          while (next < line->stop && utf8[next] == ' ')
            next++;
          deep = next < line->stop && utf8[next] == '>';
        }
      if (deep && inner == G_MAXUINT)
        inner = k;
      if (!deep && inner != G_MAXUINT)
        {
          if (inner > i || k < stop)
            add_range (ranges, text, g_array_index (lines, PostilLine, inner).start,
                       g_array_index (lines, PostilLine, k - 1).stop);
          inner = G_MAXUINT;
        }
    }
  return stop;
}

/* What follows "Ann wrote:": up to "Click to expand...", a blank line, or for one line when nothing ends it. */
static guint
add_attributed (GArray *ranges, const PostilText *text, const char *utf8, GArray *lines, guint i)
{
  guint    stop = i;
  gboolean closed = FALSE;

  while (stop < lines->len && stop < i + 40 && (stop == i || !g_array_index (lines, PostilLine, stop).blank_before))
    {
      const PostilLine *line = &g_array_index (lines, PostilLine, stop);
      closed = line->stop - line->start < 30 && g_ascii_strncasecmp (utf8 + line->start, "Click to expand", 15) == 0;
      if (closed)
        break;
      stop++;
    }
  gboolean blank_after = stop < lines->len && g_array_index (lines, PostilLine, stop).blank_before;
  if (!closed && !blank_after)
    stop = MIN (i + 1, lines->len);
  if (stop == i)
    return i;
  add_range (ranges, text, g_array_index (lines, PostilLine, i).start, g_array_index (lines, PostilLine, stop - 1).stop);
  return stop;
}

GArray *
postil_thread_find_quoted_replies (const PostilText *text, PostilRange body)
{
  GArray            *ranges = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  gsize              n_all, from = postil_text_to_byte (text, body.start), stop = postil_text_to_byte (text, body.stop);
  const char        *utf8 = postil_text_get_utf8 (text, &n_all);
  g_autoptr (GArray) lines = postil_thread_split_lines (utf8, from, stop);

  for (guint i = 0; i < lines->len;)
    {
      const PostilLine *line = &g_array_index (lines, PostilLine, i);
      if (is_marked (utf8, line))
        i = add_marked (ranges, text, utf8, lines, i);
      else if (is_attribution (utf8, line) && i + 1 < lines->len &&
               !is_marked (utf8, &g_array_index (lines, PostilLine, i + 1)))
        i = add_attributed (ranges, text, utf8, lines, i + 1);
      else
        i++;
    }
  return ranges;
}
