// SPDX-License-Identifier: Apache-2.0
// Parallelism: how many commands run at once and who decides it: -j, the
// jobserver that xb was started under, or one that xb offers to its commands.
// Loop thread only.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "config/settings.h"
#include "os/jobserver.h"

namespace xb {

// What -j says, or else the processors.
int JobsOf(const Settings& settings);

class Parallelism {
 public:
  // Joins or opens the jobserver; as xb's own, MAKEFLAGS of the commands names
  // it.  Without `may_serve` none is opened.  Returns a warning; empty = none.
  Result<std::string> SetUp(const Settings& settings, bool may_serve);

  // At most this many commands, or kUnlimited when the jobserver decides.
  int jobs() const { return jobs_; }
  // Null: -j alone decides.
  JobserverClient* client() { return client_.get(); }

 private:
  int jobs_ = 1;
  std::unique_ptr<JobserverServer> server_;
  std::unique_ptr<JobserverClient> client_;
};

}  // namespace xb
