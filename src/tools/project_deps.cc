// SPDX-License-Identifier: Apache-2.0
// xb deps and xb lock: the third-party sources of a project.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "deps/fetch.h"
#include "manifest/project/dependency_section.h"
#include "manifest/project/lower_parts.h"
#include "tools/options.h"
#include "tools/printer.h"
#include "tools/project_file.h"
#include "tools/store_options.h"
#include "tools/tool_functions.h"

namespace xb {
namespace {

using project::Dependency;

std::string SourceText(const Dependency& dependency) {
  const project::DependencySource& source = dependency.source;
  std::string text;
  if (!source.urls.empty()) {
    text = source.urls[0];
  } else if (!source.git.empty()) {
    text = source.git;
    if (!source.commit.empty()) text += " " + source.commit.substr(0, 12);
  } else {
    text = source.path;
  }
  if (!source.patches.empty()) {
    text += " + " + std::to_string(source.patches.size()) +
            (source.patches.size() == 1 ? " patch" : " patches");
  }
  return text;
}

class DepsTool {
 public:
  explicit DepsTool(ToolContext& context)
      : context_(context), out_(context.out) {}

  Result<int> Run(ToolArguments arguments) {
    static constexpr OptionSpec kOptions[] = {{'h', "help"}, {'g', "graph"}};
    const auto parsed = ParseOptions("deps", kOptions, arguments, context_.err);
    if (!parsed) return Usage();
    XB_ASSIGN(file_, NeedProjectFile(context_.disk));
    XB_ASSIGN(all_, project::LockedDependencies(file_->project, context_.disk));
    if (parsed->Has('g')) return Graph();
    if (parsed->words.empty()) return List();
    if (parsed->words[0] != "fetch") return Usage();
    return FetchAll({parsed->words.begin() + 1, parsed->words.end()});
  }

 private:
  Result<int> Usage() {
    out_.Print("usage: ", context_.program,
               " deps [--graph]       list the dependencies of the project, "
               "or draw them\n       ",
               context_.program,
               " deps fetch [NAME...]  get their sources into the store\n");
    return 1;
  }

  // For which profiles it is in place, by what their edges left.
  Result<std::string> BuiltFor(const Dependency& dependency) {
    std::string profiles;
    for (const project::Profile& profile : file_->project.profiles) {
      const std::string ready = file_->project.build_dir.value + "/" +
                                profile.name.value + "/deps/" +
                                dependency.name.value + ".ready";
      XB_ASSIGN(const FileStat stat, context_.disk.Stat(ready));
      if (!stat.exists()) continue;
      profiles += (profiles.empty() ? "" : ", ") + profile.name.value;
    }
    return profiles;
  }

  Result<int> List() {
    XB_ASSIGN(const deps::Store store, OpenStore(context_.settings.store));
    size_t width = 0;
    for (const Dependency& dependency : all_) {
      width = std::max(width, dependency.name.value.size());
    }
    for (const Dependency& dependency : all_) {
      const project::DependencySource& source = dependency.source;
      const std::string& name = dependency.name.value;
      out_.Print(name, std::string(width - name.size() + 2, ' '),
                 SourceText(dependency));
      const bool has_hash = !source.path.empty() || !source.sha256.empty() ||
                            !source.commit.empty();
      if (!has_hash) {
        out_.Print(", not locked");
      } else if (source.path.empty()) {
        out_.Print(deps::IsFetched(store, source) ? ", in the store"
                                                  : ", to be fetched");
      }
      XB_ASSIGN(const std::string built, BuiltFor(dependency));
      if (!built.empty()) out_.Print(", built for ", built);
      out_.Print("\n");
    }
    return 0;
  }

