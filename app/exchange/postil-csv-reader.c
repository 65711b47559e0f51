/* postil-csv-reader.c - a table of spans onto their documents, or a table of texts (formats.md, section 12)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "csv-columns.h"
#include "csv-order.h"
#include "intake.h"

/* The spans of one document. The strings belong to the table. */
typedef struct
{
  const char *key;
  const char *sha256;
  GArray     *claims;
  GArray     *places;
  GHashTable *in_parts; /* span id -> index + 1 of a claim that further rows add parts to */
} Group;

typedef struct
{
  PostilStore    *store;
  PostilIntake   *intake;
  PostilCsvReader rows;
  PostilColumns   columns;
  guint n_columns; /* of the header */
  GStringChunk   *strings;
  GHashTable     *by_key;
  GPtrArray      *groups; /* Group, in order of first row */
} Table;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_array_unref (group->claims);
  g_array_unref (group->places);
  g_hash_table_unref (group->in_parts);
  g_free (group);
}

static const char *
get (const Table *self, PostilColumn column)
{
  return postil_columns_get (&self->columns, &self->rows, column);
}

static const char *
keep (Table *self, PostilColumn column)
{
  const char *field = get (self, column);

  return field != NULL ? g_string_chunk_insert (self->strings, field) : NULL;
}

int
postil_csv_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  g_auto (PostilCsvReader) rows = { 0 };
  g_auto (PostilColumns) columns = { 0 };
  gboolean named = g_str_has_suffix (name, ".csv") || g_str_has_suffix (name, ".tsv");
  const guint8 *line_end = memchr (head, '\n', n_bytes);
  gsize at = n_bytes >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  /* JSON, whatever it is called. */
  while (at < n_bytes && g_ascii_isspace (head[at]))
    at++;
  if (at < n_bytes && (head[at] == '{' || head[at] == '['))
    return 0;
  /* A header is one short line of names; text is not to be parsed as a table to find out that it is none. */
  postil_csv_reader_init (&rows, (const char *) head, line_end != NULL ? (gsize) (line_end - head) : MIN (n_bytes, 4096));
  if (postil_csv_reader_next (&rows) != POSTIL_CSV_ROW)
    return named ? 70 : 0;
  postil_columns_init (&columns, &rows);
  if (columns.at[POSTIL_COLUMN_TEXT] < 0 && !postil_columns_have_spans (&columns))
    return named ? 70 : 0;
  if (named)
    return 90;
  if (postil_columns_have_spans (&columns))
    return 85;
  return postil_csv_reader_n (&rows) > 1 ? 55 : 0;
}

/* ---- spans ---- */

static Group *
group_for (Table *self, const char *key)
{
  Group *group = g_hash_table_lookup (self->by_key, key);

  if (group != NULL)
    return group;
  group = g_new0 (Group, 1);
  group->key = g_string_chunk_insert (self->strings, key);
  group->sha256 = keep (self, POSTIL_COLUMN_SHA256);
  group->claims = g_array_new (FALSE, FALSE, sizeof (PostilClaim));
  group->places = g_array_new (FALSE, FALSE, sizeof (PostilPlace));
  g_array_set_clear_func (group->claims, postil_claim_clear);
  g_array_set_clear_func (group->places, postil_place_clear);
  group->in_parts = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (self->by_key, (char *) group->key, group);
  g_ptr_array_add (self->groups, group);
  return group;
}

static gboolean
read_offset (const Table *self, PostilColumn column, gint64 *offset)
{
  const char *field = get (self, column);

  return field != NULL && g_ascii_string_to_signed (field, 10, G_MININT64, G_MAXINT64, offset, NULL);
}

/* A further piece of a discontinuous span. */
static void
add_part (Table *self, PostilPlace *place, PostilGivenRange range)
{
  const char *quote = get (self, POSTIL_COLUMN_TEXT);

  g_array_append_val ((GArray *) place->given_parts, range);
  place->given.stop = range.stop;
  if (quote != NULL && place->quote != NULL)
    {
      g_autofree char *joined = g_strconcat (place->quote, " ", quote, NULL);

      place->quote = g_string_chunk_insert (self->strings, joined);
    }
}

