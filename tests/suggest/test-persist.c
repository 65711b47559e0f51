/* test-persist.c - suggestions reach the project, and nobody's decision is stepped on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/error.h>
#include <postil/history.h>
#include <postil/suggester.h>

#include <string.h>

#include "../support/project.h"

/* 0         1         2         3         4
   0123456789012345678901234567890123456789012 */
#define TEXT "Sarn denies it. Veldia denies it. Ors too."

typedef struct
{
  TestProject *project;
  PostilId     document;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->project = test_project_new ();
  fixture->document = test_project_add_document (fixture->project, "a", TEXT);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_project_free (fixture->project);
}

/* An analysis in which the acts have run and found @ranges, ended by an empty one. */
static PostilAnalysis *
found (const PostilRange *ranges, const char *source)
{
  g_autoptr (PostilText) text = postil_text_new (TEXT, -1, NULL);
  PostilAnalysis *analysis = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);

  for (; ranges->stop > 0; ranges++)
    postil_analysis_propose (analysis, *ranges, "Denial", 0.8, POSTIL_SOURCE_RULE, source, "says so", NULL);
  postil_analysis_mark_run (analysis, "rules");
  postil_analysis_mark_run (analysis, "acts");
  return analysis;
}

static guint
store (Fixture *fixture, PostilAnalysis *analysis)
{
  g_autoptr (GError) error = NULL;
  guint n_new = 99;

  test_project_begin (fixture->project, NULL);
  g_assert_true (
      postil_suggest_store (fixture->project->store, fixture->document, analysis, NULL, &n_new, &error));
  g_assert_no_error (error);
  test_project_commit (fixture->project);
  return n_new;
}

static GPtrArray *
spans (Fixture *fixture, PostilStates states)
{
  PostilSpanFilter filter = { .document = fixture->document, .states = states };
  g_autoptr (GError) error = NULL;
  GPtrArray *list = postil_spans_list (fixture->project->store, &filter, &error);

  g_assert_no_error (error);
  return list;
}

static guint
count (Fixture *fixture, PostilState state)
{
  g_autoptr (GPtrArray) list = spans (fixture, POSTIL_STATES (state));

  return list->len;
}

static void
decide (Fixture *fixture, PostilSpanId id, PostilState state)
{
  g_autoptr (GError) error = NULL;

  test_project_begin (fixture->project, "Decide");
  g_assert_true (postil_spans_decide (fixture->project->store, id, state, fixture->project->annotator, &error));
  g_assert_no_error (error);
  test_project_commit (fixture->project);
}

static void
change (Fixture *fixture, PostilSpan *span)
{
  g_autoptr (GError) error = NULL;

  test_project_begin (fixture->project, "Change");
  g_assert_true (postil_spans_update (fixture->project->store, span, &error));
  g_assert_no_error (error);
  test_project_commit (fixture->project);
}

static const PostilRange both[] = { { 0, 14 }, { 16, 32 }, { 0, 0 } };
static const PostilRange first_only[] = { { 0, 14 }, { 0, 0 } };

static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilAnalysis) analysis = found (both, "rules/denial.denies");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const PostilSpan *span;

  g_assert_cmpuint (store (fixture, analysis), ==, 2);
  before = spans (fixture, 0);
  g_assert_cmpuint (store (fixture, analysis), ==, 0);
  after = spans (fixture, 0);
  g_assert_cmpuint (after->len, ==, 2);
  span = g_ptr_array_index (after, 0);
  g_assert_cmpint (span->id, ==, ((PostilSpan *) g_ptr_array_index (before, 0))->id);
  g_assert_cmpint (span->state, ==, POSTIL_STATE_SUGGESTED);
  g_assert_cmpstr (span->reason, ==, "says so");
  g_assert_cmpfloat (span->score, ==, 0.8);
}

static void
test_rejected_stays_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilAnalysis) analysis = found (both, "rules/denial.denies");
  g_autoptr (PostilAnalysis) other = found (both, "rules/denial.other");
  g_autoptr (GPtrArray) before = NULL;

  store (fixture, analysis);
  before = spans (fixture, 0);
  decide (fixture, ((PostilSpan *) g_ptr_array_index (before, 0))->id, POSTIL_STATE_REJECTED);
  g_assert_cmpuint (store (fixture, analysis), ==, 0);
  /* Nor does another rule bring it back. */
  g_assert_cmpuint (store (fixture, other), ==, 0);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, 1);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_REJECTED), ==, 1);
}

