/* document-list-model.c - the documents of a project as a GListModel that reads SQL a page at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-list-model.h"

/* Rows per query, and queries kept: more than any screen shows, less than any project grows to. */
#define PAGE_LENGTH 64u
#define MAX_PAGES 48u

struct _PostilDocumentItem
{
  GObject            parent_instance;
  PostilDocumentRow *row;
};

enum
{
  ITEM_CHANGED,
  N_ITEM_SIGNALS
};

static guint item_signals[N_ITEM_SIGNALS];

G_DEFINE_TYPE (PostilDocumentItem, postil_document_item, G_TYPE_OBJECT)

static void
postil_document_item_finalize (GObject *object)
{
  PostilDocumentItem *self = POSTIL_DOCUMENT_ITEM (object);

  g_clear_pointer (&self->row, postil_document_row_free);
  G_OBJECT_CLASS (postil_document_item_parent_class)->finalize (object);
}

static void
postil_document_item_class_init (PostilDocumentItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_document_item_finalize;
  item_signals[ITEM_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 0);
}

static void
postil_document_item_init (PostilDocumentItem *self)
{
}

/* Takes @row. */
static PostilDocumentItem *
document_item_new (PostilDocumentRow *row)
{
  PostilDocumentItem *self = g_object_new (POSTIL_TYPE_DOCUMENT_ITEM, NULL);

  self->row = row;
  return self;
}

/* Takes @row. */
static void
document_item_set_row (PostilDocumentItem *self, PostilDocumentRow *row)
{
  const PostilDocumentRow *old = self->row;
  gboolean same = g_strcmp0 (old->title, row->title) == 0 && old->kind == row->kind && old->reading == row->reading &&
                  old->n_kept == row->n_kept && old->n_suggested == row->n_suggested;

  postil_document_row_free (self->row);
  self->row = row;
  if (!same)
    g_signal_emit (self, item_signals[ITEM_CHANGED], 0);
}

const PostilDocumentRow *
postil_document_item_get_row (PostilDocumentItem *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT_ITEM (self), NULL);
  return self->row;
}

struct _PostilDocumentListModel
{
  GObject              parent_instance;
  PostilProject       *project;
  PostilDocumentFilter filter;
  char                *filter_text;
  GHashTable          *only; /* PostilId; NULL: any */
  GArray              *ids;  /* of all that pass; NULL: every document does, and is counted and paged by the store */
  guint                n_items;
  GHashTable          *pages; /* page number -> GPtrArray of PostilDocumentItem */
  GQueue               order; /* page numbers, least recently loaded first */
  GArray              *places; /* Place of every document under the filter, by id; NULL: to be read */
  GError              *error;
};

static GType
document_list_model_get_item_type (GListModel *model)
{
  return POSTIL_TYPE_DOCUMENT_ITEM;
}

static guint
document_list_model_get_n_items (GListModel *model)
{
  return POSTIL_DOCUMENT_LIST_MODEL (model)->n_items;
}

static PostilStore *
get_store (PostilDocumentListModel *self)
{
  return postil_project_get_store (self->project);
}

static void
keep_error (PostilDocumentListModel *self, GError *error)
{
  g_warning ("Cannot read the document list: %s", error->message);
  g_clear_error (&self->error);
  self->error = error;
}

/* A page of what passes the filter. One that went meanwhile leaves an empty row. */
static GPtrArray *
read_rows (PostilDocumentListModel *self, guint from, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_document_row_free);

  for (guint i = from; i < self->ids->len && i < from + PAGE_LENGTH; i++)
    {
      g_autoptr (GError) local_error = NULL;
      PostilDocumentRow *row = postil_documents_get_row (get_store (self), g_array_index (self->ids, PostilId, i),
                                                         self->filter.annotator, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      g_ptr_array_add (rows, row != NULL ? row : g_new0 (PostilDocumentRow, 1));
    }
  return g_steal_pointer (&rows);
}

/* Items of a page straight from the file, or an empty array. (transfer full) */
static GPtrArray *
read_page (PostilDocumentListModel *self, guint number)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;

  rows = self->ids != NULL
             ? read_rows (self, number * PAGE_LENGTH, &error)
             : postil_documents_page (get_store (self), &self->filter, number * PAGE_LENGTH, PAGE_LENGTH, &error);
  if (rows == NULL)
    {
      keep_error (self, error);
      return items;
    }
  /* The rows move into the items, so the array must not free them. */
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (items, document_item_new (g_ptr_array_index (rows, i)));
  return items;
}

static GPtrArray *
get_page (PostilDocumentListModel *self, guint number)
{
  GPtrArray *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page != NULL)
    return page;
  page = read_page (self, number);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
  g_queue_push_tail (&self->order, GUINT_TO_POINTER (number));
  if (self->order.length > MAX_PAGES)
    g_hash_table_remove (self->pages, g_queue_pop_head (&self->order));
  return page;
}

