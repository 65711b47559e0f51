/* import.c - files and folders into the project, as one undo step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>

#include "archive.h"
#include "formats.h"

#define HEAD 65536
#define LONG_HEAD ((gsize) 4 << 20) /* of one JSON object in a line: what it is may stand behind a long text */
#define MAX_COPY ((gsize) 64 << 20)
/* Folders inside folders: nobody sorts texts deeper than this, but a bind mount can make a loop. */
#define MAX_FOLDER_DEPTH 64

typedef struct
{
  PostilStore *store;
  const PostilFormat *format;
  const PostilImportOptions *options;
  PostilReport *report;
  GCancellable *cancellable;
  guint n_files; /* those that were read */
  gsize n_bytes; /* of them */
} Import;

static void
refuse (Import *self, const char *path, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
refuse (Import *self, const char *path, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  postil_report_add (self->report, POSTIL_REPORT_ERROR, path, 0, "%s", message);
  self->report->refused++;
}

/* Annotations that lie beside their text come after it. */
static gboolean
is_late (const char *name)
{
  return g_str_has_suffix (name, ".ann") || g_str_has_suffix (name, ".a1") || g_str_has_suffix (name, ".a2");
}

/* How much of a file is looked at to tell its format. */
static gsize
head_length (const guint8 *data, gsize n_bytes)
{
  gsize at = n_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  const guint8 *line_end;

  if (n_bytes <= HEAD || (data[at] != '{' && data[at] != '['))
    return MIN (n_bytes, HEAD);
  line_end = memchr (data, '\n', MIN (n_bytes, LONG_HEAD));
  if (line_end == NULL)
    return n_bytes <= LONG_HEAD ? n_bytes : HEAD;
  return MAX ((gsize) (line_end - data) + 1, HEAD);
}

static const PostilFormat *
choose_format (Import *self, const char *key, GBytes *bytes)
{
  gsize n_bytes;
  const guint8 *head = g_bytes_get_data (bytes, &n_bytes);
  g_autofree char *name = g_path_get_basename (key);
  const PostilFormat *format;

  if (self->format != NULL)
    return self->format;
  /* An empty file of annotations is no empty text. */
  if (n_bytes == 0)
    return postil_format_find (is_late (name) ? "brat" : "text");
  format = postil_format_sniff (name, head, head_length (head, n_bytes));
  /* Who declares an encoding says that it is text, even where it does not look like any. */
  return format == NULL && self->options->encoding != NULL ? postil_format_find ("text") : format;
}

static gboolean
import_bytes (Import *self, const char *key, const char *path, GBytes *bytes, GError **error);

/* Whether @format sees to the encoding of its files by itself: some remember what it was, XML says what it is. */
static gboolean
decodes (const PostilFormat *format)
{
  static const char *const names[] = { "text", "html", "csv", "xmi", "refi", "refi-codebook", NULL };

  return g_strv_contains (names, format->name);
}

/* A file in UTF-16 or UTF-32, as its byte order mark says, in UTF-8; NULL when it is none, or too large for that. */
static GBytes *
in_utf8 (GBytes *bytes)
{
  static const char *const marks[][2] = {
    { "\xff\xfe\0\0", "UTF-32" }, { "\0\0\xfe\xff", "UTF-32" }, { "\xff\xfe", "UTF-16" }, { "\xfe\xff", "UTF-16" }
  };
  gsize n_bytes, n_utf8;
  const char *data = g_bytes_get_data (bytes, &n_bytes);

  for (guint i = 0; i < G_N_ELEMENTS (marks) && n_bytes >= 4 && n_bytes <= MAX_COPY; i++)
    if (memcmp (data, marks[i][0], i < 2 ? 4 : 2) == 0)
      {
        char *utf8 = g_convert (data, (gssize) n_bytes, "UTF-8", marks[i][1], NULL, &n_utf8, NULL);

        return utf8 != NULL ? g_bytes_new_take (utf8, n_utf8) : NULL;
      }
  return NULL;
}

typedef struct
{
  Import *import;
  const char *path;
  gboolean late; /* this time round */
  guint n_late;
} Inside;

/* What lies in an archive is named as if the archive were a folder. */
static gboolean
import_entry (const char *name, GBytes *bytes, gpointer user_data, GError **error)
{
  Inside *self = user_data;
  g_autofree char *path = g_strconcat (self->path, "/", name, NULL);

  self->n_late += is_late (name);
  if (is_late (name) != self->late)
    return TRUE;
  return import_bytes (self->import, name, path, bytes, error);
}

/* Annotations come after their texts, whatever their order. */
static gboolean
import_archive (Import *self, GBytes *bytes, Inside *inside, GError **error)
{
  g_autoptr (PostilReport) again = postil_report_new ();

  if (!postil_archive_visit (bytes, inside->path, self->report, import_entry, inside, self->cancellable, error))
    return FALSE;
  inside->late = TRUE;
  /* What is wrong with the archive has been told. */
  return inside->n_late == 0 ||
         postil_archive_visit (bytes, inside->path, again, import_entry, inside, self->cancellable, error);
}

/* Some formats are archives themselves; their rows know them. Visitors never get an archive, so this goes one level down. */
static gboolean
is_bare_archive (const PostilFormat *format, const char *key, GBytes *bytes)
{
  gsize n_bytes;
  const guint8 *head = g_bytes_get_data (bytes, &n_bytes);
  g_autofree char *name = g_path_get_basename (key);

  return head != NULL && postil_archive_is (head, n_bytes) &&
         (format == NULL || !postil_format_takes_archives (format) || format->sniff (name, head, head_length (head, n_bytes)) < 90);
}

/* FALSE ends the import; what is wrong with the file alone is reported. */
static gboolean
import_bytes (Import *self, const char *key, const char *path, GBytes *bytes, GError **error)
{
  const PostilReportCounts before = self->report->counts;
  g_autofree char *valid_key = g_utf8_make_valid (key, -1);
  g_autofree char *valid_path = g_utf8_make_valid (path, -1);
  g_autoptr (GBytes) utf8 = in_utf8 (bytes);
  const PostilFormat *format = choose_format (self, valid_key, utf8 != NULL ? utf8 : bytes);
  PostilImportFile file = { valid_key, valid_path, utf8 != NULL && format != NULL && !decodes (format) ? utf8 : bytes };
  Inside inside = { self, valid_path };

  if (is_bare_archive (format, valid_key, bytes))
    return import_archive (self, bytes, &inside, error);
  if (format == NULL)
    {
      refuse (self, valid_path,
              _ ("This is no text in any format that Postil knows; if it is text, declare its encoding."));
      postil_report_add_file (self->report, valid_path, NULL, &before);
      return TRUE;
    }
  if (format->read == NULL)
    refuse (self, valid_path, _ ("Postil writes %s, but does not read it."), format->title);
  else if (!format->read (self->store, &file, self->options, self->report, self->cancellable, error))
    return FALSE;
  postil_report_add_file (self->report, valid_path, format->name, &before);
  return TRUE;
}

/* Small files are copied, because another program may cut them short while they are read; only what is too large for that is
 * mapped. */
static GBytes *
load_file (const char *path, GError **error)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, error);
  char *contents;
  gsize n_bytes;

  if (mapped == NULL)
    return NULL;
  if (g_mapped_file_get_length (mapped) > MAX_COPY)
    return g_mapped_file_get_bytes (mapped);
  return g_file_get_contents (path, &contents, &n_bytes, error) ? g_bytes_new_take (contents, n_bytes) : NULL;
}

