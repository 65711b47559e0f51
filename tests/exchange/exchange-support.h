/* exchange-support.h - random projects, and files in and out of them, for the tests of this folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/postil.h>

#include "../support/project.h"

G_BEGIN_DECLS

/* Documents with overlapping, discontinuous, annotated and related spans, empty ones among them. */
void          test_fill_randomly (TestProject *project, guint n_documents);

/* Writes @contents to FOLDER/@name and imports it; everything that was reported is in the result. (transfer full) */
PostilReport *test_import_string (TestProject *project, const char *name, const char *contents, gssize n_bytes,
                                  const char *format);
PostilReport *test_import_path   (TestProject *project, const char *path, const char *format, gboolean dry_run);
/* The whole export. (transfer full) */
char         *test_export_string (TestProject *project, const char *format, const PostilExportOptions *options,
                                  gsize *n_bytes);
/* Fails the test and prints the complaints when @report holds other than these. */
void          test_assert_report (const PostilReport *report, guint n_errors, guint n_warnings);
/* Whether some complaint at @line has @words in it. */
gboolean      test_report_has    (const PostilReport *report, guint line, const char *words);

G_END_DECLS
