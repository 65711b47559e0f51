/* intake.c - brings documents, spans and relations of any format into the project, and tells what became of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake.h"

#include <glib/gi18n.h>
#include <string.h>

#include <postil/labels.h>
#include <postil/relations.h>

#include "known-spans.h"
#include "pages.h"
#include "unaligned-details.h"

struct _PostilIntake
{
  PostilStore *store;
  const PostilImportFile *file;
  const PostilImportOptions *options;
  PostilReport *report;
  GHashTable *kinds;      /* label name -> PostilLabelKind, of the set that a new project starts with */
  GHashTable *labels;     /* name -> PostilLabel* */
  GHashTable *colours;    /* name -> colour that the file gives it */
  GHashTable *renamed;    /* "s" or "r" (span, relation) and name -> what it is called here */
  GHashTable *sources;    /* name -> PostilId* */
  GHashTable *annotators; /* name -> PostilId* */
  GHashTable *unaligned;  /* PostilId* of those of this file that wait to be placed */
  GPtrArray *waiting;     /* Waiting */
  guint n_unchecked;
  PostilPages pages;  /* of the file */
  gsize bytes_before; /* on the meter when this file began */
};

/* A link between documents, of which the other one has not been seen yet. */
typedef struct
{
  PostilRelation *relation;
  char *head;
  char *tail;
  guint line;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  postil_relation_free (waiting->relation);
  g_free (waiting->head);
  g_free (waiting->tail);
  g_free (waiting);
}

static gboolean
remember (GHashTable *names, const char *name, PostilId id)
{
  if (id != 0)
    g_hash_table_insert (names, g_strdup (name), g_memdup2 (&id, sizeof id));
  return id != 0;
}

/* Those that are there keep their kind and version, which a file does not know. */
static void
remember_sources (PostilIntake *self)
{
  g_autoptr (GPtrArray) sources = postil_source_list (self->store, NULL);

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (sources, i);

      remember (self->sources, source->name, source->id);
    }
}

PostilIntake *
postil_intake_new (PostilStore *store, const PostilImportFile *file, const PostilImportOptions *options,
                   PostilReport *report)
{
  PostilIntake *self = g_new0 (PostilIntake, 1);
  g_autoptr (GPtrArray) defaults = postil_label_default_set ();

  self->store = store;
  self->file = file;
  self->options = options;
  self->report = report;
  postil_pages_init (&self->pages, file->bytes);
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < defaults->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (defaults, i);

      g_hash_table_insert (self->kinds, g_strdup (label->name), GUINT_TO_POINTER (label->kind));
    }
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) postil_label_free);
  self->colours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->renamed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->annotators = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->unaligned = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  remember_sources (self);
  if (options->meter != NULL)
    self->bytes_before = (gsize) g_atomic_pointer_get (&options->meter->bytes_done);
  return self;
}

void
postil_intake_free (PostilIntake *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->kinds);
  g_hash_table_unref (self->labels);
  g_hash_table_unref (self->colours);
  g_hash_table_unref (self->renamed);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->annotators);
  g_hash_table_unref (self->unaligned);
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

PostilReport *
postil_intake_get_report (PostilIntake *self)
{
  return self->report;
}

const PostilImportOptions *
postil_intake_get_options (PostilIntake *self)
{
  return self->options;
}

const PostilImportFile *
postil_intake_get_file (PostilIntake *self)
{
  return self->file;
}

static void
add_item (PostilIntake *self, PostilReportLevel level, guint line, const char *format, va_list args)
{
  g_autofree char *message = g_strdup_vprintf (format, args);

  postil_report_add (self->report, level, self->file->path, line, "%s", message);
}

void
postil_intake_refuse (PostilIntake *self, guint line, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_item (self, POSTIL_REPORT_ERROR, line, format, args);
  va_end (args);
  self->report->refused++;
}

void
postil_intake_warn (PostilIntake *self, guint line, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_item (self, POSTIL_REPORT_WARNING, line, format, args);
  va_end (args);
}

void
postil_intake_note (PostilIntake *self, guint line, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_item (self, POSTIL_REPORT_NOTE, line, format, args);
  va_end (args);
}

void
postil_intake_skimmed (PostilIntake *self, const char *cursor)
{
  postil_pages_passed (&self->pages, cursor);
}

