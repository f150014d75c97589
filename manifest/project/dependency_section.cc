// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/dependency_section.h"

#include <algorithm>
#include <utility>

#include "base/path.h"
#include "manifest/project/read_project.h"

namespace xb::project {
namespace {

constexpr size_t kSha256Digits = 64;
constexpr size_t kCommitDigits = 40;

bool IsHex(std::string_view text, size_t size) {
  return text.size() == size &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A place below the directory it is relative to.
bool StaysInside(const std::string& path) {
  std::string canonical = path;
  CanonicalizePath(&canonical);
  return !canonical.empty() && canonical.front() != '/' && canonical != ".." &&
         !canonical.starts_with("../");
}

std::vector<std::string> ValuesOf(const Texts& texts) {
  std::vector<std::string> values;
  values.reserve(texts.size());
  for (const Text& text : texts) values.push_back(text.value);
  return values;
}

TextPairs PairsOf(const std::vector<std::pair<Text, Text>>& texts) {
  TextPairs pairs;
  for (const auto& [name, value] : texts) {
    pairs.emplace_back(name.value, value.value);
  }
  return pairs;
}

std::string WordsIn(const TableReader& table, std::string_view key) {
  std::string words;
  for (const Text& word : table.GetList(key)) {
    words.append(words.empty() ? "" : " ").append(word.value);
  }
  return words;
}

DependencyOptions OptionsIn(const TableReader& table) {
  return {.args = ValuesOf(table.GetList("args")),
          .targets = ValuesOf(table.GetList("targets")),
          .env = PairsOf(table.GetTable("env")),
          .cflags = WordsIn(table, "cflags"),
          .cxxflags = WordsIn(table, "cxxflags"),
          .ldflags = WordsIn(table, "ldflags")};
}

class DependencyReader {
 public:
  DependencyReader(const TomlDocument& document, const TomlNode& node)
      : document_(document),
        node_(node),
        table_(document, node, "dependency." + node.key, "dependency.NAME") {}

  Result<Dependency> Read() {
    XB_TRY(CheckName(document_, node_, "a dependency"));
    XB_TRY(table_.Check());
    dependency_.name = {node_.key, table_.place()};
    XB_TRY(ReadSource());
    XB_TRY(ReadRecipe());
    dependency_.options = OptionsIn(table_);
    XB_TRY(ReadMore("profile", &dependency_.profiles));
    XB_TRY(ReadMore("platform", &dependency_.platforms));
    XB_TRY(ReadOutputs());
    dependency_.deps = table_.GetList("deps");
    dependency_.defines = ValuesOf(table_.GetList("defines"));
    dependency_.link = ValuesOf(table_.GetWords("link"));
    return std::move(dependency_);
  }

 private:
  Error ErrorAtKey(const char* key, std::string message,
                   std::string hint = {}) const {
    const TomlNode* node = table_.Find(key);
    return document_.ErrorAt(node == nullptr ? node_ : *node,
                             std::move(message), std::move(hint));
  }

  Status ReadSource() {
    DependencySource& source = dependency_.source;
    source.urls = ValuesOf(table_.GetList("url"));
    source.sha256 = table_.GetText("sha256").value;
    source.git = table_.GetText("git").value;
    source.commit = table_.GetText("commit").value;
    source.path = table_.GetText("path").value;
    source.patches = ValuesOf(table_.GetList("patches"));
    source.patch_strip = table_.GetInteger("patch_strip", 1);
    dependency_.ref = table_.GetText("ref").value;
    const int sources = static_cast<int>(!source.urls.empty()) +
                        static_cast<int>(!source.git.empty()) +
                        static_cast<int>(!source.path.empty());
    if (sources != 1) {
      return document_.ErrorAt(
          node_, "`" + table_.name() + "` needs one of `url`, `git` and `path`",
          sources > 1 ? "it has several" : "");
    }
    if (table_.Has("sha256") && !IsHex(source.sha256, kSha256Digits)) {
      return ErrorAtKey("sha256", "`sha256` has 64 digits 0-9 a-f");
    }
    if (table_.Has("commit") && !IsHex(source.commit, kCommitDigits)) {
      return ErrorAtKey("commit", "`commit` has all 40 digits 0-9 a-f",
                        "a branch or tag is `ref`, for `xb lock`");
    }
    if (table_.Has("sha256") && source.urls.empty()) {
      return ErrorAtKey("sha256", "`sha256` goes with `url`");
    }
    for (const char* key : {"commit", "ref"}) {
      if (!table_.Has(key) || !source.git.empty()) continue;
      return ErrorAtKey(key, "`" + std::string(key) + "` goes with `git`");
    }
    for (const std::string& url : source.urls) {
      if (url.find("://") != std::string::npos && url.back() != '/') continue;
      return ErrorAtKey("url", "`" + url + "` is no address of a file",
                        "one of this machine is `file:///...`");
    }
    return Ok();
  }

  Status ReadRecipe() {
    const std::string kind = table_.GetText("build").value;
    for (int i = 0; i <= static_cast<int>(RecipeKind::kCommands); ++i) {
      const auto known = static_cast<RecipeKind>(i);
      if (NameOf(known) == kind) dependency_.kind = known;
    }
    dependency_.commands = ValuesOf(table_.GetList("commands"));
    const bool has_commands = !dependency_.commands.empty();
    if (has_commands != (dependency_.kind == RecipeKind::kCommands)) {
      return ErrorAtKey(has_commands ? "commands" : "build",
                        "`commands` go with `build = \"commands\"`");
    }
    dependency_.subdir = table_.GetText("subdir").value;
    if (!dependency_.subdir.empty() && !StaysInside(dependency_.subdir)) {
      return ErrorAtKey(
          "subdir", "`" + dependency_.subdir + "` is not within the sources");
    }
    dependency_.install_targets = ValuesOf(table_.GetList("install"));
    dependency_.installs = dependency_.kind != RecipeKind::kNone &&
                           table_.GetBool("install", true);
    dependency_.profile_flags = table_.GetBool("profile_flags", false);
    return Ok();
  }

  Status ReadOutputs() {
    dependency_.libs = ValuesOf(table_.GetList("libs"));
    dependency_.includes = ValuesOf(table_.GetList("includes"));
    dependency_.programs = ValuesOf(table_.GetList("programs"));
    for (const char* key : {"libs", "includes", "programs"}) {
      for (const Text& path : table_.GetList(key)) {
        if (StaysInside(path.value)) continue;
        return ErrorAt(document_, path.place,
                       "`" + path.value + "` is not a path within `" +
                           table_.name() + "`");
      }
    }
    return Ok();
  }

  Status ReadMore(
      const char* key,
      std::map<std::string, DependencyOptions, std::less<>>* options) {
    const TomlNode* node = table_.Find(key);
    if (node == nullptr) return Ok();
    const std::string name = table_.name() + "." + key;
    if (node->kind != TomlNode::Kind::kTable) {
      return document_.ErrorAt(*node, "`" + name + "` is a section",
                               "it is written as `[" + name + ".NAME]`");
    }
    for (const TomlNode& item : node->items) {
      const TableReader table(document_, item, name + "." + item.key,
                              "dependency.NAME.profile.PROFILE");
      XB_TRY(table.Check());
      (*options)[item.key] = OptionsIn(table);
    }
    return Ok();
  }

  const TomlDocument& document_;
  const TomlNode& node_;
  const TableReader table_;
  Dependency dependency_;
};

class UseCheck {
 public:
  explicit UseCheck(const Project& project)
      : project_(project),
        all_(project.dependencies),
        states_(project.dependencies.size()) {}

  Status Run() {
    for (size_t i = 0; i < all_.size(); ++i) XB_TRY(Visit(i));
    return Ok();
  }

 private:
  enum class State : uint8_t { kNew, kOpen, kDone };

  // As deep as a chain of names in a file.
  Status Visit(size_t index) {
    const Dependency& dependency = all_[index];
    states_[index] = State::kOpen;
    for (const Text& used : dependency.deps) {
      const Dependency* found = FindDependency(all_, used.value);
      if (found == nullptr) {
        std::vector<std::string_view> known;
        for (const Dependency& one : all_) known.push_back(one.name.value);
        return project_.ErrorAt(used.place,
                                "`" + used.value + "` is no dependency",
                                NearestKey(used.value, known));
      }
      const auto next = static_cast<size_t>(found - all_.data());
      if (states_[next] == State::kOpen) {
        return project_.ErrorAt(used.place, "`" + dependency.name.value +
                                                "` and `" + used.value +
                                                "` need each other");
      }
      if (states_[next] == State::kNew) XB_TRY(Visit(next));
    }
    states_[index] = State::kDone;
    return Ok();
  }

  const Project& project_;
  const std::vector<Dependency>& all_;
  std::vector<State> states_;
};

void AddWords(const std::string& words, std::string* to) {
  if (words.empty()) return;
  if (!to->empty()) *to += ' ';
  *to += words;
}

void AddOptions(const DependencyOptions& options, DependencySpec* spec) {
  spec->args.insert(spec->args.end(), options.args.begin(), options.args.end());
  spec->targets.insert(spec->targets.end(), options.targets.begin(),
                       options.targets.end());
  spec->env.insert(spec->env.end(), options.env.begin(), options.env.end());
  AddWords(options.cflags, &spec->cflags);
  AddWords(options.cxxflags, &spec->cxxflags);
  AddWords(options.ldflags, &spec->ldflags);
}

void AddFlags(const Dependency& dependency, const BuildTarget& target,
              DependencySpec* spec) {
  // What is only copied is the same for all.
  if (dependency.kind == RecipeKind::kNone) return;
  spec->tools = target.tools;
  if (dependency.profile_flags) {
    AddWords(target.profile_cflags, &spec->cflags);
    AddWords(target.profile_cxxflags, &spec->cxxflags);
    AddWords(target.profile_ldflags, &spec->ldflags);
  }
  AddWords(target.platform_cflags, &spec->cflags);
  AddWords(target.platform_cxxflags, &spec->cxxflags);
  AddWords(target.platform_ldflags, &spec->ldflags);
}

}  // namespace

Status ReadDependency(const TomlDocument& document, const TomlNode& node,
                      Project* project) {
  XB_ASSIGN(Dependency dependency, DependencyReader(document, node).Read());
  project->dependencies.push_back(std::move(dependency));
  return Ok();
}

const Dependency* FindDependency(const std::vector<Dependency>& all,
                                 std::string_view name) {
  const auto found = std::find_if(
      all.begin(), all.end(),
      [&](const Dependency& one) { return one.name.value == name; });
  return found == all.end() ? nullptr : &*found;
}

Status CheckDependencies(const Project& project) {
  for (const Dependency& dependency : project.dependencies) {
    for (const auto& [name, options] : dependency.profiles) {
      if (project.FindProfile(name) != nullptr) continue;
      return project.ErrorAt(dependency.name.place,
                             "`dependency." + dependency.name.value +
                                 ".profile." + name + "` is for no profile");
    }
    for (const auto& [name, options] : dependency.platforms) {
      const bool is_known =
          std::any_of(project.platforms.begin(), project.platforms.end(),
                      [&name = name](const Platform& platform) {
                        return platform.name.value == name;
                      });
      if (is_known) continue;
      return project.ErrorAt(dependency.name.place,
                             "`dependency." + dependency.name.value +
                                 ".platform." + name + "` is for no platform");
    }
  }
  return UseCheck(project).Run();
}

Result<DependencySpec> Resolve(const Project& project,
                               const std::vector<Dependency>& all,
                               const Dependency& dependency,
                               const BuildTarget& target) {
  DependencySpec spec;
  spec.name = dependency.name.value;
  spec.source = dependency.source;
  const DependencySource& source = dependency.source;
  const bool is_git = !source.git.empty();
  if ((!source.urls.empty() && source.sha256.empty()) ||
      (is_git && source.commit.empty())) {
    return project.ErrorAt(dependency.name.place,
                           "`dependency." + spec.name + "` has no `" +
                               (is_git ? "commit" : "sha256") + "`",
                           "`xb lock` finds it out and keeps it in xb.lock");
  }
  spec.kind = dependency.kind;
  spec.subdir = dependency.subdir;
  spec.installs = dependency.installs;
  spec.install_targets = dependency.install_targets;
  spec.commands = dependency.commands;
  spec.libs = dependency.libs;
  spec.includes = dependency.includes;
  spec.programs = dependency.programs;
  AddFlags(dependency, target, &spec);
  AddOptions(dependency.options, &spec);
  for (auto name = target.profiles.rbegin(); name != target.profiles.rend();
       ++name) {
    const auto more = dependency.profiles.find(*name);
    if (more != dependency.profiles.end()) AddOptions(more->second, &spec);
  }
  const auto platform = dependency.platforms.find(target.platform);
  if (platform != dependency.platforms.end()) {
    AddOptions(platform->second, &spec);
  }
  for (const Text& name : dependency.deps) {
    const Dependency* used = FindDependency(all, name.value);
    XB_CHECK(used != nullptr);
    XB_ASSIGN(DependencySpec inner, Resolve(project, all, *used, target));
    spec.dependencies.push_back(std::move(inner));
  }
  return spec;
}

}  // namespace xb::project
