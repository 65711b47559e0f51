/* test-losses.c - the losses that an export tells are exactly what is missing or other when it is read back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Driven by the table of formats: a new row is tested by being there. Each span has a label of its own, so that
 * whatever comes back of it is known again.
 */
#include <string.h>

#include "losses-project.h"
#include "losses-world.h"

#include <postil/readings.h>

#include "../../app/exchange/formats.h"

#define N_PROJECTS 12

/* ---- what should become of a span ---- */

typedef struct
{
  const PostilFormat *format;
  const PostilCapabilities *can;
  const PostilExportOptions *options;
  World *before;
  World *after;
  GPtrArray *layers;  /* World: each file that was written, @after the first of them */
  GHashTable *counts; /* kind -> count */
} Comparison;

static gboolean
is_set (const char *string)
{
  return string != NULL && string[0] != '\0';
}

static gboolean
is_one (const char *name, const char *names)
{
  g_autofree char *word = g_strdup_printf (" %s ", name);

  return strstr (names, word) != NULL;
}

static gboolean
is_one_of (const PostilFormat *format, const char *names)
{
  return is_one (format->name, names);
}

/* The text is what the tokens make up. */
static gboolean
is_tokens (const PostilFormat *format)
{
  return is_one_of (format, " conll conll-plain iob2 bilou hf-tokens gliner gliner-lines ");
}

/* Spans lie on whole tokens, and cross no end of a sentence. */
static gboolean
is_cut (const PostilFormat *format)
{
  return is_one_of (format, " conll conll-plain iob2 bilou hf-tokens spacy-train ");
}

static void
count (Comparison *self, const char *kind, guint n)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, kind));

  if (n > 0)
    g_hash_table_insert (self->counts, (char *) kind, GUINT_TO_POINTER (before + n));
}

/* The tokens that @range touches; @whole: lies all around. */
static gboolean
touched (const Page *page, PostilRange range, gboolean whole, guint *first, guint *last)
{
  gboolean any = FALSE;

  for (guint i = 0; i < page->tokens->len; i++)
    {
      PostilRange token = g_array_index (page->tokens, Token, i).range;

      if (!postil_range_overlaps (token, range) || (whole && !postil_range_contains (range, token)))
        continue;
      if (!any)
        *first = i;
      *last = i;
      any = TRUE;
    }
  return any;
}

typedef struct
{
  gboolean trimmed, parts, widened, narrowed, off_token, cut;
  GArray *ranges; /* PostilRange, what should come back unless it overlaps something */
} Fate;

static void
add_range (Fate *fate, PostilRange range)
{
  g_array_append_val (fate->ranges, range);
}

static PostilRange
range_of_tokens (const Page *page, guint first, guint last)
{
  return POSTIL_RANGE (g_array_index (page->tokens, Token, first).range.start,
                       g_array_index (page->tokens, Token, last).range.stop);
}

static void
fit_to_tokens (Comparison *self, const Page *page, PostilRange range, Fate *fate)
{
  guint first = 0, last = 0, inner_first = 0, inner_last = 0;
  PostilRange around;

  if (!touched (page, range, FALSE, &first, &last))
    {
      fate->off_token = TRUE;
      return;
    }
  around = range_of_tokens (page, first, last);
  if (!postil_range_contains (range, around))
    {
      if (self->options->edges == POSTIL_EDGES_EXPAND)
        fate->widened = TRUE;
      else if (self->options->edges == POSTIL_EDGES_SKIP || !touched (page, range, TRUE, &inner_first, &inner_last))
        {
          fate->off_token = TRUE;
          return;
        }
      else
        {
          fate->narrowed = TRUE;
          first = inner_first;
          last = inner_last;
        }
    }
  for (guint i = first; is_cut (self->format) && i < last; i++)
    if (g_array_index (page->tokens, Token, i).sentence != g_array_index (page->tokens, Token, i + 1).sentence)
      {
        fate->cut = TRUE;
        add_range (fate, range_of_tokens (page, first, i));
        first = i + 1;
      }
  add_range (fate, range_of_tokens (page, first, last));
}

