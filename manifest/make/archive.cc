// SPDX-License-Identifier: Apache-2.0
// Members of archives: their times stand in headers of 60 bytes, as text.
#include <charconv>
#include <functional>
#include <string>

#include "manifest/make/file_names.h"
#include "manifest/make/implicit_search.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

constexpr std::string_view kMagic = "!<arch>\n";
constexpr size_t kHeader = 60;
constexpr int64_t kSecond = 1000000000;

int64_t ParseField(std::string_view field) {
  int64_t value = 0;
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

// Where the header of a member stands in the archive; npos if nowhere.
size_t FindMember(std::string_view archive, std::string_view member) {
  if (!archive.starts_with(kMagic)) return std::string_view::npos;
  std::string_view long_names;
  size_t at = kMagic.size();
  while (at + kHeader <= archive.size()) {
    const std::string_view header = archive.substr(at, kHeader);
    const int64_t size = ParseField(header.substr(48, 10));
    if (size < 0 || static_cast<size_t>(size) > archive.size()) break;
    std::string_view name = TrimEnd(header.substr(0, 16));
    const std::string_view body = archive.substr(at + kHeader);
    if (name == "//") {
      long_names = body.substr(0, static_cast<size_t>(size));
    } else if (name.size() > 1 && name[0] == '/' && name[1] >= '0' &&
               name[1] <= '9') {
      const auto from = static_cast<size_t>(ParseField(name.substr(1)));
      if (from < long_names.size()) {
        name = long_names.substr(from);
        name = name.substr(0, name.find_first_of("/\n"));
      }
    } else if (name.size() > 1 && name.ends_with('/')) {
      name.remove_suffix(1);
    }
    if (name == member) return at;
    at += kHeader + static_cast<size_t>(size) + (size & 1);
  }
  return std::string_view::npos;
}

// The header of the member in the text of its archive.
size_t Locate(Disk& disk, const ArchiveName& name, std::string* text) {
  auto read = disk.Read(name.archive);
  if (!read.ok() || !read.value()) return std::string::npos;
  *text = std::move(*read.value());
  return FindMember(*text, name.member);
}

}  // namespace

FileTime ArchiveMemberTime(Disk& disk, std::string_view name) {
  std::string text;
  const size_t at = Locate(disk, SplitArchiveName(name), &text);
  if (at == std::string::npos) return kMissingTime;
  const int64_t seconds =
      ParseField(std::string_view(text).substr(at + 16, 12));
  // Zero is what a deterministic archive holds: nobody knows when it was made,
  // and make takes it for missing.
  return seconds <= 0 ? kMissingTime : seconds * kSecond;
}

bool TouchArchiveMember(Disk& disk, std::string_view name, int64_t seconds) {
  const ArchiveName parts = SplitArchiveName(name);
  std::string text;
  const size_t at = Locate(disk, parts, &text);
  if (at == std::string::npos) return false;
  std::string field = std::to_string(seconds);
  field.resize(12, ' ');
  text.replace(at + 16, 12, field);
  return disk.Write(parts.archive, text).ok();
}

}  // namespace xb::make
