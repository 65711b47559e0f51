/* rule-set.c - many rules over one document at little more than the cost of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rule-set.h"

#include <string.h>

#include <postil/error.h>

#include "need-filter.h"
#include "rule-pack.h"

typedef struct
{
  const PostilRulePack *pack;
  const PostilRule     *rule;
} Entry;

struct _PostilRuleSet
{
  GArray           *entries; /* of Entry */
  PostilNeedFilter *filter;  /* numbers are those of entries */
};

/* The surer rule speaks first: where two find the same act with other edges, the second is silent. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;

  if (first->rule->score != second->rule->score)
    return first->rule->score > second->rule->score ? -1 : 1;
  return strcmp (first->rule->name, second->rule->name);
}

PostilRuleSet *
postil_rule_set_new (GPtrArray *packs)
{
  PostilRuleSet *self = g_new0 (PostilRuleSet, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->filter = postil_need_filter_new ();
  for (guint i = 0; i < packs->len; i++)
    {
      const PostilRulePack *pack = g_ptr_array_index (packs, i);

      for (guint j = 0; j < pack->rules->len; j++)
        {
          Entry entry = { pack, g_ptr_array_index (pack->rules, j) };

          g_array_append_val (self->entries, entry);
        }
    }
  g_array_sort (self->entries, compare_entries);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const PostilRule *rule = g_array_index (self->entries, Entry, i).rule;

      postil_need_filter_add (self->filter, rule->need, rule->over_paragraph ? POSTIL_UNIT_PARAGRAPH : POSTIL_UNIT_SENTENCE);
    }
  postil_need_filter_build (self->filter);
  return self;
}

void
postil_rule_set_free (PostilRuleSet *self)
{
  g_array_unref (self->entries);
  postil_need_filter_free (self->filter);
  g_free (self);
}

/* Finding nothing, and having run out of time, are both TRUE. */
static gboolean
apply_entry (const Entry *entry, PostilAnalysis *analysis, const GArray *units, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (units == NULL)
    return TRUE;
  if (postil_rule_apply_to (entry->pack, entry->rule, analysis, units, cancellable, &problem))
    return TRUE;
  if (g_error_matches (problem, POSTIL_ERROR, POSTIL_ERROR_LIMIT))
    {
      g_warning ("The rule %s was left out of a document: %s", entry->rule->name, problem->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

gboolean
postil_rule_set_apply (PostilRuleSet *self, PostilAnalysis *analysis, GCancellable *cancellable, GError **error)
{
  const GArray *const units[POSTIL_N_UNITS] = { postil_analysis_get_sentences (analysis),
                                                postil_analysis_get_paragraphs (analysis) };
  GArray **wanted = postil_need_filter_find (self->filter, postil_analysis_get_text (analysis), units);
  gboolean done = TRUE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      if (done)
        done = apply_entry (&g_array_index (self->entries, Entry, i), analysis, wanted[i], cancellable, error);
      g_clear_pointer (&wanted[i], g_array_unref);
    }
  g_free (wanted);
  return done;
}