/* WebAnno: edges must lie in tokens, if not at their ends. */
static void
clip_to_tokens (const Page *page, PostilRange range, Fate *fate)
{
  guint first = 0, last = 0;
  PostilRange around;

  if (!touched (page, range, FALSE, &first, &last))
    {
      fate->off_token = TRUE;
      return;
    }
  around = range_of_tokens (page, first, last);
  around = POSTIL_RANGE (MAX (around.start, range.start), MIN (around.stop, range.stop));
  fate->trimmed = fate->trimmed || !postil_range_equal (around, range);
  add_range (fate, around);
}

static GArray *
ranges_of (const PostilSpan *span)
{
  GArray *ranges = span->parts != NULL ? g_array_copy (span->parts) : g_array_new (FALSE, FALSE, sizeof (PostilRange));

  if (span->parts == NULL)
    g_array_append_val (ranges, span->range);
  return ranges;
}

static void
choose_parts (PostilParts policy, GArray *ranges)
{
  if (policy == POSTIL_PARTS_DROP)
    g_array_set_size (ranges, 0);
  else if (policy == POSTIL_PARTS_FIRST)
    g_array_set_size (ranges, 1);
  else if (policy == POSTIL_PARTS_HULL)
    {
      g_array_index (ranges, PostilRange, 0).stop = g_array_index (ranges, PostilRange, ranges->len - 1).stop;
      g_array_set_size (ranges, 1);
    }
}

/* Parts that have come to touch are one, where a span keeps its parts. */
static void
join_touching (GArray *ranges)
{
  for (guint i = ranges->len; i-- > 1;)
    {
      PostilRange *before = &g_array_index (ranges, PostilRange, i - 1), here = g_array_index (ranges, PostilRange, i);

      if (here.start > before->stop)
        continue;
      before->stop = MAX (before->stop, here.stop);
      g_array_remove_index (ranges, i);
    }
}

/* NULL: nothing of it has a place. */
static GArray *
trimmed_ranges (Comparison *self, const Page *page, const PostilSpan *span, Fate *fate)
{
  g_autoptr (GArray) ranges = ranges_of (span);

  for (guint i = ranges->len; !self->can->blank && i-- > 0;)
    {
      PostilRange *range = &g_array_index (ranges, PostilRange, i);
      PostilRange given = *range;

      *range = postil_text_trim (page->document->text, given);
      fate->trimmed = fate->trimmed || !postil_range_equal (given, *range);
      if (range->start >= range->stop)
        g_array_remove_index (ranges, i);
    }
  return ranges->len > 0 ? g_steal_pointer (&ranges) : NULL;
}

static void
foretell (Comparison *self, const Page *page, GArray *ranges, Fate *fate)
{
  gboolean whole = is_tokens (self->format) || is_one_of (self->format, " spacy spacy-train prodigy ");
  gboolean clipped = is_one_of (self->format, " webanno ");

  if (ranges->len > 1 && !self->can->parts)
    {
      fate->parts = TRUE;
      choose_parts (self->options->parts, ranges);
    }
  for (guint i = 0; i < ranges->len; i++)
    {
      PostilRange range = g_array_index (ranges, PostilRange, i);

      if (whole)
        fit_to_tokens (self, page, range, fate);
      else if (clipped)
        clip_to_tokens (page, range, fate);
      else
        add_range (fate, range);
    }
  if (whole && self->can->parts)
    join_touching (fate->ranges);
}

/* ---- what did become of it ---- */

typedef struct
{
  GArray *ranges;          /* PostilRange, as they were before */
  const PostilSpan *first; /* NULL: nothing came back */
  const World *world;      /* that it is in */
  gboolean in_parts;
  gboolean elsewhere; /* some of it in a further file */
} Remains;

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  return postil_range_compare (a, b);
}

