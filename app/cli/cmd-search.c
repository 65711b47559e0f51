/* cmd-search.c - postilctl search: every hit with the words around it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>

#include "../exchange/json.h"
#include "verbs.h"

#define CONTEXT 40       /* code points on each side */

typedef struct
{
  PostilStore *store;
  PostilQuery *query;
  gboolean json;
  PostilId label;     /* 0: only look */
  PostilId source;
  PostilId annotator;
  guint n_hits;
  guint n_tagged;
  guint n_given_up; /* documents */
} Search;

/* One line, whatever stands in the text. */
static char *
flatten (char *text)
{
  for (char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      *p = ' ';
  return text;
}

static void
print_hit (const Search *self, const PostilDocument *document, PostilRange range)
{
  g_autofree char *before = postil_text_prefix (document->text, range, CONTEXT);
  g_autofree char *words = postil_text_slice (document->text, range);
  g_autofree char *after = postil_text_suffix (document->text, range, CONTEXT);
  guint32 column, line = postil_text_line_of (document->text, range.start, &column);
  g_autoptr (GString) out = NULL;

  if (!self->json)
    {
      printf ("%s:%u:%u: %s[%s]%s\n", document->key, line, column, flatten (before), flatten (words), flatten (after));
      return;
    }
  out = g_string_new ("{\"id\":");
  postil_json_append_string (out, document->key, -1);
  g_string_append_printf (out, ",\"start\":%u,\"end\":%u,\"line\":%u,\"column\":%u,\"text\":", range.start, range.stop,
                          line, column);
  postil_json_append_string (out, words, -1);
  g_string_append (out, ",\"prefix\":");
  postil_json_append_string (out, before, -1);
  g_string_append (out, ",\"suffix\":");
  postil_json_append_string (out, after, -1);
  g_string_append (out, "}\n");
  fwrite (out->str, 1, out->len, stdout);
}

/* Keeps a span there unless the project has that statement already, in whatever state. */
static gboolean
tag (Search *self, const PostilDocument *document, GPtrArray *present, PostilRange range, GError **error)
{
  g_autoptr (PostilSpan) span = postil_span_new ();

  span->document = document->id;
  span->label = self->label;
  span->range = range;
  span->state = POSTIL_STATE_KEPT;
  span->source = self->source;
  span->annotator = self->annotator;
  span->score = 1;
  for (guint i = 0; i < present->len; i++)
    {
      const PostilSpan *known = g_ptr_array_index (present, i);

      if (!postil_span_same_place (known, span))
        continue;
      if (known->state == POSTIL_STATE_KEPT)
        return TRUE;
      self->n_tagged++;
      return postil_spans_decide (self->store, known->id, POSTIL_STATE_KEPT, self->annotator, error);
    }
  self->n_tagged++;
  return postil_spans_add (self->store, span, error);
}

static gboolean
show_found (Search *self, const PostilFound *found, GError **error)
{
  PostilSpanFilter filter = { .document = found->document->id, .label = self->label, .states = POSTIL_STATES_ALL };
  g_autoptr (GPtrArray) present = self->label != 0 ? postil_spans_list (self->store, &filter, error) : NULL;

  if (self->label != 0 && present == NULL)
    return FALSE;
  for (guint i = 0; i < found->hits->len; i++)
    {
      PostilRange range = g_array_index (found->hits, PostilRange, i);

      self->n_hits++;
      print_hit (self, found->document, range);
      if (self->label != 0 && !tag (self, found->document, present, range, error))
        return FALSE;
    }
  if (found->gave_up != NULL)
    {
      fprintf (stderr, "%s: error: %s\n", found->document->key, found->gave_up->message);
      self->n_given_up++;
    }
  return TRUE;
}

static gboolean
search_all (Search *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilSearch) search = postil_search_new (self->store, self->query, NULL, error);

  if (search == NULL)
    return FALSE;
  while (TRUE)
    {
      g_autoptr (PostilFound) found = postil_search_next (search, &local_error);

      if (found == NULL)
        break;
      if (!show_found (self, found, error))
        return FALSE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
search_and_tag (Search *self, const char *label, const char *pattern, GError **error)
{
  g_autofree char *title = g_strdup_printf ("Tag “%s” as %s", pattern, label);

  /* Who and what is bookkeeping, not part of the step. */
  if (!postil_transaction_begin (self->store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  self->annotator = postil_command_annotator (self->store, NULL, error);
  self->source = self->annotator != 0 ? postil_source_ensure (self->store, POSTIL_SOURCE_HAND, "hand", NULL, error) : 0;
  if (self->source == 0)
    {
      postil_transaction_rollback (self->store);
      return FALSE;
    }
  if (!postil_transaction_commit (self->store, error) ||
      !postil_transaction_begin (self->store, POSTIL_TRANSACTION_EDIT, title, self->annotator, error))
    return FALSE;
  if (search_all (self, error))
    return postil_transaction_commit (self->store, error);
  postil_transaction_rollback (self->store);
  return FALSE;
}

static int
run (const PostilCommand *command, Search *self, const char *label, const char *pattern)
{
  g_autoptr (GError) error = NULL;

  if (label != NULL)
    self->label = postil_labels_find (self->store, label);
  if (label != NULL && self->label == 0)
    return postil_command_usage_error (command, "The project has no label “%s”.", label);
  if (!(label != NULL ? search_and_tag (self, label, pattern, &error) : search_all (self, &error)))
    return postil_command_fail (error);
  if (!self->json)
    fprintf (stderr, "%u hits\n", self->n_hits);
  if (label != NULL)
    fprintf (stderr, "%u tagged %s\n", self->n_tagged, label);
  return self->n_given_up > 0 ? POSTIL_EXIT_REFUSED : POSTIL_EXIT_DONE;
}

int
postil_cmd_search (const PostilCommand *command, int argc, char **argv)
{
  g_autofree char *label = NULL;
  g_autoptr (PostilQuery) query = NULL;
  g_autoptr (PostilStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_regex = FALSE, exact_case = FALSE, json = FALSE;
  PostilQueryFlags flags;
  Search search = { 0 };
  int exit_code;
  GOptionEntry entries[] = {
    { "regex", 'r', 0, G_OPTION_ARG_NONE, &is_regex, "PATTERN is a Perl-compatible regular expression", NULL },
    { "case", 'c', 0, G_OPTION_ARG_NONE, &exact_case, "Upper and lower case differ", NULL },
    { "tag", 't', 0, G_OPTION_ARG_STRING, &label, "Tag every hit, as one step that can be undone", "LABEL" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, "One JSON object a line", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 2, 2, &exit_code))
    return exit_code;
  flags = (is_regex ? POSTIL_QUERY_PATTERN : POSTIL_QUERY_NONE) | (exact_case ? POSTIL_QUERY_CASE : POSTIL_QUERY_NONE);
  query = postil_query_new (argv[2], flags, &error);
  if (query == NULL)
    return postil_command_usage_error (command, "%s", error->message);
  store = postil_command_open (argv[1], label != NULL ? POSTIL_STORE_NONE : POSTIL_STORE_READ_ONLY);
  if (store == NULL)
    return POSTIL_EXIT_FAILED;
  search.store = store;
  search.query = query;
  search.json = json;
  return run (command, &search, label, argv[2]);
}
