// SPDX-License-Identifier: Apache-2.0
// -t urtle
#include "tools/tool_functions.h"

namespace xb {

Result<int> RunTurtle(ToolContext& context, ToolArguments) {
  context.out.Write(R"(
                ____
            _.-'_  _'-._         __
         .-'  _/ \/ \_  '-.    .'o '.
       .'   _/ \_/\_/ \_   '. /      )
      /____/_\_/_\/_\_/_\____V   ___/
      \___________________________)
        /__/ |__|    /__/ |__|

)");
  return 0;
}

}  // namespace xb
