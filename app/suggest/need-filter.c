/* need-filter.c - in which sentences of a text can each of many patterns match at all?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One scan finds all words of all needs. A word marks its lists as met in the unit that holds it; where the unit ends,
 * the needs that had one of their rarer lists met are checked as a whole.
 */
#include "need-filter.h"

#include <string.h>

#include "word-filter.h"

typedef struct
{
  PostilNeedKind kind;
  guint          first; /* the list of words; the mark; the first of the parts in kids */
  guint          n;     /* of parts */
} Node;

typedef struct
{
  gboolean has_need;
  guint    node;
} Pattern;

/* A list of words, and which patterns are worth checking once it is met. */
typedef struct
{
  PostilUnit unit;
  GArray    *patterns; /* guint */
} List;

struct _PostilNeedFilter
{
  GArray           *patterns; /* Pattern */
  GArray           *nodes;    /* Node */
  GArray           *kids;     /* guint: numbers of nodes */
  GArray           *lists;    /* List */
  GArray           *restless[POSTIL_N_UNITS]; /* guint: patterns that wait for no list */
  GHashTable       *known;    /* unit and words -> number of the list + 1 */
  PostilWordFilter *words;
};

static void
list_clear (gpointer data)
{
  g_array_unref (((List *) data)->patterns);
}

PostilNeedFilter *
postil_need_filter_new (void)
{
  PostilNeedFilter *self = g_new0 (PostilNeedFilter, 1);

  self->patterns = g_array_new (FALSE, FALSE, sizeof (Pattern));
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->kids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->lists = g_array_new (FALSE, FALSE, sizeof (List));
  g_array_set_clear_func (self->lists, list_clear);
  for (guint u = 0; u < POSTIL_N_UNITS; u++)
    self->restless[u] = g_array_new (FALSE, FALSE, sizeof (guint));
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->words = postil_word_filter_new ();
  return self;
}

void
postil_need_filter_free (PostilNeedFilter *self)
{
  g_array_unref (self->patterns);
  g_array_unref (self->nodes);
  g_array_unref (self->kids);
  g_array_unref (self->lists);
  for (guint u = 0; u < POSTIL_N_UNITS; u++)
    g_array_unref (self->restless[u]);
  g_hash_table_unref (self->known);
  postil_word_filter_free (self->words);
  g_free (self);
}

/* The number of the list; the same words for the same kind of unit are one. */
static guint
list_of (PostilNeedFilter *self, const GPtrArray *words, PostilUnit unit)
{
  GString *key = g_string_new (NULL);
  List list = { .unit = unit };
  guint number;

  g_string_append_printf (key, "%d", (int) unit);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (key, "|%s", (const char *) g_ptr_array_index (words, i));
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->known, key->str));
  if (number > 0)
    {
      g_string_free (key, TRUE);
      return number - 1;
    }
  number = self->lists->len;
  list.patterns = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (self->lists, list);
  for (guint i = 0; i < words->len; i++)
    postil_word_filter_add (self->words, number, g_ptr_array_index (words, i));
  g_hash_table_insert (self->known, g_string_free (key, FALSE), GUINT_TO_POINTER (number + 1));
  return number;
}

