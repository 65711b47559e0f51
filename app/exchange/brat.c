/* brat.c - writes brat's standoff: a zip of texts, .ann files and settings (formats.md, section 4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "brat.h"

#include <glib/gi18n.h>
#include <string.h>

#include "archive.h"
#include "formats.h"
#include "tasks.h"

const PostilCapabilities postil_brat_can = { .overlap = TRUE, .parts = TRUE, .relations = TRUE, .notes = TRUE, .edges = TRUE,
                                             .colours = TRUE };

char *
postil_brat_name (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean plain = c < 0x80 && (g_ascii_isalnum ((char) c) || c == '_' || c == '-');

      g_string_append_c (out, plain ? (char) c : '_');
    }
  return g_string_free (out, FALSE);
}

/* What people call it, as visual.conf has it, which separates names with a bar; one that has a bar itself stands behind
 * that in a comment, for us. (transfer full) */
static char *
pretty_name (const char *label)
{
  return g_strstrip (g_strdelimit (g_strdup (label), "|", '/'));
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const PostilLabel *x = *(const PostilLabel *const *) a, *y = *(const PostilLabel *const *) b;

  return x->position != y->position ? (x->position > y->position) - (x->position < y->position) : strcmp (x->name, y->name);
}

static GPtrArray *
labels_of (const PostilExportWalk *walk)
{
  GPtrArray *labels = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer label;

  g_hash_table_iter_init (&iter, walk->labels);
  while (g_hash_table_iter_next (&iter, NULL, &label))
    g_ptr_array_add (labels, label);
  g_ptr_array_sort (labels, compare_positions);
  return labels;
}

/* Name of a label -> its type in brat, another one for each: two that only differ in what a type cannot hold would come
 * back as one. */
static GHashTable *
types_new (const PostilExportWalk *walk)
{
  g_autoptr (GPtrArray) labels = labels_of (walk);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < labels->len; i++)
    {
      const char *name = ((PostilLabel *) labels->pdata[i])->name;
      char *type = postil_brat_name (name);

      for (guint n = 2; g_hash_table_contains (taken, type); n++)
        {
          g_autofree char *plain = postil_brat_name (name);

          g_free (type);
          type = g_strdup_printf ("%s_%u", plain, n);
        }
      g_hash_table_add (taken, type);
      g_hash_table_insert (types, g_strdup (name), type);
    }
  return types;
}

static const char *
type_of (GHashTable *types, const PostilExportWalk *walk, PostilId label)
{
  return g_hash_table_lookup (types, postil_export_walk_label (walk, label));
}

/* ---- a document ---- */

/* Parts that a reader would take for one torn span are one: nobody could tell them from it. */
static void
join_seams (PostilOutline *outline, const PostilExportWalk *walk, PostilLosses *losses)
{
  for (guint i = 0; i < outline->pieces->len; i++)
    {
      PostilPiece *piece = &g_array_index (outline->pieces, PostilPiece, i);
      GArray *parts = piece->parts;

      for (guint j = parts != NULL ? parts->len : 0; j-- > 1;)
        {
          PostilRange *before = &g_array_index (parts, PostilRange, j - 1), *here = &g_array_index (parts, PostilRange, j);
          gsize n_bytes;
          const char *gap = postil_text_peek (walk->document->text, POSTIL_RANGE (before->stop, here->start), &n_bytes);

          if (!postil_brat_is_seam (gap, n_bytes))
            continue;
          before->stop = here->stop;
          g_array_remove_index (parts, j);
          postil_losses_count_span (losses, &losses->joined, piece->span);
        }
      if (parts != NULL && parts->len == 1)
        g_clear_pointer (&piece->parts, g_array_unref);
    }
}

/* brat takes a byte order mark for a character of the text, and most others do not. So a text that really begins with
 * one begins, in the file, with another character that nobody sees: U+2060, as long in every unit. */
static void
settle_text (const PostilExportWalk *walk, PostilLosses *losses)
{
  PostilDocument *document = walk->document;
  gsize n_bytes;
  g_autofree char *utf8 = NULL;

  if (!g_str_has_prefix (postil_text_get_utf8 (document->text, &n_bytes), "\xef\xbb\xbf"))
    return;
  utf8 = g_strconcat ("\xe2\x81\xa0", postil_text_get_utf8 (document->text, NULL) + 3, NULL);
  postil_text_unref (document->text);
  document->text = postil_text_new (utf8, (gssize) n_bytes, NULL);
  postil_losses_count (losses, &losses->characters, document->id, 0);
}

static PostilOutline *
make_outline (const PostilExportWalk *walk, PostilLosses *losses)
{
  PostilOutline *outline;

  settle_text (walk, losses);
  outline = postil_outline_new (walk, &postil_brat_can, losses);
  join_seams (outline, walk, losses);
  return outline;
}

