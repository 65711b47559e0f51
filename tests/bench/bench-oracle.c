/* bench-oracle.c - how many keys a review of suggestions takes, when somebody who knows the answers presses them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: bench-oracle WORK GOLD [--silent]. Both are projects of the same texts; GOLD has the acts kept, WORK has
 * nothing. WORK is gone through document by document as in the window: suggestions come from the suggesters, are
 * decided in the order of the queue, what is missing is marked, the document is done, and the project learns before the
 * next one. "tests/bench/oracle.py" makes both.
 *
 * What is counted, in keys. A suggestion: 1 to accept or to reject it, 1 to give it another label; when its edges are
 * wrong 1 for E, then 1 for each token or each stop (Down, Up) that an edge moves, or less where rejecting it and
 * marking by hand is less. A decision goes on to the next suggestion, and the caret stands there. A span by hand: Down
 * for each line and Left or Right for each token from where the caret is, "," or "." as often as needed and Shift+Left
 * or Shift+Right for each token that the selection is wrong by, or Shift+Right alone; 1 for the label; 1 for Tab, back
 * into the queue, where something is left to do there. A wrong suggestion that is left that way stays open. A document:
 * 1 for D, or for Shift+D, which rejects what is open. Lines have 80 characters. Only acts are in the queue.
 */
#include <postil/postil.h>

#include <stdio.h>
#include <stdlib.h>

#define LINE 80
#define STEP 5

static const char *const acts[] = { "Allegation", "Denial", "Threat", "Sarcasm", NULL };

typedef struct
{
  PostilProject *project;
  PostilProject *gold;
  GMainLoop *loop;
  gboolean silent; /* no suggestions at all */
} Bench;

/* Of one document. */
typedef struct
{
  PostilText *text;
  GArray *tokens;
  GPtrArray *gold; /* PostilSpan */
  gboolean *found;
  guint n_keys;
  guint n_by_hand; /* keys that all of it would take without suggestions */
  guint n_accepted, n_edited, n_relabelled, n_rejected, n_missed;
  guint n_edge_keys, n_hand_keys; /* of those */
} Visit;

static void
die (GError *error)
{
  fprintf (stderr, "bench-oracle: %s\n", error != NULL ? error->message : "failed");
  exit (1);
}

/* How many tokens lie between two places. */
static guint
tokens_between (const Visit *visit, guint32 a, guint32 b)
{
  guint n = 0;

  for (guint i = 0; i < visit->tokens->len; i++)
    {
      guint32 at = g_array_index (visit->tokens, PostilToken, i).range.start;

      n += at >= MIN (a, b) && at < MAX (a, b);
    }
  return n;
}

/* Down to the line, or Up, then token by token. */
static guint
keys_to_walk (const Visit *visit, guint32 from, guint32 to)
{
  guint best = tokens_between (visit, from, to);

  for (int lines = 1; lines * LINE < (int) MAX (from, to) - (int) MIN (from, to) + LINE; lines++)
    {
      gint64 at = from < to ? (gint64) from + lines * LINE : (gint64) from - lines * LINE;

      best = MIN (best, (guint) lines + tokens_between (visit, (guint32) MAX (at, 0), to));
    }
  return best;
}

/* "," or "." pressed up to three times, then the end mended by tokens; the caret stands at the start. */
static guint
keys_to_select (const Visit *visit, PostilRange range)
{
  guint best = tokens_between (visit, range.start, range.stop);

  for (guint unit = 0; unit < 2; unit++)
    {
      PostilRange chosen = { 0, 0 };

      for (guint n = 1; n <= 3; n++)
        {
          guint32 at = n == 1 ? range.start : postil_segment_next_token (visit->text, chosen.stop - 1).start;
          PostilRange next =
              unit == 0 ? postil_segment_clause_at (visit->text, at) : postil_segment_sentence_at (visit->text, at);

          chosen = n == 1 ? next : POSTIL_RANGE (chosen.start, next.stop);
          if (chosen.start >= chosen.stop)
            break;
          best = MIN (best, n + tokens_between (visit, chosen.stop, range.stop) +
                                tokens_between (visit, chosen.start, range.start));
        }
    }
  return best;
}

