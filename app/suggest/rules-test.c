/* rules-test.c - runs the examples of a rule pack
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/rules.h>

#include <string.h>

#include "rule-pack.h"

static void
result_free (gpointer data)
{
  PostilRuleResult *result = data;

  g_free (result->message);
  g_free (result);
}

/* The example without its "[...]" marks; @spans: what stood in them, as ranges of the text that is left. */
static char *
read_marks (const char *example, GArray *spans)
{
  GString *text = g_string_new (NULL);
  guint32 offset = 0;
  gint64 start = -1;

  for (const char *at = example; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (*at == '\\' && (at[1] == '[' || at[1] == ']'))
        at++;
      else if (*at == '[' && start < 0)
        {
          start = offset;
          continue;
        }
      else if (*at == ']' && start >= 0)
        {
          PostilRange range = POSTIL_RANGE ((guint32) start, offset);

          g_array_append_val (spans, range);
          start = -1;
          continue;
        }
      g_string_append_len (text, at, g_utf8_next_char (at) - at);
      offset++;
    }
  return g_string_free (text, FALSE);
}

/* A rule may ask for the quote around its match, so the examples are read for quotes first. */
static gboolean
find_quotes (PostilSuggestContext **context, PostilAnalysis *analysis, GError **error)
{
  static const char *const only[] = { "quotes", NULL };

  if (postil_suggester_find ("quotes") == NULL)
    return TRUE;
  if (*context == NULL)
    *context = postil_suggest_context_new (error);
  return *context != NULL && postil_suggest_run (*context, analysis, only, NULL, error);
}

static char *
describe (PostilAnalysis *analysis, guint first)
{
  GString *found = g_string_new (NULL);

  for (guint i = first; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);
      g_autofree char *words = postil_text_slice (postil_analysis_get_text (analysis), proposal->range);

      g_string_append_printf (found, "%s%s [%s]", found->len > 0 ? ", " : "", proposal->label, words);
    }
  if (found->len == 0)
    g_string_append (found, "nothing");
  return g_string_free (found, FALSE);
}

/* Whether the spans with the rule's own label are exactly those marked; any will do when none is marked. */
static gboolean
is_as_marked (const PostilRule *rule, PostilAnalysis *analysis, guint first, const GArray *spans)
{
  guint n_own = 0;
  guint n_marked = 0;

  for (guint i = first; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);

      if (strcmp (proposal->label, rule->label) != 0)
        continue;
      n_own++;
      for (guint j = 0; j < spans->len; j++)
        n_marked += postil_range_equal (g_array_index (spans, PostilRange, j), proposal->range);
    }
  return n_own > 0 && (spans->len == 0 || (n_own == spans->len && n_marked == spans->len));
}

static char *
judge (const PostilRule *rule, const char *example, gboolean must_match, PostilAnalysis *analysis, guint first,
       const GArray *spans)
{
  gboolean silent = postil_analysis_get_n_proposals (analysis) == first;
  g_autofree char *found = NULL;

  if (must_match ? is_as_marked (rule, analysis, first, spans) : silent)
    return NULL;
  found = describe (analysis, first);
  return g_strdup_printf ("%s: expected %s, found %s", example, must_match ? "this span" : "nothing", found);
}

static PostilRuleResult *
test_example (const PostilRulePack *self, const PostilRule *rule, const char *example, gboolean must_match,
              PostilSuggestContext **context, GCancellable *cancellable)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  g_autofree char *plain = read_marks (example, spans);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (plain, -1, &error);
  g_autoptr (PostilAnalysis) analysis = NULL;
  PostilRuleResult *result = g_new0 (PostilRuleResult, 1);
  guint first = 0;

  result->rule = rule;
  result->example = example;
  if (text != NULL)
    {
      analysis = postil_analysis_new (text, POSTIL_DOCUMENT_OTHER);
      if (rule->in_post)
        postil_analysis_propose (analysis, POSTIL_RANGE (0, postil_text_get_length (text)), "Post", 1,
                                 POSTIL_SOURCE_STRUCTURE, "structure", "example", NULL);
      if (find_quotes (context, analysis, &error))
        {
          first = postil_analysis_get_n_proposals (analysis);
          postil_rule_apply (self, rule, analysis, cancellable, &error);
        }
    }
  if (error != NULL)
    result->message = g_strdup_printf ("%s: %s", example, error->message);
  else
    result->message = judge (rule, example, must_match, analysis, first, spans);
  result->passed = result->message == NULL;
  return result;
}

static void
test_examples (const PostilRulePack *self, const PostilRule *rule, gboolean must_match, PostilSuggestContext **context,
               GCancellable *cancellable, GPtrArray *results)
{
  char **examples = must_match ? rule->match : rule->no_match;

  for (guint i = 0; examples != NULL && examples[i] != NULL; i++)
    {
      PostilRuleResult *result = test_example (self, rule, examples[i], must_match, context, cancellable);

      if (g_cancellable_is_cancelled (cancellable))
        {
          result_free (result);
          return;
        }
      g_ptr_array_add (results, result);
    }
}

GPtrArray *
postil_rule_pack_test (const PostilRulePack *self, GCancellable *cancellable)
{
  GPtrArray *results = g_ptr_array_new_with_free_func (result_free);
  g_autoptr (PostilSuggestContext) context = NULL;

  for (guint i = 0; i < self->rules->len; i++)
    {
      test_examples (self, g_ptr_array_index (self->rules, i), TRUE, &context, cancellable, results);
      test_examples (self, g_ptr_array_index (self->rules, i), FALSE, &context, cancellable, results);
    }
  return results;
}