static void
add_remains (const World *world, const PostilSpan *span, guint on_page, Remains *remains)
{
  g_autoptr (GArray) ranges = ranges_of (span);

  for (guint j = 0; j < ranges->len; j++)
    {
      guint page;
      PostilRange range = world_origin (world, span, g_array_index (ranges, PostilRange, j), &page);

      g_assert_cmpuint (page, ==, on_page);
      g_array_append_val (remains->ranges, range);
    }
  if (remains->first == NULL)
    remains->world = world;
  remains->first = remains->first != NULL ? remains->first : span;
  remains->in_parts = remains->in_parts || span->parts != NULL;
}

static void
find_remains (Comparison *self, guint number, guint on_page, Remains *remains)
{
  remains->ranges = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  for (guint layer = 0; layer < self->layers->len; layer++)
    {
      const World *world = self->layers->pdata[layer];

      for (guint i = 0; i < world->spans->len; i++)
        {
          const PostilSpan *span = world->spans->pdata[i];

          if (world_number (world, span->label) != number)
            continue;
          add_remains (world, span, on_page, remains);
          remains->elsewhere = remains->elsewhere || layer > 0;
        }
    }
  g_array_sort (remains->ranges, compare_ranges);
}

/* Whether what is written of any span lies in the way of @range. */
static gboolean
is_taken (Comparison *self, guint on_page, PostilRange range)
{
  for (guint i = 0; i < self->after->spans->len; i++)
    {
      const PostilSpan *span = self->after->spans->pdata[i];
      guint page;
      PostilRange there = world_origin (self->after, span, span->range, &page);

      if (page == on_page && postil_range_overlaps (there, range))
        return TRUE;
    }
  return FALSE;
}

