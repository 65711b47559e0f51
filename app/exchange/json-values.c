/* json-values.c - the values of a JSON file, one at a time: lines, the members of one array, or values end to end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "json-values.h"

#include <string.h>

static void
skip_blank (PostilJsonValues *self, const char *also)
{
  while (self->cursor < self->end && *self->cursor != '\0' &&
         (strchr (" \t\r\n", *self->cursor) != NULL || strchr (also, *self->cursor) != NULL))
    self->line += *self->cursor++ == '\n';
}

/* Behind the value that starts at @from, counting brackets outside of strings; NULL when it does not end. */
static const char *
end_of_value (const char *from, const char *end)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (const char *p = from; p < end; p++)
    {
      if (in_string)
        {
          if (*p == '\\')
            p++;
          else if (*p == '"')
            in_string = FALSE;
        }
      else if (*p == '"')
        in_string = TRUE;
      else if (*p == '{' || *p == '[')
        depth++;
      else if (*p == '}' || *p == ']')
        {
          if (depth == 0)
            return p;
          depth--;
        }
      else if (depth == 0 && (*p == ',' || *p == '\n'))
        return p;
      if (depth == 0 && !in_string && (*p == '}' || *p == ']' || *p == '"'))
        return p + 1;
    }
  return depth == 0 && !in_string ? end : NULL;
}

static void
start (PostilJsonValues *self, const char *data, gsize n_bytes)
{
  if (data == NULL)
    data = "";
  *self = (PostilJsonValues){ .cursor = data, .end = data + n_bytes, .line = 1 };
  if (n_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    self->cursor += 3;
  skip_blank (self, "");
}

void
postil_json_values_init (PostilJsonValues *self, const char *data, gsize n_bytes)
{
  const char *behind, *newline;

  start (self, data, n_bytes);
  if (self->cursor == self->end)
    return;
  if (*self->cursor == '[')
    {
      PostilJsonValues inner = *self;

      inner.cursor++;
      skip_blank (&inner, "");
      /* A line may be an array of its own, but then it begins with a text. */
      if (inner.cursor < inner.end && strchr ("{[]", *inner.cursor) != NULL)
        {
          *self = inner;
          self->array = TRUE;
          return;
        }
    }
  behind = end_of_value (self->cursor, self->end);
  newline = memchr (self->cursor, '\n', self->end - self->cursor);
  self->lines = newline == NULL || behind == NULL || behind <= newline;
}

/* Steps over @character; FALSE when something else stands there. */
static gboolean
skip_mark (PostilJsonValues *self, char character)
{
  skip_blank (self, "");
  if (self->cursor >= self->end || *self->cursor != character)
    return FALSE;
  self->cursor++;
  return TRUE;
}

static gboolean
skip_over (PostilJsonValues *self, const char **value, gsize *n_bytes)
{
  const char *behind;

  skip_blank (self, "");
  behind = self->cursor < self->end ? end_of_value (self->cursor, self->end) : NULL;
  if (behind == NULL || behind == self->cursor)
    return FALSE;
  *value = self->cursor;
  *n_bytes = behind - self->cursor;
  for (; self->cursor < behind; self->cursor++)
    self->line += *self->cursor == '\n';
  return TRUE;
}

gboolean
postil_json_values_init_member (PostilJsonValues *self, const char *data, gsize n_bytes, const char *key)
{
  const char *name, *ignored;
  gsize n_name, n_ignored;

  start (self, data, n_bytes);
  if (!skip_mark (self, '{'))
    return FALSE;
  while (skip_over (self, &name, &n_name) && skip_mark (self, ':'))
    {
      if (n_name == strlen (key) + 2 && memcmp (name + 1, key, n_name - 2) == 0)
        {
          self->array = skip_mark (self, '[');
          return self->array;
        }
      if (!skip_over (self, &ignored, &n_ignored) || !skip_mark (self, ','))
        return FALSE;
    }
  return FALSE;
}

void
postil_json_members_init (PostilJsonValues *self, const char *data, gsize n_bytes)
{
  start (self, data, n_bytes);
  self->failed = !skip_mark (self, '{');
}

/* Behind the brace only white space may follow. */
static gboolean
end_members (PostilJsonValues *self)
{
  skip_blank (self, "");
  self->closed = TRUE;
  self->failed = self->cursor < self->end;
  return FALSE;
}

gboolean
postil_json_members_next (PostilJsonValues *self, const char **key, gsize *n_key, const char **value, gsize *n_bytes,
                          guint *line)
{
  gboolean first = !self->array;

  if (self->failed || self->closed)
    return FALSE;
  if (skip_mark (self, '}'))
    return end_members (self);
  self->array = TRUE; /* a comma comes before the next one */
  self->failed = (!first && !skip_mark (self, ',')) || !skip_over (self, key, n_key) || *n_key < 2 || (*key)[0] != '"' ||
                 !skip_mark (self, ':');
  if (self->failed)
    return FALSE;
  skip_blank (self, "");
  *line = self->line;
  self->failed = !skip_over (self, value, n_bytes);
  *key += 1;
  *n_key -= 2;
  return !self->failed;
}

static gboolean
next_line (PostilJsonValues *self, const char **value, gsize *n_bytes)
{
  const char *newline = memchr (self->cursor, '\n', self->end - self->cursor);
  const char *stop = newline != NULL ? newline : self->end;

  *value = self->cursor;
  *n_bytes = stop - self->cursor;
  self->cursor = stop;
  return TRUE;
}

gboolean
postil_json_values_next (PostilJsonValues *self, const char **value, gsize *n_bytes, guint *line)
{
  skip_blank (self, self->array ? "," : "");
  *line = self->line;
  if (self->cursor >= self->end || self->failed || self->closed)
    return FALSE;
  if (self->array && *self->cursor == ']')
    {
      self->closed = TRUE;
      return FALSE;
    }
  if (self->lines)
    return next_line (self, value, n_bytes);
  if (skip_over (self, value, n_bytes))
    return TRUE;
  /* It never ends: the rest is one broken value, which the parser will complain about. */
  self->failed = TRUE;
  *value = self->cursor;
  *n_bytes = self->end - self->cursor;
  self->cursor = self->end;
  return TRUE;
}

gboolean
postil_json_values_is_cut (const PostilJsonValues *self)
{
  return self->array && !self->closed && !self->failed;
}

json_t *
postil_json_values_first (const guint8 *head, gsize n_bytes)
{
  PostilJsonValues items;
  const char *value;
  gsize n;
  guint line;

  postil_json_values_init (&items, (const char *) head, n_bytes);
  if (!postil_json_values_next (&items, &value, &n, &line))
    return NULL;
  return postil_json_parse (value, n, NULL, NULL);
}

gboolean
postil_json_head_has (const guint8 *head, gsize n_bytes, const char *words)
{
  gsize n_words = strlen (words);

  for (gsize i = 0; i < n_bytes; i++)
    {
      gsize at = i, done = 0;

      while (at < n_bytes && done < n_words && head[at] == (guint8) words[done])
        {
          done++;
          at++;
          while (at < n_bytes && g_ascii_isspace (head[at]))
            at++;
        }
      if (done == n_words)
        return TRUE;
    }
  return FALSE;
}
