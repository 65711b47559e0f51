/* html-text.c - lays out the words of a page as plain text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "html-text.h"

enum
{
  DEEPEST_MARK = 8, /* more "> " than this say nothing new */
};

void
postil_html_text_init (PostilHtmlText *self)
{
  *self = (PostilHtmlText){ .out = g_string_new (NULL) };
}

void
postil_html_text_clear (PostilHtmlText *self)
{
  if (self->out != NULL)
    g_string_free (g_steal_pointer (&self->out), TRUE);
  g_clear_pointer (&self->mark, g_free);
}

void
postil_html_text_break (PostilHtmlText *self, guint breaks)
{
  self->breaks = MAX (self->breaks, breaks);
  self->blank = FALSE;
}

void
postil_html_text_mark (PostilHtmlText *self, char *mark)
{
  g_free (self->mark);
  self->mark = mark;
}

/* What was asked for before the next words. */
static void
settle (PostilHtmlText *self)
{
  gboolean start = self->out->len == 0;

  /* The paragraphs of one quote stay together: its lines are known by standing one under the other */
  if (self->quoted > 0 && self->in_quote)
    self->breaks = MIN (self->breaks, 1);
  for (guint i = 0; !start && i < self->breaks; i++)
    g_string_append_c (self->out, '\n');
  if (start || self->breaks > 0)
    {
      for (guint i = 0; i < MIN (self->quoted, DEEPEST_MARK); i++)
        g_string_append (self->out, "> ");
      self->in_quote = self->quoted > 0;
    }
  else if (self->blank)
    g_string_append_c (self->out, ' ');
  if (self->mark != NULL)
    g_string_append (self->out, self->mark);
  g_clear_pointer (&self->mark, g_free);
  self->breaks = 0;
  self->blank = FALSE;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

void
postil_html_text_add (PostilHtmlText *self, const char *words, gsize n_bytes, gboolean verbatim)
{
  for (gsize i = 0; i < n_bytes;)
    {
      gsize stop = i;

      if (verbatim && words[i] == '\n')
        {
          self->breaks++;
          self->blank = FALSE;
          i++;
          continue;
        }
      if (!verbatim && is_blank (words[i]))
        {
          self->blank = self->breaks == 0;
          i++;
          continue;
        }
      while (stop < n_bytes && (verbatim ? words[stop] != '\n' : !is_blank (words[stop])))
        stop++;
      settle (self);
      g_string_append_len (self->out, words + i, (gssize)(stop - i));
      i = stop;
    }
}
