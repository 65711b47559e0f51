/* test-trainers.c - the tokens of an export stand in the text where it says, and every span lies on whole ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files are looked at as those look at them who train on them, not with the readers of the program: what does not fit
 * whole tokens is left aside there without a word.
 */
#include <jansson.h>
#include <string.h>

#include "exchange-support.h"

#include "../../app/exchange/archive.h"
#include "../support/random-text.h"

#define N_PROJECTS 25

/* ---- what a trainer sees ---- */

typedef struct
{
  char *word;
  gint64 start; /* -1: the file does not say */
  gint64 stop;
  gboolean new_sentence;
  char *tag; /* NULL: the file has spans instead */
} Token;

typedef struct
{
  gint64 start; /* in code points, or -1 */
  gint64 stop;
  gint64 first; /* tokens, or -1 */
  gint64 last;
} Entity;

typedef struct
{
  GArray *tokens;
  GArray *entities;
  char *text; /* as the file has it; NULL: it has none */
} Sight;

static void
token_clear (gpointer data)
{
  g_free (((Token *) data)->word);
  g_free (((Token *) data)->tag);
}

static Sight *
sight_new (void)
{
  Sight *self = g_new0 (Sight, 1);

  self->tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  g_array_set_clear_func (self->tokens, token_clear);
  self->entities = g_array_new (FALSE, FALSE, sizeof (Entity));
  return self;
}

static void
sight_free (Sight *self)
{
  g_array_unref (self->tokens);
  g_array_unref (self->entities);
  g_free (self->text);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sight, sight_free)

static void
add_token (Sight *self, const char *word, gint64 start, gint64 stop, gboolean new_sentence, const char *tag)
{
  Token token = { g_strdup (word), start, stop, new_sentence, g_strdup (tag) };

  g_array_append_val (self->tokens, token);
}

static void
add_entity (Sight *self, gint64 start, gint64 stop, gint64 first, gint64 last)
{
  Entity entity = { start, stop, first, last };

  g_array_append_val (self->entities, entity);
}

/* Every tag follows from the one before; spans from first to last token. */
static void
take_tags (Sight *self)
{
  gint64 first = -1;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      const Token *token = &g_array_index (self->tokens, Token, i), *next = NULL;
      const char *tag = token->tag;
      gboolean goes_on;

      if (i + 1 < self->tokens->len && !g_array_index (self->tokens, Token, i + 1).new_sentence)
        next = &g_array_index (self->tokens, Token, i + 1);
      if (tag[0] == 'O')
        {
          g_assert_cmpstr (tag, ==, "O");
          g_assert_cmpint (first, ==, -1);
          continue;
        }
      g_assert_true (strchr ("BILU", tag[0]) != NULL && tag[1] == '-' && tag[2] != '\0');
      goes_on = next != NULL && next->tag[0] != '\0' && strchr ("IL", next->tag[0]) != NULL;
      if (tag[0] == 'B' || tag[0] == 'U')
        {
          g_assert_cmpint (first, ==, -1);
          first = i;
        }
      g_assert_cmpint (first, !=, -1);
      if (goes_on)
        {
          g_assert_true (tag[0] == 'B' || tag[0] == 'I');
          g_assert_cmpstr (next->tag + 2, ==, tag + 2);
          continue;
        }
      add_entity (self, -1, -1, first, i);
      first = -1;
    }
  g_assert_cmpint (first, ==, -1);
}

/* ---- files ---- */

static Sight *
see_columns (const char *contents)
{
  Sight *self = sight_new ();
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  gboolean new_sentence = TRUE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = NULL;

      if (lines[i][0] == '\0' || g_str_has_prefix (lines[i], "-DOCSTART-"))
        {
          new_sentence = TRUE;
          continue;
        }
      fields = g_strsplit_set (lines[i], " \t", -1);
      g_assert_true (g_strv_length (fields) == 2 || g_strv_length (fields) == 4);
      add_token (self, fields[0], -1, -1, new_sentence, fields[g_strv_length (fields) - 1]);
      new_sentence = FALSE;
    }
  take_tags (self);
  return self;
}

static gint64
number (const json_t *object, const char *key)
{
  g_assert_true (json_is_integer (json_object_get (object, key)));
  return json_integer_value (json_object_get (object, key));
}

static const char *
string (const json_t *object, const char *key)
{
  g_assert_true (json_is_string (json_object_get (object, key)));
  return json_string_value (json_object_get (object, key));
}

static json_t *
parse (const char *bytes)
{
  json_error_t error;
  json_t *value = json_loads (bytes, JSON_DECODE_ANY, &error);

  g_assert_nonnull (value);
  return value;
}

