/* session.c - keeps what the user looks at in step with the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session-private.h"

enum
{
  DOCUMENT_CHANGED,
  SPANS_CHANGED,
  SELECTION_CHANGED,
  CURRENT_CHANGED,
  MODE_CHANGED,
  QUEUE_COUNTED,
  PLACE_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostilSession, postil_session, G_TYPE_OBJECT)

static guint32
text_length (PostilSession *self)
{
  return self->document != NULL ? postil_text_get_length (self->document->text) : 0;
}

static PostilRange
whole_text (PostilSession *self)
{
  return POSTIL_RANGE (0, text_length (self));
}

static PostilRange
clamp (PostilSession *self, PostilRange range)
{
  guint32 length = text_length (self);

  range.start = MIN (range.start, length);
  range.stop = CLAMP (range.stop, range.start, length);
  return range;
}

static gboolean
is_shown (PostilSession *self, const PostilSpan *span)
{
  return span->state != POSTIL_STATE_REJECTED || self->show_rejected;
}

gboolean
postil_session_is_structure (PostilSession *self, const PostilSpan *span)
{
  const PostilLabel *label = postil_project_get_label (self->project, span->label);

  return label != NULL && label->kind == POSTIL_LABEL_STRUCTURE;
}

guint
postil_session_position (PostilSession *self, PostilRange range, PostilSpanId id)
{
  PostilSpan probe = { .id = id, .range = range };
  const PostilSpan *wanted = &probe;
  guint low = 0;
  guint high = self->spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (postil_span_compare (&self->spans->pdata[middle], &wanted) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Empties the lists without telling anybody. */
static void
forget_spans (PostilSession *self)
{
  g_hash_table_remove_all (self->by_id);
  postil_span_index_clear (self->index);
  g_ptr_array_set_size (self->spans, 0);
  g_ptr_array_set_size (self->relations, 0);
}

/* Takes @spans and @relations over. A span that does not fit the text is no business of a view: the store refuses such
 * ones, so one here means a damaged file, and it is left out. */
static void
adopt_spans (PostilSession *self, GPtrArray *spans, GPtrArray *relations)
{
  guint32 length = text_length (self);

  forget_spans (self);
  self->structure++;
  g_clear_pointer (&self->spans, g_ptr_array_unref);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  self->spans = spans;
  self->relations = relations;
  for (guint i = 0; i < spans->len;)
    {
      PostilSpan *span = g_ptr_array_index (spans, i);

      if (span->range.stop > length || !postil_span_index_add (self->index, span->id, span->range))
        {
          g_ptr_array_remove_index (spans, i);
          continue;
        }
      g_hash_table_insert (self->by_id, &span->id, span);
      i++;
    }
}

static void
tell_spans (PostilSession *self, PostilRange changed)
{
  self->changed = changed;
  g_signal_emit (self, signals[SPANS_CHANGED], 0);
  if (self->current != 0 && postil_session_get_span (self, self->current) == NULL)
    {
      self->current = 0;
      g_signal_emit (self, signals[CURRENT_CHANGED], 0);
    }
}

static gboolean
read_spans (PostilSession *self, PostilId document, GPtrArray **spans, GPtrArray **relations, GError **error)
{
  PostilStore *store = postil_project_get_store (self->project);
  PostilSpanFilter filter = { .document = document,
                              .states = self->show_rejected ? POSTIL_STATES_ALL : POSTIL_STATES_OPEN };
  g_autoptr (GPtrArray) list = postil_spans_list (store, &filter, error);

  if (list == NULL)
    return FALSE;
  *relations = postil_relations_list (store, document, POSTIL_STATES_OPEN, error);
  if (*relations == NULL)
    return FALSE;
  *spans = g_steal_pointer (&list);
  return TRUE;
}

static PostilRange
join (PostilRange a, PostilRange b)
{
  if (a.start == a.stop)
    return b;
  if (b.start == b.stop)
    return a;
  return POSTIL_RANGE (MIN (a.start, b.start), MAX (a.stop, b.stop));
}

