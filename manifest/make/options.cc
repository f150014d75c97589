// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/options.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "manifest/make/assignment.h"
#include "manifest/make/shuffle.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

enum class Take { kNothing, kValue, kMayHaveValue };

struct Option {
  char letter;  // 0: it has only a long name
  std::string_view name;
  Take take;
};

constexpr Option kOptions[] = {
    {'b', "", Take::kNothing},
    {'B', "always-make", Take::kNothing},
    {'C', "directory", Take::kValue},
    {'d', "", Take::kNothing},
    {0, "debug", Take::kMayHaveValue},
    {'e', "environment-overrides", Take::kNothing},
    {'E', "eval", Take::kValue},
    {'f', "file", Take::kValue},
    {'f', "makefile", Take::kValue},
    {'h', "help", Take::kNothing},
    {'i', "ignore-errors", Take::kNothing},
    {'I', "include-dir", Take::kValue},
    {'j', "jobs", Take::kMayHaveValue},
    {'k', "keep-going", Take::kNothing},
    {'l', "load-average", Take::kMayHaveValue},
    {'l', "max-load", Take::kMayHaveValue},
    {'L', "check-symlink-times", Take::kNothing},
    {'m', "", Take::kNothing},
    {'n', "just-print", Take::kNothing},
    {'n', "dry-run", Take::kNothing},
    {'n', "recon", Take::kNothing},
    {'o', "old-file", Take::kValue},
    {'o', "assume-old", Take::kValue},
    {'O', "output-sync", Take::kMayHaveValue},
    {'p', "print-data-base", Take::kNothing},
    {'q', "question", Take::kNothing},
    {'r', "no-builtin-rules", Take::kNothing},
    {'R', "no-builtin-variables", Take::kNothing},
    {'s', "silent", Take::kNothing},
    {'s', "quiet", Take::kNothing},
    {0, "no-silent", Take::kNothing},
    {'S', "no-keep-going", Take::kNothing},
    {'S', "stop", Take::kNothing},
    {0, "shuffle", Take::kMayHaveValue},
    {0, "jobserver-style", Take::kValue},
    {0, "jobserver-auth", Take::kValue},
    {0, "jobserver-fds", Take::kValue},
    {0, "sync-mutex", Take::kValue},
    {'t', "touch", Take::kNothing},
    {0, "trace", Take::kNothing},
    {'v', "version", Take::kNothing},
    {'w', "print-directory", Take::kNothing},
    {0, "no-print-directory", Take::kNothing},
    {'W', "what-if", Take::kValue},
    {'W', "new-file", Take::kValue},
    {'W', "assume-new", Take::kValue},
    {0, "warn-undefined-variables", Take::kNothing},
};

const Option* FindLetter(char letter) {
  const auto found =
      std::find_if(std::begin(kOptions), std::end(kOptions),
                   [&](const Option& o) { return o.letter == letter; });
  return letter == 0 || found == std::end(kOptions) ? nullptr : found;
}

// Also by the beginning of its name, when that says which.
Result<const Option*> FindLong(std::string_view name) {
  const Option* found = nullptr;
  for (const Option& option : kOptions) {
    if (option.name == name && !name.empty()) return &option;
    if (name.empty() || !option.name.starts_with(name)) continue;
    const bool same = found != nullptr && found->letter == option.letter &&
                      option.letter != 0;
    if (found != nullptr && !same) {
      return MakeError("option '--" + std::string(name) + "' is ambiguous");
    }
    found = &option;
  }
  if (found == nullptr) {
    return MakeError("unrecognized option '--" + std::string(name) + "'");
  }
  return found;
}

class ArgumentParser {
 public:
  ArgumentParser(const std::vector<std::string>& arguments, OptionSource source,
                 Options* options)
      : arguments_(arguments), source_(source), options_(*options) {}

