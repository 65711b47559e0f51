/* suggest-stream.c - document JSON lines in, span JSON lines out, in the same order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "suggest-stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../exchange/json.h"
#include "../exchange/span-json.h"
#include "command.h"

/* One line on its way. The main thread reads and writes, a worker does what lies between. */
typedef struct
{
  char    *line;
  gsize    n_bytes;
  guint    number;
  GString *output;  /* filled in */
  char    *message; /* filled in when the line was refused */
  gboolean done;
} Job;

typedef struct
{
  PostilSuggestContext *context;
  const char *const *only;
  GMutex lock;
  GCond finished;
  GQueue jobs; /* Job, in order of line; @lock guards each one's done */
  guint n_refused;
} Stream;

static void
job_free (Job *job)
{
  free (job->line);
  if (job->output != NULL)
    g_string_free (job->output, TRUE);
  g_free (job->message);
  g_free (job);
}

/* Carriage returns become characters of the same size that the suggesters know, so that every offset stays what it was in
 * the text as given. */
static PostilText *
make_text (const char *given, gsize n_bytes, GError **error)
{
  g_autofree char *copy = g_memdup2 (given, n_bytes + 1);

  for (gsize i = 0; i < n_bytes; i++)
    if (copy[i] == '\r')
      copy[i] = copy[i + 1] == '\n' ? ' ' : '\n';
  return postil_text_new (copy, (gssize) n_bytes, error);
}

typedef struct
{
  PostilRange range;
  guint       index;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a, *second = b;
  int order = postil_range_compare (&first->range, &second->range);

  return order != 0 ? order : (first->index > second->index) - (first->index < second->index);
}

/* Proposals in reading order; @names gets, for each proposal's index, the number that its id will have. */
static GArray *
order_proposals (PostilAnalysis *analysis, guint *names)
{
  guint n = postil_analysis_get_n_proposals (analysis);
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (Place), n);

  for (guint i = 0; i < n; i++)
    {
      Place place = { postil_analysis_get_proposal (analysis, i)->range, i };

      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  for (guint i = 0; i < n; i++)
    names[g_array_index (places, Place, i).index] = i + 1;
  return places;
}

static void
append_proposals (GString *out, PostilAnalysis *analysis, const char *given)
{
  guint n = postil_analysis_get_n_proposals (analysis);
  g_autofree guint *names = g_new0 (guint, n + 1);
  g_autoptr (GArray) places = order_proposals (analysis, names);
  g_autoptr (GString) id = g_string_new ("s");

  g_string_append (out, "\"spans\":[");
  for (guint i = 0; i < n; i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, g_array_index (places, Place, i).index);
      PostilSpanJson span = {
        .text = postil_analysis_get_text (analysis),
        .given = given,
        .brief = TRUE,
        .range = proposal->range,
        .label = proposal->label,
        .state = "suggested",
        .source = proposal->source,
        .score = proposal->score,
        .reason = proposal->reason,
        .attributes = proposal->attributes,
      };

      g_string_truncate (id, 1);
      postil_json_append_integer (id, i + 1);
      span.id = id->str;
      if (i > 0)
        g_string_append_c (out, ',');
      postil_span_json_append (out, &span);
    }
  g_string_append (out, "],\"relations\":[");
  for (guint i = 0; i < postil_analysis_get_n_relations (analysis); i++)
    {
      const PostilProposedRelation *relation = postil_analysis_get_relation (analysis, i);

      g_string_append (out, i > 0 ? ",{\"type\":" : "{\"type\":");
      postil_json_append_string (out, relation->type, -1);
      g_string_append (out, ",\"head\":\"s");
      postil_json_append_integer (out, names[relation->head]);
      g_string_append (out, "\",\"tail\":\"s");
      postil_json_append_integer (out, names[relation->tail]);
      g_string_append (out, "\",\"state\":\"suggested\",\"score\":");
      postil_json_append_real (out, relation->score);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static PostilDocumentKind
read_kind (const json_t *object)
{
  const char *name = postil_json_get_string (json_object_get (object, "meta"), "kind");
  PostilDocumentKind kind = POSTIL_DOCUMENT_OTHER;

  if (name != NULL)
    postil_document_kind_from_string (name, &kind);
  return kind;
}

static gboolean
answer (Stream *self, Job *job, GError **error)
{
  g_autoptr (GString) lifted = NULL;
  g_autoptr (json_t) object = postil_json_parse_lifting (job->line, job->n_bytes, "text", &lifted, NULL, error);
  const json_t *content = json_object_get (object, "text");
  const json_t *id = json_object_get (object, "id");
  const char *given;
  g_autoptr (PostilText) text = NULL;
  g_autoptr (PostilAnalysis) analysis = NULL;

  if (object == NULL)
    return FALSE;
  if (!json_is_string (content))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
                   "A line needs to be an object with “text” (a string).");
      return FALSE;
    }
  given = lifted != NULL ? lifted->str : json_string_value (content);
  text = make_text (given, lifted != NULL ? lifted->len : json_string_length (content), error);
  if (text == NULL)
    return FALSE;
  analysis = postil_analysis_new (text, read_kind (object));
  if (!postil_suggest_run (self->context, analysis, self->only, NULL, error))
    return FALSE;
  job->output = g_string_new ("{");
  if (id != NULL)
    {
      g_string_append (job->output, "\"id\":");
      postil_json_append (job->output, id);
      g_string_append_c (job->output, ',');
    }
  append_proposals (job->output, analysis, given);
  g_string_append (job->output, "}\n");
  return TRUE;
}

