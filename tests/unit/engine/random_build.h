// SPDX-License-Identifier: Apache-2.0
// RandomBuild is a graph of every kind of edge that its seed tells, in a
// BuildFixture, and makes changes to it that an incremental build must notice.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/build_fixture.h"

namespace xb {

class RandomBuild {
 public:
  static constexpr int kSources = 6;
  static constexpr int kEdges = 14;
  static constexpr int kDyndeps = 2;

  struct Options {
    bool dyndeps = true;
    // Generators, phony edges without inputs, sources that go missing, outputs
    // that get other times: builds that do not always succeed, or never find
    // nothing to do.
    bool oddities = false;
  };
  RandomBuild(uint32_t seed, const Options& options)
      : options_(options), random_(seed), f_("") {
    f_.config.jobs = 1 + Below(4);
    for (int i = 0; i < kSources; ++i) WriteSource(i);
    for (int i = 0; i < kEdges; ++i) edges_.push_back(RandomEdge(i));
    for (int i = 0; i < kDyndeps; ++i) WriteDyndepSource(i);
    f_.SetManifest(Manifest());
    TeachDyndeps(f_);
  }

  // Writes, touches or removes something, or changes a command.
  void Change() {
    const int what = Below(options_.oddities ? 12 : 8);
    const int edge = Below(kEdges);
    const int source = Below(kSources);
    switch (what) {
      case 0:
        history_ += " write " + Source(source);
        return WriteSource(source);
      case 1:
        history_ += " touch " + Source(source);
        return WriteSource(source, f_.disk.Exists(Source(source))
                                       ? f_.disk.Contents(Source(source))
                                       : "");
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
      case 7:
        history_ += " forget log " + Out(edge);
        f_.log.erase(Out(edge));
        return;
      case 8:
        // As a build leaves it that is killed while the command runs.
        history_ += " cut short " + Out(edge);
        f_.log[Out(edge)] = {};
        return;
      case 9:
        history_ += " remove " + Source(source);
        return f_.Remove(Source(source));
      case 10:
        history_ += " touch " + Out(edge);
        if (f_.disk.Exists(Out(edge))) f_.Touch(Out(edge));
        return;
      default:
        history_ += " age " + Out(edge);
        if (!f_.disk.Exists(Out(edge))) return;
        return f_.disk.SetMtime(Out(edge), f_.disk.MtimeOf(Out(edge)) / 2 + 1);
    }
  }
  void WriteSource(int i, std::string_view text) { f_.Write(Source(i), text); }
  // Later sources include earlier ones, so that there is no circle.
  void WriteSource(int i) {
    const bool includes = i > 0 && Chance(30);
    // Few different contents, so that some changes change nothing.
    f_.Write(Source(i), includes ? "include " + Source(Below(i))
                                 : std::to_string(Below(3)));
  }
  std::vector<std::string> Targets() const {
    std::vector<std::string> targets;
    for (int i = 0; i < kEdges; ++i) targets.push_back(Out(i));
    return targets;
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
      if (edge.generator) text += "  generator = 1\n";
      if (edge.dyndep >= 0) text += "  dyndep = " + Dyndep(edge.dyndep) + "\n";
      if (edge.deps == Edge::Deps::kNone) continue;
      text += "  depfile = " + Out(i) + ".d\n";
      if (edge.deps == Edge::Deps::kGcc) text += "  deps = gcc\n";
    }
    return text;
  }
  // What the changes so far were.
  const std::string& history() const { return history_; }
  BuildFixture& fixture() { return f_; }
  int Below(int n) {
    return std::uniform_int_distribution<int>(0, n - 1)(random_);
  }
  bool Chance(int percent) { return Below(100) < percent; }
  static std::string Source(int i) { return "s" + std::to_string(i); }
  static std::string Out(int i) { return "o" + std::to_string(i); }
  static std::string Dyndep(int i) { return "dd" + std::to_string(i); }
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

 private:
  struct Edge {
    enum class Deps { kNone, kDepfile, kGcc };
    bool phony = false;
    bool restat = false;
    bool two_outputs = false;
    bool generator = false;
    Deps deps = Deps::kNone;
    int version = 0;  // of the command
    int dyndep = -1;  // the file that tells of more inputs and outputs
    bool more_output = false;
    std::vector<std::string> inputs;
    std::vector<std::string> implicit;
    std::vector<std::string> order_only;
    std::vector<std::string> validations;
  };

  static std::string CopyCommand(int i) { return "copy " + Dyndep(i); }

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

  Edge RandomEdge(int i) {
    Edge edge;
    edge.phony = Chance(15);
    edge.restat = !edge.phony && Chance(40);
    edge.two_outputs = !edge.phony && Chance(20);
    if (!edge.phony && Chance(30)) edge.deps = Edge::Deps::kDepfile;
    if (!edge.phony && Chance(30)) edge.deps = Edge::Deps::kGcc;
    edge.inputs = AnyFiles(3, i);
    if (edge.inputs.empty()) edge.inputs.push_back(AnyFile(i));
    edge.generator = options_.oddities && !edge.phony && Chance(15);
    edge.implicit = AnyFiles(2, i);
    edge.order_only = AnyFiles(2, i);
    if (i > 0 && Chance(15)) edge.validations.push_back(Out(Below(i)));
    if (options_.oddities && Chance(edge.phony ? 40 : 5)) {
      edge.inputs.clear();
      edge.implicit.clear();
      if (edge.phony && Chance(50)) edge.order_only.clear();
    }
    if (options_.dyndeps && !edge.phony && Chance(30)) {
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

  const Options options_;
  std::mt19937 random_;
  BuildFixture f_;
  std::vector<Edge> edges_;
  std::string history_;
};

inline std::map<std::string, std::string> OutputsOf(const FakeDisk& disk) {
  std::map<std::string, std::string> contents;
  for (int i = 0; i < RandomBuild::kEdges; ++i) {
    const std::string out = RandomBuild::Out(i);
    for (const std::string& path : {out, out + "x", out + "m"}) {
      if (disk.Exists(path)) contents[path] = disk.Contents(path);
    }
  }
  return contents;
}

// Builds, and again from nothing in a place of its own.
inline void CheckAgainstCleanBuild(RandomBuild& random) {
  BuildFixture& f = random.fixture();
  const std::string what = random.history() + "\n" + random.Manifest();
  f.disk.Tick();
  const BuildReport report = f.Build(random.Targets());
  ASSERT_EQ(report.error, "") << what;
  ASSERT_EQ(report.result.exit_status, 0) << what << report.output;
  const auto incremental = OutputsOf(f.disk);
  ASSERT_FALSE(f.Build(random.Targets()).had_work) << what << f.ReasonsToRun();

  // From nothing, in a place of its own.
  BuildFixture clean("");
  clean.SetManifest(random.Manifest());
  RandomBuild::TeachDyndeps(clean);
  for (int i = 0; i < RandomBuild::kDyndeps; ++i) {
    const std::string path = RandomBuild::Dyndep(i) + ".in";
    clean.Write(path, f.disk.Contents(path));
  }
  for (int i = 0; i < RandomBuild::kSources; ++i) {
    const std::string path = RandomBuild::Source(i);
    clean.Write(path, f.disk.Contents(path));
  }
  ASSERT_EQ(clean.Build(random.Targets()).result.exit_status, 0);
  for (const auto& [path, contents] : incremental) {
    ASSERT_EQ(contents, clean.disk.Contents(path)) << path << " after" << what;
  }
}

}  // namespace xb
