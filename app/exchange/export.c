/* export.c - a proven file, or none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixoutputstream.h>

#include "checked-stream.h"
#include "export-into.h"
#include "formats.h"
#include "line-limit-stream.h"
#include "loss-file.h"

#include <postil/unaligned.h>

#define PREVIEW_BYTES ((gsize) 262144)

static gboolean
fail (GError **error, const char *what, const char *path)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("“%s” cannot be %s: %s."), path, what,
               g_strerror (code));
  return FALSE;
}

/* What waits to be placed is in no export, and that is a loss like another. */
static gboolean
tell_unaligned (PostilStore *store, const PostilFormat *format, const PostilExportOptions *options, PostilReport *report,
                GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  PostilLoss loss = { .kind = "unaligned", .policy = "left out" };

  if (postil_unaligned_count (store, 0) == 0)
    return TRUE;
  list = postil_unaligned_list (store, 0, FALSE, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const PostilUnaligned *unaligned = g_ptr_array_index (list, i);

      if (options->documents != NULL && !g_hash_table_contains (options->documents, &unaligned->document))
        continue;
      if (loss.count++ == 0)
        loss.document = unaligned->document;
    }
  if (loss.count == 0)
    return TRUE;
  g_array_append_val (report->losses, loss);
  postil_report_add (report, POSTIL_REPORT_WARNING, NULL, 0,
                     ngettext ("%u span of the last imports still waits to be placed; it is not in it.",
                               "%u spans of the last imports still wait to be placed; they are not in it.", loss.count),
                     loss.count);
  return TRUE;
}

/* The error of a stream does not say which file it belongs to. */
static gboolean
write_to (PostilStore *store, const PostilFormat *format, PostilCheckedStream *file, const char *path,
          const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable, GError **error)
{
  GOutputStream *out = G_OUTPUT_STREAM (file);
  g_autoptr (GError) local_error = NULL;

  if (!format->write (store, out, options, report, cancellable, &local_error) ||
      !g_output_stream_flush (out, cancellable, &local_error))
    {
      if (local_error->domain == G_IO_ERROR && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_prefix_error (&local_error, _ ("“%s” cannot be written: "), path);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return tell_unaligned (store, format, options, report, error);
}

/* That the bytes are right was found when they were written, or is found now; that the file holds them, always now. */
static gboolean
prove_file (PostilStore *store, const PostilFormat *format, int fd, PostilCheckedStream *file,
            const PostilExportOptions *options, GError **error)
{
  g_autoptr (GMappedFile) mapped = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (format->prove == NULL)
    return postil_checked_stream_verify (file, error);
  mapped = g_mapped_file_new_from_fd (fd, FALSE, error);
  if (mapped == NULL)
    return FALSE;
  bytes = g_mapped_file_get_bytes (mapped);
  return format->prove (store, bytes, options, error);
}

static void
set_proving (const PostilExportOptions *options, gboolean proving)
{
  if (options->meter != NULL)
    g_atomic_int_set (&options->meter->proving, proving);
}

/* Whoever stops an export while it is being proven wants no file either. */
static gboolean
write_proven (PostilStore *store, const PostilFormat *format, int fd, const char *path, const PostilExportOptions *options,
              PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilCheckedStream) file = postil_checked_stream_new (fd);
  g_autoptr (GError) local_error = NULL;
  gboolean ok;

  set_proving (options, FALSE);
  if (!write_to (store, format, file, path, options, report, cancellable, error))
    return FALSE;
  for (guint i = 0; options->strict && i < report->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (report->losses, PostilLoss, i);

      if (loss->elsewhere || loss->by_nature || loss->detail)
        continue;
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                   _ ("%s cannot hold all of this (%s: %u); nothing was written, because nothing may be lost."),
                   format->title, loss->kind, loss->count);
      return FALSE;
    }
  if (fsync (fd) != 0)
    return fail (error, _ ("written"), path);
  set_proving (options, TRUE);
  ok = prove_file (store, format, fd, file, options, &local_error);
  /* A proof that was stopped may find that things are missing. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return ok;
}

/* Renaming over a symbolic link would replace the link; what it points to is meant. */
static char *
resolve_link (const char *path)
{
  char *real = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? realpath (path, NULL) : NULL;
  char *copy = g_strdup (real != NULL ? real : path);

  free (real);
  return copy;
}

static gboolean
export_to_file (PostilFileSet *set, PostilStore *store, const PostilFormat *format, const char *given,
                const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = resolve_link (given);
  g_auto (PostilNewFile) file = { .fd = -1 };

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      errno = EISDIR;
      return fail (error, _ ("written"), path);
    }
  if (!postil_new_file_open (&file, path))
    return fail (error, _ ("written"), path);
  return write_proven (store, format, file.fd, path, options, report, cancellable, error) &&
         postil_loss_file_add (set, &file, store, format, report, error);
}