static guint
keys_by_hand (Visit *visit, guint32 from, PostilRange range)
{
  return keys_to_walk (visit, from, range.start) + keys_to_select (visit, range) + 1;
}

/* From one place to another by stops, then by tokens. */
static guint
keys_for_edge (const Visit *visit, guint32 from, guint32 to, gboolean end)
{
  guint best = tokens_between (visit, from, to);

  for (guint n = 1; n < best && from != to; n++)
    {
      from = postil_segment_stop (visit->text, from, end, from < to ? 1 : -1);
      best = MIN (best, n + tokens_between (visit, from, to));
    }
  return best;
}

static guint
keys_for_edges (const Visit *visit, PostilRange said, PostilRange right)
{
  guint n = keys_for_edge (visit, said.start, right.start, FALSE) + keys_for_edge (visit, said.stop, right.stop, TRUE);

  return n > 0 ? n + 1 : 0;
}

static guint32
shared (PostilRange a, PostilRange b)
{
  guint32 start = MAX (a.start, b.start), stop = MIN (a.stop, b.stop);

  return start < stop ? stop - start : 0;
}

/* The gold span that a suggestion is nearest to, of its label if there is one; -1: none. */
static int
find_gold (const Visit *visit, const PostilSpan *said)
{
  guint64 most = 0;
  int best = -1;

  for (guint i = 0; i < visit->gold->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (visit->gold, i);
      guint64 common = visit->found[i] ? 0 : shared (span->range, said->range);

      if (common > 0 && span->label == said->label)
        common += G_MAXUINT32;
      if (common > most)
        {
          most = common;
          best = (int) i;
        }
    }
  return best;
}

static void
mark_by_hand (Bench *bench, Visit *visit, const PostilSpan *gold)
{
  g_autoptr (GError) error = NULL;

  if (postil_project_tag (bench->project, gold->document, gold->range, gold->label, &error) == 0)
    die (error);
}

/* What becomes of a suggestion. */
typedef struct
{
  const PostilSpan *said;
  const PostilSpan *gold; /* NULL: wrong */
  guint n_edges;
} Answer;

static Answer
find_answer (Visit *visit, const PostilSpan *said)
{
  Answer answer = { said, NULL, 0 };
  int at = find_gold (visit, said);

  if (at < 0)
    return answer;
  answer.gold = g_ptr_array_index (visit->gold, (guint) at);
  answer.n_edges = keys_for_edges (visit, said->range, answer.gold->range);
  if (answer.n_edges > keys_by_hand (visit, said->range.start, answer.gold->range))
    return (Answer){ said, NULL, 0 };
  visit->found[at] = TRUE;
  return answer;
}

/* Decides it; which keys that takes is counted elsewhere. */
static void
decide (Bench *bench, Visit *visit, const Answer *answer)
{
  const PostilSpan *said = answer->said, *gold = answer->gold;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (gold == NULL)
    {
      visit->n_rejected++;
      if (!postil_project_decide (bench->project, said->id, POSTIL_STATE_REJECTED, &error))
        die (error);
      return;
    }
  visit->n_edited += answer->n_edges > 0;
  done = answer->n_edges == 0 || postil_project_set_range (bench->project, said->id, gold->range, &error);
  if (gold->label != said->label)
    {
      visit->n_relabelled++;
      done = done && postil_project_relabel (bench->project, said->id, gold->label, &error);
    }
  else
    visit->n_accepted++;
  done = done && postil_project_decide (bench->project, said->id, POSTIL_STATE_KEPT, &error);
  if (!done)
    die (error);
}

/* What marking the missed spans from @first on that start before @limit takes, from @caret on; *@next: the first one
 * behind. */
static guint
keys_for_missed (Visit *visit, const GPtrArray *missed, guint first, guint32 limit, guint32 caret, guint *next)
{
  guint n = 0;

  for (; first < missed->len; first++)
    {
      const PostilSpan *span = g_ptr_array_index (missed, first);

      if (span->range.start >= limit)
        break;
      n += keys_by_hand (visit, caret, span->range);
      caret = span->range.stop;
    }
  *next = first;
  return n;
}

