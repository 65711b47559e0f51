/* tally.h - how many spans of a document are kept and suggested, counted as they change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/store.h>

G_BEGIN_DECLS

/**
 * PostilTally:
 *
 * What the open transaction has changed in the table tally, which the document list reads instead of counting spans. TEMP
 * triggers on span report every change, so no write path can forget one; it is written once per document, at commit.
 */
typedef struct _PostilTally PostilTally;

PostilTally *postil_tally_new   (PostilStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void         postil_tally_free  (PostilTally *self);
/* Whether the trigger on inserts is there; without it postil_tally_added() is to be called for each span that counts. */
gboolean     postil_tally_watch_inserts (PostilStore *store, gboolean watch, GError **error);
void         postil_tally_added (PostilTally *self, PostilId document, gint64 position, gboolean kept);
/* Within the transaction. */
gboolean     postil_tally_write (PostilTally *self, PostilStore *store, GError **error);
/* After a rollback. */
void         postil_tally_clear (PostilTally *self);

G_END_DECLS
