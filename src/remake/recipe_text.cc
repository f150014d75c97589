// SPDX-License-Identifier: Apache-2.0
#include "remake/recipe_text.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "manifest/make/words.h"
#include "remake/auto_deps.h"

namespace xb {
namespace {

std::string_view WithoutPrefixes(std::string_view line) {
  while (!line.empty() && (line[0] == '@' || line[0] == '-' || line[0] == '+' ||
                           make::IsSpace(line[0]))) {
    line.remove_prefix(1);
  }
  return make::TrimEnd(line);
}

// What is asked there may do anything.
bool RunsOthers(std::string_view command) {
  constexpr std::string_view kAsking[] = {"`", "$(", "<(", ">("};
  return std::any_of(std::begin(kAsking), std::end(kAsking), [&](auto text) {
    return command.find(text) != std::string_view::npos;
  });
}

bool IsMessage(std::string_view command) {
  const std::string_view word = make::FirstWord(command);
  return (word == "echo" || word == "printf" || word == ":") &&
         !RunsOthers(command) && SplitUnquoted(command, "<>|&").size() == 1;
}

template <size_t kCount>
bool IsOneOf(std::string_view word, const std::string_view (&words)[kCount]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// What leaves no file behind that somebody could need.
bool IsHarmless(std::string_view command) {
  constexpr std::string_view kHarmless[] = {
      "mkdir", "rm", "test", "[", "true", "chmod", "set", "export", "umask"};
  return command.empty() || IsMessage(command) ||
         (IsOneOf(make::FirstWord(command), kHarmless) &&
          !RunsOthers(command) && SplitUnquoted(command, "<>|&").size() == 1);
}

// Cuts `text` where no quote is open and `length_of(i)` is not 0: the length of
// what separates there.
template <typename LengthOf>
std::vector<std::string_view> Cut(std::string_view text, LengthOf length_of) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  char quote = '\0';
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      ++i;
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (const size_t length = length_of(i); length > 0) {
      parts.push_back(make::Trim(text.substr(begin, i - begin)));
      begin = i + length;
      i = begin - 1;
    }
  }
  parts.push_back(make::Trim(text.substr(begin)));
  return parts;
}

bool IsPlainInShell(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') ||
         std::string_view("_-./=+:,@%").find(c) != std::string_view::npos;
}

std::string_view Unquoted(std::string_view word) {
  if (word.size() >= 2 && (word[0] == '"' || word[0] == '\'') &&
      word.back() == word[0]) {
    return word.substr(1, word.size() - 2);
  }
  return word;
}

// The files of a recipe that are written on the way to its target.
using Names = std::vector<std::string_view>;

// `word` is the target, or a file in front of it: `out.tmp`, which has to be
// moved away.
bool Writes(std::string_view word, std::string_view target, Names* on_the_way) {
  word = Unquoted(word);
  if (word == target) return true;
  constexpr std::string_view kEndings[] = {".tmp", ".new", ".t",  "~",
                                           "-t",   "T",    ".$$", ".tmp.$$"};
  if (!word.starts_with(target) ||
      !IsOneOf(word.substr(target.size()), kEndings)) {
    return false;
  }
  on_the_way->push_back(word);
  return true;
}

// What only prints, and prints it into the target.
bool FiltersInto(std::string_view target, std::string_view command,
                 Names* on_the_way) {
  constexpr std::string_view kFilters[] = {
      "cat",   "cut", "grep", "head", "nm", "objdump", "od",
      "paste", "sed", "sort", "tail", "tr", "uniq",    "wc"};
  const auto parts = SplitUnquoted(command, ">");
  if (parts.size() != 2) return false;
  const size_t end =
      static_cast<size_t>(parts[0].data() - command.data()) + parts[0].size();
  const bool has_other_stream =
      parts[0].ends_with('&') ||
      (command[end] == '>' && !parts[0].empty() && parts[0].back() >= '0' &&
       parts[0].back() <= '9');
  if (has_other_stream) return false;
  const auto words = make::SplitWords(parts[1]);
  if (words.size() != 1 || !Writes(words[0], target, on_the_way)) return false;
  // That has no content: it only tells that its recipe has run.
  const std::string_view first = make::FirstWord(parts[0]);
  if (first == "echo" || first == "printf") return false;
  for (const std::string_view stage : SplitUnquoted(parts[0], "|")) {
    if (!IsOneOf(make::FirstWord(stage), kFilters)) return false;
    for (const std::string_view word : make::SplitWords(stage)) {
      // `sed -i`, `sort -o`, and the `w` of sed, which is rare enough.
      const bool may_write = word.starts_with("-i") || word.starts_with("-o") ||
                             word.starts_with("--in-place") ||
                             word.starts_with("--output");
      if (may_write && make::FirstWord(stage) != "grep") return false;
    }
  }
  return true;
}

// An option of the linker that names no file.
bool IsPlainLinkOption(std::string_view word) {
  constexpr std::string_view kPlain[] = {"--gc-sections",
                                         "--as-needed",
                                         "--no-as-needed",
                                         "--no-undefined",
                                         "-E",
                                         "-O1",
                                         "-O2",
                                         "--export-dynamic",
                                         "--start-group",
                                         "--end-group",
                                         "-s",
                                         "-S",
                                         "-z",
                                         "relro",
                                         "now",
                                         "noexecstack",
                                         "defs",
                                         "--whole-archive",
                                         "--hash-style=gnu",
                                         "--build-id",
                                         "-Bsymbolic",
                                         "--enable-new-dtags",
                                         "--no-whole-archive"};
  word.remove_prefix(std::string_view("-Wl,").size());
  bool is_value = false;
  while (!word.empty()) {
    const size_t comma = word.find(',');
    const std::string_view part = word.substr(0, comma);
    const bool takes_value = part == "-rpath" || part == "-soname" ||
                             part == "-h" || part == "-rpath-link";
    if (!is_value && !takes_value && !part.starts_with("-rpath=") &&
        !part.starts_with("-soname=") && !IsOneOf(part, kPlain)) {
      return false;
    }
    is_value = takes_value;
    word.remove_prefix(comma == std::string_view::npos ? word.size()
                                                       : comma + 1);
  }
  return true;
}

// Of a compiler that writes what -o names, and files beside it that are read
// only where Makefiles are (-MD).
bool IsPlainOption(std::string_view word) {
  if (word.starts_with("-Wl,")) return IsPlainLinkOption(word);
  constexpr std::string_view kOthers[] = {"-gsplit-dwarf",
                                          "-save-temps",
                                          "--",
                                          "-fdump",
                                          "-MJ",
                                          "-fmodule",
                                          "-Wa,",
                                          "-Wp,",
                                          "-fprofile",
                                          "-ftest",
                                          "-fstack-usage",
                                          "-fcallgraph-info",
                                          "-ftime-",
                                          "-fsave-opt",
                                          "-fopt-info",
                                          "-aux",
                                          "-Xlinker",
                                          "-Xassembler",
                                          "-Xpreprocessor",
                                          "-Xclang",
                                          "-fplugin",
                                          "-fdiagnostics",
                                          "-wrapper",
                                          "-specs",
                                          "-dump",
                                          "-d",
                                          "-T",
                                          "-fcrash",
                                          "-fmem-report",
                                          "-gdwo",
                                          "-frecord",
                                          "-fada",
                                          "-H"};
  return std::none_of(
      std::begin(kOthers), std::end(kOthers),
      [&](std::string_view other) { return word.starts_with(other); });
}

// gcc -o TARGET, without what writes a second file that counts.
bool CompilesTo(std::string_view target,
                const std::vector<std::string_view>& words, Names* on_the_way) {
  bool is_named = false;
  for (size_t i = 1; i < words.size(); ++i) {
    if (words[i].starts_with('@')) return false;
    if (words[i].starts_with('-') && !IsPlainOption(words[i])) return false;
    is_named |= words[i] == "-o" && i + 1 < words.size() &&
                Writes(words[i + 1], target, on_the_way);
  }
  return is_named;
}

bool IsThin(std::string_view flags) {
  return flags.find('T') != std::string_view::npos || flags.starts_with("--");
}

bool WritesOnly(std::string_view target, std::string_view command,
                Names* on_the_way) {
  if (RunsOthers(command)) return false;
  if (FiltersInto(target, command, on_the_way)) return true;
  // Something else may be behind a single `&`, too.
  if (SplitUnquoted(command, "<>|&").size() > 1) return false;
  const std::vector<std::string_view> words = make::SplitWords(command);
  if (words.size() < 2) return false;
  const std::string_view program = words[0].substr(words[0].rfind('/') + 1);
  if (IsCompiler(program)) return CompilesTo(target, words, on_the_way);
  if (program == "mv" || program == "cp") {
    if (program == "mv") {
      for (size_t i = 1; i + 1 < words.size(); ++i) {
        std::erase(*on_the_way, Unquoted(words[i]));
      }
    }
    return Writes(words.back(), target, on_the_way);
  }
  if (program == "ranlib" || program == "strip") {
    return words.size() == 2 && Writes(words[1], target, on_the_way);
  }
  // A thin archive has no more than the names of its members.
  return program == "ar" && words.size() > 3 && !IsThin(words[1]) &&
         Writes(words[2], target, on_the_way);
}

// ---- What is read

class Reading {
 public:
  Reading(std::string_view target,
          std::span<const std::string_view> prerequisites)
      : target_(target), names_(prerequisites.begin(), prerequisites.end()) {}

