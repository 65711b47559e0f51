/* resource.c - files compiled into the core library
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "resource.h"

#include "postil-core-resources.h"

#define PREFIX "/io/github/postil/core/"

/* Named outright, because the linker drops a constructor that sits in a static library. */
static GResource *
core_resource (void)
{
  return postil_core_get_resource ();
}

GBytes *
postil_resource_load (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat (PREFIX, name, NULL);
  GBytes *bytes;

  core_resource ();
  /* Over all resources, so that G_RESOURCE_OVERLAYS can put another file in the place of one. */
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("The program was built without %s: %s", name, error->message);
  return bytes;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char **
postil_resource_list (const char *folder)
{
  g_autofree char *path = g_strconcat (PREFIX, folder, NULL);
  char **names = g_resource_enumerate_children (core_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (names == NULL)
    names = g_new0 (char *, 1);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}