static gboolean
take_range (GArray *ranges, PostilRange range)
{
  for (guint i = 0; i < ranges->len; i++)
    if (postil_range_equal (g_array_index (ranges, PostilRange, i), range))
      {
        g_array_remove_index (ranges, i);
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_in (const GArray *ranges, PostilRange range)
{
  for (guint i = 0; i < ranges->len; i++)
    if (postil_range_equal (g_array_index (ranges, PostilRange, i), range))
      return TRUE;
  return FALSE;
}

/* Parts with nothing but line ends between them are one to brat. */
static gboolean
joins_seams (Comparison *self, Fate *fate, const Remains *remains)
{
  guint before = fate->ranges->len;

  for (guint i = before; g_str_equal (self->format->name, "brat") && i-- > 1;)
    {
      PostilRange *one = &g_array_index (fate->ranges, PostilRange, i - 1),
                  other = g_array_index (fate->ranges, PostilRange, i);

      if (is_in (remains->ranges, *one) || is_in (remains->ranges, other))
        continue;
      one->stop = other.stop;
      g_array_remove_index (fate->ranges, i);
    }
  return fate->ranges->len < before;
}

/* Whether something is missing because it overlaps something else; anything else that differs fails. */
static gboolean
compare_places (Comparison *self, const PostilSpan *span, guint on_page, Fate *fate, Remains *remains)
{
  g_autoptr (GArray) left = g_array_copy (remains->ranges);
  gboolean overlaps = FALSE;

  for (guint i = 0; i < fate->ranges->len; i++)
    {
      PostilRange range = g_array_index (fate->ranges, PostilRange, i);

      if (take_range (left, range))
        continue;
      /* Two pieces that are the same are one for who reads them. */
      if (self->can->overlap && is_in (remains->ranges, range))
        continue;
      if (self->can->overlap || self->options->overlap == POSTIL_OVERLAP_SPLIT || !is_taken (self, on_page, range))
        g_test_fail_printf ("%s: %u-%u of span %u has vanished without a reason.", self->format->name, range.start,
                            range.stop, world_number (self->before, span->label));
      overlaps = TRUE;
    }
  for (guint i = 0; i < left->len; i++)
    g_test_fail_printf ("%s: %u-%u of span %u came from nowhere.", self->format->name,
                        g_array_index (left, PostilRange, i).start, g_array_index (left, PostilRange, i).stop,
                        world_number (self->before, span->label));
  return overlaps;
}

static gboolean
same_annotator (Comparison *self, PostilId before, PostilId after, const World *world)
{
  g_autofree char *was = postil_annotator_name (self->before->project->store, before);
  g_autofree char *is = postil_annotator_name (world->project->store, after);

  return before == 0 || g_strcmp0 (was, is) == 0;
}

static void
compare_words (Comparison *self, PostilId label_before, PostilId label_after, const char *note_before,
               const char *note_after, const World *world)
{
  g_autofree char *was = world_label (self->before, label_before), *is = world_label (world, label_after);

  count (self, "labels-renamed", strcmp (was, is) != 0);
  count (self, "notes", is_set (note_before) && !is_set (note_after));
  count (self, "notes-changed", is_set (note_after) && strcmp (note_before, note_after) != 0);
}

static char *
name_of_source (const World *world, PostilId id)
{
  g_autoptr (GPtrArray) sources = postil_source_list (world->project->store, NULL);

  for (guint i = 0; i < sources->len; i++)
    if (((const PostilSource *) sources->pdata[i])->id == id)
      return g_strdup (((const PostilSource *) sources->pdata[i])->name);
  g_assert_not_reached ();
}

/* What everything that is read back comes from is no loss. */
static gboolean
lost_source (Comparison *self, PostilId before, PostilId after, const World *world)
{
  g_autofree char *was = name_of_source (self->before, before);
  g_autofree char *is = name_of_source (world, after);

  return !is_one (was, " hand import ") && g_strcmp0 (was, is) != 0;
}

static char *
name_of_parent (const World *world, const PostilLabel *label)
{
  return label->parent != 0 ? world_label (world, label->parent) : NULL;
}

/* A label that came back, unless it was as an import makes it; under another name it has another colour. */
static void
compare_definitions (Comparison *self, PostilId before, PostilId after, const World *world)
{
  g_autoptr (PostilLabel) was = postil_labels_get (self->before->project->store, before, NULL);
  g_autoptr (PostilLabel) is = postil_labels_get (world->project->store, after, NULL);
  gboolean own_colour = strcmp (was->colour, postil_label_colour_for (was->name)) != 0;
  g_autofree char *parent = name_of_parent (self->before, was), *parent_there = name_of_parent (world, is);

  count (self, "label-definitions",
         was->kind != is->kind || strcmp (was->guideline, is->guideline) != 0 ||
             strcmp (was->shortcut, is->shortcut) != 0 || was->archived != is->archived ||
             g_strcmp0 (parent, parent_there) != 0 || (own_colour && strcmp (was->colour, is->colour) != 0));
}

static void
compare_details (Comparison *self, const PostilSpan *span, const PostilSpan *there, const World *world)
{
  compare_definitions (self, span->label, there->label, world);
  count (self, "scores", span->score != there->score);
  count (self, "sources", lost_source (self, span->source, there->source, world));
  count (self, "reasons", g_strcmp0 (span->reason, there->reason) != 0);
  count (self, "times",
         span->created_at != there->created_at || (span->decided_at != 0 && span->decided_at != there->decided_at));
  compare_words (self, span->label, there->label, span->note, there->note, world);
  count (self, "annotators", !same_annotator (self, span->annotator, there->annotator, world));
  count (self, "attributes", span->attributes != NULL && there->attributes == NULL);
  g_assert_cmpint (there->state, ==, span->state);
}

static gboolean
is_structure (Comparison *self, const PostilSpan *span)
{
  g_autoptr (PostilLabel) label = postil_labels_get (self->before->project->store, span->label, NULL);

  return label->kind == POSTIL_LABEL_STRUCTURE;
}

static void
compare_span (Comparison *self, const PostilSpan *span)
{
  guint number = world_page (self->before, span->document);
  const Page *page = self->before->pages->pdata[number];
  Remains remains = { 0 };
  Fate fate = { .ranges = g_array_new (FALSE, FALSE, sizeof (PostilRange)) };
  g_autoptr (GArray) ranges = trimmed_ranges (self, page, span, &fate);
  gboolean overlap = FALSE, joined = FALSE;

  find_remains (self, world_number (self->before, span->label), number, &remains);
  if (!self->can->states && span->state != POSTIL_STATE_KEPT)
    {
      g_assert_null (remains.first);
      count (self, "suggestions", 1);
    }
  else if (!self->can->structure && is_structure (self, span))
    {
      g_assert_null (remains.first);
      count (self, "structure", 1);
    }
  else if (ranges == NULL)
    {
      g_assert_null (remains.first);
      count (self, "blank", 1);
    }
  else
    {
      foretell (self, page, ranges, &fate);
      joined = joins_seams (self, &fate, &remains);
      overlap = compare_places (self, span, number, &fate, &remains);
      if (remains.first != NULL)
        {
          compare_details (self, span, remains.first, remains.world);
          count (self, "overlap", overlap || remains.elsewhere);
          count (self, "off-token", fate.off_token);
          count (self, "discontinuous", fate.parts);
          count (self, "joined", joined);
          count (self, "trimmed", fate.trimmed);
          count (self, "widened", fate.widened);
          count (self, "narrowed", fate.narrowed);
          count (self, "cut", fate.cut);
        }
      else
        count (self, overlap ? "overlap" : fate.off_token ? "off-token" : "discontinuous", 1);
    }
  g_array_unref (remains.ranges);
  g_array_unref (fate.ranges);
}

/* ---- relations and documents ---- */

static const PostilRelation *
find_relation (const World *world, guint number)
{
  for (guint i = 0; i < world->relations->len; i++)
    if (world_number (world, ((PostilRelation *) world->relations->pdata[i])->label) == number)
      return world->relations->pdata[i];
  return NULL;
}

static const PostilSpan *
find_span (const World *world, PostilSpanId id)
{
  for (guint i = 0; i < world->spans->len; i++)
    if (((PostilSpan *) world->spans->pdata[i])->id == id)
      return world->spans->pdata[i];
  g_assert_not_reached ();
}

static guint
number_of_span (const World *world, PostilSpanId id)
{
  return world_number (world, find_span (world, id)->label);
}

static gboolean
came_back (Comparison *self, PostilSpanId id)
{
  guint number = number_of_span (self->before, id);

  for (guint i = 0; i < self->after->spans->len; i++)
    if (world_number (self->after, ((PostilSpan *) self->after->spans->pdata[i])->label) == number)
      return TRUE;
  return FALSE;
}

static void
compare_relation (Comparison *self, const PostilRelation *relation)
{
  const PostilRelation *there = find_relation (self->after, world_number (self->before, relation->label));
  gboolean hands = is_one_of (self->format, " prodigy label-studio ");

  if (there == NULL)
    {
      gboolean whole = came_back (self, relation->head) && came_back (self, relation->tail);
      gboolean mixed = (!self->can->states || (hands && whole)) && relation->state != POSTIL_STATE_KEPT;

      count (self, mixed ? "suggestions" : "relations", 1);
      return;
    }
  g_assert_cmpuint (number_of_span (self->after, there->head), ==, number_of_span (self->before, relation->head));
  g_assert_cmpuint (number_of_span (self->after, there->tail), ==, number_of_span (self->before, relation->tail));
  g_assert_cmpint (there->state, ==, relation->state);
  compare_words (self, relation->label, there->label, relation->note, there->note, self->after);
  compare_definitions (self, relation->label, there->label, self->after);
  count (self, "scores", relation->score != there->score);
  count (self, "sources", lost_source (self, relation->source, there->source, self->after));
  count (self, "annotators", !same_annotator (self, relation->annotator, there->annotator, self->after));
}

/* What is read back has a title, a kind and line ends that were found in its text; what was as found is not lost. */
static void
compare_descriptions (Comparison *self, const PostilDocument *document, const PostilDocument *there)
{
  gboolean same_text = there != NULL && !is_tokens (self->format);
  const PostilText *text = same_text ? there->text : document->text; /* but for characters that it cannot hold */
  g_autofree char *title = postil_plain_text_title (text, document->key);
  PostilDocumentKind kind = postil_plain_text_kind (text, POSTIL_DOCUMENT_OTHER);
  g_auto (GStrv) done = postil_readings_done_by (self->before->project->store, document->id, NULL);
  g_auto (GStrv) done_there =
      there != NULL ? postil_readings_done_by (self->after->project->store, there->id, NULL) : g_new0 (char *, 1);

  count (self, "titles",
         strcmp (title, document->title) != 0 && !(same_text && strcmp (document->title, there->title) == 0));
  count (self, "document-details",
         (document->kind != kind && !(same_text && document->kind == there->kind)) ||
             (is_set (document->language) && !(same_text && strcmp (document->language, there->language) == 0)) ||
             (is_set (document->source_uri) &&
              !(same_text && g_strcmp0 (document->source_uri, there->source_uri) == 0)) ||
             (is_set (document->meta) && !(same_text && g_strcmp0 (document->meta, there->meta) == 0)) ||
             (g_strcmp0 (document->encoding, "windows-1252") == 0 &&
              !(same_text && g_strcmp0 (document->encoding, there->encoding) == 0)) ||
             (g_str_has_prefix (document->source_sha256 != NULL ? document->source_sha256 : "", "aaaa") &&
              !(same_text && g_strcmp0 (document->source_sha256, there->source_sha256) == 0)) ||
             (document->newline == POSTIL_NEWLINE_CRLF && !(same_text && there->newline == POSTIL_NEWLINE_CRLF)));
  count (self, "done", done[0] != NULL && g_strcmp0 (done[0], done_there[0]) != 0);
}

static void
compare_documents (Comparison *self)
{
  for (guint i = 0; i < self->before->pages->len; i++)
    {
      const PostilDocument *document = ((Page *) self->before->pages->pdata[i])->document, *there = NULL;
      PostilId same = postil_documents_find (self->after->project->store, document->key);

      for (guint j = 0; j < self->after->pages->len; j++)
        if (((Page *) self->after->pages->pdata[j])->document->id == same || (same == 0 && i == j))
          there = ((Page *) self->after->pages->pdata[j])->document;
      if (!self->can->onto)
        compare_descriptions (self, document, there);
      if (document->labels == NULL)
        continue;
      if (there == NULL || there->labels == NULL || g_str_equal (there->labels, "[]"))
        count (self, "document-labels", 1);
      else
        count (self, "labels-renamed", strcmp (document->labels, there->labels) != 0);
    }
}

static void
compare_worlds (Comparison *self)
{
  TextDifference texts = { 0 };

  for (guint layer = self->layers->len; layer-- > 0;)
    {
      texts = (TextDifference){ 0 };
      world_forget_tokens (self->before);
      if (is_tokens (self->format))
        world_match_tokens (self->before, self->layers->pdata[layer], &texts);
      else
        world_match_texts (self->before, self->layers->pdata[layer], &texts);
    }
  count (self, "characters", texts.characters);
  count (self, "spacing", texts.spacing);
  count (self, "boundaries", texts.boundaries);
  count (self, "names-changed", texts.names);
  for (guint i = 0; i < self->before->spans->len; i++)
    compare_span (self, self->before->spans->pdata[i]);
  for (guint i = 0; i < self->before->relations->len; i++)
    compare_relation (self, self->before->relations->pdata[i]);
  compare_documents (self);
}

static void
assert_losses (Comparison *self, const PostilReport *written)
{
  for (guint i = 0; i < written->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (written->losses, PostilLoss, i);
      guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, loss->kind));

      if (found != loss->count)
        g_test_fail_printf ("%s: the report says %s: %u, and %u it is.", self->format->name, loss->kind, loss->count,
                            found);
      g_assert_cmpint (loss->document, !=, 0);
      g_hash_table_remove (self->counts, loss->kind);
    }
  GHashTableIter iter;
  gpointer kind, n;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &kind, &n))
    g_test_fail_printf ("%s: the report is silent about %s: %u.", self->format->name, (const char *) kind,
                        GPOINTER_TO_UINT (n));
}

