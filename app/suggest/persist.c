/* persist.c - writes proposals into the project without stepping on anybody's decision
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/suggester.h>

#include <string.h>

#include <postil/history.h>
#include <postil/label.h>
#include <postil/labels.h>
#include <postil/ledger.h>
#include <postil/relations.h>
#include <postil/spans.h>

#include "analysis.h"

/* What one call works with. */
typedef struct
{
  PostilStore    *store;
  PostilId        document;
  PostilAnalysis *analysis;
  GPtrArray      *sources;   /* names, or beginnings before a "/", of the sources that ran */
  GPtrArray      *spans;     /* PostilSpan: all of the document as they were, whatever their state */
  GPtrArray *changed; /* PostilSpan: those of them whose edges or label somebody changed, as they were proposed */
  GHashTable     *by_place;  /* PostilSpan -> itself: same label and range */
  GHashTable     *standing;  /* label id -> GPtrArray of PostilSpan that are decided, or suggested by others, in order of start */
  GHashTable *acts;          /* label id -> GArray of Reach: acts that are decided, in order of start */
  GHashTable     *moved;     /* "start-stop source" of decided spans: a relabelled suggestion is still decided */
  GHashTable     *ids;       /* source id -> name */
  GHashTable     *source_of; /* name -> source id, 0 when not in the project yet */
  GHashTable     *weights;   /* interned source -> double *: from the ledger */
  GHashTable     *label_of;  /* interned name -> label id */
  GHashTable     *kept_by;   /* ids of spans that this run proposes again */
  GPtrArray      *defaults;  /* PostilLabel, to know the kind of a label that is new */
  guint           n_new;
} Run;

/* The acts up to one that starts there reach as far as that. */
typedef struct
{
  guint32 start;
  guint32 stop;
} Reach;

static gint64 *
boxed (gint64 value)
{
  return g_memdup2 (&value, sizeof value);
}

static guint
place_hash (gconstpointer data)
{
  const PostilSpan *span = data;
  guint64 value = ((guint64) span->range.start << 32 | span->range.stop) ^ (guint64) span->label;

  value *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  return (guint) (value >> 32);
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  const PostilSpan *first = a;
  const PostilSpan *second = b;

  return first->label == second->label && postil_range_equal (first->range, second->range) &&
         (first->parts == NULL) == (second->parts == NULL);
}

static gboolean
source_ran (Run *run, const char *name)
{
  for (guint i = 0; name != NULL && i < run->sources->len; i++)
    {
      const char *prefix = g_ptr_array_index (run->sources, i);
      gsize length = strlen (prefix);

      if (strncmp (name, prefix, length) == 0 && (name[length] == '\0' || name[length] == '/'))
        return TRUE;
    }
  return FALSE;
}

static void
add_suggester (GPtrArray *sources, PostilAnalysis *analysis, const PostilSuggester *suggester)
{
  for (guint i = 0; suggester->sources != NULL && suggester->sources[i] != NULL; i++)
    g_ptr_array_add (sources, (gpointer) suggester->sources[i]);
  for (guint i = 0; suggester->needs != NULL && suggester->needs[i] != NULL; i++)
    {
      const PostilSuggester *needed = postil_suggester_find (suggester->needs[i]);

      /* What was not looked for is not replaced. */
      if (needed != NULL && postil_analysis_has_run (analysis, needed->name))
        add_suggester (sources, analysis, needed);
    }
}

static void
find_sources (Run *run, const char *const *only)
{
  for (const PostilSuggester *row = postil_suggesters (); row->name != NULL; row++)
    {
      if (postil_analysis_has_run (run->analysis, row->name) && (only == NULL || g_strv_contains (only, row->name)))
        add_suggester (run->sources, run->analysis, row);
    }
  /* A program of somebody's own replaces what it proposed itself. */
  for (guint i = 0; i < postil_analysis_get_ran (run->analysis)->len; i++)
    {
      const char *name = g_ptr_array_index (postil_analysis_get_ran (run->analysis), i);

      if (g_str_has_prefix (name, "command/"))
        g_ptr_array_add (run->sources, (gpointer) name);
    }
}

