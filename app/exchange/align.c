/* align.c - finds out what an imported offset counts, by the quotes that came with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "align.h"

#include <glib/gi18n.h>
#include <string.h>

#include <postil/segments.h>

struct _PostilAligner
{
  PostilText *text;
  GArray *dropped;   /* guint32: where, in the stored text, a CR stood that was dropped before an LF */
  GArray *newlines;  /* guint32: each LF of the stored text; made when first tried */
  GArray *graphemes; /* guint32: where each grapheme cluster starts, and the end; made when first tried */
  guint preferred;   /* the unit that is tried first */
};

typedef enum
{
  BASE_CODE_POINT,
  BASE_U16,
  BASE_BYTE,
  BASE_GRAPHEME,
} Base;

typedef enum
{
  NEWLINES_AS_GIVEN,
  NEWLINES_AS_ONE, /* CRLF was counted as one */
  NEWLINES_AS_TWO, /* the text has LF, the offsets were made on a copy with CRLF */
} Newlines;

typedef struct
{
  Base base;
  Newlines newlines;
  guint bom; /* what a byte order mark in front added */
  const char *name;
} Unit;

/* In the order in which they are tried: the likelier, and the more literal, first. */
static const Unit units[] = {
  { BASE_CODE_POINT, NEWLINES_AS_GIVEN, 0, NULL },
  { BASE_U16, NEWLINES_AS_GIVEN, 0, N_ ("UTF-16 units") },
  { BASE_BYTE, NEWLINES_AS_GIVEN, 0, N_ ("UTF-8 bytes") },
  { BASE_CODE_POINT, NEWLINES_AS_ONE, 0, N_ ("code points, CRLF as one") },
  { BASE_U16, NEWLINES_AS_ONE, 0, N_ ("UTF-16 units, CRLF as one") },
  { BASE_BYTE, NEWLINES_AS_ONE, 0, N_ ("UTF-8 bytes, CRLF as one") },
  { BASE_CODE_POINT, NEWLINES_AS_TWO, 0, N_ ("code points, line ends as two") },
  { BASE_U16, NEWLINES_AS_TWO, 0, N_ ("UTF-16 units, line ends as two") },
  { BASE_BYTE, NEWLINES_AS_TWO, 0, N_ ("UTF-8 bytes, line ends as two") },
  { BASE_GRAPHEME, NEWLINES_AS_ONE, 0, N_ ("grapheme clusters") },
  { BASE_CODE_POINT, NEWLINES_AS_GIVEN, 1, N_ ("code points behind a byte order mark") },
  { BASE_U16, NEWLINES_AS_GIVEN, 1, N_ ("UTF-16 units behind a byte order mark") },
  { BASE_BYTE, NEWLINES_AS_GIVEN, 3, N_ ("UTF-8 bytes behind a byte order mark") },
  { BASE_CODE_POINT, NEWLINES_AS_TWO, 1, N_ ("code points behind a byte order mark, line ends as two") },
};

static const char *const offset_names[] = { "any", "utf-16", "bytes", "crlf-as-one", "graphemes" };

gboolean
postil_offsets_from_string (const char *name, PostilOffsets *offsets)
{
  for (guint i = 0; i < G_N_ELEMENTS (offset_names); i++)
    if (g_ascii_strcasecmp (name, offset_names[i]) == 0)
      {
        *offsets = (PostilOffsets) i;
        return TRUE;
      }
  return FALSE;
}

void
postil_aligner_prefer (PostilAligner *self, PostilOffsets offsets)
{
  static const guint unit_of[] = { 0, 1, 2, 3, 9 }; /* rows of the table above, as PostilOffsets has them */

  self->preferred = unit_of[offsets];
}

/* The @n-th unit to try: the preferred one, then the others in their order. */
static guint
nth_unit (const PostilAligner *self, guint n)
{
  return n == 0 ? self->preferred : n <= self->preferred ? n - 1 : n;
}

PostilAligner *
postil_aligner_new (const char *given, gsize n_bytes, GError **error)
{
  g_autoptr (PostilAligner) self = g_new0 (PostilAligner, 1);
  const char *end = given + n_bytes;
  g_autoptr (GString) stored = NULL;
  guint32 offset = 0;
  gsize n_stored;

  if (memchr (given, '\r', n_bytes) == NULL)
    {
      self->text = postil_text_new (given, n_bytes, error);
      return self->text != NULL ? g_steal_pointer (&self) : NULL;
    }
  stored = g_string_sized_new (n_bytes);
  self->dropped = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (const char *p = given; p < end; p++)
    {
      if (*p == '\r' && p + 1 < end && p[1] == '\n')
        {
          g_array_append_val (self->dropped, offset);
          continue;
        }
      g_string_append_c (stored, *p == '\r' ? '\n' : *p);
      if (((guchar) *p & 0xc0) != 0x80)
        offset++;
    }
  n_stored = stored->len;
  self->text = postil_text_new_take (g_string_free (g_steal_pointer (&stored), FALSE), n_stored, error);
  return self->text != NULL ? g_steal_pointer (&self) : NULL;
}

