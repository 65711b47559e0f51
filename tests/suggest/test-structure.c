/* test-structure.c - the site's own lines, told from the text; posts with their attributes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <jansson.h>
#include <postil/postil.h>

#include <string.h>

static PostilAnalysis *
analyse (const char *utf8, const char *other)
{
  static const char *const         only[] = { "structure", NULL };
  g_autoptr (PostilText)           text = postil_text_new (utf8, -1, NULL);
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (NULL);
  PostilAnalysis                  *analysis = postil_analysis_new (text, POSTIL_DOCUMENT_OTHER);

  g_assert_nonnull (context);
  for (guint i = 0; other && i < 3; i++)
    {
      g_autoptr (PostilText) beside = postil_text_new (other, -1, NULL);
      postil_suggest_context_add_document_lines (context, beside);
    }
  g_assert_true (postil_suggest_run (context, analysis, only, NULL, NULL));
  return analysis;
}

static void
check (const char *utf8, const char *other, const char *expected)
{
  g_autoptr (PostilAnalysis) analysis = analyse (utf8, other);
  PostilText                *text = postil_analysis_get_text (analysis);
  g_autoptr (GArray) found = postil_analysis_find (analysis, POSTIL_RANGE (0, postil_text_get_length (text)), "Boilerplate");
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, g_array_index (found, guint, i));
      g_autofree char      *slice = postil_text_slice (text, proposal->range);
      g_string_append_printf (all, "%s%s", i ? "|" : "", slice);
    }
  g_assert_cmpstr (all->str, ==, expected);
}

#define PROSE \
  "The ferry to the island was cancelled on Monday after the engine failed for the third time this month, the company said."

static void
test_boilerplate (void)
{
  /* share bar, menu, credit, newsletter box with its tag line */
  check ("home menu search close\n\nFerry cancelled again\n\nKNR/AFP/Getty Images\n\n" PROSE "\n\nShare this\n\n" PROSE
         "\n\nSign up for the harbour newsletter\n\nAll you need to know about boats, each Friday.",
         NULL,
         "home menu search close|KNR/AFP/Getty Images|Share this|Sign up for the harbour newsletter|All you need to know about "
         "boats, each Friday.");
  /* a list of headlines after the text */
  check ("Ferry cancelled again\n\n" PROSE "\n\nCaptain Says The Engine Was Never Checked\nSix Things Your Ferry Never Told "
         "You\nWhy Island Schools Close Early On Mondays",
         NULL,
         "Captain Says The Engine Was Never Checked|Six Things Your Ferry Never Told You|Why Island Schools Close Early On Mondays");
  /* notices of an archive, and stories that are listed by name */
  check (
      "Ferry cancelled again\n\n" PROSE
      "\n\nThis content is archived: it was originally published before 2015 and may not reflect our editorial "
      "standards.\n\nRelated stories: The engine that nobody checked",
      NULL,
      "This content is archived: it was originally published before 2015 and may not reflect our editorial standards.|"
      "Related stories: The engine that nobody checked");
  /* what stands in several documents, and what stands here twice */
  check ("The Quay Gazette of Old\n\n" PROSE, "The Quay Gazette of Old\n\nOther words.", "The Quay Gazette of Old");
  check ("Tide tables from Brandt\n\n" PROSE "\n\nTide tables from Brandt\n\n" PROSE, NULL,
         "Tide tables from Brandt|Tide tables from Brandt");
}

/* Words of a text that speak of the same things are no furniture. */
static void
test_no_boilerplate (void)
{
  check ("Ferry cancelled again\n\n" PROSE "\n\nThe photo by the door showed the old captain, and she read more of his letters.",
         NULL, "");
  check ("Ferry cancelled again\n\n" PROSE
         "\n\nThe letters were archived by the captain, who related stories of the old harbour to all who came to "
         "listen on Sundays.",
         NULL, "");
  check ("The union asked its members to share the story with the neighbours and to sign up for the strike fund by Friday.", NULL,
         "");
}

