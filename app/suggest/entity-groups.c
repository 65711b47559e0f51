/* entity-groups.c - brings the groups of all documents together, by the name that each document found for them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/entity-groups.h>

#include <jansson.h>
#include <string.h>

#include <postil/documents.h>
#include <postil/labels.h>
#include <postil/spans.h>

#include "aliases.h"

typedef struct
{
  PostilEntityGroup *group;
  GHashTable        *forms;
  PostilId           last; /* document seen last */
} Building;

static void
building_free (gpointer data)
{
  Building *building = data;

  g_clear_pointer (&building->group, postil_entity_group_free);
  g_hash_table_unref (building->forms);
  g_free (building);
}

void
postil_entity_group_free (PostilEntityGroup *self)
{
  g_free (self->name);
  g_strfreev (self->forms);
  g_array_unref (self->mentions);
  g_free (self);
}

/* What the document calls it; its own words where nobody has grouped them, as with spans made by hand. */
static char *
name_of (const PostilSpan *span, const char *words)
{
  json_t     *attributes = span->attributes != NULL ? json_loads (span->attributes, 0, NULL) : NULL;
  const char *entity = json_string_value (json_object_get (attributes, "entity"));
  char       *name = g_strdup (entity != NULL && *entity != '\0' ? entity : words);

  json_decref (attributes);
  return name;
}

static void
add_mention (GHashTable *building, const PostilSpan *span, const char *words)
{
  g_autofree char *name = name_of (span, words);
  g_autofree char *folded = postil_aliases_key (name);
  /* Another label is another thing: Jordan the player is not Jordan the country */
  g_autofree char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, folded, span->label);
  PostilMention    mention = { span->document, span->id };
  Building        *there = g_hash_table_lookup (building, key);

  if (there == NULL)
    {
      there = g_new0 (Building, 1);
      there->group = g_new0 (PostilEntityGroup, 1);
      there->group->name = g_strdup (name);
      there->group->label = span->label;
      there->group->mentions = g_array_new (FALSE, FALSE, sizeof (PostilMention));
      there->forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (building, g_steal_pointer (&key), there);
    }
  if (strlen (name) > strlen (there->group->name))
    {
      g_free (there->group->name);
      there->group->name = g_strdup (name);
    }
  g_hash_table_add (there->forms, g_strdup (words));
  g_array_append_val (there->group->mentions, mention);
  there->group->n_mentions++;
  there->group->n_documents += there->last != span->document;
  there->last = span->document;
}

static gboolean
read_document (PostilStore *store, PostilId id, GHashTable *labels, GHashTable *building, GError **error)
{
  PostilSpanFilter filter = { .document = id, .without_structure = TRUE };
  g_autoptr (PostilDocument) document = postil_documents_get (store, id, error);
  g_autoptr (GPtrArray) spans = document != NULL ? postil_spans_list (store, &filter, error) : NULL;

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      g_autofree char  *words = NULL;

      if (!g_hash_table_contains (labels, &span->label))
        continue;
      words = postil_text_slice (document->text, span->range);
      add_mention (building, span, g_strdelimit (words, "\n\t", ' '));
    }
  return spans != NULL;
}

static int
by_frequency (gconstpointer a, gconstpointer b)
{
  const PostilEntityGroup *x = *(PostilEntityGroup *const *) a, *y = *(PostilEntityGroup *const *) b;

  if (x->n_mentions != y->n_mentions)
    return x->n_mentions > y->n_mentions ? -1 : 1;
  return strcmp (x->name, y->name);
}

static int
by_alphabet (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static PostilEntityGroup *
finish (Building *building)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new ();
  PostilEntityGroup *group = g_steal_pointer (&building->group);
  GHashTableIter iter;
  gpointer form;

  g_hash_table_iter_init (&iter, building->forms);
  while (g_hash_table_iter_next (&iter, &form, NULL))
    if (strcmp (form, group->name) != 0)
      g_ptr_array_add (forms, g_strdup (form));
  g_ptr_array_sort (forms, by_alphabet);
  g_ptr_array_add (forms, NULL);
  group->forms = (char **) g_ptr_array_free (g_steal_pointer (&forms), FALSE);
  return group;
}

/* Set of the ids of the three labels. */
static GHashTable *
find_labels (PostilStore *store, GError **error)
{
  static const char *const names[] = { "Person", "Organisation", "Place", NULL };
  g_autoptr (GPtrArray) all = postil_labels_list (store, TRUE, error);
  GHashTable *labels = all != NULL ? g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) : NULL;

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (all, i);

      if (g_strv_contains (names, label->name))
        g_hash_table_add (labels, g_memdup2 (&label->id, sizeof label->id));
    }
  return labels;
}

GPtrArray *
postil_entity_groups_list (PostilStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) labels = find_labels (store, error);
  g_autoptr (GArray) ids = labels != NULL ? postil_documents_ids (store, &POSTIL_DOCUMENT_FILTER_ALL, error) : NULL;
  g_autoptr (GHashTable) building = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, building_free);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_entity_group_free);
  GHashTableIter iter;
  gpointer one;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !read_document (store, g_array_index (ids, PostilId, i), labels, building, error))
      return NULL;
  if (ids == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, building);
  while (g_hash_table_iter_next (&iter, NULL, &one))
    g_ptr_array_add (groups, finish (one));
  g_ptr_array_sort (groups, by_frequency);
  return g_steal_pointer (&groups);
}
