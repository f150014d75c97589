// SPDX-License-Identifier: Apache-2.0
// RunRecorder writes down what a run of make sees, says and does, so that the
// next one can tell that it would do the same.  It stops at the first thing
// that could not simply be done again, and knows then what that was.  When a
// run has begun as a repetition of an earlier one and turned out to be another,
// the recorder holds what was said and run meanwhile, so that nothing is said
// or run twice.  Owned by whoever owns the streams; loop thread only.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/make/evaluation.h"
#include "manifest/make/variables.h"
#include "manifest/make/world.h"
#include "os/disk.h"
#include "remake/environment_view.h"
#include "remake/run_facts.h"
#include "status/output_stream.h"

namespace xb {

class RunRecorder {
 public:
  RunRecorder() = default;
  RunRecorder(const RunRecorder&) = delete;
  RunRecorder& operator=(const RunRecorder&) = delete;

  // --- What is to be recorded ---

  // `environment`: that of this run; it must outlive the recorder's use.
  void Start(const EnvironmentView* environment);
  bool is_on() const { return is_on_; }
  // Something happened that cannot be told again; the first reason is kept, and
  // where in a Makefile it is, if one is being read.
  void Stop(const std::string& reason);
  const std::string& reason() const { return reason_; }
  // Whose variables commands get.  It notes what of the environment they read;
  // null before its end.
  void Follow(make::Evaluation* evaluation);
  // How makes below reach the pool of jobs: it may be another one next time.
  void set_jobserver(const std::string& auth) { jobserver_ = auth; }
  const std::string& jobserver() const { return jobserver_; }
  // The names that it knows; before its end.
  void TakeNames();

  void SawTime(std::string_view path, int64_t mtime_ns);  // -1: it failed
  void SawFile(std::string_view path, const FileStat& stat);
  void SawListing(const std::string& directory,
                  const std::vector<std::string>& names);
  void SawName(const std::string& path, bool exists);
  void SawRealPath(const std::string& path,
                   const std::optional<std::string>& real);
  void SawHome(const std::string& user, const std::optional<std::string>& home);
  void SawSystem(const std::string& name) { facts_.system = name; }
  void Said(bool is_error, std::string_view text);
  void RanShell(const std::vector<std::string>& words,
                const make::EnvironmentList& environment,
                const make::ShellAnswer& answer, bool is_pure);
  void StartedMake(const std::vector<std::string>& words,
                   const make::EnvironmentList& environment,
                   make::Target* target);
  void NoteRead(std::string_view name);

  const RunFacts& facts() const { return facts_; }
  RunFacts& facts() { return facts_; }
  const EnvironmentView& environment() const { return *environment_; }

  // --- What a repetition has done before it was given up ---

  void DidSay(bool is_error, std::string_view text);
  void DidRun(const std::vector<std::string>& words,
              const make::EnvironmentList& environment,
              make::ShellAnswer answer);
  // How much of `text` was said already; said things count once.
  size_t TakeSaid(bool is_error, std::string_view text);
  std::optional<make::ShellAnswer> TakeAnswer(
      const std::vector<std::string>& words,
      const make::EnvironmentList& environment);

 private:
  struct Answer {
    std::vector<std::string> words;
    make::EnvironmentList environment;
    make::ShellAnswer answer;
  };

  uint32_t AddPath(std::string_view path);
  EnvironmentChange ChangeOf(const make::EnvironmentList& environment,
                             const make::Target* target);

  bool is_on_ = false;
  std::string reason_;
  RunFacts facts_;
  const EnvironmentView* environment_ = nullptr;
  make::Evaluation* evaluation_ = nullptr;
  make::Variables::Reads reads_;
  std::string jobserver_;
  std::string said_out_;
  std::string said_err_;
  std::deque<Answer> answers_;
};

// While it lives, a recorder (or null) follows an evaluation.
class FollowedEvaluation {
 public:
  FollowedEvaluation(RunRecorder* recorder, make::Evaluation* evaluation)
      : recorder_(recorder) {
    if (recorder_ != nullptr) recorder_->Follow(evaluation);
  }
  ~FollowedEvaluation() {
    if (recorder_ != nullptr) recorder_->Follow(nullptr);
  }
  FollowedEvaluation(const FollowedEvaluation&) = delete;
  FollowedEvaluation& operator=(const FollowedEvaluation&) = delete;

 private:
  RunRecorder* const recorder_;
};

// For the pool of jobs in the texts of an EnvironmentChange.
inline constexpr char kJobserverMark = '\x01';

// Writes to another stream what was not said before, and records it.
class RecordedStream final : public OutputStream {
 public:
  RecordedStream(RunRecorder& recorder, OutputStream& stream, bool is_error)
      : recorder_(recorder), stream_(stream), is_error_(is_error) {}
  void Write(std::string_view bytes) override;
  // What an earlier run has said; it is not said twice.
  void Repeat(std::string_view bytes);

 private:
  RunRecorder& recorder_;
  OutputStream& stream_;
  const bool is_error_;
};

// A recorder, and the streams that go through it.
struct RecordedRun {
  RecordedRun(OutputStream& to_out, OutputStream& to_err)
      : out(recorder, to_out, false), err(recorder, to_err, true) {}

  RunRecorder recorder;
  RecordedStream out;
  RecordedStream err;
};

}  // namespace xb
