/* label-set.h - how labels are defined, within a file of documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "export-walk.h"
#include "intake.h"

G_BEGIN_DECLS

/* An array of those that an export asks for, with their parents and in their order, but for what every new project has:
 * objects with the members of a label pack. NULL: there are none, or too many. (transfer full) */
json_t *postil_label_set_to_json (const PostilExportWalk *walk);
/* Takes over what the project does not have yet, and those that it has but that nobody has used so far; of all others
 * it keeps its own. What is wrong with it is reported at @line; FALSE only when the store fails. */
gboolean postil_label_set_read (PostilIntake *intake, PostilStore *store, const json_t *set, guint line,
                                GError **error);

G_END_DECLS
