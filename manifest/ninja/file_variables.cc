// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/file_variables.h"

#include <optional>

#include "manifest/ninja/manifest_file.h"

namespace xb::ninja {
namespace {

constexpr std::string_view kProfile = "profile";
constexpr std::string_view kBuildDir = "builddir";
// In no path that anybody wrote.
constexpr char kMark = '\1';
// What is longer is no path, and must not grow without limit where the value
// itself is empty.
constexpr size_t kLongestPath = 4096;

std::string Join(std::string_view value, std::string_view added) {
  if (value.empty()) return std::string(added);
  std::string all(value);
  if (!added.empty()) all.append(" ").append(added);
  return all;
}

}  // namespace

const VariableOverride* FileVariables::FindOverride(StringId name) const {
  for (const VariableOverride& variable : options_.variables) {
    if (builder_.Name(name) == variable.name) return &variable;
  }
  return nullptr;
}

void FileVariables::Begin(ScopeId scope) {
  scope_ = scope;
  has_profiles_ = false;
  marked_.clear();
  for (const VariableOverride& variable : options_.variables) {
    const std::string value = Join(variable.value.value_or(""), variable.added);
    builder_.Bind(scope, builder_.InternName(variable.name),
                  builder_.InternValue(value));
  }
}

void FileVariables::NoteText(std::string_view text) {
  for (size_t i = 0; i < is_named_.size(); ++i) {
    if (is_named_[i]) continue;
    is_named_[i] =
        text.find(options_.variables[i].name) != std::string_view::npos;
  }
}

Status FileVariables::CheckNames(const Graph& graph) const {
  for (size_t i = 0; i < is_named_.size(); ++i) {
    if (is_named_[i]) continue;
    const std::string& name = options_.variables[i].name;
    std::vector<std::string_view> known;
    for (uint32_t n = static_cast<uint32_t>(KnownName::kCount);
         n < graph.names.size(); ++n) {
      if (graph.Name(StringId{n}) != name) {
        known.push_back(graph.Name(StringId{n}));
      }
    }
    return MakeError("the manifest has no variable `" + name + "` for -D",
                     DidYouMean(name, known));
  }
  return Ok();
}

std::string_view FileVariables::OwnValue(ScopeId scope, StringId name) const {
  for (; scope != kNoScope; scope = builder_.ParentOf(scope)) {
    const auto found = own_values_.find({scope, name});
    if (found != own_values_.end()) return found->second;
  }
  return {};
}

Result<std::string> FileVariables::Assign(ManifestFile& file, StringId name,
                                          const RawText& raw) {
  if (has_profiles_ && builder_.Name(name) == kProfile) {
    return file.lexer.ErrorHere(
        "`profile` is the name of the profile that is read",
        "-p and `default_profile` choose it");
  }
  const VariableOverride* const override = FindOverride(name);
  if (override != nullptr && override->value) {
    marked_.erase(Index(name));
    return Join(*override->value, override->added);
  }
  const auto find = [&](StringId used) {
    return override != nullptr && used == name ? OwnValue(file.scope, name)
                                               : file.Lookup(used);
  };
  std::string_view expanded;
  XB_TRY(file.Expand(raw, find, &expanded));
  const std::string own(expanded);
  const std::string_view added =
      override != nullptr ? std::string_view(override->added) : "";
  std::string value = Join(own, added);
  if (has_profiles_ && file.scope == scope_) {
    XB_TRY(file.Expand(
        raw,
        [&](StringId used) {
          const auto marked = marked_.find(Index(used));
          return marked != marked_.end() ? std::string_view(marked->second)
                                         : find(used);
        },
        &expanded));
    if (expanded == own) {
      marked_.erase(Index(name));
    } else {
      std::string marked = Join(expanded, added);
      if (marked.size() > kLongestPath) marked = kMark;
      marked_[Index(name)] = std::move(marked);
    }
  }
  if (override != nullptr) own_values_[{file.scope, name}] = own;
  return value;
}

Status FileVariables::ApplyProfile(ManifestFile& file) {
  const Profiles& profiles = file.load.profiles;
  const StringId profile = builder_.InternName(kProfile);
  if (FindOverride(profile) != nullptr) {
    return MakeError("-D cannot choose the profile", "-p does");
  }
  builder_.Bind(scope_, profile, builder_.InternValue(profiles.current()));
  for (const ProfileBlock* block : profiles.Chain()) {
    for (const ProfileBlock::Line& line : block->lines) {
      const StringId name = builder_.InternName(line.name);
      XB_ASSIGN(const std::string value, Assign(file, name, line.value));
      builder_.Bind(scope_, name, builder_.InternValue(value));
    }
  }
  has_profiles_ = true;
  marked_[Index(profile)] = kMark;
  for (const ProfileBlock& block : profiles.blocks()) {
    for (const ProfileBlock::Line& line : block.lines) {
      const StringId name = builder_.InternName(line.name);
      const VariableOverride* const override = FindOverride(name);
      if (override == nullptr || !override->value) marked_[Index(name)] = kMark;
    }
  }
  return Ok();
}

std::string FileVariables::LogDirectory() const {
  const StringId name = builder_.InternName(kBuildDir);
  const auto marked = marked_.find(Index(name));
  if (marked == marked_.end()) {
    const std::optional<TextRef> value = builder_.Lookup(scope_, name);
    return value ? std::string(builder_.Text(*value)) : std::string();
  }
  const std::string_view path = marked->second;
  const size_t slash = path.substr(0, path.find(kMark)).rfind('/');
  if (slash == std::string_view::npos) return {};
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

}  // namespace xb::ninja
