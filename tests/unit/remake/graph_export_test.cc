// SPDX-License-Identifier: Apache-2.0
#include "remake/graph_export.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xb {
namespace {

std::string Command(const std::vector<ExportedLine>& lines,
                    const std::vector<std::string>& exports = {}) {
  return CommandOfLines(lines, "/bin/sh", "-c", exports);
}

TEST(GraphExportTest, LineAloneIsTheCommand) {
  EXPECT_EQ(Command({{.text = "cc -c a.c"}}), "cc -c a.c");
}

TEST(GraphExportTest, EachLineHasItsShell) {
  EXPECT_EQ(Command({{.text = "cd sub"}, {.text = "pwd"}}),
            "/bin/sh -c 'cd sub' && /bin/sh -c pwd");
}

TEST(GraphExportTest, FailureThatIsIgnoredEndsNothing) {
  EXPECT_EQ(Command({{.text = "false", .ignores_error = true}}),
            "{ /bin/sh -c false || :; }");
}

TEST(GraphExportTest, LineThatGoesOnIsOne) {
  EXPECT_EQ(Command({{.text = "sed 's/a/b/' \\\n  \"x\\\ny\""}}),
            "sed 's/a/b/'   \"xy\"");
  EXPECT_EQ(Command({{.text = "echo 'a \\\n b'"}}), "");
}

TEST(GraphExportTest, ExportsStandInFront) {
  EXPECT_EQ(Command({{.text = "cc"}}, {"A=1", "B=x y"}),
            "export A=1 B='x y'; cc");
}

TEST(GraphExportTest, SignsOfTheManifestAreQuoted) {
  GraphExport graph;
  graph.steps.push_back({.outputs = {"a b$c:d"},
                         .inputs = {},
                         .order_only = {"e"},
                         .command = "echo $x",
                         .left_out = {}});
  const std::string text = ExportText(graph, "Makefile");
  EXPECT_NE(text.find("build a$ b$$c$:d: recipe || e\n  cmd = echo $$x\n"),
            std::string::npos);
}

}  // namespace
}  // namespace xb