static gboolean
copy_to (int fd, int target, const char *path, GError **error)
{
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (target, FALSE);
  g_autoptr (GMappedFile) mapped = g_mapped_file_new_from_fd (fd, FALSE, error);

  if (mapped == NULL)
    return FALSE;
  if (g_mapped_file_get_length (mapped) == 0)
    return TRUE;
  if (g_output_stream_write_all (out, g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped), NULL, NULL,
                                 error))
    return TRUE;
  g_prefix_error (error, _ ("%s cannot be written: "), path);
  return FALSE;
}

/* Proven in a file without a name first: what has gone down a pipe cannot be taken back. */
static gboolean
export_to_stream (PostilStore *store, const PostilFormat *format, int target, const char *path,
                  const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autofree char *aside = g_build_filename (g_get_tmp_dir (), "postil-export", NULL);
  g_auto (PostilNewFile) file = { .fd = -1 };

  if (!postil_new_file_open_nameless (&file, aside))
    return fail (error, _ ("written"), aside);
  return write_proven (store, format, file.fd, path, options, report, cancellable, error) &&
         copy_to (file.fd, target, path, error);
}

/* A device or a named pipe is written to, never replaced. */
static gboolean
is_special (const char *path)
{
  struct stat there;

  return stat (path, &there) == 0 && !S_ISREG (there.st_mode) && !S_ISDIR (there.st_mode);
}

static gboolean
export_to_special (PostilStore *store, const PostilFormat *format, const char *path, const PostilExportOptions *options,
                   PostilReport *report, GCancellable *cancellable, GError **error)
{
  int target = open (path, O_WRONLY | O_CLOEXEC);
  gboolean ok;

  if (target < 0)
    return fail (error, _ ("written"), path);
  ok = export_to_stream (store, format, target, path, options, report, cancellable, error);
  close (target);
  return ok;
}

static gboolean
check_writable (const PostilFormat *format, GError **error)
{
  if (format->write != NULL)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("Postil reads %s, but does not write it."),
               format->title);
  return FALSE;
}

gboolean
postil_export_preflight (PostilStore *store, const PostilFormat *format, const PostilExportOptions *options,
                         PostilReport *report, GCancellable *cancellable, GError **error)
{
  /* The writer itself, into nothing: what it says it loses is then exactly what it loses. */
  int fd = check_writable (format, error) ? open ("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
  g_autoptr (PostilCheckedStream) file = postil_checked_stream_new (fd);
  gboolean ok = fd >= 0 && write_to (store, format, file, "/dev/null", options, report, cancellable, error);

  if (fd < 0 && error != NULL && *error == NULL)
    return fail (error, _ ("opened"), "/dev/null");
  if (fd >= 0)
    close (fd);
  return ok;
}

/* Proofs know of being stopped by the meter alone. */
static gboolean
export_one (PostilFileSet *set, PostilStore *store, const PostilFormat *format, const char *path,
            const PostilExportOptions *given, PostilReport *report, GCancellable *cancellable, GError **error)
{
  PostilMeter meter = { .cancellable = cancellable };
  PostilExportOptions with_meter = *given;
  const PostilExportOptions *options = given->meter != NULL ? given : &with_meter;

  with_meter.meter = &meter;
  if (strcmp (path, "-") == 0)
    return export_to_stream (store, format, STDOUT_FILENO, "Standard output", options, report, cancellable, error);
  if (is_special (path))
    return export_to_special (store, format, path, options, report, cancellable, error);
  return export_to_file (set, store, format, path, options, report, cancellable, error);
}

/* ---- a file for each layer of spans that overlap ---- */

/* More of them are a mistake in the spans; what lies deeper is then told as a loss. */
#define MAX_LAYERS 32

/* "name.conll", "name.layer2.conll", ... */
static char *
path_of_layer (const char *path, guint layer)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = strrchr (name, '.');

  if (layer == 0)
    return g_strdup (path);
  if (dot == NULL || dot == name)
    return g_strdup_printf ("%s/%s.layer%u", folder, name, layer + 1);
  return g_strdup_printf ("%s/%.*s.layer%u%s", folder, (int) (dot - name), name, layer + 1, dot);
}

