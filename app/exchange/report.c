/* report.c - what an import or export did, and every complaint with its file and line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/report.h>

/* A file of a million bad lines must not eat the memory that the good ones need. */
#define MAX_ITEMS_PER_LEVEL 10000

static void
item_free (gpointer data)
{
  PostilReportItem *item = data;

  g_free (item->file);
  g_free (item->message);
  g_free (item);
}

PostilReport *
postil_report_new (void)
{
  PostilReport *self = g_new0 (PostilReport, 1);

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->losses = g_array_new (FALSE, FALSE, sizeof (PostilLoss));
  return self;
}

void
postil_report_free (PostilReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_array_unref (self->losses);
  g_free (self);
}

void
postil_report_add (PostilReport *self, PostilReportLevel level, const char *file, guint line, const char *format, ...)
{
  PostilReportItem *item;
  va_list args;

  if (self->n_of_level[level]++ >= MAX_ITEMS_PER_LEVEL)
    return;
  item = g_new0 (PostilReportItem, 1);
  item->level = level;
  item->file = g_strdup (file != NULL ? file : "");
  item->line = line;
  va_start (args, format);
  item->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->items, item);
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
