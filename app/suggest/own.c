/* own.c - what a project's own decisions teach the suggesters: a learner of its labels, and words to find again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/label.h>
#include <postil/labels.h>
#include <postil/readings.h>
#include <postil/spans.h>

#include "context.h"
#include "fingerprint.h"
#include "learner-private.h"

/* Labels whose kept spans are as long as this on average, in code points, are about clauses and not about names. */
#define CLAUSE_LENGTH 18
/* So many documents in which nothing was found say enough. */
#define MAX_PLAIN 1000

/* Label id (gint64 *) -> name, of the labels of @kinds (bits). */
static GHashTable *
names_of (const GPtrArray *labels, guint kinds)
{
  GHashTable *names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (!label->archived && (kinds >> label->kind & 1) != 0)
        g_hash_table_insert (names, g_memdup2 (&label->id, sizeof label->id), g_strdup (label->name));
    }
  return names;
}

/* ---- which labels are about clauses ---- */

typedef struct
{
  guint   n_kept;
  guint64 length;
} Habit;

static gboolean
is_default (const GPtrArray *defaults, const char *name)
{
  for (guint i = 0; i < defaults->len; i++)
    if (g_str_equal (((const PostilLabel *) g_ptr_array_index (defaults, i))->name, name))
      return TRUE;
  return FALSE;
}

/* Label id -> name: acts, and whatever somebody made up and uses for whole clauses, of whatever kind it was made. */
static GHashTable *
names_of_clauses (const GPtrArray *labels, const GPtrArray *spans)
{
  g_autoptr (GHashTable) habits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GPtrArray) defaults = postil_label_default_set ();
  GHashTable *names = names_of (labels, 1u << POSTIL_LABEL_ACT | 1u << POSTIL_LABEL_QUOTE | 1u << POSTIL_LABEL_ENTITY);

  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      Habit *habit = g_hash_table_lookup (habits, &span->label);

      if (habit == NULL)
        {
          habit = g_new0 (Habit, 1);
          g_hash_table_insert (habits, g_memdup2 (&span->label, sizeof span->label), habit);
        }
      habit->n_kept++;
      habit->length += postil_range_length (span->range);
    }
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      const Habit *habit = g_hash_table_lookup (habits, &label->id);

      if (label->kind != POSTIL_LABEL_ACT && (habit == NULL || habit->length < CLAUSE_LENGTH * (guint64) habit->n_kept || is_default (defaults, label->name)))
        g_hash_table_remove (names, &label->id);
    }
  return names;
}

/* ---- one document ---- */

static guint64
mix (guint64 print, guint64 value)
{
  return (print ^ value) * G_GUINT64_CONSTANT (0x100000001b3);
}

/* Of what the decisions are and whether the document was read to its end: when it is the same, nothing needs to be read again. */
static guint64
print_of (const GArray *decisions, gboolean complete)
{
  guint64 print = mix (G_GUINT64_CONSTANT (0xcbf29ce484222325), complete ? 2 : 1);

  for (guint i = 0; i < decisions->len; i++)
    {
      const PostilDecision *decision = &g_array_index (decisions, PostilDecision, i);

      print = mix (print, (guint64) decision->range.start << 32 | decision->range.stop);
      print = mix (print, g_str_hash (decision->label));
      print = mix (print, decision->positive ? 3 : 5);
    }
  return print;
}

static gboolean
learn_document (PostilLearner *learner, PostilStore *store, PostilId id, const GArray *decisions, GCancellable *cancellable,
                GError **error)
{
  static const char *const only[] = { "structure", "quotes", NULL };
  g_auto (GStrv) done_by = postil_readings_done_by (store, id, error);
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (PostilAnalysis) analysis = NULL;
  guint64 print;

  if (done_by == NULL)
    return FALSE;
  print = print_of (decisions, done_by[0] != NULL);
  if (!postil_learner_needs (learner, id, print))
    return TRUE;
  document = postil_documents_get (store, id, error);
  if (document == NULL)
    return FALSE;
  analysis = postil_analysis_new (document->text, document->kind);
  /* What a clause is told by has to be there when it is learned as when it is judged. */
  if (!postil_suggest_run (learner->context, analysis, only, cancellable, error))
    return FALSE;
  postil_learner_set (learner, id, print, analysis, decisions, done_by[0] != NULL);
  return TRUE;
}

