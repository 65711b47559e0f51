/* main.c - postilctl: Postil without a display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "verbs.h"

static const PostilCommand commands[] = {
  { "new", postil_cmd_new, "Makes an empty project with a label set.", "new PROJECT [--labels PACK]",
    "PACK is “default” (entities, quotes, acts, structure, relations), “none”, or a YAML file as “labels --save” "
    "writes it.\n"
    "A file that is there already is never overwritten." },
  { "rules", postil_cmd_rules, "Tests rule packs against the examples in them.", "rules test [FILE...] [--json]",
    "Without FILE the packs that Postil ships are tested. Each example that fails is printed with its rule's line." },
  { "import", postil_cmd_import, "Brings files and folders in, as one step that can be undone.",
    "import PROJECT FILE... [--format F] [--kind K] [--dry-run]",
    "Folders are read with all that lies below them, in order of name; - is standard input. The same document twice "
    "adds\n"
    "nothing. What is wrong with a line is reported, and the rest comes in (exit code 1)." },
  { "unaligned", postil_cmd_unaligned, "Lists spans that an import could not place; places or dismisses them.",
    "unaligned PROJECT [--place ID [--match N | --at START-END] | --place-clear | --dismiss ID]",
    "A span waits here when its words do not stand where its file says, in any unit. With each come the places where "
    "its\n"
    "words do stand, the nearest first, then the likest ones." },
  { "suggest", postil_cmd_suggest, "Fills the review queue.",
    "suggest PROJECT [--only SOURCE]\n       postilctl suggest --stream [--only SOURCE] [--jobs N]",
    "Suggestions that were kept or rejected stay as they are. With --stream, lines such as "
    "{\"id\":\"a1\",\"text\":\"...\"} are\n"
    "read from standard input, and one line with spans and relations is written for each, in the same order." },
  { "search", postil_cmd_search, "Finds words or patterns, and shows what stands around them.",
    "search PROJECT [--regex] PATTERN [--tag LABEL]", NULL },
  { "export", postil_cmd_export, "Writes documents and spans for others.",
    "export PROJECT --format F -o OUT [--state kept,suggested] [--label A,B] [--annotator N]",
    "The file is read back and compared with the project before it appears; when anything fails an old one stays." },
  { "formats", postil_cmd_formats, "Lists the formats, and what each has a place for.", "formats [--json]",
    "any-edges: spans may end within a token. What a format has no place for is told before an export." },
  { "history", postil_cmd_history, "Lists what was done, takes it back, does it again.",
    "history PROJECT [--undo | --redo]", NULL },
  { "stats", postil_cmd_stats, "Counts documents and spans, by label and by source.", "stats PROJECT", NULL },
  { "check", postil_cmd_check, "Looks at everything in the project, and tells what is not right.", "check PROJECT",
    "Exit code 1 when there are findings." },
  { "labels", postil_cmd_labels, "Lists, merges, archives, saves and loads labels.",
    "labels PROJECT [--merge A --into B | --archive A | --restore A | --save PACK.yaml | --load PACK.yaml]",
    "Each change is one step that can be undone. A merged label is archived below the other, so that suggestions for "
    "it go\n"
    "there. Loading adds what is new by name and changes what is known; labels that the pack does not name stay." },
  { "ledger", postil_cmd_ledger, "Tells how the proposals of each source were decided.",
    "ledger PROJECT [--source SOURCE --weight W]",
    "Precision with its 95 % interval, and the score from which on four of five proposals of a label were right." },
  { "score", postil_cmd_score, "Compares marks with gold ones: precision, recall and F1.",
    "score PRED GOLD | score PROJECT [--labels A,B] [--match exact|overlap|token]",
    "PRED and GOLD are JSON lines (“-”: standard input) or projects; of a project PRED counts what is kept or "
    "suggested,\n"
    "of a project GOLD what is kept. Documents meet by their id; one without a prediction counts as predicted empty.\n"
    "One PROJECT alone: what was proposed, as it was proposed, against what was kept, in the documents marked done.\n"
    "exact: the same ends. overlap: any shared character, one to one, the largest overlap first. token: character by\n"
    "character. Printed too: how many speakers are right, and average precision and F1 of document labels." },
  { "train", postil_cmd_train, "Trains a model that Postil ships.", "train entities|acts --data DIR -o MODEL",
    "Reads the gold files that the model's manifest names from DIR. The same files give the same model, byte for "
    "byte." },
  { NULL },
};

const PostilCommand *
postil_commands (void)
{
  return commands;
}

static void
print_overview (FILE *out)
{
  fputs ("Usage: postilctl VERB [OPTION...] [PROJECT] [FILE...]\n\n"
         "Marks up who claims what: imports texts into a project file, suggests labelled spans, exports what was decided.\n\n"
         "Verbs:\n",
         out);
  for (const PostilCommand *command = commands; command->name != NULL; command++)
    fprintf (out, "  %-10s %s\n", command->name, command->summary);
  fputs ("\n“postilctl help VERB” tells about one of them, “postilctl --version” which version this is.\n"
         "Exit codes: 0 done, 1 some input was refused, 2 wrong usage, 3 a project or output cannot be opened or written.\n",
         out);
}

static int
help (int argc, char **argv)
{
  const PostilCommand *command;

  if (argc < 2)
    {
      print_overview (stdout);
      return POSTIL_EXIT_DONE;
    }
  command = postil_command_find (argv[1]);
  if (command == NULL)
    {
      fprintf (stderr, "postilctl: error: There is no verb “%s”. “postilctl help” lists them.\n", argv[1]);
      return POSTIL_EXIT_USAGE;
    }
  postil_command_help (command);
  return POSTIL_EXIT_DONE;
}

static int
run (int argc, char **argv)
{
  const PostilCommand *command;

  if (argc < 2)
    {
      print_overview (stderr);
      return POSTIL_EXIT_USAGE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      puts ("postilctl " POSTIL_VERSION);
      return POSTIL_EXIT_DONE;
    }
  if (strcmp (argv[1], "help") == 0 || strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    return help (argc - 1, argv + 1);
  command = postil_command_find (argv[1]);
  if (command == NULL)
    {
      fprintf (stderr, "postilctl: error: There is no verb “%s”. “postilctl help” lists them.\n", argv[1]);
      return POSTIL_EXIT_USAGE;
    }
  return command->run (command, argc - 1, argv + 1);
}

int
main (int argc, char **argv)
{
  int code;

  setlocale (LC_ALL, "");
  /* A reader that goes away ("| head") shows as a failed write, which gives us the time to remove temporary files. */
  signal (SIGPIPE, SIG_IGN);

  code = run (argc, argv);
  errno = 0;
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      if (errno == EPIPE)
        return code;
      fprintf (stderr, "postilctl: error: Standard output cannot be written: %s.\n",
               errno != 0 ? g_strerror (errno) : "an earlier write failed");
      return POSTIL_EXIT_FAILED;
    }
  return code;
}
