// SPDX-License-Identifier: Apache-2.0
// Any bytes are no memory of a run of make and no account of one, or some that
// can be asked without harm; also when their hashes are right.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/hash.h"
#include "os/disk.h"
#include "os/work_queue.h"
#include "remake/environment_view.h"
#include "remake/run_account.h"
#include "remake/run_stamp.h"
#include "remake/run_stamp_format.h"

namespace {

// No file has a time in the future.
constexpr int64_t kNow = std::numeric_limits<int64_t>::max();
constexpr char kKey[] = "1.0\0make\0make";

// The key of what lies behind the rows, if it is there: only who knows it can
// open a stamp.
std::string KeyOf(const std::string& bytes) {
  xb::StampHeader header;
  if (bytes.size() < sizeof header) return kKey;
  std::memcpy(&header, bytes.data(), sizeof header);
  const uint64_t rows = uint64_t{header.group_count} + header.gap_count +
                        header.file_count + header.hash_count;
  if (rows > bytes.size() / 8 || header.text_size > bytes.size()) return kKey;
  const uint64_t at = sizeof header + 16 * uint64_t{header.group_count} +
                      48 * uint64_t{header.gap_count} +
                      32 * uint64_t{header.file_count} +
                      8 * uint64_t{header.hash_count} + header.text_size;
  if (at > bytes.size()) return kKey;
  xb::StampCursor cursor(std::string_view(bytes).substr(at));
  std::string key;
  return cursor.TakeString(&key) ? key : kKey;
}

class Bench {
 public:
  Bench() : environment_({"PATH=/bin", "HOME=/nowhere"}), workers_(1) {
    std::array<char, 32> name = {"/tmp/make_stamp_fuzz.XXXXXX"};
    XB_CHECK(mkdtemp(name.data()) != nullptr);
    directory_ = name.data();
  }
  ~Bench() { std::filesystem::remove_all(directory_); }

  void Ask(const std::string& bytes) {
    const std::string path = (directory_ / "stamp").string();
    // A new file: the old one is mapped.
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary) << bytes;
    const auto stamp = xb::RunStamp::Open(path, KeyOf(bytes));
    if (stamp == nullptr) return;
    const std::string base = directory_.string() + "/";
    const bool holds = stamp->SurroundingsHold(base, environment_, kNow) &&
                       stamp->FilesHold(base, disk_, workers_);
    const auto found = stamp->Differences(base, environment_, disk_, kNow, 8);
    XB_CHECK(found.size() <= 8);
    // What holds does not differ.
    XB_CHECK(!holds || found.empty());
    for (const xb::RunEvent& event : stamp->events()) {
      XB_CHECK(event.kind <= xb::RunEvent::Kind::kMake);
      xb::CommandText(event.words);
    }
  }

 private:
  std::filesystem::path directory_;
  const xb::EnvironmentView environment_;
  xb::RealDisk disk_;
  xb::WorkQueue workers_;
};

// Magic and hash stand in front.
std::string SealedAccount(const std::string& bytes) {
  constexpr size_t kHead = 16;
  if (bytes.size() < kHead) return bytes;
  const std::string body = bytes.substr(kHead);
  const uint64_t hash = xb::Xxh3(body);
  std::string sealed = "xbmakew\n";
  sealed.append(reinterpret_cast<const char*>(&hash), sizeof hash);
  return sealed + body;
}

void AskAccount(const std::string& bytes) {
  const auto account = xb::DecodeAccount(bytes);
  if (!account) return;
  XB_CHECK(xb::EncodeAccount(*account) == bytes);
  const std::string present =
      xb::PresentKey(account->key, "2", xb::EnvironmentView({}));
  xb::WhatIsOther(account->key, present);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Bench bench;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  bench.Ask(bytes);
  AskAccount(bytes);
  AskAccount(SealedAccount(bytes));
  xb::StampHeader header;
  if (bytes.size() < sizeof header) return 0;
  std::memcpy(&header, bytes.data(), sizeof header);
  const xb::StampHeader ours;
  header.magic = ours.magic;
  header.version = ours.version;
  header.byte_order = ours.byte_order;
  xb::SealStamp(header, &bytes);
  bench.Ask(bytes);
  return 0;
}