/* Appends "start stop" of each stretch of @range without breaks; nothing for those of white space alone. */
static void
append_fragments (const PostilText *text, PostilRange range, GString *offsets, GString *words)
{
  gsize n_bytes;
  const char *p = postil_text_peek (text, range, &n_bytes), *end = p + n_bytes;
  guint32 at = range.start;

  while (p < end)
    {
      const char *from = p;
      guint32 start = at;
      gboolean blank = TRUE;

      for (; p < end && !postil_brat_is_break (g_utf8_get_char (p)); p = g_utf8_next_char (p), at++)
        blank = blank && g_unichar_isspace (g_utf8_get_char (p));
      if (!blank)
        {
          g_string_append_printf (offsets, "%s%u %u", offsets->len > 0 ? ";" : "", start, at);
          if (words->len > 0)
            g_string_append_c (words, ' ');
          g_string_append_len (words, from, p - from);
        }
      if (p < end)
        {
          p = g_utf8_next_char (p);
          at++;
        }
    }
}

static void
append_note (GString *out, const PostilSpan *span, guint number, PostilLosses *losses)
{
  gboolean changed = FALSE;

  g_string_append_printf (out, "#%u\tAnnotatorNotes T%u\t", number, number);
  for (const char *p = span->note; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean plain = !postil_brat_is_break (c);

      changed = changed || !plain;
      g_string_append_unichar (out, plain ? c : ' ');
    }
  g_string_append_c (out, '\n');
  if (changed)
    postil_losses_count_span (losses, &losses->notes_changed, span);
}

static void
append_span (GString *out, const PostilExportWalk *walk, GHashTable *types, const PostilPiece *piece, guint number,
             PostilLosses *losses)
{
  g_autoptr (GString) offsets = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; piece->parts != NULL && i < piece->parts->len; i++)
    append_fragments (walk->document->text, g_array_index (piece->parts, PostilRange, i), offsets, words);
  if (piece->parts == NULL)
    append_fragments (walk->document->text, piece->range, offsets, words);
  g_string_append_printf (out, "T%u\t%s %s\t%s\n", number,
                          type_of (types, walk, piece->span->label), offsets->str, words->str);
  if (piece->span->note != NULL && piece->span->note[0] != '\0')
    append_note (out, piece->span, number, losses);
}

static void
append_ann (GString *out, const PostilExportWalk *walk, GHashTable *types, const PostilOutline *outline,
            PostilLosses *losses)
{
  for (guint i = 0; i < outline->pieces->len; i++)
    append_span (out, walk, types, &g_array_index (outline->pieces, PostilPiece, i), i + 1, losses);
  for (guint i = 0; i < outline->relations->len; i++)
    {
      const PostilRelation *relation = g_ptr_array_index (outline->relations, i);

      g_string_append_printf (out, "R%u\t%s Arg1:T%d Arg2:T%d\n", i + 1, type_of (types, walk, relation->label),
                              postil_outline_find (outline, relation->head) + 1,
                              postil_outline_find (outline, relation->tail) + 1);
    }
}

/* ---- settings ---- */

static void
append_types (GString *out, GHashTable *types, const GPtrArray *labels, gboolean relations, const char *after)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->kind != POSTIL_LABEL_DOCUMENT && (label->kind == POSTIL_LABEL_RELATION) == relations)
        g_string_append_printf (out, "%s%s\n", (const char *) g_hash_table_lookup (types, label->name), after);
    }
}

static char *
annotation_conf (const PostilExportWalk *walk, GHashTable *types)
{
  g_autoptr (GPtrArray) labels = labels_of (walk);
  GString *out = g_string_new ("[entities]\n");

  append_types (out, types, labels, FALSE, "");
  g_string_append (out, "[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n");
  append_types (out, types, labels, TRUE, "\tArg1:<ENTITY>, Arg2:<ENTITY>");
  g_string_append (out, "[events]\n[attributes]\n");
  return g_string_free (out, FALSE);
}

static char *
visual_conf (const PostilExportWalk *walk, GHashTable *types)
{
  g_autoptr (GPtrArray) labels = labels_of (walk);
  GString *out = g_string_new ("[labels]\n");

  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);
      const char *type = g_hash_table_lookup (types, label->name);
      g_autofree char *pretty = pretty_name (label->name);

      g_string_append_printf (out, "%s | %s\n", type, pretty);
      if (strcmp (pretty, label->name) != 0)
        g_string_append_printf (out, POSTIL_BRAT_NAME "%s %s\n", type, label->name);
    }
  g_string_append (out, "[drawing]\n");
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (label->kind != POSTIL_LABEL_RELATION && label->colour != NULL && label->colour[0] != '\0')
        g_string_append_printf (out, "%s\tbgColor:%s\n", (const char *) g_hash_table_lookup (types, label->name),
                                label->colour);
    }
  return g_string_free (out, FALSE);
}

/* ---- the zip ---- */

static gboolean
put (PostilZip *zip, const char *name, const char *bytes, gsize n_bytes, GError **error)
{
  return postil_zip_begin (zip, name, error) && postil_zip_append (zip, bytes, n_bytes, error);
}

