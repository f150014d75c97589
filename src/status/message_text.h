// SPDX-License-Identifier: Apache-2.0
// The line a Message becomes.  Pure function.
#pragma once

#include <string>
#include <string_view>

#include "status/event.h"

namespace xb {

inline std::string MessageText(std::string_view program, const Message& event) {
  std::string text;
  if (event.kind < Message::Kind::kText) text = program;
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
    case Message::Kind::kText:
    case Message::Kind::kErrorText:
      break;
  }
  return text.append(event.text).append("\n");
}

inline bool IsForErrors(Message::Kind kind) {
  return kind != Message::Kind::kInfo && kind != Message::Kind::kText;
}

}  // namespace xb