static void
count_file (Import *self, gsize n_bytes)
{
  PostilMeter *meter = self->options->meter;

  if (meter == NULL)
    return;
  g_atomic_int_set (&meter->done, (gint) ++self->n_files);
  self->n_bytes += n_bytes;
  g_atomic_pointer_set (&meter->bytes_done, self->n_bytes);
}

static gboolean
import_file (Import *self, const char *key, const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = load_file (path, &local_error);
  gboolean ok = TRUE;

  if (bytes == NULL)
    refuse (self, path, "%s", local_error->message);
  else
    ok = import_bytes (self, key, path, bytes, error);
  count_file (self, bytes != NULL ? g_bytes_get_size (bytes) : 0);
  return ok;
}

static gboolean
import_standard_input (Import *self, GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;

  if (g_output_stream_splice (memory, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, self->cancellable, error) < 0)
    return FALSE;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return import_bytes (self, "stdin", "<stdin>", bytes, error);
}

/* Settings come before all that they are about. */
static int
rank (const char *name)
{
  return g_str_has_suffix (name, ".conf") ? 0 : 1 + is_late (name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;

  return rank (x) != rank (y) ? rank (x) - rank (y) : strcmp (x, y);
}

/* Hidden files, and what SQLite keeps beside a project that lies in the folder. */
static gboolean
is_left_out (const char *name)
{
  return name[0] == '.' || g_str_has_suffix (name, ".postil-journal");
}

/* Sorted. NULL with a complaint when the folder cannot be read. */
static GPtrArray *
list_folder (Import *self, const char *path)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &local_error);
  g_autoptr (GPtrArray) names = NULL;
  const char *name;

  if (folder == NULL)
    {
      refuse (self, path, "%s", local_error->message);
      return NULL;
    }
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (folder)) != NULL)
    if (!is_left_out (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static gboolean
import_folder (Import *self, const char *prefix, const char *path, guint depth, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;

  if (depth > MAX_FOLDER_DEPTH)
    {
      refuse (self, path, _ ("Folders lie deeper than %d here; import the inner ones by name."), MAX_FOLDER_DEPTH);
      return TRUE;
    }
  names = list_folder (self, path);
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *key = prefix != NULL ? g_strconcat (prefix, "/", name, NULL) : g_strdup (name);
      gboolean ok = TRUE;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (g_file_test (child, G_FILE_TEST_IS_REGULAR))
        ok = import_file (self, key, child, error);
      else if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        ok = import_folder (self, key, child, depth + 1, error);
      else
        postil_report_add (self->report, POSTIL_REPORT_NOTE, child, 0,
                           _ ("Left out: it is neither a file nor a folder."));
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/* The key of a named file: its path below the base when one is declared and it lies there, else its base name. */
static char *
key_of (const Import *self, const char *path)
{
  g_autoptr (GFile) base = NULL;
  g_autoptr (GFile) file = NULL;
  char *relative = NULL;

  if (self->options->base != NULL)
    {
      base = g_file_new_for_path (self->options->base);
      file = g_file_new_for_path (path);
      relative = g_file_get_relative_path (base, file);
    }
  return relative != NULL ? relative : g_path_get_basename (path);
}

static gboolean
import_path (Import *self, const char *path, GError **error)
{
  g_autofree char *key = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (strcmp (path, "-") == 0)
    return import_standard_input (self, error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return import_folder (self, NULL, path, 0, error);
  key = key_of (self, path);
  return import_file (self, key, path, error);
}

double
postil_meter_get_share (PostilMeter *meter)
{
  gsize total = (gsize) g_atomic_pointer_get (&meter->bytes_total);

  return total > 0 ? MIN ((double) (gsize) g_atomic_pointer_get (&meter->bytes_done) / (double) total, 1) : -1;
}

static gsize
size_of (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && S_ISREG (info.st_mode) ? (gsize) info.st_size : 0;
}

/* What lies below @path, as far as it would be read; links and depth are looked at when it is. Adds to @n_bytes. */
static guint
count_files (const char *path, guint depth, gsize *n_bytes)
{
  g_autoptr (GDir) folder = depth <= MAX_FOLDER_DEPTH ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;
  guint n = 0;

  if (folder == NULL)
    {
      *n_bytes += size_of (path);
      return 1;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (is_left_out (name))
        continue;
      if (g_file_test (child, G_FILE_TEST_IS_REGULAR))
        {
          n++;
          *n_bytes += size_of (child);
        }
      else if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        n += count_files (child, depth + 1, n_bytes);
    }
  return n;
}

static void
set_total (PostilMeter *meter, const char *const *paths)
{
  gsize n_bytes = 0;
  guint n = 0;

  for (guint i = 0; paths[i] != NULL; i++)
    n += count_files (paths[i], 0, &n_bytes);
  g_atomic_int_set (&meter->total, (gint) n);
  g_atomic_pointer_set (&meter->bytes_total, n_bytes);
}

static char *
title_of (const char *const *paths)
{
  guint n = g_strv_length ((char **) paths);
  g_autofree char *name = NULL;
  g_autofree char *valid = NULL;

  if (n != 1)
    return g_strdup_printf ("Import %u files", n);
  name = g_path_get_basename (paths[0]);
  valid = g_utf8_make_valid (name, -1);
  return g_strconcat ("Import ", valid, NULL);
}

gboolean
postil_import (PostilStore *store, const char *const *paths, const PostilFormat *format,
               const PostilImportOptions *options, PostilReport *report, GCancellable *cancellable, GError **error)
{
  Import import = { store, format, options, report, cancellable, 0, 0 };
  g_autofree char *title = title_of (paths);
  gboolean ok;

  if (options->meter != NULL)
    set_total (options->meter, paths);
  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_EDIT, title, options->annotator, error))
    return FALSE;
  ok = postil_transaction_expect_many (store, error);
  for (guint i = 0; ok && paths[i] != NULL; i++)
    ok = import_path (&import, paths[i], error);
  if (ok && !options->dry_run)
    ok = postil_transaction_index (store, cancellable, error);
  if (!ok)
    {
      postil_transaction_rollback (store);
      return FALSE;
    }
  if (!options->dry_run)
    return postil_transaction_commit (store, error);
  postil_transaction_rollback (store);
  return TRUE;
}
