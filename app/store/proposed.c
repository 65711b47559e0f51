/* proposed.c - what the machine proposed in a document, as it was before anybody touched it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/spans.h>

#include "spans-private.h"
#include "statement.h"
#include "store-private.h"

#define AT_FIRST                                                                                                       \
  "SELECT s.id, " POSTIL_SPAN_AT_FIRST ("label") ", " POSTIL_SPAN_AT_FIRST ("start") ", " POSTIL_SPAN_AT_FIRST (       \
      "stop") ", s.state, s.source, s.score FROM span s"

static GPtrArray *
read_at_first (PostilStore *store, PostilId document, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) spans = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_span_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (store, sql, error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, document);
  while (postil_statement_next (statement, &local_error))
    {
      PostilSpan *span = postil_span_new ();

      span->id = postil_statement_int (statement, 0);
      span->document = document;
      span->label = postil_statement_int (statement, 1);
      span->range.start = (guint32) postil_statement_int (statement, 2);
      span->range.stop = (guint32) postil_statement_int (statement, 3);
      span->state = (PostilState) CLAMP (postil_statement_int (statement, 4), 0, POSTIL_STATE_REJECTED);
      span->source = postil_statement_int (statement, 5);
      span->score = postil_statement_double (statement, 6);
      g_ptr_array_add (spans, span);
    }
  if (local_error == NULL)
    return g_steal_pointer (&spans);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GPtrArray *
postil_spans_proposed (PostilStore *store, PostilId document, GError **error)
{
  return read_at_first (store, document,
                        AT_FIRST " JOIN source o ON o.id = s.source"
                                 " WHERE s.document = ?1 AND s.structure = 0 AND o.kind NOT IN ('hand', 'import')"
                                 " ORDER BY s.start, s.stop DESC, s.id",
                        error);
}

GPtrArray *
postil_spans_changed (PostilStore *store, PostilId document, GError **error)
{
  return read_at_first (
      store, document,
      AT_FIRST " WHERE s.document = ?1 AND s.state IN (1, 2) AND EXISTS (SELECT 1 FROM edit_row r"
               " WHERE r.row = s.id AND r.op = 1 AND r.tbl = 'span'"
               " AND (json_type (r.before, '$.start') IS NOT NULL OR json_type (r.before, '$.stop') IS NOT NULL"
               " OR json_type (r.before, '$.label') IS NOT NULL))",
      error);
}
