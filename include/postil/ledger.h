/* ledger.h - how each source's proposals fared, and what follows from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/store.h>

G_BEGIN_DECLS

/**
 * PostilLedgerRow:
 *
 * One source and label: what was proposed, and what became of it. A proposal counts once: as accepted when it was kept as it was, as
 * edited when it was kept with other edges, as relabelled when it was given another label (it then stands under the
 * label that it has now), as rejected, or as open.
 */
typedef struct
{
  PostilId         source;
  char            *name; /* "rules/denial.denies" */
  PostilSourceKind kind;
  PostilId         label;
  guint            n_open;
  guint            n_accepted;
  guint            n_edited;
  guint            n_relabelled;
  guint            n_rejected;
  double           weight; /* what postil_ledger_set_weight() said; 1 without it */
} PostilLedgerRow;

void   postil_ledger_row_free        (PostilLedgerRow *self);
guint  postil_ledger_row_n_proposed  (const PostilLedgerRow *self);
/* Accepted and edited among the decided; 0 when there are none. */
double postil_ledger_row_precision   (const PostilLedgerRow *self);
/* Wilson's interval of 95 % around it; 0 to 1 when nothing was decided. */
void   postil_ledger_row_interval    (const PostilLedgerRow *self, double *low, double *high);

/* Sources that propose (not hands, not imports), structure left out, most proposals first; decisions since @since (milliseconds since
 * 1970; 0: all) and what is open: GPtrArray of PostilLedgerRow. (transfer full) */
GPtrArray *postil_ledger_list (PostilStore *store, gint64 since, GError **error);

/* What became of a source's proposals in one day (UTC). */
typedef struct
{
  gint64 day; /* since 1970 */
  guint  n_right; /* kept */
  guint  n_wrong; /* rejected */
} PostilLedgerDay;

/* Days on which proposals of @source (0: any that proposes) under @label (0: any) were decided, earliest first: GArray of
 * PostilLedgerDay. (transfer full) */
GArray    *postil_ledger_days (PostilStore *store, PostilId source, PostilId label, GError **error);

/* What a source's scores are multiplied with from the next run on; 0 retires it: it proposes nothing more. 0 to 1. Needs an open
 * transaction. */
gboolean   postil_ledger_set_weight (PostilStore *store, const char *source, double weight, GError **error);
double     postil_ledger_get_weight (PostilStore *store, const char *source);

/* The lowest score from which on decided proposals of @label were right in at least @precision of the cases. FALSE without error
 * when fewer than @least were decided, or no score will do. @n_decided (nullable): how many it rests on. */
gboolean   postil_ledger_threshold  (PostilStore *store, PostilId label, double precision, guint least, double *threshold,
                                     guint *n_decided, GError **error);

G_END_DECLS