  Status Parse() {
    bool only_words = false;
    for (at_ = 0; at_ < arguments_.size(); ++at_) {
      const std::string& argument = arguments_[at_];
      if (only_words || argument.size() < 2 || argument[0] != '-') {
        TakeWord(argument);
      } else if (argument == "--") {
        only_words = true;
      } else if (argument[1] == '-') {
        XB_TRY(TakeLong(std::string_view(argument).substr(2)));
      } else {
        XB_TRY(TakeLetters(std::string_view(argument).substr(1)));
      }
    }
    return Ok();
  }

 private:
  void TakeWord(const std::string& word) {
    if (ParseAssignment(word)) {
      options_.definitions.push_back(word);
    } else if (source_ == OptionSource::kCommandLine && !word.empty()) {
      options_.goals.push_back(word);
    }
  }

  Status TakeLong(std::string_view text) {
    const size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    auto found = FindLong(name);
    if (!found.ok()) {
      // A Makefile may name what only a later make knows.
      if (source_ != OptionSource::kCommandLine) return Ok();
      return found.TakeError();
    }
    const Option& option = *found.value();
    std::optional<std::string> value;
    if (equals != std::string_view::npos) value = text.substr(equals + 1);
    if (option.take == Take::kNothing && value) {
      return MakeError("option '--" + std::string(option.name) +
                       "' doesn't allow an argument");
    }
    if (option.take == Take::kValue && !value) {
      if (at_ + 1 == arguments_.size()) {
        return MakeError("option '--" + std::string(option.name) +
                         "' requires an argument");
      }
      value = arguments_[++at_];
    }
    return option.letter != 0 ? Apply(option.letter, value)
                              : ApplyLong(option.name, value);
  }

  Status TakeLetters(std::string_view letters) {
    while (!letters.empty()) {
      const char letter = letters[0];
      letters.remove_prefix(1);
      const Option* option = FindLetter(letter);
      if (option == nullptr) {
        if (source_ != OptionSource::kCommandLine) continue;
        return MakeError(std::string("invalid option -- '") + letter + "'");
      }
      if (option->take == Take::kNothing) {
        XB_TRY(Apply(letter, std::nullopt));
        continue;
      }
      std::optional<std::string> value;
      if (!letters.empty()) {
        value = letters;
      } else if (option->take == Take::kValue) {
        if (at_ + 1 == arguments_.size()) {
          return MakeError(std::string("option requires an argument -- '") +
                           letter + "'");
        }
        value = arguments_[++at_];
      } else if (at_ + 1 < arguments_.size() &&
                 MayBeNumber(letter, arguments_[at_ + 1])) {
        value = arguments_[++at_];
      }
      return Apply(letter, value);
    }
    return Ok();
  }

  static bool MayBeNumber(char letter, const std::string& text) {
    if (letter != 'j' && letter != 'l') return false;
    return !text.empty() && text[0] >= '0' && text[0] <= '9';
  }

  Status Apply(char letter, const std::optional<std::string>& value) {
    if (bool* flag = Flag(letter)) {
      *flag = true;
      return Ok();
    }
    return ApplyLetter(letter, value);
  }

  bool* Flag(char letter) {
    switch (letter) {
      case 'B':
        return &options_.always_make;
      case 'd':
        return &options_.debug_all;
      case 'e':
        return &options_.environment_overrides;
      case 'h':
        return &options_.help;
      case 'i':
        return &options_.ignore_errors;
      case 'k':
        return &options_.keep_going;
      case 'L':
        return &options_.check_symlinks;
      case 'n':
        return &options_.dry_run;
      case 'p':
        return &options_.print_database;
      case 'q':
        return &options_.question;
      case 'r':
        return &options_.no_builtin_rules;
      case 's':
        return &options_.silent;
      case 't':
        return &options_.touch;
      case 'v':
        return &options_.version;
      default:
        return nullptr;
    }
  }

