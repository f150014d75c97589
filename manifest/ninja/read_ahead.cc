// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/read_ahead.h"

#include <algorithm>

namespace xb::ninja {
namespace {

// Of pieces for each thread: one that is being read, one to go on with.
constexpr size_t kPiecesPerThread = 2;
// A file of less is read before a thread has started.
constexpr size_t kMinPieces = 4;

}  // namespace

ReadAhead::ReadAhead(std::string_view file, std::string_view text,
                     WorkQueue* workers, size_t piece_size)
    : file_(file),
      text_(text),
      workers_(workers),
      piece_size_(std::max<size_t>(piece_size, 1)) {
  size_t ahead = 0;
  if (workers != nullptr && workers->threads() > 1 &&
      text.size() / piece_size_ >= kMinPieces) {
    ahead = static_cast<size_t>(workers->threads()) * kPiecesPerThread;
  }
  for (size_t i = 0; i < ahead + 1; ++i) {
    ring_.push_back(std::make_unique<Reading>());
  }
}

void ReadAhead::Begin(Reading* reading) {
  const size_t begin = cut_;
  cut_ = text_.size() - begin > piece_size_
             ? FindBuildLine(text_, begin + piece_size_)
             : text_.size();
  reading->piece = {.file = file_, .text = text_, .begin = begin, .end = cut_};
  reading->task.reset();
  if (ring_.size() == 1) return;
  reading->task.emplace(
      *workers_, [reading] { ReadStatements(reading->piece, &reading->list); });
}

const StatementList* ReadAhead::Next() {
  // The list that was handed out last is the one to be made anew.
  while (cut_ < text_.size() && begun_ < next_ + ring_.size()) {
    Begin(ring_[begun_++ % ring_.size()].get());
  }
  if (next_ == begun_) return nullptr;
  Reading* reading = ring_[next_ % ring_.size()].get();
  if (reading->task) {
    Finish(reading);
  } else {
    ReadStatements(reading->piece, &reading->list);
  }
  ++next_;
  return &reading->list;
}

// While somebody else makes the list that is wanted, makes those behind it.
void ReadAhead::Finish(Reading* reading) {
  for (size_t i = next_; i < begun_ && !reading->task->IsDone(); ++i) {
    ring_[i % ring_.size()]->task->TryRun();
  }
  reading->task->Finish();
}

}  // namespace xb::ninja
