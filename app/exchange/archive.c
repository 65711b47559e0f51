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

#include "pages.h"

#define MAX_ENTRIES 200000
#define MAX_ENTRY ((guint64) 256 << 20)
#define MAX_STREAMED ((guint64) 2 << 30)
#define MAX_TOTAL ((guint64) 16 << 30)
/* Text packs to a tenth; whatever unpacks to more than this many times its size was made to do so. */
#define MAX_RATIO 150
#define MAX_SHOWN 200 /* characters of a name */
#define FREE_OF_RATIO ((guint64) 32 << 20)
#define BLOCK ((gsize) 65536)

typedef struct
{
  struct archive *archive;
  const guint8 *data;
  gsize at; /* what libarchive reads next */
  PostilPages pages;
  const char *path;
  PostilReport *report;
  gsize n_packed;
  guint64 n_unpacked;
  guint n_entries;
  gboolean raw; /* a single packed file, without a name of its own */
  gboolean bomb;
  PostilArchiveEntryVisitor visitor;
  gpointer user_data;
} Visit;

struct _PostilArchiveEntry
{
  Visit *visit;
  struct archive_entry *entry;
  const char *name;
  guint64 limit;
  guint64 n_read;
  gboolean ended;
  gboolean refused;
};

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

/* ---- what is in one of its files ---- */

void
postil_archive_entry_stream (PostilArchiveEntry *self)
{
  self->limit = MAX_STREAMED;
}

static gssize
refuse_entry (PostilArchiveEntry *self, const char *why)
{
  refuse (self->visit, self->name, why);
  self->refused = TRUE;
  return -1;
}

static const char *
wrong_with_size (const PostilArchiveEntry *self)
{
  const gint64 said = archive_entry_size_is_set (self->entry) ? archive_entry_size (self->entry) : 0;
  Visit *visit = self->visit;

  if (said < 0 || (guint64) said > self->limit || self->n_read > self->limit)
    return self->limit == MAX_STREAMED ? _ ("it is larger than 2 GiB; split it")
                                       : _ ("it is larger than 256 MiB; split it");
  visit->bomb =
      visit->n_unpacked > MAX_TOTAL || visit->n_unpacked > FREE_OF_RATIO + (guint64) visit->n_packed * MAX_RATIO;
  if (!visit->bomb)
    return NULL;
  return visit->n_unpacked > MAX_TOTAL
             ? _ ("the archive holds more than 16 GiB; split it")
             : _ ("it unpacks to far more than it should; if it is no trap, unpack it yourself");
}

