/* record.c - one document as a foreign file states it, gathered piece by piece, then taken into the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "record.h"

#include <string.h>

#include "formats.h"

static PostilRecord *
new_empty (const char *key, guint line)
{
  PostilRecord *self = g_new0 (PostilRecord, 1);

  self->key = g_strdup (key);
  self->line = line;
  self->strings = g_string_chunk_new (4096);
  self->claims = g_array_new (FALSE, FALSE, sizeof (PostilClaim));
  self->places = g_array_new (FALSE, FALSE, sizeof (PostilPlace));
  self->links = g_array_new (FALSE, FALSE, sizeof (PostilLink));
  g_array_set_clear_func (self->claims, postil_claim_clear);
  g_array_set_clear_func (self->places, postil_place_clear);
  return self;
}

static void
find_astral (PostilRecord *self, const char *text, gsize n_bytes)
{
  guint32 u16 = 0;

  self->astral = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (gsize i = 0; i < n_bytes; i++)
    {
      guchar c = text[i];

      if ((c & 0xc0) == 0x80)
        continue;
      if (c >= 0xf0)
        g_array_append_val (self->astral, u16);
      u16 += c >= 0xf0 ? 2 : 1;
    }
  g_array_append_val (self->astral, u16); /* the end, so that the length is known */
}

PostilRecord *
postil_record_new (const char *key, const char *text, gsize n_bytes, guint line, GError **error)
{
  PostilAligner *aligner = postil_aligner_new (text, n_bytes, error);
  PostilRecord *self;

  if (aligner == NULL)
    return NULL;
  self = new_empty (key, line);
  self->aligner = aligner;
  find_astral (self, text, n_bytes);
  return self;
}

PostilRecord *
postil_record_new_for_document (PostilDocument *document, guint line)
{
  PostilRecord *self = new_empty (document->key, line);
  gsize n_bytes;
  const char *utf8 = postil_text_get_utf8 (document->text, &n_bytes);

  self->present = document;
  self->aligner = postil_aligner_new_for_text (document->text);
  find_astral (self, utf8, n_bytes);
  return self;
}

void
postil_record_free (PostilRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->title);
  g_free (self->language);
  json_decref (self->labels);
  json_decref (self->meta);
  g_clear_pointer (&self->present, postil_document_free);
  postil_aligner_free (self->aligner);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_array_unref (self->claims);
  g_array_unref (self->places);
  g_array_unref (self->links);
  g_array_unref (self->astral);
  g_string_chunk_free (self->strings);
  g_free (self);
}

const char *
postil_record_keep (PostilRecord *self, const char *string)
{
  return string != NULL ? g_string_chunk_insert (self->strings, string) : NULL;
}

PostilClaim *
postil_record_add (PostilRecord *self, const char *id, const char *label, gint64 start, gint64 stop, const char *quote,
                   guint line)
{
  PostilClaim claim = { .state = POSTIL_STATE_KEPT, .score = 1, .line = line };
  PostilPlace place = { .given = { start, stop } };

  claim.id = postil_record_keep (self, id);
  claim.label = postil_record_keep (self, label);
  place.quote = postil_record_keep (self, quote);
  g_array_append_val (self->claims, claim);
  g_array_append_val (self->places, place);
  return &g_array_index (self->claims, PostilClaim, self->claims->len - 1);
}

static void
append_part (PostilPlace *place, PostilGivenRange range)
{
  if (place->given_parts == NULL)
    {
      place->given_parts = g_array_new (FALSE, FALSE, sizeof (PostilGivenRange));
      g_array_append_val ((GArray *) place->given_parts, place->given);
    }
  g_array_append_val ((GArray *) place->given_parts, range);
  place->given.stop = range.stop;
}

void
postil_record_set_nowhere (PostilRecord *self)
{
  g_array_index (self->places, PostilPlace, self->places->len - 1).nowhere = TRUE;
}

void
postil_record_add_part (PostilRecord *self, gint64 start, gint64 stop)
{
  append_part (&g_array_index (self->places, PostilPlace, self->places->len - 1), (PostilGivenRange){ start, stop });
}

PostilLink *
postil_record_link (PostilRecord *self, const char *type, const char *head, const char *tail, guint line)
{
  PostilLink link = { .score = 1, .state = POSTIL_STATE_KEPT, .line = line };

  link.type = postil_record_keep (self, type);
  link.head = postil_record_keep (self, head);
  link.tail = postil_record_keep (self, tail);
  g_array_append_val (self->links, link);
  return &g_array_index (self->links, PostilLink, self->links->len - 1);
}

