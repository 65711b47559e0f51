/* test-thread.c - posts of comment pages in layouts of many kinds, and of texts that are none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include <string.h>

static GPtrArray *
find_posts (const char *utf8, PostilText **text)
{
  *text = postil_text_new (utf8, -1, NULL);
  g_assert_nonnull (*text);
  return postil_thread_find_posts (*text);
}

/* Each post as "author|time|body|parent", joined by newlines. */
static char *
describe (const char *utf8)
{
  g_autoptr (PostilText) text = NULL;
  g_autoptr (GPtrArray)  posts = find_posts (utf8, &text);
  GString               *all = g_string_new (NULL);

  for (guint i = 0; i < posts->len; i++)
    {
      const PostilPost *post = g_ptr_array_index (posts, i);
      g_autofree char  *body = postil_text_slice (text, POSTIL_RANGE (post->body_start, post->range.stop));
      g_strdelimit (body, "\n", '/');
      g_string_append_printf (all, "%s%s|%s|%s|%d", i ? "\n" : "", post->author, post->time, body, post->parent);
    }
  return g_string_free (all, FALSE);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} Layout;

static const Layout LAYOUTS[] = {
  { "glued",
    "Harbour lights go out\n\nThe town has switched off its lights.\n\nMoth_Lamp412d ago\n\nGood riddance to them.\n\n"
    "gull77412d ago (Edited 411d ago )\n\nNot for us who walk there.\n\nMoth_Lamp411d ago\n\nBring a torch then.",
    "Moth_Lamp|412d ago|Good riddance to them.|-1\ngull77|412d ago|Not for us who walk there.|-1\n"
    "Moth_Lamp|411d ago|Bring a torch then.|-1" },
  { "says",
    "Ann Berg says:\nMarch 3, 2015 at 4:12 pm\n\nI saw the ferry turn back.\n\nReply\n\nTom Ode says:\nMarch 3, 2015 at 5:00 pm\n\n"
    "The captain was asleep, they say.\n\nReply\n\nAnn Berg says:\nMarch 4, 2015 at 9:30 am\n\nHe was not aboard at all.\n\nReply",
    "Ann Berg|March 3, 2015 at 4:12 pm|I saw the ferry turn back.|-1\n"
    "Tom Ode|March 3, 2015 at 5:00 pm|The captain was asleep, they say.|-1\n"
    "Ann Berg|March 4, 2015 at 9:30 am|He was not aboard at all.|-1" },
  { "posted-by",
    "Posted by kelp on 12 May 2011, 10:04\nWhere did the buoy go?\n\nPosted by Old Rope on 12 May 2011, 10:40\n"
    "It was towed to the yard this morning.\n\nPosted by kelp on 12 May 2011, 11:15\nThanks, I shall ask there.",
    "kelp|12 May 2011, 10:04|Where did the buoy go?|-1\n"
    "Old Rope|12 May 2011, 10:40|It was towed to the yard this morning.|-1\n"
    "kelp|12 May 2011, 11:15|Thanks, I shall ask there.|-1" },
  { "footer",
    "Quay Street Neighbours\n\nLotte Brandt\nWho left the crane running all night?\nLike · Reply · 3d\n\nIvo Marsh\n"
    "Lotte Brandt that was the night shift, ask them.\nLike · Reply · 3d\n\nLotte Brandt\nI did and they deny it.\nLike · Reply · 2d",
    "Lotte Brandt|3d|Who left the crane running all night?|-1\n"
    "Ivo Marsh|3d|Lotte Brandt that was the night shift, ask them.|0\n"
    "Lotte Brandt|2d|I did and they deny it.|-1" },
  { "log",
    "[21:04] <fen> the relay is stuck again\n[21:05] <okapi> fen: did you oil it?\n[21:05] * marit nods\n[21:06] <fen> twice today",
    "fen|21:04|the relay is stuck again|-1\nokapi|21:05|fen: did you oil it?|0\nfen|21:06|twice today|-1" },
  { "signature",
    "Name of the pier\nThe sign at the gate spells it with two n's, and so does the chart. Should we move the page? Brackwater "
    "(talk) 09:41, 17 September 2011 (UTC)\nThe register of 1843 has one n, so leave it as it is. Isoglosse (talk) 10:02, 17 "
    "September 2011 (UTC)\nFine by me. Brackwater (talk) 11:30, 17 September 2011 (UTC)",
    "Brackwater|09:41, 17 September 2011 (UTC)|The sign at the gate spells it with two n's, and so does the chart. Should we "
    "move the page? Brackwater (talk) 09:41, 17 September 2011 (UTC)|-1\n"
    "Isoglosse|10:02, 17 September 2011 (UTC)|The register of 1843 has one n, so leave it as it is. Isoglosse (talk) 10:02, 17 "
    "September 2011 (UTC)|-1\n"
    "Brackwater|11:30, 17 September 2011 (UTC)|Fine by me. Brackwater (talk) 11:30, 17 September 2011 (UTC)|-1" },
  { "mail",
    "From: Ruth Lind <ruth@pier.example>\nDate: Mon, 11 Jun 2018 10:02:14 +0200\nSubject: keys\n\nWho has the key of the shed?\n\n"
    "From: Per Holm <per@pier.example>\nDate: Mon, 11 Jun 2018 11:47:50 +0200\nSubject: Re: keys\n\n"
    "On Mon, Ruth Lind wrote:\n> Who has the key of the shed?\n\nIt hangs behind the door.",
    "Ruth Lind|Mon, 11 Jun 2018 10:02:14 +0200|Who has the key of the shed?|-1\n"
    "Per Holm|Mon, 11 Jun 2018 11:47:50 +0200|On Mon, Ruth Lind wrote:/> Who has the key of the shed?//It hangs behind the "
    "door.|0" },
  { "answers",
    "Ada Frayne • 5 years ago\n\nMy order never came and nobody answers.\n\n14 • Reply • Share ›\n\nGreg T → Ada Frayne • 5 years "
    "ago\n\nMine came, a month late and wet.\n\n2 • Reply • Share ›\n\nhesper • 4 years ago\n\nThe shop has closed for good.\n\n"
    "1 • Reply • Share ›\n\nLoad more comments",
    "Ada Frayne|5 years ago|My order never came and nobody answers.|-1\nGreg T|5 years ago|Mine came, a month late and wet.|0\n"
    "hesper|4 years ago|The shop has closed for good.|-1" },
  { "indent",
    "ann · 3 h ago\nThe tide table is wrong.\n\n    bo · 2 h ago\n    By how much?\n\n        ann · 2 h ago\n        An hour.\n\n"
    "cy · 1 h ago\nSame here on the west side.",
    "ann|3 h ago|The tide table is wrong.|-1\nbo|2 h ago|By how much?|0\nann|2 h ago|An hour.|1\n"
    "cy|1 h ago|Same here on the west side.|-1" },
  { "time-then-by",
    "The sluice at Ness\n\nPosted 3 May 2014, 10:04 by Lotte Brandt\n\nThe sluice was left open "
    "again.\n\nPosted 3 May 2014, 11:40 by ivo_m\n\nBy whom, the night shift?\n\nPosted 4 May 2014, 08:15 by "
    "Lotte Brandt\n\nThey say it was the wind.",
    "Lotte Brandt|3 May 2014, 10:04|The sluice was left open again.|-1\nivo_m|3 May 2014, 11:40|By whom, the "
    "night shift?|-1\nLotte Brandt|4 May 2014, 08:15|They say it was the wind.|-1" },
  { "counted",
    "The sluice at Ness\n\n1 Lotte Brandt\n3 May 2014, 10:04\nThe sluice was left open again.\n\n2 ivo_m\n3 "
    "May 2014, 11:40\nBy whom, the night shift?\n\n3 Lotte Brandt\n4 May 2014, 08:15\nThey say it was the "
    "wind.",
    "Lotte Brandt|3 May 2014, 10:04|The sluice was left open again.|-1\nivo_m|3 May 2014, 11:40|By whom, the "
    "night shift?|-1\nLotte Brandt|4 May 2014, 08:15|They say it was the wind.|-1" },
  { "numbered",
    "The sluice at Ness\n\n#1 · Lotte Brandt · about 9 hours ago\n\nThe sluice was left open again.\n\n#2 · "
    "ivo_m · about 8 hours ago\n\nBy whom, the night shift?\n\n#3 · Lotte Brandt · about 2 hours ago\n\nThey "
    "say it was the wind.",
    "Lotte Brandt|about 9 hours ago|The sluice was left open again.|-1\nivo_m|about 8 hours ago|By whom, the "
    "night shift?|-1\nLotte Brandt|about 2 hours ago|They say it was the wind.|-1" },
  { "rank",
    "The sluice at Ness\n\nLotte Brandt, Member\n3 May 2014, 10:04\n\nThe sluice was left open "
    "again.\n\nivo_m, Regular\n3 May 2014, 11:40\n\nBy whom, the night shift?\n\nLotte Brandt, Member\n4 May "
    "2014, 08:15\n\nThey say it was the wind.",
    "Lotte Brandt|3 May 2014, 10:04|The sluice was left open again.|-1\nivo_m|3 May 2014, 11:40|By whom, the "
    "night shift?|-1\nLotte Brandt|4 May 2014, 08:15|They say it was the wind.|-1" },
  { "bracketed-time",
    "The sluice at Ness\n\n[3 May 2014, 10:04] Lotte Brandt\n\nThe sluice was left open again.\n\n[3 May "
    "2014, 11:40] ivo_m\n\nBy whom, the night shift?\n\n[4 May 2014, 08:15] Lotte Brandt\n\nThey say it was "
    "the wind.",
    "Lotte Brandt|3 May 2014, 10:04|The sluice was left open again.|-1\nivo_m|3 May 2014, 11:40|By whom, the "
    "night shift?|-1\nLotte Brandt|4 May 2014, 08:15|They say it was the wind.|-1" },
  { "bracketed-name",
    "The sluice at Ness\n\n<Lotte Brandt> 3 May 2014, 10:04\nThe sluice was left open again.\n\n<ivo_m> 3 May "
    "2014, 11:40\nBy whom, the night shift?\n\n<Lotte Brandt> 4 May 2014, 08:15\nThey say it was the wind.",
    "Lotte Brandt|3 May 2014, 10:04|The sluice was left open again.|-1\nivo_m|3 May 2014, 11:40|By whom, the "
    "night shift?|-1\nLotte Brandt|4 May 2014, 08:15|They say it was the wind.|-1" },
  { "page-words",
    "The sluice at Ness\n\n12 points by Lotte Brandt about 9 hours ago\n\nThe sluice was left open "
    "again.\n\n24 points by ivo_m about 8 hours ago\n\nBy whom, the night shift?\n\n36 points by Lotte Brandt "
    "about 2 hours ago\n\nThey say it was the wind.",
    "Lotte Brandt|about 9 hours ago|The sluice was left open again.|-1\nivo_m|about 8 hours ago|By whom, the "
    "night shift?|-1\nLotte Brandt|about 2 hours ago|They say it was the wind.|-1" },
  { "after-name",
    "The sluice at Ness\n\nLotte Brandt left a comment about 9 hours ago\n\nThe sluice was left open "
    "again.\n\nivo_m left a comment about 8 hours ago\n\nBy whom, the night shift?\n\nLotte Brandt left a "
    "comment about 2 hours ago\n\nThey say it was the wind.",
    "Lotte Brandt|about 9 hours ago|The sluice was left open again.|-1\nivo_m|about 8 hours ago|By whom, the "
    "night shift?|-1\nLotte Brandt|about 2 hours ago|They say it was the wind.|-1" },
  { "question-below",
    "The sluice at Ness\n\nLotte Brandt — about 9 hours ago\n\nThe sluice was left open again.\nWas this "
    "helpful? Yes No\n\nivo_m — about 8 hours ago\n\nBy whom, the night shift?\nWas this helpful? Yes "
    "No\n\nLotte Brandt — about 2 hours ago\n\nThey say it was the wind.\nWas this helpful? Yes No",
    "Lotte Brandt|about 9 hours ago|The sluice was left open again.|-1\nivo_m|about 8 hours ago|By whom, the "
    "night shift?|-1\nLotte Brandt|about 2 hours ago|They say it was the wind.|-1" },
  { "handle",
    "The sluice at Ness\n\nLotte Brandt\n@berth1\n3 May 2014, 10:04\nThe sluice was left open "
    "again.\nReply\n\nivo_m\n@berth2\n3 May 2014, 11:40\nBy whom, the night shift?\nReply\n\nLotte "
    "Brandt\n@berth3\n4 May 2014, 08:15\nThey say it was the wind.\nReply",
    "Lotte Brandt|3 May 2014, 10:04|The sluice was left open again.|-1\nivo_m|3 May 2014, 11:40|By whom, the "
    "night shift?|-1\nLotte Brandt|4 May 2014, 08:15|They say it was the wind.|-1" },
  { "amount",
    "The sluice at Ness\n\nLotte Brandt\n12 posts\n3 May 2014, 10:04\nThe sluice was left open "
    "again.\nReply\n\nivo_m\n24 posts\n3 May 2014, 11:40\nBy whom, the night shift?\nReply\n\nLotte "
    "Brandt\n36 posts\n4 May 2014, 08:15\nThey say it was the wind.\nReply",
    "Lotte Brandt|3 May 2014, 10:04|The sluice was left open again.|-1\nivo_m|3 May 2014, 11:40|By whom, the "
    "night shift?|-1\nLotte Brandt|4 May 2014, 08:15|They say it was the wind.|-1" },
};

