/* text-private.h - how a PostilText is laid out, for the files of this folder only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/text.h>

G_BEGIN_DECLS

#define POSTIL_TEXT_STRIDE 64u

/* The place of every 256th code point, counted in the other units. */
typedef struct
{
  guint32 byte;
  guint32 u16;
  guint32 line; /* number of LF before it */
} PostilTextMark;

struct _PostilText
{
  gatomicrefcount ref_count;
  char           *utf8;
  gsize           n_bytes;
  guint32         length;
  guint32         length_u16;
  gboolean        ascii; /* then all units agree and the marks serve the line numbers only */
  PostilTextMark *marks; /* n_marks = length / 256 + 1 */
  guint32         n_marks;
  char           *sha256; /* set once, by g_once_init_leave */
};

/* White space as trimming and tokenising see it: GLib's, and the two line ends that it leaves out. */
static inline gboolean
postil_text_is_space (gunichar c)
{
  if (c < 0x80)
    return c == ' ' || (c >= 0x09 && c <= 0x0d);
  return c == 0x85 || g_unichar_isspace (c);
}

static inline gboolean
postil_text_is_lead (char byte)
{
  return ((guint8) byte & 0xc0) != 0x80;
}

/* Length in bytes of the character that starts with @lead, in valid UTF-8. */
static inline guint
postil_text_char_bytes (char lead)
{
  const guint8 byte = (guint8) lead;

  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/* Fills @marks and the lengths from valid @utf8; FALSE when there are more code points than the contract allows. */
gboolean postil_text_measure (PostilText *self);

G_END_DECLS
