/* cues.c - the words by which a text says that somebody speaks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cues.h"

#include "../word-sieve.h"

typedef struct
{
  const char *word;
  PostilCue   cue;
} Entry;

/* Sorted. */
static const Entry CUES[] = {
  { "accuse", POSTIL_CUE_SPEECH }, { "accused", POSTIL_CUE_SPEECH }, { "accuses", POSTIL_CUE_SPEECH },
  { "accusing", POSTIL_CUE_SPEECH }, { "acknowledge", POSTIL_CUE_SPEECH }, { "acknowledged", POSTIL_CUE_SPEECH },
  { "acknowledges", POSTIL_CUE_SPEECH }, { "acknowledging", POSTIL_CUE_SPEECH }, { "add", POSTIL_CUE_SPEECH },
  { "added", POSTIL_CUE_SPEECH }, { "adding", POSTIL_CUE_SPEECH }, { "adds", POSTIL_CUE_SPEECH },
  { "admit", POSTIL_CUE_SPEECH }, { "admits", POSTIL_CUE_SPEECH }, { "admitted", POSTIL_CUE_SPEECH },
  { "admitting", POSTIL_CUE_SPEECH }, { "advise", POSTIL_CUE_MANNER }, { "advised", POSTIL_CUE_MANNER },
  { "agree", POSTIL_CUE_SPEECH }, { "agreed", POSTIL_CUE_SPEECH }, { "agrees", POSTIL_CUE_SPEECH },
  { "allege", POSTIL_CUE_SPEECH }, { "alleged", POSTIL_CUE_SPEECH }, { "alleges", POSTIL_CUE_SPEECH },
  { "alleging", POSTIL_CUE_SPEECH }, { "announce", POSTIL_CUE_SPEECH }, { "announced", POSTIL_CUE_SPEECH },
  { "announces", POSTIL_CUE_SPEECH }, { "announcing", POSTIL_CUE_SPEECH }, { "answer", POSTIL_CUE_SPEECH },
  { "answered", POSTIL_CUE_SPEECH }, { "answering", POSTIL_CUE_SPEECH }, { "answers", POSTIL_CUE_SPEECH },
  { "argue", POSTIL_CUE_SPEECH }, { "argued", POSTIL_CUE_SPEECH }, { "argues", POSTIL_CUE_SPEECH },
  { "arguing", POSTIL_CUE_SPEECH }, { "ask", POSTIL_CUE_SPEECH }, { "asked", POSTIL_CUE_SPEECH },
  { "asking", POSTIL_CUE_SPEECH }, { "asks", POSTIL_CUE_SPEECH }, { "assert", POSTIL_CUE_SPEECH },
  { "asserted", POSTIL_CUE_SPEECH }, { "asserting", POSTIL_CUE_SPEECH }, { "asserts", POSTIL_CUE_SPEECH },
  { "assure", POSTIL_CUE_SPEECH }, { "assured", POSTIL_CUE_SPEECH }, { "assures", POSTIL_CUE_SPEECH },
  { "bawl", POSTIL_CUE_MANNER }, { "bawled", POSTIL_CUE_MANNER }, { "beg", POSTIL_CUE_MANNER },
  { "began", POSTIL_CUE_MANNER }, { "begged", POSTIL_CUE_MANNER }, { "begin", POSTIL_CUE_MANNER },
  { "begins", POSTIL_CUE_MANNER }, { "believe", POSTIL_CUE_SPEECH }, { "believed", POSTIL_CUE_SPEECH },
  { "believes", POSTIL_CUE_SPEECH }, { "bellow", POSTIL_CUE_MANNER }, { "bellowed", POSTIL_CUE_MANNER },
  { "blast", POSTIL_CUE_NAMING }, { "blasted", POSTIL_CUE_NAMING }, { "blasts", POSTIL_CUE_NAMING },
  { "blurt", POSTIL_CUE_MANNER }, { "blurted", POSTIL_CUE_MANNER }, { "boast", POSTIL_CUE_SPEECH },
  { "boasted", POSTIL_CUE_SPEECH }, { "boasting", POSTIL_CUE_SPEECH }, { "boasts", POSTIL_CUE_SPEECH },
  { "brand", POSTIL_CUE_NAMING }, { "branded", POSTIL_CUE_NAMING }, { "brands", POSTIL_CUE_NAMING },
  { "breathe", POSTIL_CUE_MANNER }, { "breathed", POSTIL_CUE_MANNER }, { "burst", POSTIL_CUE_MANNER },
  { "call", POSTIL_CUE_NAMING }, { "called", POSTIL_CUE_NAMING }, { "calling", POSTIL_CUE_NAMING },
  { "calls", POSTIL_CUE_NAMING }, { "caution", POSTIL_CUE_SPEECH }, { "cautioned", POSTIL_CUE_SPEECH },
  { "cautioning", POSTIL_CUE_SPEECH }, { "cautions", POSTIL_CUE_SPEECH }, { "characterise", POSTIL_CUE_NAMING },
  { "characterised", POSTIL_CUE_NAMING }, { "characterize", POSTIL_CUE_NAMING },
  { "characterized", POSTIL_CUE_NAMING }, { "chime", POSTIL_CUE_MANNER }, { "chimed", POSTIL_CUE_MANNER },
  { "chuckle", POSTIL_CUE_MANNER }, { "chuckled", POSTIL_CUE_MANNER }, { "cite", POSTIL_CUE_NAMING },
  { "cited", POSTIL_CUE_NAMING }, { "cites", POSTIL_CUE_NAMING }, { "citing", POSTIL_CUE_NAMING },
  { "claim", POSTIL_CUE_SPEECH }, { "claimed", POSTIL_CUE_SPEECH }, { "claiming", POSTIL_CUE_SPEECH },
  { "claims", POSTIL_CUE_SPEECH }, { "coax", POSTIL_CUE_MANNER }, { "coaxed", POSTIL_CUE_MANNER },
  { "command", POSTIL_CUE_MANNER }, { "commanded", POSTIL_CUE_MANNER }, { "comment", POSTIL_CUE_SPEECH },
  { "commented", POSTIL_CUE_SPEECH }, { "commenting", POSTIL_CUE_SPEECH }, { "comments", POSTIL_CUE_SPEECH },
  { "complain", POSTIL_CUE_SPEECH }, { "complained", POSTIL_CUE_SPEECH }, { "complaining", POSTIL_CUE_SPEECH },
  { "complains", POSTIL_CUE_SPEECH }, { "concede", POSTIL_CUE_SPEECH }, { "conceded", POSTIL_CUE_SPEECH },
  { "concedes", POSTIL_CUE_SPEECH }, { "conceding", POSTIL_CUE_SPEECH }, { "conclude", POSTIL_CUE_SPEECH },
  { "concluded", POSTIL_CUE_SPEECH }, { "concludes", POSTIL_CUE_SPEECH }, { "concluding", POSTIL_CUE_SPEECH },
  { "condemn", POSTIL_CUE_SPEECH }, { "condemned", POSTIL_CUE_SPEECH }, { "condemns", POSTIL_CUE_SPEECH },
  { "confirm", POSTIL_CUE_SPEECH }, { "confirmed", POSTIL_CUE_SPEECH }, { "confirming", POSTIL_CUE_SPEECH },
  { "confirms", POSTIL_CUE_SPEECH }, { "contend", POSTIL_CUE_SPEECH }, { "contended", POSTIL_CUE_SPEECH },
  { "contending", POSTIL_CUE_SPEECH }, { "contends", POSTIL_CUE_SPEECH }, { "contest", POSTIL_CUE_SPEECH },
  { "continue", POSTIL_CUE_MANNER }, { "continued", POSTIL_CUE_MANNER }, { "continues", POSTIL_CUE_MANNER },
  { "continuing", POSTIL_CUE_MANNER }, { "counter", POSTIL_CUE_SPEECH }, { "countered", POSTIL_CUE_SPEECH },
  { "countering", POSTIL_CUE_SPEECH }, { "counters", POSTIL_CUE_SPEECH }, { "cried", POSTIL_CUE_MANNER },
  { "cries", POSTIL_CUE_MANNER }, { "criticise", POSTIL_CUE_SPEECH }, { "criticised", POSTIL_CUE_SPEECH },
  { "criticize", POSTIL_CUE_SPEECH }, { "criticized", POSTIL_CUE_SPEECH }, { "croak", POSTIL_CUE_MANNER },
  { "croaked", POSTIL_CUE_MANNER }, { "cry", POSTIL_CUE_MANNER }, { "crying", POSTIL_CUE_MANNER },
  { "cut", POSTIL_CUE_MANNER }, { "declaim", POSTIL_CUE_MANNER }, { "declaimed", POSTIL_CUE_MANNER },
  { "declare", POSTIL_CUE_SPEECH }, { "declared", POSTIL_CUE_SPEECH }, { "declares", POSTIL_CUE_SPEECH },
  { "declaring", POSTIL_CUE_SPEECH }, { "decried", POSTIL_CUE_NAMING }, { "decry", POSTIL_CUE_NAMING },
  { "deem", POSTIL_CUE_NAMING }, { "deemed", POSTIL_CUE_NAMING }, { "demand", POSTIL_CUE_SPEECH },
  { "demanded", POSTIL_CUE_SPEECH }, { "demanding", POSTIL_CUE_SPEECH }, { "demands", POSTIL_CUE_SPEECH },
  { "demurred", POSTIL_CUE_MANNER }, { "denied", POSTIL_CUE_SPEECH }, { "denies", POSTIL_CUE_SPEECH },
  { "denounce", POSTIL_CUE_NAMING }, { "denounced", POSTIL_CUE_NAMING }, { "denounces", POSTIL_CUE_NAMING },
  { "denouncing", POSTIL_CUE_NAMING }, { "deny", POSTIL_CUE_SPEECH }, { "denying", POSTIL_CUE_SPEECH },
  { "describe", POSTIL_CUE_NAMING }, { "described", POSTIL_CUE_NAMING }, { "describes", POSTIL_CUE_NAMING },
  { "describing", POSTIL_CUE_NAMING }, { "dismiss", POSTIL_CUE_NAMING }, { "dismissed", POSTIL_CUE_NAMING },
  { "dismisses", POSTIL_CUE_NAMING }, { "dispute", POSTIL_CUE_SPEECH }, { "disputed", POSTIL_CUE_SPEECH },
  { "disputes", POSTIL_CUE_SPEECH }, { "drawl", POSTIL_CUE_MANNER }, { "drawled", POSTIL_CUE_MANNER },
  { "dub", POSTIL_CUE_NAMING }, { "dubbed", POSTIL_CUE_NAMING }, { "dubbing", POSTIL_CUE_NAMING },
  { "dubs", POSTIL_CUE_NAMING }, { "echo", POSTIL_CUE_MANNER }, { "echoed", POSTIL_CUE_MANNER },
  { "ejaculate", POSTIL_CUE_MANNER }, { "ejaculated", POSTIL_CUE_MANNER }, { "emphasise", POSTIL_CUE_SPEECH },
  { "emphasised", POSTIL_CUE_SPEECH }, { "emphasises", POSTIL_CUE_SPEECH }, { "emphasising", POSTIL_CUE_SPEECH },
  { "emphasize", POSTIL_CUE_SPEECH }, { "emphasized", POSTIL_CUE_SPEECH }, { "emphasizes", POSTIL_CUE_SPEECH },
  { "emphasizing", POSTIL_CUE_SPEECH }, { "enquired", POSTIL_CUE_SPEECH }, { "entreat", POSTIL_CUE_MANNER },
  { "entreated", POSTIL_CUE_MANNER }, { "estimate", POSTIL_CUE_SPEECH }, { "estimated", POSTIL_CUE_SPEECH },
  { "estimates", POSTIL_CUE_SPEECH }, { "exclaim", POSTIL_CUE_SPEECH }, { "exclaimed", POSTIL_CUE_SPEECH },
  { "exclaiming", POSTIL_CUE_SPEECH }, { "exclaims", POSTIL_CUE_SPEECH }, { "explain", POSTIL_CUE_SPEECH },
  { "explained", POSTIL_CUE_SPEECH }, { "explaining", POSTIL_CUE_SPEECH }, { "explains", POSTIL_CUE_SPEECH },
  { "falter", POSTIL_CUE_MANNER }, { "faltered", POSTIL_CUE_MANNER }, { "fear", POSTIL_CUE_SPEECH },
  { "feared", POSTIL_CUE_SPEECH }, { "fears", POSTIL_CUE_SPEECH }, { "finish", POSTIL_CUE_MANNER },
  { "finished", POSTIL_CUE_MANNER }, { "gasp", POSTIL_CUE_MANNER }, { "gasped", POSTIL_CUE_MANNER },
  { "giggle", POSTIL_CUE_MANNER }, { "giggled", POSTIL_CUE_MANNER }, { "go", POSTIL_CUE_MANNER },
  { "goes", POSTIL_CUE_MANNER }, { "groan", POSTIL_CUE_MANNER }, { "groaned", POSTIL_CUE_MANNER },
  { "growl", POSTIL_CUE_MANNER }, { "growled", POSTIL_CUE_MANNER }, { "grumble", POSTIL_CUE_MANNER },
  { "grumbled", POSTIL_CUE_MANNER }, { "grunt", POSTIL_CUE_MANNER }, { "grunted", POSTIL_CUE_MANNER },
  { "guess", POSTIL_CUE_SPEECH }, { "guessed", POSTIL_CUE_SPEECH }, { "gush", POSTIL_CUE_MANNER },
  { "gushed", POSTIL_CUE_MANNER }, { "hail", POSTIL_CUE_NAMING }, { "hailed", POSTIL_CUE_NAMING },
  { "hails", POSTIL_CUE_NAMING }, { "hint", POSTIL_CUE_SPEECH }, { "hinted", POSTIL_CUE_SPEECH },
  { "hints", POSTIL_CUE_SPEECH }, { "hiss", POSTIL_CUE_MANNER }, { "hissed", POSTIL_CUE_MANNER },
  { "howl", POSTIL_CUE_MANNER }, { "howled", POSTIL_CUE_MANNER }, { "implore", POSTIL_CUE_MANNER },
  { "implored", POSTIL_CUE_MANNER }, { "inform", POSTIL_CUE_SPEECH }, { "informed", POSTIL_CUE_SPEECH },
  { "informing", POSTIL_CUE_SPEECH }, { "informs", POSTIL_CUE_SPEECH }, { "inquire", POSTIL_CUE_SPEECH },
  { "inquired", POSTIL_CUE_SPEECH }, { "insinuate", POSTIL_CUE_MANNER }, { "insinuated", POSTIL_CUE_MANNER },
  { "insist", POSTIL_CUE_SPEECH }, { "insisted", POSTIL_CUE_SPEECH }, { "insisting", POSTIL_CUE_SPEECH },
  { "insists", POSTIL_CUE_SPEECH }, { "interpose", POSTIL_CUE_MANNER }, { "interposed", POSTIL_CUE_MANNER },
  { "interrupt", POSTIL_CUE_MANNER }, { "interrupted", POSTIL_CUE_MANNER }, { "interrupts", POSTIL_CUE_MANNER },
  { "intone", POSTIL_CUE_MANNER }, { "intoned", POSTIL_CUE_MANNER }, { "joke", POSTIL_CUE_SPEECH },
  { "joked", POSTIL_CUE_SPEECH }, { "jokes", POSTIL_CUE_SPEECH }, { "joking", POSTIL_CUE_SPEECH },
  { "label", POSTIL_CUE_NAMING }, { "labeled", POSTIL_CUE_NAMING }, { "labelled", POSTIL_CUE_NAMING },
  { "labelling", POSTIL_CUE_NAMING }, { "labels", POSTIL_CUE_NAMING }, { "lament", POSTIL_CUE_SPEECH },
  { "lamented", POSTIL_CUE_SPEECH }, { "lamenting", POSTIL_CUE_SPEECH }, { "laments", POSTIL_CUE_SPEECH },
  { "laugh", POSTIL_CUE_MANNER }, { "laughed", POSTIL_CUE_MANNER }, { "laughing", POSTIL_CUE_MANNER },
  { "laughingly", POSTIL_CUE_MANNER }, { "laughs", POSTIL_CUE_MANNER }, { "maintain", POSTIL_CUE_SPEECH },
  { "maintained", POSTIL_CUE_SPEECH }, { "maintaining", POSTIL_CUE_SPEECH }, { "maintains", POSTIL_CUE_SPEECH },
  { "mention", POSTIL_CUE_SPEECH }, { "mentioned", POSTIL_CUE_SPEECH }, { "mentioning", POSTIL_CUE_SPEECH },
  { "mentions", POSTIL_CUE_SPEECH }, { "moan", POSTIL_CUE_MANNER }, { "moaned", POSTIL_CUE_MANNER },
  { "murmur", POSTIL_CUE_MANNER }, { "murmured", POSTIL_CUE_MANNER }, { "murmuring", POSTIL_CUE_MANNER },
  { "murmurs", POSTIL_CUE_MANNER }, { "mutter", POSTIL_CUE_MANNER }, { "muttered", POSTIL_CUE_MANNER },
  { "muttering", POSTIL_CUE_MANNER }, { "mutters", POSTIL_CUE_MANNER }, { "note", POSTIL_CUE_SPEECH },
  { "noted", POSTIL_CUE_SPEECH }, { "notes", POSTIL_CUE_SPEECH }, { "noting", POSTIL_CUE_SPEECH },
  { "observe", POSTIL_CUE_SPEECH }, { "observed", POSTIL_CUE_SPEECH }, { "observes", POSTIL_CUE_SPEECH },
  { "observing", POSTIL_CUE_SPEECH }, { "opine", POSTIL_CUE_SPEECH }, { "opined", POSTIL_CUE_SPEECH },
  { "order", POSTIL_CUE_MANNER }, { "ordered", POSTIL_CUE_MANNER }, { "pant", POSTIL_CUE_MANNER },
  { "panted", POSTIL_CUE_MANNER }, { "persist", POSTIL_CUE_MANNER }, { "persisted", POSTIL_CUE_MANNER },
  { "plead", POSTIL_CUE_MANNER }, { "pleaded", POSTIL_CUE_MANNER }, { "pleads", POSTIL_CUE_MANNER },
  { "pledge", POSTIL_CUE_SPEECH }, { "pledged", POSTIL_CUE_SPEECH }, { "pledges", POSTIL_CUE_SPEECH },
  { "pledging", POSTIL_CUE_SPEECH }, { "point", POSTIL_CUE_SPEECH }, { "pointed", POSTIL_CUE_SPEECH },
  { "post", POSTIL_CUE_SPEECH }, { "posted", POSTIL_CUE_SPEECH }, { "posts", POSTIL_CUE_SPEECH },
  { "praise", POSTIL_CUE_NAMING }, { "praised", POSTIL_CUE_NAMING }, { "praises", POSTIL_CUE_NAMING },
  { "predict", POSTIL_CUE_SPEECH }, { "predicted", POSTIL_CUE_SPEECH }, { "predicting", POSTIL_CUE_SPEECH },
  { "predicts", POSTIL_CUE_SPEECH }, { "proceed", POSTIL_CUE_MANNER }, { "proceeded", POSTIL_CUE_MANNER },
  { "promise", POSTIL_CUE_SPEECH }, { "promised", POSTIL_CUE_SPEECH }, { "promises", POSTIL_CUE_SPEECH },
  { "promising", POSTIL_CUE_SPEECH }, { "propose", POSTIL_CUE_SPEECH }, { "proposed", POSTIL_CUE_SPEECH },
  { "proposes", POSTIL_CUE_SPEECH }, { "proposing", POSTIL_CUE_SPEECH }, { "protest", POSTIL_CUE_MANNER },
  { "protested", POSTIL_CUE_MANNER }, { "pursue", POSTIL_CUE_MANNER }, { "pursued", POSTIL_CUE_MANNER },
  { "put", POSTIL_CUE_MANNER }, { "queried", POSTIL_CUE_MANNER }, { "query", POSTIL_CUE_MANNER },
  { "quip", POSTIL_CUE_SPEECH }, { "quipped", POSTIL_CUE_SPEECH }, { "quipping", POSTIL_CUE_SPEECH },
  { "quips", POSTIL_CUE_SPEECH }, { "quote", POSTIL_CUE_NAMING }, { "quoted", POSTIL_CUE_NAMING },
  { "quotes", POSTIL_CUE_NAMING }, { "quoting", POSTIL_CUE_NAMING }, { "read", POSTIL_CUE_MANNER },
  { "reads", POSTIL_CUE_MANNER }, { "reason", POSTIL_CUE_SPEECH }, { "reasoned", POSTIL_CUE_SPEECH },
  { "reasons", POSTIL_CUE_SPEECH }, { "recall", POSTIL_CUE_SPEECH }, { "recalled", POSTIL_CUE_SPEECH },
  { "recalling", POSTIL_CUE_SPEECH }, { "recalls", POSTIL_CUE_SPEECH }, { "reiterate", POSTIL_CUE_SPEECH },
  { "reiterated", POSTIL_CUE_SPEECH }, { "reiterates", POSTIL_CUE_SPEECH }, { "reiterating", POSTIL_CUE_SPEECH },
  { "reject", POSTIL_CUE_SPEECH }, { "rejoin", POSTIL_CUE_MANNER }, { "rejoined", POSTIL_CUE_MANNER },
  { "remark", POSTIL_CUE_SPEECH }, { "remarked", POSTIL_CUE_SPEECH }, { "remarking", POSTIL_CUE_SPEECH },
  { "remarks", POSTIL_CUE_SPEECH }, { "repeat", POSTIL_CUE_MANNER }, { "repeated", POSTIL_CUE_MANNER },
  { "repeating", POSTIL_CUE_MANNER }, { "repeats", POSTIL_CUE_MANNER }, { "replied", POSTIL_CUE_SPEECH },
  { "replies", POSTIL_CUE_SPEECH }, { "reply", POSTIL_CUE_SPEECH }, { "replying", POSTIL_CUE_SPEECH },
  { "report", POSTIL_CUE_SPEECH }, { "reported", POSTIL_CUE_SPEECH }, { "reporting", POSTIL_CUE_SPEECH },
  { "reports", POSTIL_CUE_SPEECH }, { "respond", POSTIL_CUE_SPEECH }, { "responded", POSTIL_CUE_SPEECH },
  { "responding", POSTIL_CUE_SPEECH }, { "responds", POSTIL_CUE_SPEECH }, { "resume", POSTIL_CUE_MANNER },
  { "resumed", POSTIL_CUE_MANNER }, { "retort", POSTIL_CUE_SPEECH }, { "retorted", POSTIL_CUE_SPEECH },
  { "retorts", POSTIL_CUE_SPEECH }, { "return", POSTIL_CUE_MANNER }, { "returned", POSTIL_CUE_MANNER },
  { "returns", POSTIL_CUE_MANNER }, { "reveal", POSTIL_CUE_SPEECH }, { "revealed", POSTIL_CUE_SPEECH },
  { "revealing", POSTIL_CUE_SPEECH }, { "reveals", POSTIL_CUE_SPEECH }, { "roar", POSTIL_CUE_MANNER },
  { "roared", POSTIL_CUE_MANNER }, { "said", POSTIL_CUE_SPEECH }, { "sang", POSTIL_CUE_MANNER },
  { "say", POSTIL_CUE_SPEECH }, { "saying", POSTIL_CUE_SPEECH }, { "says", POSTIL_CUE_SPEECH },
  { "scold", POSTIL_CUE_MANNER }, { "scolded", POSTIL_CUE_MANNER }, { "scream", POSTIL_CUE_MANNER },
  { "screamed", POSTIL_CUE_MANNER }, { "screaming", POSTIL_CUE_MANNER }, { "screams", POSTIL_CUE_MANNER },
  { "shout", POSTIL_CUE_MANNER }, { "shouted", POSTIL_CUE_MANNER }, { "shouting", POSTIL_CUE_MANNER },
  { "shouts", POSTIL_CUE_MANNER }, { "shriek", POSTIL_CUE_MANNER }, { "shrieked", POSTIL_CUE_MANNER },
  { "sigh", POSTIL_CUE_MANNER }, { "sighed", POSTIL_CUE_MANNER }, { "sighing", POSTIL_CUE_MANNER },
  { "sighs", POSTIL_CUE_MANNER }, { "sign", POSTIL_CUE_MANNER }, { "signal", POSTIL_CUE_MANNER },
  { "signalled", POSTIL_CUE_MANNER }, { "signed", POSTIL_CUE_MANNER }, { "sing", POSTIL_CUE_MANNER },
  { "slam", POSTIL_CUE_NAMING }, { "slammed", POSTIL_CUE_NAMING }, { "slams", POSTIL_CUE_NAMING },
  { "smile", POSTIL_CUE_MANNER }, { "smiled", POSTIL_CUE_MANNER }, { "smiles", POSTIL_CUE_MANNER },
  { "smiling", POSTIL_CUE_MANNER }, { "snap", POSTIL_CUE_MANNER }, { "snapped", POSTIL_CUE_MANNER },
  { "snarl", POSTIL_CUE_MANNER }, { "snarled", POSTIL_CUE_MANNER }, { "sneer", POSTIL_CUE_MANNER },
  { "sneered", POSTIL_CUE_MANNER }, { "sob", POSTIL_CUE_MANNER }, { "sobbed", POSTIL_CUE_MANNER },
  { "speculate", POSTIL_CUE_SPEECH }, { "speculated", POSTIL_CUE_SPEECH }, { "squeak", POSTIL_CUE_MANNER },
  { "squeaked", POSTIL_CUE_MANNER }, { "stammer", POSTIL_CUE_MANNER }, { "stammered", POSTIL_CUE_MANNER },
  { "state", POSTIL_CUE_SPEECH }, { "stated", POSTIL_CUE_SPEECH }, { "states", POSTIL_CUE_SPEECH },
  { "stating", POSTIL_CUE_SPEECH }, { "stress", POSTIL_CUE_SPEECH }, { "stressed", POSTIL_CUE_SPEECH },
  { "stresses", POSTIL_CUE_SPEECH }, { "stressing", POSTIL_CUE_SPEECH }, { "stutter", POSTIL_CUE_MANNER },
  { "stuttered", POSTIL_CUE_MANNER }, { "suggest", POSTIL_CUE_SPEECH }, { "suggested", POSTIL_CUE_SPEECH },
  { "suggesting", POSTIL_CUE_SPEECH }, { "suggests", POSTIL_CUE_SPEECH }, { "swear", POSTIL_CUE_SPEECH },
  { "swears", POSTIL_CUE_SPEECH }, { "swore", POSTIL_CUE_SPEECH }, { "tell", POSTIL_CUE_SPEECH },
  { "telling", POSTIL_CUE_SPEECH }, { "tells", POSTIL_CUE_SPEECH }, { "term", POSTIL_CUE_NAMING },
  { "termed", POSTIL_CUE_NAMING }, { "terms", POSTIL_CUE_NAMING }, { "testified", POSTIL_CUE_SPEECH },
  { "testifies", POSTIL_CUE_SPEECH }, { "testify", POSTIL_CUE_SPEECH }, { "testifying", POSTIL_CUE_SPEECH },
  { "think", POSTIL_CUE_SPEECH }, { "thinks", POSTIL_CUE_SPEECH }, { "thought", POSTIL_CUE_SPEECH },
  { "threaten", POSTIL_CUE_SPEECH }, { "threatened", POSTIL_CUE_SPEECH }, { "threatening", POSTIL_CUE_SPEECH },
  { "threatens", POSTIL_CUE_SPEECH }, { "thunder", POSTIL_CUE_MANNER }, { "thundered", POSTIL_CUE_MANNER },
  { "told", POSTIL_CUE_SPEECH }, { "tweet", POSTIL_CUE_SPEECH }, { "tweeted", POSTIL_CUE_SPEECH },
  { "tweeting", POSTIL_CUE_SPEECH }, { "tweets", POSTIL_CUE_SPEECH }, { "urge", POSTIL_CUE_SPEECH },
  { "urged", POSTIL_CUE_SPEECH }, { "urges", POSTIL_CUE_SPEECH }, { "urging", POSTIL_CUE_SPEECH },
  { "utter", POSTIL_CUE_MANNER }, { "uttered", POSTIL_CUE_MANNER }, { "vent", POSTIL_CUE_SPEECH },
  { "venture", POSTIL_CUE_MANNER }, { "ventured", POSTIL_CUE_MANNER }, { "vow", POSTIL_CUE_SPEECH },
  { "vowed", POSTIL_CUE_SPEECH }, { "vowing", POSTIL_CUE_SPEECH }, { "vows", POSTIL_CUE_SPEECH },
  { "wail", POSTIL_CUE_MANNER }, { "wailed", POSTIL_CUE_MANNER }, { "warn", POSTIL_CUE_SPEECH },
  { "warned", POSTIL_CUE_SPEECH }, { "warning", POSTIL_CUE_SPEECH }, { "warns", POSTIL_CUE_SPEECH },
  { "went", POSTIL_CUE_MANNER }, { "whimper", POSTIL_CUE_MANNER }, { "whimpered", POSTIL_CUE_MANNER },
  { "whisper", POSTIL_CUE_MANNER }, { "whispered", POSTIL_CUE_MANNER }, { "whispering", POSTIL_CUE_MANNER },
  { "whispers", POSTIL_CUE_MANNER }, { "wonder", POSTIL_CUE_MANNER }, { "wondered", POSTIL_CUE_MANNER },
  { "write", POSTIL_CUE_SPEECH }, { "writes", POSTIL_CUE_SPEECH }, { "writing", POSTIL_CUE_SPEECH },
  { "written", POSTIL_CUE_SPEECH }, { "wrote", POSTIL_CUE_SPEECH }, { "yell", POSTIL_CUE_MANNER },
  { "yelled", POSTIL_CUE_MANNER }, { "yelling", POSTIL_CUE_MANNER }, { "yells", POSTIL_CUE_MANNER },
};

