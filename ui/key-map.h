/* key-map.h - which keys the table's rows have now, after the user changed some
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "keys.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_KEY_MAP (postil_key_map_get_type ())
/**
 * PostilKeyMap:
 *
 * The table of keys.h with the changes that stand under "keys" in the settings. A row is known there by its action, or
 * where it has none by the keys it was made with. Main thread only. Emits ::changed.
 */
G_DECLARE_FINAL_TYPE (PostilKeyMap, postil_key_map, POSTIL, KEY_MAP, GObject)

PostilKeyMap *postil_key_map_new (GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/* As in PostilKey; owned by the map until it changes. @self may be NULL: nothing was changed. */
const char   *postil_key_map_get     (PostilKeyMap *self, const PostilKey *key);
/* For people: "Ctrl+Shift+Z, Ctrl+Y". (transfer full) */
char         *postil_key_map_to_text (PostilKeyMap *self, const PostilKey *key);
/* Rows of labels' keys belong to the project. */
gboolean      postil_key_map_can_set (const PostilKey *key);
gboolean      postil_key_map_is_set  (PostilKeyMap *self, const PostilKey *key);
/* @accels: as many as the row has for the view, else one. NULL: as it was made. */
void          postil_key_map_set     (PostilKeyMap *self, const PostilKey *key, const char *accels);
void          postil_key_map_reset   (PostilKeyMap *self);

/* Why a row cannot have this key, for people; NULL: it can. (transfer full) */
char            *postil_key_map_refuse (const PostilKey *key, guint keyval, GdkModifierType modifiers);
/* Who has the key, other than @except; NULL: nobody. */
const PostilKey *postil_key_map_find (PostilKeyMap *self, guint keyval, GdkModifierType modifiers, const PostilKey *except);
/* For keys that the document view handles: what was pressed becomes what the row was made with. FALSE when the key has lost its
 * meaning to another. @self may be NULL. */
gboolean         postil_key_map_translate (PostilKeyMap *self, guint *keyval, GdkModifierType *modifiers);

G_END_DECLS