static Sight *
see_token_lines (const char *contents)
{
  Sight *self = sight_new ();
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);

  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      json_t *line = parse (lines[i]);
      const json_t *words = json_object_get (line, "tokens"), *tags = json_object_get (line, "ner_tags");

      g_assert_cmpuint (json_array_size (words), ==, json_array_size (tags));
      for (gsize j = 0; j < json_array_size (words); j++)
        add_token (self, json_string_value (json_array_get (words, j)), -1, -1, j == 0,
                   json_string_value (json_array_get (tags, j)));
      json_decref (line);
    }
  take_tags (self);
  return self;
}

static Sight *
see_gliner (const char *contents)
{
  Sight *self = sight_new ();
  json_t *value = parse (contents), *example = json_is_array (value) ? json_array_get (value, 0) : value, *item;
  gsize i;

  json_array_foreach (json_object_get (example, "tokenized_text"), i, item)
      add_token (self, json_string_value (item), -1, -1, FALSE, NULL);
  json_array_foreach (json_object_get (example, "ner"), i, item)
      add_entity (self, -1, -1, json_integer_value (json_array_get (item, 0)),
                  json_integer_value (json_array_get (item, 1)));
  json_decref (value);
  return self;
}

static void
see_spans (Sight *self, const json_t *spans, gboolean with_tokens)
{
  json_t *item;
  gsize i;

  json_array_foreach ((json_t *) spans, i, item)
      add_entity (self, number (item, "start"), number (item, "end"), with_tokens ? number (item, "token_start") : -1,
                  with_tokens ? number (item, "token_end") : -1);
}

/* Tokens and what stands behind each are the whole text. */
static void
assert_whole (const Sight *self, const GString *put_together)
{
  g_assert_cmpstr (put_together->str, ==, self->text);
}

static Sight *
see_prodigy (const char *contents)
{
  Sight *self = sight_new ();
  g_auto (GStrv) lines = g_strsplit (contents, "\n", 2);
  json_t *task = parse (lines[0]), *item;
  g_autoptr (GString) whole = g_string_new (NULL);
  gsize i;

  self->text = g_strdup (string (task, "text"));
  json_array_foreach (json_object_get (task, "tokens"), i, item)
  {
    g_assert_cmpint (number (item, "id"), ==, (gint64) i);
    add_token (self, string (item, "text"), number (item, "start"), number (item, "end"), FALSE, NULL);
    g_string_append (whole, string (item, "text"));
    g_string_append (whole, json_is_true (json_object_get (item, "ws")) ? " " : "");
  }
  assert_whole (self, whole);
  see_spans (self, json_object_get (task, "spans"), TRUE);
  json_decref (task);
  return self;
}

static Sight *
see_spacy (const char *contents)
{
  Sight *self = sight_new ();
  json_t *doc = parse (contents), *item;
  gint64 stop = 0;
  gsize i;

  self->text = g_strdup (string (doc, "text"));
  json_array_foreach (json_object_get (doc, "tokens"), i, item)
  {
    g_autofree char *word = g_utf8_substring (self->text, number (item, "start"), number (item, "end"));

    /* No more than one space is between two of them. */
    g_assert_cmpint (number (item, "start"), >=, stop);
    g_assert_cmpint (number (item, "start"), <=, stop + 1);
    if (number (item, "start") > stop)
      g_assert_cmpint (*g_utf8_offset_to_pointer (self->text, stop), ==, ' ');
    stop = number (item, "end");
    add_token (self, word, number (item, "start"), stop, FALSE, NULL);
  }
  g_assert_cmpint (g_utf8_strlen (self->text, -1) - stop, <=, 1);
  see_spans (self, json_object_get (doc, "ents"), FALSE);
  stop = 0;
  for (guint j = 0; j < self->entities->len; j++)
    {
      g_assert_cmpint (g_array_index (self->entities, Entity, j).start, >=, stop);
      stop = g_array_index (self->entities, Entity, j).stop;
    }
  see_spans (self, json_object_get (json_object_get (doc, "spans"), "sc"), FALSE);
  json_decref (doc);
  return self;
}