static gboolean
put_settings (PostilZip *zip, const PostilExportWalk *walk, GHashTable *types, GError **error)
{
  g_autofree char *annotation = annotation_conf (walk, types);
  g_autofree char *visual = visual_conf (walk, types);

  return put (zip, "annotation.conf", annotation, strlen (annotation), error) &&
         put (zip, "visual.conf", visual, strlen (visual), error);
}

/* The same name for text and annotations; a document "a" comes back as "a.txt", which is what changes for most. */
static gboolean
put_document (PostilZip *zip, PostilZipNames *names, const PostilExportWalk *walk, GHashTable *types,
              const PostilOutline *outline, PostilLosses *losses, GError **error)
{
  const char *key = walk->document->key;
  gsize n_stem = strlen (key) - (g_str_has_suffix (key, ".txt") ? 4 : 0), n_bytes;
  g_autofree char *stem = g_strndup (key, n_stem);
  gboolean changed;
  g_autofree char *text_name = postil_zip_names_add (names, stem, ".txt", &changed);
  g_autofree char *ann_name = g_strdup_printf ("%.*s.ann", (int) strlen (text_name) - 4, text_name);
  g_autoptr (GString) ann = g_string_new (NULL);
  const char *utf8 = postil_text_get_utf8 (walk->document->text, &n_bytes);

  if (strcmp (text_name, key) != 0)
    postil_losses_count (losses, &losses->names_changed, walk->document->id, 0);
  append_ann (ann, walk, types, outline, losses);
  return put (zip, text_name, utf8, n_bytes, error) && put (zip, ann_name, ann->str, ann->len, error);
}

gboolean
postil_brat_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options, PostilReport *report,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (PostilZip) zip = walk != NULL ? postil_zip_new (out, cancellable, error) : NULL;
  g_autoptr (GHashTable) types = walk != NULL ? types_new (walk) : NULL;
  g_auto (PostilZipNames) names = { 0 };
  g_auto (PostilLosses) losses = { 0 };
  GError *local_error = NULL;

  if (zip == NULL || !put_settings (zip, walk, types, error))
    return FALSE;
  while (postil_export_walk_next (walk, cancellable, &local_error))
    {
      g_autoptr (PostilOutline) outline = make_outline (walk, &losses);

      if (!put_document (zip, &names, walk, types, outline, &losses, error))
        return FALSE;
      postil_outline_tell (outline, walk, &postil_brat_can, &losses, report);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  postil_losses_tell (&losses, "brat", report);
  return postil_zip_close (zip, error);
}

/* ---- proving ---- */

typedef struct
{
  PostilExportWalk *walk;
  GHashTable *types;
  guint n_files;
} Proof;

static gboolean
prove_ann (Proof *self, GBytes *ann)
{
  g_auto (PostilLosses) ignored = { 0 };
  g_autoptr (PostilOutline) outline = make_outline (self->walk, &ignored);
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (self->walk->document->text, &n_bytes);
  g_autoptr (PostilRecord) record = postil_record_new ("proof", utf8, n_bytes, 0, NULL);

  if (record == NULL)
    return FALSE;
  postil_brat_parse (record, self->walk->document->text, ann, NULL);
  return postil_record_matches (record, self->walk, outline, FALSE, self->types);
}

/* The entries come in the order in which they were written: settings, then a text and its annotations, again and again. */
static gboolean
prove_entry (const char *name, GBytes *bytes, gpointer user_data, GError **error)
{
  Proof *self = user_data;
  guint number = self->n_files++;
  g_auto (PostilLosses) ignored = { 0 };
  gboolean right = TRUE;
  gsize n_bytes, n_text;
  const char *data = g_bytes_get_data (bytes, &n_bytes), *utf8;

  if (number >= 2 && number % 2 == 0)
    {
      right = postil_export_walk_next (self->walk, NULL, NULL);
      if (right)
        settle_text (self->walk, &ignored);
      utf8 = right ? postil_text_get_utf8 (self->walk->document->text, &n_text) : NULL;
      right = right && n_text == n_bytes && (n_bytes == 0 || memcmp (utf8, data, n_bytes) == 0);
    }
  else if (number >= 2)
    right = prove_ann (self, bytes);
  if (!right)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                 _ ("“%s” does not read back as the project has it, so the file was thrown away."), name);
  return right;
}

gboolean
postil_brat_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  g_autoptr (PostilExportWalk) walk = postil_export_walk_new (store, options, error);
  g_autoptr (PostilReport) report = postil_report_new ();
  g_autoptr (GHashTable) types = walk != NULL ? types_new (walk) : NULL;
  Proof proof = { walk, types, 0 };

  if (walk == NULL || !postil_archive_visit (bytes, "proof", report, prove_entry, &proof, NULL, error))
    return FALSE;
  if (!postil_export_walk_next (walk, NULL, error) && (error == NULL || *error == NULL) && report->refused == 0 &&
      report->n_of_level[POSTIL_REPORT_ERROR] == 0)
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
                 _ ("What was written does not read back as the project has it, so it was thrown away."));
  return FALSE;
}
