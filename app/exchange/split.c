/* split.c - documents dealt out to training, validation and test, the same way every time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <postil/split.h>

#include <stdio.h>
#include <string.h>

#include "export-into.h"
#include "export-walk.h"
#include "losses.h"

#define UNASSIGNED POSTIL_N_SPLITS

/* One document on its way: the numbers of its labels, and by what the shuffle orders it. */
typedef struct
{
  PostilId id;
  PostilId order;
  GArray *labels; /* guint */
  guint part;
} Card;

/* How many documents with a label (or with any or none) each part still wants, and how many are left to deal out. */
typedef struct
{
  double wanted[POSTIL_N_SPLITS];
  guint n_left;
} Demand;

const char *
postil_split_name (guint part)
{
  static const char *const names[POSTIL_N_SPLITS] = { "train", "validation", "test" };

  return names[part];
}

gboolean
postil_split_from_string (const char *string, PostilSplit *split, GError **error)
{
  guint *shares = split->shares;
  int n_read = 0;

  if (sscanf (string, "%3u/%3u/%3u%n", &shares[0], &shares[1], &shares[2], &n_read) == 3 && string[n_read] == '\0' &&
      shares[0] <= 100 && shares[1] <= 100 && shares[2] <= 100 &&
      shares[0] + shares[1] + shares[2] == 100)
    return TRUE;
  memset (shares, 0, sizeof split->shares);
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
               _ ("“%s” is no split; say three whole numbers that make a hundred, like 80/10/10."), string);
  return FALSE;
}

/* ---- the cards ---- */

static void
card_clear (gpointer data)
{
  g_array_unref (((Card *) data)->labels);
}

static Card
make_card (const PostilExportWalk *walk, GHashTable *numbers, const PostilSplit *split)
{
  g_autofree char *salt = g_strdup_printf ("%" G_GUINT64_FORMAT, split->seed);
  Card card = { walk->document->id, postil_id_derive ("split", salt, walk->document->key, NULL),
                g_array_new (FALSE, FALSE, sizeof (guint)), UNASSIGNED };

  for (guint i = 0; !split->plain && i < walk->spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (walk->spans, i);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, &span->label));
      gboolean known = FALSE;

      if (number == 0)
        {
          number = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, g_memdup2 (&span->label, sizeof span->label), GUINT_TO_POINTER (number));
        }
      for (guint j = 0; j < card.labels->len; j++)
        known = known || g_array_index (card.labels, guint, j) == number;
      if (!known)
        g_array_append_val (card.labels, number);
    }
  return card;
}

static int
compare_cards (gconstpointer a, gconstpointer b)
{
  const Card *x = a, *y = b;

  return x->order != y->order ? (x->order > y->order) - (x->order < y->order) : (x->id > y->id) - (x->id < y->id);
}

/* ---- dealing ---- */

/* The part that wants most of @label; of equals, the one that wants most documents at all. */
static guint
choose_part (const Demand *label, const Demand *all)
{
  guint best = 0;

  for (guint part = 1; part < POSTIL_N_SPLITS; part++)
    if (label->wanted[part] > label->wanted[best] ||
        (label->wanted[part] >= label->wanted[best] && all->wanted[part] > all->wanted[best]))
      best = part;
  return best;
}

static void
take (Demand *demand, guint part)
{
  demand->wanted[part] -= 1;
  demand->n_left--;
}

/* Number 0 stands for all documents, and for those without labels. */
static void
deal_label (GArray *cards, GArray *demands, guint label)
{
  Demand *all = &g_array_index (demands, Demand, 0);

  for (guint i = 0; i < cards->len; i++)
    {
      Card *card = &g_array_index (cards, Card, i);
      gboolean has = label == 0;

      for (guint j = 0; j < card->labels->len && !has; j++)
        has = g_array_index (card->labels, guint, j) == label;
      if (!has || card->part != UNASSIGNED)
        continue;
      card->part = choose_part (&g_array_index (demands, Demand, label), all);
      take (all, card->part);
      for (guint j = 0; j < card->labels->len; j++)
        take (&g_array_index (demands, Demand, g_array_index (card->labels, guint, j)), card->part);
    }
}

static GArray *
count_demands (const GArray *cards, guint n_labels, const PostilSplit *split)
{
  GArray *demands = g_array_new (FALSE, TRUE, sizeof (Demand));

  g_array_set_size (demands, n_labels + 1);
  g_array_index (demands, Demand, 0).n_left = cards->len;
  for (guint i = 0; i < cards->len; i++)
    {
      const GArray *labels = g_array_index (cards, Card, i).labels;

      for (guint j = 0; j < labels->len; j++)
        g_array_index (demands, Demand, g_array_index (labels, guint, j)).n_left++;
    }
  for (guint i = 0; i <= n_labels; i++)
    for (guint part = 0; part < POSTIL_N_SPLITS; part++)
      {
        Demand *demand = &g_array_index (demands, Demand, i);

        /* A part without a share wants nothing, however much the others have. */
        demand->wanted[part] = split->shares[part] > 0 ? demand->n_left * (split->shares[part] / 100.0) : -1e15;
      }
  return demands;
}

