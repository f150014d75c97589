// SPDX-License-Identifier: Apache-2.0
#include "status/failure_report.h"

#include <string_view>
#include <utility>

#include "base/ansi.h"

namespace xb {
namespace {

constexpr size_t kTailLines = 10;
constexpr size_t kTailBytes = 4096;
// With many failures the first ones explain the rest.
constexpr size_t kMaxTails = 10;
constexpr size_t kMaxNamed = 50;

// Where the last kTailLines lines of `text`, or its last kTailBytes, begin.
size_t TailBegin(std::string_view text) {
  size_t lines = 0;
  size_t begin = text.size();
  while (begin > 0 && text.size() - begin < kTailBytes) {
    const bool ends_line = text[begin - 1] == '\n' && begin != text.size();
    if (ends_line && ++lines == kTailLines) break;
    --begin;
  }
  return begin;
}

}  // namespace

std::string FailureHeader(const EdgeFinished& event, bool color) {
  std::string text = color ? "\x1b[31m" : "";
  text += "FAILED: [code=" + std::to_string(event.exit_status) + "] ";
  if (color) text += "\x1b[0m";
  for (const std::string_view output : event.outputs) {
    text.append(output).push_back(' ');
  }
  text.append("\n").append(event.command).append("\n");
  return text;
}

void FailureSummary::Add(const EdgeFinished& event) {
  Failure failure;
  failure.target = event.outputs.empty() ? event.description : event.outputs[0];
  failure.other_targets = event.outputs.empty() ? 0 : event.outputs.size() - 1;
  failure.exit_status = event.exit_status;
  failure.log_path = event.log_path;
  if (failures_.size() < kMaxTails) {
    const std::string output = StripAnsi(event.output);
    const size_t begin = TailBegin(output);
    failure.tail = output.substr(begin);
    failure.tail_is_all = begin == 0;
    if (!failure.tail.empty() && failure.tail.back() != '\n') {
      failure.tail.push_back('\n');
    }
  }
  failures_.push_back(std::move(failure));
}

void FailureSummary::AppendTail(const Failure& failure, std::string* text) {
  if (!failure.tail_is_all) text->append("    ...\n");
  std::string_view rest = failure.tail;
  while (!rest.empty()) {
    const size_t line = rest.find('\n') + 1;
    text->append("    ").append(rest.substr(0, line));
    rest.remove_prefix(line);
  }
}

std::string FailureSummary::Format(bool output_just_shown) const {
  if (failures_.empty()) return {};
  const size_t count = failures_.size();
  std::string text = "\n" + std::to_string(count) +
                     (count == 1 ? " step failed:\n" : " steps failed:\n");
  for (size_t i = 0; i < count; ++i) {
    if (i == kMaxNamed) {
      text += "  and " + std::to_string(count - i) + " more\n";
      break;
    }
    const Failure& failure = failures_[i];
    text += "  " + failure.target;
    if (failure.other_targets > 0) {
      text += " and " + std::to_string(failure.other_targets) + " more";
    }
    text += " (exit " + std::to_string(failure.exit_status) + ")";
    if (!failure.log_path.empty()) text += ", log in " + failure.log_path;
    text += "\n";
    if (count > 1 || !output_just_shown) AppendTail(failure, &text);
  }
  return text;
}

}  // namespace xb
