/* label-set.c - how labels are defined, within a file of documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "label-set.h"

#include <glib/gi18n.h>
#include <string.h>

#include <postil/label-pack.h>

/* Taking them over asks of each whether it gets on with the others. */
#define MAX_LABELS 1000

/* ---- out ---- */

static const char *
name_of (const PostilExportWalk *walk, PostilId id)
{
  const char *name = id != 0 ? postil_export_walk_label (walk, id) : "";

  return name[0] != '\0' ? name : NULL;
}

/* As every new project has it, but for its place in the list. */
static gboolean
is_standard (const PostilLabel *label, const GPtrArray *standard)
{
  for (guint i = 0; i < standard->len; i++)
    {
      g_autoptr (PostilLabel) known = postil_label_copy (standard->pdata[i]);

      known->position = label->position;
      if (strcmp (known->name, label->name) == 0)
        return postil_label_equal (known, label);
    }
  return FALSE;
}

static void
set_string (json_t *object, const char *key, const char *value)
{
  if (value != NULL && value[0] != '\0')
    json_object_set_new (object, key, json_string (value));
}

static json_t *
label_to_json (const PostilExportWalk *walk, const PostilLabel *label)
{
  json_t *object = json_object ();

  set_string (object, "name", label->name);
  set_string (object, "kind", postil_label_kind_to_string (label->kind));
  set_string (object, "parent", name_of (walk, label->parent));
  set_string (object, "colour", label->colour);
  set_string (object, "key", label->shortcut);
  set_string (object, "guideline", label->guideline);
  if (label->archived)
    json_object_set_new (object, "archived", json_true ());
  return object;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const PostilLabel *x = *(const PostilLabel *const *) a, *y = *(const PostilLabel *const *) b;

  return x->position != y->position ? (x->position > y->position) - (x->position < y->position)
                                    : strcmp (x->name, y->name);
}

/* With its parents, of which a pack has to have all. */
static void
add_label (const PostilExportWalk *walk, const PostilLabel *label, GHashTable *taken)
{
  for (; label != NULL && g_hash_table_add (taken, (gpointer) label);)
    label = label->parent != 0 ? g_hash_table_lookup (walk->labels, &label->parent) : NULL;
}

json_t *
postil_label_set_to_json (const PostilExportWalk *walk)
{
  g_autoptr (GPtrArray) standard = postil_label_default_set ();
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer label;
  json_t *set;

  g_hash_table_iter_init (&iter, walk->labels);
  while (g_hash_table_iter_next (&iter, NULL, &label))
    if ((walk->wanted == NULL || g_hash_table_contains (walk->wanted, &((PostilLabel *) label)->id)) &&
        !is_standard (label, standard))
      add_label (walk, label, taken);
  if (g_hash_table_size (taken) == 0 || g_hash_table_size (taken) > MAX_LABELS)
    return NULL;
  g_hash_table_iter_init (&iter, taken);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    g_ptr_array_add (labels, label);
  g_ptr_array_sort (labels, compare_positions);
  set = json_array ();
  for (guint i = 0; i < labels->len; i++)
    json_array_append_new (set, label_to_json (walk, labels->pdata[i]));
  return set;
}

/* ---- in ---- */

