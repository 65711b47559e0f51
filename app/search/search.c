/* search.c - walks over the documents that may hold a hit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "query.h"

#define DEADLINE_MS 5000 /* for one document */

struct _PostilSearch
{
  PostilStore *store;
  PostilQuery *query;
  GCancellable *cancellable;
  GArray *ids; /* PostilId */
  guint done;
};

PostilSearch *
postil_search_new (PostilStore *store, PostilQuery *query, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = query->index != NULL ? postil_documents_matching (store, query->index, error)
                                                : postil_documents_ids (store, &POSTIL_DOCUMENT_FILTER_ALL, error);
  PostilSearch *self;

  if (ids == NULL)
    return NULL;
  self = g_new0 (PostilSearch, 1);
  self->store = store;
  self->query = postil_query_ref (query);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->ids = g_steal_pointer (&ids);
  return self;
}

void
postil_search_free (PostilSearch *self)
{
  if (self == NULL)
    return;
  postil_query_unref (self->query);
  g_clear_object (&self->cancellable);
  g_array_unref (self->ids);
  g_free (self);
}

guint
postil_search_get_done (const PostilSearch *self)
{
  return self->done;
}

guint
postil_search_get_total (const PostilSearch *self)
{
  return self->ids->len;
}

void
postil_found_free (PostilFound *self)
{
  if (self == NULL)
    return;
  postil_document_free (self->document);
  g_array_unref (self->hits);
  g_clear_error (&self->gave_up);
  g_free (self);
}

/* FALSE only when it was cancelled. */
static gboolean
find_hits (PostilSearch *self, PostilFound *found, GError **error)
{
  PostilText *text = found->document->text;
  g_autoptr (PostilRegexMatch) match =
      postil_regex_match_new (self->query->regex, text, POSTIL_RANGE (0, postil_text_get_length (text)), DEADLINE_MS,
                              self->cancellable);

  while (postil_regex_match_next (match, &found->gave_up))
    {
      PostilRange range = postil_regex_match_range (match);

      g_array_append_val (found->hits, range);
    }
  if (!g_error_matches (found->gave_up, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&found->gave_up));
  return FALSE;
}

PostilFound *
postil_search_next (PostilSearch *self, GError **error)
{
  while (self->done < self->ids->len)
    {
      g_autoptr (PostilFound) found = NULL;
      g_autoptr (PostilDocument) document = NULL;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return NULL;
      document = postil_documents_get (self->store, g_array_index (self->ids, PostilId, self->done), error);
      if (document == NULL)
        return NULL;
      self->done++;
      found = g_new0 (PostilFound, 1);
      found->document = g_steal_pointer (&document);
      found->hits = g_array_new (FALSE, FALSE, sizeof (PostilRange));
      if (!find_hits (self, found, error))
        return NULL;
      if (found->hits->len > 0 || found->gave_up != NULL)
        return g_steal_pointer (&found);
    }
  return NULL;
}
