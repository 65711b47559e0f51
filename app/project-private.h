/* project-private.h - what the files of PostilProject share: one action is one transaction
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/project.h>
#include <postil/suggester.h>

G_BEGIN_DECLS

/* Opens an edit titled by the format. Each begin is closed by exactly one _end(). */
gboolean postil_project_begin (PostilProject *self, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* When @n spans are to come, which may be many. FALSE: rolled back. */
gboolean postil_project_expect (PostilProject *self, guint n, GError **error);
/* Commits when @done, else rolls back. When committed, says what changed: @document, or with 0 the whole list. */
gboolean postil_project_end   (PostilProject *self, gboolean done, PostilId document, GError **error);

void postil_project_emit_document (PostilProject *self, PostilId document);
void postil_project_emit_list     (PostilProject *self);
void postil_project_emit_labels   (PostilProject *self);
void postil_project_emit_history  (PostilProject *self);
/* The rules may have changed; before the history is told of. */
void postil_project_touch_rules   (PostilProject *self);
/* What an undo or redo changed. */
void postil_project_emit_edit     (PostilProject *self, const PostilEdit *edit);
/* Names, or NULL. */
void postil_project_take_slow_rules (PostilProject *self, char **names);
/* What is cached of the labels is no longer right. */
void postil_project_forget_labels (PostilProject *self);

/* Makes the annotator's row, in a transaction of its own, when there is none. */
gboolean    postil_project_sign_in    (PostilProject *self, GError **error);
/* The source "hand", within the caller's transaction. */
PostilId    postil_project_hand       (PostilProject *self, GError **error);
/* Within a transaction. @is_new: something was written. */
PostilSpanId postil_project_tag_one   (PostilProject *self, PostilId document, PostilRange range, PostilId label,
                                       gboolean *is_new, GError **error);
/* project-learn.c: what was learned from the decisions so far. Whoever uses it in a thread holds the lock. */
typedef struct _PostilTeacher PostilTeacher;

PostilTeacher *postil_teacher_new    (void) G_GNUC_WARN_UNUSED_RESULT;
PostilTeacher *postil_teacher_ref    (PostilTeacher *self);
void           postil_teacher_unref  (PostilTeacher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilTeacher, postil_teacher_unref)
void           postil_teacher_lock   (PostilTeacher *self);
/* @complete: all documents were looked through. */
void           postil_teacher_unlock (PostilTeacher *self, gboolean complete);
/* Takes the lock. */
char         **postil_teacher_dup_labels (PostilTeacher *self);
/* Takes in what was decided since the last time and learns. @documents: which to look through, from @from on; none when there is
 * nothing new. */
gboolean       postil_teacher_teach  (PostilTeacher *self, PostilStore *store, PostilId from, PostilSuggestContext **context,
                                      GArray **documents, GCancellable *cancellable, GError **error);
PostilTeacher *postil_project_get_teacher (PostilProject *self);
const char *postil_project_label_name (PostilProject *self, PostilId label);

G_END_DECLS
