/* test-many.c - decisions about many in a thread: all or nothing, whoever stops it, and one step of the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../support/project.h"

#include <glib/gstdio.h>
#include <postil/project.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_WORDS 3000
#define N_TO_KILL 30000

typedef struct
{
  char *folder;
  char *path;
  PostilProject *project;
  PostilId document;
  guint n_list;
  guint n_history;
  GAsyncResult *result;
  guint n_progress;
  guint done; /* as told last */
} Fixture;

static void
on_list (PostilProject *project, Fixture *fixture)
{
  fixture->n_list++;
}

static void
on_history (PostilProject *project, Fixture *fixture)
{
  fixture->n_history++;
}

/* One suggestion for each word. */
static void
fill (Fixture *fixture, guint n)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = NULL;
  g_autoptr (PostilDocument) document = NULL;
  PostilId source;

  for (guint i = 0; i < n; i++)
    g_string_append (words, "word ");
  text = postil_text_new (words->str, (gssize) words->len, &error);
  document = postil_document_new ("a", text);
  g_assert_true (postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error));
  g_assert_true (postil_documents_add (store, document, NULL, &error));
  source = postil_source_ensure (store, POSTIL_SOURCE_RULE, "rules/x", NULL, &error);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PostilSpan) span = postil_span_new ();

      span->document = document->id;
      span->label = postil_labels_find (store, i % 2 == 0 ? "Denial" : "Threat");
      span->range = POSTIL_RANGE (i * 5, i * 5 + 4);
      span->state = POSTIL_STATE_SUGGESTED;
      span->score = 0.5;
      span->source = source;
      g_assert_true (postil_spans_add (store, span, &error));
    }
  g_assert_true (postil_transaction_commit (store, &error));
  g_assert_no_error (error);
  fixture->document = document->id;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "p.postil", NULL);
  fixture->project = postil_project_create (fixture->path, "ida", &error);
  g_assert_no_error (error);
  fill (fixture, GPOINTER_TO_UINT (data));
  g_signal_connect (fixture->project, "documents-changed", G_CALLBACK (on_list), fixture);
  g_signal_connect (fixture->project, "history-changed", G_CALLBACK (on_history), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->project);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
ready (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->result = g_object_ref (result);
}

static void
progressed (guint done, guint total, gpointer data)
{
  Fixture *fixture = data;

  g_assert_cmpuint (done, <=, total);
  g_assert_cmpuint (done, >=, fixture->done);
  fixture->done = done;
  fixture->n_progress++;
}

static GAsyncResult *
wait_for_result (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&fixture->result);
}

static int
decide (Fixture *fixture, const PostilMany *many, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  postil_project_decide_many_async (fixture->project, many, progressed, fixture, cancellable, ready, fixture);
  result = wait_for_result (fixture);
  return postil_project_decide_many_finish (fixture->project, result, error);
}

static gboolean
travel (Fixture *fixture, gboolean undo, GCancellable *cancellable, PostilEdit **edit, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fixture->done = 0;
  postil_project_travel_async (fixture->project, undo, progressed, fixture, cancellable, ready, fixture);
  result = wait_for_result (fixture);
  return postil_project_travel_finish (fixture->project, result, edit, error);
}

static guint
count (Fixture *fixture, PostilState state)
{
  const PostilSpanFilter filter = { .states = POSTIL_STATES (state), .without_structure = TRUE };

  return postil_spans_count (postil_project_get_store (fixture->project), &filter, NULL);
}

static guint
n_steps (Fixture *fixture)
{
  g_autoptr (GPtrArray) edits = postil_history_list (postil_project_get_store (fixture->project), 0, NULL);

  return edits->len;
}

