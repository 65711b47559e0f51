/* test-window-parts.c - what the window is made of and needs no display: keys, finding, words, the list model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document-list-model.h"
#include "find-bar.h"
#include "format-choice.h"
#include "hidden-character.h"
#include "import-report-text.h"
#include "keys.h"
#include "span-words.h"

#include "../support/project.h"

#include <string.h>

/* --- Keys --------------------------------------------------------------------------------------------------------- */

static void
test_no_key_twice (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n_keys;
  const PostilKey *keys = postil_keys (&n_keys);

  for (gsize i = 0; i < n_keys; i++)
    {
      g_auto (GStrv) accels = g_strsplit (keys[i].accels, " ", -1);

      for (guint j = 0; accels[j] != NULL; j++)
        if (!g_hash_table_add (seen, g_strdup (accels[j])))
          g_error ("%s is bound twice, the second time to \"%s\"", accels[j], keys[i].title);
    }
  g_assert_cmpuint (g_hash_table_size (seen), >, 40);
}

static void
test_bare_keys_leave_labels_theirs (void)
{
  g_autoptr (GPtrArray) labels = postil_label_default_set ();
  gsize n_keys;
  const PostilKey *keys = postil_keys (&n_keys);

  for (gsize i = 0; i < n_keys; i++)
    for (guint j = 0; j < labels->len; j++)
      {
        const PostilLabel *label = g_ptr_array_index (labels, j);

        if (keys[i].scope != POSTIL_KEY_ANYWHERE && label->shortcut[0] != '\0' &&
            g_str_equal (keys[i].accels, label->shortcut))
          g_error ("The key %s of %s is taken by \"%s\"", label->shortcut, label->name, keys[i].title);
      }
}

static void
test_keys_for_people (void)
{
  g_autofree char *redo = postil_key_accel_to_text ("<Control><Shift>z");
  g_autofree char *help = postil_key_accel_to_text ("<Control>question");
  g_autofree char *f9 = postil_key_accel_to_text ("F9");

  g_assert_cmpstr (redo, ==, "Ctrl+Shift+Z");
  g_assert_cmpstr (help, ==, "Ctrl+?");
  g_assert_cmpstr (f9, ==, "F9");
}

/* --- Finding and words ---------------------------------------------------------------------------------------------- */

static void
assert_hits (const char *utf8, const char *needle, guint n, guint32 first)
{
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
  g_autoptr (GArray) hits = postil_find_in_text (text, needle, 100);

  g_assert_cmpuint (hits->len, ==, n);
  if (n > 0)
    {
      PostilRange hit = g_array_index (hits, PostilRange, 0);

      g_assert_cmpuint (hit.start, ==, first);
      g_assert_cmpuint (postil_range_length (hit), ==, g_utf8_strlen (needle, -1));
    }
}

static void
test_hidden_census (void)
{
  static const char text[] = "a\342\200\256b\342\200\254 c\342\200\256 d\342\200\213 e\302\255 \001\302\200";
  g_autofree char *census = postil_hidden_character_census (text, sizeof text - 1);

  g_assert_cmpstr (census, ==,
                   "2 × control character, 1 × soft hyphen, 1 × zero-width space, 1 × pop directional formatting, "
                   "2 × right-to-left override");
  g_assert_null (postil_hidden_character_census ("plain\n\ttext", 11));
}

