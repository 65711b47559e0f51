/* format.h - the exchange formats: one table, a reader and a writer each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <postil/documents.h>
#include <postil/report.h>
#include <postil/spans.h>

G_BEGIN_DECLS

/**
 * PostilMeter:
 *
 * How far a run has come, for another thread to look at: the numbers are set and read atomically.
 */
typedef struct
{
  gint done;
  gint total;                /* 0: nobody knows */
  gint proving;              /* what was written is being read back */
  gsize bytes_done;          /* of files that are read; look at them with g_atomic_pointer_get() */
  gsize bytes_total;         /* 0: nobody knows */
  GCancellable *cancellable; /* nullable; stops what has none of its own. Not owned. */
} PostilMeter;

/* How much of the bytes of an import have been read, 0..1; -1 when their number is not known. */
double postil_meter_get_share (PostilMeter *meter);

/* What the offsets of a file count, for files whose spans come without their words: nothing else can tell. */
typedef enum
{
  POSTIL_OFFSETS_ANY,         /* code points, unless the words say otherwise */
  POSTIL_OFFSETS_UTF16,
  POSTIL_OFFSETS_BYTES,
  POSTIL_OFFSETS_CRLF_AS_ONE, /* code points of a text whose CRLF counted as one */
  POSTIL_OFFSETS_GRAPHEMES,   /* as a project of doccano may be set to count */
} PostilOffsets;

gboolean postil_offsets_from_string (const char *name, PostilOffsets *offsets);

typedef struct
{
  const char        *encoding; /* declared by the user, or NULL */
  PostilDocumentKind kind;     /* for documents that do not say; OTHER: find out */
  gboolean           dry_run;  /* report, change nothing */
  PostilOffsets      offsets;
  PostilId           annotator; /* for spans that name none */
  const char        *base;     /* keys are paths below this folder; NULL: base names */
  PostilMeter *meter;          /* counts files; nullable */
} PostilImportOptions;

/* What becomes of a span that ends within a token, in formats that label tokens. */
typedef enum
{
  POSTIL_EDGES_EXPAND,   /* it takes in the whole token */
  POSTIL_EDGES_CONTRACT, /* it leaves the token out */
  POSTIL_EDGES_SKIP,     /* it is left out itself */
} PostilEdges;

/* Which of spans that overlap stays, in formats of one flat layer. */
typedef enum
{
  POSTIL_OVERLAP_LONGEST,
  POSTIL_OVERLAP_SHORTEST,
  POSTIL_OVERLAP_FIRST,   /* the one that begins first */
  POSTIL_OVERLAP_SPLIT,   /* all of them: a file for each layer of spans that leave each other alone */
} PostilOverlap;

/* Which text without spans comes along: sentences in the formats that are rows of tokens, whole documents in the others.
 * Where nobody has read it, that there is no span does not mean that there is nothing to find. */
typedef enum
{
  POSTIL_NEGATIVES_ALL,
  POSTIL_NEGATIVES_DONE, /* of documents that somebody marked done */
  POSTIL_NEGATIVES_NONE,
} PostilNegatives;

/* What becomes of a discontinuous span, in formats that have none. */
typedef enum
{
  POSTIL_PARTS_SPLIT, /* a span for each part */
  POSTIL_PARTS_HULL,  /* one from the first to the last, with what lies between */
  POSTIL_PARTS_FIRST, /* the first part alone */
  POSTIL_PARTS_DROP,
} PostilParts;

typedef struct
{
  PostilStates states; /* 0: kept only */
  char       **labels; /* names, NULL: all */
  PostilId     annotator;
  gboolean     done_only;
  gboolean     spreadsheet; /* CSV: byte order mark and formula guard */
  PostilEdges  edges;
  PostilOverlap overlap;
  PostilParts  parts;
  PostilNegatives negatives;
  guint        layer;  /* which one, from 0, where @overlap is SPLIT; postil_export() writes all */
  gboolean     strict; /* refuse to write what would lose anything but what the format never has */
  GHashTable  *documents; /* ids (gint64) of the only ones, NULL: all */
  PostilMeter *meter;     /* counts documents; nullable */
} PostilExportOptions;

