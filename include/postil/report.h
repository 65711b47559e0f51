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

/* What an item tells of. */
typedef enum
{
  POSTIL_REPORT_REMARK,    /* anything else */
  POSTIL_REPORT_REPAIRED,  /* it came in otherwise than the file had it: another unit, a label with another name */
  POSTIL_REPORT_UNALIGNED, /* a span that waits for somebody to place it (see unaligned.h) */
  POSTIL_REPORT_REFUSED,   /* it did not come in */
  POSTIL_REPORT_LOST,      /* an export has no place for it: one of the losses, as a sentence */
} PostilReportKind;

typedef struct
{
  PostilReportLevel level;
  PostilReportKind  kind;
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
  gboolean    elsewhere; /* nothing is lost: another file of the same export has it */
  gboolean detail;    /* what is known of spans and documents, not they themselves: of second rank, and no reason to refuse */
  gboolean by_nature; /* no file of this format has it, whatever is in the project: white space between tokens, names */
} PostilLoss;

/* Of a run, or of one of its files. */
typedef struct
{
  guint documents_added;
  guint documents_known; /* there already, nothing changed */
  guint spans_added;
  guint spans_known;
  guint spans_repaired;
  guint spans_unaligned; /* on the list of those to be placed, also when they were on it before */
  guint relations_added;
  guint relations_known;
  guint labels_added;
  guint labels_renamed;
  guint refused;         /* lines, files or spans that did not come in */
} PostilReportCounts;

/* What came of one file. A file in an archive is called as if the archive were a folder. */
typedef struct
{
  char              *path;
  const char        *format; /* its name, static; NULL when none could read it */
  PostilReportCounts counts;
} PostilReportFile;

/**
 * PostilReport:
 *
 * Counts and complaints of one run. Not thread-safe. Holds at most 10,000 items of each level and as many files; further
 * ones are counted, not kept. The counts have names, and are a value of their own as well.
 */
typedef struct _PostilReport PostilReport;

struct _PostilReport
{
  union
  {
    struct
    {
      guint documents_added;
      guint documents_known;
      guint spans_added;
      guint spans_known;
      guint spans_repaired;
      guint spans_unaligned;
      guint relations_added;
      guint relations_known;
      guint labels_added;
      guint labels_renamed;
      guint refused;
    };
    PostilReportCounts counts;
  };
  guint n_of_level[3];
  guint n_files;
  GPtrArray *items;      /* PostilReportItem */
  GPtrArray *files;      /* PostilReportFile, of an import */
  GArray *losses;        /* PostilLoss, of an export */
  GHashTable *labels;    /* ids (gint64) of labels whose definitions it lost; NULL: none */
};

PostilReport *postil_report_new  (void);
void          postil_report_free (PostilReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilReport, postil_report_free)
void          postil_report_add  (PostilReport *self, PostilReportLevel level, const char *file, guint line,
                                  const char *format, ...) G_GNUC_PRINTF (5, 6);
void          postil_report_add_kind (PostilReport *self, PostilReportKind kind, const char *file, guint line,
                                      const char *format, ...) G_GNUC_PRINTF (5, 6);
/* Of an export as a whole. */
void          postil_report_add_lost (PostilReport *self, PostilReportLevel level, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void          postil_report_add_labels (PostilReport *self, GHashTable *labels);
/* One file more; @before: the counts when it was begun. */
void          postil_report_add_file (PostilReport *self, const char *path, const char *format,
                                      const PostilReportCounts *before);
/* The whole report as a JSON object on one line. (transfer full) */
char         *postil_report_to_json  (const PostilReport *self);
const char   *postil_report_kind_to_string  (PostilReportKind kind); /* "remark", "repaired", "unaligned", "refused", "lost" */
const char   *postil_report_level_to_string (PostilReportLevel level); /* "note", "warning", "error" */
/* "file:line: error: message" (transfer full) */
char         *postil_report_item_to_string (const PostilReportItem *item);

G_END_DECLS
