// SPDX-License-Identifier: Apache-2.0
#include "engine/reasons.h"

namespace xb {
namespace {

// Phony edges behind phony edges whose reasons are told.
constexpr int kMaxPhonyDepth = 100;

}  // namespace

Reasons::Reasons(const Overlay& overlay, bool keep_all)
    : overlay_(overlay),
      keep_all_(keep_all),
      chains_(overlay.graph().edge_count()),
      told_(overlay.graph().edge_count()) {}

void Reasons::Add(EdgeId edge, Reason reason) {
  Chain& chain = chains_[Index(edge)];
  if (chain.first != kNoIndex && !keep_all_) return;
  const auto added = static_cast<uint32_t>(rows_.size());
  rows_.push_back({std::move(reason), kNoIndex});
  (chain.first == kNoIndex ? chain.first : rows_[chain.last].next) = added;
  chain.last = added;
}

std::vector<std::string> Reasons::Of(EdgeId edge) const {
  std::vector<std::string> words;
  for (uint32_t i = chains_[Index(edge)].first; i != kNoIndex;
       i = rows_[i].next) {
    words.push_back(InWords(rows_[i].reason));
  }
  return words;
}

std::vector<std::string> Reasons::Tell(EdgeId edge) {
  std::vector<std::string> words;
  AppendTold(edge, 0, &words);
  return words;
}

// A phony edge never starts, so its reasons are told by those who read it.
void Reasons::AppendTold(EdgeId edge, int depth,
                         std::vector<std::string>* words) {
  for (uint32_t i = chains_[Index(edge)].first; i != kNoIndex;
       i = rows_[i].next) {
    const Reason& reason = rows_[i].reason;
    if (reason.kind == ReasonKind::kInputDirty) {
      const EdgeId producer = overlay_.ProducerOf(reason.other);
      if (producer != kNoEdge && overlay_.graph().is_phony(producer) &&
          depth < kMaxPhonyDepth && !told_[Index(producer)]) {
        told_[Index(producer)] = true;
        AppendTold(producer, depth + 1, words);
      }
    }
    words->push_back(InWords(reason));
  }
}

bool Reasons::Has(EdgeId edge, ReasonKind kind) const {
  for (uint32_t i = chains_[Index(edge)].first; i != kNoIndex;
       i = rows_[i].next) {
    if (rows_[i].reason.kind == kind) return true;
  }
  return false;
}

std::string Reasons::FirstOf(EdgeId edge) const {
  const uint32_t first = chains_[Index(edge)].first;
  return first == kNoIndex ? std::string() : InWords(rows_[first].reason);
}

std::string Reasons::InWords(const Reason& reason) const {
  const auto path = [&](NodeId node) {
    return std::string(overlay_.PathOf(node));
  };
  const std::string times =
      " (" + std::to_string(reason.a) + " vs " + std::to_string(reason.b) + ")";
  switch (reason.kind) {
    case ReasonKind::kInputDirty:
      return path(reason.other) + " is dirty";
    case ReasonKind::kPhonyWithoutInputs:
      return "output " + path(reason.output) +
             " of phony edge with no inputs doesn't exist";
    case ReasonKind::kOutputMissing:
      return "output " + path(reason.output) + " doesn't exist";
    case ReasonKind::kOutputOlder:
      return "output " + path(reason.output) +
             " older than most recent input " + path(reason.other) + times;
    case ReasonKind::kRecordedOlder:
      return "recorded mtime of " + path(reason.output) +
             " older than most recent input " + path(reason.other) + times;
    case ReasonKind::kCommandChanged:
      return "command line changed for " + path(reason.output);
    case ReasonKind::kCommandNotInLog:
      return "command line not found in log for " + path(reason.output);
    case ReasonKind::kDepsMissing:
      return "deps for '" + path(reason.output) + "' are missing";
    case ReasonKind::kDepsOutOfDate:
      return "stored deps info out of date for '" + path(reason.output) + "'" +
             times;
    case ReasonKind::kDepfileMissing:
      return "depfile '" + reason.text + "' is missing";
    case ReasonKind::kDepfileNamesOther:
      return "expected depfile '" + reason.text + "' to mention '" +
             path(reason.output) + "', got '" + reason.other_text + "'";
    case ReasonKind::kInputContent:
      return "content of input " + path(reason.other) + " changed (" +
             reason.text + " vs " + reason.other_text + ")";
    case ReasonKind::kInputStat:
      return "input " + path(reason.other) + " was changed since " +
             path(reason.output) + " was found up to date by its time";
    case ReasonKind::kInputMeanwhile:
      return "input " + path(reason.other) +
             " was changed while the command of " + path(reason.output) +
             " ran";
    case ReasonKind::kInputSince:
      return "input " + path(reason.other) + " was changed since " +
             path(reason.output) + " was made, and what was read is not known";
    case ReasonKind::kOutputReplaced:
      return "output " + path(reason.output) +
             " is not the file that its command left";
    case ReasonKind::kEnvironment:
      return "environment changed for " + path(reason.output) +
             ", and an input is newer";
    case ReasonKind::kEnvironmentUnknown:
      return "environment that made " + path(reason.output) +
             " is not known, and an input is newer";
  }
  return {};
}

}  // namespace xb