static void
test_kept_is_left_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilAnalysis) analysis = found (both, "rules/denial.denies");
  g_autoptr (PostilAnalysis) nothing = found (&both[2], "rules/denial.denies");
  g_autoptr (GPtrArray) before = NULL;

  store (fixture, analysis);
  before = spans (fixture, 0);
  decide (fixture, ((PostilSpan *) g_ptr_array_index (before, 0))->id, POSTIL_STATE_KEPT);
  g_assert_cmpuint (store (fixture, analysis), ==, 0);
  g_assert_cmpuint (store (fixture, nothing), ==, 0);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_KEPT), ==, 1);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, 0);
}

/* Kept with other edges, or under another label: the suggestion that it came from is answered. */
static void
test_kept_otherwise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilAnalysis) analysis = found (both, "rules/denial.denies");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  PostilSpan *span;

  store (fixture, analysis);
  before = spans (fixture, 0);
  span = g_ptr_array_index (before, 0);
  span->state = POSTIL_STATE_KEPT;
  span->range.start = 5;
  change (fixture, span);
  span = g_ptr_array_index (before, 1);
  span->state = POSTIL_STATE_KEPT;
  span->label = postil_labels_find (fixture->project->store, "Threat");
  g_assert_cmpint (span->label, !=, 0);
  change (fixture, span);
  g_assert_cmpuint (store (fixture, analysis), ==, 0);
  after = spans (fixture, 0);
  g_assert_cmpuint (after->len, ==, 2);
}

static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilAnalysis) analysis = found (both, "rules/denial.denies");

  test_project_tag (fixture->project, fixture->document, 0, 14, "Denial");
  g_assert_cmpuint (store (fixture, analysis), ==, 1);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_KEPT), ==, 1);
}

/* A suggestion that came with a file. */
static void
add_imported (Fixture *fixture, PostilRange range)
{
  g_autoptr (PostilSpan) span = postil_span_new ();
  g_autoptr (GError) error = NULL;

  test_project_begin (fixture->project, NULL);
  span->document = fixture->document;
  span->state = POSTIL_STATE_SUGGESTED;
  span->range = range;
  span->label = postil_labels_find (fixture->project->store, "Denial");
  span->source = postil_source_ensure (fixture->project->store, POSTIL_SOURCE_IMPORT, "import/elsewhere", "1", &error);
  g_assert_true (postil_spans_add (fixture->project->store, span, &error));
  g_assert_no_error (error);
  test_project_commit (fixture->project);
}

/* What is not proposed any more goes, but only when its own suggester ran. */
static void
test_replaces_its_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilAnalysis) analysis = found (both, "rules/denial.denies");
  g_autoptr (PostilAnalysis) fewer = found (first_only, "rules/denial.denies");
  g_autoptr (PostilAnalysis) other = found (&both[2], "rules/denial.denies");
  g_autoptr (PostilText) text = postil_text_new (TEXT, -1, NULL);
  g_autoptr (PostilAnalysis) structure = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);

  add_imported (fixture, POSTIL_RANGE (34, 37));
  store (fixture, analysis);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, 3);
  postil_analysis_mark_run (structure, "structure");
  store (fixture, structure);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, 3);
  g_assert_cmpuint (store (fixture, fewer), ==, 0);
  g_assert_cmpuint (store (fixture, other), ==, 0);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, 1);
}

static void
test_note_holds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilAnalysis) analysis = found (both, "rules/denial.denies");
  g_autoptr (PostilAnalysis) nothing = found (&both[2], "rules/denial.denies");
  g_autoptr (GPtrArray) before = NULL;
  PostilSpan *span;

  store (fixture, analysis);
  before = spans (fixture, 0);
  span = g_ptr_array_index (before, 0);
  g_free (span->note);
  span->note = g_strdup ("ask Ana");
  change (fixture, span);
  store (fixture, nothing);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, 1);
}

static guint
count_relations (Fixture *fixture)
{
  g_autoptr (GPtrArray) list = postil_relations_list (fixture->project->store, fixture->document, 0, NULL);

  return list->len;
}

static void
test_relations (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilAnalysis) with = found (both, "rules/denial.denies");
  g_autoptr (PostilAnalysis) without = found (both, "rules/denial.denies");
  g_autoptr (GPtrArray) before = NULL;

  postil_analysis_relate (with, "target", 0, 1, 0.5, "rules/denial.denies");
  store (fixture, with);
  g_assert_cmpuint (count_relations (fixture), ==, 1);
  store (fixture, with);
  g_assert_cmpuint (count_relations (fixture), ==, 1);
  store (fixture, without);
  g_assert_cmpuint (count_relations (fixture), ==, 0);
  /* A rejected end takes the relation with it. */
  before = spans (fixture, 0);
  decide (fixture, ((PostilSpan *) g_ptr_array_index (before, 1))->id, POSTIL_STATE_REJECTED);
  store (fixture, with);
  g_assert_cmpuint (count_relations (fixture), ==, 0);
}

