/* keys.c - every key of the program in one table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "keys.h"

#include <string.h>

#define ANY POSTIL_KEY_ANYWHERE
#define BARE POSTIL_KEY_READING
#define LABELS POSTIL_KEY_LABELS
#define VIEW POSTIL_KEY_VIEW

static const PostilKey keys[] = {
  { POSTIL_KEYS_PROJECT, ANY, "app.new", "<Control>n", "New project", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "app.open", "<Control>o", "Open a project", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.import", "<Control>i", "Import files", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.import-folder", "<Control><Shift>i", "Import a folder", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.check-import", "<Control><Alt>i", "Check files without importing", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.unaligned", "<Control>u", "Place spans that an import could not place", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.suggest", "F5", "Suggest: fill the review queue", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.suggest-program", "<Control>F5", "Suggest with a program of your own…", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.export-again", "<Control>e", "Export again, as the last time", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.export", "<Control><Shift>s", "Export…", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.labels", "<Control><Shift>l", "Edit the labels", NULL },
  { POSTIL_KEYS_PROJECT, ANY, "win.print", "<Control>p", "Print this document with its spans, or make a PDF", NULL },

  { POSTIL_KEYS_MARK, LABELS, NULL, "1...9", "Tag the selection, or relabel the current span",
    "1 to 9, 0, a label's letter" },
  { POSTIL_KEYS_MARK, LABELS, NULL, "<Shift>1...<Shift>9", "Tag every identical string in this document",
    "Shift + the label's key" },
  { POSTIL_KEYS_MARK, VIEW, NULL, "e",
    "Move an edge of the current span: then Left and Right, with Shift the other edge", NULL },
  { POSTIL_KEYS_MARK, BARE, "win.pick-label", "slash", "Choose a label by name, knowing what these words were before",
    NULL },
  { POSTIL_KEYS_MARK, BARE, "win.add-part", "plus KP_Add", "Add the selection to the span before, as a further part", NULL },
  { POSTIL_KEYS_MARK, BARE, "win.cut-part", "minus KP_Subtract", "Cut the selection out of the span before", NULL },
  { POSTIL_KEYS_MARK, BARE, "win.relate", "r", "Relate the current span to another: Tab to it, then Enter", NULL },
  { POSTIL_KEYS_MARK, ANY, "win.rule-from-span", "<Control><Shift>r", "Make a rule from this span", NULL },
  { POSTIL_KEYS_MARK, BARE, "win.note", "n", "Write a note on the current span", NULL },
  { POSTIL_KEYS_MARK, BARE, "win.boilerplate", "b", "Mark the selection or paragraph as boilerplate, or no longer",
    NULL },
  { POSTIL_KEYS_MARK, BARE, "win.quoted-reply", "<Shift>b",
    "Mark the selection or paragraph as a quoted reply, or no longer", NULL },
  { POSTIL_KEYS_MARK, BARE, "win.split-post", "k", "Begin a new post at the caret", NULL },
  { POSTIL_KEYS_MARK, BARE, "win.join-post", "j", "Join this post with the one before", NULL },
  { POSTIL_KEYS_MARK, BARE, "win.post-info", "h", "Set author and time of this post", NULL },
  { POSTIL_KEYS_MARK, BARE, "win.remove", "Delete KP_Delete", "Remove the current span", NULL },
  { POSTIL_KEYS_MARK, ANY, "win.undo", "<Control>z", "Undo", NULL },
  { POSTIL_KEYS_MARK, ANY, "win.redo", "<Control><Shift>z <Control>y", "Redo", NULL },

  { POSTIL_KEYS_REVIEW, BARE, "win.accept", "a", "Accept the current suggestion", NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.reject", "x", "Reject the current suggestion", NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.skip", "s", "Skip it for now", NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.accept-all", "<Shift>a", "Accept every identical suggestion in the project", NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.reject-all", "<Shift>x", "Reject every identical suggestion in the project", NULL },
  { POSTIL_KEYS_REVIEW, ANY, "win.decide-similar", "<Control><Shift>a", "Decide on many: all of a source from a score on", NULL },
  { POSTIL_KEYS_REVIEW, BARE, "win.done", "d", "This document is done: next one", NULL },

  { POSTIL_KEYS_MOVE, VIEW, NULL, "Left Right", "Previous and next token", NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "<Shift>Left <Shift>Right", "Extend the selection by a token", NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "<Alt>Left <Alt>Right", "Nudge by a character", NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "Up Down", "Previous and next line", NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "space", "Grow the selection: word, clause, sentence, paragraph", NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "<Shift>space", "Shrink the selection", NULL },
  { POSTIL_KEYS_MOVE, BARE, "win.select-clause", "comma", "Select the clause here; again: the next one, too", NULL },
  { POSTIL_KEYS_MOVE, BARE, "win.select-sentence", "period", "Select the sentence here; again: the next one, too", NULL },
  { POSTIL_KEYS_MOVE, BARE, "win.describe", "i", "Say beside the current span what is known of it", NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "Tab", "Next span; in Review the next suggestion, across documents", NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "<Shift>Tab", "Previous span or suggestion", NULL },
  { POSTIL_KEYS_MOVE, VIEW, NULL, "Escape", "Select nothing", NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.next-document", "<Control>Page_Down", "Next document", NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.previous-document", "<Control>Page_Up", "Previous document", NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.go-to", "<Control>k", "Go to anything: documents, labels, actions", NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.filter", "<Control>l", "Filter the document list", NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.search", "<Control><Shift>f", "Search all documents", NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.search-selection", "<Control><Shift>e", "Find the selected words elsewhere", NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.find", "<Control>f", "Find in this document", NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.find-next", "<Control>g", "Next hit", NULL },
  { POSTIL_KEYS_MOVE, ANY, "win.find-previous", "<Control><Shift>g", "Previous hit", NULL },

  { POSTIL_KEYS_WINDOW, ANY, "win.mode::annotate", "<Alt>1", "Annotate", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.mode::review", "<Alt>2", "Review", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.statistics", "<Alt>3", "Statistics", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.page::rules", "<Alt>4", "Rules: write, try and keep them", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.page::ledger", "<Alt>5", "Sources, and how their suggestions fared", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.page::quality", "<Alt>6", "Quality: suggestions against what was kept", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.show-rejected", "<Control>h", "Show rejected suggestions", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.show-list", "F9", "Show the document list", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.show-inspector", "<Shift>F9", "Show the inspector", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "app.preferences", "<Control>comma", "Preferences", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.shortcuts", "<Control>question <Control>slash", "Keys", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "win.close", "<Control>w", "Close the window", NULL },
  { POSTIL_KEYS_WINDOW, ANY, "app.quit", "<Control>q", "Quit", NULL },
};

static const char *const group_titles[POSTIL_KEYS_N_GROUPS] = {
  [POSTIL_KEYS_PROJECT] = "Project",
  [POSTIL_KEYS_MARK] = "Mark",
  [POSTIL_KEYS_REVIEW] = "Review",
  [POSTIL_KEYS_MOVE] = "Move and select",
  [POSTIL_KEYS_WINDOW] = "Window",
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
  return group_titles[group];
}

/* Names of keys as people and keyboards call them; anything else is shown as it is, a letter in upper case. */
static const struct
{
  const char *key;
  const char *name;
} key_names[] = {
  { "space", "Space" },     { "Page_Down", "Page Down" },
  { "Page_Up", "Page Up" }, { "KP_Delete", "Keypad Delete" },
  { "question", "?" },      { "slash", "/" },
  { "comma", "," },
  { "plus", "+" },          { "minus", "-" },
  { "period", "." },        { "KP_Add", "Keypad +" },
  { "KP_Subtract", "Keypad -" },
};

static void
append_key_name (GString *text, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_names); i++)
    if (strcmp (key_names[i].key, name) == 0)
      {
        g_string_append (text, key_names[i].name);
        return;
      }
  if (name[0] != '\0' && name[1] == '\0')
    g_string_append_c (text, g_ascii_toupper (name[0]));
  else
    g_string_append (text, name);
}

char *
postil_key_accel_to_text (const char *accel)
{
  GString *text = g_string_new (NULL);

  while (*accel == '<')
    {
      const char *end = strchr (accel, '>');

      g_return_val_if_fail (end != NULL, g_string_free (text, FALSE));
      if (strncmp (accel, "<Control>", 9) == 0)
        g_string_append (text, "Ctrl");
      else
        g_string_append_len (text, accel + 1, end - accel - 1);
      g_string_append_c (text, '+');
      accel = end + 1;
    }
  append_key_name (text, accel);
  return g_string_free (text, FALSE);
}

char *
postil_key_to_text (const PostilKey *key)
{
  g_auto (GStrv) accels = NULL;
  GString *text;

  if (key->shown != NULL)
    return g_strdup (key->shown);
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
