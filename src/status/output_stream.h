// SPDX-License-Identifier: Apache-2.0
// OutputStream is where sinks write; tests put a string in its place.  A sink
// hands over everything it has to say at a moment in one piece.  Loop thread
// only.
#pragma once

#include <cstdio>
#include <string_view>

namespace xb {

class OutputStream {
 public:
  virtual ~OutputStream() = default;
  virtual void Write(std::string_view bytes) = 0;
};

// Writes to a stdio file, without a buffer between: each piece is one write to
// the system and in order with what commands write to the same place.  A reader
// that went away is no reason to stop building, so failures are ignored.
class FileOutputStream final : public OutputStream {
 public:
  // Takes the buffer away from `file`, which must outlive the stream.
  explicit FileOutputStream(std::FILE* file);
  void Write(std::string_view bytes) override;

 private:
  std::FILE* file_;
};

}  // namespace xb
