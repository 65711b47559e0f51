/* fuzz-format.c - any bytes are a file of POSTIL_FUZZ_FORMAT: complaints may come of them, and nothing worse
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include "fuzz.h"
#include "scratch.h"

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
  PostilStore *store = fuzz_scratch_project ();
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
