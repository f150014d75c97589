// SPDX-License-Identifier: Apache-2.0
#include "cli/flags.h"

#include <getopt.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>
#include <utility>

#include "base/edit_distance.h"
#include "base/text.h"
#include "manifest/ninja/lexer.h"
#include "manifest/ninja/version.h"
#include "tools/tool.h"

namespace xb {
namespace {

enum LongFlag : int {
  kVersionFlag = 256,
  kQuietFlag,
  kStatusFlag,
  kBuildDirFlag,
  kAboutFlag,
  kNoWaitFlag,
  kFreshnessFlag,
  kCacheFlag,
  kCacheCheckFlag,
  kNoCacheFlag,
  kReplayWarningsFlag,
  kPlatformFlag,
  kAutoDepsFlag,
  kTraceMakeFlag,
};

constexpr std::string_view kMisspeltWarn = "misspelt=warn";
constexpr std::string_view kMisspeltIgnore = "misspelt=ignore";

constexpr char kShortFlags[] = "d:f:j:k:l:nt:vw:C:h";
constexpr char kNativeShortFlags[] = "d:f:j:k:l:nt:vw:C:hp:D:";

constexpr std::array<option, 6> kSharedFlags = {{
    {"help", no_argument, nullptr, 'h'},
    {"version", no_argument, nullptr, kVersionFlag},
    {"verbose", no_argument, nullptr, 'v'},
    {"quiet", no_argument, nullptr, kQuietFlag},
    {"status", required_argument, nullptr, kStatusFlag},
    {"builddir", required_argument, nullptr, kBuildDirFlag},
}};

constexpr std::array<option, 11> kNativeFlags = {{
    {"about", no_argument, nullptr, kAboutFlag},
    {"no-wait", no_argument, nullptr, kNoWaitFlag},
    {"profile", required_argument, nullptr, 'p'},
    {"freshness", required_argument, nullptr, kFreshnessFlag},
    {"cache", optional_argument, nullptr, kCacheFlag},
    {"cache-check", no_argument, nullptr, kCacheCheckFlag},
    {"no-cache", no_argument, nullptr, kNoCacheFlag},
    {"replay-warnings", no_argument, nullptr, kReplayWarningsFlag},
    {"platform", required_argument, nullptr, kPlatformFlag},
    {"auto-deps", no_argument, nullptr, kAutoDepsFlag},
    {"trace-make", no_argument, nullptr, kTraceMakeFlag},
}};

std::vector<option> LongFlags(Personality personality) {
  std::vector<option> flags(kSharedFlags.begin(), kSharedFlags.end());
  if (personality == Personality::kXb) {
    flags.insert(flags.end(), kNativeFlags.begin(), kNativeFlags.end());
  }
  flags.push_back({nullptr, 0, nullptr, 0});
  return flags;
}

std::string ShortFlags(Personality personality) {
  return personality == Personality::kXb ? kNativeShortFlags : kShortFlags;
}

Status UnknownWord(const std::string& what, const std::string& word,
                   std::span<const std::string_view> known) {
  const std::string_view guess = SpellcheckString(word, known);
  std::string message = "unknown " + what + " '" + word + "'";
  if (!guess.empty()) {
    message.append(", did you mean '").append(guess).append("'?");
  }
  return MakeError(std::move(message));
}

// The number in all of `text`, as strtol reads it.
std::optional<long> ParseLong(const char* text) {
  char* end = nullptr;
  const long value = std::strtol(text, &end, 10);
  if (end == text || *end != '\0') return std::nullopt;
  // Out of range reads as the nearest there is.
  return std::clamp<long>(value, INT_MIN, INT_MAX);
}

class FlagParser {
 public:
  FlagParser(const std::vector<std::string>& arguments, int (*processors)())
      : FlagParser(arguments,
                   PersonalityOf(arguments.empty() ? "xb" : arguments[0]),
                   processors) {}

  FlagParser(std::vector<std::string> arguments, Personality personality,
             int (*processors)())
      : arguments_(std::move(arguments)),
        personality_(personality),
        processors_(processors) {
    result_.settings.personality = personality_;
    result_.settings.jobs.value = kJobsNotDecided;
    if (personality_ != Personality::kXb) {
      result_.settings.freshness.value = FreshnessMode::kMtime;
    }
  }

