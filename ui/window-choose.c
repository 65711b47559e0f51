/* window-choose.c - lists to choose from by typing: labels with what was decided before, relations, anything at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "fuzzy.h"
#include "key-map.h"
#include "label-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#define DOCUMENTS_MAX 12
#define WORDS_MAX 2000
#define SHOWN_MAX 40 /* letters of the words that a list is about */
#define PRECEDENT_BONUS 10000 /* with nothing typed, what was chosen before comes first */

static GPtrArray *
new_choices (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) postil_choice_free);
}

/* Best first; equals stay as they came. */
static int
compare (gconstpointer a, gconstpointer b)
{
  return (*(PostilChoice *const *) b)->score - (*(PostilChoice *const *) a)->score;
}

static void
rank (GPtrArray *choices)
{
  g_ptr_array_sort (choices, compare); /* stable */
}

static void
add_label (GPtrArray *choices, const PostilLabel *label, const char *action, const char *detail, int score)
{
  PostilChoice *choice = postil_choice_new (label->name, action, score);

  choice->target = g_variant_ref_sink (g_variant_new_int64 (label->id));
  choice->label = postil_label_copy (label);
  choice->key = g_utf8_strup (label->shortcut != NULL ? label->shortcut : "", -1);
  choice->detail = g_strdup (detail);
  g_ptr_array_add (choices, choice);
}

/* --- Labels, with precedents -------------------------------------------------------------------------------------- */

/* The words that a label would be put on; NULL: none. */
static char *
words_to_tag (PostilWindow *self)
{
  const PostilDocument *document = postil_session_get_document (self->session);
  const PostilSpan *span = postil_session_get_span (self->session, postil_session_get_current (self->session));
  PostilRange range = postil_session_get_selection (self->session);

  if (document == NULL || (range.start == range.stop && span == NULL))
    return NULL;
  if (range.start < range.stop)
    span = NULL;
  else
    range = span->range;
  if (postil_range_length (range) > WORDS_MAX)
    return NULL;
  return postil_text_slice_parts (document->text, range, span != NULL ? span->parts : NULL);
}

static GArray *
precedents_of (PostilWindow *self)
{
  g_autofree char *words = words_to_tag (self);
  GArray *precedents = NULL;

  if (words != NULL)
    precedents = postil_spans_precedents (postil_project_get_store (postil_window_get_project (self)), words, NULL);
  return precedents != NULL ? precedents : g_array_new (FALSE, FALSE, sizeof (PostilPrecedent));
}

static char *
times (guint n)
{
  return n == 1   ? g_strdup (_ ("once"))
         : n == 2 ? g_strdup (_ ("twice"))
                  : g_strdup_printf (ngettext ("%u time", "%u times", n), n);
}

static char *
shorten (const char *words)
{
  g_autofree char *head = g_utf8_substring (words, 0, MIN (g_utf8_strlen (words, -1), SHOWN_MAX));

  g_strdelimit (head, "\n", ' ');
  /* Isolated, so that words written from the right do not turn the sentence they stand in. */
  return g_strdup_printf (_ ("“\u2068%s%s\u2069”"), head, strlen (head) < strlen (words) ? "…" : "");
}

/* "“board” was tagged Organisation 14 times, Other once". NULL when nothing is selected. (transfer full) */
static char *
tell_precedents (PostilWindow *self, GArray *precedents)
{
  g_autofree char *words = words_to_tag (self);
  g_autofree char *shown = words != NULL ? shorten (words) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < precedents->len; i++)
    {
      const PostilPrecedent *precedent = &g_array_index (precedents, PostilPrecedent, i);
      const PostilLabel *label = postil_project_get_label (postil_window_get_project (self), precedent->label);
      g_autofree char *count = times (precedent->n_kept);

      if (label != NULL && precedent->n_kept > 0)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", label->name, count);
    }
  if (shown == NULL)
    return NULL;
  return text->len > 0 ? g_strdup_printf (_ ("%s was tagged %s"), shown, text->str)
                       : g_strdup_printf (_ ("%s is new"), shown);
}

static char *
label_detail (const PostilLabel *label, const PostilPrecedent *precedent)
{
  g_autofree char *kept = precedent != NULL && precedent->n_kept > 0 ? times (precedent->n_kept) : NULL;
  g_autofree char *rejected = precedent != NULL && precedent->n_rejected > 0 ? times (precedent->n_rejected) : NULL;

  if (kept != NULL && rejected != NULL)
    return g_strdup_printf (_ ("tagged %s, rejected %s"), kept, rejected);
  if (kept != NULL)
    return g_strdup_printf (_ ("tagged %s"), kept);
  if (rejected != NULL)
    return g_strdup_printf (_ ("rejected %s"), rejected);
  return g_strdup (label->guideline);
}

