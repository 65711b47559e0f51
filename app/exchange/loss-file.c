/* loss-file.c - an export and what is told of its losses, side by side, whenever the program ends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "loss-file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#define BLOCK ((gsize) 1 << 16)

static gboolean
fail (GError **error, const char *path)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("“%s” cannot be written: %s."), path,
               g_strerror (code));
  return FALSE;
}

/* Of the whole file. NULL with errno set. (transfer full) */
static char *
sha256_of (int fd)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *block = g_malloc (BLOCK);
  off_t at = 0;
  gssize n;

  while ((n = pread (fd, block, BLOCK, at)) != 0)
    {
      if (n < 0 && errno != EINTR)
        return NULL;
      if (n < 0)
        continue;
      g_checksum_update (sum, block, n);
      at += n;
    }
  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
write_all (int fd, const char *bytes, gsize n_bytes)
{
  gsize done = 0;

  while (done < n_bytes)
    {
      gssize n = write (fd, bytes + done, n_bytes - done);

      if (n < 0 && errno != EINTR)
        return FALSE;
      done += n > 0 ? (gsize) n : 0;
    }
  return fsync (fd) == 0;
}

gboolean
postil_loss_file_add (PostilFileSet *set, PostilNewFile *file, PostilStore *store, const PostilFormat *format,
                      const PostilReport *report, GError **error)
{
  g_autofree char *beside = g_strconcat (file->path, ".loss.json", NULL);
  g_autofree char *name = g_path_get_basename (file->path);
  g_auto (PostilNewFile) told = { .fd = -1 };
  g_autofree char *sha256 = NULL;
  g_autofree char *json = NULL;
  g_autofree char *line = NULL;

  if (report->losses->len == 0)
    return postil_file_set_add (set, file, NULL, beside, error);
  sha256 = sha256_of (file->fd);
  if (sha256 == NULL)
    return fail (error, file->path);
  json = postil_losses_to_json (store, format, report, name, sha256);
  line = g_strconcat (json, "\n", NULL);
  if (!postil_new_file_open (&told, beside) || !write_all (told.fd, line, strlen (line)))
    return fail (error, beside);
  return postil_file_set_add (set, file, &told, beside, error);
}
