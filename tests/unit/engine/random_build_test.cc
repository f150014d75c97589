// SPDX-License-Identifier: Apache-2.0
// Builds random graphs after random changes: what an incremental build leaves
// must be what a build from nothing makes, and a second build must find
// nothing to do.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/build_fixture.h"

namespace xb {
namespace {

constexpr int kSources = 6;
constexpr int kEdges = 14;
constexpr int kDyndeps = 2;
constexpr int kGraphs = 150;
constexpr int kChanges = 6;

class RandomBuild {
 public:
  explicit RandomBuild(uint32_t seed) : random_(seed), f_("") {
    f_.config.jobs = 1 + Below(4);
    for (int i = 0; i < kSources; ++i) WriteSource(i);
    for (int i = 0; i < kEdges; ++i) edges_.push_back(RandomEdge(i));
    for (int i = 0; i < kDyndeps; ++i) WriteDyndepSource(i);
    f_.SetManifest(Manifest());
    TeachDyndeps(f_);
  }

  void Run() {
    Check("first build");
    for (int i = 0; i < kChanges; ++i) {
      for (int n = 1 + Below(3); n > 0; --n) Change();
      Check(history_);
    }
  }

 private:
  struct Edge {
    enum class Deps { kNone, kDepfile, kGcc };
    bool phony = false;
    bool restat = false;
    bool two_outputs = false;
    Deps deps = Deps::kNone;
    int version = 0;  // of the command
    int dyndep = -1;  // the file that tells of more inputs and outputs
    bool more_output = false;
    std::vector<std::string> inputs;
    std::vector<std::string> implicit;
    std::vector<std::string> order_only;
    std::vector<std::string> validations;
  };

  int Below(int n) {
    return std::uniform_int_distribution<int>(0, n - 1)(random_);
  }
  bool Chance(int percent) { return Below(100) < percent; }
  static std::string Source(int i) { return "s" + std::to_string(i); }
  static std::string Out(int i) { return "o" + std::to_string(i); }
  static std::string Dyndep(int i) { return "dd" + std::to_string(i); }
  static std::string CopyCommand(int i) { return "copy " + Dyndep(i); }

  // `ddN` is a copy of `ddN.in`, and stays as it is when that is the same.
  static void TeachDyndeps(BuildFixture& f) {
    for (int i = 0; i < kDyndeps; ++i) {
      f.On(CopyCommand(i), [i](FakeDisk& disk) {
        const std::string& text = disk.Contents(Dyndep(i) + ".in");
        if (!disk.Exists(Dyndep(i)) || disk.Contents(Dyndep(i)) != text) {
          disk.Create(Dyndep(i), text);
        }
        return ProcessResult();
      });
    }
  }

  void WriteDyndepSource(int i) {
    std::string text = "ninja_dyndep_version = 1\n";
    for (int e = 0; e < kEdges; ++e) {
      if (edges_[e].dyndep != i) continue;
      text += "build " + Out(e);
      if (edges_[e].more_output) text += " | " + Out(e) + "m";
      text += ": dyndep";
      std::vector<std::string> inputs = AnyFiles(2, e);
      const int other = e > 0 ? Below(e) : 0;
      if (edges_[other].more_output && edges_[other].dyndep == i && e > 0) {
        inputs.push_back(Out(other) + "m");
      }
      Append(" |", inputs, &text);
      text += "\n";
    }
    f_.Write(Dyndep(i) + ".in", text);
  }

  // A source, or an output of one of the first `edges` edges.
  std::string AnyFile(int edges) {
    const int i = Below(kSources + edges);
    if (i < kSources) return Source(i);
    const int edge = i - kSources;
    return edges_[edge].two_outputs && Chance(50) ? Out(edge) + "x" : Out(edge);
  }
  std::vector<std::string> AnyFiles(int most, int edges) {
    std::vector<std::string> files;
    for (int n = Below(most + 1); n > 0; --n) files.push_back(AnyFile(edges));
    return files;
  }

  // Later sources include earlier ones, so that there is no circle.
  void WriteSource(int i) {
    const bool includes = i > 0 && Chance(30);
    // Few different contents, so that some changes change nothing.
    f_.Write(Source(i), includes ? "include " + Source(Below(i))
                                 : std::to_string(Below(3)));
  }

  Edge RandomEdge(int i) {
    Edge edge;
    edge.phony = Chance(15);
    edge.restat = !edge.phony && Chance(40);
    edge.two_outputs = !edge.phony && Chance(20);
    if (!edge.phony && Chance(30)) edge.deps = Edge::Deps::kDepfile;
    if (!edge.phony && Chance(30)) edge.deps = Edge::Deps::kGcc;
    edge.inputs = AnyFiles(3, i);
    if (edge.inputs.empty()) edge.inputs.push_back(AnyFile(i));
    edge.implicit = AnyFiles(2, i);
    edge.order_only = AnyFiles(2, i);
    if (i > 0 && Chance(15)) edge.validations.push_back(Out(Below(i)));
    if (!edge.phony && Chance(30)) {
      edge.dyndep = Below(kDyndeps);
      edge.more_output = Chance(50);
      // What it reads depends on that file.
      edge.implicit.push_back(Dyndep(edge.dyndep));
    }
    return edge;
  }