  Result<int> Graph() {
    const auto edge = [&](const std::string& from, const std::string& to) {
      out_.Print("\"", from, "\" -> \"", to, "\"\n");
    };
    out_.Print("digraph deps {\nrankdir=\"LR\"\nnode [shape=box]\n");
    for (const Dependency& dependency : all_) {
      const std::string& name = dependency.name.value;
      out_.Print("\"", name, "\" [style=filled]\n");
      for (const project::Text& used : dependency.deps) edge(name, used.value);
    }
    for (const project::Target& target : file_->project.targets) {
      for (const auto* names : {&target.deps, &target.exported_deps}) {
        for (const project::Text& used : *names) {
          if (FindDependency(all_, used.value) == nullptr) continue;
          edge(target.name.value, used.value);
        }
      }
    }
    out_.Print("}\n");
    return 0;
  }

  Result<int> FetchAll(const std::vector<std::string>& names) {
    XB_ASSIGN(const deps::Store store, OpenStore(context_.settings.store));
    for (const std::string& name : names) {
      if (FindDependency(all_, name) != nullptr) continue;
      std::vector<std::string_view> known;
      for (const Dependency& one : all_) known.push_back(one.name.value);
      return MakeError("`" + name + "` is no dependency",
                       NearestKey(name, known));
    }
    int status = 0;
    for (const Dependency& dependency : all_) {
      const std::string& name = dependency.name.value;
      const project::DependencySource& source = dependency.source;
      const bool is_wanted =
          names.empty() ||
          std::find(names.begin(), names.end(), name) != names.end();
      if (!is_wanted || !source.path.empty()) continue;
      if (source.sha256.empty() && source.commit.empty()) {
        PrintError(context_, MakeError("`" + name + "` has no hash",
                                       "`xb lock` finds it out"));
        status = 1;
        continue;
      }
      // One that cannot be had does not keep the others.
      const Status fetched = deps::Fetch(store, name, source);
      if (fetched.ok()) {
        out_.Print(name, "  ", SourceText(dependency), ", in the store\n");
      } else {
        out_.Flush();
        PrintError(context_, fetched.error());
        status = 1;
      }
    }
    return status;
  }

  ToolContext& context_;
  Printer out_;
  std::unique_ptr<ProjectFile> file_;
  std::vector<Dependency> all_;
};

}  // namespace

Result<int> RunProjectDeps(ToolContext& context, ToolArguments arguments) {
  return DepsTool(context).Run(arguments);
}

Result<int> RunLock(ToolContext& context, ToolArguments arguments) {
  static constexpr OptionSpec kOptions[] = {{'h', "help"}};
  const auto parsed = ParseOptions("lock", kOptions, arguments, context.err);
  if (!parsed || !parsed->words.empty()) {
    Printer(context.out)
        .Print("usage: ", context.program,
               " lock    find out the hashes that xb.toml leaves open, and "
               "keep them in xb.lock\n");
    return 1;
  }
  XB_ASSIGN(const auto file, NeedProjectFile(context.disk));
  XB_ASSIGN(const deps::Store store, OpenStore(context.settings.store));
  Printer out(context.out);
  std::vector<project::LockEntry> entries;
  for (const Dependency& dependency : file->project.dependencies) {
    const project::DependencySource& source = dependency.source;
    project::LockEntry entry{.name = dependency.name.value,
                             .from = LockedFrom(dependency),
                             .hash = {}};
    if (entry.from.empty()) continue;
    // All that is known is written down: the file is what was built with.
    if (!source.git.empty()) {
      entry.hash = source.commit;
      if (entry.hash.empty()) {
        XB_ASSIGN(
            entry.hash,
            deps::FindCommit(store, source.git,
                             dependency.ref.empty() ? "HEAD" : dependency.ref));
      }
    } else {
      entry.hash = source.sha256;
      if (entry.hash.empty()) {
        XB_ASSIGN(entry.hash, deps::FindSha256(store, entry.name, source));
      }
    }
    out.Print(entry.name, "  ", entry.hash, "\n");
    entries.push_back(std::move(entry));
  }
  XB_TRY(context.disk.WriteAtomic(project::kLockFile, WriteLock(entries)));
  return 0;
}

}  // namespace xb
