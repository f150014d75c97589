// SPDX-License-Identifier: Apache-2.0
// What dependencies become: an edge for each, which calls xb to bring it about
// and has the recipe as its response file; and what those who use it get.
#include <utility>

#include "base/path.h"
#include "manifest/project/lower_parts.h"

namespace xb::project {
namespace {

constexpr std::string_view kPlace = "$builddir/deps/";

std::string PlaceFor(const Dependency& dependency) {
  return std::string(kPlace) + dependency.name.value;
}

// Changes when one of its headers does.  They are outputs of no edge: which
// there are nobody knows before.
std::string HeadersOf(const Dependency& dependency) {
  return PlaceFor(dependency) + ".headers";
}

std::string RecipeVariable(const Dependency& dependency) {
  return "recipe." + dependency.name.value;
}

std::string Within(const std::string& place, const std::string& path) {
  std::string all = path;
  CanonicalizePath(&all);
  return all == "." ? place : place + "/" + EscapePath(all);
}

// A directory of which the build is a part has no end of copies.
Status CheckPath(const Project& project, const Dependency& dependency) {
  if (dependency.source.path.empty()) return Ok();
  std::string path = dependency.source.path;
  CanonicalizePath(&path);
  std::string build = project.build_dir.value;
  CanonicalizePath(&build);
  if (path != "." && build != path && !build.starts_with(path + "/")) {
    return Ok();
  }
  return project.ErrorAt(dependency.name.place,
                         "`dependency." + dependency.name.value + "` is in `" +
                             dependency.source.path +
                             "`, where the outputs go, too");
}

// Flags of a profile that are no part of the language of manifests.
std::string PlainFlags(const Variables& variables, std::string_view name) {
  std::string plain;
  for (const auto& [known, value] : variables) {
    if (known != name) continue;
    for (size_t i = 0; i < value.size(); ++i) {
      if (value[i] == '$' && i + 1 < value.size()) ++i;
      plain += value[i];
    }
  }
  return plain;
}

BuildTarget TargetOf(const Project& project, Toolchain& toolchain,
                     const Profile& profile, const Variables& variables) {
  BuildTarget target;
  for (const Profile* at = &profile; at != nullptr;
       at = at->parent.is_set() ? project.FindProfile(at->parent.value)
                                : nullptr) {
    target.profiles.push_back(at->name.value);
  }
  target.tools = profile.tools;
  target.platform = profile.platform;
  // What is the usual one is left to the recipe.
  const std::string cc = toolchain.Cc(profile);
  if (cc != "cc") target.tools.cc = cc;
  const std::string cxx = toolchain.Cxx(profile);
  if (cxx != "c++") target.tools.cxx = cxx;
  target.profile_cflags = PlainFlags(variables, "cflags");
  target.profile_cxxflags = PlainFlags(variables, "cxxflags");
  target.profile_ldflags = PlainFlags(variables, "ldflags");
  for (const Platform& platform : project.platforms) {
    if (platform.name.value != profile.platform) continue;
    target.platform_cflags = platform.cflags;
    target.platform_cxxflags = platform.cxxflags;
    target.platform_ldflags = platform.ldflags;
  }
  return target;
}

Status ProvideTo(Lowering& lowering, const Dependency& dependency) {
  const std::string place = PlaceFor(dependency);
  Provided provided;
  provided.order_only = {place + ".ready"};
  if (!dependency.includes.empty()) provided.headers = {HeadersOf(dependency)};
  for (const std::string& path : dependency.includes) {
    provided.compile.common.push_back("-I" + QuoteWord(Within(place, path)));
  }
  for (const std::string& macro : dependency.defines) {
    provided.compile.common.push_back(QuoteWord(EscapeValue("-D" + macro)));
  }
  for (const std::string& path : dependency.libs) {
    provided.link_inputs.push_back(Within(place, path));
    provided.has_shared |= path.find(".so") != std::string::npos;
  }
  for (const std::string& word : dependency.link) {
    provided.link_words.push_back(QuoteWord(EscapeValue(word)));
  }
  for (const Text& used : dependency.deps) {
    const Provided& other = lowering.provided[used.value];
    AppendWords(other.compile.common, &provided.compile.common);
    AppendWords(other.order_only, &provided.order_only);
    AppendWords(other.headers, &provided.headers);
    AppendWords(other.link_inputs, &provided.link_inputs);
    AppendWords(other.link_words, &provided.link_words);
    provided.has_shared |= other.has_shared;
  }
  lowering.provided[dependency.name.value] = std::move(provided);
  return Ok();
}

Words DependencyOutputs(const Dependency& dependency) {
  const std::string place = PlaceFor(dependency);
  Words outputs{place + ".ready"};
  if (!dependency.includes.empty()) outputs.push_back(HeadersOf(dependency));
  for (const auto* paths : {&dependency.libs, &dependency.programs}) {
    for (const std::string& path : *paths) {
      outputs.push_back(Within(place, path));
    }
  }
  return outputs;
}

Status LowerDependency(Lowering& lowering, const Dependency& dependency) {
  XB_TRY(ProvideTo(lowering, dependency));
  const std::string place = PlaceFor(dependency);
  Words implicit;
  for (const std::string& patch : dependency.source.patches) {
    implicit.push_back(EscapePath(patch));
  }
  // They are there before: then nobody waits for another while it has a job.
  for (const Text& used : dependency.deps) {
    implicit.push_back(std::string(kPlace) + used.value + ".ready");
  }
  ManifestText& text = lowering.text;
  text.Build({.outputs = DependencyOutputs(dependency),
              .rule = "xb.dependency",
              .implicit = std::move(implicit)});
  text.Binding("place", place);
  text.Binding("recipe", "${" + RecipeVariable(dependency) + "}");
  text.Phony(EscapePath(dependency.name.value), {place + ".ready"});
  return Ok();
}

// Those that are used first.
Status LowerInOrder(Lowering& lowering, const Dependency& dependency,
                    std::set<std::string>* done) {
  if (!done->insert(dependency.name.value).second) return Ok();
  for (const Text& used : dependency.deps) {
    XB_TRY(LowerInOrder(
        lowering, *FindDependency(lowering.project.dependencies, used.value),
        done));
  }
  return LowerDependency(lowering, dependency);
}

}  // namespace

Result<std::vector<Dependency>> LockedDependencies(const Project& project,
                                                   Disk& disk) {
  std::vector<Dependency> all = project.dependencies;
  if (all.empty()) return all;
  XB_ASSIGN(auto text, disk.Read(kLockFile));
  if (!text) return all;
  XB_ASSIGN(const auto lock, ReadLock(*std::move(text)));
  XB_TRY(ApplyLock(project, lock, &all));
  return all;
}

Result<std::vector<DependencySpec>> DependencySpecs(Lowering& lowering,
                                                    Toolchain& toolchain,
                                                    const Profile& profile) {
  XB_ASSIGN(const Variables variables,
            ProfileVariables(lowering, toolchain, profile));
  XB_ASSIGN(const auto all,
            LockedDependencies(lowering.project, lowering.world.disk()));
  const BuildTarget target =
      TargetOf(lowering.project, toolchain, profile, variables);
  std::vector<DependencySpec> specs;
  for (const Dependency& dependency : all) {
    XB_ASSIGN(DependencySpec spec,
              Resolve(lowering.project, all, dependency, target));
    specs.push_back(std::move(spec));
  }
  return specs;
}

Status AddRecipes(Lowering& lowering, Toolchain& toolchain,
                  const Profile& profile, Variables* variables) {
  if (lowering.project.dependencies.empty()) return Ok();
  XB_ASSIGN(const auto specs, DependencySpecs(lowering, toolchain, profile));
  for (size_t i = 0; i < specs.size(); ++i) {
    variables->emplace_back(RecipeVariable(lowering.project.dependencies[i]),
                            EscapeValue(WriteSpec(specs[i])));
  }
  return Ok();
}

void WriteDependencyRule(ManifestText* text, const std::string& program) {
  text->Rule("xb.dependency");
  text->Binding(
      "command",
      program +
          " -t dependency --output $place --ready $place.ready "
          "--headers $place.headers --depfile $place.d $place.recipe");
  text->Binding("description", "DEP $place");
  text->Binding("depfile", "$place.d");
  text->Binding("deps", "gcc");
  text->Binding("rspfile", "$place.recipe");
  text->Binding("rspfile_content", "$recipe");
  text->Binding("restat", "1");
  text->Binding("cache", "0");
}

Status RegisterDependencies(Lowering& lowering) {
  for (const Dependency& dependency : lowering.project.dependencies) {
    XB_TRY(CheckPath(lowering.project, dependency));
    const std::string what = "dependency." + dependency.name.value;
    Words outputs = DependencyOutputs(dependency);
    for (const std::string& output : outputs) {
      XB_TRY(lowering.Make(output, what, dependency.name.place));
    }
    lowering.done[dependency.name.value] = std::move(outputs);
  }
  return Ok();
}

Status LowerDependencies(Lowering& lowering) {
  std::set<std::string> done;
  for (const Dependency& dependency : lowering.project.dependencies) {
    XB_TRY(LowerInOrder(lowering, dependency, &done));
  }
  return Ok();
}

}  // namespace xb::project
