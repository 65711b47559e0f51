/* keys.h - every key of the program in one table, from which accelerators, menus, the shortcuts window and the manual come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who listens to a key. Needs no GTK, so that the manual can be made from the table while building. */
typedef enum
{
  POSTIL_KEY_ANYWHERE, /* an accelerator of the application, with a modifier or a function key: works while typing too */
  POSTIL_KEY_READING,  /* a bare key: never while the focus is in an entry */
  POSTIL_KEY_LABELS,   /* the keys of the project's labels; the window finds out which they are */
  POSTIL_KEY_VIEW,     /* handled by the document view itself, listed for people */
} PostilKeyScope;

/* Also the order in which groups are shown. */
typedef enum
{
  POSTIL_KEYS_PROJECT,
  POSTIL_KEYS_MARK,
  POSTIL_KEYS_REVIEW,
  POSTIL_KEYS_MOVE,
  POSTIL_KEYS_WINDOW,
  POSTIL_KEYS_N_GROUPS,
} PostilKeyGroup;

/**
 * PostilKey:
 *
 * @action: a detailed action name ("win.mode::review"), NULL for keys that have none.
 * @accels: as GtkShortcutsShortcut reads them ("<Control>z", "1...9"), separated by spaces, the first is the one shown in
 * menus.
 * @title: what it does, for people, in the imperative.
 * @shown: how the manual names keys that are no accelerators, else NULL.
 */
typedef struct
{
  PostilKeyGroup group;
  PostilKeyScope scope;
  const char    *action;
  const char    *accels;
  const char    *title;
  const char    *shown;
} PostilKey;

const PostilKey *postil_keys (gsize *n_keys);
const char      *postil_key_group_title (PostilKeyGroup group);
/* "Ctrl+Shift+Z" for "<Control><Shift>z". (transfer full) */
char            *postil_key_accel_to_text (const char *accel);
/* All keys of a row for people: "Ctrl+Shift+Z, Ctrl+Y". (transfer full) */
char            *postil_key_to_text (const PostilKey *key);

G_END_DECLS
