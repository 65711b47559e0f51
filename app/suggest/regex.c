/* regex.c - PCRE2 patterns that cannot hang; the only file that knows PCRE2
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PCRE2's match limit starts again at each offset of the subject, so by itself it bounds nothing that a person would
 * notice. Every pattern has two forms. The guarded one is compiled with auto-callouts: between any two items of a
 * pattern there is at most one scan over the subject, and the callout looks at the clock and at the cancellable. That
 * costs four times the matching itself, mostly for copying the groups at each callout. Most subjects are sentences,
 * where offsets times limit times length of a scan is little: there the quick form runs, without callouts and with a
 * low match limit, and the guarded one takes over from the same offset when the limit was met. Both find the same.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <glib/gi18n.h>
#include <pcre2.h>

#include <string.h>

#include <postil/error.h>
#include <postil/regex.h>

#define MAX_PATTERN_BYTES (64 * 1024)
#define HEAP_LIMIT_KIB (64 * 1024)
#define DEFAULT_DEADLINE_MS 1000
/* A look at the clock costs about as much as two callouts, and what lies between two callouts is a scan of the subject
 * at most: 16 MiB of scanning, some milliseconds, may go by between two looks. */
#define BYTES_PER_LOOK (16 * 1024 * 1024)
#define MIN_CALLOUTS_PER_LOOK 16
#define MAX_CALLOUTS_PER_LOOK 1024
/* The quick form gets subjects of so many bytes at most, and so much scanning: offsets by limit by bytes. Sentences of
 * 200 bytes may take 3,200 steps from one offset, of 1,000 bytes 128. At worst it is some tenths of a second. */
#define MAX_QUICK_BYTES 2048
#define QUICK_SCANNING (128 * 1024 * 1024)
#define MAX_QUICK_STEPS 10000

struct _PostilRegex
{
  int         references; /* atomic */
  pcre2_code *quick;      /* no callouts */
  gsize quick_ready;      /* g_once: 1 when the machine code was made, or cannot be */
  pcre2_code *guarded;    /* made when it is needed; NULL before, or when it cannot be made */
  gsize guarded_ready;
  char *pattern;
  guint32 options;
  GPtrArray  *names;      /* unique, in order of number, NULL-terminated */
};

struct _PostilRegexMatch
{
  PostilRegex         *regex;
  PostilText          *text;
  GCancellable        *cancellable;
  pcre2_match_data    *data;
  pcre2_match_context *context;
  const char          *subject; /* the stretch that is searched */
  gsize                start_byte;
  gsize                n_bytes;
  gsize                at;      /* where the next search starts, in bytes of the stretch */
  guint                deadline_ms;
  gint64               stop_at; /* monotonic time */
  guint                n_callouts;        /* since the last look at the clock */
  guint                callouts_per_look;
  gboolean             finished;
  gboolean             failed;  /* stopped for good: no other stretch will do */
};

typedef struct
{
  char *name;
  guint number;
} Name;

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const Name *first = a;
  const Name *second = b;

  return first->number < second->number ? -1 : first->number > second->number;
}

static GPtrArray *
read_names (const pcre2_code *code)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Name));
  guint32 n_rows = 0;
  guint32 row_size = 0;
  PCRE2_SPTR table = NULL;

  pcre2_pattern_info (code, PCRE2_INFO_NAMECOUNT, &n_rows);
  pcre2_pattern_info (code, PCRE2_INFO_NAMEENTRYSIZE, &row_size);
  pcre2_pattern_info (code, PCRE2_INFO_NAMETABLE, &table);
  for (guint32 i = 0; i < n_rows; i++)
    {
      PCRE2_SPTR row = table + (gsize) i * row_size;
      Name name = { (char *) (row + 2), (guint) row[0] << 8 | row[1] };

      g_array_append_val (rows, name);
    }
  g_array_sort (rows, compare_numbers);
  for (guint i = 0; i < rows->len; i++)
    {
      const char *name = g_array_index (rows, Name, i).name;

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_add (names, NULL);
  return names;
}

static guint32
compile_options (PostilRegexFlags flags)
{
  guint32 options = PCRE2_UTF;

  if (flags & POSTIL_REGEX_CASELESS)
    options |= PCRE2_CASELESS;
  /* The literal mode takes none of the others. */
  if (flags & POSTIL_REGEX_LITERAL)
    return options | PCRE2_LITERAL;
  options |= PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
  if (flags & POSTIL_REGEX_EXTENDED)
    options |= PCRE2_EXTENDED;
  return options;
}

static gboolean
check_pattern (const char *pattern, guint32 *error_offset, GError **error)
{
  gsize n_bytes = strlen (pattern);
  const char *end;

  *error_offset = 0;
  if (n_bytes > MAX_PATTERN_BYTES)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE,
                   _ ("The pattern has %zu bytes; at most %d are allowed. Split it into several."), n_bytes,
                   MAX_PATTERN_BYTES);
      return FALSE;
    }
  if (!g_utf8_validate (pattern, (gssize) n_bytes, &end))
    {
      *error_offset = (guint32) g_utf8_strlen (pattern, end - pattern);
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE,
                   _ ("The pattern is not valid UTF-8 after character %u."), *error_offset);
      return FALSE;
    }
  if (n_bytes == 0)
    {
      g_set_error_literal (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE, _ ("The pattern is empty."));
      return FALSE;
    }
  return TRUE;
}

