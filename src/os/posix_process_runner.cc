// SPDX-License-Identifier: Apache-2.0
#include "os/posix_process_runner.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "os/fd.h"
#include "os/jobserver.h"
#include "os/process_ledger.h"
#include "os/process_table.h"
#include "os/spawn.h"
#include "os/wait_status.h"
#include "os/watch_set.h"

namespace xb {
namespace {

constexpr int kCannotStart = 126;
// How long a process may take to end by itself once xb gives up.
constexpr int64_t kGraceNs = 2000000000;
// So many descriptors are left to all that is not a pipe of a process.
constexpr int kSpareDescriptors = 8;

int64_t NowNs() { return static_cast<int64_t>(uv_hrtime()); }

bool IsIgnored(int signal) {
  struct sigaction action;
  sigaction(signal, nullptr, &action);
  return action.sa_handler == SIG_IGN;
}

}  // namespace

class PosixProcessRunner::Loop {
 public:
  static Result<std::unique_ptr<Loop>> Create(const Options& options);
  ~Loop();

  Status Start(uint32_t token, const ProcessSpec& spec);
  WaitEvent Wait(std::vector<ProcessResult>* finished, int64_t deadline_ns);
  void WatchTokens(JobserverClient* client);
  size_t running() const { return children_.size() + postponed_.size(); }
  void KillAll(int signal);

 private:
  struct Child {
    uint32_t token = 0;
    pid_t pid = 0;
    bool console = false;
    bool is_direct = false;  // no shell in front
    // Nothing more will come from the output; only the exit is awaited.
    bool output_ended = false;
    ProcessLedger::Slot slot = 0;
    WatchSet::Watched* output = nullptr;
    WatchSet::Watched* exit = nullptr;
    std::string text;
    int64_t start_ns = 0;
  };

  Loop() = default;
  Status Init(const Options& options);
  Status WatchSignals();

  struct Pipe {
    UniqueFd read_end;
    UniqueFd write_end;
  };

  // nullopt while too few descriptors are free, but some will be.
  Result<std::optional<Pipe>> MakePipe();
  Status StartNow(uint32_t token, const ProcessSpec& spec, Pipe pipe);
  Spawner::Note NoteIn(ProcessLedger::Slot slot) const {
    return {ledger_->file(), ProcessLedger::PidOffset(slot)};
  }
  Status StartOnConsole(Child* child, const std::string& command);
  Status StartInBackground(Child* child, const std::string& command, Pipe pipe);
  void StartPostponed();
  void DropPostponed();

  void ReadOutput(Child* child);
  void EndOutput(Child* child);
  void AwaitExit(Child* child);
  bool Reap(Child* child);
  void ReapEnded();
  void Finish(Child* child, int status, const rusage& usage);

  void OnSignal(int signal);
  void OnStopSignal(int signal);
  void Suspend();
  void Forward(int signal);
  void SleepUntil(int64_t deadline_ns);
  bool HasNews() const;
  void EndChildren();

  uv_loop_t loop_;
  bool loop_open_ = false;
  WatchSet watches_;
  uv_timer_t timer_;
  uv_signal_t child_signal_;  // SIGCHLD, where there are no pidfds
  std::array<uv_signal_t, 6> signals_;
  uv_signal_t* suspend_signal_ = nullptr;  // SIGTSTP, unless ignored
  bool use_pidfd_ = true;

  std::unique_ptr<Spawner> spawner_;
  std::unique_ptr<ProcessLedger> ledger_;  // null: none is kept
  std::unordered_map<pid_t, std::unique_ptr<Child>> children_;
  // Until others end and let go of their descriptors; the caller knows nothing
  // of it.
  std::deque<std::pair<uint32_t, ProcessSpec>> postponed_;
  int descriptor_limit_ = 0;
  WatchSet::Watched* tokens_ = nullptr;
  std::array<char, 65536> buffer_;