PostilAligner *
postil_aligner_new_for_text (PostilText *text)
{
  PostilAligner *self = g_new0 (PostilAligner, 1);

  self->text = postil_text_ref (text);
  return self;
}

void
postil_aligner_free (PostilAligner *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->text, postil_text_unref);
  g_clear_pointer (&self->dropped, g_array_unref);
  g_clear_pointer (&self->newlines, g_array_unref);
  g_clear_pointer (&self->graphemes, g_array_unref);
  g_free (self);
}

PostilText *
postil_aligner_get_text (const PostilAligner *self)
{
  return self->text;
}

gboolean
postil_aligner_had_cr (const PostilAligner *self)
{
  return self->dropped != NULL;
}

/* @offset in the stored text, counted in @base. */
static gint64
count_to (const PostilText *text, Base base, guint32 offset)
{
  switch (base)
    {
    case BASE_U16:
      return postil_text_to_u16 (text, offset);
    case BASE_BYTE:
      return postil_text_to_byte (text, offset);
    default:
      return offset;
    }
}

/* Carriage returns in front of @given: the k-th of those that stood at @places in the stored text stands, in the text that
 * was counted, k further on. */
static gint64
crs_before (const PostilText *text, const GArray *places, Base base, gint64 given)
{
  guint low = 0, high = places != NULL ? places->len : 0;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (count_to (text, base, g_array_index (places, guint32, middle)) + middle < given)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
find_newlines (PostilAligner *self)
{
  guint32 offset = 0;

  self->newlines = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (const char *p = postil_text_get_utf8 (self->text, NULL); *p != '\0'; p++)
    {
      if (*p == '\n')
        g_array_append_val (self->newlines, offset);
      if (((guchar) *p & 0xc0) != 0x80)
        offset++;
    }
}

/* FALSE when @given is no boundary between two characters in this unit. */
static gboolean
to_offset (PostilAligner *self, const Unit *unit, gint64 given, guint32 *offset)
{
  PostilText *text = self->text;

  if (given < unit->bom || given > G_MAXINT32)
    return FALSE;
  given -= unit->bom;
  if (unit->newlines == NEWLINES_AS_TWO && self->newlines == NULL)
    find_newlines (self);
  if (unit->newlines == NEWLINES_AS_GIVEN)
    given -= crs_before (text, self->dropped, unit->base, given);
  else if (unit->newlines == NEWLINES_AS_TWO)
    given -= crs_before (text, self->newlines, unit->base, given);
  if (given < 0)
    return FALSE;

  switch (unit->base)
    {
    case BASE_CODE_POINT:
      *offset = given;
      return given <= postil_text_get_length (text);
    case BASE_U16:
      *offset = postil_text_from_u16 (text, given);
      return postil_text_to_u16 (text, *offset) == given;
    case BASE_BYTE:
      *offset = postil_text_from_byte (text, given);
      return postil_text_to_byte (text, *offset) == (gsize) given;
    case BASE_GRAPHEME:
      if (self->graphemes == NULL)
        self->graphemes = postil_segment_graphemes (self->text);
      if (given >= self->graphemes->len)
        return FALSE;
      *offset = g_array_index (self->graphemes, guint32, given);
      return TRUE;
    }
  return FALSE;
}

static gboolean
to_range (PostilAligner *self, const Unit *unit, PostilGivenRange given, PostilRange *range)
{
  return to_offset (self, unit, given.start, &range->start) && to_offset (self, unit, given.stop, &range->stop) &&
         range->start < range->stop;
}

/* NULL when a part lies nowhere, or they overlap, touch or run backwards. */
static GArray *
to_parts (PostilAligner *self, const Unit *unit, const GArray *given)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  for (guint i = 0; i < given->len; i++)
    {
      PostilRange range;

      if (!to_range (self, unit, g_array_index (given, PostilGivenRange, i), &range))
        return NULL;
      if (i > 0 && range.start <= g_array_index (parts, PostilRange, i - 1).stop)
        return NULL;
      g_array_append_val (parts, range);
    }
  return parts->len > 1 ? g_steal_pointer (&parts) : NULL;
}

/* Also what GLib does not count as such, and line splitters do. */
static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x0b || (c >= 0x1c && c <= 0x1f) || c == 0x85;
}

