// SPDX-License-Identifier: Apache-2.0
#include "cache/compile_command.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "base/path.h"
#include "base/text.h"
#include "cache/cl_options.h"
#include "cache/shell_form.h"

namespace xb {
namespace {

constexpr std::array<std::string_view, 6> kLaunchers = {
    "buildcache", "ccache", "distcc", "icecc", "sccache", "colorgcc"};

// Programs that run what their arguments say, in ways of their own.
constexpr std::array<std::string_view, 19> kRunners = {
    "bash",   "busybox", "chroot", "dash",    "eval",  "exec", "find",
    "flock",  "ionice",  "ksh",    "nice",    "nohup", "sh",   "ssh",
    "strace", "sudo",    "time",   "timeout", "xargs"};

// Programs that do what a text says; without the version in their names.
constexpr std::array<std::string_view, 17> kInterpreters = {
    "Rscript", "deno", "gawk",   "gmake", "guile", "java",
    "lua",     "make", "meson",  "ninja", "node",  "perl",
    "php",     "pypy", "python", "ruby",  "tclsh"};

// Programs that change a file that they find, by the end of their names.
constexpr std::array<std::string_view, 12> kEditors = {
    "ar",      "chrpath", "codesign", "install_name_tool",
    "objcopy", "patch",   "patchelf", "ranlib",
    "strip",   "tee",     "touch",    "truncate"};

template <size_t kSize>
bool IsOneOf(const std::array<std::string_view, kSize>& names,
             std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Without `-12` or `-12.2.0` at its end.
std::string_view WithoutVersion(std::string_view name) {
  const size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == name.size()) return name;
  const std::string_view version = name.substr(dash + 1);
  const bool is_version =
      version.find_first_not_of("0123456789.") == std::string_view::npos;
  return is_version ? name.substr(0, dash) : name;
}

// `name`, or `TARGET-name` of a cross compiler.
bool IsNamed(std::string_view program, std::string_view name) {
  if (!program.ends_with(name)) return false;
  if (program.size() == name.size()) return true;
  return program[program.size() - name.size() - 1] == '-';
}

std::optional<CompilerKind> KindOf(std::string_view program) {
  const std::string_view name = WithoutVersion(PathName(program));
  for (const std::string_view cl : {"cl", "cl.exe", "clang-cl"}) {
    if (name == cl) return CompilerKind::kCl;
  }
  for (const std::string_view part : {"cc1", "cc1plus", "cc1obj"}) {
    if (name == part) return CompilerKind::kFrontEnd;
  }
  for (const std::string_view clang : {"clang", "clang++"}) {
    if (IsNamed(name, clang)) return CompilerKind::kClang;
  }
  for (const std::string_view gcc : {"gcc", "g++", "cc", "c++", "gnat-gcc"}) {
    if (IsNamed(name, gcc)) return CompilerKind::kGcc;
  }
  return std::nullopt;
}

bool IsAssignment(std::string_view word) {
  const size_t equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 &&
         word.find('/') > equals && word[0] != '-';
}

class Analyzer {
 public:
  Analyzer(const CommandQuestion& question, const std::string& directory,
           ReadResponse read_response, IsFile is_file)
      : question_(question),
        directory_(directory),
        read_response_(read_response),
        is_file_(is_file) {}

  CommandFacts Analyze() {
    const auto commands = ParseShellForm(question_.command);
    if (!commands) {
      Refuse("its command does more with the shell than is understood");
      return std::move(facts_);
    }
    if (commands->empty()) Refuse("it runs no command");
    facts_.is_compilation = commands->size() == 1;
    for (const SimpleCommand& command : *commands) Take(command);
    // How they are joined and what is redirected: it is all in there.
    const bool is_plain =
        question_.command.find_first_of("&|<>") == std::string_view::npos;
    if (!is_plain) facts_.words = question_.command;
    facts_.is_compilation &= has_compiler_;
    return std::move(facts_);
  }

 private:
  void Refuse(std::string reason) {
    if (facts_.not_cached_because.empty()) {
      facts_.not_cached_because = std::move(reason);
    }
  }

