/* project-search.c - what is done to many hits of a search at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

int
postil_project_tag_hits (PostilProject *self, const PostilHit *hits, guint n_hits, PostilId label, GError **error)
{
  gboolean done = TRUE;
  int n_new = 0;

  if (n_hits == 0)
    return 0;
  if (!postil_project_begin (self, error, "Tag %u × %s", n_hits, postil_project_label_name (self, label)))
    return -1;
  if (!postil_project_expect (self, n_hits, error))
    return -1;
  for (guint i = 0; done && i < n_hits; i++)
    {
      gboolean is_new = FALSE;

      done = postil_project_tag_one (self, hits[i].document, hits[i].range, label, &is_new, error) != 0;
      n_new += is_new;
    }
  return postil_project_end (self, done, 0, error) ? n_new : -1;
}

/* Within a transaction: the kept spans at this very place; with @label 0 those of any label but structure. */
static gboolean
untag_one (PostilProject *self, const PostilHit *hit, PostilId label, int *n_removed, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  g_autoptr (GPtrArray) spans = postil_spans_at (store, hit->document, hit->range, label, error);

  if (spans == NULL)
    return FALSE;
  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      const PostilLabel *known = postil_project_get_label (self, span->label);

      if (span->state != POSTIL_STATE_KEPT || (known != NULL && known->kind == POSTIL_LABEL_STRUCTURE))
        continue;
      if (!postil_spans_remove (store, span->id, error))
        return FALSE;
      (*n_removed)++;
    }
  return TRUE;
}

int
postil_project_untag_hits (PostilProject *self, const PostilHit *hits, guint n_hits, PostilId label, GError **error)
{
  gboolean done = TRUE;
  int n_removed = 0;

  if (n_hits == 0)
    return 0;
  if (!postil_project_begin (self, error, "Untag %u hits", n_hits))
    return -1;
  for (guint i = 0; done && i < n_hits; i++)
    done = untag_one (self, &hits[i], label, &n_removed, error);
  return postil_project_end (self, done, 0, error) ? n_removed : -1;
}
