/* jsonl-proof.c - Postil's own JSON lines: what was written is what is in the project, to the last member
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each line is read once, from left to right, and compared as it is read; what stands there is expected in the order in
 * which it is written, which makes the way to it short, but any order will do.
 */
#include "jsonl-proof.h"

#include <string.h>

#include "json-pull.h"
#include "span-json.h"

#define CONTEXT 32 /* code points of prefix and suffix */

typedef struct
{
  const PostilExportWalk *walk;
  const json_t *label_set;
  PostilJsonPull json;
  const char *utf8; /* of the document */

  /* Of the current span: the bytes that it covers, from the first to the last; and what it has beside the usual. */
  const PostilSpan *span;
  gsize from;
  gsize to;
  json_t *attributes; /* parsed when it must be */
  guint n_attributes; /* that were found */

  const PostilRelation *relation;

  /* Of the document. */
  guint n_spans;
  guint n_relations;
  json_t *described; /* those members that say what it is */
} Proof;

/* ---- members ---- */

typedef gboolean (*Check) (Proof *self);

typedef struct
{
  const char *name;
  Check check; /* reads the value */
} Member;

/* Looks from where the last one was found. -1: it is none of them. */
static int
find_member (const Member *members, guint n_members, guint *next, const char *name, gsize n_bytes)
{
  for (guint i = 0; i < n_members; i++)
    {
      guint at = (*next + i) % n_members;

      if (strlen (members[at].name) != n_bytes || memcmp (members[at].name, name, n_bytes) != 0)
        continue;
      *next = at + 1;
      return (int) at;
    }
  return -1;
}

/* Reads an object. @needed: a bit for each member that has to be there, @optional: for each that may; none may be there
 * twice.
 * @other: takes members that are not in the table, NULL: there must be none. */
static gboolean
prove_object (Proof *self, const Member *members, guint n_members, guint needed, guint optional,
              gboolean (*other) (Proof *self, const char *name, gsize n_bytes))
{
  gboolean first = TRUE;
  guint next = 0, found = 0;
  const char *name;
  gsize n;

  if (!postil_json_pull_mark (&self->json, '{'))
    return FALSE;
  while (postil_json_pull_member (&self->json, &first, &name, &n))
    {
      int at = find_member (members, n_members, &next, name, n);

      if (at < 0 ? other == NULL || !other (self, name, n) : (found & 1u << at) != 0 || !members[at].check (self))
        return FALSE;
      if (at >= 0)
        found |= 1u << at;
    }
  return self->json.valid && (found & ~optional) == needed;
}

/* ---- values ---- */

static gboolean
same (Proof *self, const char *expected)
{
  return postil_json_pull_equals (&self->json, expected, strlen (expected));
}

static gboolean
same_number (Proof *self, guint64 expected)
{
  guint64 value;

  return postil_json_pull_integer (&self->json, &value) && value == expected;
}

static gboolean
same_id (Proof *self, char prefix, PostilId id)
{
  const char *string;
  gsize n;
  PostilId found;
  char copy[32];

  if (!postil_json_pull_string (&self->json, &string, &n) || n >= sizeof copy)
    return FALSE;
  memcpy (copy, string, n);
  copy[n] = '\0';
  return postil_id_from_string (prefix, copy, &found) && found == id;
}

static gboolean
same_score (Proof *self, double expected)
{
  double value;

  return postil_json_pull_real (&self->json, &value) && memcmp (&value, &expected, sizeof value) == 0;
}

static gboolean
same_time (Proof *self, gint64 expected)
{
  const char *string;
  gsize n;
  gint64 time;
  char copy[32];

  if (!postil_json_pull_string (&self->json, &string, &n) || n >= sizeof copy)
    return FALSE;
  memcpy (copy, string, n);
  copy[n] = '\0';
  return postil_time_from_string (copy, &time) && (time == expected || !postil_time_is_sayable (expected));
}

/* The value that comes next. (transfer full) */
static json_t *
pull_value (Proof *self)
{
  const char *raw;
  gsize n;

  return postil_json_pull_raw (&self->json, &raw, &n) ? postil_json_parse (raw, n, NULL, NULL) : NULL;
}

/* ---- spans ---- */

static gboolean
check_id (Proof *self)
{
  return same_id (self, 's', self->span->id);
}

static gboolean
check_start (Proof *self)
{
  return same_number (self, self->span->range.start);
}

static gboolean
check_end (Proof *self)
{
  return same_number (self, self->span->range.stop);
}

