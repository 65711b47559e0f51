/* refi-reader.c - REFI-QDA projects, zipped or bare (formats.md, section 11)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>

#include <postil/decode.h>

#include "archive.h"
#include "formats.h"
#include "record.h"
#include "refi-links.h"
#include "spool.h"
#include "xml-reader.h"

typedef struct
{
  char *guid;
  char *words;
  char *user;
  char *created;
  char *modified;
  GString *note;
  GPtrArray *codes; /* guids */
  gint64 start;
  gint64 stop;
  guint line;
} Selection;

/* Where something lies in the spool. */
typedef struct
{
  guint64 offset;
  guint64 n_bytes;
} Stretch;

typedef struct
{
  PostilIntake *intake;
  GCancellable *cancellable;
  GError *error;      /* of the store or of the spool: it ends everything */
  PostilSpool *spool; /* of a zip: all of its texts, and the project */
  GHashTable *texts;  /* file name in lower case -> Stretch */
  Stretch project;    /* in the spool, else in the file */
  gboolean found;
  guint64 at;          /* how much of it has been read, this time */
  gboolean first;      /* it is read for the first time, for the links */
  GHashTable *users;   /* guid -> name */
  GHashTable *codes;   /* guid -> name */
  PostilRefiLinks *links;
  /* the source that is being read */
  char *name;
  char *path;
  GString *content;    /* NULL: none inside */
  GPtrArray *selections;
  GPtrArray *labels;   /* guids of codes of the whole text */
  Selection *selection;
  GString *text;       /* where text goes, or NULL */
  guint line;
} Reader;

static void
selection_free (gpointer data)
{
  Selection *self = data;

  g_free (self->guid);
  g_free (self->words);
  g_free (self->user);
  g_free (self->created);
  g_free (self->modified);
  g_string_free (self->note, TRUE);
  g_ptr_array_unref (self->codes);
  g_free (self);
}

int
postil_refi_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  const char *bytes = (const char *) head;

  if (head == NULL)
    return 0;
  if (n_bytes >= 4 && memcmp (head, "PK\003\004", 4) == 0)
    return g_str_has_suffix (name, ".qdpx") || memmem (bytes, n_bytes, ".qde", 4) != NULL ||
                   memmem (bytes, MIN (n_bytes, 256), "sources/", 8) != NULL
               ? 95
               : 0;
  return g_strstr_len (bytes, (gssize) MIN (n_bytes, 2048), "urn:QDA-XML:project") != NULL ? 97 : 0;
}

/* Ids come with and without braces, in either case. */
static char *
read_guid (PostilXmlReader *xml, const char *attribute)
{
  g_autofree char *value = postil_xml_reader_attribute (xml, attribute);
  gsize n;

  if (value == NULL)
    return g_strdup ("");
  n = strlen (value);
  if (n > 2 && value[0] == '{' && value[n - 1] == '}')
    {
      value[n - 1] = '\0';
      return g_ascii_strdown (value + 1, -1);
    }
  return g_ascii_strdown (value, -1);
}

/* ---- one source ---- */

static void
start_source (Reader *self, PostilXmlReader *xml)
{
  self->name = postil_xml_reader_attribute (xml, "name");
  self->path = postil_xml_reader_attribute (xml, "plainTextPath");
  self->selections = g_ptr_array_new_with_free_func (selection_free);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->line = postil_xml_reader_line (xml);
}

static void
drop_source (Reader *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->path, g_free);
  if (self->content != NULL)
    g_string_free (g_steal_pointer (&self->content), TRUE);
  g_clear_pointer (&self->selections, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  self->selection = NULL;
  self->text = NULL;
}

