// SPDX-License-Identifier: Apache-2.0
// The options of a tool, read as GNU getopt does, complaints included: options
// may stand behind words, `--` ends them, letters may share one dash, long
// names may be cut short.  No state between calls.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "status/output_stream.h"

namespace xb {

struct OptionSpec {
  char letter = '\0';
  // Empty: none.  A tool whose options have no long names at all takes `--x`
  // for the letters `-` and `x`.
  std::string_view name = {};
  bool has_value = false;
};

struct ParsedOptions {
  std::vector<std::pair<char, std::string>> options;  // letter and value
  std::vector<std::string> words;

  bool Has(char letter) const;
  // Of the last one.
  std::optional<std::string> ValueOf(char letter) const;
};

// nullopt when the usage is to be shown: `-h` was met, which every tool has,
// or something wrong, which was printed to `err`.
std::optional<ParsedOptions> ParseOptions(
    std::string_view tool, std::span<const OptionSpec> specs,
    std::span<const std::string> arguments, OutputStream& err);

}  // namespace xb
