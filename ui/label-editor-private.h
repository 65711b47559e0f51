/* label-editor-private.h - the inside of PostilLabelEditor, shared by its files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "label-editor.h"
#include "label-form.h"

G_BEGIN_DECLS

struct _PostilLabelEditor
{
  AdwWindow parent_instance;

  PostilProject   *project;
  AdwLeaflet      *leaflet;
  AdwToastOverlay *toasts;
  GtkListBox      *list;
  GtkWidget       *back;
  GtkWidget       *up; /* this and the next three go to the menu where there is no room */
  GtkWidget       *down;
  GtkWidget       *archive;
  GtkWidget       *merge;
  PostilLabelForm *form;
  PostilId         label;         /* 0: none */
  gboolean         show_archived;
  gboolean         filling;       /* rows come and go: their selection is no choice */
};

/* Runs after the change was made, with its toast. */
void postil_label_editor_tell (PostilLabelEditor *self, const char *text, gboolean with_undo);

/* label-merge.c */
void postil_label_editor_ask_merge (PostilLabelEditor *self);
/* label-files.c */
void postil_label_editor_load (PostilLabelEditor *self);
void postil_label_editor_save (PostilLabelEditor *self);

G_END_DECLS