static gboolean
read_claim (Table *self, PostilClaim *claim)
{
  const char *state = get (self, POSTIL_COLUMN_STATE);
  const char *score = get (self, POSTIL_COLUMN_SCORE);
  const char *created = get (self, POSTIL_COLUMN_CREATED);
  const char *speaker = get (self, POSTIL_COLUMN_SPEAKER);

  if (state != NULL && !postil_state_from_string (state, &claim->state))
    {
      postil_intake_refuse (self->intake, self->rows.line,
                            _ ("“%s” is no state of a span; say suggested, kept or rejected."), state);
      return FALSE;
    }
  claim->id = keep (self, POSTIL_COLUMN_SPAN);
  claim->label = keep (self, POSTIL_COLUMN_LABEL);
  claim->source = keep (self, POSTIL_COLUMN_SOURCE);
  claim->annotator = keep (self, POSTIL_COLUMN_ANNOTATOR);
  if (claim->annotator == NULL && self->columns.at[POSTIL_COLUMN_ANNOTATOR] >= 0)
    claim->annotator = "";
  claim->note = keep (self, POSTIL_COLUMN_NOTE);
  if (score != NULL)
    claim->score = g_ascii_strtod (score, NULL);
  if (created != NULL)
    postil_time_from_string (created, &claim->created_at);
  if (speaker != NULL)
    {
      claim->attributes = json_object ();
      json_object_set_new (claim->attributes, "speaker", json_string (speaker));
    }
  return TRUE;
}

static void
read_span_row (Table *self)
{
  const char *key = get (self, POSTIL_COLUMN_DOCUMENT);
  const char *part = get (self, POSTIL_COLUMN_PART);
  PostilClaim claim = { .state = POSTIL_STATE_KEPT, .score = 1, .line = self->rows.line };
  PostilPlace place = { 0 };
  guint known;
  Group *group;

  if (key == NULL || get (self, POSTIL_COLUMN_LABEL) == NULL ||
      !read_offset (self, POSTIL_COLUMN_START, &place.given.start) ||
      !read_offset (self, POSTIL_COLUMN_END, &place.given.stop))
    {
      postil_intake_refuse (self->intake, self->rows.line,
                            _ ("A span needs a document, a label, and a start and an end that are whole numbers."));
      return;
    }
  group = group_for (self, key);
  if (part != NULL && g_ascii_strtoll (part, NULL, 10) > 0 && get (self, POSTIL_COLUMN_SPAN) != NULL)
    {
      known = GPOINTER_TO_UINT (g_hash_table_lookup (group->in_parts, get (self, POSTIL_COLUMN_SPAN)));
      if (known > 0)
        {
          add_part (self, &g_array_index (group->places, PostilPlace, known - 1), place.given);
          return;
        }
      place.given_parts = g_array_new (FALSE, FALSE, sizeof (PostilGivenRange));
      g_array_append_val ((GArray *) place.given_parts, place.given);
    }
  if (!read_claim (self, &claim))
    {
      postil_place_clear (&place);
      return;
    }
  place.quote = keep (self, POSTIL_COLUMN_TEXT);
  g_array_append_val (group->claims, claim);
  g_array_append_val (group->places, place);
  if (place.given_parts != NULL)
    g_hash_table_insert (group->in_parts, (char *) claim.id, GUINT_TO_POINTER (group->claims->len));
}

