/* json-real.c - a real number in the fewest digits that read back the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "json.h"

#include <math.h>
#include <string.h>

#define FEWEST 15 /* digits that a double always keeps */
#define MOST 17   /* digits that always give the double back */

/* Any number. */
static void
append_any (GString *out, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (int precision = FEWEST; precision <= MOST; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", precision);
      g_ascii_formatd (digits, sizeof digits, format, value);
      if (g_ascii_strtod (digits, NULL) == value)
        break;
    }
  g_string_append (out, digits);
  if (strpbrk (digits, ".e") == NULL)
    g_string_append (out, ".0");
}

static guint64
power_of_ten (guint n)
{
  guint64 power = 1;

  while (n-- > 0)
    power *= 10;
  return power;
}

/* "0.", @n_zeros zeros and the @n_digits digits of @number without zeros at the end. */
static void
append_fraction (GString *out, guint n_zeros, guint64 number, guint n_digits)
{
  char digits[MOST];

  for (; number % 10 == 0; number /= 10)
    n_digits--;
  for (guint i = n_digits; i > 0; i--, number /= 10)
    digits[i - 1] = (char) ('0' + number % 10);
  g_string_append_len (out, "0.00", 2 + n_zeros);
  g_string_append_len (out, digits, n_digits);
}

/* A score: from 0.001 up to 1. Whole numbers of 128 bits hold all that the rounding needs exactly: the value is
 * @mantissa / 2^@shift. FALSE for the rare one that would be a case of its own. */
static gboolean
append_score (GString *out, double value)
{
  guint n_zeros = value >= 0.1 ? 0 : value >= 0.01 ? 1 : 2;
  guint64 bits;
  guint64 mantissa;
  guint shift;

  memcpy (&bits, &value, sizeof bits);
  mantissa = (bits & G_GUINT64_CONSTANT (0xfffffffffffff)) | G_GUINT64_CONSTANT (1) << 52;
  shift = 1075 - (guint) (bits >> 52);
  /* Below a power of two the doubles lie closer than above it. */
  if (mantissa == G_GUINT64_CONSTANT (1) << 52)
    return FALSE;
  for (guint precision = FEWEST; precision <= MOST; precision++)
    {
      guint64 power = power_of_ten (precision + n_zeros);
      unsigned __int128 exact = (unsigned __int128) mantissa * power;
      unsigned __int128 half = (unsigned __int128) 1 << (shift - 1);
      guint64 number = (guint64) (exact >> shift);
      unsigned __int128 rest = exact - ((unsigned __int128) number << shift);
      unsigned __int128 distance;

      if (rest > half || (rest == half && number % 2 == 1))
        number++;
      if (number >= power_of_ten (precision))
        return FALSE;
      /* Read back, it becomes the double that is nearest: this one, when they differ by less than half a step. */
      distance = (unsigned __int128) number << shift;
      distance = distance > exact ? distance - exact : exact - distance;
      if (2 * distance < power || (2 * distance == power && mantissa % 2 == 0))
        {
          append_fraction (out, n_zeros, number, precision);
          return TRUE;
        }
    }
  return FALSE;
}

void
postil_json_append_real (GString *out, double value)
{
  if (!isfinite (value))
    value = 0; /* JSON has no word for it */
  /* What people decided has this score, so most have. */
  if (value >= 1 && value <= 1)
    g_string_append_len (out, "1.0", 3);
  else if (value < 0.001 || value >= 1 || !append_score (out, value))
    append_any (out, value);
}
