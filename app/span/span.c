/* span.c - spans as plain values, and the ids of everything
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/span.h>
#include <stdarg.h>
#include <string.h>
#include <sys/random.h>

static const char *const state_names[] = {
  [POSTIL_STATE_SUGGESTED] = "suggested",
  [POSTIL_STATE_KEPT] = "kept",
  [POSTIL_STATE_REJECTED] = "rejected",
};

const char *
postil_state_to_string (PostilState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_names), NULL);
  return state_names[state];
}

gboolean
postil_state_from_string (const char *name, PostilState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    {
      if (g_strcmp0 (name, state_names[i]) != 0)
        continue;
      *state = (PostilState) i;
      return TRUE;
    }
  return FALSE;
}

PostilSpan *
postil_span_new (void)
{
  PostilSpan *self = g_new0 (PostilSpan, 1);

  self->state = POSTIL_STATE_KEPT;
  self->score = 1.0;
  self->note = g_strdup ("");
  return self;
}

PostilSpan *
postil_span_copy (const PostilSpan *self)
{
  PostilSpan *copy = g_new (PostilSpan, 1);

  *copy = *self;
  copy->parts = self->parts != NULL ? g_array_copy (self->parts) : NULL;
  copy->note = g_strdup (self->note);
  copy->reason = g_strdup (self->reason);
  copy->attributes = g_strdup (self->attributes);
  return copy;
}

void
postil_span_free (PostilSpan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->parts, g_array_unref);
  g_free (self->note);
  g_free (self->reason);
  g_free (self->attributes);
  g_free (self);
}

static gboolean
same_parts (const GArray *a, const GArray *b)
{
  const guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!postil_range_equal (g_array_index (a, PostilRange, i), g_array_index (b, PostilRange, i)))
      return FALSE;
  return TRUE;
}

gboolean
postil_span_same_place (const PostilSpan *a, const PostilSpan *b)
{
  return a->document == b->document && a->label == b->label && postil_range_equal (a->range, b->range) &&
         same_parts (a->parts, b->parts);
}

int
postil_span_compare (gconstpointer a, gconstpointer b)
{
  const PostilSpan *left = *(PostilSpan *const *) a;
  const PostilSpan *right = *(PostilSpan *const *) b;
  const int by_range = postil_range_compare (&left->range, &right->range);

  if (by_range != 0)
    return by_range;
  return left->id < right->id ? -1 : left->id > right->id;
}

char *
postil_id_to_string (char prefix, PostilId id)
{
  return g_strdup_printf ("%c%016" G_GINT64_MODIFIER "x", prefix, (guint64) id);
}

gboolean
postil_id_from_string (char prefix, const char *string, PostilId *id)
{
  guint64 value = 0;

  if (string == NULL || string[0] != prefix || strlen (string) != 17)
    return FALSE;
  for (const char *at = string + 1; *at != '\0'; at++)
    {
      if (!g_ascii_isxdigit (*at) || g_ascii_isupper (*at))
        return FALSE;
      value = value << 4 | (guint64) g_ascii_xdigit_value (*at);
    }
  if (value == 0 || value > G_MAXINT64)
    return FALSE;
  *id = (PostilId) value;
  return TRUE;
}

PostilId
postil_id_random (void)
{
  guint64 value = 0;

  /* GLib's generator is seeded with 128 bits and repeats after a fork; ids must not meet across machines. */
  do
    {
      if (getrandom (&value, sizeof value, 0) != (gssize) sizeof value)
        value = (guint64) g_random_int () << 32 | g_random_int ();
      value &= G_MAXINT64;
    }
  while (value == 0);
  return (PostilId) value;
}

PostilId
postil_id_derive (const char *first, ...)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize n_digest = sizeof digest;
  guint64 value = 0;
  va_list rest;

  va_start (rest, first);
  for (const char *part = first; part != NULL; part = va_arg (rest, const char *))
    g_checksum_update (checksum, (const guchar *) part, (gssize) strlen (part) + 1);
  va_end (rest);

  g_checksum_get_digest (checksum, digest, &n_digest);
  for (guint i = 0; i < 8; i++)
    value = value << 8 | digest[i];
  value >>= 1;
  return value != 0 ? (PostilId) value : 1;
}
