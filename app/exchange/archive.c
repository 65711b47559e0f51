/* archive.c - what lies in a .zip, .tar, .tar.gz or .gz, one file at a time and never more than it should
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "archive.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#define MAX_ENTRIES 200000
#define MAX_ENTRY ((gsize) 256 << 20)
#define MAX_TOTAL ((guint64) 16 << 30)
/* Text packs to a tenth; whatever unpacks to more than this many times its size was made to do so. */
#define MAX_RATIO 150
#define MAX_SHOWN 200 /* characters of a name */
#define FREE_OF_RATIO ((guint64) 32 << 20)

typedef struct
{
  struct archive *archive;
  const char *path;
  PostilReport *report;
  gsize n_packed;
  guint64 n_unpacked;
  guint n_entries;
  gboolean raw; /* a single packed file, without a name of its own */
} Visit;

gboolean
postil_archive_is (const guint8 *head, gsize n_bytes)
{
  static const char *const magics[] = { "PK\003\004", "PK\005\006", "\037\213" };

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (n_bytes >= 4 && memcmp (head, magics[i], strlen (magics[i])) == 0)
      return TRUE;
  return n_bytes >= 512 && memcmp (head + 257, "ustar", 5) == 0;
}

static void
refuse (Visit *self, const char *name, const char *why)
{
  g_autofree char *whole = name != NULL ? g_utf8_make_valid (name, -1) : NULL;
  g_autofree char *start = name != NULL && g_utf8_strlen (whole, -1) > MAX_SHOWN ? g_utf8_substring (whole, 0, MAX_SHOWN) : NULL;
  g_autofree char *valid = start != NULL ? g_strconcat (start, "…", NULL) : g_steal_pointer (&whole);

  if (valid != NULL)
    postil_report_add (self->report, POSTIL_REPORT_ERROR, self->path, 0, _ ("“%s” is refused: %s."), valid, why);
  else
    postil_report_add (self->report, POSTIL_REPORT_ERROR, self->path, 0,
                       _ ("The archive cannot be read on: %s. Fetch or pack it again; what stands before that is in."),
                       why);
  self->report->refused++;
}

