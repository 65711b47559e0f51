/* test-command.c - programs that answer, and programs that hang, flood, lie, mumble or die
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include <string.h>

#include "../support/project.h"

#define TEXT "It cost $5 🚀 and then 300 euros."

typedef struct
{
  PostilProgramDocuments documents;
  GPtrArray             *answers; /* PostilAnalysis */
} Client;

typedef struct
{
  TestProject  *project;
  GArray       *ids;
  Client        client;
  PostilReport *report;
  GError       *error;
  gboolean      done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->project = test_project_new ();
  fixture->ids = g_array_new (FALSE, FALSE, sizeof (PostilId));
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", i);
      PostilId id = test_project_add_document (fixture->project, key, TEXT);

      g_array_append_val (fixture->ids, id);
    }
  fixture->client.documents = (PostilProgramDocuments){ fixture->project->store, fixture->ids, 0 };
  fixture->client.answers = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_analysis_free);
  fixture->report = postil_report_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->client.answers);
  g_array_unref (fixture->ids);
  test_project_free (fixture->project);
  postil_report_free (fixture->report);
  g_clear_error (&fixture->error);
}

static gboolean
take (const char *key, PostilAnalysis *analysis, gpointer data, GError **error)
{
  g_ptr_array_add (((Client *) data)->answers, analysis);
  return TRUE;
}

static void
ask (Fixture *fixture, const char *const *argv, PostilProgramLimits limits, GCancellable *cancellable)
{
  const PostilProgramClient client = { postil_program_documents_next, postil_program_documents_find, take };

  fixture->done =
      postil_program_run (argv, &limits, &client, &fixture->client, fixture->report, cancellable, &fixture->error);
}

/* @script: for a shell, which is but a program like others here. */
static void
ask_shell (Fixture *fixture, const char *script)
{
  const char *const argv[] = { "/bin/sh", "-c", script, NULL };
  PostilProgramLimits limits = { 20000, 60000, 1 << 20 };

  ask (fixture, argv, limits, NULL);
}

/* The message of the only complaint, which has to be about @line. */
static const char *
complaint (Fixture *fixture, guint line)
{
  const PostilReportItem *item;

  g_assert_cmpuint (fixture->report->items->len, ==, 1);
  item = g_ptr_array_index (fixture->report->items, 0);
  g_assert_cmpstr (item->file, ==, "sh");
  g_assert_cmpuint (item->line, ==, line);
  return item->message;
}

static void
assert_says (const char *message, const char *part)
{
  if (strstr (message, part) == NULL)
    g_error ("“%s” does not say “%s”", message, part);
}

#define ANSWER(id, spans) "printf '%s\\n' '{\"id\":\"" id "\",\"spans\":[" spans "]}';"
#define MONEY "{\"start\":8,\"end\":10,\"label\":\"Money\",\"text\":\"$5\",\"score\":0.75,\"reason\":\"a sign\"}"

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  const PostilProposal *found;

  ask_shell (fixture, "cat >/dev/null;" ANSWER ("d2", "") ANSWER ("d0", MONEY) ANSWER ("d1", "{\"start\":11,\"end\":12,\"label\":\"Ship\"}"));
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->done);
  g_assert_cmpuint (fixture->client.answers->len, ==, 3);
  found = postil_analysis_get_proposal (g_ptr_array_index (fixture->client.answers, 1), 0);
  g_assert_cmpstr (found->label, ==, "Money");
  g_assert_cmpstr (found->source, ==, "command/sh");
  g_assert_cmpstr (found->reason, ==, "a sign");
  g_assert_cmpfloat (found->score, ==, 0.75);
  g_assert_cmpuint (found->range.start, ==, 8);
  found = postil_analysis_get_proposal (g_ptr_array_index (fixture->client.answers, 2), 0);
  g_assert_cmpuint (found->range.stop, ==, 12);
  g_assert_cmpuint (fixture->report->items->len, ==, 0);
}