static gboolean
take_group (Table *self, Group *group, GError **error)
{
  guint line = g_array_index (group->claims, PostilClaim, 0).line;
  PostilId id = postil_documents_find (self->store, group->key);
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (PostilAligner) aligner = NULL;

  if (id == 0)
    {
      postil_intake_refuse (self->intake, line,
                            ngettext ("The project has no document “%s”; import it first. Its %u span is left out.",
                                      "The project has no document “%s”; import it first. Its %u spans are left out.",
                                      group->claims->len),
                            group->key, group->claims->len);
      postil_intake_get_report (self->intake)->refused += group->claims->len - 1;
      return TRUE;
    }
  document = postil_documents_get (self->store, id, error);
  if (document == NULL)
    return FALSE;
  if (group->sha256 != NULL && strcmp (group->sha256, postil_text_get_sha256 (document->text)) != 0)
    postil_intake_warn (self->intake, line,
                        _ ("The spans of “%s” were made on another version of its text; look them through."),
                        group->key);
  for (guint i = 0; i < group->places->len; i++)
    {
      PostilPlace *place = &g_array_index (group->places, PostilPlace, i);

      if (place->given_parts != NULL && place->given_parts->len == 1)
        g_clear_pointer ((GArray **) &place->given_parts, g_array_unref);
    }
  aligner = postil_aligner_new_for_text (document->text);
  postil_intake_align (self->intake, aligner, group->key, group->claims, group->places);
  return postil_intake_spans (self->intake, document, FALSE, group->claims, group->places, error);
}

/* ---- texts ---- */

static void
take_string (Table *self, PostilColumn column, char **field)
{
  const char *value = get (self, column);

  if (value == NULL)
    return;
  g_free (*field);
  *field = g_strdup (value);
}

/* Whether a text's document has a place of its own for the column. */
static gboolean
is_used (const Table *self, guint index)
{
  static const PostilColumn used[] = {
    POSTIL_COLUMN_DOCUMENT, POSTIL_COLUMN_TITLE, POSTIL_COLUMN_LABEL,    POSTIL_COLUMN_TEXT, POSTIL_COLUMN_SOURCE,
    POSTIL_COLUMN_URI,      POSTIL_COLUMN_KIND,  POSTIL_COLUMN_LANGUAGE, POSTIL_COLUMN_GUARD,
  };

  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    if (self->columns.at[used[i]] == (int) index)
      return TRUE;
  return FALSE;
}

/* What the other columns hold. */
static char *
read_meta (Table *self)
{
  g_autoptr (json_t) meta = json_object ();

  for (guint i = 0; i < postil_csv_reader_n (&self->rows) && self->columns.names[i] != NULL; i++)
    {
      const char *field = postil_csv_reader_field (&self->rows, i, NULL);

      if (field[0] != '\0' && self->columns.names[i][0] != '\0' && !is_used (self, i))
        json_object_set_new (meta, self->columns.names[i], json_string (field));
    }
  return json_object_size (meta) > 0 ? postil_json_to_string (meta) : NULL;
}

static PostilDocument *
read_document (Table *self, PostilText *text)
{
  const PostilImportOptions *options = postil_intake_get_options (self->intake);
  const char *given = get (self, POSTIL_COLUMN_DOCUMENT);
  const char *kind = get (self, POSTIL_COLUMN_KIND);
  const char *label = get (self, POSTIL_COLUMN_LABEL);
  g_autofree char *key = NULL;
  PostilDocument *document;

  if (given != NULL)
    key = g_strdup (given);
  else
    key = g_strdup_printf ("%s:%u", postil_intake_get_file (self->intake)->key, self->rows.line);
  document = postil_document_new (key, text);
  if (get (self, POSTIL_COLUMN_TITLE) == NULL)
    {
      g_free (document->title);
      document->title = postil_plain_text_title (text, key);
    }
  take_string (self, POSTIL_COLUMN_TITLE, &document->title);
  take_string (self, POSTIL_COLUMN_SOURCE, &document->source_uri);
  take_string (self, POSTIL_COLUMN_URI, &document->source_uri);
  take_string (self, POSTIL_COLUMN_LANGUAGE, &document->language);
  if (kind == NULL || !postil_document_kind_from_string (kind, &document->kind))
    document->kind = postil_plain_text_kind (text, options->kind);
  g_free (document->encoding);
  document->encoding = g_strdup ("UTF-8");
  g_free (document->source_sha256);
  document->source_sha256 = g_strdup (postil_text_get_sha256 (text));
  document->newline = strchr (postil_text_get_utf8 (text, NULL), '\n') != NULL ? POSTIL_NEWLINE_LF : POSTIL_NEWLINE_NONE;
  document->meta = read_meta (self);
  if (label != NULL)
    {
      g_autoptr (json_t) labels = json_array ();

      json_array_append_new (labels, json_string (label));
      document->labels = postil_json_to_string (labels);
    }
  return document;
}

