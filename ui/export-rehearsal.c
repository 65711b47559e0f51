/* export-rehearsal.c - what an export would hold and lose, shown while one chooses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "export-dialog-private.h"

#include <glib/gi18n.h>
#include <postil/plural.h>

#define PREVIEW_LINES 12u
/* A JSON line holds a whole document; a text view cannot lay such a line out, and nobody reads it to its end. */
#define PREVIEW_LINE_LENGTH 400

/* --- The first rows ---------------------------------------------------------------------------------------- */

static char *
shorten_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *shortened = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (shortened, '\n');
      if (g_utf8_strlen (lines[i], -1) <= PREVIEW_LINE_LENGTH)
        {
          g_string_append (shortened, lines[i]);
          continue;
        }
      g_string_append_len (shortened, lines[i], g_utf8_offset_to_pointer (lines[i], PREVIEW_LINE_LENGTH) - lines[i]);
      g_string_append (shortened, "…");
    }
  return g_string_free (shortened, FALSE);
}

static void
show_lines (PostilExportDialog *self, const char *lines)
{
  g_autofree char *shown = shorten_lines (lines);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->preview), shown, -1);
}

static void
take_lines (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PostilExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRehearsal) rehearsal = postil_project_rehearse_finish (POSTIL_PROJECT (source), result, &error);

  if (rehearsal != NULL && self->project != NULL)
    show_lines (self, rehearsal->lines);
  else if (self->project != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    postil_export_dialog_fail (self, error);
}

/* --- What does not fit ------------------------------------------------------------------------------------- */

/* How a person says it; what a format may lose is listed in app/exchange/losses.c. */
static const struct
{
  const char *kind;
  const char *one;
  const char *many;
} kinds[] = {
  { "suggestions", NP_ ("%'u suggestion or rejected span", "%'u suggestions or rejected spans") },
  { "structure",
    NP_ ("%'u span of structure (post, reply, boilerplate)", "%'u spans of structure (posts, replies, boilerplate)") },
  { "unaligned", NP_ ("%'u span without a place", "%'u spans without a place") },
  { "overlap", NP_ ("%'u span that overlaps another one", "%'u spans that overlap another one") },
  { "discontinuous", NP_ ("%'u discontinuous span", "%'u discontinuous spans") },
  { "joined",
    NP_ ("%'u span in parts that only a line end separates", "%'u spans in parts that only a line end separates") },
  { "blank", NP_ ("%'u span of white space alone", "%'u spans of white space alone") },
  { "trimmed", NP_ ("%'u span that begins or ends in white space", "%'u spans that begin or end in white space") },
  { "widened", NP_ ("%'u span that begins or ends within a token", "%'u spans that begin or end within a token") },
  { "narrowed", NP_ ("%'u span that begins or ends within a token", "%'u spans that begin or end within a token") },
  { "off-token", NP_ ("%'u span that begins or ends within a token", "%'u spans that begin or end within a token") },
  { "cut", NP_ ("%'u span across the end of a sentence", "%'u spans across the end of a sentence") },
  { "relations", NP_ ("%'u relation", "%'u relations") },
  { "notes", NP_ ("%'u note", "%'u notes") },
  { "notes-changed", NP_ ("%'u note with characters it cannot hold", "%'u notes with characters it cannot hold") },
  { "annotators", NP_ ("The annotator of %'u span", "The annotators of %'u spans") },
  { "attributes", NP_ ("Further details of %'u span, such as a post’s author",
                       "Further details of %'u spans, such as a post’s author") },
  { "document-labels", NP_ ("Labels of %'u document", "Labels of %'u documents") },
  { "labels-renamed",
    NP_ ("%'u use of a label with characters it cannot hold", "%'u uses of labels with characters it cannot hold") },
  { "characters", NP_ ("%'u character or token it cannot hold", "%'u characters or tokens it cannot hold") },
  { "spacing", NP_ ("The white space of %'u document", "The white space of %'u documents") },
  { "boundaries", NP_ ("Where %'u document begins and ends", "Where %'u documents begin and end") },
  { "names-changed", NP_ ("The name of %'u document", "The names of %'u documents") },
  { "scores", NP_ ("The score of %'u span or relation", "The scores of %'u spans or relations") },
  { "sources", NP_ ("What proposed %'u span or relation", "What proposed %'u spans or relations") },
  { "reasons", NP_ ("Why %'u span was proposed", "Why %'u spans were proposed") },
  { "times", NP_ ("When %'u span was made or decided on", "When %'u spans were made or decided on") },
  { "titles", NP_ ("The title of %'u document", "The titles of %'u documents") },
  { "document-details",
    NP_ ("Kind, address, meta data or source of %'u document", "Kind, address, meta data or source of %'u documents") },
  { "done", NP_ ("Who marked %'u document done", "Who marked %'u documents done") },
  { "label-definitions",
    NP_ ("Kind, colour, key or guideline of %'u label", "Kind, colour, key or guideline of %'u labels") },
};

