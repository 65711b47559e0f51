/* webanno-reader.c - WebAnno TSV 3, one document a file, offsets in UTF-16 (formats.md, section 6)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <string.h>

#include "formats.h"
#include "record.h"

#define MAX_GAP 1000000
#define MAX_ROW 100000

typedef enum
{
  LAYER_SPAN,
  LAYER_CHAIN,
  LAYER_RELATION,
} LayerKind;

typedef struct
{
  LayerKind kind;
  char *name;
  char **columns; /* features; a relation's last one refers to where it comes from */
  char *base;     /* of a relation: the layer that it joins */
} Layer;

/* The words of a row that a mark covers. */
typedef struct
{
  gint64 begin;
  gint64 end;
  char *words;
} Piece;

/* A span that grows from row to row. Offsets are UTF-16. */
typedef struct
{
  char *id;
  const Layer *layer;
  char *label;
  gint64 begin;
  gint64 end;
  json_t *attributes;
  GArray *pieces; /* Piece */
  guint last_token;
  gboolean gapped; /* tokens between its rows are not its own, so its words are not known */
  guint line;
} Mark;

typedef struct
{
  char *type;
  char *from;
  char *to;
  guint line;
} Join;

typedef struct
{
  PostilIntake *intake;
  GPtrArray *layers;
  GPtrArray *marks;    /* in order */
  GHashTable *by_id;   /* "layer#id" -> Mark; "layer@unit" -> the first Mark there */
  GPtrArray *joins;
  GString *text;
  gint64 length;       /* of it, in UTF-16 units */
  gboolean points;     /* the file counts code points instead */
  GString *sentence;   /* not yet placed */
  gboolean has_sentence;
  gboolean java;       /* versions before 3.2 escape as Java does */
  gboolean broken;
  guint n_slots;
  guint n_tokens;
  guint line;
} Reader;

static void
layer_free (gpointer data)
{
  Layer *self = data;

  g_free (self->name);
  g_strfreev (self->columns);
  g_free (self->base);
  g_free (self);
}

static void
mark_free (gpointer data)
{
  Mark *self = data;

  g_free (self->id);
  g_free (self->label);
  json_decref (self->attributes);
  g_array_unref (self->pieces);
  g_free (self);
}

static void
piece_clear (gpointer data)
{
  g_free (((Piece *) data)->words);
}

static void
join_free (gpointer data)
{
  Join *self = data;

  g_free (self->type);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

int
postil_webanno_sniff (const char *name, const guint8 *head, gsize n_bytes)
{
  return g_strstr_len ((const char *) head, (gssize) MIN (n_bytes, 64), "#FORMAT=WebAnno TSV") != NULL ? 99 : 0;
}

/* ---- header ---- */

static const char *
short_name (const char *type)
{
  return strrchr (type, '.') != NULL ? strrchr (type, '.') + 1 : type;
}

static void
read_layer (Reader *self, LayerKind kind, const char *declaration)
{
  g_auto (GStrv) items = g_strsplit (declaration, "|", -1);
  Layer *layer;
  guint n = g_strv_length (items);

  if (n < 2)
    {
      postil_intake_refuse (self->intake, self->line,
                            _ ("A layer needs a name, a bar and its features, such as #T_SP=custom.Span|label."));
      self->broken = TRUE;
      return;
    }
  layer = g_new0 (Layer, 1);
  layer->kind = kind;
  layer->name = g_strdup (items[0]);
  layer->columns = g_strdupv (items + 1);
  if (kind == LAYER_RELATION && g_str_has_prefix (items[n - 1], "BT_"))
    layer->base = g_strdup (items[n - 1] + 3);
  g_ptr_array_add (self->layers, layer);
}

/* ---- text ---- */

/* In the unit of the file. */
static gint64
count_units (const char *text, gboolean points)
{
  gint64 n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += ((guchar) *p & 0xc0) == 0x80 ? 0 : (guchar) *p >= 0xf0 && !points ? 2 : 1;
  return n;
}

static void
append_unescaped (Reader *self, const char *text)
{
  static const char letters[] = "tnfrb", characters[] = "\t\n\f\r\b";

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *found;

      if (*p != '\\' || p[1] == '\0')
        {
          g_string_append_c (self->sentence, *p);
          continue;
        }
      p++;
      found = strchr (letters, *p);
      if (found != NULL)
        g_string_append_c (self->sentence, characters[found - letters]);
      else if (self->java && *p == 'u' && strspn (p + 1, "0123456789abcdefABCDEF") >= 4)
        {
          g_autofree char *digits = g_strndup (p + 1, 4);
          gunichar c = (gunichar) g_ascii_strtoull (digits, NULL, 16);

          g_string_append_unichar (self->sentence, c == 0 || (c >= 0xd800 && c < 0xe000) ? 0xfffd : c);
          p += 4;
        }
      else
        g_string_append_c (self->sentence, *p);
    }
}

