// SPDX-License-Identifier: Apache-2.0
// What `make --help` and `make --version` say.
#pragma once

#include <string>

namespace xb {

std::string MakeUsage(const std::string& program);
// The first line names GNU Make: configure scripts look for it.
std::string MakeVersion();

}  // namespace xb
