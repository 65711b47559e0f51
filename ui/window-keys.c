/* window-keys.c - bare keys: labels, review, and never while somebody types
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "window-private.h"

#include "key-map.h"

#include <string.h>

/* Text fields keep their keys, and so does everything that lies over the window: menus choose by letter too. */
static gboolean
is_typing (PostilWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus == NULL)
    return FALSE;
  if (GTK_IS_TEXT_VIEW (focus))
    return gtk_text_view_get_editable (GTK_TEXT_VIEW (focus));
  return GTK_IS_EDITABLE (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

static gboolean
matches_accel (const char *accels, guint keyval, GdkModifierType modifiers)
{
  g_auto (GStrv) each = g_strsplit (accels, " ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      GdkModifierType wanted_modifiers;
      guint wanted;

      if (gtk_accelerator_parse (each[i], &wanted, &wanted_modifiers) && wanted == keyval &&
          wanted_modifiers == modifiers)
        return TRUE;
    }
  return FALSE;
}

static gboolean
activate_bare_key (PostilWindow *self, guint keyval, GdkModifierType modifiers)
{
  gsize n_keys;
  const PostilKey *keys = postil_keys (&n_keys);

  for (gsize i = 0; i < n_keys; i++)
    {
      const char *action = keys[i].action;

      if (keys[i].scope != POSTIL_KEY_READING ||
          !matches_accel (postil_key_map_get (self->keys, &keys[i]), keyval, modifiers))
        continue;
      /* What acts on the document must not do so while it is out of sight. */
      if (postil_window_shows_page (self, "search") && g_str_equal (action, "win.remove"))
        action = "win.untag-hits";
      else if (postil_window_shows_page (self, "search") && !g_str_equal (action, "win.pick-label"))
        continue;
      if (!gtk_widget_activate_action (GTK_WIDGET (self), action, NULL))
        gtk_widget_error_bell (GTK_WIDGET (self));
      return TRUE;
    }
  return FALSE;
}

static const PostilLabel *
label_with_key (PostilWindow *self, guint keyval)
{
  GPtrArray *labels = postil_project_get_labels (postil_window_get_project (self));
  gunichar key = gdk_keyval_to_unicode (keyval);

  if (key == 0)
    return NULL;
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->shortcut != NULL && label->shortcut[0] != '\0' &&
          g_unichar_tolower (g_utf8_get_char (label->shortcut)) == g_unichar_tolower (key))
        return label;
    }
  return NULL;
}

static gboolean
is_tag (const PostilLabel *label)
{
  return label != NULL && label->kind != POSTIL_LABEL_RELATION && label->kind != POSTIL_LABEL_DOCUMENT;
}

/* What the key would give without Shift: '1' for '!' on one keyboard, '&' for '1' on another. */
static guint
unshifted (PostilWindow *self, guint keycode, int group, guint keyval)
{
  guint plain = 0;

  if (gdk_display_translate_key (gtk_widget_get_display (GTK_WIDGET (self)), keycode, 0, group, &plain, NULL, NULL, NULL))
    return plain;
  return gdk_keyval_to_lower (keyval);
}

static gboolean
activate_label_key (PostilWindow *self, guint keyval, guint plain, gboolean shift)
{
  const PostilLabel *label = label_with_key (self, shift ? plain : keyval);
  const char *action = shift ? "win.label-all" : "win.label";

  if (!is_tag (label) && shift)
    {
      /* A keyboard whose digits need Shift. */
      label = label_with_key (self, keyval);
      action = "win.label";
    }
  if (!is_tag (label))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), action, "x", label->id);
  return TRUE;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, PostilWindow *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;
  guint plain;

  if (self->session == NULL || (modifiers & ~GDK_SHIFT_MASK) != 0 || is_typing (self))
    return FALSE;
  /* Of the pages in the document's place, only the search has something to tag. */
  if (postil_window_shows_page (self, NULL) && !postil_window_shows_page (self, "search"))
    return FALSE;
  plain = unshifted (self, keycode, gtk_event_controller_key_get_group (controller), keyval);
  /* The program's own keys come first: a label cannot take A, X, S or D away. */
  if (activate_bare_key (self, gdk_keyval_to_lower (plain), modifiers))
    return TRUE;
  /* A slash that needs Shift on this keyboard. */
  if (shift && !g_unichar_isalnum (gdk_keyval_to_unicode (keyval)) && activate_bare_key (self, keyval, 0))
    return TRUE;
  if (postil_session_get_document (self->session) == NULL)
    return FALSE;
  return activate_label_key (self, gdk_keyval_to_lower (keyval), gdk_keyval_to_lower (plain), shift);
}

void
postil_window_install_keys (PostilWindow *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  /* Before the focused widget: a text view's input method swallows letters even where nothing can be typed. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