/* NULL when it is fine. */
static const char *
wrong_with_name (const char *name)
{
  g_auto (GStrv) parts = NULL;

  if (name[0] == '\0' || strlen (name) > 4096)
    return _ ("its name is empty or longer than any");
  if (name[0] == '/' || name[0] == '\\' || (g_ascii_isalpha (name[0]) && name[1] == ':'))
    return _ ("its path begins at the root of a disk");
  parts = g_strsplit_set (name, "/\\", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (strcmp (parts[i], "..") == 0)
      return _ ("its path leads out of the archive");
  return NULL;
}

static const char *
wrong_with_entry (struct archive_entry *entry)
{
  if (archive_entry_symlink (entry) != NULL || archive_entry_hardlink (entry) != NULL)
    return _ ("it is a link");
  if (archive_entry_filetype (entry) != AE_IFREG && archive_entry_filetype (entry) != 0)
    return _ ("it is no file");
  if (archive_entry_is_encrypted (entry))
    return _ ("it is encrypted; unpack it with its password first");
  if (archive_entry_size_is_set (entry) && (archive_entry_size (entry) < 0 || (guint64) archive_entry_size (entry) > MAX_ENTRY))
    return _ ("it is larger than 256 MiB; split it");
  return NULL;
}

/* Folders, and what file managers leave behind. */
static gboolean
is_furniture (struct archive_entry *entry, const char *name)
{
  const char *base = strrchr (name, '/') != NULL ? strrchr (name, '/') + 1 : name;

  return archive_entry_filetype (entry) == AE_IFDIR || base[0] == '.' || base[0] == '\0' ||
         g_str_has_prefix (name, "__MACOSX/");
}

/* NULL with a reason in @why. */
static GBytes *
unpack (Visit *self, const char **why)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 buffer[65536];
  la_ssize_t n;

  while ((n = archive_read_data (self->archive, buffer, sizeof buffer)) > 0)
    {
      g_byte_array_append (data, buffer, (guint) n);
      self->n_unpacked += (guint64) n;
      *why = data->len > MAX_ENTRY          ? _ ("it is larger than 256 MiB; split it")
             : self->n_unpacked > MAX_TOTAL ? _ ("the archive holds more than 16 GiB; split it")
             : self->n_unpacked > FREE_OF_RATIO + (guint64) self->n_packed * MAX_RATIO
                 ? _ ("it unpacks to far more than it should; if it is no trap, unpack it yourself")
                 : NULL;
      if (*why != NULL)
        return NULL;
    }
  if (n < 0)
    {
      *why = archive_error_string (self->archive) != NULL ? archive_error_string (self->archive) : _ ("it is damaged");
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

static char *
name_of (const Visit *self, struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (self->raw)
    {
      g_autofree char *base = g_path_get_basename (self->path);

      if (g_str_has_suffix (base, ".gz"))
        base[strlen (base) - 3] = '\0';
      return g_steal_pointer (&base);
    }
  if (name == NULL)
    name = archive_entry_pathname (entry);
  return g_utf8_make_valid (name != NULL ? name : "", -1);
}

/* FALSE ends the visit; @going tells whether more can come after this one. */
static gboolean
visit_entry (Visit *self, struct archive_entry *entry, PostilArchiveVisitor visitor, gpointer user_data, gboolean *going,
             GError **error)
{
  g_autofree char *name = name_of (self, entry);
  const char *why = wrong_with_name (name);
  g_autoptr (GBytes) bytes = NULL;
  gsize n_bytes;
  const guint8 *data;

  if (why == NULL && is_furniture (entry, name))
    return TRUE;
  if (why == NULL)
    why = wrong_with_entry (entry);
  if (why != NULL)
    {
      refuse (self, name, why);
      return TRUE;
    }
  bytes = unpack (self, &why);
  if (bytes == NULL)
    {
      refuse (self, name, why);
      /* What unpacks without end would do so again. */
      *going = self->n_unpacked <= MAX_TOTAL && self->n_unpacked <= FREE_OF_RATIO + (guint64) self->n_packed * MAX_RATIO;
      return TRUE;
    }
  data = g_bytes_get_data (bytes, &n_bytes);
  if (data != NULL && postil_archive_is (data, n_bytes))
    {
      refuse (self, name, _ ("it is an archive within an archive; unpack it first"));
      return TRUE;
    }
  return visitor (name, bytes, user_data, error);
}

static gboolean
visit_entries (Visit *self, PostilArchiveVisitor visitor, gpointer user_data, GCancellable *cancellable, GError **error)
{
  struct archive_entry *entry;
  gboolean going = TRUE;
  int status;

  while (going && (status = archive_read_next_header (self->archive, &entry)) != ARCHIVE_EOF)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (status < ARCHIVE_WARN)
        {
          refuse (self, NULL,
                  archive_error_string (self->archive) != NULL ? archive_error_string (self->archive)
                                                               : _ ("it is damaged"));
          return TRUE;
        }
      if (++self->n_entries > MAX_ENTRIES)
        {
          refuse (self, NULL, _ ("it has more than 200,000 entries; split it"));
          return TRUE;
        }
      if (!visit_entry (self, entry, visitor, user_data, &going, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether a gzip file holds a tape archive, or just one file. */
static gboolean
is_raw (GBytes *bytes)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  gsize n_bytes;
  const void *data = g_bytes_get_data (bytes, &n_bytes);
  gboolean is_tar;

  archive_read_support_filter_gzip (archive);
  archive_read_support_format_tar (archive);
  archive_read_support_format_zip (archive);
  is_tar = archive_read_open_memory (archive, data, n_bytes) == ARCHIVE_OK &&
           archive_read_next_header (archive, &entry) >= ARCHIVE_WARN;
  archive_read_free (archive);
  return !is_tar && n_bytes >= 2 && memcmp (data, "\037\213", 2) == 0;
}

gboolean
postil_archive_visit (GBytes *bytes, const char *path, PostilReport *report, PostilArchiveVisitor visitor,
                      gpointer user_data, GCancellable *cancellable, GError **error)
{
  /* Names are UTF-8 whatever the locale of the user; messages stay in the user's language. */
  locale_t own = duplocale (uselocale ((locale_t) 0));
  locale_t utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", own);
  locale_t before = uselocale (utf8);
  Visit visit = { .archive = archive_read_new (), .path = path, .report = report };
  gboolean ok = TRUE;
  const void *data = g_bytes_get_data (bytes, &visit.n_packed);

  visit.raw = is_raw (bytes);
  archive_read_support_filter_gzip (visit.archive);
  if (visit.raw)
    archive_read_support_format_raw (visit.archive);
  else
    {
      archive_read_support_format_tar (visit.archive);
      archive_read_support_format_zip (visit.archive);
    }
  if (archive_read_open_memory (visit.archive, data, visit.n_packed) != ARCHIVE_OK)
    refuse (&visit, NULL, archive_error_string (visit.archive));
  else
    ok = visit_entries (&visit, visitor, user_data, cancellable, error);
  archive_read_free (visit.archive);
  uselocale (before);
  if (utf8 != (locale_t) 0)
    freelocale (utf8);
  else if (own != (locale_t) 0)
    freelocale (own);
  return ok;
}