/* In reading order: what is missing around a suggestion is marked before or after it is answered, whichever is less. */
static void
count_keys (Visit *visit, const GArray *answers, const GPtrArray *missed)
{
  guint next = 0, last = 0;

  for (guint i = 0; i < answers->len; i++)
    if (g_array_index (answers, Answer, i).gold != NULL)
      last = i + 1;
  for (guint i = 0; i < answers->len && (i < last || next < missed->len); i++)
    {
      const Answer *answer = &g_array_index (answers, Answer, i);
      gboolean is_last = i + 1 == answers->len;
      guint32 here = answer->said->range.start;
      guint32 limit = is_last ? G_MAXUINT32 : g_array_index (answers, Answer, i + 1).said->range.start;
      guint32 then = is_last ? answer->said->range.stop : limit;
      guint first = next;
      guint n = keys_for_missed (visit, missed, first, limit, here, &next);
      gboolean more = i + 1 < last || next < missed->len;

      visit->n_edge_keys += answer->n_edges;
      visit->n_keys += answer->n_edges;
      if (answer->gold != NULL && n > 0)
        n = MIN (n + 1, keys_for_missed (visit, missed, first, limit, then, &next) + more);
      visit->n_hand_keys += n;
      /* A wrong one costs one key to be left: X, or Tab behind what was marked. */
      visit->n_keys += n + (answer->gold != NULL || more);
    }
  if (answers->len == 0)
    {
      visit->n_hand_keys += keys_for_missed (visit, missed, 0, G_MAXUINT32, 0, &next);
      visit->n_keys += visit->n_hand_keys;
    }
  visit->n_keys++;
}

/* Of spans of a document those that are acts. */
static GPtrArray *
acts_of (PostilProject *project, PostilId document, PostilStates states)
{
  PostilSpanFilter filter = { .document = document, .states = states, .without_structure = TRUE };
  g_autoptr (GError) error = NULL;
  GPtrArray *spans = postil_spans_list (postil_project_get_store (project), &filter, &error);

  if (spans == NULL)
    die (error);
  for (guint i = spans->len; i-- > 0;)
    {
      const PostilSpan *span = g_ptr_array_index (spans, i);
      const PostilLabel *label = postil_project_get_label (project, span->label);

      if (label == NULL || !g_strv_contains (acts, label->name))
        g_ptr_array_remove_index (spans, i);
    }
  return spans;
}

static void
count_by_hand (Visit *visit)
{
  guint32 caret = 0;

  for (guint i = 0; i < visit->gold->len; i++)
    {
      const PostilSpan *span = g_ptr_array_index (visit->gold, i);

      visit->n_by_hand += keys_by_hand (visit, caret, span->range);
      caret = span->range.stop;
    }
  visit->n_by_hand++;
}

static void
review (Bench *bench, PostilId id, Visit *visit)
{
  PostilStore *store = postil_project_get_store (bench->project);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDocument) document = postil_documents_get (store, id, &error);
  g_autoptr (GPtrArray) said = NULL;
  g_autoptr (GPtrArray) missed = g_ptr_array_new ();
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (Answer));
  g_autoptr (GArray) tokens = NULL;
  g_autoptr (GPtrArray) gold = acts_of (bench->gold, id, POSTIL_STATES (POSTIL_STATE_KEPT));
  g_autofree gboolean *found = g_new0 (gboolean, gold->len + 1);

  if (document == NULL)
    die (error);
  *visit = (Visit){ .text = document->text, .gold = gold, .found = found };
  visit->tokens = tokens =
      postil_segment_tokens (document->text, POSTIL_RANGE (0, postil_text_get_length (document->text)));
  count_by_hand (visit);
  said = bench->silent ? g_ptr_array_new () : acts_of (bench->project, id, POSTIL_STATES (POSTIL_STATE_SUGGESTED));
  for (guint i = 0; i < said->len; i++)
    {
      Answer answer = find_answer (visit, g_ptr_array_index (said, i));

      g_array_append_val (answers, answer);
    }
  for (guint i = 0; i < gold->len; i++)
    if (!found[i])
      g_ptr_array_add (missed, g_ptr_array_index (gold, i));
  count_keys (visit, answers, missed);
  for (guint i = 0; i < answers->len; i++)
    decide (bench, visit, &g_array_index (answers, Answer, i));
  for (guint i = 0; i < missed->len; i++)
    mark_by_hand (bench, visit, g_ptr_array_index (missed, i));
  visit->n_missed = missed->len;
  if (!postil_project_set_reading (bench->project, id, POSTIL_READING_DONE, &error))
    die (error);
  visit->tokens = NULL;
  visit->text = NULL;
}