static gboolean
read_text_row (Table *self, GError **error)
{
  const char *content = get (self, POSTIL_COLUMN_TEXT);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilAligner) aligner = NULL;
  g_autoptr (PostilDocument) document = NULL;
  gboolean accepted, added;

  if (content == NULL)
    content = "";
  aligner = postil_aligner_new (content, strlen (content), &local_error);
  if (aligner == NULL)
    {
      postil_intake_refuse (self->intake, self->rows.line, "%s", local_error->message);
      return TRUE;
    }
  document = read_document (self, postil_aligner_get_text (aligner));
  return postil_intake_document (self->intake, document, self->rows.line, &accepted, &added, error);
}

/* ---- both ---- */

/* A NUL or a byte that is not UTF-8 in any field spoils the row, and only the row. */
static gboolean
row_is_text (const Table *self)
{
  for (guint i = 0; i < postil_csv_reader_n (&self->rows); i++)
    {
      gsize n_bytes;
      const char *field = postil_csv_reader_field (&self->rows, i, &n_bytes);

      if (!g_utf8_validate (field, n_bytes, NULL))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_groups (Table *self, GError **error)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (((Group *) g_ptr_array_index (self->groups, i))->claims->len > 0 &&
        !take_group (self, g_ptr_array_index (self->groups, i), error))
      return FALSE;
  g_hash_table_remove_all (self->by_key);
  g_ptr_array_set_size (self->groups, 0);
  g_string_chunk_clear (self->strings);
  return TRUE;
}

/* Whether this row begins another document than the one before. */
static gboolean
begins_document (const Table *self)
{
  const char *key = get (self, POSTIL_COLUMN_DOCUMENT);

  return self->groups->len > 0 && key != NULL && !g_hash_table_contains (self->by_key, key);
}

/* Words behind the last column belong to nothing, and a text that is missing was not meant to be empty. */
static gboolean
has_all_fields (const Table *self, gboolean spans)
{
  const guint n = postil_csv_reader_n (&self->rows);

  for (guint i = self->n_columns; i < n; i++)
    if (postil_csv_reader_field (&self->rows, i, NULL)[0] != '\0')
      return FALSE;
  return spans || self->columns.at[POSTIL_COLUMN_TEXT] < (int) n;
}

/* A row, or what the reader says instead of one. */
static gboolean
read_row (Table *self, PostilCsvResult result, gboolean spans, GError **error)
{
  if (result == POSTIL_CSV_HOPELESS)
    postil_intake_refuse (self->intake, self->rows.line,
                          _ ("Too many quotes never close, so the rest is left out; export it again as CSV."));
  else if (result == POSTIL_CSV_UNTERMINATED)
    postil_intake_refuse (self->intake, self->rows.line, _ ("A quote opens in this row and never closes; close it."));
  else if (!row_is_text (self))
    postil_intake_refuse (self->intake, self->rows.line,
                          _ ("This row is not valid UTF-8 or holds a NUL; declare the encoding, or mend it."));
  else if (!has_all_fields (self, spans))
    postil_intake_refuse (
        self->intake, self->rows.line,
        _ ("The row has %u fields, the first one has %u; quote fields that hold commas, and fill short rows up."),
        postil_csv_reader_n (&self->rows), self->n_columns);
  else if (!spans)
    return read_text_row (self, error);
  else if (begins_document (self) && !take_groups (self, error))
    return FALSE;
  else
    read_span_row (self);
  return TRUE;
}

static gboolean
read_in_order (Table *self, const GArray *order, GCancellable *cancellable, GError **error)
{
  const char *start = self->rows.cursor;

  for (guint i = 0; i < order->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      postil_csv_order_go (&self->rows, start, &g_array_index (order, PostilCsvPlace, i));
      if (!read_row (self, postil_csv_reader_next (&self->rows), TRUE, error))
        return FALSE;
      postil_intake_counted (self->intake, i + 1, order->len);
    }
  return TRUE;
}

static gboolean
read_rows (Table *self, GCancellable *cancellable, GError **error)
{
  gboolean spans = postil_columns_have_spans (&self->columns);
  g_autoptr (GArray) order = NULL;
  PostilCsvResult result;

  if (spans && !postil_csv_order_find (&self->rows, &self->columns, self->intake, cancellable, &order, error))
    return FALSE;
  if (order != NULL && !read_in_order (self, order, cancellable, error))
    return FALSE;
  while (order == NULL && (result = postil_csv_reader_next (&self->rows)) != POSTIL_CSV_END)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      postil_intake_passed (self->intake, self->rows.cursor);
      if (!read_row (self, result, spans, error))
        return FALSE;
    }
  return take_groups (self, error) && postil_intake_finish (self->intake, error);
}