gssize
postil_archive_entry_read (PostilArchiveEntry *self, guint8 *buffer, gsize n_bytes)
{
  struct archive *archive = self->visit->archive;
  const char *why = self->n_read == 0 ? wrong_with_size (self) : NULL;
  la_ssize_t n;

  if (self->refused || self->ended)
    return self->refused ? -1 : 0;
  if (why != NULL)
    return refuse_entry (self, why);
  n = archive_read_data (archive, buffer, n_bytes);
  if (n < 0)
    return refuse_entry (self,
                         archive_error_string (archive) != NULL ? archive_error_string (archive) : _ ("it is damaged"));
  if (self->n_read == 0 && postil_archive_is (buffer, (gsize) n))
    return refuse_entry (self, _ ("it is an archive within an archive; unpack it first"));
  self->ended = n == 0;
  self->n_read += (guint64) n;
  self->visit->n_unpacked += (guint64) n;
  why = wrong_with_size (self);
  return why != NULL ? refuse_entry (self, why) : n;
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

/* Skipping what is packed in one stream means unpacking it, which should not be without end either. */
static void
pass_over (PostilArchiveEntry *entry)
{
  guint8 buffer[BLOCK];

  if (archive_format (entry->visit->archive) == ARCHIVE_FORMAT_ZIP)
    return;
  entry->limit = MAX_TOTAL;
  while (postil_archive_entry_read (entry, buffer, sizeof buffer) > 0)
    ;
}

/* FALSE ends the visit. */
static gboolean
visit_entry (Visit *self, struct archive_entry *entry, GError **error)
{
  g_autofree char *name = name_of (self, entry);
  const char *why = wrong_with_name (name);
  PostilArchiveEntry visited = { .visit = self, .entry = entry, .name = name, .limit = MAX_ENTRY };

  if (why == NULL && is_furniture (entry, name))
    return TRUE;
  if (why == NULL)
    why = wrong_with_entry (entry);
  if (why != NULL)
    {
      refuse (self, name, why);
      return TRUE;
    }
  if (!self->visitor (name, &visited, self->user_data, error))
    return FALSE;
  if (!visited.ended && !visited.refused)
    pass_over (&visited);
  return TRUE;
}

static gboolean
visit_entries (Visit *self, GCancellable *cancellable, GError **error)
{
  struct archive_entry *entry;
  int status;

  /* What unpacks without end would do so again. */
  while (!self->bomb && (status = archive_read_next_header (self->archive, &entry)) != ARCHIVE_EOF)
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
      if (!visit_entry (self, entry, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- its bytes ---- */

static la_ssize_t
read_packed (struct archive *archive, void *user_data, const void **block)
{
  Visit *self = user_data;
  gsize n = MIN (BLOCK, self->n_packed - self->at);

  postil_pages_passed (&self->pages, (const char *) self->data + self->at);
  *block = self->data + self->at;
  self->at += n;
  return (la_ssize_t) n;
}

static la_int64_t
skip_packed (struct archive *archive, void *user_data, la_int64_t n_bytes)
{
  Visit *self = user_data;
  gsize n = MIN ((gsize) MAX (n_bytes, 0), self->n_packed - self->at);

  self->at += n;
  return (la_int64_t) n;
}

static la_int64_t
seek_packed (struct archive *archive, void *user_data, la_int64_t offset, int whence)
{
  Visit *self = user_data;
  la_int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (la_int64_t) self->at : (la_int64_t) self->n_packed;

  self->at = (gsize) CLAMP (from + offset, 0, (la_int64_t) self->n_packed);
  return (la_int64_t) self->at;
}

static int
open_packed (Visit *self)
{
  archive_read_set_read_callback (self->archive, read_packed);
  archive_read_set_skip_callback (self->archive, skip_packed);
  archive_read_set_seek_callback (self->archive, seek_packed);
  archive_read_set_callback_data (self->archive, self);
  return archive_read_open1 (self->archive);
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
postil_archive_visit_entries (GBytes *bytes, const char *path, PostilReport *report, PostilArchiveEntryVisitor visitor,
                              gpointer user_data, GCancellable *cancellable, GError **error)
{
  /* Names are UTF-8 whatever the locale of the user; messages stay in the user's language. */
  locale_t own = duplocale (uselocale ((locale_t) 0));
  locale_t utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", own);
  locale_t before = uselocale (utf8);
  Visit visit = {
    .archive = archive_read_new (), .path = path, .report = report, .visitor = visitor, .user_data = user_data
  };
  gboolean ok = TRUE;

  visit.data = g_bytes_get_data (bytes, &visit.n_packed);
  postil_pages_init (&visit.pages, bytes);
  visit.raw = is_raw (bytes);
  archive_read_support_filter_gzip (visit.archive);
  if (visit.raw)
    archive_read_support_format_raw (visit.archive);
  else
    {
      archive_read_support_format_tar (visit.archive);
      archive_read_support_format_zip (visit.archive);
    }
  if (open_packed (&visit) != ARCHIVE_OK)
    refuse (&visit, NULL, archive_error_string (visit.archive));
  else
    ok = visit_entries (&visit, cancellable, error);
  archive_read_free (visit.archive);
  uselocale (before);
  if (utf8 != (locale_t) 0)
    freelocale (utf8);
  else if (own != (locale_t) 0)
    freelocale (own);
  return ok;
}

/* ---- whole files ---- */

typedef struct
{
  PostilArchiveVisitor visitor;
  gpointer user_data;
} Whole;

static gboolean
visit_whole (const char *name, PostilArchiveEntry *entry, gpointer user_data, GError **error)
{
  const Whole *self = user_data;
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  guint8 buffer[BLOCK];
  gssize n;

  while ((n = postil_archive_entry_read (entry, buffer, sizeof buffer)) > 0)
    g_byte_array_append (data, buffer, (guint) n);
  if (n < 0)
    return TRUE;
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&data));
  return self->visitor (name, bytes, self->user_data, error);
}

gboolean
postil_archive_visit (GBytes *bytes, const char *path, PostilReport *report, PostilArchiveVisitor visitor,
                      gpointer user_data, GCancellable *cancellable, GError **error)
{
  Whole whole = { visitor, user_data };

  return postil_archive_visit_entries (bytes, path, report, visit_whole, &whole, cancellable, error);
}
