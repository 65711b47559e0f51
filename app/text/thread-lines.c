/* thread-lines.c - what a line of a comment page is: words of somebody, a name, or the page's own controls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "thread-private.h"

#include <string.h>

enum
{
  LONGEST_HEADER = 200, /* bytes of a line that are looked at for a time */
};

/* Words that name a control wherever they stand, and such that do so only beside others. */
static const char *const CONTROL_WORDS[] = {
  "reply",     "replies",  "share",     "report",     "like",        "likes",      "dislike",   "dislikes", "permalink",
  "embed",     "upvote",   "upvotes",   "downvote",   "downvotes",   "vote",       "votes",     "award",    "awards",
  "recommend", "recommended", "rate",   "retweet",    "retweets",    "reblog",     "boosts",    "boost",    "favourites",
  "favorites", "favourite", "favorite", "quote",      "multiquote",  "respond",    "responses", "recommends", "flag",
  "helpful",   "points",   "point",     "pts",        "edit",        "delete",     "bookmark",  "upvoted",  "karma",
  "next",      "prev",     "parent",    "root",       "sort",        "permalinks", "context",   "unsubscribe",
};
static const char *const WEAK_WORDS[] = {
  "save",  "last",   "ago",     "best", "newest", "this", "post",   "comment", "comments", "more",   "show",  "hide",
  "view",  "load",   "read",    "up",   "down",   "to",   "by",     "of",      "was",      "link",   "oldest",  "copy",
  "thanks", "agree", "disagree", "love", "haha",  "wow",  "sad",    "angry",   "care",     "people", "person", "found",
  "less",  "all",    "abuse",   "top",  "follow", "following", "give", "tip",   "full",    "with",   "as",    "mark",
  "story", "and",    "ignore",  "user", "v",      "k",    "m",      "other",   "others",   "you",    "reactions", "edited",
};
static const char *const ROLES[] = {
  "op",        "mod",        "moderator",   "admin",  "administrator", "member",    "staff",    "author",  "verified",
  "guest",     "user",       "contributor", "bot",    "app",           "developer", "editor",   "pro",     "vip",
  "subscriber", "supporter", "patron",      "pinned", "new",           "newbie",    "veteran",  "regular", "banned",
  "offline",   "online",     "original",    "poster", "creator",       "team",      "official", "top",     "fan",
  "commenter", "newcomer", "beginner", "expert", "reviewer",
};

/* What may stand before a role. */
static const char *const RANKS[] = {
  "senior", "junior", "well-known", "active", "registered", "new", "full", "super", "global", "forum", "site", "community",
  "trusted", "premium", "gold", "silver", "platinum", "elite", "power", "regular", "veteran", "advanced", "lifetime", "paid",
};

static gboolean
in_list (const char *word, gsize n, const char *const *list, guint n_list)
{
  for (guint i = 0; i < n_list; i++)
    if (list[i][0] == (word[0] | 0x20) && strlen (list[i]) == n && g_ascii_strncasecmp (word, list[i], n) == 0)
      return TRUE;
  return FALSE;
}

/* ":face_palm:": where it ends when the word at @i is inside one, or 0. */
static gsize
end_of_emoji_name (const char *utf8, gsize start, gsize i, gsize stop)
{
  if (i == start || utf8[i - 1] != ':')
    return 0;
  while (i < stop && (g_ascii_isalnum (utf8[i]) || strchr ("_+-", utf8[i])))
    i++;
  return i < stop && utf8[i] == ':' ? i + 1 : 0;
}

/* "draft_0114.png": an attachment. */
static gboolean
is_file_name (const char *utf8, gsize start, gsize stop)
{
  static const char *const ENDS[] = { "png", "jpg", "jpeg", "gif", "pdf", "doc", "docx", "xls", "xlsx", "csv", "zip", "mp3",
                                      "mp4", "mov", "txt", "webp", "svg", "ppt", "pptx", "wav", "heic" };
  gsize                    dot = stop;

  if (memchr (utf8 + start, ' ', stop - start))
    return FALSE;
  while (dot > start && utf8[dot - 1] != '.')
    dot--;
  return dot > start + 1 && in_list (utf8 + dot, stop - dot, ENDS, G_N_ELEMENTS (ENDS));
}

