/* label-studio-config.c - the labelling interface that Label Studio needs to show an export
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formats.h"

#include <glib/gi18n.h>
#include <string.h>

#include "export-walk.h"

/* It holds what labels there are, and no documents. */
const PostilCapabilities postil_label_studio_config_can = { 0 };

static void
append_values (GString *out, const GPtrArray *labels, const char *element, gboolean (*wanted) (PostilLabelKind kind))
{
  for (guint i = 0; i < labels->len; i++)
    {
      const PostilLabel *label = g_ptr_array_index (labels, i);

      if (wanted (label->kind))
        {
          g_autofree char *name = g_markup_escape_text (label->name, -1);
          g_autofree char *colour = g_markup_escape_text (label->colour != NULL ? label->colour : "", -1);

          g_string_append_printf (out, "    <%s value=\"%s\"", element, name);
          if (strcmp (element, "Label") == 0 && colour[0] != '\0')
            g_string_append_printf (out, " background=\"%s\"", colour);
          g_string_append (out, "/>\n");
        }
    }
}

static gboolean
is_span_kind (PostilLabelKind kind)
{
  return kind != POSTIL_LABEL_RELATION && kind != POSTIL_LABEL_DOCUMENT && kind != POSTIL_LABEL_STRUCTURE;
}

static gboolean
is_relation_kind (PostilLabelKind kind)
{
  return kind == POSTIL_LABEL_RELATION;
}

static gboolean
is_document_kind (PostilLabelKind kind)
{
  return kind == POSTIL_LABEL_DOCUMENT;
}

static char *
make_config (PostilStore *store, GError **error)
{
  g_autoptr (GPtrArray) labels = postil_labels_list (store, FALSE, error);
  GString *out;

  if (labels == NULL)
    return NULL;
  out = g_string_new ("<View>\n  <Labels name=\"label\" toName=\"text\">\n");
  append_values (out, labels, "Label", is_span_kind);
  g_string_append (out, "  </Labels>\n  <Relations>\n");
  append_values (out, labels, "Relation", is_relation_kind);
  g_string_append (out, "    <Relation value=\"continues\"/>\n  </Relations>\n"
                        "  <Choices name=\"kind\" toName=\"text\" choice=\"multiple\">\n");
  append_values (out, labels, "Choice", is_document_kind);
  g_string_append (out, "  </Choices>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n");
  return g_string_free (out, FALSE);
}

gboolean
postil_label_studio_config_write (PostilStore *store, GOutputStream *out, const PostilExportOptions *options,
                                  PostilReport *report, GCancellable *cancellable, GError **error)
{
  g_autofree char *config = make_config (store, error);

  return config != NULL && g_output_stream_write_all (out, config, strlen (config), NULL, cancellable, error);
}

gboolean
postil_label_studio_config_prove (PostilStore *store, GBytes *bytes, const PostilExportOptions *options, GError **error)
{
  g_autofree char *config = make_config (store, error);
  gsize n_bytes;
  const char *written = g_bytes_get_data (bytes, &n_bytes);

  if (config == NULL)
    return FALSE;
  if (n_bytes == strlen (config) && memcmp (written, config, n_bytes) == 0)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_FAILED,
               _ ("What was written is not what was meant, so it was thrown away."));
  return FALSE;
}
