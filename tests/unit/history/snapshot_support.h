// SPDX-License-Identifier: Apache-2.0
// What the tests of snapshots share: a graph with a bit of everything, its logs
// and a snapshot of both in a directory of their own; and the means to forge a
// snapshot.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "history/snapshot.h"
#include "history/snapshot_format.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"

namespace xb {

// Scopes, pools, bindings, defaults, and edges of every kind.
inline Graph MakeRichGraph() {
  GraphBuilder builder;
  const uint16_t file = builder.AddFile("build.ninja");
  const ScopeId root = builder.AddScope(kNoScope);
  const ScopeId inner = builder.AddScope(root);
  const StringId flags = builder.InternName("flags");
  builder.Bind(root, flags, builder.InternValue("-O2"));
  builder.Bind(inner, flags, builder.InternValue("-O0"));
  const PoolId pool = builder.AddPool(builder.InternName("linking"), 2);

  const auto rule = [&](std::string_view name, std::string_view command) {
    const RuleId id = builder.AddRule(root, builder.InternName(name));
    const TextRef text = builder.AppendText(command);
    const std::vector<TemplatePart> parts = {
        {text.offset, text.size},
        {Index(flags), kNoIndex},
        {Index(Id(KnownName::kIn)), kNoIndex},
        {Index(Id(KnownName::kOut)), kNoIndex}};
    builder.AddRuleBinding(id, Id(KnownName::kCommand), parts);
    return id;
  };
  const auto bind = [&](RuleId id, KnownName name, std::string_view value) {
    const TextRef text = builder.AppendText(value);
    const TemplatePart part{text.offset, text.size};
    builder.AddRuleBinding(id, Id(name), {&part, 1});
  };
  const RuleId compile = rule("cc", "cc ");
  bind(compile, KnownName::kDeps, "gcc");
  bind(compile, KnownName::kDepfile, "d");
  const RuleId make = rule("make", "make ");
  bind(make, KnownName::kRestat, "1");
  const RuleId generate = rule("generate", "generate ");
  bind(generate, KnownName::kGenerator, "1");
  const RuleId link = rule("link", "ld ");

  struct Links {
    std::vector<std::string> inputs;
    uint32_t explicit_inputs;
    uint32_t implicit_inputs;
    std::vector<std::string> outputs;
    std::vector<std::string> validations;
  };
  const auto add = [&](RuleId id, ScopeId scope, const Links& links,
                       PoolId in_pool = kDefaultPool) {
    const auto intern = [&](const std::vector<std::string>& paths) {
      std::vector<NodeId> nodes;
      for (const auto& path : paths) nodes.push_back(builder.InternNode(path));
      return nodes;
    };
    const std::vector<NodeId> inputs = intern(links.inputs);
    const std::vector<NodeId> outputs = intern(links.outputs);
    const std::vector<NodeId> validations = intern(links.validations);
    const Binding own{flags, builder.InternValue("-g")};
    const bool has_own_scope = id == link;
    builder.AddEdge({.rule = id,
                     .file_scope = scope,
                     .bindings = {&own, has_own_scope ? size_t{1} : 0},
                     .has_own_scope = has_own_scope,
                     .pool = in_pool,
                     .inputs = inputs,
                     .explicit_inputs = links.explicit_inputs,
                     .implicit_inputs = links.implicit_inputs,
                     .outputs = outputs,
                     .explicit_outputs = 1,
                     .validations = validations,
                     .file = file});
  };
  add(compile, root,
      {{"src/a.c", "config.h", "gen/all.h"}, 1, 1, {"obj/a.o"}, {"checked"}});
  add(compile, inner, {{"src/b.c", "gen/all.h"}, 1, 0, {"obj/b.o"}, {}});
  add(make, root, {{"gen.in"}, 1, 0, {"gen/all.h"}, {}});
  add(make, root, {{"src/a.c"}, 1, 0, {"checked"}, {}});
  add(link, root,
      {{"obj/a.o", "obj/b.o", "/lib/c.a"}, 3, 0, {"app", "app.map"}, {}}, pool);
  add(generate, root, {{"configure"}, 1, 0, {"build.ninja"}, {}});
  add(kPhonyRule, root, {{"app"}, 1, 0, {"all"}, {}});
  builder.AddDefault(builder.FindNode("all"));
  return builder.Finish();
}

// Loaded from what the logs of a SnapshotSample say.
struct LoadedLogs {
  LoadedLogs(Disk& disk, const Graph& graph)
      : overlay(graph),
        log(disk, overlay),
        deps(disk, overlay),
        content(disk, overlay) {}

  Overlay overlay;
  BuildLog log;
  DepsLog deps;
  ContentLog content;
};

class SnapshotSample {
 public:
  static constexpr std::string_view kKey = "key of the test\n";

  SnapshotSample() : graph(MakeRichGraph()), logs(disk, graph) {
    WriteBytes(manifest_path(), "build all: phony app\n");
    XB_CHECK(logs.log.Load(log_path()).ok());
    XB_CHECK(logs.deps.Load(deps_path()).ok());
    XB_CHECK(logs.content.Load(content_path()).ok());
    Record("obj/a.o", 10, 0x1234);
    Record("obj/b.o", 11, 0x5678);
    Record("gone.o", 12, 0x9abc);
    RecordDeps("obj/a.o", 10, {"src/a.c", "src/a.h", "/usr/include/c.h"});
    RecordDeps("obj/b.o", 11, {"src/b.c", "src/a.h"});
    RecordContent("obj/a.o", 10, {"src/a.c", "src/a.h"});
    RecordContent("obj/b.o", 11, {"src/b.c", "src/a.h"});
    Flush();
  }

