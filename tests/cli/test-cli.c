/* test-cli.c - postilctl as others run it: exit codes, messages, streams, and the main job from end to end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../app/exchange/json.h"
#include "../support/project.h"

typedef struct
{
  char *folder;
  int   code;
  char *out;
  char *err;
} Shell;

static Shell *
shell_new (void)
{
  Shell *self = g_new0 (Shell, 1);

  self->folder = test_folder_new ();
  return self;
}

static void
shell_free (Shell *self)
{
  test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shell, shell_free)

/* Runs a shell line in the folder, in which $P is postilctl. */
static int
run (Shell *self, const char *line)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "postilctl", NULL);
  g_autofree char *absolute = g_canonicalize_filename (program, NULL);
  const char *argv[] = { "/bin/sh", "-c", line, NULL };
  g_auto (GStrv) env = g_environ_setenv (g_get_environ (), "P", absolute, TRUE);
  g_autoptr (GError) error = NULL;
  int status;

  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  env = g_environ_setenv (env, "LC_ALL", "C.UTF-8", TRUE);
  env = g_environ_unsetenv (env, "G_DEBUG");
  env = g_environ_unsetenv (env, "G_MESSAGES_DEBUG");
  g_spawn_sync (self->folder, (char **) argv, env, G_SPAWN_DEFAULT, NULL, NULL, &self->out, &self->err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  self->code = WEXITSTATUS (status);
  return self->code;
}

/* Runs @line, which must end with @code and say @words on either stream. */
static void
expect (Shell *self, const char *line, int code, const char *words)
{
  run (self, line);
  if (self->code != code || (strstr (self->out, words) == NULL && strstr (self->err, words) == NULL))
    g_error ("“%s” ended with %d\n%s%s", line, self->code, self->out, self->err);
}

static void
put (Shell *self, const char *name, const char *contents)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static void
test_usage (void)
{
  g_autoptr (Shell) shell = shell_new ();

  expect (shell, "\"$P\"", 2, "Usage: postilctl");
  expect (shell, "\"$P\" --version", 0, "postilctl 0");
  expect (shell, "\"$P\" --help", 0, "Verbs:");
  expect (shell, "\"$P\" help", 0, "Verbs:");
  expect (shell, "\"$P\" nonsense", 2, "no verb “nonsense”");
  expect (shell, "\"$P\" help nonsense", 2, "no verb “nonsense”");
  expect (shell, "\"$P\" new", 2, "postilctl new PROJECT");
  expect (shell, "\"$P\" new a b", 2, "one word too many");
  expect (shell, "\"$P\" new --colour a", 2, "--colour");
  expect (shell, "\"$P\" import", 2, "Something is missing");
  expect (shell, "\"$P\" export p.postil", 2, "-o");
  expect (shell, "\"$P\" export p.postil -f odd -o x", 2, "jsonl, csv");
  expect (shell, "\"$P\" export p.postil -f csv -o x -s odd", 2, "kept, suggested or rejected");
  expect (shell, "\"$P\" history p.postil --undo --redo", 2, "choose one");
  expect (shell, "\"$P\" suggest", 2, "--stream");
  expect (shell, "\"$P\" suggest --only odd p.postil", 2, "structure");
  expect (shell, "\"$P\" search p.postil --regex '('", 2, "error");
}

/* Each verb answers --help and "help VERB" with the same words, on standard output. */
static void
test_help (void)
{
  g_autoptr (Shell) shell = shell_new ();
  g_auto (GStrv) lines = NULL;
  guint n_verbs = 0;

  run (shell, "\"$P\" help | sed -n 's/^  \\([a-z]*\\) .*/\\1/p'");
  lines = g_strsplit (g_strstrip (shell->out), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *by_option = g_strdup_printf ("\"$P\" %s --help", lines[i]);
      g_autofree char *by_verb = g_strdup_printf ("\"$P\" help %s", lines[i]);
      g_autofree char *usage = g_strdup_printf ("Usage: postilctl %s", lines[i]);
      g_autofree char *first = NULL;

      expect (shell, by_option, 0, usage);
      first = g_strdup (shell->out);
      expect (shell, by_verb, 0, usage);
      g_assert_cmpstr (first, ==, shell->out);
      n_verbs++;
    }
  g_assert_cmpuint (n_verbs, >=, 9);
}