static gboolean
check_parts (Proof *self)
{
  gboolean first = TRUE;
  guint n = 0;

  if (!postil_json_pull_mark (&self->json, '['))
    return FALSE;
  for (; postil_json_pull_element (&self->json, &first); n++)
    {
      PostilRange part;

      if (self->span->parts == NULL || n >= self->span->parts->len)
        return FALSE;
      part = g_array_index (self->span->parts, PostilRange, n);
      if (!postil_json_pull_mark (&self->json, '[') || !same_number (self, part.start) ||
          !postil_json_pull_mark (&self->json, ',') || !same_number (self, part.stop) ||
          !postil_json_pull_mark (&self->json, ']'))
        return FALSE;
    }
  return self->span->parts != NULL && n == self->span->parts->len;
}

static gboolean
check_label (Proof *self)
{
  return same (self, postil_export_walk_label (self->walk, self->span->label));
}

static gboolean
check_text (Proof *self)
{
  g_autofree char *joined = NULL;

  if (self->span->parts == NULL)
    return postil_json_pull_equals (&self->json, self->utf8 + self->from, self->to - self->from);
  joined = postil_export_walk_words (self->walk, self->span);
  return same (self, joined);
}

static gboolean
check_prefix (Proof *self)
{
  const char *string;
  gsize n;

  return postil_json_pull_string (&self->json, &string, &n) && n <= self->from &&
         memcmp (self->utf8 + self->from - n, string, n) == 0 &&
         (guint32) g_utf8_strlen (string, (gssize) n) == MIN (CONTEXT, self->span->range.start);
}

static gboolean
check_suffix (Proof *self)
{
  guint32 n_after = postil_text_get_length (self->walk->document->text) - self->span->range.stop;
  const char *string;
  gsize n;

  return postil_json_pull_string (&self->json, &string, &n) && strncmp (self->utf8 + self->to, string, n) == 0 &&
         (guint32) g_utf8_strlen (string, (gssize) n) == MIN (CONTEXT, n_after);
}

static gboolean
check_start_byte (Proof *self)
{
  return same_number (self, self->from);
}

static gboolean
check_end_byte (Proof *self)
{
  return same_number (self, self->to);
}

static gboolean
check_start_u16 (Proof *self)
{
  return same_number (self, postil_text_to_u16 (self->walk->document->text, self->span->range.start));
}

static gboolean
check_end_u16 (Proof *self)
{
  return same_number (self, postil_text_to_u16 (self->walk->document->text, self->span->range.stop));
}

static gboolean
check_state (Proof *self)
{
  return same (self, postil_state_to_string (self->span->state));
}

static gboolean
check_source (Proof *self)
{
  return same (self, postil_export_walk_source (self->walk, self->span->source));
}

static gboolean
check_annotator (Proof *self)
{
  return same (self, postil_export_walk_annotator (self->walk, self->span->annotator));
}

static gboolean
check_score (Proof *self)
{
  return same_score (self, self->span->score);
}

static gboolean
check_note (Proof *self)
{
  return same (self, self->span->note != NULL ? self->span->note : "");
}

static gboolean
check_created (Proof *self)
{
  return same_time (self, self->span->created_at);
}

static gboolean
check_decided (Proof *self)
{
  return same_time (self, self->span->decided_at);
}

static gboolean
check_reason (Proof *self)
{
  return self->span->reason != NULL && same (self, self->span->reason);
}

static gboolean
check_attribute (Proof *self, const char *name, const json_t *value)
{
  self->n_attributes++;
  return value != NULL && json_equal (json_object_get (self->attributes, name), value);
}

static void
parse_attributes (Proof *self)
{
  const char *string = self->span->attributes;

  if (self->attributes == NULL && string != NULL)
    self->attributes = postil_json_parse (string, strlen (string), NULL, NULL);
}

/* Those whose names are taken lie together. */
static gboolean
check_nested (Proof *self)
{
  g_autoptr (json_t) nested = pull_value (self);
  const char *name;
  json_t *value;

  parse_attributes (self);
  json_object_foreach (nested, name, value) if (!check_attribute (self, name, value)) return FALSE;
  return json_is_object (nested);
}

static gboolean
check_other (Proof *self, const char *name, gsize n_bytes)
{
  g_autofree char *key = NULL;
  g_autoptr (json_t) value = NULL;
  gsize n_value;
  const char *plain =
      self->span->attributes != NULL ? postil_span_json_plain_entity (self->span->attributes, &n_value) : NULL;

  /* The commonest by far. */
  if (plain != NULL && n_bytes == strlen ("entity") && memcmp (name, "entity", n_bytes) == 0 && self->n_attributes == 0)
    {
      self->n_attributes++;
      return postil_json_pull_equals (&self->json, plain, n_value);
    }
  key = g_strndup (name, n_bytes);
  value = pull_value (self);
  parse_attributes (self);
  return check_attribute (self, key, value);
}