static Sight *
see_training (const char *contents)
{
  Sight *self = sight_new ();
  json_t *all = parse (contents), *paragraph, *sentence, *item;
  g_autoptr (GString) whole = g_string_new (NULL);
  gsize i, j;

  paragraph = json_array_get (json_object_get (json_array_get (all, 0), "paragraphs"), 0);
  self->text = g_strdup (string (paragraph, "raw"));
  json_array_foreach (json_object_get (paragraph, "sentences"), i, sentence)
      json_array_foreach (json_object_get (sentence, "tokens"), j, item)
  {
    g_assert_cmpint (number (item, "id"), ==, self->tokens->len);
    add_token (self, string (item, "orth"), g_utf8_strlen (whole->str, -1), -1, j == 0, string (item, "ner"));
    g_string_append (whole, string (item, "orth"));
    g_array_index (self->tokens, Token, self->tokens->len - 1).stop = g_utf8_strlen (whole->str, -1);
    g_string_append (whole, string (item, "space"));
  }
  assert_whole (self, whole);
  take_tags (self);
  json_decref (all);
  return self;
}

/* Whole tokens only; parts of them come in rows of their own, with a number behind a full stop. */
static Sight *
see_webanno (const char *contents)
{
  Sight *self = sight_new ();
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);
      gint64 start, stop;

      if (lines[i][0] == '#' || g_strv_length (fields) < 3)
        continue;
      g_assert_cmpint (sscanf (fields[1], "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, &start, &stop), ==, 2);
      if (strchr (fields[0], '.') == NULL)
        add_token (self, fields[2], start, stop, FALSE, NULL);
    }
  return self;
}

/* ---- do they fit? ---- */

/* What a file of tokens cannot hold is "_" in it; but no token begins with white space. */
static gboolean
stands_for (const char *word, const char *there)
{
  if (g_unichar_isspace (g_utf8_get_char (there)) && g_utf8_get_char (there) != g_utf8_get_char (word))
    return FALSE;
  for (; *word != '\0' && *there != '\0'; word = g_utf8_next_char (word), there = g_utf8_next_char (there))
    if (g_utf8_get_char (word) != g_utf8_get_char (there) && *word != '_')
      return FALSE;
  return *word == '\0';
}

static gint64
from_u16 (const PostilText *text, gint64 u16)
{
  gint64 at = 0;

  while (postil_text_to_u16 (text, (guint32) at) < u16)
    at++;
  g_assert_cmpint (postil_text_to_u16 (text, (guint32) at), ==, u16);
  return at;
}

/* One behind the other, with nothing but white space between; where the file says, there. */
static void
assert_tokens (Sight *sight, const PostilText *text, gboolean u16)
{
  const char *utf8 = postil_text_get_utf8 (text, NULL);
  gint64 at = 0;

  for (guint i = 0; i < sight->tokens->len; i++)
    {
      Token *token = &g_array_index (sight->tokens, Token, i);
      gint64 start = token->start >= 0 && u16 ? from_u16 (text, token->start) : token->start;

      g_assert_cmpstr (token->word, !=, "");
      while (start < 0 || at < start)
        {
          const char *there = g_utf8_offset_to_pointer (utf8, at);
          gunichar c = g_utf8_get_char (there);

          if (start < 0 && stands_for (token->word, there))
            break;
          g_assert_true (g_unichar_isspace (c) || g_unichar_iscntrl (c));
          at++;
        }
      g_assert_true (stands_for (token->word, g_utf8_offset_to_pointer (utf8, at)));
      if (token->stop >= 0)
        g_assert_cmpint (at + g_utf8_strlen (token->word, -1), ==, u16 ? from_u16 (text, token->stop) : token->stop);
      token->start = at;
      token->stop = at += g_utf8_strlen (token->word, -1);
    }
  for (; *g_utf8_offset_to_pointer (utf8, at) != '\0'; at++)
    g_assert_true (g_unichar_isspace (g_utf8_get_char (g_utf8_offset_to_pointer (utf8, at))) ||
                   g_unichar_iscntrl (g_utf8_get_char (g_utf8_offset_to_pointer (utf8, at))));
}

/* As char_span() of spaCy looks for it, which gives nothing where there is no token edge. */
static gboolean
find_tokens (const Sight *sight, const Entity *entity, gint64 *first, gint64 *last)
{
  *first = *last = -1;
  for (guint i = 0; i < sight->tokens->len; i++)
    {
      const Token *token = &g_array_index (sight->tokens, Token, i);

      if (token->start == entity->start)
        *first = i;
      if (token->stop == entity->stop)
        *last = i;
    }
  return *first >= 0 && *last >= *first;
}

