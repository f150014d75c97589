// SPDX-License-Identifier: Apache-2.0
#include "cli/parallelism.h"

#include <utility>

#include "cli/flags.h"
#include "os/environment.h"
#include "os/system.h"

namespace xb {

int JobsOf(const Settings& settings) {
  return *settings.jobs == kJobsNotDecided ? DefaultJobs(ProcessorCount())
                                           : *settings.jobs;
}

Result<std::string> Parallelism::SetUp(const Settings& settings,
                                       bool may_serve) {
  jobs_ = JobsOf(settings);
  const std::string makeflags = GetEnv("MAKEFLAGS").value_or("");
  std::string warning;
  // A -j of one's own leaves the jobserver, as it does with make.  What files
  // and variables say counts for many builds, also for those below others.
  if (settings.jobs.origin != Origin::kFlag) {
    JobserverClient::Opened opened = JobserverClient::Open(makeflags);
    client_ = std::move(opened.client);
    warning = std::move(opened.warning);
    if (client_ != nullptr) {
      jobs_ = kUnlimited;
      return warning;
    }
  }
  if (!may_serve || jobs_ == kUnlimited || jobs_ < 2) return warning;
  XB_ASSIGN(server_, JobserverServer::Create(jobs_));
  XB_ASSIGN(client_, server_->MakeClient());
  SetEnv("MAKEFLAGS", server_->Makeflags(makeflags));
  return warning;
}

}  // namespace xb
