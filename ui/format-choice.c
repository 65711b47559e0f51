/* format-choice.c - the export formats as a person picks among them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "format-choice.h"

#include "fuzzy.h"

#include <glib/gi18n.h>

typedef enum
{
  GROUP_POSTIL,
  GROUP_TRAINING,
  GROUP_TOKENS,
  GROUP_TOOLS,
  GROUP_STANDARDS,
  GROUP_OTHER,
  N_GROUPS,
} Group;

static const char *const group_titles[N_GROUPS] = {
  [GROUP_POSTIL] = N_ ("Postil and spreadsheets"),   [GROUP_TRAINING] = N_ ("Spans for training"),
  [GROUP_TOKENS] = N_ ("Tokens with tags"),          [GROUP_TOOLS] = N_ ("Annotation tools"),
  [GROUP_STANDARDS] = N_ ("Standards and archives"), [GROUP_OTHER] = N_ ("Other"),
};

/* By how a format's name begins; the first that fits. */
static const struct
{
  const char *prefix;
  Group group;
} places[] = {
  { "jsonl", GROUP_POSTIL },      { "csv", GROUP_POSTIL },      { "conll", GROUP_TOKENS },
  { "iob", GROUP_TOKENS },        { "bilou", GROUP_TOKENS },    { "hf-tokens", GROUP_TOKENS },
  { "hf-spans", GROUP_TRAINING }, { "gliner", GROUP_TRAINING }, { "spacy", GROUP_TRAINING },
  { "prodigy", GROUP_TOOLS },     { "doccano", GROUP_TOOLS },   { "label-studio", GROUP_TOOLS },
  { "brat", GROUP_TOOLS },        { "webanno", GROUP_TOOLS },   { "w3c", GROUP_STANDARDS },
  { "refi", GROUP_STANDARDS },    { "xmi", GROUP_STANDARDS },   { "json-cas", GROUP_STANDARDS },
};

static Group
group_of (const PostilFormat *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_has_prefix (format->name, places[i].prefix))
      return places[i].group;
  return GROUP_OTHER;
}

const char *
postil_format_group (const PostilFormat *format)
{
  return _ (group_titles[group_of (format)]);
}

char *
postil_format_summary (const PostilFormat *format)
{
  const PostilCapabilities *can = format->can;
  const struct
  {
    gboolean there;
    const char *name;
  } things[] = {
    { can->overlap, _ ("overlaps") },
    { can->parts, _ ("discontinuous spans") },
    { can->edges, _ ("edges within tokens") },
    { can->relations, _ ("relations") },
    { can->notes, _ ("notes") },
    { can->states, _ ("suggestions") },
    { can->annotators, _ ("annotators") },
    { can->document_labels, _ ("labels of documents") },
  };
  g_autoptr (GString) missing = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (things); i++)
    if (!things[i].there)
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", things[i].name);
  return missing->len > 0 ? g_strdup_printf (_ ("Without %s"), missing->str) : g_strdup (_ ("Keeps everything"));
}

/* A group's name finds all of its formats, as does the short name that postilctl knows. */
static int
score (const PostilFormat *format, const char *typed)
{
  int title = postil_fuzzy_score (_ (format->title), typed);
  int name = postil_fuzzy_score (format->name, typed);
  int group = postil_fuzzy_score (postil_format_group (format), typed);

  return MAX (title, MAX (name, group));
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const PostilChoice *x = *(const PostilChoice *const *) a, *y = *(const PostilChoice *const *) b;

  return y->score - x->score;
}

GPtrArray *
postil_format_choices (const char *typed, const char *action)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_choice_free);

  for (int group = 0; group < N_GROUPS; group++)
    for (const PostilFormat *format = postil_formats (); format->name != NULL; format++)
      {
        PostilChoice *choice;

        if (format->write == NULL || group_of (format) != (Group) group || score (format, typed) < 0)
          continue;
        choice = postil_choice_new (_ (format->title), action, score (format, typed));
        choice->target = g_variant_ref_sink (g_variant_new_string (format->name));
        choice->detail = postil_format_summary (format);
        choice->group = g_strdup (postil_format_group (format));
        choice->key = g_strdup_printf (".%s", format->extension);
        g_ptr_array_add (choices, choice);
      }
  /* Groups help to look around; who types knows what they want. */
  if (typed[0] != '\0')
    g_ptr_array_sort (choices, compare_scores);
  return choices;
}
