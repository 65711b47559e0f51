/* sentence-breaks.c - where Unicode's sentence rules cut a paragraph
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * UAX #29, rules SB6 to SB11, over the bytes as they are, with the character classes from ICU. Text with combining
 * marks, format characters or line ends inside goes to ICU as a whole. A test compares both on random paragraphs.
 */
#include "sentence-breaks.h"

#include "text-private.h"

#include <unicode/uchar.h>

#define N_LATIN 0x250
#define FIRST_MARK 0x2000
#define N_MARKS 0x70

/* Classes of the characters that text mostly consists of. */
typedef struct
{
  gsize ready; /* g_once */
  guint8 latin[N_LATIN];
  guint8 marks[N_MARKS];
} Classes;

static const Classes *
get_classes (void)
{
  static Classes classes;

  if (g_once_init_enter (&classes.ready))
    {
      for (UChar32 c = 0; c < N_LATIN; c++)
        classes.latin[c] = (guint8) u_getIntPropertyValue (c, UCHAR_SENTENCE_BREAK);
      for (UChar32 c = 0; c < N_MARKS; c++)
        classes.marks[c] = (guint8) u_getIntPropertyValue (FIRST_MARK + c, UCHAR_SENTENCE_BREAK);
      g_once_init_leave (&classes.ready, 1);
    }
  return &classes;
}

static inline guint8
class_of (const Classes *classes, const char *at)
{
  gunichar c = (guint8) *at;

  if (c < 0x80)
    return classes->latin[c];
  c = g_utf8_get_char (at);
  if (c < N_LATIN)
    return classes->latin[c];
  if (c >= FIRST_MARK && c < FIRST_MARK + N_MARKS)
    return classes->marks[c - FIRST_MARK];
  return (guint8) u_getIntPropertyValue ((UChar32) c, UCHAR_SENTENCE_BREAK);
}

/* SB8: a small letter comes next, before any other letter and any other end of a sentence. */
static gboolean
goes_on_small (const Classes *classes, const char *at, const char *stop)
{
  for (; at < stop; at += postil_text_char_bytes (*at))
    switch (class_of (classes, at))
      {
      case U_SB_LOWER:
        return TRUE;
      case U_SB_OLETTER:
      case U_SB_UPPER:
      case U_SB_ATERM:
      case U_SB_STERM:
        return FALSE;
      default:
        break;
      }
  return FALSE;
}

/* What lies behind: nothing special, or a mark that may end a sentence, then closing marks, then spaces. */
typedef enum
{
  BEHIND_NOTHING,
  BEHIND_MARK,
  BEHIND_CLOSE,
  BEHIND_SPACE,
} Behind;

typedef struct
{
  Behind behind;
  gboolean stop;   /* the mark is a full stop, which ends less than others do */
  gboolean letter; /* and stands right behind a letter */
  guint8 last;     /* class of the character before */
} State;

static gboolean
is_break (const State *state, const Classes *classes, guint8 class, const char *at, const char *stop)
{
  if (state->behind == BEHIND_NOTHING || class == U_SB_SP || class == U_SB_SCONTINUE || class == U_SB_ATERM ||
      class == U_SB_STERM)
    return FALSE;
  if (class == U_SB_CLOSE && state->behind != BEHIND_SPACE)
    return FALSE;
  if (!state->stop)
    return TRUE;
  if (state->behind == BEHIND_MARK && (class == U_SB_NUMERIC || (class == U_SB_UPPER && state->letter)))
    return FALSE;
  return !goes_on_small (classes, at, stop);
}

static void
advance (State *state, guint8 class)
{
  if (class == U_SB_ATERM || class == U_SB_STERM)
    {
      state->letter = state->last == U_SB_UPPER || state->last == U_SB_LOWER;
      state->stop = class == U_SB_ATERM;
      state->behind = BEHIND_MARK;
    }
  else if (state->behind != BEHIND_NOTHING && class == U_SB_SP)
    state->behind = BEHIND_SPACE;
  else if (class == U_SB_CLOSE && (state->behind == BEHIND_MARK || state->behind == BEHIND_CLOSE))
    state->behind = BEHIND_CLOSE;
  else
    state->behind = BEHIND_NOTHING;
  state->last = class;
}

gboolean
postil_sentence_breaks_find_plain (const char *utf8, gsize n_bytes, GArray *found)
{
  const Classes *classes = get_classes ();
  const char *stop = utf8 + n_bytes;
  State state = { BEHIND_NOTHING, FALSE, FALSE, U_SB_OTHER };
  PostilBreak here = { 0, 0, 0 };

  g_array_set_size (found, 0);
  for (const char *at = utf8; at < stop; at += postil_text_char_bytes (*at), here.offset++)
    {
      guint8 class = class_of (classes, at);

      if (class == U_SB_FORMAT || class == U_SB_EXTEND || class == U_SB_SEP || class == U_SB_CR || class == U_SB_LF)
        return FALSE;
      if (is_break (&state, classes, class, at, stop))
        {
          here.byte = (guint32) (at - utf8);
          g_array_append_val (found, here);
          state.behind = BEHIND_NOTHING;
        }
      advance (&state, class);
    }
  here.byte = (guint32) n_bytes;
  if (n_bytes > 0)
    g_array_append_val (found, here);
  return TRUE;
}

void
postil_sentence_breaks_find (const char *utf8, gsize n_bytes, GArray *found)
{
  if (!postil_sentence_breaks_find_plain (utf8, n_bytes, found))
    postil_breaks_find (POSTIL_BREAKS_SENTENCE, utf8, n_bytes, found);
}