static GPtrArray *
label_choices (const char *typed, gpointer user_data)
{
  PostilWindow *self = user_data;
  GPtrArray *labels = postil_project_get_labels (postil_window_get_project (self));
  g_autoptr (GArray) precedents = precedents_of (self);
  GPtrArray *choices = new_choices ();

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      const PostilPrecedent *precedent = NULL;
      g_autofree char *detail = NULL;
      int score = postil_fuzzy_score (label->name, typed);

      if (score < 0 || label->kind == POSTIL_LABEL_RELATION || label->kind == POSTIL_LABEL_DOCUMENT)
        continue;
      for (guint j = 0; j < precedents->len && precedent == NULL; j++)
        if (g_array_index (precedents, PostilPrecedent, j).label == label->id)
          precedent = &g_array_index (precedents, PostilPrecedent, j);
      if (precedent != NULL && typed[0] == '\0')
        score += (int) MIN (precedent->n_kept, PRECEDENT_BONUS);
      detail = label_detail (label, precedent);
      add_label (choices, label, "win.label", detail, score);
    }
  rank (choices);
  return choices;
}

static void
pick_label_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GArray) precedents = precedents_of (self);
  g_autofree char *note = tell_precedents (self, precedents);

  postil_chooser_open (self->chooser, _ ("Label"), note, label_choices, self);
}

/* --- Documents with a label ----------------------------------------------------------------------------------------- */

static GPtrArray *
list_label_choices (const char *typed, gpointer user_data)
{
  PostilWindow *self = user_data;
  GPtrArray *labels = postil_project_get_labels (postil_window_get_project (self));
  GPtrArray *choices = new_choices ();

  if (typed[0] == '\0')
    {
      PostilChoice *any = postil_choice_new (_ ("Any label, or none"), "win.list-label", G_MAXINT);

      any->target = g_variant_ref_sink (g_variant_new_int64 (0));
      g_ptr_array_add (choices, any);
    }
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      int score = postil_fuzzy_score (label->name, typed);

      if (score >= 0 && label->kind != POSTIL_LABEL_RELATION && label->kind != POSTIL_LABEL_DOCUMENT)
        add_label (choices, label, "win.list-label", NULL, score);
    }
  rank (choices);
  return choices;
}

static void
choose_list_label_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  g_object_set (self->panes, "show-start", TRUE, NULL);
  postil_chooser_open (self->chooser, _ ("Documents with the label"), NULL, list_label_choices, self);
}

static void
list_label_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  postil_document_list_set_label (self->documents, g_variant_get_int64 (parameter));
}

/* --- Relations ----------------------------------------------------------------------------------------------------- */

static GPtrArray *
relation_choices (const char *typed, gpointer user_data)
{
  PostilWindow *self = user_data;
  GPtrArray *labels = postil_project_get_labels (postil_window_get_project (self));
  GPtrArray *choices = new_choices ();

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      int score = label->kind == POSTIL_LABEL_RELATION ? postil_fuzzy_score (label->name, typed) : -1;

      if (score >= 0)
        add_label (choices, label, "win.relate-as", label->guideline, score);
    }
  rank (choices);
  return choices;
}

static char *
short_words (PostilWindow *self, PostilSpanId id)
{
  const PostilSpan *span = postil_session_get_span (self->session, id);
  const PostilDocument *document = postil_session_get_document (self->session);
  g_autofree char *words = postil_text_slice (
      document->text, POSTIL_RANGE (span->range.start, MIN (span->range.stop, span->range.start + 2 * SHOWN_MAX)));

  return shorten (words);
}

/* The first time it takes the current span for the head, the second time for the tail. */
static void
relate_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  PostilSpanId head = postil_session_get_relating (self->session);
  PostilSpanId current = postil_session_get_current (self->session);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *note = NULL;

  if (head == 0 || head == current)
    {
      postil_session_set_relating (self->session, current);
      postil_window_toast (self, _ ("Relate: Tab to the other span or click it, then Enter. Escape leaves it"), FALSE);
      return;
    }
  from = short_words (self, head);
  to = short_words (self, current);
  note = g_strdup_printf (_ ("From %s to %s"), from, to);
  postil_chooser_open (self->chooser, _ ("Relation"), note, relation_choices, self);
}

