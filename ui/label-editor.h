/* label-editor.h - the window in which the labels of a project are named, coloured, ordered, archived and merged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "key-map.h"

#include <adwaita.h>
#include <postil/project.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_LABEL_EDITOR (postil_label_editor_get_type ())
/**
 * PostilLabelEditor:
 *
 * A list of labels and a form for the chosen one. Each change is written at once, as one undo step of the project; Ctrl+Z
 * takes it back here, too.
 */
G_DECLARE_FINAL_TYPE (PostilLabelEditor, postil_label_editor, POSTIL, LABEL_EDITOR, AdwWindow)

/* @label 0: the first one. */
void postil_label_editor_show (GtkWindow *parent, PostilProject *project, PostilKeyMap *keys, PostilId label);

G_END_DECLS
