/* check.c - reads a whole project and lists whatever contradicts itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "spans-private.h"

#include <glib/gi18n.h>
#include "store-private.h"

#include <postil/documents.h>

/* A file that is damaged throughout would fill the memory with findings. */
#define MAX_FINDINGS 1000

/* Queries whose every row is a finding: the first column says it. */
static const char *const QUERIES[] = {
  /* integrity_check says "ok" in one row when there is nothing. */
  "SELECT integrity_check FROM pragma_integrity_check (1000) WHERE integrity_check <> 'ok'",
  "SELECT 'A row of ' || \"table\" || ' (' || coalesce (rowid, '?') || ') refers to a missing row of ' || parent || '.'"
  " FROM pragma_foreign_key_check",
  "SELECT 'The span ' || s.id || ' ends at ' || s.stop || ', past the end of “' || d.key || '” (' || d.length || ').'"
  " FROM span s JOIN document d ON d.id = s.document WHERE s.stop > d.length",
  "SELECT 'The span ' || s.id || ' of “' || d.key || '” stands at the wrong place in the review queue.'"
  " FROM span s JOIN document d ON d.id = s.document WHERE s.position <> d.position",
  "SELECT 'The span ' || s.id || ' is taken for ' || iif (s.structure, 'structure', 'no structure') || ', but its "
  "label “'"
  " || l.name || '” says otherwise.'"
  " FROM span s JOIN label l ON l.id = s.label WHERE s.structure <> (l.kind = 'structure')",
  "SELECT 'The counts of “' || d.key || '” in the document list are wrong.' FROM document d"
  " LEFT JOIN tally t ON t.position = d.position AND t.document = d.id"
  " WHERE coalesce (t.kept, 0) <> (SELECT count (*) FROM span s WHERE s.document = d.id AND s.state = 1 AND "
  "s.structure = 0)"
  " OR coalesce (t.suggested, 0) <> (SELECT count (*) FROM span s WHERE s.document = d.id AND s.state = 0"
  " AND s.structure = 0)",
  "SELECT 'The document list counts spans of a document ' || document || ' that is not there.' FROM tally t"
  " WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.id = t.document AND d.position = t.position)",
  "SELECT 'The relation ' || r.id || ' is filed under another document than its head.'"
  " FROM relation r JOIN span s ON s.id = r.head WHERE s.document <> r.document",
  "SELECT 'The relation ' || r.id || ' has the label “' || l.name || '”, which is none for relations.'"
  " FROM relation r JOIN label l ON l.id = r.label WHERE l.kind <> 'relation'",
  "SELECT 'The history has rows of step ' || edit || ', which is missing.'"
  " FROM edit_row WHERE edit NOT IN (SELECT number FROM edit) GROUP BY edit",
  "SELECT 'Step ' || number || ' of the history, “' || title || '”, has lost its rows.'"
  " FROM edit WHERE NOT EXISTS (SELECT 1 FROM edit_row r WHERE r.edit = edit.number)",
};

