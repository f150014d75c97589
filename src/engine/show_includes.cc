// SPDX-License-Identifier: Apache-2.0
#include "engine/show_includes.h"

#include <algorithm>

#include "base/path.h"

namespace xb {
namespace {

constexpr std::string_view kEnglishPrefix = "Note: including file: ";

// Compilers write in the code page of the machine, not in UTF-8.
RE2::Options BytesOfAnyCase() {
  RE2::Options options(RE2::Latin1);
  options.set_case_sensitive(false);
  return options;
}

// The path after the prefix; empty when the line does not name an include.
std::string_view IncludeOf(std::string_view line, std::string_view prefix) {
  if (line.substr(0, prefix.size()) != prefix) return {};
  line.remove_prefix(prefix.size());
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

// Takes the first line and its end off `text`.
std::string_view TakeLine(std::string_view* text) {
  const size_t size = std::min(text->find_first_of("\r\n"), text->size());
  const std::string_view line = text->substr(0, size);
  text->remove_prefix(size);
  if (!text->empty() && text->front() == '\r') text->remove_prefix(1);
  if (!text->empty() && text->front() == '\n') text->remove_prefix(1);
  return line;
}

}  // namespace

ShowIncludesFilter::ShowIncludesFilter()
    : source_name_(R"(\.(c|cc|cxx|cpp|c\+\+)$)", BytesOfAnyCase()),
      system_header_("program files|microsoft visual studio",
                     BytesOfAnyCase()) {}

ShowIncludes ShowIncludesFilter::Filter(std::string_view output,
                                        std::string_view prefix) const {
  if (prefix.empty()) prefix = kEnglishPrefix;
  ShowIncludes result;
  bool seen_include = false;
  while (!output.empty()) {
    const std::string_view line = TakeLine(&output);
    const re2::StringPiece piece(line.data(), line.size());
    std::string include(IncludeOf(line, prefix));
    if (!include.empty()) {
      seen_include = true;
      CanonicalizePath(&include);
      const bool is_system = RE2::PartialMatch(include, system_header_);
      auto& includes = is_system ? result.system_includes : result.includes;
      includes.push_back(std::move(include));
    } else if (seen_include || !RE2::PartialMatch(piece, source_name_)) {
      result.output.append(line).push_back('\n');
    }
  }
  std::sort(result.includes.begin(), result.includes.end());
  result.includes.erase(
      std::unique(result.includes.begin(), result.includes.end()),
      result.includes.end());
  return result;
}

}  // namespace xb
