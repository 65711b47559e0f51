/* project-learn.c - learns from a project's decisions while somebody works in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "project-private.h"

#include <postil/learner.h>

/* So many documents are looked through after each time of learning, from the one that is read now on. */
#define N_AHEAD 400
/* Lines that come back are counted over so many, once. */
#define N_FOR_LINES 400

/**
 * PostilTeacher:
 *
 * What was read of the decisions so far. Held by the project and by the thread that uses it, one at a time.
 */
struct _PostilTeacher
{
  gatomicrefcount       references;
  GMutex                mutex;
  PostilSuggestContext *context; /* both NULL until the first use */
  PostilLearner        *learner;
  PostilLearned        *learned; /* NULL: nothing yet */
  guint                 n_readings; /* of the learner, when that was learned */
  gboolean              complete;
};

PostilTeacher *
postil_teacher_new (void)
{
  PostilTeacher *self = g_new0 (PostilTeacher, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  return self;
}

PostilTeacher *
postil_teacher_ref (PostilTeacher *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
postil_teacher_unref (PostilTeacher *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->learner, postil_learner_free);
  g_clear_pointer (&self->learned, postil_learned_unref);
  g_clear_pointer (&self->context, postil_suggest_context_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
postil_teacher_lock (PostilTeacher *self)
{
  g_mutex_lock (&self->mutex);
}

void
postil_teacher_unlock (PostilTeacher *self, gboolean complete)
{
  self->complete = complete;
  g_mutex_unlock (&self->mutex);
}

char **
postil_teacher_dup_labels (PostilTeacher *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_mutex_lock (&self->mutex);
  for (guint i = 0; self->learned != NULL && i < postil_learned_get_n_labels (self->learned); i++)
    g_ptr_array_add (names, g_strdup (postil_learned_get_label (self->learned, i)));
  g_mutex_unlock (&self->mutex);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

/* The first time: what every document shares. */
static gboolean
prepare (PostilTeacher *self, PostilStore *store, const GArray *all, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (error);
  guint step = MAX (1, all->len / N_FOR_LINES);

  if (context == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i += step)
    {
      g_autoptr (PostilDocument) document = postil_documents_get (store, g_array_index (all, PostilId, i), error);

      if (document == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      postil_suggest_context_add_document_lines (context, document->text);
    }
  self->learner = postil_learner_new (context);
  self->context = g_steal_pointer (&context);
  return TRUE;
}

/* From @from on, and round. */
static GArray *
ahead_of (const GArray *all, PostilId from)
{
  GArray *documents = g_array_new (FALSE, FALSE, sizeof (PostilId));
  guint first = 0;

  while (first < all->len && g_array_index (all, PostilId, first) != from)
    first++;
  for (guint i = 0; i < MIN (all->len, N_AHEAD); i++)
    g_array_append_val (documents, g_array_index (all, PostilId, (first + i) % all->len));
  return documents;
}

gboolean
postil_teacher_teach (PostilTeacher *self, PostilStore *store, PostilId from, PostilSuggestContext **context,
                      GArray **documents, GCancellable *cancellable, GError **error)
{
  const PostilDocumentFilter filter = POSTIL_DOCUMENT_FILTER_ALL;
  g_autoptr (GArray) all = postil_documents_ids (store, &filter, error);
  g_autoptr (PostilLearned) learned = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean any;

  if (all == NULL || (self->context == NULL && !prepare (self, store, all, cancellable, error)))
    return FALSE;
  if (!postil_learner_read (self->learner, store, cancellable, error))
    return FALSE;
  if (self->complete && postil_learner_get_n_readings (self->learner) == self->n_readings)
    {
      *context = postil_suggest_context_ref (self->context);
      *documents = g_array_new (FALSE, FALSE, sizeof (PostilId));
      return TRUE;
    }
  learned = postil_learner_run (self->learner, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  /* When there is too little left to learn from, what was suggested before goes. */
  any = learned != NULL || self->learned != NULL;
  g_clear_pointer (&self->learned, postil_learned_unref);
  self->learned = g_steal_pointer (&learned);
  self->n_readings = postil_learner_get_n_readings (self->learner);
  postil_suggest_context_set_learned (self->context, self->learned);
  *context = postil_suggest_context_ref (self->context);
  *documents = any ? ahead_of (all, from) : g_array_new (FALSE, FALSE, sizeof (PostilId));
  return TRUE;
}