  bool IsDeclared(const std::string& path) const {
    std::string canonical = path;
    CanonicalizePath(&canonical);
    return canonical == "/dev/null" ||
           std::find(question_.outputs.begin(), question_.outputs.end(),
                     canonical) != question_.outputs.end();
  }

  void Take(const SimpleCommand& command) {
    for (const std::string& assignment : command.assignments) {
      CheckAssignment(assignment);
    }
    for (const std::string& file : command.read_files) {
      facts_.inputs.push_back(file);
    }
    for (const std::string& file : command.written_files) {
      if (!IsDeclared(file)) {
        Refuse("it writes `" + file + "`, which its step does not declare");
      }
    }
    if (!command.appended_files.empty()) {
      Refuse("it appends to `" + command.appended_files[0] + "`");
    }
    size_t program = 0;
    if (!SkipLaunchers(command.words, &program)) return;
    NoteWords(command, program);
    facts_.texts.insert(facts_.texts.end(), command.assignments.begin(),
                        command.assignments.end());
    facts_.texts.insert(
        facts_.texts.end(), command.words.begin(),
        command.words.begin() + static_cast<std::ptrdiff_t>(program));
    const std::string& tool = command.words[program];
    if (PathName(tool) == "cd" || PathName(tool) == "chdir") {
      // Words after it no longer name what they seem to.
      is_elsewhere_ = true;
      return;
    }
    const std::span<const std::string> rest =
        std::span(command.words).subspan(program + 1);
    if (facts_.tools.empty()) NoteMadeAnew(command, tool, rest);
    facts_.tools.push_back(tool);
    if (const auto kind = KindOf(tool)) {
      TakeCompiler(*kind, rest);
      NoteMade(rest);
    } else {
      TakeOther(tool, rest);
    }
    NoteMade(command.written_files);
  }

  // Of the first command: `rm -f out && ...`, `... > out`.
  void NoteMadeAnew(const SimpleCommand& command, const std::string& tool,
                    std::span<const std::string> rest) {
    const auto note = [this](const std::string& file) {
      facts_.made_anew.push_back(Canonical(file));
    };
    std::for_each(command.written_files.begin(), command.written_files.end(),
                  note);
    if (PathName(tool) == "rm") std::for_each(rest.begin(), rest.end(), note);
  }

  void NoteWords(const SimpleCommand& command, size_t program) {
    const auto note = [this](char kind, std::string_view word) {
      facts_.words += kind;
      facts_.words += word;
      facts_.words += '\0';
    };
    for (const std::string& word : command.assignments) note('=', word);
    for (size_t i = 0; i < command.words.size(); ++i) {
      // Which program that is, its content tells, and not where it was found.
      note('w', i == program ? PathName(command.words[i]) : command.words[i]);
    }
  }

  void CheckAssignment(std::string_view assignment) {
    for (const std::string_view name : {"PATH=", "LD_", "COMPILER_PATH="}) {
      if (assignment.starts_with(name)) {
        Refuse("it sets `" + std::string(assignment) +
               "`, so that other programs run");
      }
    }
  }

  // From `*at` on to the program that is meant; false when it is not clear.
  bool SkipLaunchers(const std::vector<std::string>& words, size_t* at) {
    while (*at < words.size()) {
      const std::string_view name = PathName(words[*at]);
      if (IsLauncherName(name)) {
        facts_.has_launcher = true;
        ++*at;
      } else if (name == "env") {
        ++*at;
        SkipAssignments(words, at);
      } else if (name == "cmake" && *at + 2 < words.size() &&
                 words[*at + 1] == "-E" && words[*at + 2] == "env") {
        *at += 3;
        SkipAssignments(words, at);
      } else {
        break;
      }
      if (*at < words.size() && words[*at].starts_with("-")) {
        Refuse("what it runs is not clear (`" + words[*at] + "`)");
        return false;
      }
    }
    if (*at < words.size()) return true;
    Refuse("what it runs is not clear");
    return false;
  }

  void SkipAssignments(const std::vector<std::string>& words, size_t* at) {
    while (*at < words.size()) {
      const std::string& word = words[*at];
      if (word == "--") {
        ++*at;
        return;
      }
      if (IsAssignment(word)) {
        CheckAssignment(word);
      } else if (!word.starts_with("--unset=")) {
        return;
      }
      ++*at;
    }
  }