static void
test_new (void)
{
  g_autoptr (Shell) shell = shell_new ();

  expect (shell, "\"$P\" new p.postil && \"$P\" labels p.postil", 0, "Allegation");
  put (shell, "text.txt", "not a project");
  expect (shell, "\"$P\" new text.txt", 3, "there already");
  expect (shell, "cat text.txt", 0, "not a project");
  expect (shell, "\"$P\" new p.postil", 3, "there already");
  expect (shell, "\"$P\" new nowhere/p.postil", 3, "nowhere/p.postil");
  put (shell, "pack", "# mine\nlabels:\n  - name: Claim\n    kind: act\n  - name: Two words\n");
  expect (shell, "\"$P\" new --labels pack q.postil && \"$P\" labels q.postil", 0, "Two words");
  g_assert_null (strstr (shell->out, "Allegation"));
  expect (shell, "\"$P\" new --labels none r.postil && \"$P\" labels r.postil | wc -l", 0, "0");
  put (shell, "bad", "labels:\n  - name: Claim\n    kind: odd\n");
  expect (shell, "\"$P\" new --labels bad s.postil", 2, "bad:3: error:");
  g_assert_cmpint (run (shell, "test -e s.postil"), ==, 1);
}

static void
test_labels (void)
{
  g_autoptr (Shell) shell = shell_new ();

  expect (shell, "\"$P\" new p.postil && \"$P\" labels p.postil --merge Threat --into Denial", 0,
          "Merged Threat into Denial");
  expect (shell, "\"$P\" labels p.postil", 0, "Denial");
  g_assert_null (strstr (shell->out, "Threat"));
  expect (shell, "\"$P\" labels p.postil --all", 0, "below Denial, archived");
  expect (shell, "\"$P\" labels p.postil --save pack.yaml && \"$P\" new --labels pack.yaml q.postil", 0, "");
  expect (shell, "\"$P\" labels p.postil --save - | diff - pack.yaml", 0, "");
  expect (shell, "\"$P\" labels q.postil --save - | diff - pack.yaml", 0, "");
  expect (shell, "\"$P\" history p.postil --undo && \"$P\" labels p.postil", 0, "Threat");
  put (shell, "mine.yaml",
       "labels:\n  - {name: Claim, kind: act, key: \"1\"}\n  - {name: Denial, kind: act, colour: \"#112233\"}\n");
  expect (shell, "\"$P\" labels p.postil --load mine.yaml 2>&1", 0, "1 added, 1 changed, 0 as they were");
  g_assert_nonnull (strstr (shell->out, "“1” belongs to “Allegation”"));
  expect (shell, "\"$P\" labels p.postil --archive Claim && \"$P\" labels p.postil --restore Claim", 0,
          "Brought Claim back");
  expect (shell, "\"$P\" labels p.postil --archive Nobody", 2, "no label “Nobody”");
  expect (shell, "\"$P\" labels p.postil --merge Claim", 2, "needs --into");
  expect (shell, "\"$P\" labels p.postil --merge Claim --into speaker", 3, "cannot be merged");
}

static void
test_projects_that_are_none (void)
{
  static const char *const verbs[] = { "import p FILE", "suggest p", "search p x", "export p -f csv -o o", "history p",
                                       "history p --undo", "stats p", "check p", "labels p" };
  g_autoptr (Shell) shell = shell_new ();

  put (shell, "p", "not a project\n");
  put (shell, "FILE", "text");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *there = g_strdup_printf ("\"$P\" %s", verbs[i]);
      g_autofree char *gone = g_strdup_printf ("rm -f p; \"$P\" %s; code=$?; echo 'not a project' >p; exit $code", verbs[i]);

      expect (shell, there, 3, "postilctl: error: ");
      expect (shell, "cat p", 0, "not a project");
      expect (shell, gone, 3, "postilctl: error: ");
    }
}