static void
work (gpointer data, gpointer user_data)
{
  Job *job = data;
  Stream *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!answer (self, job, &error))
    job->message = g_strdup (error->message);
  g_mutex_lock (&self->lock);
  job->done = TRUE;
  g_cond_broadcast (&self->finished);
  g_mutex_unlock (&self->lock);
}

/* Takes the oldest line out, waiting for it. FALSE when standard output is gone. */
static gboolean
put_oldest (Stream *self)
{
  Job *job = g_queue_pop_head (&self->jobs);
  gboolean ok = TRUE;

  g_mutex_lock (&self->lock);
  while (!job->done)
    g_cond_wait (&self->finished, &self->lock);
  g_mutex_unlock (&self->lock);
  if (job->message != NULL)
    {
      fprintf (stderr, "<stdin>:%u: error: %s\n", job->number, job->message);
      self->n_refused++;
    }
  else
    ok = fwrite (job->output->str, 1, job->output->len, stdout) == job->output->len;
  job_free (job);
  return ok;
}

/* The next line that is not blank, as a job; NULL at the end. */
static Job *
read_job (guint *number)
{
  char *line = NULL;
  size_t capacity = 0;
  ssize_t n_bytes;

  while ((n_bytes = getline (&line, &capacity, stdin)) >= 0)
    {
      const char *start = line;
      Job *job;

      (*number)++;
      if (*number == 1 && g_str_has_prefix (line, "\xef\xbb\xbf"))
        {
          n_bytes -= 3;
          memmove (line, line + 3, (size_t) n_bytes + 1);
        }
      while (n_bytes > 0 && (line[n_bytes - 1] == '\n' || line[n_bytes - 1] == '\r'))
        n_bytes--;
      if ((ssize_t) strspn (start, " \t\r\n") >= n_bytes)
        continue;
      job = g_new0 (Job, 1);
      job->line = line;
      job->n_bytes = (gsize) n_bytes;
      job->number = *number;
      return job;
    }
  free (line);
  return NULL;
}

static void
pump (Stream *self, GThreadPool *pool, guint n_waiting)
{
  guint number = 0;
  Job *job;

  while ((job = read_job (&number)) != NULL)
    {
      g_queue_push_tail (&self->jobs, job);
      if (pool != NULL)
        g_thread_pool_push (pool, job, NULL);
      else
        work (job, self);
      if (self->jobs.length >= n_waiting && !put_oldest (self))
        break;
      /* Whoever reads us line by line waits for each one. */
      if (pool == NULL)
        fflush (stdout);
    }
  while (self->jobs.length > 0)
    put_oldest (self);
}

gboolean
postil_command_use_model (PostilSuggestContext *context, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = path != NULL ? postil_command_read_file (path, error) : NULL;

  if (path == NULL)
    return TRUE;
  if (bytes == NULL || !postil_suggest_context_set_model (context, bytes, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  return TRUE;
}

void
postil_command_tell_slow_rules (PostilSuggestContext *context)
{
  g_auto (GStrv) slow = postil_suggest_context_dup_slow_rules (context);

  for (guint i = 0; slow != NULL && slow[i] != NULL; i++)
    fprintf (stderr,
             "postilctl: warning: the rule %s took too long in a document and was left out from there on; make its "
             "repetitions narrower.\n",
             slow[i]);
}

int
postil_suggest_stream (const char *const *only, guint n_threads, const char *model)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (&error);
  Stream stream = { .context = context, .only = only, .jobs = G_QUEUE_INIT };
  GThreadPool *pool = NULL;

  if (context == NULL || !postil_command_use_model (context, model, &error))
    return postil_command_fail (error);
  g_mutex_init (&stream.lock);
  g_cond_init (&stream.finished);
  if (n_threads > 1)
    pool = g_thread_pool_new (work, &stream, (int) n_threads, FALSE, NULL);
  pump (&stream, pool, n_threads > 1 ? 2 * n_threads : 1);
  if (pool != NULL)
    g_thread_pool_free (pool, FALSE, TRUE);
  postil_command_tell_slow_rules (context);
  g_mutex_clear (&stream.lock);
  g_cond_clear (&stream.finished);
  if (ferror (stdin))
    {
      fprintf (stderr, "postilctl: error: Standard input cannot be read: %s.\n", g_strerror (errno));
      return POSTIL_EXIT_FAILED;
    }
  return stream.n_refused > 0 ? POSTIL_EXIT_REFUSED : POSTIL_EXIT_DONE;
}
