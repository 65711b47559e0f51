/* command.c - asks a program of somebody's own about documents: one JSON line each way, in bounded time and space
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <postil/command.h>

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <postil/error.h>

#include "program-answer.h"

#define MAX_LINE ((gsize) 32 << 20)
#define TICK_MS 100
#define CHUNK 65536
/* Of what it says on standard error, so much is kept for the message. */
#define MAX_COMPLAINT 2000

typedef struct
{
  const PostilProgramLimits *limits;
  const PostilProgramClient *client;
  gpointer                   data;
  PostilReport              *report;
  char                      *source;
  GSubprocess               *process;
  int                        in; /* its standard input; -1: closed */
  int                        out;
  int                        err;
  char                      *question; /* being written */
  gsize                      written;
  GByteArray                *answers; /* what was read and is no whole line yet */
  gsize                      n_bytes;
  guint                      n_lines;
  GHashTable                *waiting; /* keys of documents that were asked about and not answered */
  guint                      n_asked;
  GString                   *complaint;
  gint64                     started;
  gint64                     heard; /* when it last answered or took a question */
} Run;

static const char *
name_of (const Run *run)
{
  return run->source + strlen ("command/");
}

char *
postil_program_source (const char *const *argv)
{
  /* What an interpreter is given says more than its own name. */
  gboolean script = argv[1] != NULL && g_file_test (argv[1], G_FILE_TEST_IS_REGULAR);
  g_autofree char *base = g_path_get_basename (script ? argv[1] : argv[0]);
  g_autofree char *name = g_utf8_make_valid (base, -1);

  return g_strconcat ("command/", name, NULL);
}

/* ---- the process ---- */

/* In the child: a group of its own, so that what it starts ends with it. */
static void
become_a_group (gpointer data)
{
  sigset_t none;

  setpgid (0, 0);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
}

static gboolean
start (Run *run, const char *const *argv, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) local_error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, become_a_group, NULL, NULL);
  run->process = g_subprocess_launcher_spawnv (launcher, argv, &local_error);
  if (run->process == NULL)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("“%s” cannot be started: %s."), argv[0],
                   local_error->message);
      return FALSE;
    }
  run->in = g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (g_subprocess_get_stdin_pipe (run->process)));
  run->out = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (g_subprocess_get_stdout_pipe (run->process)));
  run->err = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (g_subprocess_get_stderr_pipe (run->process)));
  return g_unix_set_fd_nonblocking (run->in, TRUE, error) && g_unix_set_fd_nonblocking (run->out, TRUE, error) &&
         g_unix_set_fd_nonblocking (run->err, TRUE, error);
}

static void
close_input (Run *run)
{
  if (run->in >= 0)
    g_output_stream_close (g_subprocess_get_stdin_pipe (run->process), NULL, NULL);
  run->in = -1;
}

/* Whatever it is doing, and whatever it has started. */
static void
end_process (Run *run)
{
  const char *pid = g_subprocess_get_identifier (run->process);

  if (pid != NULL)
    kill (-(pid_t) g_ascii_strtoll (pid, NULL, 10), SIGKILL);
  g_subprocess_force_exit (run->process);
  g_subprocess_wait (run->process, NULL, NULL);
}

/* ---- asking ---- */

/* FALSE with @error; @question stays NULL at the end of the documents. */
static gboolean
next_question (Run *run, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilDocument) document = run->client->next (run->data, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  run->written = 0;
  if (document == NULL)
    return TRUE;
  /* As long as it reads on, it is not asleep. */
  run->heard = g_get_monotonic_time ();
  run->question = postil_program_question (document);
  g_hash_table_add (run->waiting, g_strdup (document->key));
  run->n_asked++;
  return TRUE;
}

static gboolean
ask (Run *run, GError **error)
{
  for (;;)
    {
      gsize left;
      ssize_t n;

      if (run->question == NULL && !next_question (run, error))
        return FALSE;
      if (run->question == NULL)
        {
          close_input (run);
          return TRUE;
        }
      left = strlen (run->question + run->written);
      n = write (run->in, run->question + run->written, left);
      /* It does not want to hear more: its answers and its end will tell why. */
      if (n < 0 && errno != EAGAIN && errno != EINTR)
        close_input (run);
      if (n < 0)
        return TRUE;
      run->written += (gsize) n;
      if ((gsize) n < left)
        return TRUE;
      g_clear_pointer (&run->question, g_free);
    }
}

