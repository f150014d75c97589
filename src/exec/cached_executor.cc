// SPDX-License-Identifier: Apache-2.0
#include "exec/cached_executor.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace xb {
namespace {

// Actions that are looked up at a time while all of them are known.
constexpr size_t kLookahead = 64;
// Of these, taken at a time: the workers go on with the others while the
// builder makes use of what it was given.
constexpr size_t kMostTaken = 16;
// Kept at a time: what waits holds what it printed in memory.
constexpr size_t kMostKept = 32;
constexpr int64_t kNow = 0;  // a deadline that has passed

}  // namespace

struct CachedExecutor::Looking {
  JobPointer job;
  bool is_hit = false;
  std::optional<WorkQueue::Task> task;  // last: it uses the others
};

struct CachedExecutor::Keeping {
  CacheStore store;
  std::optional<WorkQueue::Task> task;  // last: it uses the store
};

CachedExecutor::CachedExecutor(const Services& services, Options options)
    : s_(services),
      options_(std::move(options)),
      lookup_({.cache = services.cache,
               .keys = services.keys,
               .digests = services.digests,
               .disk = services.disk},
              options_.selection, !options_.check) {
  s_.inner.SetBeginListener([this](uint32_t token) { TellBegin(token); });
}

CachedExecutor::~CachedExecutor() { Finish(); }

size_t CachedExecutor::running() const {
  return s_.inner.running() + queue_.size() + looking_.size() + waiting_.size();
}

size_t CachedExecutor::lookahead() const { return is_streak_ ? kLookahead : 0; }

bool CachedExecutor::CanStart() {
  // What is known to need a process goes first.
  if (!waiting_.empty()) return false;
  return is_streak_ || s_.inner.CanStart();
}

bool CachedExecutor::Defers(const Action& action) const {
  return action.may_be_cached && !action.console && !action.outputs.empty() &&
         options_.selection.Asks(action.rule, action.outputs[0]);
}

Status CachedExecutor::Start(Action action) {
  auto job = std::make_unique<CacheJob>();
  job->is_asked = Defers(action);
  job->action = std::move(action);
  if (job->is_asked) {
    queue_.push_back(std::move(job));
    return Ok();
  }
  if (!waiting_.empty() || !s_.inner.CanStart()) {
    waiting_.push_back(std::move(job));
    return Ok();
  }
  const uint32_t token = job->action.token;
  job->commands_ended = commands_ended_;
  XB_TRY(s_.inner.Start(job->action));
  running_[token] = std::move(job);
  return Ok();
}

WaitEvent CachedExecutor::Wait(std::vector<Outcome>* finished,
                               int64_t deadline_ns) {
  const size_t before = finished->size();
  BeginLookUps();
  TakeLookedUp(finished);
  StartWaiting(finished);
  Reap(false);
  const size_t from_cache = finished->size();
  const bool has_some = from_cache > before;
  // Those that are looked up meanwhile must not wait for a command.
  const bool is_urgent = has_some || !looking_.empty();
  const WaitEvent event =
      s_.inner.Wait(finished, is_urgent ? kNow : deadline_ns);
  for (size_t i = from_cache; i < finished->size(); ++i) {
    AfterRun(&(*finished)[i]);
  }
  if (event.reason == WakeReason::kInterrupted) {
    DropWaiting();
    return event;
  }
  if (has_some && event.reason == WakeReason::kDeadline) {
    return {.reason = WakeReason::kFinished};
  }
  return event;
}

void CachedExecutor::KillAll(int signal) {
  DropWaiting();
  s_.inner.KillAll(signal);
}

void CachedExecutor::DropWaiting() {
  queue_.clear();
  looking_.clear();
  waiting_.clear();
}

