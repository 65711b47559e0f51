/* fingerprint.c - what the proposals for a document rest on, so that a run can leave out what it would only repeat
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One number for each suggester, kept with the document as a JSON object. The text counts, the document's kind, which of its lines
 * other documents have, what was decided in it, the program's rules, lists and models, and the weights and labels that the project
 * has put aside; for "acts" and "learner" also what was learned in the project, for "echo" those tagged words that stand in it.
 */
#include "fingerprint.h"

#include <jansson.h>
#include <string.h>

#include <postil/error.h>
#include <postil/labels.h>
#include <postil/ledger.h>
#include <postil/spans.h>

#include "../resource.h"

/* Raise it when the code proposes something else for the same text: projects are then read anew. */
#define REVISION 9

#define REPEATS "repeats"

guint64
postil_print_mix (guint64 print, gconstpointer data, gsize n_bytes)
{
  const guint8 *bytes = data;
  guint64 word = 0;

  for (; n_bytes >= sizeof word; bytes += sizeof word, n_bytes -= sizeof word)
    {
      memcpy (&word, bytes, sizeof word);
      print = (print ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      print ^= print >> 29;
    }
  word = 0;
  memcpy (&word, bytes, n_bytes);
  print = (print ^ word ^ (guint64) n_bytes << 56) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return print ^ print >> 32;
}

static guint64
mix_number (guint64 print, guint64 number)
{
  return postil_print_mix (print, &number, sizeof number);
}

static guint64
mix_string (guint64 print, const char *string)
{
  return postil_print_mix (print, string, strlen (string));
}

static guint64
mix_folder (guint64 print, const char *folder)
{
  g_auto (GStrv) names = postil_resource_list (folder);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", names[i], NULL);
      g_autoptr (GBytes) bytes = NULL;
      gsize n_bytes;
      const void *data;

      if (g_str_has_suffix (names[i], "/"))
        {
          path[strlen (path) - 1] = '\0';
          print = mix_folder (print, path);
          continue;
        }
      bytes = postil_resource_load (path);
      data = g_bytes_get_data (bytes, &n_bytes);
      print = postil_print_mix (mix_string (print, path), data, n_bytes);
    }
  return print;
}

guint64
postil_print_program (void)
{
  static const char *const folders[] = { "rules", "lexicon", "models", "gazetteers" };
  guint64 print = mix_number (mix_string (0, POSTIL_VERSION), REVISION);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    print = mix_folder (print, folders[i]);
  return print;
}

gboolean
postil_print_project (PostilStore *store, guint64 *print, GError **error)
{
  g_autoptr (GPtrArray) sources = postil_source_list (store, error);
  g_autoptr (GPtrArray) labels = sources != NULL ? postil_labels_list (store, TRUE, error) : NULL;

  if (labels == NULL)
    return FALSE;
  *print = 0;
  for (guint i = 0; i < sources->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (sources, i);
      double weight = postil_ledger_get_weight (store, source->name);

      if (weight < 1)
        *print = postil_print_mix (mix_string (*print, source->name), &weight, sizeof weight);
    }
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->archived)
        *print = mix_string (*print, label->name);
    }
  return TRUE;
}

/* Which lines other documents have, too, decides what is the site's own. */
static guint64
mix_lines (guint64 print, PostilSuggestContext *context, PostilText *text)
{
  gsize n_bytes;
  const char *at = postil_text_get_utf8 (text, &n_bytes);
  const char *end = at + n_bytes;
  guint number = 0;

  for (; at < end; number++)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      const char *stop = newline != NULL ? newline : end;

      if (postil_suggest_context_line_count (context, at, (gsize) (stop - at)) >= POSTIL_LINE_SEEN_OFTEN)
        print = mix_number (print, number);
      at = stop + 1;
    }
  return print;
}

/* What was decided in the document is left alone by a run, and what was removed there may be proposed again. */
static gboolean
mix_decisions (PostilStore *store, PostilId document, guint64 *print, GError **error)
{
  PostilSpanFilter filter = { .document = document,
                              .states = POSTIL_STATES (POSTIL_STATE_KEPT) | POSTIL_STATES (POSTIL_STATE_REJECTED) };
  g_autoptr (GPtrArray) spans = postil_spans_list (store, &filter, error);

  if (spans == NULL)
    return FALSE;
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      guint64 parts[3] = { (guint64) span->range.start << 32 | span->range.stop, (guint64) span->label, span->state };

      *print = postil_print_mix (*print, parts, sizeof parts);
    }
  return TRUE;
}