static void
test_find_pattern (void)
{
  static const char utf8[] = "\360\237\230\200 denied, denies, Deny; aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, NULL);
  g_autoptr (GError) error = NULL;
  gboolean stopped = TRUE;
  g_autoptr (GArray) hits = postil_find_pattern_in_text (text, "\\bden(y|ies|ied)\\b", 100, &stopped, &error);
  g_autoptr (GArray) slow = NULL;

  g_assert_no_error (error);
  g_assert_false (stopped);
  g_assert_cmpuint (hits->len, ==, 3);
  g_assert_true (postil_range_equal (g_array_index (hits, PostilRange, 0), POSTIL_RANGE (2, 8)));
  g_assert_null (postil_find_pattern_in_text (text, "den(y", 100, &stopped, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE);
  /* One that would go on for ever comes back, too, with what it has. */
  slow = postil_find_pattern_in_text (text, "denied|(a+)+(a+)+(a+)+b", 100, &stopped, NULL);
  g_assert_true (stopped);
  g_assert_cmpuint (slow->len, ==, 1);
}

static void
test_find (void)
{
  assert_hits ("Deny, deny, DENY!", "deny", 3, 0);
  assert_hits ("Gr\303\274n und GR\303\234N", "gr\303\274n", 2, 0);
  /* An emoji and a letter whose lower case is longer in bytes count one code point each. */
  assert_hits ("\360\237\230\200 \304\260X says no", "says", 1, 5);
  assert_hits ("aaaa", "aa", 2, 0);
  assert_hits ("short", "shorter", 0, 0);
  assert_hits ("anything", "", 0, 0);
}

static void
test_words (void)
{
  g_autoptr (PostilText) text = postil_text_new ("one\n  two\tthree four", -1, NULL);
  g_autofree char *all = postil_span_words (text, POSTIL_RANGE (0, 15), 100);
  g_autofree char *cut = postil_span_words (text, POSTIL_RANGE (0, 20), 9);
  g_autofree char *outside = postil_span_words (text, POSTIL_RANGE (5, 900), 100);

  g_assert_cmpstr (all, ==, "one two three");
  g_assert_cmpstr (cut, ==, "one two…");
  g_assert_cmpstr (outside, ==, "");
}

/* --- The list of documents --------------------------------------------------------------------------------------------- */

#define N_DOCUMENTS 1000u

static void
add_documents (const char *path, guint from, guint n)
{
  g_autoptr (PostilStore) store = postil_store_open (path, POSTIL_STORE_NONE, NULL);

  g_assert_nonnull (store);
  g_assert_true (postil_transaction_begin (store, POSTIL_TRANSACTION_UNRECORDED, NULL, 0, NULL));
  for (guint i = from; i < from + n; i++)
    {
      g_autofree char *key = g_strdup_printf ("document-%05u", i);
      g_autofree char *words = g_strdup_printf ("These are the words of number %u.", i);
      g_autoptr (PostilText) text = postil_text_new (words, -1, NULL);
      g_autoptr (PostilDocument) document = postil_document_new (key, text);

      document->position = (int) i;
      g_assert_true (postil_documents_add (store, document, NULL, NULL));
    }
  g_assert_true (postil_transaction_commit (store, NULL));
}

typedef struct
{
  char                    *folder;
  PostilProject           *project;
  PostilDocumentListModel *model;
  guint                    position, removed, added, n_signals;
} Fixture;

static void
items_changed (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
  fixture->n_signals++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->folder = test_folder_new ();
  path = g_build_filename (fixture->folder, "list.postil", NULL);
  fixture->project = postil_project_create (path, "kim", NULL);
  g_assert_nonnull (fixture->project);
  add_documents (path, 0, N_DOCUMENTS);
  fixture->model = postil_document_list_model_new (fixture->project);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (items_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->model);
  g_clear_object (&fixture->project);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
assert_key_at (Fixture *fixture, guint position, guint number)
{
  g_autoptr (PostilDocumentItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), position);
  g_autofree char *key = g_strdup_printf ("document-%05u", number);

  g_assert_nonnull (item);
  g_assert_cmpstr (postil_document_item_get_row (item)->key, ==, key);
}

static void
test_model_pages (Fixture *fixture, gconstpointer data)
{
  GListModel *list = G_LIST_MODEL (fixture->model);

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, N_DOCUMENTS);
  /* Back and forth, further than the pages that are kept. */
  for (guint i = 0; i < N_DOCUMENTS; i += 37)
    assert_key_at (fixture, i, i);
  assert_key_at (fixture, N_DOCUMENTS - 1, N_DOCUMENTS - 1);
  assert_key_at (fixture, 0, 0);
  g_assert_null (g_list_model_get_item (list, N_DOCUMENTS));
  g_assert_null (postil_document_list_model_get_error (fixture->model));
}

