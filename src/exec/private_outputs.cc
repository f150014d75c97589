// SPDX-License-Identifier: Apache-2.0
#include "exec/private_outputs.h"

#include <string>
#include <utility>

#include "os/temporary_file.h"

namespace xb {

Status PrivateOutputs::Start(Action action) {
  for (const std::string& output : action.outputs) {
    XB_TRY(TakeFromHardLinks(output));
  }
  return inner_.Start(std::move(action));
}

}  // namespace xb