static char *
describe (const PostilLoss *loss)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, loss->kind))
      {
        g_autofree char *count = g_strdup_printf ("%'u", loss->count);
        g_auto (GStrv) pieces = g_strsplit (ngettext (kinds[i].one, kinds[i].many, loss->count), "%'u", 2);

        return g_strjoin (count, pieces[0], pieces[1], NULL);
      }
  return g_strdup_printf ("%s: %'u", loss->kind, loss->count);
}

/* What can be done instead, for those kinds where there is a choice; in the order of the enumeration, whose value is
 * @chosen's. */
typedef struct
{
  const char *kinds; /* separated by spaces */
  const char *choices[5];
  gsize chosen; /* offset of an enumeration in the dialog */
} Policy;

static const Policy policies[] = {
  { "widened narrowed off-token",
    { N_ ("Widen to the token"), N_ ("Narrow to whole tokens"), N_ ("Leave out"), NULL },
    G_STRUCT_OFFSET (PostilExportDialog, edges) },
  { "overlap",
    { N_ ("Keep the longest"), N_ ("Keep the shortest"), N_ ("Keep the first"), N_ ("A file for each layer"), NULL },
    G_STRUCT_OFFSET (PostilExportDialog, overlap) },
  { "discontinuous",
    { N_ ("A span for each part"), N_ ("One span over all"), N_ ("The first part"), N_ ("Leave out"), NULL },
    G_STRUCT_OFFSET (PostilExportDialog, parts) },
};

G_STATIC_ASSERT (sizeof (PostilEdges) == sizeof (guint) && sizeof (PostilOverlap) == sizeof (guint) &&
                 sizeof (PostilParts) == sizeof (guint));

static const Policy *
find_policy (const PostilLoss *loss)
{
  for (gsize i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_auto (GStrv) kinds_of = g_strsplit (policies[i].kinds, " ", -1);

      if (g_strv_contains ((const char *const *) kinds_of, loss->kind))
        return &policies[i];
    }
  return NULL;
}

static void
policy_chosen (AdwComboRow *choice, GParamSpec *pspec, PostilExportDialog *self)
{
  const Policy *policy = g_object_get_data (G_OBJECT (choice), "postil-policy");

  G_STRUCT_MEMBER (guint, self, policy->chosen) = adw_combo_row_get_selected (choice);
  postil_export_dialog_changed (self);
}

/* A row of its own below the loss: beside it there is no room in a narrow window. */
static GtkWidget *
policy_row (PostilExportDialog *self, const Policy *policy)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *choice = adw_combo_row_new ();

  for (guint i = 0; policy->choices[i] != NULL; i++)
    gtk_string_list_append (names, _ (policy->choices[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice), _ ("Instead"));
  adw_combo_row_set_model (ADW_COMBO_ROW (choice), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (choice), G_STRUCT_MEMBER (guint, self, policy->chosen));
  gtk_widget_set_receives_default (choice, TRUE); /* Enter opens it and exports nothing yet */
  g_object_set_data (G_OBJECT (choice), "postil-policy", (gpointer) policy);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (policy_chosen), self, 0);
  return choice;
}

static char *
first_place (PostilExportDialog *self, const PostilLoss *loss)
{
  g_autoptr (PostilDocument) document =
      loss->document != 0 ? postil_documents_get (postil_project_get_store (self->project), loss->document, NULL)
                          : NULL;
  g_autoptr (PostilSpan) span =
      loss->span != 0 ? postil_spans_get (postil_project_get_store (self->project), loss->span, NULL) : NULL;
  g_autofree char *words = NULL;
  g_autofree char *shown = NULL;

  if (document == NULL)
    return NULL;
  if (span == NULL)
    return g_strdup_printf (_ ("First in %s"), document->key);
  words = postil_text_slice_parts (document->text, span->range, span->parts);
  shown = g_utf8_strlen (words, -1) > 40 ? g_utf8_substring (words, 0, 39) : g_strdup (words);
  g_strdelimit (shown, "\n\t", ' ');
  return g_strdup_printf (g_str_equal (shown, words) ? _ ("First: “%s” in %s") : _ ("First: “%s…” in %s"), shown,
                          document->key);
}