  void TakeCompiler(CompilerKind kind, std::span<const std::string> options) {
    has_compiler_ = true;
    if (is_elsewhere_) Refuse("it changes the directory first");
    const auto read = [&](const std::string& path) {
      std::string canonical = path;
      CanonicalizePath(&canonical);
      if (canonical == question_.rspfile) {
        return std::optional<std::string>(question_.rspfile_content);
      }
      return read_response_(path);
    };
    CompilerFacts facts =
        kind == CompilerKind::kCl
            ? ReadClOptions(options, read)
            : ReadCompilerOptions(kind, options, read, is_file_);
    if (!facts.not_cached_because.empty()) {
      Refuse(std::move(facts.not_cached_because));
      return;
    }
    if (!IsDeclared(facts.output)) {
      Refuse("it writes `" + facts.output +
             "`, which its step does not declare");
    }
    TakeDepfile(facts);
    for (std::string& output : facts.outputs) {
      if (!IsDeclared(output)) facts_.outputs.push_back(std::move(output));
    }
    for (std::string& input : facts.inputs) {
      std::string canonical = input;
      CanonicalizePath(&canonical);
      if (canonical != question_.rspfile) {
        facts_.inputs.push_back(std::move(input));
      }
    }
    TakeDirectory(facts);
    if (facts.runs_assembler) facts_.tools.emplace_back("as");
    TakeSearch(kind, std::move(facts));
  }

  void TakeSearch(CompilerKind kind, CompilerFacts facts) {
    facts_.directories = std::move(facts.directories);
    facts_.system_directories = std::move(facts.system_directories);
    facts_.forced = std::move(facts.forced);
    facts_.paths = std::move(facts.paths);
    facts_.texts.insert(facts_.texts.end(), facts.texts.begin(),
                        facts.texts.end());
    facts_.prefix_maps = std::move(facts.prefix_maps);
    facts_.packs_text |= facts.packs_text;
    facts_.asks_processor |= facts.asks_processor;
    facts_.omits_system_headers |= facts.omits_system_headers;
    facts_.has_more_options |= kind == CompilerKind::kCl;
  }

  void TakeDepfile(CompilerFacts& facts) {
    if (question_.tells_includes) {
      if (!facts.shows_includes) {
        Refuse("which headers it reads is not known (no `/showIncludes`)");
      }
      return;
    }
    if (question_.depfile.empty()) {
      Refuse("which headers it reads is not known (no depfile)");
      return;
    }
    if (!facts.writes_depfile) {
      Refuse("it does not write the depfile of its step");
      return;
    }
    std::string declared(question_.depfile);
    CanonicalizePath(&declared);
    if (facts.depfile != declared) {
      Refuse("it writes `" + facts.depfile +
             "`, which is not the depfile of "
             "its step");
    }
  }

  void TakeDirectory(const CompilerFacts& facts) {
    if (!facts.names_directory) return;
    facts_.names_directory = true;
    std::string directory = directory_;
    bool is_replaced = false;
    if (facts.directory_is_fixed) {
      // As it is.
    } else if (facts.compilation_directory) {
      directory = *facts.compilation_directory;
      is_replaced = true;
    } else {
      // The last that fits counts, for both compilers.
      for (size_t i = facts.prefix_maps.size(); i-- > 0;) {
        const PrefixMap& map = facts.prefix_maps[i];
        if (map.of != PrefixMap::Of::kAll && map.of != PrefixMap::Of::kDebug) {
          continue;
        }
        if (!directory.starts_with(map.from)) continue;
        directory = map.to + directory.substr(map.from.size());
        is_replaced = true;
        break;
      }
    }
    facts_.directory = std::move(directory);
    facts_.directory_is_replaced = is_replaced;
  }

