/* spans.c - the spans of a project: add, change, decide, remove
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/spans.h>

#include <glib/gi18n.h>

#include "bulk.h"
#include "spans-private.h"
#include "store-private.h"

/* What a span's row copies from elsewhere. */
typedef struct
{
  gint64 position;
  gboolean structure;
  PostilId words; /* 0: none */
} Derived;

static PostilId
hash_words (const PostilText *text, PostilRange range, const GArray *parts)
{
  g_autofree char *words =
      parts != NULL ? postil_text_slice_parts (text, range, parts) : postil_text_slice (text, range);

  return postil_spans_hash (words);
}

PostilId
postil_spans_hash (const char *words)
{
  return postil_id_derive (words, NULL);
}

static gboolean
check_parts (const PostilSpan *span, GError **error)
{
  const PostilRange *parts;

  if (span->parts == NULL)
    return TRUE;
  parts = (const PostilRange *) (gpointer) span->parts->data;
  for (guint i = 0; i < span->parts->len; i++)
    if (parts[i].start >= parts[i].stop || (i > 0 && parts[i].start <= parts[i - 1].stop))
      {
        g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE,
                             _ ("The parts of a span must be in order, not empty, and apart."));
        return FALSE;
      }
  if (span->parts->len >= 2 && parts[0].start == span->range.start &&
      parts[span->parts->len - 1].stop == span->range.stop)
    return TRUE;
  g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RANGE,
                       _ ("A span in parts needs at least two, which begin and end where the span does."));
  return FALSE;
}

/* Checks the span against its document and fills what is copied into its row. */
static gboolean
derive (PostilStore *store, const PostilSpan *span, Derived *derived, GError **error)
{
  PostilLabelKind kind;
  const PostilText *text;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  text = postil_documents_peek_text (store, span->document, &derived->position, error);
  if (text == NULL || !postil_text_check_range (text, span->range, error) || !check_parts (span, error) ||
      !postil_labels_kind (store, span->label, &kind, error))
    return FALSE;
  if (!(span->score >= 0 && span->score <= 1))
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("The score of a span must lie in 0 to 1."));
      return FALSE;
    }
  if (span->source == 0 || (guint) span->state > POSTIL_STATE_REJECTED)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_FAILED, _ ("A span needs a source and a state."));
      return FALSE;
    }
  derived->structure = kind == POSTIL_LABEL_STRUCTURE;
  derived->words = derived->structure ? 0 : hash_words (text, span->range, span->parts);
  return TRUE;
}

/* Parameters 1 to 16: all that postil_spans_update() writes. */
static void
bind_span (PostilStatement *statement, const PostilSpan *span, const Derived *derived, const char *parts)
{
  postil_statement_bind_int (statement, 1, span->id);
  postil_statement_bind_int (statement, 2, span->label);
  postil_statement_bind_int (statement, 3, span->range.start);
  postil_statement_bind_int (statement, 4, span->range.stop);
  postil_statement_bind_text (statement, 5, parts);
  postil_statement_bind_int (statement, 6, span->state);
  postil_statement_bind_int (statement, 7, span->source);
  postil_statement_bind_id (statement, 8, span->annotator);
  postil_statement_bind_double (statement, 9, span->score);
  postil_statement_bind_text (statement, 10, span->note != NULL ? span->note : "");
  postil_statement_bind_text (statement, 11, span->reason);
  postil_statement_bind_text (statement, 12, span->attributes);
  postil_statement_bind_int (statement, 13, span->decided_at);
  postil_statement_bind_int (statement, 14, derived->position);
  postil_statement_bind_int (statement, 15, derived->structure ? 1 : 0);
  postil_statement_bind_id (statement, 16, derived->words);
}

static gboolean
insert (PostilStore *store, PostilStatement *statement, PostilSpan *span, const Derived *derived, GError **error)
{
  g_autofree char *parts = span->parts != NULL ? postil_range_parts_to_json (span->parts) : NULL;

  if (span->id == 0)
    span->id = store->bulk != NULL ? postil_bulk_next_id (store->bulk) : postil_id_random ();
  if (span->created_at == 0)
    span->created_at = postil_store_now ();
  bind_span (statement, span, derived, parts);
  postil_statement_bind_int (statement, 17, span->document);
  postil_statement_bind_int (statement, 18, span->created_at);
  return postil_statement_run (statement, error);
}