/* ---- there and back ---- */

/* Formats without texts need the documents first, for which they do not answer. */
static void
copy_texts (TestProject *from, TestProject *to)
{
  g_autoptr (GArray) ids = postil_documents_ids (from->store, &POSTIL_DOCUMENT_FILTER_ALL, NULL);
  gboolean added;

  test_project_begin (to, "Copy");
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (PostilDocument) document = postil_documents_get (from->store, g_array_index (ids, PostilId, i), NULL);

      g_clear_pointer (&document->labels, g_free);
      g_assert_true (postil_documents_add (to->store, document, &added, NULL));
    }
  test_project_commit (to);
}

/* One of the files that were written. */
static TestProject *
read_back (TestProject *first, const PostilFormat *format, const char *path)
{
  TestProject *second = test_project_new ();
  g_autoptr (PostilReport) back = postil_report_new ();
  g_autoptr (GError) error = NULL;
  const char *const paths[] = { path, NULL };
  PostilImportOptions import = { 0 };

  if (format->can->onto)
    copy_texts (first, second);
  test_project_begin (second, NULL);
  import.annotator = postil_annotator_ensure (second->store, "who imports", &error);
  test_project_commit (second);
  /* By content: the format is not named. */
  postil_import (second->store, paths, NULL, &import, back, NULL, &error);
  g_assert_no_error (error);
  test_assert_report (back, 0, 0);
  return second;
}

