/* unaligned.h - the list of spans that an import could not place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/span.h>
#include <postil/transaction.h>

G_BEGIN_DECLS

/**
 * PostilUnaligned:
 *
 * A span as its file stated it, whose words do not stand there in any unit, or that lies outside of the text. It waits
 * on a list until somebody places or dismisses it; it is exported by no format. A plain value that owns its strings.
 *
 * The id derives from document, label, numbers and words, so that the same import finds it again; it is also the id of the
 * span that comes of it.
 */
typedef struct
{
  PostilId id;
  PostilId document;
  PostilId label;
  gint64   start;      /* the file's own numbers, whatever it counted */
  gint64   stop;
  char    *quote;      /* "": it came without its words */
  char    *reason;     /* a sentence for people */
  PostilId source;     /* who proposed it */
  char    *origin;     /* "FILE:LINE" that it came from */
  gboolean dismissed;
  char    *details;    /* JSON object: what else the file said of it (state, score, note, relations, ...) */
  gint64   created_at;
} PostilUnaligned;

void             postil_unaligned_free (PostilUnaligned *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilUnaligned, postil_unaligned_free)

/* What has become of one since it was first imported. */
typedef enum
{
  POSTIL_UNALIGNED_NEW,
  POSTIL_UNALIGNED_WAITING,
  POSTIL_UNALIGNED_DISMISSED,
  POSTIL_UNALIGNED_PLACED,
} PostilUnalignedFate;

/* Fills id and created_at; only a new one changes anything. */
gboolean         postil_unaligned_add  (PostilStore *store, PostilUnaligned *unaligned, PostilUnalignedFate *fate,
                                        GError **error);
/* POSTIL_ERROR_NOT_FOUND when it is not on the list. */
PostilUnaligned *postil_unaligned_get  (PostilStore *store, PostilId id, GError **error);
/* In order of document and place, @document 0: of all. Those that were dismissed only when @dismissed. GPtrArray of
 * PostilUnaligned. (transfer full) */
GPtrArray       *postil_unaligned_list (PostilStore *store, PostilId document, gboolean dismissed, GError **error);
/* Those that wait; @document 0: in all. */
guint            postil_unaligned_count (PostilStore *store, PostilId document);
/* Within the caller's transaction, as the others that write. */
gboolean         postil_unaligned_set_dismissed (PostilStore *store, PostilId id, gboolean dismissed, GError **error);
gboolean         postil_unaligned_set_details   (PostilStore *store, PostilId id, const char *details, GError **error);
gboolean         postil_unaligned_remove        (PostilStore *store, PostilId id, GError **error);

G_END_DECLS