static void
add_text_line (Reader *self, const char *text)
{
  if (self->has_sentence)
    g_string_append_c (self->sentence, '\n');
  self->has_sentence = TRUE;
  append_unescaped (self, text);
}

/* White space in front of its first token, which other tools would not write. */
static gint64
leading_space (const char *sentence)
{
  gint64 n = 0;

  for (const char *p = sentence; *p != '\0' && g_unichar_isspace (g_utf8_get_char (p)); p = g_utf8_next_char (p))
    n++;
  return n;
}

/* Puts the sentence where its first token says; @begin -1: right behind the last one. What stood between is not in the file:
 * nothing, a line end, or a line end and spaces. */
static void
place_sentence (Reader *self, gint64 begin)
{
  if (!self->has_sentence)
    return;
  if (begin >= 0)
    {
      gint64 gap = begin - leading_space (self->sentence->str) - self->length;

      if (gap < 0 && begin - self->length >= 0)
        gap = begin - self->length;
      if (gap < 0 || gap > MAX_GAP)
        {
          postil_intake_refuse (
              self->intake, self->line,
              _ ("The token at %lld cannot follow a text of %lld units; offsets grow from row to row."),
              (long long) begin, (long long) self->length);
          self->broken = TRUE;
          return;
        }
      for (gint64 i = 0; i < gap; i++)
        g_string_append_c (self->text, i == 0 ? '\n' : ' ');
      self->length += gap;
    }
  g_string_append (self->text, self->sentence->str);
  self->length += count_units (self->sentence->str, self->points);
  g_string_truncate (self->sentence, 0);
  self->has_sentence = FALSE;
}

/* ---- cells ---- */

/* One of the values stacked in a cell: unescaped, and the number in brackets behind it (0: none). */
typedef struct
{
  char *value; /* NULL: an annotation without a value */
  guint64 number;
  char *raw;
} Value;

static void
value_clear (gpointer data)
{
  g_free (((Value *) data)->value);
  g_free (((Value *) data)->raw);
}

static char *
unescape_value (const char *raw, gsize n)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      if (raw[i] == '\\' && i + 1 < n)
        {
          i++;
          g_string_append_c (out, raw[i] == 't' ? '\t' : raw[i] == 'n' ? '\n' : raw[i]);
          /* The arrow is escaped as a whole. */
          continue;
        }
      g_string_append_c (out, raw[i]);
    }
  return g_string_free (out, FALSE);
}

static Value
read_value (const char *raw, gsize n)
{
  Value value = { .raw = g_strndup (raw, n) };
  gsize end = n;

  if (n > 2 && raw[n - 1] == ']')
    {
      gsize open = n - 1;

      while (open > 0 && g_ascii_isdigit (raw[open - 1]))
        open--;
      if (open > 0 && open < n - 1 && raw[open - 1] == '[' && (open < 2 || raw[open - 2] != '\\' ||
                                                               (open >= 3 && raw[open - 3] == '\\')))
        {
          value.number = g_ascii_strtoull (raw + open, NULL, 10);
          end = open - 1;
        }
    }
  if (!(end == 1 && (raw[0] == '*' || raw[0] == '_')))
    value.value = unescape_value (raw, end);
  return value;
}

/* GArray of Value; empty for "_". */
static GArray *
read_cell (const char *cell)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (Value));
  const char *start = cell;

  g_array_set_clear_func (values, value_clear);
  if (strcmp (cell, "_") == 0 || cell[0] == '\0')
    return values;
  for (const char *p = cell;; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        {
          p++;
          continue;
        }
      if (*p == '|' || *p == '\0')
        {
          Value value = read_value (start, p - start);

          g_array_append_val (values, value);
          start = p + 1;
        }
      if (*p == '\0')
        return values;
    }
}

/* ---- rows ---- */

