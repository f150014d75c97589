// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/includes_ahead.h"

#include <utility>

namespace xb::ninja {
namespace {

// Enough to be worth waking a worker.
constexpr size_t kFilesOfBatch = 4;
// Of batches for each thread: one that is being read, one to go on with.
constexpr size_t kBatchesPerThread = 2;
// Fewer files are read before a thread has started.
constexpr size_t kMinRow = 16;

// The path on the next line, when that is an include line without variables
// and escapes; empty when the row ends.  `rest` begins behind a path.
std::string_view NextPath(std::string_view* rest) {
  size_t at = rest->find_first_not_of(' ');
  if (at == std::string_view::npos || (*rest)[at] != '\n') return {};
  rest->remove_prefix(at + 1);
  for (const std::string_view word : {"subninja ", "include "}) {
    if (!rest->starts_with(word)) continue;
    at = rest->find_first_not_of(' ', word.size());
    if (at == std::string_view::npos) return {};
    const size_t end = rest->find_first_of(" \n\r:|$", at);
    if (end == std::string_view::npos) return {};
    const std::string_view path = rest->substr(at, end - at);
    rest->remove_prefix(end);
    // Behind `$` it would go on.
    return rest->front() == '$' ? std::string_view() : path;
  }
  return {};
}

bool IsLongRow(std::string_view rest) {
  for (size_t i = 0; i < kMinRow; ++i) {
    if (NextPath(&rest).empty()) return false;
  }
  return true;
}

}  // namespace

FileText ReadFileText(Disk& disk, const std::string& path) {
  const Result<FileStat> stat = disk.Stat(path);
  return {.stat = stat.ok() ? stat.value() : FileStat{},
          .text = disk.Read(path)};
}

const IncludedFile& IncludesAhead::Take(const std::string& path,
                                        std::string_view rest) {
  IncludedFile* file = TakeNext(path);
  if (file == nullptr) {
    BeginRow(rest);
    if (single_ == nullptr) single_ = std::make_unique<IncludedFile>();
    file = single_.get();
    file->read.reset();
  }
  if (!file->read) {
    file->has_list = false;
    file->read.emplace(ReadFileText(disk_, path));
  }
  return *file;
}

IncludedFile* IncludesAhead::TakeNext(const std::string& path) {
  if (batch_ < begun_ && next_ == ring_[batch_ % ring_.size()]->count) {
    ++batch_;
    next_ = 0;
    Fill();
  }
  if (batch_ == begun_) return nullptr;
  Batch* const batch = ring_[batch_ % ring_.size()].get();
  if (batch->files[next_].path != path) return nullptr;
  Finish(batch);
  return &batch->files[next_++];
}

void IncludesAhead::BeginRow(std::string_view rest) {
  for (const std::unique_ptr<Batch>& batch : ring_) batch->task.reset();
  batch_ = begun_ = next_ = 0;
  rest_ = rest;
  if (workers_ == nullptr || workers_->threads() == 1 || !IsLongRow(rest)) {
    rest_ = {};
    return;
  }
  const size_t batches =
      static_cast<size_t>(workers_->threads()) * kBatchesPerThread;
  while (ring_.size() < batches) {
    ring_.push_back(std::make_unique<Batch>());
    ring_.back()->files.resize(kFilesOfBatch);
  }
  Fill();
}

void IncludesAhead::Fill() {
  while (begun_ < batch_ + ring_.size()) {
    Batch* const batch = ring_[begun_ % ring_.size()].get();
    batch->task.reset();
    batch->count = 0;
    while (batch->count < kFilesOfBatch) {
      const std::string_view path = NextPath(&rest_);
      if (path.empty()) break;
      batch->files[batch->count++].path = path;
    }
    if (batch->count == 0) {
      rest_ = {};
      return;
    }
    ++begun_;
    batch->task.emplace(*workers_, [this, batch] {
      for (size_t i = 0; i < batch->count; ++i) ReadSmall(&batch->files[i]);
    });
  }
}

// While somebody else reads the batch that is wanted, reads those behind it.
void IncludesAhead::Finish(Batch* batch) {
  for (size_t i = batch_; i < begun_ && !batch->task->IsDone(); ++i) {
    ring_[i % ring_.size()]->task->TryRun();
  }
  batch->task->Finish();
}

void IncludesAhead::ReadSmall(IncludedFile* file) const {
  file->read.reset();
  file->has_list = false;
  const Result<FileStat> stat = disk_.Stat(file->path);
  if (!stat.ok() || !stat.value().is_regular() ||
      stat.value().size > static_cast<int64_t>(small_size_)) {
    return;
  }
  file->read.emplace(
      FileText{.stat = stat.value(), .text = disk_.Read(file->path)});
  const auto& text = file->read->text;
  if (!text.ok() || !text.value() || text.value()->size() > small_size_) return;
  ReadStatements({.file = file->path,
                  .text = *text.value(),
                  .begin = 0,
                  .end = text.value()->size()},
                 &file->list);
  file->has_list = true;
}

}  // namespace xb::ninja
