/* test-losses.c - the losses that an export tells are exactly what is missing or other when it is read back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Driven by the table of formats: a new row is tested by being there. Each span has a label of its own, so that
 * whatever comes back of it is known again.
 */
#include <string.h>

#include "losses-world.h"

#include <postil/readings.h>

#include "../../app/exchange/formats.h"
#include "../support/random-text.h"

#define N_PROJECTS 12
#define N_DOCUMENTS 7

#define PICK(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

/* ---- a project with everything in it ---- */

static const char *const label_names[] = {
  "Person", "Two words", "Say \"so\", please", "Угроза",           "引述",
  "a-b_c",  "x|y;z",     "Étiquette",          "plain_ascii-name", "odd\xef\xbf\xbe one"
};
static const char *const note_texts[] = {
  "", "", "a note", "line\none, \"two\"", "tab\there 👩‍👩‍👧", "=1+1", "שלום", "rings\x07"
};
static const char *const document_labels[] = { NULL, NULL, "[\"satire\",\"two words\"]", "[\"rings\\u0007\"]" };

static char *
random_text (guint number)
{
  static const char *const openings[] = { "",   "\xef\xbb\xbf", "  ",        "\n\n", "\xe2\x80\xa8",
                                          "\t", "\xc2\xa0",     "a \x01 b. " };
  g_autofree char *first = postil_random_text (12), *second = postil_random_text (12);

  if (number == 3)
    return g_strdup ("");
  if (number == 4)
    return g_strdup ("Plain words in one line");
  if (number == 5)
    return g_strdup ("-DOCSTART- is a word here . So is O .");
  return g_strconcat (PICK (openings), first, "\ttab and\xe2\x80\xa8separator\xc2\x85here. ", second, NULL);
}

static PostilRange
random_range (PostilRange within)
{
  guint32 start = (guint32) g_test_rand_int_range ((gint32) within.start, (gint32) within.stop);

  return POSTIL_RANGE (start, (guint32) g_test_rand_int_range ((gint32) start + 1, (gint32) within.stop + 1));
}

static GArray *
random_parts (PostilRange range)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  guint32 third = postil_range_length (range) / 3;
  PostilRange first = { range.start, range.start + third }, last = { range.stop - third, range.stop };

  g_array_append_val (parts, first);
  if (third > 4 && g_test_rand_bit ())
    {
      PostilRange middle = { first.stop + 1, last.start - 1 };

      g_array_append_val (parts, middle);
    }
  g_array_append_val (parts, last);
  return parts;
}

static const char *const source_names[] = { "hand", "import", "rules/one", "learner/acts", "somebody's\x07 file" };

static const char *const reasons[] = { NULL, NULL, "because it says “so”", "it rings\x07" };

/* Half of them as an import would make them. */
static PostilId
add_label (TestProject *project, const char *name, PostilLabelKind kind)
{
  static const char *const guidelines[] = { "", "", "What it is for." };
  g_autoptr (GError) error = NULL;
  PostilId id = postil_labels_ensure (project->store, name, kind, &error);
  g_autoptr (PostilLabel) label = postil_labels_get (project->store, id, NULL);

  g_assert_no_error (error);
  if (g_test_rand_bit ())
    return id;
  if (g_test_rand_bit ())
    {
      g_free (label->colour);
      label->colour = g_strdup ("#123456");
    }
  g_free (label->guideline);
  label->guideline = g_strdup (PICK (guidelines));
  if (kind == POSTIL_LABEL_ENTITY && g_test_rand_bit ())
    label->kind = POSTIL_LABEL_ACT;
  g_assert_true (postil_labels_update (project->store, label, &error));
  return id;
}

static double
random_score (void)
{
  return g_test_rand_bit () ? 1 : g_test_rand_double ();
}

static PostilSpanId
add_span (TestProject *project, PostilId document, guint32 length, guint number)
{
  g_autoptr (PostilSpan) span = postil_span_new ();
  g_autoptr (GError) error = NULL;
  gboolean post = g_test_rand_int_range (0, 8) == 0;
  g_autofree char *name = g_strdup_printf ("%s %u", post ? "Post" : PICK (label_names), number);

  span->document = document;
  span->range = random_range (POSTIL_RANGE (0, length));
  if (postil_range_length (span->range) > 5 && g_test_rand_int_range (0, 3) == 0)
    span->parts = random_parts (span->range);
  span->label = add_label (project, name, post ? POSTIL_LABEL_STRUCTURE : POSTIL_LABEL_ENTITY);
  span->source = postil_source_ensure (project->store, POSTIL_SOURCE_IMPORT, PICK (source_names), NULL, &error);
  g_assert_no_error (error);
  span->score = random_score ();
  span->reason = g_strdup (PICK (reasons));
  span->created_at = 1700000000000 + g_test_rand_int_range (0, 1000000);
  span->state = g_test_rand_int_range (0, 4) > 0 ? POSTIL_STATE_KEPT : POSTIL_STATE_SUGGESTED;
  span->annotator = span->state == POSTIL_STATE_KEPT ? project->annotator : 0;
  span->decided_at = span->state == POSTIL_STATE_KEPT && g_test_rand_bit () ? span->created_at + 7 : 0;
  g_free (span->note);
  span->note = g_strdup (PICK (note_texts));
  span->attributes = post ? g_strdup ("{\"author\":\"Ola\"}") : NULL;
  postil_spans_add (project->store, span, &error);
  g_assert_no_error (error);
  return span->id;
}

