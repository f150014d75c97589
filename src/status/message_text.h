// SPDX-License-Identifier: Apache-2.0
// The line a Message becomes.  Pure function.
#pragma once

#include <string>
#include <string_view>

#include "status/event.h"

namespace xb {

inline std::string MessageText(std::string_view program, const Message& event) {
  std::string text(program);
  switch (event.kind) {
    case Message::Kind::kInfo:
      text += ": ";
      break;
    case Message::Kind::kWarning:
      text += ": warning: ";
      break;
    case Message::Kind::kError:
      text += ": error: ";
      break;
  }
  return text.append(event.text).append("\n");
}

}  // namespace xb
