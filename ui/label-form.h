/* label-form.h - one label's name, kind, parent, key, colour and guideline, to be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "key-map.h"

#include <adwaita.h>
#include <postil/project.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_LABEL_FORM (postil_label_form_get_type ())
/* Writes each change through the project; what cannot be is told in the form, and stays to be mended. */
G_DECLARE_FINAL_TYPE (PostilLabelForm, postil_label_form, POSTIL, LABEL_FORM, AdwBin)

GtkWidget *postil_label_form_new       (PostilProject *project, PostilKeyMap *keys);
/* Writes what is left of the label before. 0: nothing to show. */
void       postil_label_form_set_label (PostilLabelForm *self, PostilId label);
void       postil_label_form_focus     (PostilLabelForm *self);

G_END_DECLS