static void
start_selection (Reader *self, PostilXmlReader *xml)
{
  g_autofree char *start = postil_xml_reader_attribute (xml, "startPosition");
  g_autofree char *stop = postil_xml_reader_attribute (xml, "endPosition");
  Selection *selection = g_new0 (Selection, 1);

  selection->note = g_string_new (NULL);
  selection->codes = g_ptr_array_new_with_free_func (g_free);
  selection->guid = read_guid (xml, "guid");
  selection->words = postil_xml_reader_attribute (xml, "name");
  selection->created = postil_xml_reader_attribute (xml, "creationDateTime");
  selection->modified = postil_xml_reader_attribute (xml, "modifiedDateTime");
  selection->user = read_guid (xml, "creatingUser");
  if (selection->user[0] == '\0')
    {
      g_free (selection->user);
      selection->user = read_guid (xml, "modifyingUser");
    }
  selection->line = postil_xml_reader_line (xml);
  g_ptr_array_add (self->selections, selection);
  if (start == NULL || stop == NULL || !g_ascii_string_to_signed (start, 10, 0, G_MAXINT32, &selection->start, NULL) ||
      !g_ascii_string_to_signed (stop, 10, 0, G_MAXINT32, &selection->stop, NULL))
    selection->start = selection->stop = -1;
  self->selection = selection;
}

static void
add_selection (Reader *self, PostilRecord *record, const Selection *selection, guint index)
{
  const char *code = selection->codes->len > 0
                         ? g_hash_table_lookup (self->codes, g_ptr_array_index (selection->codes, index))
                         : "Comment";
  PostilClaim *claim;

  if (code == NULL)
    {
      postil_intake_refuse (self->intake, selection->line,
                            _ ("A selection has a code that the code book does not have; add the code there."));
      return;
    }
  claim = postil_record_add (record, index == 0 ? selection->guid : NULL, code, selection->start, selection->stop,
                             selection->words, selection->line);
  claim->note = postil_record_keep (record, selection->note->str);
  claim->annotator = postil_record_keep (record, g_hash_table_lookup (self->users, selection->user));
  if (selection->created != NULL)
    postil_time_from_string (selection->created, &claim->created_at);
  if (selection->modified != NULL)
    postil_time_from_string (selection->modified, &claim->decided_at);
}

/* Only names that are cut short, or were never the words, would make a good place look wrong. */
static void
drop_useless_words (PostilRecord *record)
{
  const PostilText *text = postil_aligner_get_text (record->aligner);

  for (guint i = 0; i < record->places->len; i++)
    {
      PostilPlace *place = &g_array_index (record->places, PostilPlace, i);

      if (place->quote != NULL &&
          (place->quote[0] == '\0' || strstr (postil_text_get_utf8 (text, NULL), place->quote) == NULL))
        place->quote = NULL;
    }
}

/* NULL when it does not come whole. (transfer full) */
static char *
load_text (Reader *self, const Stretch *stretch, gsize *n_bytes)
{
  g_autofree char *data = g_malloc ((gsize) stretch->n_bytes + 1);
  gssize n = postil_spool_read (self->spool, stretch->offset, data, (gsize) stretch->n_bytes, &self->error);

  if (n < 0)
    return NULL;
  if (n >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      n -= 3;
      memmove (data, data + 3, (gsize) n);
    }
  data[n] = '\0';
  *n_bytes = (gsize) n;
  return g_steal_pointer (&data);
}

/* The text: inside, or in the zip under the name that the path ends with. (transfer full) */
static char *
find_text (Reader *self)
{
  g_autofree char *name = NULL;
  g_autofree char *data = NULL;
  g_autoptr (PostilDecoded) decoded = NULL;
  const Stretch *stretch;
  gsize n_bytes;

  if (self->content != NULL)
    return g_string_free (g_steal_pointer (&self->content), FALSE);
  if (self->path == NULL || !g_str_has_prefix (self->path, "internal://"))
    return NULL;
  name = g_utf8_strdown (self->path + strlen ("internal://"), -1);
  stretch = g_hash_table_lookup (self->texts, name);
  data = stretch != NULL ? load_text (self, stretch, &n_bytes) : NULL;
  /* With its line ends as they are: positions count them. */
  if (data == NULL || n_bytes == 0 || g_utf8_validate (data, (gssize) n_bytes, NULL))
    return g_steal_pointer (&data);
  decoded = postil_decode ((const guint8 *) data, n_bytes, NULL, NULL);
  return decoded != NULL ? g_strdup (postil_text_get_utf8 (decoded->text, NULL)) : NULL;
}

