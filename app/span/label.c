/* label.c - labels as plain values, and the set that a new project starts with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/error.h>
#include <postil/label.h>
#include <glib/gi18n.h>
#include <string.h>

static const char *const kind_names[] = {
  [POSTIL_LABEL_ENTITY] = "entity",       [POSTIL_LABEL_QUOTE] = "quote",       [POSTIL_LABEL_ACT] = "act",
  [POSTIL_LABEL_STRUCTURE] = "structure", [POSTIL_LABEL_RELATION] = "relation", [POSTIL_LABEL_DOCUMENT] = "document",
};

const char *
postil_label_kind_to_string (PostilLabelKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_names), NULL);
  return kind_names[kind];
}

gboolean
postil_label_kind_from_string (const char *name, PostilLabelKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    {
      if (g_strcmp0 (name, kind_names[i]) != 0)
        continue;
      *kind = (PostilLabelKind) i;
      return TRUE;
    }
  return FALSE;
}

PostilLabel *
postil_label_new (const char *name, PostilLabelKind kind)
{
  PostilLabel *self = g_new0 (PostilLabel, 1);

  self->id = postil_id_derive ("label", name, NULL);
  self->name = g_strdup (name);
  self->kind = kind;
  self->colour = g_strdup (postil_label_colour_for (name));
  self->shortcut = g_strdup ("");
  self->guideline = g_strdup ("");
  self->position = -1;
  return self;
}

PostilLabel *
postil_label_copy (const PostilLabel *self)
{
  PostilLabel *copy = g_new (PostilLabel, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->colour = g_strdup (self->colour);
  copy->shortcut = g_strdup (self->shortcut);
  copy->guideline = g_strdup (self->guideline);
  return copy;
}

void
postil_label_free (PostilLabel *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->colour);
  g_free (self->shortcut);
  g_free (self->guideline);
  g_free (self);
}

gboolean
postil_label_equal (const PostilLabel *a, const PostilLabel *b)
{
  return g_strcmp0 (a->name, b->name) == 0 && a->kind == b->kind && a->parent == b->parent &&
         g_strcmp0 (a->colour, b->colour) == 0 && g_strcmp0 (a->shortcut, b->shortcut) == 0 &&
         g_strcmp0 (a->guideline, b->guideline) == 0 && a->position == b->position && a->archived == b->archived;
}

gboolean
postil_label_check_name (const char *name, GError **error)
{
  const char *bad = NULL;

  if (!g_utf8_validate (name, -1, NULL))
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("A label's name must be valid UTF-8."));
      return FALSE;
    }
  for (const char *at = name; *at != '\0' && bad == NULL; at = g_utf8_next_char (at))
    {
      const GUnicodeType type = g_unichar_type (g_utf8_get_char (at));
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        bad = at;
    }
  if (bad != NULL)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                   _ ("A label's name must not hold control characters (U+%04X)."), g_utf8_get_char (bad));
      return FALSE;
    }
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      return TRUE;

  g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("A label needs a name that is not empty."));
  return FALSE;
}

/* Each stands out on white and on Adwaita's dark view (contrast 3:1 or more) and from each other. The digits go to acts
 * and quotes; the letters leave A, X, S, E, R, N and D to the window's own keys. */
