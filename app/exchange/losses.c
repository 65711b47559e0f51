/* losses.c - how much of what an export changed or left out, and where that first happened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "losses.h"

#include "json.h"

#include <glib/gi18n.h>
#include <postil/plural.h>

/* In the order of the counters. */
static const struct
{
  const char *kind;
  const char *policy;
  const char *one; /* the count goes where %u stands; of a detail, a part of a sentence */
  const char *many;
  gboolean detail;
} kinds[] = {
  { "suggestions", N_ ("left out"),
    NP_ ("has no place for %u span or relation that nobody has kept, because nothing would tell it apart",
         "has no place for %u spans or relations that nobody has kept, because nothing would tell them apart") },
  { "structure", N_ ("left out"),
    NP_ ("has no place for %u span of structure (post, reply, boilerplate); name its label to have it",
         "has no place for %u spans of structure (posts, replies, boilerplate); name their labels to have them") },
  { "overlap", N_ ("longest kept"),
    NP_ ("has no place for %u span that overlaps a longer one",
         "has no place for %u spans that overlap a longer one") },
  { "discontinuous", N_ ("one span for each part"),
    NP_ ("has no discontinuous spans; %u became one span for each part",
         "has no discontinuous spans; %u became one span for each part") },
  { "joined", N_ ("one span over both parts"),
    NP_ ("takes parts that only a line end separates for one; %u span covers what lies between them, too",
         "takes parts that only a line end separates for one; %u spans cover what lies between them, too") },
  { "blank", N_ ("left out"),
    NP_ ("has no place for %u span of white space alone", "has no place for %u spans of white space alone") },
  { "trimmed", N_ ("trimmed"),
    NP_ ("lets no span begin or end in white space; %u was trimmed",
         "lets no span begin or end in white space; %u were trimmed") },
  { "widened", N_ ("expand"),
    NP_ ("holds whole tokens; %u span was widened to them", "holds whole tokens; %u spans were widened to them") },
  { "narrowed", N_ ("contract"),
    NP_ ("holds whole tokens; %u span was narrowed to them", "holds whole tokens; %u spans were narrowed to them") },
  { "off-token", N_ ("skip"),
    NP_ ("has no place for %u span that does not fit its tokens",
         "has no place for %u spans that do not fit its tokens") },
  { "cut", N_ ("cut at the end of the sentence"),
    NP_ ("lets no span cross the end of a sentence; %u was cut there",
         "lets no span cross the end of a sentence; %u were cut there") },
  { "relations", N_ ("left out"), NP_ ("has no place for %u relation", "has no place for %u relations") },
  { "notes", N_ ("left out"), NP_ ("has no place for %u note", "has no place for %u notes") },
  { "notes-changed", N_ ("stand-in"),
    NP_ ("cannot hold some characters; %u note was written with a stand-in for them",
         "cannot hold some characters; %u notes were written with a stand-in for them") },
  { "annotators", N_ ("left out"),
    NP_ ("has no place for %u name of an annotator", "has no place for %u names of annotators") },
  { "attributes", N_ ("left out"),
    NP_ ("has no place for the further details (such as a post's author) of %u span",
         "has no place for the further details (such as a post's author) of %u spans") },
  { "document-labels", N_ ("left out"),
    NP_ ("has no place for %u document's labels", "has no place for %u documents' labels") },
  { "labels-renamed", N_ ("“_” instead"),
    NP_ ("cannot hold some characters in labels; %u span, relation or document has one with a stand-in for them",
         "cannot hold some characters in labels; %u spans, relations or documents have one with a stand-in for them") },
  { "characters", N_ ("stand-in"),
    NP_ ("cannot hold some characters; %u character or token was written with a stand-in",
         "cannot hold some characters; %u characters or tokens were written with a stand-in") },
  { "spacing", N_ ("a space between tokens"),
    NP_ ("does not say what stands between tokens; %u document comes back with other white space",
         "does not say what stands between tokens; %u documents come back with other white space") },
  { "boundaries", N_ ("not marked"),
    NP_ ("does not say where documents begin and end; %u does not come back as a document of its own",
         "does not say where documents begin and end; %u do not come back as a document of their own") },
  { "names-changed", N_ ("another name"), NP_ ("gave %u document another name", "gave %u documents another name") },
  { "scores", N_ ("left out"), NP_ ("the score of %u span or relation", "the scores of %u spans or relations"), TRUE },
  { "sources", N_ ("left out"), NP_ ("what proposed %u span or relation", "what proposed %u spans or relations"),
    TRUE },
  { "reasons", N_ ("left out"), NP_ ("why %u span was proposed", "why %u spans were proposed"), TRUE },
  { "times", N_ ("left out"), NP_ ("when %u span was made or decided on", "when %u spans were made or decided on"),
    TRUE },
  { "titles", N_ ("left out"), NP_ ("the title of %u document", "the titles of %u documents"), TRUE },
  { "document-details", N_ ("left out"),
    NP_ ("what else is known of %u document (kind, address, meta data, source)",
         "what else is known of %u documents (kind, address, meta data, source)"),
    TRUE },
  { "done", N_ ("left out"), NP_ ("who marked %u document done", "who marked %u documents done"), TRUE },
  { "label-definitions", N_ ("left out; a label pack has them"),
    NP_ ("how %u label is defined (kind, colour, key, guideline)",
         "how %u labels are defined (kind, colour, key, guideline)"),
    TRUE },
};