void
postil_intake_passed (PostilIntake *self, const char *cursor)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (self->file->bytes, &n_bytes);

  if (self->options->meter != NULL && cursor >= data && cursor <= data + n_bytes)
    g_atomic_pointer_set (&self->options->meter->bytes_done, self->bytes_before + (gsize) (cursor - data));
  postil_intake_skimmed (self, cursor);
}

void
postil_intake_counted (PostilIntake *self, guint done, guint total)
{
  gsize n_bytes = g_bytes_get_size (self->file->bytes);

  if (self->options->meter != NULL)
    g_atomic_pointer_set (&self->options->meter->bytes_done,
                          self->bytes_before + (gsize) ((double) n_bytes * done / MAX (total, 1)));
}

gboolean
postil_intake_forgive (PostilIntake *self, guint line, GError **error)
{
  static const PostilError forgivable[] = {
    POSTIL_ERROR_INVALID_TEXT, POSTIL_ERROR_INVALID_RANGE,  POSTIL_ERROR_NOT_FOUND,
    POSTIL_ERROR_EXISTS,       POSTIL_ERROR_INVALID_FORMAT, POSTIL_ERROR_LIMIT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (forgivable); i++)
    if (g_error_matches (*error, POSTIL_ERROR, forgivable[i]))
      {
        postil_intake_refuse (self, line, "%s", (*error)->message);
        g_clear_error (error);
        return TRUE;
      }
  return FALSE;
}

void
postil_claim_clear (gpointer claim)
{
  json_decref (((PostilClaim *) claim)->attributes);
}

void
postil_place_clear (gpointer place)
{
  PostilPlace *self = place;

  g_clear_pointer (&self->parts, g_array_unref);
  if (self->given_parts != NULL)
    g_array_unref ((GArray *) self->given_parts);
}

void
postil_intake_colour (PostilIntake *self, const char *label, const char *written)
{
  g_autofree char *colour = postil_label_read_colour (written);

  if (colour != NULL)
    g_hash_table_insert (self->colours, g_strdup (label), g_steal_pointer (&colour));
}

/* A label that has just been made. */
static gboolean
colour_label (PostilIntake *self, PostilLabel *label, GError **error)
{
  const char *colour = g_hash_table_lookup (self->colours, label->name);

  if (colour == NULL)
    return TRUE;
  g_free (label->colour);
  label->colour = g_strdup (colour);
  return postil_labels_update (self->store, label, error);
}

/* Finds or makes the label. Owned by @self; NULL on error. */
static const PostilLabel *
find_label (PostilIntake *self, const char *name, PostilLabelKind kind, GError **error)
{
  PostilLabel *label = g_hash_table_lookup (self->labels, name);
  gpointer usual;
  gboolean is_new;
  PostilId id;

  if (label != NULL)
    return label;
  if (kind == POSTIL_LABEL_ENTITY && g_hash_table_lookup_extended (self->kinds, name, NULL, &usual))
    kind = GPOINTER_TO_UINT (usual);
  is_new = postil_labels_find (self->store, name) == 0;
  id = postil_labels_ensure (self->store, name, kind, error);
  label = id != 0 ? postil_labels_get (self->store, id, error) : NULL;
  if (label == NULL)
    return NULL;
  if (is_new && !colour_label (self, label, error))
    {
      postil_label_free (label);
      return NULL;
    }
  self->report->labels_added += is_new;
  g_hash_table_insert (self->labels, label->name, label);
  return label;
}

/* A name as a label can have it, when @name is none; "" when nothing is left. (transfer full) */
static char *
tidy_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (GString) tidy = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);
      gboolean bad = type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;

      g_string_append_unichar (tidy, bad ? ' ' : c);
    }
  return g_strdup (g_strstrip (tidy->str));
}

/* Says so once for each name. */
static void
rename_label (PostilIntake *self, char *key, const char *name, char *mended, guint line)
{
  g_hash_table_insert (self->renamed, key, mended);
  self->report->labels_renamed++;
  postil_report_add_kind (
      self->report, POSTIL_REPORT_REPAIRED, self->file->path, line,
      g_str_has_suffix (mended, ")")
          ? _ ("The label “%s” is called “%s” here, because that name is taken by another kind of label.")
          : _ ("The label “%s” is called “%s” here, because a name must not hold control characters."),
      name, mended);
}

/* The label of a span, or of a relation; a name that cannot be one, or that means the other, is changed. FALSE when the
 * store fails; NULL as @label when the name was refused. */
