/* packer.c - archives as the tests want them, hostile ones too
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "packer.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

TestPacker
test_packer_new (TestProject *project, const char *name, TestArchiveKind kind)
{
  TestPacker self = { archive_write_new (), g_build_filename (project->folder, name, NULL) };

  if (kind == TEST_ZIP)
    archive_write_set_format_zip (self.archive);
  else
    {
      archive_write_set_format_ustar (self.archive);
      archive_write_add_filter_gzip (self.archive);
    }
  g_assert_cmpint (archive_write_open_filename (self.archive, self.path), ==, ARCHIVE_OK);
  return self;
}

void
test_packer_add (TestPacker *self, const char *name, const char *data, gssize n_bytes, const char *link)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize n = n_bytes < 0 ? strlen (data) : (gsize) n_bytes;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, link != NULL ? AE_IFLNK : AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) n);
  if (link != NULL)
    archive_entry_set_symlink (entry, link);
  g_assert_cmpint (archive_write_header (self->archive, entry), ==, ARCHIVE_OK);
  if (n > 0)
    g_assert_cmpint (archive_write_data (self->archive, data, n), ==, (la_ssize_t) n);
  archive_entry_free (entry);
}

PostilReport *
test_packer_import (TestPacker *self, TestProject *project, const char *format)
{
  g_autofree char *path = g_steal_pointer (&self->path);

  g_assert_cmpint (archive_write_close (self->archive), ==, ARCHIVE_OK);
  archive_write_free (self->archive);
  return test_import_path (project, path, format, FALSE);
}