static PostilLoss *
find_loss (PostilReport *report, const char *kind)
{
  for (guint i = 0; i < report->losses->len; i++)
    if (strcmp (g_array_index (report->losses, PostilLoss, i).kind, kind) == 0)
      return &g_array_index (report->losses, PostilLoss, i);
  return NULL;
}

/* What was lost of spans and of the text is the same for every layer, so that of the first stands for all. */
static void
add_layer (PostilReport *report, const PostilReport *of_layer, const char *path, guint layer)
{
  report->spans_added += of_layer->spans_added;
  if (layer == 0)
    {
      report->documents_added = of_layer->documents_added;
      g_array_append_vals (report->losses, of_layer->losses->data, of_layer->losses->len);
      if (of_layer->labels != NULL)
        postil_report_add_labels (report, of_layer->labels);
      for (guint i = 0; i < of_layer->items->len; i++)
        {
          const PostilReportItem *item = g_ptr_array_index (of_layer->items, i);

          if (item->kind == POSTIL_REPORT_LOST)
            postil_report_add_lost (report, item->level, "%s", item->message);
          else
            postil_report_add (report, item->level, item->file, item->line, "%s", item->message);
        }
    }
  postil_report_add (report, POSTIL_REPORT_NOTE, path, 0, _ ("Layer %u: %u spans"), layer + 1, of_layer->spans_added);
}

static gboolean
export_layers (PostilFileSet *set, PostilStore *store, const PostilFormat *format, const char *path,
               const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable, GError **error)
{
  PostilExportOptions of_layer = *options;
  g_autofree char *next = NULL;
  PostilLoss deeper = { 0 };
  gboolean more = TRUE;

  if (strcmp (path, "-") == 0 || is_special (path))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                   _ ("Layers of spans go to a file each, so “%s” will not do; name a file."), path);
      return FALSE;
    }
  for (; more && of_layer.layer < MAX_LAYERS; of_layer.layer++)
    {
      g_autoptr (PostilReport) told = postil_report_new ();
      g_autofree char *file = path_of_layer (path, of_layer.layer);

      if (!export_one (set, store, format, file, &of_layer, told, cancellable, error))
        return FALSE;
      more = find_loss (told, "overlap") != NULL;
      if (more)
        deeper = *find_loss (told, "overlap");
      add_layer (report, told, file, of_layer.layer);
    }
  if (more && find_loss (report, "overlap") != NULL)
    {
      deeper.elsewhere = FALSE;
      *find_loss (report, "overlap") = deeper;
    }
  next = path_of_layer (path, of_layer.layer);
  if (g_file_test (next, G_FILE_TEST_EXISTS))
    postil_report_add (report, POSTIL_REPORT_WARNING, next, 0,
                       _ ("This file is of an earlier export, which had more layers; remove it."));
  return TRUE;
}

gboolean
postil_export_into (PostilFileSet *set, PostilStore *store, const PostilFormat *format, const char *path,
                    const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable, GError **error)
{
  if (!check_writable (format, error))
    return FALSE;
  if (options->overlap == POSTIL_OVERLAP_SPLIT && !format->can->overlap)
    return export_layers (set, store, format, path, options, report, cancellable, error);
  return export_one (set, store, format, path, options, report, cancellable, error);
}

gboolean
postil_export (PostilStore *store, const PostilFormat *format, const char *path, const PostilExportOptions *options,
               PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilFileSet) set = postil_file_set_new ();

  return postil_export_into (set, store, format, path, options, report, cancellable, error) &&
         postil_file_set_finish (set, error);
}

char *
postil_export_preview (PostilStore *store, const PostilFormat *format, const PostilExportOptions *options, guint n_lines,
                       GError **error)
{
  g_autoptr (PostilLineLimitStream) limited = postil_line_limit_stream_new (n_lines, PREVIEW_BYTES);
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) local_error = NULL;

  if (!check_writable (format, error))
    return NULL;
  if (!format->write (store, G_OUTPUT_STREAM (limited), options, report, NULL, &local_error) &&
      !postil_line_limit_stream_is_full (limited))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return postil_line_limit_stream_steal (limited);
}
