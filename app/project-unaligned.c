/* project-unaligned.c - what an import could not place comes to its place, or off the list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

#include <postil/placing.h>

gboolean
postil_project_place_unaligned (PostilProject *self, PostilId unaligned, PostilRange range, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  g_autoptr (PostilUnaligned) entry = postil_unaligned_get (store, unaligned, error);

  if (entry == NULL)
    return FALSE;
  return postil_project_begin (self, error, "Place %s", postil_project_label_name (self, entry->label)) &&
         postil_project_end (
             self, postil_unaligned_place (store, unaligned, range, postil_project_get_annotator (self), error),
             entry->document, error);
}

gboolean
postil_project_dismiss_unaligned (PostilProject *self, PostilId unaligned, GError **error)
{
  PostilStore *store = postil_project_get_store (self);
  g_autoptr (PostilUnaligned) entry = postil_unaligned_get (store, unaligned, error);

  if (entry == NULL)
    return FALSE;
  return postil_project_begin (self, error, "Dismiss %s", postil_project_label_name (self, entry->label)) &&
         postil_project_end (self, postil_unaligned_set_dismissed (store, unaligned, TRUE, error), entry->document,
                             error);
}

int
postil_project_place_clear (PostilProject *self, GError **error)
{
  int n_placed;

  if (!postil_project_begin (self, error, "Place spans whose words stand once"))
    return -1;
  n_placed =
      postil_unaligned_place_clear (postil_project_get_store (self), postil_project_get_annotator (self), error);
  return postil_project_end (self, n_placed >= 0, 0, error) ? n_placed : -1;
}
