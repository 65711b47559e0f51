/* needs.c - what must stand in a text for a pattern to match it, as a condition that is quick to check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "needs.h"

#include <string.h>

/* More words than this in one list are hardly a condition. */
#define MAX_WORDS 1000
/* What holds this often is not worth looking for beside something rarer. */
#define COMMON 2500
#define NEVER 1000000

/* The most frequent words of English text, by rank: a rule that waits for one of them waits for every other sentence. */
static const char *const frequent[] = {
  "the",  "of",   "to",   "and",  "a",    "in",   "is",    "it",    "you",  "that", "he",    "was",   "for",
  "on",   "are",  "with", "as",   "i",    "his",  "they",  "be",    "at",   "one",  "have",  "this",  "from",
  "or",   "had",  "by",   "not",  "but",  "what", "all",   "were",  "we",   "when", "your",  "can",   "said",
  "there", "an",  "which", "she", "do",   "how",  "their", "if",    "will", "up",   "other", "about", "out",
  "many", "then", "them", "these", "so",  "some", "her",   "would", "make", "like", "him",   "into",  "time",
  "has",  "more", "no",   "my",   "than", "been", "who",   "its",   "now",  "did",  "get",   "may",   "over",
  "new",  "after", "our", "just", "any",  "only", "year",  "also",  "says", "people", "could", "first", "two",
};

PostilNeed *
postil_need_ref (PostilNeed *self)
{
  self->references++;
  return self;
}