/* Forms that are as often nouns or bare infinitives. Sorted. */
static const char *const PLAIN[] = {
  "add", "advice", "agree", "agreed", "answer", "answering", "answers", "began", "begin", "believe", "believed",
  "brand", "brands", "burst", "call", "calls", "cite", "claim", "claims", "command", "comment", "comments",
  "complaint", "contest", "counter", "cut", "demand", "demands", "dispute", "estimate", "estimates", "fear", "feared",
  "fears", "finish", "finished", "go", "guess", "hint", "howl", "joke", "jokes", "label", "labels", "laugh", "mention",
  "note", "notes", "observe", "observed", "order", "pledge", "point", "points", "post", "posted", "posts", "proceed",
  "promise", "promises", "protest", "pursue", "pursued", "put", "query", "quote", "quotes", "read", "reads", "reason",
  "reasons", "recall", "reject", "remark", "remarks", "replies", "reply", "report", "reported", "reporting", "reports",
  "return", "returned", "returns", "roar", "sang", "sigh", "sign", "signal", "signed", "sing", "smile", "state",
  "stress", "term", "terms", "think", "thinks", "thought", "urge", "warning", "went", "wonder", "writing", "written",
};

enum
{
  SHORTEST_CUE = 2,
  LONGEST_CUE = 15,
};

static gboolean
fold (const char *word, gsize n_bytes, char *folded)
{
  if (n_bytes < SHORTEST_CUE || n_bytes > LONGEST_CUE)
    return FALSE;
  for (gsize i = 0; i < n_bytes; i++)
    folded[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] | 0x20) : word[i];
  folded[n_bytes] = '\0';
  return TRUE;
}

PostilCue
postil_cue_lookup (const char *word, gsize n_bytes)
{
  static PostilWordSieve sieve;
  char         folded[LONGEST_CUE + 1];
  const Entry *found;

  if (!fold (word, n_bytes, folded))
    return POSTIL_CUE_NONE;
  found = postil_word_sieve_find (&sieve, CUES, G_N_ELEMENTS (CUES), sizeof (Entry), folded, n_bytes);
  return found ? found->cue : POSTIL_CUE_NONE;
}

gboolean
postil_cue_is_plain_form (const char *word, gsize n_bytes)
{
  static PostilWordSieve sieve;
  char folded[LONGEST_CUE + 1];

  return fold (word, n_bytes, folded) &&
         postil_word_sieve_find (&sieve, PLAIN, G_N_ELEMENTS (PLAIN), sizeof (char *), folded, n_bytes) != NULL;
}