/* It gets each document as a line of JSON with what it needs. */
static void
test_questions (Fixture *fixture, gconstpointer data)
{
  ask_shell (fixture, "read -r line; case $line in *'\"id\":\"d0\"'*'$5 🚀 and'*'\"kind\":\"other\"'*) "
                      "cat >/dev/null;" ANSWER ("d0", "") ANSWER ("d1", "") ANSWER ("d2", "") " true ;; esac");
  g_assert_no_error (fixture->error);
}

static void
test_no_program (Fixture *fixture, gconstpointer data)
{
  const char *const argv[] = { "/nowhere/tagger", NULL };

  ask (fixture, argv, POSTIL_PROGRAM_LIMITS, NULL);
  g_assert_error (fixture->error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
  assert_says (fixture->error->message, "“/nowhere/tagger” cannot be started");
}

static void
test_hangs (Fixture *fixture, gconstpointer data)
{
  /* The one that it starts must not outlive it, nor keep us waiting. */
  const char *const argv[] = { "/bin/sh", "-c", ANSWER ("d0", "") "sleep 600 & sleep 600", NULL };
  PostilProgramLimits limits = { 4000, 60000, 1 << 20 };
  gint64 since = g_get_monotonic_time ();

  ask (fixture, argv, limits, NULL);
  g_assert_error (fixture->error, POSTIL_ERROR, POSTIL_ERROR_LIMIT);
  assert_says (fixture->error->message, "gave no answer for 4 seconds, with 1 of 3 documents answered");
  g_assert_cmpuint (fixture->client.answers->len, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - since, <, 300 * G_USEC_PER_SEC);
}

static void
test_takes_too_long (Fixture *fixture, gconstpointer data)
{
  const char *const argv[] = { "/bin/sh", "-c", "cat >/dev/null; while :; do echo; sleep 0.05; done", NULL };
  PostilProgramLimits limits = { 60000, 500, 1 << 20 };

  ask (fixture, argv, limits, NULL);
  g_assert_error (fixture->error, POSTIL_ERROR, POSTIL_ERROR_LIMIT);
  assert_says (fixture->error->message, "longer than 0.5 seconds in all");
}

static void
test_fails (Fixture *fixture, gconstpointer data)
{
  ask_shell (fixture, "cat >/dev/null;" ANSWER ("d0", MONEY) "echo first >&2; echo 'no such model' >&2; exit 7");
  g_assert_error (fixture->error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
  assert_says (fixture->error->message, "“sh” ended with status 7: no such model.");
  g_assert_cmpuint (fixture->client.answers->len, ==, 1);
}

static void
test_is_killed (Fixture *fixture, gconstpointer data)
{
  ask_shell (fixture, "kill -9 $$");
  g_assert_error (fixture->error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
  assert_says (fixture->error->message, "ended by signal 9");
}

static void
test_leaves_out (Fixture *fixture, gconstpointer data)
{
  ask_shell (fixture, "cat >/dev/null;" ANSWER ("d1", ""));
  g_assert_error (fixture->error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
  assert_says (fixture->error->message, "2 of 3 documents got no answer");
}

/* A gigabyte: of lines, and in one line. */
static void
test_floods (Fixture *fixture, gconstpointer data)
{
  ask_shell (fixture, "yes | head -c 1073741824");
  g_assert_error (fixture->error, POSTIL_ERROR, POSTIL_ERROR_LIMIT);
  assert_says (fixture->error->message, "“sh” was stopped: it wrote more than 1.0\302\240MiB");
}

static void
test_floods_one_line (Fixture *fixture, gconstpointer data)
{
  const char *const argv[] = { "/bin/sh", "-c", "head -c 1073741824 /dev/zero | tr '\\0' x", NULL };

  ask (fixture, argv, POSTIL_PROGRAM_LIMITS, NULL);
  g_assert_error (fixture->error, POSTIL_ERROR, POSTIL_ERROR_LIMIT);
  assert_says (fixture->error->message, "line 1 of its output is longer than 32 MB");
}

static void
test_floods_errors (Fixture *fixture, gconstpointer data)
{
  ask_shell (fixture, "cat >/dev/null; head -c 20000000 /dev/zero >&2;" ANSWER ("d0", "") ANSWER ("d1", "") ANSWER ("d2", ""));
  g_assert_no_error (fixture->error);
}

/* A bad line is told with its number, and the others count. */
static void
test_no_json (Fixture *fixture, gconstpointer data)
{
  ask_shell (fixture, "cat >/dev/null;" ANSWER ("d0", MONEY) "echo 'loading model...';" ANSWER ("d1", MONEY) ANSWER ("d2", ""));
  g_assert_no_error (fixture->error);
  assert_says (complaint (fixture, 2), "This is no JSON");
  g_assert_cmpuint (fixture->client.answers->len, ==, 3);
  g_assert_cmpuint (fixture->report->refused, ==, 1);
}

static void
test_invalid_utf8 (Fixture *fixture, gconstpointer data)
{
  ask_shell (fixture, "cat >/dev/null; printf '{\"id\":\"d\\377\"}\\n';" ANSWER ("d0", "") ANSWER ("d1", "") ANSWER ("d2", ""));
  g_assert_no_error (fixture->error);
  assert_says (complaint (fixture, 1), "unable to decode byte 0xff");
  g_assert_true (g_utf8_validate (complaint (fixture, 1), -1, NULL));
}

static void
test_unknown_document (Fixture *fixture, gconstpointer data)
{
  ask_shell (fixture, "cat >/dev/null;" ANSWER ("d0", "") ANSWER ("d9", "") ANSWER ("d1", "") ANSWER ("d2", ""));
  g_assert_no_error (fixture->error);
  assert_says (complaint (fixture, 2), "“d9” is no document that waits");
}

static void
test_answers_twice (Fixture *fixture, gconstpointer data)
{
  ask_shell (fixture, "cat >/dev/null;" ANSWER ("d0", "") ANSWER ("d0", "") ANSWER ("d1", "") ANSWER ("d2", ""));
  g_assert_no_error (fixture->error);
  assert_says (complaint (fixture, 2), "“d0” was answered before");
  g_assert_cmpuint (fixture->client.answers->len, ==, 3);
}

/* One span of three is bad in each case; the good ones around it stay. */
static void
test_bad_spans (Fixture *fixture, gconstpointer data)
{
#define LONG "money money money money money money money money money money money money money money money "
  static const struct
  {
    const char *span;
    const char *part;
  } cases[] = {
    { "{\"start\":8,\"end\":400,\"label\":\"Money\"}", "has the place 8 to 400, but the document's text goes from 0 to 32" },
    { "{\"start\":-1,\"end\":4,\"label\":\"Money\"}", "has the place -1 to 4" },
    { "{\"start\":4,\"end\":4,\"label\":\"Money\"}", "has the place 4 to 4" },
    { "{\"start\":99999999999999999,\"end\":4,\"label\":\"Money\"}", "has the place 99999999999999999" },
    { "{\"start\":20,\"end\":29,\"label\":\"Money\",\"text\":\"300 euros\"}", "but from 20 to 29 stands “n 300 eur”" },
    { "{\"start\":1.5,\"end\":4,\"label\":\"Money\"}", "whole numbers" },
    { "{\"start\":1,\"end\":4}", "needs a “label”" },
    { "{\"start\":1,\"end\":4,\"label\":\"\"}", "no usable label: A label needs a name that is not empty" },
    { "{\"start\":1,\"end\":4,\"label\":\"" LONG LONG LONG "\"}", "has a label of more than 200 characters" },
    { "{\"start\":1,\"end\":4,\"label\":\"Money\",\"score\":7}", "no number from 0 to 1" },
    { "[1,4]", "is no object" },
  };

#undef LONG

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script =
          g_strconcat ("cat >/dev/null; printf '%s\\n' '{\"id\":\"d0\",\"spans\":[" MONEY ",", cases[i].span,
                       ",{\"start\":0,\"end\":2,\"label\":\"It\"}]}';" ANSWER ("d1", "") ANSWER ("d2", ""), NULL);

      ask_shell (fixture, script);
      g_assert_no_error (fixture->error);
      assert_says (complaint (fixture, 1), "Span 2 ");
      assert_says (complaint (fixture, 1), cases[i].part);
      g_assert_cmpuint (postil_analysis_get_n_proposals (g_ptr_array_index (fixture->client.answers, 0)), ==, 2);
      tear_down (fixture, NULL);
      set_up (fixture, NULL);
    }
}

/* It need not read what it is asked. */
static void
test_does_not_read (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *key = g_strdup_printf ("long%u", i);
      g_autofree char *text = g_strnfill (30000, 'x');
      PostilId id = test_project_add_document (fixture->project, key, text);

      g_array_append_val (fixture->ids, id);
    }
  ask_shell (fixture, "read -r line; exec <&-;" ANSWER ("d0", MONEY));
  g_assert_error (fixture->error, POSTIL_ERROR, POSTIL_ERROR_FAILED);
  g_assert_cmpuint (fixture->client.answers->len, ==, 1);
}

static gboolean
cancel (gpointer data)
{
  g_usleep (300000);
  g_cancellable_cancel (data);
  return FALSE;
}

static gpointer
cancel_soon (gpointer data)
{
  cancel (data);
  return NULL;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  const char *const argv[] = { "/bin/sh", "-c", "sleep 600", NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  ask (fixture, argv, POSTIL_PROGRAM_LIMITS, cancellable);
  g_thread_join (thread);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The example that lies in data/examples. */
static void
test_example (Fixture *fixture, gconstpointer data)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "..", "data", "examples", "money.py", NULL);
  const char *const argv[] = { "/usr/bin/python3", script, NULL };
  PostilAnalysis *first;

  ask (fixture, argv, POSTIL_PROGRAM_LIMITS, NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->report->items->len, ==, 0);
  g_assert_cmpuint (fixture->client.answers->len, ==, 3);
  first = g_ptr_array_index (fixture->client.answers, 0);
  g_assert_cmpuint (postil_analysis_get_n_proposals (first), ==, 2);
  g_assert_cmpuint (postil_analysis_get_proposal (first, 1)->range.start, ==, 22);
  g_assert_cmpstr (postil_analysis_get_proposal (first, 1)->source, ==, "command/money.py");
}

/* What a project names is kept as it was given, word by word; damage is as good as nothing. */
static void
test_of_project (Fixture *fixture, gconstpointer data)
{
  const char *const argv[] = { "tagger", "--model", "a b; rm -rf ~", NULL };
  PostilStore *store = fixture->project->store;
  g_auto (GStrv) before = postil_program_of_project (store);
  g_auto (GStrv) after = NULL;
  g_auto (GStrv) damaged = NULL;

  g_assert_null (before);
  test_project_begin (fixture->project, NULL);
  g_assert_true (postil_program_set_project (store, argv, NULL));
  test_project_commit (fixture->project);
  after = postil_program_of_project (store);
  g_assert_true (g_strv_equal (argv, (const char *const *) after));
  test_project_begin (fixture->project, NULL);
  g_assert_true (postil_setting_set (store, "suggest.command", "[\"\", 5", NULL));
  test_project_commit (fixture->project);
  damaged = postil_program_of_project (store);
  g_assert_null (damaged);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } cases[] = {
    { "/command/answers", test_answers },
    { "/command/questions", test_questions },
    { "/command/no-program", test_no_program },
    { "/command/hangs", test_hangs },
    { "/command/takes-too-long", test_takes_too_long },
    { "/command/fails", test_fails },
    { "/command/is-killed", test_is_killed },
    { "/command/leaves-out", test_leaves_out },
    { "/command/floods", test_floods },
    { "/command/floods-one-line", test_floods_one_line },
    { "/command/floods-errors", test_floods_errors },
    { "/command/no-json", test_no_json },
    { "/command/invalid-utf8", test_invalid_utf8 },
    { "/command/unknown-document", test_unknown_document },
    { "/command/answers-twice", test_answers_twice },
    { "/command/bad-spans", test_bad_spans },
    { "/command/does-not-read", test_does_not_read },
    { "/command/cancel", test_cancel },
    { "/command/example", test_example },
    { "/command/of-project", test_of_project },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