  Result<Invocation> Parse() {
    const size_t word =
        personality_ == Personality::kXb ? FindCommand() : arguments_.size();
    if (word == arguments_.size()) {
      XB_TRY(ParseAll());
      return std::move(result_);
    }
    // Both readings: what follows the word belongs to the command, or it is
    // the first target, among flags like others.
    auto as_targets = std::make_unique<TargetReading>();
    FlagParser all(arguments_, personality_, processors_);
    all.is_silent_ = true;
    Status status = all.ParseAll();
    as_targets->settings = std::move(all.result_.settings);
    as_targets->warnings = std::move(all.result_.warnings);
    if (!status.ok()) {
      as_targets->error = status.TakeError();
    } else if (all.result_.print) {
      as_targets->error = MakeError("unknown option");
    }
    std::vector<std::string> rest(arguments_.begin() + word + 1,
                                  arguments_.end());
    const std::string command = arguments_[word];
    arguments_.resize(word);
    XB_TRY(ParseAll());
    result_.settings.tool.Set(command, Origin::kFlag);
    result_.settings.tool_arguments = std::move(rest);
    result_.as_targets = std::move(as_targets);
    return std::move(result_);
  }

 private:
  std::vector<char*> Argv() {
    std::vector<char*> argv;
    for (std::string& argument : arguments_) argv.push_back(argument.data());
    argv.push_back(nullptr);
    return argv;
  }

  // Looks for `xb [FLAGS] COMMAND ...`; the number of arguments if there is no
  // such word.
  size_t FindCommand() {
    std::vector<char*> argv = Argv();
    const std::vector<option> flags = LongFlags(personality_);
    const int argc = static_cast<int>(arguments_.size());
    optind = 0;
    opterr = 0;
    int flag = 0;
    const std::string in_order = "+" + ShortFlags(personality_);
    while ((flag = getopt_long(argc, argv.data(), in_order.c_str(),
                               flags.data(), nullptr)) != -1) {
      if (flag == 't' || flag == '?') return arguments_.size();
    }
    if (optind >= argc || FindTool(argv[optind]) == nullptr) {
      return arguments_.size();
    }
    return static_cast<size_t>(optind);
  }

  Status ParseAll() {
    std::vector<char*> argv = Argv();
    const std::vector<option> flags = LongFlags(personality_);
    const std::string short_flags = ShortFlags(personality_);
    const int argc = static_cast<int>(arguments_.size());
    optind = 0;
    opterr = is_silent_ ? 0 : 1;
    int flag = 0;
    while (!result_.settings.tool.value && !result_.print &&
           (flag = getopt_long(argc, argv.data(), short_flags.c_str(),
                               flags.data(), nullptr)) != -1) {
      XB_TRY(Take(flag));
    }
    std::vector<std::string> rest(argv.begin() + optind, argv.end() - 1);
    if (result_.settings.tool.value) {
      result_.settings.tool_arguments = std::move(rest);
    } else {
      result_.settings.targets = std::move(rest);
    }
    return Ok();
  }

  Status Take(int flag) {
    Settings& settings = result_.settings;
    switch (flag) {
      case 'd':
        return TakeDebug(optarg);
      case 'f':
        settings.manifest.Set(optarg, Origin::kFlag);
        return Ok();
      case 'j':
        return TakeJobs(optarg);
      case 'k':
        return TakeFailures(optarg);
      case 'l':
        return TakeLoad(optarg);
      case 'n':
        settings.dry_run.Set(true, Origin::kFlag);
        return Ok();
      case 't':
        return TakeTool(optarg);
      case 'v':
        settings.verbosity.Set(Verbosity::kVerbose, Origin::kFlag);
        return Ok();
      case 'w':
        return TakeWarning(optarg);
      case 'C':
        settings.directory.Set(optarg, Origin::kFlag);
        return Ok();
      default:
        return TakeLong(flag);
    }
  }

