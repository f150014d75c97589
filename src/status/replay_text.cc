// SPDX-License-Identifier: Apache-2.0
#include "status/replay_text.h"

#include "base/ansi.h"

namespace xb {

std::string ReplayText(const EdgeReplayed& event, bool color) {
  std::string text = color ? "\x1b[33mREPLAYED: \x1b[0m" : "REPLAYED: ";
  text.append(event.target).append("\n");
  text += color ? std::string(event.output) : StripAnsi(event.output);
  if (!EndsLine(text)) text += '\n';
  if (event.bytes_lost > 0) {
    text += "[" + std::to_string(event.bytes_lost) + " more bytes]\n";
  }
  return text;
}

}  // namespace xb
