/* webanno.c - writes WebAnno TSV 3.3, one file for each document, zipped (formats.md, section 6)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "formats.h"
#include "proof.h"
#include "tokens.h"
#include "zip-documents.h"

const PostilCapabilities postil_webanno_can = {
  .overlap = TRUE,
  .parts = TRUE,
  .relations = TRUE,
  .structure = TRUE,
  .edges = TRUE,
};

/* A stretch that carries annotations: a token, or what a span covers of one. */
typedef struct
{
  guint token;
  guint part; /* from 1; 0: the whole token */
  PostilRange range;
  GArray *marks; /* guint: numbers of marks, from 1 */
} Unit;

/* An annotation as it is written: a whole span, or one part of it. */
typedef struct
{
  PostilRange range;
  const char *label;
  guint first_unit;
} Mark;

/* @from and @to count marks from 1. */
typedef struct
{
  guint from;
  guint to;
  const char *type;
} Join;

typedef struct
{
  const PostilText *text;
  PostilTokens *tokens;
  GArray *marks;
  GArray *joins;
  GArray *units; /* in the order of rows */
} Sheet;

static void
unit_clear (gpointer unit)
{
  g_clear_pointer (&((Unit *) unit)->marks, g_array_unref);
}

static void
sheet_clear (Sheet *self)
{
  g_clear_pointer (&self->tokens, postil_tokens_free);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->joins, g_array_unref);
  g_clear_pointer (&self->units, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

/* ---- what can be written ---- */

/* What a range has of tokens, since its ends must lie in some; FALSE when it has none. */
static gboolean
clip (const PostilTokens *tokens, PostilRange *range)
{
  PostilRange touched, first, last;

  if (!postil_tokens_touched (tokens, *range, &touched))
    return FALSE;
  first = g_array_index (tokens->tokens, PostilRange, touched.start);
  last = g_array_index (tokens->tokens, PostilRange, touched.stop - 1);
  range->start = MAX (range->start, first.start);
  range->stop = MIN (range->stop, last.stop);
  return TRUE;
}

/* FALSE when nothing is left of the piece. */
static gboolean
clip_piece (const PostilTokens *tokens, PostilPiece *piece, PostilLosses *losses)
{
  PostilRange before = piece->range;

  if (piece->parts == NULL)
    {
      if (!clip (tokens, &piece->range))
        return FALSE;
    }
  else
    {
      GArray *parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));

      for (guint i = 0; i < piece->parts->len; i++)
        {
          PostilRange part = g_array_index (piece->parts, PostilRange, i);

          if (clip (tokens, &part))
            g_array_append_val (parts, part);
        }
      g_array_unref (piece->parts);
      piece->parts = parts;
      if (parts->len == 0)
        return FALSE;
      piece->range = POSTIL_RANGE (g_array_index (parts, PostilRange, 0).start,
                                   g_array_index (parts, PostilRange, parts->len - 1).stop);
      if (parts->len == 1)
        g_clear_pointer (&piece->parts, g_array_unref);
    }
  if (!postil_range_equal (before, piece->range))
    postil_losses_count_span (losses, &losses->trimmed, piece->span);
  return TRUE;
}

static void
adjust (const PostilExportWalk *walk, PostilOutline *outline, PostilLosses *losses)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (walk->document->text);

  for (guint i = outline->pieces->len; i-- > 0;)
    {
      PostilPiece *piece = &g_array_index (outline->pieces, PostilPiece, i);

      if (clip_piece (tokens, piece, losses))
        continue;
      postil_losses_count_span (losses, &losses->off_token, piece->span);
      g_array_remove_index (outline->pieces, i);
    }
  postil_outline_prune_relations (outline, losses);
}

/* ---- marks and units ---- */

static void
add_mark (Sheet *self, PostilRange range, const char *label)
{
  Mark mark = { range, label, 0 };

  g_array_append_val (self->marks, mark);
}

static void
add_join (Sheet *self, guint from, guint to, const char *type)
{
  Join join = { from, to, type };

  g_array_append_val (self->joins, join);
}

static void
add_marks (Sheet *self, const PostilExportWalk *walk, const PostilOutline *outline)
{
  g_autofree guint *numbers = g_new (guint, outline->pieces->len + 1);

  for (guint i = 0; i < outline->pieces->len; i++)
    {
      const PostilPiece *piece = &g_array_index (outline->pieces, PostilPiece, i);
      const char *label = postil_export_walk_label (walk, piece->span->label);

      numbers[i] = self->marks->len + 1;
      for (guint j = 0; piece->parts != NULL && j < piece->parts->len; j++)
        {
          add_mark (self, g_array_index (piece->parts, PostilRange, j), label);
          if (j > 0)
            add_join (self, self->marks->len - 1, self->marks->len, POSTIL_CONTINUES);
        }
      if (piece->parts == NULL)
        add_mark (self, piece->range, label);
    }
  for (guint i = 0; i < outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (outline->relations, i);

      add_join (self, numbers[postil_outline_find (outline, relation->head)],
                numbers[postil_outline_find (outline, relation->tail)],
                postil_export_walk_label (walk, relation->label));
    }
}