typedef struct
{
  const char *policy;
  const char *one;
  const char *many;
} Choice;

/* As PostilOverlap and PostilParts have them; the first of each is what the table above says. */
static const Choice overlap_choices[] = {
  { N_ ("longest kept"), NP_ ("has no place for %u span that overlaps a longer one",
                              "has no place for %u spans that overlap a longer one") },
  { N_ ("shortest kept"), NP_ ("has no place for %u span that overlaps a shorter one",
                               "has no place for %u spans that overlap a shorter one") },
  { N_ ("first kept"), NP_ ("has no place for %u span that overlaps one that begins before it",
                            "has no place for %u spans that overlap one that begins before them") },
  { N_ ("in files of their own"),
    NP_ ("has no place for %u span that overlaps a longer one; it goes to a file of its own",
         "has no place for %u spans that overlap a longer one; they go to files of their own") },
};
static const Choice parts_choices[] = {
  { N_ ("one span for each part"), NP_ ("has no discontinuous spans; %u became one span for each part",
                                        "has no discontinuous spans; %u became one span for each part") },
  { N_ ("hull"), NP_ ("has no discontinuous spans; %u covers what lies between its parts, too",
                      "has no discontinuous spans; %u cover what lies between their parts, too") },
  { N_ ("first part"), NP_ ("has no discontinuous spans; of %u the first part stays alone",
                            "has no discontinuous spans; of %u the first part stays alone") },
  { N_ ("left out"),
    NP_ ("has no discontinuous spans; %u is left out", "has no discontinuous spans; %u are left out") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == POSTIL_N_LOSSES);

void
postil_losses_clear (PostilLosses *self)
{
  g_clear_pointer (&self->counted, g_hash_table_unref);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->standard, g_ptr_array_unref);
  g_clear_pointer (&self->undefined, g_hash_table_unref);
}

void
postil_losses_add (PostilLosses *self, guint *counter, guint n, PostilId document, PostilSpanId span)
{
  guint kind = counter - self->counts;

  if (n > 0 && *counter == 0)
    {
      self->documents[kind] = document;
      self->spans[kind] = span;
    }
  *counter += n;
}

void
postil_losses_count (PostilLosses *self, guint *counter, PostilId document, PostilSpanId span)
{
  postil_losses_add (self, counter, 1, document, span);
}

G_STATIC_ASSERT (POSTIL_N_LOSSES <= 32); /* bits of a guint */

