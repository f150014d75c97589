// SPDX-License-Identifier: Apache-2.0
#include "cli/project_command.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "config/toml.h"

namespace xb {
namespace {

constexpr std::string_view kTestProfile = "test";
constexpr std::string_view kUsualProfile = "dev";
constexpr std::string_view kStampEnd = ".passed";

std::string Nearest(const std::string& word,
                    const std::vector<std::string>& known) {
  return NearestKey(word, {known.begin(), known.end()});
}

std::string DirectoryOf(const std::string& build_dir,
                        const Settings& settings) {
  const std::vector<std::string>& profiles = *settings.profiles;
  return build_dir + "/" +
         (profiles.empty() ? std::string(kUsualProfile) : profiles[0]);
}

void AppendXml(std::string_view text, std::string* to) {
  for (const char c : text) {
    switch (c) {
      case '&':
        to->append("&amp;");
        break;
      case '<':
        to->append("&lt;");
        break;
      case '>':
        to->append("&gt;");
        break;
      case '"':
        to->append("&quot;");
        break;
      default:
        // XML has no way to say the others.
        if (static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t') {
          *to += c;
        } else {
          *to += '?';
        }
    }
  }
}

std::string Seconds(int64_t ms) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%lld.%03lld",
                static_cast<long long>(ms / 1000),
                static_cast<long long>(ms % 1000));
  return text.data();
}

}  // namespace

// Notes the ends of tests on their way to those who show them.
class ProjectCommand::Listener final : public EventSink {
 public:
  Listener(std::unique_ptr<EventSink> sink, ProjectCommand* command)
      : sink_(std::move(sink)), command_(command) {}

  void On(const BuildStarted& event) override { sink_->On(event); }
  void On(const PlanChanged& event) override { sink_->On(event); }
  void On(const EdgeExplained& event) override { sink_->On(event); }
  void On(const EdgeStarted& event) override { sink_->On(event); }
  void On(const EdgeFinished& event) override {
    if (event.outputs.size() == 1) Note(event.outputs[0], event);
    sink_->On(event);
  }
  void On(const EdgeReplayed& event) override { sink_->On(event); }
  void On(const Message& event) override { sink_->On(event); }
  void On(const TerminalLeft& event) override { sink_->On(event); }
  void On(const TerminalChanged& event) override { sink_->On(event); }
  void On(const BuildFinished& event) override { sink_->On(event); }
  int64_t Tick(int64_t now_ns) override { return sink_->Tick(now_ns); }

 private:
  void Note(std::string_view output, const EdgeFinished& event) {
    if (!output.ends_with(kStampEnd)) return;
    output.remove_suffix(kStampEnd.size());
    const size_t slash = output.rfind('/');
    if (slash == std::string_view::npos ||
        !output.substr(0, slash).ends_with("/test-results")) {
      return;
    }
    command_->runs_[std::string(output.substr(slash + 1))] = {
        event.exit_status, event.duration_ms, std::string(event.output)};
  }

  std::unique_ptr<EventSink> sink_;
  ProjectCommand* const command_;
};

Result<std::optional<ProjectCommand>> ProjectCommand::Parse(
    const Settings& settings, const project::Facts& facts) {
  std::optional<ProjectCommand> none;
  if (!settings.tool.value) return none;
  const std::string& name = *settings.tool.value;
  const std::vector<std::string>& words = settings.tool_arguments;
  std::optional<ProjectCommand> command;
  if (name == "gen") {
    command = ProjectCommand(Kind::kGenerate);
  } else if (name == "run") {
    command = ProjectCommand(Kind::kRun);
  } else if (name == "test") {
    command = ProjectCommand(Kind::kTest);
  } else if (name == "coverage") {
    command = ProjectCommand(Kind::kCoverage);
  } else {
    return none;
  }
  command->build_dir_ = facts.build_dir;
  if (command->kind_ == Kind::kRun) {
    XB_TRY(command->ParseRun(words, facts));
  } else if (command->kind_ == Kind::kTest) {
    XB_TRY(command->ParseTest(words, facts));
  } else if (!words.empty()) {
    return MakeError("`xb " + name + "` takes no `" + words[0] + "`");
  }
  if (command->kind_ == Kind::kCoverage) {
    if (facts.tests.empty()) {
      return MakeError("there are no tests", "`type = \"test\"` makes one");
    }
    command->targets_ = {"xb.coverage"};
  }
  return command;
}

Status ProjectCommand::ParseRun(std::span<const std::string> words,
                                const project::Facts& facts) {
  std::vector<std::string> known;
  known.reserve(facts.programs_made.size());
  for (const auto& [name, file] : facts.programs_made) known.push_back(name);
  std::string target;
  if (!words.empty() && words[0] != "--") {
    target = words[0];
    words = words.subspan(1);
  } else if (known.size() == 1) {
    target = known[0];
  } else {
    return MakeError("`xb run` needs the name of a program",
                     known.empty() ? "xb.toml has none" : "");
  }
  if (!words.empty() && words[0] == "--") words = words.subspan(1);
  const auto program = facts.programs_made.find(target);
  if (program == facts.programs_made.end()) {
    return MakeError("`" + target + "` is no program of xb.toml",
                     Nearest(target, known));
  }
  program_ = program->second;
  targets_ = {target};
  arguments_.assign(words.begin(), words.end());
  return Ok();
}

