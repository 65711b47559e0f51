/* breaks.c - the only file that sees ICU: break iterators kept per thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "breaks.h"

#include "text-private.h"

#include <unicode/ubrk.h>

/* ICU counts in 32 bits and a paragraph may not: longer ones are cut here, at worst through a word. */
#define MAX_BYTES ((gsize) 64 * 1024 * 1024)
/* What a thread keeps of its UTF-16 buffer after a long paragraph. */
#define MAX_KEPT_UNITS ((gsize) 256 * 1024)

typedef struct
{
  UBreakIterator *iterators[2]; /* by PostilBreaks; NULL until first used */
  UChar *units;
  gsize n_allocated;
} Workshop;

static void
workshop_free (gpointer data)
{
  Workshop *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->iterators); i++)
    if (self->iterators[i] != NULL)
      ubrk_close (self->iterators[i]);
  g_free (self->units);
  g_free (self);
}

/* Opening an iterator costs some 100 microseconds, as much as cutting ten pages: hence one per thread. */
static Workshop *
get_workshop (void)
{
  static GPrivate of_thread = G_PRIVATE_INIT (workshop_free);
  Workshop *self = g_private_get (&of_thread);

  if (self == NULL)
    {
      self = g_new0 (Workshop, 1);
      g_private_set (&of_thread, self);
    }
  return self;
}

static UBreakIterator *
get_iterator (Workshop *self, PostilBreaks kind)
{
  if (self->iterators[kind] == NULL)
    {
      UErrorCode status = U_ZERO_ERROR;

      self->iterators[kind] =
          ubrk_open (kind == POSTIL_BREAKS_WORD ? UBRK_WORD : UBRK_SENTENCE, "en", NULL, 0, &status);
      if (U_FAILURE (status))
        {
          g_warning ("ICU has no break rules (%s): text is not cut into words and sentences.", u_errorName (status));
          self->iterators[kind] = NULL;
        }
    }
  return self->iterators[kind];
}

static gint32
fill_units (Workshop *self, const char *utf8, gsize n_bytes)
{
  if (n_bytes > self->n_allocated)
    {
      g_free (self->units);
      self->n_allocated = MAX (n_bytes, 4096);
      self->units = g_new (UChar, self->n_allocated);
    }

  const char *end = utf8 + n_bytes;
  gint32 n = 0;
  while (utf8 < end)
    {
      if ((guint8) *utf8 < 0x80)
        {
          self->units[n++] = (UChar) *utf8++;
          continue;
        }
      const gunichar c = g_utf8_get_char (utf8);
      if (c >= 0x10000)
        {
          self->units[n++] = (UChar) (0xd7c0 + (c >> 10));
          self->units[n++] = (UChar) (0xdc00 + (c & 0x3ff));
        }
      else
        self->units[n++] = (UChar) c;
      utf8 = g_utf8_next_char (utf8);
    }
  return n;
}

static void
trim_units (Workshop *self)
{
  if (self->n_allocated <= MAX_KEPT_UNITS)
    return;
  g_clear_pointer (&self->units, g_free);
  self->n_allocated = 0;
}

static void
find_in_piece (PostilBreaks kind, const char *utf8, gsize n_bytes, PostilBreak base, GArray *found)
{
  Workshop *workshop = get_workshop ();
  UBreakIterator *iterator = get_iterator (workshop, kind);
  UErrorCode status = U_ZERO_ERROR;
  PostilBreak here = { base.byte, base.offset, 0 };
  gint32 units = 0;
  gint32 n_units = fill_units (workshop, utf8, n_bytes);

  if (iterator != NULL)
    ubrk_setText (iterator, workshop->units, n_units, &status);
  while (units < n_units)
    {
      gint32 next = iterator != NULL && U_SUCCESS (status) ? ubrk_next (iterator) : UBRK_DONE;

      if (next == UBRK_DONE)
        next = n_units;
      else
        here.status = ubrk_getRuleStatus (iterator);
      while (units < next)
        {
          const guint n = postil_text_char_bytes (utf8[here.byte - base.byte]);
          units += n == 4 ? 2 : 1;
          here.byte += n;
          here.offset++;
        }
      g_array_append_val (found, here);
    }
  trim_units (workshop);
}

void
postil_breaks_find (PostilBreaks kind, const char *utf8, gsize n_bytes, GArray *found)
{
  PostilBreak base = { 0, 0, 0 };

  g_array_set_size (found, 0);
  while (base.byte < n_bytes)
    {
      gsize n = MIN (n_bytes - base.byte, MAX_BYTES);

      while (base.byte + n < n_bytes && !postil_text_is_lead (utf8[base.byte + n]))
        n--;
      find_in_piece (kind, utf8 + base.byte, n, base, found);
      base = g_array_index (found, PostilBreak, found->len - 1);
    }
}
