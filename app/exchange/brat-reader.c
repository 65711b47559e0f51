/* brat-reader.c - reads brat's standoff: an .ann file onto its text, or a zip of both (formats.md, section 4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "brat.h"

#include <glib/gi18n.h>
#include <string.h>

#include "archive.h"
#include "formats.h"

gboolean
postil_brat_is_break (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\t' || c == 0x0b || c == 0x0c || (c >= 0x1c && c <= 0x1e) || c == 0x85 ||
         c == 0x2028 || c == 0x2029;
}

gboolean
postil_brat_is_seam (const char *utf8, gsize n_bytes)
{
  gboolean broken = FALSE;

  for (const char *p = utf8; p < utf8 + n_bytes; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!postil_brat_is_break (c) && !g_unichar_isspace (c))
        return FALSE;
      broken = broken || postil_brat_is_break (c);
    }
  return broken;
}

/* ---- one line ---- */

typedef struct
{
  PostilRecord *record;
  const PostilText *text;
  PostilIntake *intake;
  GHashTable *triggers; /* event id -> id of the T that it hangs on */
  guint n_events;
} Reader;

static void complain (Reader *self, guint line, const char *what);

static void
complain (Reader *self, guint line, const char *what)
{
  if (self->intake != NULL)
    postil_intake_refuse (self->intake, line, "%s", what);
}

/* Fragments that only a line break tore apart become one again. GArray of PostilGivenRange, NULL when it is wrong. */
static GArray *
read_fragments (const Reader *self, char **words)
{
  g_autofree char *joined = g_strjoinv (" ", words);
  g_auto (GStrv) pieces = g_strsplit (joined, ";", -1);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (PostilGivenRange));

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      PostilGivenRange range, *before = ranges->len > 0 ? &g_array_index (ranges, PostilGivenRange, ranges->len - 1) : NULL;
      char *rest;

      range.start = g_ascii_strtoll (pieces[i], &rest, 10);
      if (rest == pieces[i] || *rest != ' ')
        return NULL;
      range.stop = g_ascii_strtoll (rest, &rest, 10);
      if (*g_strstrip (rest) != '\0')
        return NULL;
      if (before != NULL && before->stop < range.start && range.start <= postil_text_get_length (self->text))
        {
          gsize n_bytes;
          const char *gap = postil_text_peek (self->text, POSTIL_RANGE (before->stop, range.start), &n_bytes);

          if (postil_brat_is_seam (gap, n_bytes))
            {
              before->stop = range.stop;
              continue;
            }
        }
      else if (before != NULL && before->stop == range.start)
        {
          before->stop = range.stop;
          continue;
        }
      g_array_append_val (ranges, range);
    }
  return ranges->len > 0 ? g_steal_pointer (&ranges) : NULL;
}

/* "T1⇥Type 0 5;7 9⇥words" */
static void
read_span (Reader *self, char **fields, char **words, guint line)
{
  g_autoptr (GArray) ranges = words[0] != NULL && words[1] != NULL ? read_fragments (self, words + 1) : NULL;
  const PostilGivenRange *range;
  const char *quote = fields[1] != NULL && fields[2] != NULL && fields[2][0] != '\0' ? fields[2] : NULL;
  guint n_fragments = 1;

  if (ranges == NULL)
    {
      complain (self, line, _ ("A span needs a type and offsets: “T1⇥Type 0 5⇥words”."));
      return;
    }
  for (guint i = 1; words[i] != NULL; i++)
    for (const char *p = words[i]; *p != '\0'; p++)
      n_fragments += *p == ';';
  /* In a proof quotes are compared as they are, but where a break was the tail has a space. */
  if (self->intake == NULL && n_fragments != ranges->len)
    quote = NULL;
  range = (const PostilGivenRange *) (gpointer) ranges->data;
  postil_record_add (self->record, fields[0], words[0], range[0].start, range[0].stop, quote, line);
  for (guint i = 1; i < ranges->len; i++)
    postil_record_add_part (self->record, range[i].start, range[i].stop);
}

/* The T behind an id, which may be that of an event. */
static const char *
resolve (const Reader *self, const char *id)
{
  const char *trigger = g_hash_table_lookup (self->triggers, id);

  return trigger != NULL ? trigger : id;
}

