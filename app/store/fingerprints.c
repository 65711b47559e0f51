/* fingerprints.c - by what the suggesters went when they last read a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/documents.h>

#include "store-private.h"

char *
postil_fingerprints_get (PostilStore *store, PostilId document, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilStatement) statement =
      postil_statement_new (store, "SELECT fingerprints FROM fingerprint WHERE document = ?1", error);

  if (statement == NULL)
    return NULL;
  postil_statement_bind_int (statement, 1, document);
  if (postil_statement_next (statement, &local_error))
    return postil_statement_dup_text (statement, 0);
  if (local_error == NULL)
    return g_strdup ("{}");
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
postil_fingerprints_set (PostilStore *store, PostilId document, const char *fingerprints, GError **error)
{
  g_autoptr (PostilStatement) statement = NULL;

  if (!postil_store_require_transaction (store, error))
    return FALSE;
  statement = postil_statement_new (store,
                                    "INSERT INTO fingerprint (document, fingerprints) VALUES (?1, ?2)"
                                    " ON CONFLICT (document) DO UPDATE SET fingerprints = ?2",
                                    error);
  if (statement == NULL)
    return FALSE;
  postil_statement_bind_int (statement, 1, document);
  postil_statement_bind_text (statement, 2, fingerprints);
  return postil_statement_run (statement, error);
}
