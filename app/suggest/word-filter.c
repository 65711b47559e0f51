/* word-filter.c - which of thousands of words stand in a text, found in one pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Aho and Corasick's automaton. Bytes that stand in no string share one class. The shallow states, which are visited
 * most, and those with several ways on have a row with one step for each class; most others have one way on and keep
 * only that, and where else to look. So the states of some thousand strings stay in the cache, the shallow ones side by
 * side, and most steps read one place.
 */
#include "word-filter.h"

#include <string.h>

#define BOUNDARY 1
/* Instead of a class. */
#define WIDE 255
#define NOWHERE 254
/* So many states, breadth first, have rows whose numbers are theirs. */
#define N_SHALLOW 4096

typedef struct
{
  guint8  class; /* of the only way on, NOWHERE for none, WIDE when there is a row */
  guint32 step;  /* that way */
  guint32 other; /* number of the row; else the state that takes over for all other classes */
} State;

/* What a state reports: lists [first, first + n) of all outputs. */
typedef struct
{
  guint32 first;
  guint32 n;
} Report;

/* A step is the next state times 2, and 1 more when that has something to report. */
struct _PostilWordFilter
{
  GPtrArray *strings; /* until built: char *, and its list in lists */
  GArray    *lists;   /* guint */
  guint8     classes[256];
  guint      n_classes;
  guint row_bits; /* a row has room for so many classes: 2 to the power of this */
  guint      n_states;
  guint n_shallow; /* the first states that have rows, and no need of a State */
  State     *states;
  GArray *rows;       /* guint32: a step for each class */
  Report    *reports; /* per state */
  GArray    *outputs; /* guint32: numbers of lists */
};

