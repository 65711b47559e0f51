/* cas.c - what UIMA keeps of a document, whichever way it was written down (formats.md, section 7)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cas.h"

#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

static void
structure_free (gpointer data)
{
  PostilCasStructure *self = data;

  json_decref (self->features);
  g_free (self);
}

PostilCas *
postil_cas_new (void)
{
  PostilCas *self = g_new0 (PostilCas, 1);

  self->structures = g_ptr_array_new_with_free_func (structure_free);
  self->strings = g_string_chunk_new (65536);
  return self;
}

void
postil_cas_free (PostilCas *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->structures);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_string_chunk_free (self->strings);
  g_free (self);
}

PostilCasStructure *
postil_cas_add (PostilCas *self, const char *id, const char *type, guint line)
{
  PostilCasStructure *structure = g_new0 (PostilCasStructure, 1);

  structure->id = g_string_chunk_insert (self->strings, id);
  structure->type = g_string_chunk_insert_const (self->strings, type);
  structure->features = json_object ();
  structure->line = line;
  g_ptr_array_add (self->structures, structure);
  return structure;
}

void
postil_cas_add_member (PostilCas *self, const char *id)
{
  if (self->members == NULL)
    self->members = g_hash_table_new (g_str_hash, g_str_equal);
  if (!g_hash_table_contains (self->members, id))
    g_hash_table_add (self->members, g_string_chunk_insert (self->strings, id));
}

/* ---- reading ---- */

