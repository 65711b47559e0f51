/* w3c-reader.c - W3C Web Annotations onto the documents that they are about (formats.md, section 10)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>

#include "formats.h"
#include "json-values.h"
#include "record.h"
#include "w3c.h"

/* Where an annotation stands in the file. */
typedef struct
{
  const char *text;
  gsize n_bytes;
  guint line;
} Stretch;

/* What an annotation has become; the span may wait to be placed. Begins with the id, as what postil_intake_link() is given. */
typedef struct
{
  PostilSpanId span;
  PostilId document;
} End;

typedef struct
{
  PostilIntake *intake;
  PostilStore *store;
  char *source;         /* of the current record */
  PostilRecord *record; /* NULL: the project has no such document */
  GHashTable *ids;      /* of all annotations so far -> End */
  GArray *linking;      /* Stretch: those that link annotations, for the end */
  Stretch at;
  guint line;
} Reader;

int
postil_w3c_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  return g_strstr_len ((const char *) head, (gssize) MIN (n_bytes, 4096), "http://www.w3.org/ns/anno.jsonld") != NULL ? 96 : 0;
}

/* A value that may stand alone or in an array: number @index of it. */
static const json_t *
nth (const json_t *value, gsize index)
{
  if (json_is_array (value))
    return json_array_get (value, index);
  return index == 0 ? value : NULL;
}

