/* test-rejected.c - what was rejected does not come back by itself, whatever else is changed in its document or project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>
#include <postil/project-rules.h>

#include <string.h>

#include "../support/project.h"

typedef struct
{
  char *folder;
  PostilProject *project;
  PostilStore *store;
  PostilId thread, article;
  GPtrArray *gone; /* PostilSpan: what was rejected, as it was proposed */
  int n_new;       /* of the last run */
  gboolean ended;
} Fixture;

/* ---- what happens ---- */

static PostilId
add_sample (Fixture *fixture, const char *name, PostilDocumentKind kind)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "samples", name, NULL);
  g_autofree char *bytes = NULL;
  gsize n_bytes;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = NULL;
  g_autoptr (PostilDocument) document = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, &n_bytes, &error));
  text = postil_text_new (bytes, (gssize) n_bytes, &error);
  g_assert_no_error (error);
  document = postil_document_new (name, text);
  document->kind = kind;
  g_assert_true (postil_transaction_begin (fixture->store, POSTIL_TRANSACTION_EDIT, "Import", 0, &error));
  g_assert_true (postil_documents_add (fixture->store, document, NULL, &error));
  g_assert_true (postil_transaction_commit (fixture->store, &error));
  return document->id;
}

static void
on_suggested (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;

  fixture->n_new = postil_project_suggest_finish (POSTIL_PROJECT (source), result, &error);
  g_assert_no_error (error);
  fixture->ended = TRUE;
}

static void
wait_for_end (Fixture *fixture)
{
  while (!fixture->ended)
    g_main_context_iteration (NULL, TRUE);
  fixture->ended = FALSE;
}

static void
suggest (Fixture *fixture)
{
  postil_project_suggest_all_async (fixture->project, NULL, NULL, NULL, NULL, on_suggested, fixture);
  wait_for_end (fixture);
}

static void
learn (Fixture *fixture)
{
  postil_project_learn_async (fixture->project, fixture->thread, NULL, on_suggested, fixture);
  wait_for_end (fixture);
}

/* ---- what is looked at ---- */

static GPtrArray *
list (Fixture *fixture, PostilId document, PostilStates states)
{
  const PostilSpanFilter filter = { .document = document, .states = states, .without_structure = TRUE };
  g_autoptr (GError) error = NULL;
  GPtrArray *spans = postil_spans_list (fixture->store, &filter, &error);

  g_assert_no_error (error);
  return spans;
}

static GPtrArray *
list_posts (Fixture *fixture)
{
  const PostilSpanFilter filter = { .document = fixture->thread,
                                    .states = POSTIL_STATES_OPEN,
                                    .label = postil_labels_find (fixture->store, "Post") };

  return postil_spans_list (fixture->store, &filter, NULL);
}

/* Most of both, or of an act some of its words: a person would say that it is the same again. */
static gboolean
is_again (Fixture *fixture, const PostilSpan *back, const PostilSpan *gone)
{
  guint32 start = MAX (back->range.start, gone->range.start), stop = MIN (back->range.stop, gone->range.stop);
  guint32 length = postil_range_length (back->range);

  if (back->document != gone->document || back->label != gone->label || start >= stop)
    return FALSE;
  if (postil_project_get_label (fixture->project, back->label)->kind != POSTIL_LABEL_ACT)
    length = MAX (length, postil_range_length (gone->range));
  return (stop - start) * 2 > length;
}

static void
assert_stay_away (Fixture *fixture, const char *when)
{
  g_autoptr (GPtrArray) open = list (fixture, 0, POSTIL_STATES (POSTIL_STATE_SUGGESTED));
  guint n = 0;

  for (guint i = 0; i < open->len; i++)
    for (guint j = 0; j < fixture->gone->len; j++)
      {
        const PostilSpan *back = g_ptr_array_index (open, i), *gone = g_ptr_array_index (fixture->gone, j);

        if (!is_again (fixture, back, gone))
          continue;
        g_test_message ("%s: %s %u-%u (%s) is back, rejected as %u-%u", when,
                        postil_project_get_label (fixture->project, back->label)->name, back->range.start,
                        back->range.stop, back->reason, gone->range.start, gone->range.stop);
        n++;
        break;
      }
  if (n > 0)
    g_test_message ("%s: %u of %u are back", when, n, fixture->gone->len);
  if (n > 0)
    g_test_fail ();
}

