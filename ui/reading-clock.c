/* reading-clock.c - notes which documents were read, for how long and with how many keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "reading-clock.h"

#include "reading-time.h"

#define WRITE_EVERY 20 /* seconds of reading: what a crash may cost */
#define REST 1500      /* milliseconds without a step until it is noted where one is */

struct _PostilReadingClock
{
  GtkWidget          *window;
  GtkEventController *controller;
  PostilSession      *session;  /* NULL: none */
  PostilId            document; /* 0: none */
  PostilReadingTime   time;
  GArray             *spells;  /* Spell: not written yet */
  guint               opening; /* source that writes them and marks the document as open, 0: none */
  guint               writing;
  guint               resting; /* source that notes the place, 0: none */
};

/* What was spent on a document at one go. */
typedef struct
{
  PostilId document;
  gint64   milliseconds;
  gint64   keys;
} Spell;

static void
add (PostilReadingClock *self, Spell spell)
{
  g_autoptr (GError) error = NULL;

  /* Its document may have been removed meanwhile; then there is nothing to count for. */
  if (!postil_session_read (self->session, spell.document, spell.milliseconds, spell.keys, &error))
    g_message ("The time spent on reading was not noted: %s", error->message);
}

static void
end_spell (PostilReadingClock *self)
{
  Spell spell = { .document = self->document };

  if (postil_reading_time_take (&self->time, g_get_monotonic_time (), &spell.milliseconds, &spell.keys))
    g_array_append_val (self->spells, spell);
}

/* And where the annotator is. */
static void
write_spells (PostilReadingClock *self)
{
  postil_session_save_place (self->session);
  for (guint i = 0; i < self->spells->len; i++)
    add (self, g_array_index (self->spells, Spell, i));
  g_array_set_size (self->spells, 0);
}

void
postil_reading_clock_write (PostilReadingClock *self)
{
  if (self->session == NULL)
    return;
  if (self->document != 0)
    end_spell (self);
  write_spells (self);
}

static gboolean
write_again (gpointer data)
{
  postil_reading_clock_write (data);
  return G_SOURCE_CONTINUE;
}

/* After the frame that shows the document, not before it: each is a transaction of its own. */
static gboolean
mark_open (gpointer data)
{
  PostilReadingClock *self = data;

  self->opening = 0;
  if (self->document != 0)
    add (self, (Spell){ .document = self->document });
  write_spells (self);
  return G_SOURCE_REMOVE;
}

static void
document_changed (PostilReadingClock *self)
{
  const PostilDocument *document = postil_session_get_document (self->session);

  if (self->document != 0)
    end_spell (self);
  g_clear_handle_id (&self->opening, g_source_remove);
  self->document = document != NULL ? document->id : 0;
  self->time = (PostilReadingTime){ .last = g_get_monotonic_time () };
  self->opening = g_idle_add_full (G_PRIORITY_LOW, mark_open, self, NULL);
}

static gboolean
note_place (gpointer data)
{
  PostilReadingClock *self = data;

  self->resting = 0;
  postil_session_save_place (self->session);
  return G_SOURCE_REMOVE;
}

/* A crash may cost seconds of reading, but a reviewer is to be where the last decision was made. */
static void
moved (PostilReadingClock *self)
{
  g_clear_handle_id (&self->resting, g_source_remove);
  self->resting = g_timeout_add_full (G_PRIORITY_LOW, REST, note_place, self, NULL);
}

static gboolean
seen (PostilReadingClock *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  switch (type)
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_MOTION_NOTIFY:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
      postil_reading_time_touch (&self->time, g_get_monotonic_time (), type == GDK_KEY_PRESS);
      break;
    default:
      break;
    }
  return FALSE;
}

PostilReadingClock *
postil_reading_clock_new (GtkWidget *window)
{
  PostilReadingClock *self = g_new0 (PostilReadingClock, 1);

  self->window = window;
  self->spells = g_array_new (FALSE, FALSE, sizeof (Spell));
  self->controller = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (self->controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->controller, "event", G_CALLBACK (seen), self);
  gtk_widget_add_controller (window, self->controller);
  return self;
}

void
postil_reading_clock_free (PostilReadingClock *self)
{
  postil_reading_clock_set_session (self, NULL);
  gtk_widget_remove_controller (self->window, self->controller);
  g_array_unref (self->spells);
  g_free (self);
}

void
postil_reading_clock_set_session (PostilReadingClock *self, PostilSession *session)
{
  if (self == NULL || self->session == session)
    return;
  postil_reading_clock_write (self);
  g_clear_handle_id (&self->opening, g_source_remove);
  g_clear_handle_id (&self->writing, g_source_remove);
  g_clear_handle_id (&self->resting, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  self->document = 0;
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "document-changed", G_CALLBACK (document_changed), self);
  g_signal_connect_swapped (session, "current-changed", G_CALLBACK (moved), self);
  g_signal_connect_swapped (session, "mode-changed", G_CALLBACK (moved), self);
  document_changed (self);
  self->writing = g_timeout_add_seconds (WRITE_EVERY, write_again, self);
}
