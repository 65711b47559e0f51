/* post-info.c - reads the attributes of a Post span
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "post-info.h"

#include <jansson.h>

gboolean
postil_post_info_read (const char *attributes, PostilPostInfo *info)
{
  json_t *object = attributes != NULL ? json_loads (attributes, JSON_REJECT_DUPLICATES, NULL) : NULL;
  json_int_t number;

  *info = (PostilPostInfo){ 0 };
  if (!json_is_object (object))
    {
      json_decref (object);
      return FALSE;
    }
  info->author = g_strdup (json_string_value (json_object_get (object, "author")));
  info->time = g_strdup (json_string_value (json_object_get (object, "time")));
  number = json_integer_value (json_object_get (object, "body_start"));
  info->body_start = (guint32) CLAMP (number, 0, G_MAXINT32);
  number = json_integer_value (json_object_get (object, "depth"));
  info->depth = (guint) CLAMP (number, 0, 1000);
  json_decref (object);
  return TRUE;
}

void
postil_post_info_clear (PostilPostInfo *info)
{
  g_clear_pointer (&info->author, g_free);
  g_clear_pointer (&info->time, g_free);
}
