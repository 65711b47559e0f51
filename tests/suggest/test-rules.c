/* test-rules.c - rule packs: what they take, what they refuse, and what they propose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/error.h>
#include <postil/rules.h>

#include <string.h>

#include "../../app/suggest/needs.h"
#include "../../app/suggest/rule-set.h"

static PostilRulePack *
pack_of (const char *yaml)
{
  g_autoptr (GError) error = NULL;
  PostilRulePack *pack = postil_rule_pack_parse (yaml, -1, "own.yaml", &error);

  g_assert_no_error (error);
  return pack;
}

static PostilAnalysis *
analysis_of (const char *utf8)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilText) text = postil_text_new (utf8, -1, &error);

  g_assert_no_error (error);
  return postil_analysis_new (text, POSTIL_DOCUMENT_OTHER);
}

static void
apply_all (const PostilRulePack *pack, PostilAnalysis *analysis)
{
  for (guint i = 0; i < postil_rule_pack_get_n_rules (pack); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (postil_rule_apply (pack, postil_rule_pack_get_rule (pack, i), analysis, NULL, &error));
      g_assert_no_error (error);
    }
}

/* The pack's rules together, behind their word filter. */
static void
apply_set (PostilRulePack *pack, PostilAnalysis *analysis)
{
  g_autoptr (GPtrArray) packs = g_ptr_array_new ();
  g_autoptr (PostilRuleSet) set = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (packs, pack);
  set = postil_rule_set_new (packs);
  g_assert_true (postil_rule_set_apply (set, analysis, NULL, &error));
  g_assert_no_error (error);
}

/* "Label:words|Label:words" of what was proposed from index @first on. */
static char *
proposed (PostilAnalysis *analysis, guint first)
{
  GString *out = g_string_new (NULL);

  for (guint i = first; i < postil_analysis_get_n_proposals (analysis); i++)
    {
      const PostilProposal *proposal = postil_analysis_get_proposal (analysis, i);
      g_autofree char *words = postil_text_slice (postil_analysis_get_text (analysis), proposal->range);

      g_string_append_printf (out, "%s%s:%s", out->len > 0 ? "|" : "", proposal->label, words);
    }
  return g_string_free (out, FALSE);
}