/* ---- tests ---- */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = test_folder_new ();
  path = g_build_filename (fixture->folder, "p.postil", NULL);
  fixture->project = postil_project_create (path, "ida", &error);
  fixture->store = postil_project_get_store (fixture->project);
  fixture->thread = add_sample (fixture, "10-thread-allotments.txt", POSTIL_DOCUMENT_THREAD);
  fixture->article = add_sample (fixture, "03-standard-the-log.txt", POSTIL_DOCUMENT_ARTICLE);
  suggest (fixture);
  fixture->gone = list (fixture, 0, POSTIL_STATES (POSTIL_STATE_SUGGESTED));
  g_assert_cmpuint (fixture->gone->len, >, 60);
  g_assert_cmpint (postil_project_decide_matching (fixture->project, &(PostilSpanFilter){ 0 }, 0, POSTIL_STATE_REJECTED,
                                                   &error),
                   ==, (int) fixture->gone->len);
  suggest (fixture);
  assert_stay_away (fixture, "at once");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->gone);
  g_object_unref (fixture->project);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
test_joined_posts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) posts = list_posts (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (posts->len, >, 5);
  for (guint i = posts->len - 1; i > 0; i -= 2)
    g_assert_true (postil_project_join_posts (fixture->project, fixture->thread,
                                              ((PostilSpan *) g_ptr_array_index (posts, i))->range.start, &error));
  g_assert_no_error (error);
  suggest (fixture);
  assert_stay_away (fixture, "posts joined");
  while (postil_project_undo (fixture->project, NULL, NULL) && postil_history_peek_undo (fixture->store)->n_rows < 50)
    ;
  suggest (fixture);
  assert_stay_away (fixture, "and apart again");
}

static void
test_split_posts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) posts = list_posts (fixture);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < posts->len; i++)
    {
      PostilRange range = ((PostilSpan *) g_ptr_array_index (posts, i))->range;

      g_assert_true (
          postil_project_split_post (fixture->project, fixture->thread, (range.start + range.stop) / 2, &error));
      g_assert_no_error (error);
    }
  suggest (fixture);
  assert_stay_away (fixture, "posts split");
  after = list_posts (fixture);
  g_assert_cmpuint (after->len, ==, 2 * posts->len);
}

/* Each end of each post by some words. */
static void
test_moved_posts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) posts = list_posts (fixture);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < posts->len; i++)
    {
      const PostilSpan *post = g_ptr_array_index (posts, i);
      guint32 third = postil_range_length (post->range) / 3;

      g_assert_true (postil_project_set_range (fixture->project, post->id,
                                               POSTIL_RANGE (post->range.start + third, post->range.stop - third),
                                               &error));
      g_assert_no_error (error);
    }
  suggest (fixture);
  assert_stay_away (fixture, "edges of posts moved");
  after = list_posts (fixture);
  g_assert_cmpuint (after->len, ==, posts->len);
}

static void
test_boilerplate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  static const PostilRange ranges[] = { { 300, 1500 }, { 900, 1210 }, { 0, 500 } };
  gboolean marked = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    for (guint twice = 0; twice < 2; twice++)
      {
        g_assert_true (postil_project_toggle_structure (fixture->project, fixture->article, ranges[i], "Boilerplate",
                                                        &marked, &error));
        g_assert_true (postil_project_toggle_structure (fixture->project, fixture->thread, ranges[i], "QuotedReply",
                                                        &marked, &error));
        g_assert_no_error (error);
        suggest (fixture);
        assert_stay_away (fixture, twice ? "boilerplate again" : "boilerplate changed");
      }
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Person", "Denial", "Allegation", "Quote", "Statement", "Threat" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (PostilLabel) label =
          postil_labels_get (fixture->store, postil_labels_find (fixture->store, names[i]), &error);

      g_free (label->name);
      label->name = g_strdup_printf ("My %s", names[i]);
      g_assert_true (postil_project_update_label (fixture->project, label, &error));
    }
  /* What is proposed rests on the texts and the decisions in them, so that one of them has to change. */
  g_assert_true (postil_project_tag (fixture->project, fixture->article, POSTIL_RANGE (0, 4),
                                     postil_labels_find (fixture->store, "Other"), &error));
  g_assert_true (postil_project_tag (fixture->project, fixture->thread, POSTIL_RANGE (0, 4),
                                     postil_labels_find (fixture->store, "Other"), &error));
  suggest (fixture);
  assert_stay_away (fixture, "labels renamed");
  g_assert_no_error (error);
}

#define RULE "pack: own\nrules:\n  - name: anything\n    label: %s\n    scope: %s\n    score: 0.9\n    pattern: '%s'\n"

static void
save_rule (Fixture *fixture, const char *label, const char *scope, const char *pattern)
{
  g_autofree char *body = g_strdup_printf (RULE, label, scope, pattern);
  g_autoptr (GError) error = NULL;

  g_assert_true (postil_project_save_rule (fixture->project, body, TRUE, NULL, &error));
  g_assert_no_error (error);
}