static void
deal (GArray *cards, guint n_labels, const PostilSplit *split)
{
  g_autoptr (GArray) demands = count_demands (cards, n_labels, split);

  for (;;)
    {
      guint rarest = 0;

      for (guint i = 1; i <= n_labels; i++)
        {
          guint n_left = g_array_index (demands, Demand, i).n_left;

          if (n_left > 0 && (rarest == 0 || n_left < g_array_index (demands, Demand, rarest).n_left))
            rarest = i;
        }
      deal_label (cards, demands, rarest);
      if (rarest == 0)
        return;
    }
}

gboolean
postil_split_documents (PostilStore *store, const PostilExportOptions *options, const PostilSplit *split,
                        GHashTable *parts[POSTIL_N_SPLITS], GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (Card));
  GError *local_error = NULL;

  g_array_set_clear_func (cards, card_clear);
  if (walk == NULL)
    return FALSE;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      Card card = make_card (walk, numbers, split);

      g_array_append_val (cards, card);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_array_sort (cards, compare_cards);
  deal (cards, g_hash_table_size (numbers), split);
  for (guint part = 0; part < POSTIL_N_SPLITS; part++)
    parts[part] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < cards->len; i++)
    {
      const Card *card = &g_array_index (cards, Card, i);

      g_hash_table_add (parts[card->part], g_memdup2 (&card->id, sizeof card->id));
    }
  return TRUE;
}

/* ---- one file for each ---- */

static char *
path_of (const char *path, const PostilFormat *format, guint part)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  const char *dot;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_strdup_printf ("%s/%s.%s", path, postil_split_name (part), format->extension);
  folder = g_path_get_dirname (path);
  name = g_path_get_basename (path);
  dot = strrchr (name, '.');
  if (dot == NULL || dot == name)
    return g_strdup_printf ("%s/%s.%s", folder, name, postil_split_name (part));
  return g_strdup_printf ("%s/%.*s.%s%s", folder, (int) (dot - name), name, postil_split_name (part), dot);
}

/* Each part, in the file @path, has its own losses, which lie beside it; the sum has them all, and once. */
static void
add_up (PostilReport *report, const PostilReport *part, const char *path)
{
  report->documents_added += part->documents_added;
  report->spans_added += part->spans_added;
  report->relations_added += part->relations_added;
  postil_losses_add_up (report, part);
  for (guint i = 0; i < part->items->len; i++)
    {
      const PostilReportItem *item = g_ptr_array_index (part->items, i);

      if (item->kind == POSTIL_REPORT_LOST)
        continue;
      postil_report_add (report, item->level, item->file != NULL && item->file[0] != '\0' ? item->file : path,
                         item->line, "%s", item->message);
    }
}

static gboolean
export_part (PostilFileSet *set, PostilStore *store, const PostilFormat *format, const char *path,
             const PostilExportOptions *options, GHashTable *documents, PostilReport *report, GCancellable *cancellable,
             GError **error)
{
  PostilExportOptions some = *options;
  g_autoptr (PostilReport) of_part = postil_report_new ();

  some.documents = documents;
  if (!postil_export_into (set, store, format, path, &some, of_part, cancellable, error))
    return FALSE;
  add_up (report, of_part, path);
  postil_report_add (report, POSTIL_REPORT_NOTE, path, 0, _ ("%u documents, %u spans"), of_part->documents_added,
                     of_part->spans_added);
  return TRUE;
}

gboolean
postil_export_split (PostilStore *store, const PostilFormat *format, const char *path, const PostilExportOptions *options,
                     const PostilSplit *split, PostilReport *report, GCancellable *cancellable, GError **error)
{
  GHashTable *parts[POSTIL_N_SPLITS] = { NULL };
  g_autoptr (PostilFileSet) set = postil_file_set_new ();
  gboolean ok = postil_split_documents (store, options, split, parts, cancellable, error);

  for (guint part = 0; part < POSTIL_N_SPLITS && ok; part++)
    {
      g_autofree char *file = path_of (path, format, part);

      if (split->shares[part] > 0)
        ok = export_part (set, store, format, file, options, parts[part], report, cancellable, error);
    }
  for (guint part = 0; part < POSTIL_N_SPLITS; part++)
    g_clear_pointer (&parts[part], g_hash_table_unref);
  if (!ok || !postil_file_set_finish (set, error))
    return FALSE;
  postil_losses_say (report, 0, format->title);
  return TRUE;
}
