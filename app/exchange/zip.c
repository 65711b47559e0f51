/* zip.c - zip files out, and names for what is in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "archive.h"

/* Noon of the first day that a zip file can name: the same project gives the same bytes. */
#define TIME_OF_ENTRIES 315576000

struct _PostilZip
{
  struct archive *archive;
  GOutputStream *out;
  GCancellable *cancellable;
  GError *error; /* of the stream, for whoever called into the archive */
  gboolean given_up;
};

/* Takes everything, whatever becomes of it: an archive that is told of a failure no longer releases what its entry holds. The
 * error waits for check(). */
static la_ssize_t
write_packed (struct archive *archive, void *user_data, const void *buffer, size_t n_bytes)
{
  PostilZip *self = user_data;

  if (self->error == NULL && !self->given_up)
    g_output_stream_write_all (self->out, buffer, n_bytes, NULL, self->cancellable, &self->error);
  return (la_ssize_t) n_bytes;
}

static gboolean
check (PostilZip *self, gboolean ok, GError **error)
{
  if (ok && self->error == NULL)
    return TRUE;
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("The archive cannot be written: %s."),
                 archive_error_string (self->archive) != NULL ? archive_error_string (self->archive)
                                                              : _ ("no reason given"));
  return FALSE;
}

PostilZip *
postil_zip_new (GOutputStream *out, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilZip) self = g_new0 (PostilZip, 1);

  self->archive = archive_write_new ();
  self->out = out;
  self->cancellable = cancellable;
  archive_write_set_format_zip (self->archive);
  archive_write_set_bytes_in_last_block (self->archive, 1);
  if (!check (self, archive_write_open (self->archive, self, NULL, write_packed, NULL) == ARCHIVE_OK, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
postil_zip_free (PostilZip *self)
{
  if (self == NULL)
    return;
  if (self->archive != NULL)
    {
      self->given_up = TRUE; /* unless it was closed before */
      archive_write_free (self->archive);
    }
  g_clear_error (&self->error);
  g_free (self);
}

gboolean
postil_zip_begin (PostilZip *self, const char *name, GError **error)
{
  locale_t utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0);
  locale_t before = uselocale (utf8);
  struct archive_entry *entry = archive_entry_new ();
  gboolean ok;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, TIME_OF_ENTRIES, 0);
  ok = archive_write_header (self->archive, entry) == ARCHIVE_OK;
  archive_entry_free (entry);
  uselocale (before);
  if (utf8 != (locale_t) 0)
    freelocale (utf8);
  return check (self, ok, error);
}

gboolean
postil_zip_append (PostilZip *self, const char *data, gsize n_bytes, GError **error)
{
  return n_bytes == 0 || check (self, archive_write_data (self->archive, data, n_bytes) >= 0, error);
}

gboolean
postil_zip_close (PostilZip *self, GError **error)
{
  return check (self, archive_write_close (self->archive) == ARCHIVE_OK, error);
}

void
postil_zip_names_clear (PostilZipNames *self)
{
  g_clear_pointer (&self->used, g_hash_table_unref);
}

/* Characters that some file system refuses, and all that steers a terminal. */
static gboolean
is_fine (gunichar c)
{
  return c >= 0x20 && c != 0x7f && !(c >= 0x80 && c < 0xa0) && (c > 0x7f || strchr ("<>:\"\\|?*", (int) c) == NULL);
}

static char *
make_name (const char *key)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const char *p = key;

  for (; *p != '\0' && name->len < 180; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean starts = name->len == 0 || name->str[name->len - 1] == '/';

      /* No empty part, none that is hidden or leads up. */
      if (!is_fine (c) || (starts && (c == '.' || c == '/')))
        g_string_append_c (name, '_');
      else
        g_string_append_unichar (name, c);
    }
  if (name->len == 0 || name->str[name->len - 1] == '/')
    g_string_append_c (name, '_');
  return g_strdup (name->str);
}

char *
postil_zip_names_add (PostilZipNames *self, const char *key, const char *extension, gboolean *changed)
{
  g_autofree char *stem = make_name (key);
  char *name = g_strconcat (stem, extension, NULL);

  if (self->used == NULL)
    self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  *changed = strcmp (stem, key) != 0;
  for (guint n = 2;; n++)
    {
      g_autofree char *folded = g_utf8_casefold (name, -1);

      if (g_hash_table_add (self->used, g_steal_pointer (&folded)))
        return name;
      *changed = TRUE;
      g_free (name);
      name = g_strdup_printf ("%s-%u%s", stem, n, extension);
    }
}
