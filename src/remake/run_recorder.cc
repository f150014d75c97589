// SPDX-License-Identifier: Apache-2.0
#include "remake/run_recorder.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "remake/state_directory.h"

namespace xb {
namespace {

// A run that looks at more is not worth a file of that size.
constexpr size_t kMaxPaths = size_t{1} << 30;

std::string NameOf(const std::string& entry) {
  return entry.substr(0, entry.find('='));
}

std::string Marked(std::string entry, const std::string& jobserver) {
  const size_t at =
      jobserver.empty() ? std::string::npos : entry.find(jobserver);
  if (at != std::string::npos) {
    entry.replace(at, jobserver.size(), 1, kJobserverMark);
  }
  return entry;
}

size_t CommonPrefix(std::string_view a, std::string_view b) {
  const size_t most = std::min(a.size(), b.size());
  size_t length = 0;
  while (length < most && a[length] == b[length]) ++length;
  return length;
}

}  // namespace

uint64_t HashNames(std::vector<std::string> names) {
  std::erase(names, kStateDirectory);
  std::sort(names.begin(), names.end());
  std::string all;
  // No name has a NUL in it.
  for (const std::string& name : names) all.append(name).push_back('\0');
  return Xxh3(all);
}

void RunRecorder::Start(const EnvironmentView* environment) {
  is_on_ = true;
  environment_ = environment;
}

void RunRecorder::Stop(const std::string& reason) {
  if (!is_on_) return;
  is_on_ = false;
  reason_ = reason;
  if (evaluation_ != nullptr) {
    const make::Place& place = evaluation_->expander().blamed_place();
    if (place.is_known()) reason_ = make::PlacePrefix(place, "") + reason;
  }
  facts_ = RunFacts();
  if (evaluation_ != nullptr) evaluation_->variables().NoteReads(nullptr);
}

void RunRecorder::Follow(make::Evaluation* evaluation) {
  if (evaluation_ != nullptr) evaluation_->variables().NoteReads(nullptr);
  evaluation_ = evaluation;
  if (is_on_ && evaluation != nullptr) {
    evaluation->variables().NoteReads(&reads_);
  }
}

void RunRecorder::TakeNames() {
  if (is_on_ && reads_.all) Stop("$(.VARIABLES) lists the environment");
  if (!is_on_ || evaluation_ == nullptr) return;
  for (const std::string& name : reads_.names) {
    facts_.variables.push_back({name, environment_->Find(name)});
  }
  const bool runs_others =
      std::any_of(facts_.events.begin(), facts_.events.end(),
                  [](const RunEvent& event) { return !event.words.empty(); });
  // What is said to commands depends on which of them are inherited.
  if (!runs_others) return;
  for (const auto& [name, variable] : evaluation_->variables().global()) {
    if (variable.origin == make::Origin::kAutomatic) continue;
    facts_.known_names.push_back({name, environment_->Find(name).has_value()});
  }
}

void RunRecorder::NoteRead(std::string_view name) {
  reads_.names.emplace(name);
}

uint32_t RunRecorder::AddPath(std::string_view path) {
  const size_t offset = facts_.paths.size();
  if (offset + path.size() > kMaxPaths) {
    Stop("it looks at too many files");
    return 0;
  }
  facts_.paths += path;
  return static_cast<uint32_t>(offset);
}

void RunRecorder::SawTime(std::string_view path, int64_t mtime_ns) {
  if (!is_on_) return;
  const auto size = static_cast<uint32_t>(path.size());
  const uint32_t offset = AddPath(path);
  if (!is_on_) return;
  if (mtime_ns == 0) {
    facts_.missing.push_back({offset, size});
    return;
  }
  FileStat stat;
  stat.mtime_ns = mtime_ns;
  facts_.files.push_back({offset, size, stat});
}

void RunRecorder::SawFile(std::string_view path, const FileStat& stat) {
  if (!stat.exists()) return SawTime(path, 0);
  if (!is_on_) return;
  const uint32_t offset = AddPath(path);
  if (!is_on_) return;
  facts_.files.push_back({offset, static_cast<uint32_t>(path.size()), stat});
}

void RunRecorder::SawListing(const std::string& directory,
                             const std::vector<std::string>& names) {
  if (!is_on_) return;
  facts_.listings.push_back({directory, HashNames(names)});
}

void RunRecorder::SawName(const std::string& path, bool exists) {
  if (is_on_) facts_.names.push_back({path, exists});
}

void RunRecorder::SawRealPath(const std::string& path,
                              const std::optional<std::string>& real) {
  if (is_on_) facts_.real_paths.push_back({path, real});
}

void RunRecorder::SawHome(const std::string& user,
                          const std::optional<std::string>& home) {
  if (!is_on_) return;
  facts_.homes.push_back({user, home});
  if (user.empty()) NoteRead("HOME");
}

void RunRecorder::Said(bool is_error, std::string_view text) {
  if (!is_on_ || text.empty()) return;
  const RunEvent::Kind kind =
      is_error ? RunEvent::Kind::kErr : RunEvent::Kind::kOut;
  if (facts_.events.empty() || facts_.events.back().kind != kind) {
    facts_.events.push_back({.kind = kind});
  }
  facts_.events.back().text += text;
}

EnvironmentChange RunRecorder::ChangeOf(
    const make::EnvironmentList& environment, const make::Target* target) {
  EnvironmentChange change;
  std::unordered_set<std::string> names;
  for (const std::string& entry : environment) {
    const std::string name = NameOf(entry);
    names.insert(name);
    if (evaluation_ != nullptr && evaluation_->HandsOn(target, name)) continue;
    NoteRead(name);
    change.set.push_back(Marked(entry, jobserver_));
  }
  for (const auto& [name, value] : environment_->values()) {
    if (!names.contains(name)) change.unset.push_back(name);
  }
  return change;
}

void RunRecorder::RanShell(const std::vector<std::string>& words,
                           const make::EnvironmentList& environment,
                           const make::ShellAnswer& answer, bool is_pure) {
  if (!is_on_) return;
  facts_.events.push_back({.kind = RunEvent::Kind::kShell,
                           .text = answer.output,
                           .words = words,
                           .environment = ChangeOf(environment, nullptr),
                           .exit_status = answer.exit_status,
                           .error = answer.error,
                           .is_pure = is_pure});
}

void RunRecorder::StartedMake(const std::vector<std::string>& words,
                              const make::EnvironmentList& environment,
                              make::Target* target) {
  if (!is_on_) return;
  facts_.events.push_back({.kind = RunEvent::Kind::kMake,
                           .text = {},
                           .words = words,
                           .environment = ChangeOf(environment, target)});
}

void RunRecorder::DidSay(bool is_error, std::string_view text) {
  (is_error ? said_err_ : said_out_) += text;
}

void RunRecorder::DidRun(const std::vector<std::string>& words,
                         const make::EnvironmentList& environment,
                         make::ShellAnswer answer) {
  answers_.push_back({words, environment, std::move(answer)});
}

size_t RunRecorder::TakeSaid(bool is_error, std::string_view text) {
  std::string& said = is_error ? said_err_ : said_out_;
  if (said.empty()) return 0;
  const size_t common = CommonPrefix(said, text);
  if (common == text.size()) {
    said.erase(0, common);
  } else {
    // From here on it says something else.
    said.clear();
  }
  return common;
}

std::optional<make::ShellAnswer> RunRecorder::TakeAnswer(
    const std::vector<std::string>& words,
    const make::EnvironmentList& environment) {
  if (answers_.empty()) return std::nullopt;
  Answer& next = answers_.front();
  if (next.words != words || next.environment != environment) {
    answers_.clear();
    return std::nullopt;
  }
  make::ShellAnswer answer = std::move(next.answer);
  answers_.pop_front();
  return answer;
}

void RecordedStream::Repeat(std::string_view bytes) {
  if (bytes.empty()) return;
  recorder_.DidSay(is_error_, bytes);
  stream_.Write(bytes);
}

void RecordedStream::Write(std::string_view bytes) {
  recorder_.Said(is_error_, bytes);
  const size_t said = recorder_.TakeSaid(is_error_, bytes);
  if (said < bytes.size()) stream_.Write(bytes.substr(said));
}

}  // namespace xb
