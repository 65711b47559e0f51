/* unaligned-details.c - what else a file said of a span that could not be placed, as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "unaligned-details.h"

#include <string.h>

/* The file's own numbers. */
static json_t *
parts_of (const GArray *given)
{
  json_t *parts = json_array ();

  for (guint i = 0; i < given->len; i++)
    {
      PostilGivenRange range = g_array_index (given, PostilGivenRange, i);

      json_array_append_new (parts, json_pack ("[II]", (json_int_t) range.start, (json_int_t) range.stop));
    }
  return parts;
}

char *
postil_unaligned_details_of (const PostilClaim *claim, const PostilPlace *place, PostilId annotator)
{
  g_autoptr (json_t) object = json_object ();

  if (place->given_parts != NULL)
    json_object_set_new (object, "parts", parts_of (place->given_parts));

  json_object_set_new (object, "state", json_string (postil_state_to_string (claim->state)));
  json_object_set_new (object, "score", json_real (claim->score >= 0 ? MIN (claim->score, 1) : 0));
  if (annotator != 0)
    json_object_set_new (object, "annotator", json_integer (annotator));
  if (claim->note != NULL && claim->note[0] != '\0')
    json_object_set_new (object, "note", json_string (claim->note));
  if (claim->reason != NULL)
    json_object_set_new (object, "reason", json_string (claim->reason));
  if (claim->attributes != NULL)
    json_object_set (object, "attributes", claim->attributes);
  if (claim->created_at != 0)
    json_object_set_new (object, "created_at", json_integer (claim->created_at));
  return postil_json_to_string (object);
}

json_t *
postil_unaligned_relation_to_json (const PostilRelation *relation)
{
  json_t *object = json_object ();

  json_object_set_new (object, "label", json_integer (relation->label));
  json_object_set_new (object, "head", json_integer (relation->head));
  json_object_set_new (object, "tail", json_integer (relation->tail));
  json_object_set_new (object, "state", json_string (postil_state_to_string (relation->state)));
  json_object_set_new (object, "source", json_integer (relation->source));
  if (relation->annotator != 0)
    json_object_set_new (object, "annotator", json_integer (relation->annotator));
  json_object_set_new (object, "score", json_real (relation->score));
  json_object_set_new (object, "note", json_string (relation->note));
  return object;
}

PostilRelation *
postil_unaligned_relation_from_json (const json_t *value)
{
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  const char *state = postil_json_get_string (value, "state"), *note = postil_json_get_string (value, "note");

  if (!postil_json_get_integer (value, "label", &relation->label) ||
      !postil_json_get_integer (value, "head", &relation->head) ||
      !postil_json_get_integer (value, "tail", &relation->tail) ||
      !postil_json_get_integer (value, "source", &relation->source) || state == NULL ||
      !postil_state_from_string (state, &relation->state))
    return NULL;
  postil_json_get_integer (value, "annotator", &relation->annotator);
  postil_json_get_real (value, "score", &relation->score);
  g_free (relation->note);
  relation->note = g_strdup (note != NULL ? note : "");
  return g_steal_pointer (&relation);
}

gboolean
postil_unaligned_keep_relation (PostilStore *store, PostilId id, const PostilRelation *relation, gboolean *is_new,
                                GError **error)
{
  g_autoptr (PostilUnaligned) unaligned = postil_unaligned_get (store, id, error);
  g_autoptr (json_t) details = NULL;
  g_autoptr (json_t) wanted = NULL;
  g_autofree char *string = NULL;
  json_t *relations;

  *is_new = FALSE;
  if (unaligned == NULL)
    return FALSE;
  if (unaligned->details != NULL)
    details = postil_json_parse (unaligned->details, strlen (unaligned->details), NULL, NULL);
  if (!json_is_object (details))
    {
      json_decref (details);
      details = json_object ();
    }
  relations = json_object_get (details, "relations");
  if (!json_is_array (relations))
    json_object_set_new (details, "relations", relations = json_array ());
  wanted = postil_unaligned_relation_to_json (relation);
  for (gsize i = 0; i < json_array_size (relations); i++)
    if (json_equal (json_array_get (relations, i), wanted))
      return TRUE;
  *is_new = TRUE;
  json_array_append (relations, wanted);
  string = postil_json_to_string (details);
  return postil_unaligned_set_details (store, id, string, error);
}