  bool IsPlain(std::string_view command) {
    if (command.empty() || IsMessage(command)) return true;
    const std::string_view first = make::FirstWord(command);
    if (first == "mkdir" || first == "rm" || first == "chmod") {
      return IsHarmless(command);
    }
    Names made;
    if (!WritesOnly(target_, command, &made)) return false;
    if (!NamesArePlain(command)) return false;
    made_.insert(made_.end(), made.begin(), made.end());
    return true;
  }

 private:
  bool NamesArePlain(std::string_view command) const {
    const auto parts = SplitUnquoted(command, ">");
    if (parts.size() == 2) {
      const auto stages = SplitUnquoted(parts[0], "|");
      return std::all_of(stages.begin(), stages.end(), [this](auto stage) {
        return FilterIsPlain(make::SplitWords(stage));
      });
    }
    const std::vector<std::string_view> words = make::SplitWords(command);
    const std::string_view program = words[0].substr(words[0].rfind('/') + 1);
    if (IsCompiler(program)) return LinkIsPlain(words);
    for (size_t i = 1; i < words.size(); ++i) {
      const bool is_option =
          words[i].starts_with('-') || (program == "ar" && i == 1);
      if (!is_option && !IsNamed(words[i])) return false;
      if (program == "cp" && words[i].find('r') != std::string_view::npos &&
          is_option) {
        return false;
      }
    }
    return true;
  }