  Status TakeLong(int flag) {
    Settings& settings = result_.settings;
    switch (flag) {
      case kVersionFlag:
        Print(std::string(ninja::kNinjaVersion) + "\n", 0);
        return Ok();
      case kQuietFlag:
        settings.verbosity.Set(Verbosity::kNoStatus, Origin::kFlag);
        return Ok();
      case kStatusFlag:
        settings.status_template.Set(optarg, Origin::kFlag);
        return Ok();
      case kBuildDirFlag:
        settings.build_dir.Set(optarg, Origin::kFlag);
        return Ok();
      case kAboutFlag:
        Print(AboutText(), 0);
        return Ok();
      case kNoWaitFlag:
        settings.wait.Set(false, Origin::kFlag);
        return Ok();
      case 'p':
        return TakeNames(optarg, "-p needs names of profiles",
                         &settings.profiles);
      case kPlatformFlag:
        return TakeNames(optarg, "--platform needs names of platforms",
                         &settings.platforms);
      case 'D':
        return TakeVariable(optarg);
      case kFreshnessFlag:
        return TakeFreshness(optarg);
      case kCacheFlag:
        return TakeCache(optarg);
      case kCacheCheckFlag:
        settings.cache.check.Set(true, Origin::kFlag);
        return Ok();
      case kNoCacheFlag:
        settings.cache.enabled.Set(false, Origin::kFlag);
        return Ok();
      case kReplayWarningsFlag:
        settings.replay_warnings.Set(true, Origin::kFlag);
        return Ok();
      case kAutoDepsFlag:
        settings.auto_deps.Set(true, Origin::kFlag);
        return Ok();
      case kTraceMakeFlag:
        settings.debug.trace_make = true;
        return Ok();
      case 'h':
        Usage(personality_ == Personality::kXb ? 0 : 1);
        return Ok();
      default:
        Usage(1);
        result_.print_to_stderr = true;
        return Ok();
    }
  }

  void Print(std::string text, int exit_status) {
    result_.print = std::move(text);
    result_.exit_status = exit_status;
  }

  void Usage(int exit_status) {
    Print(UsageText(personality_, DefaultJobs(processors_())), exit_status);
    result_.print_to_stderr = exit_status != 0;
  }

  Status TakeDebug(const std::string& mode) {
    static constexpr std::array<std::string_view, 4> kModes = {
        "stats", "explain", "keepdepfile", "keeprsp"};
    DebugModes& debug = result_.settings.debug;
    if (mode == "list") {
      Print(
          "debugging modes:\n"
          "  stats        print operation counts/timing info\n"
          "  explain      explain what caused a command to execute\n"
          "  keepdepfile  don't delete depfiles after they're read by " +
              std::string(ProgramName(personality_)) +
              "\n"
              "  keeprsp      don't delete @response files on success\n"
              "multiple modes can be enabled via -d FOO -d BAR\n",
          1);
    } else if (mode == "stats") {
      debug.stats = true;
    } else if (mode == "explain") {
      debug.explain = true;
    } else if (mode == "keepdepfile") {
      debug.keep_depfile = true;
    } else if (mode == "keeprsp") {
      debug.keep_rsp = true;
    } else {
      return UnknownWord("debug setting", mode, kModes);
    }
    return Ok();
  }

  Status TakeJobs(const char* text) {
    const std::optional<long> jobs = ParseLong(text);
    if (!jobs || *jobs < 0) return MakeFatalError("invalid -j parameter");
    result_.settings.jobs.Set(*jobs == 0 ? kUnlimited : static_cast<int>(*jobs),
                              Origin::kFlag);
    return Ok();
  }

  Status TakeFailures(const char* text) {
    const std::optional<long> failures = ParseLong(text);
    if (!failures) {
      return MakeFatalError("-k parameter not numeric; did you mean -k 0?");
    }
    result_.settings.failures_allowed.Set(
        *failures <= 0 ? kUnlimited : static_cast<int>(*failures),
        Origin::kFlag);
    return Ok();
  }

  Status TakeLoad(const char* text) {
    char* end = nullptr;
    const double load = std::strtod(text, &end);
    if (end == text) {
      return MakeFatalError("-l parameter not numeric: did you mean -l 0.0?");
    }
    result_.settings.max_load.Set(load, Origin::kFlag);
    return Ok();
  }

  Status TakeTool(const std::string& name) {
    if (FindTool(name) == nullptr) {
      std::vector<std::string_view> known;
      for (const Tool& tool : AllTools()) {
        const bool is_ours = personality_ == Personality::kXb;
        if (tool.listed && (is_ours || !tool.native)) {
          known.push_back(tool.name);
        }
      }
      Status unknown = UnknownWord("tool", name, known);
      Error error = unknown.TakeError();
      error.is_fatal = true;
      return error;
    }
    result_.settings.tool.Set(name, Origin::kFlag);
    return Ok();
  }