void CachedExecutor::BeginLookUps() {
  if (queue_.empty()) return;
  std::vector<JobPointer> jobs = std::move(queue_);
  queue_.clear();
  const auto now_ns = s_.file_clock.NowNs();
  if (!now_ns.ok()) {
    // Nobody could say which inputs changed since.
    for (JobPointer& job : jobs) waiting_.push_back(std::move(job));
    return;
  }
  const int64_t start_ns = s_.clock.NowNs();
  for (JobPointer& job : jobs) {
    job->now_ns = now_ns.value();
    job->outcome.start_ns = start_ns;
    auto looking = std::make_unique<Looking>();
    looking->job = std::move(job);
    Looking* const target = looking.get();
    looking->task.emplace(s_.workers, [this, target] {
      target->is_hit = lookup_.Run(target->job.get());
    });
    looking_.push_back(std::move(looking));
  }
}

void CachedExecutor::AwaitFirst() {
  const auto try_one = [this] {
    return std::any_of(looking_.begin(), looking_.end(),
                       [](const auto& other) { return other->task->TryRun(); });
  };
  while (!looking_.front()->task->IsDone()) {
    // What nobody has begun is done here, until all are others' work.
    if (!try_one()) looking_.front()->task->Finish();
  }
}

void CachedExecutor::TakeLookedUp(std::vector<Outcome>* finished) {
  for (size_t i = 0; i < kMostTaken && !looking_.empty(); ++i) {
    AwaitFirst();
    JobPointer job = std::move(looking_.front()->job);
    const bool is_hit = looking_.front()->is_hit && !options_.check;
    looking_.pop_front();
    // One miss is seldom alone.
    is_streak_ = is_hit;
    if (is_hit) {
      TakeHit(job.get(), finished);
    } else {
      TakeMiss(std::move(job));
    }
  }
}

void CachedExecutor::TakeHit(CacheJob* job, std::vector<Outcome>* finished) {
  Outcome& outcome = job->outcome;
  outcome.token = job->action.token;
  outcome.from_cache = true;
  written_ += job->written;
  outcome.end_ns = s_.clock.NowNs();
  MarkMade(job->prepared.outputs);
  job->use.saved_ms = static_cast<uint64_t>(job->result.duration_ms);
  Note(*job, job->use);
  finished->push_back(std::move(outcome));
}

void CachedExecutor::TakeMiss(JobPointer job) {
  if (!job->problem.empty()) WarnOnce(job->problem);
  job->commands_ended = commands_ended_;
  waiting_.push_back(std::move(job));
}

void CachedExecutor::StartWaiting(std::vector<Outcome>* finished) {
  while (!waiting_.empty() &&
         s_.inner.running() < static_cast<size_t>(options_.jobs) &&
         s_.inner.CanStart()) {
    JobPointer job = std::move(waiting_.front());
    waiting_.pop_front();
    const uint32_t token = job->action.token;
    job->commands_ended = commands_ended_;
    if (const Status started = s_.inner.Start(job->action); !started.ok()) {
      Outcome outcome;
      outcome.token = token;
      outcome.exit_status = 1;
      outcome.output = "cannot be run: " + started.error().message + "\n";
      outcome.start_ns = outcome.end_ns = s_.clock.NowNs();
      finished->push_back(std::move(outcome));
      continue;
    }
    running_[token] = std::move(job);
  }
}

void CachedExecutor::MarkMade(const std::vector<std::string>& outputs) {
  ++commands_ended_;
  for (const std::string& output : outputs) {
    s_.keys.SetMade(output, commands_ended_);
  }
}

void CachedExecutor::AfterRun(Outcome* outcome) {
  auto node = running_.extract(outcome->token);
  XB_CHECK(!node.empty());
  JobPointer job = std::move(node.mapped());
  const bool is_prepared = !job->prepared.outputs.empty();
  MarkMade(is_prepared ? job->prepared.outputs : job->action.outputs);
  if (!job->is_asked) return;
  if (!job->prepared.not_cached_because.empty()) {
    Note(*job, job->use);
    return;
  }
  const bool is_hit = job->use.kind == CacheUse::Kind::kHit;
  if (is_hit && outcome->success()) Compare(*job, *outcome);
  if (!outcome->success() || outcome->interrupted) {
    CacheUse use = job->use;
    use.kind = CacheUse::Kind::kMissed;
    if (is_hit) job->miss = MissReason::kFailed;
    use.not_kept = "it failed";
    Note(*job, std::move(use));
    return;
  }
  if (is_hit || !s_.cache.can_write()) {
    Note(*job, job->use);
    return;
  }
  Keep(std::move(job), *outcome);
}

