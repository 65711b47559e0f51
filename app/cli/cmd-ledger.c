/* cmd-ledger.c - postilctl ledger: how each source's proposals were decided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>

#include <postil/labels.h>
#include <postil/ledger.h>

#include "../exchange/json.h"
#include "verbs.h"

static char *
name_of (GPtrArray *labels, PostilId id)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->id == id)
        return g_strdup (label->name);
    }
  return g_strdup ("?");
}

static void
print_row (GString *json, const PostilLedgerRow *row, const char *label)
{
  g_autofree char *record = NULL;
  double low, high;

  postil_ledger_row_interval (row, &low, &high);
  if (json == NULL)
    {
      record = row->n_open < postil_ledger_row_n_proposed (row)
                   ? g_strdup_printf ("%.2f (%.2f to %.2f)", postil_ledger_row_precision (row), low, high)
                   : g_strdup ("-");
      printf ("  %-32s %-14s %8u %8u %6u %10u %8u %8u   %s%s\n", row->name, label, postil_ledger_row_n_proposed (row),
              row->n_accepted, row->n_edited, row->n_relabelled, row->n_rejected, row->n_open, record,
              row->weight <= 0  ? " retired"
              : row->weight < 1 ? " lowered"
                                : "");
      return;
    }
  g_string_append (json, json->str[json->len - 1] == '[' ? "{\"source\":" : ",{\"source\":");
  postil_json_append_string (json, row->name, -1);
  g_string_append (json, ",\"label\":");
  postil_json_append_string (json, label, -1);
  g_string_append_printf (json, ",\"proposed\":%u,\"accepted\":%u,\"edited\":%u,\"relabelled\":%u,\"rejected\":%u,\"open\":%u",
                          postil_ledger_row_n_proposed (row), row->n_accepted, row->n_edited, row->n_relabelled,
                          row->n_rejected, row->n_open);
  g_string_append (json, ",\"precision\":");
  postil_json_append_real (json, postil_ledger_row_precision (row));
  g_string_append (json, ",\"low\":");
  postil_json_append_real (json, low);
  g_string_append (json, ",\"high\":");
  postil_json_append_real (json, high);
  g_string_append (json, ",\"weight\":");
  postil_json_append_real (json, row->weight);
  g_string_append_c (json, '}');
}

static gboolean
print_thresholds (PostilStore *store, GPtrArray *labels, GString *json, GError **error)
{
  g_autoptr (GArray) thresholds = postil_ledger_thresholds (store, POSTIL_LEDGER_WANTED, POSTIL_LEDGER_LEAST, error);

  for (guint i = 0; thresholds != NULL && i < thresholds->len; i++)
    {
      const PostilLedgerThreshold *threshold = &g_array_index (thresholds, PostilLedgerThreshold, i);
      g_autofree char *name = name_of (labels, threshold->label);

      if (json == NULL)
        {
          printf ("  %s: from a score of %.3f on, %u of %u decided were right\n", name, threshold->score,
                  threshold->n_right, threshold->n_decided);
          continue;
        }
      g_string_append_c (json, json->str[json->len - 1] == '{' ? ' ' : ',');
      postil_json_append_string (json, name, -1);
      g_string_append_c (json, ':');
      postil_json_append_real (json, threshold->score);
    }
  return thresholds != NULL;
}

static gboolean
print_ledger (PostilStore *store, gboolean as_json, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, error);
  g_autoptr (GPtrArray) rows = labels != NULL ? postil_ledger_list (store, 0, error) : NULL;
  g_autoptr (GString) json = as_json ? g_string_new ("{\"sources\":[") : NULL;

  if (rows == NULL)
    return FALSE;
  if (!as_json)
    printf ("  %-32s %-14s %8s %8s %6s %10s %8s %8s   %s\n", "source", "label", "proposed", "accepted", "edited", "relabelled",
            "rejected", "open", "precision");
  for (guint i = 0; i < rows->len; i++)
    {
      const PostilLedgerRow *row = g_ptr_array_index (rows, i);
      g_autofree char *label = name_of (labels, row->label);

      print_row (json, row, label);
    }
  if (as_json)
    g_string_append (json, "],\"thresholds\":{");
  if (!print_thresholds (store, labels, json, error))
    return FALSE;
  if (as_json)
    printf ("%s}}\n", json->str);
  return TRUE;
}

/* The weight of a source, outside the history as all settings are. */
static gboolean
weigh (PostilStore *store, const char *source, double weight, GError **error)
{
  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  if (postil_ledger_set_weight (store, source, weight, error))
    return postil_transaction_commit (store, error);
  postil_transaction_rollback (store);
  return FALSE;
}

int
postil_cmd_ledger (const PostilCommand *command, int argc, char **argv)
{
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *source = NULL;
  double weight = 0;
  gboolean json = FALSE;
  int exit_code;
  GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Answer as JSON", NULL },
    { "source", 0, 0, G_OPTION_ARG_STRING, &source, "Set the weight of this source", "SOURCE" },
    { "weight", 0, 0, G_OPTION_ARG_DOUBLE, &weight, "What its scores are multiplied with; 0 retires it (0)", "W" },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    return exit_code;
  if (!(weight >= 0 && weight <= 1))
    return postil_command_usage_error (command, "--weight needs a number from 0 to 1.");
  store = postil_command_open (argv[1], source != NULL ? POSTIL_STORE_NONE : POSTIL_STORE_READ_ONLY);
  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  if ((source != NULL && !weigh (store, source, weight, &error)) || !print_ledger (store, json, &error))
    return postil_command_fail (error);
  return POSTIL_EXIT_DONE;
}
