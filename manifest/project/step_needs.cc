// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/step_needs.h"

#include <array>
#include <charconv>
#include <system_error>

namespace xb::project {
namespace {

constexpr auto kOrigins =
    std::to_array<std::string_view>({"env", "file", "command"});
constexpr auto kSharingNames =
    std::to_array<std::string_view>({"shared", "locked", "private"});
constexpr std::string_view kAsVariable = "variable";
constexpr std::string_view kAsFile = "file";
constexpr int kOctal = 8;

// Up to the next colon; false when there is none.
bool TakePart(std::string_view* rest, std::string* part) {
  const size_t colon = rest->find(':');
  if (colon == std::string_view::npos) return false;
  *part = rest->substr(0, colon);
  rest->remove_prefix(colon + 1);
  return true;
}

template <typename Enum, size_t kCount>
bool FindByName(const std::array<std::string_view, kCount>& names,
                std::string_view name, Enum* value) {
  for (size_t i = 0; i < kCount; ++i) {
    if (names[i] != name) continue;
    *value = static_cast<Enum>(i);
    return true;
  }
  return false;
}

}  // namespace

std::string_view NameOf(CacheDirSharing sharing) {
  return kSharingNames[static_cast<size_t>(sharing)];
}

std::string SecretWord(const Secret& secret) {
  std::string word = secret.name;
  word.append(":").append(kOrigins[static_cast<size_t>(secret.origin)]);
  word.append(":").append(secret.as_file ? kAsFile : kAsVariable);
  return word.append(":")
      .append(secret.variable)
      .append(":")
      .append(secret.source);
}

Result<Secret> ParseSecretWord(std::string_view word) {
  Secret secret;
  std::string origin;
  std::string form;
  std::string_view rest = word;
  const bool is_whole = TakePart(&rest, &secret.name) &&
                        TakePart(&rest, &origin) && TakePart(&rest, &form) &&
                        TakePart(&rest, &secret.variable) &&
                        FindByName(kOrigins, origin, &secret.origin);
  if (!is_whole || (form != kAsFile && form != kAsVariable)) {
    return MakeError("`" + std::string(word) + "` describes no secret");
  }
  secret.as_file = form == kAsFile;
  secret.source = rest;
  return secret;
}

std::string CacheDirWord(const CacheDir& directory) {
  std::array<char, 16> mode;
  const auto end = std::to_chars(mode.data(), mode.data() + mode.size(),
                                 directory.mode, kOctal);
  // An owner has a colon itself.
  std::string owner = directory.owner;
  for (char& c : owner) c = c == ':' ? '/' : c;
  std::string word = directory.name;
  word.append(":").append(NameOf(directory.sharing));
  word.append(":").append(mode.data(), end.ptr);
  return word.append(":")
      .append(owner)
      .append(":")
      .append(directory.variable)
      .append(":")
      .append(directory.path);
}

Result<CacheDir> ParseCacheDirWord(std::string_view word) {
  CacheDir directory;
  std::string sharing;
  std::string mode;
  std::string_view rest = word;
  bool is_whole = TakePart(&rest, &directory.name) &&
                  TakePart(&rest, &sharing) && TakePart(&rest, &mode) &&
                  TakePart(&rest, &directory.owner) &&
                  TakePart(&rest, &directory.variable) &&
                  FindByName(kSharingNames, sharing, &directory.sharing);
  const auto parsed = std::from_chars(mode.data(), mode.data() + mode.size(),
                                      directory.mode, kOctal);
  is_whole &=
      parsed.ec == std::errc() && parsed.ptr == mode.data() + mode.size();
  if (!is_whole) {
    return MakeError("`" + std::string(word) +
                     "` describes no cache directory");
  }
  for (char& c : directory.owner) c = c == '/' ? ':' : c;
  directory.path = rest;
  return directory;
}

}  // namespace xb::project