static void
test_post_attributes (void)
{
  g_autoptr (PostilAnalysis) analysis =
      analyse ("moth12d ago\n\nThe crane ran all night.\n\ngull12d ago (Edited 11d ago )\n\n@moth prove it.\n\nmoth11d ago\n\nAsk "
               "anybody on the quay.",
               NULL);
  g_autoptr (GArray) found = postil_analysis_find (analysis, POSTIL_RANGE (0, 200), "Post");

  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpint (postil_analysis_get_kind (analysis), ==, POSTIL_DOCUMENT_THREAD);
  const PostilProposal *post = postil_analysis_get_proposal (analysis, g_array_index (found, guint, 1));
  json_t               *attributes = json_loads (post->attributes, 0, NULL);
  g_assert_nonnull (attributes);
  g_assert_cmpstr (json_string_value (json_object_get (attributes, "author")), ==, "gull");
  g_assert_cmpstr (json_string_value (json_object_get (attributes, "time")), ==, "12d ago");
  g_assert_cmpstr (json_string_value (json_object_get (attributes, "edited")), ==, "11d ago");
  g_assert_cmpint (json_integer_value (json_object_get (attributes, "reply_to")), ==, 0);
  g_assert_cmpint (json_integer_value (json_object_get (attributes, "body_start")), >, post->range.start);
  json_decref (attributes);
}

/* "Label: words", joined by "|", in the order of the text. */
static char *
describe_parts (const char *utf8)
{
  static const char *const   parts[] = { "Title", "Byline", "Dateline", "Caption", "UpdateNote" };
  g_autoptr (PostilAnalysis) analysis = analyse (utf8, NULL);
  PostilText                *text = postil_analysis_get_text (analysis);
  GString                   *all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GArray) found = postil_analysis_find (analysis, POSTIL_RANGE (0, postil_text_get_length (text)), parts[i]);

      for (guint k = 0; k < found->len; k++)
        {
          const PostilProposal *proposal = postil_analysis_get_proposal (analysis, g_array_index (found, guint, k));
          g_autofree char      *slice = postil_text_slice (text, proposal->range);

          g_string_append_printf (all, "%s%s: %s%s", all->len ? "|" : "", parts[i], slice,
                                  proposal->attributes && g_str_equal (parts[i], "Byline") ? proposal->attributes : "");
        }
    }
  return g_string_free (all, FALSE);
}

static void
check_parts (const char *utf8, const char *expected)
{
  g_autofree char *found = describe_parts (utf8);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_page_parts (void)
{
  check_parts ("Ferry cancelled again\nBy Ann Berg and Tom Ode | 3 May 2014\n\nHULL, England (KNR) — " PROSE "\n\nPictured: the ferry at the quay\n\n" PROSE
               "\n\nUpdate: The company has answered since.",
               "Title: Ferry cancelled again|Byline: By Ann Berg and Tom Ode | 3 May 2014{\"author\":\"Ann Berg and Tom Ode\"}|"
               "Dateline: HULL, England (KNR)|Caption: Pictured: the ferry at the quay|UpdateNote: Update: The company has answered since.");
  check_parts ("Ferry cancelled again\n\nSØRHAVN -- " PROSE "\n\nCorrection: an earlier version named the wrong quay.\n\nThis article has been amended to name the right one.",
               "Title: Ferry cancelled again|Dateline: SØRHAVN|UpdateNote: Correction: an earlier version named the wrong quay.|"
               "UpdateNote: This article has been amended to name the right one.");
}

/* What only looks like a part of a page. */
static void
test_no_page_parts (void)
{
  check_parts ("By noon the ferry had gone.\n\nNATO and the yard agree. " PROSE "\n\nThis story is old, and nobody tells it.", "");
  check_parts (PROSE "\n\nBy the quay of the old town stood four men", "");
  check_parts ("Shopping list\n\nmilk\nbread", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/structure/page-parts", test_page_parts);
  g_test_add_func ("/structure/no-page-parts", test_no_page_parts);
  g_test_add_func ("/structure/boilerplate", test_boilerplate);
  g_test_add_func ("/structure/no-boilerplate", test_no_boilerplate);
  g_test_add_func ("/structure/post-attributes", test_post_attributes);
  return g_test_run ();
}