/* What a format has a place for. */
typedef struct
{
  gboolean overlap;         /* spans may nest, cross and repeat */
  gboolean parts;           /* discontinuous spans, by whatever means */
  gboolean relations;       /* between spans of one document */
  gboolean notes;           /* of spans */
  gboolean states;          /* suggestions beside what was kept */
  gboolean annotators;
  gboolean document_labels;
  gboolean structure;       /* posts and the like, which a flat layer has no room for */
  gboolean blank;           /* spans may begin and end in white space */
  gboolean edges;           /* spans may begin and end within a token */
  gboolean attributes;      /* of spans: a post's author, the name of an entity */
  gboolean relation_notes;
  gboolean relation_annotators;
  gboolean scores;          /* of spans */
  gboolean sources;         /* of spans: which rule or model proposed them */
  gboolean reasons;         /* of spans */
  gboolean created;         /* when a span was made */
  gboolean decided;         /* when it was decided on */
  gboolean relation_scores;
  gboolean relation_sources;
  gboolean onto;            /* no texts: spans for documents that are there, of which nothing is told but their labels */
  gboolean titles;
  gboolean languages;
  gboolean details;         /* of documents: kind, address, meta data, encoding and line ends of the source */
  gboolean done;            /* who marked a document done */
  gboolean colours;         /* of labels of spans, for a project that does not have them yet */
  gboolean definitions;     /* of labels: kind, parent, colour, key, guideline */
} PostilCapabilities;

/* A file that is read: what its documents are called after, what messages call it, and what is in it. */
typedef struct
{
  const char *key;
  const char *path;
  GBytes     *bytes;
} PostilImportFile;

/**
 * PostilFormat:
 *
 * One row of the table. A reader adds to the store inside the caller's transaction and keeps going after a bad line,
 * which it reports. A writer streams; it never holds more than one document.
 */
typedef struct
{
  const char *name;      /* as --format takes it: "text", "jsonl", "csv" */
  const char *title;     /* for people */
  const char *extension; /* without the dot */
  /* How sure the first bytes make us that this is it, 0..100. @name is the file's base name. */
  int      (*sniff) (const char *name, const guint8 *head, gsize n_bytes);
  gboolean (*read)  (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                     PostilReport *report, GCancellable *cancellable, GError **error);
  gboolean (*write) (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                     GCancellable *cancellable, GError **error);
  /* Reads what was written back and compares every slice and count with the store. NULL, like @write, when it cannot be
   * written; and when @write reads each document back itself, before it goes on to the next one. */
  gboolean (*prove) (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error);
  const PostilCapabilities *can; /* NULL when it cannot be written */
} PostilFormat;

/* Terminated by a row whose name is NULL. */
const PostilFormat *postil_formats     (void);
const PostilFormat *postil_format_find (const char *name); /* NULL: none */
/* The format that a file most likely has; @head is its beginning. NULL: none that can be read. */
const PostilFormat *postil_format_sniff (const char *name, const guint8 *head, gsize n_bytes);

/*
 * Imports files and folders (recursively, in name order) as one undo step. @format NULL: by content. A bad line or file is
 * reported and the rest comes in; FALSE only when nothing could be done (no transaction, cancelled), and then nothing came in.
 */
gboolean postil_import (PostilStore *store, const char *const *paths, const PostilFormat *format,
                        const PostilImportOptions *options, PostilReport *report, GCancellable *cancellable, GError **error);

/*
 * Writes to a temporary file in the same folder, syncs, reads back, proves, renames. When anything fails no file appears
 * and an old one stays as it was; of several (one for each layer) all get their names after the last of them is proven, or
 * none does. @path "-": standard output, proven from a temporary file first. What the format has no
 * place for is in @report->losses and, when there is any, beside the file as PATH.loss.json.
 */
gboolean postil_export (PostilStore *store, const PostilFormat *format, const char *path,
                        const PostilExportOptions *options, PostilReport *report, GCancellable *cancellable, GError **error);
/* What an export with @options would lose and how much it would hold, in @report; nothing is written. Streams. */
gboolean postil_export_preflight (PostilStore *store, const PostilFormat *format, const PostilExportOptions *options,
                                  PostilReport *report, GCancellable *cancellable, GError **error);
/* The first @n_lines lines or so that the export would have, for a live preview. (transfer full) */
char    *postil_export_preview (PostilStore *store, const PostilFormat *format, const PostilExportOptions *options,
                                guint n_lines, GError **error);

G_END_DECLS
