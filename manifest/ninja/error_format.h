// SPDX-License-Identifier: Apache-2.0
// How an error with a position is shown: as ninja shows it, byte for byte, or
// with column and hint for people.  Without a position both are the message.
// Pure functions, any thread.
#pragma once

#include <string>

#include "base/result.h"

namespace xb::ninja {

// `file:line: message`, then, if ninja would show it, the line, cut after 72
// bytes, and a caret.  No newline after the caret; one after a message that
// has no caret.
std::string FormatAsNinja(const Error& error);

// `file:line:column: Message; hint`, the line and a caret.  A long line is cut
// on both sides of the place.
std::string FormatForPeople(const Error& error);

}  // namespace xb::ninja
