/* label-load.c - takes a set of labels over by their names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/labels.h>
#include <string.h>

#include "store-private.h"

typedef struct
{
  PostilStore *store;
  GHashTable *ids;  /* id in the pack -> id in the project, both gint64 * */
  GPtrArray *notes; /* char * */
  guint n_added;
  guint n_changed;
} Load;

static const PostilLabel *
owner_of_key (GPtrArray *labels, const char *key, PostilId except)
{
  for (guint i = 0; key[0] != '\0' && i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      g_autofree char *lower = g_utf8_strdown (label->shortcut, -1);

      if (label->id != except && strcmp (lower, key) == 0)
        return label;
    }
  return NULL;
}

/* What the project keeps: a key that is taken, and the place in the list. */
static gboolean
fit_in (Load *load, PostilLabel *label, GError **error)
{
  g_autoptr (GPtrArray) present = postil_labels_list (load->store, FALSE, error);
  const PostilLabel *owner = present != NULL ? owner_of_key (present, label->shortcut, label->id) : NULL;

  if (owner != NULL && !label->archived)
    {
      g_ptr_array_add (load->notes, g_strdup_printf ("The key “%s” belongs to “%s” here; “%s” comes without it.",
                                                     label->shortcut, owner->name, label->name));
      g_free (label->shortcut);
      label->shortcut = g_strdup ("");
    }
  return present != NULL;
}

static gboolean
load_label (Load *load, const PostilLabel *given, GError **error)
{
  PostilId known = postil_labels_find (load->store, given->name);
  g_autoptr (PostilLabel) old = known != 0 ? postil_labels_get (load->store, known, error) : NULL;
  g_autoptr (PostilLabel) label = postil_label_copy (given);
  PostilId id = given->id;

  if (known != 0 && old == NULL)
    return FALSE;
  label->id = known;
  label->parent = old != NULL ? old->parent : 0;
  label->position = old != NULL ? old->position : -1;
  if (!fit_in (load, label, error))
    return FALSE;
  if (old == NULL && !postil_labels_add (load->store, label, error))
    return FALSE;
  if (old != NULL && !postil_label_equal (old, label) && !postil_labels_update (load->store, label, error))
    return FALSE;
  load->n_added += old == NULL;
  load->n_changed += old != NULL && !postil_label_equal (old, label);
  g_hash_table_insert (load->ids, g_memdup2 (&id, sizeof id), g_memdup2 (&label->id, sizeof id));
  return TRUE;
}

/* Once all labels are there. */
static gboolean
load_parent (Load *load, const PostilLabel *given, GError **error)
{
  const PostilId *id = g_hash_table_lookup (load->ids, &given->id);
  const PostilId *parent = given->parent != 0 ? g_hash_table_lookup (load->ids, &given->parent) : NULL;
  g_autoptr (PostilLabel) label = postil_labels_get (load->store, *id, error);

  if (label == NULL)
    return FALSE;
  if (parent == NULL || label->parent == *parent)
    return TRUE;
  label->parent = *parent;
  return postil_labels_update (load->store, label, error);
}

static gboolean
load_all (Load *load, GPtrArray *labels, GError **error)
{
  for (guint i = 0; i < labels->len; i++)
    if (!load_label (load, g_ptr_array_index (labels, i), error))
      return FALSE;
  for (guint i = 0; i < labels->len; i++)
    if (!load_parent (load, g_ptr_array_index (labels, i), error))
      return FALSE;
  return TRUE;
}

gboolean
postil_labels_load (PostilStore *store, GPtrArray *labels, guint *n_added, guint *n_changed, char ***notes,
                    GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  Load load = { .store = store, .ids = ids, .notes = told };

  if (!load_all (&load, labels, error))
    return FALSE;
  if (n_added != NULL)
    *n_added = load.n_added;
  if (n_changed != NULL)
    *n_changed = load.n_changed;
  g_ptr_array_add (told, NULL);
  if (notes != NULL)
    *notes = g_strdupv ((char **) told->pdata);
  return TRUE;
}