/* "R1⇥Type Arg1:T1 Arg2:T2" */
static void
read_relation (Reader *self, char **words, guint line)
{
  const char *from = words[0] != NULL && words[1] != NULL ? strchr (words[1], ':') : NULL;
  const char *to = from != NULL && words[2] != NULL ? strchr (words[2], ':') : NULL;

  if (to == NULL)
    complain (self, line, _ ("A relation needs two ends: “R1⇥Type Arg1:T1 Arg2:T2”."));
  else
    postil_record_link (self->record, words[0], resolve (self, from + 1), resolve (self, to + 1), line);
}

/* "E1⇥Type:T1 Role:T2 Role:E2": a relation from the trigger to each of the others. */
static void
read_event (Reader *self, char **words, guint line)
{
  const char *trigger = words[0] != NULL ? strchr (words[0], ':') : NULL;

  if (trigger == NULL)
    {
      complain (self, line, _ ("An event needs a trigger: “E1⇥Type:T1 Role:T2”."));
      return;
    }
  for (guint i = 1; words[i] != NULL; i++)
    {
      g_auto (GStrv) role = g_strsplit (words[i], ":", 2);

      if (role[0] != NULL && role[1] != NULL)
        postil_record_link (self->record, role[0], trigger + 1, resolve (self, role[1]), line);
    }
}

/* "*⇥Equiv T1 T2 T3": a star from the first. */
static void
read_equivalence (Reader *self, char **words, guint line)
{
  for (guint i = 2; words[0] != NULL && words[1] != NULL && words[i] != NULL; i++)
    postil_record_link (self->record, words[0], resolve (self, words[1]), resolve (self, words[i]), line);
}

static PostilClaim *
find_claim (const Reader *self, const char *id)
{
  const char *span = id != NULL ? resolve (self, id) : NULL;

  for (guint i = self->record->claims->len; span != NULL && i-- > 0;)
    {
      PostilClaim *claim = &g_array_index (self->record->claims, PostilClaim, i);

      if (g_strcmp0 (claim->id, span) == 0)
        return claim;
    }
  return NULL;
}

/* "#1⇥AnnotatorNotes T1⇥text", "A1⇥Name T1 value", "N1⇥Reference T1 DB:ID⇥label" */
static void
read_about (Reader *self, char **fields, char **words, guint line)
{
  PostilClaim *claim = words[0] != NULL ? find_claim (self, words[1]) : NULL;
  g_autofree char *value = words[0] != NULL && words[1] != NULL ? g_strjoinv (" ", words + 2) : NULL;

  if (claim == NULL)
    {
      complain (self, line, _ ("This line is about a span that is not there; add the span, or take the line out."));
      return;
    }
  if (fields[0][0] == '#')
    {
      const char *text = fields[1] != NULL && fields[2] != NULL ? fields[2] : "";
      g_autofree char *both = claim->note != NULL ? g_strconcat (claim->note, " ", text, NULL) : g_strdup (text);

      claim->note = postil_record_keep (self->record, both);
      return;
    }
  if (claim->attributes == NULL)
    claim->attributes = json_object ();
  json_object_set_new (claim->attributes, words[0], value[0] != '\0' ? json_string (value) : json_true ());
}

/* First what others refer to, then what refers to it, in whatever order they stand. */
static guint
pass_of (char kind)
{
  switch (kind)
    {
    case 'T':
      return 0;
    case 'R':
    case 'E':
    case '*':
    case '#':
    case 'A':
    case 'M':
    case 'N':
      return 1;
    default:
      return 2;
    }
}