static gpointer
document_list_model_get_item (GListModel *model, guint position)
{
  PostilDocumentListModel *self = POSTIL_DOCUMENT_LIST_MODEL (model);
  GPtrArray *page;

  if (position >= self->n_items)
    return NULL;
  page = get_page (self, position / PAGE_LENGTH);
  if (position % PAGE_LENGTH >= page->len)
    {
      /* The file shrank behind our back; a list item must not be NULL below n_items. */
      return document_item_new (g_new0 (PostilDocumentRow, 1));
    }
  return g_object_ref (g_ptr_array_index (page, position % PAGE_LENGTH));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = document_list_model_get_item_type;
  iface->get_n_items = document_list_model_get_n_items;
  iface->get_item = document_list_model_get_item;
}

G_DEFINE_TYPE_WITH_CODE (PostilDocumentListModel, postil_document_list_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gboolean
is_filtered (PostilDocumentListModel *self)
{
  return self->only != NULL || self->filter_text != NULL || self->filter.reading >= 0 || self->filter.has_suggestions ||
         self->filter.label != 0;
}

/* (transfer full) */
static GArray *
read_ids (PostilDocumentListModel *self)
{
  GError *error = NULL;
  GArray *ids = postil_documents_ids (get_store (self), &self->filter, &error);
  guint n = 0;

  if (ids == NULL)
    {
      keep_error (self, error);
      return g_array_new (FALSE, FALSE, sizeof (PostilId));
    }
  for (guint i = 0; self->only != NULL && i < ids->len; i++)
    if (g_hash_table_contains (self->only, &g_array_index (ids, PostilId, i)))
      g_array_index (ids, PostilId, n++) = g_array_index (ids, PostilId, i);
  if (self->only != NULL)
    g_array_set_size (ids, n);
  return ids;
}

static guint
read_count (PostilDocumentListModel *self)
{
  GError *error = NULL;
  guint n;

  g_clear_pointer (&self->ids, g_array_unref);
  if (is_filtered (self))
    {
      g_clear_pointer (&self->places, g_array_unref);
      self->ids = read_ids (self);
      return self->ids->len;
    }
  n = postil_documents_count (get_store (self), &self->filter, &error);
  if (error != NULL)
    keep_error (self, error);
  return n;
}

static void
forget_pages (PostilDocumentListModel *self)
{
  g_clear_pointer (&self->places, g_array_unref);
  g_hash_table_remove_all (self->pages);
  g_queue_clear (&self->order);
}

/* In two steps: a selection model that saw one would look for its item among all the new ones, page after page. */
static void
reload (PostilDocumentListModel *self)
{
  guint old_n = self->n_items;

  forget_pages (self);
  self->n_items = 0;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old_n, 0);
  self->n_items = read_count (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->n_items);
}

/* TRUE when the first rows of @fresh are those of @page; then @page got their states and counts. */
static gboolean
update_page (GPtrArray *page, GPtrArray *fresh)
{
  if (fresh->len < page->len)
    return FALSE;
  for (guint i = 0; i < page->len; i++)
    {
      PostilDocumentItem *old = g_ptr_array_index (page, i);
      PostilDocumentItem *new = g_ptr_array_index (fresh, i);

      if (old->row->id != new->row->id)
        return FALSE;
    }
  for (guint i = 0; i < page->len; i++)
    {
      PostilDocumentItem *new = g_ptr_array_index (fresh, i);

      document_item_set_row (g_ptr_array_index (page, i), g_steal_pointer (&new->row));
    }
  /* Rows that were appended: the fresh items are as good as any. */
  for (guint i = page->len; i < fresh->len; i++)
    g_ptr_array_add (page, g_object_ref (g_ptr_array_index (fresh, i)));
  return TRUE;
}

/* The common case is that counts changed or documents were appended: then nothing that is on screen moves. */
static void
documents_changed (PostilDocumentListModel *self)
{
  guint n = read_count (self);
  guint old_n = self->n_items;
  GList *number;

  if (n != old_n)
    g_clear_pointer (&self->places, g_array_unref);
  if (n < old_n)
    {
      reload (self);
      return;
    }
  for (number = self->order.head; number != NULL; number = number->next)
    {
      GPtrArray *page = g_hash_table_lookup (self->pages, number->data);
      g_autoptr (GPtrArray) fresh = read_page (self, GPOINTER_TO_UINT (number->data));

      if (!update_page (page, fresh))
        {
          reload (self);
          return;
        }
    }
  self->n_items = n;
  if (n > old_n)
    g_list_model_items_changed (G_LIST_MODEL (self), old_n, 0, n - old_n);
}

/* ---- where a document is ---- */

typedef struct
{
  PostilId document;
  guint    position;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a, *second = b;

  return (first->document > second->document) - (first->document < second->document);
}