gboolean
postil_thread_is_furniture (const char *utf8, gsize start, gsize stop)
{
  guint n_words = 0, n_controls = 0;

  if (stop - start > 80 || (start < stop && utf8[start] == '>'))
    return FALSE;
  if (is_file_name (utf8, start, stop))
    return TRUE;
  for (gsize i = start; i < stop;)
    {
      gunichar c = g_utf8_get_char (utf8 + i);
      if (!g_unichar_isalpha (c))
        {
          i += (gsize)g_unichar_to_utf8 (c, NULL);
          continue;
        }
      if (c >= 0x80)
        return FALSE;
      gsize end = i + 1;
      while (end < stop && g_ascii_isalpha (utf8[end]) && !(g_ascii_islower (utf8[end - 1]) && g_ascii_isupper (utf8[end])))
        end++;
      gsize emoji = end_of_emoji_name (utf8, start, i, stop);
      if (emoji)
        {
          i = emoji;
          continue;
        }
      gboolean after_digit = i > start && g_ascii_isdigit (utf8[i - 1]);
      gboolean control = in_list (utf8 + i, end - i, CONTROL_WORDS, G_N_ELEMENTS (CONTROL_WORDS));
      if (!control && !in_list (utf8 + i, end - i, WEAK_WORDS, G_N_ELEMENTS (WEAK_WORDS)) &&
          !(after_digit && end - i == 1))
        return FALSE;
      if (!after_digit)
        {
          n_words++;
          n_controls += control ? 1 : 0;
        }
      i = end;
    }
  /* "Like this" and "I agree" are words of somebody: most must be controls, and a sentence has an end */
  if (n_words == 0)
    return TRUE;
  char last = utf8[stop - 1];
  return n_controls * 3 >= n_words && n_controls > 0 && n_words <= 9 && (n_words < 4 || last != '.');
}

static gboolean
is_role (const char *utf8, gsize start, gsize stop)
{
  static const char *const FIELDS[] = { "join date", "joined", "posts", "location", "messages", "reputation", "rep",
                                        "registered", "from", "karma", "post count", "likes", "age", "points" };
  static const char *const COUNTED[] = { "posts", "post", "points", "messages", "comments", "reviews", "followers", "threads", "karma" };
  const char *colon = memchr (utf8 + start, ':', MIN (stop - start, 14));
  gsize       last = stop, amount = start;

  if (stop - start > 40)
    return FALSE;
  /* "271 posts" */
  while (amount < stop && (g_ascii_isdigit (utf8[amount]) || strchr (".,", utf8[amount])))
    amount++;
  if (amount > start && amount + 1 < stop && utf8[amount] == ' ' && in_list (utf8 + amount + 1, stop - amount - 1, COUNTED, G_N_ELEMENTS (COUNTED)))
    return TRUE;
  if (colon && in_list (utf8 + start, (gsize)(colon - utf8) - start, FIELDS, G_N_ELEMENTS (FIELDS)))
    return TRUE;
  while (last > start && !g_ascii_isalpha (utf8[last - 1]) && (guchar)utf8[last - 1] < 0x80)
    last--;
  gsize word = last;
  while (word > start && g_ascii_isalpha (utf8[word - 1]))
    word--;
  /* "OP", "[Mod]", "New Member", "Well-Known Member"; but "Facilities Bot" is a name */
  if (last == word || !in_list (utf8 + word, last - word, ROLES, G_N_ELEMENTS (ROLES)))
    return FALSE;
  gsize first = start;
  while (first < word && !g_ascii_isalpha (utf8[first]))
    first++;
  if (first == word)
    return TRUE;
  gsize end = first;
  while (end < word && (g_ascii_isalpha (utf8[end]) || utf8[end] == '-'))
    end++;
  return in_list (utf8 + first, end - first, RANKS, G_N_ELEMENTS (RANKS)) ||
         in_list (utf8 + first, end - first, ROLES, G_N_ELEMENTS (ROLES));
}

char *
postil_thread_shape (const char *utf8, gsize start, gsize stop)
{
  GString *shape = g_string_sized_new (40);

  for (gsize i = start; i < stop && shape->len < 60; i++)
    if (!g_ascii_isdigit (utf8[i]))
      g_string_append_c (shape, utf8[i]);
    else if (shape->len == 0 || shape->str[shape->len - 1] != '0')
      g_string_append_c (shape, '0');
  return g_string_free (shape, FALSE);
}

gsize
postil_thread_find_rank (const char *utf8, gsize start, gsize stop)
{
  gsize found = stop;

  for (gsize i = stop, n_words = 0; i > start + 1 && n_words < 2; i--)
    {
      if (utf8[i - 1] != ' ')
        continue;
      n_words++;
      if (is_role (utf8, i, stop))
        found = i;
    }
  return found;
}

