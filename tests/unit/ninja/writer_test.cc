// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/writer.h"

#include <gtest/gtest.h>

#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/evaluate.h"
#include "graph/graph_builder.h"
#include "manifest/ninja/parser.h"
#include "support/fake_disk.h"

namespace xb::ninja {
namespace {

std::string Quoted(const Graph& graph, std::span<const NodeId> nodes) {
  std::string text;
  for (const NodeId node : nodes) {
    text.append(" <").append(graph.PathOf(node)) += ">";
  }
  return text;
}

// All that a build can see of a graph.
std::string Describe(const Graph& graph) {
  std::string text;
  for (const PoolRow& pool : graph.pools.view()) {
    text += "pool " + std::string(graph.Name(pool.name)) + " " +
            std::to_string(pool.depth) + "\n";
  }
  for (uint32_t e = 0; e < graph.edge_count(); ++e) {
    const EdgeId edge{e};
    const EdgeRow& row = graph.edge(edge);
    text += std::string(graph.RuleName(row.rule)) + " flags " +
            std::to_string(row.flags) + " deps " +
            std::to_string(static_cast<int>(row.deps)) + " pool " +
            std::string(graph.Name(graph.pools[Index(row.pool)].name)) + "\n";
    text += "  out" + Quoted(graph, graph.ExplicitOutputs(edge)) + " all" +
            Quoted(graph, graph.Outputs(edge)) + "\n";
    text += "  in" + Quoted(graph, graph.ExplicitInputs(edge)) + " implicit" +
            Quoted(graph, graph.ImplicitInputs(edge)) + " order" +
            Quoted(graph, graph.OrderOnlyInputs(edge)) + " check" +
            Quoted(graph, graph.Validations(edge)) + "\n";
    if (row.dyndep != kNoNode) {
      text += "  dyndep " + std::string(graph.PathOf(row.dyndep)) + "\n";
    }
    for (uint32_t i = Index(Id(KnownName::kCommand));
         i < Index(Id(KnownName::kCount)); ++i) {
      const auto name = static_cast<KnownName>(i);
      if (name == KnownName::kPool || name == KnownName::kDyndep) continue;
      const auto value =
          EvaluateVariable(graph, edge, Id(name), Escape::kShell);
      text += "  " + std::string(TextOf(name)) + " = " +
              (value.ok() ? value.value() : value.error().message) + "\n";
    }
  }
  text += "default" + Quoted(graph, graph.defaults.view()) + "\n";
  return text;
}

using Files = std::vector<std::pair<std::string, std::string>>;

Graph Read(const Files& files) {
  FakeDisk disk;
  for (const auto& [path, text] : files) disk.Create(path, text);
  auto loaded = LoadManifest(disk, files[0].first, {});
  if (!loaded.ok()) {
    ADD_FAILURE() << loaded.error().message << "\n" << files[0].second;
    return {};
  }
  return std::move(loaded.value().graph);
}

Files Write(const Graph& graph) {
  auto written = WriteManifests(graph, "build.ninja");
  if (!written.ok()) {
    ADD_FAILURE() << written.error().message;
    return {};
  }
  Files files;
  for (const auto& [path, text] : written.value()) {
    files.emplace_back(path, text);
  }
  return files;
}

void ExpectRoundTrip(const Files& files) {
  const Graph graph = Read(files);
  const Files written = Write(graph);
  ASSERT_FALSE(written.empty());
  const Graph again = Read(written);
  EXPECT_EQ(Describe(again), Describe(graph)) << written[0].second;
  // And what was written is its own fixed point.
  EXPECT_EQ(Write(again), written);
}

TEST(WriterTest, PlainManifestLooksAsOneWouldWriteIt) {
  const Files written =
      Write(Read({{"build.ninja",
                   "cflags = -O2\n"
                   "rule cc\n"
                   "  command = cc $cflags -c $in -o $out\n"
                   "build a.o b.o | c: cc a.c | a.h || gen |@ check\n"
                   "  cflags = -O0\n"
                   "default a.o\n"}}));
  ASSERT_EQ(written.size(), 1u);
  EXPECT_EQ(written[0].second,
            "cflags = -O2\n"
            "\n"
            "rule cc\n"
            "  command = cc ${cflags} -c ${in} -o ${out}\n"
            "build a.o b.o | c: cc a.c | a.h || gen |@ check\n"
            "  cflags = -O0\n"
            "default a.o\n");
}

TEST(WriterTest, EmptyGraph) { ExpectRoundTrip({{"build.ninja", ""}}); }

TEST(WriterTest, EverythingARuleMaySay) {
  ExpectRoundTrip({{"build.ninja",
                    "pool p\n  depth = 4\n"
                    "rule r\n"
                    "  command = c $in $out $$ $x\n"
                    "  depfile = $out.d\n"
                    "  deps = gcc\n"
                    "  description =   text\n"
                    "  dyndep = $dd\n"
                    "  generator = 1\n"
                    "  pool = p\n"
                    "  restat = 1\n"
                    "  rspfile = $out.rsp\n"
                    "  rspfile_content = $in_newline\n"
                    "  msvc_deps_prefix = $ prefix$:\n"
                    "build a: r b | dd\n"
                    "  dd = dd\n"
                    "build | c: r\n"
                    "  x = $ 1\n"
                    "  restat =\n"
                    "build d: phony a c\n"}});
}

TEST(WriterTest, OddPaths) {
  ExpectRoundTrip({{"build.ninja",
                    "p = a|b\n"
                    "pipe = taken\n"
                    "build $p x$ y: phony c$:d e$$f #g \xc3\xa9\n"
                    "default $p\n"}});
}

TEST(WriterTest, Newlines) {
  ExpectRoundTrip({{"build.ninja",
                    "ninja_required_version = 1.14.2\n"
                    "x = a$^b\n"
                    "rule r\n  command = $x$^ c\n"
                    "build a$^b: r\n"}});
}

TEST(WriterTest, FileVariableThatHidesTheRule) {
  ExpectRoundTrip({{"build.ninja",
                    "description = file\n"
                    "rule r\n  command = c\n  description = rule\n"
                    "build a: r\n"
                    "build b: r\n  x = 1\n"}});
}

TEST(WriterTest, PoolsAndDyndepsChosenWithOlderVariables) {
  ExpectRoundTrip({{"build.ninja",
                    "pool p\n  depth = 1\n"
                    "pool q\n  depth = 1\n"
                    "x = p\n"
                    "dd = d1\n"
                    "description = file\n"
                    "rule r\n"
                    "  command = c\n  description = rule\n"
                    "  pool = $x\n  dyndep = $dd\n"
                    "build a: r || d1\n"
                    "x = q\n"
                    "dd = d2\n"
                    "build b: r || d2\n"
                    "x =\n"
                    "dd =\n"
                    "build c: r\n"}});
}

TEST(WriterTest, Scopes) {
  ExpectRoundTrip({{"build.ninja",
                    "x = outer\n"
                    "rule r\n  command = outer $x $y\n"
                    "build a: r\n"
                    "subninja s\n"
                    "build e: r\n"
                    "subninja t\n"
                    "y = late\n"
                    "default c e\n"},
                   {"s",
                    "x = inner\n"
                    "build b: r\n"
                    "rule r\n  command = inner $x $y\n"
                    "build c: r\n"
                    "subninja t2\n"
                    "build d: r\n  y = own\n"},
                   {"t", "x = only\nbuild f: r\n"},
                   {"t2", "rule phony\n  command = c\nbuild g: phony\n"}});
}

TEST(WriterTest, ScopeOfOneEdgeBecomesItsBlock) {
  const Files written =
      Write(Read({{"build.ninja", "rule r\n  command = $x\nsubninja t\n"},
                  {"t", "x = only\nbuild f: r\n"}}));
  EXPECT_EQ(written.size(), 1u);
}

TEST(WriterTest, WhatCannotBeWritten) {
  for (const std::string_view path :
       {std::string_view("a\rb"), std::string_view("a\0b", 3)}) {
    GraphBuilder builder;
    const ScopeId root = builder.AddScope(kNoScope);
    const std::vector<NodeId> outputs = {builder.InternNode(path)};
    builder.AddEdge({.rule = kPhonyRule,
                     .file_scope = root,
                     .outputs = outputs,
                     .explicit_outputs = 1});
    EXPECT_FALSE(WriteManifests(builder.Finish(), "build.ninja").ok());
  }
}

TEST(WriterTest, RandomManifests) {
  std::mt19937 random(4);
  const auto pick = [&](const std::vector<std::string>& words) {
    return words[random() % words.size()];
  };
  for (int round = 0; round < 300; ++round) {
    int next_output = 0;
    const auto file = [&] {
      std::string text;
      for (size_t left = random() % 12; left > 0; --left) {
        const std::string value =
            pick({"$x", "$y", "a b", "", "$ s", "$$", "${z}q", "p1"});
        switch (random() % 5) {
          case 0:
            text += pick({"x", "y", "z", "description"}) + " = " + value + "\n";
            break;
          case 1:
            text += "rule r" + std::to_string(next_output++) +
                    "\n  command = " + value + " $in $out $x $y\n";
            break;
          default:
            text += "build o" + std::to_string(next_output++);
            if (random() % 3 == 0) {
              text += " | o" + std::to_string(next_output++);
            }
            text += ": " + pick({"r", "phony", "s", "h"}) + " " +
                    pick({"a", "b$ c", "$x.", "| d", "|| e |@ f"}) + "\n";
            if (random() % 2 == 0) {
              text += "  " + pick({"x", "y", "description", "restat"}) + " = " +
                      value + "\n";
            }
            if (random() % 4 == 0)
              text += "  pool = " + pick({"p1", ""}) + "\n";
        }
      }
      return text;
    };
    const std::string head =
        "pool p1\n  depth = 2\n"
        "rule r\n  command = r $in $out $x $y $z\n  description = $x\n"
        "rule s\n  command = s $description\n  restat = $y\n  pool = $p\n"
        "rule h\n  command = hidden $x\n";
    const std::string hides = "rule h\n  command = hiding $x\n";
    const std::string before = file();
    const std::string after = file();
    const std::string inner = file();
    const std::string innermost = file();
    ExpectRoundTrip({{"build.ninja", head + before + "subninja i\n" + after},
                     {"i", inner + hides + "subninja j\n"},
                     {"j", innermost}});
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace xb::ninja