gint64
postil_record_n_u16 (const PostilRecord *self)
{
  return g_array_index (self->astral, guint32, self->astral->len - 1);
}

gboolean
postil_record_from_u16 (const PostilRecord *self, gint64 u16, gint64 *offset)
{
  guint low = 0, high = self->astral->len - 1;

  if (u16 < 0 || u16 > postil_record_n_u16 (self))
    return FALSE;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->astral, guint32, middle) < u16)
        low = middle + 1;
      else
        high = middle;
    }
  /* @low of them start before @u16; the last one may reach past it. */
  *offset = u16 - low;
  return low == 0 || g_array_index (self->astral, guint32, low - 1) + 2 <= u16;
}

/* ---- parts that a format had to write as spans of their own ---- */

typedef struct
{
  guint index;
  gint64 start;
} Member;

static int
compare_members (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Member *) a)->start, y = ((const Member *) b)->start;

  return (x > y) - (x < y);
}

static guint
find_root (GArray *roots, guint index)
{
  guint *data = (guint *) (gpointer) roots->data;

  while (data[index] != index)
    index = data[index] = data[data[index]];
  return index;
}

/* Whether the members, in order, can be the parts of one span. */
static gboolean
can_join (const PostilRecord *self, const GArray *members)
{
  const PostilClaim *first = &g_array_index (self->claims, PostilClaim, g_array_index (members, Member, 0).index);

  for (guint i = 1; i < members->len; i++)
    {
      guint before = g_array_index (members, Member, i - 1).index, here = g_array_index (members, Member, i).index;
      const PostilPlace *place = &g_array_index (self->places, PostilPlace, here);

      if (place->given_parts != NULL || place->given.start <= g_array_index (self->places, PostilPlace, before).given.stop ||
          strcmp (g_array_index (self->claims, PostilClaim, here).label, first->label) != 0)
        return FALSE;
    }
  return g_array_index (self->places, PostilPlace, g_array_index (members, Member, 0).index).given_parts == NULL;
}

/* The first takes the others in; those lose their label, which marks them for removal, and their names lead to it. */
static void
join (PostilRecord *self, const GArray *members, GHashTable *renamed)
{
  guint root = g_array_index (members, Member, 0).index;
  PostilPlace *place = &g_array_index (self->places, PostilPlace, root);
  const char *id = g_array_index (self->claims, PostilClaim, root).id;
  g_autoptr (GString) quote = g_string_new (place->quote);
  gboolean quoted = place->quote != NULL;

  for (guint i = 1; i < members->len; i++)
    {
      guint index = g_array_index (members, Member, i).index;
      PostilClaim *claim = &g_array_index (self->claims, PostilClaim, index);
      const PostilPlace *part = &g_array_index (self->places, PostilPlace, index);

      append_part (place, part->given);
      quoted = quoted && part->quote != NULL;
      if (quoted)
        g_string_append_printf (quote, " %s", part->quote);
      g_hash_table_insert (renamed, (char *) claim->id, (char *) id);
      claim->label = NULL;
    }
  place->quote = quoted ? postil_record_keep (self, quote->str) : NULL;
}

static void
remove_joined (PostilRecord *self, GHashTable *renamed)
{
  guint kept = 0;

  for (guint i = self->claims->len; i-- > 0;)
    if (g_array_index (self->claims, PostilClaim, i).label == NULL)
      {
        g_array_remove_index (self->claims, i);
        g_array_remove_index (self->places, i);
      }
  for (guint i = 0; i < self->links->len; i++)
    {
      PostilLink link = g_array_index (self->links, PostilLink, i);
      const char *head = g_hash_table_lookup (renamed, link.head), *tail = g_hash_table_lookup (renamed, link.tail);

      link.head = head != NULL ? head : link.head;
      link.tail = tail != NULL ? tail : link.tail;
      if (strcmp (link.type, POSTIL_CONTINUES) == 0 && strcmp (link.head, link.tail) == 0)
        continue;
      g_array_index (self->links, PostilLink, kept++) = link;
    }
  g_array_set_size (self->links, kept);
}

