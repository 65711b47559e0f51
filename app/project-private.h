/* project-private.h - what the files of PostilProject share: one action is one transaction
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/project.h>

G_BEGIN_DECLS

/* Opens an edit titled by the format. Each begin is closed by exactly one _end(). */
gboolean postil_project_begin (PostilProject *self, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* Commits when @done, else rolls back. When committed, says what changed: @document, or with 0 the whole list. */
gboolean postil_project_end   (PostilProject *self, gboolean done, PostilId document, GError **error);

void postil_project_emit_document (PostilProject *self, PostilId document);
void postil_project_emit_list     (PostilProject *self);
void postil_project_emit_labels   (PostilProject *self);
void postil_project_emit_history  (PostilProject *self);
/* What is cached of the labels is no longer right. */
void postil_project_forget_labels (PostilProject *self);

/* Makes the annotator's row, in a transaction of its own, when there is none. */
gboolean    postil_project_sign_in    (PostilProject *self, GError **error);
/* The source "hand", within the caller's transaction. */
PostilId    postil_project_hand       (PostilProject *self, GError **error);
/* Within a transaction. @is_new: something was written. */
PostilSpanId postil_project_tag_one   (PostilProject *self, PostilId document, PostilRange range, PostilId label,
                                       gboolean *is_new, GError **error);
const char *postil_project_label_name (PostilProject *self, PostilId label);

G_END_DECLS
