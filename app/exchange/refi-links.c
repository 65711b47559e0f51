/* refi-links.c - the links of a REFI-QDA project, which stand behind the sources that need them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "refi-links.h"

#include <glib/gi18n.h>
#include <string.h>

/* A guid is 16 bytes; what somebody else writes in its place is made so many. */
typedef struct
{
  guint8 bytes[16];
} Key;

typedef struct
{
  Key from;
  Key to;
  const char *name;
  guint line;
  guint32 number : 31; /* in the file */
  guint32 taken : 1;
} Link;

struct _PostilRefiLinks
{
  GArray *links;
  GStringChunk *names;
  gboolean sorted; /* by origin */
};

PostilRefiLinks *
postil_refi_links_new (void)
{
  PostilRefiLinks *self = g_new0 (PostilRefiLinks, 1);

  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  self->names = g_string_chunk_new (1024);
  return self;
}

void
postil_refi_links_free (PostilRefiLinks *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->links);
  g_string_chunk_free (self->names);
  g_free (self);
}

static gboolean
key_from_digits (const char *guid, Key *key)
{
  guint n = 0;

  for (const char *p = guid; *p != '\0'; p++)
    {
      const gboolean dash = p - guid == 8 || p - guid == 13 || p - guid == 18 || p - guid == 23;
      const int digit = g_ascii_xdigit_value (*p);

      if (p - guid >= 36 || (dash ? *p != '-' : digit < 0))
        return FALSE;
      if (dash)
        continue;
      key->bytes[n / 2] = (guint8) (n % 2 == 0 ? digit << 4 : key->bytes[n / 2] | digit);
      n++;
    }
  return n == 32;
}

static Key
key_of (const char *guid)
{
  Key key = { { 0 } };
  gsize n = sizeof key.bytes;
  g_autoptr (GChecksum) checksum = NULL;

  if (key_from_digits (guid, &key))
    return key;
  checksum = g_checksum_new (G_CHECKSUM_MD5);
  g_checksum_update (checksum, (const guchar *) guid, -1);
  g_checksum_get_digest (checksum, key.bytes, &n);
  return key;
}

void
postil_refi_links_add (PostilRefiLinks *self, const char *from, const char *to, const char *name, guint line)
{
  Link link = { key_of (from), key_of (to),      g_string_chunk_insert_const (self->names, name),
                line,          self->links->len, FALSE };

  g_array_append_val (self->links, link);
}

static int
compare_keys (const Key *a, const Key *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const Link *x = a, *y = b;

  return (x->number > y->number) - (x->number < y->number);
}

static int
compare_origins (gconstpointer a, gconstpointer b)
{
  const Link *x = a, *y = b;
  int order = compare_keys (&x->from, &y->from);

  return order != 0 ? order : compare_numbers (a, b);
}

/* The first link that comes from @key, or where it would stand. */
static guint
find_first (const PostilRefiLinks *self, const Key *key)
{
  guint low = 0, high = self->links->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_keys (&g_array_index (self->links, Link, middle).from, key) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint
hash_key (gconstpointer key)
{
  guint32 hash;

  memcpy (&hash, key, sizeof hash);
  return hash;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  return compare_keys (a, b) == 0;
}

/* Key -> the id that a claim of the record has. */
static GHashTable *
index_claims (const PostilRecord *record)
{
  GHashTable *ids = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);

  for (guint i = 0; i < record->claims->len; i++)
    {
      const char *id = g_array_index (record->claims, PostilClaim, i).id;
      Key key = key_of (id != NULL ? id : "");

      if (id != NULL && !g_hash_table_contains (ids, &key))
        g_hash_table_insert (ids, g_memdup2 (&key, sizeof key), (char *) id);
    }
  return ids;
}

void
postil_refi_links_take (PostilRefiLinks *self, PostilRecord *record)
{
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (GArray) found = NULL;
  GHashTableIter iter;
  gpointer key;

  if (self->links->len == 0)
    return;
  if (!self->sorted)
    g_array_sort (self->links, compare_origins);
  self->sorted = TRUE;
  ids = index_claims (record);
  found = g_array_new (FALSE, FALSE, sizeof (Link));
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    for (guint i = find_first (self, key); i < self->links->len; i++)
      {
        Link *link = &g_array_index (self->links, Link, i);

        if (compare_keys (&link->from, key) != 0)
          break;
        if (link->taken || !g_hash_table_contains (ids, &link->to))
          continue;
        link->taken = TRUE;
        g_array_append_val (found, *link);
      }
  g_array_sort (found, compare_numbers);
  for (guint i = 0; i < found->len; i++)
    {
      const Link *link = &g_array_index (found, Link, i);

      postil_record_link (record, link->name, g_hash_table_lookup (ids, &link->from),
                          g_hash_table_lookup (ids, &link->to), link->line);
    }
}

void
postil_refi_links_tell (PostilRefiLinks *self, PostilIntake *intake)
{
  g_array_sort (self->links, compare_numbers);
  self->sorted = FALSE;
  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);

      if (!link->taken)
        postil_intake_refuse (intake, link->line,
                              _ ("A link leads to what is no selection of one text; link two selections."));
    }
}
