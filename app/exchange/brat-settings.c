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
} Section;

static Section
section_of (const char *line)
{
  if (g_str_has_prefix (line, "[entities]") || g_str_has_prefix (line, "[events]"))
    return SECTION_SPANS;
  if (g_str_has_prefix (line, "[relations]"))
    return SECTION_RELATIONS;
  return g_str_has_prefix (line, "[labels]") ? SECTION_LABELS : SECTION_NONE;
}

static char **
lines_of (GBytes *bytes)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);
  g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", (gssize) n_bytes);

  return g_strsplit (text, "\n", -1);
}

GHashTable *
postil_brat_names_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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

void
postil_brat_names_read (GHashTable *names, GBytes *visual)
{
  g_auto (GStrv) lines = lines_of (visual);
  Section section = SECTION_NONE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = NULL;

      if (lines[i][0] == '[')
        section = section_of (lines[i]);
      else if (g_str_has_prefix (lines[i], POSTIL_BRAT_NAME))
        read_whole_name (names, lines[i] + strlen (POSTIL_BRAT_NAME));
      else if (section == SECTION_LABELS && lines[i][0] != '#' && strchr (lines[i], '|') != NULL)
        {
          fields = g_strsplit (lines[i], "|", -1);
          g_strstrip (fields[0]);
          g_strstrip (fields[1]);
          if (fields[0][0] != '\0' && fields[1][0] != '\0' && strcmp (fields[0], fields[1]) != 0 &&
              postil_label_check_name (fields[1], NULL))
            g_hash_table_insert (names, g_strdup (fields[0]), g_strdup (fields[1]));
        }
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

GHashTable *
postil_brat_names_for_file (const char *path)
{
  GHashTable *names = postil_brat_names_new ();
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < MAX_UP; i++)
    {
      g_autoptr (GBytes) visual = load (folder, "visual.conf");
      g_autofree char *above = g_path_get_dirname (folder);

      if (visual != NULL)
        {
          postil_brat_names_read (names, visual);
          break;
        }
      if (strcmp (above, folder) == 0)
        break;
      g_free (folder);
      folder = g_steal_pointer (&above);
    }
  return names;
}

void
postil_brat_names_apply (GHashTable *names, PostilRecord *record)
{
  for (guint i = 0; i < record->claims->len; i++)
    {
      PostilClaim *claim = &g_array_index (record->claims, PostilClaim, i);
      const char *pretty = claim->label != NULL ? g_hash_table_lookup (names, claim->label) : NULL;

      if (pretty != NULL)
        claim->label = postil_record_keep (record, pretty);
    }
  for (guint i = 0; i < record->links->len; i++)
    {
      PostilLink *link = &g_array_index (record->links, PostilLink, i);
      const char *pretty = link->type != NULL ? g_hash_table_lookup (names, link->type) : NULL;

      if (pretty != NULL)
        link->type = postil_record_keep (record, pretty);
    }
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
ensure (PostilStore *store, PostilReport *report, const char *name, PostilLabelKind kind, PostilId parent, PostilId *id,
        GError **error)
{
  g_autoptr (PostilLabel) label = NULL;

  *id = postil_labels_find (store, name);
  if (*id != 0)
    return TRUE;
  label = postil_label_new (name, kind);
  label->position = -1;
  label->parent = kind == POSTIL_LABEL_ENTITY ? parent : 0;
  if (!postil_labels_add (store, label, error))
    return FALSE;
  *id = label->id;
  report->labels_added++;
  return TRUE;
}

gboolean
postil_brat_take_types (PostilStore *store, GBytes *annotation, GHashTable *names, PostilReport *report, GError **error)
{
  g_auto (GStrv) lines = lines_of (annotation);
  PostilId above[MAX_DEPTH + 1] = { 0 };
  Section section = SECTION_NONE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize depth = MIN (strspn (lines[i], "\t"), MAX_DEPTH - 1);
      g_autofree char *type = type_of (lines[i]);
      const char *pretty = type != NULL ? g_hash_table_lookup (names, type) : NULL;
      PostilLabelKind kind = section == SECTION_RELATIONS ? POSTIL_LABEL_RELATION : POSTIL_LABEL_ENTITY;

      if (lines[i][0] == '[')
        section = section_of (lines[i]);
      if (type == NULL || (section != SECTION_SPANS && section != SECTION_RELATIONS) ||
          !postil_label_check_name (pretty != NULL ? pretty : type, NULL))
        continue;
      if (!ensure (store, report, pretty != NULL ? pretty : type, kind, depth > 0 ? above[depth - 1] : 0, &above[depth],
                   error))
        return FALSE;
    }
  return TRUE;
}