  // What the next Wait() tells.
  std::vector<ProcessResult> results_;
  std::deque<int> stop_signals_;
  bool stopping_ = false;  // a stop signal has arrived
  bool has_tokens_ = false;
  bool redraw_ = false;
  // Whoever draws on the terminal leaves it tidy between the two.
  enum class Suspension { kNone, kAsked, kTold };
  Suspension suspend_ = Suspension::kNone;
};

Result<std::unique_ptr<PosixProcessRunner::Loop>>
PosixProcessRunner::Loop::Create(const Options& options) {
  std::unique_ptr<Loop> loop(new Loop);
  XB_TRY(loop->Init(options));
  return loop;
}

Status PosixProcessRunner::Loop::Init(const Options& options) {
  use_pidfd_ = options.use_pidfd;
  descriptor_limit_ = DescriptorLimit();
  // Inherited as ignored it would make the kernel drop the exit statuses.
  if (IsIgnored(SIGCHLD)) signal(SIGCHLD, SIG_DFL);
  XB_ASSIGN(spawner_, Spawner::Create());
  if (!options.ledger_directory.empty()) {
    ledger_ = ProcessLedger::Open(options.ledger_directory);
  }
  const int error = uv_loop_init(&loop_);
  if (error != 0) {
    return MakeError(std::string("Cannot start the event loop: ") +
                     uv_strerror(error));
  }
  loop_open_ = true;
  uv_timer_init(&loop_, &timer_);
  XB_TRY(watches_.Open(&loop_, this));
  return WatchSignals();
}

Status PosixProcessRunner::Loop::WatchSignals() {
  const auto watch = [this](uv_signal_t* handle, int signal) {
    handle->data = this;
    uv_signal_init(&loop_, handle);
    return uv_signal_start(
        handle,
        [](uv_signal_t* self, int number) {
          static_cast<Loop*>(self->data)->OnSignal(number);
        },
        signal);
  };
  child_signal_.data = this;
  uv_signal_init(&loop_, &child_signal_);
  int error = 0;
  if (!use_pidfd_) error = watch(&child_signal_, SIGCHLD);
  uv_signal_t* handle = signals_.data();
  for (int signal : {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH}) {
    handle->data = nullptr;
    // Ignored ones stay so: SIGHUP under nohup, SIGTSTP without job control.
    // SIGINT is ignored for every background job of a script, where it may
    // still be sent on purpose.
    const bool optional = signal == SIGHUP || signal == SIGTSTP;
    if (!(optional && IsIgnored(signal))) {
      if (signal == SIGTSTP) suspend_signal_ = handle;
      if (error == 0) error = watch(handle, signal);
    }
    ++handle;
  }
  if (error == 0) return Ok();
  return MakeError(std::string("Cannot watch signals: ") + uv_strerror(error));
}

PosixProcessRunner::Loop::~Loop() {
  if (!loop_open_) return;
  WatchTokens(nullptr);
  EndChildren();
  uv_walk(
      &loop_,
      [](uv_handle_t* handle, void*) {
        if (!uv_is_closing(handle)) uv_close(handle, nullptr);
      },
      nullptr);
  uv_run(&loop_, UV_RUN_DEFAULT);
  XB_CHECK(uv_loop_close(&loop_) == 0);
}

// Politely first; what does not listen is killed.
void PosixProcessRunner::Loop::EndChildren() {
  if (children_.empty()) return;
  KillAll(SIGTERM);
  const int64_t deadline = NowNs() + kGraceNs;
  std::vector<ProcessResult> unwanted;
  while (!children_.empty() && NowNs() < deadline) Wait(&unwanted, deadline);
  KillAll(SIGKILL);
  for (auto& [pid, child] : children_) {
    int status;
    while (wait4(pid, &status, 0, nullptr) < 0 && errno == EINTR) {
    }
    watches_.Unwatch(&child->output);
    watches_.Unwatch(&child->exit);
  }
  children_.clear();
}

Status PosixProcessRunner::Loop::Start(uint32_t token,
                                       const ProcessSpec& spec) {
  std::optional<Pipe> pipe;
  if (spec.console) {
    pipe.emplace();
  } else if (postponed_.empty()) {
    XB_ASSIGN(pipe, MakePipe());
  }
  if (pipe) return StartNow(token, spec, *std::move(pipe));
  postponed_.emplace_back(token, spec);
  return Ok();
}

Result<std::optional<PosixProcessRunner::Loop::Pipe>>
PosixProcessRunner::Loop::MakePipe() {
  using MaybePipe = std::optional<Pipe>;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) == 0) {
    Pipe pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
    const bool crowded = ends[1] >= descriptor_limit_ - kSpareDescriptors;
    if (crowded && !children_.empty()) return MaybePipe();
    return MaybePipe(std::move(pipe));
  }
  const int cause = errno;
  if ((cause == EMFILE || cause == ENFILE) && !children_.empty()) {
    return MaybePipe();
  }
  Error error = SystemError("pipe", "", cause);
  error.hint = "Raise the limit on open files (ulimit -n)";
  return error;
}