static void
set_filter (Fixture *fixture, const char *text, int reading)
{
  PostilDocumentFilter filter = { .text = text, .reading = reading };

  postil_document_list_model_set_filter (fixture->model, &filter, NULL);
}

static void
test_model_filter (Fixture *fixture, gconstpointer data)
{
  guint position = 0;
  PostilId id;
  g_autoptr (PostilDocumentItem) item = NULL;

  set_filter (fixture, "DOCUMENT-0071", -1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 10);
  g_assert_cmpuint (fixture->n_signals, ==, 2);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (fixture->added, ==, 10);
  assert_key_at (fixture, 3, 713);
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 3);
  id = postil_document_item_get_row (item)->id;
  set_filter (fixture, NULL, -1);
  g_assert_true (postil_document_list_model_find (fixture->model, id, &position));
  g_assert_cmpuint (position, ==, 713);
  set_filter (fixture, NULL, POSTIL_READING_DONE);
  g_assert_false (postil_document_list_model_find (fixture->model, id, &position));
}

/* By label, by label and words, and by a list of documents; each also with pages and places. */
static void
test_model_filters_by_label (Fixture *fixture, gconstpointer data)
{
  GListModel *list = G_LIST_MODEL (fixture->model);
  const PostilLabel *label = g_ptr_array_index (postil_project_get_labels (fixture->project), 1);
  g_autoptr (GArray) only = g_array_new (FALSE, FALSE, sizeof (PostilId));
  PostilDocumentFilter filter = { .reading = -1, .label = label->id };
  guint position = 0;

  for (guint i = 0; i < N_DOCUMENTS; i += 10)
    {
      g_autoptr (PostilDocumentItem) item = g_list_model_get_item (list, i);
      PostilId id = postil_document_item_get_row (item)->id;

      g_assert_cmpint (postil_project_tag (fixture->project, id, POSTIL_RANGE (0, 5), label->id, NULL), !=, 0);
      if (i % 50 == 0)
        g_array_append_val (only, id);
    }
  postil_document_list_model_set_filter (fixture->model, &filter, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, (N_DOCUMENTS + 9) / 10);
  for (guint i = 0; i < g_list_model_get_n_items (list); i += 7)
    assert_key_at (fixture, i, 10 * i);
  g_assert_true (postil_document_list_model_find (fixture->model, g_array_index (only, PostilId, 2), &position));
  g_assert_cmpuint (position, ==, 10);
  filter.text = "-0010";
  postil_document_list_model_set_filter (fixture->model, &filter, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1); /* 00100 of 00100 to 00109 */
  assert_key_at (fixture, 0, 100);
  filter.text = NULL;
  postil_document_list_model_set_filter (fixture->model, &filter, only);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, only->len);
  assert_key_at (fixture, 1, 50);
}

static void
count_change (PostilDocumentItem *item, guint *n)
{
  ++*n;
}

/* A changed document changes its item and moves nothing. */
static void
test_model_follows_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilDocumentItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 5);
  g_autoptr (PostilDocumentItem) again = NULL;
  const PostilLabel *label = g_ptr_array_index (postil_project_get_labels (fixture->project), 0);
  PostilId id = postil_document_item_get_row (item)->id;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_signal_connect (item, "changed", G_CALLBACK (count_change), &n);
  g_assert_cmpint (postil_project_tag (fixture->project, id, POSTIL_RANGE (0, 5), label->id, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (postil_document_item_get_row (item)->n_kept, ==, 1);
  g_assert_true (postil_project_set_reading (fixture->project, id, POSTIL_READING_DONE, &error));
  g_assert_cmpint (postil_document_item_get_row (item)->reading, ==, POSTIL_READING_DONE);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (fixture->n_signals, ==, 0);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->model), 5);
  g_assert_true (again == item);
}

/* Documents that are appended are announced as such, and what is on the screen stays the same objects. */
static void
test_model_follows_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PostilDocumentItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), N_DOCUMENTS - 1);
  g_autoptr (PostilDocumentItem) again = NULL;

  add_documents (postil_project_get_path (fixture->project), N_DOCUMENTS, 100);
  postil_project_changed (fixture->project);
  g_assert_cmpuint (fixture->n_signals, ==, 1);
  g_assert_cmpuint (fixture->position, ==, N_DOCUMENTS);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (fixture->added, ==, 100);
  assert_key_at (fixture, N_DOCUMENTS + 7, N_DOCUMENTS + 7);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->model), N_DOCUMENTS - 1);
  g_assert_true (again == item);
}

