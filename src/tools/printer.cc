// SPDX-License-Identifier: Apache-2.0
#include "tools/printer.h"

namespace xb {

std::string Describe(const ToolContext& context, const Error& error) {
  return context.describe == nullptr ? error.message : context.describe(error);
}

void PrintError(ToolContext& context, const Error& error) {
  context.err.Write(context.program + ": error: " + Describe(context, error) +
                    "\n");
}

void PrintWarning(ToolContext& context, std::string_view text) {
  context.err.Write(context.program + ": warning: " + std::string(text) + "\n");
}

}  // namespace xb