Status ProjectCommand::ParseTest(std::span<const std::string> words,
                                 const project::Facts& facts) {
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    constexpr std::string_view kJUnit = "--junit";
    if (word == "--all") {
      runs_all_ = true;
    } else if (word == kJUnit && i + 1 < words.size()) {
      junit_file_ = words[++i];
    } else if (word.starts_with(std::string(kJUnit) + "=")) {
      junit_file_ = word.substr(kJUnit.size() + 1);
    } else if (word.starts_with('-')) {
      return MakeError("`xb test` takes no `" + word + "`",
                       "usage: xb test [--all] [--junit FILE] [TEST...]");
    } else if (std::find(facts.tests.begin(), facts.tests.end(), word) ==
               facts.tests.end()) {
      return MakeError("`" + word + "` is no test", Nearest(word, facts.tests));
    } else {
      tests_.push_back(word);
    }
  }
  if (facts.tests.empty()) {
    return MakeError("there are no tests", "`type = \"test\"` makes one");
  }
  if (tests_.empty()) {
    tests_ = facts.tests;
    targets_ = {"xb.tests"};
  } else {
    for (const std::string& test : tests_) {
      targets_.push_back("xb.test." + test);
    }
  }
  return Ok();
}

void ProjectCommand::Apply(Settings* settings) const {
  settings->tool.value.reset();
  settings->tool_arguments.clear();
  settings->targets = targets_;
  const bool tests = kind_ == Kind::kTest || kind_ == Kind::kCoverage;
  if (!tests) return;
  // One that a file chooses for builds is not meant for tests.
  if (settings->profiles.origin < Origin::kEnvironment) {
    settings->profiles.Set({std::string(kTestProfile)}, Origin::kFlag);
  }
  // One that fails says nothing about the others.
  if (settings->failures_allowed.is_default()) {
    settings->failures_allowed.value = kUnlimited;
  }
}

Status ProjectCommand::Forget(Disk& disk, const Settings& settings) const {
  if (!runs_all_) return Ok();
  for (const std::string& profile : *settings.profiles) {
    for (const std::string& test : tests_) {
      std::string stamp = build_dir_ + "/" + profile;
      stamp.append("/test-results/").append(test).append(kStampEnd);
      XB_ASSIGN([[maybe_unused]] const bool was_there, disk.Remove(stamp));
    }
  }
  return Ok();
}

std::unique_ptr<EventSink> ProjectCommand::Listen(
    std::unique_ptr<EventSink> sink) {
  return std::make_unique<Listener>(std::move(sink), this);
}

std::string ProjectCommand::JUnitText() const {
  int failed = 0;
  int64_t total_ms = 0;
  std::string cases;
  for (const std::string& test : tests_) {
    const auto run = runs_.find(test);
    cases += "    <testcase classname=\"xb\" name=\"";
    AppendXml(test, &cases);
    const bool has_run = run != runs_.end();
    const int64_t ms = has_run ? run->second.duration_ms : 0;
    total_ms += ms;
    cases += "\" time=\"" + Seconds(ms) + "\"";
    if (!has_run) {
      // Up to date: it passed before with all that it depends on.
      cases += "/>\n";
      continue;
    }
    cases += ">\n";
    if (run->second.exit_status != 0) {
      ++failed;
      cases += "      <failure message=\"exit status " +
               std::to_string(run->second.exit_status) + "\"/>\n";
    }
    if (!run->second.output.empty()) {
      cases += "      <system-out>";
      AppendXml(run->second.output, &cases);
      cases += "</system-out>\n";
    }
    cases += "    </testcase>\n";
  }
  const std::string counts = " tests=\"" + std::to_string(tests_.size()) +
                             "\" failures=\"" + std::to_string(failed) +
                             "\" time=\"" + Seconds(total_ms) + "\">\n";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts +
         "  <testsuite name=\"xb\"" + counts + cases +
         "  </testsuite>\n</testsuites>\n";
}

std::vector<std::string> ProjectCommand::Program(
    const Settings& settings) const {
  if (kind_ != Kind::kRun) return {};
  std::string path = DirectoryOf(build_dir_, settings) + "/" + program_;
  std::vector<std::string> words{std::move(path)};
  words.insert(words.end(), arguments_.begin(), arguments_.end());
  return words;
}

std::string ProjectCommand::Epilogue(const Settings& settings) const {
  if (kind_ != Kind::kCoverage) return {};
  return "coverage is in " + DirectoryOf(build_dir_, settings) +
         "/coverage/index.html";
}

}  // namespace xb
