/* chooser.h - an entry over a short list: type a few letters, Enter does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <postil/label.h>

G_BEGIN_DECLS

/* One line to choose. Owns all of it. */
typedef struct
{
  char        *title;
  char        *detail; /* nullable */
  char        *key;    /* for people; nullable */
  char *group;         /* a heading stands over the first of each; nullable */
  PostilLabel *label;  /* its dot is shown; nullable */
  char        *action; /* what choosing it activates, with @target */
  GVariant    *target; /* nullable */
  int          score;
} PostilChoice;

/* @detailed: "win.mode::review" as well as "win.undo". */
PostilChoice *postil_choice_new  (const char *title, const char *detailed, int score);
void          postil_choice_free (PostilChoice *self);

/* What there is for @typed, best first: GPtrArray of PostilChoice. (transfer full) */
typedef GPtrArray *(*PostilChoiceSource) (const char *typed, gpointer user_data);

#define POSTIL_TYPE_CHOOSER (postil_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PostilChooser, postil_chooser, POSTIL, CHOOSER, GtkPopover)

GtkWidget *postil_chooser_new  (void);
/* Over the top of the parent. @note (nullable) stands under the entry. */
void       postil_chooser_open (PostilChooser *self, const char *prompt, const char *note, PostilChoiceSource source,
                                gpointer user_data);

G_END_DECLS
