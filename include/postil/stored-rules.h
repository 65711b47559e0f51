/* stored-rules.h - the rules that a project brings along, as text: to list, save and remove them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/transaction.h>

G_BEGIN_DECLS

/* A rule pack of one rule, in YAML (see rules.h). The store does not know whether it is one. */
typedef struct
{
  PostilId id;
  char    *name; /* "own.denies-flatly": pack and rule, unique in the project */
  char    *body;
  gboolean enabled;
} PostilStoredRule;

void       postil_stored_rule_free (PostilStoredRule *self);
/* By name, at most 10,000: GPtrArray of PostilStoredRule. (transfer full) */
GPtrArray *postil_stored_rules_list (PostilStore *store, GError **error);
/* Adds it, or takes the place of the one with that name. Needs an open transaction, as does the next. */
gboolean   postil_stored_rules_save (PostilStore *store, const char *name, const char *body, gboolean enabled, GError **error);
/* POSTIL_ERROR_NOT_FOUND when there is none. */
gboolean   postil_stored_rules_remove (PostilStore *store, const char *name, GError **error);
/* Changes whenever one that is switched on changes: what a user has agreed to run. NULL when there is none. (transfer full) */
char      *postil_stored_rules_fingerprint (PostilStore *store);

G_END_DECLS