PostilWordFilter *
postil_word_filter_new (void)
{
  PostilWordFilter *self = g_new0 (PostilWordFilter, 1);

  self->strings = g_ptr_array_new_with_free_func (g_free);
  self->lists = g_array_new (FALSE, FALSE, sizeof (guint));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->outputs = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

void
postil_word_filter_free (PostilWordFilter *self)
{
  g_ptr_array_unref (self->strings);
  g_array_unref (self->lists);
  g_array_unref (self->outputs);
  g_array_unref (self->rows);
  g_free (self->states);
  g_free (self->reports);
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
static void
assign_classes (PostilWordFilter *self)
{
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

      for (const char *at = string; *at != '\0'; at++)
        {
          guint8 *class = &self->classes[(guint8) *at];

          if (*class == 0)
            *class = (guint8) self->n_classes++;
        }
    }
  for (int c = 'A'; c <= 'Z'; c++)
    self->classes[c] = self->classes[c - 'A' + 'a'];
}

/* ---- building ---- */

/* A node of the tree of all strings; 0 is the root, and stands for "none" among children and siblings. */
typedef struct
{
  guint32 child;
  guint32 sibling;
  guint32 fallback; /* the longest other string that ends here as far as it goes */
  guint32 shorter;  /* the longest of those that is whole */
  guint32 output;   /* index + 1 of the first output, 0: none */
  guint32 number;   /* of the state that it becomes */
  guint8  class;
} Node;

typedef struct
{
  guint32 list;
  guint32 next; /* index + 1 of the next output of the same node, 0 at the end */
} Output;

typedef struct
{
  GArray *nodes;   /* Node */
  GArray *outputs; /* Output */
  GArray *queue;   /* guint32: nodes, breadth first */
} Tree;

static Node *
node_at (const Tree *tree, guint32 node)
{
  return &g_array_index (tree->nodes, Node, node);
}

static guint32
find_child (const Tree *tree, guint32 node, guint8 class)
{
  guint32 child = node_at (tree, node)->child;

  while (child != 0 && node_at (tree, child)->class != class)
    child = node_at (tree, child)->sibling;
  return child;
}

static void
insert (const PostilWordFilter *self, Tree *tree, const char *string, guint32 list)
{
  guint32 node = 0;
  Output output = { list, 0 };

  for (const char *at = string; *at != '\0'; at++)
    {
      guint8 class = self->classes[(guint8) *at];
      guint32 child = find_child (tree, node, class);
      Node fresh = { .class = class, .sibling = node_at (tree, node)->child };

      if (child == 0)
        {
          child = tree->nodes->len;
          node_at (tree, node)->child = child;
          g_array_append_val (tree->nodes, fresh);
        }
      node = child;
    }
  output.next = node_at (tree, node)->output;
  g_array_append_val (tree->outputs, output);
  node_at (tree, node)->output = tree->outputs->len;
}

/* A node's fallback is complete before it is. */
static void
find_fallbacks (Tree *tree)
{
  guint32 root = 0;

  g_array_append_val (tree->queue, root);
  for (guint head = 0; head < tree->queue->len; head++)
    {
      guint32 node = g_array_index (tree->queue, guint32, head);

      node_at (tree, node)->number = head;
      for (guint32 child = node_at (tree, node)->child; child != 0; child = node_at (tree, child)->sibling)
        {
          Node *self = node_at (tree, child);
          guint32 other = node_at (tree, node)->fallback;

          while (other != 0 && find_child (tree, other, self->class) == 0)
            other = node_at (tree, other)->fallback;
          self->fallback = node != 0 ? find_child (tree, other, self->class) : 0;
          self->shorter =
              node_at (tree, self->fallback)->output != 0 ? self->fallback : node_at (tree, self->fallback)->shorter;
          g_array_append_val (tree->queue, child);
        }
    }
}

/* Each list once. */
static Report
collect_outputs (PostilWordFilter *self, const Tree *tree, guint32 node)
{
  Report report = { self->outputs->len, 0 };

  for (; node != 0; node = node_at (tree, node)->shorter)
    for (guint32 at = node_at (tree, node)->output; at != 0; at = g_array_index (tree->outputs, Output, at - 1).next)
      {
        guint32 list = g_array_index (tree->outputs, Output, at - 1).list;
        guint i = 0;

        while (i < report.n && g_array_index (self->outputs, guint32, report.first + i) != list)
          i++;
        if (i < report.n)
          continue;
        g_array_append_val (self->outputs, list);
        report.n++;
      }
  return report;
}

static inline guint32
step_from (const PostilWordFilter *self, guint32 state, guint8 class)
{
  while (state >= self->n_shallow)
    {
      const State *at = &self->states[state];

      if (at->class == class)
        return at->step;
      if (at->class == WIDE)
        return g_array_index (self->rows, guint32, (gsize) at->other << self->row_bits | class);
      state = at->other;
    }
  return g_array_index (self->rows, guint32, (gsize) state << self->row_bits | class);
}

static guint32
step_to (const Tree *tree, guint32 node)
{
  const Node *self = node_at (tree, node);

  return self->number << 1 | (self->output != 0 || self->shorter != 0);
}

static void
make_state (PostilWordFilter *self, const Tree *tree, guint32 node)
{
  const Node *from = node_at (tree, node);
  State *state = &self->states[from->number];
  guint32 fallback = node_at (tree, from->fallback)->number;
  guint32 first = self->rows->len;

  *state = (State){ NOWHERE, 0, fallback };
  if (from->child != 0)
    *state = (State){ node_at (tree, from->child)->class, step_to (tree, from->child), fallback };
  if (from->number >= self->n_shallow && (from->child == 0 || node_at (tree, from->child)->sibling == 0))
    return;
  g_array_set_size (self->rows, first + (1u << self->row_bits));
  for (guint class = 0; class < self->n_classes; class++)
    g_array_index (self->rows, guint32, first + class) = node != 0 ? step_from (self, fallback, (guint8) class) : 0;
  for (guint32 child = from->child; child != 0; child = node_at (tree, child)->sibling)
    g_array_index (self->rows, guint32, first + node_at (tree, child)->class) = step_to (tree, child);
  *state = (State){ WIDE, 0, first >> self->row_bits };
}

void
postil_word_filter_build (PostilWordFilter *self)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_autoptr (GArray) outputs = g_array_new (FALSE, FALSE, sizeof (Output));
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint32));
  Tree tree = { nodes, outputs, queue };
  Node root = { 0 };

  assign_classes (self);
  g_array_append_val (nodes, root);
  for (guint i = 0; i < self->strings->len; i++)
    insert (self, &tree, g_ptr_array_index (self->strings, i), g_array_index (self->lists, guint, i));
  find_fallbacks (&tree);
  self->n_states = nodes->len;
  self->n_shallow = MIN (self->n_states, N_SHALLOW);
  self->row_bits = g_bit_storage (self->n_classes - 1);
  self->states = g_new (State, self->n_states);
  self->reports = g_new (Report, self->n_states);
  for (guint i = 0; i < queue->len; i++)
    {
      guint32 node = g_array_index (queue, guint32, i);

      make_state (self, &tree, node);
      self->reports[i] = collect_outputs (self, &tree, node);
    }
  g_ptr_array_set_size (self->strings, 0);
}

/* ---- scanning ---- */

static void
report (const PostilWordFilter *self, guint32 state, gsize stop_byte, PostilWordFilterHit hit, gpointer user_data)
{
  const Report *lists = &self->reports[state];

  if (lists->n > 0)
    hit (&g_array_index (self->outputs, guint32, lists->first), lists->n, stop_byte, user_data);
}

void
postil_word_filter_scan (const PostilWordFilter *self, const char *text, gsize n_bytes, PostilWordFilterHit hit,
                         gpointer user_data)
{
  guint32 step = step_from (self, 0, BOUNDARY);
  guint8 before = BOUNDARY;

  for (gsize i = 0; i < n_bytes; i++)
    {
      guint8 class = self->classes[(guint8) text[i]];

      if (class == BOUNDARY && before == BOUNDARY)
        continue;
      before = class;
      step = step_from (self, step >> 1, class);
      if (step & 1)
        report (self, step >> 1, class == BOUNDARY ? i : i + 1, hit, user_data);
    }
  if (before != BOUNDARY)
    report (self, step_from (self, step >> 1, BOUNDARY) >> 1, n_bytes, hit, user_data);
}