static void
add_relation (TestProject *project, PostilSpanId head, PostilSpanId tail, guint number)
{
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  g_autofree char *name = g_strdup_printf ("%s %u", g_test_rand_bit () ? "speaker" : PICK (label_names), number);
  g_autoptr (GError) error = NULL;

  relation->label = add_label (project, name, POSTIL_LABEL_RELATION);
  relation->head = head;
  relation->tail = tail;
  relation->source = postil_source_ensure (project->store, POSTIL_SOURCE_IMPORT, PICK (source_names), NULL, &error);
  relation->score = random_score ();
  relation->state = g_test_rand_int_range (0, 4) > 0 ? POSTIL_STATE_KEPT : POSTIL_STATE_SUGGESTED;
  relation->annotator = relation->state == POSTIL_STATE_KEPT ? project->annotator : 0;
  g_free (relation->note);
  relation->note = g_strdup (PICK (note_texts));
  postil_relations_add (project->store, relation, &error);
  g_assert_no_error (error);
}

/* Each of what a document has beside its text, now and then. */
static void
describe (PostilDocument *document)
{
  static const char *const metas[] = { NULL, NULL, "{\"section\":\"home\",\"n\":[1,2.5]}" };
  static const char *const languages[] = { "", "", "nb" };

  document->labels = g_strdup (PICK (document_labels));
  document->meta = g_strdup (PICK (metas));
  g_free (document->language);
  document->language = g_strdup (PICK (languages));
  g_free (document->title);
  document->title =
      g_test_rand_bit () ? g_strdup ("A title of its own") : postil_plain_text_title (document->text, document->key);
  document->kind = g_test_rand_int_range (0, 4) > 0 ? postil_plain_text_kind (document->text, POSTIL_DOCUMENT_OTHER)
                                                    : (PostilDocumentKind) g_test_rand_int_range (0, 3);
  document->newline =
      strchr (postil_text_get_utf8 (document->text, NULL), '\n') != NULL ? POSTIL_NEWLINE_LF : POSTIL_NEWLINE_NONE;
  if (g_test_rand_int_range (0, 4) == 0)
    {
      g_free (document->source_uri);
      document->source_uri = g_strdup ("https://example.org/1");
    }
  if (g_test_rand_int_range (0, 6) == 0)
    document->newline = POSTIL_NEWLINE_CRLF;
}

static void
fill (TestProject *project)
{
  guint next = 1;

  test_project_begin (project, "Fill");
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autofree char *utf8 = random_text (i);
      g_autofree char *key = g_strdup_printf (i == 2   ? "document-%u: a/b?"
                                              : i == 6 ? "document-%u.txt"
                                                       : "document-%u",
                                              i);
      g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
      g_autoptr (PostilDocument) document = postil_document_new (key, text);
      PostilSpanId before = 0;
      gboolean added;

      describe (document);
      g_assert_true (postil_documents_add (project->store, document, &added, NULL));
      if (g_test_rand_int_range (0, 3) == 0)
        g_assert_true (
            postil_readings_set_state (project->store, document->id, project->annotator, POSTIL_READING_DONE, NULL));
      for (guint j = utf8[0] != '\0' ? 10 : 0; j > 0; j--)
        {
          PostilSpanId id = add_span (project, document->id, postil_text_get_length (text), next++);

          if (before != 0 && g_test_rand_int_range (0, 2) == 0)
            add_relation (project, id, before, next++);
          before = id;
        }
    }
  test_project_commit (project);
}

/* ---- what should become of a span ---- */

typedef struct
{
  const PostilFormat *format;
  const PostilCapabilities *can;
  const PostilExportOptions *options;
  World *before;
  World *after;
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
  gboolean in_parts;
} Remains;

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  return postil_range_compare (a, b);
}

