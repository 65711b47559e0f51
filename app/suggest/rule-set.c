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
  int              *is_slow; /* per entry: it ran out of its time once; atomic */
  GMutex            lock;    /* guards the next */
  GPtrArray        *slow;    /* names of those */
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
  self->slow = g_ptr_array_new ();
  g_mutex_init (&self->lock);
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
  self->is_slow = g_new0 (int, self->entries->len + 1);
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
  g_ptr_array_unref (self->slow);
  g_free (self->is_slow);
  g_mutex_clear (&self->lock);
  postil_need_filter_free (self->filter);
  g_free (self);
}

/* What took too long in one document will in the next like it, and each time costs seconds. */
static void
retire (PostilRuleSet *self, guint number)
{
  if (!g_atomic_int_compare_and_exchange (&self->is_slow[number], FALSE, TRUE))
    return;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->slow, g_array_index (self->entries, Entry, number).rule->name);
  g_mutex_unlock (&self->lock);
}

char **
postil_rule_set_dup_slow (PostilRuleSet *self)
{
  char **names = NULL;

  g_mutex_lock (&self->lock);
  if (self->slow->len > 0)
    {
      names = g_new0 (char *, self->slow->len + 1);
      for (guint i = 0; i < self->slow->len; i++)
        names[i] = g_strdup (g_ptr_array_index (self->slow, i));
    }
  g_mutex_unlock (&self->lock);
  return names;
}

/* Finding nothing, and having run out of time, are both TRUE. */
static gboolean
apply_entry (PostilRuleSet *self, guint number, PostilAnalysis *analysis, const GArray *units, GCancellable *cancellable,
             GError **error)
{
  const Entry *entry = &g_array_index (self->entries, Entry, number);
  g_autoptr (GError) problem = NULL;

  if (units == NULL || g_atomic_int_get (&self->is_slow[number]))
    return TRUE;
  if (postil_rule_apply_to (entry->pack, entry->rule, analysis, units, cancellable, &problem))
    return TRUE;
  if (g_error_matches (problem, POSTIL_ERROR, POSTIL_ERROR_LIMIT))
    {
      retire (self, number);
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
        done = apply_entry (self, i, analysis, wanted[i], cancellable, error);
      g_clear_pointer (&wanted[i], g_array_unref);
    }
  g_free (wanted);
  return done;
}