static gboolean
read_table (Table *self, const char *data, gsize n_bytes, GCancellable *cancellable, GError **error)
{
  postil_csv_reader_init (&self->rows, data, n_bytes);
  if (postil_csv_reader_next (&self->rows) != POSTIL_CSV_ROW)
    {
      postil_intake_refuse (self->intake, 1,
                            _ ("The table has no header row; begin it with the names of its columns."));
      return TRUE;
    }
  postil_columns_init (&self->columns, &self->rows);
  self->n_columns = postil_csv_reader_n (&self->rows);
  if (postil_columns_have_spans (&self->columns) ? self->columns.at[POSTIL_COLUMN_DOCUMENT] < 0
                                                 : self->columns.at[POSTIL_COLUMN_TEXT] < 0)
    {
      postil_intake_refuse (
          self->intake, 1,
          _ ("The header names neither texts (a column “text”) nor spans (“document_id”, “start”, “end”, “label”); name "
             "them, and put commas, semicolons or tabs between them."));
      return TRUE;
    }
  return read_rows (self, cancellable, error);
}

/* Spreadsheets save UTF-16 and Windows code pages; such a file is decoded as a whole. */
static gboolean
needs_decoding (const PostilImportOptions *options, const guint8 *data, gsize n_bytes)
{
  return options->encoding != NULL ||
         (n_bytes >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)));
}

gboolean
postil_csv_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                 PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  g_autoptr (PostilDecoded) decoded = NULL;
  g_autoptr (GError) local_error = NULL;
  Table table = { .store = store, .intake = intake };
  gsize n_bytes;
  const char *data = g_bytes_get_data (file->bytes, &n_bytes);
  gboolean ok;

  if (needs_decoding (options, (const guint8 *) data, n_bytes))
    {
      decoded = postil_decode ((const guint8 *) data, n_bytes, options->encoding, &local_error);
      if (decoded == NULL)
        {
          postil_intake_refuse (intake, 0, "%s", local_error->message);
          return TRUE;
        }
      data = postil_text_get_utf8 (decoded->text, &n_bytes);
    }
  table.strings = g_string_chunk_new (65536);
  table.by_key = g_hash_table_new (g_str_hash, g_str_equal);
  table.groups = g_ptr_array_new_with_free_func (group_free);
  ok = read_table (&table, data, n_bytes, cancellable, error);
  g_ptr_array_unref (table.groups);
  g_hash_table_unref (table.by_key);
  g_string_chunk_free (table.strings);
  postil_columns_clear (&table.columns);
  postil_csv_reader_clear (&table.rows);
  return ok;
}
