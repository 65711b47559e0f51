/* plain-text.c - text files of any encoding, with a title and a kind found in the text itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include <postil/thread.h>

#include "headline.h"
#include "intake.h"

/* Text is what is left when nothing else fits; a NUL byte early on says that it is not even that, except in UTF-16 and
 * UTF-32, which have a byte order mark. */
int
postil_plain_text_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  gboolean wide = n_bytes >= 4 && ((head[0] == 0xff && head[1] == 0xfe) || (head[0] == 0xfe && head[1] == 0xff) ||
                                   memcmp (head, "\0\0\xfe\xff", 4) == 0);

  if (!wide && memchr (head, 0, n_bytes) != NULL)
    return 0;
  return g_str_has_suffix (name, ".txt") ? 50 : 20;
}

char *
postil_plain_text_title (const PostilText *text, const char *key)
{
  char *title = postil_headline_find (text);

  return title != NULL ? title : g_strdup (key);
}

PostilDocumentKind
postil_plain_text_kind (const PostilText *text, PostilDocumentKind declared)
{
  g_autoptr (GPtrArray) posts = NULL;

  if (declared != POSTIL_DOCUMENT_OTHER)
    return declared;
  posts = postil_thread_find_posts (text);
  if (posts->len >= 2)
    return POSTIL_DOCUMENT_THREAD;
  return postil_text_get_length (text) > 0 ? POSTIL_DOCUMENT_ARTICLE : POSTIL_DOCUMENT_OTHER;
}

static PostilDocument *
make_document (const PostilImportFile *file, const PostilDecoded *decoded, const PostilImportOptions *options)
{
  PostilDocument *document = postil_document_new (file->key, decoded->text);

  g_free (document->title);
  document->title = postil_plain_text_title (decoded->text, file->key);
  document->kind = postil_plain_text_kind (decoded->text, options->kind);
  g_free (document->encoding);
  document->encoding = g_strdup (decoded->encoding);
  document->newline = decoded->newline;
  g_free (document->source_sha256);
  document->source_sha256 = g_strdup (decoded->source_sha256);
  return document;
}

gboolean
postil_plain_text_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                        PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilDecoded) decoded = NULL;
  g_autoptr (PostilDocument) document = NULL;
  gboolean accepted, added;
  gsize n_bytes;
  const guint8 *bytes = g_bytes_get_data (file->bytes, &n_bytes);

  decoded = postil_decode (bytes, n_bytes, options->encoding, &local_error);
  if (decoded == NULL)
    {
      postil_intake_refuse (intake, 0, "%s", local_error->message);
      return TRUE;
    }
  if (n_bytes > 0)
    postil_intake_passed (intake, (const char *) bytes + n_bytes);
  document = make_document (file, decoded, options);
  if (!postil_intake_document (intake, document, 0, &accepted, &added, error))
    return FALSE;
  if (added && decoded->guessed)
    postil_intake_note (intake, 0,
                        _ ("Its encoding was guessed to be %s; if letters look wrong, undo and declare another one."),
                        decoded->encoding);
  return TRUE;
}
