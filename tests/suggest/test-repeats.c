/* test-repeats.c - the same statement in other words is found across documents, and what was rejected stays away
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include "../support/project.h"

static double
compare (const char *a, const char *b)
{
  g_autoptr (PostilText) first = postil_text_new (a, -1, NULL);
  g_autoptr (PostilText) second = postil_text_new (b, -1, NULL);

  return postil_repeats_compare (first, POSTIL_RANGE (0, postil_text_get_length (first)), second,
                                 POSTIL_RANGE (0, postil_text_get_length (second)), NULL, NULL);
}

static void
test_compare (void)
{
  g_assert_cmpfloat (compare ("The dam will hold.", "the dam WILL hold"), >, 0.99);
  g_assert_cmpfloat (compare ("Inspectors accused the yard of hiding cracks",
                              "the yard was accused by inspectors of hiding the cracks"), >, 0.7);
  g_assert_cmpfloat (compare ("Without opening the gate, as the council did, we can show that the flood is not our doing.",
                              "We can show the flood is not our doing without having opened the gate like the council."),
                     >, 0.6);
  /* Small words alone say nothing. */
  g_assert_cmpfloat (compare ("It is what we have to do with them.", "What have they to do with it, is that so?"), <, 0.99);
  g_assert_cmpfloat (compare ("The ferry sank in the night.", "Our mayor wants a longer bridge."), <, 0.2);
  g_assert_cmpfloat (compare ("...", "!"), ==, 0);
}

static void
test_differ (void)
{
  g_autoptr (PostilText) a = postil_text_new ("He said: the dam will hold, whatever comes.", -1, NULL);
  g_autoptr (PostilText) b = postil_text_new ("Engineers: The dam will surely hold this winter.", -1, NULL);
  PostilRange said = { 9, postil_text_get_length (a) };
  PostilRange other = { 11, postil_text_get_length (b) };
  g_autoptr (GArray) ranges = postil_repeats_differ (a, said, b, other);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      g_autofree char *word = postil_text_slice (b, g_array_index (ranges, PostilRange, i));

      g_string_append_printf (words, "%s.", word);
    }
  g_assert_cmpstr (words->str, ==, "surely.this.winter.");
}

typedef struct
{
  const char *before;
  const char *statement;
  const char *label;
} Entry;

static PostilSpanId
add (TestProject *project, const char *key, const Entry *entry)
{
  g_autofree char *text = g_strdup_printf ("%s %s", entry->before, entry->statement);
  PostilId document = test_project_add_document (project, key, text);
  guint32 start = (guint32) g_utf8_strlen (entry->before, -1) + 1;

  return test_project_tag (project, document, start, start + (guint32) g_utf8_strlen (entry->statement, -1), entry->label);
}

static guint
run (TestProject *project, guint *n_new)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) repeats = postil_repeats_find (project->store, NULL, NULL, &error);
  gboolean done;

  g_assert_no_error (error);
  test_project_begin (project, NULL);
  done = postil_repeats_store (project->store, NULL, repeats, n_new, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  test_project_commit (project);
  return repeats->len;
}

static const Entry SAME[] = {
  { "The yard said:", "We have a way of proving that the leak at the lock had nothing to do with us.", "Quote" },
  { "A spokesman:", "We have proof that our yard had nothing to do with the leak at the lock.", "Quote" },
  { "Others spoke of", "a leak of prices to the press before the lock was paid for", "Quote" },
  { "And of", "grave results", "Quote" },
};

static void
fill (TestProject *project, PostilSpanId *ids)
{
  for (guint i = 0; i < G_N_ELEMENTS (SAME); i++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", i);
      ids[i] = add (project, key, &SAME[i]);
    }
}

static void
test_pair (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilSpanId ids[G_N_ELEMENTS (SAME)];
  g_autoptr (GPtrArray) relations = NULL;
  guint n_new = 0;

  fill (project, ids);
  g_assert_cmpuint (run (project, &n_new), ==, 1);
  g_assert_cmpuint (n_new, ==, 1);
  relations = postil_relations_of_span (project->store, ids[1], NULL);
  g_assert_cmpuint (relations->len, ==, 1);
  g_assert_cmpint (((PostilRelation *) g_ptr_array_index (relations, 0))->head, ==, ids[0]);
  g_assert_cmpint (((PostilRelation *) g_ptr_array_index (relations, 0))->state, ==, POSTIL_STATE_SUGGESTED);
  /* Again: nothing new, nothing gone. */
  run (project, &n_new);
  g_assert_cmpuint (n_new, ==, 0);
}

