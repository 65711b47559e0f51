/* report.c - what an import or export did, and every complaint with its file and line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/report.h>

#include <postil/span.h>

#include "json.h"

/* A file of a million bad lines must not eat the memory that the good ones need. */
#define MAX_ITEMS_PER_LEVEL 10000
#define MAX_FILES 10000

#define N_COUNTS (sizeof (PostilReportCounts) / sizeof (guint))

G_STATIC_ASSERT (G_STRUCT_OFFSET (PostilReport, refused) == G_STRUCT_OFFSET (PostilReportCounts, refused));

static void
item_free (gpointer data)
{
  PostilReportItem *item = data;

  g_free (item->file);
  g_free (item->message);
  g_free (item);
}

static void
file_free (gpointer data)
{
  g_free (((PostilReportFile *) data)->path);
  g_free (data);
}

PostilReport *
postil_report_new (void)
{
  PostilReport *self = g_new0 (PostilReport, 1);

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->files = g_ptr_array_new_with_free_func (file_free);
  self->losses = g_array_new (FALSE, FALSE, sizeof (PostilLoss));
  return self;
}

void
postil_report_free (PostilReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->files);
  g_array_unref (self->losses);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_free (self);
}

static void
add_item (PostilReport *self, PostilReportLevel level, PostilReportKind kind, const char *file, guint line,
          const char *format, va_list args)
{
  PostilReportItem *item;

  if (self->n_of_level[level]++ >= MAX_ITEMS_PER_LEVEL)
    return;
  item = g_new0 (PostilReportItem, 1);
  item->level = level;
  item->kind = kind;
  item->file = g_strdup (file != NULL ? file : "");
  item->line = line;
  item->message = g_strdup_vprintf (format, args);
  g_ptr_array_add (self->items, item);
}

void
postil_report_add (PostilReport *self, PostilReportLevel level, const char *file, guint line, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_item (self, level, level == POSTIL_REPORT_ERROR ? POSTIL_REPORT_REFUSED : POSTIL_REPORT_REMARK, file, line, format,
            args);
  va_end (args);
}

void
postil_report_add_kind (PostilReport *self, PostilReportKind kind, const char *file, guint line, const char *format, ...)
{
  static const PostilReportLevel levels[] = { POSTIL_REPORT_NOTE, POSTIL_REPORT_NOTE, POSTIL_REPORT_WARNING,
                                              POSTIL_REPORT_ERROR, POSTIL_REPORT_WARNING };
  va_list args;

  va_start (args, format);
  add_item (self, levels[kind], kind, file, line, format, args);
  va_end (args);
}

void
postil_report_add_lost (PostilReport *self, PostilReportLevel level, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_item (self, level, POSTIL_REPORT_LOST, NULL, 0, format, args);
  va_end (args);
}

void
postil_report_add_labels (PostilReport *self, GHashTable *labels)
{
  GHashTableIter iter;
  gpointer id;

  if (self->labels == NULL)
    self->labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, labels);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (self->labels, g_memdup2 (id, sizeof (gint64)));
}

void
postil_report_add_file (PostilReport *self, const char *path, const char *format, const PostilReportCounts *before)
{
  PostilReportFile *file;
  guint *counts;

  if (self->n_files++ >= MAX_FILES)
    return;
  file = g_new0 (PostilReportFile, 1);
  file->path = g_strdup (path);
  file->format = format;
  file->counts = self->counts;
  counts = (guint *) &file->counts;
  for (guint i = 0; i < N_COUNTS; i++)
    counts[i] -= ((const guint *) before)[i];
  g_ptr_array_add (self->files, file);
}

const char *
postil_report_kind_to_string (PostilReportKind kind)
{
  static const char *const names[] = { "remark", "repaired", "unaligned", "refused", "lost" };

  return names[kind];
}

const char *
postil_report_level_to_string (PostilReportLevel level)
{
  static const char *const names[] = { "note", "warning", "error" };

  return names[level];
}

char *
postil_report_item_to_string (const PostilReportItem *item)
{
  const char *level = postil_report_level_to_string (item->level);

  if (item->file[0] == '\0')
    return g_strdup_printf ("%s: %s", level, item->message);
  if (item->line == 0)
    return g_strdup_printf ("%s: %s: %s", item->file, level, item->message);
  return g_strdup_printf ("%s:%u: %s: %s", item->file, item->line, level, item->message);
}

/* ---- as JSON ---- */

static void
set_counts (json_t *object, const PostilReportCounts *counts)
{
  /* In the order of the struct. */
  static const char *const names[] = {
    "documents_added", "documents_known", "spans_added",     "spans_known",  "spans_repaired", "spans_unaligned",
    "relations_added", "relations_known", "labels_added",    "labels_renamed", "refused",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == N_COUNTS);
  for (guint i = 0; i < N_COUNTS; i++)
    json_object_set_new (object, names[i], json_integer (((const guint *) counts)[i]));
}

static json_t *
files_to_json (const PostilReport *self)
{
  json_t *array = json_array ();

  for (guint i = 0; i < self->files->len; i++)
    {
      const PostilReportFile *file = g_ptr_array_index (self->files, i);
      json_t *object = json_object ();

      json_object_set_new (object, "file", json_string (file->path));
      json_object_set_new (object, "format", file->format != NULL ? json_string (file->format) : json_null ());
      set_counts (object, &file->counts);
      json_array_append_new (array, object);
    }
  return array;
}

static json_t *
items_to_json (const PostilReport *self)
{
  json_t *array = json_array ();

  for (guint i = 0; i < self->items->len; i++)
    {
      const PostilReportItem *item = g_ptr_array_index (self->items, i);
      json_t *object = json_object ();

      json_object_set_new (object, "level", json_string (postil_report_level_to_string (item->level)));
      json_object_set_new (object, "kind", json_string (postil_report_kind_to_string (item->kind)));
      json_object_set_new (object, "file", json_string (item->file));
      json_object_set_new (object, "line", json_integer (item->line));
      json_object_set_new (object, "message", json_string (item->message));
      json_array_append_new (array, object);
    }
  return array;
}

static json_t *
losses_to_json (const PostilReport *self)
{
  json_t *array = json_array ();

  for (guint i = 0; i < self->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (self->losses, PostilLoss, i);
      g_autofree char *span = loss->span != 0 ? postil_id_to_string ('s', loss->span) : NULL;
      json_t *object = json_object ();

      json_object_set_new (object, "kind", json_string (loss->kind));
      json_object_set_new (object, "count", json_integer (loss->count));
      json_object_set_new (object, "policy", json_string (loss->policy));
      if (span != NULL)
        json_object_set_new (object, "first_span", json_string (span));
      if (loss->detail)
        json_object_set_new (object, "detail", json_true ());
      json_array_append_new (array, object);
    }
  return array;
}

char *
postil_report_to_json (const PostilReport *self)
{
  g_autoptr (json_t) object = json_object ();

  set_counts (object, &self->counts);
  json_object_set_new (object, "files", files_to_json (self));
  json_object_set_new (object, "items", items_to_json (self));
  json_object_set_new (object, "losses", losses_to_json (self));
  return postil_json_to_string (object);
}