  static void Append(const char* before, const std::vector<std::string>& names,
                     std::string* to) {
    if (!names.empty()) *to += before;
    for (const std::string& name : names) *to += " " + name;
  }

  std::string Manifest() const {
    std::string text;
    for (int i = 0; i < kDyndeps; ++i) {
      text += "build " + Dyndep(i) + ": keep " + Dyndep(i) + ".in\n" +
              "  command = " + CopyCommand(i) + "\n";
    }
    for (int i = 0; i < kEdges; ++i) {
      const Edge& edge = edges_[i];
      text +=
          "build " + Out(i) + (edge.two_outputs ? " | " + Out(i) + "x" : "");
      text += edge.phony ? ": phony" : edge.restat ? ": keep" : ": cat";
      Append("", edge.inputs, &text);
      Append(" |", edge.implicit, &text);
      Append(" ||", edge.order_only, &text);
      Append(" |@", edge.validations, &text);
      text += "\n";
      if (edge.phony) continue;
      // What is read through the manifest is in the command.
      std::string reads;
      Append("", edge.implicit, &reads);
      text += "  command = run " + std::to_string(edge.version) + " " + Out(i) +
              reads + "\n";
      if (edge.dyndep >= 0) text += "  dyndep = " + Dyndep(edge.dyndep) + "\n";
      if (edge.deps == Edge::Deps::kNone) continue;
      text += "  depfile = " + Out(i) + ".d\n";
      if (edge.deps == Edge::Deps::kGcc) text += "  deps = gcc\n";
    }
    return text;
  }

  void Change() {
    const int what = Below(8);
    const int edge = Below(kEdges);
    const int source = Below(kSources);
    switch (what) {
      case 0:
        history_ += " write " + Source(source);
        return WriteSource(source);
      case 1:
        history_ += " touch " + Source(source);
        return f_.Touch(Source(source));
      case 2:
        history_ += " remove " + Out(edge);
        return f_.Remove(Out(edge));
      case 3:
        history_ += " command " + Out(edge);
        ++edges_[edge].version;
        return f_.SetManifest(Manifest());
      case 4:
        history_ += " forget deps " + Out(edge);
        f_.deps.erase(Out(edge));
        f_.Remove(Out(edge) + ".d");
        return;
      case 5:
        history_ += " rewrite " + Dyndep(edge % kDyndeps);
        return WriteDyndepSource(edge % kDyndeps);
      case 6:
        history_ += " remove " + Dyndep(edge % kDyndeps);
        return f_.Remove(Dyndep(edge % kDyndeps));
      default:
        history_ += " forget log " + Out(edge);
        f_.log.erase(Out(edge));
        return;
    }
  }

  std::vector<std::string> Targets() const {
    std::vector<std::string> targets;
    for (int i = 0; i < kEdges; ++i) targets.push_back(Out(i));
    return targets;
  }

  std::map<std::string, std::string> Outputs() const {
    std::map<std::string, std::string> contents;
    for (int i = 0; i < kEdges; ++i) {
      for (const std::string& path : {Out(i), Out(i) + "x", Out(i) + "m"}) {
        if (f_.disk.Exists(path)) contents[path] = f_.disk.Contents(path);
      }
    }
    return contents;
  }

  void Check(const std::string& what) {
    f_.disk.Tick();
    const BuildReport report = f_.Build(Targets());
    ASSERT_EQ(report.error, "") << what << "\n" << Manifest();
    ASSERT_EQ(report.result.exit_status, 0) << what << report.output;
    const auto incremental = Outputs();
    ASSERT_FALSE(f_.Build(Targets()).had_work) << what << "\n" << Manifest();

    // From nothing, in a place of its own.
    BuildFixture clean("");
    clean.SetManifest(Manifest());
    TeachDyndeps(clean);
    for (int i = 0; i < kDyndeps; ++i) {
      const std::string path = Dyndep(i) + ".in";
      clean.Write(path, f_.disk.Contents(path));
    }
    for (int i = 0; i < kSources; ++i) {
      clean.Write(Source(i), f_.disk.Contents(Source(i)));
    }
    ASSERT_EQ(clean.Build(Targets()).result.exit_status, 0);
    for (const auto& [path, contents] : incremental) {
      ASSERT_EQ(contents, clean.disk.Contents(path))
          << path << " after" << what << "\n"
          << Manifest();
    }
  }

  std::mt19937 random_;
  BuildFixture f_;
  std::vector<Edge> edges_;
  std::string history_;
};

TEST(RandomBuildTest, IncrementalBuildsMakeWhatCleanOnesMake) {
  for (uint32_t seed = 1; seed <= kGraphs; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomBuild(seed).Run();
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace xb
