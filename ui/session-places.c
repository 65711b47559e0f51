/* session-places.c - where the annotator was: in the project, and in each document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session-private.h"

#define PLACES_MAX 200 /* documents that are remembered */
#define FOLDED_MAX 2000

/* --- In each document ----------------------------------------------------------------------------------------------
 */

typedef struct
{
  PostilPlace place;
  PostilId document;
} Left;

static void
left_free (gpointer data)
{
  Left *left = data;

  g_array_unref (left->place.folded);
  g_free (left);
}

void
postil_session_init_places (PostilSession *self)
{
  self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, left_free);
  g_queue_init (&self->left);
}

void
postil_session_clear_places (PostilSession *self)
{
  g_queue_clear (&self->left);
  g_clear_pointer (&self->places, g_hash_table_unref);
}

/* The place in @document, which from now on is the latest. */
static Left *
ensure (PostilSession *self, PostilId document)
{
  Left *left = g_hash_table_lookup (self->places, &document);

  if (left == NULL)
    {
      left = g_new0 (Left, 1);
      left->document = document;
      left->place.folded = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (self->places, &left->document, left);
    }
  g_queue_remove (&self->left, left);
  g_queue_push_head (&self->left, left);
  if (self->left.length > PLACES_MAX)
    {
      Left *oldest = g_queue_pop_tail (&self->left);

      g_hash_table_remove (self->places, &oldest->document);
    }
  return left;
}

const PostilPlace *
postil_session_get_place (PostilSession *self)
{
  const Left *left = self->document != NULL ? g_hash_table_lookup (self->places, &self->document->id) : NULL;

  return left != NULL ? &left->place : NULL;
}

void
postil_session_set_view (PostilSession *self, guint32 top, const GArray *folded)
{
  Left *left;

  if (self->document == NULL)
    return;
  left = ensure (self, self->document->id);
  left->place.top = top;
  g_array_set_size (left->place.folded, 0);
  if (folded->len > 0)
    g_array_append_vals (left->place.folded, folded->data, MIN (folded->len, FOLDED_MAX));
}

void
postil_session_note_place (PostilSession *self)
{
  if (self->document == NULL)
    return;
  ensure (self, self->document->id)->place.caret = self->selection.start;
  postil_session_ask_view (self);
}

/* --- In the project ------------------------------------------------------------------------------------------------
 */

#define LEFT "(xuuau)"
#define LEFTS "a" LEFT

/* Oldest first, so that reading them one after the other gives their order back. */
char *
postil_session_print_places (PostilSession *self)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) places = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (LEFTS));
  for (GList *l = self->left.tail; l != NULL; l = l->prev)
    {
      const Left *left = l->data;

      g_variant_builder_open (&builder, G_VARIANT_TYPE (LEFT));
      g_variant_builder_add (&builder, "x", left->document);
      g_variant_builder_add (&builder, "u", left->place.caret);
      g_variant_builder_add (&builder, "u", left->place.top);
      g_variant_builder_add_value (&builder, g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, left->place.folded->data,
                                                                        left->place.folded->len, sizeof (guint32)));
      g_variant_builder_close (&builder);
    }
  places = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (places, FALSE);
}

/* The file may have been written by anybody: what is no such list is nothing, and offsets are clamped where they are
 * used. */
void
postil_session_parse_places (PostilSession *self, const char *text)
{
  g_autoptr (GVariant) places = g_variant_parse (G_VARIANT_TYPE (LEFTS), text, NULL, NULL, NULL);

  for (gsize i = 0; places != NULL && i < g_variant_n_children (places); i++)
    {
      g_autoptr (GVariant) each = g_variant_get_child_value (places, i);
      g_autoptr (GVariant) folded = g_variant_get_child_value (each, 3);
      gsize n_folded = 0;
      const guint32 *starts = g_variant_get_fixed_array (folded, &n_folded, sizeof (guint32));
      gint64 document;
      Left *left;

      g_variant_get_child (each, 0, "x", &document);
      left = ensure (self, document);
      g_variant_get_child (each, 1, "u", &left->place.caret);
      g_variant_get_child (each, 2, "u", &left->place.top);
      if (n_folded > 0)
        g_array_append_vals (left->place.folded, starts, (guint) MIN (n_folded, FOLDED_MAX));
    }
}

