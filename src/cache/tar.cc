// SPDX-License-Identifier: Apache-2.0
#include "cache/tar.h"

#include <cstring>

namespace xb {
namespace {

struct Header {
  char name[100];
  char mode[8];
  char uid[8];
  char gid[8];
  char size[12];
  char mtime[12];
  char checksum[8];
  char type;
  char link[100];
  char magic[6];
  char version[2];
  char user[32];
  char group[32];
  char device_major[8];
  char device_minor[8];
  char prefix[155];
  char unused[12];
};
static_assert(sizeof(Header) == kTarBlock);

constexpr char kFile = '0';
constexpr char kOldFile = '\0';
constexpr char kDirectory = '5';

// Octal digits that fill the field but for a NUL at its end.
void PutOctal(uint64_t value, char* field, size_t size) {
  field[size - 1] = '\0';
  for (size_t i = size - 1; i-- > 0; value >>= 3) {
    field[i] = static_cast<char>('0' + (value & 7));
  }
}

// Octal digits, then spaces or NULs only.
std::optional<uint64_t> TakeOctal(const char* field, size_t size) {
  uint64_t value = 0;
  size_t i = 0;
  for (; i < size && field[i] >= '0' && field[i] <= '7'; ++i) {
    value = value * 8 + static_cast<uint64_t>(field[i] - '0');
  }
  if (i == 0) return std::nullopt;
  for (; i < size; ++i) {
    if (field[i] != ' ' && field[i] != '\0') return std::nullopt;
  }
  return value;
}

// Of all bytes, those of the sum itself as spaces.
uint64_t ChecksumOf(Header header) {
  std::memset(header.checksum, ' ', sizeof header.checksum);
  unsigned char bytes[kTarBlock];
  std::memcpy(bytes, &header, sizeof bytes);
  uint64_t sum = 0;
  for (const unsigned char byte : bytes) sum += byte;
  return sum;
}

template <size_t N>
std::string_view TextOf(const char (&field)[N]) {
  return {field, strnlen(field, N)};
}

}  // namespace

std::optional<std::string> EncodeTarHeader(std::string_view name,
                                           uint64_t size) {
  Header header;
  std::memset(&header, 0, sizeof header);
  if (size > kMaxTarSize || name.empty()) return std::nullopt;
  std::string_view prefix;
  if (name.size() > sizeof header.name) {
    const size_t cut = name.find_last_of('/');
    if (cut == std::string_view::npos) return std::nullopt;
    prefix = name.substr(0, cut);
    name = name.substr(cut + 1);
  }
  if (name.empty() || name.size() > sizeof header.name ||
      prefix.size() > sizeof header.prefix) {
    return std::nullopt;
  }
  name.copy(header.name, name.size());
  prefix.copy(header.prefix, prefix.size());
  PutOctal(0600, header.mode, sizeof header.mode);
  PutOctal(0, header.uid, sizeof header.uid);
  PutOctal(0, header.gid, sizeof header.gid);
  PutOctal(size, header.size, sizeof header.size);
  PutOctal(0, header.mtime, sizeof header.mtime);
  header.type = kFile;
  std::memcpy(header.magic, "ustar", sizeof header.magic);
  std::memcpy(header.version, "00", sizeof header.version);
  PutOctal(ChecksumOf(header), header.checksum, sizeof header.checksum - 1);
  header.checksum[7] = ' ';
  return std::string(reinterpret_cast<const char*>(&header), sizeof header);
}

std::optional<TarEntry> DecodeTarHeader(std::string_view block) {
  Header header;
  if (block.size() != sizeof header) return std::nullopt;
  std::memcpy(&header, block.data(), sizeof header);
  const auto checksum = TakeOctal(header.checksum, sizeof header.checksum);
  const auto size = TakeOctal(header.size, sizeof header.size);
  if (!checksum || *checksum != ChecksumOf(header) || !size ||
      TextOf(header.magic).substr(0, 5) != "ustar") {
    return std::nullopt;
  }
  const bool is_file = header.type == kFile || header.type == kOldFile;
  if (!is_file && header.type != kDirectory) return std::nullopt;
  TarEntry entry;
  entry.name = TextOf(header.prefix);
  if (!entry.name.empty()) entry.name += '/';
  entry.name += TextOf(header.name);
  entry.size = is_file ? *size : 0;
  entry.is_file = is_file;
  return entry;
}

size_t TarPadding(uint64_t size) {
  return static_cast<size_t>((kTarBlock - size % kTarBlock) % kTarBlock);
}

}  // namespace xb