static void
test_import_export (void)
{
  g_autoptr (Shell) shell = shell_new ();

  put (shell, "a.txt", "Oslo calls Bergen.\n");
  put (shell, "b.jsonl", "{\"id\":\"b\",\"text\":\"Ada met Ola.\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"Person\",\"text\":\"Ada\"}]}\n"
                         "broken\n");
  expect (shell, "\"$P\" new p.postil && \"$P\" import p.postil a.txt b.jsonl", 1, "b.jsonl:2: error: ");
  expect (shell, "\"$P\" import p.postil a.txt b.jsonl", 1, "0 documents added, 2 known");
  expect (shell, "\"$P\" import p.postil --format odd a.txt", 2, "text, jsonl, csv");
  expect (shell, "\"$P\" import p.postil --kind odd a.txt", 2, "article, thread or other");
  expect (shell, "echo 'from a pipe' | \"$P\" import p.postil -", 0, "1 documents added");
  expect (shell, "\"$P\" import --json p.postil b.jsonl 2>/dev/null", 1, "\"items\":[{\"level\":\"error\",\"kind\":\"refused\"");
  expect (shell, "\"$P\" import --dry-run p.postil pack nothing", 1, "Would be:");
  expect (shell, "\"$P\" import --dry-run p.postil b.jsonl", 1, "0 spans added, 1 known");
  expect (shell, "\"$P\" export p.postil -f csv -o - 2>/dev/null | grep -c Ada", 0, "1");
  expect (shell, "\"$P\" export p.postil -o out.jsonl && wc -l <out.jsonl", 0, "3");
  expect (shell, "\"$P\" export p.postil -f conll -o dry.conll --dry-run 2>&1 && test ! -e dry.conll", 0,
          "annotators (left out): first in “b”");
  expect (shell, "\"$P\" export p.postil -o out.jsonl --label Nobody", 2, "no label “Nobody”");
  expect (shell, "\"$P\" export p.postil -o out.jsonl --annotator Nobody", 2, "Nobody called");
  expect (shell, "\"$P\" export p.postil -o nowhere/out.csv", 3, "nowhere/out.csv");
  expect (shell, "\"$P\" export p.postil -f csv -o /dev/full", 3, "No space left");
  expect (shell, "\"$P\" export p.postil -f csv -o - >/dev/full", 3, "No space left");
  expect (shell, "\"$P\" stats p.postil >/dev/full", 3, "No space left");
  expect (shell, "\"$P\" stats p.postil --json", 0, "\"Person\":{\"kept\":1,");
  expect (shell, "\"$P\" check p.postil", 0, "sound");
}

/* Readers that go away early are no failure, and nothing is left behind. */
static void
test_closed_pipe (void)
{
  g_autoptr (Shell) shell = shell_new ();

  put (shell, "a.txt", "text\n");
  expect (shell, "for i in $(seq 3000); do echo \"{\\\"text\\\":\\\"document $i with some words in it\\\"}\"; done >many.jsonl; "
                 "\"$P\" new p.postil && \"$P\" import p.postil many.jsonl", 0, "3000 documents added");
  expect (shell, "mkdir t; export TMPDIR=$PWD/t; (\"$P\" export p.postil -f jsonl -o - ; echo \"code $?\" >&2) | head -c 100; ls t | wc -l",
          0, "code 0");
  g_assert_true (g_str_has_suffix (g_strstrip (shell->out), "0"));
  expect (shell, "(\"$P\" search p.postil document; echo \"code $?\" >&2) | head -c 100", 0, "code 0");
}

