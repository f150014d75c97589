// SPDX-License-Identifier: Apache-2.0
#include "remake/make_session.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "manifest/make/database.h"
#include "manifest/make/file_names.h"
#include "os/environment.h"
#include "os/names.h"
#include "os/system.h"
#include "os/terminal.h"
#include "remake/make_usage.h"
#include "remake/run_account.h"

namespace xb {
namespace {

constexpr int kMaxRestarts = 100;

OutputSync SyncOf(const make::Options& options) {
  // One job after the other is in order anyway.
  const bool is_parallel =
      options.jobserver_auth || options.jobs.value_or(1) != 1;
  if (!options.output_sync || !is_parallel) return OutputSync::kNone;
  if (*options.output_sync == "line") return OutputSync::kLine;
  if (*options.output_sync == "target") return OutputSync::kTarget;
  if (*options.output_sync == "recurse") return OutputSync::kRecurse;
  return OutputSync::kNone;
}

bool IsNeverRemade(make::Target& makefile) {
  if (makefile.phony) return true;
  if (makefile.first_rule == nullptr) return false;
  // A `::` rule without prerequisites would remake it for ever.
  for (const make::Target* rule = make::FirstRule(&makefile); rule != nullptr;
       rule = rule->next_rule) {
    if (rule->prerequisites.empty() && rule->recipe != nullptr) return true;
  }
  return false;
}

}  // namespace

MakeSession::MakeSession(MakeCall call, OutputStream& out, OutputStream& err)
    : call_(std::move(call)),
      out_(out),
      err_(err),
      console_(out, err),
      program_(call_.program) {
  const auto level = GetEnv("MAKELEVEL");
  if (level && IsDigits(*level)) {
    identity_.level = static_cast<int>(ParseUint64(*level).value_or(0));
  }
  if (identity_.level > 0) {
    program_ += "[" + std::to_string(identity_.level) + "]";
  }
  identity_.program = program_;
  // As the GNU project names systems; the second word is from the days of PCs.
  const std::string machine = MachineName();
  identity_.host = machine;
  identity_.host += machine == "x86_64" ? "-pc" : "-unknown";
  identity_.host += "-linux-gnu";
  identity_.terminal_out = TerminalName(Stream::kOut);
  identity_.terminal_err = TerminalName(Stream::kErr);
}

MakeSession::~MakeSession() = default;

int MakeSession::Run() {
  if (const auto status = TakeOptions()) return *status;
  auto result = RunOrFail();
  int status = 0;
  if (result.ok()) {
    status = result.value();
  } else {
    status = StatusOf(result.error());
  }
  EndEvents();
  console_.Flush();
  console_.End();
  if (log_ != nullptr) log_->Tidy();
  const int signal = children_ == nullptr ? 0 : children_->stop_signal();
  if (memory_ != nullptr && signal == 0) memory_->Save(status);
  if (signal != 0) {
    jobserver_.reset();
    pool_.reset();
    ChildProcesses::RaiseAgain(signal);
  }
  return status;
}

int MakeSession::StatusOf(const Error& error) {
  console_.Flush();
  // Without a text it was told already.
  if (!error.message.empty() || error.is_fatal) {
    console_.ErrNow(make::FormatError(error, program_));
  }
  return error.exit_status == 0 ? 2 : error.exit_status;
}

std::optional<int> MakeSession::TakeOptions() {
  const auto fail = [&](const Error& error) {
    err_.Write(program_ + ": " + (error.is_fatal ? "*** " : "") +
               error.message + (error.is_fatal ? ".  Stop.\n" : "\n"));
    if (!error.is_fatal) err_.Write(MakeUsage(call_.command));
    return 2;
  };
  for (const char* name : {"GNUMAKEFLAGS", "MAKEFLAGS"}) {
    const auto flags = GetEnv(name);
    if (!flags) continue;
    const Status parsed = make::ParseMakeflags(
        *flags, make::OptionSource::kEnvironment, &options_);
    if (!parsed.ok()) return fail(parsed.error());
  }
  const Status parsed = make::ParseArguments(
      call_.arguments, make::OptionSource::kCommandLine, &options_);
  if (!parsed.ok()) return fail(parsed.error());
  if (options_.shuffle == "random") {
    // The makes below, and whoever wants to see it again, use the same.
    options_.shuffle = std::to_string(static_cast<uint32_t>(clock_.NowNs()));
  }
  if (options_.version) {
    out_.Write(MakeVersion());
    return 0;
  }
  if (options_.help) {
    out_.Write(MakeUsage(call_.command));
    return 0;
  }
  return std::nullopt;
}

Status MakeSession::EnterDirectories() {
  for (const std::string& directory : options_.directories) {
    if (Status entered = ChangeDirectory(directory); !entered.ok()) {
      XB_ASSIGN(identity_.directory, CurrentDirectory());
      if (options_.print_directory.value_or(!options_.silent)) {
        console_.TellDirectory(DirectoryLine("Entering"),
                               DirectoryLine("Leaving"));
      }
      return make::MakeErrorAt(
          {}, directory + ": " + CauseOf(entered.error(), directory));
    }
  }
  XB_ASSIGN(identity_.directory, CurrentDirectory());
  return Ok();
}

std::string MakeSession::DirectoryLine(const char* verb) const {
  return program_ + ": " + verb + " directory '" + identity_.directory + "'\n";
}

void MakeSession::BeginOutput() {
  const bool tells_directory = options_.print_directory.value_or(
      !options_.silent && call_.sink == nullptr &&
      (!options_.directories.empty() || identity_.level > 0));
  if (tells_directory) {
    console_.TellDirectory(DirectoryLine("Entering"), DirectoryLine("Leaving"));
  }
  const OutputSync sync = SyncOf(options_);
  if (sync == OutputSync::kLine || sync == OutputSync::kTarget) {
    console_.KeepTogether();
  }
}

void MakeSession::BeginEvents() {
  if (call_.sink == nullptr || options_.silent || options_.dry_run) return;
  sink_ = call_.sink;
  sink_->On(BuildStarted{.now_ns = clock_.NowNs()});
  console_.set_sink(sink_);
}

make::World& MakeSession::world() {
  if (recording_world_ != nullptr) return *recording_world_;
  return *world_;
}

std::optional<int> MakeSession::Remember() {
  if (call_.recorded == nullptr || call_.traces || console_.has_begun() ||
      !RunMemory::IsRepeatable(options_)) {
    return std::nullopt;
  }
  EnvironmentView environment(EnvironmentEntries());
  for (const auto& [name, terminal] :
       {std::pair("MAKE_TERMOUT", identity_.terminal_out),
        std::pair("MAKE_TERMERR", identity_.terminal_err)}) {
    if (!terminal.empty() && !environment.Find(name)) {
      environment.Set(name, terminal);
    }
  }
  call_.recorded->recorder.set_jobserver(options_.jobserver_auth.value_or(""));
  memory_ = std::make_unique<RunMemory>(
      RunCall{.version = VersionAndBuild(call_.version),
              .program = call_.program,
              .command = call_.command,
              .mode = call_.mode + (call_.advises ? " advice" : ""),
              .mode_below = call_.mode_below,
              .arguments = call_.arguments,
              .default_jobs = call_.default_jobs,
              .tells_nothing_to_do = call_.tells_nothing_to_do,
              .auto_deps = call_.auto_deps,
              .remembers_recipes = call_.remembers_recipes},
      identity_.directory, std::move(environment), *call_.recorded, clock_);
  // One that says nothing by itself: all is said as it was.
  Console console(out_, err_);
  RealWorld world(*children_, console);
  if (const auto status = memory_->Repeat(world)) {
    memory_.reset();
    return status;
  }
  memory_->Start();
  recording_world_ =
      std::make_unique<RecordingWorld>(*world_, call_.recorded->recorder);
  return std::nullopt;
}

void MakeSession::EndEvents() {
  if (sink_ == nullptr) return;
  sink_->On(BuildFinished{.now_ns = clock_.NowNs()});
  console_.set_sink(nullptr);
  sink_ = nullptr;
}

Status MakeSession::SetUpJobs() {
  if (options_.jobs_given) {
    // The user says how many, whatever the pool above has.
    if (options_.jobserver_auth) {
      console_.Err(program_ + ": warning: -j" +
                   (*options_.jobs == 0 ? "" : std::to_string(*options_.jobs)) +
                   " forced in submake: resetting jobserver mode.\n");
      options_.jobserver_auth.reset();
    }
  } else if (options_.jobserver_auth) {
    auto opened =
        JobserverClient::Open("--jobserver-auth=" + *options_.jobserver_auth);
    jobserver_ = std::move(opened.client);
    if (jobserver_ == nullptr) {
      console_.Err(program_ +
                   ": warning: jobserver unavailable: using -j1.  Add '+' to "
                   "parent make rule.\n");
      options_.jobserver_auth.reset();
      options_.jobs = 1;
    }
    return Ok();
  }
  if (!options_.jobs && call_.default_jobs > 1) {
    options_.jobs = call_.default_jobs;
  }
  if (!options_.jobs || *options_.jobs <= 1) return Ok();
  const std::string style = options_.jobserver_style.value_or("pipe");
  const bool by_name = style == "fifo";
  if (!by_name && style != "pipe") {
    return make::MakeErrorAt({},
                             "unknown jobserver auth style '" + style + "'");
  }
  XB_ASSIGN(pool_, JobserverServer::Create(
                       *options_.jobs, by_name ? JobserverAuth::Style::kFifo
                                               : JobserverAuth::Style::kPipe));
  XB_ASSIGN(jobserver_, pool_->MakeClient());
  options_.jobserver_auth = pool_->Auth();
  return Ok();
}

std::unique_ptr<make::Evaluation> MakeSession::NewEvaluation() {
  auto evaluation =
      std::make_unique<make::Evaluation>(world(), options_, identity_);
  evaluation->DefineBuiltins();
  evaluation->DefineEnvironment(EnvironmentEntries());
  return evaluation;
}

Result<int> MakeSession::RunOrFail() {
  XB_TRY(EnterDirectories());
  identity_.command = call_.command;
  XB_ASSIGN(children_, ChildProcesses::Create());
  world_ = std::make_unique<RealWorld>(*children_, console_);
  BeginOutput();
  XB_TRY(SetUpJobs());
  if (const auto status = Remember()) return *status;
  if (call_.remembers_recipes) {
    log_ = std::make_unique<RecipeLog>();
    // Not as something that the run has looked at: while no file has changed,
    // what is remembered of recipes changes nothing that was up to date.
    log_->Load(world_->disk());
  }
  BeginEvents();
  const auto& given = options_.makefiles;
  if (std::find(given.begin(), given.end(), "-") != given.end()) {
    XB_ASSIGN(const auto text, world_->disk().Read("/dev/stdin"));
    options_.standard_input = text.value_or("");
  }
  if (options_.debug_levels().basic) console_.Out(MakeVersion());
  for (int round = 0; round < kMaxRestarts; ++round) {
    // Nobody looks for signals while Makefiles are read.
    if (children_->IsStopped()) return make::MakeErrorTold();
    auto status = Round(round);
    if (!status.ok()) return status.TakeError();
    if (status.value()) return *status.value();
  }
  return make::MakeErrorAt({}, "Makefiles are remade again and again");
}

Status MakeSession::ReadMakefiles(make::Evaluation* evaluation) {
  XB_TRY(evaluation->DefineFromCommandLine());
  if (options_.debug_levels().basic) console_.Out("Reading makefiles...\n");
  std::vector<make::RuleNote> notes;
  if (call_.survey != nullptr) evaluation->KeepNotes(&notes);
  XB_TRY(evaluation->ReadMakefiles());
  XB_TRY(evaluation->Finish());
  if (call_.survey != nullptr) {
    return SurveyTargets(*evaluation, notes, call_.survey);
  }
  const make::Options& options = evaluation->options();
  if (options.shuffle && options.debug_levels().basic) {
    console_.Out("Enabled shuffle mode: " + *options.shuffle + "\n");
  }
  if (call_.traces) TellMakefiles(*evaluation);
  evaluation->TellMisspelt();
  return Ok();
}

Result<std::optional<int>> MakeSession::Round(int number) {
  identity_.restarts = number;
  const std::unique_ptr<make::Evaluation> evaluation = NewEvaluation();
  const FollowedEvaluation followed(
      memory_ == nullptr ? nullptr : &call_.recorded->recorder,
      evaluation.get());
  make::MisspeltNames misspelt;
  if (call_.advises) evaluation->FindMisspelt(&misspelt);
  XB_TRY(ReadMakefiles(evaluation.get()));
  if (call_.survey != nullptr) return {0};
  if (memory_ != nullptr && !RunMemory::IsRepeatable(evaluation->options())) {
    call_.recorded->recorder.Stop("a Makefile sets options in MAKEFLAGS");
  }
  const int jobs = evaluation->options().jobs.value_or(1);
  if (jobserver_ == nullptr && jobs > 1 && !options_.jobs_given) {
    // A Makefile has asked for it.
    options_.jobs = jobs;
    if (memory_ != nullptr) {
      call_.recorded->recorder.Stop("a Makefile asks for jobs");
    }
    XB_TRY(SetUpJobs());
    evaluation->options().jobserver_auth = options_.jobserver_auth;
    evaluation->UpdateMakeflags();
  }
  Updater updater(
      {.evaluation = *evaluation,
       .children = *children_,
       .clock = clock_,
       .jobserver = jobserver_.get(),
       .jobs = jobs,
       .output = {.console = console_,
                  .clock = clock_,
                  .sync = SyncOf(evaluation->options()),
                  .sink = sink_},
       .recorder = memory_ == nullptr ? nullptr : &call_.recorded->recorder,
       .auto_deps = call_.auto_deps,
       .advises = call_.advises,
       .traces = call_.traces,
       .log = log_.get(),
       .reasons = call_.reasons,
       .graph = call_.graph,
       .compiles = call_.compiles});
  const auto print_database = [&] {
    if (!options_.print_database) return;
    console_.Out(MakeVersion() + make::DatabaseText(*evaluation));
  };
  AssumeTimes(*evaluation);
  Result<bool> restart = false;
  const bool only_tells = call_.compiles != nullptr ||
                          call_.reasons != nullptr || call_.graph != nullptr;
  if (!only_tells) {
    restart = UpdateMakefiles(*evaluation, &updater);
  }
  if (!restart.ok()) return {EndFailed(&updater, restart.error())};
  if (restart.value()) {
    if (memory_ != nullptr) {
      call_.recorded->recorder.Stop("Makefiles were remade");
    }
    updater.WindDown(false);
    jobs_begun_ += updater.jobs_begun();
    return std::optional<int>();
  }
  auto status = UpdateGoals(*evaluation, &updater);
  if (!status.ok()) {
    const int code = EndFailed(&updater, status.error());
    print_database();
    return {code};
  }
  updater.WindDown(status.value() != 0);
  print_database();
  if (memory_ != nullptr) call_.recorded->recorder.TakeNames();
  jobs_begun_ += updater.jobs_begun();
  if (sink_ != nullptr && jobs_begun_ == 0 && status.value() == 0 &&
      call_.tells_nothing_to_do) {
    EndEvents();
    out_.Write(program_ + ": no work to do.\n");
  }
  return {status.value()};
}

void MakeSession::TellMakefiles(const make::Evaluation& evaluation) {
  for (const make::MakefileUse& use : evaluation.makefiles()) {
    if (!use.is_found && !use.from.is_known()) continue;
    std::string text = use.is_found ? "read " + use.name : use.name;
    if (use.from.is_known()) {
      text += ", which " + std::string(use.from.file) + ":" +
              std::to_string(use.from.line) + " includes";
    }
    if (!use.is_found) text += ", is not there";
    console_.Out(text + "\n");
  }
}

int MakeSession::EndFailed(Updater* updater, const Error& error) {
  if (sink_ == nullptr) {
    const int status = StatusOf(error);
    updater->WindDown(true);
    return status;
  }
  updater->WindDown(true);
  EndEvents();
  return StatusOf(error);
}

void MakeSession::AssumeTimes(make::Evaluation& evaluation) {
  const auto assume = [&](const std::vector<std::string>& names,
                          make::FileTime time) {
    for (const std::string& name : names) {
      make::Target* target = evaluation.rules().Enter(name);
      target->mtime = target->mtime_before = time;
      if (time == make::kOldTime) {
        target->updated = true;
        target->outcome = make::Outcome::kSuccess;
        target->state = make::TargetState::kFinished;
      }
    }
  };
  assume(evaluation.options().old_files, make::kOldTime);
  // Once a Makefile was remade for it, it would be again, for ever.
  if (identity_.restarts == 0) {
    assume(evaluation.options().new_files, make::kNewTime);
  }
}

std::vector<make::Target*> MakeSession::MakefileTargets(
    make::Evaluation& evaluation) {
  std::vector<make::Target*> targets;
  const auto& uses = evaluation.makefiles();
  for (const make::MakefileUse& use : uses) {
    if (use.name == "-") continue;
    make::Target* target = evaluation.rules().Find(use.name);
    if (target == nullptr || IsNeverRemade(*target)) continue;
    if (std::find(targets.begin(), targets.end(), target) != targets.end()) {
      continue;
    }
    const bool is_missed = std::any_of(
        uses.begin(), uses.end(), [&](const make::MakefileUse& one) {
          return one.name == use.name && !one.is_found && !one.is_optional;
        });
    if (is_missed && use.from.is_known()) {
      target->include_error =
          make::PlacePrefix(use.from, program_) + use.name + ": " + use.cause;
    }
    target->dont_care = std::all_of(
        uses.begin(), uses.end(), [&](const make::MakefileUse& one) {
          return one.name != use.name || one.is_optional;
        });
    targets.push_back(target);
  }
  return targets;
}

Result<bool> MakeSession::UpdateMakefiles(make::Evaluation& evaluation,
                                          Updater* updater) {
  const std::vector<make::Target*> targets = MakefileTargets(evaluation);
  std::vector<make::FileTime> before;
  before.reserve(targets.size());
  for (make::Target* target : targets) {
    before.push_back(updater->TimeOf(target, false));
  }
  const auto updated = updater->Update(targets, Updater::Purpose::kMakefiles);
  if (!updated.ok()) return updated.error();
  bool changed = false;
  for (size_t i = 0; i < targets.size(); ++i) {
    make::Target* target = make::RuleBase::Resolve(targets[i]);
    const make::Options& options = evaluation.options();
    const auto& goals = options.goals;
    const bool is_simulated =
        (options.dry_run || options.question) &&
        std::find(goals.begin(), goals.end(), target->name) != goals.end();
    // A recipe that fails may have made one that is asked for all the same.
    const bool may_be_made =
        !is_simulated && target->updated &&
        (!target->dont_care || target->outcome == make::Outcome::kSuccess);
    changed |= may_be_made && updater->TimeOf(target, false) != before[i] &&
               updater->TimeOf(target, false) != make::kMissingTime;
    target->dont_care = false;
  }
  const Status told = TellFailedMakefiles(evaluation);
  if (changed || told.ok()) return changed;
  return told.error();
}

Status MakeSession::TellFailedMakefiles(make::Evaluation& evaluation) {
  bool any_failed = false;
  for (const make::MakefileUse& use : evaluation.makefiles()) {
    make::Target* target = evaluation.rules().Find(use.name);
    if (target == nullptr || use.is_optional) continue;
    const std::string place = make::PlacePrefix(use.from, program_);
    if (IsNeverRemade(*target)) {
      if (use.is_found) continue;
      console_.Err(place + use.name + ": " + use.cause + "\n");
    } else {
      if (!target->updated || target->outcome != make::Outcome::kFailed) {
        continue;
      }
      console_.Err(place + "Failed to remake makefile '" + use.name + "'.\n");
    }
    any_failed = true;
  }
  if (!any_failed) return Ok();
  return make::MakeErrorTold();
}

Result<std::vector<make::Target*>> MakeSession::Goals(
    make::Evaluation& evaluation) {
  std::vector<std::string> names = evaluation.options().goals;
  if (names.empty()) {
    XB_ASSIGN(const std::string goal,
              evaluation.expander().Expand("$(.DEFAULT_GOAL)"));
    if (evaluation.rules().Find(goal) != nullptr) {
      // It may have spaces in it.
      names = {goal};
    } else {
      names = make::ParseNames(evaluation.world(), goal, "",
                               make::Wildcards::kExpand);
    }
    if (names.size() > 1) {
      return make::MakeErrorAt({},
                               ".DEFAULT_GOAL contains more than one target");
    }
  }
  if (names.empty()) {
    const auto& uses = evaluation.makefiles();
    const bool any =
        std::any_of(uses.begin(), uses.end(),
                    [](const make::MakefileUse& use) { return use.is_found; });
    return make::MakeErrorAt({}, any ? "No targets"
                                     : "No targets specified and no makefile "
                                       "found");
  }
  std::vector<make::Target*> goals;
  for (const std::string& name : names) {
    std::string_view plain = name;
    while (plain.size() > 2 && plain.starts_with("./")) {
      plain.remove_prefix(2);
    }
    make::Target* target = evaluation.rules().Enter(plain);
    target->is_goal = true;
    target->is_explicit = true;
    goals.push_back(target);
  }
  return goals;
}

Result<int> MakeSession::UpdateGoals(make::Evaluation& evaluation,
                                     Updater* updater) {
  XB_ASSIGN(const std::vector<make::Target*> goals, Goals(evaluation));
  XB_ASSIGN(const make::Outcome outcome,
            updater->Update(goals, Updater::Purpose::kGoals));
  if (call_.graph != nullptr) {
    AddAliases(goals, call_.graph);
    call_.graph->is_serial = evaluation.not_parallel();
  }
  switch (outcome) {
    case make::Outcome::kNone:
    case make::Outcome::kSuccess:
      return 0;
    case make::Outcome::kQuestion:
      return 1;
    case make::Outcome::kFailed:
      return 2;
  }
  return 2;
}

}  // namespace xb
