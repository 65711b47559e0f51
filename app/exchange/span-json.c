/* span-json.c - one span as Postil's own JSON has it (formats.md, section 0a), written and read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "span-json.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXT 32 /* code points of prefix and suffix */

static int
compare_names (const void *name, const void *entry)
{
  return strcmp (name, *(const char *const *) entry);
}

/* In order. Members with a meaning of their own; whatever else a span carries is one of its attributes. */
static gboolean
is_reserved (const char *name)
{
  static const char *const reserved[] = {
    "annotator", "attributes", "created", "decided", "end",   "end_byte",   "end_u16",   "id",    "label",  "note", "parts",
    "prefix",    "reason",     "score",   "source",  "start", "start_byte", "start_u16", "state", "suffix", "text",
  };

  return bsearch (name, reserved, G_N_ELEMENTS (reserved), sizeof *reserved, compare_names) != NULL;
}

/* Keys stand here as they are written, because there are a dozen of them to each span: ,"key": */
static void
append_number (GString *out, const char *key, guint64 value)
{
  g_string_append (out, key);
  postil_json_append_integer (out, value);
}

static void
append_member (GString *out, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_string_append (out, key);
  postil_json_append_string (out, value, -1);
}

static void
append_time (GString *out, const char *key, gint64 time)
{
  g_autofree char *string = NULL;

  if (time == 0)
    return;
  string = postil_time_to_string (time);
  append_member (out, key, string);
}

static void
append_slice (GString *out, const PostilSpanJson *span)
{
  gsize n_bytes;
  const char *slice;

  g_string_append (out, ",\"text\":");
  if (span->parts == NULL)
    {
      slice = postil_text_peek (span->text, span->range, &n_bytes);
      if (span->given != NULL)
        slice = span->given + postil_text_to_byte (span->text, span->range.start);
      postil_json_append_string (out, slice, n_bytes);
      return;
    }
  g_autofree char *joined = postil_text_slice_parts (span->text, span->range, span->parts);
  postil_json_append_string (out, joined, -1);
}

static void
append_context (GString *out, const PostilSpanJson *span)
{
  guint32 length = postil_text_get_length (span->text);
  PostilRange before = { span->range.start > CONTEXT ? span->range.start - CONTEXT : 0, span->range.start };
  PostilRange after = { span->range.stop, MIN (length, span->range.stop + CONTEXT) };
  const char *utf8 = postil_text_get_utf8 (span->text, NULL);
  gsize bytes[4] = {
    postil_text_to_byte (span->text, before.start), postil_text_to_byte (span->text, before.stop),
    postil_text_to_byte (span->text, after.start), postil_text_to_byte (span->text, after.stop),
  };

  g_string_append (out, ",\"prefix\":");
  postil_json_append_string (out, utf8 + bytes[0], bytes[1] - bytes[0]);
  g_string_append (out, ",\"suffix\":");
  postil_json_append_string (out, utf8 + bytes[2], bytes[3] - bytes[2]);
  append_number (out, ",\"start_byte\":", bytes[1]);
  append_number (out, ",\"end_byte\":", bytes[2]);
  append_number (out, ",\"start_u16\":", postil_text_to_u16 (span->text, span->range.start));
  append_number (out, ",\"end_u16\":", postil_text_to_u16 (span->text, span->range.stop));
}

/* An escape, a second member or a value that is no string takes a parser. */
const char *
postil_span_json_plain_entity (const char *attributes, gsize *n_bytes)
{
  static const char *const heads[] = { "{\"entity\":\"", "{\"entity\": \"" };
  const char *value = NULL;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (heads) && value == NULL; i++)
    if (g_str_has_prefix (attributes, heads[i]))
      value = attributes + strlen (heads[i]);
  if (value == NULL)
    return NULL;
  length = strcspn (value, "\"\\");
  for (gsize i = 0; i < length; i++)
    if ((guint8) value[i] < 0x20)
      return NULL;
  *n_bytes = length;
  return strcmp (value + length, "\"}") == 0 ? value : NULL;
}

/* The commonest goes from one object into the other as it stands. FALSE when it cannot. */
static gboolean
append_plain_attribute (GString *out, const char *attributes)
{
  gsize n_bytes;
  const char *value = postil_span_json_plain_entity (attributes, &n_bytes);

  if (value == NULL)
    return FALSE;
  g_string_append (out, ",\"entity\":");
  g_string_append_c (out, '"');
  g_string_append_len (out, value, (gssize) n_bytes);
  g_string_append_c (out, '"');
  return TRUE;
}

