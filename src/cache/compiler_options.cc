// SPDX-License-Identifier: Apache-2.0
#include "cache/compiler_options.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/path.h"
#include "cache/compiler_option_table.h"

namespace xb {
namespace {

bool EndsWithAny(std::string_view text,
                 std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [text](std::string_view end) {
    return text.ends_with(end);
  });
}

// The words of an @FILE: blanks separate, quotes and backslashes quote.
std::vector<std::string> SplitResponse(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = '\0';
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' ||
                          c == '\f' || c == '\v';
    if (c == '\\' && i + 1 < text.size()) {
      word += text[++i];
      in_word = true;
    } else if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      in_word = true;
    } else if (!is_blank) {
      word += c;
      in_word = true;
    } else if (in_word) {
      words.push_back(std::move(word));
      word.clear();
      in_word = false;
    }
  }
  if (in_word) words.push_back(std::move(word));
  return words;
}

std::string Canonical(std::string path) {
  CanonicalizePath(&path);
  return path;
}

// `path` without its last extension, plus another.
std::string WithExtension(const std::string& path, std::string_view extension) {
  const size_t slash = path.rfind('/');
  const size_t name = slash == std::string::npos ? 0 : slash + 1;
  const size_t dot = path.rfind('.');
  const bool has_dot = dot != std::string::npos && dot > name;
  return Canonical(path.substr(0, has_dot ? dot : path.size()) +
                   std::string(extension));
}

class Reader {
 public:
  Reader(CompilerKind kind, ReadResponse read_response, IsFile is_file)
      : kind_(kind), read_response_(read_response), is_file_(is_file) {}

  CompilerFacts Read(std::span<const std::string> options) {
    // OptionWords refers to both.
    const auto split = [](std::string_view text) {
      return SplitResponse(text);
    };
    const auto take = [this](const std::string& option,
                             const std::string* next) {
      const bool takes_next = Take(option, next);
      Classify(option, takes_next ? next : nullptr);
      return takes_next;
    };
    const OptionWords words{.read_response = read_response_,
                            .split = split,
                            .take = take,
                            .files = facts_.inputs};
    const std::string unread = words.Walk(options);
    if (!unread.empty()) Refuse("`@" + unread + "` cannot be read");
    Conclude();
    return std::move(facts_);
  }

 private:
  void Refuse(std::string reason) {
    if (facts_.not_cached_because.empty()) {
      facts_.not_cached_because = std::move(reason);
    }
  }
  void RefuseFor(std::string_view option, std::string_view reason) {
    Refuse(std::string(reason) + " (`" + std::string(option) + "`)");
  }

  // True when `next` was its argument.
  bool Take(const std::string& option, const std::string* next) {
    if (option.empty()) return false;
    if (option == "-") {
      Refuse("it reads its standard input");
      return false;
    }
    if (option[0] != '-') {
      facts_.sources.push_back(option);
      return false;
    }
    if (TakeMode(option)) return false;
    if (const auto taken = TakeFile(option, next)) return *taken;
    if (TakeMeaning(option)) return false;
    const std::string_view refusal = RefusalOf(option);
    if (!refusal.empty()) {
      RefuseFor(option, refusal);
      return false;
    }
    if (TakesNextWord(option)) {
      if (option == "-mllvm" && next != nullptr) TakeForLlvm(*next);
      return next != nullptr;
    }
    TakeValue(option);
    return false;
  }

  bool TakeMode(std::string_view option) {
    if (option == "-c" || option == "-S" || option == "-E" ||
        option == "-fsyntax-only" || option == "--compile" ||
        option == "--assemble" || option == "--preprocess") {
      compiles_ = true;
      is_preprocessing_ = option == "-E" || option == "--preprocess";
    } else if (option == "-M" || option == "-MM") {
      RefuseFor(option, "it lists headers instead of compiling");
    } else if (option == "-MD" || option == "--write-dependencies") {
      facts_.writes_depfile = true;
    } else if (option == "-MMD" || option == "--write-user-dependencies") {
      facts_.writes_depfile = true;
      facts_.omits_system_headers = true;
    } else {
      return false;
    }
    return true;
  }