static void
test_layout (gconstpointer data)
{
  const Layout    *layout = data;
  g_autofree char *found = describe (layout->text);

  g_assert_cmpstr (found, ==, layout->expected);
}

static void
test_edited (void)
{
  g_autoptr (PostilText) text = NULL;
  g_autoptr (GPtrArray)  posts = find_posts (LAYOUTS[0].text, &text);

  g_assert_cmpuint (posts->len, ==, 3);
  g_assert_null (((PostilPost *)g_ptr_array_index (posts, 0))->edited);
  g_assert_cmpstr (((PostilPost *)g_ptr_array_index (posts, 1))->edited, ==, "411d ago");
}

/* A page of news has dates and names, and is no thread. */
static void
test_no_thread (void)
{
  static const char *const TEXTS[] = {
    "Bridge reopens\n\nBy Ann Berg\nMarch 3, 2015 4:12 pm\n\nThe bridge reopened on Monday after a week of repairs. The mayor "
    "had closed it on 24 February 2015 when a crack was found.\n\nUpdated March 4, 2015",
    "It was built in 1911.\nIt fell in 1950.\nIt was built again in 1953.",
    "Shopping list\n\nmilk\nbread\n3 eggs\n",
    "",
    "\n\n\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      g_autoptr (PostilText) text = NULL;
      g_autoptr (GPtrArray)  posts = find_posts (TEXTS[i], &text);
      g_assert_cmpuint (posts->len, ==, 0);
    }
}

