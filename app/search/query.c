/* query.c - typed words into a question to the index and a pattern for the hits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "query.h"

#include <postil/error.h>

#include <glib/gi18n.h>
#include <string.h>

#define NO_LETTER_BEFORE "(?<![\\p{L}\\p{N}\\p{M}_])"
#define NO_LETTER_AFTER "(?![\\p{L}\\p{N}\\p{M}_])"

/* One word, or several in quotes. */
typedef struct
{
  char *words;
  gboolean open_ended; /* a * follows */
} Term;

static void
term_free (Term *self)
{
  g_free (self->words);
  g_free (self);
}

static gboolean
is_quote (gunichar c)
{
  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E;
}

static void
add_term (GPtrArray *terms, const char *start, const char *stop, gboolean may_be_open)
{
  g_autofree char *words = g_strndup (start, (gsize) (stop - start));
  Term *term;

  g_strstrip (words);
  term = g_new0 (Term, 1);
  if (may_be_open && g_str_has_suffix (words, "*"))
    {
      words[strlen (words) - 1] = '\0';
      term->open_ended = TRUE;
    }
  term->words = g_steal_pointer (&words);
  if (term->words[0] != '\0')
    g_ptr_array_add (terms, term);
  else
    term_free (term);
}

/* A quote that is never closed runs to the end. */
static GPtrArray *
split (const char *typed)
{
  GPtrArray *terms = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);
  const char *at = typed;

  while (*at != '\0')
    {
      gboolean quoted = is_quote (g_utf8_get_char (at));
      const char *start = quoted ? g_utf8_next_char (at) : at;
      const char *stop = start;

      while (*stop != '\0' && (quoted ? !is_quote (g_utf8_get_char (stop))
                                      : !g_unichar_isspace (g_utf8_get_char (stop)) && !is_quote (g_utf8_get_char (stop))))
        stop = g_utf8_next_char (stop);
      add_term (terms, start, stop, !quoted);
      at = stop;
      if (*at != '\0' && (quoted || g_unichar_isspace (g_utf8_get_char (at))))
        at = g_utf8_next_char (at);
    }
  return terms;
}

/* These are written without spaces between words: the index knows whole runs of them only, and nothing ends a word. */
static gboolean
is_unspaced (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_';
}

static gboolean
index_can_tell (const Term *term)
{
  gboolean has_letter = FALSE;

  for (const char *at = term->words; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_unspaced (c))
        return FALSE;
      has_letter = has_letter || g_unichar_isalnum (c);
    }
  return has_letter;
}

static void
append_pattern (GString *pattern, const Term *term)
{
  gunichar first = g_utf8_get_char (term->words);
  gunichar last = g_utf8_get_char (g_utf8_prev_char (term->words + strlen (term->words)));
  gboolean in_space = FALSE;

  if (is_word (first) && !is_unspaced (first))
    g_string_append (pattern, NO_LETTER_BEFORE);
  for (const char *at = term->words; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gboolean space = g_unichar_isspace (c);

      if (space && !in_space)
        g_string_append (pattern, "\\s+");
      in_space = space;
      if (space)
        continue;
      if (c < 0x80 && !g_ascii_isalnum ((char) c))
        g_string_append_c (pattern, '\\');
      g_string_append_unichar (pattern, c);
    }
  if (term->open_ended)
    g_string_append (pattern, "[\\p{L}\\p{N}\\p{M}_]*");
  else if (is_word (last) && !is_unspaced (last))
    g_string_append (pattern, NO_LETTER_AFTER);
}

static void
append_question (GString *question, const Term *term)
{
  g_string_append (question, question->len > 0 ? " AND \"" : "\"");
  for (const char *p = term->words; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (question, '"');
      g_string_append_c (question, *p);
    }
  g_string_append (question, term->open_ended ? "\" *" : "\"");
}

static char *
pattern_of_words (const char *typed, char **index)
{
  g_autoptr (GPtrArray) terms = split (typed);
  g_autoptr (GString) pattern = g_string_new (NULL);
  g_autoptr (GString) question = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    {
      if (i > 0)
        g_string_append_c (pattern, '|');
      append_pattern (pattern, g_ptr_array_index (terms, i));
      if (index_can_tell (g_ptr_array_index (terms, i)))
        append_question (question, g_ptr_array_index (terms, i));
    }
  *index = question->len > 0 ? g_strdup_printf ("text : (%s)", question->str) : NULL;
  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

PostilQuery *
postil_query_new (const char *typed, PostilQueryFlags flags, GError **error)
{
  PostilRegexFlags regex_flags = flags & POSTIL_QUERY_CASE ? POSTIL_REGEX_NONE : POSTIL_REGEX_CASELESS;
  g_autoptr (PostilRegex) regex = NULL;
  g_autofree char *pattern = NULL;
  g_autofree char *index = NULL;
  PostilQuery *self;

  g_return_val_if_fail (typed != NULL, NULL);
  if (!g_utf8_validate (typed, -1, NULL))
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE, _ ("What to look for is not valid UTF-8."));
      return NULL;
    }
  pattern = flags & POSTIL_QUERY_PATTERN ? g_strdup (typed) : pattern_of_words (typed, &index);
  if (pattern[0] == '\0')
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE, _ ("There is nothing to look for: type a word."));
      return NULL;
    }
  regex = postil_regex_new (pattern, regex_flags, NULL, error);
  if (regex == NULL)
    return NULL;
  self = g_new0 (PostilQuery, 1);
  g_atomic_ref_count_init (&self->count);
  self->regex = g_steal_pointer (&regex);
  self->index = g_steal_pointer (&index);
  return self;
}

PostilQuery *
postil_query_ref (PostilQuery *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
postil_query_unref (PostilQuery *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;
  postil_regex_unref (self->regex);
  g_free (self->index);
  g_free (self);
}

char *
postil_query_quote (const char *words)
{
  g_autoptr (GString) quoted = g_string_new ("\"");

  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    g_string_append_unichar (quoted, is_quote (g_utf8_get_char (at)) || g_unichar_isspace (g_utf8_get_char (at))
                                         ? ' '
                                         : g_utf8_get_char (at));
  g_string_append_c (quoted, '"');
  return g_string_free (g_steal_pointer (&quoted), FALSE);
}