/* Documents that were read to their end and have nothing of what is learned: every clause speaks against it. Adds them to @ids. */
static gboolean
learn_plain (PostilLearner *learner, PostilStore *store, const GArray *done, GHashTable *ids, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (PostilDecision));
  guint n = 0;

  for (guint i = 0; i < done->len && n < MAX_PLAIN; i++)
    {
      PostilId *id = &g_array_index (done, PostilId, i);

      if (g_hash_table_contains (ids, id))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !learn_document (learner, store, *id, none, cancellable, error))
        return FALSE;
      g_hash_table_add (ids, id);
      n++;
    }
  return TRUE;
}

/* Spans come in order of document. */
static gboolean
learn_spans (PostilLearner *learner, PostilStore *store, const GPtrArray *spans, GHashTable *names,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) done = postil_readings_all_done (store, error);
  g_autoptr (GArray) decisions = g_array_new (FALSE, FALSE, sizeof (PostilDecision));
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (done == NULL)
    return FALSE;
  for (guint i = 0; i < spans->len; i++)
    {
      PostilSpan *span = g_ptr_array_index (spans, i);
      const PostilSpan *next = i + 1 < spans->len ? g_ptr_array_index (spans, i + 1) : NULL;
      const char *name = g_hash_table_lookup (names, &span->label);
      PostilDecision decision = { span->range, NULL, span->state == POSTIL_STATE_KEPT };

      if (name != NULL)
        {
          decision.label = g_intern_string (name);
          g_array_append_val (decisions, decision);
        }
      if (next != NULL && next->document == span->document)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (decisions->len > 0 && !learn_document (learner, store, span->document, decisions, cancellable, error)))
        return FALSE;
      if (decisions->len > 0)
        g_hash_table_add (ids, &span->document);
      g_array_set_size (decisions, 0);
    }
  /* Where nothing was decided about any label there is nothing to learn yet. */
  if (g_hash_table_size (ids) > 0 && !learn_plain (learner, store, done, ids, cancellable, error))
    return FALSE;
  postil_learner_retain (learner, ids);
  return TRUE;
}

gboolean
postil_learner_read (PostilLearner *self, PostilStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, error);
  g_autoptr (GPtrArray) spans = labels != NULL ? postil_spans_decided (store, error) : NULL;
  g_autoptr (GHashTable) names = NULL;

  if (spans == NULL)
    return FALSE;
  names = names_of_clauses (labels, spans);
  return learn_spans (self, store, spans, names, cancellable, error);
}

static gboolean
learn_labels (PostilSuggestContext *context, PostilStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilLearner) learner = postil_learner_new (context);
  g_autoptr (PostilLearned) learned = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!postil_learner_read (learner, store, cancellable, error))
    return FALSE;
  learned = postil_learner_run (learner, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  postil_suggest_context_set_learned (context, learned);
  return TRUE;
}

gboolean
postil_suggest_context_learn (PostilSuggestContext *self, PostilStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, error);
  g_autoptr (GHashTable) names = NULL;
  guint64 prints[2] = { postil_print_program (), 0 };
  GPtrArray *kept;

  if (labels == NULL || !postil_print_project (store, &prints[1], error) || !learn_labels (self, store, cancellable, error))
    return FALSE;
  kept = postil_spans_kept_words (store, error);
  if (kept == NULL)
    return FALSE;
  postil_suggest_context_set_print (self, postil_print_mix (0, prints, sizeof prints));
  names = names_of (labels, 1u << POSTIL_LABEL_ACT | 1u << POSTIL_LABEL_ENTITY);
  postil_suggest_context_set_echo (self, postil_echo_new (kept, names));
  return TRUE;
}