/* What other layers hold is not Postil's business: it cuts words and sentences itself. */
static gboolean
is_layout (const char *type)
{
  static const char *const prefixes[] = {
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.", "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.",       "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.clarin.",                      "uima.",
  };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (type, prefixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_text (const PostilCasStructure *structure)
{
  return strcmp (structure->type, "uima.cas.Sofa") == 0;
}

static gboolean
is_document (const PostilCasStructure *structure)
{
  return strcmp (structure->type, POSTIL_CAS_DOCUMENT) == 0 ||
         strcmp (structure->type, "uima.tcas.DocumentAnnotation") == 0;
}

/* Of layout only the view is wanted, to count it. */
void
postil_cas_pack (PostilCas *self, PostilCasStructure *structure)
{
  json_t *sofa;
  g_autofree char *packed = NULL;

  if (is_text (structure) || is_document (structure) || structure->features == NULL)
    return;
  sofa = json_object_get (structure->features, "sofa");
  if (is_layout (structure->type))
    {
      g_autoptr (json_t) view = json_object ();

      if (sofa != NULL)
        json_object_set (view, "sofa", sofa);
      packed = postil_json_to_string (view);
      structure->packed = g_string_chunk_insert_const (self->strings, packed);
    }
  else
    {
      packed = postil_json_to_string (structure->features);
      structure->packed = g_string_chunk_insert (self->strings, packed);
    }
  g_clear_pointer (&structure->features, json_decref);
}

/* Until drop(). */
static void
unpack (PostilCasStructure *structure)
{
  if (structure->features == NULL && structure->packed != NULL)
    structure->features = postil_json_parse (structure->packed, strlen (structure->packed), NULL, NULL);
}

static void
drop (PostilCasStructure *structure)
{
  if (structure->packed != NULL)
    g_clear_pointer (&structure->features, json_decref);
}

static const char *
short_name (const char *type)
{
  return strrchr (type, '.') != NULL ? strrchr (type, '.') + 1 : type;
}

static const PostilCasStructure *
find_text (const PostilCas *self, PostilIntake *intake)
{
  const PostilCasStructure *found = NULL;
  guint n = 0;

  for (guint i = 0; i < self->structures->len; i++)
    {
      const PostilCasStructure *structure = g_ptr_array_index (self->structures, i);

      if (!is_text (structure) || postil_json_get_string (structure->features, "sofaString") == NULL)
        continue;
      n++;
      if (found == NULL || g_strcmp0 (postil_json_get_string (structure->features, "sofaID"), "_InitialView") == 0)
        found = structure;
    }
  if (n > 1)
    postil_intake_warn (intake, found->line, _ ("It has %u views; the initial one is read."), n);
  return found;
}

static const char *
label_of (const PostilCasStructure *structure)
{
  static const char *const names[] = { "label", "value", "identifier" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *label = postil_json_get_string (structure->features, names[i]);

      if (label != NULL && label[0] != '\0')
        return label;
    }
  return short_name (structure->type);
}

/* The ids that a relation leads from and to; FALSE when it is none. */
static gboolean
ends_of (const PostilCasStructure *structure, GHashTable *by_id, const char **head, const char **tail)
{
  static const char *const names[][2] = { { "Governor", "Dependent" }, { "source", "target" }, { "head", "tail" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      *head = postil_json_get_string (structure->features, names[i][0]);
      *tail = postil_json_get_string (structure->features, names[i][1]);
      if (*head != NULL && *tail != NULL && (i == 0 || (g_hash_table_contains (by_id, *head) &&
                                                        g_hash_table_contains (by_id, *tail))))
        return TRUE;
    }
  return FALSE;
}

/* Features without a column of their own are kept as attributes. */
static json_t *
attributes_of (const PostilCasStructure *structure, const char *label)
{
  static const char *const used[] = { "sofa", "begin", "end", "label", "note", "annotator", "state", "source", "score",
                                      "reason", "group", "xmiID", "id", NULL };
  json_t *attributes = NULL;
  const char *key;
  json_t *value;

  json_object_foreach (structure->features, key, value)
  {
    if (g_strv_contains (used, key) || json_string_value (value) == label)
      continue;
    if (attributes == NULL)
      attributes = json_object ();
    json_object_set (attributes, key, value);
  }
  return attributes;
}

static void
fill_in (PostilRecord *record, PostilClaim *claim, const PostilCasStructure *structure, const char *label)
{
  const json_t *features = structure->features;
  const char *state = postil_json_get_string (features, "state");
  const char *score = postil_json_get_string (features, "score");

  claim->note = postil_record_keep (record, postil_json_get_string (features, "note"));
  claim->annotator = postil_record_keep (record, postil_json_get_string (features, "annotator"));
  claim->source = postil_record_keep (record, postil_json_get_string (features, "source"));
  claim->reason = postil_record_keep (record, postil_json_get_string (features, "reason"));
  if (state != NULL)
    postil_state_from_string (state, &claim->state);
  if (score != NULL)
    claim->score = g_ascii_strtod (score, NULL);
  postil_json_get_real (features, "score", &claim->score);
  claim->attributes = attributes_of (structure, label);
}

typedef struct
{
  PostilIntake *intake;
  PostilRecord *record;
  GHashTable *by_id;  /* id -> PostilCasStructure */
  GHashTable *groups; /* group -> id of its part so far */
  GStringChunk *strings;
  guint n_layout;
} Taker;

static void
take_span (Taker *self, const PostilCasStructure *structure)
{
  const char *label = label_of (structure), *group = postil_json_get_string (structure->features, "group");
  gint64 begin = -1, end = -1, start, stop;
  gboolean fits;

  postil_json_get_integer (structure->features, "begin", &begin);
  postil_json_get_integer (structure->features, "end", &end);
  fits = postil_record_from_u16 (self->record, begin, &start) && postil_record_from_u16 (self->record, end, &stop);
  fill_in (self->record,
           postil_record_add (self->record, structure->id, label, fits ? start : begin, fits ? stop : end, NULL,
                              structure->line),
           structure, label);
  if (!fits)
    postil_record_set_nowhere (self->record);
  if (group == NULL || group[0] == '\0')
    return;
  if (g_hash_table_contains (self->groups, group))
    postil_record_link (self->record, POSTIL_CONTINUES, g_hash_table_lookup (self->groups, group), structure->id,
                        structure->line);
  g_hash_table_insert (self->groups, g_string_chunk_insert (self->strings, group), (char *) structure->id);
}

static void
take_structure (Taker *self, const PostilCasStructure *structure)
{
  const char *head, *tail;
  PostilLink *link;

  if (is_layout (structure->type))
    {
      self->n_layout++;
      return;
    }
  if (strcmp (structure->type, POSTIL_CAS_LABEL) == 0)
    {
      if (self->record->labels == NULL)
        self->record->labels = json_array ();
      json_array_append_new (self->record->labels, json_string (label_of (structure)));
      return;
    }
  if (ends_of (structure, self->by_id, &head, &tail))
    {
      link = postil_record_link (self->record, label_of (structure), head, tail, structure->line);
      link->note = postil_record_keep (self->record, postil_json_get_string (structure->features, "note"));
      link->annotator = postil_record_keep (self->record, postil_json_get_string (structure->features, "annotator"));
      if (postil_json_get_string (structure->features, "state") != NULL)
        postil_state_from_string (postil_json_get_string (structure->features, "state"), &link->state);
      return;
    }
  if (json_object_get (structure->features, "begin") != NULL)
    take_span (self, structure);
}

/* Name, title and language. */
static void
take_details (const PostilCas *self, PostilRecord *record)
{
  for (guint i = 0; i < self->structures->len; i++)
    {
      const PostilCasStructure *structure = g_ptr_array_index (self->structures, i);
      const char *language, *key, *title;

      if (!is_document (structure))
        continue;
      language = postil_json_get_string (structure->features, "language");
      key = postil_json_get_string (structure->features, "documentId");
      title = postil_json_get_string (structure->features, "documentTitle");
      if (language != NULL && strcmp (language, "x-unspecified") != 0 && record->language == NULL)
        record->language = g_strdup (language);
      if (title != NULL && record->title == NULL)
        record->title = g_strdup (title);
      if (key != NULL && key[0] != '\0')
        {
          g_free (record->key);
          record->key = g_strdup (key);
        }
    }
}

static gboolean
belongs (const PostilCas *self, const PostilCasStructure *structure, const PostilCasStructure *text)
{
  const char *sofa = postil_json_get_string (structure->features, "sofa");

  return structure != text && (sofa == NULL || strcmp (sofa, text->id) == 0) &&
         (self->members == NULL || g_hash_table_contains (self->members, structure->id));
}

gboolean
postil_cas_take (PostilCas *self, PostilIntake *intake, GError **error)
{
  const PostilCasStructure *text = find_text (self, intake);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PostilRecord) record = NULL;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  Taker taker = { .intake = intake, .by_id = by_id, .groups = groups, .strings = self->strings };
  const json_t *string;

  if (text == NULL)
    {
      postil_intake_refuse (intake, 0, _ ("It holds no text: no Sofa with a sofaString. Export it with its text."));
      return TRUE;
    }
  string = json_object_get (text->features, "sofaString");
  record = postil_record_new (postil_intake_get_file (intake)->key, json_string_value (string), json_string_length (string),
                              text->line, &local_error);
  if (record == NULL)
    {
      postil_intake_refuse (intake, text->line, "%s", local_error->message);
      return TRUE;
    }
  taker.record = record;
  take_details (self, record);
  for (guint i = 0; i < self->structures->len; i++)
    {
      PostilCasStructure *structure = g_ptr_array_index (self->structures, i);

      g_hash_table_insert (by_id, (char *) structure->id, structure);
    }
  for (guint i = 0; i < self->structures->len; i++)
    {
      PostilCasStructure *structure = g_ptr_array_index (self->structures, i);

      unpack (structure);
      if (belongs (self, structure, text))
        take_structure (&taker, structure);
      drop (structure);
    }
  if (taker.n_layout > 1)
    postil_intake_note (intake, 0, _ ("%u tokens, sentences and the like are left out; Postil cuts its own."),
                        taker.n_layout);
  return postil_record_take (record, intake, error);
}

/* ---- writing ---- */

const PostilCapabilities postil_cas_can = {
  .overlap = TRUE,
  .parts = TRUE,
  .relations = TRUE,
  .notes = TRUE,
  .states = TRUE,
  .annotators = TRUE,
  .relation_notes = TRUE,
  .relation_annotators = TRUE,
  .document_labels = TRUE,
  .scores = TRUE,
  .sources = TRUE,
  .reasons = TRUE,
  .titles = TRUE,
  .languages = TRUE,
  .structure = TRUE,
  .blank = TRUE,
  .edges = TRUE,
};

#define STRING "uima.cas.String"

const PostilCasType postil_cas_types[] = {
  { POSTIL_CAS_SPAN, "uima.tcas.Annotation",
    { { "label", STRING }, { "note", STRING }, { "annotator", STRING }, { "state", STRING }, { "source", STRING },
      { "score", STRING }, { "reason", STRING }, { "group", STRING } } },
  { POSTIL_CAS_RELATION, "uima.tcas.Annotation",
    { { "label", STRING }, { "Governor", "uima.tcas.Annotation" }, { "Dependent", "uima.tcas.Annotation" },
      { "note", STRING }, { "annotator", STRING }, { "state", STRING } } },
  { POSTIL_CAS_LABEL, "uima.cas.AnnotationBase", { { "label", STRING } } },
  { POSTIL_CAS_DOCUMENT, "uima.tcas.DocumentAnnotation", { { "documentTitle", STRING }, { "documentId", STRING } } },
  { NULL },
};

static void
set (PostilCasStructure *structure, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    json_object_set_new (structure->features, name, json_string (value));
}

static PostilCasStructure *
add_numbered (PostilCas *self, const char *type)
{
  g_autofree char *id = g_strdup_printf ("%u", self->structures->len + 1);

  return postil_cas_add (self, id, type, 0);
}

static PostilCasStructure *
add_annotation (PostilCas *self, const char *type, const PostilText *text, PostilRange range)
{
  PostilCasStructure *structure = add_numbered (self, type);

  json_object_set_new (structure->features, "@sofa", json_integer (1));
  json_object_set_new (structure->features, "begin", json_integer (postil_text_to_u16 (text, range.start)));
  json_object_set_new (structure->features, "end", json_integer (postil_text_to_u16 (text, range.stop)));
  return structure;
}

static void
add_part (PostilCas *self, const PostilExportWalk *walk, const PostilSpan *span, PostilRange range)
{
  PostilCasStructure *structure = add_annotation (self, POSTIL_CAS_SPAN, walk->document->text, range);
  g_autoptr (GString) score = g_string_new (NULL);

  postil_json_append_real (score, span->score);
  set (structure, "label", postil_export_walk_label (walk, span->label));
  set (structure, "note", span->note);
  set (structure, "annotator", postil_export_walk_annotator (walk, span->annotator));
  set (structure, "state", postil_state_to_string (span->state));
  set (structure, "source", postil_export_walk_source (walk, span->source));
  set (structure, "score", score->str);
  set (structure, "reason", span->reason);
}

/* Returns the number of its first part. */
static guint
add_piece (PostilCas *self, const PostilExportWalk *walk, const PostilPiece *piece)
{
  guint first = self->structures->len + 1;
  g_autofree char *group = g_strdup_printf ("%u", first);

  if (piece->parts == NULL)
    {
      add_part (self, walk, piece->span, piece->range);
      return first;
    }
  for (guint i = 0; i < piece->parts->len; i++)
    {
      add_part (self, walk, piece->span, g_array_index (piece->parts, PostilRange, i));
      set (g_ptr_array_index (self->structures, self->structures->len - 1), "group", group);
    }
  return first;
}

static void
add_document (PostilCas *self, const PostilDocument *document)
{
  PostilRange whole = { 0, postil_text_get_length (document->text) };
  PostilCasStructure *structure = add_numbered (self, "uima.cas.Sofa");
  g_autoptr (json_t) labels = NULL;

  json_object_set_new (structure->features, "sofaNum", json_integer (1));
  set (structure, "sofaID", "_InitialView");
  set (structure, "mimeType", "text");
  json_object_set_new (structure->features, "sofaString", json_string (postil_text_get_utf8 (document->text, NULL)));
  structure = add_annotation (self, POSTIL_CAS_DOCUMENT, document->text, whole);
  set (structure, "language", document->language != NULL && document->language[0] != '\0' ? document->language
                                                                                        : "x-unspecified");
  set (structure, "documentTitle", document->title);
  set (structure, "documentId", document->key);
  if (document->labels != NULL)
    labels = postil_json_parse (document->labels, strlen (document->labels), NULL, NULL);
  for (gsize i = 0; i < json_array_size (labels); i++)
    {
      structure = add_numbered (self, POSTIL_CAS_LABEL);
      json_object_set_new (structure->features, "@sofa", json_integer (1));
      set (structure, "label", json_string_value (json_array_get (labels, i)));
    }
}

PostilCas *
postil_cas_from_outline (const PostilExportWalk *walk, const PostilOutline *outline)
{
  PostilCas *self = postil_cas_new ();
  g_autofree guint *numbers = g_new (guint, outline->pieces->len + 1);

  add_document (self, walk->document);
  for (guint i = 0; i < outline->pieces->len; i++)
    numbers[i] = add_piece (self, walk, &g_array_index (outline->pieces, PostilPiece, i));
  for (guint i = 0; i < outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (outline->relations, i);
      guint head = (guint) postil_outline_find (outline, relation->head);
      guint tail = (guint) postil_outline_find (outline, relation->tail);
      /* It lies where its target does. */
      PostilCasStructure *structure = add_annotation (self, POSTIL_CAS_RELATION, walk->document->text,
                                                      g_array_index (outline->pieces, PostilPiece, tail).range);

      set (structure, "label", postil_export_walk_label (walk, relation->label));
      json_object_set_new (structure->features, "@Governor", json_integer (numbers[head]));
      json_object_set_new (structure->features, "@Dependent", json_integer (numbers[tail]));
      set (structure, "note", relation->note);
      set (structure, "annotator", postil_export_walk_annotator (walk, relation->annotator));
      set (structure, "state", postil_state_to_string (relation->state));
    }
  return self;
}