static void
append_attributes (GString *out, const char *attributes)
{
  g_autoptr (json_t) object = postil_json_parse (attributes, strlen (attributes), NULL, NULL);
  g_autoptr (json_t) nested = json_object ();
  const char *key;
  json_t *value;

  json_object_foreach (object, key, value)
  {
    if (is_reserved (key))
      {
        json_object_set (nested, key, value);
        continue;
      }
    g_string_append_c (out, ',');
    postil_json_append_string (out, key, -1);
    g_string_append_c (out, ':');
    postil_json_append (out, value);
  }
  if (json_object_size (nested) > 0)
    {
      g_string_append (out, ",\"attributes\":");
      postil_json_append (out, nested);
    }
}

void
postil_span_json_append (GString *out, const PostilSpanJson *span)
{
  g_string_append (out, "{\"id\":");
  postil_json_append_string (out, span->id, -1);
  append_number (out, ",\"start\":", span->range.start);
  append_number (out, ",\"end\":", span->range.stop);
  if (span->parts != NULL)
    {
      g_autofree char *parts = postil_range_parts_to_json (span->parts);

      g_string_append (out, ",\"parts\":");
      g_string_append (out, parts);
    }
  append_member (out, ",\"label\":", span->label);
  append_slice (out, span);
  if (!span->brief)
    append_context (out, span);
  append_member (out, ",\"state\":", span->state);
  append_member (out, ",\"source\":", span->source);
  append_member (out, ",\"annotator\":", span->annotator);
  g_string_append (out, ",\"score\":");
  postil_json_append_real (out, span->score);
  append_member (out, ",\"note\":", span->note);
  append_time (out, ",\"created\":", span->created_at);
  append_time (out, ",\"decided\":", span->decided_at);
  append_member (out, ",\"reason\":", span->reason);
  if (span->attributes != NULL && !append_plain_attribute (out, span->attributes))
    append_attributes (out, span->attributes);
  g_string_append_c (out, '}');
}

static GArray *
read_parts (const json_t *parts)
{
  g_autoptr (GArray) ranges = NULL;

  if (json_array_size (parts) < 2)
    return NULL;
  ranges = g_array_new (FALSE, FALSE, sizeof (PostilGivenRange));
  for (gsize i = 0; i < json_array_size (parts); i++)
    {
      const json_t *pair = json_array_get (parts, i);
      PostilGivenRange range;

      if (!postil_json_to_integer (json_array_get (pair, 0), &range.start) ||
          !postil_json_to_integer (json_array_get (pair, 1), &range.stop))
        return NULL;
      g_array_append_val (ranges, range);
    }
  return g_steal_pointer (&ranges);
}

/* Members that are not Postil's are kept as attributes. */
static json_t *
read_attributes (const json_t *object)
{
  json_t *attributes = NULL;
  const char *key;
  json_t *value;

  json_object_foreach ((json_t *) object, key, value)
  {
    if (is_reserved (key))
      continue;
    if (attributes == NULL)
      attributes = json_object ();
    json_object_set (attributes, key, value);
  }
  value = json_object_get (object, "attributes");
  if (json_is_object (value))
    {
      if (attributes == NULL)
        attributes = json_object ();
      json_object_update (attributes, value);
    }
  return attributes;
}

static gint64
read_time (const json_t *object, const char *key)
{
  const char *string = postil_json_get_string (object, key);
  gint64 time = 0;

  if (string != NULL)
    postil_time_from_string (string, &time);
  return time;
}

gboolean
postil_span_json_read (const json_t *object, guint line, GArray *claims, GArray *places, GError **error)
{
  PostilClaim claim = { .state = POSTIL_STATE_KEPT, .score = 1, .line = line };
  PostilPlace place = { 0 };
  const char *state;

  claim.label = postil_json_get_string (object, "label");
  if (claim.label == NULL || !postil_json_get_integer (object, "start", &place.given.start) ||
      !postil_json_get_integer (object, "end", &place.given.stop))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
                   _ ("A span needs “start”, “end” (whole numbers) and “label” (a string)."));
      return FALSE;
    }
  state = postil_json_get_string (object, "state");
  if (state != NULL && !postil_state_from_string (state, &claim.state))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
                   _ ("“%s” is no state of a span; say suggested, kept or rejected."), state);
      return FALSE;
    }
  place.given_parts = read_parts (json_object_get (object, "parts"));
  place.quote = postil_json_get_string (object, "text");
  claim.id = postil_json_get_string (object, "id");
  claim.source = postil_json_get_string (object, "source");
  claim.annotator = postil_json_get_string (object, "annotator");
  postil_json_get_real (object, "score", &claim.score);
  claim.note = postil_json_get_string (object, "note");
  claim.reason = postil_json_get_string (object, "reason");
  claim.created_at = read_time (object, "created");
  claim.decided_at = read_time (object, "decided");
  claim.attributes = read_attributes (object);
  g_array_append_val (claims, claim);
  g_array_append_val (places, place);
  return TRUE;
}