/* ---- listening ---- */

static gboolean
take_line (Run *run, const char *line, gsize n_bytes, GError **error)
{
  g_autofree char *key = NULL;
  g_autoptr (PostilAnalysis) analysis = NULL;

  run->n_lines++;
  while (n_bytes > 0 && g_ascii_isspace (line[n_bytes - 1]))
    n_bytes--;
  if (n_bytes == 0)
    return TRUE;
  analysis = postil_program_answer (line, n_bytes, run->n_lines, run->source, run->client, run->data, run->report, &key);
  if (analysis == NULL)
    return TRUE;
  if (!g_hash_table_remove (run->waiting, key))
    {
      run->report->refused++;
      postil_report_add (run->report, POSTIL_REPORT_ERROR, name_of (run), run->n_lines, _ ("“%s” was answered before."),
                         key);
      return TRUE;
    }
  run->heard = g_get_monotonic_time ();
  return run->client->take (key, g_steal_pointer (&analysis), run->data, error);
}

static gboolean
take_lines (Run *run, gboolean at_end, GError **error)
{
  const char *data = (const char *) run->answers->data;
  gsize done = 0;

  while (done < run->answers->len)
    {
      const char *line = data + done;
      const char *feed = memchr (line, '\n', run->answers->len - done);
      gsize n_bytes = feed != NULL ? (gsize) (feed - line) : run->answers->len - done;

      if (feed == NULL && !at_end)
        break;
      if (!take_line (run, line, n_bytes, error))
        return FALSE;
      done += n_bytes + (feed != NULL);
    }
  if (done > 0)
    g_byte_array_remove_range (run->answers, 0, (guint) MIN (done, run->answers->len));
  if (run->answers->len <= MAX_LINE)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
               _ ("“%s” was stopped: line %u of its output is longer than %u MB."), name_of (run), run->n_lines + 1,
               (guint) (MAX_LINE >> 20));
  return FALSE;
}

static gboolean
hear (Run *run, GError **error)
{
  guint8 chunk[CHUNK];
  ssize_t n = read (run->out, chunk, sizeof chunk);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return TRUE;
  if (n <= 0)
    {
      run->out = -1;
      return take_lines (run, TRUE, error);
    }
  run->n_bytes += (gsize) n;
  if (run->n_bytes > run->limits->max_bytes)
    {
      g_autofree char *most = g_format_size_full (run->limits->max_bytes, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT, _ ("“%s” was stopped: it wrote more than %s."),
                   name_of (run), most);
      return FALSE;
    }
  g_byte_array_append (run->answers, chunk, (guint) n);
  return memchr (chunk, '\n', (gsize) n) == NULL && run->answers->len <= MAX_LINE ? TRUE : take_lines (run, FALSE, error);
}

static void
hear_complaint (Run *run)
{
  char chunk[4096];
  ssize_t n = read (run->err, chunk, sizeof chunk);

  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
    run->err = -1;
  if (n <= 0)
    return;
  g_string_append_len (run->complaint, chunk, n);
  if (run->complaint->len > MAX_COMPLAINT)
    g_string_erase (run->complaint, 0, (gssize) (run->complaint->len - MAX_COMPLAINT));
}

/* ---- until it ends ---- */

static gboolean
check_time (Run *run, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  if (now - run->started > (gint64) run->limits->total_ms * 1000)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                   _ ("“%s” was stopped: it took longer than %g seconds in all."), name_of (run),
                   run->limits->total_ms / 1000.0);
      return FALSE;
    }
  if (now - run->heard > (gint64) run->limits->silence_ms * 1000)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                   _ ("“%s” was stopped: it gave no answer for %g %s, with %u of %u documents answered."),
                   name_of (run), run->limits->silence_ms / 1000.0,
                   run->limits->silence_ms == 1000 ? "second" : "seconds",
                   run->n_asked - g_hash_table_size (run->waiting), run->n_asked);
      return FALSE;
    }
  return TRUE;
}

