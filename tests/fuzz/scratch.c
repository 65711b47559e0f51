/* scratch.c - a folder and an empty project for a fuzz target, gone when it ends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "scratch.h"

#include <stdlib.h>

#include <glib/gstdio.h>

static char *folder;
static PostilStore *project;

static void
remove_scratch (void)
{
  g_autofree char *path = g_build_filename (folder, "p.postil", NULL);

  g_clear_pointer (&project, postil_store_close);
  g_unlink (path);
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

const char *
fuzz_scratch_folder (void)
{
  const char *memory = "/dev/shm/postil-fuzz-XXXXXX";
  g_autoptr (GError) error = NULL;

  if (folder != NULL)
    return folder;
  folder = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? g_mkdtemp (g_strdup (memory)) : NULL;
  if (folder == NULL)
    folder = g_dir_make_tmp ("postil-fuzz-XXXXXX", &error);
  g_assert_no_error (error);
  atexit (remove_scratch);
  return folder;
}

PostilStore *
fuzz_scratch_project (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (project != NULL)
    return project;
  path = g_build_filename (fuzz_scratch_folder (), "p.postil", NULL);
  project = postil_store_open (path, POSTIL_STORE_CREATE, &error);
  g_assert_no_error (error);
  return project;
}
