/* conll-reader.c - columns of tokens and tags in any dialect and scheme, into texts (formats.md, section 5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "conll.h"

#include <glib/gi18n.h>
#include <string.h>

#include "formats.h"

#define DOCSTART "-DOCSTART-"

void
postil_columns_reader_init (PostilColumnsReader *self, GBytes *bytes, PostilIntake *intake)
{
  *self = (PostilColumnsReader){ .intake = intake };
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  postil_line_reader_init (&self->lines, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

void
postil_columns_reader_clear (PostilColumnsReader *self)
{
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
}

static gboolean
is_blank (const char *line, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    if (!g_ascii_isspace (line[i]))
      return FALSE;
  return TRUE;
}

/* Tabs where there is one, else runs of spaces. First and last field, without the spaces around the line; FALSE when there
 * is but one. */
static gboolean
split (const char *line, gsize n_bytes, char **word, char **tag)
{
  char separator = memchr (line, '\t', n_bytes) != NULL ? '\t' : ' ';
  const char *end = line + n_bytes, *first, *last;

  while (end > line && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  while (line < end && *line == ' ')
    line++;
  first = memchr (line, separator, end - line);
  if (first == NULL || first == line)
    return FALSE;
  last = end;
  while (last[-1] != separator)
    last--;
  *word = g_strndup (line, first - line);
  *tag = g_strndup (last, end - last);
  return TRUE;
}

static void
refuse (PostilColumnsReader *self, const char *message)
{
  self->n_refused++;
  if (self->intake != NULL)
    postil_intake_refuse (self->intake, self->lines.line, "%s", message);
}

static void
read_row (PostilColumnsReader *self, const char *line, gsize n_bytes)
{
  g_autofree char *word = NULL;
  g_autofree char *tag = NULL;

  if (!g_utf8_validate (line, n_bytes, NULL))
    {
      refuse (self, _ ("This line is not valid UTF-8, or holds a NUL; save the file as UTF-8."));
      return;
    }
  if (!split (line, n_bytes, &word, &tag))
    {
      if (line[0] != '#')
        refuse (self, _ ("A row needs a token and a tag, with spaces or a tab between them."));
      return;
    }
  if (!postil_tag_is_valid (tag))
    {
      g_autofree char *message = NULL;

      if (strcmp (word, "#") == 0) /* a comment; a token # has a tag */
        return;
      message = g_strdup_printf ("“%.60s” is no tag; a row ends in O, or in B-, I-, L-, U-, E- or S- and a label.", tag);
      refuse (self, message);
      return;
    }
  if (self->words->len == 0)
    self->line = self->lines.line;
  g_ptr_array_add (self->words, g_steal_pointer (&word));
  g_ptr_array_add (self->tags, g_steal_pointer (&tag));
}

static gboolean
is_docstart (const char *line, gsize n_bytes)
{
  gsize n = strlen (DOCSTART);

  return n_bytes >= n && memcmp (line, DOCSTART, n) == 0 && (n_bytes == n || g_ascii_isspace (line[n]));
}

PostilColumnsEvent
postil_columns_reader_next (PostilColumnsReader *self)
{
  const char *line;
  gsize n_bytes;

  g_ptr_array_set_size (self->words, 0);
  g_ptr_array_set_size (self->tags, 0);
  if (self->document_next)
    {
      self->document_next = FALSE;
      return POSTIL_COLUMNS_DOCUMENT;
    }
  while (postil_line_reader_next (&self->lines, &line, &n_bytes))
    {
      if (is_docstart (line, n_bytes))
        {
          self->document_next = self->words->len > 0;
          return self->document_next ? POSTIL_COLUMNS_SENTENCE : POSTIL_COLUMNS_DOCUMENT;
        }
      if (!is_blank (line, n_bytes))
        read_row (self, line, n_bytes);
      else if (self->words->len > 0)
        return POSTIL_COLUMNS_SENTENCE;
    }
  return self->words->len > 0 ? POSTIL_COLUMNS_SENTENCE : POSTIL_COLUMNS_END;
}

/* ---- what it is ---- */

int
postil_conll_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  gboolean tagged = FALSE;
  guint n_rows = 0;
  PostilLineReader lines;
  const char *line;
  gsize n;

  postil_line_reader_init (&lines, (const char *) head, n_bytes);
  while (n_rows < 60 && postil_line_reader_next (&lines, &line, &n))
    {
      g_autofree char *word = NULL;
      g_autofree char *tag = NULL;

      if (is_docstart (line, n))
        return 95;
      if (is_blank (line, n) || line[0] == '#')
        continue;
      if (lines.cursor == lines.end && n_bytes >= 4096) /* the head may end within this line */
        break;
      if (!split (line, n, &word, &tag) || !postil_tag_is_valid (tag))
        return 0;
      tagged = tagged || tag[1] == '-';
      n_rows++;
    }
  if (!tagged)
    return n_rows >= 5 ? 60 : 0;
  return 85;
}

/* ---- documents ---- */

typedef struct
{
  PostilIntake *intake;
  const PostilImportFile *file;
  PostilTokenText *text;
  guint n_documents;
  gboolean many; /* the file says where its documents start */
} Reader;

static gboolean
take_document (Reader *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilRecord) record = NULL;
  g_autofree char *key = NULL;

  self->n_documents++;
  key = self->many ? g_strdup_printf ("%s:%u", self->file->key, self->n_documents) : g_strdup (self->file->key);
  record = postil_token_text_to_record (self->text, key, &local_error);
  if (record != NULL)
    return postil_record_take (record, self->intake, error);
  postil_intake_refuse (self->intake, self->text->line, "%s", local_error->message);
  return TRUE;
}

static gboolean
read_documents (Reader *self, PostilColumnsReader *rows, GCancellable *cancellable, GError **error)
{
  gboolean started = FALSE;
  PostilColumnsEvent event;

  while ((event = postil_columns_reader_next (rows)) != POSTIL_COLUMNS_END)
    {
      g_autoptr (GArray) spans = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      postil_intake_passed (self->intake, rows->lines.cursor);
      if (event == POSTIL_COLUMNS_DOCUMENT)
        {
          if (started && !take_document (self, error))
            return FALSE;
          self->many = started = TRUE;
          postil_token_text_free (self->text);
          self->text = postil_token_text_new ();
          self->text->line = rows->lines.line;
          continue;
        }
      started = TRUE;
      spans = postil_tags_decode (rows->tags);
      postil_token_text_add (self->text, rows->words, spans, rows->line);
    }
  return !started || take_document (self, error);
}

gboolean
postil_conll_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                   PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_auto (PostilColumnsReader) rows = { 0 };
  Reader reader = { intake, file, postil_token_text_new () };
  gboolean ok;

  postil_columns_reader_init (&rows, file->bytes, intake);
  ok = read_documents (&reader, &rows, cancellable, error);
  postil_token_text_free (reader.text);
  if (ok && reader.n_documents > 0)
    postil_intake_note (intake, 0,
                        _ ("The format does not say what stood between tokens; the texts were put together with "
                           "spaces, and a line for each sentence."));
  return ok && postil_intake_finish (intake, error);
}
