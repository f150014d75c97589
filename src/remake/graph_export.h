// SPDX-License-Identifier: Apache-2.0
// GraphExport is what a Makefile would make, as steps that know nothing of make
// any more, and their text as a manifest for any ninja.  Recipes that are more
// than commands are left out, with a comment that says why.  A value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/make/evaluation.h"

namespace xb {

struct ExportedStep {
  std::vector<std::string> outputs;
  std::vector<std::string> inputs;
  std::vector<std::string> order_only;
  std::string command;   // for /bin/sh; empty: an alias
  std::string left_out;  // why it is no step; empty: it is one
};

struct GraphExport {
  std::vector<ExportedStep> steps;  // in the order in which they would run
  std::vector<std::string> goals;
  bool is_serial = false;  // one step after the other
};

// Of the targets that `goals` need: names that only stand for others.
void AddAliases(const std::vector<make::Target*>& goals, GraphExport* graph);

// One command for all lines of a recipe; each has a shell of its own.
struct ExportedLine {
  std::string text;
  bool ignores_error = false;
};
// `exports`: `NAME=VALUE` that the shell does not have by itself.  Empty when
// it cannot be one line.
std::string CommandOfLines(const std::vector<ExportedLine>& lines,
                           const std::string& shell, const std::string& flags,
                           const std::vector<std::string>& exports);

// `name`: of the Makefile.
std::string ExportText(const GraphExport& graph, std::string_view name);

}  // namespace xb
