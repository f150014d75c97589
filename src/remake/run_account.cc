// SPDX-License-Identifier: Apache-2.0
#include "remake/run_account.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "os/disk.h"
#include "os/file_tree.h"
#include "os/system.h"
#include "remake/run_stamp_format.h"
#include "remake/state_directory.h"

namespace xb {
namespace {

constexpr std::string_view kMagic = "xbmakew\n";

// The parts of a key in their order, see RunMemory::KeyOf().  Empty: two calls
// that differ there are not two ways to call one thing.
constexpr auto kKeyParts = std::to_array<std::string_view>(
    {"xb itself is another one", "", "xb is called by another name",
     "the status is shown in another way", "the status is shown in another way",
     "the directory has another name", "another number of jobs is usual", "",
     "--auto-deps came or went",
     "what makes a file out of date is another thing, --freshness",
     "variable `MAKEFLAGS` of the environment has another value",
     "variable `GNUMAKEFLAGS` of the environment has another value",
     "variable `MAKELEVEL` of the environment has another value"});
constexpr size_t kVersionPart = 0;
constexpr size_t kFlagsPart = 10;

}  // namespace

std::string EncodeAccount(const RunAccount& account) {
  std::string body;
  AppendString(account.key, &body);
  AppendString(account.program, &body);
  AppendNumber(static_cast<uint32_t>(account.arguments.size()), &body);
  for (const std::string& argument : account.arguments) {
    AppendString(argument, &body);
  }
  const auto time_s = static_cast<uint64_t>(account.time_s);
  AppendNumber(static_cast<uint32_t>(time_s), &body);
  AppendNumber(static_cast<uint32_t>(time_s >> 32), &body);
  AppendString(account.because, &body);
  AppendString(account.not_kept, &body);
  std::string file(kMagic);
  const uint64_t hash = Xxh3(body);
  AppendNumber(static_cast<uint32_t>(hash), &file);
  AppendNumber(static_cast<uint32_t>(hash >> 32), &file);
  return file + body;
}

std::optional<RunAccount> DecodeAccount(std::string_view file) {
  if (!file.starts_with(kMagic)) return std::nullopt;
  file.remove_prefix(kMagic.size());
  StampCursor cursor(file);
  uint32_t low = 0;
  uint32_t high = 0;
  if (!cursor.TakeNumber(&low) || !cursor.TakeNumber(&high) ||
      Xxh3(file.substr(2 * sizeof low)) != (low | uint64_t{high} << 32)) {
    return std::nullopt;
  }
  RunAccount account;
  if (!cursor.TakeString(&account.key) ||
      !cursor.TakeString(&account.program) ||
      !cursor.TakeStrings(&account.arguments) || !cursor.TakeNumber(&low) ||
      !cursor.TakeNumber(&high) || !cursor.TakeString(&account.because) ||
      !cursor.TakeString(&account.not_kept) || !cursor.at_end()) {
    return std::nullopt;
  }
  account.time_s = static_cast<int64_t>(low | uint64_t{high} << 32);
  return account;
}

std::vector<KeptAccount> ReadAccounts() {
  std::vector<KeptAccount> accounts;
  const auto entries = ListNames(kStateDirectory);
  if (!entries.ok()) return accounts;
  RealDisk disk;
  for (const NamedEntry& entry : entries.value()) {
    std::string_view name = entry.name;
    if (!name.starts_with(kStampPrefix) || !name.ends_with(kAccountSuffix)) {
      continue;
    }
    const std::string path = std::string(kStateDirectory) + "/" + entry.name;
    const auto text = disk.Read(path);
    if (!text.ok() || !text.value()) continue;
    auto account = DecodeAccount(*text.value());
    if (!account) continue;
    const size_t suffix = std::string_view(kAccountSuffix).size();
    accounts.push_back(
        {std::move(*account), path.substr(0, path.size() - suffix)});
  }
  std::stable_sort(accounts.begin(), accounts.end(),
                   [](const KeptAccount& a, const KeptAccount& b) {
                     return a.account.time_s > b.account.time_s;
                   });
  return accounts;
}

std::string VersionAndBuild(const std::string& version) {
  RealDisk disk;
  const auto path = ExecutablePath();
  if (!path.ok()) return version;
  const auto stat = disk.Stat(path.value());
  if (!stat.ok()) return version;
  return version + " " + std::to_string(stat.value().size) + " " +
         std::to_string(stat.value().mtime_ns);
}

std::string_view WhatIsOther(std::string_view before, std::string_view now) {
  const auto old_parts = Split(before, '\0');
  const auto parts = Split(now, '\0');
  for (size_t i = 0; i < kKeyParts.size(); ++i) {
    if (i >= parts.size() || i >= old_parts.size()) break;
    if (parts[i] != old_parts[i]) return kKeyParts[i];
  }
  return {};
}

std::string PresentKey(std::string_view key, std::string_view version,
                       const EnvironmentView& environment) {
  auto parts = Split(key, '\0');
  if (parts.size() < kKeyParts.size()) return std::string(key);
  parts[kVersionPart] = version;
  std::array<std::string, 3> flags;
  size_t next = 0;
  for (const char* name : kKeyVariables) {
    flags[next] = environment.Find(name).value_or("");
    parts[kFlagsPart + next] = flags[next];
    ++next;
  }
  std::string present;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) present += '\0';
    present += parts[i];
  }
  return present;
}

std::string CommandText(const std::vector<std::string>& words) {
  if (words.size() == 3 && words[1].starts_with('-')) return words[2];
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace xb
