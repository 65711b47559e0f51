/* rule-job.h - tries a rule while it is being written: its examples, then every document, in a thread of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/postil.h>

G_BEGIN_DECLS

typedef struct
{
  PostilId    document;
  PostilRange range;
  char       *words;
  char       *title;
} PostilRuleHit;

/* What is known so far. */
typedef struct
{
  char      *error;       /* what is wrong with the rule, or what stopped it; NULL: nothing */
  GPtrArray *complaints;  /* char *: examples that fail, and why */
  guint      n_examples;
  guint      n_passed;
  GPtrArray *hits;        /* PostilRuleHit, the first ones */
  guint      n_hits;
  guint      n_documents; /* with a hit */
  guint      n_read;
  guint      n_total;
  gboolean   ended;
} PostilRuleNews;

/* Called on the main thread whenever there are news, the last time with ended set. @news is the job's and may not be kept. */
typedef void (*PostilRuleNewsFunc) (const PostilRuleNews *news, gpointer user_data);

typedef struct _PostilRuleJob PostilRuleJob;

/* @body: a pack of one rule in YAML. The project is read through a connection of the thread's own. */
PostilRuleJob *postil_rule_job_start (const char *path, const char *body, PostilRuleNewsFunc func,
                                      gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
/* Nothing is told from here on; the thread ends by itself, at once. NULL is fine. */
void           postil_rule_job_stop  (PostilRuleJob *self);

G_END_DECLS
