/* range.c - ranges in reading order, and the parts of a discontinuous span as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/error.h>
#include <postil/range.h>
#include <glib/gi18n.h>
#include <string.h>

int
postil_range_compare (gconstpointer a, gconstpointer b)
{
  const PostilRange *left = a;
  const PostilRange *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->stop != right->stop)
    return left->stop > right->stop ? -1 : 1;
  return 0;
}

/* --- Adding to parts and cutting from them ---------------------------------------------------------------------- */

static GArray *
parts_of (PostilRange range, const GArray *parts)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  if (parts != NULL)
    g_array_append_vals (all, parts->data, parts->len);
  else if (range.start < range.stop)
    g_array_append_val (all, range);
  return all;
}

GArray *
postil_range_parts_add (PostilRange range, const GArray *parts, PostilRange more)
{
  g_autoptr (GArray) all = parts_of (range, parts);
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  if (more.start < more.stop)
    g_array_append_val (all, more);
  g_array_sort (all, postil_range_compare);
  for (guint i = 0; i < all->len; i++)
    {
      PostilRange part = g_array_index (all, PostilRange, i);
      PostilRange *last = joined->len > 0 ? &g_array_index (joined, PostilRange, joined->len - 1) : NULL;

      if (last != NULL && part.start <= last->stop)
        last->stop = MAX (last->stop, part.stop);
      else
        g_array_append_val (joined, part);
    }
  return joined;
}

GArray *
postil_range_parts_cut (PostilRange range, const GArray *parts, PostilRange less)
{
  g_autoptr (GArray) all = parts_of (range, parts);
  GArray *left = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  for (guint i = 0; i < all->len; i++)
    {
      PostilRange part = g_array_index (all, PostilRange, i);
      PostilRange before = { part.start, MIN (part.stop, less.start) };
      PostilRange behind = { MAX (part.start, less.stop), part.stop };

      if (!postil_range_overlaps (part, less) || less.start >= less.stop)
        {
          g_array_append_val (left, part);
          continue;
        }
      if (before.start < before.stop)
        g_array_append_val (left, before);
      if (behind.start < behind.stop)
        g_array_append_val (left, behind);
    }
  return left;
}

GArray *
postil_range_parts_fit (PostilRange range, const GArray *parts, PostilRange edges)
{
  g_autoptr (GArray) all = parts_of (range, parts);
  GArray *fitted = g_array_new (FALSE, FALSE, sizeof (PostilRange));

  for (guint i = 0; i < all->len; i++)
    {
      PostilRange part = g_array_index (all, PostilRange, i);

      part.start = MAX (part.start, edges.start);
      part.stop = MIN (part.stop, edges.stop);
      if (part.start < part.stop)
        g_array_append_val (fitted, part);
    }
  if (fitted->len == 0)
    g_array_append_val (fitted, edges);
  g_array_index (fitted, PostilRange, 0).start = edges.start;
  g_array_index (fitted, PostilRange, fitted->len - 1).stop = edges.stop;
  return fitted;
}

char *
postil_range_parts_to_json (const GArray *parts)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < parts->len; i++)
    {
      const PostilRange *part = &g_array_index (parts, PostilRange, i);
      g_string_append_printf (json, "%s[%u,%u]", i > 0 ? "," : "", part->start, part->stop);
    }
  g_string_append_c (json, ']');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static const char *
skip_space (const char *at)
{
  return at + strspn (at, " \t\r\n");
}

/* Takes @expected, with the white space before it. */
static gboolean
take (const char **at, char expected)
{
  const char *next = skip_space (*at);

  if (*next != expected)
    return FALSE;
  *at = next + 1;
  return TRUE;
}

static gboolean
take_number (const char **at, guint32 *number)
{
  const char *next = skip_space (*at);
  guint64 value = 0;
  guint n_digits = 0;

  if (next[0] == '0' && g_ascii_isdigit (next[1]))
    return FALSE;
  for (; g_ascii_isdigit (*next) && n_digits < 11; next++, n_digits++)
    value = value * 10 + (guint64) (*next - '0');
  if (n_digits == 0 || value > G_MAXINT32)
    return FALSE;
  *number = (guint32) value;
  *at = next;
  return TRUE;
}

static gboolean
take_part (const char **at, PostilRange *part)
{
  return take (at, '[') && take_number (at, &part->start) && take (at, ',') && take_number (at, &part->stop) &&
         take (at, ']');
}

GArray *
postil_range_parts_from_json (const char *json, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  const char *at = json;
  gboolean well_formed = take (&at, '[');

  while (well_formed)
    {
      PostilRange part = { 0, 0 };

      well_formed = take_part (&at, &part);
      if (!well_formed)
        break;
      if (part.start >= part.stop)
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE,
                       _ ("Part %u-%u of a span is empty or reversed."), part.start, part.stop);
          return NULL;
        }
      if (parts->len > 0 && part.start <= g_array_index (parts, PostilRange, parts->len - 1).stop)
        {
          g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE,
                       _ ("Part %u-%u of a span touches or precedes the part before it."), part.start, part.stop);
          return NULL;
        }
      g_array_append_val (parts, part);
      if (take (&at, ']'))
        break;
      well_formed = take (&at, ',');
    }

  if (!well_formed || *skip_space (at) != '\0')
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE,
                           _ ("The parts of a span are not a list of [start,stop] pairs."));
      return NULL;
    }
  if (parts->len < 2)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE,
                           _ ("A span with one part only is no discontinuous span."));
      return NULL;
    }
  return g_steal_pointer (&parts);
}