static void
test_history (void)
{
  g_autoptr (Shell) shell = shell_new ();

  put (shell, "a.txt", "Oslo calls Oslo.\n");
  expect (shell, "\"$P\" new p.postil && \"$P\" history p.postil --undo", 1, "nothing to undo");
  expect (shell, "\"$P\" import p.postil a.txt && \"$P\" search p.postil oslo --tag Place", 0, "2 tagged Place");
  expect (shell, "\"$P\" search p.postil oslo --tag Place", 0, "0 tagged Place");
  expect (shell, "\"$P\" search p.postil --case oslo", 0, "0 hits");
  expect (shell, "\"$P\" search p.postil --regex 'O\\w+' --json", 0, "\"start\":11,\"end\":15");
  expect (shell, "\"$P\" search p.postil Oslo --tag Nowhere", 2, "no label “Nowhere”");
  expect (shell, "\"$P\" history p.postil", 0, "Tag “oslo” as Place");
  expect (shell, "\"$P\" history p.postil --undo", 0, "Taken back: Tag “oslo” as Place");
  expect (shell, "\"$P\" stats p.postil --json", 0, "\"labels\":{}");
  expect (shell, "\"$P\" history p.postil --redo", 0, "Done again");
  expect (shell, "\"$P\" stats p.postil --json", 0, "\"Place\":{\"kept\":2");
  expect (shell, "\"$P\" history p.postil --json --limit 1", 0, "\"state\":\"done\"");
}

static void
assert_spans_are_slices (const char *line, gsize n_bytes, const char *text_from)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) object = postil_json_parse (line, n_bytes, NULL, &error);
  const char *text = text_from != NULL ? text_from : postil_json_get_string (object, "text");
  const json_t *spans = json_object_get (object, "spans");

  g_assert_no_error (error);
  for (gsize i = 0; i < json_array_size (spans); i++)
    {
      const json_t *span = json_array_get (spans, i);
      const char *quote = postil_json_get_string (span, "text");
      gint64 start, stop;
      const char *from;

      g_assert_true (postil_json_get_integer (span, "start", &start) && postil_json_get_integer (span, "end", &stop));
      from = g_utf8_offset_to_pointer (text, start);
      g_assert_cmpmem (from, g_utf8_offset_to_pointer (from, stop - start) - from, quote, strlen (quote));
    }
}

static void
test_stream (void)
{
  static const char text[] = "🚀 “I was asleep,”\r\nsaid Nadia Quist.\r\n\r\n“We deny it,” Quist said.\r\n";
  g_autoptr (Shell) shell = shell_new ();
  g_autoptr (GString) lines = g_string_new (NULL);
  g_auto (GStrv) answers = NULL;

  for (int i = 0; i < 40; i++)
    {
      g_string_append_printf (lines, "{\"id\":%d,\"text\":", i);
      postil_json_append_string (lines, text, -1);
      g_string_append (lines, "}\n");
    }
  put (shell, "in.jsonl", lines->str);
  g_assert_cmpint (run (shell, "\"$P\" suggest --stream <in.jsonl"), ==, 0);
  answers = g_strsplit (g_strstrip (shell->out), "\n", -1);
  g_assert_cmpuint (g_strv_length (answers), ==, 40);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *beginning = g_strdup_printf ("{\"id\":%d,", i);

      g_assert_true (g_str_has_prefix (answers[i], beginning));
      assert_spans_are_slices (answers[i], strlen (answers[i]), text);
    }
  expect (shell, "\"$P\" suggest --stream <in.jsonl >one; \"$P\" suggest --stream --jobs 4 <in.jsonl >four; cmp one four && echo same",
          0, "same");
  put (shell, "bad.jsonl", "{\"id\":\"a\",\"text\":\"x\"}\nbroken\n\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"y\"}");
  expect (shell, "\"$P\" suggest --stream <bad.jsonl", 1, "<stdin>:2: error: ");
  g_assert_nonnull (strstr (shell->err, "<stdin>:4: error: "));
  g_assert_nonnull (strstr (shell->out, "{\"id\":\"a\","));
  g_assert_nonnull (strstr (shell->out, "{\"id\":\"c\","));
}

