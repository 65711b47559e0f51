/* fuzz-rules.c - any bytes are a pack of rules: it compiles or says in which line it does not, and what compiles can be run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <postil/postil.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *bytes, size_t n_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRulePack) pack =
      postil_rule_pack_parse ((const char *) bytes, (gssize) n_bytes, "fuzz.yaml", &error);
  g_autoptr (GPtrArray) results = NULL;

  if (pack == NULL)
    {
      g_assert_error (error, POSTIL_ERROR, POSTIL_ERROR_INVALID_RULE);
      g_assert_true (g_str_has_prefix (error->message, "fuzz.yaml"));
      return 0;
    }
  g_assert_nonnull (postil_rule_pack_get_name (pack));
  if (postil_rule_pack_get_n_rules (pack) > 8) /* a match may take seconds by design */
    return 0;
  results = postil_rule_pack_test (pack, NULL);
  g_assert_nonnull (results);
  return 0;
}
