// SPDX-License-Identifier: Apache-2.0
// Action and Outcome: what exec/ is asked to do, and what came of it.  Plain
// values that know no graph; `token` is the asker's name for the action and
// comes back with the outcome.  A failed command is an Outcome, not an Error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/text_list.h"
#include "os/process_runner.h"

namespace xb {

struct Action {
  uint32_t token = 0;
  // As for `/bin/sh -c`.
  std::string command;
  // Outputs; the directories above them are made before the command runs.
  std::vector<std::string> outputs;
  // Empty: none.  The file is written before the command runs and stays;
  // removing it is the asker's decision.
  std::string rspfile;
  std::string rspfile_content;
  // Empty: none.  The directory above it is made, too.
  std::string depfile;
  // Runs with the terminal, its output is not captured.
  bool console = false;

  // From here on for a cache alone.  False: its result must never be kept.
  bool may_be_cached = false;
  // A cache that is asked about compilations only is asked about it, too.
  bool wants_cache = false;
  std::string rule;
  // Files that can make it out of date, discovered ones not among them.
  std::vector<std::string> inputs;
  // Lines of the output that begin so tell what it read, instead of a depfile;
  // empty: as those of an English compiler.
  std::optional<std::string> include_prefix;
  // Who asked reads the depfile once and removes it.
  bool depfile_is_consumed = false;
};

// What is in an output.
struct OutputContent {
  Hash128 digest;
  int64_t size = 0;
};

struct Outcome {
  uint32_t token = 0;
  int exit_status = 0;       // 0..255; 128 + signal when a signal ended it
  bool interrupted = false;  // see ProcessResult
  bool from_cache = false;
  std::string output;
  ResourceUsage usage;
  int64_t start_ns = 0;  // monotonic
  int64_t end_ns = 0;
  // The file system's time when the command started (see FileClock); 0 =
  // unknown.  An input with a later mtime changed while the command ran.
  int64_t started_mtime_ns = 0;
  // Of each output in turn, by one who wrote them; or nothing.
  std::vector<OutputContent> contents;
  // Instead of a depfile that is consumed: the canonical paths in it.
  std::optional<TextList> dependencies;

  bool success() const { return exit_status == 0; }
};

}  // namespace xb