/* A rule of one's own that says the same of more or fewer words. */
static void
test_changed_rules (Fixture *fixture, gconstpointer data)
{
  static const char *const labels[] = { "Denial", "Allegation", "Threat" };
  static const char *const scopes[] = { "clause", "sentence" };

  postil_project_set_run_rules (fixture->project, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    for (guint j = 0; j < G_N_ELEMENTS (scopes); j++)
      {
        save_rule (fixture, labels[i], scopes[j], "\\w+");
        suggest (fixture);
        g_assert_cmpint (fixture->n_new, >, 0);
        assert_stay_away (fixture, labels[i]);
      }
  save_rule (fixture, "Person", "match", "[A-Z]\\w+ [A-Z]\\w+");
  suggest (fixture);
  assert_stay_away (fixture, "Person");
}

/* What was rejected, and as much again that is kept: another model. */
static void
test_learned_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PostilId denial = postil_labels_find (fixture->store, "Denial");
  g_autoptr (PostilDocument) document = postil_documents_get (fixture->store, fixture->article, &error);
  guint32 length = postil_text_get_length (document->text);
  guint n = 0;

  for (guint32 at = 500; at < length && n < 14; at += 150)
    {
      PostilRange sentence = postil_segment_sentence_at (document->text, at);
      PostilSpan probe = { .document = fixture->article, .label = denial, .range = sentence };
      gboolean was = FALSE;

      for (guint i = 0; i < fixture->gone->len; i++)
        was = was || is_again (fixture, &probe, g_ptr_array_index (fixture->gone, i));
      if (was || sentence.stop - sentence.start < 20)
        continue;
      g_assert_true (postil_project_tag (fixture->project, fixture->article, sentence, denial, &error) != 0);
      n++;
    }
  g_assert_cmpuint (n, >=, 10);
  learn (fixture);
  assert_stay_away (fixture, "learned anew");
  suggest (fixture);
  assert_stay_away (fixture, "learned anew, and run");
}

/* Rejected after its edges had been moved, to half of it or to twice as much: what was proposed is answered. */
static void
test_moved_then_rejected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  suggest (fixture);
  open = list (fixture, 0, POSTIL_STATES (POSTIL_STATE_SUGGESTED));
  g_assert_cmpuint (open->len, ==, fixture->gone->len);
  for (guint i = 0; i < open->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (open, i);
      guint32 length = postil_range_length (span->range);
      PostilRange range = POSTIL_RANGE (span->range.start + length - MAX (length / 3, 1), span->range.stop);

      g_assert_true (postil_project_set_range (fixture->project, span->id, range, &error));
      g_assert_true (postil_project_decide (fixture->project, span->id, POSTIL_STATE_REJECTED, &error));
      g_assert_no_error (error);
    }
  suggest (fixture);
  assert_stay_away (fixture, "edges moved before");
}

/* Kept as a part of it, or under another label. */
static void
test_kept_otherwise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  open = list (fixture, 0, POSTIL_STATES (POSTIL_STATE_SUGGESTED));
  for (guint i = 0; i < open->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (open, i);
      PostilRange range =
          POSTIL_RANGE (span->range.stop - MAX (postil_range_length (span->range) / 3, 1), span->range.stop);

      /* A mention of one letter has no smaller part. */
      if (i % 2 == 0 && !postil_range_equal (range, span->range))
        g_assert_true (postil_project_set_range (fixture->project, span->id, range, &error));
      else
        g_assert_true (
            postil_project_relabel (fixture->project, span->id, postil_labels_find (fixture->store, "Other"), &error));
      g_assert_no_error (error);
    }
  suggest (fixture);
  assert_stay_away (fixture, "kept otherwise");
}

static void
test_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  suggest (fixture);
  g_assert_true (postil_project_redo (fixture->project, NULL, &error));
  suggest (fixture);
  assert_stay_away (fixture, "undone and done again");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*function) (Fixture *, gconstpointer);
  } tests[] = {
    { "/rejected/joined-posts", test_joined_posts },
    { "/rejected/split-posts", test_split_posts },
    { "/rejected/moved-posts", test_moved_posts },
    { "/rejected/boilerplate", test_boilerplate },
    { "/rejected/labels", test_labels },
    { "/rejected/changed-rules", test_changed_rules },
    { "/rejected/learned-anew", test_learned_anew },
    { "/rejected/moved-then-rejected", test_moved_then_rejected },
    { "/rejected/kept-otherwise", test_kept_otherwise },
    { "/rejected/undone", test_undone },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);
  return g_test_run ();
}