static gboolean
name_label (PostilIntake *self, const char *name, gboolean relation, guint line, const PostilLabel **label, GError **error)
{
  const PostilLabelKind kind = relation ? POSTIL_LABEL_RELATION : POSTIL_LABEL_ENTITY;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *key = NULL;
  g_autofree char *tidy = NULL;
  const char *known;

  *label = g_hash_table_lookup (self->labels, name);
  if (*label != NULL && ((*label)->kind == POSTIL_LABEL_RELATION) == relation)
    return TRUE;
  key = g_strconcat (relation ? "r" : "s", name, NULL);
  known = g_hash_table_lookup (self->renamed, key);
  tidy = known != NULL ? g_strdup (known) : postil_label_check_name (name, NULL) ? g_strdup (name) : tidy_name (name);
  *label = NULL;
  if (!postil_label_check_name (tidy, &local_error))
    {
      postil_intake_refuse (self, line, "%s", local_error->message);
      return TRUE;
    }
  *label = find_label (self, tidy, kind, error);
  if (*label != NULL && ((*label)->kind == POSTIL_LABEL_RELATION) != relation)
    {
      g_autofree char *other = g_steal_pointer (&tidy);

      tidy = g_strconcat (other, relation ? " (relation)" : " (span)", NULL);
      *label = find_label (self, tidy, kind, error);
    }
  if (*label != NULL && known == NULL && strcmp (tidy, name) != 0)
    rename_label (self, g_steal_pointer (&key), name, g_strdup (tidy), line);
  return *label != NULL;
}