void PosixProcessRunner::Loop::StartPostponed() {
  while (!postponed_.empty()) {
    auto pipe = MakePipe();
    if (pipe.ok() && !pipe.value()) return;
    const auto [token, spec] = std::move(postponed_.front());
    postponed_.pop_front();
    const Status started = pipe.ok()
                               ? StartNow(token, spec, *std::move(pipe.value()))
                               : Status(pipe.TakeError());
    if (started.ok()) continue;
    // It is too late to refuse it.
    ProcessResult result;
    result.token = token;
    result.exit_status = kCannotStart;
    result.output = started.error().message + "\n";
    result.start_ns = result.end_ns = NowNs();
    results_.push_back(std::move(result));
  }
}

void PosixProcessRunner::Loop::DropPostponed() {
  for (const auto& [token, spec] : postponed_) {
    ProcessResult result;
    result.token = token;
    result.exit_status = kInterruptedStatus;
    result.interrupted = true;
    result.start_ns = result.end_ns = NowNs();
    results_.push_back(std::move(result));
  }
  postponed_.clear();
}

Status PosixProcessRunner::Loop::StartNow(uint32_t token,
                                          const ProcessSpec& spec, Pipe pipe) {
  auto child = std::make_unique<Child>();
  child->token = token;
  child->console = spec.console;
  child->start_ns = NowNs();
  if (spec.console) {
    XB_TRY(StartOnConsole(child.get(), spec.command));
  } else {
    XB_TRY(StartInBackground(child.get(), spec.command, std::move(pipe)));
  }
  Child* started = child.get();
  children_.emplace(started->pid, std::move(child));
  if (started->console) EndOutput(started);
  return Ok();
}

Status PosixProcessRunner::Loop::StartOnConsole(Child* child,
                                                const std::string& command) {
  ProcessLedger::Entry entry;
  entry.start_ticks = TicksNow();
  Spawner::Note note;
  if (ledger_) note = NoteIn(child->slot = ledger_->Add(entry));
  auto pid = spawner_->SpawnOnConsole(command, note);
  if (!pid.ok()) {
    if (ledger_) ledger_->Remove(child->slot);
    return pid.TakeError();
  }
  child->pid = pid.value();
  child->is_direct = spawner_->last_is_direct();
  return Ok();
}

Status PosixProcessRunner::Loop::StartInBackground(Child* child,
                                                   const std::string& command,
                                                   Pipe pipe) {
  const UniqueFd write_end = std::move(pipe.write_end);
  XB_ASSIGN(
      child->output,
      watches_.Watch(
          std::move(pipe.read_end), child, [](void* loop, void* subject) {
            static_cast<Loop*>(loop)->ReadOutput(static_cast<Child*>(subject));
          }));
  ProcessLedger::Entry entry;
  Spawner::Note note;
  if (ledger_) {
    struct stat facts;
    XB_CHECK(fstat(write_end.get(), &facts) == 0);
    entry.pipe_device = facts.st_dev;
    entry.pipe_inode = facts.st_ino;
    entry.start_ticks = TicksNow();
    note = NoteIn(child->slot = ledger_->Add(entry));
  }
  auto pid = spawner_->SpawnInBackground(command, write_end.get(), note);
  if (!pid.ok()) {
    if (ledger_) ledger_->Remove(child->slot);
    watches_.Unwatch(&child->output);
    return pid.TakeError();
  }
  child->pid = pid.value();
  child->is_direct = spawner_->last_is_direct();
  return Ok();
}

// The pipe may block, so it is read once for each time it is said to be ready.
void PosixProcessRunner::Loop::ReadOutput(Child* child) {
  const ssize_t count =
      read(child->output->fd.get(), buffer_.data(), buffer_.size());
  if (count > 0) {
    child->text.append(buffer_.data(), static_cast<size_t>(count));
  } else if (count == 0 || errno != EINTR) {
    EndOutput(child);
  }
}