/* Whether a reader would see no difference. */
static gboolean
looks_same (const PostilSpan *a, const PostilSpan *b)
{
  return postil_span_same_place (a, b) && a->state == b->state && a->score >= b->score && a->score <= b->score &&
         g_strcmp0 (a->note, b->note) == 0 && g_strcmp0 (a->attributes, b->attributes) == 0;
}

/* The stretch in which two lists, both in reading order, are not alike. */
static PostilRange
difference (GPtrArray *before, GPtrArray *after)
{
  PostilRange changed = { 0, 0 };
  guint i = 0;
  guint j = 0;

  while (i < before->len || j < after->len)
    {
      PostilSpan **p = i < before->len ? (PostilSpan **) &before->pdata[i] : NULL;
      PostilSpan **q = j < after->len ? (PostilSpan **) &after->pdata[j] : NULL;
      int order = p == NULL ? 1 : q == NULL ? -1 : postil_span_compare (p, q);

      if (order < 0)
        changed = join (changed, (*p)->range);
      else if (order > 0)
        changed = join (changed, (*q)->range);
      else if (!looks_same (*p, *q))
        changed = join (changed, (*p)->range);
      i += order <= 0;
      j += order >= 0;
    }
  return changed;
}

gboolean
postil_session_reload (PostilSession *self, GError **error)
{
  GPtrArray *spans = NULL;
  GPtrArray *relations = NULL;
  g_autoptr (GPtrArray) before = NULL;

  self->stale = FALSE;
  self->n_open = -1;
  if (self->document == NULL)
    return TRUE;
  if (!read_spans (self, self->document->id, &spans, &relations, error))
    return FALSE;
  before = g_steal_pointer (&self->spans); /* forgotten, but not freed yet */
  self->spans = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_span_free);
  g_hash_table_remove_all (self->by_id);
  adopt_spans (self, spans, relations);
  tell_spans (self, difference (before, self->spans));
  return TRUE;
}

static void
reload_or_warn (PostilSession *self)
{
  g_autoptr (GError) error = NULL;

  if (!postil_session_reload (self, &error))
    g_warning ("The spans of the shown document cannot be read: %s", error->message);
}

/* Returns the stretch that the dropped span covered. */
static PostilRange
drop_span (PostilSession *self, PostilSpanId id)
{
  PostilSpan *span = g_hash_table_lookup (self->by_id, &id);
  PostilRange range = { 0, 0 };

  if (span == NULL)
    return range;
  range = span->range;
  self->structure += postil_session_is_structure (self, span);
  g_hash_table_remove (self->by_id, &id);
  postil_span_index_remove (self->index, id);
  g_ptr_array_remove_index (self->spans, postil_session_position (self, range, id));
  return range;
}

static void
refresh_relations (PostilSession *self, PostilSpanId id)
{
  g_autoptr (GPtrArray) fresh = postil_relations_of_span (postil_project_get_store (self->project), id, NULL);

  for (guint i = self->relations->len; i > 0; i--)
    {
      const PostilRelation *relation = g_ptr_array_index (self->relations, i - 1);

      if (relation->head == id || relation->tail == id)
        g_ptr_array_remove_index (self->relations, i - 1);
    }
  for (guint i = 0; fresh != NULL && i < fresh->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (fresh, i);

      if (relation->document == self->document->id && relation->state != POSTIL_STATE_REJECTED)
        g_ptr_array_add (self->relations, postil_relation_copy (relation));
    }
}

void
postil_session_refresh (PostilSession *self, PostilSpanId id, gboolean relations)
{
  g_autoptr (PostilSpan) span = NULL;
  g_autoptr (GError) error = NULL;
  PostilRange changed;

  self->stale = FALSE;
  if (self->document == NULL)
    return;
  span = postil_spans_get (postil_project_get_store (self->project), id, &error);
  if (span == NULL && error != NULL && !g_error_matches (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND))
    {
      reload_or_warn (self);
      return;
    }
  postil_session_recount (self, postil_session_get_span (self, id), span);
  changed = drop_span (self, id);
  if (span != NULL && span->document == self->document->id && is_shown (self, span) &&
      postil_span_index_add (self->index, id, span->range))
    {
      PostilSpan *kept = g_steal_pointer (&span);

      changed = join (changed, kept->range);
      self->structure += postil_session_is_structure (self, kept);
      g_ptr_array_insert (self->spans, (int) postil_session_position (self, kept->range, id), kept);
      g_hash_table_insert (self->by_id, &kept->id, kept);
    }
  if (relations)
    refresh_relations (self, id);
  tell_spans (self, changed);
}

