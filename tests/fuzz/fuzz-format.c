/* fuzz-format.c - any bytes are a file of POSTIL_FUZZ_FORMAT: complaints may come of them, and nothing worse
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include <stdlib.h>

#include <glib/gstdio.h>

#include "fuzz.h"

static char *folder;

static void
remove_scratch (void)
{
  g_autofree char *path = g_build_filename (folder, "p.postil", NULL);

  g_unlink (path);
  g_rmdir (folder);
}

/* One empty project for the whole run: whatever is read is rolled back. */
static PostilStore *
open_scratch (void)
{
  static PostilStore *store;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (store != NULL)
    return store;
  folder = g_dir_make_tmp ("postil-fuzz-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, "p.postil", NULL);
  store = postil_store_open (path, POSTIL_STORE_CREATE, &error);
  g_assert_no_error (error);
  atexit (remove_scratch);
  return store;
}

static void
add_document (PostilStore *store)
{
  g_autoptr (PostilText) text = postil_text_new ("Nadia Quist 🚀 joined Fjord Labs\nin Tromsø.", -1, NULL);
  g_autoptr (PostilDocument) document = postil_document_new ("note7", text);
  gboolean added;

  g_assert_true (postil_documents_add (store, document, &added, NULL));
}

static void
read_bytes (const PostilFormat *format, const guint8 *data, gsize n_bytes)
{
  PostilStore *store = open_scratch ();
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (data, n_bytes);
  g_autoptr (GError) error = NULL;
  PostilImportFile file = { "fuzz", "fuzz", bytes };
  PostilImportOptions options = { 0 };

  g_assert_true (postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, NULL));
  add_document (store);
  for (const PostilFormat *other = postil_formats (); other->name != NULL; other++)
    if (other->read != NULL)
      other->sniff ("fuzz", data, n_bytes);
  if (!format->read (store, &file, &options, report, NULL, &error))
    g_error ("%s: %s", format->name, error->message); /* bad input is the report's business, never an error */
  postil_transaction_rollback (store);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  read_bytes (postil_format_find (POSTIL_FUZZ_FORMAT), bytes, n_bytes);
  return 0;
}