/* The next character of @text with runs of white space made one space, those at the ends left out; 0 at the end. */
static gunichar
next_collapsed (const char **text, const char *end, gboolean first)
{
  gboolean space = FALSE;

  while (*text < end && is_space (g_utf8_get_char (*text)))
    {
      space = TRUE;
      *text = g_utf8_next_char (*text);
    }
  if (*text >= end)
    return 0;
  if (space && !first)
    return ' ';
  gunichar c = g_utf8_get_char (*text);
  *text = g_utf8_next_char (*text);
  return c;
}

/* Some tools show, and export, a quote with its white space collapsed. Stops at the first difference, since this runs for
 * every unit that is tried. */
static gboolean
equal_collapsed (const char *a, gsize n_a, const char *b, gsize n_b)
{
  const char *end_a = a + n_a, *end_b = b + n_b;

  for (gboolean first = TRUE;; first = FALSE)
    {
      gunichar x = next_collapsed (&a, end_a, first), y = next_collapsed (&b, end_b, first);

      if (x != y || x == 0)
        return x == y && !first;
    }
}

static gboolean
quote_fits (const PostilText *text, PostilRange range, const GArray *parts, const char *quote, gboolean loosely)
{
  g_autofree char *joined = NULL;
  const char *slice;
  gsize n_bytes, n_quote = strlen (quote), n_points = 0;

  if (parts == NULL)
    {
      slice = postil_text_peek (text, range, &n_bytes);
      return (n_bytes == n_quote && memcmp (slice, quote, n_bytes) == 0) ||
             (loosely && equal_collapsed (slice, n_bytes, quote, n_quote));
    }
  /* Parts far longer than the quote cannot fit it, and are not worth copying. */
  for (guint i = 0; i < parts->len; i++)
    n_points += postil_range_length (g_array_index (parts, PostilRange, i));
  if (n_points > 2 * n_quote + 1000)
    return FALSE;
  joined = postil_text_slice_parts (text, range, parts);
  return strcmp (joined, quote) == 0 || (loosely && equal_collapsed (joined, strlen (joined), quote, n_quote));
}

static void
place_in_unit (PostilAligner *self, const Unit *unit, gboolean loosely, PostilPlace *place)
{
  g_clear_pointer (&place->parts, g_array_unref);
  place->alignment = POSTIL_ALIGN_OUTSIDE;
  if (place->nowhere)
    return;
  if (place->given_parts != NULL)
    {
      place->parts = to_parts (self, unit, place->given_parts);
      if (place->parts == NULL)
        return;
      /* The hull is what the parts span; one that was given beside them can only repeat or contradict that. */
      place->range.start = g_array_index (place->parts, PostilRange, 0).start;
      place->range.stop = g_array_index (place->parts, PostilRange, place->parts->len - 1).stop;
    }
  else if (!to_range (self, unit, place->given, &place->range))
    return;
  if (place->quote == NULL)
    place->alignment = POSTIL_ALIGN_UNCHECKED;
  else
    place->alignment = quote_fits (self->text, place->range, place->parts, place->quote, loosely)
                           ? POSTIL_ALIGN_EXACT
                           : POSTIL_ALIGN_UNALIGNED;
}

/* Enough to tell one unit from another, and few enough that a file of wrong quotes does not keep us busy. */
#define SAMPLE 512

/* Places everything in @unit, or every @step-th place, and returns how many do not fit. */
static guint
try_unit (PostilAligner *self, const Unit *unit, gboolean loosely, GArray *places, guint step)
{
  guint n_wrong = 0;

  for (guint i = 0; i < places->len; i += step)
    {
      PostilPlace *place = &g_array_index (places, PostilPlace, i);

      place_in_unit (self, unit, loosely, place);
      /* A place past the end speaks against the unit too, also where there is no quote to ask. */
      if (place->nowhere)
        continue;
      if (place->alignment == POSTIL_ALIGN_OUTSIDE ||
          (place->quote != NULL && place->alignment != POSTIL_ALIGN_EXACT))
        n_wrong++;
    }
  return n_wrong;
}

const char *
postil_aligner_resolve (PostilAligner *self, GArray *places)
{
  guint best = 0, fewest = G_MAXUINT, step = places->len / SAMPLE + 1;

  /* To the letter first: a quote without its outer white space would also fit one place further on. */
  for (int loosely = 0; loosely <= 1; loosely++)
    for (guint n = 0; n < G_N_ELEMENTS (units); n++)
      {
        guint i = nth_unit (self, n);
        guint n_wrong = try_unit (self, &units[i], loosely, places, step);

        /* With no quotes at all the first unit is right, having nothing against it. */
        if (n_wrong == 0 && (step == 1 || try_unit (self, &units[i], loosely, places, 1) == 0))
          return units[i].name;
        if (loosely && n_wrong < fewest)
          {
            best = i;
            fewest = n_wrong;
          }
      }
  try_unit (self, &units[best], TRUE, places, 1);
  return units[best].name;
}