static void
on_project_document_changed (PostilSession *self, gint64 document)
{
  if (self->document == NULL || document != self->document->id)
    {
      postil_session_recount_soon (self);
      return;
    }
  if (self->acting > 0)
    self->stale = TRUE;
  else
    reload_or_warn (self);
}

static void
on_project_documents_changed (PostilSession *self)
{
  PostilId id = self->document != NULL ? self->document->id : 0;
  g_autoptr (PostilDocument) document = NULL;

  self->ahead_from = 0;
  self->n_open = -1;
  if (id == 0)
    return;
  if (self->acting > 0)
    {
      self->stale = TRUE;
      return;
    }
  document = postil_documents_get (postil_project_get_store (self->project), id, NULL);
  if (document == NULL)
    postil_session_set_document (self, 0, NULL);
  else
    reload_or_warn (self);
}

static void
on_project_labels_changed (PostilSession *self)
{
  self->structure++;
  if (self->document != NULL)
    tell_spans (self, whole_text (self));
}

static void
postil_session_dispose (GObject *object)
{
  PostilSession *self = POSTIL_SESSION (object);

  g_clear_handle_id (&self->recount, g_source_remove);
  g_clear_pointer (&self->document, postil_document_free);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (postil_session_parent_class)->dispose (object);
}

static void
postil_session_finalize (GObject *object)
{
  PostilSession *self = POSTIL_SESSION (object);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->index, postil_span_index_free);
  g_clear_pointer (&self->spans, g_ptr_array_unref);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  g_clear_pointer (&self->grown, g_array_unref);
  g_clear_pointer (&self->ahead, g_array_unref);
  g_clear_pointer (&self->trail, g_array_unref);
  g_clear_pointer (&self->bulk, g_array_unref);
  postil_session_clear_places (self);
  G_OBJECT_CLASS (postil_session_parent_class)->finalize (object);
}

static void
postil_session_class_init (PostilSessionClass *klass)
{
  static const char *const names[N_SIGNALS] = {
    "document-changed", "spans-changed", "selection-changed", "current-changed", "mode-changed", "queue-counted", "place-wanted",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = postil_session_dispose;
  object_class->finalize = postil_session_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], POSTIL_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_session_init (PostilSession *self)
{
  self->spans = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_span_free);
  self->relations = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_relation_free);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->index = postil_span_index_new ();
  self->grown = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  self->ahead = g_array_new (FALSE, FALSE, sizeof (PostilSpanId));
  self->trail = g_array_new (FALSE, FALSE, sizeof (PostilSpanId));
  self->bulk = g_array_new (FALSE, FALSE, sizeof (PostilBulkPlace));
  self->n_open = -1;
  postil_session_init_places (self);
}

