/* examples.c - collects decided clauses for the learner, document by document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "learner-private.h"

#include "context.h"

#define PROJECT_BITS 16

static void
examples_free (PostilExamples *self)
{
  g_array_unref (self->examples);
  g_array_unref (self->slots);
  g_array_unref (self->base);
  g_free (self);
}

PostilLearner *
postil_learner_new_with (PostilSuggestContext *context, guint bits, gboolean with_rules)
{
  PostilLearner *self = g_new0 (PostilLearner, 1);

  self->context = postil_suggest_context_ref (context);
  self->bits = bits;
  self->with_rules = with_rules;
  self->labels = g_ptr_array_new ();
  self->documents = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) examples_free);
  return self;
}

PostilLearner *
postil_learner_new (PostilSuggestContext *context)
{
  PostilLearner *self = postil_learner_new_with (context, PROJECT_BITS, FALSE);
  PostilLearned *base = postil_suggest_context_get_acts (context);

  self->base = base != NULL ? postil_learned_ref (base) : NULL;
  return self;
}

void
postil_learner_free (PostilLearner *self)
{
  postil_suggest_context_unref (self->context);
  g_clear_pointer (&self->base, postil_learned_unref);
  g_ptr_array_unref (self->labels);
  g_hash_table_unref (self->documents);
  g_free (self);
}

guint
postil_learner_get_n_examples (const PostilLearner *self)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->documents);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += ((PostilExamples *) value)->examples->len;
  return n;
}

guint
postil_learner_get_n_readings (const PostilLearner *self)
{
  return self->n_readings;
}

static int
compare_documents (gconstpointer a, gconstpointer b)
{
  const PostilExamples *first = *(PostilExamples *const *) a, *second = *(PostilExamples *const *) b;

  return (first->id > second->id) - (first->id < second->id);
}

GPtrArray *
postil_learner_sorted (PostilLearner *self)
{
  GPtrArray *documents = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->documents);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (documents, value);
  g_ptr_array_sort (documents, compare_documents);
  return documents;
}

/* The bit of a label; 0 when there are too many. */
static guint64
label_bit (PostilLearner *self, const char *label)
{
  guint index;

  if (!g_ptr_array_find (self->labels, label, &index))
    {
      index = self->labels->len;
      if (index >= POSTIL_LEARNER_MAX_LABELS)
        return 0;
      g_ptr_array_add (self->labels, (gpointer) label);
    }
  return G_GUINT64_CONSTANT (1) << index;
}

/* A decision is about the clauses of which it covers half, or which cover half of it. */
static gboolean
is_about (PostilRange decision, PostilRange clause)
{
  guint32 start = MAX (decision.start, clause.start);
  guint32 stop = MIN (decision.stop, clause.stop);

  return start < stop && (guint64) (stop - start) * 2 >= MIN (postil_range_length (decision), postil_range_length (clause));
}

/* What is decided about a clause; @last becomes TRUE when no decision reaches beyond it. */
static PostilExample
decided_about (PostilLearner *self, PostilRange clause, const GArray *decisions, gboolean *last)
{
  PostilExample example = { 0 };

  *last = TRUE;
  for (guint d = 0; d < decisions->len; d++)
    {
      const PostilDecision *decision = &g_array_index (decisions, PostilDecision, d);

      *last = *last && decision->range.stop <= clause.stop;
      if (!is_about (decision->range, clause))
        continue;
      if (decision->positive)
        example.positive |= label_bit (self, decision->label);
      else
        example.negative |= label_bit (self, decision->label);
    }
  return example;
}

/* The labels that rules propose for a clause. */
static guint64
ruled_labels (PostilLearner *self, PostilAnalysis *analysis, PostilRange clause)
{
  guint64 ruled = 0;

  for (guint l = 0; l < self->labels->len; l++)
    {
      g_autoptr (GArray) hits = postil_analysis_find (analysis, clause, g_ptr_array_index (self->labels, l));

      for (guint h = 0; h < hits->len; h++)
        {
          const PostilProposal *hit = postil_analysis_get_proposal (analysis, g_array_index (hits, guint, h));

          if (g_str_has_prefix (hit->source, "rules/") && is_about (hit->range, clause))
            ruled |= G_GUINT64_CONSTANT (1) << l;
        }
    }
  return ruled;
}

static void
add_example (PostilLearner *self, const PostilClauseWords *words, guint clause, PostilExample example, GArray *features,
             PostilExamples *document)
{
  const PostilClause *at = &g_array_index (words->clauses, PostilClause, clause);

  postil_clause_features (words, clause, self->with_rules, features);
  example.first = document->slots->len;
  example.n = features->len;
  example.standing = (PostilStanding){ at->sentence_first, at->in_post };
  if (self->with_rules)
    example.ruled = ruled_labels (self, words->analysis, at->range);
  for (guint f = 0; f < features->len; f++)
    {
      guint32 slot = postil_learned_slot (g_array_index (features, PostilFeature, f).hash, self->bits);

      g_array_append_val (document->slots, slot);
    }
  if (self->base != NULL)
    {
      guint n = postil_learned_get_n_labels (self->base);
      float said[POSTIL_LEARNER_MAX_LABELS];

      postil_learned_said (self->base, features, said);
      g_array_append_vals (document->base, said, n);
    }
  g_array_append_val (document->examples, example);
}

static PostilExamples *
examples_new (gint64 id, guint64 print, gboolean complete)
{
  PostilExamples *self = g_new0 (PostilExamples, 1);

  self->id = id;
  self->print = print;
  self->complete = complete;
  self->examples = g_array_new (FALSE, FALSE, sizeof (PostilExample));
  self->slots = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->base = g_array_new (FALSE, FALSE, sizeof (float));
  return self;
}

void
postil_learner_set (PostilLearner *self, gint64 id, guint64 print, PostilAnalysis *analysis, const GArray *decisions,
                    gboolean complete)
{
  g_autoptr (PostilClauseWords) words =
      postil_clause_words_new (postil_suggest_context_get_lexicon (self->context), analysis);
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (PostilFeature));
  PostilExamples *document = examples_new (id, print, complete);
  gboolean last = FALSE;

  if (self->with_rules)
    postil_clause_words_leave_attributions (words);
  for (guint c = 0; c < words->clauses->len && !(last && !complete); c++)
    {
      PostilRange clause = g_array_index (words->clauses, PostilClause, c).range;
      PostilExample example = decided_about (self, clause, decisions, &last);

      document->labels |= example.positive | example.negative;
      add_example (self, words, c, example, features, document);
    }
  g_hash_table_replace (self->documents, &document->id, document);
  self->n_readings++;
}

void
postil_learner_add (PostilLearner *self, PostilAnalysis *analysis, const GArray *decisions, gboolean complete)
{
  postil_learner_set (self, ++self->last, 0, analysis, decisions, complete);
}

gboolean
postil_learner_needs (PostilLearner *self, gint64 id, guint64 print)
{
  const PostilExamples *known = g_hash_table_lookup (self->documents, &id);

  return known == NULL || known->print != print;
}

void
postil_learner_retain (PostilLearner *self, GHashTable *ids)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->documents);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (ids, key))
      {
        g_hash_table_iter_remove (&iter);
        self->n_readings++;
      }
}