static void
check_quoted (const char *utf8, const char *expected)
{
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
  g_autoptr (GArray)     ranges = postil_thread_find_quoted_replies (text, POSTIL_RANGE (0, postil_text_get_length (text)));
  g_autoptr (GString)    all = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      g_autofree char *slice = postil_text_slice (text, g_array_index (ranges, PostilRange, i));
      g_strdelimit (slice, "\n", '/');
      g_string_append_printf (all, "%s%s", i ? "|" : "", slice);
    }
  g_assert_cmpstr (all->str, ==, expected);
}

static void
test_quoted_replies (void)
{
  check_quoted ("> one\n> > two\n> three\nmine", "> one/> > two/> three|> > two");
  check_quoted ("Ann wrote:\nThe lamp is out.\n\nIt is on again.", "The lamp is out.");
  check_quoted ("Ann said: ↑\nThe lamp is out.\nAll night.\nClick to expand...\nIt is on.", "The lamp is out./All night.");
  check_quoted (">>4821930\n>his new car\nit is his father's", ">his new car");
  check_quoted ("5 > 3 and nothing is quoted", "");
}

static void
test_hostile (void)
{
  g_autoptr (GString) large = g_string_new (NULL);
  static const char *const PIECES[] = { "\n", "12:03 ", "3d ago\n", "ann3d ago\n\nx\n\n", "> ", "From: a\nDate: 3 May 2011\n\n" };

  for (guint i = 0; i < G_N_ELEMENTS (PIECES); i++)
    {
      g_autoptr (PostilText) text = NULL;
      g_string_set_size (large, 0);
      while (large->len < 300000)
        g_string_append (large, PIECES[i]);
      g_autoptr (GPtrArray) posts = find_posts (large->str, &text);
      guint32 reached = 0;
      for (guint k = 0; k < posts->len; k++)
        {
          const PostilPost *post = g_ptr_array_index (posts, k);
          g_assert_cmpuint (post->range.start, >=, reached);
          g_assert_cmpuint (post->body_start, >=, post->range.start);
          g_assert_cmpuint (post->range.stop, <=, postil_text_get_length (text));
          reached = post->range.stop;
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (LAYOUTS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/thread/layout/%s", LAYOUTS[i].name);
      g_test_add_data_func (path, &LAYOUTS[i], test_layout);
    }
  g_test_add_func ("/thread/edited", test_edited);
  g_test_add_func ("/thread/no-thread", test_no_thread);
  g_test_add_func ("/thread/quoted-replies", test_quoted_replies);
  g_test_add_func ("/thread/hostile", test_hostile);
  return g_test_run ();
}