static GtkWidget *
loss_row (PostilExportDialog *self, const PostilLoss *loss)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = describe (loss);
  g_autofree char *place = first_place (self, loss);
  const Policy *policy = find_policy (loss);
  g_autofree char *subtitle = place != NULL && policy == NULL ? g_strdup_printf ("%s. %s", _ (loss->policy), place)
                                                              : g_strdup (place != NULL ? place : _ (loss->policy));
  gboolean jumps = loss->document != 0;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle[0] != '\0')
    subtitle[0] = g_ascii_toupper (subtitle[0]);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), jumps);
  gtk_widget_set_receives_default (row, jumps);
  if (jumps)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_widget_set_tooltip_text (row, g_str_equal (loss->kind, "unaligned")
                                            ? _ ("Close this and place those spans")
                                            : _ ("Close this and show the first case"));
    }
  g_object_set_data_full (G_OBJECT (row), "postil-loss", g_memdup2 (loss, sizeof *loss), g_free);
  return row;
}

void
postil_export_dialog_jump (PostilExportDialog *self, GtkListBoxRow *row)
{
  const PostilLoss *loss = g_object_get_data (G_OBJECT (row), "postil-loss");
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  gboolean unaligned;
  gint64 document, span;

  if (loss == NULL || loss->document == 0)
    return;
  document = loss->document;
  /* It stands nowhere; its list says where it might. */
  unaligned = g_str_equal (loss->kind, "unaligned");
  span = loss->span;
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  if (unaligned)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.unaligned", NULL);
  else
    g_signal_emit_by_name (self, "jump", document, span);
  g_object_unref (self);
}

static char *
count_all (const PostilReport *report)
{
  g_autofree char *spans =
      g_strdup_printf (ngettext ("%'u span", "%'u spans", report->spans_added), report->spans_added);
  g_autofree char *relations =
      g_strdup_printf (ngettext ("%'u relation", "%'u relations", report->relations_added), report->relations_added);
  g_autofree char *documents =
      g_strdup_printf (ngettext ("%'u document", "%'u documents", report->documents_added), report->documents_added);

  if (report->relations_added == 0)
    return g_strdup_printf (_ ("%s in %s would be written."), spans, documents);
  return g_strdup_printf (_ ("%s and %s in %s would be written."), spans, relations, documents);
}

/* Where in the list the focus is, -1: elsewhere. A choice made there makes the list anew. */
static int
focused_row (PostilExportDialog *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if (row == NULL || gtk_widget_get_parent (row) != GTK_WIDGET (self->losses))
    return -1;
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

static int
last_row (PostilExportDialog *self)
{
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (gtk_widget_get_last_child (GTK_WIDGET (self->losses))));
}

/* ---- details ---- */

#define DETAILS "postil-details" /* on the row that opens them: GPtrArray of their rows, which the list owns */

static void
show_details (PostilExportDialog *self, GtkWidget *row)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (row), DETAILS);
  GtkWidget *arrow = g_object_get_data (G_OBJECT (row), "postil-arrow");

  for (guint i = 0; i < rows->len; i++)
    gtk_widget_set_visible (rows->pdata[i], self->details_open);
  gtk_image_set_from_icon_name (GTK_IMAGE (arrow), self->details_open ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, self->details_open, -1);
}

gboolean
postil_export_dialog_toggle_details (PostilExportDialog *self, GtkListBoxRow *row)
{
  if (g_object_get_data (G_OBJECT (row), DETAILS) == NULL)
    return FALSE;
  self->details_open = !self->details_open;
  show_details (self, GTK_WIDGET (row));
  return TRUE;
}

/* The row that opens @rows. Arrow keys do not go into an AdwExpanderRow, so details are rows of the list. */
static GtkWidget *
details_row (GPtrArray *rows)
{
  GtkWidget *row = adw_action_row_new (), *arrow = gtk_image_new ();
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u kind of detail", "%u kinds of details", rows->len), rows->len);

  g_object_set_data_full (G_OBJECT (row), DETAILS, g_ptr_array_ref (rows), (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data (G_OBJECT (row), "postil-arrow", arrow);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("What is known of spans and documents; left out"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_receives_default (row, TRUE); /* Enter opens it and exports nothing */
  return row;
}

/* What is of second rank comes last, behind a row that opens it. */
static void
list_details (PostilExportDialog *self, const GArray *losses)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *row;

  for (guint i = 0; i < losses->len; i++)
    if (g_array_index (losses, PostilLoss, i).detail)
      g_ptr_array_add (rows, loss_row (self, &g_array_index (losses, PostilLoss, i)));
  if (rows->len == 0)
    return;
  row = details_row (rows);
  gtk_list_box_append (self->losses, row);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (self->losses, rows->pdata[i]);
  show_details (self, row);
}

/* The one at @index, or the last one before it that is not folded away. */
static GtkWidget *
shown_row (PostilExportDialog *self, int index)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->losses, index));

  while (!gtk_widget_get_visible (row) && gtk_widget_get_prev_sibling (row) != NULL)
    row = gtk_widget_get_prev_sibling (row);
  return row;
}