/* The standard speaks of the last character, the tools that there are of the one behind it. Only when all names are
 * what stands there with one character more was the last one meant. */
static gboolean
counts_last (const GPtrArray *selections, const PostilText *text)
{
  gboolean any = FALSE;

  for (guint i = 0; i < selections->len; i++)
    {
      const Selection *selection = g_ptr_array_index (selections, i);
      PostilRange range;

      if (selection->start < 0 || selection->words == NULL || selection->words[0] == '\0')
        continue;
      range = POSTIL_RANGE ((guint32) selection->start, (guint32) selection->stop + 1);
      any = TRUE;
      if (!postil_text_check_range (text, range, NULL) || !postil_text_slice_equals (text, range, selection->words))
        return FALSE;
    }
  return any;
}

/* Sets the end of each behind its last character. */
static void
mend_ends (Reader *self, const PostilText *text)
{
  PostilReport *report = postil_intake_get_report (self->intake);

  if (!counts_last (self->selections, text))
    return;
  for (guint i = 0; i < self->selections->len; i++)
    {
      Selection *selection = g_ptr_array_index (self->selections, i);

      selection->stop += selection->start >= 0;
    }
  report->spans_repaired += self->selections->len;
  postil_report_add_kind (report, POSTIL_REPORT_REPAIRED, postil_intake_get_file (self->intake)->path, self->line,
                          _ ("The ends in “%s” are the last characters; %u selections were set to end behind them."),
                          self->name != NULL ? self->name : "", self->selections->len);
}

static void
end_source (Reader *self)
{
  g_autofree char *text = find_text (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRecord) record = NULL;

  if (text != NULL)
    record = postil_record_new (self->name != NULL ? self->name : "source", text, strlen (text), self->line, &error);
  if (record == NULL)
    {
      postil_intake_refuse (
          self->intake, self->line,
          _ ("The text of “%s” is not in the project file, or is no text (%s); export the project with its sources."),
          self->name != NULL ? self->name : "", self->path != NULL ? self->path : _ ("no path"));
      drop_source (self);
      return;
    }
  g_clear_pointer (&text, g_free);
  mend_ends (self, postil_aligner_get_text (record->aligner));
  for (guint i = 0; i < self->selections->len; i++)
    {
      const Selection *selection = g_ptr_array_index (self->selections, i);

      for (guint j = 0; j < MAX (selection->codes->len, 1); j++)
        add_selection (self, record, selection, j);
    }
  for (guint i = 0; i < self->labels->len; i++)
    {
      const char *name = g_hash_table_lookup (self->codes, g_ptr_array_index (self->labels, i));

      if (record->labels == NULL)
        record->labels = json_array ();
      if (name != NULL)
        json_array_append_new (record->labels, json_string (name));
    }
  drop_useless_words (record);
  drop_source (self);
  postil_refi_links_take (self->links, record);
  postil_record_take (record, self->intake, &self->error);
}

/* ---- the project ---- */

static void
read_code (Reader *self, PostilXmlReader *xml)
{
  g_autofree char *name = postil_xml_reader_attribute (xml, "name");
  g_autofree char *colour = postil_xml_reader_attribute (xml, "color");

  if (name != NULL)
    postil_intake_colour (self->intake, name, colour);
}

static void
remember (GHashTable *names, PostilXmlReader *xml)
{
  char *name = postil_xml_reader_attribute (xml, "name");

  g_hash_table_insert (names, read_guid (xml, "guid"), name != NULL ? name : g_strdup ("unnamed"));
}