/* Exports carry the name alone; what it begins with tells the kind. */
static PostilSourceKind
source_kind (const char *name)
{
  static const struct
  {
    const char *prefix;
    PostilSourceKind kind;
  } prefixes[] = {
    { "hand", POSTIL_SOURCE_HAND },           { "rule", POSTIL_SOURCE_RULE },     { "gazetteer", POSTIL_SOURCE_GAZETTEER },
    { "quote", POSTIL_SOURCE_QUOTE },         { "model", POSTIL_SOURCE_MODEL },   { "learner", POSTIL_SOURCE_MODEL },
    { "structure", POSTIL_SOURCE_STRUCTURE }, { "echo", POSTIL_SOURCE_ECHO },     { "command", POSTIL_SOURCE_COMMAND },
    { "speakers", POSTIL_SOURCE_QUOTE },      { "entities", POSTIL_SOURCE_RULE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (name, prefixes[i].prefix))
      return prefixes[i].kind;
  return POSTIL_SOURCE_IMPORT;
}

static PostilId
source_id (PostilIntake *self, const char *name, GError **error)
{
  PostilId *known;
  PostilId id;

  if (name == NULL || name[0] == '\0')
    name = "import";
  known = g_hash_table_lookup (self->sources, name);
  if (known != NULL)
    return *known;
  id = postil_source_ensure (self->store, source_kind (name), name, NULL, error);
  remember (self->sources, name, id);
  return id;
}

/* FALSE on error; nobody is 0. */
static gboolean
annotator_id (PostilIntake *self, const char *name, PostilState state, PostilId *id, GError **error)
{
  PostilId *known;

  *id = 0;
  if (name == NULL)
    {
      *id = state == POSTIL_STATE_SUGGESTED ? 0 : self->options->annotator;
      return TRUE;
    }
  if (name[0] == '\0')
    return TRUE;
  known = g_hash_table_lookup (self->annotators, name);
  if (known != NULL)
    {
      *id = *known;
      return TRUE;
    }
  *id = postil_annotator_ensure (self->store, name, error);
  return remember (self->annotators, name, *id);
}

void
postil_intake_align (PostilIntake *self, PostilAligner *aligner, const char *key, GArray *claims, GArray *places)
{
  const char *unit;
  guint n_placed = 0;

  postil_aligner_prefer (aligner, self->options->offsets);
  unit = postil_aligner_resolve (aligner, places);
  for (guint i = 0; i < claims->len; i++)
    {
      PostilAlignment alignment = g_array_index (places, PostilPlace, i).alignment;

      n_placed += alignment == POSTIL_ALIGN_EXACT || alignment == POSTIL_ALIGN_UNCHECKED;
      self->n_unchecked += alignment == POSTIL_ALIGN_UNCHECKED;
    }
  if (unit == NULL || n_placed == 0)
    return;
  self->report->spans_repaired += n_placed;
  postil_report_add_kind (self->report, POSTIL_REPORT_REPAIRED, self->file->path,
                          g_array_index (claims, PostilClaim, 0).line,
                          ngettext ("The offsets of “%s” count %s; %u span was set to code points.",
                                    "The offsets of “%s” count %s; %u spans were set to code points.", n_placed),
                          key, _ (unit), n_placed);
}

gboolean
postil_intake_document (PostilIntake *self, PostilDocument *document, guint line, gboolean *accepted, gboolean *added,
                        GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *accepted = postil_documents_add (self->store, document, added, &local_error);
  if (*accepted)
    {
      if (*added)
        self->report->documents_added++;
      else
        self->report->documents_known++;
      return TRUE;
    }
  if (g_error_matches (local_error, POSTIL_ERROR, POSTIL_ERROR_EXISTS))
    {
      postil_intake_refuse (
          self, line,
          _ ("The project holds another text called “%s”; rename this one, or import the folder that it "
             "lies in."),
          document->key);
      return TRUE;
    }
  if (postil_intake_forgive (self, line, &local_error))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
add_span (PostilIntake *self, PostilSpan *span, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (postil_spans_add (self->store, span, &local_error))
    return TRUE;
  /* The id is taken by a span elsewhere: a copied line, or a project that grew out of a copy. */
  if (span->id != 0 && g_error_matches (local_error, POSTIL_ERROR, POSTIL_ERROR_FAILED))
    {
      span->id = 0;
      return postil_spans_add (self->store, span, error);
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
take_span (PostilIntake *self, PostilKnownSpans *present, PostilSpan *span, GError **error)
{
  PostilSpan *known = postil_known_spans_find (present, span);

  if (known == NULL)
    {
      if (!add_span (self, span, error))
        return FALSE;
      self->report->spans_added++;
      return TRUE;
    }
  span->id = known->id;
  if (known->state != POSTIL_STATE_SUGGESTED || span->state == POSTIL_STATE_SUGGESTED)
    {
      self->report->spans_known++;
      return TRUE;
    }
  self->report->spans_added++;
  known->state = span->state;
  known->annotator = span->annotator;
  return postil_spans_decide (self->store, known->id, span->state, span->annotator, error);
}

/* ---- spans without a place ---- */

/* In English as it is stored, or as @shown in the language of who reads it. */
static char *
reason_of (const PostilPlace *place, const PostilDocument *document, gboolean shown)
{
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, place->given.start);
  g_autofree char *stop = g_strdup_printf ("%" G_GINT64_FORMAT, place->given.stop);
  g_autofree char *length = g_strdup_printf ("%u", postil_text_get_length (document->text));

  if (place->alignment == POSTIL_ALIGN_UNALIGNED)
    return g_strdup_printf (shown ? _ ("The words do not stand at %s–%s in any unit.")
                                  : "The words do not stand at %s–%s in any unit.",
                            start, stop);
  if (place->given.start < 0 && place->given.stop < 0)
    return g_strdup (shown ? _ ("The words stand nowhere in the text, or in several places.")
                           : "The words stand nowhere in the text, or in several places.");
  return g_strdup_printf (shown ? _ ("%s–%s is no place in a text of %s characters.")
                                : "%s–%s is no place in a text of %s characters.",
                          start, stop, length);
}

static PostilUnaligned *
unaligned_from_claim (PostilIntake *self, const PostilClaim *claim, const PostilPlace *place,
                      const PostilDocument *document, const PostilLabel *label, GError **error)
{
  g_autoptr (PostilUnaligned) unaligned = g_new0 (PostilUnaligned, 1);
  PostilId annotator;

  if (!annotator_id (self, claim->annotator, claim->state, &annotator, error))
    return NULL;
  unaligned->source = source_id (self, claim->source, error);
  if (unaligned->source == 0)
    return NULL;
  unaligned->document = document->id;
  unaligned->label = label->id;
  unaligned->start = place->given.start;
  unaligned->stop = place->given.stop;
  unaligned->quote = g_strdup (place->quote != NULL ? place->quote : "");
  unaligned->reason = reason_of (place, document, FALSE);
  unaligned->origin = claim->line > 0 ? g_strdup_printf ("%s:%u", self->file->path, claim->line)
                                      : g_strdup (self->file->path);
  unaligned->details = postil_unaligned_details_of (claim, place, annotator);
  return g_steal_pointer (&unaligned);
}

/* Onto the list, unless somebody has seen to it already. */
static gboolean
list_unaligned (PostilIntake *self, PostilClaim *claim, const PostilPlace *place, const PostilDocument *document,
                const PostilLabel *label, GError **error)
{
  g_autoptr (PostilUnaligned) unaligned = unaligned_from_claim (self, claim, place, document, label, error);
  g_autofree char *reason = NULL;
  PostilUnalignedFate fate;

  if (unaligned == NULL || !postil_unaligned_add (self->store, unaligned, &fate, error))
    return FALSE;
  claim->span = fate == POSTIL_UNALIGNED_DISMISSED ? 0 : unaligned->id;
  if (fate == POSTIL_UNALIGNED_DISMISSED || fate == POSTIL_UNALIGNED_PLACED)
    {
      self->report->spans_known++;
      return TRUE;
    }
  g_hash_table_add (self->unaligned, g_memdup2 (&unaligned->id, sizeof unaligned->id));
  self->report->spans_unaligned++;
  reason = reason_of (place, document, TRUE);
  postil_report_add_kind (self->report, POSTIL_REPORT_UNALIGNED, self->file->path, claim->line,
                          _ ("One %s of “%s” waits to be placed. %s"), label->name, document->key, reason);
  return TRUE;
}

/* A relation with an end that waits comes when that is placed. */
static gboolean
keep_relation (PostilIntake *self, PostilId end, const PostilRelation *relation, GError **error)
{
  gboolean is_new;

  if (!g_hash_table_contains (self->unaligned, &end))
    return TRUE;
  return postil_unaligned_keep_relation (self->store, end, relation, &is_new, error);
}

static PostilSpan *
span_from_claim (PostilIntake *self, const PostilClaim *claim, const PostilPlace *place, PostilId document,
                 const PostilLabel *label, GError **error)
{
  g_autoptr (PostilSpan) span = postil_span_new ();

  if (claim->id != NULL)
    postil_id_from_string ('s', claim->id, &span->id);
  span->document = document;
  span->range = place->range;
  span->parts = place->parts != NULL ? g_array_ref (place->parts) : NULL;
  span->state = claim->state;
  span->score = claim->score >= 0 ? MIN (claim->score, 1) : 0;
  g_free (span->note);
  span->note = g_strdup (claim->note != NULL ? claim->note : "");
  span->reason = g_strdup (claim->reason);
  span->attributes = claim->attributes != NULL ? postil_json_to_string (claim->attributes) : NULL;
  span->created_at = claim->created_at;
  span->decided_at = claim->decided_at;
  span->label = label->id;
  span->source = source_id (self, claim->source, error);
  if (span->source == 0 || !annotator_id (self, claim->annotator, claim->state, &span->annotator, error))
    return NULL;
  return g_steal_pointer (&span);
}

gboolean
postil_intake_spans (PostilIntake *self, const PostilDocument *document, gboolean fresh, GArray *claims, GArray *places,
                     GError **error)
{
  g_autoptr (PostilKnownSpans) present = NULL;

  present = postil_known_spans_new (self->store, fresh || claims->len == 0 ? 0 : document->id, error);
  if (present == NULL)
    return FALSE;

  for (guint i = 0; i < claims->len; i++)
    {
      PostilClaim *claim = &g_array_index (claims, PostilClaim, i);
      const PostilPlace *place = &g_array_index (places, PostilPlace, i);
      g_autoptr (PostilSpan) span = NULL;
      const PostilLabel *label;

      if (!name_label (self, claim->label, FALSE, claim->line, &label, error))
        return FALSE;
      if (label == NULL)
        continue;
      if (place->alignment == POSTIL_ALIGN_OUTSIDE || place->alignment == POSTIL_ALIGN_UNALIGNED)
        {
          if (!list_unaligned (self, claim, place, document, label, error))
            return FALSE;
          continue;
        }
      span = span_from_claim (self, claim, place, document->id, label, error);
      if (span == NULL || !take_span (self, present, span, error))
        return FALSE;
      claim->span = span->id;
    }
  return TRUE;
}

GHashTable *
postil_intake_ids (PostilIntake *self, GArray *claims)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < claims->len; i++)
    {
      const PostilClaim *claim = &g_array_index (claims, PostilClaim, i);

      if (claim->id == NULL || claim->span == 0)
        continue;
      if (g_hash_table_contains (ids, claim->id))
        postil_intake_warn (self, claim->line, _ ("Two spans are called “%s”; relations go to the first."), claim->id);
      else
        g_hash_table_insert (ids, (char *) claim->id, g_memdup2 (&claim->span, sizeof claim->span));
    }
  return ids;
}

/* Of this document, or of one that came earlier or was in the project before. */
static PostilSpanId
resolve_end (PostilIntake *self, GHashTable *ids, const char *name, PostilId *document)
{
  PostilSpanId *here = ids != NULL ? g_hash_table_lookup (ids, name) : NULL;
  g_autoptr (PostilSpan) span = NULL;
  PostilSpanId id;

  if (here != NULL)
    return *here;
  if (!postil_id_from_string ('s', name, &id))
    return 0;
  span = postil_spans_get (self->store, id, NULL);
  if (span == NULL)
    return 0;
  if (document != NULL)
    *document = span->document;
  return id;
}

static gboolean
add_relation (PostilIntake *self, PostilRelation *relation, guint line, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean added;

  if (relation->head == relation->tail)
    {
      postil_intake_refuse (self, line, _ ("A relation leads from a span to itself; name two spans."));
      return TRUE;
    }
  if (g_hash_table_contains (self->unaligned, &relation->head) || g_hash_table_contains (self->unaligned, &relation->tail))
    return keep_relation (self, relation->head, relation, error) && keep_relation (self, relation->tail, relation, error);
  added = postil_relations_add (self->store, relation, &local_error);
  /* The id is taken: by this very relation, which the second try will find, or by another one. */
  if (!added && relation->id != 0 && g_error_matches (local_error, POSTIL_ERROR, POSTIL_ERROR_FAILED))
    {
      g_clear_error (&local_error);
      relation->id = 0;
      added = postil_relations_add (self->store, relation, &local_error);
    }
  self->report->relations_added += added;
  self->report->relations_known += !added && g_error_matches (local_error, POSTIL_ERROR, POSTIL_ERROR_EXISTS);
  if (added || g_error_matches (local_error, POSTIL_ERROR, POSTIL_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
postil_intake_link (PostilIntake *self, GHashTable *ids, PostilId document, const PostilLink *link, GError **error)
{
  g_autoptr (PostilRelation) relation = postil_relation_new ();
  const PostilLabel *label;
  Waiting *waiting;

  if (!name_label (self, link->type, TRUE, link->line, &label, error))
    return FALSE;
  if (label == NULL)
    return TRUE;
  if (link->id != NULL)
    postil_id_from_string ('r', link->id, &relation->id);
  relation->document = document;
  relation->state = link->state;
  relation->score = link->score >= 0 ? MIN (link->score, 1) : 0;
  g_free (relation->note);
  relation->note = g_strdup (link->note != NULL ? link->note : "");
  relation->label = label->id;
  relation->source = source_id (self, link->source, error);
  if (relation->source == 0 || !annotator_id (self, link->annotator, link->state, &relation->annotator, error))
    return FALSE;
  relation->head = resolve_end (self, ids, link->head, &relation->document);
  relation->tail = resolve_end (self, ids, link->tail, NULL);
  if (relation->head != 0 && relation->tail != 0)
    return add_relation (self, relation, link->line, error);

  waiting = g_new0 (Waiting, 1);
  waiting->relation = g_steal_pointer (&relation);
  waiting->head = g_strdup (link->head);
  waiting->tail = g_strdup (link->tail);
  waiting->line = link->line;
  g_ptr_array_add (self->waiting, waiting);
  return TRUE;
}

gboolean
postil_intake_finish (PostilIntake *self, GError **error)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      Waiting *waiting = g_ptr_array_index (self->waiting, i);
      PostilRelation *relation = waiting->relation;

      if (relation->head == 0)
        relation->head = resolve_end (self, NULL, waiting->head, &relation->document);
      if (relation->tail == 0)
        relation->tail = resolve_end (self, NULL, waiting->tail, NULL);
      if (relation->head == 0 || relation->tail == 0)
        postil_intake_refuse (
            self, waiting->line,
            _ ("A relation names the span “%s”, which is not there; add the span, or take the relation out."),
            relation->head == 0 ? waiting->head : waiting->tail);
      else if (!add_relation (self, relation, waiting->line, error))
        return FALSE;
    }
  g_ptr_array_set_size (self->waiting, 0);
  if (self->n_unchecked > 0)
    postil_intake_note (self, 0,
                        ngettext ("%u span came without its words; only that it lies within the text was checked.",
                                  "%u spans came without their words; only that they lie within the text was checked.",
                                  self->n_unchecked),
                        self->n_unchecked);
  return TRUE;
}