static void
read_line (Reader *self, const char *bytes, gsize n_bytes, guint line, guint pass)
{
  g_autofree char *copy = NULL;
  g_auto (GStrv) fields = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) all = NULL;

  if (n_bytes == 0 || pass != MIN (pass_of (bytes[0]), 1))
    return;
  copy = g_strndup (bytes, n_bytes);
  if (!g_utf8_validate (copy, -1, NULL) || strlen (copy) != n_bytes)
    {
      complain (self, line, _ ("The line is not valid UTF-8; save the file as UTF-8."));
      return;
    }
  fields = g_strsplit (copy, "\t", 3);
  words = fields[1] != NULL ? g_strsplit_set (g_strstrip (fields[1]), " ", -1) : g_new0 (char *, 1);
  /* Several spaces count as one. */
  for (guint i = 0, kept = 0; words[i] != NULL || (words[kept] = NULL); i++)
    if (words[i][0] != '\0')
      words[kept++] = words[i];
    else
      g_free (words[i]);
  if (pass_of (bytes[0]) == 2)
    complain (self, line,
              _ ("This is no line of brat's standoff format; begin it with T, R, E, A, M, N, * or #, or take it out."));
  else if (bytes[0] == 'T')
    read_span (self, fields, words, line);
  else if (bytes[0] == 'R')
    read_relation (self, words, line);
  else if (bytes[0] == 'E')
    read_event (self, words, line);
  else if (bytes[0] == '*')
    read_equivalence (self, words, line);
  else
    read_about (self, fields, words, line);
}

static void
find_trigger (Reader *self, const char *bytes, gsize n_bytes)
{
  g_autofree char *copy = NULL;
  g_auto (GStrv) fields = NULL;
  g_auto (GStrv) words = NULL;
  const char *trigger;

  if (n_bytes == 0 || bytes[0] != 'E')
    return;
  copy = g_strndup (bytes, n_bytes);
  fields = g_strsplit (copy, "\t", 3);
  if (fields[0] == NULL || fields[1] == NULL)
    return;
  words = g_strsplit (fields[1], " ", 2);
  trigger = words[0] != NULL ? strchr (words[0], ':') : NULL;
  if (trigger != NULL)
    g_hash_table_insert (self->triggers, g_strdup (fields[0]), g_strdup (trigger + 1));
}

void
postil_brat_parse (PostilRecord *record, const PostilText *text, GBytes *ann, PostilIntake *intake)
{
  Reader self = { record, text, intake, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free), 0 };

  for (guint pass = 0; pass < 2; pass++)
    {
      PostilLineReader lines;
      const char *line;
      gsize n_bytes;

      postil_line_reader_init (&lines, g_bytes_get_data (ann, NULL), g_bytes_get_size (ann));
      while (postil_line_reader_next (&lines, &line, &n_bytes))
        {
          if (pass == 0)
            find_trigger (&self, line, n_bytes);
          read_line (&self, line, n_bytes, lines.line, pass);
        }
    }
  g_hash_table_unref (self.triggers);
}

/* ---- files ---- */

/* The document that an .ann file is about: in the project, else in the text file beside it. NULL with @error. */
static PostilRecord *
find_text (PostilStore *store, const PostilImportFile *file, GError **error)
{
  const char *dot = strrchr (file->key, '.');
  g_autofree char *stem = g_strndup (file->key, dot != NULL ? (gsize) (dot - file->key) : strlen (file->key));
  g_autofree char *key = g_strconcat (stem, ".txt", NULL);
  const char *path_dot = strrchr (file->path, '.');
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  gsize n_bytes;
  PostilId id = postil_documents_find (store, key);

  if (id == 0)
    id = postil_documents_find (store, stem);
  if (id != 0)
    {
      PostilDocument *document = postil_documents_get (store, id, error);

      return document != NULL ? postil_record_new_for_document (document, 0) : NULL;
    }
  path = g_strdup_printf ("%.*s.txt", (int) (path_dot != NULL ? path_dot - file->path : (gssize) strlen (file->path)),
                          file->path);
  if (g_file_get_contents (path, &contents, &n_bytes, NULL))
    return postil_record_new (key, contents, n_bytes, 0, error);
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
               _ ("The text that these lines are about, “%s”, is neither in the project nor beside them; put it there."), key);
  return NULL;
}

static gboolean
read_ann (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options, PostilReport *report,
          const PostilBratSettings *settings, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilRecord) record = find_text (store, file, &local_error);

  if (record == NULL)
    {
      if (postil_intake_forgive (intake, 0, &local_error))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  postil_brat_parse (record, postil_aligner_get_text (record->aligner), file->bytes, intake);
  postil_brat_settings_apply (settings, record, intake);
  return postil_record_take (record, intake, error) && postil_intake_finish (intake, error);
}

