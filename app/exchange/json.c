/* json.c - JSON from strangers in, canonical JSON out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "json.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include <postil/error.h>

/* The value of the four hex digits at @text, or -1. */
static int
hex4 (const char *text, const char *end)
{
  int value = 0;

  if (end - text < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

#define IS_HIGH(unit) ((unit) >= 0xd800 && (unit) <= 0xdbff)
#define IS_LOW(unit) ((unit) >= 0xdc00 && (unit) <= 0xdfff)

/* Before the parser sees it: measures the nesting and notes where lone surrogate escapes ("\ud83d" without its other
 * half) stand, since the parser would refuse the whole value for one of them. FALSE when it nests too deep. */
static gboolean
scan (const char *text, gsize n_bytes, GArray *lone)
{
  const char *end = text + n_bytes;
  gboolean in_string = FALSE;
  guint depth = 0;

  for (const char *p = text; p < end; p++)
    {
      if (!in_string)
        {
          if (*p == '"')
            in_string = TRUE;
          else if ((*p == '[' || *p == '{') && ++depth > POSTIL_JSON_MAX_DEPTH)
            return FALSE;
          else if ((*p == ']' || *p == '}') && depth > 0)
            depth--;
          continue;
        }
      if (*p == '"')
        in_string = FALSE;
      if (*p != '\\' || ++p >= end || *p != 'u')
        continue;

      int unit = hex4 (p + 1, end);
      if (IS_HIGH (unit) && end - p > 10 && p[5] == '\\' && p[6] == 'u' && IS_LOW (hex4 (p + 7, end)))
        p += 10;
      else if (IS_HIGH (unit) || IS_LOW (unit))
        {
          gsize at = p + 1 - text;

          g_array_append_val (lone, at);
          p += 4;
        }
    }
  return TRUE;
}

static json_t *
load (const char *text, gsize n_bytes, size_t flags, json_error_t *problem)
{
  return json_loadb (text, n_bytes, flags | JSON_DECODE_ANY, problem);
}

static void
set_error (const json_error_t *problem, const char *text, gsize n_bytes, GError **error)
{
  /* The parser has other words for it, depending on where it stands. */
  if (memchr (text, '\0', n_bytes) != NULL)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                   _ ("There is a NUL byte in it; take it out, or save the file as UTF-8 if it is UTF-16."));
      return;
    }
  switch (json_error_code (problem))
    {
    case json_error_null_character:
    case json_error_null_byte_in_key:
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                   _ ("There is a NUL character in a string at column %d; take it out."), problem->column);
      break;
    case json_error_invalid_utf8:
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_TEXT,
                   _ ("It is not valid UTF-8 (at byte %d); save it as UTF-8."), problem->position);
      break;
    default:
      if (problem->line > 1)
        g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
                     _ ("It is not valid JSON %d lines further down, at column %d: %s; mend it there."),
                     problem->line - 1, problem->column, problem->text);
      else
        g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_FORMAT,
                     _ ("It is not valid JSON at column %d: %s; mend it there."), problem->column, problem->text);
    }
}

json_t *
postil_json_parse (const char *text, gsize n_bytes, PostilJsonNotes *notes, GError **error)
{
  g_autoptr (GArray) lone = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree char *mended = NULL;
  gboolean duplicates = FALSE;
  json_error_t problem;
  json_t *value;

  if (!scan (text, n_bytes, lone))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                   _ ("Its brackets nest deeper than %d levels; take the inner ones out."), POSTIL_JSON_MAX_DEPTH);
      return NULL;
    }
  if (lone->len > 0)
    {
      mended = g_memdup2 (text, n_bytes);
      for (guint i = 0; i < lone->len; i++)
        memcpy (mended + g_array_index (lone, gsize, i), "fffd", 4);
      text = mended;
    }

  value = load (text, n_bytes, JSON_REJECT_DUPLICATES, &problem);
  if (value == NULL && json_error_code (&problem) == json_error_duplicate_key)
    {
      duplicates = TRUE;
      value = load (text, n_bytes, 0, &problem);
    }
  if (value == NULL)
    {
      set_error (&problem, text, n_bytes, error);
      return NULL;
    }
  if (notes != NULL)
    *notes = (PostilJsonNotes){ .duplicate_keys = duplicates, .lone_surrogates = lone->len };
  return value;
}

void
postil_line_reader_init (PostilLineReader *self, const char *data, gsize n_bytes)
{
  if (n_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      n_bytes -= 3;
    }
  self->cursor = data;
  self->end = data != NULL ? data + n_bytes : NULL;
  self->line = 0;
}

