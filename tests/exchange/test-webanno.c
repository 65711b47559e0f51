/* test-webanno.c - WebAnno TSV 3: offsets in UTF-16, stacked cells, pieces of tokens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "foreign.h"

#define HEAD "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n#T_RL=custom.Relation|label|BT_custom.Span\n\n\n"
#define D7 "Nadia Quist 🚀 joined Fjord Labs\nin Tromsø."

static void
test_example (void)
{
  g_autofree char *got = test_describe_import (
      "note7.tsv",
      HEAD "#Text=Nadia Quist 🚀 joined Fjord Labs\n#Text=in Tromsø.\n1-1\t0-5\tNadia\tPerson[1]\t_\t_\t\n"
           "1-2\t6-11\tQuist\tPerson[1]\t_\t_\t\n1-3\t12-14\t🚀\t_\t_\t_\t\n1-4\t15-21\tjoined\t_\t_\t_\t\n"
           "1-4.1\t15-19\tjoin\tAct\\_1\t_\t_\t\n1-5\t22-27\tFjord\tOrg[2]|Base[3]\t_\t_\t\n1-6\t28-32\tLabs\tOrg[2]|Base[3]\t_\t_\t\n"
           "1-7\t33-35\tin\tBase[3]\t_\t_\t\n1-8\t36-42\tTromsø\tBase[3]|Place[4]\tbasedIn\t1-5[2_4]\t\n1-9\t42-43\t.\t*\t_\t_\t\n",
      -1, NULL, 0, 0);

  g_assert_cmpstr (got, ==, "note7|" D7 "\n0-11 Person Nadia Quist\n14-18 Act_1 join\n21-41 Base Fjord Labs\nin Tromsø\n"
                            "21-31 Org Fjord Labs\n35-41 Place Tromsø\n41-42 Span .\nbasedIn: Fjord Labs > Tromsø\n");
}

static void
test_other_layers (void)
{
  g_autofree char *got = test_describe_import (
      "a.tsv",
      "#FORMAT=WebAnno TSV 3.1\n#T_SP=ner.NamedEntity|identifier|value\n#T_CH=Coref|referenceType|referenceRelation\n\n\n"
      "#Text=Ada \\u00e9\\t x\n1-1\t0-3\tAda\tQ7\tPER\t_\t_\t\n1-2\t4-5\té\t_\t_\tname[1]\t*->1-1\t\n\n"
      "#Text=She left\n2-1\t10-13\tShe\t_\t_\tpron[1]\tsame->1-2\t\n2-2\t14-18\tleft\t_\t_\t_\t_\t\n",
      -1, NULL, 0, 0);

  g_assert_cmpstr (got, ==, "a|Ada é\t x\n She left\n0-3 PER Ada\n4-5 name é\n10-13 pron She\nsame: é > She\n");
}

static void
test_errors (void)
{
  static const struct
  {
    const char *file;
    guint line;
    const char *words;
    gboolean listed; /* not refused, but kept to be placed */
  } cases[] = {
    { "#FORMAT=WebAnno TSV 2.0\n", 1, "This is WebAnno TSV 2.0" },
    { HEAD "#Text=Ada\n1-1\t0-3\tAda\n", 7, "3 cells" },
    { HEAD "#Text=Ada\n1-1\t0-x\tAda\t_\t_\t_\t\n", 7, "offsets like 0-5" },
    { HEAD "#Text=Ada\n1-1\t999999999-1000000000\tAda\t_\t_\t_\t\n", 7, "cannot follow" },
    { HEAD "#Text=Ada\n1-1\t0-7\tAda\tX\t_\t_\t\n", 7, "0–7 is no place", TRUE },
    { HEAD "#Text=Ada\n1-1\t0-3\tAda\tX[1]\tr\t1-9[8_1]\t\n", 7, "not there" },
    { HEAD "#Text=Ad\xff\n", 6, "not valid UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestProject) project = test_project_new ();
      g_autoptr (PostilReport) report = test_import_string (project, "a.tsv", cases[i].file, -1, NULL);

      test_assert_report (report, cases[i].listed ? 0 : 1, cases[i].listed ? 1 : 0);
      g_assert_true (test_report_has (report, cases[i].line, cases[i].words));
    }
}

static void
test_random (void)
{
  test_round_trips ("webanno", "x.zip", POSTIL_STATES (POSTIL_STATE_KEPT), 8);
}

static void
test_broken (void)
{
  static const char file[] = HEAD "#Text=Ada 🚀\\t left\n1-1\t0-3\tAda\tX[1]|Y[2]\tr\t1-2[3_1]\t\n1-2\t4-6\t🚀\tZ[3]\t_\t_\t\n";

  test_torture ("a.tsv", file, strlen (file), "webanno");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webanno/example", test_example);
  g_test_add_func ("/webanno/other-layers", test_other_layers);
  g_test_add_func ("/webanno/errors", test_errors);
  g_test_add_func ("/webanno/random", test_random);
  g_test_add_func ("/webanno/broken", test_broken);
  return g_test_run ();
}
