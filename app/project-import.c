/* project-import.c - files come into a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

gboolean
postil_project_import (PostilProject *self, const char *const *paths, const PostilFormat *format,
                       const PostilImportOptions *options, PostilReport *report, GCancellable *cancellable,
                       GError **error)
{
  PostilImportOptions own = options != NULL ? *options : (PostilImportOptions){ 0 };

  if (own.annotator == 0 && !own.dry_run && !postil_project_sign_in (self, error))
    return FALSE;
  if (own.annotator == 0)
    own.annotator = postil_project_get_annotator (self);
  /* It opens its own transaction: one undo step for all the files. */
  if (!postil_import (postil_project_get_store (self), paths, format, &own, report, cancellable, error))
    return FALSE;
  if (!own.dry_run)
    postil_project_changed (self);
  return TRUE;
}
