/* span-index.c - a treap of ranges, each node knowing how far its subtree reaches
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/span-index.h>

typedef struct _Node Node;

struct _Node
{
  PostilSpanId id; /* first: the hash table's keys point here */
  PostilRange range;
  guint32 reach;    /* greatest stop in this subtree */
  guint32 priority; /* random, greatest at the root: keeps the expected depth logarithmic */
  Node *left;
  Node *right;
};

struct _PostilSpanIndex
{
  Node *root;
  GHashTable *nodes; /* &node->id -> node, owned */
  guint64 seed;      /* of the priorities; differs between indexes, so that no file can be made to unbalance them */
};

PostilSpanIndex *
postil_span_index_new (void)
{
  PostilSpanIndex *self = g_new0 (PostilSpanIndex, 1);

  self->nodes = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->seed = (guint64) g_random_int () << 32 | g_random_int ();
  return self;
}

void
postil_span_index_free (PostilSpanIndex *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->nodes);
  g_free (self);
}

static guint32
next_priority (PostilSpanIndex *self)
{
  self->seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  guint64 z = self->seed;
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (guint32) (z >> 32);
}

/* Visiting order. */
static int
compare (PostilRange a, PostilSpanId a_id, PostilRange b, PostilSpanId b_id)
{
  const int by_range = postil_range_compare (&a, &b);

  if (by_range != 0)
    return by_range;
  return a_id < b_id ? -1 : a_id > b_id;
}

static void
update_reach (Node *node)
{
  node->reach = node->range.stop;
  if (node->left != NULL)
    node->reach = MAX (node->reach, node->left->reach);
  if (node->right != NULL)
    node->reach = MAX (node->reach, node->right->reach);
}

/* Cuts @node's subtree into what comes before (@range, @id) and what comes after; that key is not in it. */
static void
split (Node *node, PostilRange range, PostilSpanId id, Node **before, Node **after)
{
  if (node == NULL)
    {
      *before = *after = NULL;
      return;
    }
  if (compare (node->range, node->id, range, id) < 0)
    {
      split (node->right, range, id, &node->right, after);
      *before = node;
    }
  else
    {
      split (node->left, range, id, before, &node->left);
      *after = node;
    }
  update_reach (node);
}

/* All of @before comes before all of @after. */
static Node *
merge (Node *before, Node *after)
{
  if (before == NULL)
    return after;
  if (after == NULL)
    return before;
  if (before->priority >= after->priority)
    {
      before->right = merge (before->right, after);
      update_reach (before);
      return before;
    }
  after->left = merge (before, after->left);
  update_reach (after);
  return after;
}

static Node *
insert (Node *node, Node *added)
{
  if (node == NULL)
    return added;
  if (added->priority > node->priority)
    {
      split (node, added->range, added->id, &added->left, &added->right);
      update_reach (added);
      return added;
    }
  if (compare (added->range, added->id, node->range, node->id) < 0)
    node->left = insert (node->left, added);
  else
    node->right = insert (node->right, added);
  update_reach (node);
  return node;
}

static Node *
detach (Node *node, const Node *removed)
{
  if (node == removed)
    return merge (node->left, node->right);
  if (compare (removed->range, removed->id, node->range, node->id) < 0)
    node->left = detach (node->left, removed);
  else
    node->right = detach (node->right, removed);
  update_reach (node);
  return node;
}

gboolean
postil_span_index_add (PostilSpanIndex *self, PostilSpanId id, PostilRange range)
{
  if (range.start >= range.stop || g_hash_table_contains (self->nodes, &id))
    return FALSE;

  Node *node = g_new0 (Node, 1);
  node->id = id;
  node->range = range;
  node->reach = range.stop;
  node->priority = next_priority (self);
  g_hash_table_insert (self->nodes, &node->id, node);
  self->root = insert (self->root, node);
  return TRUE;
}

gboolean
postil_span_index_remove (PostilSpanIndex *self, PostilSpanId id)
{
  const Node *node = g_hash_table_lookup (self->nodes, &id);

  if (node == NULL)
    return FALSE;
  self->root = detach (self->root, node);
  g_hash_table_remove (self->nodes, &id);
  return TRUE;
}

gboolean
postil_span_index_lookup (const PostilSpanIndex *self, PostilSpanId id, PostilRange *range)
{
  const Node *node = g_hash_table_lookup (self->nodes, &id);

  if (node == NULL)
    return FALSE;
  if (range != NULL)
    *range = node->range;
  return TRUE;
}

guint
postil_span_index_get_size (const PostilSpanIndex *self)
{
  return g_hash_table_size (self->nodes);
}

void
postil_span_index_clear (PostilSpanIndex *self)
{
  self->root = NULL;
  g_hash_table_remove_all (self->nodes);
}

static gboolean
visit (const Node *node, PostilRange range, PostilSpanVisitor visitor, gpointer user_data)
{
  /* Left subtrees by recursion, right ones by looping: a subtree that ends before @range holds no hit. */
  while (node != NULL && node->reach > range.start)
    {
      if (!visit (node->left, range, visitor, user_data))
        return FALSE;
      if (node->range.start >= range.stop)
        return TRUE;
      if (node->range.stop > range.start && !visitor (node->id, node->range, user_data))
        return FALSE;
      node = node->right;
    }
  return TRUE;
}

void
postil_span_index_visit (const PostilSpanIndex *self, PostilRange range, PostilSpanVisitor visitor, gpointer user_data)
{
  if (range.start < range.stop)
    visit (self->root, range, visitor, user_data);
}

PostilSpanId
postil_span_index_next (const PostilSpanIndex *self, PostilRange range, PostilSpanId id)
{
  PostilSpanId found = 0;

  for (const Node *node = self->root; node != NULL;)
    {
      if (compare (node->range, node->id, range, id) > 0)
        {
          found = node->id;
          node = node->left;
        }
      else
        node = node->right;
    }
  return found;
}

PostilSpanId
postil_span_index_previous (const PostilSpanIndex *self, PostilRange range, PostilSpanId id)
{
  PostilSpanId found = 0;

  for (const Node *node = self->root; node != NULL;)
    {
      if (compare (node->range, node->id, range, id) < 0)
        {
          found = node->id;
          node = node->right;
        }
      else
        node = node->left;
    }
  return found;
}