static void
add_model_test (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

/* --- Exchange ------------------------------------------------------------------------------------------------------ */

/* A new format without a group would stand under "Other", where nobody looks for it. */
static void
test_every_format_has_its_group (void)
{
  g_autoptr (GPtrArray) all = postil_format_choices ("", "export.format");
  g_autoptr (GPtrArray) brat = postil_format_choices ("brat", "export.format");
  guint n_written = 0;

  for (const PostilFormat *format = postil_formats (); format->name != NULL; format++)
    {
      n_written += format->write != NULL;
      if (format->write != NULL && g_str_equal (postil_format_group (format), "Other"))
        g_error ("%s has no group", format->name);
    }
  g_assert_cmpuint (all->len, ==, n_written);
  g_assert_cmpstr (((PostilChoice *) g_ptr_array_index (brat, 0))->title, ==, postil_format_find ("brat")->title);
}

static void
test_report_goes_by_file_and_line (void)
{
  g_autoptr (PostilReport) report = postil_report_new ();
  PostilReportCounts before = report->counts;
  g_autofree char *summary = NULL;
  g_autofree char *text = NULL;

  report->documents_added = 1;
  postil_report_add_file (report, "good.txt", "text", &before);
  postil_report_add (report, POSTIL_REPORT_NOTE, "guessed.txt", 0, "Its encoding was guessed.");
  postil_report_add_file (report, "guessed.txt", "text", &report->counts);
  before = report->counts;
  report->documents_added = 3;
  report->refused = 1;
  postil_report_add (report, POSTIL_REPORT_NOTE, "odd.jsonl", 7, "A byte order mark was counted.");
  postil_report_add_kind (report, POSTIL_REPORT_REFUSED, "odd.jsonl", 9, "This is no JSON.");
  postil_report_add_kind (report, POSTIL_REPORT_REFUSED, "odd.jsonl", 12, "It has no text.");
  postil_report_add_kind (report, POSTIL_REPORT_REFUSED, "odd.jsonl", 15, "It has no text.");
  postil_report_add_file (report, "odd.jsonl", "jsonl", &before);
  summary = postil_import_report_summary (&report->counts);
  text = postil_import_report_text (report);
  g_assert_cmpstr (summary, ==, "3 documents added, 1 refused");
  g_assert_cmpstr (text, ==,
                   "odd.jsonl\nPostil JSON lines: 2 documents added, 1 refused\n"
                   "Refused, line 9: This is no JSON.\nRefused, lines 12 to 15, 2 times: It has no text.\n"
                   "Note, line 7: A byte order mark was counted.\n\n"
                   "guessed.txt\nPlain text: Nothing to import was found\nNote: Its encoding was guessed.\n\n"
                   "good.txt\nPlain text: 1 document added\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/window/keys/none-twice", test_no_key_twice);
  g_test_add_func ("/window/keys/labels-keep-theirs", test_bare_keys_leave_labels_theirs);
  g_test_add_func ("/window/keys/for-people", test_keys_for_people);
  g_test_add_func ("/window/find", test_find);
  g_test_add_func ("/window/find-pattern", test_find_pattern);
  g_test_add_func ("/window/hidden-census", test_hidden_census);
  g_test_add_func ("/window/words", test_words);
  g_test_add_func ("/window/export/groups", test_every_format_has_its_group);
  g_test_add_func ("/window/import/report", test_report_goes_by_file_and_line);
  add_model_test ("/window/model/pages", test_model_pages);
  add_model_test ("/window/model/filter", test_model_filter);
  add_model_test ("/window/model/filter-by-label", test_model_filters_by_label);
  add_model_test ("/window/model/follows-one", test_model_follows_one);
  add_model_test ("/window/model/follows-all", test_model_follows_all);
  return g_test_run ();
}
