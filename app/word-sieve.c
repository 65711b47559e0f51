/* word-sieve.c - a quick "no" before the search in a sorted list of words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "word-sieve.h"

#include <string.h>

void
postil_word_sieve_fill (PostilWordSieve *self, gconstpointer words, gsize n_words, gsize stride)
{
  for (gsize i = 0; i < n_words; i++)
    {
      const char *word = *(const char *const *) ((const char *) words + i * stride);
      guint place = postil_word_sieve_place (word, strlen (word));

      self->bits[place / 64] |= G_GUINT64_CONSTANT (1) << place % 64;
    }
}