static char *
moved_key (PostilRange range, const char *source)
{
  return g_strdup_printf ("%u-%u %s", range.start, range.stop, source);
}

static void
note_standing (Run *run, PostilSpan *span)
{
  const char *source = g_hash_table_lookup (run->ids, &span->source);
  GPtrArray *standing;

  if (span->state != POSTIL_STATE_SUGGESTED)
    {
      g_hash_table_add (run->moved, moved_key (span->range, ""));
      if (source != NULL)
        g_hash_table_add (run->moved, moved_key (span->range, source));
    }
  /* Nobody wants to be asked the same thing by two sources whose edges differ a little. */
  if (span->state == POSTIL_STATE_SUGGESTED && source_ran (run, source))
    return;
  standing = g_hash_table_lookup (run->standing, &span->label);
  if (standing == NULL)
    {
      standing = g_ptr_array_new ();
      g_hash_table_insert (run->standing, boxed (span->label), standing);
    }
  g_ptr_array_add (standing, span);
}

static gboolean
read_sources (Run *run, GError **error)
{
  g_autoptr (GPtrArray) sources = postil_source_list (run->store, error);

  if (sources == NULL)
    return FALSE;
  for (guint i = 0; i < sources->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (sources, i);

      g_hash_table_insert (run->ids, boxed (source->id), g_strdup (source->name));
      g_hash_table_insert (run->source_of, g_strdup (source->name), boxed (source->id));
    }
  return TRUE;
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const PostilSpan *first = *(PostilSpan *const *) a, *second = *(PostilSpan *const *) b;

  return (first->range.start > second->range.start) - (first->range.start < second->range.start);
}

static GArray *
reaches (GPtrArray *standing)
{
  GArray *acts = g_array_new (FALSE, FALSE, sizeof (Reach));
  guint32 stop = 0;

  for (guint i = 0; i < standing->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (standing, i);
      Reach reach = { span->range.start, MAX (stop, span->range.stop) };

      if (span->state == POSTIL_STATE_SUGGESTED)
        continue;
      stop = reach.stop;
      g_array_append_val (acts, reach);
    }
  return acts;
}

/* Once all are there. */
static void
order_standing (Run *run)
{
  GHashTableIter iter;
  gpointer label, standing;

  g_hash_table_iter_init (&iter, run->standing);
  while (g_hash_table_iter_next (&iter, &label, &standing))
    {
      g_ptr_array_sort (standing, compare_starts);
      g_hash_table_insert (run->acts, boxed (*(gint64 *) label), reaches (standing));
    }
}

static void
note_span (Run *run, PostilSpan *span)
{
  const PostilSpan *other = g_hash_table_lookup (run->by_place, span);

  /* Where the same place stands twice, the decided one speaks. */
  if (other == NULL || other->state == POSTIL_STATE_SUGGESTED)
    g_hash_table_replace (run->by_place, span, span);
  note_standing (run, span);
}

/* Everything that stands in the document, so that each proposal costs a look-up and no query. */
static gboolean
read_spans (Run *run, GError **error)
{
  PostilSpanFilter filter = { .document = run->document, .states = POSTIL_STATES_ALL };

  run->spans = postil_spans_list (run->store, &filter, error);
  run->changed = run->spans != NULL ? postil_spans_changed (run->store, run->document, error) : NULL;
  if (run->changed == NULL)
    return FALSE;
  for (guint i = 0; i < run->spans->len; i++)
    note_span (run, g_ptr_array_index (run->spans, i));
  /* Whatever became of what was proposed, it is answered. */
  for (guint i = 0; i < run->changed->len; i++)
    note_span (run, g_ptr_array_index (run->changed, i));
  order_standing (run);
  return TRUE;
}

static PostilLabelKind
kind_of_label (Run *run, const char *name)
{
  for (guint i = 0; i < run->defaults->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (run->defaults, i);

      if (g_strcmp0 (label->name, name) == 0)
        return label->kind;
    }
  return POSTIL_LABEL_ACT;
}

