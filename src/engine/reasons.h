// SPDX-License-Identifier: Apache-2.0
// Reasons: why each edge that runs has to.  The scan notes them as small
// values; they become words only when somebody asks.  The first reason of an
// edge is always kept; the others only with `keep_all` (`-d explain`).  Loop
// thread only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "graph/overlay.h"

namespace xb {

enum class ReasonKind : uint8_t {
  kInputDirty,          // other
  kPhonyWithoutInputs,  // output
  kOutputMissing,       // output
  kOutputOlder,         // output, other, its and the other's mtime
  kRecordedOlder,       // output, other, recorded mtime, other's mtime
  kCommandChanged,      // output
  kCommandNotInLog,     // output
  kDepsMissing,         // output
  kDepsOutOfDate,       // output, its mtime, mtime of the deps
  kDepfileMissing,      // text: the depfile
  kDepfileNamesOther,   // output, text: depfile, other text: what it names
  kInputContent,        // output, other, text: digest then, other text: now
  kInputStat,           // output, other: changed, what it was is not known
  kInputMeanwhile,      // output, other: changed while the command ran
  kInputSince,          // output, other: changed since, and was not looked at
  kOutputReplaced,      // output
  kEnvironment,         // output
  kEnvironmentUnknown,  // output
};

struct Reason {
  ReasonKind kind = ReasonKind::kOutputMissing;
  NodeId output = kNoNode;
  NodeId other = kNoNode;
  int64_t a = 0;
  int64_t b = 0;
  std::string text = {};
  std::string other_text = {};
};

class Reasons {
 public:
  Reasons(const Overlay& overlay, bool keep_all);

  // Otherwise all but the first of an edge are dropped.
  bool keeps_all() const { return keep_all_; }
  void Add(EdgeId edge, Reason reason);
  // In words, oldest first; empty when the edge has no reason to run.
  std::vector<std::string> Of(EdgeId edge) const;
  // The same, for an edge that starts now.  What a dirty phony input stands for
  // is told before it, but once only.
  std::vector<std::string> Tell(EdgeId edge);
  bool Has(EdgeId edge, ReasonKind kind) const;
  // The first one; empty when there is none.
  std::string FirstOf(EdgeId edge) const;

 private:
  struct Row {
    Reason reason;
    uint32_t next;  // of the same edge; kNoIndex = last
  };
  struct Chain {
    uint32_t first = kNoIndex;
    uint32_t last = kNoIndex;
  };
  void AppendTold(EdgeId edge, int depth, std::vector<std::string>* words);
  std::string InWords(const Reason& reason) const;

  const Overlay& overlay_;
  const bool keep_all_;
  std::vector<Row> rows_;
  std::vector<Chain> chains_;  // of rows, by edge
  std::vector<bool> told_;     // by phony edge
};

}  // namespace xb