static guint
add_node (PostilNeedFilter *self, const PostilNeed *need, PostilUnit unit)
{
  Node node = { need->kind, 0, need->parts != NULL ? need->parts->len : 0 };
  g_autofree guint *parts = g_new (guint, node.n + 1);

  if (need->kind == POSTIL_NEED_WORDS)
    node.first = list_of (self, need->words, unit);
  else if (need->kind == POSTIL_NEED_MARK)
    node.first = (guint8) need->mark;
  for (guint i = 0; i < node.n; i++)
    parts[i] = add_node (self, g_ptr_array_index (need->parts, i), unit);
  if (node.n > 0)
    {
      node.first = self->kids->len;
      g_array_append_vals (self->kids, parts, node.n);
    }
  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

static const Node *
kid_of (const PostilNeedFilter *self, const Node *node, guint i)
{
  return &g_array_index (self->nodes, Node, g_array_index (self->kids, guint, node->first + i));
}

/* Collects into @lists (guint) lists of which one is met wherever @node holds. FALSE: it may hold without any. */
static gboolean
collect_lists (const PostilNeedFilter *self, const Node *node, GArray *lists)
{
  if (node->kind == POSTIL_NEED_MARK)
    return FALSE;
  if (node->kind == POSTIL_NEED_WORDS)
    {
      g_array_append_val (lists, node->first);
      return TRUE;
    }
  for (guint i = 0; i < node->n; i++)
    {
      guint before = lists->len;
      gboolean found = collect_lists (self, kid_of (self, node, i), lists);

      /* The parts of "all" come rarest first. */
      if (found && node->kind == POSTIL_NEED_ALL)
        return TRUE;
      if (!found && node->kind == POSTIL_NEED_ANY)
        return FALSE;
      if (!found)
        g_array_set_size (lists, before);
    }
  return node->kind == POSTIL_NEED_ANY;
}

void
postil_need_filter_add (PostilNeedFilter *self, const PostilNeed *need, PostilUnit unit)
{
  g_autoptr (GArray) lists = g_array_new (FALSE, FALSE, sizeof (guint));
  Pattern pattern = { .has_need = need != NULL };
  guint number = self->patterns->len;

  if (need != NULL)
    pattern.node = add_node (self, need, unit);
  g_array_append_val (self->patterns, pattern);
  if (need == NULL || !collect_lists (self, &g_array_index (self->nodes, Node, pattern.node), lists))
    {
      g_array_append_val (self->restless[unit], number);
      return;
    }
  for (guint i = 0; i < lists->len; i++)
    g_array_append_val (g_array_index (self->lists, List, g_array_index (lists, guint, i)).patterns, number);
}

void
postil_need_filter_build (PostilNeedFilter *self)
{
  postil_word_filter_build (self->words);
}

/* One kind of unit, and how far the scan has come in it. */
typedef struct
{
  const GArray *ranges; /* of PostilRange */
  guint         current;
  gsize         start;   /* of the current one, in bytes */
  gsize         stop;
  GArray       *waiting; /* guint: patterns to be checked where the current one ends */
  const GArray *restless;
} Units;

typedef struct
{
  const PostilNeedFilter *filter;
  const PostilText       *text;
  const char             *utf8;
  Units                   units[POSTIL_N_UNITS];
  guint                  *met;    /* per list: number + 1 of the unit that it was met in last */
  guint                  *noted;  /* per pattern: the same for being among the waiting */
  GArray                **found;
} Scan;

static gboolean
holds (const Scan *scan, const Units *units, const Node *node)
{
  switch (node->kind)
    {
    case POSTIL_NEED_WORDS:
      return scan->met[node->first] == units->current + 1;
    case POSTIL_NEED_MARK:
      return memchr (scan->utf8 + units->start, (int) node->first, units->stop - units->start) != NULL;
    case POSTIL_NEED_ALL:
      for (guint i = 0; i < node->n; i++)
        {
          if (!holds (scan, units, kid_of (scan->filter, node, i)))
            return FALSE;
        }
      return TRUE;
    case POSTIL_NEED_ANY:
    default:
      for (guint i = 0; i < node->n; i++)
        {
          if (holds (scan, units, kid_of (scan->filter, node, i)))
            return TRUE;
        }
      return FALSE;
    }
}

static void
check (Scan *scan, const Units *units, guint number)
{
  const Pattern *pattern = &g_array_index (scan->filter->patterns, Pattern, number);

  if (pattern->has_need && !holds (scan, units, &g_array_index (scan->filter->nodes, Node, pattern->node)))
    return;
  if (scan->found[number] == NULL)
    scan->found[number] = g_array_new (FALSE, FALSE, sizeof (PostilRange));
  g_array_append_val (scan->found[number], g_array_index (units->ranges, PostilRange, units->current));
}

static void
measure (const Scan *scan, Units *units)
{
  PostilRange range;

  if (units->current >= units->ranges->len)
    return;
  range = g_array_index (units->ranges, PostilRange, units->current);
  units->start = postil_text_to_byte (scan->text, range.start);
  units->stop = postil_text_to_byte (scan->text, range.stop);
}

static void
end_unit (Scan *scan, Units *units)
{
  for (guint i = 0; i < units->waiting->len; i++)
    check (scan, units, g_array_index (units->waiting, guint, i));
  for (guint i = 0; i < units->restless->len; i++)
    check (scan, units, g_array_index (units->restless, guint, i));
  g_array_set_size (units->waiting, 0);
  units->current++;
  measure (scan, units);
}

static void
advance (Scan *scan, Units *units, gsize stop_byte)
{
  while (units->current < units->ranges->len && units->stop < stop_byte)
    end_unit (scan, units);
}

static void
meet (const guint32 *numbers, guint n, gsize stop_byte, gpointer user_data)
{
  Scan *scan = user_data;

  for (guint u = 0; u < POSTIL_N_UNITS; u++)
    advance (scan, &scan->units[u], stop_byte);
  for (guint k = 0; k < n; k++)
    {
      const List *list = &g_array_index (scan->filter->lists, List, numbers[k]);
      Units *units = &scan->units[list->unit];

      if (scan->met[numbers[k]] == units->current + 1 || units->current >= units->ranges->len || stop_byte <= units->start)
        continue;
      scan->met[numbers[k]] = units->current + 1;
      for (guint i = 0; i < list->patterns->len; i++)
        {
          guint pattern = g_array_index (list->patterns, guint, i);

          if (scan->noted[pattern] == units->current + 1)
            continue;
          scan->noted[pattern] = units->current + 1;
          g_array_append_val (units->waiting, pattern);
        }
    }
}

GArray **
postil_need_filter_find (const PostilNeedFilter *self, const PostilText *text, const GArray *const units[POSTIL_N_UNITS])
{
  g_autofree guint *met = g_new0 (guint, self->lists->len + 1);
  g_autofree guint *noted = g_new0 (guint, self->patterns->len + 1);
  gsize n_bytes;
  Scan scan = { .filter = self, .text = text, .utf8 = postil_text_get_utf8 (text, &n_bytes), .met = met, .noted = noted };

  scan.found = g_new0 (GArray *, self->patterns->len + 1);
  for (guint u = 0; u < POSTIL_N_UNITS; u++)
    {
      scan.units[u] = (Units){ .ranges = units[u], .restless = self->restless[u],
                               .waiting = g_array_new (FALSE, FALSE, sizeof (guint)) };
      measure (&scan, &scan.units[u]);
    }
  postil_word_filter_scan (self->words, scan.utf8, n_bytes, meet, &scan);
  for (guint u = 0; u < POSTIL_N_UNITS; u++)
    {
      while (scan.units[u].current < units[u]->len)
        end_unit (&scan, &scan.units[u]);
      g_array_unref (scan.units[u].waiting);
    }
  return scan.found;
}
