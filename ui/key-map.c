/* key-map.c - the table of keys with the user's changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "key-map.h"

#include <glib/gi18n.h>
#include <string.h>

struct _PostilKeyMap
{
  GObject parent_instance;
  GSettings *settings;
  GHashTable *accels; /* row's name -> accelerators */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostilKeyMap, postil_key_map, G_TYPE_OBJECT)

static const char *
name_of (const PostilKey *key)
{
  return key->action != NULL ? key->action : key->accels;
}

/* --- Reading and writing -------------------------------------------------------------------------------------------
 */

static void
read_settings (PostilKeyMap *self)
{
  g_autoptr (GVariant) changes = g_settings_get_value (self->settings, "keys");
  const char *name, *accels;
  GVariantIter iter;

  g_hash_table_remove_all (self->accels);
  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &accels))
    {
      g_auto (GStrv) each = g_strsplit (accels, " ", -1);
      gboolean fine = each[0] != NULL;

      for (guint i = 0; each[i] != NULL; i++)
        fine = fine && gtk_accelerator_parse (each[i], NULL, NULL);
      if (fine)
        g_hash_table_insert (self->accels, g_strdup (name), g_strdup (accels));
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
write_settings (PostilKeyMap *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer name, accels;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, self->accels);
  while (g_hash_table_iter_next (&iter, &name, &accels))
    g_variant_builder_add (&builder, "{ss}", name, accels);
  g_settings_set_value (self->settings, "keys", g_variant_builder_end (&builder));
}

static void
postil_key_map_finalize (GObject *object)
{
  PostilKeyMap *self = POSTIL_KEY_MAP (object);

  g_clear_object (&self->settings);
  g_hash_table_unref (self->accels);
  G_OBJECT_CLASS (postil_key_map_parent_class)->finalize (object);
}

static void
postil_key_map_class_init (PostilKeyMapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_key_map_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_key_map_init (PostilKeyMap *self)
{
  self->accels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

PostilKeyMap *
postil_key_map_new (GSettings *settings)
{
  PostilKeyMap *self = g_object_new (POSTIL_TYPE_KEY_MAP, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::keys", G_CALLBACK (read_settings), self, G_CONNECT_SWAPPED);
  read_settings (self);
  return self;
}

gboolean
postil_key_map_can_set (const PostilKey *key)
{
  return key->scope != POSTIL_KEY_LABELS;
}

gboolean
postil_key_map_is_set (PostilKeyMap *self, const PostilKey *key)
{
  return self != NULL && postil_key_map_can_set (key) && g_hash_table_contains (self->accels, name_of (key));
}

const char *
postil_key_map_get (PostilKeyMap *self, const PostilKey *key)
{
  return postil_key_map_is_set (self, key) ? g_hash_table_lookup (self->accels, name_of (key)) : key->accels;
}

char *
postil_key_map_to_text (PostilKeyMap *self, const PostilKey *key)
{
  PostilKey now = *key;

  if (!postil_key_map_is_set (self, key))
    return postil_key_to_text (key);
  now.accels = postil_key_map_get (self, key);
  now.shown = NULL;
  return postil_key_to_text (&now);
}

void
postil_key_map_set (PostilKeyMap *self, const PostilKey *key, const char *accels)
{
  g_return_if_fail (POSTIL_IS_KEY_MAP (self));
  if (accels == NULL || strcmp (accels, key->accels) == 0)
    g_hash_table_remove (self->accels, name_of (key));
  else
    g_hash_table_insert (self->accels, g_strdup (name_of (key)), g_strdup (accels));
  write_settings (self);
}

void
postil_key_map_reset (PostilKeyMap *self)
{
  g_return_if_fail (POSTIL_IS_KEY_MAP (self));
  g_settings_reset (self->settings, "keys");
}

/* --- Asking ---------------------------------------------------------------------------------------------------------
 */

/* A function key works while typing, and so does anything with Ctrl or Alt. */
static gboolean
is_safe_while_typing (guint keyval, GdkModifierType modifiers)
{
  return (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 ||
         (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F35);
}

char *
postil_key_map_refuse (const PostilKey *key, guint keyval, GdkModifierType modifiers)
{
  gboolean letter = g_unichar_isgraph (gdk_keyval_to_unicode (keyval));

  if (key->scope == POSTIL_KEY_ANYWHERE && !is_safe_while_typing (keyval, modifiers))
    return g_strdup (_ ("This works while you type, too: take a key with Ctrl or Alt, or a function key."));
  if (key->scope == POSTIL_KEY_READING && (modifiers & ~GDK_SHIFT_MASK) != 0)
    return g_strdup (_ ("This is for reading: take a key alone or with Shift."));
  if (letter && g_unichar_isdigit (gdk_keyval_to_unicode (keyval)) && (modifiers & ~GDK_SHIFT_MASK) == 0)
    return g_strdup (_ ("Digits belong to labels: choose another key."));
  return NULL;
}

static gboolean
has (const char *accels, guint keyval, GdkModifierType modifiers, guint *index)
{
  g_auto (GStrv) each = g_strsplit (accels, " ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      GdkModifierType wanted_modifiers;
      guint wanted;

      if (gtk_accelerator_parse (each[i], &wanted, &wanted_modifiers) && wanted == keyval &&
          wanted_modifiers == modifiers)
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

const PostilKey *
postil_key_map_find (PostilKeyMap *self, guint keyval, GdkModifierType modifiers, const PostilKey *except)
{
  gsize n_keys;
  const PostilKey *keys = postil_keys (&n_keys);
  guint index;

  for (gsize i = 0; i < n_keys; i++)
    if (&keys[i] != except && keys[i].scope != POSTIL_KEY_LABELS &&
        has (postil_key_map_get (self, &keys[i]), keyval, modifiers, &index))
      return &keys[i];
  return NULL;
}

gboolean
postil_key_map_translate (PostilKeyMap *self, guint *keyval, GdkModifierType *modifiers)
{
  /* Shift makes a capital, and Tab something else altogether. */
  guint plain = *keyval == GDK_KEY_ISO_Left_Tab ? GDK_KEY_Tab : gdk_keyval_to_lower (*keyval);
  const PostilKey *key;
  guint index = 0;

  if (self == NULL || g_hash_table_size (self->accels) == 0)
    return TRUE;
  key = postil_key_map_find (self, plain, *modifiers, NULL);
  if (key != NULL && key->scope == POSTIL_KEY_VIEW && postil_key_map_is_set (self, key))
    {
      g_auto (GStrv) made_with = g_strsplit (key->accels, " ", -1);

      has (postil_key_map_get (self, key), plain, *modifiers, &index);
      return index < g_strv_length (made_with) && gtk_accelerator_parse (made_with[index], keyval, modifiers);
    }
  key = postil_key_map_find (NULL, plain, *modifiers, NULL);
  return key == NULL || key->scope != POSTIL_KEY_VIEW || !postil_key_map_is_set (self, key);
}
