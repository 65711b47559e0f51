/* brat-settings.c - what annotation.conf and visual.conf say: which types there are, and what people call them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "brat.h"

#include <string.h>

#include <postil/labels.h>

/* How far up from an .ann file its settings may lie, as brat looks for them. */
#define MAX_UP 8
#define MAX_DEPTH 32

typedef enum
{
  SECTION_NONE,
  SECTION_SPANS,
  SECTION_RELATIONS,
  SECTION_LABELS,
  SECTION_DRAWING,
} Section;

static Section
section_of (const char *line)
{
  if (g_str_has_prefix (line, "[entities]") || g_str_has_prefix (line, "[events]"))
    return SECTION_SPANS;
  if (g_str_has_prefix (line, "[relations]"))
    return SECTION_RELATIONS;
  return g_str_has_prefix (line, "[labels]")    ? SECTION_LABELS
         : g_str_has_prefix (line, "[drawing]") ? SECTION_DRAWING
                                                : SECTION_NONE;
}

static char **
lines_of (GBytes *bytes)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);
  g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", (gssize) n_bytes);

  return g_strsplit (text, "\n", -1);
}

PostilBratSettings *
postil_brat_settings_new (void)
{
  PostilBratSettings *self = g_new0 (PostilBratSettings, 1);

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->colours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
postil_brat_settings_free (PostilBratSettings *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->colours);
  g_free (self);
}

static const char *
name_of (const PostilBratSettings *self, const char *type)
{
  const char *name = g_hash_table_lookup (self->names, type);

  return name != NULL ? name : type;
}

/* "type name", where the name goes on to the end of the line. */
static void
read_whole_name (GHashTable *names, char *line)
{
  char *space = strchr (line, ' ');

  if (g_str_has_suffix (line, "\r"))
    line[strlen (line) - 1] = '\0';
  if (space == NULL || space == line || !postil_label_check_name (space + 1, NULL))
    return;
  g_hash_table_insert (names, g_strndup (line, (gsize) (space - line)), g_strdup (space + 1));
}

/* "type | name | shorter name" */
static void
read_name (GHashTable *names, const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "|", -1);

  if (fields[0] == NULL || fields[1] == NULL)
    return;
  g_strstrip (fields[0]);
  g_strstrip (fields[1]);
  if (fields[0][0] != '\0' && fields[1][0] != '\0' && strcmp (fields[0], fields[1]) != 0 &&
      postil_label_check_name (fields[1], NULL))
    g_hash_table_insert (names, g_strdup (fields[0]), g_strdup (fields[1]));
}

/* "type  bgColor:#ffccaa, fgColor:black" */
static void
read_drawing (GHashTable *colours, const char *line)
{
  gsize n = strcspn (line, " \t\r");
  g_auto (GStrv) settings = g_strsplit (line + n, ",", -1);

  for (guint i = 0; n > 0 && settings[i] != NULL; i++)
    {
      const char *setting = g_strstrip (settings[i]);
      g_autofree char *colour =
          g_str_has_prefix (setting, "bgColor:") ? postil_label_read_colour (setting + strlen ("bgColor:")) : NULL;

      if (colour != NULL)
        g_hash_table_insert (colours, g_strndup (line, n), g_steal_pointer (&colour));
    }
}

void
postil_brat_settings_read (PostilBratSettings *self, GBytes *visual)
{
  g_auto (GStrv) lines = lines_of (visual);
  Section section = SECTION_NONE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '[')
        section = section_of (lines[i]);
      else if (g_str_has_prefix (lines[i], POSTIL_BRAT_NAME))
        read_whole_name (self->names, lines[i] + strlen (POSTIL_BRAT_NAME));
      else if (lines[i][0] == '#')
        continue;
      else if (section == SECTION_LABELS)
        read_name (self->names, lines[i]);
      else if (section == SECTION_DRAWING)
        read_drawing (self->colours, lines[i]);
    }
}

