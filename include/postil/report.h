/* report.h - what an import or export did, and every complaint with its file and line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/error.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_REPORT_NOTE,    /* done as asked, worth knowing (a guessed encoding, a repaired unit) */
  POSTIL_REPORT_WARNING, /* came in, but look at it (unaligned span) */
  POSTIL_REPORT_ERROR,   /* refused */
} PostilReportLevel;

typedef struct
{
  PostilReportLevel level;
  char             *file;
  guint             line; /* from 1; 0: the whole file */
  char             *message;
} PostilReportItem;

/* What an export changed or left out because the format has no place for it. */
typedef struct
{
  const char *kind;   /* "overlap", "notes", ...: static */
  const char *policy; /* what was done instead, for people: static */
  guint       count;
  gint64      document; /* the first case; 0 where no single one can be named */
  gint64      span;     /* 0: the document as a whole */
} PostilLoss;

/**
 * PostilReport:
 *
 * Counts and complaints of one run. Not thread-safe. Holds at most 10,000 items of each level; further ones are
 * counted, not kept.
 */
typedef struct _PostilReport PostilReport;

struct _PostilReport
{
  guint documents_added;
  guint documents_known; /* there already, nothing changed */
  guint spans_added;
  guint spans_known;
  guint spans_repaired;
  guint spans_unaligned;
  guint relations_added;
  guint labels_added;
  guint refused;         /* lines, files or spans that did not come in */
  guint n_of_level[3];
  GPtrArray *items;      /* PostilReportItem */
  GArray *losses;        /* PostilLoss, of an export */
};

PostilReport *postil_report_new  (void);
void          postil_report_free (PostilReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilReport, postil_report_free)
void          postil_report_add  (PostilReport *self, PostilReportLevel level, const char *file, guint line,
                                  const char *format, ...) G_GNUC_PRINTF (5, 6);
const char   *postil_report_level_to_string (PostilReportLevel level); /* "note", "warning", "error" */
/* "file:line: error: message" (transfer full) */
char         *postil_report_item_to_string (const PostilReportItem *item);

G_END_DECLS
