/* project-labels.c - what is done to a project's labels, each one undo step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

#include <string.h>

/* Labels show in every document, so all views read again. */
static gboolean
end (PostilProject *self, gboolean done, GError **error)
{
  if (done)
    postil_project_forget_labels (self);
  if (!postil_project_end (self, done, 0, error))
    return FALSE;
  postil_project_emit_labels (self);
  return TRUE;
}

gboolean
postil_project_add_label (PostilProject *self, PostilLabel *label, GError **error)
{
  return postil_project_begin (self, error, "Add the label %s", label->name) &&
         end (self, postil_labels_add (postil_project_get_store (self), label, error), error);
}

static char *
title_of (const PostilLabel *old, const PostilLabel *label)
{
  if (strcmp (old->name, label->name) != 0)
    return g_strdup_printf ("Rename %s to %s", old->name, label->name);
  if (old->archived != label->archived)
    return g_strdup_printf (label->archived ? "Archive the label %s" : "Bring the label %s back", label->name);
  return g_strdup_printf ("Change the label %s", label->name);
}

gboolean
postil_project_update_label (PostilProject *self, const PostilLabel *label, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  g_autoptr (PostilLabel) old = postil_labels_get (store, label->id, error);
  g_autofree char *title = NULL;

  if (old == NULL)
    return FALSE;
  if (postil_label_equal (old, label))
    return TRUE;
  title = title_of (old, label);
  return postil_project_begin (self, error, "%s", title) &&
         end (self, postil_labels_update (store, label, error), error);
}

gboolean
postil_project_move_label (PostilProject *self, PostilId label, guint at, GError **error)
{
  return postil_project_begin (self, error, "Move the label %s", postil_project_label_name (self, label)) &&
         end (self, postil_labels_move (postil_project_get_store (self), label, at, error), error);
}

gboolean
postil_project_merge_labels (PostilProject *self, PostilId from, PostilId into, GError **error)
{
  return postil_project_begin (self, error, "Merge %s into %s", postil_project_label_name (self, from),
                               postil_project_label_name (self, into)) &&
         end (self, postil_labels_merge (postil_project_get_store (self), from, into, error), error);
}

gboolean
postil_project_load_labels (PostilProject *self, GPtrArray *labels, guint *n_added, guint *n_changed, char ***notes,
                            GError **error)
{
  return postil_project_begin (self, error, "Load labels") &&
         end (self, postil_labels_load (postil_project_get_store (self), labels, n_added, n_changed, notes, error),
              error);
}
