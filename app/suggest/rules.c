/* rules.c - one rule over a document: from a match to spans, relations and a reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rule-set.h"

#include "analysis.h"
#include "clause.h"
#include "roles.h"
#include "rule-pack.h"

#define DEADLINE_MS 5000
#define DEADLINE_MS_PER_MEGABYTE 2000

/* One rule at work in one document. */
typedef struct
{
  const PostilRulePack *pack;
  const PostilRule     *rule;
  PostilAnalysis       *analysis;
  PostilRegexMatch     *match;
  PostilRegexMatch *unless;     /* NULL until the rule finds something, where it has one */
  PostilRegexMatch *roles;      /* NULL until it finds something where somebody is named */
  guint deadline_ms;
  GCancellable *cancellable;
  char                 *source;
  PostilRange           unit;
  gboolean              vetoed; /* "unless" matches in this unit; known after the first match there */
  gboolean              asked;
} Work;

/* The smallest proposal of @label that holds @range; FALSE: none. */
static gboolean
find_around (PostilAnalysis *analysis, PostilRange range, const char *label, PostilRange *found)
{
  g_autoptr (GArray) hits = postil_analysis_find (analysis, range, label);
  gboolean any = FALSE;

  for (guint i = 0; i < hits->len; i++)
    {
      PostilRange hit = postil_analysis_get_proposal (analysis, g_array_index (hits, guint, i))->range;

      if (!postil_range_contains (hit, range) || (any && postil_range_length (hit) >= postil_range_length (*found)))
        continue;
      *found = hit;
      any = TRUE;
    }
  return any;
}

/* Most rules find nothing in most documents, and have no use for their second pattern. */
static PostilRegexMatch *
match_for (const Work *work, PostilRegex *regex)
{
  PostilText *text = postil_analysis_get_text (work->analysis);

  return postil_regex_match_new (regex, text, POSTIL_RANGE (0, postil_text_get_length (text)), work->deadline_ms,
                                 work->cancellable);
}