static const struct
{
  const char *name;
  PostilLabelKind kind;
  const char *shortcut;
  const char *colour;
  const char *guideline;
} default_labels[] = {
  { "Allegation", POSTIL_LABEL_ACT, "1", "#cc6000",
    "Somebody is said to have done wrong. Take the claim itself, with whoever is accused when the words stand "
    "together; "
    "not a court's finding, not a plain report of fact." },
  { "Denial", POSTIL_LABEL_ACT, "2", "#2478dc",
    "An accusation or a claim is rejected as untrue, by the accused or for them. Take the rejecting clause; \"no "
    "comment\" "
    "is no denial." },
  { "Threat", POSTIL_LABEL_ACT, "3", "#e01b3c",
    "Harm or a penalty is announced to make somebody act, stop or be afraid. Wishes and warnings about the weather do "
    "not count." },
  { "Sarcasm", POSTIL_LABEL_ACT, "4", "#9c54d8",
    "The writer means the opposite of the words, or mocks by praising. Take the shortest stretch that carries it." },
  { "Quote", POSTIL_LABEL_QUOTE, "5", "#009c60",
    "Words given as somebody's own. Take what stands inside the marks, without the marks." },
  { "Statement", POSTIL_LABEL_QUOTE, "6", "#0c9c90",
    "What somebody said, in the reporter's words and without marks: the clause after \"said that\"." },
  { "ScareQuote", POSTIL_LABEL_QUOTE, "q", "#946c00",
    "Words set in marks to hold them at arm's length: nobody said them, the writer doubts them." },
  { "Cue", POSTIL_LABEL_QUOTE, "7", "#488418",
    "The word or words that show that somebody speaks: said, denied, according to, in a statement." },
  { "Person", POSTIL_LABEL_ENTITY, "p", "#00a800",
    "A named human being, also by family name or user name. Leave titles such as \"Dr.\" outside." },
  { "Organisation", POSTIL_LABEL_ENTITY, "o", "#90900c",
    "A named company, party, agency, club, court, team or other body that acts as one." },
  { "Place", POSTIL_LABEL_ENTITY, "l", "#009cc0",
    "A named country, town, street, building or stretch of land or water. A government named by its country is a Place "
    "too." },
  { "Work", POSTIL_LABEL_ENTITY, "w", "#d860c0",
    "A named book, film, song, law, report, programme or other made thing that is read or watched." },
  { "Event", POSTIL_LABEL_ENTITY, "v", "#c06c90",
    "A named happening: a war, an election, a storm, a festival, a match." },
  { "Product", POSTIL_LABEL_ENTITY, "u", "#b47854",
    "A named thing that is made or sold: a vehicle, a device, a drug, software." },
  { "Other", POSTIL_LABEL_ENTITY, "t", "#8484b4",
    "A name that fits no other kind: a nationality, a language, a faith, an award." },
  { "Post", POSTIL_LABEL_STRUCTURE, "8", "#3c6cfc",
    "One entry of a comment thread, from its header line to the end of its words." },
  { "QuotedReply", POSTIL_LABEL_STRUCTURE, "9", "#9c3cfc",
    "Another writer's words repeated inside a post in order to answer them." },
  { "Boilerplate", POSTIL_LABEL_STRUCTURE, "0", "#7c7c7c",
    "Site furniture and what is not the document's own words: menus, sharing buttons, cookie notes, teasers." },
  /* Shown by how the text is set, not by colour, and found by the program: they share a grey and need no keys. */
  { "Title", POSTIL_LABEL_STRUCTURE, "", "#7c7c7c", "The headline of the page." },
  { "Byline", POSTIL_LABEL_STRUCTURE, "", "#7c7c7c", "The line that names who wrote the page, often with the date." },
  { "Dateline", POSTIL_LABEL_STRUCTURE, "", "#7c7c7c",
    "The place and agency at the start of a report: \"HULL, England (AP)\". Leave the dash outside." },
  { "Caption", POSTIL_LABEL_STRUCTURE, "", "#7c7c7c", "Words that belong to a picture or a film." },
  { "UpdateNote", POSTIL_LABEL_STRUCTURE, "", "#7c7c7c",
    "Says what was changed, corrected or added after the page was published." },
  { "speaker", POSTIL_LABEL_RELATION, "", "#fc3000", "From a quote, a statement or an act to whoever says it." },
  { "cue", POSTIL_LABEL_RELATION, "", "#e43c78", "From a quote or a statement to the words that announce it." },
  { "target", POSTIL_LABEL_RELATION, "", "#f000fc",
    "From an act to whom it is about: the accused, the threatened, the mocked." },
  { "answers", POSTIL_LABEL_RELATION, "", "#fc00a8", "From a denial to the allegation that it rejects." },
  { "repeats", POSTIL_LABEL_RELATION, "", "#e46c6c",
    "From a later telling to the earlier one of the same thing, also across documents." },
};

GPtrArray *
postil_label_default_set (void)
{
  GPtrArray *set = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_label_free);

  for (guint i = 0; i < G_N_ELEMENTS (default_labels); i++)
    {
      PostilLabel *label = postil_label_new (default_labels[i].name, default_labels[i].kind);

      g_free (label->colour);
      g_free (label->shortcut);
      g_free (label->guideline);
      label->colour = g_strdup (default_labels[i].colour);
      label->shortcut = g_strdup (default_labels[i].shortcut);
      label->guideline = g_strdup (default_labels[i].guideline);
      label->position = (int) i;
      g_ptr_array_add (set, label);
    }
  return set;
}

const char *
postil_label_colour_for (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (default_labels); i++)
    if (strcmp (name, default_labels[i].name) == 0)
      return default_labels[i].colour;

  const guint64 id = (guint64) postil_id_derive ("colour", name, NULL);
  return default_labels[id % G_N_ELEMENTS (default_labels)].colour;
}

char *
postil_label_read_colour (const char *written)
{
  const gsize n = written != NULL ? strlen (written) : 0;

  if ((n != 4 && n != 7) || written[0] != '#' || strspn (written + 1, "0123456789abcdefABCDEF") != n - 1)
    return NULL;
  if (n == 7)
    return g_ascii_strdown (written, -1);
  g_autofree char *twice =
      g_strdup_printf ("#%c%c%c%c%c%c", written[1], written[1], written[2], written[2], written[3], written[3]);

  return g_ascii_strdown (twice, -1);
}
