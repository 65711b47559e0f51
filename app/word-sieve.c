/* word-sieve.c - is a word in a sorted list of words?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "word-sieve.h"

#include <string.h>

static const char *
word_at (gconstpointer words, gsize stride, gsize i)
{
  return *(const char *const *) ((const char *) words + i * stride);
}

void
postil_word_sieve_fill (PostilWordSieve *self, gconstpointer words, gsize n_words, gsize stride)
{
  guint letter = 0;

  for (gsize i = 0; i < n_words; i++)
    {
      const char *word = word_at (words, stride, i);
      guint place = postil_word_sieve_place (word, strlen (word));

      self->bits[place / 64] |= G_GUINT64_CONSTANT (1) << place % 64;
      for (; letter < 26 && word[0] >= (char) ('a' + letter); letter++)
        self->starts[letter] = (guint16) i;
    }
  for (; letter <= 26; letter++)
    self->starts[letter] = (guint16) n_words;
}

gconstpointer
postil_word_sieve_seek (const PostilWordSieve *self, gconstpointer words, gsize stride, const char *word)
{
  gboolean small = word[0] >= 'a' && word[0] <= 'z';
  gsize low = small ? self->starts[word[0] - 'a'] : 0;
  gsize high = small ? self->starts[word[0] - 'a' + 1] : self->starts[0];

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = strcmp (word, word_at (words, stride, middle));

      if (order == 0)
        return (const char *) words + middle * stride;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}