static void
relate_as_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (postil_session_relate (self->session, g_variant_get_int64 (parameter), &error))
    postil_window_toast (self, _ ("Related"), TRUE);
  else if (error != NULL)
    postil_window_fail (self, _ ("The relation was not made"), error);
}

/* --- Anything ------------------------------------------------------------------------------------------------------ */

static void
add_documents (PostilWindow *self, const char *typed, GPtrArray *choices)
{
  PostilDocumentFilter filter = { .reading = -1, .text = typed[0] != '\0' ? typed : NULL };
  PostilStore *store = postil_project_get_store (postil_window_get_project (self));
  g_autoptr (GPtrArray) rows = postil_documents_page (store, &filter, 0, DOCUMENTS_MAX, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const PostilDocumentRow *row = g_ptr_array_index (rows, i);
      gboolean titled = row->title != NULL && row->title[0] != '\0';
      int score = MAX (postil_fuzzy_score (titled ? row->title : row->key, typed), postil_fuzzy_score (row->key, typed));
      PostilChoice *choice = postil_choice_new (titled ? row->title : row->key, "win.open-document", MAX (score, 0));

      choice->target = g_variant_ref_sink (g_variant_new_int64 (row->id));
      choice->detail = g_strdup (titled ? row->key : NULL);
      g_ptr_array_add (choices, choice);
    }
}

static gboolean
is_enabled (PostilWindow *self, const char *action)
{
  GActionGroup *group = g_str_has_prefix (action, "app.")
                            ? G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (self)))
                            : G_ACTION_GROUP (self);

  return g_action_group_get_action_enabled (group, strchr (action, '.') + 1);
}

static void
add_actions (PostilWindow *self, const char *typed, GPtrArray *choices)
{
  gsize n_keys;
  const PostilKey *keys = postil_keys (&n_keys);

  for (gsize i = 0; i < n_keys; i++)
    {
      int score = keys[i].action != NULL ? postil_fuzzy_score (_ (keys[i].title), typed) : -1;
      PostilChoice *choice;

      if (score < 0)
        continue;
      choice = postil_choice_new (_ (keys[i].title), keys[i].action, score);
      if (!is_enabled (self, choice->action))
        {
          postil_choice_free (choice);
          continue;
        }
      choice->key = postil_key_map_to_text (self->keys, &keys[i]);
      g_ptr_array_add (choices, choice);
    }
}

static GPtrArray *
anything (const char *typed, gpointer user_data)
{
  PostilWindow *self = user_data;
  g_autoptr (GPtrArray) labels = label_choices (typed, self);
  GPtrArray *choices = new_choices ();

  add_documents (self, typed, choices);
  add_actions (self, typed, choices);
  for (guint i = 0; i < labels->len; i++)
    {
      PostilChoice *choice = g_steal_pointer (&g_ptr_array_index (labels, i));

      choice->score = MIN (choice->score, postil_fuzzy_score (choice->title, typed));
      g_ptr_array_add (choices, choice);
    }
  rank (choices);
  return choices;
}

static void
go_to_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  postil_chooser_open (self->chooser, _ ("Document, label or action"), NULL, anything, self);
}

static void
filter_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;

  g_object_set (self->panes, "show-start", TRUE, NULL);
  postil_document_list_focus_filter (self->documents);
}

static void
labels_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PostilWindow *self = data;
  const PostilSpan *span = postil_session_get_span (self->session, postil_session_get_current (self->session));

  postil_label_editor_show (GTK_WINDOW (self), postil_window_get_project (self), self->keys,
                            span != NULL ? span->label : 0);
}

static const GActionEntry actions[] = {
  { .name = "labels", .activate = labels_activated },
  { .name = "pick-label", .activate = pick_label_activated },
  { .name = "relate", .activate = relate_activated },
  { .name = "relate-as", .activate = relate_as_activated, .parameter_type = "x" },
  { .name = "go-to", .activate = go_to_activated },
  { .name = "filter", .activate = filter_activated },
  { .name = "choose-list-label", .activate = choose_list_label_activated },
  { .name = "list-label", .activate = list_label_activated, .parameter_type = "x" },
};

void
postil_window_install_choosers (PostilWindow *self)
{
  self->chooser = POSTIL_CHOOSER (postil_chooser_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->chooser), GTK_WIDGET (self->panes));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
