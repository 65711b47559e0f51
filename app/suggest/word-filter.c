/* word-filter.c - which of thousands of words stand in a text, found in one pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Aho and Corasick's automaton with a full transition table. Bytes that stand in no string share one class, which
 * keeps the table of some thousand strings in the cache.
 */
#include "word-filter.h"

#include <string.h>

#define BOUNDARY 1

typedef struct
{
  guint32 list;
  guint32 next; /* index + 1 of the next output of the same state, 0 at the end */
} Output;

struct _PostilWordFilter
{
  GPtrArray *strings;  /* until built: char *, and its list in lists */
  GArray    *lists;    /* guint */
  guint8     classes[256];
  guint      n_classes;
  guint      n_states;
  guint32   *steps;    /* n_states * n_classes; once built the next state times 2, and 1 more when it has outputs */
  guint32   *first;    /* per state: index + 1 of its first output, 0: none */
  guint32   *shorter;  /* per state: the longest shorter state with outputs, 0: none */
  GArray    *outputs;  /* of Output */
};

PostilWordFilter *
postil_word_filter_new (void)
{
  PostilWordFilter *self = g_new0 (PostilWordFilter, 1);

  self->strings = g_ptr_array_new_with_free_func (g_free);
  self->lists = g_array_new (FALSE, FALSE, sizeof (guint));
  self->outputs = g_array_new (FALSE, FALSE, sizeof (Output));
  return self;
}

void
postil_word_filter_free (PostilWordFilter *self)
{
  g_ptr_array_unref (self->strings);
  g_array_unref (self->lists);
  g_array_unref (self->outputs);
  g_free (self->steps);
  g_free (self->first);
  g_free (self->shorter);
  g_free (self);
}

void
postil_word_filter_add (PostilWordFilter *self, guint list, const char *string)
{
  if (*string == '\0')
    return;
  g_ptr_array_add (self->strings, g_strdup (string));
  g_array_append_val (self->lists, list);
}

/* Class 0: a letter or digit that stands in no string; class 1: a boundary. */
static gsize
assign_classes (PostilWordFilter *self)
{
  gsize total = 1;

  memset (self->classes, BOUNDARY, sizeof self->classes);
  for (int c = 0; c < 0x80; c++)
    {
      if (g_ascii_isalnum (c) || c == '_')
        self->classes[c] = 0;
    }
  self->n_classes = BOUNDARY + 1;
  for (guint i = 0; i < self->strings->len; i++)
    {
      const char *string = g_ptr_array_index (self->strings, i);

      total += strlen (string);
      for (const char *at = string; *at != '\0'; at++)
        {
          guint8 *class = &self->classes[(guint8) *at];

          if (*class == 0)
            *class = (guint8) self->n_classes++;
        }
    }
  for (int c = 'A'; c <= 'Z'; c++)
    self->classes[c] = self->classes[c - 'A' + 'a'];
  return total;
}

static guint32
insert (PostilWordFilter *self, const char *string)
{
  guint32 state = 0;

  for (const char *at = string; *at != '\0'; at++)
    {
      guint32 *step = &self->steps[(gsize) state * self->n_classes + self->classes[(guint8) *at]];

      if (*step == 0)
        *step = self->n_states++;
      state = *step;
    }
  return state;
}

/* States get new numbers in the order of @queue, shallow ones first: those are visited most, and lie together then. */
static void
renumber (PostilWordFilter *self, const guint32 *queue)
{
  g_autofree guint32 *numbers = g_new (guint32, self->n_states);
  g_autofree guint32 *old_steps = g_steal_pointer (&self->steps);
  g_autofree guint32 *old_first = g_steal_pointer (&self->first);
  g_autofree guint32 *old_shorter = g_steal_pointer (&self->shorter);

  self->steps = g_new (guint32, (gsize) self->n_states * self->n_classes);
  self->first = g_new (guint32, self->n_states);
  self->shorter = g_new (guint32, self->n_states);
  for (guint i = 0; i < self->n_states; i++)
    numbers[queue[i]] = i;
  for (guint i = 0; i < self->n_states; i++)
    {
      self->first[i] = old_first[queue[i]];
      self->shorter[i] = numbers[old_shorter[queue[i]]];
      for (guint class = 0; class < self->n_classes; class++)
        {
          guint32 next = old_steps[(gsize) queue[i] * self->n_classes + class];

          self->steps[(gsize) i * self->n_classes + class] =
              numbers[next] << 1 | (old_first[next] != 0 || old_shorter[next] != 0);
        }
    }
}

/* Breadth first: a state's shorter ones are complete before it is. */
static void
complete (PostilWordFilter *self)
{
  g_autofree guint32 *queue = g_new (guint32, self->n_states);
  g_autofree guint32 *fallback = g_new0 (guint32, self->n_states);
  guint head = 0;
  guint tail = 0;

  queue[tail++] = 0;
  while (head < tail)
    {
      guint32 state = queue[head++];

      for (guint class = 0; class < self->n_classes; class++)
        {
          guint32 *step = &self->steps[(gsize) state * self->n_classes + class];
          guint32 other = state == 0 ? 0 : self->steps[(gsize) fallback[state] * self->n_classes + class];

          if (*step == 0)
            {
              *step = other;
              continue;
            }
          fallback[*step] = other;
          self->shorter[*step] = self->first[other] != 0 ? other : self->shorter[other];
          queue[tail++] = *step;
        }
    }
  renumber (self, queue);
}

void
postil_word_filter_build (PostilWordFilter *self)
{
  gsize most = assign_classes (self);

  self->steps = g_new0 (guint32, most * self->n_classes);
  self->first = g_new0 (guint32, most);
  self->shorter = g_new0 (guint32, most);
  self->n_states = 1;
  for (guint i = 0; i < self->strings->len; i++)
    {
      guint32 state = insert (self, g_ptr_array_index (self->strings, i));
      Output output = { g_array_index (self->lists, guint, i), self->first[state] };

      g_array_append_val (self->outputs, output);
      self->first[state] = self->outputs->len;
    }
  complete (self);
  g_ptr_array_set_size (self->strings, 0);
}

static void
report (const PostilWordFilter *self, guint32 state, gsize stop_byte, PostilWordFilterHit hit, gpointer user_data)
{
  for (; state != 0; state = self->shorter[state])
    {
      for (guint32 at = self->first[state]; at != 0; at = g_array_index (self->outputs, Output, at - 1).next)
        hit (g_array_index (self->outputs, Output, at - 1).list, stop_byte, user_data);
    }
}

void
postil_word_filter_scan (const PostilWordFilter *self, const char *text, gsize n_bytes, PostilWordFilterHit hit,
                         gpointer user_data)
{
  guint32 step = self->steps[BOUNDARY];
  guint8 before = BOUNDARY;

  for (gsize i = 0; i < n_bytes; i++)
    {
      guint8 class = self->classes[(guint8) text[i]];

      if (class == BOUNDARY && before == BOUNDARY)
        continue;
      before = class;
      step = self->steps[(gsize) (step >> 1) * self->n_classes + class];
      if (step & 1)
        report (self, step >> 1, class == BOUNDARY ? i : i + 1, hit, user_data);
    }
  if (before != BOUNDARY)
    report (self, self->steps[(gsize) (step >> 1) * self->n_classes + BOUNDARY] >> 1, n_bytes, hit, user_data);
}
