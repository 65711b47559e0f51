/* hit-list.c - hits in an array, rows on demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hit-list.h"

#define CONTEXT 60    /* code points on each side */
#define WORDS_MAX 200 /* of a hit that are shown */
#define N_TEXTS 12    /* documents whose text is kept at hand */

typedef struct
{
  PostilHit hit;
  guint     labels; /* index of a set */
  gboolean  ticked;
} Hit;

struct _PostilHitList
{
  GObject        parent_instance;
  PostilProject *project;
  GArray        *hits;  /* Hit, in order of documents */
  GArray        *shown; /* guint: which of them */
  GPtrArray     *sets;  /* GBytes of PostilHitLabel */
  GHashTable    *rows;  /* index of a hit -> PostilHitRow that somebody holds; no reference */
  GQueue         texts; /* PostilDocument, latest first */
  PostilId       label;
  PostilId       document;
  guint          n_documents; /* of the shown ones */
  guint          n_ticked;
  guint          n_relabelled;
};

struct _PostilHitRow
{
  GObject        parent_instance;
  PostilHitList *list; /* kept, so that it outlives its rows */
  guint          index;
  PostilHit      hit;
  char          *title;
  char          *left;
  char          *words;
  char          *right;
  char          *tags;
  gboolean       ticked;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (PostilHitRow, postil_hit_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (PostilHitList, postil_hit_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_TICKED = 1,
  PROP_TAGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
enum
{
  CHANGED,
  TICKS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static Hit *
hit_at (PostilHitList *self, guint index)
{
  return &g_array_index (self->hits, Hit, index);
}

static void
emit_changed (PostilHitList *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
emit_ticks_changed (PostilHitList *self)
{
  g_signal_emit (self, signals[TICKS_CHANGED], 0);
}

/* --- Rows -------------------------------------------------------------------------------------------------------- */

static void
postil_hit_row_dispose (GObject *object)
{
  PostilHitRow *self = POSTIL_HIT_ROW (object);

  if (self->list != NULL && g_hash_table_lookup (self->list->rows, GUINT_TO_POINTER (self->index)) == self)
    g_hash_table_remove (self->list->rows, GUINT_TO_POINTER (self->index));
  g_clear_object (&self->list);
  G_OBJECT_CLASS (postil_hit_row_parent_class)->dispose (object);
}

static void
postil_hit_row_finalize (GObject *object)
{
  PostilHitRow *self = POSTIL_HIT_ROW (object);

  g_free (self->title);
  g_free (self->left);
  g_free (self->words);
  g_free (self->right);
  g_free (self->tags);
  G_OBJECT_CLASS (postil_hit_row_parent_class)->finalize (object);
}

static void
postil_hit_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostilHitRow *self = POSTIL_HIT_ROW (object);

  if (id == PROP_TICKED)
    g_value_set_boolean (value, self->ticked);
  else
    g_value_set_string (value, self->tags);
}

static void
postil_hit_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  postil_hit_row_set_ticked (POSTIL_HIT_ROW (object), g_value_get_boolean (value));
}

static void
postil_hit_row_class_init (PostilHitRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = postil_hit_row_dispose;
  object_class->finalize = postil_hit_row_finalize;
  object_class->get_property = postil_hit_row_get_property;
  object_class->set_property = postil_hit_row_set_property;
  properties[PROP_TICKED] = g_param_spec_boolean ("ticked", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_TAGS] = g_param_spec_string ("tags", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
postil_hit_row_init (PostilHitRow *self)
{
}

const PostilHit *
postil_hit_row_get_hit (PostilHitRow *self)
{
  return &self->hit;
}

const char *
postil_hit_row_get_title (PostilHitRow *self)
{
  return self->title;
}

const char *
postil_hit_row_get_left (PostilHitRow *self)
{
  return self->left;
}

const char *
postil_hit_row_get_words (PostilHitRow *self)
{
  return self->words;
}

const char *
postil_hit_row_get_right (PostilHitRow *self)
{
  return self->right;
}

const char *
postil_hit_row_get_tags (PostilHitRow *self)
{
  return self->tags;
}

gboolean
postil_hit_row_get_ticked (PostilHitRow *self)
{
  return self->ticked;
}

static void
show_tick (PostilHitRow *self, gboolean ticked)
{
  if (self->ticked == ticked)
    return;
  self->ticked = ticked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TICKED]);
}

/* A row may live a little longer than its hit. */
static gboolean
is_of (PostilHitRow *self, PostilHitList *list)
{
  return self->index < list->hits->len && hit_at (list, self->index)->hit.document == self->hit.document &&
         postil_range_equal (hit_at (list, self->index)->hit.range, self->hit.range);
}

void
postil_hit_row_set_ticked (PostilHitRow *self, gboolean ticked)
{
  PostilHitList *list = self->list;

  if (self->ticked == ticked || !is_of (self, list))
    return;
  list->n_ticked = list->n_ticked + (ticked ? 1 : 0) - (hit_at (list, self->index)->ticked ? 1 : 0);
  hit_at (list, self->index)->ticked = ticked;
  show_tick (self, ticked);
  emit_ticks_changed (list);
}

static char *
flatten (char *text)
{
  for (char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      *p = ' ';
  return text;
}

/* NULL: it is gone, or cannot be read. */
static const PostilDocument *
read_document (PostilHitList *self, PostilId id)
{
  PostilDocument *document;

  for (GList *l = self->texts.head; l != NULL; l = l->next)
    if (((PostilDocument *) l->data)->id == id)
      {
        g_queue_unlink (&self->texts, l);
        g_queue_push_head_link (&self->texts, l);
        return l->data;
      }
  document = postil_documents_get (postil_project_get_store (self->project), id, NULL);
  if (document == NULL)
    return NULL;
  g_queue_push_head (&self->texts, document);
  if (self->texts.length > N_TEXTS)
    postil_document_free (g_queue_pop_tail (&self->texts));
  return document;
}

/* (transfer full) */
static char *
tags_of (PostilHitList *self, guint set)
{
  g_autoptr (GString) tags = g_string_new (NULL);
  gsize n_bytes = 0;
  const PostilHitLabel *labels = set < self->sets->len ? g_bytes_get_data (g_ptr_array_index (self->sets, set), &n_bytes) : NULL;

  for (gsize i = 0; i < n_bytes / sizeof (PostilHitLabel); i++)
    {
      const PostilLabel *label = labels[i].exact ? postil_project_get_label (self->project, labels[i].label) : NULL;

      if (label != NULL)
        g_string_append_printf (tags, "%s%s", tags->len > 0 ? ", " : "", label->name);
    }
  return g_string_free (g_steal_pointer (&tags), FALSE);
}

static PostilHitRow *
new_row (PostilHitList *list, guint index)
{
  PostilHitRow *self = g_object_new (POSTIL_TYPE_HIT_ROW, NULL);
  const Hit *hit = hit_at (list, index);
  PostilRange range = hit->hit.range;
  const PostilDocument *document = read_document (list, hit->hit.document);

  self->list = g_object_ref (list);
  self->index = index;
  self->hit = hit->hit;
  self->ticked = hit->ticked;
  self->tags = tags_of (list, hit->labels);
  if (document == NULL || range.stop > postil_text_get_length (document->text))
    {
      self->title = g_strdup ("");
      self->left = g_strdup ("");
      self->words = g_strdup ("");
      self->right = g_strdup ("");
      return self;
    }
  self->title = g_strdup (document->title != NULL && document->title[0] != '\0' ? document->title : document->key);
  self->left = flatten (postil_text_prefix (document->text, range, CONTEXT));
  self->words = flatten (postil_text_slice (document->text,
                                            POSTIL_RANGE (range.start, MIN (range.stop, range.start + WORDS_MAX))));
  self->right = flatten (postil_text_suffix (document->text, range, CONTEXT));
  return self;
}

/* --- The model ----------------------------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return POSTIL_TYPE_HIT_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return POSTIL_HIT_LIST (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  PostilHitList *self = POSTIL_HIT_LIST (model);
  PostilHitRow *row;
  guint index;

  if (position >= self->shown->len)
    return NULL;
  index = g_array_index (self->shown, guint, position);
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (index));
  if (row != NULL)
    return g_object_ref (row);
  row = new_row (self, index);
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (index), row);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
has_label (PostilHitList *self, const Hit *hit, PostilId label)
{
  gsize n_bytes = 0;
  const PostilHitLabel *labels = g_bytes_get_data (g_ptr_array_index (self->sets, hit->labels), &n_bytes);

  if (label == POSTIL_HITS_OF_NO_LABEL)
    return n_bytes == 0;
  for (gsize i = 0; i < n_bytes / sizeof (PostilHitLabel); i++)
    if (labels[i].label == label)
      return TRUE;
  return FALSE;
}

static gboolean
passes (PostilHitList *self, const Hit *hit)
{
  return (self->label == 0 || has_label (self, hit, self->label)) &&
         (self->document == 0 || hit->hit.document == self->document);
}

static void
show (PostilHitList *self, guint index)
{
  PostilId before = self->shown->len > 0
                        ? hit_at (self, g_array_index (self->shown, guint, self->shown->len - 1))->hit.document
                        : 0;

  if (hit_at (self, index)->hit.document != before)
    self->n_documents++;
  g_array_append_val (self->shown, index);
}

static void
forget_texts (PostilHitList *self)
{
  g_queue_clear_full (&self->texts, (GDestroyNotify) postil_document_free);
  g_queue_init (&self->texts);
}

void
postil_hit_list_begin (PostilHitList *self, PostilProject *project)
{
  guint n_before = self->shown->len;

  g_set_object (&self->project, project);
  forget_texts (self);
  g_array_set_size (self->hits, 0);
  g_array_set_size (self->shown, 0);
  g_ptr_array_set_size (self->sets, 0);
  g_hash_table_remove_all (self->rows);
  self->label = self->document = 0;
  self->n_documents = self->n_ticked = 0;
  if (n_before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);
  emit_changed (self);
}

static void
take_sets (PostilHitList *self, const PostilFoundHits *found)
{
  for (guint i = 0; i < found->sets->len; i++)
    g_ptr_array_add (self->sets, g_bytes_ref (g_ptr_array_index (found->sets, i)));
}

void
postil_hit_list_add (PostilHitList *self, const PostilFoundHits *found)
{
  guint n_before = self->shown->len;

  take_sets (self, found);
  for (guint i = 0; i < found->hits->len; i++)
    {
      const PostilLabelledHit *each = &g_array_index (found->hits, PostilLabelledHit, i);
      Hit hit = { .hit = each->hit, .labels = each->labels };

      g_array_append_val (self->hits, hit);
      if (passes (self, &hit))
        show (self, self->hits->len - 1);
    }
  if (self->shown->len > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, self->shown->len - n_before);
  emit_changed (self);
}

GArray *
postil_hit_list_dup_hits (PostilHitList *self)
{
  GArray *hits = g_array_sized_new (FALSE, FALSE, sizeof (PostilHit), self->hits->len);

  for (guint i = 0; i < self->hits->len; i++)
    g_array_append_val (hits, hit_at (self, i)->hit);
  return hits;
}

void
postil_hit_list_relabel (PostilHitList *self, const PostilFoundHits *found, gboolean begin)
{
  if (begin)
    {
      g_ptr_array_set_size (self->sets, 0);
      self->n_relabelled = 0;
      for (guint i = 0; i < self->hits->len; i++)
        hit_at (self, i)->labels = 0;
    }
  take_sets (self, found);
  for (guint i = 0; i < found->hits->len && self->n_relabelled < self->hits->len; i++, self->n_relabelled++)
    {
      PostilHitRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (self->n_relabelled));
      Hit *hit = hit_at (self, self->n_relabelled);

      hit->labels = g_array_index (found->hits, PostilLabelledHit, i).labels;
      if (row == NULL)
        continue;
      g_free (row->tags);
      row->tags = tags_of (self, hit->labels);
      g_object_notify_by_pspec (G_OBJECT (row), properties[PROP_TAGS]);
    }
  emit_changed (self);
}

void
postil_hit_list_narrow (PostilHitList *self, PostilId label, PostilId document)
{
  guint n_before = self->shown->len;

  self->label = label;
  self->document = document;
  g_array_set_size (self->shown, 0);
  self->n_documents = self->n_ticked = 0;
  for (guint i = 0; i < self->hits->len; i++)
    {
      Hit *hit = hit_at (self, i);

      if (passes (self, hit))
        show (self, i);
      else
        hit->ticked = FALSE;
      self->n_ticked += hit->ticked ? 1 : 0;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->shown->len);
  emit_changed (self);
}

guint
postil_hit_list_get_n_all (PostilHitList *self)
{
  return self->hits->len;
}

guint
postil_hit_list_get_n_documents (PostilHitList *self)
{
  return self->n_documents;
}

guint
postil_hit_list_get_n_ticked (PostilHitList *self)
{
  return self->n_ticked;
}

void
postil_hit_list_tick_all (PostilHitList *self, gboolean ticked)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      guint index = g_array_index (self->shown, guint, i);
      PostilHitRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (index));

      hit_at (self, index)->ticked = ticked;
      if (row != NULL)
        show_tick (row, ticked);
    }
  self->n_ticked = ticked ? self->shown->len : 0;
  emit_ticks_changed (self);
}

GArray *
postil_hit_list_get_ticked (PostilHitList *self)
{
  GArray *ticked = g_array_sized_new (FALSE, FALSE, sizeof (PostilHit), self->n_ticked);

  for (guint i = 0; i < self->shown->len; i++)
    {
      const Hit *hit = hit_at (self, g_array_index (self->shown, guint, i));

      if (hit->ticked)
        g_array_append_val (ticked, hit->hit);
    }
  return ticked;
}

/* --- Facets -------------------------------------------------------------------------------------------------------- */

static void
count_one (GHashTable *counts, PostilId id)
{
  PostilHitCount *count = g_hash_table_lookup (counts, &id);

  if (count == NULL)
    {
      count = g_new0 (PostilHitCount, 1);
      count->id = id;
      g_hash_table_insert (counts, &count->id, count);
    }
  count->n++;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const PostilHitCount *p = a;
  const PostilHitCount *q = b;

  if ((p->id == POSTIL_HITS_OF_NO_LABEL) != (q->id == POSTIL_HITS_OF_NO_LABEL))
    return p->id == POSTIL_HITS_OF_NO_LABEL ? -1 : 1;
  if (p->n != q->n)
    return p->n > q->n ? -1 : 1;
  return (p->id > q->id) - (p->id < q->id);
}

static GArray *
sort_counts (GHashTable *counts)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (PostilHitCount), g_hash_table_size (counts));
  GHashTableIter iter;
  gpointer count;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    g_array_append_vals (sorted, count, 1);
  g_array_sort (sorted, compare_counts);
  return sorted;
}

GArray *
postil_hit_list_count_labels (PostilHitList *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);

  for (guint i = 0; i < self->hits->len; i++)
    {
      const Hit *hit = hit_at (self, i);
      gsize n_bytes = 0;
      const PostilHitLabel *labels = g_bytes_get_data (g_ptr_array_index (self->sets, hit->labels), &n_bytes);

      if (self->document != 0 && hit->hit.document != self->document)
        continue;
      if (n_bytes == 0)
        count_one (counts, POSTIL_HITS_OF_NO_LABEL);
      for (gsize j = 0; j < n_bytes / sizeof (PostilHitLabel); j++)
        count_one (counts, labels[j].label);
    }
  return sort_counts (counts);
}

GArray *
postil_hit_list_count_documents (PostilHitList *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);

  for (guint i = 0; i < self->hits->len; i++)
    if (self->label == 0 || has_label (self, hit_at (self, i), self->label))
      count_one (counts, hit_at (self, i)->hit.document);
  return sort_counts (counts);
}

/* --- Life ---------------------------------------------------------------------------------------------------------- */

static void
postil_hit_list_finalize (GObject *object)
{
  PostilHitList *self = POSTIL_HIT_LIST (object);

  forget_texts (self);
  g_clear_object (&self->project);
  g_array_unref (self->hits);
  g_array_unref (self->shown);
  g_ptr_array_unref (self->sets);
  g_hash_table_unref (self->rows);
  G_OBJECT_CLASS (postil_hit_list_parent_class)->finalize (object);
}

static void
postil_hit_list_class_init (PostilHitListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_hit_list_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TICKS_CHANGED] =
      g_signal_new ("ticks-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_hit_list_init (PostilHitList *self)
{
  self->hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->rows = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->texts);
}

PostilHitList *
postil_hit_list_new (void)
{
  return g_object_new (POSTIL_TYPE_HIT_LIST, NULL);
}