typedef struct
{
  const char *unit; /* "1-3" or "1-3.1" */
  const char *words;
  gint64 begin;
  gint64 end;
} Row;

/* A row is asked about once for each column. */
static void
add_piece (Reader *self, Mark *mark, const Row *row)
{
  const guint n = mark->pieces->len;
  const Piece *last = n > 0 ? &g_array_index (mark->pieces, Piece, n - 1) : NULL;
  Piece piece = { row->begin, row->end, NULL };

  if (last != NULL && last->begin == row->begin && last->end == row->end)
    return;
  mark->gapped = mark->gapped || row->begin == row->end || (self->java && strchr (row->words, '\\') != NULL) ||
                 (last != NULL && (row->begin < last->end || self->n_tokens > mark->last_token + 1));
  mark->last_token = self->n_tokens;
  piece.words = g_strdup (row->words);
  g_array_append_val (mark->pieces, piece);
}

static Mark *
mark_for (Reader *self, const Layer *layer, const char *id, const Row *row)
{
  g_autofree char *here = g_strdup_printf ("%s@%s", layer->name, row->unit);
  Mark *mark = g_hash_table_lookup (self->by_id, id);

  if (mark == NULL)
    {
      mark = g_new0 (Mark, 1);
      mark->id = g_strdup (id);
      mark->layer = layer;
      mark->begin = row->begin;
      mark->line = self->line;
      mark->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
      g_array_set_clear_func (mark->pieces, piece_clear);
      g_ptr_array_add (self->marks, mark);
      g_hash_table_insert (self->by_id, g_strdup (id), mark);
    }
  if (!g_hash_table_contains (self->by_id, here))
    g_hash_table_insert (self->by_id, g_steal_pointer (&here), mark);
  mark->end = MAX (mark->end, row->end);
  add_piece (self, mark, row);
  return mark;
}

/* The first value names the mark, unless the feature called "label" or "value" does. */
static void
set_feature (Mark *mark, const char *feature, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  if (mark->label == NULL || strcmp (feature, "value") == 0 || strcmp (feature, "label") == 0)
    {
      g_free (mark->label);
      mark->label = g_strdup (value);
    }
  if (strcmp (feature, "label") == 0 || strcmp (feature, "value") == 0)
    return;
  if (mark->attributes == NULL)
    mark->attributes = json_object ();
  json_object_set_new (mark->attributes, feature, json_string (value));
}

static void
read_spans (Reader *self, const Layer *layer, const Row *row, char **cells)
{
  for (guint i = 0; layer->columns[i] != NULL; i++)
    {
      g_autoptr (GArray) values = read_cell (cells[i]);

      if (g_str_has_prefix (layer->columns[i], "ROLE_"))
        {
          self->n_slots += values->len;
          i += layer->columns[i + 1] != NULL;
          continue;
        }
      for (guint j = 0; j < values->len; j++)
        {
          const Value *value = &g_array_index (values, Value, j);
          g_autofree char *id = value->number > 0
                                    ? g_strdup_printf ("%s#%" G_GUINT64_FORMAT, layer->name, value->number)
                                    : g_strdup_printf ("%s@%s/%u", layer->name, row->unit, j);

          set_feature (mark_for (self, layer, id, row), layer->columns[i], value->value);
        }
    }
}

static void
add_join (Reader *self, const char *type, char *from, char *to)
{
  Join *join = g_new0 (Join, 1);

  join->type = g_strdup (type);
  join->from = from;
  join->to = to;
  join->line = self->line;
  g_ptr_array_add (self->joins, join);
}

/* "1-5[2_4]": the unit that it comes from, and the numbers of both ends, 0 or nothing where there is but one. */
static void
read_relation (Reader *self, const Layer *layer, const Row *row, const char *type, const char *reference)
{
  const char *base = layer->base != NULL ? layer->base : "";
  const char *bracket = strchr (reference, '[');
  g_autofree char *unit = bracket != NULL ? g_strndup (reference, bracket - reference) : g_strdup (reference);
  guint64 from = 0, to = 0;
  char *end = NULL;

  if (bracket != NULL)
    {
      from = g_ascii_strtoull (bracket + 1, &end, 10);
      to = *end == '_' ? g_ascii_strtoull (end + 1, NULL, 10) : 0;
    }
  add_join (self, type != NULL ? type : short_name (layer->name),
            from > 0 ? g_strdup_printf ("%s#%" G_GUINT64_FORMAT, base, from) : g_strdup_printf ("%s@%s", base, unit),
            to > 0 ? g_strdup_printf ("%s#%" G_GUINT64_FORMAT, base, to) : g_strdup_printf ("%s@%s", base, row->unit));
}