/* *id = 0: the label is archived, and nothing is proposed for it. */
static gboolean
label_id (Run *run, const char *name, PostilLabelKind kind, PostilId *id, GError **error)
{
  gint64 *known = g_hash_table_lookup (run->label_of, name);

  if (known == NULL)
    {
      if (!postil_labels_resolve (run->store, name, kind, id, error))
        return FALSE;
      g_hash_table_insert (run->label_of, (gpointer) name, boxed (*id));
      return TRUE;
    }
  *id = *known;
  return TRUE;
}

static PostilId
source_id (Run *run, const PostilProposal *proposal, GError **error)
{
  gint64 *known = g_hash_table_lookup (run->source_of, proposal->source);
  PostilId id;

  if (known != NULL)
    return *known;
  id = postil_source_ensure (run->store, proposal->kind, proposal->source, POSTIL_VERSION, error);
  if (id != 0)
    g_hash_table_insert (run->source_of, g_strdup (proposal->source), boxed (id));
  return id;
}

/* Most of both: a kept span whose edges were moved still answers the proposal that it came from. */
static gboolean
nearly_same (PostilRange a, PostilRange b)
{
  guint32 start = MAX (a.start, b.start);
  guint32 stop = MIN (a.stop, b.stop);
  guint32 longer = MAX (postil_range_length (a), postil_range_length (b));

  return start < stop && (guint64) (stop - start) * 2 > longer;
}

/* A span of @label that stands nearly at @range, a kept one if there is one, or NULL. What overlaps by half starts at most one length before. */
static PostilSpan *
find_nearly_same (Run *run, PostilId label, PostilRange range)
{
  GPtrArray *standing = g_hash_table_lookup (run->standing, &label);
  guint32 earliest = range.start - MIN (range.start, postil_range_length (range));
  PostilSpan *found = NULL;
  guint low = 0;
  guint high = standing != NULL ? standing->len : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (((PostilSpan *) g_ptr_array_index (standing, middle))->range.start < earliest)
        low = middle + 1;
      else
        high = middle;
    }
  for (; standing != NULL && low < standing->len; low++)
    {
      PostilSpan *span = g_ptr_array_index (standing, low);

      if (span->range.start >= range.stop)
        break;
      if (nearly_same (span->range, range) && (found == NULL || span->state == POSTIL_STATE_KEPT))
        found = span;
    }
  return found;
}

/* Whether a decided act of @label reaches over all of @range: what stands within it was looked at, too. */
static gboolean
is_within_act (Run *run, PostilId label, const char *name, PostilRange range)
{
  const GArray *acts = g_hash_table_lookup (run->acts, &label);
  guint low = 0;
  guint high = acts != NULL ? acts->len : 0;

  if (kind_of_label (run, name) != POSTIL_LABEL_ACT)
    return FALSE;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (acts, Reach, middle).start <= range.start)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 && g_array_index (acts, Reach, low - 1).stop >= range.stop;
}

static gboolean
refresh (Run *run, PostilSpan *span, const PostilProposal *proposal, PostilId source, GError **error)
{
  if (span->source == source && ABS (span->score - proposal->score) < 1e-9 &&
      g_strcmp0 (span->reason, proposal->reason) == 0 && g_strcmp0 (span->attributes, proposal->attributes) == 0)
    return TRUE;
  span->source = source;
  span->score = proposal->score;
  g_free (span->reason);
  span->reason = g_strdup (proposal->reason);
  g_free (span->attributes);
  span->attributes = g_strdup (proposal->attributes);
  return postil_spans_update (run->store, span, error);
}

static gboolean
add_span (Run *run, const PostilProposal *proposal, PostilId label, PostilId source, PostilSpanId *id, GError **error)
{
  g_autoptr (PostilSpan) span = postil_span_new ();

  span->document = run->document;
  span->label = label;
  span->range = proposal->range;
  span->state = POSTIL_STATE_SUGGESTED;
  span->source = source;
  span->score = proposal->score;
  span->reason = g_strdup (proposal->reason);
  span->attributes = g_strdup (proposal->attributes);
  if (!postil_spans_add (run->store, span, error))
    return FALSE;
  *id = span->id;
  run->n_new++;
  return TRUE;
}

