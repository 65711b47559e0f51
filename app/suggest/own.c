/* own.c - what a project's own decisions teach the suggesters: a learner of its labels, and words to find again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/learner.h>

#include <postil/label.h>
#include <postil/labels.h>
#include <postil/readings.h>
#include <postil/spans.h>

#include "context.h"

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

static gboolean
learn_document (PostilLearner *learner, PostilStore *store, PostilId id, const GArray *decisions, GError **error)
{
  g_autoptr (PostilDocument) document = postil_documents_get (store, id, error);
  g_auto (GStrv) done_by = document != NULL ? postil_readings_done_by (store, id, error) : NULL;
  g_autoptr (PostilAnalysis) analysis = NULL;

  if (done_by == NULL)
    return FALSE;
  analysis = postil_analysis_new (document->text, document->kind);
  postil_learner_add (learner, analysis, decisions, done_by[0] != NULL);
  return TRUE;
}

/* Spans come in order of document. */
static gboolean
learn_spans (PostilLearner *learner, PostilStore *store, const GPtrArray *spans, GHashTable *names,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) decisions = g_array_new (FALSE, FALSE, sizeof (PostilDecision));

  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
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
          (decisions->len > 0 && !learn_document (learner, store, span->document, decisions, error)))
        return FALSE;
      g_array_set_size (decisions, 0);
    }
  return TRUE;
}

static gboolean
learn_labels (PostilSuggestContext *context, PostilStore *store, const GPtrArray *labels, GCancellable *cancellable,
              GError **error)
{
  PostilSpanFilter filter = { .states = POSTIL_STATES (POSTIL_STATE_KEPT) | POSTIL_STATES (POSTIL_STATE_REJECTED),
                              .without_structure = TRUE };
  g_autoptr (GHashTable) names = names_of (labels, 1u << POSTIL_LABEL_ACT);
  g_autoptr (GPtrArray) spans = postil_spans_list (store, &filter, error);
  g_autoptr (PostilLearner) learner = NULL;
  g_autoptr (PostilLearned) learned = NULL;
  g_autoptr (GError) local_error = NULL;

  if (spans == NULL)
    return FALSE;
  learner = postil_learner_new (context);
  if (!learn_spans (learner, store, spans, names, cancellable, error))
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
  GPtrArray *kept;

  if (labels == NULL || !learn_labels (self, store, labels, cancellable, error))
    return FALSE;
  kept = postil_spans_kept_words (store, error);
  if (kept == NULL)
    return FALSE;
  names = names_of (labels, 1u << POSTIL_LABEL_ACT | 1u << POSTIL_LABEL_ENTITY);
  postil_suggest_context_set_echo (self, postil_echo_new (kept, names));
  return TRUE;
}
