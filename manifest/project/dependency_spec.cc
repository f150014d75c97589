// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/dependency_spec.h"

#include <algorithm>
#include <array>
#include <utility>

namespace xb::project {
namespace {

// A recipe is a line; whoever nests deeper has a cycle.
constexpr int kMaxSpecDepth = 24;

struct NamedKind {
  RecipeKind kind;
  std::string_view name;
};
constexpr auto kKinds = std::to_array<NamedKind>({
    {RecipeKind::kNone, "none"},
    {RecipeKind::kMake, "make"},
    {RecipeKind::kCMake, "cmake"},
    {RecipeKind::kMeson, "meson"},
    {RecipeKind::kAutotools, "autotools"},
    {RecipeKind::kCommands, "commands"},
});

// Visits each field of a spec, by the name it has in TOML: what is written and
// what is read cannot differ.
template <typename Spec, typename Visitor>
void VisitFields(Spec& spec, Visitor& visit) {
  visit("name", spec.name);
  visit("url", spec.source.urls);
  visit("sha256", spec.source.sha256);
  visit("git", spec.source.git);
  visit("commit", spec.source.commit);
  visit("path", spec.source.path);
  visit("patches", spec.source.patches);
  visit("patch_strip", spec.source.patch_strip);
  visit("build", spec.kind);
  visit("subdir", spec.subdir);
  visit("args", spec.args);
  visit("targets", spec.targets);
  visit("installs", spec.installs);
  visit("install", spec.install_targets);
  visit("commands", spec.commands);
  visit("env", spec.env);
  visit("cflags", spec.cflags);
  visit("cxxflags", spec.cxxflags);
  visit("ldflags", spec.ldflags);
  visit("cc", spec.tools.cc);
  visit("cxx", spec.tools.cxx);
  visit("ar", spec.tools.ar);
  visit("ranlib", spec.tools.ranlib);
  visit("strip", spec.tools.strip);
  visit("sysroot", spec.tools.sysroot);
  visit("triple", spec.tools.triple);
  visit("libs", spec.libs);
  visit("includes", spec.includes);
  visit("programs", spec.programs);
  visit("dependencies", spec.dependencies);
}

std::string TomlQuoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      quoted += "\\u00";
      quoted += kHex[byte >> 4];
      quoted += kHex[byte & 15];
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

class SpecWriter {
 public:
  std::string Take() { return "{" + std::move(text_) + "}"; }

  void operator()(std::string_view key, const std::string& value) {
    if (!value.empty()) Add(key, TomlQuoted(value));
  }
  void operator()(std::string_view key, const std::vector<std::string>& list) {
    if (list.empty()) return;
    std::string text;
    for (const std::string& item : list) {
      text += (text.empty() ? "" : ",") + TomlQuoted(item);
    }
    Add(key, "[" + text + "]");
  }
  void operator()(std::string_view key, const TextPairs& pairs) {
    if (pairs.empty()) return;
    std::string text;
    for (const auto& [name, value] : pairs) {
      text += (text.empty() ? "" : ",") + TomlQuoted(name) + "=" +
              TomlQuoted(value);
    }
    Add(key, "{" + text + "}");
  }
  void operator()(std::string_view key, const bool& value) {
    Add(key, value ? "true" : "false");
  }
  void operator()(std::string_view key, const int64_t& value) {
    Add(key, std::to_string(value));
  }
  void operator()(std::string_view key, const RecipeKind& kind) {
    Add(key, TomlQuoted(NameOf(kind)));
  }
  void operator()(std::string_view key,
                  const std::vector<DependencySpec>& specs) {
    if (specs.empty()) return;
    std::string text;
    for (const DependencySpec& spec : specs) {
      text += (text.empty() ? "" : ",") + WriteSpec(spec);
    }
    Add(key, "[" + text + "]");
  }

 private:
  void Add(std::string_view key, std::string_view value) {
    if (!text_.empty()) text_ += ',';
    text_.append(key).append("=").append(value);
  }

