/* profile.c - exports that a project remembers by name, so that they can be made again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n.h>
#include <postil/profile.h>

#include <string.h>

#include "json.h"

#define SETTING "export-profiles"
#define LAST_SETTING "export-last"

PostilProfile *
postil_profile_new (void)
{
  return g_new0 (PostilProfile, 1);
}

void
postil_profile_free (PostilProfile *self)
{
  if (self == NULL)
    return;
  g_free (self->format);
  g_free (self->output);
  g_strfreev (self->labels);
  g_free (self->annotator);
  g_free (self);
}

PostilProfile *
postil_profile_copy (const PostilProfile *self)
{
  PostilProfile *copy = g_memdup2 (self, sizeof *self);

  copy->format = g_strdup (self->format);
  copy->output = g_strdup (self->output);
  copy->labels = g_strdupv (self->labels);
  copy->annotator = g_strdup (self->annotator);
  return copy;
}

gboolean
postil_profile_has_split (const PostilProfile *profile)
{
  return profile->split.shares[0] + profile->split.shares[1] + profile->split.shares[2] > 0;
}

static const char *const edge_names[] = { "expand", "contract", "skip" }; /* as PostilEdges has them */

const char *
postil_edges_to_string (PostilEdges edges)
{
  return edge_names[edges];
}

gboolean
postil_edges_from_string (const char *name, PostilEdges *edges)
{
  for (guint i = 0; i < G_N_ELEMENTS (edge_names); i++)
    if (strcmp (name, edge_names[i]) == 0)
      {
        *edges = (PostilEdges) i;
        return TRUE;
      }
  return FALSE;
}

static const char *const overlap_names[] = { "longest", "shortest", "first", "split" }; /* as PostilOverlap has them */
static const char *const parts_names[] = { "split", "hull", "first", "drop" };  /* as PostilParts has them */
static const char *const negatives_names[] = { "all", "done", "none" };         /* as PostilNegatives has them */

const char *
postil_overlap_to_string (PostilOverlap overlap)
{
  return overlap_names[overlap];
}

const char *
postil_parts_to_string (PostilParts parts)
{
  return parts_names[parts];
}

/* -1 when it is none. */
static int
find_name (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; name != NULL && i < n; i++)
    if (strcmp (names[i], name) == 0)
      return (int) i;
  return -1;
}

const char *
postil_negatives_to_string (PostilNegatives negatives)
{
  return negatives_names[negatives];
}

gboolean
postil_negatives_from_string (const char *name, PostilNegatives *negatives)
{
  int choice = find_name (negatives_names, G_N_ELEMENTS (negatives_names), name);

  if (choice >= 0)
    *negatives = (PostilNegatives) choice;
  return choice >= 0;
}

gboolean
postil_export_options_set_policy (PostilExportOptions *options, const char *assignment, GError **error)
{
  const char *equals = strchr (assignment, '=');
  g_autofree char *kind = equals != NULL ? g_strndup (assignment, equals - assignment) : NULL;
  int choice = -1;

  if (g_strcmp0 (kind, "edges") == 0 && postil_edges_from_string (equals + 1, &options->edges))
    return TRUE;
  if (g_strcmp0 (kind, "overlap") == 0 &&
      (choice = find_name (overlap_names, G_N_ELEMENTS (overlap_names), equals + 1)) >= 0)
    options->overlap = (PostilOverlap) choice;
  else if (g_strcmp0 (kind, "parts") == 0 &&
           (choice = find_name (parts_names, G_N_ELEMENTS (parts_names), equals + 1)) >= 0)
    options->parts = (PostilParts) choice;
  if (choice >= 0)
    return TRUE;
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND,
               _ ("“%s” is no policy; say overlap=longest, shortest, first or split, parts=split, hull, first or drop, "
                  "or edges=expand, "
                  "contract or skip."),
               assignment);
  return FALSE;
}

/* ---- as JSON ---- */

static void
set_string (json_t *object, const char *key, const char *value)
{
  if (value != NULL)
    json_object_set_new (object, key, json_string (value));
}

