// SPDX-License-Identifier: Apache-2.0
// The headers of a tar archive of regular files (POSIX ustar), as much of it
// as an exported cache needs.  Pure functions, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xb {

inline constexpr size_t kTarBlock = 512;
// The largest size that the 11 octal digits of a header can tell.
inline constexpr uint64_t kMaxTarSize = (uint64_t{1} << 33) - 1;

struct TarEntry {
  std::string name;
  uint64_t size = 0;
  bool is_file = true;  // false for a directory
};

// nullopt when the name or the size does not fit.
std::optional<std::string> EncodeTarHeader(std::string_view name,
                                           uint64_t size);

// nullopt for what is no header, or of something that is neither a file nor a
// directory.  A block of zeros is no header: it ends the archive.
std::optional<TarEntry> DecodeTarHeader(std::string_view block);

// Bytes between the end of a file of `size` bytes and the next header.
size_t TarPadding(uint64_t size);

}  // namespace xb