static double
weight_of (Run *run, const char *source)
{
  double *known = g_hash_table_lookup (run->weights, source);

  if (known == NULL)
    {
      double weight = postil_ledger_get_weight (run->store, source);

      known = g_memdup2 (&weight, sizeof weight);
      g_hash_table_insert (run->weights, (gpointer) source, known);
    }
  return *known;
}

/* @id: the span that stands for the proposal in the project; 0 when it was rejected, its source is retired, or its
 * label archived. */
static gboolean
store_proposal (Run *run, const PostilProposal *given, PostilSpanId *id, GError **error)
{
  PostilProposal weighed = *given;
  const PostilProposal *proposal = &weighed;
  PostilSpan probe = { .range = proposal->range };
  g_autofree char *moved = moved_key (proposal->range, proposal->source);
  g_autofree char *decided = moved_key (proposal->range, "");
  gboolean is_learner = g_str_equal (proposal->source, "learner/project");
  PostilSpan *span;
  PostilId source;

  weighed.score *= weight_of (run, given->source);
  if (weight_of (run, given->source) <= 0)
    {
      *id = 0;
      return TRUE;
    }
  if (!label_id (run, proposal->label, kind_of_label (run, proposal->label), &probe.label, error))
    return FALSE;
  *id = 0;
  if (probe.label == 0)
    return TRUE;
  span = g_hash_table_lookup (run->by_place, &probe);
  if (span == NULL)
    span = find_nearly_same (run, probe.label, proposal->range);
  if (span != NULL && span->state != POSTIL_STATE_SUGGESTED)
    {
      *id = span->state == POSTIL_STATE_KEPT ? span->id : 0;
      return TRUE;
    }
  /* Whatever was decided about a clause, the learner has seen it. */
  if (span == NULL &&
      (g_hash_table_contains (run->moved, moved) || (is_learner && g_hash_table_contains (run->moved, decided)) ||
       is_within_act (run, probe.label, proposal->label, proposal->range)))
    {
      *id = 0;
      return TRUE;
    }
  source = source_id (run, proposal, error);
  if (source == 0)
    return FALSE;
  if (span == NULL)
    return add_span (run, proposal, probe.label, source, id, error);
  *id = span->id;
  g_hash_table_add (run->kept_by, boxed (span->id));
  if (!source_ran (run, g_hash_table_lookup (run->ids, &span->source)))
    return TRUE;
  return refresh (run, span, proposal, source, error);
}

/* A person wrote a note on it or tied it to something: then it is no longer the machine's alone. */
static gboolean
is_touched (Run *run, const PostilSpan *span, gboolean *touched, GError **error)
{
  g_autoptr (GPtrArray) relations = NULL;

  /* An edit that was undone counts too: redo must find its row. */
  *touched = (span->note != NULL && *span->note != '\0') || postil_history_knows_row (run->store, span->id);
  if (*touched)
    return TRUE;
  relations = postil_relations_of_span (run->store, span->id, error);
  if (relations == NULL)
    return FALSE;
  for (guint i = 0; i < relations->len && !*touched; i++)
    *touched = ((PostilRelation *) g_ptr_array_index (relations, i))->state == POSTIL_STATE_KEPT;
  return TRUE;
}

static gboolean
remove_stale (Run *run, GError **error)
{
  for (guint i = 0; i < run->spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (run->spans, i);
      gboolean touched;

      if (span->state != POSTIL_STATE_SUGGESTED || g_hash_table_contains (run->kept_by, &span->id) ||
          !source_ran (run, g_hash_table_lookup (run->ids, &span->source)))
        continue;
      if (!is_touched (run, span, &touched, error))
        return FALSE;
      if (!touched && !postil_spans_remove (run->store, span->id, error))
        return FALSE;
    }
  return TRUE;
}

static char *
relation_key (PostilId label, PostilSpanId head, PostilSpanId tail)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, label, head, tail);
}