  std::string text_;
};

class SpecReader {
 public:
  SpecReader(const TomlNode& table, int depth) : table_(table), depth_(depth) {}

  bool ok() const { return ok_; }

  void operator()(std::string_view key, std::string& value) {
    const TomlNode* node = Find(key, TomlNode::Kind::kText);
    if (node != nullptr) value = node->text;
  }
  void operator()(std::string_view key, std::vector<std::string>& list) {
    const TomlNode* node = Find(key, TomlNode::Kind::kArray);
    if (node == nullptr) return;
    for (const TomlNode& item : node->items) {
      ok_ &= item.kind == TomlNode::Kind::kText;
      list.push_back(item.text);
    }
  }
  void operator()(std::string_view key, TextPairs& pairs) {
    const TomlNode* node = Find(key, TomlNode::Kind::kTable);
    if (node == nullptr) return;
    for (const TomlNode& item : node->items) {
      ok_ &= item.kind == TomlNode::Kind::kText;
      pairs.emplace_back(item.key, item.text);
    }
  }
  void operator()(std::string_view key, bool& value) {
    const TomlNode* node = Find(key, TomlNode::Kind::kBool);
    if (node != nullptr) value = node->boolean;
  }
  void operator()(std::string_view key, int64_t& value) {
    const TomlNode* node = Find(key, TomlNode::Kind::kInteger);
    if (node != nullptr) value = node->integer;
  }
  void operator()(std::string_view key, RecipeKind& kind) {
    std::string name;
    (*this)(key, name);
    for (const NamedKind& known : kKinds) {
      if (known.name != name) continue;
      kind = known.kind;
      return;
    }
    ok_ = false;
  }
  void operator()(std::string_view key, std::vector<DependencySpec>& specs) {
    const TomlNode* node = Find(key, TomlNode::Kind::kArray);
    if (node == nullptr) return;
    ok_ &= depth_ < kMaxSpecDepth;
    for (const TomlNode& item : node->items) {
      ok_ &= item.kind == TomlNode::Kind::kTable;
      if (!ok_) return;
      SpecReader reader(item, depth_ + 1);
      VisitFields(specs.emplace_back(), reader);
      ok_ &= reader.ok();
    }
  }

 private:
  const TomlNode* Find(std::string_view key, TomlNode::Kind kind) {
    const TomlNode* node = table_.Find(key);
    if (node == nullptr || node->kind == kind) return node;
    ok_ = false;
    return nullptr;
  }

  const TomlNode& table_;
  const int depth_;
  bool ok_ = true;
};

bool IsWhole(const DependencySpec& spec) {
  const DependencySource& source = spec.source;
  const int sources = static_cast<int>(!source.urls.empty()) +
                      static_cast<int>(!source.git.empty()) +
                      static_cast<int>(!source.path.empty());
  return sources == 1 && !spec.name.empty() &&
         std::all_of(spec.dependencies.begin(), spec.dependencies.end(),
                     IsWhole);
}

}  // namespace

std::string_view NameOf(RecipeKind kind) {
  for (const NamedKind& known : kKinds) {
    if (known.kind == kind) return known.name;
  }
  return {};
}

std::vector<std::string_view> RecipeKindNames() {
  std::vector<std::string_view> names;
  names.reserve(kKinds.size());
  for (const NamedKind& known : kKinds) names.push_back(known.name);
  return names;
}

std::string WriteSpec(const DependencySpec& spec) {
  SpecWriter writer;
  VisitFields(spec, writer);
  return writer.Take();
}

Result<DependencySpec> ReadSpec(const std::string& file,
                                const std::string& text) {
  XB_ASSIGN(const TomlDocument document, ParseToml(file, "spec=" + text));
  const TomlNode* table = document.root.Find("spec");
  DependencySpec spec;
  if (table != nullptr && table->kind == TomlNode::Kind::kTable) {
    SpecReader reader(*table, 0);
    VisitFields(spec, reader);
    if (reader.ok() && IsWhole(spec)) return spec;
  }
  return MakeError("`" + file + "` is not the recipe of a dependency");
}

}  // namespace xb::project
