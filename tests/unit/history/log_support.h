// SPDX-License-Identifier: Apache-2.0
// What the tests of the logs share: a small graph, and the bytes of files.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "graph/graph_builder.h"
#include "graph/overlay.h"
#include "os/disk.h"

namespace xb {

inline std::string ReadBytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  XB_CHECK(file.is_open());
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

inline void WriteBytes(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  XB_CHECK(file.flush().good());
}

inline void AppendBytes(const std::string& path, std::string_view bytes) {
  WriteBytes(path, ReadBytes(path) + std::string(bytes));
}

inline bool FileExists(const std::string& path) {
  return std::filesystem::exists(path);
}

// One edge for each of `logged` that moves its deps into the deps log, and one
// for each of `plain` that has none.
inline Graph MakeGraph(const std::vector<std::string>& logged,
                       const std::vector<std::string>& plain = {}) {
  GraphBuilder builder;
  const uint16_t file = builder.AddFile("manifest");
  const ScopeId scope = builder.AddScope(kNoScope);
  const auto add_rule = [&](std::string_view name, bool has_deps) {
    const RuleId rule = builder.AddRule(scope, builder.InternName(name));
    const auto bind = [&](KnownName variable, std::string_view value) {
      const TextRef text = builder.AppendText(value);
      const TemplatePart part{text.offset, text.size};
      builder.AddRuleBinding(rule, Id(variable), {&part, 1});
    };
    bind(KnownName::kCommand, "true");
    if (has_deps) {
      bind(KnownName::kDepfile, "d");
      bind(KnownName::kDeps, "gcc");
    }
    return rule;
  };
  const auto add_edges = [&](RuleId rule,
                             const std::vector<std::string>& outputs) {
    for (const std::string& path : outputs) {
      const NodeId output = builder.InternNode(path);
      builder.AddEdge({.rule = rule,
                       .file_scope = scope,
                       .bindings = {},
                       .inputs = {},
                       .outputs = {&output, 1},
                       .explicit_outputs = 1,
                       .validations = {},
                       .file = file});
    }
  };
  add_edges(add_rule("logged", true), logged);
  add_edges(add_rule("plain", false), plain);
  return builder.Finish();
}

// The ninja on PATH, for tests in which it must agree.
inline bool HaveNinja() {
  return std::system("ninja --version >/dev/null 2>&1") == 0;
}

struct NinjaRun {
  int status = 0;
  std::string output;
};

inline NinjaRun RunNinja(const std::string& directory,
                         const std::string& arguments = "") {
  const std::string log = directory + "/output-of-the-tool";
  const int status = std::system(
      ("cd '" + directory + "' && ninja " + arguments + " >'" + log + "' 2>&1")
          .c_str());
  return {status, ReadBytes(log)};
}

}  // namespace xb