static void
find_remains (Comparison *self, guint number, guint on_page, Remains *remains)
{
  remains->ranges = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  for (guint i = 0; i < self->after->spans->len; i++)
    {
      const PostilSpan *span = self->after->spans->pdata[i];
      g_autoptr (GArray) ranges = NULL;

      if (world_number (self->after, span->label) != number)
        continue;
      ranges = ranges_of (span);
      for (guint j = 0; j < ranges->len; j++)
        {
          guint page;
          PostilRange range = world_origin (self->after, span, g_array_index (ranges, PostilRange, j), &page);

          g_assert_cmpuint (page, ==, on_page);
          g_array_append_val (remains->ranges, range);
        }
      remains->first = remains->first != NULL ? remains->first : span;
      remains->in_parts = remains->in_parts || span->parts != NULL;
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
      if (self->can->overlap || !is_taken (self, on_page, range))
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
same_annotator (Comparison *self, PostilId before, PostilId after)
{
  g_autofree char *was = postil_annotator_name (self->before->project->store, before);
  g_autofree char *is = postil_annotator_name (self->after->project->store, after);

  return before == 0 || g_strcmp0 (was, is) == 0;
}

static void
compare_words (Comparison *self, PostilId label_before, PostilId label_after, const char *note_before,
               const char *note_after)
{
  g_autofree char *was = world_label (self->before, label_before), *is = world_label (self->after, label_after);

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
lost_source (Comparison *self, PostilId before, PostilId after)
{
  g_autofree char *was = name_of_source (self->before, before);
  g_autofree char *is = name_of_source (self->after, after);

  return !is_one (was, " hand import ") && g_strcmp0 (was, is) != 0;
}

/* A label that came back, unless it was as an import makes it; under another name it has another colour. */
static void
compare_definitions (Comparison *self, PostilId before, PostilId after)
{
  g_autoptr (PostilLabel) was = postil_labels_get (self->before->project->store, before, NULL);
  g_autoptr (PostilLabel) is = postil_labels_get (self->after->project->store, after, NULL);
  gboolean own_colour = strcmp (was->colour, postil_label_colour_for (was->name)) != 0;

  count (self, "label-definitions",
         was->kind != is->kind || strcmp (was->guideline, is->guideline) != 0 ||
             (own_colour && strcmp (was->colour, is->colour) != 0));
}

static void
compare_details (Comparison *self, const PostilSpan *span, const PostilSpan *there)
{
  compare_definitions (self, span->label, there->label);
  count (self, "scores", span->score != there->score);
  count (self, "sources", lost_source (self, span->source, there->source));
  count (self, "reasons", g_strcmp0 (span->reason, there->reason) != 0);
  count (self, "times",
         span->created_at != there->created_at || (span->decided_at != 0 && span->decided_at != there->decided_at));
  compare_words (self, span->label, there->label, span->note, there->note);
  count (self, "annotators", !same_annotator (self, span->annotator, there->annotator));
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
  Remains remains = { NULL, NULL, FALSE };
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
          compare_details (self, span, remains.first);
          count (self, "overlap", overlap);
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
  compare_words (self, relation->label, there->label, relation->note, there->note);
  compare_definitions (self, relation->label, there->label);
  count (self, "scores", relation->score != there->score);
  count (self, "sources", lost_source (self, relation->source, there->source));
  count (self, "annotators", !same_annotator (self, relation->annotator, there->annotator));
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

  if (is_tokens (self->format))
    world_match_tokens (self->before, self->after, &texts);
  else
    world_match_texts (self->before, self->after, &texts);
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

static void
assert_told (TestProject *first, const PostilFormat *format, const PostilExportOptions *options)
{
  g_autoptr (TestProject) second = test_project_new ();
  g_autofree char *name = g_strconcat ("out.", format->extension, NULL);
  g_autofree char *path = g_build_filename (first->folder, name, NULL);
  g_autoptr (PostilReport) written = postil_report_new ();
  g_autoptr (PostilReport) back = postil_report_new ();
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (World) before = NULL;
  g_autoptr (World) after = NULL;
  g_autoptr (GError) error = NULL;
  const char *const paths[] = { path, NULL };
  PostilImportOptions import = { 0 };
  Comparison comparison = { format, format->can, options, .counts = counts };

  postil_export (first->store, format, path, options, written, NULL, &error);
  g_assert_no_error (error);
  if (is_one_of (format, " csv w3c "))
    copy_texts (first, second);
  test_project_begin (second, NULL);
  import.annotator = postil_annotator_ensure (second->store, "who imports", &error);
  test_project_commit (second);
  /* By content: the format is not named. */
  postil_import (second->store, paths, NULL, &import, back, NULL, &error);
  g_assert_no_error (error);
  test_assert_report (back, 0, 0);
  before = comparison.before = world_new (first);
  after = comparison.after = world_new (second);
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
        .overlap = (PostilOverlap) g_test_rand_int_range (POSTIL_OVERLAP_LONGEST, POSTIL_OVERLAP_FIRST + 1),
        .parts = (PostilParts) g_test_rand_int_range (POSTIL_PARTS_SPLIT, POSTIL_PARTS_DROP + 1),
      };

      fill (project);
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