static GBytes *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *contents;
  gsize n_bytes;

  return g_file_get_contents (path, &contents, &n_bytes, NULL) ? g_bytes_new_take (contents, n_bytes) : NULL;
}

PostilBratSettings *
postil_brat_settings_for_file (const char *path)
{
  PostilBratSettings *self = postil_brat_settings_new ();
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < MAX_UP; i++)
    {
      g_autoptr (GBytes) visual = load (folder, "visual.conf");
      g_autofree char *above = g_path_get_dirname (folder);

      if (visual != NULL)
        {
          postil_brat_settings_read (self, visual);
          break;
        }
      if (strcmp (above, folder) == 0)
        break;
      g_free (folder);
      folder = g_steal_pointer (&above);
    }
  return self;
}

void
postil_brat_settings_apply (const PostilBratSettings *self, PostilRecord *record, PostilIntake *intake)
{
  GHashTableIter iter;
  gpointer type, colour;

  for (guint i = 0; i < record->claims->len; i++)
    {
      PostilClaim *claim = &g_array_index (record->claims, PostilClaim, i);

      if (claim->label != NULL && g_hash_table_contains (self->names, claim->label))
        claim->label = postil_record_keep (record, name_of (self, claim->label));
    }
  for (guint i = 0; i < record->links->len; i++)
    {
      PostilLink *link = &g_array_index (record->links, PostilLink, i);

      if (link->type != NULL && g_hash_table_contains (self->names, link->type))
        link->type = postil_record_keep (record, name_of (self, link->type));
    }
  g_hash_table_iter_init (&iter, self->colours);
  while (g_hash_table_iter_next (&iter, &type, &colour))
    postil_intake_colour (intake, name_of (self, type), colour);
}

/* The type that a line declares: not the placeholders, comments and rules of brat. NULL: none. (transfer full) */
static char *
type_of (const char *line)
{
  gsize n;

  line += strspn (line, "\t ");
  line += *line == '!';
  n = strcspn (line, "\t \r");
  return n == 0 || line[0] == '<' || line[0] == '#' || line[0] == '-' || line[0] == '[' ? NULL : g_strndup (line, n);
}

/* What is there already stays as it is. */
static gboolean
ensure (PostilStore *store, PostilReport *report, const char *name, const char *colour, PostilLabelKind kind,
        PostilId parent, PostilId *id, GError **error)
{
  g_autoptr (PostilLabel) label = NULL;

  *id = postil_labels_find (store, name);
  if (*id != 0)
    return TRUE;
  label = postil_label_new (name, kind);
  label->position = -1;
  label->parent = kind == POSTIL_LABEL_ENTITY ? parent : 0;
  if (colour != NULL)
    {
      g_free (label->colour);
      label->colour = g_strdup (colour);
    }
  if (!postil_labels_add (store, label, error))
    return FALSE;
  *id = label->id;
  report->labels_added++;
  return TRUE;
}

gboolean
postil_brat_take_types (PostilStore *store, GBytes *annotation, const PostilBratSettings *settings,
                        PostilReport *report, GError **error)
{
  g_auto (GStrv) lines = lines_of (annotation);
  PostilId above[MAX_DEPTH + 1] = { 0 };
  Section section = SECTION_NONE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize depth = MIN (strspn (lines[i], "\t"), MAX_DEPTH - 1);
      g_autofree char *type = type_of (lines[i]);
      const char *name = type != NULL ? name_of (settings, type) : NULL;
      PostilLabelKind kind = section == SECTION_RELATIONS ? POSTIL_LABEL_RELATION : POSTIL_LABEL_ENTITY;

      if (lines[i][0] == '[')
        section = section_of (lines[i]);
      if (type == NULL || (section != SECTION_SPANS && section != SECTION_RELATIONS) ||
          !postil_label_check_name (name, NULL))
        continue;
      if (!ensure (store, report, name, g_hash_table_lookup (settings->colours, type), kind,
                   depth > 0 ? above[depth - 1] : 0, &above[depth], error))
        return FALSE;
    }
  return TRUE;
}
