/* span.h - a labelled stretch of a document, the thing that Postil exists for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/range.h>

G_BEGIN_DECLS

/* 63-bit, never 0 for a real row. Spans, relations and edits: random. Documents and labels: derived. */
typedef gint64 PostilId;
typedef PostilId PostilSpanId;

typedef enum
{
  POSTIL_STATE_SUGGESTED,
  POSTIL_STATE_KEPT,
  POSTIL_STATE_REJECTED,
} PostilState;

/* "suggested", "kept", "rejected" as stored and exported. */
const char *postil_state_to_string   (PostilState state);
gboolean    postil_state_from_string (const char *name, PostilState *state);

/* A set of states, for filters: bit 1 << state. */
typedef guint PostilStates;
#define POSTIL_STATES(state) (1u << (state))
#define POSTIL_STATES_OPEN (POSTIL_STATES (POSTIL_STATE_SUGGESTED) | POSTIL_STATES (POSTIL_STATE_KEPT))
#define POSTIL_STATES_ALL (POSTIL_STATES_OPEN | POSTIL_STATES (POSTIL_STATE_REJECTED))

/**
 * PostilSpan:
 *
 * A plain value that owns its strings. @range is the hull; @parts (GArray of PostilRange, or NULL) holds the
 * pieces of a discontinuous span. @score is 0..1; a hand-made span has 1. @attributes is a JSON object or NULL:
 * a Post has "author", "time", "edited", "depth", "body_start"; imported spans keep here what their format had
 * beyond Postil's columns. Times are milliseconds since 1970 UTC; @decided_at is 0 while nobody has decided.
 */
typedef struct
{
  PostilSpanId id;
  PostilId     document;
  PostilId     label;
  PostilRange  range;
  GArray      *parts;
  PostilState  state;
  PostilId     source;
  PostilId     annotator; /* 0: nobody, a machine proposed it */
  double       score;
  char        *note;       /* "" when none, never NULL once stored */
  char        *reason;     /* why a machine proposed it, for a person; NULL for hand-made spans */
  char        *attributes;
  gint64       created_at;
  gint64       decided_at;
} PostilSpan;

/* Kept, with score 1 and an empty note, as a hand makes it. */
PostilSpan *postil_span_new  (void);
PostilSpan *postil_span_copy (const PostilSpan *self);
void        postil_span_free (PostilSpan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilSpan, postil_span_free)

/* Same document, label, range and parts: what makes two spans the same statement. */
gboolean    postil_span_same_place (const PostilSpan *a, const PostilSpan *b);
/* Reading order: range, then id. For g_ptr_array_sort over PostilSpan pointers. */
int         postil_span_compare    (gconstpointer a, gconstpointer b);
/* "s" and 16 hex digits, and back (FALSE when it is no such name). For exports. */
char       *postil_id_to_string    (char prefix, PostilId id);
gboolean    postil_id_from_string  (char prefix, const char *string, PostilId *id);
/* Random, 63-bit, not 0. */
PostilId    postil_id_random       (void);
/* First 63 bits of the SHA-256 of the strings, each followed by a NUL; NULL-terminated arguments. Never 0. */
PostilId    postil_id_derive       (const char *first, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