  bool IsNamed(std::string_view word) const {
    word = Unquoted(word);
    const auto is = [&](std::string_view name) { return name == word; };
    return word == target_ || names_.contains(word) ||
           std::any_of(made_.begin(), made_.end(), is);
  }

  bool FilterIsPlain(const std::vector<std::string_view>& words) const {
    const bool has_script = words[0] == "sed" || words[0] == "grep";
    bool needs_script = has_script;
    for (size_t i = 1; i < words.size(); ++i) {
      const std::string_view word = words[i];
      if (word == "<") continue;
      if (word.starts_with('-')) {
        if (!has_script) continue;
        if (word.starts_with("-f") || word.starts_with("--f") ||
            word.starts_with("-r") || word.starts_with("-R")) {
          return false;
        }
        if (word.starts_with("-e")) {
          needs_script = false;
          if (word == "-e") ++i;
        }
        continue;
      }
      if (std::exchange(needs_script, false)) {
        // What `r` of sed reads, and a script of several words, is not told.
        const bool is_whole = word.front() == word.back() || word.size() < 2 ||
                              (word[0] != '\'' && word[0] != '"');
        if (!is_whole) return false;
        continue;
      }
      if (words[0] == "tr") continue;
      if (!IsNamed(word)) return false;
    }
    return true;
  }

