// SPDX-License-Identifier: Apache-2.0
#include "status/output_stream.h"

namespace xb {

FileOutputStream::FileOutputStream(std::FILE* file) : file_(file) {
  std::setvbuf(file_, nullptr, _IONBF, 0);
}

void FileOutputStream::Write(std::string_view bytes) {
  if (bytes.empty()) return;
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) {
    std::clearerr(file_);
  }
}

}  // namespace xb
