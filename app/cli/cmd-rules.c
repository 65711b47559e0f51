/* cmd-rules.c - postilctl rules test: the examples of each rule, pass or fail
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include <postil/rules.h>

#include "../exchange/json.h"
#include "verbs.h"

/* What came of all packs together. */
typedef struct
{
  gboolean json;
  guint    n_passed;
  guint    n_failed;
  guint    n_refused; /* packs that cannot be read */
} Tally;

static void
print_field (const char *name, const char *value)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "\"%s\":", name);
  postil_json_append_string (out, value, -1);
  fputs (out->str, stdout);
}

static void
print_result_json (const char *origin, const PostilRuleResult *result)
{
  fputc ('{', stdout);
  print_field ("file", origin);
  printf (",\"line\":%u,", result->rule->line);
  print_field ("rule", result->rule->name);
  fputc (',', stdout);
  print_field ("example", result->example);
  printf (",\"passed\":%s", result->passed ? "true" : "false");
  if (result->message != NULL)
    {
      fputc (',', stdout);
      print_field ("message", result->message);
    }
  fputs ("}\n", stdout);
}

static void
test_pack (const PostilRulePack *pack, const char *origin, Tally *tally)
{
  g_autoptr (GPtrArray) results = postil_rule_pack_test (pack, NULL);
  guint n_passed = 0;

  for (guint i = 0; i < results->len; i++)
    {
      const PostilRuleResult *result = g_ptr_array_index (results, i);

      n_passed += result->passed;
      if (tally->json)
        print_result_json (origin, result);
      else if (!result->passed)
        printf ("%s:%u: error: %s: %s\n", origin, result->rule->line, result->rule->name, result->message);
    }
  if (!tally->json)
    printf ("%s: %u rules, %u examples passed, %u failed\n", origin, postil_rule_pack_get_n_rules (pack), n_passed,
            results->len - n_passed);
  tally->n_passed += n_passed;
  tally->n_failed += results->len - n_passed;
}

/* A pack that cannot be read is reported, and the others are tested all the same. */
static void
test_file (const char *path, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = postil_command_read_file (path, &error);
  g_autoptr (PostilRulePack) pack = NULL;

  if (bytes != NULL)
    pack = postil_rule_pack_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), path, &error);
  if (pack == NULL)
    {
      fprintf (stderr, "%s%s\n", bytes == NULL ? "postilctl: error: " : "", error->message);
      tally->n_refused++;
      return;
    }
  test_pack (pack, path, tally);
}

static int
test_shipped (Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packs = postil_rule_packs_shipped (&error);

  if (packs == NULL)
    return postil_command_fail (error);
  for (guint i = 0; i < packs->len; i++)
    {
      const PostilRulePack *pack = g_ptr_array_index (packs, i);

      if (postil_rule_pack_get_n_rules (pack) > 0)
        test_pack (pack, postil_rule_pack_get_origin (pack), tally);
    }
  return POSTIL_EXIT_DONE;
}

int
postil_cmd_rules (const PostilCommand *command, int argc, char **argv)
{
  Tally tally = { 0 };
  int exit_code;
  GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &tally.json, "Print one JSON object per example", NULL },
    { NULL },
  };

  if (!postil_command_parse (command, entries, &argc, &argv, 1, -1, &exit_code))
    return exit_code;
  if (strcmp (argv[1], "test") != 0)
    return postil_command_usage_error (command, "“%s” is nothing that can be done with rules; “test” is.", argv[1]);
  if (argc == 2)
    exit_code = test_shipped (&tally);
  for (int i = 2; i < argc; i++)
    test_file (argv[i], &tally);
  if (argc == 2 && exit_code != POSTIL_EXIT_DONE)
    return exit_code;
  return tally.n_failed > 0 || tally.n_refused > 0 ? POSTIL_EXIT_REFUSED : POSTIL_EXIT_DONE;
}
