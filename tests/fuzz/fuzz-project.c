/* fuzz-project.c - any bytes are a project file: it opens and can be read, or is refused, and a refused one stays as it was
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include <string.h>

#include <glib/gstdio.h>

#include "fuzz.h"
#include "scratch.h"

/* Reads what a window would. Errors are fine: the file may be damaged where the first look did not go. */
static void
use (PostilStore *store)
{
  PostilDocumentFilter filter = POSTIL_DOCUMENT_FILTER_ALL;
  PostilSpanFilter spans = { .states = POSTIL_STATES_ALL };
  g_autoptr (GPtrArray) page = postil_documents_page (store, &filter, 0, 50, NULL);
  g_autoptr (GPtrArray) list = postil_spans_list (store, &spans, NULL);
  g_autoptr (GPtrArray) findings = NULL;

  for (guint i = 0; page != NULL && i < page->len; i++)
    {
      const PostilDocumentRow *row = g_ptr_array_index (page, i);
      g_autoptr (PostilDocument) document = postil_documents_get (store, row->id, NULL);
    }
  postil_store_check (store, &findings, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autofree char *path = g_build_filename (fuzz_scratch_folder (), "fuzzed.postil", NULL);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilStore) store = NULL;
  gsize n_after;

  g_assert_true (g_file_set_contents (path, (const char *) bytes, (gssize) n_bytes, NULL));
  store = postil_store_open (path, POSTIL_STORE_READ_ONLY, &error);
  if (store != NULL)
    use (store);
  else
    g_assert_nonnull (error);
  g_clear_pointer (&store, postil_store_close);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_true (n_after == n_bytes && memcmp (after, bytes, n_bytes) == 0);
  g_unlink (path);
  return 0;
}