  bool LinkIsPlain(const std::vector<std::string_view>& words) const {
    for (size_t i = 1; i < words.size(); ++i) {
      const std::string_view word = words[i];
      if (word == "-o") {
        ++i;
        continue;
      }
      if (word == "-include" || word == "-imacros" || word == "-c" ||
          word == "-S" || word == "-E" || word == "-x" ||
          word.starts_with("-L") || word.starts_with("-B")) {
        return false;
      }
      if (word.starts_with('-')) continue;
      const std::string_view name = Unquoted(word);
      const bool is_object = name.ends_with(".o") || name.ends_with(".a") ||
                             name.ends_with(".lo") || name.ends_with(".so");
      if (!is_object || !IsNamed(word)) return false;
    }
    return true;
  }

  const std::string_view target_;
  const std::unordered_set<std::string_view> names_;
  Names made_;
};

}  // namespace

std::vector<std::string_view> SplitUnquoted(std::string_view text,
                                            std::string_view separators) {
  return Cut(text, [&](size_t i) {
    return size_t{separators.find(text[i]) != std::string_view::npos};
  });
}

std::vector<std::string_view> CommandsOfLine(std::string_view line) {
  return Cut(line, [&](size_t i) -> size_t {
    const char c = line[i];
    if (c == ';' || c == '\n') return 1;
    const bool is_double = i + 1 < line.size() && line[i + 1] == c;
    return is_double && (c == '&' || c == '|') ? 2 : 0;
  });
}

std::string CommandOfRecipe(std::span<const std::string> lines) {
  std::string text;
  for (const std::string& line : lines) {
    std::string_view rest = WithoutPrefixes(line);
    for (const std::string_view command : CommandsOfLine(rest)) {
      if (!IsMessage(command)) break;
      const auto end =
          static_cast<size_t>(command.data() - rest.data()) + command.size();
      rest.remove_prefix(end);
      while (!rest.empty() && (rest[0] == ';' || rest[0] == '&' ||
                               rest[0] == '\n' || make::IsBlank(rest[0]))) {
        rest.remove_prefix(1);
      }
    }
    if (rest.empty()) continue;
    if (!text.empty()) text += '\n';
    text += rest;
  }
  return text;
}

std::string ComparableCommand(std::string_view command) {
  std::string text;
  size_t at = 0;
  while (at < command.size()) {
    if (make::IsBlank(command[at])) {
      if (!text.empty() && text.back() != ' ') text += ' ';
      ++at;
      continue;
    }
    const size_t begin = at;
    bool is_plain = command[at] == '-';
    std::string word;
    while (at < command.size() && !make::IsBlank(command[at])) {
      const char c = command[at];
      if (c == '\\' && at + 1 < command.size()) {
        word.append(command.substr(at, 2));
        at += 2;
        continue;
      }
      if (c != '\'' && c != '"' && c != '`') {
        word += c;
        ++at;
        continue;
      }
      size_t end = at + 1;
      while (end < command.size() && command[end] != c) {
        end += c != '\'' && command[end] == '\\' ? 2 : 1;
      }
      end = std::min(end, command.size());
      const std::string_view inside = command.substr(at + 1, end - at - 1);
      is_plain &= c != '`' && end < command.size() &&
                  std::all_of(inside.begin(), inside.end(), IsPlainInShell);
      word += inside;
      at = std::min(end + 1, command.size());
    }
    if (is_plain) {
      text += word;
    } else {
      text += command.substr(begin, at - begin);
    }
  }
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

bool MakesOnly(std::string_view target, std::span<const std::string> lines) {
  bool makes = false;
  Names on_the_way;
  for (const std::string& line : lines) {
    for (const std::string_view command :
         CommandsOfLine(WithoutPrefixes(line))) {
      if (IsHarmless(command)) continue;
      if (!WritesOnly(target, command, &on_the_way)) return false;
      makes = true;
    }
  }
  return makes && on_the_way.empty();
}

bool ReadsOnly(std::string_view target,
               std::span<const std::string_view> prerequisites,
               std::string_view command) {
  Reading reading(target, prerequisites);
  const auto commands = CommandsOfLine(command);
  return std::all_of(commands.begin(), commands.end(),
                     [&](std::string_view one) {
                       return reading.IsPlain(WithoutPrefixes(one));
                     });
}

}  // namespace xb
