/* graphemes.c - what a reader takes for one character, for data whose offsets count that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/segments.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

GArray *
postil_segment_graphemes (const PostilText *text)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  UErrorCode status = U_ZERO_ERROR;
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (text, &n_bytes);
  UText *utext = utext_openUTF8 (NULL, utf8, (gint64) n_bytes, &status);
  UBreakIterator *iterator = ubrk_open (UBRK_CHARACTER, "en", NULL, 0, &status);

  if (U_SUCCESS (status))
    ubrk_setUText (iterator, utext, &status);
  if (U_SUCCESS (status))
    for (int32_t at = ubrk_first (iterator); at != UBRK_DONE; at = ubrk_next (iterator))
      {
        guint32 offset = postil_text_from_byte (text, (gsize) at);

        g_array_append_val (starts, offset);
      }
  if (iterator != NULL)
    ubrk_close (iterator);
  if (utext != NULL)
    utext_close (utext);
  return starts;
}
