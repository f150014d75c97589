// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/lowering.h"

#include <algorithm>
#include <optional>

#include "base/path.h"
#include "manifest/project/lower_parts.h"

namespace xb::project {
namespace {

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

// `$name`, in braces where what follows would be taken for a part of it.
void AppendVariable(std::string_view variable, std::string_view rest,
                    std::string* to) {
  const bool is_variable = variable.size() > 1 && variable[0] == '$' &&
                           variable.find('/') == std::string_view::npos;
  if (is_variable && !rest.empty() && IsNameCharacter(rest[0])) {
    to->append("${").append(variable.substr(1)).append("}");
  } else {
    to->append(variable);
  }
}

// What stands between braces, if it is one of our words; `end`: behind it.
std::optional<std::string_view> PlaceholderAt(std::string_view text, size_t at,
                                              size_t* end) {
  if (text[at] != '{' || (at > 0 && text[at - 1] == '$')) return std::nullopt;
  const size_t close = text.find('}', at);
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view word = text.substr(at + 1, close - at - 1);
  if (word.empty() || word.find_first_of(" {") != std::string_view::npos) {
    return std::nullopt;
  }
  *end = close + 1;
  return word;
}

}  // namespace

void Lowering::Begin(const Shape& next) {
  shape = &next;
  text = ManifestText();
  makers.clear();
  provided.clear();
  done.clear();
  defaults.clear();
  tests.clear();
  is_counting = false;
  object_inputs.clear();
}

void Lowering::Alias(const std::string& name, const Words& outputs) {
  if (!is_counting) text.Phony(EscapePath(name), outputs);
}

Status Lowering::Make(const std::string& output, const std::string& what,
                      Place place) {
  const auto [at, is_new] = makers.try_emplace(output, Maker{what, place});
  if (is_new) return Ok();
  std::string shown = output;
  if (shown.starts_with("$builddir/")) shown.replace(0, 10, "{build}/");
  return project.ErrorAt(
      place,
      "`" + what + "` makes `" + shown + "`, which `" + at->second.what +
          "` makes as well",
      at->second.place.line == 0
          ? ""
          : "that is in line " + std::to_string(at->second.place.line));
}

Result<std::string> Lowering::ExpandValue(const Text& text,
                                          const InOut& names) {
  const std::string_view from = text.value;
  std::string to;
  for (size_t i = 0; i < from.size();) {
    size_t end = 0;
    const auto word = PlaceholderAt(from, i, &end);
    const std::string_view rest = word ? from.substr(end) : "";
    if (!word) {
      if (from[i] == '$') to += '$';
      to += from[i++];
      continue;
    }
    if (*word == "build") {
      AppendVariable(names.build, rest, &to);
    } else if (*word == "profile") {
      AppendVariable("$profile", rest, &to);
    } else if (*word == "version") {
      to += EscapeValue(project.version.value);
    } else if (*word == "name") {
      to += EscapeValue(project.name.value);
    } else if (*word == "in" && names.is_step) {
      AppendVariable(names.in, rest, &to);
    } else if (*word == "out" && names.is_step) {
      AppendVariable(names.out, rest, &to);
    } else if (word->starts_with("option:")) {
      const std::string_view name = word->substr(7);
      const auto value = shape->options.find(name);
      if (value == shape->options.end()) {
        return project.ErrorAt(text.place,
                               "unknown option `" + std::string(name) + "`");
      }
      to += EscapeValue(value->second);
    } else if (word->starts_with("target:")) {
      const std::string_view name = word->substr(7);
      const Target* target = project.FindTarget(name);
      if (target == nullptr) {
        return project.ErrorAt(text.place,
                               "unknown target `" + std::string(name) + "`");
      }
      to += OutputOf(*target);
    } else {
      to += '{';
      ++i;
      continue;
    }
    i = end;
  }
  return to;
}

Result<std::string> Lowering::ExpandPath(const Text& text) {
  XB_ASSIGN(std::string value, ExpandValue(text));
  if (value.empty()) return project.ErrorAt(text.place, "an empty path");
  if (value.starts_with("$builddir") &&
      value.find("/..") != std::string::npos) {
    return project.ErrorAt(text.place, "`..` cannot stand behind `{build}`");
  }
  CanonicalizePath(&value);
  std::string path;
  for (size_t i = 0; i < value.size(); ++i) {
    if (value[i] == ' ' || value[i] == ':') path += '$';
    path += value[i];
  }
  return path;
}

Result<Words> Lowering::ExpandWords(const Texts& texts,
                                    std::string_view before) {
  Words words;
  words.reserve(texts.size());
  for (const Text& text : texts) {
    XB_ASSIGN(const std::string value, ExpandValue(text));
    words.push_back(QuoteWord(std::string(before) + value));
  }
  return words;
}

namespace {

bool IsMatch(const Texts& patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const Text& pattern) {
                       std::string canonical = pattern.value;
                       CanonicalizePath(&canonical);
                       return MatchesPath(canonical, path);
                     });
}

}  // namespace

Result<Words> Lowering::Files(const Texts& patterns, const Texts& exclude,
                              bool may_be_empty) {
  Words files;
  std::set<std::string> seen;
  for (const Text& pattern : patterns) {
    const size_t before = files.size();
    XB_ASSIGN(std::string path, ExpandPath(pattern));
    if (makers.count(path) != 0) {
      if (seen.insert(path).second) files.push_back(std::move(path));
      continue;
    }
    if (!HasWildcards(pattern.value)) {
      std::string plain = pattern.value;
      if (path.starts_with("$builddir")) {
        return project.ErrorAt(pattern.place,
                               "nothing makes `" + pattern.value + "`");
      }
      CanonicalizePath(&plain);
      const auto mtime_ns = world.disk().StatMtime(plain);
      if (!mtime_ns.ok()) {
        return project.ErrorAt(pattern.place, mtime_ns.error().message);
      }
      if (mtime_ns.value() == 0) {
        return project.ErrorAt(pattern.place,
                               "`" + pattern.value + "` does not exist",
                               "and no step makes it");
      }
      if (IsMatch(exclude, plain)) continue;
      if (seen.insert(path).second) files.push_back(std::move(path));
      continue;
    }
    const auto expanded = globber.Expand(pattern.value);
    if (!expanded.ok()) {
      return project.ErrorAt(pattern.place, expanded.error().message);
    }
    const std::vector<std::string>& found = expanded.value();
    for (const std::string& name : found) {
      if (IsMatch(exclude, name)) continue;
      std::string escaped = EscapePath(name);
      if (seen.insert(escaped).second) files.push_back(std::move(escaped));
    }
    if (files.size() == before && found.empty() && !may_be_empty) {
      return project.ErrorAt(pattern.place,
                             "`" + pattern.value + "` matches no file");
    }
  }
  return files;
}

}  // namespace xb::project