static void
test_one_step (Fixture *fixture, gconstpointer data)
{
  const PostilMany all = { .kind = POSTIL_MANY_MATCHING, .state = POSTIL_STATE_KEPT };
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilEdit) edit = NULL;

  g_assert_cmpint (decide (fixture, &all, NULL, &error), ==, N_WORDS);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_KEPT), ==, N_WORDS);
  g_assert_cmpuint (fixture->n_list, ==, 1);
  g_assert_cmpuint (fixture->n_history, ==, 1);
  g_assert_cmpuint (n_steps (fixture), ==, 1);
  g_assert_true (travel (fixture, TRUE, NULL, &edit, &error));
  g_assert_cmpstr (edit->title, ==, "Accept 3000 suggestions");
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, N_WORDS);
  g_assert_true (travel (fixture, FALSE, NULL, NULL, &error));
  g_assert_cmpuint (count (fixture, POSTIL_STATE_KEPT), ==, N_WORDS);
  g_assert_false (travel (fixture, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  /* Nothing left to decide is no step. */
  g_assert_cmpint (decide (fixture, &all, NULL, &error), ==, 0);
  g_assert_cmpuint (n_steps (fixture), ==, 1);
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  PostilReading reading;
  PostilMany identical = { .kind = POSTIL_MANY_IDENTICAL, .state = POSTIL_STATE_REJECTED };
  PostilMany rest = { .kind = POSTIL_MANY_REST, .state = POSTIL_STATE_REJECTED };

  ids = postil_spans_ids (store,
                          &(PostilSpanFilter){ .document = fixture->document,
                                               .label = postil_labels_find (store, "Threat") },
                          &error);
  g_assert_cmpuint (ids->len, ==, N_WORDS / 2);
  identical.span = g_array_index (ids, PostilSpanId, 7);
  g_assert_cmpint (decide (fixture, &identical, NULL, &error), ==, N_WORDS / 2);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, N_WORDS / 2);
  rest.filter.document = fixture->document;
  fixture->done = 0;
  g_assert_cmpint (decide (fixture, &rest, NULL, &error), ==, N_WORDS / 2);
  g_assert_true (postil_readings_get (store, fixture->document, postil_project_get_annotator (fixture->project),
                                      &reading, &error));
  g_assert_cmpint (reading.state, ==, POSTIL_READING_DONE);
  g_assert_no_error (error);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  const PostilMany all = { .kind = POSTIL_MANY_MATCHING, .state = POSTIL_STATE_KEPT };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (decide (fixture, &all, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, N_WORDS);
  g_assert_cmpuint (n_steps (fixture), ==, 0);
  g_assert_cmpuint (fixture->n_list, ==, 0);
  g_assert_cmpint (decide (fixture, &all, NULL, &error), ==, N_WORDS);
  g_assert_false (travel (fixture, TRUE, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count (fixture, POSTIL_STATE_KEPT), ==, N_WORDS);
  g_assert_cmpuint (fixture->n_history, ==, 1);
}

/* Who writes meanwhile is told so at once, and may again afterwards. */
static void
test_alone (Fixture *fixture, gconstpointer data)
{
  const PostilMany all = { .kind = POSTIL_MANY_MATCHING, .state = POSTIL_STATE_KEPT };
  PostilStore *store = postil_project_get_store (fixture->project);
  g_autoptr (PostilStore) other = postil_store_open (fixture->path, POSTIL_STORE_VERIFIED, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* What holds the file here stands for the worker. */
  postil_project_decide_many_async (fixture->project, &all, NULL, NULL, NULL, ready, fixture);
  result = wait_for_result (fixture);
  g_assert_true (postil_transaction_begin (other, POSTIL_TRANSACTION_EDIT, "x", 0, NULL));
  g_assert_false (postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, "y", 0, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_LOCKED);
  g_clear_error (&error);
  postil_transaction_rollback (other);
  g_assert_cmpint (postil_project_decide_many_finish (fixture->project, result, &error), ==, N_WORDS);
  g_assert_true (postil_project_undo (fixture->project, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
has_grown (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_size > 0;
}

/* A child decides, and is killed once it has begun to write. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  const PostilSpanFilter all = { .states = POSTIL_STATES (POSTIL_STATE_SUGGESTED) };
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
  g_autoptr (GError) error = NULL;
  gboolean all_of_it;
  int status = 0;
  pid_t child;

  g_clear_object (&fixture->project);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      PostilProject *project = postil_project_open (fixture->path, "ida", NULL);

      _exit (project == NULL ||
             postil_project_decide_matching (project, &all, 0, POSTIL_STATE_KEPT, NULL) != N_TO_KILL);
    }
  while (waitpid (child, &status, WNOHANG) == 0)
    {
      if (has_grown (journal))
        kill (child, SIGKILL);
      g_usleep (1000);
    }
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
  fixture->project = postil_project_open (fixture->path, "ida", &error);
  g_assert_no_error (error);
  all_of_it = count (fixture, POSTIL_STATE_KEPT) == N_TO_KILL;
  g_test_message ("killed by %d; %s", WIFSIGNALED (status) ? WTERMSIG (status) : 0,
                  all_of_it ? "it had been saved" : "nothing is decided");
  g_assert_cmpuint (count (fixture, POSTIL_STATE_SUGGESTED), ==, all_of_it ? 0 : N_TO_KILL);
  g_assert_cmpuint (n_steps (fixture), ==, all_of_it ? 1 : 0);
  g_assert_true (postil_store_check (postil_project_get_store (fixture->project), NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    guint n;
    void (*function) (Fixture *, gconstpointer);
  } tests[] = {
    { "/many/killed", N_TO_KILL, test_killed }, /* first: before there is a thread */
    { "/many/one-step", N_WORDS, test_one_step },   { "/many/kinds", N_WORDS, test_kinds },
    { "/many/cancelled", N_WORDS, test_cancelled }, { "/many/alone", N_WORDS, test_alone },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GUINT_TO_POINTER (tests[i].n), set_up, tests[i].function, tear_down);
  return g_test_run ();
}