/* A program of one's own, from the command line and named by a project; the latter never runs unasked. */
static void
test_program (void)
{
  g_autoptr (Shell) shell = shell_new ();
  g_autofree char *example = g_test_build_filename (G_TEST_DIST, "..", "data", "examples", "money.py", NULL);
  g_autofree char *line = g_strdup_printf ("\"$P\" suggest p.postil --command \"/usr/bin/python3 '%s'\"", example);

  put (shell, "a.txt", "It cost 40 crowns, and then €3 million.\n");
  expect (shell, "\"$P\" new p.postil && \"$P\" import p.postil a.txt", 0, "1 document");
  expect (shell, line, 0, "2 new suggestions, 1 of 1 documents answered");
  expect (shell, line, 0, "0 new suggestions, 1 of 1");
  put (shell, "mine.sh", "touch ran; read -r line; printf '{\"id\":\"a.txt\",\"spans\":[{\"start\":0,\"end\":99,\"label\":\"X\"}]}\\n'\n");
  expect (shell, "\"$P\" suggest p.postil --command 'sh mine.sh' --save-command", 1, "mine.sh:1: error: Span 1 has the place 0 to 99");
  expect (shell, "rm ran; \"$P\" suggest p.postil --only quotes", 0, "which was not run: 'sh' 'mine.sh'");
  expect (shell, "test ! -e ran && echo unasked: nothing", 0, "unasked: nothing");
  expect (shell, "\"$P\" suggest p.postil --run-project-commands; test -e ran && echo ran", 0, "ran");
  expect (shell, "\"$P\" suggest p.postil --command 'sleep 60' --timeout 1", 1, "gave no answer for 1 second");
  expect (shell, "\"$P\" suggest p.postil --command \"it's\"", 3, "--command cannot be taken apart");
  expect (shell, "\"$P\" suggest p.postil --command x --only acts", 2, "alone");
}

