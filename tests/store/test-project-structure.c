/* test-project-structure.c - posts and boilerplate are mended by hand, each in one step that can be taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "../support/project.h"

#include <postil/project.h>

#define TEXT "ann\nFirst words.\n\nSecond words.\nbob\nAn answer.\nmenu | login"

typedef struct
{
  char *folder;
  PostilProject *project;
  PostilStore *store;
  PostilId document;
  PostilSpanId first;
  PostilSpanId second;
} Fixture;

static PostilSpanId
add_span (Fixture *fixture, guint32 start, guint32 stop, const char *name, const char *attributes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSpan) span = postil_span_new ();

  postil_transaction_begin (fixture->store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  span->document = fixture->document;
  span->label = postil_labels_find (fixture->store, name);
  span->range = POSTIL_RANGE (start, stop);
  span->state = POSTIL_STATE_SUGGESTED;
  span->score = 0.9;
  span->attributes = g_strdup (attributes);
  span->source = postil_source_ensure (fixture->store, POSTIL_SOURCE_STRUCTURE, "structure", NULL, &error);
  postil_spans_add (fixture->store, span, &error);
  postil_transaction_commit (fixture->store, &error);
  g_assert_no_error (error);
  return span->id;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (PostilText) text = postil_text_new (TEXT, -1, NULL);
  g_autoptr (PostilDocument) document = postil_document_new ("a", text);

  fixture->folder = test_folder_new ();
  path = g_build_filename (fixture->folder, "p.postil", NULL);
  fixture->project = postil_project_create (path, "ida", &error);
  fixture->store = postil_project_get_store (fixture->project);
  postil_transaction_begin (fixture->store, POSTIL_TRANSACTION_EDIT, "Import", 0, &error);
  postil_documents_add (fixture->store, document, NULL, &error);
  postil_transaction_commit (fixture->store, &error);
  g_assert_no_error (error);
  fixture->document = document->id;
  fixture->first = add_span (fixture, 0, 31, "Post", "{\"author\":\"ann\",\"depth\":1,\"body_start\":4}");
  fixture->second = add_span (fixture, 32, 46, "Post", "{\"author\":\"bob\",\"depth\":2,\"body_start\":36}");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->project);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

/* "0-31 Post s ..." of all that is not rejected, in order. */
static char *
describe (Fixture *fixture)
{
  PostilSpanFilter filter = { .document = fixture->document };
  g_autoptr (GPtrArray) spans = postil_spans_list (fixture->store, &filter, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);

      g_string_append_printf (text, "%u-%u %s %s %s\n", span->range.start, span->range.stop,
                              postil_project_get_label (fixture->project, span->label)->name,
                              postil_state_to_string (span->state), span->attributes != NULL ? span->attributes : "");
    }
  return g_string_free (text, FALSE);
}

static void
assert_spans (Fixture *fixture, const char *wanted)
{
  g_autofree char *now = describe (fixture);

  g_assert_cmpstr (now, ==, wanted);
}

#define FIRST "0-31 Post suggested {\"author\":\"ann\",\"depth\":1,\"body_start\":4}\n"
#define SECOND "32-46 Post suggested {\"author\":\"bob\",\"depth\":2,\"body_start\":36}\n"

static void
undo (Fixture *fixture)
{
  g_assert_true (postil_project_undo (fixture->project, NULL, NULL));
  assert_spans (fixture, FIRST SECOND);
}

static void
test_split (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (postil_project_split_post (fixture->project, fixture->document, 18, &error));
  g_assert_no_error (error);
  assert_spans (fixture, "0-16 Post kept {\"author\":\"ann\",\"depth\":1,\"body_start\":4}\n"
                         "18-31 Post kept {\"depth\":1,\"body_start\":18}\n" SECOND);
  undo (fixture);
  g_assert_false (postil_project_split_post (fixture->project, fixture->document, 0, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE);
  g_clear_error (&error);
  g_assert_false (postil_project_split_post (fixture->project, fixture->document, 50, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND);
  assert_spans (fixture, FIRST SECOND);
}

static void
test_join (Fixture *fixture, gconstpointer data)
{
  PostilSpanId quote = add_span (fixture, 36, 46, "Quote", NULL);
  PostilId speaker = postil_labels_find (fixture->store, "speaker");
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRelation) relation = NULL;
  g_autoptr (PostilSpan) gone = NULL;

  g_assert_cmpint (postil_project_relate (fixture->project, speaker, quote, fixture->second, &error), !=, 0);
  g_assert_true (postil_project_join_posts (fixture->project, fixture->document, 40, &error));
  g_assert_no_error (error);
  assert_spans (fixture, "0-46 Post kept {\"author\":\"ann\",\"depth\":1,\"body_start\":4}\n36-46 Quote suggested \n");
  relation = postil_relations_find (fixture->store, speaker, quote, fixture->first, &error);
  g_assert_nonnull (relation);
  /* The machine must not propose it again. */
  gone = postil_spans_get (fixture->store, fixture->second, &error);
  g_assert_cmpint (gone->state, ==, POSTIL_STATE_REJECTED);
  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  assert_spans (fixture, FIRST SECOND "36-46 Quote suggested \n");
  g_assert_false (postil_project_join_posts (fixture->project, fixture->document, 3, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND);
}

static void
test_author (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (postil_project_set_post (fixture->project, fixture->document, 35, "Robert \"B\"", "", &error));
  assert_spans (fixture, FIRST "32-46 Post kept {\"author\":\"Robert \\\"B\\\"\",\"depth\":2,\"body_start\":36}\n");
  undo (fixture);
}

static void
test_boilerplate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean marked = FALSE;

  g_assert_true (postil_project_toggle_structure (fixture->project, fixture->document, POSTIL_RANGE (47, 59),
                                                  "Boilerplate", &marked, &error));
  g_assert_true (marked);
  assert_spans (fixture, FIRST SECOND "47-59 Boilerplate kept \n");
  g_assert_true (postil_project_toggle_structure (fixture->project, fixture->document, POSTIL_RANGE (50, 52),
                                                  "Boilerplate", &marked, &error));
  g_assert_false (marked);
  assert_spans (fixture, FIRST SECOND);
  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  assert_spans (fixture, FIRST SECOND "47-59 Boilerplate kept \n");
  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  assert_spans (fixture, FIRST SECOND);
}

#define ADD(name, function) g_test_add ("/project-structure/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("split", test_split);
  ADD ("join", test_join);
  ADD ("author", test_author);
  ADD ("boilerplate", test_boilerplate);
  return g_test_run ();
}
