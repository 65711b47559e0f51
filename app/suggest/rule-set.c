/* rule-set.c - many rules over one document at little more than the cost of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rule-set.h"

#include <string.h>

#include <postil/error.h>

#include "rule-pack.h"
#include "word-filter.h"

typedef struct
{
  const PostilRulePack *pack;
  const PostilRule     *rule;
} Entry;

struct _PostilRuleSet
{
  GArray           *entries; /* of Entry */
  PostilWordFilter *filter;  /* the lists are indices of entries */
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
  self->filter = postil_word_filter_new ();
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
      char **literals = g_array_index (self->entries, Entry, i).rule->literals;

      for (guint j = 0; literals != NULL && literals[j] != NULL; j++)
        postil_word_filter_add (self->filter, i, literals[j]);
    }
  postil_word_filter_build (self->filter);
  return self;
}

void
postil_rule_set_free (PostilRuleSet *self)
{
  g_array_unref (self->entries);
  postil_word_filter_free (self->filter);
  g_free (self);
}

/* One kind of unit (sentences, paragraphs), and how far the scan has come in it. */
typedef struct
{
  const GArray *ranges; /* of PostilRange */
  gsize        *stops;  /* where each ends, in bytes */
  gsize        *starts;
  guint         current;
} Units;

typedef struct
{
  const PostilRuleSet *set;
  Units                sentences;
  Units                paragraphs;
  GArray             **wanted; /* per entry: the units (PostilRange) that hold one of its words; NULL: none yet */
} Scan;

static void
units_init (Units *units, const PostilText *text, const GArray *ranges)
{
  units->ranges = ranges;
  units->starts = g_new (gsize, ranges->len + 1);
  units->stops = g_new (gsize, ranges->len + 1);
  for (guint i = 0; i < ranges->len; i++)
    {
      PostilRange range = g_array_index (ranges, PostilRange, i);

      units->starts[i] = postil_text_to_byte (text, range.start);
      units->stops[i] = postil_text_to_byte (text, range.stop);
    }
}

static void
units_clear (Units *units)
{
  g_free (units->starts);
  g_free (units->stops);
}

static void
want (guint list, gsize stop_byte, gpointer user_data)
{
  Scan *scan = user_data;
  const Entry *entry = &g_array_index (scan->set->entries, Entry, list);
  Units *units = entry->rule->over_paragraph ? &scan->paragraphs : &scan->sentences;
  GArray *wanted = scan->wanted[list];
  PostilRange range;

  while (units->current < units->ranges->len && units->stops[units->current] < stop_byte)
    units->current++;
  if (units->current >= units->ranges->len || stop_byte <= units->starts[units->current])
    return;
  range = g_array_index (units->ranges, PostilRange, units->current);
  if (wanted == NULL)
    wanted = scan->wanted[list] = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  if (wanted->len == 0 || g_array_index (wanted, PostilRange, wanted->len - 1).start != range.start)
    g_array_append_val (wanted, range);
}

/* Finding nothing, and having run out of time, are both TRUE. */
static gboolean
apply_entry (const Entry *entry, PostilAnalysis *analysis, const GArray *units, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (units == NULL || units->len == 0)
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
  PostilText *text = postil_analysis_get_text (analysis);
  const GArray *sentences = postil_analysis_get_sentences (analysis);
  const GArray *paragraphs = postil_analysis_get_paragraphs (analysis);
  Scan scan = { .set = self, .wanted = g_new0 (GArray *, self->entries->len + 1) };
  gboolean done = TRUE;
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (text, &n_bytes);

  units_init (&scan.sentences, text, sentences);
  units_init (&scan.paragraphs, text, paragraphs);
  postil_word_filter_scan (self->filter, utf8, n_bytes, want, &scan);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      const GArray *all = entry->rule->over_paragraph ? paragraphs : sentences;

      if (done)
        done = apply_entry (entry, analysis, entry->rule->literals != NULL ? scan.wanted[i] : all, cancellable, error);
      g_clear_pointer (&scan.wanted[i], g_array_unref);
    }
  units_clear (&scan.sentences);
  units_clear (&scan.paragraphs);
  g_free (scan.wanted);
  return done;
}
