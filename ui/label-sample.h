/* label-sample.h - how a label looks on the light and on the dark page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <postil/label.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_LABEL_SAMPLE (postil_label_sample_get_type ())
G_DECLARE_FINAL_TYPE (PostilLabelSample, postil_label_sample, POSTIL, LABEL_SAMPLE, GtkWidget)

GtkWidget *postil_label_sample_new       (void);
void       postil_label_sample_set_label (PostilLabelSample *self, const char *name, const char *colour);
/* Contrast of the label's name as it is written on either page. */
void       postil_label_sample_contrast  (const char *colour, double *light, double *dark);

G_END_DECLS