gboolean
postil_line_reader_next (PostilLineReader *self, const char **line, gsize *n_bytes)
{
  const char *stop;

  if (self->cursor == NULL || self->cursor >= self->end)
    return FALSE;
  stop = memchr (self->cursor, '\n', self->end - self->cursor);
  if (stop == NULL)
    stop = self->end;
  *line = self->cursor;
  *n_bytes = stop - self->cursor;
  if (*n_bytes > 0 && stop < self->end && stop[-1] == '\r')
    (*n_bytes)--;
  self->cursor = stop < self->end ? stop + 1 : self->end;
  self->line++;
  return TRUE;
}

void
postil_json_append_string (GString *out, const char *utf8, gssize n_bytes)
{
  const char *end = utf8 + (n_bytes < 0 ? (gssize) strlen (utf8) : n_bytes);
  const char *plain = utf8;

  g_string_append_c (out, '"');
  for (const char *p = utf8; p < end; p++)
    {
      static const char short_names[] = "btn.fr"; /* for U+0008 .. U+000D */
      guchar c = *p;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;
      g_string_append_len (out, plain, p - plain);
      plain = p + 1;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, c);
        }
      else if (c >= 0x08 && c <= 0x0d && c != 0x0b)
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, short_names[c - 0x08]);
        }
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append_len (out, plain, end - plain);
  g_string_append_c (out, '"');
}

void
postil_json_append_integer (GString *out, guint64 value)
{
  char digits[20];
  gsize at = sizeof digits;

  do
    digits[--at] = (char) ('0' + value % 10);
  while ((value /= 10) > 0);
  g_string_append_len (out, digits + at, (gssize) (sizeof digits - at));
}

static void
append_container (GString *out, const json_t *value)
{
  gboolean first = TRUE;

  if (json_is_array (value))
    {
      g_string_append_c (out, '[');
      for (gsize i = 0; i < json_array_size (value); i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          postil_json_append (out, json_array_get (value, i));
        }
      g_string_append_c (out, ']');
      return;
    }

  g_string_append_c (out, '{');
  /* Reading does not change the object; the iterator's prototype is older than const. */
  for (void *i = json_object_iter ((json_t *) value); i != NULL; i = json_object_iter_next ((json_t *) value, i))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      postil_json_append_string (out, json_object_iter_key (i), -1);
      g_string_append_c (out, ':');
      postil_json_append (out, json_object_iter_value (i));
    }
  g_string_append_c (out, '}');
}

void
postil_json_append (GString *out, const json_t *value)
{
  switch (json_typeof (value))
    {
    case JSON_STRING:
      postil_json_append_string (out, json_string_value (value), json_string_length (value));
      break;
    case JSON_INTEGER:
      g_string_append_printf (out, "%" JSON_INTEGER_FORMAT, json_integer_value (value));
      break;
    case JSON_REAL:
      postil_json_append_real (out, json_real_value (value));
      break;
    case JSON_TRUE:
      g_string_append (out, "true");
      break;
    case JSON_FALSE:
      g_string_append (out, "false");
      break;
    case JSON_NULL:
      g_string_append (out, "null");
      break;
    case JSON_ARRAY:
    case JSON_OBJECT:
      append_container (out, value);
      break;
    default:
      g_assert_not_reached ();
    }
}

char *
postil_json_to_string (const json_t *value)
{
  GString *out = g_string_new (NULL);

  postil_json_append (out, value);
  return g_string_free (out, FALSE);
}

const char *
postil_json_get_string (const json_t *object, const char *key)
{
  return json_string_value (json_object_get (object, key));
}

gboolean
postil_json_to_integer (const json_t *value, gint64 *integer)
{
  if (json_is_integer (value))
    {
      *integer = json_integer_value (value);
      return TRUE;
    }
  if (json_is_real (value))
    {
      double real = json_real_value (value);

      if (real != floor (real) || fabs (real) > 9007199254740992.0)
        return FALSE;
      *integer = (gint64) real;
      return TRUE;
    }
  if (json_is_string (value))
    return g_ascii_string_to_signed (json_string_value (value), 10, G_MININT64, G_MAXINT64, integer, NULL);
  return FALSE;
}

gboolean
postil_json_get_integer (const json_t *object, const char *key, gint64 *value)
{
  return postil_json_to_integer (json_object_get (object, key), value);
}

gboolean
postil_json_get_real (const json_t *object, const char *key, double *value)
{
  const json_t *member = json_object_get (object, key);

  if (!json_is_number (member))
    return FALSE;
  *value = json_number_value (member);
  return TRUE;
}
