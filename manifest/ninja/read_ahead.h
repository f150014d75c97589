// SPDX-License-Identifier: Apache-2.0
// ReadAhead hands out the text of a file as StatementLists, in order.  Those
// of a large file are made by workers, a few lists ahead of what is in use;
// what is in the lists does not depend on who made them, nor where the text
// was cut on anything but the text.  Belongs to the parser of the file; on the
// thread of the queue.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "manifest/ninja/statement_list.h"
#include "os/work_queue.h"

namespace xb::ninja {

class ReadAhead {
 public:
  // All must outlive the object, a NUL follows the text.  `workers`: nullptr
  // when there are none.  A list is of about `piece_size` bytes of text.
  ReadAhead(std::string_view file, std::string_view text, WorkQueue* workers,
            size_t piece_size);

  // Valid until the next call; nullptr at the end of the text.
  const StatementList* Next();

 private:
  struct Reading {
    Piece piece;
    StatementList list;
    // Makes the list.  Ends before what it refers to.
    std::optional<WorkQueue::Task> task;
  };

  void Begin(Reading* reading);
  void Finish(Reading* reading);

  const std::string_view file_;
  const std::string_view text_;
  WorkQueue* const workers_;
  const size_t piece_size_;
  size_t cut_ = 0;  // the end of the last piece that was begun
  // So that memory is used again while it is still in a cache.
  std::vector<std::unique_ptr<Reading>> ring_;
  size_t next_ = 0;
  size_t begun_ = 0;
};

}  // namespace xb::ninja