/* The main job on the three seed pages. */
static void
test_seeds (void)
{
  const char *shared = g_getenv ("POSTIL_SHARED");
  g_autofree char *seeds = g_build_filename (shared != NULL ? shared : "/nonexistent", "seeds", NULL);
  g_autoptr (Shell) shell = shell_new ();
  g_autofree char *line = NULL;
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  PostilLineReader reader;
  const char *row;
  gsize n_bytes, n_rows = 0;

  if (!g_file_test (seeds, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("There is no shared folder.");
      return;
    }
  line = g_strdup_printf ("\"$P\" new p.postil && \"$P\" import p.postil %s/*.txt && \"$P\" suggest p.postil && "
                          "\"$P\" export p.postil --format jsonl -o out.jsonl --state kept,suggested",
                          seeds);
  expect (shell, line, 0, "3 documents");
  path = g_build_filename (shell->folder, "out.jsonl", NULL);
  g_assert_true (g_file_get_contents (path, &contents, &n_bytes, NULL));
  postil_line_reader_init (&reader, contents, n_bytes);
  while (postil_line_reader_next (&reader, &row, &n_bytes))
    {
      g_assert_nonnull (g_strstr_len (row, (gssize) n_bytes, "\"spans\":[{"));
      assert_spans_are_slices (row, n_bytes, NULL);
      n_rows++;
    }
  g_assert_cmpuint (n_rows, ==, 3);
  expect (shell, "\"$P\" new q.postil && \"$P\" import q.postil out.jsonl && \"$P\" export q.postil -f jsonl -o back.jsonl "
                 "-s kept,suggested && cmp out.jsonl back.jsonl && echo same",
          0, "same");
  expect (shell, "\"$P\" suggest q.postil", 0, "0 new suggestions");
}

static int
compare_lines (const char *const *a, const char *const *b)
{
  return strcmp (*a, *b);
}

/* ---- a second run does what is left to do ---- */

static const char first_page[] = "{\"id\":\"a\",\"text\":\"The harbour office spoke on Monday.\\n\\n\\\"We have proof that our yard had nothing to do "
                                 "with the leak at the lock,\\\" said Mara Lind of the Grey Gate Crew.\"}\n";
static const char second_page[] = "{\"id\":\"b\",\"text\":\"The Grey Gate Crew sang in the rain. Nobody came to hear them.\"}\n";
static const char third_page[] = "{\"id\":\"c\",\"text\":\"On Tuesday the yard answered.\\n\\n\\\"We have a way of proving that the leak at the lock "
                                 "had nothing to do with us,\\\" Mara Lind told reporters.\"}\n";

/* All spans and relations of @path by document, place, label, source and state, in order: what stays the same when ids do not. */
static char *
contents_of (Shell *shell, const char *name)
{
  g_autofree char *path = g_build_filename (shell->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (path, POSTIL_STORE_READ_ONLY, &error);
  g_autoptr (GPtrArray) spans = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ids = NULL;
  PostilSpanFilter filter = { .states = POSTIL_STATES_ALL };

  g_assert_no_error (error);
  spans = postil_spans_list (store, &filter, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      g_autoptr (PostilDocument) document = postil_documents_get (store, span->document, NULL);
      g_autoptr (GPtrArray) relations = postil_relations_of_span (store, span->id, NULL);

      g_ptr_array_add (lines, g_strdup_printf ("%s %u-%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %.6f %u", document->key, span->range.start,
                                               span->range.stop, span->label, span->source, span->state, span->score, relations->len));
    }
  g_ptr_array_sort (lines, (GCompareFunc) compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
tag_words (Shell *shell, const char *name, const char *key, const char *words, const char *label)
{
  g_autofree char *path = g_build_filename (shell->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = postil_store_open (path, POSTIL_STORE_NONE, &error);
  g_autoptr (PostilDocument) document = postil_documents_get (store, postil_documents_find (store, key), &error);
  g_autoptr (PostilSpan) span = postil_span_new ();
  const char *utf8 = postil_text_get_utf8 (document->text, NULL);
  const char *at = strstr (utf8, words);

  span->document = document->id;
  span->range = POSTIL_RANGE ((guint32) (at - utf8), (guint32) (at - utf8 + strlen (words)));
  span->state = POSTIL_STATE_KEPT;
  postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error);
  g_assert_true (postil_labels_resolve (store, label, POSTIL_LABEL_ENTITY, &span->label, &error));
  span->source = postil_source_ensure (store, POSTIL_SOURCE_HAND, "hand", NULL, &error);
  g_assert_true (postil_spans_add (store, span, &error));
  g_assert_true (postil_transaction_commit (store, &error));
}

static void
test_incremental (void)
{
  g_autoptr (Shell) shell = shell_new ();
  g_autofree char *whole = NULL, *stepwise = NULL, *again = NULL, *tagged = NULL, *forced = NULL;

  put (shell, "a.jsonl", first_page);
  put (shell, "b.jsonl", second_page);
  put (shell, "c.jsonl", third_page);
  expect (shell, "\"$P\" new whole.postil && \"$P\" import whole.postil a.jsonl b.jsonl c.jsonl && \"$P\" suggest whole.postil", 0,
          "(0 were up to date), 2 new repeats");
  whole = contents_of (shell, "whole.postil");

  expect (shell, "\"$P\" new p.postil && \"$P\" import p.postil a.jsonl b.jsonl && \"$P\" suggest p.postil", 0, "in 2 documents (0 were");
  expect (shell, "\"$P\" suggest p.postil", 0, "0 new suggestions in 2 documents (2 were up to date)");
  /* What comes later is compared with what was there. */
  expect (shell, "\"$P\" import p.postil c.jsonl && \"$P\" suggest p.postil", 0, "in 3 documents (2 were up to date), 2 new repeats");
  stepwise = contents_of (shell, "p.postil");
  g_assert_cmpstr (stepwise, ==, whole);
  expect (shell, "\"$P\" suggest --json --all p.postil", 0, "\"documents\":3,\"current\":0,\"new\":0,\"repeats\":0");
  again = contents_of (shell, "p.postil");
  g_assert_cmpstr (again, ==, whole);
  /* One suggester alone; then all the others still know where they are. */
  expect (shell, "\"$P\" suggest --only quotes p.postil", 0, "(3 were up to date)");

  /* The words stand in a and in b: c has nothing to be read again for. */
  tag_words (shell, "p.postil", "a", "Gate Crew", "Product");
  expect (shell, "\"$P\" suggest p.postil", 0, "(1 were up to date)");
  tagged = contents_of (shell, "p.postil");
  expect (shell, "\"$P\" suggest p.postil", 0, "(3 were up to date)");
  expect (shell, "\"$P\" suggest --all p.postil", 0, "(0 were up to date)");
  forced = contents_of (shell, "p.postil");
  g_assert_cmpstr (tagged, ==, forced);
}

/* Lines of documents as long as @n_bytes together; each is different. */
static void
write_stream (const char *path, gsize n_bytes)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; lines->len < n_bytes; i++)
    g_string_append_printf (lines,
                            "{\"id\":\"%u\",\"text\":\"Harbour notes %u\\n\\nAne Holt of the Brenna Lock Company said on Monday: \\\"Lock %u "
                            "never leaked, and we will sue whoever says so.\\\" The council accused the company of hiding %u "
                            "reports. Mr Holt denied it.\"}\n",
                            i, i % 977, i, i % 31);
  g_assert_true (g_file_set_contents (path, lines->str, (gssize) lines->len, NULL));
}

/* Kilobytes that "postilctl suggest --stream" held at most. */
static long
peak_of (const char *path)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "postilctl", NULL);
  const char *argv[] = { program, "suggest", "--stream", NULL };
  int input = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  int output = g_open ("/dev/null", O_WRONLY | O_CLOEXEC, 0);
  g_autoptr (GError) error = NULL;
  struct rusage usage;
  int status;
  GPid pid;

  g_assert_cmpint (input, >=, 0);
  g_spawn_async_with_fds (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, input, output, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wait4 (pid, &status, 0, &usage), ==, pid);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  close (input);
  close (output);
  return usage.ru_maxrss;
}

