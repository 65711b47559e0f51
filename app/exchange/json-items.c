/* json-items.c - the elements of a long JSON array, one at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "json-items.h"

#include <string.h>

static void
skip_space (PostilJsonItems *self)
{
  for (; self->cursor < self->end && g_ascii_isspace (*self->cursor); self->cursor++)
    self->line += *self->cursor == '\n';
}

/* To behind the string that starts at the cursor. */
static void
skip_string (PostilJsonItems *self)
{
  self->cursor++;
  while (self->cursor < self->end && *self->cursor != '"')
    {
      self->line += *self->cursor == '\n';
      self->cursor += *self->cursor == '\\' ? 2 : 1;
    }
  self->cursor = self->cursor < self->end ? self->cursor + 1 : self->end;
}

/* To the comma or bracket that ends the value at the cursor. */
static void
skip_value (PostilJsonItems *self)
{
  guint depth = 0;

  while (self->cursor < self->end)
    {
      char c = *self->cursor;

      if (c == '"')
        {
          skip_string (self);
          continue;
        }
      if (depth == 0 && (c == ',' || c == ']' || c == '}'))
        return;
      if (c == '[' || c == '{')
        depth++;
      else if (c == ']' || c == '}')
        depth--;
      self->line += c == '\n';
      self->cursor++;
    }
}

/* To the value of the member; FALSE when the object at the cursor has none. */
static gboolean
find_member (PostilJsonItems *self, const char *key)
{
  gsize n_key = strlen (key);

  self->cursor++;
  while (TRUE)
    {
      const char *name;
      gboolean found;

      skip_space (self);
      if (self->cursor >= self->end || *self->cursor != '"')
        return FALSE;
      name = self->cursor;
      skip_string (self);
      found = (gsize) (self->cursor - name) == n_key + 2 && memcmp (name + 1, key, n_key) == 0;
      skip_space (self);
      if (self->cursor >= self->end || *self->cursor++ != ':')
        return FALSE;
      skip_space (self);
      if (found)
        return TRUE;
      skip_value (self);
      if (self->cursor >= self->end || *self->cursor++ != ',')
        return FALSE;
    }
}

gboolean
postil_json_items_init (PostilJsonItems *self, const char *data, gsize n_bytes, const char *key)
{
  gsize bom = n_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  *self = (PostilJsonItems){ .cursor = data + bom, .end = data + n_bytes, .line = 1 };
  skip_space (self);
  if (key != NULL && (self->cursor >= self->end || *self->cursor != '{' || !find_member (self, key)))
    return FALSE;
  if (self->cursor >= self->end || *self->cursor != '[')
    return FALSE;
  self->cursor++;
  return TRUE;
}

gboolean
postil_json_items_next (PostilJsonItems *self, const char **item, gsize *n_bytes, guint *line)
{
  skip_space (self);
  while (self->cursor < self->end && *self->cursor == ',')
    {
      self->cursor++;
      skip_space (self);
    }
  if (self->cursor >= self->end || self->closed)
    return FALSE;
  if (*self->cursor == ']' || *self->cursor == '}')
    {
      self->closed = TRUE;
      self->cursor++;
      return FALSE;
    }
  *item = self->cursor;
  *line = self->line;
  skip_value (self);
  *n_bytes = MIN (self->cursor, self->end) - *item;
  return TRUE;
}

json_t *
postil_json_sniff (const guint8 *head, gsize n_bytes)
{
  PostilJsonItems items;
  const char *first;
  gsize n_first;
  guint line;

  if (!postil_json_items_init (&items, (const char *) head, n_bytes, NULL))
    {
      PostilLineReader lines;

      postil_line_reader_init (&lines, (const char *) head, n_bytes);
      if (!postil_line_reader_next (&lines, &first, &n_first))
        return NULL;
    }
  else if (!postil_json_items_next (&items, &first, &n_first, &line))
    return NULL;
  return postil_json_parse (first, n_first, NULL, NULL);
}
