/* import-report-text.c - what an import brought in, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "import-report-text.h"

#include <postil/format.h>
#include <postil/plural.h>

#include <glib/gi18n.h>

/* --- Sentences --------------------------------------------------------------------------------------------- */

static void
append_count (GString *text, guint n, const char *one, const char *many)
{
  g_auto (GStrv) pieces = NULL;

  if (n == 0)
    return;
  pieces = g_strsplit (ngettext (one, many, n), "%u", 2);
  g_string_append_printf (text, "%s%s%'u%s", text->len > 0 ? ", " : "", pieces[0], n, pieces[1]);
}

char *
postil_import_report_summary (const PostilReportCounts *counts)
{
  GString *text = g_string_new (NULL);

  append_count (text, counts->documents_added, NP_ ("%u document added", "%u documents added"));
  append_count (text, counts->documents_known, NP_ ("%u document known already", "%u documents known already"));
  append_count (text, counts->spans_added, NP_ ("%u span added", "%u spans added"));
  append_count (text, counts->spans_known, NP_ ("%u span known already", "%u spans known already"));
  append_count (text, counts->relations_added, NP_ ("%u relation added", "%u relations added"));
  append_count (text, counts->spans_repaired, NP_ ("%u span repaired", "%u spans repaired"));
  append_count (text, counts->spans_unaligned, NP_ ("%u span to be placed by hand", "%u spans to be placed by hand"));
  append_count (text, counts->labels_renamed, NP_ ("%u label renamed", "%u labels renamed"));
  append_count (text, counts->refused, NP_ ("%u refused", "%u refused"));
  if (text->len == 0)
    g_string_append (text, _ ("Nothing to import was found"));
  return g_string_free (text, FALSE);
}

static const char *
kind_title (const PostilReportItem *item)
{
  switch (item->kind)
    {
    case POSTIL_REPORT_REPAIRED:
      return _ ("Repaired");
    case POSTIL_REPORT_UNALIGNED:
      return _ ("To be placed");
    case POSTIL_REPORT_REFUSED:
      return _ ("Refused");
    case POSTIL_REPORT_REMARK:
    default:
      return item->level == POSTIL_REPORT_ERROR     ? _ ("Error")
             : item->level == POSTIL_REPORT_WARNING ? _ ("Warning")
                                                    : C_ ("report", "Note");
    }
}

/* @n_times that in a row, the last of them at @last_line. */
static void
append_item (GString *text, const PostilReportItem *item, guint n_times, guint last_line)
{
  const char *kind = kind_title (item);

  if (n_times > 1 && item->line > 0)
    g_string_append_printf (text, _ ("%s, lines %u to %u, %u times: %s\n"), kind, item->line, last_line, n_times,
                            item->message);
  else if (n_times > 1)
    g_string_append_printf (text, _ ("%s, %u times: %s\n"), kind, n_times, item->message);
  else if (item->line > 0)
    g_string_append_printf (text, _ ("%s, line %u: %s\n"), kind, item->line, item->message);
  else
    g_string_append_printf (text, "%s: %s\n", kind, item->message);
}

/* --- The whole text ---------------------------------------------------------------------------------------- */

/* What was refused comes first, then what waits for somebody; within these in the file's order. */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  const PostilReportItem *x = *(const PostilReportItem *const *) a, *y = *(const PostilReportItem *const *) b;

  if (x->level != y->level)
    return (int) y->level - (int) x->level;
  return (x->line > y->line) - (x->line < y->line);
}

static gboolean
same_but_for_line (const PostilReportItem *x, const PostilReportItem *y)
{
  return x->level == y->level && x->kind == y->kind && (x->line > 0) == (y->line > 0) &&
         g_str_equal (x->message, y->message);
}

/* Path -> GPtrArray of items, not owned. */
static GHashTable *
items_by_file (const PostilReport *report)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < report->items->len; i++)
    {
      PostilReportItem *item = g_ptr_array_index (report->items, i);
      GPtrArray *items = g_hash_table_lookup (files, item->file);

      if (items == NULL)
        {
          items = g_ptr_array_new ();
          g_hash_table_insert (files, item->file, items);
        }
      g_ptr_array_add (items, item);
    }
  return files;
}

static void
append_items (GString *text, GHashTable *by_file, const char *path)
{
  GPtrArray *items = g_hash_table_lookup (by_file, path);

  if (items == NULL)
    return;
  g_ptr_array_sort (items, compare_items);
  for (guint i = 0; i < items->len;)
    {
      const PostilReportItem *item = g_ptr_array_index (items, i), *last = item;
      guint n_times = 0;

      for (; i < items->len && same_but_for_line (item, g_ptr_array_index (items, i)); i++, n_times++)
        last = g_ptr_array_index (items, i);
      append_item (text, item, n_times, last->line);
    }
  g_hash_table_remove (by_file, path);
}

/* After an empty line, by which fill() knows it. */
static void
append_heading (GString *text, const char *path)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s\n", path);
}

static void
append_file (GString *text, GHashTable *by_file, const PostilReportFile *file)
{
  const PostilFormat *format = file->format != NULL ? postil_format_find (file->format) : NULL;
  g_autofree char *summary = postil_import_report_summary (&file->counts);

  append_heading (text, file->path);
  g_string_append_printf (text, "%s%s%s\n", format != NULL ? _ (format->title) : "", format != NULL ? ": " : "", summary);
  append_items (text, by_file, file->path);
}

static gboolean
is_at_worst (GHashTable *by_file, const char *path, PostilReportLevel level)
{
  GPtrArray *items = g_hash_table_lookup (by_file, path);
  PostilReportLevel worst = POSTIL_REPORT_NOTE;

  for (guint i = 0; items != NULL && i < items->len; i++)
    worst = MAX (worst, ((PostilReportItem *) g_ptr_array_index (items, i))->level);
  return items != NULL && worst == level;
}

/* The files of which the worst is @level; then folders, archives, and files beyond those that are kept. */
static void
append_level (GString *text, const PostilReport *report, GHashTable *by_file, PostilReportLevel level)
{
  for (guint i = 0; i < report->files->len; i++)
    {
      PostilReportFile *file = g_ptr_array_index (report->files, i);

      if (is_at_worst (by_file, file->path, level))
        append_file (text, by_file, file);
    }
  for (guint i = 0; i < report->items->len; i++)
    {
      const PostilReportItem *item = g_ptr_array_index (report->items, i);

      if (!is_at_worst (by_file, item->file, level))
        continue;
      append_heading (text, item->file[0] != '\0' ? item->file : _ ("In all"));
      append_items (text, by_file, item->file);
    }
}

char *
postil_import_report_text (const PostilReport *report)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GHashTable) by_file = items_by_file (report);
  g_autoptr (GPtrArray) quiet = g_ptr_array_new ();

  for (guint i = 0; i < report->files->len; i++)
    {
      PostilReportFile *file = g_ptr_array_index (report->files, i);

      if (!g_hash_table_contains (by_file, file->path))
        g_ptr_array_add (quiet, file);
    }
  /* What somebody has to read comes first, before a thousand files that came in as they are. */
  for (int level = POSTIL_REPORT_ERROR; level >= POSTIL_REPORT_NOTE; level--)
    append_level (text, report, by_file, (PostilReportLevel) level);
  for (guint i = 0; i < quiet->len; i++)
    append_file (text, by_file, g_ptr_array_index (quiet, i));
  return g_string_free (text, FALSE);
}