  // Options that name a file of interest: nullopt for all others, or whether
  // that was the next word.
  std::optional<bool> TakeFile(std::string_view option,
                               const std::string* next) {
    const auto argument = [&](std::string_view name,
                              std::string* value) -> std::optional<bool> {
      if (!option.starts_with(name)) return std::nullopt;
      if (option.size() > name.size()) {
        *value = option.substr(name.size());
        return false;
      }
      if (next == nullptr) return std::nullopt;
      *value = *next;
      return true;
    };
    std::string value;
    if (const std::string_view name = IncludeOptionOf(option); !name.empty()) {
      if (option != name) {
        TakeIncluded(name, std::string(option.substr(name.size())));
        return false;
      }
      if (next != nullptr) TakeIncluded(option, *next);
      return next != nullptr;
    }
    if (option.starts_with("-Xclang") || option.starts_with("-Xpreprocessor") ||
        option.starts_with("-Xassembler")) {
      return TakePassedOn(option, next);
    }
    if (const auto taken = argument("-MF", &facts_.depfile)) return taken;
    if (const auto taken = argument("-MJ", &value)) {
      facts_.outputs.push_back(Canonical(value));
      return taken;
    }
    if (const auto taken = argument("-x", &value)) {
      if (EndsWithAny(value, {"-header", "-module", "header-unit"})) {
        Refuse("it makes a precompiled header or a module");
      }
      return taken;
    }
    if (option == "--serialize-diagnostics" ||
        option == "-serialize-diagnostics") {
      if (next != nullptr) facts_.outputs.push_back(Canonical(*next));
      return next != nullptr;
    }
    if (option.starts_with("-objc")) return std::nullopt;
    return argument("-o", &facts_.output);
  }

  // The part of `option` in front of the name of a file that it includes, which
  // is the rest of the word or, without one, the next; empty for all others.
  static std::string_view IncludeOptionOf(std::string_view option) {
    for (const std::string_view name :
         {"-include-pch", "--include", "--imacros"}) {
      if (option == name) return name;
    }
    for (const std::string_view name :
         {"-include", "-imacros", "--include=", "--imacros="}) {
      if (option.starts_with(name)) return name;
    }
    return {};
  }

  void TakeIncluded(std::string_view option, const std::string& file) {
    if (option == "-include-pch") {
      facts_.inputs.push_back(file);
      return;
    }
    facts_.forced.push_back(file);
    // A compiler takes the precompiled header beside it, if there is one.
    for (const char* end : {".gch", ".pch"}) {
      if (is_file_(file + end)) facts_.inputs.push_back(file + end);
    }
  }

  bool TakePassedOn(std::string_view option, const std::string* next) {
    if (next == nullptr) return false;
    if (awaits_pch_) {
      awaits_pch_ = false;
      facts_.inputs.push_back(*next);
    } else if (option == "-Xclang" && *next == "-include-pch") {
      awaits_pch_ = true;
    } else if (option != "-Xclang" || IsRefusedFrontEndOption(*next)) {
      Refuse("it passes `" + *next + "` on to a part of the compiler");
    } else if (next->starts_with("-debug-info")) {
      facts_.names_directory = true;
    } else if (next->starts_with("-")) {
      facts_.packs_text |= IsUniqueNames(*next);
      TakeValue(*next);
    } else if (is_file_(*next)) {
      facts_.inputs.push_back(*next);
    }
    return true;
  }

  // A hash of the source's path becomes a part of names.
  static bool IsUniqueNames(std::string_view option) {
    return option == "-funique-internal-linkage-names";
  }

