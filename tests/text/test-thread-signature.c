/* test-thread-signature.c - posts that are signed at their end: the name is cut between characters, never within one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/thread.h>

static void
check_authors (const char *utf8, const char *const *authors)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, &error);
  g_autoptr (GPtrArray) posts = NULL;

  g_assert_no_error (error);
  posts = postil_thread_find_posts (text);
  g_assert_cmpuint (posts->len, ==, g_strv_length ((char **) authors));
  for (guint i = 0; i < posts->len; i++)
    {
      const PostilPost *post = g_ptr_array_index (posts, i);

      g_assert_true (g_utf8_validate (post->author, -1, NULL));
      g_assert_cmpstr (post->author, ==, authors[i]);
    }
}

static void
test_dashes (void)
{
  const char *const authors[] = { "Brindle", "Ada-Marie", "Brindle", NULL };

  check_authors ("Talk:Sluice gates\nWho moved the table\n\n"
                 "The table of gates has gone from the page and nobody has said why. \xe2\x80\x94"
                 "Brindle (talk) 17:20, 3 February 2015 (UTC)\n\n"
                 "I moved it to the list of works, where it can be sorted. \xe2\x80\x94"
                 "Ada-Marie (talk) 08:44, 4 February 2015 (UTC)\n\n"
                 "Then the link to it is missing from the first section. \xe2\x80\x94"
                 "Brindle (talk) 08:59, 4 February 2015 (UTC)\n",
                 authors);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/thread-signature/dashes", test_dashes);
  return g_test_run ();
}
