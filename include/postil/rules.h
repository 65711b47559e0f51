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

typedef struct _PostilNeed PostilNeed;

/**
 * PostilRule:
 *
 * One rule of a pack, in YAML:
 *
 *   pack: denial                     name of the pack
 *   use: [shared]                    shipped packs whose sub-patterns this one calls; optional
 *   define:                          sub-patterns, called as (?&denying) and free to call each other
 *     denying: \bden(?:y|ies|ied|ying)\b
 *   rules:
 *     - name: denies                 unique in the pack; the source of its spans is "rules/denial.denies"
 *       label: Denial
 *       scope: clause                match (default), clause, sentence, quote
 *       over: sentence               what the pattern sees at once: sentence (default) or paragraph
 *       where: any                   any (default), quote (only inside one), post (only in a thread's posts)
 *       case: false                  whether case counts (default: it does not)
 *       score: 0.8                   0..1 (default 0.5)
 *       reason: says "denies"
 *       pattern: ...                 PCRE2, free-spacing
 *       unless: ...                  a second pattern: where it matches in the same sentence, the rule is silent
 *       roles: ...                   a third pattern, tried in a sentence where the rule found something; its groups Speaker and
 *                                    Target become relations of what was found where that lies
 *       match: ["[It denies the charge], he said."]   must match; "[...]" marks the span that it must give
 *       no_match: ["They denied him entry."]          must not
 *
 * A named group whose name begins in upper case becomes a span of that label ("Cue" also a relation "cue" from the rule's own
 * span); the groups "Speaker" and "Target", of the pattern or of "roles", become relations to the entities that act in them. When a group is named like
 * the label itself, the scope is taken around it instead of around the whole match.
 */
typedef struct
{
  char           *name; /* "denial.denies": unique in the pack */
  char           *label;
  PostilRuleScope scope;
  gboolean        over_paragraph;
  gboolean        in_quote; /* where: quote */
  gboolean        in_post;  /* where: post */
  gboolean        caseful;
  char           *pattern;
  char           *unless;   /* NULL: none */
  char           *roles;    /* NULL: none */
  double          score;
  char           *reason;
  char          **match;    /* examples that must match; "[...]" in one marks the span it must give, "\\[" is a bracket */
  char          **no_match; /* examples that must not */
  char **words;             /* of which the pattern needs one; NULL: what it tells by itself */
  PostilRegex    *regex;
  PostilRegex    *unless_regex;
  PostilRegex    *roles_regex;
  PostilNeed     *need;     /* holds wherever the pattern matches; NULL: nothing is known */
  guint           line; /* of the rule in its file */
} PostilRule;

typedef struct _PostilRulePack PostilRulePack;

/* @origin names the pack in messages ("rules/denial.yaml"). Errors are "origin:line: error: what, what to do". */
PostilRulePack *postil_rule_pack_parse (const char *yaml, gssize n_bytes, const char *origin, GError **error);
void            postil_rule_pack_free  (PostilRulePack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRulePack, postil_rule_pack_free)
/* A file of one pack, or of several with lines of "---" between: GPtrArray of PostilRulePack, none of whose rules have
 * the same name. (transfer full) */
GPtrArray *postil_rule_packs_parse (const char *yaml, gssize n_bytes, const char *origin, GError **error);
/* The packs that Postil ships, those with nothing but sub-patterns included: GPtrArray of PostilRulePack. (transfer full) */
GPtrArray        *postil_rule_packs_shipped (GError **error);
/* A pack of this one rule, as YAML: @rule's strings alone count, its regex may be NULL. @pack (nullable): where the sub-patterns that it calls
 * come from. @name: of the new pack. (transfer full) */
char             *postil_rule_to_yaml (const PostilRulePack *pack, const char *name, const PostilRule *rule);
/* What postil_rule_packs_parse() reads back as the same rules: packs of one name become one where their sub-patterns
 * agree. (transfer full) */
char *postil_rule_packs_to_yaml (GPtrArray *packs);
const char       *postil_rule_pack_get_name (const PostilRulePack *self);
const char       *postil_rule_pack_get_origin (const PostilRulePack *self);
guint             postil_rule_pack_get_n_rules (const PostilRulePack *self);
const PostilRule *postil_rule_pack_get_rule (const PostilRulePack *self, guint index);

/* Runs one rule over a document and proposes what it finds. It has 5 s and another 2 s per megabyte; then
 * POSTIL_ERROR_LIMIT. */
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

/* GPtrArray of PostilRuleResult, one per example; owned by it, and not to outlive @self. Cancelled, it ends after the example at hand,
 * which is left out. (transfer full) */
GPtrArray *postil_rule_pack_test (const PostilRulePack *self, GCancellable *cancellable);

G_END_DECLS