PostilSession *
postil_session_new (PostilProject *project)
{
  PostilSession *self = g_object_new (POSTIL_TYPE_SESSION, NULL);

  self->project = g_object_ref (project);
  g_signal_connect_object (project, "document-changed", G_CALLBACK (on_project_document_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "documents-changed", G_CALLBACK (on_project_documents_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "labels-changed", G_CALLBACK (on_project_labels_changed), self, G_CONNECT_SWAPPED);
  return self;
}

PostilProject *
postil_session_get_project (PostilSession *self)
{
  return self->project;
}

gboolean
postil_session_set_document (PostilSession *self, PostilId id, GError **error)
{
  g_autoptr (PostilDocument) document = NULL;
  const PostilPlace *place;
  GPtrArray *spans = NULL;
  GPtrArray *relations = NULL;

  if (id == (self->document != NULL ? self->document->id : 0))
    return TRUE;
  if (id != 0)
    {
      document = postil_documents_get (postil_project_get_store (self->project), id, error);
      if (document == NULL || !read_spans (self, id, &spans, &relations, error))
        return FALSE;
    }
  postil_session_note_place (self);
  forget_spans (self);
  g_clear_pointer (&self->document, postil_document_free);
  self->document = g_steal_pointer (&document);
  if (spans != NULL)
    adopt_spans (self, spans, relations);
  self->current = 0;
  self->latest = 0;
  self->relating = 0;
  place = postil_session_get_place (self);
  self->selection = clamp (self, place != NULL ? POSTIL_RANGE (place->caret, place->caret) : POSTIL_RANGE (0, 0));
  self->changed = whole_text (self);
  if (self->queue.here)
    self->n_open = -1;
  g_array_set_size (self->grown, 0);
  g_signal_emit (self, signals[DOCUMENT_CHANGED], 0);
  g_signal_emit (self, signals[CURRENT_CHANGED], 0);
  return TRUE;
}

const PostilDocument *
postil_session_get_document (PostilSession *self)
{
  return self->document;
}

GPtrArray *
postil_session_get_spans (PostilSession *self)
{
  return self->spans;
}

GPtrArray *
postil_session_get_relations (PostilSession *self)
{
  return self->relations;
}

const PostilSpanIndex *
postil_session_get_index (PostilSession *self)
{
  return self->index;
}

const PostilSpan *
postil_session_get_span (PostilSession *self, PostilSpanId id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

PostilRange
postil_session_get_changed_range (PostilSession *self)
{
  return self->changed;
}

guint
postil_session_get_structure_serial (PostilSession *self)
{
  return self->structure;
}

void
postil_session_set_show_rejected (PostilSession *self, gboolean show)
{
  if (self->show_rejected == show)
    return;
  self->show_rejected = show;
  reload_or_warn (self);
}

gboolean
postil_session_get_show_rejected (PostilSession *self)
{
  return self->show_rejected;
}

void
postil_session_move (PostilSession *self, PostilSpanId current, PostilRange selection)
{
  gboolean new_current = self->current != current;
  gboolean new_selection;

  selection = clamp (self, selection);
  new_selection = !postil_range_equal (self->selection, selection);
  self->current = current;
  if (current != 0)
    self->latest = current;
  self->selection = selection;
  if (new_selection)
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
  if (new_current)
    g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

void
postil_session_set_selection (PostilSession *self, PostilRange selection)
{
  g_array_set_size (self->grown, 0);
  postil_session_move (self, 0, selection);
}

PostilRange
postil_session_get_selection (PostilSession *self)
{
  return self->selection;
}

void
postil_session_set_current (PostilSession *self, PostilSpanId id)
{
  const PostilSpan *span = id != 0 ? postil_session_get_span (self, id) : NULL;

  g_array_set_size (self->grown, 0);
  if (span != NULL)
    postil_session_move (self, id, POSTIL_RANGE (span->range.start, span->range.start));
  else
    postil_session_move (self, 0, self->selection);
}

PostilSpanId
postil_session_get_current (PostilSession *self)
{
  return self->current;
}

void
postil_session_set_auto_advance (PostilSession *self, gboolean advance)
{
  self->stays = !advance;
}

void
postil_session_set_mode (PostilSession *self, PostilMode mode)
{
  if (self->mode == mode)
    return;
  self->mode = mode;
  postil_session_emit_mode (self);
}

void
postil_session_emit_mode (PostilSession *self)
{
  g_signal_emit (self, signals[MODE_CHANGED], 0);
}

void
postil_session_ask_view (PostilSession *self)
{
  g_signal_emit (self, signals[PLACE_WANTED], 0);
}

void
postil_session_emit_counted (PostilSession *self)
{
  g_signal_emit (self, signals[QUEUE_COUNTED], 0);
}

PostilMode
postil_session_get_mode (PostilSession *self)
{
  return self->mode;
}
