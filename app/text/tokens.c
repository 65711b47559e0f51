/* tokens.c - word rules of UAX #29: by hand for Latin script, by ICU for everything else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * White space always separates, and no rule looks across it. So the text is taken in chunks between white space: one
 * made of Latin letters, digits and common punctuation is cut here, in one pass over its bytes; any other one goes to
 * ICU. A test compares both on random chunks.
 */
#include "tokens.h"

#include "breaks.h"
#include "text-private.h"

typedef enum
{
  CLASS_SPACE,
  CLASS_LETTER,
  CLASS_AT, /* @ : joins as a letter does (ICU 72), so that addresses and user names stay whole; alone it is a mark */
  CLASS_DIGIT,
  CLASS_JOINER,     /* _ : joins letters and digits alike */
  CLASS_MID_NUMBER, /* , ; joins when digits stand on both sides */
  CLASS_MID_BOTH,   /* . and apostrophes: the same, and for letters */
  CLASS_MARK,       /* a token of its own */
  CLASS_FOREIGN,    /* ICU's business */
} Class;

typedef struct
{
  Class class;
  guint8 n_bytes;
} Letter;

#define S CLASS_SPACE
#define L CLASS_LETTER
#define A CLASS_AT
#define D CLASS_DIGIT
#define J CLASS_JOINER
#define N CLASS_MID_NUMBER
#define B CLASS_MID_BOTH
#define M CLASS_MARK
static const guint8 ascii_classes[128] = {
  M, M, M, M, M, M, M, M, M, S, S, S, S, S, M, M, /* control characters */
  M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M,
  S, M, M, M, M, M, M, B, M, M, M, M, N, M, B, M, /* space ! " # $ % & ' ( ) * + , - . / */
  D, D, D, D, D, D, D, D, D, D, M, N, M, M, M, M, /* 0 to 9 : ; < = > ? */
  A, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* @ A to O */
  L, L, L, L, L, L, L, L, L, L, L, M, M, M, M, J, /* P to Z [ \ ] ^ _ */
  M, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* ` a to o */
  L, L, L, L, L, L, L, L, L, L, L, M, M, M, M, M, /* p to z { | } ~ DEL */
};
#undef S
#undef L
#undef A
#undef D
#undef J
#undef N
#undef B
#undef M

static Class
classify_wide (gunichar c)
{
  if (c >= 0xc0 && c <= 0x24f)
    return c == 0xd7 || c == 0xf7 ? CLASS_MARK : CLASS_LETTER;
  switch (c)
    {
    case 0x2018:
    case 0x2019:
      return CLASS_MID_BOTH;
    case 0x2013: /* dashes, double quotes, bullet, ellipsis, euro */
    case 0x2014:
    case 0x201c:
    case 0x201d:
    case 0x2022:
    case 0x2026:
    case 0x20ac:
    case 0xa3: /* pound, section, guillemets */
    case 0xa7:
    case 0xab:
    case 0xbb:
      return CLASS_MARK;
    default:
      return postil_text_is_space (c) ? CLASS_SPACE : CLASS_FOREIGN;
    }
}

static inline Letter
read_letter (const char *at)
{
  const guint8 lead = (guint8) *at;

  if (lead < 0x80)
    return (Letter){ (Class) ascii_classes[lead], 1 };
  return (Letter){ classify_wide (g_utf8_get_char (at)), (guint8) postil_text_char_bytes (*at) };
}

static Letter
read_letter_before (const char *at, const char *stop)
{
  return at < stop ? read_letter (at) : (Letter){ CLASS_SPACE, 0 };
}

static gboolean
is_letter (Class class)
{
  return class == CLASS_LETTER || class == CLASS_AT;
}

/* Whether no break stands between a word that ends in @last and what starts at @at; @n_bytes: how much then joins. */
static gboolean
joins (Class last, const char *at, const char *stop, Letter *next, guint *n_chars, guint *n_bytes)
{
  *n_chars = 1;
  *n_bytes = next->n_bytes;
  if (is_letter (next->class) || next->class == CLASS_DIGIT || next->class == CLASS_JOINER)
    return TRUE;

  const gboolean letters = is_letter (last) && next->class == CLASS_MID_BOTH;
  const gboolean digits = last == CLASS_DIGIT && (next->class == CLASS_MID_NUMBER || next->class == CLASS_MID_BOTH);
  if (!letters && !digits)
    return FALSE;

  const Letter after = read_letter_before (at + next->n_bytes, stop);
  if (letters ? !is_letter (after.class) : after.class != CLASS_DIGIT)
    return FALSE;
  *n_chars = 2;
  *n_bytes += after.n_bytes;
  *next = after;
  return TRUE;
}

/* Cuts a chunk without foreign characters. */
static void
append_latin (const char *utf8, guint32 byte, guint32 stop_byte, guint32 offset, GArray *tokens)
{
  const char *stop = utf8 + stop_byte;

  while (byte < stop_byte)
    {
      Letter letter = read_letter (utf8 + byte);
      PostilToken token = { POSTIL_RANGE (offset, offset + 1), byte, byte + letter.n_bytes, POSTIL_TOKEN_PUNCTUATION };
      gboolean word = letter.class == CLASS_LETTER;
      gboolean number = letter.class == CLASS_DIGIT;

      if (is_letter (letter.class) || number || letter.class == CLASS_JOINER)
        {
          guint n_chars = 0;
          guint n_bytes = 0;
          Letter next = read_letter_before (utf8 + token.stop_byte, stop);

          while (next.n_bytes > 0 && joins (letter.class, utf8 + token.stop_byte, stop, &next, &n_chars, &n_bytes))
            {
              token.stop_byte += n_bytes;
              token.range.stop += n_chars;
              letter = next;
              word |= letter.class == CLASS_LETTER;
              number |= letter.class == CLASS_DIGIT;
              next = read_letter_before (utf8 + token.stop_byte, stop);
            }
          if (word)
            token.kind = POSTIL_TOKEN_WORD;
          else if (number)
            token.kind = POSTIL_TOKEN_NUMBER;
        }
      g_array_append_val (tokens, token);
      byte = token.stop_byte;
      offset = token.range.stop;
    }
}

static PostilTokenKind
kind_of (const char *utf8, gsize n_bytes)
{
  PostilTokenKind kind = POSTIL_TOKEN_PUNCTUATION;

  for (const char *at = utf8; at < utf8 + n_bytes; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalpha (c))
        return POSTIL_TOKEN_WORD;
      if (g_unichar_isdigit (c))
        kind = POSTIL_TOKEN_NUMBER;
    }
  return kind;
}

static void
append_foreign (const char *utf8, guint32 byte, guint32 stop_byte, guint32 offset, GArray *found, GArray *tokens)
{
  PostilBreak last = { 0, 0, 0 };

  postil_breaks_find (POSTIL_BREAKS_WORD, utf8 + byte, stop_byte - byte, found);
  for (guint i = 0; i < found->len; i++)
    {
      const PostilBreak here = g_array_index (found, PostilBreak, i);
      const PostilToken token = {
        POSTIL_RANGE (offset + last.offset, offset + here.offset),
        byte + last.byte,
        byte + here.byte,
        kind_of (utf8 + byte + last.byte, here.byte - last.byte),
      };
      g_array_append_val (tokens, token);
      last = here;
    }
}

static void
flush (GArray *tokens, const PostilToken *words, guint *n_words)
{
  if (*n_words > 0)
    g_array_append_vals (tokens, words, *n_words);
  *n_words = 0;
}

void
postil_tokens_append (const PostilText *text, gsize start_byte, gsize stop_byte, guint32 start_offset, GArray *tokens)
{
  g_autoptr (GArray) found = NULL;
  const char *utf8 = text->utf8;
  guint32 byte = (guint32) start_byte;
  guint32 offset = start_offset;
  PostilToken words[32];
  guint n_words = 0;

  while (byte < stop_byte)
    {
      const guint32 chunk_byte = byte;
      const guint32 chunk_offset = offset;
      gboolean foreign = FALSE;
      Letter letter = { CLASS_SPACE, 0 };

      /* Most chunks are one plain word; they are added many at a time. */
      while (byte < stop_byte && g_ascii_isalpha (utf8[byte]))
        byte++;
      offset += byte - chunk_byte;
      if (byte > chunk_byte && (byte == stop_byte || utf8[byte] == ' '))
        {
          if (n_words == G_N_ELEMENTS (words))
            flush (tokens, words, &n_words);
          words[n_words++] = (PostilToken){ POSTIL_RANGE (chunk_offset, offset), chunk_byte, byte, POSTIL_TOKEN_WORD };
          byte++;
          offset++;
          continue;
        }
      flush (tokens, words, &n_words);
      while (byte < stop_byte && (letter = read_letter (utf8 + byte)).class != CLASS_SPACE)
        {
          foreign |= letter.class == CLASS_FOREIGN;
          byte += letter.n_bytes;
          offset++;
        }
      if (foreign)
        {
          if (found == NULL)
            found = g_array_new (FALSE, FALSE, sizeof (PostilBreak));
          append_foreign (utf8, chunk_byte, byte, chunk_offset, found, tokens);
        }
      else
        append_latin (utf8, chunk_byte, byte, chunk_offset, tokens);
      if (byte < stop_byte)
        {
          byte += letter.n_bytes;
          offset++;
        }
    }
  flush (tokens, words, &n_words);
}
