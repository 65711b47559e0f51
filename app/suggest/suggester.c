/* suggester.c - the table of suggesters, and running them in an order that holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/suggester.h>

#include <postil/error.h>

#include "fingerprint.h"
#include "suggesters.h"

#include <glib/gi18n.h>

static const char *const structure_sources[] = { "structure", NULL };
static const char *const quotes_needs[] = { "structure", NULL };
static const char *const quotes_sources[] = { "quotes", NULL };
static const char *const speakers_needs[] = { "structure", "quotes", "entities", NULL };
static const char *const speakers_sources[] = { "speakers", NULL };
static const char *const entities_needs[] = { "structure", "quotes", NULL };
static const char *const entities_sources[] = { "entities", NULL };
static const char *const rules_needs[] = { "structure", "quotes", NULL };
static const char *const rules_sources[] = { "rules", NULL };
static const char *const acts_needs[] = { "structure", "quotes", "entities", "rules", NULL };
static const char *const acts_sources[] = { "learner", NULL };
static const char *const learner_needs[] = { "structure", "quotes", NULL };
static const char *const learner_sources[] = { "learner/project", NULL };
static const char *const echo_needs[] = { "structure", NULL };
static const char *const echo_sources[] = { "echo", NULL };

/* In the order in which they run. One row per suggester; what a row needs stands above it. */
static const PostilSuggester suggesters[] = {
  { "structure", N_ ("posts of a thread, what they quote, and the site's own lines"), NULL, structure_sources,
    postil_suggest_structure },
  { "quotes", N_ ("the words inside quotation marks, told from titles and scare quotes"), quotes_needs, quotes_sources,
    postil_suggest_quotes },
  { "entities", N_ ("people, organisations, places, works and events, by a trained tagger and lists"), entities_needs,
    entities_sources, postil_suggest_entities },
  { "speakers", N_ ("who says a quote or a reported statement, and by which word"), speakers_needs, speakers_sources,
    postil_suggest_speakers },
  { "rules", N_ ("allegations, denials, threats and sarcasm, by rules alone"), rules_needs, rules_sources, postil_suggest_rules },
  { "acts", N_ ("the same from examples, which also judge what the rules found"), acts_needs, acts_sources, postil_suggest_acts },
  { "learner", N_ ("clauses like those that you decided about, for any label"), learner_needs, learner_sources,
    postil_suggest_learner },
  { "echo", N_ ("the words that you tagged before, where they stand again"), echo_needs, echo_sources,
    postil_suggest_echo },
  { NULL },
};

const PostilSuggester *
postil_suggesters (void)
{
  return suggesters;
}

const PostilSuggester *
postil_suggester_find (const char *name)
{
  for (const PostilSuggester *row = suggesters; row->name != NULL; row++)
    {
      if (g_strcmp0 (row->name, name) == 0)
        return row;
    }
  return NULL;
}

static char *
list_of_names (void)
{
  GString *names = g_string_new (NULL);

  for (const PostilSuggester *row = suggesters; row->name != NULL; row++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", row->name);
  return g_string_free (names, FALSE);
}

static gboolean
check_names (const char *const *only, GError **error)
{
  for (guint i = 0; only != NULL && only[i] != NULL; i++)
    {
      g_autofree char *known = NULL;

      if (postil_suggester_find (only[i]) != NULL)
        continue;
      known = list_of_names ();
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
                   _ ("There is no suggester named \"%s\"; the suggesters are: %s."), only[i], known);
      return FALSE;
    }
  return TRUE;
}

/* Whether @name is asked for itself, or by one that is asked for and builds on it. */
gboolean
postil_suggester_is_wanted (const char *name, const char *const *only)
{
  if (only == NULL || g_strv_contains (only, name))
    return TRUE;
  for (const PostilSuggester *row = suggesters; row->name != NULL; row++)
    {
      if (row->needs != NULL && g_strv_contains (row->needs, name) && postil_suggester_is_wanted (row->name, only))
        return TRUE;
    }
  return FALSE;
}

gboolean
postil_suggest_run (PostilSuggestContext *context, PostilAnalysis *analysis, const char *const *only,
                    GCancellable *cancellable, GError **error)
{
  if (!check_names (only, error))
    return FALSE;
  for (const PostilSuggester *row = suggesters; row->name != NULL; row++)
    {
      if (postil_analysis_has_run (analysis, row->name) || !postil_suggester_is_wanted (row->name, only))
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!row->run (context, analysis, cancellable, error))
        return FALSE;
      postil_analysis_mark_run (analysis, row->name);
    }
  return TRUE;
}
