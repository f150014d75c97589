// SPDX-License-Identifier: Apache-2.0
// Small functions on text that more than one folder needs: escaping for a
// shell or JSON, splitting, numbers.  Pure functions, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xb {

// Appends `word` as one word of a POSIX shell: as it is when it consists of
// A-Z a-z 0-9 _ + - . / only, else in single quotes.
void AppendShellEscaped(std::string_view word, std::string* to);
std::string ShellEscape(std::string_view word);

// The inside of a JSON string; the caller writes the quotes.  Bytes above
// 0x7f pass unchanged.
std::string JsonEscape(std::string_view text);

// The pieces between the separators, empty ones too; never an empty list.
// The pieces are views into `text`.
std::vector<std::string_view> Split(std::string_view text, char separator);

// True for one or more ASCII digits and nothing else.
bool IsDigits(std::string_view text);

// A decimal number without sign that is the whole of `text` and fits.
std::optional<uint64_t> ParseUint64(std::string_view text);

}  // namespace xb
