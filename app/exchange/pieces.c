/* pieces.c - the words of an unaligned span that its file had in several parts, and where they stand one after the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pieces.h"

#include <string.h>

#include "json.h"

/* Enough of them to choose from; a first piece of one letter stands everywhere. */
#define MAX_HULLS 1000

char **
postil_unaligned_pieces (const PostilUnaligned *unaligned)
{
  g_autoptr (json_t) details = NULL;
  g_autoptr (GStrvBuilder) pieces = g_strv_builder_new ();
  const char *at = unaligned->quote;
  glong left = g_utf8_strlen (at, -1);
  const json_t *parts;

  if (unaligned->details == NULL)
    return NULL;
  details = postil_json_parse (unaligned->details, strlen (unaligned->details), NULL, NULL);
  parts = json_object_get (details, "parts");
  for (gsize i = 0; i < json_array_size (parts); i++)
    {
      g_autofree char *piece = NULL;
      gint64 start, stop;
      const char *behind;

      /* The quote has a space between two of them. */
      if (i > 0 && (left < 1 || *at != ' '))
        return NULL;
      at += i > 0;
      left -= i > 0;
      if (!postil_json_to_integer (json_array_get (json_array_get (parts, i), 0), &start) ||
          !postil_json_to_integer (json_array_get (json_array_get (parts, i), 1), &stop) || stop <= start ||
          stop - start > left)
        return NULL;
      behind = g_utf8_offset_to_pointer (at, (glong) (stop - start));
      piece = g_strndup (at, (gsize) (behind - at));
      g_strv_builder_add (pieces, piece);
      left -= (glong) (stop - start);
      at = behind;
    }
  return json_array_size (parts) > 1 && left == 0 ? g_strv_builder_end (pieces) : NULL;
}

static const char *
find (const char *from, const char *end, const char *piece)
{
  return from <= end ? memmem (from, (gsize) (end - from), piece, strlen (piece)) : NULL;
}

/* Behind the last piece, when all of them follow in order from @at, where the first one stands; the parts into @parts, which
 * may be NULL. Pieces stand apart. */
static const char *
follow (const PostilText *text, char **pieces, const char *at, const char *end, GArray *parts)
{
  const char *utf8 = postil_text_get_utf8 (text, NULL);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      const char *there = i == 0 ? at : find (at + 1, end, pieces[i]);
      PostilRange range;

      if (there == NULL)
        return NULL;
      at = there + strlen (pieces[i]);
      range = POSTIL_RANGE (postil_text_from_byte (text, (gsize) (there - utf8)),
                            postil_text_from_byte (text, (gsize) (at - utf8)));
      if (parts != NULL)
        g_array_append_val (parts, range);
    }
  return at;
}

GArray *
postil_pieces_hulls (const PostilText *text, char **pieces)
{
  GArray *hulls = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (text, &n_bytes), *end = utf8 + n_bytes;

  for (const char *p = utf8; hulls->len < MAX_HULLS && (p = find (p, end, pieces[0])) != NULL; p = g_utf8_next_char (p))
    {
      const char *behind = follow (text, pieces, p, end, NULL);
      PostilRange hull;

      if (behind == NULL)
        break;
      hull = POSTIL_RANGE (postil_text_from_byte (text, (gsize) (p - utf8)),
                           postil_text_from_byte (text, (gsize) (behind - utf8)));
      /* A first piece that comes again before the second one is nearer to it. */
      if (hulls->len > 0 && g_array_index (hulls, PostilRange, hulls->len - 1).stop == hull.stop)
        g_array_set_size (hulls, hulls->len - 1);
      g_array_append_val (hulls, hull);
    }
  return hulls;
}

GArray *
postil_pieces_within (const PostilText *text, char **pieces, PostilRange hull)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  const char *utf8 = postil_text_get_utf8 (text, NULL);
  const char *start = utf8 + postil_text_to_byte (text, hull.start), *end = utf8 + postil_text_to_byte (text, hull.stop);
  guint last = g_strv_length (pieces) - 1;
  g_autofree char *last_piece = pieces[last];
  gsize n_last = strlen (last_piece);
  gboolean ok;

  /* The first ones from the front, the last one from the back. */
  pieces[last] = NULL;
  ok = g_str_has_prefix (start, pieces[0]) && (gsize) (end - start) > n_last &&
       memcmp (end - n_last, last_piece, n_last) == 0 && follow (text, pieces, start, end - n_last, parts) != NULL;
  pieces[last] = g_steal_pointer (&last_piece);
  if (ok)
    {
      PostilRange range = { postil_text_from_byte (text, (gsize) (end - utf8) - n_last), hull.stop };

      ok = g_array_index (parts, PostilRange, parts->len - 1).stop < range.start;
      g_array_append_val (parts, range);
    }
  return ok ? g_steal_pointer (&parts) : NULL;
}
