/* cmd-stats.c - postilctl stats: how much there is of what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>

#include "../exchange/json.h"
#include "verbs.h"

#include <postil/entity-groups.h>
#include <postil/statistics.h>

static const PostilState states[] = { POSTIL_STATE_KEPT, POSTIL_STATE_SUGGESTED, POSTIL_STATE_REJECTED };

/* Prints or appends one row: a name and its spans by state. */
static void
add_row (GString *json, const char *name, const guint counts[3])
{
  if (counts[0] + counts[1] + counts[2] == 0)
    return;
  if (json == NULL)
    {
      printf ("  %-24s %8u %10u %9u\n", name, counts[POSTIL_STATE_KEPT], counts[POSTIL_STATE_SUGGESTED],
              counts[POSTIL_STATE_REJECTED]);
      return;
    }
  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  postil_json_append_string (json, name, -1);
  g_string_append_printf (json, ":{\"kept\":%u,\"suggested\":%u,\"rejected\":%u}", counts[POSTIL_STATE_KEPT],
                          counts[POSTIL_STATE_SUGGESTED], counts[POSTIL_STATE_REJECTED]);
}

static void
add_labels (const PostilStatistics *statistics, GString *json)
{
  for (guint i = 0; i < statistics->labels->len; i++)
    {
      const PostilLabelStatistics *label = g_ptr_array_index (statistics->labels, i);

      add_row (json, label->name, label->counts);
    }
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
      guint counts[3];

      for (guint k = 0; k < G_N_ELEMENTS (states); k++)
        {
          PostilSpanFilter filter = { .source = source->id, .states = POSTIL_STATES (states[k]) };

          counts[states[k]] = postil_spans_count (store, &filter, NULL);
        }
      add_row (json, source->name, counts);
    }
  return TRUE;
}

/* Of those who kept spans or read documents: what a span cost. */
static void
print_annotators (const PostilStatistics *statistics)
{
  if (statistics->annotators->len == 0)
    return;
  printf ("\n  %-24s %8s %10s %9s %10s %10s\n", "annotator", "done", "spans", "minutes", "s per span", "keys/span");
  for (guint i = 0; i < statistics->annotators->len; i++)
    {
      const PostilAnnotatorStatistics *annotator = g_ptr_array_index (statistics->annotators, i);
      double n = MAX (1, annotator->n_kept);

      printf ("  %-24s %8u %10u %9.1f %10.1f %10.1f\n", annotator->name, annotator->n_done, annotator->n_kept,
              (double) annotator->milliseconds / 60000, (double) annotator->milliseconds / 1000 / n,
              (double) annotator->keystrokes / n);
    }
}

static void
append_annotators (const PostilStatistics *statistics, GString *out)
{
  for (guint i = 0; i < statistics->annotators->len; i++)
    {
      const PostilAnnotatorStatistics *annotator = g_ptr_array_index (statistics->annotators, i);

      if (i > 0)
        g_string_append_c (out, ',');
      postil_json_append_string (out, annotator->name, -1);
      g_string_append_printf (out,
                              ":{\"done\":%u,\"open\":%u,\"kept\":%u,\"milliseconds\":%" G_GINT64_FORMAT
                              ",\"keystrokes\":%" G_GINT64_FORMAT "}",
                              annotator->n_done, annotator->n_open, annotator->n_kept, annotator->milliseconds,
                              annotator->keystrokes);
    }
}

static gboolean
print_tables (PostilStore *store, const PostilStatistics *statistics, GError **error)
{
  printf ("%u documents, %u of them done; %u relations\n\n", statistics->n_documents, statistics->n_done,
          statistics->n_relations);
  printf ("  %-24s %8s %10s %9s\n", "label", "kept", "suggested", "rejected");
  add_labels (statistics, NULL);
  printf ("\n  %-24s %8s %10s %9s\n", "source", "kept", "suggested", "rejected");
  if (!add_sources (store, NULL, error))
    return FALSE;
  print_annotators (statistics);
  return TRUE;
}

static gboolean
print_json (PostilStore *store, const PostilStatistics *statistics, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "{\"documents\":%u,\"done\":%u,\"relations\":%u,\"labels\":{", statistics->n_documents,
                          statistics->n_done, statistics->n_relations);
  add_labels (statistics, out);
  g_string_append (out, "},\"sources\":{");
  if (!add_sources (store, out, error))
    return FALSE;
  g_string_append (out, "},\"annotators\":{");
  append_annotators (statistics, out);
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
  g_autoptr (PostilStatistics) statistics = NULL;
  g_autoptr (GError) error = NULL;
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
  statistics = postil_statistics_read (store, &error);
  if (statistics == NULL || !(json ? print_json (store, statistics, &error) : print_tables (store, statistics, &error)))
    return postil_command_fail (error);
  return POSTIL_EXIT_DONE;
}