static guint
count_attributes (Proof *self)
{
  gsize ignored;

  if (self->span->attributes == NULL)
    return 0;
  if (postil_span_json_plain_entity (self->span->attributes, &ignored) != NULL)
    return 1;
  parse_attributes (self);
  return (guint) json_object_size (self->attributes);
}

enum
{
  PARTS = 3,
  CREATED = 17,
  DECIDED = 18,
  REASON = 19,
  NESTED = 20,
};

static const Member of_span[] = {
  { "id", check_id },
  { "start", check_start },
  { "end", check_end },
  { "parts", check_parts },
  { "label", check_label },
  { "text", check_text },
  { "prefix", check_prefix },
  { "suffix", check_suffix },
  { "start_byte", check_start_byte },
  { "end_byte", check_end_byte },
  { "start_u16", check_start_u16 },
  { "end_u16", check_end_u16 },
  { "state", check_state },
  { "source", check_source },
  { "annotator", check_annotator },
  { "score", check_score },
  { "note", check_note },
  [CREATED] = { "created", check_created },
  [DECIDED] = { "decided", check_decided },
  [REASON] = { "reason", check_reason },
  [NESTED] = { "attributes", check_nested },
};

/* Those that may be missing are there when there is something to say. */
static guint
needed_of (const PostilSpan *span)
{
  guint all = (1u << CREATED) - 1;

  return (span->parts != NULL ? all : all & ~(1u << PARTS)) | (guint) (span->created_at != 0) << CREATED |
         (guint) (span->decided_at != 0) << DECIDED | (guint) (span->reason != NULL) << REASON;
}

static gboolean
prove_span (Proof *self, const PostilSpan *span)
{
  gsize n_bytes;
  gboolean ok;

  self->span = span;
  self->n_attributes = 0;
  self->from = (gsize) (postil_text_peek (self->walk->document->text, span->range, &n_bytes) - self->utf8);
  self->to = self->from + n_bytes;
  ok = prove_object (self, of_span, G_N_ELEMENTS (of_span), needed_of (span), 1u << NESTED, check_other) &&
       self->n_attributes == count_attributes (self);
  g_clear_pointer (&self->attributes, json_decref);
  return ok;
}

/* ---- relations ---- */

static gboolean
check_relation_id (Proof *self)
{
  return same_id (self, 'r', self->relation->id);
}

static gboolean
check_type (Proof *self)
{
  return same (self, postil_export_walk_label (self->walk, self->relation->label));
}

static gboolean
check_head (Proof *self)
{
  return same_id (self, 's', self->relation->head);
}

static gboolean
check_tail (Proof *self)
{
  return same_id (self, 's', self->relation->tail);
}

static gboolean
check_relation_state (Proof *self)
{
  return same (self, postil_state_to_string (self->relation->state));
}

static gboolean
check_relation_source (Proof *self)
{
  return same (self, postil_export_walk_source (self->walk, self->relation->source));
}

static gboolean
check_relation_annotator (Proof *self)
{
  return same (self, postil_export_walk_annotator (self->walk, self->relation->annotator));
}

static gboolean
check_relation_score (Proof *self)
{
  return same_score (self, self->relation->score);
}

static gboolean
check_relation_note (Proof *self)
{
  return self->relation->note != NULL && same (self, self->relation->note);
}

static gboolean
prove_relation (Proof *self, const PostilRelation *relation)
{
  static const Member members[] = {
    { "id", check_relation_id },
    { "type", check_type },
    { "head", check_head },
    { "tail", check_tail },
    { "state", check_relation_state },
    { "source", check_relation_source },
    { "annotator", check_relation_annotator },
    { "score", check_relation_score },
    { "note", check_relation_note },
  };
  guint all = (1u << G_N_ELEMENTS (members)) - 1, note = 1u << (G_N_ELEMENTS (members) - 1);
  gboolean noted = relation->note != NULL && relation->note[0] != '\0';

  self->relation = relation;
  return prove_object (self, members, G_N_ELEMENTS (members), noted ? all : all & ~note, 0, NULL);
}

/* ---- documents ---- */

static gboolean
check_key (Proof *self)
{
  return same (self, self->walk->document->key);
}

static gboolean
check_document_text (Proof *self)
{
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (self->walk->document->text, &n_bytes);

  return postil_json_pull_equals (&self->json, utf8, n_bytes);
}

static gboolean
check_sha256 (Proof *self)
{
  return same (self, postil_text_get_sha256 (self->walk->document->text));
}

