/* print-text.c - spans as brackets in running text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "print-text.h"

#include "label-tone.h"

#include <string.h>

#define LABEL_SCALE 0.72

/* A bracket, or the edge of a grey stretch. */
typedef struct
{
  guint32            at;
  gboolean           opens;
  gboolean           last; /* of its span: here stands the label */
  const PostilSpan  *span;
  const PostilLabel *label;
  PostilRange        range; /* of the part that it bounds */
} Edge;

static void
paragraph_free (gpointer data)
{
  PostilPrintParagraph *self = data;

  g_free (self->text);
  pango_attr_list_unref (self->attributes);
  g_free (self);
}

/* What closes stands before what opens; of those that open at one place the longest comes first, of those that close the shortest. */
static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const Edge *x = a;
  const Edge *y = b;
  guint32 x_length = postil_range_length (x->range);
  guint32 y_length = postil_range_length (y->range);

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  if (x->opens != y->opens)
    return x->opens ? 1 : -1;
  if (x_length != y_length)
    return (x_length < y_length) == x->opens ? 1 : -1;
  return (x->span->id < y->span->id) == x->opens ? -1 : 1;
}

static const PostilLabel *
find_label (const GPtrArray *labels, PostilId id)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->id == id)
        return label;
    }
  return NULL;
}

static void
add_edges (GArray *edges, const PostilSpan *span, const PostilLabel *label)
{
  guint n = span->parts != NULL && span->parts->len > 0 ? span->parts->len : 1;

  for (guint i = 0; i < n; i++)
    {
      PostilRange part = n > 1 ? g_array_index (span->parts, PostilRange, i) : span->range;
      Edge opens = { part.start, TRUE, FALSE, span, label, part };
      Edge closes = { part.stop, FALSE, i + 1 == n, span, label, part };

      g_array_append_val (edges, opens);
      g_array_append_val (edges, closes);
    }
}

static GArray *
collect_edges (const GPtrArray *spans, const GPtrArray *labels)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (Edge));

  for (guint i = 0; i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      const PostilLabel *label = find_label (labels, span->label);

      if (label == NULL || span->state == POSTIL_STATE_REJECTED)
        continue;
      /* Structure is seldom decided upon, and grey is no claim: it need not be kept. */
      if (label->kind == POSTIL_LABEL_STRUCTURE ? g_str_equal (label->name, "Boilerplate") : span->state == POSTIL_STATE_KEPT)
        add_edges (edges, span, label);
    }
  g_array_sort (edges, compare_edges);
  return edges;
}

/* --- Writing -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GString       *text;
  PangoAttrList *attributes;
  guint          grey_from; /* byte in @text, G_MAXUINT: not grey */
  guint          n_grey;    /* grey stretches that are open */
} Writer;

static void
add_attribute (Writer *writer, PangoAttribute *attribute, guint from)
{
  attribute->start_index = from;
  attribute->end_index = (guint) writer->text->len;
  pango_attr_list_insert (writer->attributes, attribute);
}

static void
add_colour (Writer *writer, const GdkRGBA *colour, guint from)
{
  add_attribute (writer,
                 pango_attr_foreground_new ((guint16) (colour->red * 65535), (guint16) (colour->green * 65535),
                                            (guint16) (colour->blue * 65535)),
                 from);
}

static void
write_bracket (Writer *writer, const Edge *edge)
{
  const GdkRGBA paper = { 1, 1, 1, 1 };
  PostilTone tone = postil_tone_for (edge->label->colour, &paper, FALSE);
  guint from = (guint) writer->text->len;
  guint name;

  g_string_append_c (writer->text, edge->opens ? '[' : ']');
  name = (guint) writer->text->len;
  if (edge->last)
    {
      g_string_append (writer->text, edge->label->name);
      add_attribute (writer, pango_attr_scale_new (LABEL_SCALE), name);
    }
  add_attribute (writer, pango_attr_weight_new (PANGO_WEIGHT_BOLD), from);
  add_colour (writer, &tone.ink, from);
}

static void
set_grey (Writer *writer, gboolean begins)
{
  const GdkRGBA grey = { 0.45f, 0.45f, 0.45f, 1 };

  if (begins && writer->n_grey++ == 0)
    writer->grey_from = (guint) writer->text->len;
  if (!begins && writer->n_grey > 0 && --writer->n_grey == 0)
    add_colour (writer, &grey, writer->grey_from);
}

static void
write_edge (Writer *writer, const Edge *edge)
{
  if (edge->label->kind == POSTIL_LABEL_STRUCTURE)
    set_grey (writer, edge->opens);
  else
    write_bracket (writer, edge);
}

static void
finish_paragraph (Writer *writer, GPtrArray *paragraphs)
{
  guint n_grey = writer->n_grey;
  PostilPrintParagraph *paragraph;

  if (n_grey > 0)
    {
      writer->n_grey = 1;
      set_grey (writer, FALSE);
    }
  if (strspn (writer->text->str, " \t") < writer->text->len)
    {
      paragraph = g_new0 (PostilPrintParagraph, 1);
      paragraph->text = g_strdup (writer->text->str);
      paragraph->attributes = pango_attr_list_ref (writer->attributes);
      g_ptr_array_add (paragraphs, paragraph);
    }
  pango_attr_list_unref (writer->attributes);
  writer->attributes = pango_attr_list_new ();
  g_string_truncate (writer->text, 0);
  writer->n_grey = n_grey;
  writer->grey_from = 0;
}

/* The words of [@from, @to), a paragraph ending at each line break. */
static void
write_words (Writer *writer, const PostilText *text, guint32 from, guint32 to, GPtrArray *paragraphs)
{
  gsize n_bytes;
  const char *words = postil_text_peek (text, POSTIL_RANGE (from, to), &n_bytes);

  for (const char *end = words + n_bytes; words < end;)
    {
      const char *newline = memchr (words, '\n', (gsize) (end - words));

      g_string_append_len (writer->text, words, (newline != NULL ? newline : end) - words);
      if (newline == NULL)
        return;
      finish_paragraph (writer, paragraphs);
      words = newline + 1;
    }
}

GPtrArray *
postil_print_paragraphs (const PostilText *text, const GPtrArray *spans, const GPtrArray *labels)
{
  GPtrArray *paragraphs = g_ptr_array_new_with_free_func (paragraph_free);
  g_autoptr (GArray) edges = collect_edges (spans, labels);
  Writer writer = { g_string_new (NULL), pango_attr_list_new (), G_MAXUINT, 0 };
  guint32 at = 0;

  for (guint i = 0; i < edges->len; i++)
    {
      const Edge *edge = &g_array_index (edges, Edge, i);

      if (edge->at > at)
        write_words (&writer, text, at, edge->at, paragraphs);
      at = edge->at;
      write_edge (&writer, edge);
    }
  if (at < postil_text_get_length (text))
    write_words (&writer, text, at, postil_text_get_length (text), paragraphs);
  finish_paragraph (&writer, paragraphs);
  g_string_free (writer.text, TRUE);
  pango_attr_list_unref (writer.attributes);
  return paragraphs;
}
