// SPDX-License-Identifier: Apache-2.0
// TempDir is an empty directory for one test, removed with all it holds.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "base/check.h"

namespace xb {

class TempDir {
 public:
  TempDir() {
    path_ =
        (std::filesystem::temp_directory_path() / "xb-test-XXXXXX").string();
    XB_CHECK(mkdtemp(path_.data()) != nullptr);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const {
    return path_ + "/" + name;
  }

 private:
  std::string path_;
};

}  // namespace xb