  Status TakeWarning(const std::string& flag) {
    static constexpr std::array<std::string_view, 4> kFlags = {
        "phonycycle=err", "phonycycle=warn", kMisspeltWarn, kMisspeltIgnore};
    const bool is_ours = personality_ == Personality::kXb;
    Settings& settings = result_.settings;
    if (flag == "list") {
      Print(std::string("warning flags:\n"
                        "  phonycycle={err,warn}  phony build statement "
                        "references itself\n") +
                (is_ours ? "  misspelt={warn,ignore}  a Makefile asks for a "
                           "variable that is likely misspelt\n"
                         : ""),
            1);
    } else if (is_ours && (flag == kMisspeltWarn || flag == kMisspeltIgnore)) {
      settings.ignores_misspelt = flag == kMisspeltIgnore;
    } else if (flag == "phonycycle=err") {
      settings.phony_cycle.Set(Reaction::kError, Origin::kFlag);
    } else if (flag == "phonycycle=warn") {
      settings.phony_cycle.Set(Reaction::kWarn, Origin::kFlag);
    } else if (flag == "dupbuild=err" || flag == "dupbuild=warn") {
      // Two edges for one output are always an error by now.
      result_.warnings.emplace_back("deprecated warning 'dupbuild'");
    } else if (flag == "depfilemulti=err" || flag == "depfilemulti=warn") {
      // Depfiles may name several outputs by now.
      result_.warnings.emplace_back("deprecated warning 'depfilemulti'");
    } else {
      return UnknownWord("warning flag", flag, kFlags);
    }
    return Ok();
  }

  // `what` may be null.
  Status TakeCache(const char* what) {
    CacheSettings& cache = result_.settings.cache;
    const bool is_off = what != nullptr && *what == '\0';
    cache.enabled.Set(!is_off, Origin::kFlag);
    if (what != nullptr && !is_off) cache.select.Set(what, Origin::kFlag);
    return Ok();
  }

  // Each such flag adds to those before.
  Status TakeNames(std::string_view names, const char* otherwise,
                   Setting<std::vector<std::string>>* setting) {
    std::vector<std::string> all = **setting;
    for (const std::string_view name : Split(names, ',')) {
      if (name.empty()) return MakeError(otherwise);
      if (std::find(all.begin(), all.end(), name) == all.end()) {
        all.emplace_back(name);
      }
    }
    setting->Set(std::move(all), Origin::kFlag);
    return Ok();
  }

  // `name=value` or `name+=value`.
  Status TakeVariable(std::string_view text) {
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return MakeError("-D needs NAME=VALUE or NAME+=VALUE");
    }
    std::string_view name = text.substr(0, equals);
    const std::string_view value = text.substr(equals + 1);
    const bool adds = name.ends_with('+');
    if (adds) name.remove_suffix(1);
    if (!IsVariableName(name)) {
      return MakeError("-D: `" + std::string(name) +
                       "` is no name of a variable");
    }
    std::vector<VariableSetting>& all = result_.settings.variables;
    auto known = std::find_if(
        all.begin(), all.end(),
        [&](const VariableSetting& other) { return other.name == name; });
    if (known == all.end()) {
      known = all.insert(known, {std::string(name), std::nullopt, {}});
    }
    if (!adds) {
      known->value = value;
      known->added.clear();
    } else {
      if (!known->added.empty()) known->added += ' ';
      known->added += value;
    }
    return Ok();
  }

  static bool IsVariableName(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return ninja::IsSimpleNameCharacter(c) || c == '.';
    });
  }

  Status TakeFreshness(const std::string& mode) {
    static constexpr std::array<std::string_view, 2> kModes = {"content",
                                                               "mtime"};
    if (mode != kModes[0] && mode != kModes[1]) {
      return UnknownWord("freshness", mode, kModes);
    }
    result_.settings.freshness.Set(
        mode == kModes[0] ? FreshnessMode::kContent : FreshnessMode::kMtime,
        Origin::kFlag);
    return Ok();
  }

  std::vector<std::string> arguments_;
  const Personality personality_;
  int (*const processors_)();
  bool is_silent_ = false;  // getopt says nothing about errors
  Invocation result_;
};

}  // namespace

Personality PersonalityOf(std::string_view program) {
  const size_t slash = program.rfind('/');
  if (slash != std::string_view::npos) program.remove_prefix(slash + 1);
  if (program == "ninja" || program == "ninja-build" || program == "samu" ||
      program == "samurai") {
    return Personality::kNinja;
  }
  if (program == "make" || program == "gmake") return Personality::kMake;
  return Personality::kXb;
}

std::string_view ProgramName(Personality personality) {
  switch (personality) {
    case Personality::kXb:
      return "xb";
    case Personality::kNinja:
      return "ninja";
    case Personality::kMake:
      return "make";
  }
  return "xb";
}

int DefaultJobs(int processors) {
  if (processors <= 1) return 2;
  return processors == 2 ? 3 : processors + 2;
}

Result<Invocation> ParseFlags(const std::vector<std::string>& arguments,
                              int (*processors)()) {
  return FlagParser(arguments, processors).Parse();
}

}  // namespace xb
