/* fuzz-archive.c - any bytes are an archive: what lies in it has a name that leads nowhere else, and never more of it comes
 * than may
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "../../app/exchange/archive.h"
#include "fuzz.h"

static gboolean
look (const char *name, GBytes *bytes, gpointer user_data, GError **error)
{
  guint64 *n_all = user_data;
  g_auto (GStrv) parts = g_strsplit_set (name, "/\\", -1);
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &n_bytes);

  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_true (name[0] != '/' && name[0] != '\0');
  for (guint i = 0; parts[i] != NULL; i++)
    g_assert_cmpstr (parts[i], !=, "..");
  g_assert_false (data != NULL && postil_archive_is (data, n_bytes));
  *n_all += n_bytes;
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GBytes) archive = g_bytes_new (bytes, n_bytes);
  g_autoptr (GError) error = NULL;
  guint64 n_all = 0;

  if (!postil_archive_is (bytes, n_bytes))
    return 0;
  g_assert_true (postil_archive_visit (archive, "fuzz", report, look, &n_all, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_all, <=, ((guint64) 33 << 20) + 150 * (guint64) n_bytes);
  return 0;
}