static gboolean
is_type (const json_t *object, const char *type)
{
  const json_t *types = json_object_get (object, "type");
  const json_t *one;

  for (gsize i = 0; (one = nth (types, i)) != NULL; i++)
    if (g_strcmp0 (json_string_value (one), type) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_motivation (const json_t *annotation, const char *motivation)
{
  const json_t *values = json_object_get (annotation, "motivation");
  const json_t *one;

  for (gsize i = 0; (one = nth (values, i)) != NULL; i++)
    if (g_strcmp0 (json_string_value (one), motivation) == 0)
      return TRUE;
  return FALSE;
}

/* Things are named by a string, or by an object with an id. */
static const char *
name_of (const json_t *thing)
{
  return json_is_object (thing) ? postil_json_get_string (thing, "id") : json_string_value (thing);
}

static const char *
creator_of (const json_t *annotation)
{
  const json_t *creator = nth (json_object_get (annotation, "creator"), 0);
  const char *name = postil_json_get_string (creator, "nickname");

  if (name == NULL)
    name = postil_json_get_string (creator, "name");
  return name != NULL ? name : name_of (creator);
}

/* ---- documents ---- */

static gboolean
flush (Reader *self, GError **error)
{
  g_autoptr (PostilRecord) record = g_steal_pointer (&self->record);
  GHashTableIter iter;
  gpointer key, value;

  g_clear_pointer (&self->source, g_free);
  if (record == NULL)
    return TRUE;
  if (!postil_record_take (record, self->intake, error))
    return FALSE;
  if (postil_record_get_ids (record) == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, postil_record_get_ids (record));
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      End end = { *(const PostilSpanId *) value, record->present->id };

      g_hash_table_insert (self->ids, g_strdup (key), g_memdup2 (&end, sizeof end));
    }
  return TRUE;
}

/* By the name that Postil gave it, the whole name, or what comes after its last slash. */
static PostilId
find_document (PostilStore *store, const char *source)
{
  g_autofree char *key = NULL;
  PostilId id = 0;

  if (g_str_has_prefix (source, POSTIL_W3C_DOCUMENT))
    key = g_uri_unescape_string (source + strlen (POSTIL_W3C_DOCUMENT), NULL);
  if (key != NULL)
    id = postil_documents_find (store, key);
  if (id == 0)
    id = postil_documents_find (store, source);
  if (id == 0 && strrchr (source, '/') != NULL)
    id = postil_documents_find (store, strrchr (source, '/') + 1);
  return id;
}

/* Makes the record of @source the current one. */
static gboolean
go_to (Reader *self, const char *source, GError **error)
{
  PostilDocument *document;
  PostilId id;

  if (g_strcmp0 (self->source, source) == 0)
    return TRUE;
  if (!flush (self, error))
    return FALSE;
  self->source = g_strdup (source);
  id = find_document (self->store, source);
  if (id == 0)
    return TRUE;
  document = postil_documents_get (self->store, id, error);
  if (document == NULL)
    return FALSE;
  self->record = postil_record_new_for_document (document, self->line);
  return TRUE;
}

/* ---- selectors ---- */

typedef struct
{
  gboolean has_position;
  gint64 start;
  gint64 stop;
  const char *exact;
  const char *prefix;
  const char *suffix;
} Selection;

static void
read_selector (const json_t *selectors, Selection *selection)
{
  const json_t *one;

  *selection = (Selection){ 0 };
  for (gsize i = 0; (one = nth (selectors, i)) != NULL; i++)
    {
      if (is_type (one, "TextPositionSelector"))
        selection->has_position = postil_json_get_integer (one, "start", &selection->start) &&
                                  postil_json_get_integer (one, "end", &selection->stop);
      if (is_type (one, "TextQuoteSelector"))
        {
          selection->exact = postil_json_get_string (one, "exact");
          selection->prefix = postil_json_get_string (one, "prefix");
          selection->suffix = postil_json_get_string (one, "suffix");
        }
    }
}

/* How often @quote stands between the other two; where first, in bytes. */
static guint
count_places (const char *text, const Selection *selection, const char *prefix, const char *suffix, gsize *byte)
{
  g_autofree char *whole = g_strconcat (prefix, selection->exact, suffix, NULL);
  guint n = 0;

  for (const char *at = strstr (text, whole); at != NULL && n < 2; at = strstr (at + 1, whole))
    if (n++ == 0)
      *byte = at - text + strlen (prefix);
  return n;
}

/* By its words and those around them; FALSE when they stand nowhere, or more than once. */
static gboolean
search (const PostilText *text, Selection *selection)
{
  const char *utf8 = postil_text_get_utf8 (text, NULL);
  const char *prefix = selection->prefix != NULL ? selection->prefix : "";
  const char *suffix = selection->suffix != NULL ? selection->suffix : "";
  gsize byte = 0;

  if (selection->exact == NULL || selection->exact[0] == '\0')
    return FALSE;
  if (count_places (utf8, selection, prefix, suffix, &byte) != 1 && count_places (utf8, selection, "", "", &byte) != 1)
    return FALSE;
  selection->start = postil_text_from_byte (text, byte);
  selection->stop = postil_text_from_byte (text, byte + strlen (selection->exact));
  return TRUE;
}

/* In code points, or in one of the units that a browser may have counted. */
static gboolean
position_fits (const PostilRecord *record, const PostilText *text, const Selection *selection)
{
  PostilRange range = { (guint32) selection->start, (guint32) selection->stop };
  gint64 start, stop;

  if (selection->start < 0 || selection->stop <= selection->start || selection->stop > G_MAXINT32)
    return FALSE;
  if (selection->exact == NULL || (postil_text_check_range (text, range, NULL) &&
                                   postil_text_slice_equals (text, range, selection->exact)))
    return TRUE;
  if (!postil_record_from_u16 (record, selection->start, &start) || !postil_record_from_u16 (record, selection->stop, &stop))
    return FALSE;
  range = POSTIL_RANGE ((guint32) start, (guint32) stop);
  return postil_text_slice_equals (text, range, selection->exact);
}

static gboolean
resolve (Reader *self, const json_t *target, Selection *selection)
{
  const PostilText *text = postil_aligner_get_text (self->record->aligner);

  read_selector (json_object_get (target, "selector"), selection);
  if (selection->has_position && position_fits (self->record, text, selection))
    return TRUE;
  if (search (text, selection))
    return TRUE;
  if (selection->has_position)
    return TRUE; /* it will be found to be unaligned */
  if (selection->exact != NULL)
    {
      selection->start = selection->stop = -1;
      return TRUE;
    }
  postil_intake_refuse (self->intake, self->line,
                        _ ("This annotation selects no stretch of the text of “%s”; give it a TextPositionSelector or "
                           "a TextQuoteSelector."),
                        self->record->key);
  return FALSE;
}

/* ---- annotations ---- */

static void
fill_in (Reader *self, PostilClaim *claim, const json_t *annotation, const char *note)
{
  const char *created = postil_json_get_string (annotation, "created");
  const char *decided = postil_json_get_string (annotation, "modified");

  claim->annotator = postil_record_keep (self->record, creator_of (annotation));
  claim->note = postil_record_keep (self->record, note);
  if (created != NULL)
    postil_time_from_string (created, &claim->created_at);
  if (decided != NULL)
    postil_time_from_string (decided, &claim->decided_at);
}

/* One span for each label at @selections, which are the parts of one whole. Only the first bears the name. */
static void
add_spans (Reader *self, const json_t *annotation, const char *id, const GPtrArray *labels, const char *note,
           const GArray *selections)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const Selection *first = &g_array_index (selections, Selection, 0);
      g_autoptr (GString) quote = g_string_new (first->exact);
      gboolean quoted = TRUE;

      for (guint j = 0; j < selections->len; j++)
        quoted = quoted && g_array_index (selections, Selection, j).exact != NULL;
      for (guint j = 1; quoted && j < selections->len; j++)
        g_string_append_printf (quote, " %s", g_array_index (selections, Selection, j).exact);
      fill_in (self,
               postil_record_add (self->record, i == 0 ? id : NULL, g_ptr_array_index (labels, i),
                                  first->start,
                                  first->stop, quoted ? quote->str : NULL, self->line),
               annotation, note);
      for (guint j = 1; j < selections->len; j++)
        postil_record_add_part (self->record, g_array_index (selections, Selection, j).start,
                                g_array_index (selections, Selection, j).stop);
    }
}