  // Options that have no argument, or one that is joined to them.
  bool TakeMeaning(const std::string& option) {
    if (option.starts_with("-g")) {
      TakeDebug(option);
    } else if (option == "--coverage" || option == "-ftest-coverage" ||
               option == "-coverage") {
      facts_.names_directory = true;
      facts_.directory_is_fixed = true;
      implied_.emplace_back(".gcno");
    } else if (option == "-fprofile-arcs" ||
               option.starts_with("-fprofile-generate") ||
               option.starts_with("-fprofile-instr-generate") ||
               option.starts_with("-fcs-profile-generate") ||
               option == "-fcoverage-mapping") {
      facts_.names_directory = true;
      facts_.directory_is_fixed = true;
      facts_.packs_text = true;
    } else if (option.starts_with("-fprofile-use") ||
               option.starts_with("-fprofile-instr-use")) {
      TakeProfile(option);
    } else if (option == "-fworking-directory") {
      facts_.names_directory = true;
      facts_.directory_is_fixed = true;
    } else if (option == "-fstack-usage") {
      implied_.emplace_back(".su");
    } else if (option.starts_with("-ftime-trace")) {
      TakeTimeTrace(option);
    } else if (option == "-march=native" || option == "-mtune=native" ||
               option.starts_with("-mcpu=native") || option == "-mfpu=auto") {
      facts_.asks_processor = true;
    } else if (option == "-fno-integrated-as" ||
               option == "-no-integrated-as") {
      facts_.runs_assembler = kind_ == CompilerKind::kClang;
    } else if (IsUniqueNames(option) ||
               (option.starts_with("-fmessage-length=") &&
                option != "-fmessage-length=0")) {
      // The latter breaks lines of what it prints after names of files.
      facts_.packs_text = true;
    } else if (option.starts_with("-flto") || option == "-emit-llvm" ||
               option == "-fwhopr") {
      facts_.packs_text = option != "-fno-lto";
    } else if (option.starts_with("-frecord-") ||
               option.starts_with("-grecord-") ||
               option.starts_with("-fembed-bitcode")) {
      facts_.names_directory = true;
      facts_.packs_text = true;
    } else if (option.starts_with("-Wp,")) {
      TakeForPreprocessor(option);
    } else if (option.starts_with("-Wa,")) {
      TakeForAssembler(option);
    } else {
      return TakePrefixMap(option) || IsDump(option);
    }
    return true;
  }

  void TakeDebug(const std::string& option) {
    if (option == "-g0" || option.starts_with("-gno-")) return;
    if (option.starts_with("-gcc-toolchain")) return;
    if (option == "-gsplit-dwarf" || option == "-gsplit-dwarf=split")
      implied_.emplace_back(".dwo");
    if (option.starts_with("-gz")) facts_.packs_text = true;
    facts_.packs_text |= option.starts_with("-grecord-");
    facts_.names_directory = true;
  }

  void TakeProfile(const std::string& option) {
    const size_t equals = option.find('=');
    if (equals == std::string::npos) {
      RefuseFor(option, "it reads a profile by a name of its own");
      return;
    }
    const std::string file = option.substr(equals + 1);
    // It may be of a function by the name of its file.
    facts_.packs_text = true;
    if (is_file_(file)) {
      facts_.inputs.push_back(file);
    } else {
      RefuseFor(option, "it reads a profile by a name of its own");
    }
  }

  void TakeTimeTrace(const std::string& option) {
    if (option == "-ftime-trace") {
      implied_.emplace_back(".json");
    } else if (option.starts_with("-ftime-trace=")) {
      RefuseFor(option, "it writes a trace elsewhere");
    }
  }

  void TakeForPreprocessor(const std::string& option) {
    for (const std::string_view begin : {"-Wp,-MD,", "-Wp,-MMD,"}) {
      if (!option.starts_with(begin)) continue;
      facts_.writes_depfile = true;
      facts_.omits_system_headers |= begin == "-Wp,-MMD,";
      facts_.depfile = option.substr(begin.size());
      if (facts_.depfile.find(',') == std::string::npos) return;
    }
    if (option.starts_with("-Wp,-D") || option.starts_with("-Wp,-U")) return;
    RefuseFor(option, "it passes options on to the preprocessor");
  }