static void
assert_told (TestProject *first, const PostilFormat *format, const PostilExportOptions *options)
{
  g_autofree char *name = g_strconcat ("out.", format->extension, NULL);
  g_autofree char *path = g_build_filename (first->folder, name, NULL);
  g_autoptr (PostilReport) written = postil_report_new ();
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) projects = g_ptr_array_new_with_free_func ((GDestroyNotify) test_project_free);
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func ((GDestroyNotify) world_free);
  g_autoptr (World) before = NULL;
  g_autoptr (GError) error = NULL;
  Comparison comparison = { format, format->can, options, .counts = counts, .layers = layers };

  postil_export (first->store, format, path, options, written, NULL, &error);
  g_assert_no_error (error);
  for (guint layer = 1; layer == 1 || g_file_test (path, G_FILE_TEST_EXISTS);)
    {
      g_ptr_array_add (projects, read_back (first, format, path));
      g_ptr_array_add (layers, world_new (projects->pdata[projects->len - 1]));
      g_free (path);
      path = g_strdup_printf ("%s/out.layer%u.%s", first->folder, ++layer, format->extension);
    }
  before = comparison.before = world_new (first);
  comparison.after = layers->pdata[0];
  compare_worlds (&comparison);
  assert_losses (&comparison, written);
}

static void
test_format (gconstpointer data)
{
  for (guint i = 0; i < N_PROJECTS && !g_test_failed (); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      PostilExportOptions options = {
        .states = POSTIL_STATES_OPEN,
        .edges = (PostilEdges) g_test_rand_int_range (POSTIL_EDGES_EXPAND, POSTIL_EDGES_SKIP + 1),
        .overlap = (PostilOverlap) g_test_rand_int_range (POSTIL_OVERLAP_LONGEST, POSTIL_OVERLAP_SPLIT + 1),
        .parts = (PostilParts) g_test_rand_int_range (POSTIL_PARTS_SPLIT, POSTIL_PARTS_DROP + 1),
      };

      losses_fill (project);
      g_test_message ("edges %u, overlap %u, parts %u", options.edges, options.overlap, options.parts);
      assert_told (project, data, &options);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (const PostilFormat *format = postil_formats (); format->name != NULL; format++)
    {
      g_autofree char *path = g_strdup_printf ("/losses/%s", format->name);

      /* A codebook holds labels and no documents, and has tests of its own. */
      if (format->read != NULL && format->write != NULL && !g_str_equal (format->name, "refi-codebook"))
        g_test_add_data_func (path, format, test_format);
    }
  return g_test_run ();
}