void
postil_losses_count_span (PostilLosses *self, guint *counter, const PostilSpan *span)
{
  guint bit = 1u << (counter - self->counts), before;

  if (self->whole)
    {
      postil_losses_count (self, counter, span->document, span->id);
      return;
    }
  if (self->counted == NULL)
    self->counted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  /* Who only proves an export never settles. */
  if (self->document != span->document)
    g_hash_table_remove_all (self->counted);
  self->document = span->document;
  before = GPOINTER_TO_UINT (g_hash_table_lookup (self->counted, &span->id));
  if ((before & bit) == 0)
    g_hash_table_insert (self->counted, g_memdup2 (&span->id, sizeof span->id), GUINT_TO_POINTER (before | bit));
}

/* Why nothing of a span is written: the first of these that was met is what stood in the way in the end. */
static guint
reason_of (PostilLosses *self, guint bits)
{
  const guint *const reasons[] = { &self->suggestions, &self->structure, &self->overlap, &self->off_token, &self->blank,
                                   &self->parts };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if ((bits & (1u << (reasons[i] - self->counts))) != 0)
      return 1u << (reasons[i] - self->counts);
  return 0;
}

void
postil_losses_settle (PostilLosses *self, const GPtrArray *spans, GHashTable *written)
{
  guint overlap = 1u << (&self->overlap - self->counts);

  for (guint i = 0; self->counted != NULL && i < spans->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      guint bits = GPOINTER_TO_UINT (g_hash_table_lookup (self->counted, &span->id));
      /* What goes to a file of its own is changed there as it would have been here. */
      gboolean elsewhere = self->overlap_policy == POSTIL_OVERLAP_SPLIT && (bits & overlap) != 0;

      if (!elsewhere && !g_hash_table_contains (written, &span->id))
        bits = reason_of (self, bits);
      for (guint kind = 0; bits != 0; kind++, bits >>= 1)
        if ((bits & 1) != 0)
          postil_losses_count (self, &self->counts[kind], span->document, span->id);
    }
  if (self->counted != NULL)
    g_hash_table_remove_all (self->counted);
}

static Choice
choice_for (const PostilLosses *self, guint kind)
{
  if (&self->counts[kind] == &self->overlap)
    return overlap_choices[self->overlap_policy];
  if (&self->counts[kind] == &self->parts)
    return parts_choices[self->parts_policy];
  return (Choice){ kinds[kind].policy, kinds[kind].one, kinds[kind].many };
}

/* Its kind says what it is of, its policy which of the choices was taken. */
static Choice
choice_of (const PostilLoss *loss)
{
  guint kind = 0;

  for (guint i = 0; i < G_N_ELEMENTS (overlap_choices); i++)
    if (g_str_equal (loss->kind, "overlap") && overlap_choices[i].policy == loss->policy)
      return overlap_choices[i];
  for (guint i = 0; i < G_N_ELEMENTS (parts_choices); i++)
    if (g_str_equal (loss->kind, "discontinuous") && parts_choices[i].policy == loss->policy)
      return parts_choices[i];
  while (kind < POSTIL_N_LOSSES - 1 && !g_str_equal (kinds[kind].kind, loss->kind))
    kind++;
  return (Choice){ kinds[kind].policy, kinds[kind].one, kinds[kind].many };
}

/* "has no place for 3 notes" without a format string that the compiler cannot see. */
static char *
message_of (const PostilLoss *loss)
{
  Choice choice = choice_of (loss);
  g_auto (GStrv) pieces = g_strsplit (ngettext (choice.one, choice.many, loss->count), "%u", 2);

  return g_strdup_printf ("%s%u%s", pieces[0], loss->count, pieces[1]);
}

static gboolean
is_told (const PostilLoss *loss)
{
  return !g_str_equal (loss->kind, "unaligned");
}

