/* export-dialog-private.h - the parts of the export dialog, for the files that make it up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chooser.h"
#include "export-dialog.h"

G_BEGIN_DECLS

struct _PostilExportDialog
{
  AdwWindow       parent_instance;
  GtkWidget      *content;
  GtkWidget      *export_button;
  GtkInfoBar     *failure;
  GtkLabel       *failure_text;
  AdwActionRow   *format_row;
  PostilChooser  *chooser; /* a child of @content */
  GtkMenuButton  *profile_button;
  GtkSpinner     *losses_spinner;
  GtkLabel       *losses_summary;
  GtkListBox     *losses;
  gboolean        details_open; /* the row of them, which is made anew with each rehearsal */
  GtkWidget      *spreadsheet_row;
  GtkSwitch      *spreadsheet;
  GtkSwitch      *done_only;
  AdwComboRow    *annotator;
  AdwComboRow    *negatives;
  AdwExpanderRow *split;
  GtkSpinButton  *validation;
  GtkSpinButton  *test;
  GtkSpinButton  *seed;
  GtkSwitch      *stratified;
  GtkSwitch      *strict;
  GtkWidget      *states;
  GtkCheckButton *kept;
  GtkCheckButton *suggested;
  GtkCheckButton *rejected;
  GtkWidget      *labels;
  GtkTextView    *preview;

  PostilProject      *project;
  const PostilFormat *format;
  PostilEdges edges; /* what becomes of what does not fit */
  PostilOverlap overlap;
  PostilParts parts;
  GSimpleActionGroup *actions;
  char               *profile; /* name of the one that was chosen, or NULL */
  GCancellable       *rehearsing;
  guint               update;  /* source of the pending rehearsal, 0: none */
  gboolean            filling; /* choices are being set, not made */
};

/* export-dialog.c */
void           postil_export_dialog_fail        (PostilExportDialog *self, const GError *error);
void           postil_export_dialog_changed     (PostilExportDialog *self); /* rehearse again, soon */
/* What is chosen. NULL when nothing is chosen that could be exported. (transfer full) */
PostilProfile *postil_export_dialog_get_profile (PostilExportDialog *self);
void           postil_export_dialog_set_profile (PostilExportDialog *self, const PostilProfile *profile);

/* export-rehearsal.c */
void postil_export_dialog_rehearse       (PostilExportDialog *self, const PostilProfile *profile);
void postil_export_dialog_jump           (PostilExportDialog *self, GtkListBoxRow *row);
/* FALSE when @row is not the one that opens the details. */
gboolean postil_export_dialog_toggle_details (PostilExportDialog *self, GtkListBoxRow *row);

/* export-profiles.c */
void postil_export_dialog_install_profiles (PostilExportDialog *self);
void postil_export_dialog_set_profile_name (PostilExportDialog *self, const char *name);

G_END_DECLS