/* What its bodies say: labels, and a note. */
static void
read_bodies (const json_t *annotation, GPtrArray *labels, const char **note)
{
  const json_t *bodies = json_object_get (annotation, "body");
  const json_t *body;

  for (gsize i = 0; (body = nth (bodies, i)) != NULL; i++)
    {
      const char *value = json_is_string (body) ? json_string_value (body) : postil_json_get_string (body, "value");
      const char *purpose = postil_json_get_string (body, "purpose");
      gboolean labels_it = purpose != NULL ? strcmp (purpose, "classifying") == 0 || strcmp (purpose, "tagging") == 0
                                           : has_motivation (annotation, "classifying") ||
                                                 has_motivation (annotation, "tagging");

      if (value == NULL || value[0] == '\0')
        continue;
      if (labels_it)
        g_ptr_array_add (labels, (char *) value);
      else if (*note == NULL)
        *note = value;
    }
  if (annotation != NULL && json_object_get (annotation, "bodyValue") != NULL && *note == NULL)
    *note = postil_json_get_string (annotation, "bodyValue");
}

/* The source that a target, or the first of its parts, names. */
static const char *
source_of (const json_t *target)
{
  const json_t *source = json_object_get (target, "source");

  if (is_type (target, "Composite") || is_type (target, "List"))
    return source_of (json_array_get (json_object_get (target, "items"), 0));
  return source != NULL ? name_of (source) : name_of (target);
}

static gboolean
read_target (Reader *self, const json_t *annotation, const json_t *target, const char *id, const GPtrArray *labels,
             const char *note, GError **error)
{
  const char *source = source_of (target);
  g_autoptr (GArray) selections = g_array_new (FALSE, FALSE, sizeof (Selection));
  const json_t *items = json_object_get (target, "items");
  gsize n = json_is_array (items) ? json_array_size (items) : 1;

  if (source == NULL)
    {
      postil_intake_refuse (self->intake, self->line, _ ("An annotation needs a target with a source."));
      return TRUE;
    }
  if (!go_to (self, source, error))
    return FALSE;
  if (self->record == NULL)
    {
      postil_intake_refuse (self->intake, self->line, _ ("The project has no document “%s”; import it first."), source);
      return TRUE;
    }
  for (gsize i = 0; i < n; i++)
    {
      Selection selection;

      if (!resolve (self, json_is_array (items) ? json_array_get (items, i) : target, &selection))
        return TRUE;
      g_array_append_val (selections, selection);
    }
  if (selections->len > 0)
    add_spans (self, annotation, id, labels, note, selections);
  return TRUE;
}