static gboolean
check_spans (Proof *self)
{
  gboolean first = TRUE;

  if (!postil_json_pull_mark (&self->json, '['))
    return FALSE;
  for (; postil_json_pull_element (&self->json, &first); self->n_spans++)
    if (self->n_spans >= self->walk->spans->len ||
        !prove_span (self, g_ptr_array_index (self->walk->spans, self->n_spans)))
      return FALSE;
  return self->json.valid && self->n_spans == self->walk->spans->len;
}

static gboolean
check_relations (Proof *self)
{
  gboolean first = TRUE;

  if (!postil_json_pull_mark (&self->json, '['))
    return FALSE;
  for (; postil_json_pull_element (&self->json, &first); self->n_relations++)
    if (self->n_relations >= self->walk->relations->len ||
        !prove_relation (self, g_ptr_array_index (self->walk->relations, self->n_relations)))
      return FALSE;
  return self->json.valid && self->n_relations == self->walk->relations->len;
}

static gboolean
check_meta (Proof *self)
{
  json_t *meta = pull_value (self);

  return meta != NULL && json_object_set_new (self->described, "meta", meta) == 0;
}

static gboolean
check_labels (Proof *self)
{
  json_t *labels = pull_value (self);

  return labels != NULL && json_object_set_new (self->described, "labels", labels) == 0;
}

static gboolean
check_read (Proof *self)
{
  gboolean first = TRUE;
  guint n = 0;

  if (!postil_json_pull_mark (&self->json, '['))
    return FALSE;
  for (; postil_json_pull_element (&self->json, &first); n++)
    if (self->walk->done_by[n] == NULL || !same (self, self->walk->done_by[n]))
      return FALSE;
  return self->json.valid && self->walk->done_by[n] == NULL;
}

/* What is not said is as nothing. */
static gboolean
same_string (const char *written, const char *expected)
{
  return expected == NULL || expected[0] == '\0' || g_strcmp0 (written, expected) == 0;
}

/* Two values as they are stored; nothing is as an empty one. */
static gboolean
same_json (const char *written, const char *expected)
{
  g_autoptr (json_t) x = NULL;
  g_autoptr (json_t) y = NULL;

  if (g_strcmp0 (written, expected) == 0)
    return TRUE;
  x = written != NULL ? postil_json_parse (written, strlen (written), NULL, NULL) : NULL;
  y = expected != NULL ? postil_json_parse (expected, strlen (expected), NULL, NULL) : NULL;
  if (x == NULL || y == NULL)
    return json_object_size (x) + json_object_size (y) + json_array_size (x) + json_array_size (y) == 0;
  return json_equal (x, y);
}

/* Whether the reader makes this document of what is said of it. */
static gboolean
is_described (Proof *self)
{
  const PostilDocument *document = self->walk->document;
  const char *sha256 = document->source_sha256 != NULL && document->source_sha256[0] != '\0'
                           ? document->source_sha256
                           : postil_text_get_sha256 (document->text);
  g_autoptr (PostilDocument) back =
      postil_jsonl_describe (self->described, document->text, FALSE, document->key, POSTIL_DOCUMENT_OTHER);

  return same_string (back->title, document->title) && back->kind == document->kind &&
         g_strcmp0 (back->source_sha256, sha256) == 0 && back->newline == document->newline &&
         same_string (back->source_uri, document->source_uri) && same_string (back->encoding, document->encoding) &&
         same_string (back->language, document->language) && same_json (back->meta, document->meta) &&
         same_json (back->labels, document->labels);
}

static gboolean
check_label_set (Proof *self)
{
  g_autoptr (json_t) set = pull_value (self);

  return set != NULL && json_equal (set, self->label_set);
}

static const Member of_document[] = {
  { "id", check_key },        { "text", check_document_text }, { "sha256", check_sha256 },
  { "meta", check_meta },     { "spans", check_spans },        { "relations", check_relations },
  { "labels", check_labels }, { "read", check_read },          { "label_set", check_label_set },
};

gboolean
postil_jsonl_prove (const PostilExportWalk *walk, const json_t *label_set, const GString *line, GString *scratch)
{
  guint all = (1u << G_N_ELEMENTS (of_document)) - 1, needed = label_set != NULL ? all : all >> 1;
  g_autoptr (json_t) described = json_object ();
  Proof self = { .walk = walk, .label_set = label_set, .described = described };

  self.utf8 = postil_text_get_utf8 (walk->document->text, NULL);
  postil_json_pull_init (&self.json, scratch, line->str, line->len - 1);
  return line->str[line->len - 1] == '\n' &&
         prove_object (&self, of_document, G_N_ELEMENTS (of_document), needed, 0, NULL) &&
         postil_json_pull_ended (&self.json) && is_described (&self);
}
