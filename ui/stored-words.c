/* stored-words.c - the sentences of the suggesters and the names of edits, and what in them is taken from the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "stored-words.h"

#include <glib/gi18n.h>
#include <string.h>

/*
 * The core writes each sentence where it has found something (app/suggest/); here they are named for the translators
 * alone. What the shipped rules say is taken out of resources/rules by tests/house/check-translation.py, and a test
 * lets all of the suggesters speak, so that a sentence which is missing here is found.
 */
static const char *const sentences[] G_GNUC_UNUSED = {
  /* Structure. */
  N_ ("Advertisement."),
  N_ ("Contact line."),
  N_ ("Control of the page."),
  N_ ("Copyright line."),
  N_ ("Legal line."),
  N_ ("Navigation."),
  N_ ("Navigation: names of menus and icons."),
  N_ ("Newsletter box."),
  N_ ("Newsletter or subscription box."),
  N_ ("Notice of the site about its own page."),
  N_ ("One of the headlines that are listed after the text."),
  N_ ("Picture credit."),
  N_ ("Related stories."),
  N_ ("Share bar."),
  N_ ("Sponsor line."),
  N_ ("Topic line."),
  N_ ("A short line in one block with lines of the site."),
  N_ ("Stands between the posts: controls of the page."),
  N_ ("Stands under a newsletter box at the end."),
  N_ ("The same line stands here more than once."),
  N_ ("The same line stands in several documents of the project."),
  N_ ("The site asks its readers for support."),
  N_ ("A post: its header has the shape that repeats in this document."),
  N_ ("Words of another post, marked as quoted."),
  N_ ("Names who wrote the page."),
  N_ ("The place (and agency) from which the report was sent."),
  N_ ("Words that belong to a picture or a film."),
  N_ ("Says what was changed after the page was published."),
  N_ ("The first line that is no prose, above the prose."),
  /* Quotes and who speaks. */
  N_ ("A title in quotation marks after a word for a work."),
  N_ ("Capitalised like a title."),
  N_ ("Quoted words whose closing mark is missing; they are taken to end with their paragraph."),
  N_ ("Words set off within a quote."),
  N_ ("A word or two in the marks of a headline: somebody's word, or distance."),
  N_ ("Quoted words next to a word for saying."),
  N_ ("A line of dialogue after a dash."),
  N_ ("A passage in quotation marks."),
  N_ ("Some of the words of what is reported in this sentence."),
  N_ ("A passage in quotation marks; nothing near says who speaks."),
  N_ ("A word or two in quotation marks, and nobody said to speak: irony, a term or a name."),
  N_ ("Reported without quotation marks."),
  N_ ("Says that somebody speaks."),
  N_ ("The one whose words are quoted or reported here."),
  /* Entities. */
  N_ ("A title in quotation marks"),
  N_ ("A country or region of the world, by the gazetteer"),
  N_ ("A known organisation, by the gazetteer"),
  N_ ("The last word says that it is a place"),
  N_ ("A country, by the gazetteer, in front of an organisation"),
  N_ ("A country or people with its government, ministry or force"),
  N_ ("A name and what happened there or to it"),
  N_ ("The document gives this name the label elsewhere"),
  N_ ("Part of a person's name that stands elsewhere in the document"),
  N_ ("The same name was found elsewhere in the document"),
  N_ ("The tagger of names, from the word, its shape and its neighbours"),
  /* Acts, the project's own learner, and what was tagged before. */
  N_ ("Learned"),
  N_ ("Learned from where the clause stands and from the kinds of words in it"),
  N_ ("You tagged this once"),
  N_ ("The words stand nowhere in the text, or in several places."),
};

/* With words of the document, or numbers, where %s stands; a translation keeps their order. The first that fits counts.
 */
static const char *const reasons[] = {
  N_ ("A post by %s, without a time: its header has the shape that repeats in this document."),
  N_ ("A post by %s, %s: its header has the shape that repeats in this document."),
  N_ ("You tagged this %s times"),
  N_ ("Proposed by %s"),
  /* Why an imported span has no place. */
  N_ ("The words do not stand at %s–%s in any unit."),
  N_ ("%s–%s is no place in a text of %s characters."),
};

