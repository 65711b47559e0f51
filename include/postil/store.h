/* store.h - opens, creates and closes a project file, and refuses what is none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/error.h>
#include <postil/span.h>

G_BEGIN_DECLS

/**
 * PostilStore:
 *
 * One connection to one *.postil file (SQLite; application_id 0x5053544C "PSTL", user_version = schema
 * version). Used by the thread that opened it only; workers open their own with POSTIL_STORE_READ_ONLY. The
 * file is treated as data from a stranger: its triggers and views never run, and a schema that is not exactly
 * Postil's is refused.
 */
typedef struct _PostilStore PostilStore;

typedef enum
{
  POSTIL_STORE_NONE = 0,
  POSTIL_STORE_READ_ONLY = 1 << 0, /* never writes, not even a journal; history is not recorded */
  POSTIL_STORE_CREATE = 1 << 1,    /* makes a new file; POSTIL_ERROR_EXISTS when there is one */
  POSTIL_STORE_VERIFIED = 1 << 2,  /* for a worker: this process has the file open, so it is not read through again */
} PostilStoreFlags;

/*
 * Opening changes nothing in a file that it refuses. An older schema is migrated in one transaction after the
 * file was copied to NAME.vN.backup. A file in a read-only place opens read-only (see
 * postil_store_is_read_only). An older file that is opened read-only stays as it is, and is read through a migrated copy in
 * a temporary place.
 */
PostilStore *postil_store_open  (const char *path, PostilStoreFlags flags, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A new project without a name, for what is not to be kept: nothing is left of it however the program ends. It may grow larger
 * than memory. */
PostilStore *postil_store_open_scratch (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void         postil_store_close (PostilStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilStore, postil_store_close)

const char *postil_store_get_path     (PostilStore *self);
/* Where the file was copied to before it was brought up to date just now; NULL when it was not. */
const char *postil_store_get_backup   (PostilStore *self);
gboolean    postil_store_is_read_only (PostilStore *self);
int         postil_store_get_version  (PostilStore *self);
/* Deep check (integrity, foreign keys, every span within its text, orphans). FALSE with POSTIL_ERROR_DAMAGED;
 * @report (GPtrArray of char *, transfer full) lists every finding. */
gboolean    postil_store_check        (PostilStore *self, GPtrArray **report, GError **error);
/* Goes up with every committed change by any process: cheap test whether a cached view is stale. */
gint64      postil_store_get_change_counter (PostilStore *self);

/* How long a statement waits for a lock that another connection holds before it fails; -1: as long as at first. A
 * thread that must not stand still says 0 while it knows of a long transaction elsewhere. */
void postil_store_set_patience (PostilStore *self, int milliseconds);

/* Small named values; NULL when unset. (transfer full) */
char    *postil_setting_get (PostilStore *store, const char *name);
gboolean postil_setting_set (PostilStore *store, const char *name, const char *value, GError **error);

/* Finds or makes the annotator / the source, within the caller's transaction; 0 on error. */
typedef enum
{
  POSTIL_SOURCE_HAND,
  POSTIL_SOURCE_RULE,
  POSTIL_SOURCE_GAZETTEER,
  POSTIL_SOURCE_QUOTE,
  POSTIL_SOURCE_STRUCTURE,
  POSTIL_SOURCE_MODEL,
  POSTIL_SOURCE_ECHO,
  POSTIL_SOURCE_COMMAND,
  POSTIL_SOURCE_IMPORT,
} PostilSourceKind;

const char *postil_source_kind_to_string   (PostilSourceKind kind);
gboolean    postil_source_kind_from_string (const char *name, PostilSourceKind *kind);

typedef struct
{
  PostilId         id;
  PostilSourceKind kind;
  char            *name; /* "hand", "quotes", "rules/denial.denies", ...: unique in a project */
  char            *version;
} PostilSource;

void      postil_source_free (PostilSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilSource, postil_source_free)

PostilId  postil_source_ensure (PostilStore *store, PostilSourceKind kind, const char *name, const char *version,
                                GError **error);
/* GPtrArray of PostilSource. (transfer full) */
GPtrArray *postil_source_list  (PostilStore *store, GError **error);

PostilId  postil_annotator_ensure (PostilStore *store, const char *name, GError **error);
/* POSTIL_ERROR_NOT_FOUND when nobody has that name. */
gboolean  postil_annotator_find   (PostilStore *store, const char *name, PostilId *id, GError **error);
char     *postil_annotator_name   (PostilStore *store, PostilId id); /* NULL when unknown (transfer full) */
/* Id to name, GHashTable of gint64* -> char*. (transfer full) */
GHashTable *postil_annotator_list (PostilStore *store, GError **error);

G_END_DECLS
