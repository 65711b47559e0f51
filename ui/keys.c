/* keys.c - every key of the program in one table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "keys.h"

#include <glib/gi18n.h>
#include <string.h>

#define ANY POSTIL_KEY_ANYWHERE
#define BARE POSTIL_KEY_READING
#define LABELS POSTIL_KEY_LABELS
#define VIEW POSTIL_KEY_VIEW

static const PostilKey keys[] = {
  { POSTIL_KEYS_PROJECT, ANY, "app.new", "<Control>n", N_ ("New project"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "app.open", "<Control>o", N_ ("Open a project"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.import", "<Control>i", N_ ("Import files"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.import-folder", "<Control><Shift>i", N_ ("Import a folder"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.check-import", "<Control><Alt>i", N_ ("Check files without importing"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.unaligned", "<Control>u", N_ ("Place spans that an import could not place"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.suggest", "F5", N_ ("Suggest: fill the review queue"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.suggest-program", "<Control>F5", N_ ("Suggest with a program of your own…"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.cancel", "<Shift>F5", N_ ("Stop suggesting; what was found so far stays"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.export-again", "<Control>e", N_ ("Export again, as the last time"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.export", "<Control><Shift>s", N_ ("Export…"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.labels", "<Control><Shift>l", N_ ("Edit the labels"), NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.print", "<Control>p", N_ ("Print this document with its spans, or make a PDF"),
    NULL },

  { POSTIL_KEYS_MARK, LABELS, NULL, "1...9", N_ ("Tag the selection, or relabel the current span"),
    N_ ("1 to 9, 0, a label's letter") },
  { POSTIL_KEYS_MARK, LABELS, NULL, "<Shift>1...<Shift>9", N_ ("Tag every identical string in this document"),
    N_ ("Shift + the label's key") },
  { POSTIL_KEYS_MARK, VIEW, NULL, "e",
    N_ ("Move an edge of the current span: Left and Right, by marks Up and Down, with Shift the other edge"), NULL },
  { POSTIL_KEYS_MARK, BARE, "win.pick-label", "slash",
    N_ ("Choose a label by name, knowing what these words were before"), NULL },
  { POSTIL_KEYS_MARK, BARE, "win.add-part", "plus KP_Add",
    N_ ("Add the selection to the span before, as a further part"), NULL },
  { POSTIL_KEYS_MARK, BARE, "win.cut-part", "minus KP_Subtract", N_ ("Cut the selection out of the span before"),
    NULL },
  { POSTIL_KEYS_MARK, BARE, "win.relate", "r", N_ ("Relate the current span to another: Tab to it, then Enter"), NULL },
  { POSTIL_KEYS_MARK, ANY, "win.rule-from-span", "<Control><Shift>r", N_ ("Make a rule from this span"), NULL },
  { POSTIL_KEYS_MARK, BARE, "win.note", "n", N_ ("Write a note on the current span"), NULL },
  { POSTIL_KEYS_MARK, BARE, "win.boilerplate", "b", N_ ("Mark the selection or paragraph as boilerplate, or no longer"),
    NULL },
  { POSTIL_KEYS_MARK, BARE, "win.quoted-reply", "<Shift>b",
    N_ ("Mark the selection or paragraph as a quoted reply, or no longer"), NULL },
  { POSTIL_KEYS_MARK, BARE, "win.split-post", "k", N_ ("Begin a new post at the caret"), NULL },
  { POSTIL_KEYS_MARK, BARE, "win.join-post", "j", N_ ("Join this post with the one before"), NULL },
  { POSTIL_KEYS_MARK, BARE, "win.post-info", "h", N_ ("Set author and time of this post"), NULL },
  { POSTIL_KEYS_MARK, BARE, "win.fold", "f", N_ ("Fold or unfold the boilerplate or quoted reply at the caret"), NULL },
  { POSTIL_KEYS_MARK, BARE, "win.fold-all", "<Shift>f", N_ ("Fold or unfold all boilerplate and quoted replies"),
    NULL },
  { POSTIL_KEYS_MARK, BARE, "win.remove", "Delete KP_Delete", N_ ("Remove the current span"), NULL },
  { POSTIL_KEYS_MARK, ANY, "win.undo", "<Control>z", N_ ("Undo"), NULL },
  { POSTIL_KEYS_MARK, ANY, "win.redo", "<Control><Shift>z <Control>y", N_ ("Redo"), NULL },

  { POSTIL_KEYS_REVIEW, BARE, "win.accept", "a", N_ ("Accept the current suggestion"), NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.reject", "x", N_ ("Reject the current suggestion"), NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.skip", "s", N_ ("Skip it for now"), NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.accept-all", "<Shift>a", N_ ("Accept every identical suggestion in the project"),
    NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.reject-all", "<Shift>x", N_ ("Reject every identical suggestion in the project"),
    NULL },
  { POSTIL_KEYS_REVIEW, ANY, "win.decide-similar", "<Control><Shift>a",
    N_ ("Decide on many: all of a source from a score on"), NULL },
  { POSTIL_KEYS_REVIEW, ANY, "win.review-filter", "<Control>r", N_ ("What to review, and in which order"), NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.done", "d", N_ ("This document is done: next one"), NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.done-rest", "<Shift>d",
    N_ ("This document is done: reject what the queue still has of it, next one"), NULL },

  { POSTIL_KEYS_MOVE, VIEW, NULL, "Left Right", N_ ("Previous and next token"), NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "<Shift>Left <Shift>Right", N_ ("Extend the selection by a token"), NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "<Alt>Left <Alt>Right", N_ ("Nudge by a character"), NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "Up Down", N_ ("Previous and next line"), NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "space", N_ ("Grow the selection: word, clause, sentence, paragraph"), NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "<Shift>space", N_ ("Shrink the selection"), NULL },
  { POSTIL_KEYS_MOVE, BARE, "win.select-clause", "comma", N_ ("Select the clause here; again: the next one, too"),
    NULL },
  { POSTIL_KEYS_MOVE, BARE, "win.select-sentence", "period", N_ ("Select the sentence here; again: the next one, too"),
    NULL },
  { POSTIL_KEYS_MOVE, BARE, "win.describe", "i", N_ ("Say beside the current span what is known of it"), NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "Tab", N_ ("Next span; in Review the next suggestion, across documents"), NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "<Shift>Tab", N_ ("Previous span or suggestion"), NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "Escape", N_ ("Select nothing"), NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.next-document", "<Control>Page_Down", N_ ("Next document"), NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.previous-document", "<Control>Page_Up", N_ ("Previous document"), NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.go-to", "<Control>k", N_ ("Go to anything: documents, labels, actions"), NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.choose-entity", "<Control><Shift>k", N_ ("Go to a person, organisation or place"),
    NULL },
  { POSTIL_KEYS_MOVE, BARE, "win.next-mention", "m", N_ ("Next mention of the same name, across documents"), NULL },
  { POSTIL_KEYS_MOVE, BARE, "win.previous-mention", "<Shift>m", N_ ("Previous mention of the same name"), NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.filter", "<Control>l", N_ ("Filter the document list"), NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.choose-list-label", "<Control><Alt>l", N_ ("List the documents with a label"), NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.search", "<Control><Shift>f", N_ ("Search all documents"), NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.search-selection", "<Control><Shift>e", N_ ("Find the selected words elsewhere"),
    NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.find", "<Control>f", N_ ("Find in this document"), NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.find-next", "<Control>g", N_ ("Next hit"), NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.find-previous", "<Control><Shift>g", N_ ("Previous hit"), NULL },

  { POSTIL_KEYS_WINDOW, ANY, "win.mode::annotate", "<Alt>1", N_ ("Annotate"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.mode::review", "<Alt>2", N_ ("Review"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.statistics", "<Alt>3", N_ ("Statistics"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.page::rules", "<Alt>4", N_ ("Rules: write, try and keep them"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.page::ledger", "<Alt>5", N_ ("Sources, and how their suggestions fared"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.page::quality", "<Alt>6", N_ ("Quality: suggestions against what was kept"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.show-rejected", "<Control>h", N_ ("Show rejected suggestions"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.show-list", "F9", N_ ("Show the document list"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.show-inspector", "<Shift>F9", N_ ("Show the inspector"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "app.preferences", "<Control>comma", N_ ("Preferences"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.shortcuts", "<Control>question <Control>slash", N_ ("Keys"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.close", "<Control>w", N_ ("Close the window"), NULL },
  { POSTIL_KEYS_WINDOW, ANY, "app.quit", "<Control>q", N_ ("Quit"), NULL },
};

static const char *const group_titles[POSTIL_KEYS_N_GROUPS] = {
  [POSTIL_KEYS_PROJECT] = N_ ("Project"), [POSTIL_KEYS_MARK] = N_ ("Mark"),
  [POSTIL_KEYS_REVIEW] = N_ ("Review"),   [POSTIL_KEYS_MOVE] = N_ ("Move and select"),
  [POSTIL_KEYS_WINDOW] = N_ ("Window"),
};

const PostilKey *
postil_keys (gsize *n_keys)
{
  *n_keys = G_N_ELEMENTS (keys);
  return keys;
}

const char *
postil_key_group_title (PostilKeyGroup group)
{
  g_return_val_if_fail (group < POSTIL_KEYS_N_GROUPS, NULL);
  return _ (group_titles[group]);
}

/* Names of keys as people and keyboards call them; anything else is shown as it is, a letter in upper case. */
static const struct
{
  const char *key;
  const char *name;
} key_names[] = {
  { "space", NC_ ("key", "Space") },
  { "Page_Down", NC_ ("key", "Page Down") },
  { "Page_Up", NC_ ("key", "Page Up") },
  { "Left", NC_ ("key", "Left") },
  { "Right", NC_ ("key", "Right") },
  { "Up", NC_ ("key", "Up") },
  { "Down", NC_ ("key", "Down") },
  { "Tab", NC_ ("key", "Tab") },
  { "Escape", NC_ ("key", "Escape") },
  { "Delete", NC_ ("key", "Delete") },
  { "KP_Delete", NC_ ("key", "Keypad Delete") },
  { "KP_Add", NC_ ("key", "Keypad +") },
  { "KP_Subtract", NC_ ("key", "Keypad -") },
  { "Control", NC_ ("key", "Ctrl") },
  { "Shift", NC_ ("key", "Shift") },
  { "Alt", NC_ ("key", "Alt") },
  { "question", "?" },
  { "slash", "/" },
  { "comma", "," },
  { "plus", "+" },
  { "minus", "-" },
  { "period", "." },
};