void
postil_losses_say (PostilReport *report, guint first, const char *title)
{
  g_autoptr (GString) details = g_string_new (NULL);

  for (guint i = first; i < report->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (report->losses, PostilLoss, i);
      g_autofree char *message = is_told (loss) ? message_of (loss) : NULL;

      if (message == NULL)
        continue;
      if (loss->detail)
        g_string_append_printf (details, "%s%s", details->len > 0 ? "; " : "", message);
      else
        postil_report_add_lost (report, POSTIL_REPORT_WARNING, "%s %s.", title, message);
    }
  if (details->len > 0)
    postil_report_add_lost (report, POSTIL_REPORT_NOTE, _ ("%s leaves out details: %s."), title, details->str);
}

void
postil_losses_tell (const PostilLosses *self, const char *title, PostilReport *report)
{
  guint first = report->losses->len;

  for (guint kind = 0; kind < POSTIL_N_LOSSES; kind++)
    {
      Choice choice = choice_for (self, kind);
      PostilLoss loss = { kinds[kind].kind,
                          choice.policy,
                          self->counts[kind],
                          self->documents[kind],
                          self->spans[kind],
                          &self->counts[kind] == &self->overlap && self->overlap_policy == POSTIL_OVERLAP_SPLIT,
                          kinds[kind].detail,
                          &self->counts[kind] == &self->spacing || &self->counts[kind] == &self->boundaries ||
                              &self->counts[kind] == &self->names_changed };

      if (loss.count > 0)
        g_array_append_val (report->losses, loss);
    }
  if (self->undefined != NULL)
    postil_report_add_labels (report, self->undefined);
  postil_losses_say (report, first, title);
}

void
postil_losses_add_up (PostilReport *sum, const PostilReport *part)
{
  if (part->labels != NULL)
    postil_report_add_labels (sum, part->labels);
  for (guint i = 0; i < part->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (part->losses, PostilLoss, i);
      PostilLoss *known = NULL;

      for (guint j = 0; j < sum->losses->len && known == NULL; j++)
        if (g_str_equal (g_array_index (sum->losses, PostilLoss, j).kind, loss->kind))
          known = &g_array_index (sum->losses, PostilLoss, j);
      if (known == NULL)
        g_array_append_val (sum->losses, *loss);
      else
        known->count += loss->count;
      /* One label is in several files. */
      if (known != NULL && g_str_equal (loss->kind, "label-definitions"))
        known->count = g_hash_table_size (sum->labels);
    }
}

static json_t *
loss_to_json (PostilStore *store, const PostilLoss *loss)
{
  json_t *object = json_object ();
  g_autoptr (PostilDocument) document = loss->document != 0 ? postil_documents_get (store, loss->document, NULL) : NULL;
  g_autofree char *span = loss->span != 0 ? postil_id_to_string ('s', loss->span) : NULL;

  json_object_set_new (object, "kind", json_string (loss->kind));
  json_object_set_new (object, "count", json_integer (loss->count));
  json_object_set_new (object, "policy", json_string (loss->policy));
  if (document != NULL)
    json_object_set_new (object, "first_document", json_string (document->key));
  if (span != NULL)
    json_object_set_new (object, "first_span", json_string (span));
  if (loss->detail)
    json_object_set_new (object, "detail", json_true ());
  return object;
}

char *
postil_losses_to_json (PostilStore *store, const PostilFormat *format, const PostilReport *report, const char *name,
                       const char *sha256)
{
  g_autoptr (json_t) object = json_object ();
  json_t *losses = json_array ();

  json_object_set_new (object, "file", json_string (name));
  json_object_set_new (object, "sha256", json_string (sha256));
  json_object_set_new (object, "format", json_string (format->name));
  json_object_set_new (object, "documents", json_integer (report->documents_added));
  json_object_set_new (object, "spans", json_integer (report->spans_added));
  json_object_set_new (object, "relations", json_integer (report->relations_added));
  for (guint i = 0; i < report->losses->len; i++)
    json_array_append_new (losses, loss_to_json (store, &g_array_index (report->losses, PostilLoss, i)));
  json_object_set_new (object, "losses", losses);
  return postil_json_to_string (object);
}