  void TakeForAssembler(const std::string& option) {
    // A listing, a depfile, another place for includes, a report.
    for (const std::string_view part : {",-a", ",--a", ",-M", ",--M", ",-I",
                                        ",-o", ",@", ",-stat", ",--stat"}) {
      if (option.find(part) != std::string::npos) {
        RefuseFor(option, "it passes options on to the assembler");
        return;
      }
    }
    // Debug information, for which no other option counts.
    if (option.find(",-g") != std::string::npos ||
        option.find(",--g") != std::string::npos) {
      facts_.names_directory = true;
      facts_.directory_is_fixed = true;
    }
  }

  bool TakePrefixMap(const std::string& option) {
    using Of = PrefixMap::Of;
    constexpr std::pair<std::string_view, Of> kMaps[] = {
        {"-ffile-prefix-map=", Of::kAll},
        {"-fdebug-prefix-map=", Of::kDebug},
        {"-fmacro-prefix-map=", Of::kMacros},
        {"-fcoverage-prefix-map=", Of::kCoverage}};
    for (const auto& [name, of] : kMaps) {
      if (!option.starts_with(name)) continue;
      const std::string map = option.substr(name.size());
      const size_t equals = map.find('=');
      if (equals == std::string::npos) return true;
      facts_.prefix_maps.push_back({.of = of,
                                    .from = map.substr(0, equals),
                                    .to = map.substr(equals + 1)});
      return true;
    }
    for (const std::string_view name :
         {"-fdebug-compilation-dir=", "-ffile-compilation-dir="}) {
      if (!option.starts_with(name)) continue;
      facts_.compilation_directory = option.substr(name.size());
      return true;
    }
    return option.starts_with("-fcoverage-compilation-dir=");
  }

  // -dD, -dM and their kind belong to -E; other letters write dumps.
  bool IsDump(std::string_view option) {
    if (!option.starts_with("-d") || option.starts_with("-dump")) return false;
    if (option.find_first_not_of("DIMNU", 2) != std::string_view::npos) {
      RefuseFor(option, "it writes dumps");
    }
    return true;
  }

  void TakeForLlvm(const std::string& option) {
    const std::string_view refusal = RefusalOf(option);
    if (!refusal.empty()) RefuseFor(option, refusal);
    TakeValue(option);
  }

  // A value that names a file is read.
  void TakeValue(const std::string& option) {
    if (option.starts_with("-D") || option.starts_with("-U") ||
        option.starts_with("-I") || option.starts_with("-std=") ||
        option.starts_with("-W")) {
      return;
    }
    if (TakeReadFile(option) || IsNoFile(option)) return;
    for (size_t equals = option.find('='); equals != std::string::npos;
         equals = option.find('=', equals + 1)) {
      const std::string value = option.substr(equals + 1);
      if (!value.empty() && is_file_(value)) facts_.inputs.push_back(value);
    }
  }

  // Its value is never the name of a file: those are many, and each would be
  // looked for.
  static bool IsNoFile(std::string_view option) {
    return option.starts_with("-m") || option.starts_with("-fvisibility=") ||
           option.starts_with("-fdiagnostics-") ||
           option.starts_with("-ftemplate-") || option.starts_with("-fmax-");
  }

  bool TakeReadFile(std::string_view option) {
    if (option.starts_with("--specs=")) option.remove_prefix(1);
    const std::string_view begin = FileOptionOf(option);
    if (begin.empty()) return false;
    std::string value(option.substr(begin.size()));
    if (!is_file_(value)) RefuseFor(option, "it looks for that file by itself");
    // A profile may be of a function by the name of its file.
    facts_.packs_text |= begin.starts_with("-fprofile-");
    facts_.inputs.push_back(std::move(value));
    return true;
  }

