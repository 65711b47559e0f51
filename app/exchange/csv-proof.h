/* csv-proof.h - Postil's own CSV: what was written is what is in the project, to the last column
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "csv.h"
#include "export-walk.h"

G_BEGIN_DECLS

#define POSTIL_CSV_CONTEXT 32 /* code points of prefix and suffix */

/* Whether the rows of @written read back as the current document of @walk. @rows: a reader of the same columns, which is set to
 * them. */
gboolean postil_csv_prove (PostilCsvReader *rows, const PostilExportWalk *walk, const GString *written);

G_END_DECLS