#define PLACE "(uxxdbxxu)"

static char *
setting_name (PostilSession *self, const char *what)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT, what, postil_project_get_annotator (self->project));
}

/* Writes what is not in the project yet. */
static gboolean
write_settings (PostilStore *store, const char *const *names, const char *const *values, guint n, GError **error)
{
  gboolean same = TRUE;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *before = postil_setting_get (store, names[i]);

      same = same && g_strcmp0 (before, values[i]) == 0;
    }
  if (same)
    return TRUE;
  if (!postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!postil_setting_set (store, names[i], values[i], error))
      {
        postil_transaction_rollback (store);
        return FALSE;
      }
  if (postil_transaction_commit (store, error))
    return TRUE;
  postil_transaction_rollback (store);
  return FALSE;
}

void
postil_session_save_place (PostilSession *self)
{
  PostilStore *store = postil_project_get_store (self->project);
  g_autoptr (GVariant) place = NULL;
  g_autofree char *place_name = setting_name (self, "place");
  g_autofree char *places_name = setting_name (self, "places");
  g_autofree char *place_text = NULL;
  g_autofree char *places_text = NULL;
  g_autoptr (GError) error = NULL;

  if (self->document == NULL || postil_store_is_read_only (store))
    return;
  postil_session_note_place (self);
  place = g_variant_ref_sink (g_variant_new (PLACE, (guint) self->queue.order, self->queue.label, self->queue.source,
                                             self->queue.min_score, self->queue.here, self->document->id, self->current,
                                             (guint) self->mode));
  place_text = g_variant_print (place, FALSE);
  places_text = postil_session_print_places (self);
  if (!write_settings (store, (const char *const[]){ place_name, places_name },
                       (const char *const[]){ place_text, places_text }, 2, &error))
    g_message ("The place in the project was not kept: %s", error->message);
}

/* After a crash what is noted may have been decided since. */
static void
return_to_queue (PostilSession *self, PostilSpanId noted)
{
  self->latest = noted;
  postil_session_return_to_queue (self);
  self->wrapped = FALSE;
}

gboolean
postil_session_restore_place (PostilSession *self)
{
  PostilStore *store = postil_project_get_store (self->project);
  g_autofree char *name = setting_name (self, "place");
  g_autofree char *text = postil_setting_get (store, name);
  g_autofree char *places_name = setting_name (self, "places");
  g_autofree char *places = postil_setting_get (store, places_name);
  g_autoptr (GVariant) place = text != NULL ? g_variant_parse (G_VARIANT_TYPE (PLACE), text, NULL, NULL, NULL) : NULL;
  PostilReviewQueue queue = { 0 };
  gint64 document, span;
  guint order, mode;

  if (places != NULL)
    postil_session_parse_places (self, places);
  if (place == NULL)
    return FALSE;
  g_variant_get (place, PLACE, &order, &queue.label, &queue.source, &queue.min_score, &queue.here, &document, &span,
                 &mode);
  if (!postil_session_set_document (self, document, NULL) || self->document == NULL)
    return FALSE;
  queue.order = MIN (order, POSTIL_ORDER_LABEL);
  queue.min_score = queue.min_score > 0 && queue.min_score <= 1 ? queue.min_score : 0;
  postil_session_set_queue (self, &queue);
  postil_session_set_mode (self, mode == POSTIL_MODE_REVIEW ? POSTIL_MODE_REVIEW : POSTIL_MODE_ANNOTATE);
  postil_session_set_current (self, span);
  if (self->mode == POSTIL_MODE_REVIEW)
    return_to_queue (self, span);
  return TRUE;
}