static void add_finding (GPtrArray *report, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_finding (GPtrArray *report, const char *format, ...)
{
  va_list arguments;
  g_autofree char *finding = NULL;

  if (report->len >= MAX_FINDINGS)
    return;
  va_start (arguments, format);
  finding = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (report, g_utf8_make_valid (finding, -1));
}

/* A query that fails is a finding too. */
static void
run_query (PostilStore *self, const char *sql, GPtrArray *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (self, sql, &error);

  while (statement != NULL && report->len < MAX_FINDINGS && postil_statement_next (statement, &error))
    {
      const char *finding = postil_statement_text (statement, 0, NULL);

      add_finding (report, "%s", finding != NULL ? finding : "A finding cannot be shown.");
    }
  if (error != NULL)
    add_finding (report, "%s", error->message);
}

/* ---- each document: its text, its name, the words of its spans ---- */

static void
check_words (PostilStore *self, const PostilDocument *document, GPtrArray *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (self, "SELECT id, start, stop, parts, words, structure FROM span WHERE document = ?1",
                            &error);

  if (statement != NULL)
    postil_statement_bind_int (statement, 1, document->id);
  while (statement != NULL && postil_statement_next (statement, &error))
    {
      gint64 id = postil_statement_int (statement, 0);
      PostilRange range =
          POSTIL_RANGE ((guint32) postil_statement_int (statement, 1), (guint32) postil_statement_int (statement, 2));
      const char *json = postil_statement_text (statement, 3, NULL);
      g_autoptr (GArray) parts = json != NULL ? postil_range_parts_from_json (json, NULL) : NULL;
      PostilId stored = postil_statement_int (statement, 4);
      PostilId right = 0;

      if (json != NULL && parts == NULL)
        {
          add_finding (report, "The parts of span %" G_GINT64_FORMAT " of “%s” make no sense.", id, document->key);
          continue;
        }
      if (!postil_text_check_range (document->text, range, NULL))
        continue; /* listed already */
      if (postil_statement_int (statement, 5) == 0)
        {
          g_autofree char *words = postil_text_slice_parts (document->text, range, parts);

          right = postil_spans_hash (words);
        }
      if (stored != right)
        add_finding (report, "The span %" G_GINT64_FORMAT " of “%s” would not be found by its words.", id,
                     document->key);
    }
  if (error != NULL)
    add_finding (report, "%s", error->message);
}

static void
check_document (PostilStore *self, PostilId id, gint64 length, GPtrArray *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDocument) document = postil_documents_get (self, id, &error);

  if (document == NULL)
    {
      add_finding (report, "Document %" G_GINT64_FORMAT ": %s", id, error->message);
      return;
    }
  if (postil_text_get_length (document->text) != length)
    add_finding (report, "The text of “%s” has not the length that was noted (%u, not %" G_GINT64_FORMAT ").",
                 document->key, postil_text_get_length (document->text), length);
  if (postil_id_derive (document->key, postil_text_get_utf8 (document->text, NULL), NULL) != id)
    add_finding (report, "The text or the key of “%s” is not what was imported.", document->key);
  check_words (self, document, report);
}

static void
check_documents (PostilStore *self, GPtrArray *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStatement) statement = postil_statement_new (self, "SELECT id, length FROM document", &error);

  while (statement != NULL && report->len < MAX_FINDINGS && postil_statement_next (statement, &error))
    check_document (self, postil_statement_int (statement, 0), postil_statement_int (statement, 1), report);
  if (error != NULL)
    add_finding (report, "%s", error->message);
}

/* FTS5 checks its index by a command that has the form of an insert, so it needs a connection that may write. */
static void
check_full_text (PostilStore *self, GPtrArray *report)
{
  g_autoptr (GError) error = NULL;

  if (self->read_only || self->in_transaction)
    return;
  if (!postil_transaction_begin (self, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, &error) ||
      !postil_store_execute (self, "INSERT INTO document_fts (document_fts, rank) VALUES ('integrity-check', 1)",
                             &error))
    add_finding (report, "The full-text index: %s", error->message);
  postil_transaction_rollback (self);
}

gboolean
postil_store_check (PostilStore *self, GPtrArray **report, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *base = g_path_get_basename (self->path);
  guint n_findings;

  for (guint i = 0; i < G_N_ELEMENTS (QUERIES); i++)
    run_query (self, QUERIES[i], findings);
  check_documents (self, findings);
  check_full_text (self, findings);
  n_findings = findings->len;
  if (report != NULL)
    *report = g_steal_pointer (&findings);
  if (n_findings == 0)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_DAMAGED,
               _ ("“%s” has %u %s. Restore it from a backup, or export what is whole."), base, n_findings,
               n_findings == 1 ? _ ("fault") : _ ("faults"));
  return FALSE;
}