typedef struct
{
  PostilStore *store;
  const PostilImportFile *file;
  const PostilImportOptions *options;
  PostilReport *report;
  GCancellable *cancellable;
  gboolean texts; /* this time round */
  PostilBratSettings *settings;
  GBytes *types; /* annotation.conf, or NULL */
} Inside;

static gboolean
is_annotation (const char *name)
{
  return g_str_has_suffix (name, ".ann") || g_str_has_suffix (name, ".a1") || g_str_has_suffix (name, ".a2");
}

static gboolean
read_entry (const char *name, GBytes *bytes, gpointer user_data, GError **error)
{
  Inside *self = user_data;
  g_autofree char *path = g_strconcat (self->file->path, "/", name, NULL);
  PostilImportFile file = { .key = name, .path = path, .bytes = bytes };

  if (is_annotation (name))
    return self->texts || read_ann (self->store, &file, self->options, self->report, self->settings, error);
  if (!self->texts)
    return TRUE;
  if (g_str_has_suffix (name, ".txt"))
    return postil_plain_text_read (self->store, &file, self->options, self->report, self->cancellable, error);
  if (g_str_has_suffix (name, "visual.conf"))
    postil_brat_settings_read (self->settings, bytes);
  else if (g_str_has_suffix (name, "annotation.conf") && self->types == NULL)
    self->types = g_bytes_ref (bytes);
  else if (!g_str_has_suffix (name, ".conf"))
    postil_report_add (self->report, POSTIL_REPORT_WARNING, path, 0,
                       _ ("This is no part of brat's data; it is left out."));
  return TRUE;
}

/* The settings of brat name what the .ann files use anyway. */
static gboolean
is_setting (const char *key)
{
  g_autofree char *name = g_path_get_basename (key);

  return strcmp (name, "annotation.conf") == 0 || strcmp (name, "visual.conf") == 0;
}

int
postil_brat_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  /* A zip with brat's settings: what its own export is, and what a whole folder of it becomes. */
  if (n_bytes >= 4 && memcmp (head, "PK\003\004", 4) == 0)
    return memmem (head, n_bytes, "annotation.conf", 15) != NULL ? 95 : 0;
  if (is_setting (name))
    return 95;
  if (!is_annotation (name))
    return 0;
  return n_bytes == 0 || pass_of ((char) head[0]) < 2 ? 95 : 0;
}

/* Texts and settings first, whatever the order in the archive. */
static gboolean
read_archive (Inside *self, GError **error)
{
  g_autoptr (PostilReport) again = postil_report_new ();

  self->texts = TRUE;
  if (!postil_archive_visit (self->file->bytes, self->file->path, self->report, read_entry, self, self->cancellable, error))
    return FALSE;
  if (self->types != NULL && !postil_brat_take_types (self->store, self->types, self->settings, self->report, error))
    return FALSE;
  /* What is wrong with the archive has been told. */
  self->texts = FALSE;
  return postil_archive_visit (self->file->bytes, self->file->path, again, read_entry, self, self->cancellable, error);
}

gboolean
postil_brat_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                  PostilReport *report, GCancellable *cancellable, GError **error)
{
  gsize n_bytes;
  const guint8 *head = g_bytes_get_data (file->bytes, &n_bytes);
  gboolean packed = n_bytes > 0 && postil_archive_is (head, n_bytes);
  g_autoptr (PostilBratSettings) settings =
      packed ? postil_brat_settings_new () : postil_brat_settings_for_file (file->path);
  Inside inside = { store, file, options, report, cancellable, TRUE, settings, NULL };
  gboolean ok;

  if (packed)
    {
      ok = read_archive (&inside, error);
      g_clear_pointer (&inside.types, g_bytes_unref);
      return ok;
    }
  if (!is_setting (file->key))
    return read_ann (store, file, options, report, settings, error);
  return !g_str_has_suffix (file->key, "annotation.conf") ||
         postil_brat_take_types (store, file->bytes, settings, report, error);
}
