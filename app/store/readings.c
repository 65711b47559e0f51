/* readings.c - who has read what, so that absence can count as a true negative
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/readings.h>

#include "recorder.h"
#include "store-private.h"

gboolean
postil_readings_get (PostilStore *store, PostilId document, PostilId annotator, PostilReading *reading, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (
      store, "SELECT state, milliseconds, keystrokes FROM reading WHERE document = ?1 AND annotator = ?2", error);

  *reading = (PostilReading){ POSTIL_READING_UNREAD, 0, 0 };
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, document);
  postil_statement_bind_int (statement, 2, annotator);
  if (postil_statement_next (statement, &local_error))
    {
      reading->state = CLAMP (postil_statement_int (statement, 0), POSTIL_READING_UNREAD, POSTIL_READING_DONE);
      reading->milliseconds = postil_statement_int (statement, 1);
      reading->keystrokes = postil_statement_int (statement, 2);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Makes the row outside the history, so that undoing "done" does not take the time spent with it. */
static gboolean
ensure_row (PostilStore *store, PostilId document, PostilId annotator, GError **error)
{
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "INSERT INTO reading (id, document, annotator, state) VALUES (?1, ?2, ?3, 0)"
                            " ON CONFLICT (document, annotator) DO NOTHING",
                            error);
  gboolean was_recording;
  gboolean done;

  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, postil_id_random ());
  postil_statement_bind_int (statement, 2, document);
  postil_statement_bind_int (statement, 3, annotator);
  was_recording = postil_recorder_pause (store->recorder);
  done = postil_statement_run (statement, error);
  postil_recorder_resume (store->recorder, was_recording);
  return done;
}

gboolean
postil_readings_set_state (PostilStore *store, PostilId document, PostilId annotator, PostilReadingState state,
                           GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error) || !ensure_row (store, document, annotator, error))
    return FALSE;
  statement =
      postil_statement_new (store, "UPDATE reading SET state = ?3 WHERE document = ?1 AND annotator = ?2", error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, document);
  postil_statement_bind_int (statement, 2, annotator);
  postil_statement_bind_int (statement, 3, state);
  return postil_statement_run (statement, error);
}

gboolean
postil_readings_spend (PostilStore *store, PostilId document, PostilId annotator, gint64 milliseconds,
                       gint64 keystrokes, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;
  gboolean was_recording;
  gboolean done;

  if (!postil_store_require_transaction (store, error) || !ensure_row (store, document, annotator, error))
    return FALSE;
  statement = postil_statement_new (store,
                                    "UPDATE reading SET milliseconds = milliseconds + ?3, keystrokes = keystrokes + ?4"
                                    " WHERE document = ?1 AND annotator = ?2",
                                    error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, document);
  postil_statement_bind_int (statement, 2, annotator);
  postil_statement_bind_int (statement, 3, milliseconds);
  postil_statement_bind_int (statement, 4, keystrokes);
  was_recording = postil_recorder_pause (store->recorder);
  done = postil_statement_run (statement, error);
  postil_recorder_resume (store->recorder, was_recording);
  return done;
}

gboolean
postil_readings_begin (PostilStore *store, PostilId document, PostilId annotator, gboolean *changed, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;
  gboolean was_recording;
  PostilReading reading;
  gboolean done;

  if (changed != NULL)
    *changed = FALSE;
  if (!postil_store_require_transaction (store, error) ||
      !postil_readings_get (store, document, annotator, &reading, error))
    return FALSE;
  if (reading.state != POSTIL_READING_UNREAD)
    return TRUE;
  if (!ensure_row (store, document, annotator, error))
    return FALSE;
  statement =
      postil_statement_new (store, "UPDATE reading SET state = 1 WHERE document = ?1 AND annotator = ?2", error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, document);
  postil_statement_bind_int (statement, 2, annotator);
  was_recording = postil_recorder_pause (store->recorder);
  done = postil_statement_run (statement, error);
  postil_recorder_resume (store->recorder, was_recording);
  if (changed != NULL)
    *changed = done;
  return done;
}

char **
postil_readings_done_by (PostilStore *store, PostilId document, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store,
                            "SELECT a.name FROM reading r JOIN annotator a ON a.id = r.annotator"
                            " WHERE r.document = ?1 AND r.state = 2 ORDER BY a.name",
                            error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, document);
  while (postil_statement_next (statement, &local_error))
    g_strv_builder_add (names, postil_statement_text (statement, 0, NULL));
  if (local_error == NULL)
    return g_strv_builder_end (names);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GArray *
postil_readings_all_done (PostilStore *store, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (PostilId));
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT DISTINCT document FROM reading WHERE state = 2 ORDER BY document", error);

  if (statement == NULL)
    return NULL;
  return postil_statement_add_ids (statement, ids, error) ? g_steal_pointer (&ids) : NULL;
}