/* JSON is YAML as well, but for characters that YAML wants escaped. */
static gboolean
is_yaml (gunichar c)
{
  return !((c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff);
}

/* So a set is read as the pack that it is. */
static GPtrArray *
parse (const json_t *set, GError **error)
{
  g_autoptr (json_t) pack = json_object ();
  g_autoptr (GString) yaml = g_string_new (NULL);
  g_autofree char *json = NULL;

  json_object_set (pack, "labels", (json_t *) set);
  json = postil_json_to_string (pack);
  for (const char *p = json; *p != '\0'; p = g_utf8_next_char (p))
    if (is_yaml (g_utf8_get_char (p)))
      g_string_append_unichar (yaml, g_utf8_get_char (p));
    else
      g_string_append_printf (yaml, "\\u%04x", g_utf8_get_char (p));
  return postil_label_pack_parse (yaml->str, (gssize) yaml->len, "label_set", error);
}

/* @own: as the project has it. FALSE with @error set when the store fails. */
static gboolean
is_unused (PostilStore *store, const PostilLabel *own, gboolean *unused, GError **error)
{
  PostilLabelUse use;

  if (!postil_labels_use (store, own->id, &use, error))
    return FALSE;
  *unused = use.n_kept + use.n_suggested + use.n_rejected + use.n_documents == 0;
  return TRUE;
}

/* So that two labels can change their keys. */
static gboolean
drop_key (PostilStore *store, const PostilLabel *own, GError **error)
{
  g_autoptr (PostilLabel) without = postil_label_copy (own);

  g_free (without->shortcut);
  without->shortcut = g_strdup ("");
  return postil_labels_update (store, without, error);
}

/* Leaves in @labels those that are to be taken over. */
static gboolean
choose (PostilIntake *intake, PostilStore *store, GPtrArray *labels, guint line, GError **error)
{
  for (guint i = labels->len; i-- > 0;)
    {
      const PostilLabel *given = labels->pdata[i];
      PostilId id = postil_labels_find (store, given->name);
      g_autoptr (PostilLabel) own = id != 0 ? postil_labels_get (store, id, error) : NULL;
      gboolean unused = FALSE;

      if (id == 0)
        continue;
      if (own == NULL || !is_unused (store, own, &unused, error))
        return FALSE;
      if (unused && !drop_key (store, own, error))
        return FALSE;
      if (unused)
        continue;
      if (own->kind != given->kind || strcmp (own->colour, given->colour) != 0 ||
          g_strcmp0 (own->guideline, given->guideline) != 0)
        postil_intake_note (intake, line, _ ("“%s” is another label here than in the file; it stays as it is."),
                            own->name);
      g_ptr_array_remove_index (labels, i);
    }
  return TRUE;
}

/* In a pack, ids derive from names. */
static gboolean
set_parents (PostilIntake *intake, PostilStore *store, const GPtrArray *taken, GHashTable *names, guint line,
             GError **error)
{
  for (guint i = 0; i < taken->len; i++)
    {
      const PostilLabel *given = taken->pdata[i];
      const char *parent = g_hash_table_lookup (names, &given->parent);
      g_autoptr (PostilLabel) label = postil_labels_get (store, postil_labels_find (store, given->name), error);
      g_autoptr (GError) local_error = NULL;

      if (label == NULL)
        return FALSE;
      label->parent = parent != NULL ? postil_labels_find (store, parent) : 0;
      if (postil_labels_update (store, label, &local_error))
        continue;
      /* Parents that would go round in a circle with those that are here. */
      if (!g_error_matches (local_error, POSTIL_ERROR, POSTIL_ERROR_FAILED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      postil_intake_note (intake, line, "%s", local_error->message);
    }
  return TRUE;
}

gboolean
postil_label_set_read (PostilIntake *intake, PostilStore *store, const json_t *set, guint line, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_auto (GStrv) notes = NULL;

  if (json_array_size (set) == 0)
    return TRUE;
  if (json_array_size (set) > MAX_LABELS)
    {
      postil_intake_refuse (intake, line, _ ("“label_set” has more than %d labels; they come in as spans name them."),
                            MAX_LABELS);
      return TRUE;
    }
  labels = parse (set, &local_error);
  if (labels == NULL)
    {
      postil_intake_refuse (intake, line, "%s", local_error->message);
      return TRUE;
    }
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = labels->pdata[i];

      g_hash_table_insert (names, g_memdup2 (&label->id, sizeof label->id), g_strdup (label->name));
    }
  if (!choose (intake, store, labels, line, error) ||
      !postil_labels_load (store, labels, NULL, NULL, &notes, &local_error))
    {
      if (local_error == NULL)
        return FALSE;
      if (postil_intake_forgive (intake, line, &local_error))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; notes[i] != NULL; i++)
    postil_intake_note (intake, line, "%s", notes[i]);
  return set_parents (intake, store, labels, names, line, error);
}