void CachedExecutor::Compare(const CacheJob& job, const Outcome& outcome) {
  const std::string& name = job.action.outputs[0];
  const auto tell = [&](const std::string& what) {
    counters_.Add("differences", 1);
    s_.warn("cache check: `" + name + "`: " + what + " differs");
  };
  for (const ActionOutput& output : job.result.outputs) {
    if (output.kind != OutputKind::kFile) continue;
    const auto content = s_.disk.Read(output.path);
    if (!content.ok() || !content.value() ||
        DigestOf(*content.value()) != output.digest) {
      tell("the output `" + output.path + "`");
    }
  }
  std::string text;
  if (job.result.text.size > 0) {
    text = s_.cache.blobs().Get(job.result.text).value_or("");
    if (job.is_movable) {
      text = s_.keys.base_dirs().Decode(text).value_or("");
    }
  }
  if (text != outcome.output) tell("what was printed");
  if (!job.result.depfile) return;
  const auto depfile = s_.disk.Read(job.action.depfile);
  if (!depfile.ok() || depfile.value() != job.result.depfile) {
    tell("the depfile");
  }
}

void CachedExecutor::Keep(JobPointer job, const Outcome& outcome) {
  auto keeping = std::make_unique<Keeping>();
  CacheStore& store = keeping->store;
  std::string objection;
  for (size_t i = 0; i < job->prepared.outputs.size(); ++i) {
    const std::string& output = job->prepared.outputs[i];
    const auto stat = s_.disk.Stat(output);
    if (stat.ok() && stat.value().exists()) {
      store.outputs.push_back(output);
      store.stats.push_back(stat.value());
    } else if (i < job->action.outputs.size()) {
      objection = "it did not write `" + output + "`";
    }
  }
  const auto now_ns = s_.file_clock.NowNs();
  if (!now_ns.ok() || outcome.started_mtime_ns == 0) {
    objection = "the time of its inputs is not known";
  }
  if (!job->action.depfile.empty()) {
    auto depfile = s_.disk.Read(job->action.depfile);
    if (depfile.ok()) store.depfile = depfile.Take();
  }
  if (!objection.empty()) {
    CacheUse use = job->use;
    use.not_kept = std::move(objection);
    Note(*job, std::move(use));
    return;
  }
  store.text = outcome.output;
  store.duration_ms = (outcome.end_ns - outcome.start_ns) / 1000000;
  store.started_ns = outcome.started_mtime_ns;
  store.now_ns = now_ns.value();
  store.job = std::move(*job);
  CacheStore* const target = &store;
  keeping->task.emplace(
      s_.workers, [this, target] { target->Run(StoreServices(), s_.parsers); });
  keeping_.push_back(std::move(keeping));
}

void CachedExecutor::Reap(bool all) {
  // Where there is no worker nobody else will do it.
  const bool is_alone = s_.workers.threads() == 1;
  while (!keeping_.empty()) {
    Keeping& keeping = *keeping_.front();
    if (all || is_alone || keeping_.size() > kMostKept) {
      keeping.task->Finish();
    } else if (!keeping.task->IsDone()) {
      return;
    }
    CacheStore& store = keeping.store;
    if (!store.problem.empty()) WarnOnce(store.problem);
    written_ += store.written;
    Note(store.job, store.use);
    keeping_.pop_front();
  }
}

void CachedExecutor::Finish() { Reap(true); }

void CachedExecutor::WarnOnce(const std::string& problem) {
  if (has_warned_) return;
  has_warned_ = true;
  s_.warn("the cache is of no use: " + problem);
}

void CachedExecutor::Note(const CacheJob& job, CacheUse use) {
  use.rule = job.action.rule;
  use.missed = NameOf(job.miss);
  CountUse(use, &counters_);
  uses_.push_back(std::move(use));
}

}  // namespace xb