static void
test_parse_errors (void)
{
  static const struct
  {
    const char *yaml;
    const char *expected; /* how the message begins */
  } cases[] = {
    { "", "own.yaml:1: error: the file is empty" },
    { "[1, 2]", "own.yaml:1: error: a pack must be a mapping" },
    { "pack: a\nrules: 3\n", "own.yaml:2: error: \"rules\" must be a list" },
    { "pack: a\n", "own.yaml:1: error: the pack has neither" },
    { "pack: a b\nrules: []\n", "own.yaml:1: error: \"a b\" cannot name a pack" },
    { "pack: a\nrulez: []\n", "own.yaml:2: error: unknown key \"rulez\"" },
    { "pack: a\nrules:\n- name: x\n  label: L\n", "own.yaml:3: error: \"pattern\" is missing" },
    { "pack: a\nrules:\n- name: x\n  pattern: p\n", "own.yaml:3: error: \"label\" is missing" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: (p\n",
      "own.yaml:5: error: \"pattern\" is wrong after character 2" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: |\n    p\n    q(\n", "own.yaml:" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: p\n  scope: clauses\n",
      "own.yaml:6: error: \"scope\" must be one of: match, clause, sentence, quote" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: p\n  score: 1.5\n", "own.yaml:6: error: \"score\" must be" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: p\n  score: nan\n", "own.yaml:6: error: \"score\" must be" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: p\n- name: x\n  label: L\n  pattern: p\n",
      "own.yaml:6: error: the name \"x\" is taken by the rule in line 3" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: (?&nowhere)\n",
      "own.yaml:5: error: the sub-pattern \"nowhere\" is not defined" },
    { "pack: a\ndefine: {b: (}\nrules:\n- name: x\n  label: L\n  pattern: (?&b)\n", "own.yaml:6: error: " },
    { "pack: a\ndefine:\n  9b: c\nrules: []\n", "own.yaml:3: error: \"9b\" cannot name a sub-pattern" },
    { "pack: a\nuse: [nothing]\nrules: []\n", "own.yaml:2: error: there is no shipped pack \"nothing\"" },
    { "pack: a\nuse: [../sql/0001-initial]\nrules: []\n", "own.yaml:2: error: there is no shipped pack" },
    { "pack: a\npack: b\nrules: []\n", "own.yaml:2: error: \"pack\" stands here twice" },
    { "pack: &x a\nrules: *x\n", "own.yaml:2: error: aliases" },
    { "pack: a\n\tb: c\n", "own.yaml:2: error: " },
    { "pack: a\nrules: []\n---\npack: b\n", "own.yaml:3: error: only one YAML document" },
    { "pack: a\nrules:\n- name: x\n  label: \"\\x01\"\n  pattern: p\n", "own.yaml:3: error: \"label\":" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: p\n  roles: (?<Sayer>q)\n",
      "own.yaml:6: error: \"roles\" needs a group" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: p\n  roles: (?<Speaker>q\n",
      "own.yaml:6: error: \"roles\" is wrong after character" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: p\n  match: {a: b}\n",
      "own.yaml:6: error: \"match\" must be a list" },
    { "pack: a\nrules:\n- name: x\n  label: L\n  pattern: p\n  words: [été]\n",
      "own.yaml:6: error: \"words\" must hold" },
    { "pack: \"a\\0b\"\nrules: []\n", "own.yaml:1: error: a value holds a NUL" },
    { "pack: \xff\n", "own.yaml:1: error: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (postil_rule_pack_parse (cases[i].yaml, -1, "own.yaml", &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE);
      g_assert_true (g_str_has_prefix (error->message, cases[i].expected));
    }
}

static void
assert_refused (const char *yaml, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (postil_rule_pack_parse (yaml, -1, "own.yaml", &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE);
  g_assert_nonnull (strstr (error->message, words));
}

/* Files made to eat memory or time. */
static void
test_bombs (void)
{
  g_autoptr (GString) deep = g_string_new ("pack: a\nrules: ");
  g_autoptr (GString) wide = g_string_new ("pack: a\ndefine:\n");
  g_autoptr (GString) many = g_string_new ("pack: a\nrules: [");
  g_autofree char *huge = g_strnfill (2 * 1024 * 1024, ' ');

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append_c (deep, '[');
      g_string_append_printf (wide, "  k%u: x\n", i);
    }
  for (guint i = 0; i < 200000; i++)
    g_string_append (many, "1,");
  assert_refused (deep->str, "levels deep");
  assert_refused (wide->str, "keys in one place");
  assert_refused (many->str, "more than 100000 values");
  assert_refused (huge, "bytes");
  assert_refused ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "aliases");
}

static void
test_scopes (void)
{
  static const char *const text = "The plan is old, but the river is rising fast. \"We saw the river, honest,\" he said.";
  static const struct
  {
    const char *scope;
    const char *expected;
  } cases[] = {
    { "match", "L:river|L:river" },
    { "clause", "L:the river is rising fast|L:We saw the river, honest" },
    { "sentence", "L:The plan is old, but the river is rising fast|L:We saw the river, honest" },
    { "quote", "L:We saw the river, honest," },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *yaml =
          g_strdup_printf ("pack: a\nrules:\n- name: x\n  label: L\n  scope: %s\n  pattern: river\n", cases[i].scope);
      g_autoptr (PostilRulePack) pack = pack_of (yaml);
      g_autoptr (PostilAnalysis) analysis = analysis_of (text);
      g_autofree char *found = NULL;
      const char *quote = strstr (text, "We saw");

      postil_analysis_propose (analysis, POSTIL_RANGE ((guint32) (quote - text), (guint32) (quote - text) + 25), "Quote", 1,
                               POSTIL_SOURCE_QUOTE, "quotes", "test", NULL);
      apply_all (pack, analysis);
      found = proposed (analysis, 1);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* What is proposed never begins inside of speech and ends outside of it, nor the other way round. */
static void
test_speech_marks (void)
{
  static const char *const cases[][3] = {
    { "\"The river is rising fast,\" said Ada Finch.", "L:The river is rising fast", "L:The river is rising fast" },
    { "“The river rose,” said Finch, who “never left”.", "L:The river rose", "L:The river rose" },
    /* Both halves of the marks are there. */
    { "Finch said that the river “is our friend” again.", "L:the river “is our friend” again", "L:Finch said that the river “is our friend” again" },
    { "Finch called the river “our \"dear\" friend” again.", "L:Finch called the river “our \"dear\" friend” again", "L:Finch called the river “our \"dear\" friend” again" },
    /* Only the end of what was said in the sentences before. */
    { "“It is late. It was the river that took it,” Finch told them.", "L:It was the river that took it", "L:It was the river that took it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint scope = 1; scope <= 2; scope++)
      {
        g_autofree char *yaml = g_strdup_printf ("pack: a\nrules:\n- name: x\n  label: L\n  scope: %s\n  pattern: river\n",
                                                 scope == 1 ? "clause" : "sentence");
        g_autoptr (PostilRulePack) pack = pack_of (yaml);
        g_autoptr (PostilAnalysis) analysis = analysis_of (cases[i][0]);
        g_autofree char *found = NULL;

        apply_all (pack, analysis);
        found = proposed (analysis, 0);
        g_assert_cmpstr (found, ==, cases[i][scope]);
      }
}

static void
test_conditions (void)
{
  g_autoptr (PostilRulePack) pack = pack_of ("pack: a\n"
                                             "rules:\n"
                                             "- {name: quoted, label: Q, pattern: fish, where: quote}\n"
                                             "- {name: posted, label: P, pattern: fish, where: post}\n"
                                             "- {name: cased, label: C, pattern: Fish, case: true}\n"
                                             "- {name: unless, label: U, pattern: fish, unless: fried}\n"
                                             "- {name: over, label: O, pattern: 'fish .* chips', over: paragraph}\n"
                                             "- {name: narrow, label: N, pattern: 'fish .* chips'}\n");
  g_autoptr (PostilAnalysis) analysis = analysis_of ("Fried fish. A fish swims. Fish again. We had chips.");
  g_autofree char *found = NULL;

  /* "fish" of the second sentence is in a quote, that of the first one in a post. */
  postil_analysis_propose (analysis, POSTIL_RANGE (12, 24), "Quote", 1, POSTIL_SOURCE_QUOTE, "quotes", "test", NULL);
  postil_analysis_propose (analysis, POSTIL_RANGE (0, 11), "Post", 1, POSTIL_SOURCE_STRUCTURE, "structure", "test", NULL);
  apply_all (pack, analysis);
  found = proposed (analysis, 2);
  g_assert_cmpstr (found, ==,
                   "Q:fish|P:fish|C:Fish|U:fish|U:Fish|O:fish. A fish swims. Fish again. We had chips");
}

/* Boilerplate and what others wrote are left alone. */
static void
test_not_there (void)
{
  g_autoptr (PostilRulePack) pack = pack_of ("pack: a\nrules:\n- {name: x, label: L, pattern: fish}\n");
  g_autoptr (PostilAnalysis) analysis = analysis_of ("One fish. Two fish. Red fish.");
  g_autofree char *found = NULL;

  postil_analysis_propose (analysis, POSTIL_RANGE (0, 9), "Boilerplate", 1, POSTIL_SOURCE_STRUCTURE, "s", "test", NULL);
  postil_analysis_propose (analysis, POSTIL_RANGE (10, 19), "QuotedReply", 1, POSTIL_SOURCE_STRUCTURE, "s", "test", NULL);
  apply_all (pack, analysis);
  g_assert_cmpuint (postil_analysis_get_n_proposals (analysis), ==, 3);
  g_assert_cmpuint (postil_analysis_get_proposal (analysis, 2)->range.start, ==, 24);
}

static void
test_groups (void)
{
  g_autoptr (PostilRulePack) pack = pack_of ("pack: a\n"
                                             "define: {verb: 'accuses|blames'}\n"
                                             "rules:\n"
                                             "- name: x\n"
                                             "  label: Allegation\n"
                                             "  reason: blames somebody\n"
                                             "  score: 0.7\n"
                                             "  pattern: (?<Speaker>\\w+) \\s (?<Cue>(?&verb)) \\s (?<Target>\\w+) (?<helper>\\.)\n");
  g_autoptr (PostilAnalysis) analysis = analysis_of ("Ana blames Bo.");
  g_autofree char *found = NULL;
  const PostilProposal *own;

  postil_analysis_propose (analysis, POSTIL_RANGE (0, 3), "Person", 1, POSTIL_SOURCE_GAZETTEER, "g", "test", NULL);
  apply_all (pack, analysis);
  found = proposed (analysis, 0);
  g_assert_cmpstr (found, ==, "Person:Ana|Allegation:Ana blames Bo.|Cue:blames");
  own = postil_analysis_get_proposal (analysis, 1);
  g_assert_cmpfloat (own->score, ==, 0.7);
  g_assert_cmpstr (own->source, ==, "rules/a.x");
  g_assert_cmpint (own->kind, ==, POSTIL_SOURCE_RULE);
  g_assert_true (g_str_has_prefix (own->reason, "blames somebody"));
  /* Bo is nobody that was found, so there is no target. */
  g_assert_cmpuint (postil_analysis_get_n_relations (analysis), ==, 2);
  g_assert_cmpstr (postil_analysis_get_relation (analysis, 0)->type, ==, "speaker");
  g_assert_cmpuint (postil_analysis_get_relation (analysis, 0)->head, ==, 1);
  g_assert_cmpuint (postil_analysis_get_relation (analysis, 0)->tail, ==, 0);
  g_assert_cmpstr (postil_analysis_get_relation (analysis, 1)->type, ==, "cue");
}

static void
test_group_of_the_label (void)
{
  g_autoptr (PostilRulePack) pack =
      pack_of ("pack: a\nrules:\n- {name: x, label: L, pattern: 'said \\s that \\s (?<L>\\w+)'}\n");
  g_autoptr (PostilAnalysis) analysis = analysis_of ("He said that rain fell.");
  g_autofree char *found = NULL;

  apply_all (pack, analysis);
  found = proposed (analysis, 0);
  g_assert_cmpstr (found, ==, "L:rain");
}

static void
test_examples (void)
{
  g_autoptr (PostilRulePack) pack = pack_of ("pack: a\n"
                                             "rules:\n"
                                             "- name: x\n"
                                             "  label: L\n"
                                             "  pattern: fish\n"
                                             "  match: [a fish, 'a [fish]', '[a] fish', bread, 'one [fish] two [fish]', "
                                             "'one [fish] two fish', 'a \\[fish\\]']\n"
                                             "  no_match: [bread, fish]\n");
  static const gboolean expected[] = { TRUE, TRUE, FALSE, FALSE, TRUE, FALSE, TRUE, TRUE, FALSE };
  g_autoptr (GPtrArray) results = postil_rule_pack_test (pack, NULL);

  g_assert_cmpuint (results->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < results->len; i++)
    {
      const PostilRuleResult *result = g_ptr_array_index (results, i);

      g_test_message ("%s: %s", result->example, result->message != NULL ? result->message : "passed");
      g_assert_cmpint (result->passed, ==, expected[i]);
      g_assert_true ((result->message == NULL) == result->passed);
    }
}

static void
test_shipped_examples (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packs = postil_rule_packs_shipped (&error);
  guint n_examples = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < packs->len; i++)
    {
      const PostilRulePack *pack = g_ptr_array_index (packs, i);
      g_autoptr (GPtrArray) results = postil_rule_pack_test (pack, NULL);

      for (guint j = 0; j < results->len; j++)
        {
          const PostilRuleResult *result = g_ptr_array_index (results, j);

          if (!result->passed)
            g_test_message ("%s: %s", result->rule->name, result->message);
          g_assert_true (result->passed);
          n_examples++;
        }
      for (guint j = 0; j < postil_rule_pack_get_n_rules (pack); j++)
        {
          const PostilRule *rule = postil_rule_pack_get_rule (pack, j);

          g_assert_cmpuint (g_strv_length (rule->match), >, 0);
          g_assert_cmpuint (g_strv_length (rule->no_match), >, 0);
        }
    }
  g_assert_cmpuint (n_examples, >, 150);
}

static char *
literals_of (const char *pattern, const char *defines)
{
  g_autofree char *yaml =
      g_strdup_printf ("pack: a\n%s\nrules:\n- name: x\n  label: L\n  pattern: '%s'\n", defines, pattern);
  g_autoptr (PostilRulePack) pack = pack_of (yaml);

  return postil_need_to_string (postil_rule_pack_get_rule (pack, 0)->need);
}

/* The words that a rule cannot match without; wrong ones would silence it. */
static void
test_literals (void)
{
  static const struct
  {
    const char *pattern;
    const char *expected;
  } cases[] = {
    { "den(?:y|ies|ied)", "deny|denies|denied" },
    { "\\b Deny \\b", " deny " },
    { "\\b (?:claims?|told) \\s+ of", " claims of| claim of| told of" },
    { "(?: abcd )? efgh", "abcdefgh|efgh" },
    { "(?: abcd )* efgh", "efgh" },
    { "(?: abcd )+ ef", "abcd & ef" },
    { "abc | \\w+", "(unknown)" },
    { "a[bc]d \\s", "(unknown)" },
    { "x[.,!] \\s* y", "x y" },
    { "(?= abcd ) efgh", "abcd & efgh" },
    { "(?! abcd ) efgh", "efgh" },
    { "(?<= abcd ) efg", "abcd & efg" },
    { "(?<! abcd ) efg", "efg" },
    { "(?= abcd )? efgh", "efgh" },
    { "\\b (?: if | unless ) \\b .* \\b (?: pay | suffer )", "( pay| suffer) & ( if | unless )" },
    { "abcd \\w+ efgh | ijkl", "ijkl || (abcd & efgh)" },
    { "/s \\b | slow \\s+ clap", "(slow clap || ( s  & '/')) & ( s |slow clap)" },
    { "\\* cough \\*", " cough  & '*' & '*'" },
    { "wh[ao]t? \\?", "wh & '?'" },
    { "why \\?*", "why |why" },
    { "ab\\ cd", "ab cd" },
    { "wasn[\\x27’]?t", "wasn" },
    { "wasn[’]?t", "wasn t|wasnt" },
    { "abc # no (comment\n\n def", "abcdef" },
    { "(?&deny) \\s+ ab", "deny ab|denial ab" },
    { "(?&loop) abcd", "abcd" },
    { "(abc)\\1", "(unknown)" },
    { "é abcd", " abcd" },
    { "x{0,3} abcd{2}", "abc" },
    { "(?i: Abcd )", "abcd" },
    { "(?x) abcd", "(unknown)" },
    { "abcd (*ACCEPT) efghij", "(unknown)" },
    { "\\b (?: the \\w+ zebra ) \\b", "zebra & the" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found =
          literals_of (cases[i].pattern, "define: {deny: 'deny|denial', loop: '(?: x (?&loop) )?'}");

      g_test_message ("%s: %s", cases[i].pattern, found);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* A boundary in the filter is every place where the pattern may see one. */
static void
test_filter_boundaries (void)
{
  static const char *const texts[] = { "hid", "he hid", "hid it", "He HID.", "“hid”", "(hid)", "hid\nit", "a hid’s", "é hid é" };
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRulePack) pack =
      pack_of ("pack: a\nrules:\n- {name: x, label: L, pattern: '\\b hid \\b'}\n- {name: y, label: M, pattern: '\\w'}\n");

  g_assert_cmpstr (g_ptr_array_index (postil_rule_pack_get_rule (pack, 0)->need->words, 0), ==, " hid ");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PostilAnalysis) analysis = analysis_of (texts[i]);

      apply_set (pack, analysis);
      g_test_message ("%s", texts[i]);
      g_assert_cmpuint (postil_analysis_get_n_proposals (analysis), >, 0);
      g_assert_cmpstr (postil_analysis_get_proposal (analysis, 0)->label, ==, "L");
    }
}

/* Whatever a shipped rule proposes alone is also found, by it or a surer one, when all run behind the filter. */
static void
test_filter_is_sound (void)
{
  static const char *const text =
      "Ministry denies bugging the embassy\n\nSarn accused Veldia of piracy on Friday. \"We never touched the boat,\" a "
      "captain said. If one more boat is stopped, we will sue the navy. Nobody here lied to you.\n\nHow thoughtful of "
      "them, right on market day. İT WASN’T US. The union BLAMED the crash on the contractor; they will regret it.\n";
  static const char *const only[] = { "acts", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packs = postil_rule_packs_shipped (&error);
  g_autoptr (PostilSuggestContext) context = postil_suggest_context_new (&error);
  g_autoptr (PostilAnalysis) together = analysis_of (text);
  guint n_alone = 0;

  g_assert_no_error (error);
  g_assert_true (postil_suggest_run (context, together, only, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < packs->len; i++)
    {
      PostilRulePack *pack = g_ptr_array_index (packs, i);

      for (guint j = 0; j < postil_rule_pack_get_n_rules (pack); j++)
        {
          g_autoptr (PostilAnalysis) alone = analysis_of (text);

          g_assert_true (postil_rule_apply (pack, postil_rule_pack_get_rule (pack, j), alone, NULL, &error));
          for (guint k = 0; k < postil_analysis_get_n_proposals (alone); k++, n_alone++)
            {
              const PostilProposal *proposal = postil_analysis_get_proposal (alone, k);
              g_autoptr (GArray) hits = postil_analysis_find (together, proposal->range, proposal->label);

              g_assert_cmpuint (hits->len, >, 0);
            }
        }
    }
  g_assert_cmpuint (n_alone, >, 5);
}

/* Two rules that find the same act with other edges give one span, the surer one's. */
static void
test_surer_rule_wins (void)
{
  g_autoptr (PostilRulePack) pack =
      pack_of ("pack: a\nrules:\n- {name: weak, label: L, pattern: fish, scope: sentence, score: 0.4}\n"
               "- {name: sure, label: L, pattern: fish, scope: clause, score: 0.8}\n");
  g_autoptr (PostilAnalysis) analysis = analysis_of ("He said that the fish is old; the bread was new.");
  g_autofree char *found = NULL;

  apply_set (pack, analysis);
  found = proposed (analysis, 0);
  g_assert_cmpstr (found, ==, "L:the fish is old");
  g_assert_cmpfloat (postil_analysis_get_proposal (analysis, 0)->score, ==, 0.8);
}

/* A text without a single full stop is taken in pieces that lose no word. */
static void
test_endless_sentence (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PostilAnalysis) analysis = NULL;
  const GArray *sentences;
  guint32 n_chars = 0;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "and, he said, ");
  g_string_append (text, "nothing");
  analysis = analysis_of (text->str);
  sentences = postil_analysis_get_sentences (analysis);
  g_assert_cmpuint (sentences->len, >=, text->len / 5000);
  for (guint i = 0; i < sentences->len; i++)
    {
      PostilRange range = g_array_index (sentences, PostilRange, i);

      g_assert_cmpuint (postil_range_length (range), <=, 5000);
      g_assert_true (text->str[range.stop] == '\0' || text->str[range.stop] == ' ');
      n_chars += postil_range_length (range);
    }
  /* All but the spaces between them. */
  g_assert_cmpuint (n_chars, ==, text->len - (sentences->len - 1));
}

static void
test_slow_rule (void)
{
  g_autoptr (PostilRulePack) pack = pack_of ("pack: a\nrules:\n- {name: x, label: L, pattern: '(?:a|a?)+\\d'}\n");
  g_autofree char *letters = g_strnfill (5000, 'a');
  g_autoptr (PostilAnalysis) analysis = analysis_of (letters);
  g_autoptr (GError) error = NULL;

  g_assert_false (postil_rule_apply (pack, postil_rule_pack_get_rule (pack, 0), analysis, NULL, &error));
  g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_LIMIT);
}

/* In a set, what ran out of its time once is named and tried no more; the others run on. */
static void
test_slow_rule_is_left_out (void)
{
  g_autoptr (PostilRulePack) pack =
      pack_of ("pack: a\nrules:\n- {name: x, label: L, pattern: '(?:a|a?)+\\d'}\n- {name: y, label: M, pattern: 'a{5}'}\n");
  g_autofree char *letters = g_strnfill (5000, 'a');
  g_autoptr (GPtrArray) packs = g_ptr_array_new ();
  g_autoptr (PostilRuleSet) set = NULL;
  g_auto (GStrv) none = NULL;

  g_ptr_array_add (packs, pack);
  set = postil_rule_set_new (packs);
  none = postil_rule_set_dup_slow (set);
  g_assert_null (none);
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (PostilAnalysis) analysis = analysis_of (letters);
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) slow = NULL;

      g_assert_true (postil_rule_set_apply (set, analysis, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (postil_analysis_get_n_proposals (analysis), >, 0);
      slow = postil_rule_set_dup_slow (set);
      g_assert_cmpuint (g_strv_length (slow), ==, 1);
      g_assert_cmpstr (slow[0], ==, "a.x");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/parse-errors", test_parse_errors);
  g_test_add_func ("/rules/bombs", test_bombs);
  g_test_add_func ("/rules/scopes", test_scopes);
  g_test_add_func ("/rules/speech_marks", test_speech_marks);
  g_test_add_func ("/rules/conditions", test_conditions);
  g_test_add_func ("/rules/not-there", test_not_there);
  g_test_add_func ("/rules/groups", test_groups);
  g_test_add_func ("/rules/group-of-the-label", test_group_of_the_label);
  g_test_add_func ("/rules/examples", test_examples);
  g_test_add_func ("/rules/shipped-examples", test_shipped_examples);
  g_test_add_func ("/rules/literals", test_literals);
  g_test_add_func ("/rules/filter-boundaries", test_filter_boundaries);
  g_test_add_func ("/rules/filter-is-sound", test_filter_is_sound);
  g_test_add_func ("/rules/surer-rule-wins", test_surer_rule_wins);
  g_test_add_func ("/rules/endless-sentence", test_endless_sentence);
  g_test_add_func ("/rules/slow-rule", test_slow_rule);
  g_test_add_func ("/rules/slow-rule-is-left-out", test_slow_rule_is_left_out);
  return g_test_run ();
}