PostilRegex *
postil_regex_new (const char *pattern, PostilRegexFlags flags, guint32 *error_offset, GError **error)
{
  guint32 options = compile_options (flags);
  guint32 ignored;
  int code = 0;
  PCRE2_SIZE where = 0;
  pcre2_code *compiled;
  PostilRegex *self;

  error_offset = error_offset != NULL ? error_offset : &ignored;
  if (!check_pattern (pattern, error_offset, error))
    return NULL;
  compiled = pcre2_compile ((PCRE2_SPTR) pattern, PCRE2_ZERO_TERMINATED, options, &code, &where, NULL);
  if (compiled == NULL)
    {
      char message[256] = "";

      pcre2_get_error_message (code, (PCRE2_UCHAR *) message, sizeof message);
      *error_offset = (guint32) g_utf8_strlen (pattern, (gssize) MIN (where, strlen (pattern)));
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE, _ ("The pattern is wrong after character %u: %s."),
                   *error_offset, message);
      return NULL;
    }
  self = g_new0 (PostilRegex, 1);
  self->references = 1;
  self->quick = compiled;
  self->pattern = g_strdup (pattern);
  self->options = options;
  self->names = read_names (compiled);
  return self;
}

PostilRegex *
postil_regex_ref (PostilRegex *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
postil_regex_unref (PostilRegex *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;
  pcre2_code_free (self->quick);
  pcre2_code_free (self->guarded);
  g_free (self->pattern);
  g_ptr_array_unref (self->names);
  g_free (self);
}

const char *const *
postil_regex_group_names (const PostilRegex *self)
{
  return (const char *const *) self->names->pdata;
}

static gboolean
is_out_of_time (const PostilRegexMatch *self)
{
  return g_get_monotonic_time () > self->stop_at;
}

static int
look_at_the_clock (pcre2_callout_block *block, void *user_data)
{
  PostilRegexMatch *self = user_data;

  if (++self->n_callouts < self->callouts_per_look)
    return 0;
  self->n_callouts = 0;
  if (is_out_of_time (self) || g_cancellable_is_cancelled (self->cancellable))
    return PCRE2_ERROR_CALLOUT;
  return 0;
}

/* Machine code is made at first use, for it costs ten times what reading the pattern does, and most rules meet none of
 * their words in a short text. Where the machine has no such compiler, or allows none, the interpreter does the same,
 * slower. */
static pcre2_code *
get_quick (PostilRegex *regex)
{
  if (g_once_init_enter (&regex->quick_ready))
    {
      pcre2_jit_compile (regex->quick, PCRE2_JIT_COMPLETE);
      g_once_init_leave (&regex->quick_ready, 1);
    }
  return regex->quick;
}

/* NULL when the pattern with its callouts is beyond PCRE2's sizes. */
static pcre2_code *
get_guarded (PostilRegex *regex)
{
  if (g_once_init_enter (&regex->guarded_ready))
    {
      int code = 0;
      PCRE2_SIZE where = 0;

      regex->guarded = pcre2_compile ((PCRE2_SPTR) regex->pattern, PCRE2_ZERO_TERMINATED,
                                      regex->options | PCRE2_AUTO_CALLOUT, &code, &where, NULL);
      if (regex->guarded != NULL)
        pcre2_jit_compile (regex->guarded, PCRE2_JIT_COMPLETE);
      g_once_init_leave (&regex->guarded_ready, 1);
    }
  return regex->guarded;
}

PostilRegexMatch *
postil_regex_match_new (PostilRegex *regex, PostilText *text, PostilRange within, guint deadline_ms,
                        GCancellable *cancellable)
{
  PostilRegexMatch *self = g_new0 (PostilRegexMatch, 1);

  self->regex = regex;
  self->text = text;
  self->cancellable = cancellable;
  self->deadline_ms = deadline_ms > 0 ? deadline_ms : DEFAULT_DEADLINE_MS;
  self->stop_at = g_get_monotonic_time () + (gint64) self->deadline_ms * 1000;
  self->data = pcre2_match_data_create_from_pattern (regex->quick, NULL);
  self->context = pcre2_match_context_create (NULL);
  if (self->data == NULL || self->context == NULL)
    g_error ("Out of memory for a pattern's match data");
  pcre2_set_callout (self->context, look_at_the_clock, self);
  pcre2_set_heap_limit (self->context, HEAP_LIMIT_KIB);
  pcre2_set_depth_limit (self->context, G_MAXUINT32);
  postil_regex_match_reset (self, within);
  return self;
}

void
postil_regex_match_reset (PostilRegexMatch *self, PostilRange within)
{
  const char *utf8 = postil_text_get_utf8 (self->text, NULL);

  self->start_byte = postil_text_to_byte (self->text, within.start);
  self->n_bytes = postil_text_to_byte (self->text, within.stop) - self->start_byte;
  self->subject = utf8 + self->start_byte;
  self->at = 0;
  self->callouts_per_look =
      (guint) CLAMP (BYTES_PER_LOOK / MAX (self->n_bytes, 1), MIN_CALLOUTS_PER_LOOK, MAX_CALLOUTS_PER_LOOK);
  self->finished = self->failed || within.start >= within.stop;
}

void
postil_regex_match_free (PostilRegexMatch *self)
{
  pcre2_match_data_free (self->data);
  pcre2_match_context_free (self->context);
  g_free (self);
}

/* Empty matches are refused inside PCRE2, which then looks for a longer one at the same place. */
static int
match_with (PostilRegexMatch *self, const pcre2_code *code, guint32 limit)
{
  guint32 options = PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY;
  PCRE2_SPTR subject = (PCRE2_SPTR) self->subject;
  int result;

  pcre2_set_match_limit (self->context, limit);
  result = pcre2_match (code, subject, self->n_bytes, self->at, options, self->data, self->context);
  /* The compiled code has 32 KiB of stack; the interpreter takes its frames from the heap, up to the heap limit. */
  if (result == PCRE2_ERROR_JIT_STACKLIMIT && limit == G_MAXUINT32)
    result = pcre2_match (code, subject, self->n_bytes, self->at, options | PCRE2_NO_JIT, self->data, self->context);
  return result;
}

static int
match_at (PostilRegexMatch *self)
{
  const pcre2_code *guarded;

  if (self->n_bytes <= MAX_QUICK_BYTES)
    {
      gsize steps = MIN (QUICK_SCANNING / (self->n_bytes * self->n_bytes), MAX_QUICK_STEPS);
      int result = match_with (self, get_quick (self->regex), (guint32) steps);

      if (result >= 0 || result == PCRE2_ERROR_NOMATCH)
        return result;
    }
  guarded = get_guarded (self->regex);
  return guarded != NULL ? match_with (self, guarded, G_MAXUINT32) : PCRE2_ERROR_INTERNAL;
}

static gboolean
fail (PostilRegexMatch *self, int code, GError **error)
{
  char message[256] = "";

  self->finished = TRUE;
  self->failed = TRUE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (code == PCRE2_ERROR_CALLOUT)
    {
      g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT,
                   _ ("The pattern took longer than %u ms and was stopped; make its repetitions narrower."),
                   self->deadline_ms);
      return FALSE;
    }
  pcre2_get_error_message (code, (PCRE2_UCHAR *) message, sizeof message);
  g_set_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT, _ ("The pattern was stopped: %s."), message);
  return FALSE;
}