static void
read_relations (Reader *self, const Layer *layer, const Row *row, char **cells)
{
  guint last = g_strv_length (layer->columns) - 1;
  g_autoptr (GArray) references = read_cell (cells[last]);
  g_autoptr (GArray) types = last > 0 ? read_cell (cells[0]) : NULL;

  for (guint i = 0; i < references->len; i++)
    read_relation (self, layer, row, types != NULL && i < types->len ? g_array_index (types, Value, i).value : NULL,
                   g_array_index (references, Value, i).raw);
}

/* "type[chain]" in one column and "relation->chain-link" in the other. */
static void
read_chain (Reader *self, const Layer *layer, const Row *row, char **cells)
{
  guint n = g_strv_length (layer->columns), at = n;
  g_autoptr (GArray) types = NULL;
  g_autoptr (GArray) links = NULL;

  for (guint i = 0; i < n && at == n; i++)
    if (strstr (cells[i], "->") != NULL)
      at = i;
  if (at == n)
    return;
  links = read_cell (cells[at]);
  types = n > 1 ? read_cell (cells[at == 0 ? 1 : 0]) : NULL;
  for (guint i = 0; i < links->len; i++)
    {
      const char *arrow = strstr (g_array_index (links, Value, i).raw, "->");
      const char *type = types != NULL && i < types->len ? g_array_index (types, Value, i).value : NULL;
      guint64 chain, link;
      char *end;

      if (arrow == NULL)
        continue;
      chain = g_ascii_strtoull (arrow + 2, &end, 10);
      link = *end == '-' ? g_ascii_strtoull (end + 1, NULL, 10) : 0;
      g_autofree char *id = g_strdup_printf ("%s#%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT, layer->name, chain, link);
      gboolean fresh = !g_hash_table_contains (self->by_id, id);
      g_autofree char *relation = g_strndup (g_array_index (links, Value, i).raw, arrow - g_array_index (links, Value, i).raw);

      set_feature (mark_for (self, layer, id, row), "label", type);
      if (fresh && link > 1)
        add_join (self, strcmp (relation, "*") == 0 || relation[0] == '\0' ? short_name (layer->name) : relation,
                  g_strdup_printf ("%s#%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT, layer->name, chain, link - 1),
                  g_strdup (id));
    }
}

static gboolean
read_offsets (const char *field, Row *row)
{
  g_auto (GStrv) ends = g_strsplit (field, "-", 3);

  return g_strv_length (ends) == 2 && g_ascii_string_to_signed (ends[0], 10, 0, G_MAXINT32, &row->begin, NULL) &&
         g_ascii_string_to_signed (ends[1], 10, row->begin, G_MAXINT32, &row->end, NULL);
}

static void
read_row (Reader *self, const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", -1);
  guint n = g_strv_length (fields), at = 3, needed = 3;
  Row row = { .unit = fields[0], .words = n > 2 ? fields[2] : NULL };

  for (guint i = 0; i < self->layers->len; i++)
    needed += g_strv_length (((Layer *) g_ptr_array_index (self->layers, i))->columns);
  if (n < needed || !g_ascii_isdigit (fields[0][0]) || !read_offsets (fields[1], &row))
    {
      postil_intake_refuse (
          self->intake, self->line,
          _ ("A row needs a number like 1-2, offsets like 0-5, a token and %u cells, with tabs between them."),
          needed - 3);
      return;
    }
  place_sentence (self, row.begin);
  self->n_tokens += strchr (row.unit, '.') == NULL;
  for (guint i = 0; i < self->layers->len && !self->broken; i++)
    {
      const Layer *layer = g_ptr_array_index (self->layers, i);

      if (layer->kind == LAYER_SPAN)
        read_spans (self, layer, &row, fields + at);
      else if (layer->kind == LAYER_RELATION)
        read_relations (self, layer, &row, fields + at);
      else
        read_chain (self, layer, &row, fields + at);
      at += g_strv_length (layer->columns);
    }
}

static void
read_line (Reader *self, const char *line)
{
  if (g_str_has_prefix (line, "#FORMAT=WebAnno TSV 3"))
    self->java = strcmp (line + strlen ("#FORMAT=WebAnno TSV "), "3.2") < 0;
  else if (g_str_has_prefix (line, "#FORMAT="))
    {
      postil_intake_refuse (self->intake, self->line,
                            _ ("This is %s; Postil reads version 3, which newer tools write."),
                            line + strlen ("#FORMAT="));
      self->broken = TRUE;
    }
  else if (g_str_has_prefix (line, "#T_SP="))
    read_layer (self, LAYER_SPAN, line + 6);
  else if (g_str_has_prefix (line, "#T_CH="))
    read_layer (self, LAYER_CHAIN, line + 6);
  else if (g_str_has_prefix (line, "#T_RL="))
    read_layer (self, LAYER_RELATION, line + 6);
  else if (g_str_has_prefix (line, "#Text="))
    add_text_line (self, line + 6);
  else if (line[0] == '\0')
    place_sentence (self, -1);
  else if (line[0] != '#')
    read_row (self, line);
}

/* ---- into the project ---- */

static gboolean
to_offset (const Reader *self, const PostilRecord *record, gint64 given, gint64 *offset)
{
  *offset = given;
  return self->points || postil_record_from_u16 (record, given, offset);
}

/* What would break a row, such as a tab in a token, is written as "_" or a space. */
static gboolean
same_token (const char *text, const char *token)
{
  for (; *text != '\0' && *token != '\0'; text = g_utf8_next_char (text), token = g_utf8_next_char (token))
    {
      gunichar c = g_utf8_get_char (text);

      if (c != g_utf8_get_char (token) && (g_unichar_isalnum (c) || (*token != '_' && *token != ' ')))
        return FALSE;
    }
  return *text == *token;
}

/* The words of its rows. What stands between them is taken from the text as long as they agree with it, else only white
 * space is thought of, which is how they are looked for elsewhere. NULL when they are not known. (transfer full) */
static char *
words_of (const Reader *self, const PostilRecord *record, const Mark *mark)
{
  PostilText *text = postil_aligner_get_text (record->aligner);
  GString *words = g_string_new (NULL);
  gboolean agree = TRUE;
  gint64 start = 0, stop = 0;

  for (guint i = 0; i < mark->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (mark->pieces, Piece, i);
      g_autofree char *slice = NULL;

      if (to_offset (self, record, piece->begin, &start) && to_offset (self, record, piece->end, &stop) &&
          start < stop && stop <= postil_text_get_length (text))
        slice = postil_text_slice (text, POSTIL_RANGE ((guint32) start, (guint32) stop));
      agree = agree && slice != NULL && same_token (slice, piece->words);
      if (i > 0 && piece->begin > g_array_index (mark->pieces, Piece, i - 1).end)
        g_string_append_c (words, ' ');
      g_string_append (words, piece->words);
    }
  if (mark->gapped)
    return g_string_free (words, TRUE);
  if (!agree || !to_offset (self, record, mark->begin, &start))
    return g_string_free (words, FALSE);
  g_string_free (words, TRUE);
  return postil_text_slice (text, POSTIL_RANGE ((guint32) start, (guint32) stop));
}

static void
add_marks (Reader *self, PostilRecord *record)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = g_ptr_array_index (self->marks, i);
      const char *label = mark->label != NULL ? mark->label : short_name (mark->layer->name);
      gint64 start, stop;
      gboolean fits = to_offset (self, record, mark->begin, &start) && to_offset (self, record, mark->end, &stop);
      g_autofree char *words = words_of (self, record, mark);

      postil_record_add (record, mark->id, label, fits ? start : mark->begin, fits ? stop : mark->end, words,
                         mark->line)
          ->attributes = mark->attributes != NULL ? json_incref (mark->attributes) : NULL;
      if (!fits)
        postil_record_set_nowhere (record);
    }
}