/* What app/project*.c and the import call the steps of the history. */
static const char *const edits[] = {
  N_ ("Accept %s suggestions"),
  N_ ("Reject %s suggestions"),
  N_ ("Reopen %s suggestions"),
  N_ ("Accept %s × %s"),
  N_ ("Reject %s × %s"),
  N_ ("Reopen %s × %s"),
  N_ ("Accept %s"),
  N_ ("Reject %s"),
  N_ ("Reopen %s"),
  N_ ("Tag %s × %s"),
  N_ ("Tag %s"),
  N_ ("Untag %s hits"),
  N_ ("Relabel as %s"),
  N_ ("Move the edge of %s"),
  N_ ("Change the parts of %s"),
  N_ ("Note on %s"),
  N_ ("Relate: %s"),
  N_ ("Remove the rule %s"),
  N_ ("Remove %s"),
  N_ ("Mark as unread"),
  N_ ("Mark as being read"),
  N_ ("Mark as done"),
  N_ ("Mark or unmark %s"),
  N_ ("Author and time of a post"),
  N_ ("Join two posts"),
  N_ ("Split a post"),
  N_ ("Rename %s to %s"),
  N_ ("Archive the label %s"),
  N_ ("Bring the label %s back"),
  N_ ("Change the label %s"),
  N_ ("Add the label %s"),
  N_ ("Move the label %s"),
  N_ ("Merge %s into %s"),
  N_ ("Load labels"),
  N_ ("Save the rule %s"),
  N_ ("Import the rules of %s"),
  N_ ("Import %s files"),
  N_ ("Import %s"),
  N_ ("Place spans whose words stand once"),
  N_ ("Place %s"),
  N_ ("Dismiss %s"),
};

char **
postil_words_filled_in (const char *template, const char *text, guint max)
{
  g_auto (GStrv) literal = g_strsplit (template, "%s", (int) max + 1);
  guint n = g_strv_length (literal);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  if (!g_str_has_prefix (text, literal[0]))
    return NULL;
  text += strlen (literal[0]);
  for (guint i = 1; i < n; i++)
    {
      gboolean last = i + 1 == n;
      const char *at = last ? (g_str_has_suffix (text, literal[i]) ? text + strlen (text) - strlen (literal[i]) : NULL)
                            : strstr (text, literal[i]);

      if (at == NULL)
        return NULL;
      g_ptr_array_add (found, g_strndup (text, (gsize) (at - text)));
      text = at + strlen (literal[i]);
    }
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

#define WORDS_MAX 4

static char *
fill (const char *template, char **words)
{
  g_auto (GStrv) literal = g_strsplit (template, "%s", WORDS_MAX + 1);
  GString *out = g_string_new (literal[0]);

  for (guint i = 1; literal[i] != NULL; i++)
    {
      if (words[i - 1] == NULL)
        break;
      g_string_append (out, words[i - 1]);
      g_string_append (out, literal[i]);
    }
  return g_string_free (out, FALSE);
}

/* @text in the reader's language, when it is one of @templates with something filled in; NULL: it is none. (transfer
 * full) */
static char *
translate_filled (const char *const *templates, gsize n_templates, const char *text)
{
  for (gsize i = 0; i < n_templates; i++)
    {
      g_auto (GStrv) words = postil_words_filled_in (templates[i], text, WORDS_MAX);

      if (words != NULL)
        return fill (_ (templates[i]), words);
    }
  return NULL;
}

char *
postil_reason_words (const char *reason)
{
  const char *shown = reason != NULL && reason[0] != '\0' ? _ (reason) : reason;
  char *filled;
  const char *quoted;

  if (shown != reason || reason == NULL)
    return g_strdup (shown);
  filled = translate_filled (reasons, G_N_ELEMENTS (reasons), reason);
  if (filled != NULL)
    return filled;
  /* "blames somebody: “it was the board's doing”", "Learned: “never”, “denied”" */
  quoted = strstr (reason, ": “");
  if (quoted != NULL && quoted > reason)
    {
      g_autofree char *sentence = g_strndup (reason, (gsize) (quoted - reason));

      return g_strconcat (_ (sentence), quoted, NULL);
    }
  return g_strdup (reason);
}

char *
postil_edit_words (const char *title)
{
  char *filled = title != NULL ? translate_filled (edits, G_N_ELEMENTS (edits), title) : NULL;

  return filled != NULL ? filled : g_strdup (title);
}