  // Which paths stand in it, and what for.
  void Classify(const std::string& option, const std::string* next) {
    if (option.empty()) return;
    if (option[0] != '-') {
      facts_.paths.push_back(option);
      return;
    }
    const std::string_view include = IncludeOptionOf(option);
    if (!include.empty() && include != "-include-pch") {
      if (next != nullptr) facts_.paths.push_back(*next);
      if (next == nullptr)
        facts_.paths.push_back(option.substr(include.size()));
      return;
    }
    if (ClassifyDirectory(option, next)) return;
    if (IsNeutralOption(option)) return;
    if (option.find('/') != std::string::npos) facts_.texts.push_back(option);
    if (next != nullptr && next->find('/') != std::string::npos) {
      facts_.texts.push_back(*next);
    }
  }

  bool ClassifyDirectory(const std::string& option, const std::string* next) {
    const auto value_of = [&](std::string_view name) {
      return next != nullptr ? *next : option.substr(name.size());
    };
    for (const std::string_view name : SysrootOptions()) {
      if (!option.starts_with(name)) continue;
      sysroot_ = value_of(name);
      facts_.paths.push_back(sysroot_);
      return true;
    }
    for (const DirectoryOption& known : DirectoryOptions()) {
      if (!option.starts_with(known.name)) continue;
      const std::string directory = value_of(known.name);
      if (directory.empty()) return true;
      facts_.paths.push_back(directory);
      facts_.directories.push_back(directory);
      if (known.is_system) facts_.system_directories.push_back(directory);
      return true;
    }
    return false;
  }

  // `=x` is below the root of the system that is compiled for.
  void PutSysroot(std::vector<std::string>* directories) const {
    for (std::string& directory : *directories) {
      if (directory[0] == '=') directory.replace(0, 1, sysroot_ + "/");
    }
  }

  void Conclude() {
    if (kind_ != CompilerKind::kFrontEnd && !compiles_) {
      Refuse("it links: which libraries it finds is not known");
    }
    if (facts_.sources.size() > 1) Refuse("it compiles several sources");
    if (facts_.sources.empty()) Refuse("it names no source");
    for (const std::string& source : facts_.sources) {
      if (EndsWithAny(source, {".h", ".hh", ".hpp", ".hxx", ".H", ".h++"}) &&
          !is_preprocessing_) {
        Refuse("it makes a precompiled header");
      }
      if (EndsWithAny(source, {".cppm", ".ixx", ".ccm", ".cxxm", ".c++m"})) {
        Refuse("it makes a module");
      }
    }
    if (facts_.output.empty()) {
      Refuse("it does not say what it writes (`-o`)");
    } else if (facts_.output == "-") {
      Refuse("it writes to its standard output");
    }
    if (!facts_.not_cached_because.empty()) return;
    // With -g it says where it was, whatever is put in its place elsewhere.
    facts_.directory_is_fixed |= is_preprocessing_ && facts_.names_directory;
    PutSysroot(&facts_.directories);
    PutSysroot(&facts_.system_directories);
    for (const std::string_view extension : implied_) {
      facts_.outputs.push_back(WithExtension(facts_.output, extension));
    }
    facts_.output = Canonical(facts_.output);
    if (!facts_.writes_depfile) return;
    facts_.depfile = facts_.depfile.empty() ? WithExtension(facts_.output, ".d")
                                            : Canonical(facts_.depfile);
  }

  const CompilerKind kind_;
  ReadResponse read_response_;
  IsFile is_file_;
  CompilerFacts facts_;
  bool compiles_ = false;
  bool is_preprocessing_ = false;
  bool awaits_pch_ = false;
  std::string sysroot_;
  std::vector<std::string_view> implied_;  // extensions of outputs
};

}  // namespace

CompilerFacts ReadCompilerOptions(CompilerKind kind,
                                  std::span<const std::string> options,
                                  ReadResponse read_response, IsFile is_file) {
  return Reader(kind, read_response, is_file).Read(options);
}

}  // namespace xb
