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
  GPtrArray     *before; /* packs that @shown and @from lie in when the list was read again below them; else NULL */
  char          *clean;  /* the rule as YAML before anything was typed */
  guint          serial; /* of the project's rules when they were looked at last */
  char          *fingerprint; /* of the project's rules as they are listed */
  char          *notice; /* said until something is typed, unless the rule itself is wrong; NULL: nothing */
  PostilSession *session;
  PostilRuleJob *job;
  guint          pause;
  gboolean       filling;
  gboolean       keeping; /* what the project tells of its history now is our own doing */
  gboolean       trying;  /* @job is at work */
};

/* rule-page.c */
PostilProject *postil_rule_page_get_project  (PostilRulePage *self);
/* The rule as YAML, its short name, and that with its pack; (transfer full). */
char          *postil_rule_page_get_body     (PostilRulePage *self);
char          *postil_rule_page_get_name     (PostilRulePage *self);
char          *postil_rule_page_dup_full_name (PostilRulePage *self);
void           postil_rule_page_say          (PostilRulePage *self, const char *text, gboolean undo);
void           postil_rule_page_show_problem (PostilRulePage *self, const char *message);
/* Says what has nothing to do with the pattern, and it stays while the rule is tried; NULL: nothing. */
void           postil_rule_page_notify       (PostilRulePage *self, const char *notice);
/* Lists the rules again and shows @selected; NULL: an empty new one. */
void           postil_rule_page_read         (PostilRulePage *self, const char *selected);
/* The same, but what is being written stays. */
void           postil_rule_page_list_again   (PostilRulePage *self, const char *selected);

/* What the form's widgets do. */
void postil_rule_page_changed (PostilRulePage *self);
void postil_rule_page_chosen  (PostilRulePage *self);

/* rule-page-keep.c */
/* Another string for other stored rules (PostilStoredRule). (transfer full) */
char *postil_rule_page_print_stored (GPtrArray *stored);
void postil_rule_page_save    (PostilRulePage *self);
void postil_rule_page_remove  (PostilRulePage *self);
void postil_rule_page_import  (PostilRulePage *self);
void postil_rule_page_export  (PostilRulePage *self);

/* rule-page-form.c */
GtkWidget *postil_rule_page_make_head (PostilRulePage *self);
GtkWidget *postil_rule_page_make_form (PostilRulePage *self);
GtkWidget *postil_rule_page_make_foot (PostilRulePage *self);

G_END_DECLS