static void
assert_entities (const Sight *sight)
{
  for (guint i = 0; i < sight->entities->len; i++)
    {
      const Entity *entity = &g_array_index (sight->entities, Entity, i);
      gint64 first = entity->first, last = entity->last;

      if (entity->start >= 0)
        g_assert_true (find_tokens (sight, entity, &first, &last));
      if (entity->first >= 0)
        {
          g_assert_cmpint (entity->first, ==, first);
          g_assert_cmpint (entity->last, ==, last);
        }
      g_assert_cmpint (first, >=, 0);
      g_assert_cmpint (last, <, sight->tokens->len);
    }
}

/* ---- one document, many formats ---- */

static PostilId
fill (TestProject *project)
{
  static const char *const names[] = { "Person", "Place", "Two words" };
  g_autofree char *first = postil_random_text (15), *second = postil_random_text (15);
  g_autofree char *utf8 =
      g_strconcat (g_test_rand_bit () ? " \n" : "", first, "tab\there. It is\xc2\xa0late.\n\n", second, NULL);
  PostilId document = test_project_add_document (project, "a", utf8);
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
  guint32 length = postil_text_get_length (text);
  g_autoptr (GError) error = NULL;

  test_project_begin (project, "Fill");
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (PostilSpan) span = postil_span_new ();

      span->document = document;
      span->label = postil_labels_ensure (project->store, names[i % 3], POSTIL_LABEL_ENTITY, NULL);
      span->source = project->hand;
      span->annotator = project->annotator;
      span->range.start = (guint32) g_test_rand_int_range (0, (gint32) length);
      span->range.stop = span->range.start + (guint32) g_test_rand_int_range (1, 15);
      span->range.stop = MIN (length, span->range.stop);
      postil_spans_add (project->store, span, &error);
      g_assert_no_error (error);
    }
  test_project_commit (project);
  return document;
}

typedef struct
{
  const char *format;
  Sight *(*see) (const char *contents);
  gboolean zipped;
  gboolean u16;
  gboolean spans; /* it says which there are */
} View;

static gboolean
take_sheet (const char *name, GBytes *bytes, gpointer user_data, GError **error)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);

  *(char **) user_data = g_strndup (data, n_bytes);
  return TRUE;
}

static char *
contents_of (const View *view, const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GBytes) bytes = NULL;
  char *sheet = NULL;
  gsize n_bytes;

  g_file_get_contents (path, &contents, &n_bytes, &error);
  g_assert_no_error (error);
  if (!view->zipped)
    return g_steal_pointer (&contents);
  bytes = g_bytes_new (contents, n_bytes);
  g_assert_true (postil_archive_visit (bytes, "x", report, take_sheet, &sheet, NULL, NULL));
  return sheet;
}

static void
assert_view (TestProject *project, PostilId id, const View *view, PostilEdges edges)
{
  g_autoptr (PostilDocument) document = postil_documents_get (project->store, id, NULL);
  g_autofree char *path = g_build_filename (project->folder, "out", NULL);
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (Sight) sight = NULL;
  g_autofree char *contents = NULL;
  PostilExportOptions options = { .edges = edges };

  postil_export (project->store, postil_format_find (view->format), path, &options, report, NULL, &error);
  g_assert_no_error (error);
  contents = contents_of (view, path);
  sight = view->see (contents);
  if (sight->text != NULL)
    g_assert_cmpstr (sight->text, ==, postil_text_get_utf8 (document->text, NULL));
  assert_tokens (sight, document->text, view->u16);
  assert_entities (sight);
  /* All that was written is seen; what was not written is in the losses, as test-losses.c shows. */
  if (view->spans)
    g_assert_cmpuint (sight->entities->len, ==, report->spans_added);
}

static void
test_view (gconstpointer data)
{
  for (guint i = 0; i < N_PROJECTS; i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      PostilId document = fill (project);

      assert_view (project, document, data, (PostilEdges) (i % 3));
    }
}

int
main (int argc, char **argv)
{
  static const View views[] = {
    { "conll", see_columns, .spans = TRUE },
    { "conll-plain", see_columns, .spans = TRUE },
    { "iob2", see_columns, .spans = TRUE },
    { "bilou", see_columns, .spans = TRUE },
    { "hf-tokens", see_token_lines, .spans = TRUE },
    { "gliner", see_gliner, .spans = TRUE },
    { "gliner-lines", see_gliner, .spans = TRUE },
    { "prodigy", see_prodigy, .spans = TRUE },
    { "spacy", see_spacy, .spans = TRUE },
    { "spacy-train", see_training, .spans = TRUE },
    { "webanno", see_webanno, .zipped = TRUE, .u16 = TRUE },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *path = g_strdup_printf ("/trainers/%s", views[i].format);

      g_test_add_data_func (path, &views[i], test_view);
    }
  return g_test_run ();
}