static void
test_rejected (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilSpanId ids[G_N_ELEMENTS (SAME)];
  g_autoptr (GPtrArray) relations = NULL;
  g_autoptr (GPtrArray) after = NULL;
  PostilRelation *relation;
  guint n_new = 0;

  fill (project, ids);
  run (project, &n_new);
  relations = postil_relations_of_span (project->store, ids[0], NULL);
  relation = g_ptr_array_index (relations, 0);
  relation->state = POSTIL_STATE_REJECTED;
  test_project_begin (project, "Reject");
  g_assert_true (postil_relations_update (project->store, relation, NULL));
  test_project_commit (project);
  run (project, &n_new);
  g_assert_cmpuint (n_new, ==, 0);
  after = postil_relations_of_span (project->store, ids[0], NULL);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
test_stale (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  PostilSpanId ids[G_N_ELEMENTS (SAME)];
  g_autoptr (GPtrArray) relations = NULL;
  g_autoptr (PostilSpan) span = NULL;
  guint n_new = 0;

  fill (project, ids);
  run (project, &n_new);
  span = postil_spans_get (project->store, ids[1], NULL);
  span->range.stop = span->range.start + 12; /* "We have proo": says nothing alike any more */
  test_project_begin (project, NULL);
  g_assert_true (postil_spans_update (project->store, span, NULL));
  test_project_commit (project);
  g_assert_cmpuint (run (project, &n_new), ==, 0);
  relations = postil_relations_of_span (project->store, ids[0], NULL);
  g_assert_cmpuint (relations->len, ==, 0);
}

/* Among many pages about one thing: each says something else of it in the same words, and two say the same in others. */
static void
test_many (void)
{
  static const char *const things[] = { "sluice", "crane", "ferry", "tower", "ramp", "pier", "wharf", "beacon", "winch", "buoy", "mast", "anchor" };
  g_autoptr (TestProject) project = test_project_new ();
  PostilSpanId ids[2];
  g_autoptr (GPtrArray) relations = NULL;
  guint n_new = 0;
  const PostilRelation *found;

  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autofree char *key = g_strdup_printf ("p%u", i);
      g_autofree char *words = g_strdup_printf ("The harbour board paid %u crowns for the %s last winter.", 100 + 7 * i, things[i]);
      const Entry entry = { "The mayor said:", words, "Quote" };

      add (project, key, &entry);
    }
  ids[0] = add (project, "a", &(const Entry){ "The board said:", "Nobody on the board took money from the builders of the lighthouse.", "Quote" });
  ids[1] = add (project, "b", &(const Entry){ "It told reporters", "that no money from the lighthouse builders was taken by anybody on the board", "Statement" });
  g_assert_cmpuint (run (project, &n_new), ==, 1);
  relations = postil_relations_of_span (project->store, ids[0], NULL);
  g_assert_cmpuint (relations->len, ==, 1);
  found = g_ptr_array_index (relations, 0);
  g_assert_cmpint (MIN (found->head, found->tail), ==, MIN (ids[0], ids[1]));
  g_assert_cmpint (MAX (found->head, found->tail), ==, MAX (ids[0], ids[1]));
}

/* One document may say it twice: that is not elsewhere. */
static void
test_same_document (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  const char *text = "The old dam will hold this winter. The old dam will hold this winter.";
  PostilId document = test_project_add_document (project, "a", text);
  guint n_new = 0;

  test_project_tag (project, document, 0, 34, "Quote");
  test_project_tag (project, document, 35, 69, "Quote");
  g_assert_cmpuint (run (project, &n_new), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repeats/differ", test_differ);
  g_test_add_func ("/repeats/compare", test_compare);
  g_test_add_func ("/repeats/pair", test_pair);
  g_test_add_func ("/repeats/rejected", test_rejected);
  g_test_add_func ("/repeats/stale", test_stale);
  g_test_add_func ("/repeats/many", test_many);
  g_test_add_func ("/repeats/same-document", test_same_document);
  return g_test_run ();
}