  Status ApplyLetter(char letter, const std::optional<std::string>& value) {
    switch (letter) {
      case 'C':
        return AddNonEmpty(letter, *value, &options_.directories);
      case 'E':
        return AddNonEmpty(letter, *value, &options_.evals);
      case 'f':
        return AddNonEmpty(letter, *value, &options_.makefiles);
      case 'I':
        return AddNonEmpty(letter, *value, &options_.include_dirs);
      case 'j':
        return SetJobs(value);
      case 'l':
        options_.max_load.reset();
        if (value) options_.max_load = std::strtod(value->c_str(), nullptr);
        break;
      case 'o':
        return AddNonEmpty(letter, *value, &options_.old_files);
      case 'O':
        return SetOutputSync(value.value_or("target"));
      case 'R':
        options_.no_builtin_variables = options_.no_builtin_rules = true;
        break;
      case 'S':
        options_.keep_going = false;
        break;
      case 'w':
        options_.print_directory = true;
        break;
      case 'W':
        return AddNonEmpty(letter, *value, &options_.new_files);
      default:
        break;  // -b and -m are for compatibility
    }
    return Ok();
  }

  Status ApplyLong(std::string_view name,
                   const std::optional<std::string>& value) {
    if (name == "debug") {
      return AddDebug(value.value_or("basic"));
    } else if (name == "no-silent") {
      options_.silent = false;
    } else if (name == "shuffle") {
      return SetShuffle(value.value_or("random"));
    } else if (name == "jobserver-style") {
      options_.jobserver_style = value;
    } else if (name == "jobserver-auth" || name == "jobserver-fds") {
      options_.jobserver_auth = value;
    } else if (name == "trace") {
      options_.trace = true;
    } else if (name == "no-print-directory") {
      options_.print_directory = false;
    } else if (name == "warn-undefined-variables") {
      options_.warn_undefined = true;
    }
    return Ok();
  }

  Status AddNonEmpty(char letter, const std::string& value,
                     std::vector<std::string>* list) {
    if (value.empty()) {
      return MakeError(std::string("the '-") + letter +
                       "' option requires a non-empty string argument");
    }
    if (std::find(list->begin(), list->end(), value) == list->end() ||
        letter == 'C' || letter == 'E' || letter == 'f') {
      list->push_back(value);
    }
    return Ok();
  }

  Status SetJobs(const std::optional<std::string>& value) {
    if (!value) {
      options_.jobs = 0;
    } else {
      const auto number = ParseUint64(*value);
      if (!number || *number == 0 || *number > 1000000) {
        return MakeError(
            "the '-j' option requires a positive integer argument");
      }
      options_.jobs = static_cast<int>(*number);
    }
    options_.jobs_given |= source_ == OptionSource::kCommandLine;
    return Ok();
  }

  Status SetOutputSync(const std::string& kind) {
    for (const std::string_view known : {"none", "line", "target", "recurse"}) {
      if (kind != known) continue;
      options_.output_sync = kind;
      return Ok();
    }
    return MakeErrorText("unknown output-sync type '" + kind + "'");
  }

  Status AddDebug(const std::string& words) {
    for (const std::string_view word : Split(words, ',')) {
      // `none` takes back what was said before; the first letter is enough.
      if (word.starts_with('n')) {
        options_.debug.clear();
        options_.debug_all = false;
        return Ok();
      }
      constexpr std::string_view kLevels = "abijmpvw";
      if (word.empty() || kLevels.find(word[0]) == std::string_view::npos) {
        return MakeErrorText("unknown debug level specification '" + words +
                             "'");
      }
    }
    options_.debug.push_back(words);
    return Ok();
  }

  Status SetShuffle(const std::string& mode) {
    if (!Shuffle::IsMode(mode)) {
      return MakeErrorText("invalid shuffle mode: Invalid value: '" + mode +
                           "'");
    }
    options_.shuffle = mode;
    if (mode == "none" || mode == "identity") options_.shuffle.reset();
    return Ok();
  }

  static Error MakeErrorText(std::string text) {
    Error error = MakeError(std::move(text));
    error.is_fatal = true;  // without the usage
    return error;
  }

  const std::vector<std::string>& arguments_;
  OptionSource source_;
  Options& options_;
  size_t at_ = 0;
};

std::string FormatLoad(double load) {
  std::string text = std::to_string(load);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

void AppendQuoted(std::string_view word, std::string* out) {
  for (const char c : word) {
    if (c == '\\' || IsSpace(c)) *out += '\\';
    if (c == '$') *out += '$';
    *out += c;
  }
}

}  // namespace

