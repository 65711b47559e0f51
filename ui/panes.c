/* panes.c - content between two side panes that fold over it when the window is narrow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "panes.h"

struct _PostilPanes
{
  AdwBin   parent_instance;
  AdwFlap *outer; /* start pane, and as content the inner one */
  AdwFlap *inner; /* content and end pane */
};

enum
{
  PROP_START_CHILD = 1,
  PROP_CONTENT,
  PROP_END_CHILD,
  PROP_SHOW_START,
  PROP_SHOW_END,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_TYPE (PostilPanes, postil_panes, ADW_TYPE_BIN)

/* A pane is as wide as it asks for, whatever in it would like to grow. */
static void
set_pane (AdwFlap *flap, GtkWidget *pane)
{
  GtkWidget *clamp = adw_clamp_new ();
  int width = -1;

  if (pane != NULL)
    gtk_widget_get_size_request (pane, &width, NULL);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX (width, 0));
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), MAX (width, 0));
  adw_clamp_set_child (ADW_CLAMP (clamp), pane);
  gtk_widget_set_hexpand (clamp, FALSE);
  adw_flap_set_flap (flap, clamp);
}

static GtkWidget *
get_pane (AdwFlap *flap)
{
  GtkWidget *clamp = adw_flap_get_flap (flap);

  return clamp != NULL ? adw_clamp_get_child (ADW_CLAMP (clamp)) : NULL;
}

static void
postil_panes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostilPanes *self = POSTIL_PANES (object);

  switch (id)
    {
    case PROP_START_CHILD:
      g_value_set_object (value, get_pane (self->outer));
      break;
    case PROP_CONTENT:
      g_value_set_object (value, adw_flap_get_content (self->inner));
      break;
    case PROP_END_CHILD:
      g_value_set_object (value, get_pane (self->inner));
      break;
    case PROP_SHOW_START:
      g_value_set_boolean (value, adw_flap_get_reveal_flap (self->outer));
      break;
    case PROP_SHOW_END:
      g_value_set_boolean (value, adw_flap_get_reveal_flap (self->inner));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, adw_flap_get_folded (self->outer));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postil_panes_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostilPanes *self = POSTIL_PANES (object);

  switch (id)
    {
    case PROP_START_CHILD:
      set_pane (self->outer, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      adw_flap_set_content (self->inner, g_value_get_object (value));
      break;
    case PROP_END_CHILD:
      set_pane (self->inner, g_value_get_object (value));
      break;
    case PROP_SHOW_START:
      adw_flap_set_reveal_flap (self->outer, g_value_get_boolean (value));
      break;
    case PROP_SHOW_END:
      adw_flap_set_reveal_flap (self->inner, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postil_panes_class_init (PostilPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = postil_panes_get_property;
  object_class->set_property = postil_panes_set_property;
  properties[PROP_START_CHILD] = g_param_spec_object ("start-child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_END_CHILD] = g_param_spec_object ("end-child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SHOW_START] = g_param_spec_boolean ("show-start", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_END] = g_param_spec_boolean ("show-end", NULL, NULL, TRUE, flags);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
notify_show_start (PostilPanes *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_START]);
}

static void
notify_show_end (PostilPanes *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_END]);
}

static void
notify_narrow (PostilPanes *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* Swipes would fight with selecting text, so panes open by button or key and close by those, a click beside or Escape. */
static AdwFlap *
new_flap (GtkPackType position)
{
  AdwFlap *flap = ADW_FLAP (adw_flap_new ());

  adw_flap_set_flap_position (flap, position);
  adw_flap_set_swipe_to_open (flap, FALSE);
  adw_flap_set_swipe_to_close (flap, FALSE);
  adw_flap_set_separator (flap, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  return flap;
}

static void
postil_panes_init (PostilPanes *self)
{
  self->outer = new_flap (GTK_PACK_START);
  self->inner = new_flap (GTK_PACK_END);
  adw_flap_set_content (self->outer, GTK_WIDGET (self->inner));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->outer));
  g_signal_connect_object (self->outer, "notify::reveal-flap", G_CALLBACK (notify_show_start), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inner, "notify::reveal-flap", G_CALLBACK (notify_show_end), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outer, "notify::folded", G_CALLBACK (notify_narrow), self, G_CONNECT_SWAPPED);
}

gboolean
postil_panes_get_narrow (PostilPanes *self)
{
  g_return_val_if_fail (POSTIL_IS_PANES (self), FALSE);
  return adw_flap_get_folded (self->outer);
}

void
postil_panes_uncover (PostilPanes *self)
{
  g_return_if_fail (POSTIL_IS_PANES (self));
  if (adw_flap_get_folded (self->outer))
    adw_flap_set_reveal_flap (self->outer, FALSE);
  if (adw_flap_get_folded (self->inner))
    adw_flap_set_reveal_flap (self->inner, FALSE);
}