gboolean
postil_regex_match_next (PostilRegexMatch *self, GError **error)
{
  while (!self->finished)
    {
      const PCRE2_SIZE *ends;
      int code;

      if (is_out_of_time (self) || g_cancellable_is_cancelled (self->cancellable))
        return fail (self, PCRE2_ERROR_CALLOUT, error);
      if (self->at >= self->n_bytes)
        break;
      code = match_at (self);
      if (code == PCRE2_ERROR_NOMATCH)
        break;
      if (code < 0)
        return fail (self, code, error);
      ends = pcre2_get_ovector_pointer (self->data);
      if (ends[1] > ends[0] && ends[1] > self->at)
        {
          self->at = ends[1];
          return TRUE;
        }
      /* \K reached through a subroutine can put the start behind the end. */
      self->at = (gsize) (g_utf8_next_char (self->subject + self->at) - self->subject);
    }
  self->finished = TRUE;
  return FALSE;
}

static PostilRange
range_of (const PostilRegexMatch *self, guint32 number)
{
  const PCRE2_SIZE *ends = pcre2_get_ovector_pointer (self->data);

  return POSTIL_RANGE (postil_text_from_byte (self->text, self->start_byte + ends[2 * number]),
                       postil_text_from_byte (self->text, self->start_byte + ends[2 * number + 1]));
}

PostilRange
postil_regex_match_range (const PostilRegexMatch *self)
{
  return range_of (self, 0);
}

gboolean
postil_regex_match_group (const PostilRegexMatch *self, const char *name, PostilRange *range)
{
  PCRE2_SPTR first;
  PCRE2_SPTR last;
  int row_size = pcre2_substring_nametable_scan (self->regex->quick, (PCRE2_SPTR) name, &first, &last);

  if (row_size < 0)
    return FALSE;
  /* With (?J) one name stands for several groups. */
  for (PCRE2_SPTR row = first; row <= last; row += row_size)
    {
      guint32 number = (guint32) row[0] << 8 | row[1];
      const PCRE2_SIZE *ends = pcre2_get_ovector_pointer (self->data);

      if (number >= pcre2_get_ovector_count (self->data) || ends[2 * number] == PCRE2_UNSET ||
          ends[2 * number] > ends[2 * number + 1])
        continue;
      *range = range_of (self, number);
      return TRUE;
    }
  return FALSE;
}