Options::DebugLevels Options::debug_levels() const {
  DebugLevels levels;
  const auto take = [&](std::string_view word) {
    const char letter = word.empty() ? '\0' : word[0];
    const bool all = letter == 'a';
    levels.basic |= all || (letter != 'p' && letter != 'w');
    levels.verbose |= all || letter == 'v';
    levels.implicit |= all || letter == 'i';
    levels.jobs |= all || letter == 'j';
    levels.makefiles |= all || letter == 'm';
    levels.print |= letter == 'p';
    levels.why |= letter == 'w';
  };
  if (debug_all) take("all");
  for (const std::string& words : debug) {
    for (const std::string_view word : Split(words, ',')) take(word);
  }
  levels.print |= trace;
  levels.why |= trace;
  return levels;
}

Status ParseArguments(const std::vector<std::string>& arguments,
                      OptionSource source, Options* options) {
  return ArgumentParser(arguments, source, options).Parse();
}

Status ParseMakeflags(std::string_view flags, OptionSource source,
                      Options* options) {
  std::vector<std::string> words;
  size_t at = 0;
  for (;;) {
    while (at < flags.size() && IsSpace(flags[at])) ++at;
    if (at == flags.size()) break;
    std::string word;
    for (; at < flags.size() && !IsSpace(flags[at]); ++at) {
      if (flags[at] == '\\' && at + 1 < flags.size()) ++at;
      word += flags[at];
    }
    words.push_back(std::move(word));
  }
  if (words.empty()) return Ok();
  // The first word may be letters without a dash.
  if (words[0][0] != '-' && words[0].find('=') == std::string::npos) {
    words[0].insert(0, "-");
  }
  return ParseArguments(words, source, options);
}

std::string EncodeMakeflags(const Options& options, bool for_mflags) {
  std::string letters;
  const auto letter = [&](bool on, char c) {
    if (on) letters += c;
  };
  letter(options.always_make, 'B');
  letter(options.debug_all, 'd');
  letter(options.environment_overrides, 'e');
  letter(options.ignore_errors, 'i');
  letter(options.keep_going, 'k');
  letter(options.check_symlinks, 'L');
  letter(options.dry_run, 'n');
  letter(options.print_database, 'p');
  letter(options.question, 'q');
  letter(options.no_builtin_rules, 'r');
  letter(options.no_builtin_variables, 'R');
  letter(options.silent, 's');
  letter(options.touch, 't');
  letter(options.print_directory.value_or(false), 'w');
  std::string text;
  if (!letters.empty()) text = (for_mflags ? "-" : "") + letters;
  const auto add = [&](const std::string& word) {
    text += ' ';
    AppendQuoted(word, &text);
  };
  for (const std::string& dir : options.include_dirs) add("-I" + dir);
  if (options.jobs) {
    add(*options.jobs == 0 ? "-j" : "-j" + std::to_string(*options.jobs));
  }
  if (options.max_load) add("-l" + FormatLoad(*options.max_load));
  if (options.output_sync) add("-O" + *options.output_sync);
  for (const std::string& kind : options.debug) add("--debug=" + kind);
  if (options.jobserver_auth) {
    add("--jobserver-auth=" + *options.jobserver_auth);
  }
  if (options.trace) add("--trace");
  if (options.print_directory && !*options.print_directory) {
    add("--no-print-directory");
  }
  if (options.warn_undefined) add("--warn-undefined-variables");
  if (options.shuffle) add("--shuffle=" + *options.shuffle);
  if (!for_mflags) {
    for (const std::string& eval : options.evals) add("--eval=" + eval);
  }
  if (for_mflags && text.starts_with(' ')) text.erase(0, 1);
  return text;
}

std::string EncodeDefinitions(const Options& options) {
  std::string text;
  for (auto word = options.definitions.rbegin();
       word != options.definitions.rend(); ++word) {
    if (!text.empty()) text += ' ';
    AppendQuoted(*word, &text);
  }
  return text;
}

}  // namespace xb::make