static void
add_joins (Reader *self, PostilRecord *record)
{
  for (guint i = 0; i < self->joins->len; i++)
    {
      const Join *join = g_ptr_array_index (self->joins, i);
      const Mark *from = g_hash_table_lookup (self->by_id, join->from), *to = g_hash_table_lookup (self->by_id, join->to);

      if (from == NULL || to == NULL)
        postil_intake_refuse (
            self->intake, join->line,
            _ ("The relation “%s” leads to an annotation that is not there; add it, or take the relation out."),
            join->type);
      else
        postil_record_link (record, join->type, from->id, to->id, join->line);
    }
}

static gboolean
take (Reader *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *key = g_strdup (postil_intake_get_file (self->intake)->key);
  g_autoptr (PostilRecord) record = NULL;

  if (g_str_has_suffix (key, ".tsv"))
    key[strlen (key) - 4] = '\0';
  record = postil_record_new (key, self->text->str, self->text->len, 1, &local_error);
  if (record == NULL)
    {
      postil_intake_refuse (self->intake, 0, "%s", local_error->message);
      return TRUE;
    }
  add_marks (self, record);
  add_joins (self, record);
  if (self->points && self->marks->len > 0)
    {
      postil_report_add_kind (
          postil_intake_get_report (self->intake), POSTIL_REPORT_REPAIRED, postil_intake_get_file (self->intake)->path,
          0, _ ("The offsets count code points, where WebAnno counts UTF-16 units; %u spans were read so."),
          self->marks->len);
      postil_intake_get_report (self->intake)->spans_repaired += self->marks->len;
    }
  if (self->n_slots > 0)
    postil_intake_warn (self->intake, 0, _ ("%u fillers of slots are left out; Postil has relations instead."),
                        self->n_slots);
  return postil_record_take (record, self->intake, error);
}

