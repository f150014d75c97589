// SPDX-License-Identifier: Apache-2.0
// AnonymousFile is a file in memory that never was on a disk.  While it lives
// it has a name, which processes of the same user can open; it is gone with
// this process, however that ends.  One owner; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "os/fd.h"

namespace xb {

class AnonymousFile {
 public:
  static Result<AnonymousFile> Create(std::string_view content);

  const std::string& path() const { return path_; }
  // What is in it now.
  Result<std::string> Read() const;

 private:
  AnonymousFile(UniqueFd fd, std::string path)
      : fd_(std::move(fd)), path_(std::move(path)) {}

  UniqueFd fd_;
  std::string path_;
};

}  // namespace xb
