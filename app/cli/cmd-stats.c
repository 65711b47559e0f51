/* cmd-stats.c - postilctl stats: how much there is of what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>

#include "../exchange/json.h"
#include "verbs.h"

#include <postil/entity-groups.h>

static const PostilState states[] = { POSTIL_STATE_KEPT, POSTIL_STATE_SUGGESTED, POSTIL_STATE_REJECTED };

/* Prints or appends one row: a name and its spans by state. */
static void
add_row (PostilStore *store, GString *json, const char *name, PostilSpanFilter filter)
{
  guint counts[3], all = 0;

  for (guint i = 0; i < 3; i++)
    {
      filter.states = POSTIL_STATES (states[i]);
      counts[i] = postil_spans_count (store, &filter, NULL);
      all += counts[i];
    }
  if (all == 0)
    return;
  if (json == NULL)
    {
      printf ("  %-24s %8u %10u %9u\n", name, counts[0], counts[1], counts[2]);
      return;
    }
  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  postil_json_append_string (json, name, -1);
  g_string_append_printf (json, ":{\"kept\":%u,\"suggested\":%u,\"rejected\":%u}", counts[0], counts[1], counts[2]);
}

static gboolean
add_labels (PostilStore *store, GString *json, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, TRUE, error);

  if (labels == NULL)
    return FALSE;
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      add_row (store, json, label->name, (PostilSpanFilter){ .label = label->id });
    }
  return TRUE;
}

static gboolean
add_sources (PostilStore *store, GString *json, GError **error)
{
  g_autoptr (GPtrArray) sources = postil_source_list (store, error);

  if (sources == NULL)
    return FALSE;
  for (guint i = 0; i < sources->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (sources, i);

      add_row (store, json, source->name, (PostilSpanFilter){ .source = source->id });
    }
  return TRUE;
}

/* Documents read to the end by anybody, spans, relations. */
typedef struct
{
  guint n_documents;
  guint n_done;
  guint n_relations;
} Totals;

static gboolean
count (PostilStore *store, Totals *totals, GError **error)
{
  g_autoptr (GArray) ids = postil_documents_ids (store, &POSTIL_DOCUMENT_FILTER_ALL, error);

  if (ids == NULL)
    return FALSE;
  totals->n_documents = ids->len;
  for (guint i = 0; i < ids->len; i++)
    {
      PostilId id = g_array_index (ids, PostilId, i);
      g_autoptr (GPtrArray) relations = postil_relations_list (store, id, POSTIL_STATES_ALL, error);
      g_auto (GStrv) done_by = relations != NULL ? postil_readings_done_by (store, id, error) : NULL;

      if (done_by == NULL)
        return FALSE;
      totals->n_relations += relations->len;
      totals->n_done += done_by[0] != NULL;
    }
  return TRUE;
}

static gboolean
print_tables (PostilStore *store, const Totals *totals, GError **error)
{
  printf ("%u documents, %u of them done; %u relations\n\n", totals->n_documents, totals->n_done, totals->n_relations);
  printf ("  %-24s %8s %10s %9s\n", "label", "kept", "suggested", "rejected");
  if (!add_labels (store, NULL, error))
    return FALSE;
  printf ("\n  %-24s %8s %10s %9s\n", "source", "kept", "suggested", "rejected");
  return add_sources (store, NULL, error);
}

static gboolean
print_json (PostilStore *store, const Totals *totals, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "{\"documents\":%u,\"done\":%u,\"relations\":%u,\"labels\":{", totals->n_documents,
                          totals->n_done, totals->n_relations);
  if (!add_labels (store, out, error))
    return FALSE;
  g_string_append (out, "},\"sources\":{");
  if (!add_sources (store, out, error))
    return FALSE;
  printf ("%s}}\n", out->str);
  return TRUE;
}

static void
print_group (PostilStore *store, const PostilEntityGroup *group)
{
  g_autoptr (PostilLabel) label = postil_labels_get (store, group->label, NULL);
  g_autofree char *forms = g_strjoinv ("; ", group->forms);

  printf ("%8u %9u  %-13s %s%s%s%s\n", group->n_mentions, group->n_documents, label != NULL ? label->name : "?", group->name,
          *forms != '\0' ? " (" : "", forms, *forms != '\0' ? ")" : "");
}

static void
append_group (PostilStore *store, GString *out, const PostilEntityGroup *group)
{
  g_autoptr (PostilLabel) label = postil_labels_get (store, group->label, NULL);

  g_string_append (out, out->str[out->len - 1] == '[' ? "{\"name\":" : ",{\"name\":");
  postil_json_append_string (out, group->name, -1);
  g_string_append (out, ",\"label\":");
  postil_json_append_string (out, label != NULL ? label->name : "", -1);
  g_string_append_printf (out, ",\"mentions\":%u,\"documents\":%u,\"forms\":[", group->n_mentions, group->n_documents);
  for (guint i = 0; group->forms[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      postil_json_append_string (out, group->forms[i], -1);
    }
  g_string_append (out, "]}");
}

static gboolean
print_entities (PostilStore *store, gboolean json, GError **error)
{
  g_autoptr (GPtrArray) groups = postil_entity_groups_list (store, NULL, error);
  g_autoptr (GString) out = g_string_new ("{\"entities\":[");

  if (groups == NULL)
    return FALSE;
  if (!json)
    printf ("mentions documents  label         name (and other forms)\n");
  for (guint i = 0; i < groups->len; i++)
    if (json)
      append_group (store, out, g_ptr_array_index (groups, i));
    else
      print_group (store, g_ptr_array_index (groups, i));
  if (json)
    printf ("%s]}\n", out->str);
  return TRUE;
}

int
postil_cmd_stats (const PostilCommand *command, int argc, char **argv)
{
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (GError) error = NULL;
  Totals totals = { 0 };
  gboolean json = FALSE, entities = FALSE;
  int exit_code;
  GOptionEntry entries[] = {
    { "entities", 'e', 0, G_OPTION_ARG_NONE, &entities, "People, organisations and places, under one name each", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "Answer as JSON", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 1, 1, &exit_code))
    return exit_code;
  store = postil_command_open (argv[1], POSTIL_STORE_READ_ONLY);
  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  if (entities)
    return print_entities (store, json, &error) ? POSTIL_EXIT_DONE : postil_command_fail (error);
  if (!count (store, &totals, &error) ||
      !(json ? print_json (store, &totals, &error) : print_tables (store, &totals, &error)))
    return postil_command_fail (error);
  return POSTIL_EXIT_DONE;
}
