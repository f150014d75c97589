// SPDX-License-Identifier: Apache-2.0
// IncludesAhead reads the small files of a row of `include` and `subninja`
// lines, and takes them apart, in workers, while those before them are applied.
// What comes of a file does not depend on who has read it.  Belongs to the
// parser of the file that has the lines; on the thread of the queue.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/ninja/statement_list.h"
#include "os/disk.h"
#include "os/work_queue.h"

namespace xb::ninja {

struct FileText {
  FileStat stat;  // from before it was read; missing: not known
  Result<std::optional<std::string>> text;
};
FileText ReadFileText(Disk& disk, const std::string& path);

struct IncludedFile {
  std::string path;
  std::optional<FileText> read;
  // Of the whole text, when there is one and it is small.
  StatementList list;
  bool has_list = false;
};

class IncludesAhead {
 public:
  // Both must outlive the object.  `workers`: nullptr when there are none.  A
  // small file has no more than `small_size` bytes.
  IncludesAhead(Disk& disk, WorkQueue* workers, size_t small_size)
      : disk_(disk), workers_(workers), small_size_(small_size) {}

  // What `path` has, read by now.  `rest`: of the text with the include line,
  // what follows `path` there.  Valid until the next call.
  const IncludedFile& Take(const std::string& path, std::string_view rest);

 private:
  // Files that one worker reads.
  struct Batch {
    std::vector<IncludedFile> files;
    size_t count = 0;  // of them are in use
    // Reads them.  Ends before they do.
    std::optional<WorkQueue::Task> task;
  };

  IncludedFile* TakeNext(const std::string& path);
  void BeginRow(std::string_view rest);
  // Begins batches while there is room and the row goes on.
  void Fill();
  void Finish(Batch* batch);
  void ReadSmall(IncludedFile* file) const;

  Disk& disk_;
  WorkQueue* const workers_;
  const size_t small_size_;
  std::string_view rest_;  // what of the row is in no batch yet
  // So that memory is used again while it is still in a cache.
  std::vector<std::unique_ptr<Batch>> ring_;
  size_t batch_ = 0;  // that is being used
  size_t begun_ = 0;
  size_t next_ = 0;  // file of it
  // For what is in no batch.
  std::unique_ptr<IncludedFile> single_;
};

}  // namespace xb::ninja
