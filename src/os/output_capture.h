// SPDX-License-Identifier: Apache-2.0
// OutputCapture keeps what programs print until it is wanted: files without a
// name that stand in for their stdout and stderr.  One owner; loop thread only.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "os/fd.h"

namespace xb {

struct CapturedText {
  std::string out;
  std::string err;  // empty where both went to `out`, in their order
};

class OutputCapture {
 public:
  enum class Streams {
    kLikeOurs,  // together, when our own two are one file
    kTogether,
  };
  static Result<std::unique_ptr<OutputCapture>> Create(Streams streams);

  // Behind all that was printed so far.
  Status AppendOut(std::string_view text);
  Status AppendErr(std::string_view text);
  // All that was printed, and nothing is left.
  Result<CapturedText> Take();

  // For os/ only.
  int out_fd() const { return out_.get(); }
  int err_fd() const { return err_.valid() ? err_.get() : out_.get(); }

 private:
  OutputCapture() = default;

  UniqueFd out_;
  UniqueFd err_;  // none: the same as `out_`
};

// Keeps others that write to the same stdout in pieces, and have such a lock,
// out.  A stdout that cannot be locked keeps nobody out.
class OutputLock {
 public:
  OutputLock();
  ~OutputLock();
  OutputLock(const OutputLock&) = delete;
  OutputLock& operator=(const OutputLock&) = delete;
};

}  // namespace xb
