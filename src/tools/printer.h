// SPDX-License-Identifier: Apache-2.0
// Printer gathers the text of a tool and writes it in large pieces; what is
// left goes out when it dies.  The rest are the lines that tools print about
// themselves.  Loop thread only.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "status/output_stream.h"
#include "tools/tool.h"

namespace xb {

class Printer {
 public:
  explicit Printer(OutputStream& stream) : stream_(stream) {}
  ~Printer() { Flush(); }
  Printer(const Printer&) = delete;
  Printer& operator=(const Printer&) = delete;

  template <typename... Pieces>
  void Print(const Pieces&... pieces) {
    (text_.append(std::string_view(pieces)), ...);
    if (text_.size() >= kPiece) Flush();
  }
  void Flush() {
    if (!text_.empty()) stream_.Write(text_);
    text_.clear();
  }

 private:
  static constexpr size_t kPiece = 64 << 10;

  OutputStream& stream_;
  std::string text_;
};

// `PROGRAM: error: ...` and `PROGRAM: warning: ...`, for what does not end the
// tool.
void PrintError(ToolContext& context, const Error& error);
void PrintWarning(ToolContext& context, std::string_view text);
// The error as people read it, without a name before it.
std::string Describe(const ToolContext& context, const Error& error);

}  // namespace xb