  void TakeOther(const std::string& tool, std::span<const std::string> rest) {
    facts_.names_directory = true;
    facts_.directory = directory_;
    facts_.packs_text = true;
    const std::string_view name = PathName(tool);
    if (IsOneOf(kRunners, WithoutVersion(name))) {
      // A script, and nothing else, is a program like another.
      const bool is_script = !rest.empty() && !rest[0].starts_with("-") &&
                             (name == "sh" || name == "bash" || name == "dash");
      if (!is_script) {
        Refuse("what `" + tool + "` runs is not clear");
        return;
      }
    }
    if (name == "cmake" && rest.size() > 1 && rest[0] == "-E" &&
        rest[1].starts_with("cmake_auto")) {
      Refuse("it writes files that its step does not declare");
    }
    if (name == "cmake" && rest.size() > 1 && rest[1] == "__run_co_compile") {
      Refuse("it runs other tools besides the compiler");
    }
    facts_.runs_script |= IsInterpreter(name, rest);
    if (IsEditor(name) || HasInPlaceOption(name, rest)) {
      CheckEdited(tool, rest);
    }
    for (const std::string& word : rest) TakeWord(tool, word);
    NoteMade(rest);
  }

  static bool IsInterpreter(std::string_view name,
                            std::span<const std::string> rest) {
    if (IsOneOf(kRunners, WithoutVersion(name))) return true;
    if (name == "cmake") return rest.empty() || rest[0] != "-E";
    const size_t end = name.find_last_not_of("0123456789.-");
    return IsOneOf(kInterpreters, name.substr(0, end + 1));
  }

  static bool IsEditor(std::string_view name) {
    return std::any_of(kEditors.begin(), kEditors.end(),
                       [name](std::string_view editor) {
                         return IsNamed(WithoutVersion(name), editor);
                       });
  }

  // `sed -i`, `perl -pi -e`
  static bool HasInPlaceOption(std::string_view name,
                               std::span<const std::string> rest) {
    if (name == "cmake") {
      return rest.size() > 1 && rest[0] == "-E" && rest[1] == "touch";
    }
    if (name != "sed" && name != "gsed" && name != "perl") return false;
    return std::any_of(rest.begin(), rest.end(), [](const std::string& word) {
      return word.starts_with("--in-place") ||
             (word.starts_with("-") && !word.starts_with("--") &&
              word.find('i') != std::string::npos);
    });
  }

  // What was there before is a part of what such a program leaves, unless a
  // command in front of it has removed it, or made it anew.
  void CheckEdited(const std::string& tool, std::span<const std::string> rest) {
    for (const std::string& word : rest) {
      const bool is_old = IsDeclared(word) && made_.count(Canonical(word)) == 0;
      if (!is_old) continue;
      std::string reason = "it changes `";
      reason.append(word).append("` as it is (`").append(tool).append("`)");
      Refuse(std::move(reason));
      return;
    }
  }

  static std::string Canonical(std::string path) {
    CanonicalizePath(&path);
    return path;
  }

  void NoteMade(std::span<const std::string> words) {
    for (const std::string& word : words) made_.insert(Canonical(word));
  }

  // One that names a file is read, a compiler would be run.
  void TakeWord(const std::string& tool, const std::string& word) {
    if (KindOf(word) && !is_file_(word)) {
      Refuse("what `" + tool + "` runs is not clear (`" + word + "`)");
      return;
    }
    if (word.empty() || word[0] == '-') return;
    if (is_elsewhere_ && word[0] != '/') return;
    if (!IsDeclared(word) && is_file_(word)) facts_.inputs.push_back(word);
  }

  const CommandQuestion& question_;
  const std::string& directory_;
  ReadResponse read_response_;
  IsFile is_file_;
  CommandFacts facts_;
  std::set<std::string> made_;  // named by a command before
  bool has_compiler_ = false;
  bool is_elsewhere_ = false;
};

}  // namespace

bool IsCompilerName(std::string_view program) {
  return KindOf(program).has_value();
}

bool IsLauncherName(std::string_view program) {
  return IsOneOf(kLaunchers, PathName(program));
}

CommandFacts AnalyzeCommand(const CommandQuestion& question,
                            const std::string& working_directory,
                            ReadResponse read_response, IsFile is_file) {
  return Analyzer(question, working_directory, read_response, is_file)
      .Analyze();
}

}  // namespace xb
