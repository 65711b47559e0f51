/* shared-words.c - asks the full text which documents have a word, and which share the most of several
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/documents.h>

#include "bulk.h"

/* As a string of FTS5: quotes doubled, so that nothing in it is an operator. */
static void
append_word (GString *query, const char *word)
{
  g_string_append_c (query, '"');
  for (const char *c = word; *c != '\0'; c++)
    g_string_append (query, *c == '"' ? "\"\"" : (char[]){ *c, '\0' });
  g_string_append_c (query, '"');
}

GArray *
postil_documents_with_words (PostilStore *store, const char *const *words, guint limit, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (PostilId));
  g_autoptr (GString) query = g_string_new (NULL);
  g_autoptr (PostilStatement) statement = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (query, " OR ");
      append_word (query, words[i]);
    }
  if (query->len == 0)
    return g_steal_pointer (&ids);
  if (!postil_bulk_index (store, NULL, error))
    return NULL;
  statement = postil_statement_new (
      store, "SELECT rowid FROM document_fts WHERE document_fts MATCH ?1 ORDER BY rank, rowid LIMIT ?2", error);
  if (statement == NULL)
    return NULL;
  postil_statement_bind_text (statement, 1, query->str);
  postil_statement_bind_int (statement, 2, limit);
  return postil_statement_add_ids (statement, ids, error) ? g_steal_pointer (&ids) : NULL;
}

guint
postil_documents_count_with_word (PostilStore *store, const char *word)
{
  g_autoptr (GString) query = g_string_new (NULL);
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT count (*) FROM document_fts WHERE document_fts MATCH ?1", NULL);

  if (statement == NULL || !postil_bulk_index (store, NULL, NULL))
    return 0;
  append_word (query, word);
  postil_statement_bind_text (statement, 1, query->str);
  return postil_statement_next (statement, NULL) ? (guint) postil_statement_int (statement, 0) : 0;
}
