/* entities.c - people, organisations, places, works, events: tagger, lists and the document's own memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "aliases.h"
#include "context.h"
#include "mentions.h"
#include "suggesters.h"

#include <jansson.h>

/* Where no name is looked for: boilerplate, and the header of a post, whose author is no mention. GArray of PostilRange. */
static GArray *
closed_ranges (PostilAnalysis *analysis)
{
  GArray *closed = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  const char *post = g_intern_static_string ("Post");
  const char *boilerplate = g_intern_static_string ("Boilerplate");

  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);
      PostilRange range = proposal->range;

      if (proposal->label == post && proposal->attributes != NULL)
        {
          json_t *attributes = json_loads (proposal->attributes, 0, NULL);
          json_int_t body = json_integer_value (json_object_get (attributes, "body_start"));

          range.stop = body > range.start && body < range.stop ? (guint32) body : range.start;
          json_decref (attributes);
        }
      else if (proposal->label != boilerplate)
        continue;
      if (range.start < range.stop)
        g_array_append_val (closed, range);
    }
  g_array_sort (closed, postil_range_compare);
  return closed;
}

static PostilRange
range_of (const GArray *names, const PostilMention *mention)
{
  return POSTIL_RANGE (g_array_index (names, PostilNameToken, mention->begin).range.start,
                       g_array_index (names, PostilNameToken, mention->end - 1).range.stop);
}

/* Drops what overlaps a closed range; both are sorted, and closed ranges do not nest. */
static void
drop_closed (const GArray *names, const GArray *closed, GArray *mentions)
{
  guint kept = 0, c = 0;

  for (guint i = 0; i < mentions->len; i++)
    {
      PostilMention mention = g_array_index (mentions, PostilMention, i);
      PostilRange range = range_of (names, &mention);

      while (c < closed->len && g_array_index (closed, PostilRange, c).stop <= range.start)
        c++;
      if (c < closed->len && postil_range_overlaps (g_array_index (closed, PostilRange, c), range))
        continue;
      g_array_index (mentions, PostilMention, kept++) = mention;
    }
  g_array_set_size (mentions, kept);
}

static int
compare_mentions (gconstpointer a, gconstpointer b)
{
  const PostilMention *x = a, *y = b;

  return x->begin != y->begin ? (x->begin < y->begin ? -1 : 1) : (x->end > y->end ? -1 : x->end < y->end);
}

static guint
token_from (const GArray *names, guint32 offset)
{
  guint low = 0, high = names->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (names, PostilNameToken, middle).range.stop <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Works that stand in quotation marks, as the quote suggester told them from speech, are mentions like any other: they win
 * over what the tagger saw there, and are then found again without marks. */
static void
adopt_works (PostilAnalysis *analysis, const GArray *names, GArray *mentions)
{
  const char *work = g_intern_static_string ("Work");
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (PostilMention));
  guint kept = 0, w = 0;

  for (guint i = 0; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);
      PostilMention mention = { .label = work, .score = proposal->score, .reason = "A title in quotation marks" };

      if (proposal->label != work)
        continue;
      mention.begin = token_from (names, proposal->range.start);
      mention.end = token_from (names, proposal->range.stop - 1) + 1;
      if (mention.begin >= mention.end || mention.end > names->len)
        continue;
      /* "_Salt and Rope_" is cut otherwise than its title: it keeps others away, but is no mention itself. */
      if (!postil_range_equal (range_of (names, &mention), proposal->range))
        mention.label = NULL;
      g_array_append_val (works, mention);
    }
  if (works->len == 0)
    return;
  g_array_sort (works, compare_mentions);
  for (guint i = 0; i < mentions->len; i++)
    {
      PostilMention mention = g_array_index (mentions, PostilMention, i);

      while (w < works->len && g_array_index (works, PostilMention, w).end <= mention.begin)
        w++;
      if (w < works->len && g_array_index (works, PostilMention, w).begin < mention.end)
        continue;
      g_array_index (mentions, PostilMention, kept++) = mention;
    }
  g_array_set_size (mentions, kept);
  for (guint i = 0; i < works->len; i++)
    if (g_array_index (works, PostilMention, i).label != NULL &&
        (i == 0 || g_array_index (works, PostilMention, i).begin >= g_array_index (works, PostilMention, i - 1).end))
      g_array_append_val (mentions, g_array_index (works, PostilMention, i));
  g_array_sort (mentions, compare_mentions);
}

gboolean
postil_suggest_entities (PostilSuggestContext *context, PostilAnalysis *analysis, GCancellable *cancellable, GError **error)
{
  const PostilGazetteer *gazetteer = postil_suggest_context_get_gazetteer (context);
  PostilTagger *tagger = postil_suggest_context_get_tagger (context);
  PostilText *text = postil_analysis_get_text (analysis);
  g_autoptr (GArray) names = postil_name_tokens (analysis);
  g_autoptr (GArray) closed = closed_ranges (analysis);
  g_autoptr (GArray) mentions = NULL;

  postil_gazetteer_mark (gazetteer, names);
  postil_name_tokens_calm (gazetteer, names, postil_text_get_utf8 (text, NULL));
  mentions = postil_tagger_tag (tagger, text, names);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  postil_mentions_mend (gazetteer, text, names, mentions);
  drop_closed (names, closed, mentions);
  adopt_works (analysis, names, mentions);
  postil_mentions_remember (text, names, mentions);
  drop_closed (names, closed, mentions);
  postil_mentions_add_events (text, names, mentions);
  for (guint i = 0; i < mentions->len; i++)
    {
      const PostilMention *mention = &g_array_index (mentions, PostilMention, i);

      postil_analysis_propose (analysis, range_of (names, mention), mention->label, mention->score, mention->kind,
                               mention->kind == POSTIL_SOURCE_GAZETTEER ? "entities/lists" : "entities/tagger",
                               mention->reason, NULL);
    }
  postil_aliases_group (analysis);
  return TRUE;
}