static gboolean
is_silenced (Work *work, PostilRange anchor, gboolean *silenced, GError **error)
{
  g_autoptr (GError) problem = NULL;
  PostilRange around;

  *silenced = TRUE;
  if (postil_analysis_is_boilerplate (work->analysis, anchor) ||
      find_around (work->analysis, anchor, "QuotedReply", &around))
    return TRUE;
  if (work->rule->in_quote && !find_around (work->analysis, anchor, "Quote", &around))
    return TRUE;
  if (work->rule->in_post && !find_around (work->analysis, anchor, "Post", &around))
    return TRUE;
  if (work->rule->unless_regex != NULL && !work->asked)
    {
      if (work->unless == NULL)
        work->unless = match_for (work, work->rule->unless_regex);
      postil_regex_match_reset (work->unless, work->unit);
      work->vetoed = postil_regex_match_next (work->unless, &problem);
      work->asked = TRUE;
      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  *silenced = work->vetoed;
  return TRUE;
}

/* What the rule's span is, given where it matched; FALSE: nothing. */
static gboolean
scope_of (Work *work, PostilRange anchor, PostilRange *range)
{
  PostilText *text = postil_analysis_get_text (work->analysis);
  const GArray *sentences;

  switch (work->rule->scope)
    {
    case POSTIL_SCOPE_QUOTE:
      return find_around (work->analysis, anchor, "Quote", range);
    case POSTIL_SCOPE_CLAUSE:
      sentences = postil_analysis_get_sentences (work->analysis);
      *range = postil_clause_around (work->analysis, postil_clause_sentence (sentences, anchor), anchor);
      break;
    case POSTIL_SCOPE_SENTENCE:
      sentences = postil_analysis_get_sentences (work->analysis);
      *range = postil_clause_side (work->analysis, postil_clause_sentence (sentences, anchor), anchor);
      break;
    case POSTIL_SCOPE_MATCH:
    default:
      *range = postil_text_trim (text, anchor);
    }
  return range->start < range->stop;
}

/* The actor in the group @name of @match, as "Speaker" or "Target" of the proposal @own. */
static void
relate_actor (Work *work, const PostilRegexMatch *match, const char *name, guint own)
{
  g_autofree char *type = g_ascii_strdown (name, -1);
  PostilRange range;
  guint actor;

  if (!postil_regex_match_group (match, name, &range) || range.start >= range.stop)
    return;
  actor = postil_roles_actor (work->analysis, range);
  if (actor != G_MAXUINT && actor != own)
    postil_analysis_relate (work->analysis, type, own, actor, work->rule->score, work->source);
}

static gboolean
note_any (PostilSpanId id, PostilRange range, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return FALSE;
}

static gboolean
touches (PostilAnalysis *analysis, PostilRange range, const char *label)
{
  gboolean any = FALSE;

  postil_analysis_visit (analysis, range, label, note_any, &any);
  return any;
}

/* Whether somebody is named in @unit, so that looking for roles makes sense: their patterns are the dearest of all. */
static gboolean
has_names (PostilAnalysis *analysis, PostilRange unit)
{
  return touches (analysis, unit, "Person") || touches (analysis, unit, "Organisation") ||
         touches (analysis, unit, "Place");
}

/* What "roles" finds in this unit and in the clause that was found, or across its edge: "Ana says that [Bo lied]". */
static gboolean
relate_roles (Work *work, guint own, GError **error)
{
  PostilRange found = postil_analysis_get_proposal (work->analysis, own)->range;
  g_autoptr (GError) problem = NULL;

  if (work->rule->roles_regex == NULL || !has_names (work->analysis, work->unit))
    return TRUE;
  if (work->roles == NULL)
    work->roles = match_for (work, work->rule->roles_regex);
  postil_regex_match_reset (work->roles, work->unit);
  while (postil_regex_match_next (work->roles, &problem))
    if (postil_range_overlaps (postil_regex_match_range (work->roles), found))
      {
        relate_actor (work, work->roles, "Speaker", own);
        relate_actor (work, work->roles, "Target", own);
        break;
      }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
propose_group (Work *work, guint own, const char *name)
{
  PostilText *text = postil_analysis_get_text (work->analysis);
  g_autofree char *type = g_ascii_strdown (name, -1);
  PostilRange range;
  guint other;

  if (!g_ascii_isupper (name[0]) || g_strcmp0 (name, work->rule->label) == 0 ||
      g_hash_table_contains (work->pack->defines, name) || !postil_regex_match_group (work->match, name, &range))
    return;
  range = postil_text_trim (text, range);
  if (range.start >= range.stop)
    return;
  if (g_strcmp0 (name, "Speaker") == 0 || g_strcmp0 (name, "Target") == 0)
    {
      relate_actor (work, work->match, name, own);
      return;
    }
  other = postil_analysis_propose (work->analysis, range, name, work->rule->score, POSTIL_SOURCE_RULE, work->source,
                                   work->rule->reason, NULL);
  if (g_strcmp0 (name, "Cue") == 0 && other != own)
    postil_analysis_relate (work->analysis, type, own, other, work->rule->score, work->source);
}

/* "says "denies": "denies the charges"": what the rule is about, and the words that set it off. */
static char *
reason_of (Work *work, PostilRange anchor)
{
  PostilText *text = postil_analysis_get_text (work->analysis);
  PostilRange shown = POSTIL_RANGE (anchor.start, MIN (anchor.stop, anchor.start + 60));
  g_autofree char *words = postil_text_slice (text, shown);

  g_strdelimit (words, "\n\t", ' ');
  return g_strdup_printf ("%s: “%s%s”", work->rule->reason, words, shown.stop < anchor.stop ? "…" : "");
}

/* Whether a rule has found this act already, with edges that differ. A scope of "match" says exactly what it means. */
static gboolean
is_found (Work *work, PostilRange range)
{
  g_autoptr (GArray) hits = NULL;

  if (work->rule->scope == POSTIL_SCOPE_MATCH)
    return FALSE;
  hits = postil_analysis_find (work->analysis, range, work->rule->label);
  for (guint i = 0; i < hits->len; i++)
    {
      const PostilProposal *other = postil_analysis_get_proposal (work->analysis, g_array_index (hits, guint, i));
      guint32 shared = MIN (other->range.stop, range.stop) - MAX (other->range.start, range.start);
      guint32 shorter = MIN (postil_range_length (other->range), postil_range_length (range));

      if (g_str_has_prefix (other->source, "rules/") && !postil_range_equal (other->range, range) && shared * 2 > shorter)
        return TRUE;
    }
  return FALSE;
}

static gboolean
take_match (Work *work, GError **error)
{
  const char *const *names = postil_regex_group_names (work->rule->regex);
  PostilRange anchor = postil_regex_match_range (work->match);
  g_autofree char *reason = NULL;
  gboolean silenced;
  PostilRange range;
  guint own;

  postil_regex_match_group (work->match, work->rule->label, &anchor);
  if (anchor.start >= anchor.stop)
    return TRUE;
  if (!is_silenced (work, anchor, &silenced, error))
    return FALSE;
  if (silenced || !scope_of (work, anchor, &range) || is_found (work, range))
    return TRUE;
  reason = reason_of (work, anchor);
  own = postil_analysis_propose (work->analysis, range, work->rule->label, work->rule->score, POSTIL_SOURCE_RULE,
                                 work->source, reason, NULL);
  for (guint i = 0; own != G_MAXUINT && names[i] != NULL; i++)
    propose_group (work, own, names[i]);
  return own == G_MAXUINT || relate_roles (work, own, error);
}

/* FALSE: all that could match in this unit would be refused for where it stands. */
static gboolean
may_stand_in (const Work *work, PostilRange unit)
{
  return (!work->rule->in_post || touches (work->analysis, unit, "Post")) &&
         (!work->rule->in_quote || touches (work->analysis, unit, "Quote"));
}

static gboolean
apply_to_units (Work *work, const GArray *units, GError **error)
{
  for (guint i = 0; i < units->len; i++)
    {
      g_autoptr (GError) problem = NULL;

      work->unit = g_array_index (units, PostilRange, i);
      if (!may_stand_in (work, work->unit))
        continue;
      work->asked = FALSE;
      work->vetoed = FALSE;
      postil_regex_match_reset (work->match, work->unit);
      while (postil_regex_match_next (work->match, &problem))
        {
          if (!take_match (work, error))
            return FALSE;
        }
      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
postil_rule_apply_to (const PostilRulePack *pack, const PostilRule *rule, PostilAnalysis *analysis, const GArray *units,
                      GCancellable *cancellable, GError **error)
{
  PostilText *text = postil_analysis_get_text (analysis);
  PostilRange all = POSTIL_RANGE (0, postil_text_get_length (text));
  guint deadline = DEADLINE_MS + (guint) (postil_text_get_n_bytes (text) / 1000 * DEADLINE_MS_PER_MEGABYTE / 1000);
  g_autoptr (PostilRegexMatch) match = postil_regex_match_new (rule->regex, text, all, deadline, cancellable);
  gboolean done;
  g_autofree char *source = g_strconcat ("rules/", rule->name, NULL);
  Work work = { .pack = pack,
                .rule = rule,
                .analysis = analysis,
                .match = match,
                .source = source,
                .deadline_ms = deadline,
                .cancellable = cancellable };

  done = apply_to_units (&work, units, error);
  g_clear_pointer (&work.unless, postil_regex_match_free);
  g_clear_pointer (&work.roles, postil_regex_match_free);
  return done;
}

gboolean
postil_rule_apply (const PostilRulePack *pack, const PostilRule *rule, PostilAnalysis *analysis, GCancellable *cancellable,
                   GError **error)
{
  const GArray *units =
      rule->over_paragraph ? postil_analysis_get_paragraphs (analysis) : postil_analysis_get_sentences (analysis);

  return postil_rule_apply_to (pack, rule, analysis, units, cancellable, error);
}
