/* crash.c - a writer that is killed at any moment loses nothing that it had acknowledged
 *
 * A child tags and decides, and says so over a pipe after each commit. The parent kills it at a random moment, opens
 * the project, and looks for every action that was said to be done. Without arguments a few rounds, as a test; with
 * --rounds N and --actions M as long as one likes (./dev bench crash).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../support/project.h"

#include <errno.h>
#include <postil/history.h>
#include <postil/project.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_WORDS 400

typedef enum
{
  TAG,
  DECIDE,
  REMOVE,
  UNDO, /* of the removal just before */
} What;

/* What the child says over the pipe, once before and once after the commit: shorter than PIPE_BUF, so whole or not at
 * all. */
typedef struct
{
  gboolean done;
  What what;
  guint32 place;     /* word and label of a tag: tagging there again takes the span that was rejected */
  PostilSpanId span; /* 0 before a tag is done */
  PostilState state;
} Message;

/* What the parent knows of a span. */
typedef struct
{
  gboolean exists;
  PostilState state;
  guint32 place;
} Known;

static int n_rounds = 3;
static int n_actions = 60;

static const GOptionEntry OPTIONS[] = {
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How many times to kill the writer", "N" },
  { "actions", 0, 0, G_OPTION_ARG_INT, &n_actions, "How many actions the writer is to take in each round", "M" },
  { NULL },
};

/* ---- child ---- */

static void
say (int fd, gboolean done, What what, guint32 place, PostilSpanId span, PostilState state)
{
  Message message = { done, what, place, span, state };

  if (write (fd, &message, sizeof message) != sizeof message)
    _exit (2);
}

static void
tag (PostilProject *project, PostilId document, GRand *rand, GArray *spans, int fd)
{
  static const char *const labels[] = { "Person", "Denial", "Threat", "Quote" };
  guint32 place = (guint32) g_rand_int_range (rand, 0, N_WORDS * G_N_ELEMENTS (labels));
  guint32 start = place / G_N_ELEMENTS (labels) * 5;
  PostilId label = postil_labels_find (postil_project_get_store (project), labels[place % G_N_ELEMENTS (labels)]);
  PostilSpanId id;

  say (fd, FALSE, TAG, place, 0, POSTIL_STATE_KEPT);
  id = postil_project_tag (project, document, POSTIL_RANGE (start, start + 4), label, NULL);
  if (id == 0)
    _exit (3);
  say (fd, TRUE, TAG, place, id, POSTIL_STATE_KEPT);
  g_array_append_val (spans, id);
}

static void
act (PostilProject *project, PostilId document, GRand *rand, GArray *spans, int fd)
{
  int what = spans->len > 0 ? g_rand_int_range (rand, 0, 8) : 0;
  PostilSpanId id;

  if (what < 5)
    {
      tag (project, document, rand, spans, fd);
      return;
    }
  id = g_array_index (spans, PostilSpanId, g_rand_int_range (rand, 0, (gint32) spans->len));
  if (what < 7)
    {
      PostilState state = g_rand_boolean (rand) ? POSTIL_STATE_REJECTED : POSTIL_STATE_KEPT;

      say (fd, FALSE, DECIDE, 0, id, state);
      if (!postil_project_decide (project, id, state, NULL))
        _exit (4);
      say (fd, TRUE, DECIDE, 0, id, state);
      return;
    }
  say (fd, FALSE, REMOVE, 0, id, 0);
  if (!postil_project_remove (project, id, NULL))
    _exit (5);
  say (fd, TRUE, REMOVE, 0, id, 0);
  say (fd, FALSE, UNDO, 0, id, 0);
  if (!postil_project_undo (project, NULL, NULL))
    _exit (6);
  say (fd, TRUE, UNDO, 0, id, 0);
}

static void
be_writer (const char *path, PostilId document, guint32 seed, int fd)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (PostilSpanId));
  PostilProject *project = postil_project_open (path, "ida", NULL);

  if (project == NULL)
    _exit (5);
  for (int i = 0; i < n_actions; i++)
    act (project, document, rand, spans, fd);
  _exit (0);
}

/* ---- parent ---- */

static gpointer
known (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

/* Reads what is said until the pipe closes, and kills the child after a while. */
static GArray *
listen_and_kill (pid_t child, int fd, GRand *rand)
{
  GArray *said = g_array_new (FALSE, FALSE, sizeof (Message));
  guint until = (guint) g_rand_int_range (rand, 0, 2 * n_actions);
  Message message;
  gssize n_read;
  int status;

  while ((n_read = read (fd, &message, sizeof message)) != 0)
    {
      if (n_read < 0 && errno == EINTR)
        continue;
      g_assert_cmpint (n_read, ==, sizeof message);
      g_array_append_val (said, message);
      if (said->len == until)
        {
          /* Anywhere within the next action or two. */
          g_usleep ((gulong) g_rand_int_range (rand, 0, 8000));
          kill (child, SIGKILL);
        }
    }
  close (fd);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
  return said;
}

/* What must be there according to the acknowledgements: span -> Known. */
static GHashTable *
model_of (const GArray *said)
{
  GHashTable *model = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  for (guint i = 0; i < said->len; i++)
    {
      const Message *message = &g_array_index (said, Message, i);
      Known *span = g_hash_table_lookup (model, &message->span);

      if (!message->done)
        continue;
      if (span == NULL)
        {
          span = g_new0 (Known, 1);
          g_hash_table_insert (model, known (message->span), span);
        }
      span->exists = message->what != REMOVE;
      if (message->what == TAG || message->what == DECIDE)
        span->state = message->state;
      if (message->what == TAG)
        span->place = message->place;
    }
  return model;
}

/* All that was acknowledged, to the letter; only the span that an action was at when the child died may be either way.
 */
static void
assert_all_there (PostilStore *store, const GArray *said)
{
  g_autoptr (GHashTable) model = model_of (said);
  const Message *last = said->len > 0 ? &g_array_index (said, Message, said->len - 1) : NULL;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, model);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Known *wanted = value;
      g_autoptr (PostilSpan) span = postil_spans_get (store, *(gint64 *) key, NULL);
      gboolean pending =
          !last->done && (last->what == TAG ? last->place == wanted->place : last->span == *(gint64 *) key);

      if (pending)
        continue;
      g_assert_cmpint (span != NULL, ==, wanted->exists);
      if (span != NULL)
        g_assert_cmpint (span->state, ==, wanted->state);
    }
}

static void
run_round (const char *path, PostilId document, GRand *rand)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) said = NULL;
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (GPtrArray) report = NULL;
  guint32 seed = g_rand_int (rand);
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (ends[0]);
      be_writer (path, document, seed, ends[1]);
    }
  close (ends[1]);
  said = listen_and_kill (child, ends[0], rand);

  store = postil_store_open (path, POSTIL_STORE_NONE, &error);
  g_assert_no_error (error);
  assert_all_there (store, said);
  postil_store_check (store, &report, &error);
  g_assert_no_error (error);
}

static void
test_crash (void)
{
  g_autoptr (TestProject) project = test_project_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  PostilId document;

  for (guint i = 0; i < N_WORDS; i++)
    g_string_append (text, "word ");
  document = test_project_add_document (project, "a", text->str);
  g_clear_pointer (&project->store, postil_store_close);
  for (int i = 0; i < n_rounds; i++)
    run_round (project->path, document, rand);
  g_test_message ("%d rounds of up to %d actions, no acknowledged one lost", n_rounds, n_actions);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, OPTIONS, NULL);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_test_init (&argc, &argv, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  g_test_add_func ("/crash/kill", test_crash);
  return g_test_run ();
}
