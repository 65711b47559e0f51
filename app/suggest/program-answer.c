/* program-answer.c - one line that a program answered, made into proposals or complaints
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "program-answer.h"

#include <glib/gi18n.h>
#include <jansson.h>
#include <string.h>

#include <postil/error.h>
#include <postil/label.h>

#define MAX_SHOWN 40 /* code points of a quote in a complaint */
#define LABEL_MAX 200

static void
release (json_t *value)
{
  json_decref (value);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, release)

char *
postil_program_question (const PostilDocument *document)
{
  g_autoptr (json_t) line = NULL;
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (document->text, &n_bytes);
  char *dumped;
  char *copy;

  line = json_pack ("{s:s, s:s%, s:{s:s, s:s}}", "id", document->key, "text", utf8, n_bytes, "meta", "kind",
                    postil_document_kind_to_string (document->kind), "title",
                    document->title != NULL ? document->title : "");
  dumped = json_dumps (line, JSON_COMPACT);
  copy = g_strconcat (dumped, "\n", NULL);
  free (dumped);
  return copy;
}

/* The beginning of @words, for a message. */
static char *
shown (const char *words)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (words, -1) <= MAX_SHOWN)
    return g_strdup (words);
  start = g_utf8_substring (words, 0, MAX_SHOWN);
  return g_strconcat (start, "…", NULL);
}

static gboolean
read_range (const json_t *span, PostilText *text, PostilRange *range, char **complaint)
{
  const json_t *start = json_object_get (span, "start");
  const json_t *end = json_object_get (span, "end");
  guint32 length = postil_text_get_length (text);

  if (!json_is_integer (start) || !json_is_integer (end))
    {
      *complaint = g_strdup (_ ("needs “start” and “end”, whole numbers of code points"));
      return FALSE;
    }
  if (json_integer_value (start) < 0 || json_integer_value (end) > (json_int_t) length ||
      json_integer_value (start) >= json_integer_value (end))
    {
      *complaint = g_strdup_printf (_ ("has the place %lld to %lld, but the document's text goes from 0 to %u"),
                                    json_integer_value (start), json_integer_value (end), length);
      return FALSE;
    }
  *range = POSTIL_RANGE ((guint32) json_integer_value (start), (guint32) json_integer_value (end));
  return TRUE;
}

static gboolean
check_words (const json_t *span, PostilText *text, PostilRange range, char **complaint)
{
  const char *words = json_string_value (json_object_get (span, "text"));
  g_autofree char *there = NULL;
  g_autofree char *said = NULL;
  g_autofree char *stands = NULL;

  if (words == NULL)
    return TRUE;
  there = postil_text_slice (text, range);
  if (g_str_equal (there, words))
    return TRUE;
  said = shown (words);
  stands = shown (there);
  *complaint = g_strdup_printf (_ ("says “%s”, but from %u to %u stands “%s” (offsets count code points)"), said,
                                range.start, range.stop, stands);
  return FALSE;
}

/* It becomes one of the project's labels, so that it has to be one that a person can live with. NULL: it is, else what is wrong. */
static char *
check_label (const char *label)
{
  g_autoptr (GError) error = NULL;
  gsize n;

  if (label == NULL)
    return g_strdup (_ ("needs a “label”, a string"));
  if (g_utf8_strlen (label, -1) > LABEL_MAX)
    return g_strdup_printf (_ ("has a label of more than %d characters"), LABEL_MAX);
  if (postil_label_check_name (label, &error))
    return NULL;
  /* A full stop follows. */
  n = strlen (error->message);
  if (n > 0 && error->message[n - 1] == '.')
    error->message[n - 1] = '\0';
  return g_strdup_printf (_ ("has no usable label: %s"), error->message);
}

/* FALSE with what is wrong with it. */
static gboolean
propose (PostilAnalysis *analysis, const json_t *span, const char *source, char **complaint)
{
  PostilText *text = postil_analysis_get_text (analysis);
  const char *label = json_string_value (json_object_get (span, "label"));
  const char *given = json_string_value (json_object_get (span, "reason"));
  const json_t *score = json_object_get (span, "score");
  g_autofree char *reason = NULL;
  PostilRange range;

  if (!json_is_object (span))
    {
      *complaint = g_strdup (_ ("is no object"));
      return FALSE;
    }
  if (!read_range (span, text, &range, complaint) || !check_words (span, text, range, complaint))
    return FALSE;
  *complaint = check_label (label);
  if (*complaint != NULL)
    return FALSE;
  if (score != NULL && !(json_is_number (score) && json_number_value (score) >= 0 && json_number_value (score) <= 1))
    {
      *complaint = g_strdup (_ ("has a “score” that is no number from 0 to 1"));
      return FALSE;
    }
  reason = given != NULL && *given != '\0' ? g_strdup (given) : g_strdup_printf ("Proposed by %s", source + strlen ("command/"));
  postil_analysis_propose (analysis, range, label, score != NULL ? json_number_value (score) : 0.5, POSTIL_SOURCE_COMMAND, source,
                           reason, NULL);
  return TRUE;
}

static void
propose_all (PostilAnalysis *analysis, const json_t *spans, const char *source, PostilReport *report, const char *file, guint number)
{
  const json_t *span;
  size_t i;

  json_array_foreach (spans, i, span)
    {
      g_autofree char *complaint = NULL;

      if (propose (analysis, span, source, &complaint))
        continue;
      report->refused++;
      postil_report_add (report, POSTIL_REPORT_ERROR, file, number, _ ("Span %zu %s."), i + 1, complaint);
    }
}

PostilAnalysis *
postil_program_answer (const char *line, gsize n_bytes, guint number, const char *source, const PostilProgramClient *client,
                       gpointer data, PostilReport *report, char **key)
{
  const char *file = source + strlen ("command/");
  json_error_t problem;
  g_autoptr (json_t) answer = json_loadb (line, n_bytes, 0, &problem);
  const char *id = json_string_value (json_object_get (answer, "id"));
  const json_t *spans = json_object_get (answer, "spans");
  g_autoptr (PostilAnalysis) analysis = NULL;

  report->refused++; /* until shown otherwise */
  if (answer == NULL)
    {
      g_autofree char *text = g_utf8_make_valid (problem.text, -1);

      postil_report_add (report, POSTIL_REPORT_ERROR, file, number, _ ("This is no JSON: %s."), text);
      return NULL;
    }
  if (id == NULL || !(spans == NULL || json_is_array (spans)))
    {
      postil_report_add (report, POSTIL_REPORT_ERROR, file, number,
                         _ ("An answer needs to be an object with “id” (a string) and “spans” (an array)."));
      return NULL;
    }
  analysis = client->find (id, data);
  if (analysis == NULL)
    {
      g_autofree char *name = shown (id);

      postil_report_add (report, POSTIL_REPORT_ERROR, file, number, _ ("“%s” is no document that waits for an answer."),
                         name);
      return NULL;
    }
  report->refused--;
  propose_all (analysis, spans, source, report, file, number);
  postil_analysis_mark_run (analysis, source);
  *key = g_strdup (id);
  return g_steal_pointer (&analysis);
}
