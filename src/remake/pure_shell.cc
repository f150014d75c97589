// SPDX-License-Identifier: Apache-2.0
#include "remake/pure_shell.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "os/names.h"

namespace xb {
namespace {

// Programs that print what their words and their input say.
enum class Reads {
  kNothing,     // neither input nor files
  kInput,       // the input: in a pipe
  kInputFiles,  // all arguments are files, or else the input
};
struct KnownProgram {
  std::string_view name;
  Reads reads;
  bool is_in_shell;  // all shells have it built in
};
constexpr auto kPrograms = std::to_array<KnownProgram>({
    {"echo", Reads::kNothing, true},
    {"printf", Reads::kNothing, true},
    {"true", Reads::kNothing, true},
    {":", Reads::kNothing, true},
    {"uname", Reads::kNothing, false},
    {"expr", Reads::kNothing, false},
    {"basename", Reads::kNothing, false},
    {"dirname", Reads::kNothing, false},
    {"tr", Reads::kInput, false},
    {"cut", Reads::kInput, false},
    {"cat", Reads::kInputFiles, false},
});

struct SimpleCommand {
  std::vector<std::string> words;
  bool is_piped_into = false;
};

// A text of simple commands with `|`, `;` or `&&` between; nullopt where a
// shell would do anything else with it.
std::optional<std::vector<SimpleCommand>> SplitShellText(
    std::string_view text) {
  std::vector<SimpleCommand> commands(1);
  std::string word;
  bool in_word = false;
  const auto end_word = [&] {
    if (in_word) commands.back().words.push_back(word);
    word.clear();
    in_word = false;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\'' || c == '"') {
      const size_t end = text.find(c, i + 1);
      if (end == std::string_view::npos) return std::nullopt;
      const std::string_view inside = text.substr(i + 1, end - i - 1);
      if (c == '"' && inside.find_first_of("$`\\!") != std::string_view::npos) {
        return std::nullopt;
      }
      word += inside;
      in_word = true;
      i = end;
      continue;
    }
    if (c == ' ' || c == '\t') {
      end_word();
      continue;
    }
    const bool is_and = c == '&' && text.substr(i).starts_with("&&");
    if (c == '|' || c == ';' || is_and) {
      end_word();
      if (commands.back().words.empty()) return std::nullopt;
      if (c == '|' && text.substr(i).starts_with("||")) return std::nullopt;
      if (is_and) ++i;
      commands.push_back({.words = {}, .is_piped_into = c == '|'});
      continue;
    }
    const bool is_plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
        (c >= 'A' && c <= 'Z') ||
        std::string_view("_-./=+:,@%^").find(c) != std::string_view::npos;
    if (!is_plain) return std::nullopt;
    word += c;
    in_word = true;
  }
  end_word();
  if (commands.back().words.empty()) return std::nullopt;
  return commands;
}

std::string PathIn(const make::EnvironmentList& environment) {
  for (const std::string& entry : environment) {
    if (entry.starts_with("PATH=")) return entry.substr(5);
  }
  return "/usr/local/bin:/bin:/usr/bin";
}

class Analysis {
 public:
  Analysis(const make::EnvironmentList& environment, Disk& disk)
      : path_(PathIn(environment)), disk_(disk) {}

  PureShell Run(const std::vector<std::string>& words) {
    const bool by_shell =
        words.size() == 3 && words[0] == "/bin/sh" && words[1] == "-c";
    std::vector<SimpleCommand> commands;
    if (by_shell) {
      auto split = SplitShellText(words[2]);
      if (!split || !See("/bin/sh")) return {};
      commands = std::move(*split);
    } else {
      commands.push_back({.words = words});
    }
    for (const SimpleCommand& command : commands) {
      if (!IsPure(command, by_shell)) return {};
    }
    result_.is_pure = true;
    for (const char* name : {"PATH", "LC_ALL", "LC_CTYPE", "LC_COLLATE", "LANG",
                             "POSIXLY_CORRECT"}) {
      result_.variables.emplace_back(name);
    }
    return std::move(result_);
  }

 private:
  bool IsPure(const SimpleCommand& command, bool by_shell) {
    const std::vector<std::string>& words = command.words;
    const auto* known = std::find_if(
        kPrograms.begin(), kPrograms.end(),
        [&](const KnownProgram& one) { return one.name == words[0]; });
    if (known == kPrograms.end()) return false;
    if (!(by_shell && known->is_in_shell) && !SeeProgram(words[0])) {
      return false;
    }
    result_.asks_system |= known->name == "uname";
    switch (known->reads) {
      case Reads::kNothing:
        return true;
      case Reads::kInput:
        return command.is_piped_into &&
               (known->name == "tr" || !HasFile(words));
      case Reads::kInputFiles:
        break;
    }
    if (words.size() == 1) return command.is_piped_into;
    return std::all_of(words.begin() + 1, words.end(),
                       [this](const std::string& word) {
                         return !word.starts_with('-') && See(word);
                       });
  }

  // Some word of `cut` is no option and no argument of one.
  static bool HasFile(const std::vector<std::string>& words) {
    for (size_t i = 1; i < words.size(); ++i) {
      if (words[i].starts_with('-') && words[i].size() > 1) continue;
      const std::string& before = words[i - 1];
      const bool is_argument =
          before.size() == 2 && before[0] == '-' &&
          std::string_view("bcdf").find(before[1]) != std::string_view::npos;
      if (!is_argument) return true;
    }
    return false;
  }

  // A regular file that is there.
  bool See(const std::string& path) {
    const auto stat = disk_.Stat(path);
    if (!stat.ok() || !stat.value().is_regular() ||
        !TellsItsChanges(path, stat.value())) {
      return false;
    }
    result_.files.emplace_back(path, stat.value());
    return true;
  }

  // Also of the directories on PATH in which it is not.
  bool SeeProgram(const std::string& name) {
    if (name.find('/') != std::string::npos) return false;
    std::string_view rest = path_;
    for (;;) {
      const size_t colon = rest.find(':');
      const std::string_view directory = rest.substr(0, colon);
      if (!directory.starts_with('/')) return false;
      const std::string path = std::string(directory) + "/" + name;
      if (See(path)) return true;
      const auto stat = disk_.Stat(path);
      if (!stat.ok() || stat.value().exists()) return false;
      result_.files.emplace_back(path, FileStat());
      if (colon == std::string_view::npos) return false;
      rest.remove_prefix(colon + 1);
    }
  }

  const std::string path_;
  Disk& disk_;
  PureShell result_;
};

}  // namespace

PureShell AnalyseShell(const std::vector<std::string>& words,
                       const make::EnvironmentList& environment, Disk& disk) {
  return Analysis(environment, disk).Run(words);
}

}  // namespace xb