static void
finished (GObject *object, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;

  if (postil_project_suggest_finish (POSTIL_PROJECT (object), result, &error) < 0)
    die (error);
  g_main_loop_quit (bench->loop);
}

static void
show (const char *name, const Visit *sum, guint n_gold)
{
  double with = (double) sum->n_keys / MAX (1, n_gold), without = (double) sum->n_by_hand / MAX (1, n_gold);

  printf ("  %-12s %5u %6u %6u %6u %6u %6u   %6.2f %6.2f %6.2f\n", name, n_gold, sum->n_accepted, sum->n_edited,
          sum->n_relabelled, sum->n_rejected, sum->n_missed, with, without, with / MAX (without, 0.01));
}

static void
add (Visit *sum, const Visit *one)
{
  sum->n_keys += one->n_keys;
  sum->n_by_hand += one->n_by_hand;
  sum->n_accepted += one->n_accepted;
  sum->n_edited += one->n_edited;
  sum->n_relabelled += one->n_relabelled;
  sum->n_rejected += one->n_rejected;
  sum->n_missed += one->n_missed;
  sum->n_edge_keys += one->n_edge_keys;
  sum->n_hand_keys += one->n_hand_keys;
}

/* From how many documents on the second sum counts. */
#define WARM 50

static void
go_through (Bench *bench)
{
  const PostilDocumentFilter filter = POSTIL_DOCUMENT_FILTER_ALL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = postil_documents_ids (postil_project_get_store (bench->project), &filter, &error);
  Visit step = { 0 }, warm = { 0 }, all = { 0 };
  guint n_step = 0, n_warm = 0, n_all = 0;

  printf ("  %-12s %5s %6s %6s %6s %6s %6s   %s\n", "documents", "spans", "taken", "edges", "other", "no", "missed",
          "keys a span with, without, share");
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      PostilId id = g_array_index (ids, PostilId, i);
      g_autofree char *name = NULL;
      guint n_gold;
      Visit visit;

      review (bench, id, &visit);
      n_gold = visit.n_accepted + visit.n_relabelled + visit.n_missed;
      add (&step, &visit);
      add (&all, &visit);
      n_step += n_gold;
      n_all += n_gold;
      if (i >= WARM)
        {
          add (&warm, &visit);
          n_warm += n_gold;
        }
      if (!bench->silent && i + 1 < ids->len)
        {
          postil_project_learn_async (bench->project, g_array_index (ids, PostilId, i + 1), NULL, finished, bench);
          g_main_loop_run (bench->loop);
        }
      if ((i + 1) % STEP != 0 && i + 1 < ids->len)
        continue;
      name = g_strdup_printf ("%u-%u", i / STEP * STEP + 1, i + 1);
      show (name, &step, n_step);
      fflush (stdout);
      step = (Visit){ 0 };
      n_step = 0;
    }
  show ("all", &all, n_all);
  show ("from 51 on", &warm, n_warm);
  printf ("  from 51 on: %u keys, of them %u to answer, %u for edges, %u for what was missed\n", warm.n_keys,
          warm.n_keys - warm.n_edge_keys - warm.n_hand_keys, warm.n_edge_keys, warm.n_hand_keys);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  g_autoptr (GError) error = NULL;

  if (argc < 3)
    {
      fprintf (stderr, "usage: bench-oracle WORK GOLD [--silent]\n");
      return 2;
    }
  bench.silent = argc > 3 && g_str_equal (argv[3], "--silent");
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.project = postil_project_open (argv[1], "oracle", &error);
  bench.gold = bench.project != NULL ? postil_project_open (argv[2], "oracle", &error) : NULL;
  if (bench.gold == NULL)
    die (error);
  if (!bench.silent)
    {
      postil_project_suggest_all_async (bench.project, NULL, NULL, NULL, NULL, finished, &bench);
      g_main_loop_run (bench.loop);
    }
  go_through (&bench);
  g_object_unref (bench.project);
  g_object_unref (bench.gold);
  g_main_loop_unref (bench.loop);
  return 0;
}