static PostilLineClass
classify (const char *utf8, const PostilLine *line)
{
  gsize i = line->start;

  if (utf8[i] == '#')
    {
      i++;
      while (i < line->stop && g_ascii_isdigit (utf8[i]))
        i++;
      if (i == line->stop && i > line->start + 1)
        return POSTIL_LINE_NUMBER;
    }
  if (postil_thread_is_furniture (utf8, line->start, line->stop))
    return POSTIL_LINE_FURNITURE;
  return is_role (utf8, line->start, line->stop) ? POSTIL_LINE_ROLE : POSTIL_LINE_TEXT;
}

GArray *
postil_thread_split_lines (const char *utf8, gsize from, gsize stop)
{
  GArray  *lines = g_array_new (FALSE, FALSE, sizeof (PostilLine));
  gboolean blank = TRUE;

  for (gsize at = from; at < stop;)
    {
      const char *newline = memchr (utf8 + at, '\n', stop - at);
      gsize       end = newline ? (gsize)(newline - utf8) : stop;
      PostilLine  line = { .start = at, .stop = end, .blank_before = blank };
      while (line.start < end && strchr (" \t", utf8[line.start]))
        line.start++;
      while (line.stop > line.start && strchr (" \t", utf8[line.stop - 1]))
        line.stop--;
      line.indent = line.start - at;
      blank = line.start == line.stop;
      at = end + 1;
      if (!blank)
        g_array_append_val (lines, line);
    }
  return lines;
}

void
postil_thread_classify_lines (const char *utf8, GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      PostilLine *line = &g_array_index (lines, PostilLine, i);
      line->class = classify (utf8, line);
      line->time = postil_time_find (utf8, line->start, MIN (line->stop, line->start + LONGEST_HEADER));
    }
}

gboolean
postil_thread_is_name_like (const char *utf8, gsize start, gsize stop)
{
  guint n_words = 1, n_letters = 0;

  if (stop <= start || stop - start > 60)
    return FALSE;
  for (gsize i = start; i < stop; i++)
    {
      n_words += utf8[i] == ' ' ? 1 : 0;
      n_letters += g_ascii_isalpha (utf8[i]) || (guchar)utf8[i] >= 0xc3 ? 1 : 0;
      if (strchr ("?!;\"{}=", utf8[i]))
        return FALSE;
      /* A full stop inside belongs to an initial or a title, or to a nickname without spaces */
      gboolean long_before = i > start + 4 && !memchr (utf8 + i - 4, ' ', 4);
      if (utf8[i] == '.' && i + 1 < stop && utf8[i + 1] == ' ' && long_before)
        return FALSE;
    }
  char last = utf8[stop - 1];
  if (n_letters == 0 || n_words > 6 || last == ':' || last == ',')
    return FALSE;
  /* A last full stop: "Hasan W." and "Deepak S." but no sentence */
  return last != '.' || stop - start < 4 || utf8[stop - 3] == ' ' || (utf8[stop - 4] == ' ' && g_ascii_isupper (utf8[stop - 3]));
}

static gboolean
drop_prefix (const char *utf8, gsize *start, gsize stop, const char *prefix)
{
  gsize n = strlen (prefix);

  if (stop - *start <= n || g_ascii_strncasecmp (utf8 + *start, prefix, n) != 0)
    return FALSE;
  *start += n;
  return TRUE;
}

static gboolean
drop_suffix (const char *utf8, gsize start, gsize *stop, const char *suffix)
{
  gsize n = strlen (suffix);

  if (*stop - start <= n || g_ascii_strncasecmp (utf8 + *stop - n, suffix, n) != 0)
    return FALSE;
  *stop -= n;
  return TRUE;
}

/* Marks that stand between the parts of a header, never at the edge of a name. */
static gboolean
is_edge_mark (gunichar c, gboolean left)
{
  if (g_unichar_isspace (c))
    return TRUE;
  if (c < 0x80)
    return strchr (left ? ",;:|*->)]#»~\"" : ",;:|*-<([#~@\"", (int)c) != NULL;
  return c == 0xb7 || c == 0x2022 || (c >= 0x2010 && c <= 0x2015) || c == 0xbb || c == 0xab || c == 0x203a ||
         c == 0x2039 || g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL || (c >= 0x2190 && c <= 0x21ff) || (c >= 0x25a0 && c <= 0x27bf) || c == 0x200b || c == 0xfe0f;
}

static void
trim_marks (const char *utf8, gsize *start, gsize *stop)
{
  while (*start < *stop && is_edge_mark (g_utf8_get_char (utf8 + *start), TRUE))
    *start += (gsize)g_utf8_skip[(guchar)utf8[*start]];
  while (*start < *stop)
    {
      const char *last = g_utf8_find_prev_char (utf8 + *start, utf8 + *stop);
      if (!last || !is_edge_mark (g_utf8_get_char (last), FALSE))
        break;
      *stop = (gsize)(last - utf8);
    }
}

