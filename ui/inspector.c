/* inspector.c - the right pane: what it follows, and the note
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inspector-private.h"

#define REST_MS 100 /* without a change */

G_DEFINE_FINAL_TYPE (PostilInspector, postil_inspector, GTK_TYPE_BOX)

void
postil_inspector_clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

GtkWidget *
postil_inspector_line (const PostilLabel *label, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *dot = postil_label_dot_new ();
  GtkWidget *words = gtk_label_new (text);

  postil_label_dot_set_label (POSTIL_LABEL_DOT (dot), label);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

/* --- The note ---------------------------------------------------------------------------------------------------- */

static char *
get_note (PostilInspector *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* Writes what was typed to the span it was typed for, which need not be the current one any more. */
static void
keep_note (PostilInspector *self)
{
  g_autofree char *note = get_note (self);

  if (self->noted == 0 || g_strcmp0 (note, self->note_before) == 0)
    return;
  g_free (self->note_before);
  self->note_before = g_strdup (note);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-note", "(xs)", self->noted, note);
}

static void
show_note (PostilInspector *self, const PostilSpan *span)
{
  const char *note = span != NULL && span->note != NULL ? span->note : "";

  if (span != NULL && self->noted == span->id && g_strcmp0 (self->note_before, note) == 0)
    return; /* what is being typed stays */
  self->noted = span != NULL ? span->id : 0;
  g_free (self->note_before);
  self->note_before = g_strdup (note);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), note, -1);
}

static gboolean
note_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                  PostilInspector *self)
{
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  if (keyval != GDK_KEY_Escape && !(enter && (state & GDK_CONTROL_MASK) != 0))
    return FALSE;
  keep_note (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-document", NULL);
  return TRUE;
}

static void
watch_note (PostilInspector *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (note_key_pressed), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (keep_note), self);
  gtk_widget_add_controller (GTK_WIDGET (self->note), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->note), focus);
}

/* --- Following the session ------------------------------------------------------------------------------------------ */

static gboolean
update_now (gpointer data)
{
  PostilInspector *self = data;
  const PostilDocument *document = postil_session_get_document (self->session);
  const PostilSpan *span = NULL;

  self->update = 0;
  if (document != NULL)
    span = postil_session_get_span (self->session, postil_session_get_current (self->session));
  show_note (self, span);
  if (span != NULL)
    postil_inspector_show_span (self, span);
  else if (document != NULL)
    postil_inspector_show_document (self, document);
  gtk_stack_set_visible_child_name (self->stack, span != NULL ? "span" : document != NULL ? "document" : "empty");
  return G_SOURCE_REMOVE;
}

/* With the next frame. */
static void
queue_update (PostilInspector *self)
{
  g_clear_handle_id (&self->update, g_source_remove);
  if (self->session != NULL)
    self->update = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 15, update_now, self, NULL);
}

/* Nobody reads here while keys follow each other, and new lines cost a frame of their own, which keeps the next key waiting. */
static void
queue_update_at_rest (PostilInspector *self)
{
  g_clear_handle_id (&self->update, g_source_remove);
  if (self->session != NULL)
    self->update = g_timeout_add (REST_MS, update_now, self);
}

/* A note that is being typed belongs to the span that was current; keep it before another one is shown. */
static void
current_changed (PostilInspector *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self->note)))
    keep_note (self);
  queue_update_at_rest (self);
}

void
postil_inspector_focus_note (PostilInspector *self)
{
  g_return_if_fail (POSTIL_IS_INSPECTOR (self));
  if (self->session == NULL)
    return;
  if (self->update != 0) /* the field may still hold the note of the span before */
    {
      g_clear_handle_id (&self->update, g_source_remove);
      update_now (self);
    }
  if (postil_session_get_current (self->session) != 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

void
postil_inspector_set_session (PostilInspector *self, PostilSession *session)
{
  g_return_if_fail (POSTIL_IS_INSPECTOR (self));
  g_clear_handle_id (&self->update, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  g_hash_table_remove_all (self->sources);
  self->noted = 0;
  self->census_of = 0;
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "document-changed", G_CALLBACK (queue_update), self);
  g_signal_connect_swapped (session, "spans-changed", G_CALLBACK (queue_update_at_rest), self);
  g_signal_connect_swapped (session, "current-changed", G_CALLBACK (current_changed), self);
  queue_update (self);
}

void
postil_inspector_set_entities (PostilInspector *self, PostilEntityIndex *entities)
{
  g_return_if_fail (POSTIL_IS_INSPECTOR (self));
  if (self->entities != NULL)
    g_signal_handlers_disconnect_by_data (self->entities, self);
  g_set_object (&self->entities, entities);
  if (entities != NULL)
    g_signal_connect_swapped (entities, "changed", G_CALLBACK (queue_update), self);
}

static void
postil_inspector_dispose (GObject *object)
{
  postil_inspector_set_entities (POSTIL_INSPECTOR (object), NULL);
  postil_inspector_set_session (POSTIL_INSPECTOR (object), NULL);
  G_OBJECT_CLASS (postil_inspector_parent_class)->dispose (object);
}

static void
postil_inspector_finalize (GObject *object)
{
  PostilInspector *self = POSTIL_INSPECTOR (object);

  g_hash_table_unref (self->sources);
  g_free (self->census);
  g_free (self->note_before);
  G_OBJECT_CLASS (postil_inspector_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, dot);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, label);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, state);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, words);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, origin);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, score);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, reason);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, note);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, relations_box);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, relations);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, here_box);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, here);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, entity_box);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, entity);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, repeats_box);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, repeats);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, same_box);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, same);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, document_title);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, document_facts);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, counts_box);
  gtk_widget_class_bind_template_child (widget_class, PostilInspector, counts);
}

static void
postil_inspector_class_init (PostilInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_inspector_finalize;
  g_type_ensure (POSTIL_TYPE_LABEL_DOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/postil/ui/inspector.ui");
  bind_children (widget_class);
}

static void
postil_inspector_init (PostilInspector *self)
{
  self->sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  watch_note (self);
}