static int
compare_units (gconstpointer a, gconstpointer b)
{
  const Unit *x = a, *y = b;
  gboolean x_part = x->part > 0, y_part = y->part > 0;

  if (x->token != y->token)
    return x->token < y->token ? -1 : 1;
  return x_part != y_part ? x_part - y_part : postil_range_compare (&x->range, &y->range);
}

/* One unit for each token, and one for each mark in each token that it does not cover; then those that are the same are
 * made one and numbered. */
static void
add_units (Sheet *self)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Unit));

  for (guint i = 0; i < self->tokens->tokens->len; i++)
    {
      Unit unit = { i, 0, g_array_index (self->tokens->tokens, PostilRange, i), NULL };

      g_array_append_val (all, unit);
    }
  for (guint i = 0; i < self->marks->len; i++)
    {
      PostilRange range = g_array_index (self->marks, Mark, i).range, touched;

      postil_tokens_touched (self->tokens, range, &touched);
      for (guint j = touched.start; j < touched.stop; j++)
        {
          PostilRange token = g_array_index (self->tokens->tokens, PostilRange, j);
          Unit unit = { j, !postil_range_contains (range, token), token, g_array_new (FALSE, FALSE, sizeof (guint)) };
          guint number = i + 1;

          unit.range.start = MAX (range.start, token.start);
          unit.range.stop = MIN (range.stop, token.stop);
          g_array_append_val (unit.marks, number);
          g_array_append_val (all, unit);
        }
    }
  g_array_sort (all, compare_units);
  for (guint i = 0; i < all->len; i++)
    {
      Unit *unit = &g_array_index (all, Unit, i);
      Unit *last = self->units->len > 0 ? &g_array_index (self->units, Unit, self->units->len - 1) : NULL;

      if (last != NULL && last->token == unit->token && (last->part > 0) == (unit->part > 0) &&
          postil_range_equal (last->range, unit->range))
        {
          if (last->marks == NULL)
            last->marks = g_steal_pointer (&unit->marks);
          else if (unit->marks != NULL)
            g_array_append_vals (last->marks, unit->marks->data, unit->marks->len);
          unit_clear (unit);
          continue;
        }
      if (unit->part > 0)
        unit->part = last != NULL && last->token == unit->token ? last->part + 1 : 1;
      g_array_append_vals (self->units, unit, 1);
    }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return (x > y) - (x < y);
}

static void
sheet_init (Sheet *self, const PostilExportWalk *walk, const PostilOutline *outline)
{
  self->text = walk->document->text;
  self->tokens = postil_tokens_new (self->text);
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->joins = g_array_new (FALSE, FALSE, sizeof (Join));
  self->units = g_array_new (FALSE, FALSE, sizeof (Unit));
  g_array_set_clear_func (self->units, unit_clear);
  add_marks (self, walk, outline);
  add_units (self);
  for (guint i = self->units->len; i-- > 0;)
    {
      const Unit *unit = &g_array_index (self->units, Unit, i);

      if (unit->marks == NULL)
        continue;
      g_array_sort (unit->marks, compare_numbers);
      for (guint j = 0; j < unit->marks->len; j++)
        g_array_index (self->marks, Mark, g_array_index (unit->marks, guint, j) - 1).first_unit = i;
    }
}

/* ---- rows ---- */

static void
append_value (GString *out, const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    {
      if (strchr ("\\[]|_;*", *p) != NULL || (*p == '-' && p[1] == '>'))
        g_string_append_c (out, '\\');
      if (*p == '\t' || *p == '\n')
        g_string_append (out, *p == '\t' ? "\\t" : "\\n");
      else
        g_string_append_c (out, *p);
    }
}

static void
append_text (GString *out, const char *text, gsize n_bytes)
{
  static const char characters[] = "\t\f\r\b\\", letters[] = "tfrb\\";

  g_string_append (out, "#Text=");
  for (gsize i = 0; i < n_bytes; i++)
    {
      guchar c = text[i];
      const char *found = c != '\0' ? strchr (characters, c) : NULL;

      if (c == '\n')
        g_string_append (out, "\n#Text=");
      else if (found != NULL)
        g_string_append_printf (out, "\\%c", letters[found - characters]);
      else if (c < 8 || (c >= 14 && c < 32))
        g_string_append_printf (out, "\\%c", c);
      else
        g_string_append_c (out, c);
    }
  g_string_append_c (out, '\n');
}

static void
append_unit_name (GString *out, const Sheet *self, guint index)
{
  const Unit *unit = &g_array_index (self->units, Unit, index);
  guint sentence = 0, high = self->tokens->sentences->len;

  while (sentence < high)
    {
      guint middle = (sentence + high) / 2;

      if (g_array_index (self->tokens->sentences, PostilRange, middle).stop <= unit->token)
        sentence = middle + 1;
      else
        high = middle;
    }
  g_string_append_printf (out, "%u-%u", sentence + 1,
                          unit->token - g_array_index (self->tokens->sentences, PostilRange, sentence).start + 1);
  if (unit->part > 0)
    g_string_append_printf (out, ".%u", unit->part);
}

