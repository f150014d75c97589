// SPDX-License-Identifier: Apache-2.0
// From settings and environment to the store.  Loop thread only.
#pragma once

#include "base/result.h"
#include "config/settings.h"
#include "deps/store.h"

namespace xb {

Result<deps::Store> OpenStore(const StoreSettings& settings);

}  // namespace xb