/* What a stream takes is bounded by its longest document, not by its length. */
static void
test_stream_memory (void)
{
  g_autoptr (Shell) shell = shell_new ();
  g_autofree char *some = g_build_filename (shell->folder, "some.jsonl", NULL);
  g_autofree char *more = g_build_filename (shell->folder, "more.jsonl", NULL);
  long few, many;

  write_stream (some, 300 * 1000);
  write_stream (more, 3000 * 1000);
  few = peak_of (some);
  many = peak_of (more);
  g_test_message ("%ld KB for 0.3 MB, %ld KB for 3 MB", few, many);
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the address sanitizer keeps freed memory for a while");
#else
  g_assert_cmpint (many, <, few + 2000);
  g_assert_cmpint (many, <, 120 * 1000);
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_func ("/cli/help", test_help);
  g_test_add_func ("/cli/new", test_new);
  g_test_add_func ("/cli/labels", test_labels);
  g_test_add_func ("/cli/projects-that-are-none", test_projects_that_are_none);
  g_test_add_func ("/cli/import-export", test_import_export);
  g_test_add_func ("/cli/closed-pipe", test_closed_pipe);
  g_test_add_func ("/cli/history", test_history);
  g_test_add_func ("/cli/stream", test_stream);
  g_test_add_func ("/cli/stream-memory", test_stream_memory);
  g_test_add_func ("/cli/program", test_program);
  g_test_add_func ("/cli/seeds", test_seeds);
  g_test_add_func ("/cli/incremental", test_incremental);
  return g_test_run ();
}
