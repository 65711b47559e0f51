/* quality.c - how good the machine's proposals were, judged by the documents that are done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/documents.h>
#include <postil/labels.h>
#include <postil/quality.h>
#include <postil/readings.h>

typedef struct
{
  PostilQuality *quality;
  guint          max_confusions;
  GHashTable    *names; /* gint64 * -> char *: labels */
  GHashTable *kinds;    /* gint64 *, borrowed from names -> PostilLabelKind */
  GHashTable *imports;  /* set of gint64 *: sources that are imports */
  GHashTable    *exact; /* name -> PostilCounts */
  GHashTable    *overlap;
} Work;

static const char *
name_of (const Work *work, PostilId label)
{
  const char *name = g_hash_table_lookup (work->names, &label);

  return name != NULL ? name : "";
}

/* PostilScoredSpan of what @spans hold. */
static GArray *
scored (const Work *work, GPtrArray *spans)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (PostilScoredSpan));

  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      PostilScoredSpan one = { span->range, span->parts, name_of (work, span->label), span->score, NULL };

      g_array_append_val (all, one);
    }
  return all;
}

static void
add_confusion (Work *work, PostilConfusionKind kind, const PostilSpan *kept, const PostilSpan *proposed)
{
  const PostilSpan *place = kept != NULL ? kept : proposed;
  PostilConfusion confusion = { kind, place->document, place->range, kept != NULL ? kept->label : 0,
                                proposed != NULL ? proposed->label : 0 };

  work->quality->n_confusions++;
  if (work->quality->confusions->len < work->max_confusions)
    g_array_append_val (work->quality->confusions, confusion);
}

/* A name inside a denial is neither taken for the other. */
static gboolean
is_comparable (const Work *work, PostilId a, PostilId b)
{
  return a == b || g_hash_table_lookup (work->kinds, &a) == g_hash_table_lookup (work->kinds, &b);
}

/* The one of @spans that says most nearly the same as @span: same label and place, then same label, then any overlap. */
static const PostilSpan *
nearest (const Work *work, GPtrArray *spans, const PostilSpan *span)
{
  const PostilSpan *best = NULL;
  int best_rank = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *other = g_ptr_array_index (spans, i);
      int rank = !postil_range_overlaps (other->range, span->range) || !is_comparable (work, other->label, span->label)
                     ? 0
                 : other->label != span->label                     ? 1
                 : !postil_range_equal (other->range, span->range) ? 2
                                                                   : 3;

      if (rank > best_rank)
        {
          best = other;
          best_rank = rank;
        }
    }
  return best;
}

static void
list_confusions (Work *work, GPtrArray *kept, GPtrArray *proposed)
{
  for (guint i = 0; i < kept->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (kept, i);
      const PostilSpan *other = nearest (work, proposed, span);

      if (other == NULL)
        add_confusion (work, POSTIL_CONFUSION_MISSED, span, NULL);
      else if (other->label != span->label)
        add_confusion (work, POSTIL_CONFUSION_LABEL, span, other);
      else if (!postil_range_equal (other->range, span->range))
        add_confusion (work, POSTIL_CONFUSION_EDGES, span, other);
    }
  for (guint i = 0; i < proposed->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (proposed, i);

      if (nearest (work, kept, span) == NULL)
        add_confusion (work, POSTIL_CONFUSION_SPURIOUS, NULL, span);
    }
}

