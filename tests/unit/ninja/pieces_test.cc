// SPDX-License-Identifier: Apache-2.0
// Where the text of a manifest is cut, and who takes it apart, must not be
// seen in the graph nor in an error.
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "manifest/ninja/error_format.h"
#include "manifest/ninja/parser.h"
#include "manifest/ninja/statement_list.h"
#include "os/work_queue.h"
#include "support/fake_disk.h"

namespace xb::ninja {
namespace {

constexpr char kManifest[] = R"(ninja_required_version = 1.14
# A comment before the first statement
builddir = out
flags = -O2
rule cc
  command = cc $flags $in -o $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c | a.h ./b/../b.h || gen |@ check
  flags = $flags -DA$^-g
build b.o | b.x: cc b.c

build $
  c.o: cc $
  c.c
  flags = a $
build d.o: cc d.c
flags = -O3 $$
build e.o: cc $flags.c
  # A comment in a block
  flags =
# build x.o: cc x.c
include i
build x/$flags/y: cc x//y a.c a.c
  dyndep = a.c
pool link
  depth = 2
build build: link2 a.o b.o x$in
  pool = link
build gen: phony
build check: phony check
subninja s
default a.o build
build z: phony a.o b.o || x
)";

constexpr char kIncluded[] = R"(rule link2
  command = ld $in -o $out
  rspfile = $out.rsp
  rspfile_content = $in
build i.o: cc i.c
build j.o: cc j.c
)";

constexpr char kSub[] = R"(rule cc
  command = other $in
build s.o: cc s.c
build t.o: link2 s.o
)";

constexpr int kRow = 40;