/* Once for all: a review goes from one end of the list to the other, and reading it takes most of a frame. */
static gboolean
read_places (PostilDocumentListModel *self)
{
  GError *error = NULL;
  g_autoptr (GArray) ids = NULL;

  if (self->places != NULL)
    return TRUE;
  ids = self->ids != NULL ? g_array_ref (self->ids) : postil_documents_ids (get_store (self), &self->filter, &error);
  if (ids == NULL)
    {
      keep_error (self, error);
      return FALSE;
    }
  self->places = g_array_sized_new (FALSE, FALSE, sizeof (Place), ids->len);
  for (guint i = 0; i < ids->len; i++)
    {
      Place place = { g_array_index (ids, PostilId, i), i };

      g_array_append_val (self->places, place);
    }
  g_array_sort (self->places, compare_places);
  return TRUE;
}

static PostilDocumentItem *
find_cached (PostilDocumentListModel *self, PostilId document, guint *position)
{
  GHashTableIter iter;
  gpointer number, page;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &number, &page))
    {
      GPtrArray *items = page;

      for (guint i = 0; i < items->len; i++)
        {
          PostilDocumentItem *item = g_ptr_array_index (items, i);

          if (item->row->id != document)
            continue;
          *position = GPOINTER_TO_UINT (number) * PAGE_LENGTH + i;
          return item;
        }
    }
  return NULL;
}

static void
document_changed (PostilDocumentListModel *self, gint64 document)
{
  guint position;
  PostilDocumentItem *item = find_cached (self, document, &position);
  PostilDocumentRow *row;

  if (item == NULL)
    return;
  row = postil_documents_get_row (get_store (self), document, self->filter.annotator, NULL);
  if (row != NULL)
    document_item_set_row (item, row);
}

static void
postil_document_list_model_dispose (GObject *object)
{
  PostilDocumentListModel *self = POSTIL_DOCUMENT_LIST_MODEL (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (postil_document_list_model_parent_class)->dispose (object);
}

static void
postil_document_list_model_finalize (GObject *object)
{
  PostilDocumentListModel *self = POSTIL_DOCUMENT_LIST_MODEL (object);

  forget_pages (self);
  g_hash_table_unref (self->pages);
  g_free (self->filter_text);
  g_clear_pointer (&self->only, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (postil_document_list_model_parent_class)->finalize (object);
}

static void
postil_document_list_model_class_init (PostilDocumentListModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = postil_document_list_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_document_list_model_finalize;
}

static void
postil_document_list_model_init (PostilDocumentListModel *self)
{
  self->filter = POSTIL_DOCUMENT_FILTER_ALL;
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_queue_init (&self->order);
}

PostilDocumentListModel *
postil_document_list_model_new (PostilProject *project)
{
  PostilDocumentListModel *self;

  g_return_val_if_fail (POSTIL_IS_PROJECT (project), NULL);
  self = g_object_new (POSTIL_TYPE_DOCUMENT_LIST_MODEL, NULL);
  self->project = g_object_ref (project);
  self->filter.annotator = postil_project_get_annotator (project);
  self->n_items = read_count (self);
  g_signal_connect_swapped (project, "documents-changed", G_CALLBACK (documents_changed), self);
  g_signal_connect_swapped (project, "document-changed", G_CALLBACK (document_changed), self);
  return self;
}

void
postil_document_list_model_set_filter (PostilDocumentListModel *self, const PostilDocumentFilter *filter,
                                       const GArray *only)
{
  g_return_if_fail (POSTIL_IS_DOCUMENT_LIST_MODEL (self));
  g_free (self->filter_text);
  self->filter_text = filter->text != NULL && filter->text[0] != '\0' ? g_strdup (filter->text) : NULL;
  self->filter = *filter;
  self->filter.text = self->filter_text;
  self->filter.annotator = postil_project_get_annotator (self->project);
  g_clear_pointer (&self->only, g_hash_table_unref);
  if (only != NULL)
    self->only = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; only != NULL && i < only->len; i++)
    g_hash_table_add (self->only, g_memdup2 (&g_array_index (only, PostilId, i), sizeof (PostilId)));
  reload (self);
}

gboolean
postil_document_list_model_find (PostilDocumentListModel *self, PostilId document, guint *position)
{
  Place wanted = { document, 0 };
  guint at;

  g_return_val_if_fail (POSTIL_IS_DOCUMENT_LIST_MODEL (self), FALSE);
  if (find_cached (self, document, position) != NULL)
    return TRUE;
  if (!read_places (self) || !g_array_binary_search (self->places, &wanted, compare_places, &at))
    return FALSE;
  *position = g_array_index (self->places, Place, at).position;
  return TRUE;
}

const GError *
postil_document_list_model_get_error (PostilDocumentListModel *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT_LIST_MODEL (self), NULL);
  return self->error;
}