// The output ends when the last process that holds the pipe lets it go, which
// may be long after the child itself ended; and a child may let it go early.
void PosixProcessRunner::Loop::EndOutput(Child* child) {
  watches_.Unwatch(&child->output);
  child->output_ended = true;
  // Mostly the status is there by now, and no pidfd is needed.
  if (!Reap(child)) AwaitExit(child);
}

void PosixProcessRunner::Loop::AwaitExit(Child* child) {
  if (use_pidfd_) {
    UniqueFd fd(static_cast<int>(syscall(SYS_pidfd_open, child->pid, 0)));
    if (fd.valid()) {
      auto watched =
          watches_.Watch(std::move(fd), child, [](void* loop, void* subject) {
            static_cast<Loop*>(loop)->Reap(static_cast<Child*>(subject));
          });
      if (watched.ok()) {
        child->exit = watched.value();
        return;
      }
    }
    // An old kernel, a strict sandbox, or too many files.
    use_pidfd_ = false;
    uv_signal_start(
        &child_signal_,
        [](uv_signal_t* self, int) {
          static_cast<Loop*>(self->data)->ReapEnded();
        },
        SIGCHLD);
  }
  // It may have ended just before the signal was watched.
  Reap(child);
}

bool PosixProcessRunner::Loop::Reap(Child* child) {
  int status;
  rusage usage;
  const pid_t reaped = wait4(child->pid, &status, WNOHANG, &usage);
  // Nobody else may wait for our children.
  XB_CHECK(reaped >= 0);
  if (reaped == 0) return false;
  Finish(child, status, usage);
  return true;
}

void PosixProcessRunner::Loop::ReapEnded() {
  std::vector<Child*> ended;
  for (auto& [pid, child] : children_) {
    if (child->output_ended) ended.push_back(child.get());
  }
  for (Child* child : ended) Reap(child);
}

void PosixProcessRunner::Loop::Finish(Child* child, int status,
                                      const rusage& usage) {
  ProcessResult result;
  result.token = child->token;
  result.output = std::move(child->text);
  // Those that are stopped with us are interrupted, and need no words for it.
  SetStatus(status, child->is_direct && !stopping_, &result);
  if (child->console) result.output.clear();
  result.usage = ToResourceUsage(usage);
  result.start_ns = child->start_ns;
  result.end_ns = NowNs();
  results_.push_back(std::move(result));
  if (ledger_) ledger_->Remove(child->slot);
  watches_.Unwatch(&child->exit);
  children_.erase(child->pid);
}

WaitEvent PosixProcessRunner::Loop::Wait(std::vector<ProcessResult>* finished,
                                         int64_t deadline_ns) {
  if (suspend_ == Suspension::kTold) {
    Suspend();
    // Who draws hears of that before anything that has finished meanwhile.
    return {WakeReason::kRedraw, 0};
  }
  StartPostponed();
  // Whatever is known already is taken along, before any sleep.
  uv_run(&loop_, UV_RUN_NOWAIT);
  while (!HasNews() && NowNs() < deadline_ns) SleepUntil(deadline_ns);
  const bool any_finished = !results_.empty();
  for (ProcessResult& result : results_) {
    finished->push_back(std::move(result));
  }
  results_.clear();
  if (!stop_signals_.empty()) {
    const int signal = stop_signals_.front();
    stop_signals_.pop_front();
    return {WakeReason::kInterrupted, signal};
  }
  if (suspend_ == Suspension::kAsked) {
    suspend_ = Suspension::kTold;
    return {WakeReason::kSuspend, 0};
  }
  if (any_finished) return {WakeReason::kFinished, 0};
  if (std::exchange(has_tokens_, false)) return {WakeReason::kTokens, 0};
  if (std::exchange(redraw_, false)) return {WakeReason::kRedraw, 0};
  return {WakeReason::kDeadline, 0};
}

void PosixProcessRunner::Loop::SleepUntil(int64_t deadline_ns) {
  if (deadline_ns != kNever) {
    uv_update_time(&loop_);
    // The timer counts milliseconds; one too many is better than spinning.
    const int64_t rest_ms = (deadline_ns - NowNs()) / 1000000 + 1;
    uv_timer_start(
        &timer_, [](uv_timer_t*) {},
        static_cast<uint64_t>(rest_ms > 0 ? rest_ms : 0), 0);
  }
  uv_run(&loop_, UV_RUN_ONCE);
  uv_timer_stop(&timer_);
}

