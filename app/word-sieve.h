/* word-sieve.h - is a word in a sorted list of words? Nearly always not, so that a "no" is quick
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_WORD_SIEVE_BITS 4096

/**
 * PostilWordSieve:
 *
 * One bit for each word of a constant list, at a place made from its length and three of its letters. Nearly all words of
 * a text stand in no list, and are told so by one look; the others are sought among those with their first letter. Zeroed
 * before first use; filled then, once, and never changed.
 */
typedef struct
{
  gsize   ready; /* g_once */
  guint16 starts[27]; /* where the words with each small letter begin; those with none stand before them */
  guint64 bits[POSTIL_WORD_SIEVE_BITS / 64];
} PostilWordSieve;

/* @words: fewer than 65,536 elements, @n_words, of @stride bytes, in order, each beginning with a pointer to its word (char *). */
void postil_word_sieve_fill (PostilWordSieve *self, gconstpointer words, gsize n_words, gsize stride);

gconstpointer postil_word_sieve_seek (const PostilWordSieve *self, gconstpointer words, gsize stride, const char *word);

static inline guint
postil_word_sieve_place (const char *word, gsize length)
{
  guint first = (guint8) word[0];
  guint middle = (guint8) word[length / 2];
  guint last = (guint8) word[length - 1];

  return (first * 31 + middle * 577 + last * 73 + (guint) length * 151) % POSTIL_WORD_SIEVE_BITS;
}

/* The element whose word @word is, or NULL. @length is 1 or more; behind it @word ends. */
static inline gconstpointer
postil_word_sieve_find (PostilWordSieve *self, gconstpointer words, gsize n_words, gsize stride, const char *word,
                        gsize length)
{
  guint place = postil_word_sieve_place (word, length);

  if (g_once_init_enter (&self->ready))
    {
      postil_word_sieve_fill (self, words, n_words, stride);
      g_once_init_leave (&self->ready, 1);
    }
  if ((self->bits[place / 64] >> place % 64 & 1) == 0)
    return NULL;
  return postil_word_sieve_seek (self, words, stride, word);
}

G_END_DECLS
