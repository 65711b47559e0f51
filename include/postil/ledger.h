/* ledger.h - how each source's proposals fared, and what follows from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/store.h>

G_BEGIN_DECLS

/* What became of a row's proposals in one day (UTC). */
typedef struct
{
  gint64 day;     /* since 1970 */
  guint  n_right; /* kept under the label, with or without other edges */
  guint  n_wrong; /* relabelled or rejected */
} PostilLedgerDay;

/**
 * PostilLedgerRow:
 *
 * One source and the label that it proposed, and what became of that. A proposal counts once, under the label that it was
 * proposed with: as accepted when it was kept as it was, as edited when it was kept with other edges, as relabelled when it was
 * given another label, as rejected, or as open.
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
  GArray          *days;   /* PostilLedgerDay, those on which something was decided, earliest first */
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

/* What a source's scores are multiplied with from the next run on; 0 retires it: it proposes nothing more. 0 to 1. Needs an open
 * transaction. */
gboolean   postil_ledger_set_weight (PostilStore *store, const char *source, double weight, GError **error);
double     postil_ledger_get_weight (PostilStore *store, const char *source);

/* The precision that a threshold is suggested for, and how many decisions it has to rest on: before, it is mere chance. */
#define POSTIL_LEDGER_WANTED 0.9
#define POSTIL_LEDGER_LEAST 20

typedef struct
{
  PostilId label;
  double   score;
  guint    n_decided; /* proposals of at least this score */
  guint    n_right;   /* of them kept under the label */
} PostilLedgerThreshold;

/* For each label the lowest score from which on its decided proposals were right in at least @precision of the cases, at least @least
 * of them; labels without such a score are left out: GArray of PostilLedgerThreshold. (transfer full) */
GArray *postil_ledger_thresholds (PostilStore *store, double precision, guint least, GError **error);

G_END_DECLS