bool PosixProcessRunner::Loop::HasNews() const {
  return !results_.empty() || !stop_signals_.empty() || has_tokens_ ||
         redraw_ || suspend_ == Suspension::kAsked;
}

void PosixProcessRunner::Loop::WatchTokens(JobserverClient* client) {
  if (client == nullptr) {
    watches_.Unwatch(&tokens_);
    has_tokens_ = false;
    return;
  }
  if (tokens_ != nullptr) return;
  // A copy, which Unwatch() may close.
  UniqueFd fd(fcntl(client->poll_fd(), F_DUPFD_CLOEXEC, 3));
  auto watched = watches_.Watch(std::move(fd), nullptr, [](void* loop, void*) {
    static_cast<Loop*>(loop)->has_tokens_ = true;
  });
  // Unwatched, a token is still noticed when the next process ends.
  if (watched.ok()) tokens_ = watched.value();
}

void PosixProcessRunner::Loop::OnSignal(int signal) {
  if (IsStopSignal(signal)) {
    OnStopSignal(signal);
  } else if (signal == SIGTSTP) {
    suspend_ = Suspension::kAsked;
  } else if (signal == SIGCHLD) {
    ReapEnded();
  } else {
    // After an uncatchable SIGSTOP only xb itself was continued.
    if (signal == SIGCONT) Forward(SIGCONT);
    redraw_ = true;
  }
}

void PosixProcessRunner::Loop::OnStopSignal(int signal) {
  if (stopping_) {
    KillAll(SIGKILL);
  } else {
    DropPostponed();
    Forward(signal);
  }
  stopping_ = true;
  stop_signals_.push_back(signal);
}

// Ctrl-Z reaches xb's own group only.  The others are stopped with it by the
// same signal, which a nested build tool can pass on in turn.
void PosixProcessRunner::Loop::Suspend() {
  suspend_ = Suspension::kNone;
  Forward(SIGTSTP);
  // Back to the default action: stop, unless nobody could continue us.
  uv_signal_stop(suspend_signal_);
  raise(SIGTSTP);
  // Continued.
  uv_signal_start(
      suspend_signal_,
      [](uv_signal_t* self, int number) {
        static_cast<Loop*>(self->data)->OnSignal(number);
      },
      SIGTSTP);
  Forward(SIGCONT);
}

// What the terminal sends, it sends to a console process itself.  SIGTERM
// comes from elsewhere, and to xb alone; SIGTSTP is lost to a process that is
// only becoming its program (see ProcessStarter), and to be stopped or
// continued twice makes no difference.
void PosixProcessRunner::Loop::Forward(int signal) {
  for (const auto& [pid, child] : children_) {
    if (!child->console) {
      kill(-pid, signal);
    } else if (signal != SIGINT && signal != SIGHUP) {
      kill(pid, signal);
    }
  }
}

void PosixProcessRunner::Loop::KillAll(int signal) {
  DropPostponed();
  for (const auto& [pid, child] : children_) {
    kill(child->console ? pid : -pid, signal);
  }
}

PosixProcessRunner::PosixProcessRunner(std::unique_ptr<Loop> loop)
    : loop_(std::move(loop)) {}

PosixProcessRunner::~PosixProcessRunner() = default;

Result<std::unique_ptr<PosixProcessRunner>> PosixProcessRunner::Create(
    const Options& options) {
  XB_ASSIGN(std::unique_ptr<Loop> loop, Loop::Create(options));
  return std::unique_ptr<PosixProcessRunner>(
      new PosixProcessRunner(std::move(loop)));
}

Status PosixProcessRunner::Start(uint32_t token, const ProcessSpec& spec) {
  return loop_->Start(token, spec);
}

WaitEvent PosixProcessRunner::Wait(std::vector<ProcessResult>* finished,
                                   int64_t deadline_ns) {
  return loop_->Wait(finished, deadline_ns);
}

void PosixProcessRunner::WatchTokens(JobserverClient* client) {
  loop_->WatchTokens(client);
}

size_t PosixProcessRunner::running() const { return loop_->running(); }

void PosixProcessRunner::KillAll(int signal) { loop_->KillAll(signal); }

}  // namespace xb