static void
append_key_name (GString *text, const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_names); i++)
    if (strlen (key_names[i].key) == length && strncmp (key_names[i].key, name, length) == 0)
      {
        g_string_append (text, g_dpgettext2 (NULL, "key", key_names[i].name));
        return;
      }
  if (length == 1)
    g_string_append_c (text, g_ascii_toupper (name[0]));
  else
    g_string_append_len (text, name, (gssize) length);
}

char *
postil_key_accel_to_text (const char *accel)
{
  GString *text = g_string_new (NULL);

  while (*accel == '<')
    {
      const char *end = strchr (accel, '>');

      g_return_val_if_fail (end != NULL, g_string_free (text, FALSE));
      append_key_name (text, accel + 1, (gsize) (end - accel - 1));
      g_string_append_c (text, '+');
      accel = end + 1;
    }
  append_key_name (text, accel, strlen (accel));
  return g_string_free (text, FALSE);
}

char *
postil_key_to_text (const PostilKey *key)
{
  g_auto (GStrv) accels = NULL;
  GString *text;

  if (key->shown != NULL)
    return g_strdup (_ (key->shown));
  text = g_string_new (NULL);
  accels = g_strsplit (key->accels, " ", -1);
  for (guint i = 0; accels[i] != NULL; i++)
    {
      g_autofree char *name = postil_key_accel_to_text (accels[i]);

      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, name);
    }
  return g_string_free (text, FALSE);
}