static json_t *
names_to_json (char **names)
{
  json_t *array = json_array ();

  for (guint i = 0; names[i] != NULL; i++)
    json_array_append_new (array, json_string (names[i]));
  return array;
}

static json_t *
profile_to_json (const PostilProfile *self)
{
  json_t *object = json_object ();
  json_t *states = json_array ();

  set_string (object, "format", self->format);
  set_string (object, "output", self->output);
  set_string (object, "annotator", self->annotator);
  set_string (object, "edges", postil_edges_to_string (self->edges));
  set_string (object, "overlap", postil_overlap_to_string (self->overlap));
  set_string (object, "parts", postil_parts_to_string (self->parts));
  set_string (object, "negatives", postil_negatives_to_string (self->negatives));
  if (self->labels != NULL)
    json_object_set_new (object, "labels", names_to_json (self->labels));
  for (int state = POSTIL_STATE_SUGGESTED; state <= POSTIL_STATE_REJECTED; state++)
    if ((self->states & POSTIL_STATES (state)) != 0)
      json_array_append_new (states, json_string (postil_state_to_string (state)));
  json_object_set_new (object, "states", states);
  json_object_set_new (object, "done_only", json_boolean (self->done_only));
  json_object_set_new (object, "spreadsheet", json_boolean (self->spreadsheet));
  json_object_set_new (object, "strict", json_boolean (self->strict));
  if (postil_profile_has_split (self))
    {
      g_autofree char *shares =
          g_strdup_printf ("%u/%u/%u", self->split.shares[0], self->split.shares[1], self->split.shares[2]);

      set_string (object, "split", shares);
      json_object_set_new (object, "seed", json_integer ((json_int_t) self->split.seed));
      json_object_set_new (object, "stratified", json_boolean (!self->split.plain));
    }
  return object;
}