/* Finds which spans continue which; FALSE when none does. */
static gboolean
group_continued (const PostilRecord *self, GArray *roots)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean any = FALSE;

  for (guint i = 0; i < self->claims->len; i++)
    {
      const PostilClaim *claim = &g_array_index (self->claims, PostilClaim, i);

      g_array_append_val (roots, i);
      if (claim->id != NULL && !g_hash_table_contains (by_id, claim->id))
        g_hash_table_insert (by_id, (char *) claim->id, GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < self->links->len; i++)
    {
      const PostilLink *link = &g_array_index (self->links, PostilLink, i);
      guint head, tail;

      if (strcmp (link->type, POSTIL_CONTINUES) != 0)
        continue;
      head = GPOINTER_TO_UINT (g_hash_table_lookup (by_id, link->head));
      tail = GPOINTER_TO_UINT (g_hash_table_lookup (by_id, link->tail));
      if (head == 0 || tail == 0)
        continue;
      g_array_index (roots, guint, find_root (roots, head - 1)) = find_root (roots, tail - 1);
      any = TRUE;
    }
  return any;
}

static void
join_continued (PostilRecord *self)
{
  g_autoptr (GArray) roots = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) groups = NULL;
  g_autoptr (GHashTable) renamed = NULL;
  GHashTableIter iter;
  gpointer value;

  if (self->links->len == 0 || !group_continued (self, roots))
    return;
  groups = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  renamed = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->claims->len; i++)
    {
      gpointer root = GUINT_TO_POINTER (find_root (roots, i));
      GArray *members = g_hash_table_lookup (groups, root);
      Member member = { i, g_array_index (self->places, PostilPlace, i).given.start };

      if (members == NULL)
        {
          members = g_array_new (FALSE, FALSE, sizeof (Member));
          g_hash_table_insert (groups, root, members);
        }
      g_array_append_val (members, member);
    }
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GArray *members = value;

      g_array_sort (members, compare_members);
      if (members->len > 1 && can_join (self, members))
        join (self, members, renamed);
    }
  remove_joined (self, renamed);
}

/* ---- into the project ---- */

static PostilDocument *
make_document (const PostilRecord *self, const PostilImportOptions *options)
{
  PostilText *text = postil_aligner_get_text (self->aligner);
  PostilDocument *document = postil_document_new (self->key, text);
  gboolean lines = strchr (postil_text_get_utf8 (text, NULL), '\n') != NULL;

  g_free (document->title);
  document->title = self->title != NULL && self->title[0] != '\0' ? g_strdup (self->title)
                                                                 : postil_plain_text_title (text, self->key);
  document->kind = postil_plain_text_kind (text, options->kind);
  g_free (document->encoding);
  document->encoding = g_strdup ("UTF-8");
  g_free (document->source_sha256);
  document->source_sha256 = g_strdup (postil_text_get_sha256 (text));
  document->newline = postil_aligner_had_cr (self->aligner) ? POSTIL_NEWLINE_CRLF
                      : lines                               ? POSTIL_NEWLINE_LF
                                                            : POSTIL_NEWLINE_NONE;
  if (self->language != NULL)
    {
      g_free (document->language);
      document->language = g_strdup (self->language);
    }
  if (json_array_size (self->labels) > 0)
    document->labels = postil_json_to_string (self->labels);
  if (json_object_size (self->meta) > 0)
    document->meta = postil_json_to_string (self->meta);
  return document;
}

GHashTable *
postil_record_get_ids (const PostilRecord *self)
{
  return self->ids;
}

gboolean
postil_record_take (PostilRecord *self, PostilIntake *intake, GError **error)
{
  g_autoptr (PostilDocument) made = NULL;
  PostilDocument *document = self->present;
  gboolean accepted = TRUE, added = FALSE;

  join_continued (self);
  postil_intake_align (intake, self->aligner, self->key, self->claims, self->places);
  if (document == NULL)
    {
      document = made = make_document (self, postil_intake_get_options (intake));
      if (!postil_intake_document (intake, document, self->line, &accepted, &added, error))
        return FALSE;
    }
  if (!accepted)
    return TRUE;
  if (!postil_intake_spans (intake, document, added, self->claims, self->places, error))
    return FALSE;
  self->ids = postil_intake_ids (intake, self->claims);
  for (guint i = 0; i < self->links->len; i++)
    if (!postil_intake_link (intake, self->ids, document->id, &g_array_index (self->links, PostilLink, i), error))
      return FALSE;
  return TRUE;
}
