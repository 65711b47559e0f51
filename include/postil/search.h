/* search.h - where do these words, or does this pattern, stand in all documents of a project?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <postil/documents.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_QUERY_NONE = 0,
  POSTIL_QUERY_PATTERN = 1 << 0, /* a Perl-compatible regular expression, else words */
  POSTIL_QUERY_CASE = 1 << 1,    /* upper and lower case differ */
} PostilQueryFlags;

/**
 * PostilQuery:
 *
 * What is looked for. As words: a document is found when it holds all of them, in any order; "words in quotes" stand
 * together, with any white space between; gate* stands for every word that begins so. Each place where one of them
 * stands is a hit. Immutable, may be shared between threads.
 */
typedef struct _PostilQuery PostilQuery;

/* POSTIL_ERROR_INVALID_RULE when the pattern cannot be read, or when there is nothing to look for. */
PostilQuery *postil_query_new   (const char *typed, PostilQueryFlags flags, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PostilQuery *postil_query_ref   (PostilQuery *self);
void         postil_query_unref (PostilQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilQuery, postil_query_unref)
/* What finds these very words wherever they stand: them in quotes. (transfer full) */
char        *postil_query_quote (const char *words);

/* One document with hits. */
typedef struct
{
  PostilDocument *document;
  GArray         *hits;    /* PostilRange, from left to right */
  GError         *gave_up; /* why the rest of this document was not looked through; NULL: it was */
} PostilFound;

void postil_found_free (PostilFound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFound, postil_found_free)

/* A hit by itself. */
typedef struct
{
  PostilId    document;
  PostilRange range;
} PostilHit;

/**
 * PostilSearch:
 *
 * A walk over the documents in their order. Words are looked up in the full-text index first, so that its cost is that
 * of the documents that hold them; a pattern reads every document. Belongs to the thread of its store.
 */
typedef struct _PostilSearch PostilSearch;

/* Borrows @store; keeps the others. */
PostilSearch *postil_search_new  (PostilStore *store, PostilQuery *query, GCancellable *cancellable, GError **error);
void          postil_search_free (PostilSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilSearch, postil_search_free)
/* The next document with a hit, or one that was given up; NULL without error at the end. (transfer full) */
PostilFound  *postil_search_next (PostilSearch *self, GError **error);
/* Documents looked through, and how many there are to look through. */
guint         postil_search_get_done  (const PostilSearch *self);
guint         postil_search_get_total (const PostilSearch *self);

G_END_DECLS