static void
read_link (Reader *self, PostilXmlReader *xml)
{
  g_autofree char *from = read_guid (xml, "originGUID");
  g_autofree char *to = read_guid (xml, "targetGUID");
  g_autofree char *name = postil_xml_reader_attribute (xml, "name");

  postil_refi_links_add (self->links, from, to, name != NULL && name[0] != '\0' ? name : "linked",
                         postil_xml_reader_line (xml));
}

static void
open_element (Reader *self, PostilXmlReader *xml, const char *name)
{
  if (strcmp (name, "User") == 0)
    remember (self->users, xml);
  else if (strcmp (name, "Code") == 0)
    {
      remember (self->codes, xml);
      read_code (self, xml);
    }
  else if (strcmp (name, "TextSource") == 0 && self->selections == NULL)
    start_source (self, xml);
  else if (g_str_has_suffix (name, "Source"))
    postil_intake_warn (self->intake, postil_xml_reader_line (xml), _ ("A %s is no text; it is left out."), name);
  else if (self->selections == NULL)
    return;
  else if (strcmp (name, "PlainTextSelection") == 0)
    start_selection (self, xml);
  else if (strcmp (name, "CodeRef") == 0)
    g_ptr_array_add (self->selection != NULL ? self->selection->codes : self->labels, read_guid (xml, "targetGUID"));
  else if (strcmp (name, "PlainTextContent") == 0 && self->content == NULL)
    self->text = self->content = g_string_new (NULL);
  else if (strcmp (name, "Description") == 0 && self->selection != NULL)
    self->text = self->selection->note;
}

static void
close_element (Reader *self, const char *name)
{
  if (strcmp (name, "TextSource") == 0 && self->selections != NULL)
    end_source (self);
  else if (strcmp (name, "PlainTextSelection") == 0)
    self->selection = NULL;
  if (strcmp (name, "PlainTextContent") == 0 || strcmp (name, "Description") == 0)
    self->text = NULL;
}

static gboolean
read_node (PostilXmlReader *xml, PostilXmlNode node, gpointer user_data)
{
  Reader *self = user_data;

  if (node == POSTIL_XML_OPEN)
    open_element (self, xml, postil_xml_reader_name (xml));
  else if (node == POSTIL_XML_CLOSE)
    close_element (self, postil_xml_reader_name (xml));
  else if (self->text != NULL)
    g_string_append (self->text, postil_xml_reader_text (xml));
  return self->error == NULL && !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
}

static gboolean
read_links (PostilXmlReader *xml, PostilXmlNode node, gpointer user_data)
{
  Reader *self = user_data;

  if (node == POSTIL_XML_OPEN && strcmp (postil_xml_reader_name (xml), "Link") == 0)
    read_link (self, xml);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error);
}

static gssize
read_bytes (gpointer user_data, char *buffer, gsize n_bytes)
{
  Reader *self = user_data;
  const char *data = self->spool == NULL ? g_bytes_get_data (postil_intake_get_file (self->intake)->bytes, NULL) : NULL;
  gssize n = (gssize) MIN (n_bytes, self->project.n_bytes - self->at);

  if (self->project.n_bytes == 0) /* no bytes may be NULL */
    return 0;
  if (self->spool != NULL)
    n = postil_spool_read (self->spool, self->project.offset + self->at, buffer, (gsize) n, &self->error);
  else if (n > 0)
    memcpy (buffer, data + self->at, (gsize) n);
  self->at += (guint64) MAX (n, 0);
  if (self->spool == NULL && self->first)
    postil_intake_skimmed (self->intake, data + self->at);
  else if (self->spool == NULL)
    postil_intake_passed (self->intake, data + self->at);
  else if (!self->first)
    postil_intake_counted (self->intake, (guint) (self->at >> 10), (guint) (self->project.n_bytes >> 10));
  return n;
}

