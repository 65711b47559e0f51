/* rule-page-private.h - the inside of the rule editor, shared by its form and what it does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rule-job.h"
#include "rule-page.h"

G_BEGIN_DECLS

struct _PostilRulePage
{
  GtkBox         parent_instance;
  GtkDropDown   *choice;
  GtkEntry      *name;
  GtkDropDown   *label;
  GtkDropDown   *scope;
  GtkSpinButton *score;
  GtkSwitch     *enabled;
  GtkDropDown *over;
  GtkDropDown *where;
  GtkCheckButton *caseful;
  GtkEntry *reason;
  GtkTextView   *pattern;
  GtkTextView   *unless;
  GtkTextView   *roles; /* who says it, about whom */
  GtkTextView   *match;
  GtkTextView   *no_match;
  GtkLabel      *problem;
  GtkLabel      *examples;
  GtkLabel      *found;
  GtkWidget     *stop;
  GtkListBox    *hits;
  GtkWidget     *save;
  GtkWidget     *remove;
  GPtrArray     *packs;  /* PostilRulePack: the shipped ones, then the project's */
  GPtrArray     *rules;  /* PostilRule, borrowed, by row of the choice; the first is NULL: a new one */
  GHashTable    *stored; /* name -> GINT_TO_POINTER (enabled + 1): the project's own */
  const PostilRule *shown;    /* the one that is edited; NULL: a new one */
  const PostilRulePack *from; /* where the sub-patterns come from; NULL: nowhere */
  PostilSession *session;
  PostilRuleJob *job;
  guint          pause;
  gboolean       filling;
};

/* rule-page.c: what the form's widgets do. */
void postil_rule_page_changed (PostilRulePage *self);
void postil_rule_page_chosen  (PostilRulePage *self);
void postil_rule_page_stop    (PostilRulePage *self);
void postil_rule_page_save    (PostilRulePage *self);
void postil_rule_page_remove  (PostilRulePage *self);
void postil_rule_page_import  (PostilRulePage *self);
void postil_rule_page_export  (PostilRulePage *self);

/* rule-page-form.c */
GtkWidget *postil_rule_page_make_head (PostilRulePage *self);
GtkWidget *postil_rule_page_make_form (PostilRulePage *self);
GtkWidget *postil_rule_page_make_foot (PostilRulePage *self);

G_END_DECLS