static gboolean
add_relation (Run *run, const PostilProposedRelation *proposed, const PostilSpanId *ids, GHashTable *existing,
              GHashTable *again, GError **error)
{
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  const PostilProposal *head = postil_analysis_get_proposal (run->analysis, proposed->head);
  PostilProposal source = { .kind = head->kind, .source = proposed->source };
  g_autofree char *key = NULL;

  relation->document = run->document;
  if (!label_id (run, proposed->type, POSTIL_LABEL_RELATION, &relation->label, error))
    return FALSE;
  if (relation->label == 0)
    return TRUE;
  relation->head = ids[proposed->head];
  relation->tail = ids[proposed->tail];
  if (relation->head == 0 || relation->tail == 0 || relation->head == relation->tail)
    return TRUE;
  key = relation_key (relation->label, relation->head, relation->tail);
  if (g_hash_table_contains (existing, key) || g_hash_table_contains (again, key))
    {
      g_hash_table_add (again, g_steal_pointer (&key));
      return TRUE;
    }
  g_hash_table_add (again, g_steal_pointer (&key));
  relation->state = POSTIL_STATE_SUGGESTED;
  relation->score = proposed->score;
  relation->source = source_id (run, &source, error);
  return relation->source != 0 && postil_relations_add (run->store, relation, error);
}

static gboolean
store_relations (Run *run, const PostilSpanId *ids, GError **error)
{
  g_autoptr (GPtrArray) before =
      postil_relations_list (run->store, run->document, POSTIL_STATES_ALL, error);
  g_autoptr (GHashTable) existing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) again = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (before, i);

      g_hash_table_add (existing, relation_key (relation->label, relation->head, relation->tail));
    }
  for (guint i = 0; i < postil_analysis_get_n_relations (run->analysis); i++)
    {
      const PostilProposedRelation *proposed = postil_analysis_get_relation (run->analysis, i);

      if (source_ran (run, proposed->source) && !add_relation (run, proposed, ids, existing, again, error))
        return FALSE;
    }
  for (guint i = 0; i < before->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (before, i);
      g_autofree char *key = relation_key (relation->label, relation->head, relation->tail);

      if (relation->state != POSTIL_STATE_SUGGESTED || g_hash_table_contains (again, key) ||
          !source_ran (run, g_hash_table_lookup (run->ids, &relation->source)) ||
          postil_history_knows_row (run->store, relation->id))
        continue;
      if (!postil_relations_remove (run->store, relation->id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_all (Run *run, GError **error)
{
  guint n_proposals = postil_analysis_get_n_proposals (run->analysis);
  g_autofree PostilSpanId *ids = g_new0 (PostilSpanId, MAX (n_proposals, 1));

  if (!read_sources (run, error) || !read_spans (run, error))
    return FALSE;
  for (guint i = 0; i < n_proposals; i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (run->analysis, i);

      if (source_ran (run, proposal->source) && !store_proposal (run, proposal, &ids[i], error))
        return FALSE;
    }
  /* Relations first: those of stale spans go with their spans, and those that stay are seen by is_touched (). */
  return store_relations (run, ids, error) && remove_stale (run, error);
}

gboolean
postil_suggest_store (PostilStore *store, PostilId document, PostilAnalysis *analysis, const char *const *only,
                      guint *n_new, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (GHashTable) by_place = g_hash_table_new (place_hash, place_equal);
  g_autoptr (GHashTable) standing =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) acts =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) source_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) weights = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GHashTable) label_of = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GHashTable) kept_by = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) defaults = postil_label_default_set ();
  Run run = { store, document, analysis,  sources, NULL,     NULL,    by_place, standing, acts,
              moved, ids,      source_of, weights, label_of, kept_by, defaults, 0 };
  gboolean done;

  find_sources (&run, only);
  done = store_all (&run, error);
  g_clear_pointer (&run.spans, g_ptr_array_unref);
  g_clear_pointer (&run.changed, g_ptr_array_unref);
  if (n_new != NULL)
    *n_new = run.n_new;
  return done;
}