/* Some scripts count as Python does. A token with a character beyond U+FFFF, such as an emoji, gives them away. */
static gboolean
counts_points (const PostilImportFile *file)
{
  guint n_points = 0, n_units = 0;
  PostilLineReader lines;
  const char *line;
  gsize n_bytes;

  postil_line_reader_init (&lines, g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  while (postil_line_reader_next (&lines, &line, &n_bytes))
    {
      g_autofree char *copy = NULL;
      g_auto (GStrv) fields = NULL;
      Row row = { NULL };

      if (n_bytes == 0 || n_bytes > MAX_ROW || !g_ascii_isdigit (line[0]) ||
          !g_utf8_validate (line, (gssize) n_bytes, NULL))
        continue;
      copy = g_strndup (line, n_bytes);
      if (count_units (copy, FALSE) == count_units (copy, TRUE))
        continue;
      fields = g_strsplit (copy, "\t", 4);
      if (g_strv_length (fields) < 3 || !read_offsets (fields[1], &row))
        continue;
      n_units += row.end - row.begin == count_units (fields[2], FALSE);
      n_points += row.end - row.begin == count_units (fields[2], TRUE) &&
                  count_units (fields[2], TRUE) != count_units (fields[2], FALSE);
    }
  return n_points > n_units;
}

static gboolean
read_lines (Reader *self, const PostilImportFile *file, GCancellable *cancellable, GError **error)
{
  PostilLineReader lines;
  const char *line;
  gsize n_bytes;

  postil_line_reader_init (&lines, g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  while (!self->broken && postil_line_reader_next (&lines, &line, &n_bytes))
    {
      g_autofree char *copy = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      postil_intake_passed (self->intake, line);
      self->line = lines.line;
      if (!g_utf8_validate (line, (gssize) n_bytes, NULL))
        {
          /* A line of text that is missing would shift all that follows. */
          postil_intake_refuse (
              self->intake, lines.line,
              _ ("This line is not valid UTF-8, or holds a NUL, so nothing is read; save the file as UTF-8."));
          self->broken = TRUE;
          break;
        }
      copy = g_strndup (line, n_bytes);
      read_line (self, copy);
    }
  if (!self->broken)
    place_sentence (self, -1);
  return self->broken || take (self, error);
}

gboolean
postil_webanno_read (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                     PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilIntake) intake = postil_intake_new (store, file, options, report);
  Reader reader = { .intake = intake, .points = counts_points (file), .line = 1 };
  gboolean ok;

  reader.layers = g_ptr_array_new_with_free_func (layer_free);
  reader.marks = g_ptr_array_new_with_free_func (mark_free);
  reader.joins = g_ptr_array_new_with_free_func (join_free);
  reader.by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.text = g_string_new (NULL);
  reader.sentence = g_string_new (NULL);
  ok = read_lines (&reader, file, cancellable, error);
  g_ptr_array_unref (reader.layers);
  g_ptr_array_unref (reader.marks);
  g_ptr_array_unref (reader.joins);
  g_hash_table_unref (reader.by_id);
  g_string_free (reader.text, TRUE);
  g_string_free (reader.sentence, TRUE);
  return ok && postil_intake_finish (intake, error);
}