/* Fills @fresh with the number of every suggester that a run of @only would need. */
static gboolean
take_prints (PostilSuggestContext *context, PostilStore *store, PostilId document, PostilAnalysis *analysis,
             const char *const *only, json_t *fresh, GError **error)
{
  PostilText *text = postil_analysis_get_text (analysis);
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (text, &n_bytes);
  guint64 common = postil_print_mix (postil_suggest_context_get_print (context), utf8, n_bytes);

  common = mix_lines (mix_number (common, postil_analysis_get_kind (analysis)), context, text);
  if (!mix_decisions (store, document, &common, error))
    return FALSE;
  for (const PostilSuggester *row = postil_suggesters (); row->name != NULL; row++)
    {
      const PostilEcho *echo = postil_suggest_context_get_echo (context);
      guint64 print = common;
      char number[17];

      if (!postil_suggester_is_wanted (row->name, only))
        continue;
      if (g_str_equal (row->name, "acts") || g_str_equal (row->name, "learner"))
        print = mix_number (print, postil_suggest_context_get_acts_print (context));
      if (g_str_equal (row->name, "echo") && echo != NULL)
        print = mix_number (print, postil_echo_print (echo, analysis));
      g_snprintf (number, sizeof number, "%016" G_GINT64_MODIFIER "x", print);
      json_object_set_new (fresh, row->name, json_string (number));
    }
  return TRUE;
}

static json_t *
read_object (const char *json)
{
  json_t *object = json_loads (json, 0, NULL);

  if (json_is_object (object))
    return object;
  json_decref (object);
  return json_object ();
}

/* For the store: jansson takes its memory from malloc, others from GLib. */
static char *
write_object (const json_t *object)
{
  char *json = json_dumps (object, JSON_COMPACT);
  char *copy = g_strdup (json);

  free (json);
  return copy;
}

gboolean
postil_suggest_fingerprint (PostilSuggestContext *context, PostilStore *store, PostilId document, PostilAnalysis *analysis,
                            const char *const *only, gboolean all, char **fingerprints, GError **error)
{
  g_autofree char *before = postil_fingerprints_get (store, document, error);
  json_t *stored = before != NULL ? read_object (before) : NULL;
  json_t *fresh = json_object ();
  gboolean current = !all;
  gboolean done = stored != NULL && take_prints (context, store, document, analysis, only, fresh, error);
  const char *name;
  json_t *print;

  *fingerprints = NULL;
  if (done)
    {
      json_object_foreach (fresh, name, print)
        current = current && json_equal (print, json_object_get (stored, name));
      if (!current)
        {
          json_object_update (stored, fresh);
          /* What it says may be said elsewhere now, or no more. */
          json_object_del (stored, REPEATS);
          *fingerprints = write_object (stored);
        }
    }
  json_decref (fresh);
  json_decref (stored);
  return done;
}

GArray *
postil_suggest_repeats_missing (PostilStore *store, const GArray *documents)
{
  GArray *missing = g_array_new (FALSE, FALSE, sizeof (PostilId));

  for (guint i = 0; i < documents->len; i++)
    {
      PostilId document = g_array_index (documents, PostilId, i);
      g_autofree char *stored = postil_fingerprints_get (store, document, NULL);
      json_t *object = read_object (stored != NULL ? stored : "{}");

      if (json_object_get (object, REPEATS) == NULL)
        g_array_append_val (missing, document);
      json_decref (object);
    }
  return missing;
}

gboolean
postil_suggest_set_repeats_sought (PostilStore *store, const GArray *documents, GError **error)
{
  for (guint i = 0; i < documents->len; i++)
    {
      PostilId document = g_array_index (documents, PostilId, i);
      g_autofree char *stored = postil_fingerprints_get (store, document, error);
      g_autofree char *written = NULL;
      json_t *object;

      if (stored == NULL)
        return FALSE;
      /* It may have been removed meanwhile. */
      if (g_str_equal (stored, "{}"))
        continue;
      object = read_object (stored);
      json_object_set_new (object, REPEATS, json_true ());
      written = write_object (object);
      json_decref (object);
      if (!postil_fingerprints_set (store, document, written, error))
        return FALSE;
    }
  return TRUE;
}