/* Takes a last "41 points", "[developer]", "<a@b.example>" or "@handle@host" off. */
static gboolean
drop_tail (const char *utf8, gsize start, gsize *stop)
{
  static const char *const UNITS[] = { "points", "point", "pts", "votes", "vote", "karma", "likes", "posts" };

  for (guint i = 0; i < G_N_ELEMENTS (UNITS); i++)
    {
      gsize end = *stop;
      if (!drop_suffix (utf8, start, &end, UNITS[i]) || utf8[end - 1] != ' ')
        continue;
      while (end > start && strchr (" -+.,0123456789kKmM", utf8[end - 1]) && utf8[end - 1])
        end--;
      if (end == start || end + 2 + strlen (UNITS[i]) > *stop)
        continue;
      /* Digits that belong to the name end at the space before the amount */
      while (end < *stop && utf8[end] != ' ')
        end++;
      *stop = end;
      return TRUE;
    }
  char closing = utf8[*stop - 1];
  if (closing == ']' || closing == '>')
    {
      char  opening = closing == ']' ? '[' : '<';
      gsize i = *stop - 1;
      while (i > start && utf8[i] != opening)
        i--;
      if (i <= start)
        return FALSE;
      *stop = i;
      return TRUE;
    }
  gsize word = *stop;
  while (word > start && utf8[word - 1] != ' ')
    word--;
  if (word > start && utf8[word] == '@')
    {
      *stop = word;
      return TRUE;
    }
  return FALSE;
}

/* "[Ann]" and "<Ann>". */
static void
drop_brackets (const char *utf8, gsize *start, gsize *stop)
{
  static const char PAIRS[] = "[]<>()";

  for (guint i = 0; PAIRS[i] != '\0'; i += 2)
    if (*stop > *start + 2 && utf8[*start] == PAIRS[i] && memchr (utf8 + *start, PAIRS[i + 1], *stop - *start) == utf8 + *stop - 1)
      {
        (*start)++;
        (*stop)--;
      }
}

void
postil_thread_trim_author (const char *utf8, gsize *start, gsize *stop)
{
  static const char *const BEFORE[] = { "posted by ", "post by ", "comment by ", "written by ", "submitted by ",
                                        "reply from ", "reply by ", "answered by ", "asked by ", "comment from ",
                                        "started by ", "by ", "from: ", "author: ", "user: ", "name: ", "posted: ",
                                        "date: ", "sent: ", "u/", "/u/", "[–]", "[-]", "[+]", "posted on ", "on ",
                                        "comment posted by ", "at " };
  static const char *const AFTER[] = { " says", " said", " wrote", " writes", " posted", " commented", " replied",
                                       " on", " at", " posted on", " said on", " wrote on", " edited" };
  static const char *const BADGES[] = { " OP", " Mod", " Author", " APP", " BOT", " Admin", " (OP)", " (Author)", " MOD" };
  gboolean                 again = TRUE, badge = FALSE;

  for (guint round = 0; again && round < 8 && *start < *stop; round++)
    {
      gsize before_start = *start, before_stop = *stop;
      trim_marks (utf8, start, stop);
      if (*start >= *stop)
        return;
      drop_brackets (utf8, start, stop);
      for (guint i = 0; i < G_N_ELEMENTS (BEFORE); i++)
        drop_prefix (utf8, start, *stop, BEFORE[i]);
      for (guint i = 0; i < G_N_ELEMENTS (AFTER); i++)
        drop_suffix (utf8, *start, stop, AFTER[i]);
      /* One badge only: "Facilities Bot APP" is called Facilities Bot */
      for (guint i = 0; i < G_N_ELEMENTS (BADGES) && !badge; i++)
        {
          gsize n = strlen (BADGES[i]);
          badge = *stop - *start > n && strncmp (utf8 + *stop - n, BADGES[i], n) == 0;
          *stop -= badge ? n : 0;
        }
      /* "12. Ann" and "#12 Ann": the post's number */
      gsize i = *start;
      while (i < *stop && g_ascii_isdigit (utf8[i]))
        i++;
      gboolean listed = i + 2 < *stop && strchr (".)", utf8[i]) && utf8[i + 1] == ' ';
      gboolean counted = i + 1 < *stop && *start > 0 && utf8[*start - 1] == '#' && utf8[i] == ' ';
      if (i > *start && (listed || counted))
        *start = i + 1;
      drop_tail (utf8, *start, stop);
      trim_marks (utf8, start, stop);
      again = *start != before_start || *stop != before_stop;
    }
}
