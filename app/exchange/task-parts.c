/* task-parts.c - fragments of spans, members of objects, keys: small things that several formats write and read alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "tasks.h"

#include <string.h>

GArray *
postil_outline_fragments (const PostilOutline *outline)
{
  GArray *fragments = g_array_new (FALSE, FALSE, sizeof (PostilFragment));

  for (guint i = 0; i < outline->pieces->len; i++)
    {
      const PostilPiece *piece = &g_array_index (outline->pieces, PostilPiece, i);
      PostilFragment fragment = { piece->range, piece, FALSE };

      for (guint j = 0; piece->parts != NULL && j < piece->parts->len; j++)
        {
          fragment.range = g_array_index (piece->parts, PostilRange, j);
          fragment.continued = j + 1 < piece->parts->len;
          g_array_append_val (fragments, fragment);
        }
      if (piece->parts == NULL)
        g_array_append_val (fragments, fragment);
    }
  return fragments;
}

int
postil_fragments_find (const GArray *fragments, PostilSpanId span)
{
  for (guint i = 0; i < fragments->len; i++)
    if (g_array_index (fragments, PostilFragment, i).piece->span->id == span)
      return i;
  return -1;
}

/* ---- does it read back? ---- */

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
describe (GPtrArray *out, gint64 start, gint64 stop, const char *label)
{
  g_ptr_array_add (out, g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " %s", start, stop, label));
}

static GPtrArray *
describe_record (const PostilRecord *record)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < record->claims->len; i++)
    {
      const PostilPlace *place = &g_array_index (record->places, PostilPlace, i);
      const char *label = g_array_index (record->claims, PostilClaim, i).label;
      guint n_parts = place->given_parts != NULL ? place->given_parts->len : 0;

      for (guint j = 0; j < n_parts; j++)
        {
          PostilGivenRange part = g_array_index (place->given_parts, PostilGivenRange, j);

          describe (out, part.start, part.stop, label);
        }
      if (n_parts == 0)
        describe (out, place->given.start, place->given.stop, label);
    }
  g_ptr_array_sort (out, compare_strings);
  return out;
}

static GPtrArray *
describe_outline (const PostilExportWalk *walk, const GArray *fragments, GHashTable *types)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < fragments->len; i++)
    {
      const PostilFragment *fragment = &g_array_index (fragments, PostilFragment, i);
      const char *label = postil_export_walk_label (walk, fragment->piece->span->label);

      if (types != NULL)
        label = g_hash_table_lookup (types, label);
      describe (out, fragment->range.start, fragment->range.stop, label);
    }
  g_ptr_array_sort (out, compare_strings);
  return out;
}

static gboolean
quotes_match (const PostilRecord *record)
{
  const PostilText *text = postil_aligner_get_text (record->aligner);

  for (guint i = 0; i < record->places->len; i++)
    {
      const PostilPlace *place = &g_array_index (record->places, PostilPlace, i);
      PostilRange range = { (guint32) place->given.start, (guint32) place->given.stop };

      if (place->quote != NULL && place->given_parts == NULL &&
          (!postil_text_check_range (text, range, NULL) || !postil_text_slice_equals (text, range, place->quote)))
        return FALSE;
    }
  return TRUE;
}

gboolean
postil_record_matches (const PostilRecord *record, const PostilExportWalk *walk, const PostilOutline *outline,
                       gboolean joins, GHashTable *types)
{
  g_autoptr (GArray) fragments = postil_outline_fragments (outline);
  g_autoptr (GPtrArray) expected = describe_outline (walk, fragments, types);
  g_autoptr (GPtrArray) found = describe_record (record);
  guint n_links = outline->relations->len;

  for (guint i = 0; joins && i < fragments->len; i++)
    n_links += g_array_index (fragments, PostilFragment, i).continued;
  if (strcmp (postil_text_get_utf8 (postil_aligner_get_text (record->aligner), NULL),
              postil_text_get_utf8 (walk->document->text, NULL)) != 0 ||
      expected->len != found->len || record->links->len != n_links)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (strcmp (expected->pdata[i], found->pdata[i]) != 0)
      return FALSE;
  return quotes_match (record);
}

/* ---- members ---- */

void
postil_json_append_key (GString *out, const char *key)
{
  if (strchr ("{[", out->str[out->len - 1]) == NULL)
    g_string_append_c (out, ',');
  postil_json_append_string (out, key, -1);
  g_string_append_c (out, ':');
}

void
postil_json_append_pair (GString *out, const char *key, const char *value)
{
  postil_json_append_key (out, key);
  postil_json_append_string (out, value, -1);
}

void
postil_json_append_number (GString *out, const char *key, gint64 value)
{
  postil_json_append_key (out, key);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

char *
postil_task_key (const PostilImportFile *file, const json_t *id, guint line)
{
  if (json_is_string (id) && json_string_length (id) > 0)
    return g_strdup (json_string_value (id));
  if (json_is_integer (id))
    return g_strdup_printf ("%s:%" JSON_INTEGER_FORMAT, file->key, json_integer_value (id));
  return g_strdup_printf ("%s:%u", file->key, line);
}

void
postil_task_keep_rest (PostilRecord *record, const json_t *value, const char *const *taken)
{
  const char *key;
  json_t *member;

  json_object_foreach ((json_t *) value, key, member)
    {
      if (g_strv_contains (taken, key) || json_is_null (member))
        continue;
      if (record->meta == NULL)
        record->meta = json_object ();
      json_object_set (record->meta, key, member);
    }
}

static void
add_label (PostilRecord *record, const char *label)
{
  if (record->labels == NULL)
    record->labels = json_array ();
  json_array_append_new (record->labels, json_string (label));
}

void
postil_task_add_labels (PostilRecord *record, const json_t *labels)
{
  const char *key;
  json_t *value;

  for (size_t i = 0; i < json_array_size (labels); i++)
    if (json_is_string (json_array_get (labels, i)))
      add_label (record, json_string_value (json_array_get (labels, i)));
  json_object_foreach ((json_t *) labels, key, value)
    if (json_is_true (value) || (json_is_number (value) && json_number_value (value) >= 0.5))
      add_label (record, key);
}