static gboolean
read_annotation (Reader *self, const json_t *annotation, GError **error)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  const json_t *targets = json_object_get (annotation, "target");
  const json_t *target;
  const char *note = NULL;

  if (!is_type (annotation, "Annotation") || targets == NULL)
    {
      postil_intake_refuse (self->intake, self->line, _ ("An annotation needs the type “Annotation” and a target."));
      return TRUE;
    }
  if (has_motivation (annotation, "linking"))
    {
      g_array_append_val (self->linking, self->at);
      return TRUE;
    }
  read_bodies (annotation, labels, &note);
  if (labels->len == 0)
    g_ptr_array_add (labels, note != NULL ? "Comment" : "Highlight");
  for (gsize i = 0; (target = nth (targets, i)) != NULL; i++)
    if (!read_target (self, annotation, target, i == 0 ? postil_json_get_string (annotation, "id") : NULL, labels, note, error))
      return FALSE;
  return TRUE;
}

/* ---- relations ---- */

static gboolean
read_link (Reader *self, const json_t *annotation, guint line, GError **error)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  const json_t *bodies = json_object_get (annotation, "body");
  PostilLink link = { .score = 1, .state = POSTIL_STATE_KEPT, .line = line };
  const End *head;
  const char *note = NULL;
  const json_t *body;

  link.head = name_of (nth (json_object_get (annotation, "target"), 0));
  for (gsize i = 0; link.tail == NULL && (body = nth (bodies, i)) != NULL; i++)
    if (postil_json_get_string (body, "value") == NULL)
      link.tail = name_of (body);
  read_bodies (annotation, labels, &note);
  link.type = labels->len > 0 ? g_ptr_array_index (labels, 0) : "linked";
  link.note = note;
  link.annotator = creator_of (annotation);
  head = link.head != NULL ? g_hash_table_lookup (self->ids, link.head) : NULL;
  if (head == NULL || link.tail == NULL || !g_hash_table_contains (self->ids, link.tail))
    {
      postil_intake_refuse (self->intake, line,
                            _ ("A link needs a target and a body that are annotations of this file."));
      return TRUE;
    }
  return postil_intake_link (self->intake, self->ids, head->document, &link, error);
}

static gboolean
read_links (Reader *self, GError **error)
{
  for (guint i = 0; i < self->linking->len; i++)
    {
      const Stretch *stretch = &g_array_index (self->linking, Stretch, i);
      g_autoptr (json_t) annotation = postil_json_parse (stretch->text, stretch->n_bytes, NULL, NULL);

      postil_intake_skimmed (self->intake, stretch->text);
      if (annotation != NULL && !read_link (self, annotation, stretch->line, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- files ---- */

static gboolean
read_value (Reader *self, const char *text, gsize n_bytes, guint line, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (json_t) annotation = postil_json_parse (text, n_bytes, NULL, &local_error);

  self->line = line;
  self->at = (Stretch){ text, n_bytes, line };
  if (annotation != NULL)
    return read_annotation (self, annotation, error);
  postil_intake_refuse (self->intake, line, "%s", local_error->message);
  return TRUE;
}

/* A page of annotations, an array of them, or one after another. */
static gboolean
read_all (Reader *self, const char *data, gsize n_bytes, GCancellable *cancellable, GError **error)
{
  PostilJsonValues values;
  const char *value;
  gsize n;
  guint line;

  if (!postil_json_values_init_member (&values, data, n_bytes, "items"))
    postil_json_values_init (&values, data, n_bytes);
  while (postil_json_values_next (&values, &value, &n, &line))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !read_value (self, value, n, line, error))
        return FALSE;
      postil_intake_passed (self->intake, value);
    }
  if (postil_json_values_is_cut (&values))
    postil_intake_refuse (self->intake, values.line, _ ("The file ends in the middle; fetch or export it again."));
  return flush (self, error) && read_links (self, error) && postil_intake_finish (self->intake, error);
}

gboolean
postil_w3c_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                 PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  Reader reader = { .intake = intake, .store = store };
  gsize n_bytes;
  const char *data = g_bytes_get_data (file->bytes, &n_bytes);
  gboolean ok;

  reader.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reader.linking = g_array_new (FALSE, FALSE, sizeof (Stretch));
  ok = read_all (&reader, data != NULL ? data : "", n_bytes, cancellable, error);
  g_clear_pointer (&reader.record, postil_record_free);
  g_free (reader.source);
  g_hash_table_unref (reader.ids);
  g_array_unref (reader.linking);
  return ok;
}