static gboolean
run (Reader *self, gboolean first)
{
  g_autoptr (PostilXmlReader) xml = NULL;
  gboolean whole;

  self->first = first;
  self->at = 0;
  xml = postil_xml_reader_new_for_source (read_bytes, self);
  whole = postil_xml_reader_run (xml, first ? read_links : read_node, self);
  if (!whole && !first && self->error == NULL)
    postil_intake_refuse (self->intake, postil_xml_reader_line (xml), _ ("The XML cannot be read: %s."),
                          postil_xml_reader_error (xml));
  return self->error == NULL;
}

/* The links stand at the end, but what they say of a source is wanted when that is taken. So the project is gone
 * through twice, instead of being kept. */
static gboolean
read_project (Reader *self, GError **error)
{
  if (!run (self, TRUE) || !run (self, FALSE))
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  postil_refi_links_tell (self->links, self->intake);
  return postil_intake_finish (self->intake, error);
}

/* ---- files ---- */

/* FALSE when the spool fails; @whole tells whether all of the entry came. */
static gboolean
spool_entry (Reader *self, PostilArchiveEntry *entry, Stretch *stretch, gboolean *whole, GError **error)
{
  guint8 buffer[65536];
  gssize n;

  stretch->offset = postil_spool_get_size (self->spool);
  while ((n = postil_archive_entry_read (entry, buffer, sizeof buffer)) > 0)
    if (!postil_spool_append (self->spool, buffer, (gsize) n, error) ||
        g_cancellable_set_error_if_cancelled (self->cancellable, error))
      return FALSE;
  stretch->n_bytes = postil_spool_get_size (self->spool) - stretch->offset;
  *whole = n == 0;
  return *whole || postil_spool_shorten (self->spool, stretch->offset, error);
}

/* Texts and project come in any order. */
static gboolean
keep_entry (const char *name, PostilArchiveEntry *entry, gpointer user_data, GError **error)
{
  Reader *self = user_data;
  g_autofree char *lower = g_utf8_strdown (name, -1);
  gboolean is_project = g_str_has_suffix (lower, ".qde"), whole;
  Stretch stretch;

  if (!is_project && !(g_str_has_prefix (lower, "sources/") && g_str_has_suffix (lower, ".txt")))
    return TRUE;
  if (is_project)
    postil_archive_entry_stream (entry);
  if (!spool_entry (self, entry, &stretch, &whole, error))
    return FALSE;
  if (whole && is_project)
    {
      self->project = stretch;
      self->found = TRUE;
    }
  else if (whole)
    g_hash_table_insert (self->texts, g_strdup (lower + strlen ("sources/")), g_memdup2 (&stretch, sizeof stretch));
  return TRUE;
}

static gboolean
read_file (Reader *self, const PostilImportFile *file, PostilReport *report, GError **error)
{
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (file->bytes, &n_bytes);

  if (data == NULL || !postil_archive_is (data, n_bytes))
    {
      self->project.n_bytes = n_bytes;
      return read_project (self, error);
    }
  self->spool = postil_spool_new (error);
  if (self->spool == NULL ||
      !postil_archive_visit_entries (file->bytes, file->path, report, keep_entry, self, self->cancellable, error))
    return FALSE;
  if (self->found)
    return read_project (self, error);
  postil_intake_refuse (self->intake, 0, _ ("There is no project in it (project.qde); export it again as .qdpx."));
  return TRUE;
}

gboolean
postil_refi_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                  PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  Reader reader = { .intake = intake, .cancellable = cancellable };
  gboolean ok;

  reader.texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.links = postil_refi_links_new ();
  ok = read_file (&reader, file, report, error);
  drop_source (&reader);
  g_clear_error (&reader.error);
  postil_refi_links_free (reader.links);
  postil_spool_free (reader.spool);
  g_hash_table_unref (reader.texts);
  g_hash_table_unref (reader.users);
  g_hash_table_unref (reader.codes);
  return ok;
}
