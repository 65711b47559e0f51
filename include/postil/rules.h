/* rules.h - rule packs: patterns in YAML that propose spans, and their examples as tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/regex.h>
#include <postil/suggester.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_SCOPE_MATCH,    /* the match, or its group named like the label */
  POSTIL_SCOPE_CLAUSE,   /* the clause around it */
  POSTIL_SCOPE_SENTENCE,
  POSTIL_SCOPE_QUOTE,    /* the quote that holds it; no span where there is none */
} PostilRuleScope;

/**
 * PostilRule:
 *
 * name, label, scope, pattern (free-spacing), score, examples that must and must not match. Named groups become spans
 * of the label that they name, and relations between them and the rule's own span. Shared sub-patterns stand in the
 * pack's "define" and are put in front of each pattern as (?(DEFINE)...).
 */
typedef struct
{
  char           *name; /* "denial.denies": unique in the pack */
  char           *label;
  PostilRuleScope scope;
  char           *pattern;
  double          score;
  char           *reason;
  char          **match;    /* examples that must match; "[...]" in one marks the span it must give */
  char          **no_match; /* examples that must not */
  PostilRegex    *regex;
  guint           line; /* of the rule in its file */
} PostilRule;

typedef struct _PostilRulePack PostilRulePack;

/* @origin names the pack in messages ("rules/denial.yaml"). Errors are "origin:line: error: what, what to do". */
PostilRulePack *postil_rule_pack_parse (const char *yaml, gssize n_bytes, const char *origin, GError **error);
void            postil_rule_pack_free  (PostilRulePack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRulePack, postil_rule_pack_free)
const char       *postil_rule_pack_get_name (const PostilRulePack *self);
guint             postil_rule_pack_get_n_rules (const PostilRulePack *self);
const PostilRule *postil_rule_pack_get_rule (const PostilRulePack *self, guint index);

/* Runs one rule over a document and proposes what it finds. */
gboolean postil_rule_apply (const PostilRulePack *pack, const PostilRule *rule, PostilAnalysis *analysis,
                            GCancellable *cancellable, GError **error);

/* One example, run. @message says what was expected and found when it failed. */
typedef struct
{
  const PostilRule *rule;
  const char       *example;
  gboolean          passed;
  char             *message;
} PostilRuleResult;

/* GPtrArray of PostilRuleResult, one per example. (transfer full) */
GPtrArray *postil_rule_pack_test (const PostilRulePack *self);

G_END_DECLS