void
postil_need_unref (PostilNeed *self)
{
  if (--self->references > 0)
    return;
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

static void
free_part (gpointer data)
{
  postil_need_unref (data);
}

static PostilNeed *
need_new (PostilNeedKind kind)
{
  PostilNeed *self = g_new0 (PostilNeed, 1);

  self->references = 1;
  self->kind = kind;
  if (kind == POSTIL_NEED_WORDS)
    self->words = g_ptr_array_new_with_free_func (g_free);
  else if (kind != POSTIL_NEED_MARK)
    self->parts = g_ptr_array_new_with_free_func (free_part);
  return self;
}

/* How often a word may be met, as a rough figure; NEVER when it is empty. */
static guint
word_frequency (const char *word)
{
  static const guint by_letters[] = { 0, 400, 60, 24, 8, 3 };
  gsize length = strlen (word);
  gboolean left = word[0] == ' ';
  gboolean right = length > 0 && word[length - 1] == ' ';
  const char *bare = word + left;
  gsize n_bare = length > 1 || !left ? length - left - right : 0;

  if (n_bare == 0 || (n_bare == 1 && !(left && right)))
    return NEVER;
  for (guint i = 0; left && right && i < G_N_ELEMENTS (frequent); i++)
    {
      if (strlen (frequent[i]) == n_bare && memcmp (bare, frequent[i], n_bare) == 0)
        return 6000 / (i + 4);
    }
  if (n_bare >= G_N_ELEMENTS (by_letters))
    return 1;
  return by_letters[n_bare] * (left && right ? 1 : 3);
}

PostilNeed *
postil_need_words (const GPtrArray *words)
{
  PostilNeed *self;
  guint sum = 0;

  for (guint i = 0; i < words->len && sum < NEVER; i++)
    sum += word_frequency (g_ptr_array_index (words, i));
  if (words->len == 0 || words->len > MAX_WORDS || sum >= NEVER)
    return NULL;
  self = need_new (POSTIL_NEED_WORDS);
  self->frequency = sum;
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (self->words, g_strdup (g_ptr_array_index (words, i)));
  return self;
}

PostilNeed *
postil_need_mark (char mark)
{
  PostilNeed *self = need_new (POSTIL_NEED_MARK);

  self->mark = mark;
  self->frequency = COMMON / 2;
  return self;
}

/* Rarest first, so that the first part that fails comes soon. */
static int
compare_frequency (gconstpointer a, gconstpointer b)
{
  const PostilNeed *first = *(PostilNeed *const *) a;
  const PostilNeed *second = *(PostilNeed *const *) b;

  return first->frequency < second->frequency ? -1 : first->frequency > second->frequency;
}

static void
add_conjunct (PostilNeed *all, PostilNeed *part)
{
  if (part->kind == POSTIL_NEED_ALL)
    {
      for (guint i = 0; i < part->parts->len; i++)
        add_conjunct (all, g_ptr_array_index (part->parts, i));
      return;
    }
  if (!g_ptr_array_find (all->parts, part, NULL))
    g_ptr_array_add (all->parts, postil_need_ref (part));
}

PostilNeed *
postil_need_all (PostilNeed *a, PostilNeed *b)
{
  PostilNeed *self;

  if (a == NULL || b == NULL)
    return a != NULL ? a : b;
  self = need_new (POSTIL_NEED_ALL);
  add_conjunct (self, a);
  add_conjunct (self, b);
  postil_need_unref (a);
  postil_need_unref (b);
  g_ptr_array_sort (self->parts, compare_frequency);
  while (self->parts->len > 1 && ((PostilNeed *) g_ptr_array_index (self->parts, self->parts->len - 1))->frequency > COMMON)
    g_ptr_array_set_size (self->parts, (int) self->parts->len - 1);
  self->frequency = ((PostilNeed *) g_ptr_array_index (self->parts, 0))->frequency;
  if (self->parts->len == 1)
    {
      PostilNeed *only = postil_need_ref (g_ptr_array_index (self->parts, 0));

      postil_need_unref (self);
      return only;
    }
  return self;
}

/* The lists of words among the parts become one list. */
static void
add_alternative (GPtrArray *parts, GPtrArray *words, GHashTable *known, PostilNeed *part)
{
  if (part->kind == POSTIL_NEED_ANY)
    {
      for (guint i = 0; i < part->parts->len; i++)
        add_alternative (parts, words, known, g_ptr_array_index (part->parts, i));
      return;
    }
  if (part->kind != POSTIL_NEED_WORDS)
    {
      g_ptr_array_add (parts, postil_need_ref (part));
      return;
    }
  for (guint i = 0; i < part->words->len; i++)
    {
      if (g_hash_table_add (known, g_ptr_array_index (part->words, i)))
        g_ptr_array_add (words, g_ptr_array_index (part->words, i));
    }
}

PostilNeed *
postil_need_any (const GPtrArray *parts)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (PostilNeed) self = need_new (POSTIL_NEED_ANY);

  for (guint i = 0; i < parts->len; i++)
    {
      if (g_ptr_array_index (parts, i) == NULL)
        return NULL;
      add_alternative (self->parts, words, known, g_ptr_array_index (parts, i));
    }
  if (words->len > 0)
    {
      PostilNeed *list = postil_need_words (words);

      if (list == NULL)
        return NULL;
      g_ptr_array_insert (self->parts, 0, list);
    }
  if (self->parts->len == 1)
    return postil_need_ref (g_ptr_array_index (self->parts, 0));
  for (guint i = 0; i < self->parts->len; i++)
    self->frequency = MIN (self->frequency + ((PostilNeed *) g_ptr_array_index (self->parts, i))->frequency, NEVER - 1);
  return g_steal_pointer (&self);
}

static void
append (const PostilNeed *self, gboolean inner, GString *out)
{
  const GPtrArray *list = self->words != NULL ? self->words : self->parts;
  const char *between = self->kind == POSTIL_NEED_ALL ? " & " : self->kind == POSTIL_NEED_ANY ? " || " : "|";
  gboolean bracketed = inner && list != NULL && list->len > 1;

  if (self->kind == POSTIL_NEED_MARK)
    g_string_append_printf (out, "'%c'", self->mark);
  g_string_append (out, bracketed ? "(" : "");
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      g_string_append (out, i > 0 ? between : "");
      if (self->words != NULL)
        g_string_append (out, g_ptr_array_index (list, i));
      else
        append (g_ptr_array_index (list, i), TRUE, out);
    }
  g_string_append (out, bracketed ? ")" : "");
}

char *
postil_need_to_string (const PostilNeed *self)
{
  GString *out = g_string_new (self == NULL ? "(unknown)" : NULL);

  if (self != NULL)
    append (self, FALSE, out);
  return g_string_free (out, FALSE);
}
