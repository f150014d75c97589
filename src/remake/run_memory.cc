// SPDX-License-Identifier: Apache-2.0
#include "remake/run_memory.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "os/background.h"
#include "os/file_tree.h"
#include "os/names.h"
#include "os/spawn.h"
#include "os/system.h"
#include "os/terminal.h"
#include "remake/make_status.h"
#include "remake/run_account.h"
#include "remake/state_directory.h"

namespace xb {
namespace {

// As the makes below a directory that are answered for.
constexpr int kMaxMakesBelow = 16;
// More threads do not stat faster.
constexpr int kMaxWorkers = 8;
// A run that looks at fewer files is as quick without, and leaves no directory
// behind.
constexpr size_t kWorthIt = 64;
// Then somebody would wait for the stamp.
constexpr size_t kMany = 4096;
// Of calls with other words in one directory, and their accounts.
constexpr size_t kMaxFiles = 128;

bool HasDirectory(const std::string& path) {
  const auto stat = StatLink(path);
  return stat.ok() && stat.value().is_directory();
}

std::string ReplaceMark(std::string text, const std::string& jobserver) {
  const size_t at = text.find(kJobserverMark);
  if (at != std::string::npos) text.replace(at, 1, jobserver);
  return text;
}

bool IsSameAnswer(const RunEvent& event, const make::ShellAnswer& answer) {
  return event.text == answer.output &&
         event.exit_status == answer.exit_status && event.error == answer.error;
}

}  // namespace

RunMemory::RunMemory(RunCall call, const std::string& directory,
                     EnvironmentView environment, RecordedRun& run,
                     Clock& clock)
    : call_(std::move(call)),
      key_(KeyOf(call_, environment, directory)),
      environment_(std::move(environment)),
      run_(run),
      clock_(clock),
      workers_(std::min(ProcessorCount(), kMaxWorkers)) {}

RunMemory::~RunMemory() = default;

bool RunMemory::IsRepeatable(const make::Options& options) {
  const auto& makefiles = options.makefiles;
  return !options.check_symlinks && !options.print_database && !options.touch &&
         !options.debug_all && !options.trace && options.debug.empty() &&
         !options.shuffle && options.old_files.empty() &&
         options.new_files.empty() && !options.always_make &&
         std::find(makefiles.begin(), makefiles.end(), "-") == makefiles.end();
}

std::string RunMemory::KeyOf(const RunCall& call,
                             const EnvironmentView& environment,
                             const std::string& directory) {
  std::string key;
  // No word of a command line, and no variable, has a NUL in it.
  const auto add = [&](std::string_view text) {
    key.append(text).push_back('\0');
  };
  for (const std::string* text : {&call.version, &call.program, &call.command,
                                  &call.mode, &call.mode_below, &directory}) {
    add(*text);
  }
  add(std::to_string(call.default_jobs));
  add(call.tells_nothing_to_do ? "tells" : "");
  add(call.auto_deps ? "headers" : "");
  add(call.remembers_recipes ? "recipes" : "");
  for (const char* name : kKeyVariables) {
    add(environment.Knows(name) ? environment.Find(name).value_or("") : "?");
  }
  for (const std::string& argument : call.arguments) add(argument);
  return key;
}

std::string RunMemory::PathOf(const std::string& base, const std::string& key) {
  return base + kStateDirectory + "/" + kStampPrefix +
         HexOf({.low = Xxh3(key), .high = 0}).substr(16);
}

RunStamp::Moment RunMemory::Now() {
  RunStamp::Moment moment{.own_ns = 0, .device = 0, .wall_ns = clock_.WallNs()};
  if (file_clock_ == nullptr && HasDirectory(kStateDirectory)) {
    auto opened =
        RealFileClock::Open(std::string(kStateDirectory) + "/make-clock");
    if (opened.ok()) file_clock_ = opened.Take();
  }
  if (file_clock_ == nullptr) return moment;
  const auto now = file_clock_->NowNs();
  if (!now.ok()) return moment;
  moment.own_ns = now.value();
  moment.device = file_clock_->device();
  return moment;
}

void RunMemory::Start() {
  began_ = Now();
  run_.recorder.Start(&environment_);
}

// --- Repeating ---

EnvironmentView RunMemory::InEffect(const EnvironmentView& environment,
                                    const EnvironmentChange& change) const {
  EnvironmentChange ours = change;
  for (std::string& entry : ours.set) {
    entry = ReplaceMark(std::move(entry), run_.recorder.jobserver());
  }
  // No make hands it on, whoever has set it.
  ours.unset.emplace_back("MAKE_RESTARTS");
  return environment.With(ours);
}

std::optional<int> RunMemory::Repeat(make::World& world) {
  const auto stamp = RunStamp::Open(PathOf("", key_), key_);
  if (stamp == nullptr) {
    BecauseOfNoStamp();
    return std::nullopt;
  }
  if (!stamp->SurroundingsHold("", environment_, clock_.WallNs()) ||
      !stamp->FilesHold("", disk_, workers_)) {
    BecauseOf(*stamp, "", environment_);
    return std::nullopt;
  }
  std::vector<Below> below;
  for (const RunEvent& event : stamp->events()) {
    if (event.kind != RunEvent::Kind::kMake) continue;
    Below& one = below.emplace_back();
    if (!BelowHolds(event, environment_, "", 0, &one)) {
      Because("it is not known what `" + CommandText(event.words) + "` does");
      return std::nullopt;
    }
  }
  return SayAndRun(*stamp, below, world);
}

std::optional<int> RunMemory::SayAndRun(const RunStamp& stamp,
                                        const std::vector<Below>& below,
                                        make::World& world) {
  const auto& events = stamp.events();
  const auto is_make = [](const RunEvent& event) {
    return event.kind == RunEvent::Kind::kMake;
  };
  const auto first_make = std::find_if(events.begin(), events.end(), is_make);
  // What makes below say cannot be taken back, so that all must be certain.
  const auto impure =
      std::find_if(first_make, events.end(), [](const RunEvent& event) {
        return event.kind == RunEvent::Kind::kShell && !event.is_pure;
      });
  if (impure != events.end()) {
    Because("$(shell " + CommandText(impure->words) +
            ") has to run between makes of recipes");
    return std::nullopt;
  }
  // Without a command between nothing need be said bit by bit.
  std::string out;
  const auto flush = [&] {
    run_.out.Repeat(out);
    out.clear();
  };
  const auto say = [&](const RunEvent& event) {
    if (event.kind == RunEvent::Kind::kOut) {
      out += event.text;
      return;
    }
    flush();
    run_.err.Repeat(event.text);
  };
  bool ran = false;
  size_t next_below = 0;
  for (const RunEvent& event : events) {
    switch (event.kind) {
      case RunEvent::Kind::kOut:
      case RunEvent::Kind::kErr:
        say(event);
        break;
      case RunEvent::Kind::kMake:
        // What was not said yet may be said otherwise.
        if (std::exchange(ran, false) && !StillHold(stamp)) {
          return std::nullopt;
        }
        for (const RunEvent& said : below[next_below].said) say(said);
        ++next_below;
        break;
      case RunEvent::Kind::kShell: {
        const make::EnvironmentList environment =
            InEffect(environment_, event.environment).Entries();
        if (event.is_pure) {
          run_.recorder.DidRun(event.words, environment,
                               {.output = event.text,
                                .exit_status = event.exit_status,
                                .error = event.error});
          break;
        }
        flush();
        ran = true;
        make::ShellAnswer answer = world.Run(event.words, environment);
        const bool is_same = IsSameAnswer(event, answer);
        run_.recorder.DidRun(event.words, environment, std::move(answer));
        if (!is_same) {
          Because("$(shell " + CommandText(event.words) +
                  ") gives another result");
          return std::nullopt;
        }
        break;
      }
    }
  }
  // A command may have changed what was looked at.
  if (ran && !StillHold(stamp)) return std::nullopt;
  flush();
  return stamp.exit_status();
}

bool RunMemory::StillHold(const RunStamp& stamp) {
  const bool hold =
      stamp.FilesHold("", disk_, workers_) &&
      stamp.PathsHold("", environment_) &&
      std::all_of(stamps_below_.begin(), stamps_below_.end(),
                  [&](const auto& one) {
                    return one.second->FilesHold(one.first, disk_, workers_) &&
                           one.second->PathsHold(one.first, environment_);
                  });
  if (!hold) Because("a command of $(shell) has changed a file");
  return hold;
}

void RunMemory::Because(const std::string& reason) {
  if (because_.empty()) because_ = reason;
}

void RunMemory::BecauseOf(const RunStamp& stamp, const std::string& base,
                          const EnvironmentView& environment) {
  const auto found =
      stamp.Differences(base, environment, disk_, clock_.WallNs(), 1);
  // It may have changed back meanwhile.
  Because(found.empty() ? "something has changed" : found[0]);
}

void RunMemory::BecauseOfNoStamp() {
  if (!HasDirectory(kStateDirectory)) return;
  bool is_first = true;
  for (const KeptAccount& kept : ReadAccounts()) {
    const RunAccount& account = kept.account;
    if (account.key == key_) {
      Because("the run before was not remembered: " +
              (account.not_kept.empty() ? "what it left is gone or damaged"
                                        : account.not_kept));
      return;
    }
    if (account.program != call_.program ||
        account.arguments != call_.arguments) {
      continue;
    }
    is_first = false;
    Because(std::string(WhatIsOther(account.key, key_)));
  }
  if (is_first) Because("this command line is new here");
}

bool RunMemory::IsOurselves(const MakeBelow& make,
                            const EnvironmentView& environment) {
  const auto program =
      FindProgram(make.program, environment.Find("PATH").value_or(""));
  const auto own = ExecutablePath();
  if (!program || !own.ok()) return false;
  const auto a = disk_.Stat(*program);
  const auto b = disk_.Stat(own.value());
  return a.ok() && b.ok() && a.value().exists() &&
         IsSameFile(a.value(), b.value());
}

std::optional<RunMemory::Found> RunMemory::Find(
    const RunEvent& event, const EnvironmentView& environment,
    const std::string& base) const {
  const auto make = AsMakeBelow(event.words, call_.command);
  if (!make) return std::nullopt;
  EnvironmentView own = InEffect(environment, event.environment);
  std::string directory = base;
  if (!make->directory.empty()) {
    // It may then be somewhere else.
    if (own.Find("CDPATH")) return std::nullopt;
    directory += make->directory + "/";
    if (make->directory[0] == '/') directory = make->directory + "/";
    for (const char* name : {"PWD", "OLDPWD", "SHLVL", "_"}) own.Forget(name);
  }
  make::Options options;
  for (const char* name : {"GNUMAKEFLAGS", "MAKEFLAGS"}) {
    const auto flags = own.Find(name);
    if (flags && !make::ParseMakeflags(*flags, make::OptionSource::kEnvironment,
                                       &options)
                      .ok()) {
      return std::nullopt;
    }
  }
  if (!make::ParseArguments(make->arguments, make::OptionSource::kCommandLine,
                            &options)
           .ok() ||
      !IsRepeatable(options)) {
    return std::nullopt;
  }
  for (const std::string& into : options.directories) {
    if (into.starts_with('/')) directory.clear();
    directory.append(into).push_back('/');
  }
  return Found{.make = *make,
               .directory = std::move(directory),
               .environment = std::move(own)};
}

bool RunMemory::BelowHolds(const RunEvent& event,
                           const EnvironmentView& environment,
                           const std::string& base, int depth, Below* below) {
  const auto found = Find(event, environment, base);
  if (!found || depth == kMaxMakesBelow) return false;
  const EnvironmentView& own = found->environment;
  const std::string& directory = found->directory;
  const MakeBelow* const make = &found->make;
  if (!own.Knows("PATH") || !IsOurselves(*make, own)) return false;
  const auto real = xb::RealPath(directory.empty() ? "." : directory);
  if (!real) return false;
  const auto status_on = own.Find(kStatusVariable);
  const bool has_status = status_on && *status_on == StdoutIdentity();
  const bool by_word = call_.command != make->program;
  const RunCall call{
      .version = call_.version,
      .program =
          by_word ? "make" : make->program.substr(make->program.rfind('/') + 1),
      .command = call_.command,
      .mode = has_status ? call_.mode_below : "",
      .mode_below = call_.mode_below,
      .arguments = make->arguments,
      .default_jobs = 1,
      .tells_nothing_to_do = false,
      .auto_deps = own.Find(kAutoDepsVariable) == "1",
      .remembers_recipes = own.Find(kRecipesVariable) == "1"};
  const std::string key = KeyOf(call, own, *real);
  auto stamp = RunStamp::Open(PathOf(directory, key), key);
  if (stamp == nullptr || stamp->exit_status() != 0) return false;
  if (!stamp->SurroundingsHold(directory, own, clock_.WallNs()) ||
      !stamp->FilesHold(directory, disk_, workers_)) {
    BecauseOf(*stamp, directory, own);
    return false;
  }
  const RunStamp& opened = *stamp;
  stamps_below_.emplace_back(directory, std::move(stamp));
  return AnswerFor(opened.events(), own, directory, depth + 1, below);
}

bool RunMemory::AnswerFor(const std::vector<RunEvent>& events,
                          const EnvironmentView& environment,
                          const std::string& base, int depth, Below* below) {
  return std::all_of(events.begin(), events.end(), [&](const RunEvent& event) {
    switch (event.kind) {
      case RunEvent::Kind::kOut:
      case RunEvent::Kind::kErr:
        below->said.push_back(event);
        return true;
      case RunEvent::Kind::kShell:
        // Its working directory is not ours.
        return event.is_pure;
      case RunEvent::Kind::kMake:
        return BelowHolds(event, environment, base, depth, below);
    }
    return false;
  });
}

// --- Keeping ---

bool RunMemory::IsWorthIt(const RunFacts& facts) const {
  if (facts.files.size() >= kWorthIt || HasDirectory(kStateDirectory))
    return true;
  return std::any_of(
      facts.events.begin(), facts.events.end(), [&](const RunEvent& event) {
        if (event.kind != RunEvent::Kind::kMake) return false;
        const auto found = Find(event, environment_, "");
        return found && HasDirectory(found->directory + kStateDirectory);
      });
}

void RunMemory::Save(int exit_status) {
  RunRecorder& recorder = run_.recorder;
  if (!recorder.is_on() || exit_status != 0) {
    SaveAccount(recorder.reason().empty()
                    ? "it ended with status " + std::to_string(exit_status)
                    : recorder.reason());
    return;
  }
  RunFacts& facts = recorder.facts();
  facts.exit_status = exit_status;
  if (!IsWorthIt(facts)) return;
  const auto save = [&] {
    const std::string path = PathOf("", key_);
    if (!MakeStateDirectory(disk_)) return;
    std::string file;
    if (!RunStamp::Encode(facts, key_, began_, Now(), disk_, &file)) {
      SaveAccount("what it has looked at changed while it ran or right before");
      return;
    }
    // Without it the next run is slower, no more.
    const Status written = disk_.WriteAtomic(path, file);
    if (written.ok() && !HoldsAtTheEnd(path)) {
      [[maybe_unused]] const auto removed = disk_.Remove(path);
      SaveAccount(
          "a command of $(shell) has changed what was looked at before");
      return;
    }
    SaveAccount(written.ok() ? "" : written.error().message);
  };
  if (facts.file_count() < kMany) {
    save();
  } else {
    RunInBackground(save);
  }
}

// A repetition runs the commands of $(shell) before it knows whether it has to
// be given up.  Then what stands in front of them would see what they did.
bool RunMemory::HoldsAtTheEnd(const std::string& path) {
  const auto stamp = RunStamp::Open(path, key_);
  if (stamp == nullptr) return true;
  const bool asks = std::any_of(
      stamp->events().begin(), stamp->events().end(), [](const auto& event) {
        return event.kind == RunEvent::Kind::kShell && !event.is_pure;
      });
  // In the background the threads of the other one are not there.
  WorkQueue alone(1);
  return !asks || (stamp->FilesHold("", disk_, alone) &&
                   stamp->PathsHold("", environment_));
}

// Where nobody wants a directory, nobody asks either.
void RunMemory::SaveAccount(const std::string& not_kept) {
  if (!HasDirectory(kStateDirectory)) return;
  const RunAccount account{.key = key_,
                           .program = call_.program,
                           .arguments = call_.arguments,
                           .time_s = clock_.WallNs() / 1'000'000'000,
                           .because = because_,
                           .not_kept = not_kept};
  // Without it nobody can tell, no more.
  [[maybe_unused]] const Status written = disk_.WriteAtomic(
      PathOf("", key_) + kAccountSuffix, EncodeAccount(account));
  RemoveOldStamps();
}

void RunMemory::RemoveOldStamps() {
  auto entries = ListDirectory(kStateDirectory);
  if (!entries.ok()) return;
  std::vector<DirectoryEntry>& stamps = entries.value();
  std::erase_if(stamps, [](const DirectoryEntry& entry) {
    return !entry.name.starts_with(kStampPrefix) || entry.name == "make-clock";
  });
  if (stamps.size() <= kMaxFiles) return;
  std::sort(stamps.begin(), stamps.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) {
              return a.stat.mtime_ns < b.stat.mtime_ns;
            });
  stamps.resize(stamps.size() - kMaxFiles);
  for (const DirectoryEntry& entry : stamps) {
    [[maybe_unused]] const auto removed =
        disk_.Remove(std::string(kStateDirectory) + "/" + entry.name);
  }
}

}  // namespace xb