static gboolean
add_document (Work *work, PostilStore *store, PostilId document, GError **error)
{
  PostilSpanFilter filter = { .document = document, .states = POSTIL_STATES (POSTIL_STATE_KEPT), .without_structure = TRUE };
  g_autoptr (GPtrArray) kept = postil_spans_list (store, &filter, error);
  g_autoptr (GPtrArray) proposed = kept != NULL ? postil_spans_proposed (store, document, error) : NULL;
  PostilScoredDocument gold = { 0 };
  PostilScoredDocument predicted = { 0 };

  if (proposed == NULL)
    return FALSE;
  gold.spans = scored (work, kept);
  predicted.spans = scored (work, proposed);
  postil_score_spans (&gold, &predicted, NULL, POSTIL_MATCH_EXACT, work->exact);
  postil_score_spans (&gold, &predicted, NULL, POSTIL_MATCH_OVERLAP, work->overlap);
  list_confusions (work, kept, proposed);
  work->quality->n_documents++;
  work->quality->n_empty += kept->len == 0;
  for (guint i = 0; i < kept->len; i++)
    work->quality->n_imported +=
        g_hash_table_contains (work->imports, &((PostilSpan *) g_ptr_array_index (kept, i))->source);
  g_array_unref (gold.spans);
  g_array_unref (predicted.spans);
  return TRUE;
}

static int
most_first (gconstpointer a, gconstpointer b)
{
  const PostilQualityRow *first = a;
  const PostilQualityRow *second = b;

  if (first->exact.n_gold != second->exact.n_gold)
    return first->exact.n_gold > second->exact.n_gold ? -1 : 1;
  return first->exact.n_predicted > second->exact.n_predicted ? -1 : first->exact.n_predicted < second->exact.n_predicted;
}

static void
make_rows (Work *work)
{
  GHashTableIter iter;
  gpointer id, name;

  g_hash_table_iter_init (&iter, work->names);
  while (g_hash_table_iter_next (&iter, &id, &name))
    {
      const PostilCounts *exact = g_hash_table_lookup (work->exact, name);
      const PostilCounts *overlap = g_hash_table_lookup (work->overlap, name);
      PostilQualityRow row = { *(gint64 *) id, { 0 }, { 0 } };

      if (exact == NULL && overlap == NULL)
        continue;
      if (exact != NULL)
        row.exact = *exact;
      if (overlap != NULL)
        row.overlap = *overlap;
      g_array_append_val (work->quality->rows, row);
    }
  g_array_sort (work->quality->rows, most_first);
}

static gboolean
read_names (Work *work, PostilStore *store, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, error);
  g_autoptr (GPtrArray) sources = NULL;

  for (guint i = 0; labels != NULL && i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      gint64 *id = g_memdup2 (&label->id, sizeof label->id);

      g_hash_table_insert (work->names, id, g_strdup (label->name));
      g_hash_table_insert (work->kinds, id, GINT_TO_POINTER (label->kind));
    }
  sources = labels != NULL ? postil_source_list (store, error) : NULL;
  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (sources, i);

      if (source->kind == POSTIL_SOURCE_IMPORT)
        g_hash_table_add (work->imports, g_memdup2 (&source->id, sizeof source->id));
    }
  return sources != NULL;
}

static gboolean
measure (Work *work, PostilStore *store, PostilId annotator, GCancellable *cancellable, GError **error)
{
  PostilDocumentFilter done = { .annotator = annotator, .reading = POSTIL_READING_DONE };
  g_autoptr (GArray) documents = postil_documents_ids (store, &done, error);

  if (documents == NULL || !read_names (work, store, error))
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_document (work, store, g_array_index (documents, PostilId, i), error))
      return FALSE;
  make_rows (work);
  return TRUE;
}

PostilQuality *
postil_quality_measure (PostilStore *store, PostilId annotator, guint max_confusions, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilQuality) quality = g_new0 (PostilQuality, 1);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) exact = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) overlap = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) imports = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Work work = { quality, max_confusions, names, kinds, imports, exact, overlap };

  quality->rows = g_array_new (FALSE, FALSE, sizeof (PostilQualityRow));
  quality->confusions = g_array_new (FALSE, FALSE, sizeof (PostilConfusion));
  return measure (&work, store, annotator, cancellable, error) ? g_steal_pointer (&quality) : NULL;
}

void
postil_quality_free (PostilQuality *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_array_unref (self->confusions);
  g_free (self);
}