gboolean
postil_spans_add (PostilStore *store, PostilSpan *span, GError **error)
{
  static const char sql[] =
      "INSERT INTO span (id, label, start, stop, parts, state, source, annotator, score, note, reason, attributes,"
      " decided_at, position, structure, words, document, created_at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
  g_autoptr (PostilStatement) alone = NULL;
  PostilStatement *kept;
  Derived derived;

  if (!derive (store, span, &derived, error))
    return FALSE;
  if (store->bulk != NULL)
    {
      kept = postil_bulk_statement (store->bulk, store, sql, error);
      return kept != NULL && insert (store, kept, span, &derived, error) &&
             postil_bulk_added_span (store->bulk, store, span, derived.position, derived.structure, error);
    }
  alone = postil_statement_new (store, sql, error);
  return alone != NULL && insert (store, alone, span, &derived, error);
}

static gboolean
set_not_found (GError **error)
{
  g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("There is no such span in this project."));
  return FALSE;
}

/* One span was meant to be changed. */
static gboolean
run_on_one (PostilStore *store, PostilStatement *statement, GError **error)
{
  if (!postil_statement_run (statement, error))
    return FALSE;
  return sqlite3_changes (store->db) == 1 || set_not_found (error);
}

gboolean
postil_spans_update (PostilStore *store, const PostilSpan *span, GError **error)
{
  g_autofree char *parts = NULL;
  g_autoptr (PostilStatement) statement = NULL;
  Derived derived;

  if (!derive (store, span, &derived, error))
    return FALSE;
  statement = postil_statement_new (
      store,
      "UPDATE span SET label = ?2, start = ?3, stop = ?4, parts = ?5, state = ?6, source = ?7, annotator = ?8,"
      " score = ?9, note = ?10, reason = ?11, attributes = ?12, decided_at = ?13, position = ?14, structure = ?15,"
      " words = ?16 WHERE id = ?1 AND document = ?17",
      error);
  if (statement == NULL)
    return FALSE;
  parts = span->parts != NULL ? postil_range_parts_to_json (span->parts) : NULL;
  bind_span (statement, span, &derived, parts);
  postil_statement_bind_int (statement, 17, span->document);
  return run_on_one (store, statement, error);
}

gboolean
postil_spans_decide (PostilStore *store, PostilSpanId id, PostilState state, PostilId annotator, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  statement =
      postil_statement_new (store, "UPDATE span SET state = ?2, annotator = ?3, decided_at = ?4 WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, id);
  postil_statement_bind_int (statement, 2, state);
  postil_statement_bind_id (statement, 3, annotator);
  postil_statement_bind_int (statement, 4, state == POSTIL_STATE_SUGGESTED ? 0 : postil_store_now ());
  return run_on_one (store, statement, error);
}

gboolean
postil_spans_remove (PostilStore *store, PostilSpanId id, GError **error)
{
  g_autoptr (PostilStatement) by_head = NULL;
  g_autoptr (PostilStatement) by_tail = NULL;
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  by_head = postil_statement_new (store, "DELETE FROM relation WHERE head = ?1", error);
  by_tail = postil_statement_new (store, "DELETE FROM relation WHERE tail = ?1", error);
  statement = postil_statement_new (store, "DELETE FROM span WHERE id = ?1", error);
  if (by_head == NULL || by_tail == NULL || statement == NULL)
    return FALSE;
  postil_statement_bind_int (by_head, 1, id);
  postil_statement_bind_int (by_tail, 1, id);
  postil_statement_bind_int (statement, 1, id);
  return postil_statement_run (by_head, error) && postil_statement_run (by_tail, error) &&
         run_on_one (store, statement, error);
}

gboolean
postil_spans_fill_words (PostilStore *store, PostilId label, GError **error)
{
  PostilSpanFilter filter = { .label = label, .states = POSTIL_STATES_ALL };
  g_autoptr (GPtrArray) spans = postil_spans_list (store, &filter, error);

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    if (!postil_spans_update (store, g_ptr_array_index (spans, i), error))
      return FALSE;
  return spans != NULL;
}
