// SPDX-License-Identifier: Apache-2.0
#include "remake/auto_deps.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "manifest/make/words.h"

namespace xb {
namespace {

constexpr std::string_view kHeader = "xb headers 1";
constexpr auto kCompilers = std::to_array<std::string_view>(
    {"cc", "c++", "gcc", "g++", "clang", "clang++", "c89", "c99"});
// In front of a compiler.
constexpr auto kLaunchers =
    std::to_array<std::string_view>({"ccache", "distcc", "sccache"});
constexpr auto kSources = std::to_array<std::string_view>(
    {".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ".cp", ".m", ".mm", ".S"});
// They write dependencies, make no object, or put the command line into it.
constexpr auto kUnwanted = std::to_array<std::string_view>(
    {"-M", "-E", "-S", "-fsyntax-only", "-frecord-", "-grecord-command-line",
     "-save-temps", "--dependencies", "--user-dependencies",
     "--write-dependencies", "--write-user-dependencies", "@"});

std::string_view BaseName(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool IsSource(std::string_view word) {
  return !word.starts_with('-') &&
         std::any_of(kSources.begin(), kSources.end(),
                     [&](std::string_view end) {
                       return word.size() > end.size() && word.ends_with(end);
                     });
}

bool IsUnwanted(std::string_view word) {
  if (word.starts_with("-Wp,") || word.starts_with("-X")) {
    return word.find("-M") != std::string_view::npos || word[1] == 'X';
  }
  return std::any_of(
      kUnwanted.begin(), kUnwanted.end(),
      [&](std::string_view one) { return word.starts_with(one); });
}

bool TakesDepfile(const std::vector<std::string_view>& words) {
  return !CompiledSource(words).empty() &&
         std::none_of(words.begin(), words.end(), IsUnwanted);
}

std::string RecordOf(const std::string& target) {
  return ".xb/deps/" + HexOf(Xxh3Wide(target));
}

}  // namespace

bool IsCompiler(std::string_view program) {
  std::string_view name = BaseName(program);
  const size_t last = name.find_last_not_of("0123456789.");
  if (last != std::string_view::npos && last > 0 && name[last] == '-' &&
      last + 1 < name.size()) {
    name = name.substr(0, last);
  }
  return std::any_of(
      kCompilers.begin(), kCompilers.end(), [&](std::string_view one) {
        return name == one ||
               (name.size() > one.size() + 1 && name.ends_with(one) &&
                name[name.size() - one.size() - 1] == '-');
      });
}

std::string_view CompiledSource(const std::vector<std::string_view>& words) {
  size_t at = 0;
  while (at < words.size() &&
         std::find(kLaunchers.begin(), kLaunchers.end(), BaseName(words[at])) !=
             kLaunchers.end()) {
    ++at;
  }
  if (at == words.size() || !IsCompiler(words[at])) return {};
  std::string_view source;
  bool compiles = false;
  for (++at; at < words.size(); ++at) {
    const std::string_view word = words[at];
    compiles |= word == "-c";
    // What these are about is no source.
    if (word == "-o" || word == "-include" || word == "-I" || word == "-MT" ||
        word == "-MF" || word == "-MQ") {
      ++at;
    } else if (IsSource(word)) {
      if (!source.empty()) return {};
      source = word;
    }
  }
  return compiles ? source : std::string_view();
}

bool AddDepfile(const std::string& depfile, std::vector<std::string>* words) {
  const bool by_shell = words->size() == 3 && (*words)[1] == "-c" &&
                        BaseName((*words)[0]).ends_with("sh");
  if (!by_shell) {
    if (!TakesDepfile({words->begin(), words->end()})) return false;
    words->insert(words->end(), {"-MMD", "-MF", depfile});
    return true;
  }
  std::string& text = (*words)[2];
  // One command, which a word at the end belongs to.
  if (text.find_first_of(";|&<>(){}`#\n") != std::string::npos ||
      !TakesDepfile(make::SplitWords(text))) {
    return false;
  }
  text += " -MMD -MF " + depfile;
  return true;
}

std::vector<std::string> ParseDepfileNames(std::string_view text) {
  std::vector<std::string> names;
  std::unordered_set<std::string> seen;
  std::string name;
  bool behind_colon = false;
  const auto end_name = [&] {
    if (behind_colon && !name.empty() && seen.insert(name).second) {
      names.push_back(name);
    }
    name.clear();
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (c == '\\' && next == '\n') {
      end_name();
      ++i;
    } else if (c == '\\' && (next == ' ' || next == '#' || next == '\\')) {
      name += next;
      ++i;
    } else if (c == '$' && next == '$') {
      name += '$';
      ++i;
    } else if (c == '\n') {
      end_name();
      behind_colon = false;
    } else if (make::IsSpace(c)) {
      end_name();
    } else if (c == ':' && !behind_colon &&
               (next == '\0' || make::IsSpace(next) || next == '\\')) {
      name.clear();
      behind_colon = true;
    } else {
      name += c;
    }
  }
  end_name();
  return names;
}

std::string AutoDeps::Prepare(const std::string& target, size_t number) {
  std::string path = RecordOf(target) + "-" + std::to_string(number) + ".d";
  if (!disk_.MakeParentDirs(path).ok()) return {};
  // One that an earlier compiler has left says nothing about this one.
  if (!disk_.Remove(path).ok()) return {};
  return path;
}

void AutoDeps::Keep(const std::string& target, int64_t mtime_ns,
                    const std::vector<std::string>& depfiles) {
  const std::string path = RecordOf(target);
  std::string record(kHeader);
  record.append("\n").append(target).append("\n");
  record.append(std::to_string(mtime_ns)).append("\n");
  bool is_known = !depfiles.empty() && mtime_ns > 0 &&
                  target.find('\n') == std::string::npos;
  for (const std::string& depfile : depfiles) {
    const auto text = disk_.Read(depfile);
    is_known = is_known && text.ok() && text.value();
    if (is_known) {
      for (const std::string& name : ParseDepfileNames(*text.value())) {
        record.append(name).append("\n");
      }
    }
    [[maybe_unused]] const auto removed = disk_.Remove(depfile);
  }
  // Without a record it is what it is without us.
  if (is_known && disk_.WriteAtomic(path, record).ok()) return;
  [[maybe_unused]] const auto removed = disk_.Remove(path);
}

std::vector<std::string> AutoDeps::Known(const std::string& target,
                                         int64_t mtime_ns) {
  std::vector<std::string> names;
  const auto record = disk_.Read(RecordOf(target));
  if (!record.ok() || !record.value() || !record.value()->ends_with('\n')) {
    return names;
  }
  size_t number = 0;
  for (const std::string_view line : Split(*record.value(), '\n')) {
    const std::string wanted = number == 0   ? std::string(kHeader)
                               : number == 1 ? target
                                             : std::to_string(mtime_ns);
    if (number < 3 && line != wanted) return {};
    if (number++ >= 3 && !line.empty()) names.emplace_back(line);
  }
  return names;
}

}  // namespace xb