static gboolean
go_on (Run *run, GCancellable *cancellable, GError **error)
{
  GPollFD fds[4];
  guint n = 0;
  int in = -1, out = -1, err = -1;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !check_time (run, error))
    return FALSE;
  if (run->in >= 0)
    fds[in = (int) n++] = (GPollFD){ run->in, G_IO_OUT, 0 };
  if (run->out >= 0)
    fds[out = (int) n++] = (GPollFD){ run->out, G_IO_IN, 0 };
  if (run->err >= 0)
    fds[err = (int) n++] = (GPollFD){ run->err, G_IO_IN, 0 };
  g_poll (fds, n, TICK_MS);
  if (err >= 0 && fds[err].revents != 0)
    hear_complaint (run);
  /* Before it is heard: it may answer the first question without reading it. */
  if (in >= 0 && fds[in].revents != 0 && !ask (run, error))
    return FALSE;
  return out < 0 || fds[out].revents == 0 || hear (run, error);
}

/* The last line that it said on standard error. */
static char *
last_words (Run *run)
{
  g_autofree char *valid = NULL;
  char *feed;

  while (run->complaint->len > 0 && g_ascii_isspace (run->complaint->str[run->complaint->len - 1]))
    g_string_truncate (run->complaint, run->complaint->len - 1);
  if (run->complaint->len == 0)
    return g_strdup ("it said nothing about why");
  valid = g_utf8_make_valid (run->complaint->str, (gssize) run->complaint->len);
  feed = strrchr (valid, '\n');
  return g_strdup (feed != NULL ? feed + 1 : valid);
}

static gboolean
judge_end (Run *run, GError **error)
{
  g_autofree char *words = last_words (run);
  guint n_left = g_hash_table_size (run->waiting);

  if (g_subprocess_get_if_signaled (run->process))
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("“%s” was ended by signal %d: %s."), name_of (run),
                 g_subprocess_get_term_sig (run->process), words);
  else if (g_subprocess_get_exit_status (run->process) != 0)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("“%s” ended with status %d: %s."), name_of (run),
                 g_subprocess_get_exit_status (run->process), words);
  else if (n_left > 0)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                 _ ("“%s” ended, but %u of %u documents got no answer of use."), name_of (run), n_left, run->n_asked);
  else
    return TRUE;
  return FALSE;
}

/* It has closed its output; now it has to end, too. */
static gboolean
await_end (Run *run, GCancellable *cancellable, GError **error)
{
  const char *pid;

  close_input (run);
  while ((pid = g_subprocess_get_identifier (run->process)) != NULL)
    {
      siginfo_t about = { 0 };

      if (waitid (P_PID, (id_t) g_ascii_strtoll (pid, NULL, 10), &about, WEXITED | WNOHANG | WNOWAIT) != 0 || about.si_pid != 0)
        break;
      if (!go_on (run, cancellable, error))
        return FALSE;
    }
  g_subprocess_wait (run->process, NULL, NULL);
  return judge_end (run, error);
}

static gboolean
converse (Run *run, const char *const *argv, GCancellable *cancellable, GError **error)
{
  gboolean done = TRUE;

  if (!start (run, argv, error))
    return FALSE;
  run->started = run->heard = g_get_monotonic_time ();
  while (done && run->out >= 0)
    done = go_on (run, cancellable, error);
  done = done && await_end (run, cancellable, error);
  end_process (run);
  close_input (run);
  return done;
}

gboolean
postil_program_run (const char *const *argv, const PostilProgramLimits *limits, const PostilProgramClient *client, gpointer data,
                    PostilReport *report, GCancellable *cancellable, GError **error)
{
  const struct timespec now = { 0, 0 };
  sigset_t pipe, before;
  Run run = { .limits = limits, .client = client, .data = data, .report = report, .in = -1, .out = -1, .err = -1 };
  gboolean done;

  g_return_val_if_fail (argv != NULL && argv[0] != NULL, FALSE);

  run.source = postil_program_source (argv);
  run.answers = g_byte_array_new ();
  run.waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run.complaint = g_string_new (NULL);
  /* Writing to a program that has gone is an error like others, and no end of ours. */
  sigemptyset (&pipe);
  sigaddset (&pipe, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &pipe, &before);
  done = converse (&run, argv, cancellable, error);
  while (sigtimedwait (&pipe, NULL, &now) == SIGPIPE)
    ;
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  g_clear_object (&run.process);
  g_byte_array_unref (run.answers);
  g_hash_table_unref (run.waiting);
  g_string_free (run.complaint, TRUE);
  g_free (run.question);
  g_free (run.source);
  return done;
}