static void
test_no_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilAnalysis) analysis = found (both, "rules/denial.denies");
  g_autoptr (PostilEdit) edit = NULL;

  store (fixture, analysis);
  edit = postil_history_peek_undo (fixture->project->store);
  g_assert_cmpstr (edit->title, ==, "Import");
}

/* 100,000 proposals are found again, and stored, without a quadratic step. */
static void
test_many (void)
{
  g_autoptr (GString) long_text = g_string_new (NULL);
  g_autoptr (PostilText) text = NULL;
  g_autoptr (PostilAnalysis) analysis = NULL;
  g_autoptr (GArray) hits = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (long_text, "abcdefghi ");
  text = postil_text_new (long_text->str, -1, NULL);
  analysis = postil_analysis_new (text, POSTIL_DOCUMENT_OTHER);
  for (guint i = 0; i < 100000; i++)
    {
      PostilRange range = POSTIL_RANGE (i * 10, i * 10 + 9);

      g_assert_cmpuint (
          postil_analysis_propose (analysis, range, "Place", 0.5, POSTIL_SOURCE_GAZETTEER, "g", "test", NULL), ==, i);
      g_assert_cmpuint (
          postil_analysis_propose (analysis, range, "Place", 0.6, POSTIL_SOURCE_GAZETTEER, "h", "test", NULL), ==, i);
      g_assert_false (postil_analysis_is_boilerplate (analysis, range));
    }
  g_assert_cmpuint (postil_analysis_get_n_proposals (analysis), ==, 100000);
  g_assert_cmpstr (postil_analysis_get_proposal (analysis, 7)->source, ==, "h");
  hits = postil_analysis_find (analysis, POSTIL_RANGE (500005, 500025), "Place");
  g_assert_cmpuint (hits->len, ==, 3);
  g_assert_cmpuint (g_array_index (hits, guint, 0), ==, 50000);
}

static void
test_unknown_name (void)
{
  static const char *const only[] = { "acts", "nonsense", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (&error);
  g_autoptr (PostilText) text = postil_text_new (TEXT, -1, NULL);
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new (text, POSTIL_DOCUMENT_OTHER);

  g_assert_no_error (error);
  g_assert_false (postil_suggest_run (context, analysis, only, NULL, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "nonsense"));
  g_assert_false (postil_analysis_has_run (analysis, "acts"));
}

/* Two sources that mean the same place with edges a little apart ask once; each replaces only its own. */
static void
test_two_sources (Fixture *fixture, gconstpointer data)
{
  const PostilRange first[] = { { 0, 14 }, { 0, 0 } };
  const PostilRange second[] = { { 0, 15 }, { 16, 32 }, { 0, 0 } };
  g_autoptr (PostilText) text = postil_text_new (TEXT, -1, NULL);
  g_autoptr (PostilAnalysis) rules = found (first, "rules/test");
  g_autoptr (PostilAnalysis) learner = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);
  g_autoptr (PostilAnalysis) nothing = postil_analysis_new (text, POSTIL_DOCUMENT_ARTICLE);

  g_assert_cmpuint (store (fixture, rules), ==, 1);
  for (guint i = 0; second[i].stop > 0; i++)
    postil_analysis_propose (learner, second[i], "Denial", 0.7, POSTIL_SOURCE_MODEL, "learner/project", "Learned", NULL);
  postil_analysis_mark_run (learner, "learner");
  g_assert_cmpuint (store (fixture, learner), ==, 1);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, 2);
  postil_analysis_mark_run (nothing, "learner");
  g_assert_cmpuint (store (fixture, nothing), ==, 0);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/persist/again", test_again },
    { "/persist/rejected-stays-away", test_rejected_stays_away },
    { "/persist/kept-is-left-alone", test_kept_is_left_alone },
    { "/persist/kept-otherwise", test_kept_otherwise },
    { "/persist/by-hand", test_by_hand },
    { "/persist/replaces-its-own", test_replaces_its_own },
    { "/persist/note-holds", test_note_holds },
    { "/persist/relations", test_relations },
    { "/persist/no-edit", test_no_edit },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  g_test_add_func ("/persist/many", test_many);
  g_test_add_func ("/persist/unknown-name", test_unknown_name);
  g_test_add ("/persist/two-sources", Fixture, NULL, set_up, test_two_sources, tear_down);
  return g_test_run ();
}
