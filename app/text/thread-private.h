/* thread-private.h - lines and points in time: what a comment thread's headers are recognised by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/thread.h>

G_BEGIN_DECLS

/* How sure a time expression is to be one: "3h" or "9:30" alone may be anything, a date or "3 h ago" hardly. */
typedef enum
{
  POSTIL_TIME_NONE,
  POSTIL_TIME_WEAK,
  POSTIL_TIME_CLOCK,
  POSTIL_TIME_RELATIVE,
  POSTIL_TIME_DATE,
} PostilTimeClass;

/* A time expression in a line; bytes from the start of the text. @glued: a letter or digit run touches its start. */
typedef struct
{
  gsize           start;
  gsize           stop;
  PostilTimeClass class;
  gboolean        glued;
} PostilTimeHit;

/* First time expression of [@from, @stop) in @utf8; class NONE when there is none. */
PostilTimeHit postil_time_find (const char *utf8, gsize from, gsize stop);
/* The last one that ends at @stop, not counting closing marks; looks at the last 80 bytes only. */
PostilTimeHit postil_time_find_at_end (const char *utf8, gsize from, gsize stop);

typedef enum
{
  POSTIL_LINE_TEXT,
  POSTIL_LINE_FURNITURE, /* votes, "Reply", "Share", separators: what a page puts around posts */
  POSTIL_LINE_ROLE,      /* "OP", "Senior Member", "Join Date: ...": what a page puts under a name */
  POSTIL_LINE_NUMBER,    /* "#12" */
} PostilLineClass;

/* A line that is not blank, trimmed; bytes. */
typedef struct
{
  gsize           start;
  gsize           stop;
  gsize           indent;
  gboolean        blank_before;
  PostilLineClass class;
  PostilTimeHit   time; /* first one; only looked for where a header could be */
} PostilLine;

/* The lines of [@from, @stop) that are not blank, without class and time: GArray of PostilLine. (transfer full) */
GArray *postil_thread_split_lines (const char *utf8, gsize from, gsize stop);
/* Fills in class and time. */
void    postil_thread_classify_lines (const char *utf8, GArray *lines);
/* Whether [@start, @stop) holds nothing but marks, numbers and words of a page's controls. */
gboolean postil_thread_is_furniture (const char *utf8, gsize start, gsize stop);
/* Whether [@start, @stop) could be somebody's name or nickname: short, few words, no sentence. */
gboolean postil_thread_is_name_like (const char *utf8, gsize start, gsize stop);
/* [@start, @stop) with its numbers made equal; the first 60 bytes. (transfer full) */
char    *postil_thread_shape        (const char *utf8, gsize start, gsize stop);
/* Where "Senior Member" or "Top commenter" starts at the end of [@start, @stop), after a name; @stop when there is none. */
gsize    postil_thread_find_rank    (const char *utf8, gsize start, gsize stop);
/* Takes what stands around a name off: "Posted by", "u/", "says", "#12", marks. May leave it empty. */
void     postil_thread_trim_author  (const char *utf8, gsize *start, gsize *stop);

/* A post in bytes and lines. Author, time, edited and answers are empty (start == stop) when they stand nowhere. */
typedef struct
{
  guint head_line; /* first line of the header, first of the body, one past the last of the body */
  guint body_line;
  guint stop_line;
  gsize start;
  gsize body;
  gsize stop;
  gsize author_start;
  gsize author_stop;
  gsize time_start;
  gsize time_stop;
  gsize edited_start;
  gsize edited_stop;
  gsize answers_start; /* name of the one who is answered, where the header says it */
  gsize answers_stop;
} PostilRawPost;

/* How a line that has a time could head (or close) a post. */
typedef enum
{
  POSTIL_ANCHOR_ALONE,     /* nothing but the time and marks: the name stands on another line */
  POSTIL_ANCHOR_INLINE,    /* name, then time */
  POSTIL_ANCHOR_AFTER,     /* time, then name */
  POSTIL_ANCHOR_LOG,       /* time and nick, then the words on the same line */
  POSTIL_ANCHOR_SIGNATURE, /* words, then name and time at the end */
} PostilAnchorMode;

typedef struct
{
  guint            line;
  PostilAnchorMode mode;
  PostilTimeHit    time;
  gunichar         joint; /* mark before the time, 'a' for a letter or digit, 0 at the start of the line */
  gsize            author_start;
  gsize            author_stop;
  gsize            body; /* LOG: where the words start */
} PostilAnchor;

/* What all steps of learning look at. */
typedef struct
{
  const char *utf8;
  gsize       n_bytes;
  GArray     *lines; /* PostilLine */
} PostilPage;

#define postil_page_line(page, i) (&g_array_index ((page)->lines, PostilLine, (i)))

/* All the lines of @page that could be anchors, one twice when it could be a signature too: GArray of PostilAnchor.
 * (transfer full) */
GArray *postil_thread_anchors (const PostilPage *page);
/* Posts whose header holds @anchors / that end with them: GArray of PostilRawPost. @bonus: how much more than a post
 * each is worth, from the evidence beside the anchors. (transfer full) */
GArray *postil_thread_posts_headed (const PostilPage *page, const GArray *anchors, double *bonus);
GArray *postil_thread_posts_closed (const PostilPage *page, const GArray *anchors, double *bonus);
GArray *postil_thread_posts_signed (const PostilPage *page, const GArray *anchors, double *bonus);
/* Takes off the authors what repeats from post to post and so is the page's; the age that a name runs into becomes the time's. */
void    postil_thread_clean_names  (const PostilPage *page, GArray *posts);
/* Ends bodies before the page's own lines, finds "edited" and who is answered; fills start, body and stop. */
void    postil_thread_finish_posts (const PostilPage *page, GArray *posts);

/* The layout that explains the page best: GArray of PostilRawPost, maybe empty. (transfer full) */
GArray *postil_thread_learn_layout (const PostilPage *page);

G_END_DECLS
