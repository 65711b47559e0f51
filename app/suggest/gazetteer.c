/* gazetteer.c - lists of known names and telling words, matched over name tokens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "gazetteer.h"

#include "../resource.h"

#include <string.h>

#define LONGEST_ENTRY 6 /* words */
#define IS_PREFIX (1u << 31)
#define MARKED (~(IS_PREFIX | POSTIL_CLASS_BIT (POSTIL_CLASS_COMMON_BRITISH)))

typedef struct
{
  guint64 key; /* 0: empty */
  guint32 classes;
} Slot;

struct _PostilGazetteer
{
  Slot   *slots;
  guint32 n_slots; /* power of two, at most half full */
  guint32 n_used;
};

static const struct
{
  const char *name;
  PostilClass class;
} lists[] = {
  { "built/city", POSTIL_CLASS_CITY },
  { "built/common", POSTIL_CLASS_COMMON },
  { "built/common-british", POSTIL_CLASS_COMMON_BRITISH },
  { "built/country", POSTIL_CLASS_COUNTRY },
  { "built/given", POSTIL_CLASS_GIVEN },
  { "built/region", POSTIL_CLASS_REGION },
  { "built/surname", POSTIL_CLASS_SURNAME },
  { "hand/calendar", POSTIL_CLASS_CALENDAR },
  { "hand/country", POSTIL_CLASS_COUNTRY },
  { "hand/demonym", POSTIL_CLASS_DEMONYM },
  { "hand/event-word", POSTIL_CLASS_EVENT_WORD },
  { "hand/organisation", POSTIL_CLASS_ORGANISATION },
  { "hand/organisation-word", POSTIL_CLASS_ORGANISATION_WORD },
  { "hand/particle", POSTIL_CLASS_PARTICLE },
  { "hand/place-word", POSTIL_CLASS_PLACE_WORD },
  { "hand/region", POSTIL_CLASS_REGION },
  { "hand/title", POSTIL_CLASS_TITLE },
};

static inline guint64
chain (guint64 key, guint32 lower)
{
  key = (key ^ lower) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (key ^ key >> 29) | 1;
}

static Slot *
find_slot (const PostilGazetteer *self, guint64 key)
{
  guint32 at = (guint32) (key >> 20) & (self->n_slots - 1);

  while (self->slots[at].key != 0 && self->slots[at].key != key)
    at = (at + 1) & (self->n_slots - 1);
  return &self->slots[at];
}

static void
grow (PostilGazetteer *self)
{
  Slot *old = self->slots;
  guint32 n_old = self->n_slots;

  self->n_slots = MAX (1024, n_old * 2);
  self->slots = g_new0 (Slot, self->n_slots);
  for (guint32 i = 0; i < n_old; i++)
    if (old[i].key != 0)
      *find_slot (self, old[i].key) = old[i];
  g_free (old);
}

static void
insert (PostilGazetteer *self, guint64 key, guint32 classes)
{
  Slot *slot;

  if (self->n_used * 2 >= self->n_slots)
    grow (self);
  slot = find_slot (self, key);
  self->n_used += slot->key == 0;
  slot->key = key;
  slot->classes |= classes;
}

/* Keys of an entry's words, cut as postil_name_tokens() cuts them: a full stop that is not an initial's is a word of its
 * own ("St. Louis"). Entries are few and short, so the name tokens themselves are asked. */
static void
add_entry (PostilGazetteer *self, const PostilNameToken *tokens, guint n, PostilClass class)
{
  guint64 key = 1;

  if (n == 0 || n > LONGEST_ENTRY)
    return;
  for (guint i = 0; i < n; i++)
    {
      key = chain (key, tokens[i].lower);
      insert (self, key, i + 1 == n ? 1u << class : IS_PREFIX);
    }
}

static void
add_list (PostilGazetteer *self, const char *name, PostilClass class)
{
  g_autofree char *path = g_strdup_printf ("gazetteers/%s.txt", name);
  g_autoptr (GBytes) bytes = postil_resource_load (path);
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);
  g_autoptr (PostilText) text = postil_text_new (data, (gssize) n_bytes, NULL);
  g_autoptr (GArray) names = postil_name_tokens_of_list (text);
  const char *utf8 = postil_text_get_utf8 (text, NULL);

  for (guint i = 0, j; i < names->len; i = j)
    {
      const PostilNameToken *first = &g_array_index (names, PostilNameToken, i);
      const char *newline = strchr (utf8 + first->start_byte, '\n');
      guint32 stop = newline != NULL ? (guint32) (newline - utf8) : (guint32) n_bytes;

      for (j = i + 1; j < names->len && g_array_index (names, PostilNameToken, j).start_byte < stop; j++)
        ;
      add_entry (self, first, j - i, class);
    }
}

PostilGazetteer *
postil_gazetteer_new (void)
{
  PostilGazetteer *self = g_new0 (PostilGazetteer, 1);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_list (self, lists[i].name, lists[i].class);
  return self;
}

void
postil_gazetteer_free (PostilGazetteer *self)
{
  g_free (self->slots);
  g_free (self);
}

guint32
postil_gazetteer_lookup (const PostilGazetteer *self, const PostilNameToken *tokens, guint n)
{
  guint64 key = 1;

  for (guint i = 0; i < n; i++)
    key = chain (key, tokens[i].lower);
  return n == 0 ? 0 : find_slot (self, key)->classes & ~IS_PREFIX;
}

static void
mark_from (const PostilGazetteer *self, GArray *names, guint begin)
{
  PostilNameToken *tokens = &g_array_index (names, PostilNameToken, 0);
  guint64 key = 1;

  for (guint i = begin; i < names->len && i < begin + LONGEST_ENTRY; i++)
    {
      const Slot *slot;

      if (tokens[i].sentence != tokens[begin].sentence)
        return;
      key = chain (key, tokens[i].lower);
      slot = find_slot (self, key);
      if (slot->key == 0)
        return;
      if (i == begin)
        tokens[i].classes |= slot->classes & MARKED;
      else
        for (guint j = begin; j <= i; j++)
          tokens[j].classes |= (slot->classes & MARKED) << 16;
      if (!(slot->classes & IS_PREFIX))
        return;
    }
}

void
postil_gazetteer_mark (const PostilGazetteer *self, GArray *names)
{
  for (guint i = 0; i < names->len; i++)
    if (g_array_index (names, PostilNameToken, i).flags & (POSTIL_NAME_CAPITAL | POSTIL_NAME_INNER_CAP))
      mark_from (self, names, i);
}
