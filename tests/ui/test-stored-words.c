/* test-stored-words.c - all that a suggester says of its finds is shown in the reader's language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "stored-words.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <postil/postil.h>
#include <string.h>

/* The German that was built beside the program. */
static gboolean
speak_german (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "..", "data", "po", NULL);

  g_setenv ("LANGUAGE", "de", TRUE);
  if (setlocale (LC_ALL, "C.UTF-8") == NULL)
    return FALSE;
  bindtextdomain ("postil", folder);
  bind_textdomain_codeset ("postil", "UTF-8");
  textdomain ("postil");
  return !g_str_equal (_ ("Marked by hand"), "Marked by hand");
}

static void
assert_words (const char *reason, const char *expected)
{
  g_autofree char *words = postil_reason_words (reason);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_words (void)
{
  assert_words (NULL, NULL);
  assert_words ("", "");
  assert_words ("Picture credit.", "Bildnachweis.");
  /* Words of the document, and of people who write rules of their own, stay. */
  assert_words ("blames somebody: “it was the board's doing”", "gibt jemandem die Schuld: “it was the board's doing”");
  assert_words ("Learned: “never”, “denied: “no””", "Gelernt: “never”, “denied: “no””");
  assert_words ("what I look for: “sluice”", "what I look for: “sluice”");
  assert_words ("You tagged this 14 times", "14-mal von Ihnen ausgezeichnet");
  assert_words ("Proposed by my tagger", "Vorgeschlagen von my tagger");
  assert_words ("A post by Ana, Ruiz, 9h ago: its header has the shape that repeats in this document.",
                "Ein Beitrag von Ana, Ruiz, 9h ago: Sein Kopf hat die Form, die sich in diesem Dokument wiederholt.");
  assert_words ("A post by %s, without a time: its header has the shape that repeats in this document.",
                "Ein Beitrag von %s, ohne Zeitangabe: Sein Kopf hat die Form, die sich in diesem Dokument wiederholt.");
  assert_words ("A post by 100 %n", "A post by 100 %n");
}

static void
assert_edit (const char *title, const char *expected)
{
  g_autofree char *words = postil_edit_words (title);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_edits (void)
{
  assert_edit (NULL, NULL);
  assert_edit ("Tag Denial", "Denial ausgezeichnet");
  assert_edit ("Tag 14 × Denial", "14 × Denial ausgezeichnet");
  assert_edit ("Accept 9000 suggestions", "9000 Vorschläge angenommen");
  assert_edit ("Remove the rule denial.mine", "Regel denial.mine entfernt");
  assert_edit ("Remove Place", "Place entfernt");
  assert_edit ("Merge Threat into Denial", "Threat ging auf in Denial");
  assert_edit ("Mark as done", "Als fertig vermerkt");
  assert_edit ("Whatever an older Postil did", "Whatever an older Postil did");
}

static void
assert_translated (const char *reason, const char *where)
{
  g_autofree char *words = postil_reason_words (reason);

  if (g_strcmp0 (words, reason) == 0)
    g_printerr (
        "%s: “%s” is unknown to ui/stored-words.c or to data/po/de.po: tests/house/check-translation.py --update\n",
        where, reason);
  g_assert_cmpstr (words, !=, reason);
}

static void
test_rules (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packs = postil_rule_packs_shipped (&error);

  g_assert_no_error (error);
  for (guint i = 0; i < packs->len; i++)
    for (guint k = 0; k < postil_rule_pack_get_n_rules (g_ptr_array_index (packs, i)); k++)
      {
        const PostilRule *rule = postil_rule_pack_get_rule (g_ptr_array_index (packs, i), k);

        assert_translated (rule->reason, rule->name);
      }
}

static guint
listen (PostilSuggestContext *context, const char *path, PostilDocumentKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (PostilText) text = NULL;
  g_autoptr (PostilAnalysis) analysis = NULL;
  gsize n_bytes = 0;

  g_file_get_contents (path, &bytes, &n_bytes, &error);
  g_assert_no_error (error);
  g_strdelimit (bytes, "\r", ' ');
  text = postil_text_new (bytes, (gssize) n_bytes, &error);
  g_assert_no_error (error);
  analysis = postil_analysis_new (text, kind);
  g_assert_true (postil_suggest_run (context, analysis, NULL, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    assert_translated (postil_analysis_get_proposal (analysis, i)->reason, path);
  return postil_analysis_get_n_proposals (analysis);
}

static guint
listen_to_all (PostilSuggestContext *context, const char *folder)
{
  g_autoptr (GDir) pages = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (pages != NULL && (name = g_dir_read_name (pages)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".txt"))
        {
          n += listen (context, path, POSTIL_DOCUMENT_ARTICLE);
          n += listen (context, path, POSTIL_DOCUMENT_THREAD);
        }
    }
  return n;
}

static void
test_suggesters (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (&error);
  g_autofree char *samples = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "samples", NULL);
  g_autofree char *seeds =
      g_build_filename (g_getenv ("POSTIL_SHARED") != NULL ? g_getenv ("POSTIL_SHARED") : "", "seeds", NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (listen_to_all (context, samples), >, 300);
  listen_to_all (context, seeds);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!speak_german ())
    {
      g_print ("1..0 # SKIP there is no German, or no locale that takes it\n");
      return 0;
    }
  g_test_add_func ("/stored-words/words", test_words);
  g_test_add_func ("/stored-words/edits", test_edits);
  g_test_add_func ("/stored-words/rules", test_rules);
  g_test_add_func ("/stored-words/suggesters", test_suggesters);
  return g_test_run ();
}