/* A relation stands in the first row of where it leads to. */
static void
append_joins (GString *out, const Sheet *self, guint index)
{
  g_autoptr (GString) types = g_string_new (NULL);
  g_autoptr (GString) references = g_string_new (NULL);

  for (guint i = 0; i < self->joins->len; i++)
    {
      const Join *join = &g_array_index (self->joins, Join, i);

      if (g_array_index (self->marks, Mark, join->to - 1).first_unit != index)
        continue;
      if (types->len > 0)
        {
          g_string_append_c (types, '|');
          g_string_append_c (references, '|');
        }
      append_value (types, join->type);
      append_unit_name (references, self, g_array_index (self->marks, Mark, join->from - 1).first_unit);
      g_string_append_printf (references, "[%u_%u]", join->from, join->to);
    }
  g_string_append_printf (out, "%s\t%s\t", types->len > 0 ? types->str : "_", references->len > 0 ? references->str : "_");
}

static void
append_row (GString *out, const Sheet *self, guint index)
{
  const Unit *unit = &g_array_index (self->units, Unit, index);
  g_autofree char *word = postil_token_word (self->text, unit->range, NULL);

  append_unit_name (out, self, index);
  g_string_append_printf (out, "\t%u-%u\t%s\t", postil_text_to_u16 (self->text, unit->range.start),
                          postil_text_to_u16 (self->text, unit->range.stop), word);
  if (self->marks->len > 0)
    {
      for (guint i = 0; unit->marks != NULL && i < unit->marks->len; i++)
        {
          guint number = g_array_index (unit->marks, guint, i);

          if (i > 0)
            g_string_append_c (out, '|');
          append_value (out, g_array_index (self->marks, Mark, number - 1).label);
          g_string_append_printf (out, "[%u]", number);
        }
      g_string_append (out, unit->marks == NULL ? "_\t" : "\t");
    }
  if (self->joins->len > 0)
    append_joins (out, self, index);
  g_string_append_c (out, '\n');
}

/* From its first token to the next one's, without a line end in front of that, which readers put back themselves. White space
 * at the very beginning has no other place than the first sentence. */
static PostilRange
range_of_sentence (const Sheet *self, guint number)
{
  const GArray *sentences = self->tokens->sentences, *tokens = self->tokens->tokens;
  PostilRange range = { 0, postil_text_get_length (self->text) };
  PostilRange before;

  if (number > 0)
    range.start = g_array_index (tokens, PostilRange, g_array_index (sentences, PostilRange, number).start).start;
  if (number + 1 >= sentences->len)
    return range;
  range.stop = g_array_index (tokens, PostilRange, g_array_index (sentences, PostilRange, number + 1).start).start;
  before = POSTIL_RANGE (range.stop - 1, range.stop);
  if (postil_text_slice_equals (self->text, before, "\n"))
    range.stop--;
  return range;
}

static void
append_sheet (GString *out, const Sheet *self)
{
  guint unit = 0, n = MAX (self->tokens->sentences->len, 1);

  g_string_append (out, "#FORMAT=WebAnno TSV 3.3\n");
  if (self->marks->len > 0)
    g_string_append (out, "#T_SP=custom.Span|label\n");
  if (self->joins->len > 0)
    g_string_append (out, "#T_RL=custom.Relation|label|BT_custom.Span\n");
  g_string_append_c (out, '\n');
  for (guint i = 0; i < n && postil_text_get_length (self->text) > 0; i++)
    {
      PostilRange range = range_of_sentence (self, i);
      gsize n_bytes;
      const char *text = postil_text_peek (self->text, range, &n_bytes);
      guint stop = i < self->tokens->sentences->len ? g_array_index (self->tokens->sentences, PostilRange, i).stop : 0;

      g_string_append_c (out, '\n');
      append_text (out, text, n_bytes);
      for (; unit < self->units->len && g_array_index (self->units, Unit, unit).token < stop; unit++)
        append_row (out, self, unit);
    }
}

/* ---- files ---- */

static void
append_document (GString *out, const PostilExportWalk *walk, const PostilOutline *outline, PostilLosses *losses)
{
  g_auto (Sheet) sheet = { 0 };

  sheet_init (&sheet, walk, outline);
  append_sheet (out, &sheet);
}

gboolean
postil_webanno_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                      GCancellable *cancellable, GError **error)
{
  static const PostilZipDocuments format = {
    .title = "WebAnno TSV",
    .can = &postil_webanno_can,
    .extension = ".tsv",
    .adjust = adjust,
    .append = append_document,
  };

  return postil_zip_documents_write (&format, store, out, options, report, cancellable, error);
}

gboolean
postil_webanno_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  static const PostilProofRules rules = { .read = postil_webanno_read, .capabilities = &postil_webanno_can,
                                          .name = "proof.zip", .adjust = adjust };

  return postil_prove_by_import (store, bytes, options, &rules, error);
}