  void Record(std::string_view output, int64_t mtime_ns, uint64_t hash) {
    logs.log.Record(logs.overlay.Intern(output), {.start_ms = 1,
                                                  .end_ms = 2,
                                                  .mtime_ns = mtime_ns,
                                                  .command_hash = hash});
  }
  void RecordDeps(std::string_view output, int64_t mtime_ns,
                  const std::vector<std::string>& paths) {
    std::vector<NodeId> inputs;
    for (const auto& path : paths) inputs.push_back(logs.overlay.Intern(path));
    XB_CHECK(
        logs.deps.Record(logs.overlay.Intern(output), mtime_ns, inputs).ok());
  }
  // Each file has its path as its content.
  void RecordContent(std::string_view output, int64_t mtime_ns,
                     const std::vector<std::string>& paths) {
    ContentLog& content = logs.content;
    const auto version = [&](std::string_view path) {
      return content.Intern(logs.overlay.Intern(path), Xxh3Wide(path));
    };
    std::vector<VersionId> inputs;
    for (const auto& path : paths) {
      inputs.push_back(version(path));
      content.See(logs.overlay.Intern(path), {mtime_ns, mtime_ns, 4, 5},
                  inputs.back());
    }
    const NodeId node = logs.overlay.Intern(output);
    const OutputAsLeft left{node, version(output), 6, mtime_ns};
    content.Record(node, {.entry = {1, 2, mtime_ns, 3},
                          .environment = 7,
                          .outputs = {&left, 1},
                          .inputs = inputs});
  }
  void Flush() {
    XB_CHECK(logs.log.Flush().ok() && logs.deps.Flush().ok() &&
             logs.content.Flush().ok());
  }

  Facts MakeFacts() {
    return {.key = std::string(kKey),
            .files = {{manifest_path(), disk.Stat(manifest_path()).value()}}};
  }
  void WriteWith(const Facts& facts) {
    hashes.resize(graph.edge_count());
    for (size_t i = 0; i < hashes.size(); ++i) hashes[i] = i * 1000;
    XB_CHECK(Snapshot::Write(disk, path(),
                             {.facts = facts,
                              .build_dir = "out",
                              .overlay = logs.overlay,
                              .log = logs.log,
                              .deps = logs.deps,
                              .command_hashes = hashes,
                              .content = &logs.content})
                 .ok());
  }
  void Write() { WriteWith(MakeFacts()); }
  std::unique_ptr<Snapshot> Open(std::string_view key = kKey) {
    return Snapshot::Open(path(), key, disk);
  }

  std::string path() const { return directory / "graph"; }
  std::string manifest_path() const { return directory / "build.ninja"; }
  std::string log_path() const { return directory / ".ninja_log"; }
  std::string deps_path() const { return directory / ".ninja_deps"; }
  std::string content_path() const { return directory / "content"; }

  TempDir directory;
  RealDisk disk;
  Graph graph;
  LoadedLogs logs;
  std::vector<uint64_t> hashes;
};

// The header and the table of sections of a snapshot's bytes, to be changed.
class SnapshotForger {
 public:
  static constexpr size_t kHeadSize =
      sizeof(SnapshotHeader) + kSectionCount * sizeof(SectionRow);

  // At least kHeadSize bytes.
  explicit SnapshotForger(std::string bytes) : bytes_(std::move(bytes)) {
    XB_CHECK(bytes_.size() >= kHeadSize);
    std::memcpy(&header, bytes_.data(), sizeof header);
    std::memcpy(sections.data(), bytes_.data() + sizeof header,
                sizeof sections);
  }

  SectionRow& section(SectionId id) {
    return sections[static_cast<uint32_t>(id)];
  }
  bool IsWithin(const SectionRow& row) const {
    return row.offset <= bytes_.size() &&
           row.size <= bytes_.size() - row.offset;
  }
  // Of a section that is within the file.
  std::span<char> Bytes(SectionId id) {
    const SectionRow& row = section(id);
    return {bytes_.data() + row.offset, static_cast<size_t>(row.size)};
  }
  template <typename T>
  std::span<T> Values(SectionId id) {
    const std::span<char> bytes = Bytes(id);
    return {reinterpret_cast<T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

  // With every hash as it has to be.
  std::string Seal() {
    for (SectionRow& row : sections) {
      if (!IsWithin(row)) continue;
      row.hash = Xxh3(std::string_view(bytes_).substr(row.offset, row.size));
    }
    header.table_hash =
        Xxh3({reinterpret_cast<const char*>(sections.data()), sizeof sections});
    header.header_hash = 0;
    header.header_hash =
        Xxh3({reinterpret_cast<const char*>(&header), sizeof header});
    std::memcpy(bytes_.data(), &header, sizeof header);
    std::memcpy(bytes_.data() + sizeof header, sections.data(),
                sizeof sections);
    return bytes_;
  }

  SnapshotHeader header;
  std::array<SectionRow, kSectionCount> sections;

 private:
  std::string bytes_;
};

}  // namespace xb
