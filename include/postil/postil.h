/* postil.h - everything the core offers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <postil/command.h>
#include <postil/decode.h>
#include <postil/documents.h>
#include <postil/entity-groups.h>
#include <postil/error.h>
#include <postil/format.h>
#include <postil/history.h>
#include <postil/label-pack.h>
#include <postil/label.h>
#include <postil/labels.h>
#include <postil/learner.h>
#include <postil/ledger.h>
#include <postil/placing.h>
#include <postil/plural.h>
#include <postil/profile.h>
#include <postil/project-rules.h>
#include <postil/project.h>
#include <postil/quality.h>
#include <postil/range.h>
#include <postil/readings.h>
#include <postil/regex.h>
#include <postil/relation.h>
#include <postil/relations.h>
#include <postil/repeats.h>
#include <postil/report.h>
#include <postil/rules.h>
#include <postil/score.h>
#include <postil/search.h>
#include <postil/segments.h>
#include <postil/span-index.h>
#include <postil/span.h>
#include <postil/spans.h>
#include <postil/split.h>
#include <postil/statistics.h>
#include <postil/store.h>
#include <postil/stored-rules.h>
#include <postil/suggester.h>
#include <postil/text.h>
#include <postil/thread.h>
#include <postil/training.h>
#include <postil/transaction.h>
#include <postil/unaligned.h>