static void
list_losses (PostilExportDialog *self, const GArray *losses)
{
  int focused = focused_row (self);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->losses))) != NULL)
    gtk_list_box_remove (self->losses, row);
  for (guint i = 0; i < losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (losses, PostilLoss, i);
      const Policy *policy = find_policy (loss);

      if (loss->detail)
        continue;
      gtk_list_box_append (self->losses, loss_row (self, loss));
      if (policy != NULL)
        gtk_list_box_append (self->losses, policy_row (self, policy));
    }
  list_details (self, losses);
  gtk_widget_set_visible (GTK_WIDGET (self->losses), losses->len > 0);
  if (focused >= 0 && losses->len > 0)
    gtk_widget_grab_focus (shown_row (self, MIN (focused, last_row (self))));
  else if (focused >= 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->format_row));
}

/* Anything of first rank that is not in another file; or @details alone. */
static gboolean
loses_any (const PostilReport *report, gboolean details)
{
  for (guint i = 0; i < report->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (report->losses, PostilLoss, i);

      if (!loss->elsewhere && loss->detail == details)
        return TRUE;
    }
  return FALSE;
}

/* What a strict export would not write. */
static gboolean
is_refused (const PostilReport *report)
{
  for (guint i = 0; i < report->losses->len; i++)
    {
      const PostilLoss *loss = &g_array_index (report->losses, PostilLoss, i);

      if (!loss->elsewhere && !loss->by_nature && !loss->detail)
        return TRUE;
    }
  return FALSE;
}

static void
show_losses (PostilExportDialog *self, const PostilRehearsal *rehearsal, gboolean split)
{
  const PostilReport *report = rehearsal->report;
  g_autoptr (GString) summary = g_string_new (NULL);
  g_autofree char *counts = count_all (report);

  list_losses (self, report->losses);
  g_string_append_printf (summary, "%s ", counts);
  if (split)
    g_string_append_printf (summary, _ ("Documents: %'u for training, %'u for validation, %'u for test. "),
                            rehearsal->parts[0], rehearsal->parts[1], rehearsal->parts[2]);
  if (report->losses->len == 0)
    g_string_append (summary, _ ("All of it fits."));
  else if (!loses_any (report, FALSE) && loses_any (report, TRUE))
    g_string_append (summary, _ ("All of it fits, but for details:"));
  else if (!loses_any (report, FALSE))
    g_string_append (summary, _ ("All of it fits, in several files:"));
  else if (gtk_switch_get_active (self->strict) && is_refused (report))
    g_string_append (summary, _ ("Not all of it fits, so no file will be written:"));
  else
    g_string_append (summary, _ ("This does not fit:"));
  gtk_label_set_text (self->losses_summary, summary->str);
}

static void
take_losses (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PostilExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRehearsal) rehearsal = postil_project_rehearse_finish (POSTIL_PROJECT (source), result, &error);

  if (self->project == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_spinner_stop (self->losses_spinner);
  if (rehearsal != NULL)
    show_losses (self, rehearsal, adw_expander_row_get_enable_expansion (self->split));
  else
    postil_export_dialog_fail (self, error);
}

void
postil_export_dialog_rehearse (PostilExportDialog *self, const PostilProfile *profile)
{
  g_cancellable_cancel (self->rehearsing);
  g_clear_object (&self->rehearsing);
  gtk_info_bar_set_revealed (self->failure, FALSE);
  if (profile == NULL)
    {
      gtk_spinner_stop (self->losses_spinner);
      gtk_widget_set_visible (GTK_WIDGET (self->losses), FALSE);
      gtk_label_set_text (self->losses_summary, _ ("Choose at least one state and one label."));
      show_lines (self, "");
      return;
    }
  if (!gtk_widget_get_visible (GTK_WIDGET (self->losses)))
    gtk_label_set_text (self->losses_summary, _ ("Counting…"));
  self->rehearsing = g_cancellable_new ();
  gtk_spinner_start (self->losses_spinner);
  postil_project_rehearse_async (self->project, profile, PREVIEW_LINES, self->rehearsing, take_lines,
                                 g_object_ref (self));
  postil_project_rehearse_async (self->project, profile, 0, self->rehearsing, take_losses, g_object_ref (self));
}