std::string Replaced(std::string text, std::string_view from,
                     std::string_view to) {
  const size_t at = text.find(from);
  XB_CHECK(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// One of many: some change what the next ones mean, some are larger than a
// piece, one includes others.
std::string FileOfRow(int n) {
  const std::string number = std::to_string(n);
  std::string text = "build f" + number + ".o: cc f${flags}" + number + ".c\n";
  if (n % 3 == 0) text = "flags = ${flags}" + number + "\n" + text;
  if (n % 8 == 0) text += "rule r" + number + "\n  command = $flags $in\n";
  if (n == 7) text += "include i\n" + text + "x = y\n";
  if (n == 11) text += std::string(1000, '#') + "\nbuild long: phony\n";
  if (n == 13) text.clear();
  return n == 7 ? Replaced(text, "f7.o", "g7.o") : text;
}

std::string Row(std::string_view end_of_line = "\n") {
  std::string text;
  for (int n = 0; n < kRow; ++n) {
    text += n % 3 == 0 ? "include  f" : "subninja f";
    text.append(std::to_string(n)).append(end_of_line);
  }
  return text;
}

std::string Bytes(const auto& column) {
  const auto view = column.view();
  return {reinterpret_cast<const char*>(view.data()), view.size_bytes()};
}

// All that comes of loading `manifest`.
std::string LoadAs(const std::string& manifest, LoadOptions options) {
  FakeDisk disk;
  disk.Create("build.ninja", manifest);
  disk.Create("i", kIncluded);
  disk.Create("s", kSub);
  for (int n = 0; n < kRow; ++n) {
    disk.Create("f" + std::to_string(n), FileOfRow(n));
  }
  std::vector<std::string> warnings;
  auto loaded = LoadManifest(disk, "build.ninja", options, &warnings);
  std::string text;
  if (!loaded.ok()) {
    text = "error " + FormatAsNinja(loaded.error()) + "\n" +
           FormatForPeople(loaded.error());
  } else {
    const Graph& graph = loaded.value().graph;
    warnings = loaded.value().warnings;
    text = "graph " + loaded.value().build_dir + Bytes(graph.text) +
           Bytes(graph.names) + Bytes(graph.nodes) + Bytes(graph.edges) +
           Bytes(graph.links) + Bytes(graph.consumers) + Bytes(graph.rules) +
           Bytes(graph.rule_bindings) + Bytes(graph.parts) +
           Bytes(graph.scopes) + Bytes(graph.bindings) + Bytes(graph.pools) +
           Bytes(graph.defaults) + Bytes(graph.files);
  }
  for (const std::string& warning : warnings) text += "\nwarning " + warning;
  return text;
}

std::vector<std::string> Corpus() {
  const std::string good = kManifest;
  std::vector<std::string> corpus = {good, "", "build a: phony", "build "};
  const std::pair<const char*, const char*> changes[] = {
      // Not allowed without the version, wherever it stands.
      {"ninja_required_version = 1.14\n", ""},
      {"ninja_required_version = 1.14\n", "ninja_required_version = 9\n"},
      {"build b.o", "build b.o $^ $"},
      {"build b.o", "\tbuild b.o"},
      {"build b.o", "  build b.o"},
      {"build b.o", "build\tb.o"},
      {"build b.o", "build$\n b.o"},
      {"build b.o", "build"},
      {"build d.o: cc", "build d.o: c2 $"},
      {"build d.o: cc", "build d.o: c2"},
      {"build d.o: cc", "build d.o:"},
      {"build d.o: cc", "build : cc"},
      {"build d.o: cc", "build a.o: cc"},
      {"build d.o: cc", "build d.o d.o: cc"},
      {"build d.o: cc", "build d.o $nothing: cc"},
      {"  flags =\n", "  flags\n"},
      {"  flags =\n", "  flags = $\n"},
      {"  flags =\n", "  flags = $%\n"},
      {"# A comment in a block", "# A comment $"},
      {"  dyndep = a.c\n", "  dyndep = b.c\n"},
      {"  pool = link\n", "  pool = links\n"},
      {"  depth = 2\n", ""},
      {"default a.o", "default nowhere"},
      {"include i\n", "include missing\n"},
      {"rule cc\n", "rule cc\n  x = y\n"},
      {"phony\n", "phony"},
  };
  for (const auto& [from, to] : changes) {
    corpus.push_back(Replaced(good, from, to));
  }
  std::string crlf;
  for (const char c : good) crlf += c == '\n' ? "\r\n" : std::string(1, c);
  corpus.push_back(crlf);
  corpus.push_back(Replaced(good, "flags = -O3", std::string(1, '\0')));
  corpus.push_back(Replaced(good, "# A comment", std::string(1, '\0')));
  return corpus;
}

class PiecesTest : public testing::Test {
 protected:
  void ExpectSame(const std::string& manifest) {
    const std::string whole =
        LoadAs(manifest, {.piece_bytes = manifest.size() + 1});
    for (const size_t size : {1, 60, 200}) {
      EXPECT_EQ(LoadAs(manifest, {.piece_bytes = size}), whole) << manifest;
      EXPECT_EQ(LoadAs(manifest, {.workers = &workers_, .piece_bytes = size}),
                whole)
          << manifest;
    }
  }

  WorkQueue workers_{3};
};

TEST_F(PiecesTest, GoodManifestIsGood) {
  const std::string loaded = LoadAs(kManifest, {});
  EXPECT_EQ(loaded.substr(0, 9), "graph out") << loaded.substr(0, 500);
}

TEST_F(PiecesTest, CorpusIsReadTheSameInPieces) {
  for (const std::string& manifest : Corpus()) ExpectSame(manifest);
}

TEST_F(PiecesTest, CutOffAnywhereIsReadTheSameInPieces) {
  const std::string good = kManifest;
  for (size_t size = 0; size < good.size(); ++size) {
    ExpectSame(good.substr(0, size));
  }
}

TEST_F(PiecesTest, RandomDamageIsReadTheSameInPieces) {
  std::mt19937 random(7);
  const std::string_view some = "\n$ :|^#ab=\r\t{}\\\0";
  for (int round = 0; round < 500; ++round) {
    std::string manifest = kManifest;
    for (int i = 0; i < 2; ++i) {
      const size_t at = random() % manifest.size();
      manifest[at] = some[random() % some.size()];
    }
    ExpectSame(manifest);
  }
}

class IncludesAheadTest : public testing::Test {
 protected:
  void ExpectSame(const std::string& row, std::string_view begins_with) {
    const std::string manifest = kRule + row + "build last: cc $flags\n";
    const std::string alone = LoadAs(manifest, {});
    EXPECT_EQ(alone.substr(0, begins_with.size()), begins_with) << manifest;
    for (const size_t size : {1, 60, 200, 100000}) {
      const LoadOptions options = {.workers = &workers_, .piece_bytes = size};
      EXPECT_EQ(LoadAs(manifest, options), alone) << manifest;
    }
  }

  const std::string kRule = "flags = 1\nrule cc\n  command = cc $flags $in\n";
  WorkQueue workers_{3};
};

TEST_F(IncludesAheadTest, RowIsReadTheSame) { ExpectSame(Row(), "graph"); }

TEST_F(IncludesAheadTest, WhatInterruptsARowIsReadTheSame) {
  for (const char* line :
       {"# comment\n", "\n", "x = f2\n", "build a: phony\n", "include i\n",
        "include $$f1\n", "subninja ./f2\n", "subninja f$\n 2\n"}) {
    for (const char* before : {"include  f9", "subninja f20", "include  f39"}) {
      const std::string row =
          Replaced(Row(), before, line + std::string(before));
      ExpectSame(row, "");
    }
  }
  ExpectSame(Row(" \n"), "graph");
  ExpectSame(Row("\r\n"), "graph");
  ExpectSame("f = f2\n" + Replaced(Row(), "subninja f2\n", "subninja $f\n"),
             "graph");
}

TEST_F(IncludesAheadTest, ErrorIsTheSame) {
  for (const char* wrong :
       {"missing", "missing x", "f2 f3", "f2:", "f2|", "$", "", "f4"}) {
    ExpectSame(Replaced(Row(), "subninja f20\n",
                        std::string("subninja ") + wrong + "\n"),
               "error");
  }
  // It may stand in a file that was read ahead.
  ExpectSame(Replaced(Row(), "subninja f20\n", "include s\nbuild : cc\n"),
             "error");
}

TEST(FindBuildLineTest, FindsTheStartOfALineThatCannotBeContinued) {
  const std::string_view text = "x\nbuild a: b\nbuilds\n build $\nbuild b: c";
  EXPECT_EQ(FindBuildLine(text, 0), 2u);
  EXPECT_EQ(FindBuildLine(text, 2), 2u);
  // The second `build` at the start of a line goes on with a value.
  EXPECT_EQ(FindBuildLine(text, 3), text.size());
  EXPECT_EQ(FindBuildLine("build a: b", 0), 0u);
  EXPECT_EQ(FindBuildLine("$\r\nbuild a: b\r\nbuild ", 0), 15u);
}

}  // namespace
}  // namespace xb::ninja