static char **
names_from_json (const json_t *array)
{
  GPtrArray *names = g_ptr_array_new ();

  for (size_t i = 0; i < json_array_size (array); i++)
    if (json_is_string (json_array_get (array, i)))
      g_ptr_array_add (names, g_strdup (json_string_value (json_array_get (array, i))));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

/* What is not there, or no such thing, is as in a new profile. */
static PostilProfile *
profile_from_json (const json_t *object)
{
  PostilProfile *self = postil_profile_new ();
  const json_t *states = json_object_get (object, "states"), *labels = json_object_get (object, "labels");
  const char *edges = postil_json_get_string (object, "edges"), *split = postil_json_get_string (object, "split");
  gint64 seed = 0;

  self->format = g_strdup (postil_json_get_string (object, "format"));
  self->output = g_strdup (postil_json_get_string (object, "output"));
  self->annotator = g_strdup (postil_json_get_string (object, "annotator"));
  self->done_only = json_is_true (json_object_get (object, "done_only"));
  self->spreadsheet = json_is_true (json_object_get (object, "spreadsheet"));
  self->strict = json_is_true (json_object_get (object, "strict"));
  self->labels = json_is_array (labels) ? names_from_json (labels) : NULL;
  for (size_t i = 0; i < json_array_size (states); i++)
    {
      const char *name = json_string_value (json_array_get (states, i));
      PostilState state;

      if (name != NULL && postil_state_from_string (name, &state))
        self->states |= POSTIL_STATES (state);
    }
  if (edges != NULL)
    postil_edges_from_string (edges, &self->edges);
  self->overlap = (PostilOverlap) MAX (0, find_name (overlap_names, G_N_ELEMENTS (overlap_names),
                                                     postil_json_get_string (object, "overlap")));
  self->parts =
      (PostilParts) MAX (0, find_name (parts_names, G_N_ELEMENTS (parts_names), postil_json_get_string (object, "parts")));
  postil_negatives_from_string (postil_json_get_string (object, "negatives"), &self->negatives);
  self->split.plain = json_is_false (json_object_get (object, "stratified"));
  if (split != NULL)
    postil_split_from_string (split, &self->split, NULL);
  postil_json_get_integer (object, "seed", &seed);
  self->split.seed = (guint64) seed;
  return self;
}

/* ---- in the project ---- */

/* All of them, an object by name; empty when there are none or the setting is spoilt. (transfer full) */
static json_t *
load_all (PostilStore *store)
{
  g_autofree char *setting = postil_setting_get (store, SETTING);
  json_t *all = setting != NULL ? postil_json_parse (setting, strlen (setting), NULL, NULL) : NULL;

  if (json_is_object (all))
    return all;
  json_decref (all);
  return json_object ();
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
postil_profiles_list (PostilStore *store, GError **error)
{
  g_autoptr (json_t) all = load_all (store);
  GPtrArray *names = g_ptr_array_new ();
  const char *name;
  json_t *profile;

  json_object_foreach (all, name, profile)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

PostilProfile *
postil_profiles_get (PostilStore *store, const char *name, GError **error)
{
  g_autoptr (json_t) all = load_all (store);
  const json_t *object = json_object_get (all, name);

  if (json_is_object (object))
    return profile_from_json (object);
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("The project has no export profile “%s”."), name);
  return NULL;
}

gboolean
postil_profiles_set (PostilStore *store, const char *name, const PostilProfile *profile, GError **error)
{
  g_autoptr (json_t) all = load_all (store);
  g_autofree char *setting = NULL;

  if (profile != NULL)
    json_object_set_new (all, name, profile_to_json (profile));
  else
    json_object_del (all, name);
  setting = postil_json_to_string (all);
  return postil_setting_set (store, SETTING, setting, error);
}

PostilProfile *
postil_profiles_get_last (PostilStore *store, char **name)
{
  g_autofree char *setting = postil_setting_get (store, LAST_SETTING);
  g_autoptr (json_t) last = setting != NULL ? postil_json_parse (setting, strlen (setting), NULL, NULL) : NULL;
  const json_t *object = json_object_get (last, "profile");

  *name = NULL;
  if (!json_is_object (object))
    return NULL;
  *name = g_strdup (postil_json_get_string (last, "name"));
  return profile_from_json (object);
}

gboolean
postil_profiles_set_last (PostilStore *store, const char *name, const PostilProfile *profile, GError **error)
{
  g_autoptr (json_t) last = json_object ();
  g_autofree char *setting = NULL;

  set_string (last, "name", name);
  json_object_set_new (last, "profile", profile_to_json (profile));
  setting = postil_json_to_string (last);
  return postil_setting_set (store, LAST_SETTING, setting, error);
}

/* ---- exporting ---- */

gboolean
postil_profile_get_options (const PostilProfile *profile, PostilStore *store, const PostilFormat **format,
                            PostilExportOptions *options, GError **error)
{
  *options = (PostilExportOptions){
    .states = profile->states,
    .labels = profile->labels,
    .done_only = profile->done_only,
    .spreadsheet = profile->spreadsheet,
    .strict = profile->strict,
    .edges = profile->edges,
    .overlap = profile->overlap,
    .parts = profile->parts,
    .negatives = profile->negatives,
  };
  *format = profile->format != NULL ? postil_format_find (profile->format) : NULL;
  if (*format == NULL)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_NOT_FOUND, _ ("The profile names “%s”, which is no format."),
                   profile->format != NULL ? profile->format : "");
      return FALSE;
    }
  return profile->annotator == NULL || postil_annotator_find (store, profile->annotator, &options->annotator, error);
}

gboolean
postil_profile_export_with (const PostilProfile *profile, PostilStore *store, const PostilFormat *format,
                            const PostilExportOptions *options, const char *path, PostilReport *report,
                            GCancellable *cancellable, GError **error)
{
  if (postil_profile_has_split (profile))
    return postil_export_split (store, format, path, options, &profile->split, report, cancellable, error);
  return postil_export (store, format, path, options, report, cancellable, error);
}

gboolean
postil_profile_export (PostilStore *store, const PostilProfile *profile, const char *path, PostilReport *report,
                       GCancellable *cancellable, GError **error)
{
  const PostilFormat *format;
  PostilExportOptions options;

  return postil_profile_get_options (profile, store, &format, &options, error) &&
         postil_profile_export_with (profile, store, format, &options, path, report, cancellable, error);
}
